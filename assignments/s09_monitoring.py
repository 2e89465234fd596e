# %% [markdown]
# # 9. Monitoring
#
# It is three in the morning, and a model is being trained. At step 1,054 the loss is suddenly higher than it has been
# for five hundred steps. The curve has jumped before; it jumps all the time. Is this noise, or is the run about to
# break? Every step costs money. Do you stop it?
#
# A training run cannot be looked into. What you have is its *log*: for every step a loss, the size of a gradient, a
# learning rate. Monitoring is the statistics of that log. It has to answer three questions: is the model still getting
# better, is it getting better at the right thing, and are the steps that it takes sane?
#
# **You need** means and standard deviations (section 3), and what a loss is (section 4). A *gradient* is a list of
# numbers, one for each weight: the direction in which the loss grows fastest. Training takes a small step the other
# way, and its length is governed by the *learning rate*. More is not needed here.
#
# The run of the scene is a real one. It is in the little world, and at the end of the section you will look at that
# moment.

# %%
import math

import numpy as np

# %%
def as_series(x, name="x"):
    """Return `x` as a float64 array, after checking that it is a list of numbers.

    Args:
        x: array_like of shape (T,).
        name: what the error message calls it.

    Returns:
        float64 array of shape (T,). Do not change it: it may be the caller's own.

    Raises:
        ValueError: `x` does not have exactly one axis.

    Example:
        >>> as_series([1, 2]).tolist()
        [1.0, 2.0]
    """
    x = np.asarray(x, dtype=float)
    if x.ndim != 1:
        raise ValueError(f"{name} must be a list of numbers")
    return x

# %% [markdown]
# ## 9.1 A moving average
#
# *Core, 1 point, difficulty 1 of 3, about 8 minutes.*
#
# The loss of one step is measured on a few examples and jumps with them. Average the last $w$ steps, and the jumps
# shrink by about $\sqrt w$. The price: the average is late. It belongs to the middle of its window, not to its end.
#
# Of the losses 1, 2, 3, 4 with $w = 2$ you get 1.5, 2.5, 3.5: one number for each *full* window, $T - w + 1$ in all. At
# the edges there is less to average, and one has to say what happens there. Here nothing does: no window, no number.
#
# **Guess first.** A popular trick takes differences of one long cumulative sum. It is fast. What happens to all windows
# after a single loss of $10^{17}$, or nan?
#
# <details><summary>What happens</summary>
#
# Near $10^{17}$ floats are 16 apart: a running sum of that size no longer notices losses like 3, and the differences
# that come later are wrong. After a nan the sum is nan for ever, and so is every later window. A mean of its own window
# forgets both as soon as they have left it.
#
# </details>

# %%
def moving_average(x, window):
    """Means of all full windows of consecutive entries.

    Args:
        x: array_like of shape (T,). Left unchanged.
        window: int, ``1 <= window <= T``, how many entries are averaged.

    Returns:
        float64 array of shape (T - window + 1,); entry i is the mean of ``x[i]`` to ``x[i + window - 1]`` and depends
        on nothing else: a huge entry or a nan outside of a window leaves its mean as it is.

    Raises:
        ValueError: `x` does not have exactly one axis, or `window` is less than 1 or more than T.

    Example:
        >>> moving_average([1, 2, 3, 4], 2).tolist()
        [1.5, 2.5, 3.5]

    In an LLM: the smooth curve in front of the jagged one in every plot of a training loss.

    Source: Box, Jenkins and Reinsel, "Time Series Analysis", 1994.
    """
    raise NotImplementedError("moving_average: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# `np.convolve(x, np.ones(w) / w, mode="same")` pads with zeros: of 1, 1, 1, 1 it makes 0.67, 1, 1, 0.67, and the curve
# seems to rise at first and fall at last. Blocks (`reshape`) give one number for $w$ steps instead of one for each. If
# only the checks with a huge loss or a nan fail, you took differences of a cumulative sum.
#
# </details>
#
# ## 9.2 An exponential average
#
# *Core, 2 points, difficulty 2 of 3, about 10 minutes.*
#
# A moving average needs the last $w$ numbers. An exponential one needs a single number, and it forgets gently:
# $$m_t = \beta\, m_{t-1} + (1 - \beta)\, x_t.$$
# The past weighs $\beta$, the new number $1 - \beta$. With $\beta = 0.9$ the last ten numbers have 65 % of the weight.
# Adam, on which the usual optimiser of language models builds (AdamW, section 6), keeps two of them for every weight.
#
# It has to start somewhere, and starting at $m_0 = 0$ pulls the first values down. How much? After $t$ steps the
# weights of all numbers so far have the sum $1 - \beta^t$; the rest, $\beta^t$, lies on the zero. So divide by $1 -
# \beta^t$: that is the *bias correction*, and a constant series stays what it is.
#
# **Guess first.** Losses 10, 10, 10 and $\beta = 0.9$, without correction. What are the three averages?
#
# <details><summary>The numbers</summary>
#
# 1, 1.9 and 2.71: the loss seems to *grow*, while nothing changes. With the correction they are divided by 0.1, 0.19
# and 0.271, and you get 10, 10, 10.
#
# </details>

# %%
def ema(x, beta, bias_correction=True):
    """Exponential moving average ``m_t = beta m_{t-1} + (1 - beta) x_t``, from ``m_0 = 0``.

    Args:
        x: array_like of shape (T,), may be empty. Left unchanged.
        beta: float, ``0 <= beta < 1``, the weight of the past; 0 returns `x` if it is finite.
        bias_correction: bool; if True, ``m_t`` is divided by ``1 - beta^t``, where t counts from 1.

    Returns:
        float64 array of shape (T,). With the correction the first entry is ``x[0]``, and a constant series stays
        constant. After a nan all entries are nan: the average cannot forget it.

    Raises:
        ValueError: `x` does not have exactly one axis, or `beta` is not in [0, 1), or is nan.

    Example:
        >>> ema([1, 2, 3], 0.9).round(4).tolist()
        [1.0, 1.5263, 2.0701]
        >>> ema([10, 10], 0.5, bias_correction=False).tolist()
        [5.0, 7.5]

    In an LLM: smoothed curves in logs; both moments of Adam; averaged weights.

    Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015, section 3.
    """
    raise NotImplementedError("ema: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# If the average follows the newest value at once, the two weights are swapped. If the correction is applied to m and m
# is then carried on, it is applied again at the next step. Starting at `x[0]` is another reasonable rule, but not this
# one: it gives the first loss, which is the worst of all, the weight $\beta^t$ for ever.
#
# </details>
#
# The picture shows made-up losses that turn upwards at step 120. Four averages follow them. Which of the four would you
# rather look at at three in the morning?

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: two panels, in each a noisy loss in grey that falls until step 120 and then climbs slowly.
        # Left, the moving average of 10 follows it closely, the one of 50 (dashes) is smoother and far behind. Right, the
        # same of the exponential averages with 0.9 and, dashed, 0.98.
        import matplotlib.pyplot as plt

        rng = np.random.RandomState(0)  # the old generator: these are well-known curves
        steps = np.arange(200)
        train_loss = 4.0 * np.exp(-steps / 60) + 0.8 + rng.randn(200) * 0.15
        val_loss = 4.0 * np.exp(-steps / 60) + 1.0 + rng.randn(200) * 0.12
        val_loss[120:] += np.linspace(0, 0.8, 80)

        smooth = {window: moving_average(val_loss, window) for window in (10, 50)}
        smooth |= {beta: ema(val_loss, beta) for beta in (0.9, 0.98)}
        figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4), sharey=True)
        for axes, name, near, far, color in (
            (left, "moving average", 10, 50, "#0072B2"),
            (right, "exponential average", 0.9, 0.98, "#D55E00"),
        ):
            axes.plot(steps, val_loss, color="lightgrey")
            axes.plot(steps[-len(smooth[near]) :], smooth[near], color=color)
            axes.plot(steps[-len(smooth[far]) :], smooth[far], "--", color=color)
            for smoothing, step in ((near, 57), (far, 82)):
                axes.annotate(f"{smoothing}", (step + 2, smooth[smoothing][step - 200] + 0.05), color=color)
            axes.annotate("the losses", (22, 2.1), color="grey")
            axes.set(xlabel="step", ylim=(0.8, 5), title=name)
        left.set_ylabel("validation loss")
        figure.suptitle("Smoother means later")
        figure.tight_layout()
        plt.show()

# %% [markdown]
# ## 9.3 The gap
#
# *Core, 1 point, difficulty 1 of 3, about 5 minutes.*
#
# A model can learn its training data by heart. Its training loss falls and falls, and on text that it has not seen it
# gets worse. Only a second curve shows that: the loss on held-out, or *validation*, data. The distance between the two
# at the end of the log is the generalization gap. A single step is noisy, so take the mean of the last few.

# %%
def generalization_gap(train_losses, val_losses, window):
    """Mean validation loss minus mean training loss over the last `window` steps.

    Args:
        train_losses: array_like of shape (T,). Left unchanged.
        val_losses: array_like of shape (T,). Left unchanged.
        window: int, ``1 <= window <= T``.

    Returns:
        float, in the unit of the losses. Positive if the model does worse on what it has not seen; nan if one of the
        losses in the window is nan.

    Raises:
        ValueError: the two do not have one axis and the same length, or `window` is less than 1 or more than T.

    Example:
        >>> generalization_gap([5, 3, 1, 1], [5, 4, 3, 2], 2)
        1.5

    In an LLM: how much a fine-tuned model has learnt by heart.

    Source: Goodfellow, Bengio and Courville, "Deep Learning", 2016, section 5.2.
    """
    raise NotImplementedError("generalization_gap: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# $-1.5$ for the example is training minus validation. 1 is the gap of the whole log, and also that of its last step
# alone. A window of 0 needs a check of its own: `losses[-0:]` is not nothing but everything.
#
# </details>
#
# ## 9.4 The size of a gradient
#
# *Core, 1 point, difficulty 2 of 3, about 10 minutes.*
#
# A model has many arrays of weights, and a gradient for each. Put all their numbers into one long vector: its length
# $$\lVert g \rVert = \sqrt{\textstyle\sum_i g_i^2}$$
# is the *global norm*. It is the most watched number of a log after the loss. When a run breaks, the gradient often
# says so first.
#
# For the arrays (3, 4) and (12): $\sqrt{9 + 16 + 144} = 13$. The norms of the arrays are 5 and 12, and 5 + 12 would be
# wrong: lengths of perpendicular pieces do not add up.
#
# A norm that grows from step to step means that training is about to break (*exploding* gradients). One that is nearly
# 0 while the loss is still high means that nothing is learnt any more (*vanishing* gradients). The same length is also
# taken of the weights themselves: if it grows without end, they are held back too little (weight decay, section 6). And
# for the vectors inside the model one logs mean and variance, layer by layer (section 3).
#
# **Guess first.** One entry is $10^{200}$, the others are 0. The square of that entry is too large for a float. Is the
# norm too large as well?

# %%
def global_norm(grads):
    """Euclidean length of all gradients together: the root of the sum of squares of all their entries.

    Args:
        grads: list of array_like of any shapes, numbers included; None (a frozen weight) is passed over. Left
            unchanged.

    Returns:
        float. 0.0 if there are no entries. Entries as large as 1e200 or as small as 1e-200 are no trouble: their
        squares would leave the range of floats, the norm does not. ``inf`` if an entry is infinite and none is nan, or
        if the norm itself is beyond the largest float; nan if an entry is nan.

    Example:
        >>> global_norm([[3, 4], [[12]]])
        13.0
        >>> global_norm([])
        0.0

    In an LLM: the line `grad_norm` of a training log.

    Source: Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", 2013.
    """
    raise NotImplementedError("global_norm: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# 17 for the example is the sum of the norms of the arrays. If $10^{200}$ gives infinity and $10^{-200}$ gives 0, the
# entries were squared as they are: `np.linalg.norm` does that, too. The norm of a single $10^{200}$ is $10^{200}$.
# `math.hypot` of all entries is careful about sizes, but of infinity and nan together it makes infinity, and the nan is
# hidden.
#
# </details>
#
# ## 9.5 Clipping by the global norm
#
# *Core, 2 points, difficulty 2 of 3, about 12 minutes.*
#
# One bad batch can have a gradient a hundred times as long as usual, and one such step can undo many good ones. The
# remedy is simple, and used in nearly every large training run: if the norm exceeds a limit $c$, scale the *whole*
# gradient to the length $c$, otherwise leave it alone.
# $$g \leftarrow g \cdot \frac{c}{\lVert g \rVert} \quad\text{if } \lVert g \rVert > c$$
# One factor for all arrays: the step becomes shorter and keeps its direction.
#
# Arrays (3, 4) and (12) have the norm 13. With $c = 6.5$ all numbers are halved. With $c = 20$ nothing changes, not a
# bit.

# %%
def clip_grad_norm(grads, max_norm):
    """Gradients scaled down to the global norm `max_norm` if theirs is larger, and the norm that they had.

    Args:
        grads: list of array_like of any shapes; None (a frozen weight) is passed over. Left unchanged.
        max_norm: float, 0 or more.

    Returns:
        tuple ``(clipped, total_norm)``. `clipped` is a list of new float64 arrays of the same shapes, None where None
        was: all entries times ``max_norm / total_norm`` if ``total_norm > max_norm``, otherwise the very same numbers.
        (PyTorch adds 1e-6 to the denominator; that difference is allowed.) `total_norm` is a float, the global norm
        *before* clipping.

    Raises:
        ValueError: `max_norm` is negative or nan, or the global norm is infinite or nan: there is no direction to keep.

    Example:
        >>> clipped, norm = clip_grad_norm([[3, 4], [[12]]], 6.5)
        >>> [array.tolist() for array in clipped], norm
        ([[1.5, 2.0], [[6.0]]], 13.0)

    Builds on: `global_norm`.

    In an LLM: `clip_grad_norm_(model.parameters(), 1.0)` stands in nearly every training loop.

    Source: Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", 2013.
    """
    raise NotImplementedError("clip_grad_norm: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# - *Small gradients grow*: the scaling is applied always. (0.03, 0.04) became (0.6, 0.8).
# - *Each array has norm c*: they were clipped one by one, and the direction has changed. Public code has done it, too:
#   Keras' option `clipnorm` clips array by array, which is why `global_clipnorm` stands beside it, and so did BertAdam,
#   the optimiser of an early public BERT in PyTorch.
# - *The norm never exceeds c*: the norm after clipping was returned, and the log can never show a spike.
#
# </details>
#
# ## 9.6 Clipping each entry
#
# *Plus, 1 point, difficulty 1 of 3, about 5 minutes.*
#
# The other way to clip looks at each number by itself and cuts it off at $\pm c$. It bounds the step, too, but bends
# it: with $c = 1$ the gradient (100, 1) becomes (1, 1), and a step that went along one axis goes along the diagonal.
# Write it, and then look how far it turns.

# %%
def clip_by_value(grads, limit):
    """Entries cut off at ``-limit`` and ``limit``.

    Args:
        grads: array_like of any shape. Left unchanged.
        limit: float, 0 or more.

    Returns:
        new float64 array of the same shape, entries in ``[-limit, limit]``; nan stays nan.

    Raises:
        ValueError: `limit` is negative or nan.

    Example:
        >>> clip_by_value([-5, 0.5, 5], 1).tolist()
        [-1.0, 0.5, 1.0]

    In an LLM: rarely on gradients, often on ratios of probabilities in reinforcement learning.

    Source: Goodfellow, Bengio and Courville, "Deep Learning", 2016, section 10.11.
    """
    raise NotImplementedError("clip_by_value: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# Python's own `min` and `max` make a number of nan: `min(1.0, math.nan)` is 1.0, since nan is not less. And a check
# `limit < 0` lets nan pass; `not limit >= 0` does not.
#
# </details>

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: a gradient (4, 1) as a grey arrow. Clipped by its norm it is shorter and points the same way,
        # clipped by value it becomes (1, 1), 31 degrees off.
        import matplotlib.pyplot as plt

        gradient = np.array([4.0, 1.0])
        (by_norm,), _ = clip_grad_norm([gradient], math.sqrt(2))
        by_value = clip_by_value(gradient, 1.0)
        figure, axes = plt.subplots(figsize=(7, 3))
        arrows = [("the gradient", gradient, "grey"), ("by norm", by_norm, "#0072B2"), ("by value", by_value, "#D55E00")]
        for label, (right, up), color in arrows:
            axes.annotate("", (right, up), (0, 0), arrowprops={"arrowstyle": "->", "color": color, "linewidth": 2})
            axes.annotate(label, (right, up), xytext=(4, -14), textcoords="offset points", color=color)
            cosine = (right * gradient[0] + up * gradient[1]) / (math.hypot(right, up) * global_norm([gradient]))
            print(f"{label:12} ({right:.4f}, {up:.4f}), {math.degrees(math.acos(min(cosine, 1))):.1f} degrees off")
        axes.set(xlim=(-0.2, 5), ylim=(-0.2, 1.4), aspect="equal")
        axes.set_title("Clipping by norm shortens the step, clipping by value turns it")
        figure.tight_layout()
        plt.show()

# %% [markdown]
# ## 9.7 How often is it clipped?
#
# *Core, 1 point, difficulty 2 of 3, about 6 minutes.*
#
# A limit that is never reached does nothing. One that is always reached turns every gradient into its direction alone,
# and the learning rate means something else. So watch the *share* of clipped steps. A gradient that is nan or infinite
# counts: it is the worst kind of too large.
#
# **Guess first.** A run has 4,200 steps and a limit that fits. How many steps are clipped, and in which part of the run
# do most of them lie? The end of the section counts them.

# %%
def fraction_clipped(norms, max_norm):
    """Share of steps whose gradient norm is strictly greater than `max_norm`, or is no finite number.

    Args:
        norms: array_like of shape (T,), gradient norms before clipping: 0 or more, ``inf`` or nan. Left unchanged.
        max_norm: float, 0 or more and finite.

    Returns:
        float in [0, 1].

    Raises:
        ValueError: `norms` is empty or does not have exactly one axis.

    Example:
        >>> fraction_clipped([0.5, 1.0, 2.0, float("nan")], 1.0)
        0.5

    In an LLM: says whether the clipping limit fits the run.

    Source: Goodfellow, Bengio and Courville, "Deep Learning", 2016, section 10.11.
    """
    raise NotImplementedError("fraction_clipped: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# 0.25 for the example: `nan > 1` is False, so the worst step was not counted. 0.75: the norm that equals the limit was
# counted. 0.33: the nan was thrown out before the mean was taken.
#
# </details>
#
# Here is the made-up run once more, now with its training loss and its gradients. Nobody needs a formula to see the
# turn on the left. What is wrong on the right?

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: left, training loss falls to 1.0 while validation loss turns up after step 120 and ends near
        # 1.9; right, gradient norms with spikes between the steps 50 and 70, cut off at 1.
        import matplotlib.pyplot as plt

        norms = 2.0 * np.exp(-steps / 40) + 0.3 + np.abs(rng.randn(200) * 0.2)
        norms[50:70] += rng.exponential(2.0, 20)
        figure, (left, right) = plt.subplots(1, 2, figsize=(12, 4))
        for label, losses, color, style, height in (
            ("training", train_loss, "#0072B2", "-", 0.55),
            ("validation", val_loss, "#D55E00", "--", 2.2),
        ):
            left.plot(steps, losses, color=color, alpha=0.25)
            left.plot(steps[9:], moving_average(losses, 10), style, color=color)
            left.annotate(label, (150, height), color=color)
        left.axvline(120, color="black", linestyle=":")
        left.annotate("here it begins", (122, 4))
        left.set(xlabel="step", ylabel="loss", title="Learning by heart: one curve falls, the other turns")
        right.plot(steps, norms, color="grey")
        right.plot(steps, [clip_grad_norm([n], 1.0)[0][0] for n in norms], color="black", linewidth=1.5)
        right.axhline(1.0, color="#D55E00", linestyle="--")
        right.annotate("limit 1.0", (160, 1.15), color="#D55E00")
        right.set(xlabel="step", ylabel="gradient norm", title="Clipping cuts the spikes off (black)")
        figure.tight_layout()

        print(f"final training loss    {train_loss[-10:].mean():.4f} +/- {train_loss[-10:].std():.4f}")
        print(f"final validation loss  {val_loss[-10:].mean():.4f} +/- {val_loss[-10:].std():.4f}")
        print(f"generalization gap     {generalization_gap(train_loss, val_loss, 10):.4f}")
        print(f"steps above 2.0        {round(200 * fraction_clipped(norms, 2.0))}")
        print(f"share clipped at 1.0   {100 * fraction_clipped(norms, 1.0):.1f} %")
        plt.show()

# %% [markdown]
# <details><summary>An answer</summary>
#
# The limit is too low for the beginning. 70 steps are clipped at 1, and all but two of them are among the first 71:
# there nearly every step has the same length, whether its gradient was 1.2 or 8. A limit of 2.5 would have clipped ten
# steps, and cut off nothing but the spikes.
#
# </details>
#
# ## 9.8 Is that a spike?
#
# *Plus, 2 points, difficulty 3 of 3, about 15 minutes.*
#
# "Suddenly higher" needs a scale, and the log has one: the ups and downs of the last steps. Call a loss a spike if it
# is more than $k$ standard deviations above the mean of the $w$ losses *before* it. Not of a window that holds it: a
# large spike would raise its own limit.
#
# **Guess first.** Suppose the window did hold it: ten losses, the newest among them, and $k = 3$. How large must the
# newest be to be a spike?
#
# <details><summary>The answer</summary>
#
# No loss is large enough. Of $n$ numbers none is more than $\sqrt{n - 1}$ standard deviations above their mean, and for
# $n = 10$ that is 3: nine zeros and one $10^6$ have the mean $10^5$, the deviation $3 \cdot 10^5$, and the newest is at
# exactly 3. The monitor would be silent for ever.
#
# </details>
#
# Three more decisions make the difference between a monitor and a toy. A sudden *fall* is good news and no spike. A
# loss of nan is the worst news, though nan is greater than nothing. And once a nan has come, it must not blind the
# monitor for the next $w$ steps.

# %%
def detect_spikes(losses, window, k):
    """For each step, whether its loss is a spike: far above the losses just before it, or no finite number.

    A loss is a spike if it exceeds ``mean + k * std`` of the `window` losses before it by more than 1e-9 times the
    mean's absolute value (so that rounding makes no spikes in a constant series). The standard deviation divides by the
    number of losses. Losses that are not finite are left out of mean and deviation; if no other is left, only a loss
    that is not finite is a spike.

    Args:
        losses: array_like of shape (T,). Left unchanged.
        window: int, at least 1.
        k: float, 0 or more.

    Returns:
        list of T bools; the first `window` are False, whatever the losses are.

    Raises:
        ValueError: `losses` does not have exactly one axis, `window` is less than 1, or `k` is negative or nan.

    Example:
        >>> detect_spikes([1, 1.1, 0.9, 1, 3], 4, 3)
        [False, False, False, False, True]

    In an LLM: some training runs go back to before a spike and skip the batches around it.

    Source: Chowdhery et al., "PaLM: Scaling Language Modeling with Pathways", 2022, section 5.1.
    """
    raise NotImplementedError("detect_spikes: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# If a nan is no spike, it was compared before it was looked for: nan exceeds nothing. If there are no spikes for a
# while after one, it is still in the mean. Spikes in a series that never changes come from rounding: the deviation of
# fifty times 0.1 is not 0 but $3 \cdot 10^{-17}$. And a missing spike just above the limit: `statistics.stdev` and
# `ddof=1` divide by $w - 1$, which sets the limit higher.
#
# </details>
#
# ## 9.9 When to stop
#
# *Plus, 2 points, difficulty 2 of 3, about 12 minutes.*
#
# Once the validation loss turns, every further step makes the model worse. But it is noisy, and one bad value is no
# turn. *Early stopping* waits: if `patience` values in a row have brought no improvement on the best so far, it stops.
# And to be an improvement a value must be better by more than `min_delta`.
#
# Losses 5, 6, 4, 5, 3, 4 with a patience of 3: after 5 comes one without improvement (6), but 4 is one, and the count
# begins anew. It is never stopped.
#
# **Guess first.** A loss falls by 0.2 at each step, and `min_delta` is 0.5. Is the run stopped, with a patience of 3?
#
# <details><summary>The answer</summary>
#
# No. The yardstick is the last *improvement*, not the last value: from 5 the losses 4.8 and 4.6 are none, 4.4 is one,
# and so on. A slow descent that adds up is a descent.
#
# </details>

# %%
def early_stopping_step(val_losses, patience, min_delta=0.0):
    """The step at which early stopping ends a run, or None if it never does.

    A loss is an improvement if it is less than ``best - min_delta``, where best is the loss of the last improvement
    (infinity before the first); nan never is. The run ends at the first step that completes `patience` steps in a row
    without improvement.

    Args:
        val_losses: array_like of shape (T,), may be empty. Left unchanged.
        patience: int, at least 1.
        min_delta: float, 0 or more.

    Returns:
        int, an index of `val_losses`, or None.

    Raises:
        ValueError: `val_losses` does not have exactly one axis, `patience` is less than 1, or `min_delta` is negative
            or nan.

    Example:
        >>> early_stopping_step([1, 5, 4, 3, 2], 2)
        2

    In an LLM: fine-tuning on few examples, where a model learns them by heart in minutes.

    Source: Prechelt, "Early Stopping - But When?", 1998.
    """
    raise NotImplementedError("early_stopping_step: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# One step too late: the count is compared before it is raised, or with `>`. If a slow descent is stopped, `best`
# follows every value, also those that are no improvement. If nan counts as an improvement, the question was asked the
# wrong way round: `loss >= best - min_delta` is False for nan.
#
# </details>
#
# ## 9.10 A learning rate that changes
#
# *Plus, 1 point, difficulty 2 of 3, about 8 minutes.*
#
# At the start the weights are random and gradients point anywhere: large steps do harm. At the end the model is nearly
# there, and large steps throw it about. So the learning rate climbs in a straight line for `warmup` steps and then
# falls along half a cosine. Three points fix the curve: 0 at step 0, `max_lr` at `warmup`, `min_lr` at `total`.
#
# **Guess first.** Warm-up 5, total 10, from 1.0 down to 0.1. Halfway down, between the steps 7 and 8, half a cosine and
# a straight line both stand at 0.55. Which of the two is lower at step 8?
#
# <details><summary>The answer</summary>
#
# The cosine, with 0.4109; the straight line is at 0.46. Half a cosine leaves its top slowly, is steepest in the middle
# and lands gently. So it is above the line in the first half of the way down, and below it in the second.
#
# </details>

# %%
def cosine_lr(step, warmup, total, max_lr, min_lr):
    """Learning rate at a step: linear warm-up, then half a cosine down to `min_lr`.

    Args:
        step: int, 0 or more.
        warmup: int, 0 or more: below it the rate is ``max_lr * step / warmup``.
        total: int, at least `warmup`: from there on the rate is `min_lr`.
        max_lr, min_lr: finite floats, ``0 <= min_lr <= max_lr``.

    Returns:
        float. Between warm-up and total ``min_lr + (max_lr - min_lr) (1 + cos(pi s)) / 2`` with
        ``s = (step - warmup) / (total - warmup)``. At ``step = warmup < total`` it is `max_lr`. If ``warmup = total``,
        it falls from the line to `min_lr` at once.

    Raises:
        ValueError: `step` or `warmup` is negative, `total` is less than `warmup`, or the rates are negative, infinite,
            nan or in the wrong order.

    Example:
        >>> [round(cosine_lr(step, 5, 10, 1.0, 0.1), 4) for step in (0, 4, 5, 8, 10, 14)]
        [0.0, 0.8, 1.0, 0.4109, 0.1, 0.1]

    In an LLM: the schedule of GPT-3, and of many models since.

    Source: Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", 2017, equation 5.
    """
    raise NotImplementedError("cosine_lr: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# Step 8 of the example should give 0.4109. 0.3455 falls to 0 instead of `min_lr`, 0.1859 counts the progress from step
# 0, and 0.46 is the straight line. If a warm-up of 0, or one that fills the whole run, divides by 0: ask for `step >=
# total` first.
#
# </details>
#
# The run of the little world began with this schedule.

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: the learning rate climbs in a straight line from 0 to 0.003 at step 200 and falls along half a
        # cosine to 0.00003 at step 3,500, slowly at first and at last. Dashes: a straight fall between the same two points.
        import matplotlib.pyplot as plt

        run = np.arange(3601)
        figure, axes = plt.subplots(figsize=(8, 3))
        axes.plot(run, [cosine_lr(step, 200, 3500, 0.003, 0.00003) for step in run], color="#0072B2")
        axes.plot([200, 3500], [0.003, 0.00003], "--", color="grey")
        axes.annotate("warm-up", (230, 0.0012), color="#0072B2")
        axes.annotate("half a cosine", (1500, 0.0025), color="#0072B2")
        axes.annotate("a straight line", (700, 0.0015), color="grey")
        axes.set(
            xlabel="step", ylabel="learning rate", title="Up fast, down slowly: above the straight line, then below it"
        )
        figure.tight_layout()
        plt.show()

# %% [markdown]
# ## 9.11 A gradient without calculus
#
# *Plus, 2 points, difficulty 2 of 3, about 12 minutes.*
#
# Is the gradient that your code computes right? There is a test that needs no calculus: move one weight a little to
# both sides and look how the loss changes,
# $$\frac{\partial f}{\partial x_i} \approx \frac{f(x + h e_i) - f(x - h e_i)}{2h}.$$
# Both sides, because the error is then of the order of $h^2$, while one side alone leaves $h$.
#
# For $f(x) = x^3$ at 2 with $h = 0.001$: $(8.012006001 - 7.988005999) / 0.002 = 12.000001$. One-sided: 12.006.
#
# **Guess first.** Then why not $h = 10^{-12}$?
#
# <details><summary>An answer</summary>
#
# $f$ is known to about 16 digits. Two values that agree in 12 of them leave 4 digits in their difference. Small $h$
# costs digits, large $h$ costs truth; for central differences the best is near $10^{-5}$.
#
# </details>

# %%
def numerical_gradient(f, x, h=1e-5):
    """Gradient of `f` at `x` by central differences: ``(f(x + h e_i) - f(x - h e_i)) / (2 h)`` for every entry i.

    Args:
        f: function of a float64 array of the shape of `x`, returns a float; it does not change its argument.
        x: array_like of any shape, floats or ints. Left unchanged.
        h: finite float above 0, the step.

    Returns:
        float64 array of the shape of `x`.

    Raises:
        ValueError: `h` is not above 0, is infinite or is nan.

    Example:
        >>> numerical_gradient(lambda x: float((x**3).sum()), [1, 2]).round(6).tolist()
        [3.0, 12.0]

    In an LLM: how every hand-written backward pass is tested.

    Source: Nocedal and Wright, "Numerical Optimization", 2006, section 8.1.
    """
    raise NotImplementedError("numerical_gradient: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# 50,000 and 350,000 for the example: the array holds ints. Adding $10^{-5}$ changes nothing there, and subtracting it
# makes 0 of 1. 6 and 24 were divided by `h` alone, and numbers near 0 lack the bracket around `2 * h`. If the first
# entry is right and the others are a little off, the first was moved and not put back.
#
# </details>
#
# The picture tries all steps from $10^{-12}$ to 1 on the derivative of $x^3$, at thirty points between 1 and 3. Guess
# first: where does each of the two rules have its lowest point, and which one lies lower?

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: error against the step, both on logarithmic scales, as two valleys. With both sides the error
        # falls from 1 to 5e-11 as the step shrinks to 3e-6, and climbs again below it. With one side it falls only to 4e-8,
        # at a step of 1e-8. To the left of that both climb in the same way.
        import matplotlib.pyplot as plt

        def cube(x):
            return float(x) ** 3

        points, sizes = np.linspace(1, 3, 30), 10.0 ** np.arange(-12, 0.1, 0.5)
        both = np.array([[abs(float(numerical_gradient(cube, x, h)) - 3 * x**2) for x in points] for h in sizes])
        one = np.array([[abs((cube(x + h) - cube(x)) / h - 3 * x**2) for x in points] for h in sizes])
        figure, axes = plt.subplots(figsize=(8, 4))
        for errors, style, color in ((both, "-", "#0072B2"), (one, "--", "#D55E00")):
            axes.loglog(sizes, errors, ".", color=color, alpha=0.15)
            axes.loglog(sizes, np.median(errors, axis=1), style, color=color, linewidth=2)
        axes.annotate("both sides", (2e-4, 2e-9), color="#0072B2")
        axes.annotate("one side", (2e-7, 3e-4), color="#D55E00")
        axes.set(xlabel="step h", ylabel="error", title="Small steps cost digits, large steps cost truth")
        figure.tight_layout()
        for name, errors in (("both sides", both), ("one side", one)):
            middle = np.median(errors, axis=1)
            print(f"{name:10} best step {sizes[middle.argmin()]:.0e}, error there {middle.min():.0e}")
        plt.show()

# %% [markdown]
# ## 9.12 Many small batches
#
# *Plus, 1 point, difficulty 2 of 3, about 6 minutes.*
#
# A batch that does not fit into memory is cut into micro-batches, and their gradients are put together. Each is a
# *mean* over its examples. If the pieces have different sizes, the mean of the means is not the mean of all: weigh each
# by its size. A piece of size 0 has no mean: its row may be anything, often it is nan, and it counts for nothing.
#
# Gradients (1, 0) of one example and (3, 2) of three: $(1 \cdot (1, 0) + 3 \cdot (3, 2)) / 4 = (2.5, 1.5)$. The plain
# mean would be (2, 1).
#
# > **From real code.** In 2024 Hugging Face's `Trainer`, and others like it, were found to average over micro-batches
# > of unequal token counts as if they were equal. The same data gave another loss with accumulation than without.

# %%
def grad_accumulate(micro_grads, micro_sizes):
    """Mean of micro-batch gradients, each weighted by the number of its examples.

    Args:
        micro_grads: array_like of shape (M, D), row i the mean gradient of micro-batch i. Left unchanged.
        micro_sizes: array_like of shape (M,), numbers of examples, 0 or more and not all 0. Left unchanged. A row of
            size 0 counts for nothing, even if it is nan.

    Returns:
        float64 array of shape (D,): the gradient of the whole batch.

    Raises:
        ValueError: `micro_grads` does not have two axes, `micro_sizes` does not have one entry for each row, an entry
            is negative, infinite or nan, or all are 0.

    Example:
        >>> grad_accumulate([[1, 0], [3, 2]], [1, 3]).tolist()
        [2.5, 1.5]

    In an LLM: large batches on small graphics cards.

    Source: Goyal et al., "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour", 2017.
    """
    raise NotImplementedError("grad_accumulate: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# For the example (2, 1) is the plain mean, (10, 6) is not divided by the number of examples, and (5, 3) is divided by
# the number of micro-batches. If only the check with an empty micro-batch fails: in floating point 0 times nan is nan.
# Leave such rows out before you multiply.
#
# </details>
#
# ## In the little world
#
# The transformer of the little world (section 2) was trained twice. Once on 100,000 stories, 4,200 steps; once on 800,
# over and over, 1,500 steps. Both logs are here, step by step, as they were written. No curve below is made up.
#
# **Guess first.** Which run ends with the lower *training* loss? And at what validation loss does the small one end, if
# its best is 0.83?
#
# **Given.** A helper that reads a file of the little world.

# %%
def world_data(name):
    """The arrays of the file `data/<name>.npz` by their names; the folder `data` lies beside this notebook or module.

    Args:
        name: str, such as ``"stories"``.

    Returns:
        dict from str to array.
    """
    from pathlib import Path

    here = Path(globals().get("__file__", ""))  # a notebook has no __file__ and runs in its own folder
    with np.load(here.parent / "data" / f"{name}.npz") as arrays:
        return dict(arrays)

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: left, training and held-out loss of the run on many stories fall together to 0.72. Right, on
        # 800 stories the training loss falls to 0.24, below the truth, while the held-out loss turns at step 400 and climbs
        # to 1.6.
        import matplotlib.pyplot as plt

        logs = {"100,000 stories": world_data("training_many"), "800 stories": world_data("training_few")}
        figure, panels = plt.subplots(1, 2, figsize=(11, 4), sharey=True)
        for axes, (name, log) in zip(panels, logs.items(), strict=True):
            train, heldout, at = log["train_loss"], log["heldout_loss"], log["heldout_step"]
            axes.plot(np.arange(49, len(train)), moving_average(train, 50), color="#0072B2")
            axes.plot(at, heldout, "--", color="#D55E00")
            axes.axhline(0.708, color="black", linestyle=":")
            axes.set(xlabel="step", ylim=(0, 2), title=name)
            stop = early_stopping_step(heldout, patience=5)
            best = int(np.argmin(heldout))
            told = "never stops" if stop is None else f"stops at step {at[stop]}"
            last = moving_average(train, 50)[-1]
            ends = f"training {last:.4f}, held out {heldout[-1]:.4f}"
            print(f"{name:15} {ends}; best {heldout[best]:.4f} at step {at[best]}; {told}")
        panels[0].set_ylabel("loss (nats per word)")
        panels[0].annotate("training (line) and held out (dashes)", (900, 0.9), color="#0072B2")
        panels[1].annotate("held out", (700, 1.25), color="#D55E00")
        panels[1].annotate("training", (700, 0.33), color="#0072B2")
        panels[1].annotate("dots: the truth, 0.708", (900, 0.75))
        figure.suptitle("Below the truth there is nothing to learn but the stories themselves")
        figure.tight_layout()
        plt.show()

# %% [markdown]
# <details><summary>What came out</summary>
#
# On 800 stories the training loss ends at 0.24. That is *below the truth*, and since nobody can predict the language
# better than 0.708, it proves that the model recites. Its held-out loss is best at step 400 with 0.833 and ends at
# 1.613. Early stopping with a patience of five values would have ended the run at step 650 and saved more than half of
# the computing; whoever kept the weights of step 400 would have had the best model.
#
# On 100,000 stories the same rule would have been a disaster: it stops at step 1,450, after five values that did not
# beat the 0.7554 of step 1,200. The learning rate was still two thirds of its maximum, and the loss went up and down on
# a plateau. As the rate came down, the loss fell on, to 0.739 at step 3,500. There the first schedule ends; a second,
# lower one followed, and at its end the loss is 0.716. A plateau is not a turn. Where nothing can be learnt by heart,
# let the schedule end.
#
# </details>
#
# Now the moment of the scene. Look at the losses with `detect_spikes`, and at the gradients around them.
#
# **Guess first.** Of 4,200 losses, how many are more than four standard deviations above the 50 before them? How many
# would it be if the log were nothing but noise? And what came first, the high loss or the large gradients?

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: steps 1,000 to 1,100. The gradient norm leaves its usual 0.4 at step 1,031 and reaches 2.9 at
        # step 1,036; the loss is highest at step 1,054, eighteen steps later, and usual again one step after it.
        import matplotlib.pyplot as plt

        log = logs["100,000 stories"]
        losses, norms, rates = log["train_loss"], log["gradient_norm"], log["learning_rate"]
        spikes = np.flatnonzero(detect_spikes(losses, 50, 4))
        share = 100 * fraction_clipped(norms, 1.0)
        print(f"spikes of the loss: {spikes.tolist()}; {share:.1f} % of the steps were clipped at 1")
        above = np.flatnonzero(norms > 1.0)
        print(f"{np.sum(above < 250)} of these {len(above)} steps are among the first 250")
        longest = int(norms.argmax())
        print(f"largest norm {norms[longest]:.2f} at step {longest}, where the learning rate is {rates[longest]:.4f}")
        near = above[(above > 1000) & (above < 1100)]
        print(f"norms above 1 between 1000 and 1100: {near.tolist()}, the largest {norms[near].max():.2f}")

        for name, part in (("50 before 1031", losses[981:1031]), ("1031 to 1053", losses[1031:1054])):
            print(f"mean loss of the steps {name}: {part.mean():.3f}")
        print(f"mean loss of the 50 steps after 1054: {losses[1055:1105].mean():.3f}")

        span = slice(1000, 1101)
        figure, (top, bottom) = plt.subplots(2, 1, figsize=(9, 5), sharex=True)
        top.plot(range(1000, 1101), losses[span], color="#0072B2")
        top.plot(spikes[-1:], losses[spikes[-1:]], "o", color="#D55E00")
        top.annotate(f"spike at step {spikes[-1]}", (spikes[-1] + 1, losses[spikes[-1]] - 0.02), color="#D55E00")
        top.set(ylabel="training loss", title="Large gradients, one high loss, and then nothing")
        bottom.plot(range(1000, 1101), norms[span], color="black")
        bottom.axhline(1.0, color="#D55E00", linestyle="--")
        bottom.annotate("clipped above 1.0", (1062, 1.1), color="#D55E00")
        bottom.set(xlabel="step", ylabel="gradient norm")
        figure.tight_layout()
        plt.show()

        moments = {
            "weights_start": world_data("weights_start"),
            "weights_early": world_data("weights_early"),
            "weights": world_data("weights"),
        }
        for name, weights in moments.items():
            arrays = [array for key, array in weights.items() if key != "vocabulary"]
            print(f"global norm of {name:13} {global_norm(arrays):.1f}")

        first = [cosine_lr(step, 200, 3500, 0.003, 0.00003) for step in range(3500)]
        second = [cosine_lr(step, 50, 700, 0.001, 0.00001) for step in range(700)]
        print(f"two schedules and the log differ by at most {np.abs(np.array(first + second) - rates).max():.0e}")

# %% [markdown]
# <details><summary>What came out</summary>
#
# One spike of the loss in 4,200 steps, at 1,054: 0.971 where 0.76 was usual. Pure noise would give one as easily: among
# 4,150 independent normal numbers about 0.6 are more than four such deviations above the 50 before them. The deviation
# of 50 numbers is itself uncertain; with the true one it would be 0.13.
#
# The gradients are another matter. After step 250 ten steps were clipped in all, and six of them lie between 1,031 and
# 1,054, one nearly three times as long as allowed. That is no chance. Yet the loss did not suffer: on average it was
# 0.763 before, 0.754 among the large gradients and 0.762 after the spike, and it was usual again one step later.
# Weights that are broken do not mend in one step; a hard batch is over in one. So it was most likely that. You would
# have been right to go on sleeping, and to look at the gradients in the morning. What you could not know is what the
# run would have done without clipping: for that it would have to be run again.
#
# The rest of the 139 clipped steps, 129, are among the first 250, where everything is large.
#
# The longest gradient of all, 3.51, came at step 200: the end of the warm-up, where the learning rate is highest.
#
# The weights themselves have the global norm 19.1 at the start, 24.6 after 300 steps and 35.9 at the end: they have
# grown, in an orderly way.
#
# And your `cosine_lr` is the learning rate of the log, up to rounding: 3,500 steps of the schedule that you have seen,
# then 700 of a second one, with a warm-up of 50 steps to 0.001. To raise the rate once more is the *warm restart* in
# the title of the paper that the cosine comes from.
#
# </details>
#
# **To think about.**
#
# <details><summary>The held-out loss is measured every 50 steps on 500 stories. Early stopping picks the smallest of 31
# values. Is that smallest value an honest estimate of the model's loss?</summary>
#
# A little too good: the smallest of many noisy values is small partly by luck. For an honest number take stories that
# had no part in the choice, as in section 5.
#
# </details>
#
# <details><summary>A colleague clips at 0.1, and all steps are clipped. The loss falls nicely. What has been
# changed?</summary>
#
# In plain gradient descent the length of every step. Each is now 0.1 times the learning rate, whatever the gradient
# says: large ones are as long as small ones. It is another method of training, which may work; but the learning rate no
# longer means what it meant. Adam, which trained the model of the little world, divides by the usual size of each
# gradient anyway: to shrink all by the same factor changes almost nothing there, but a hard batch now counts no more
# than any other.
#
# </details>
#
# <details><summary>Why is the standard deviation of the window taken, and not of the whole log?</summary>
#
# Because the log changes. In the first 100 steps the loss fell from 4.6 to 1.6; in the last 50 it moved by 0.035 around
# 0.708. Measured by the deviation of the whole log, 0.41, nothing that happens late would ever be a spike.
#
# </details>
#
# | concept | formula | where in a language model |
# |---|---|---|
# | gradient norm | $\lVert g \rVert_2$ | limit of gradient clipping |
#
# All these are statistics of one number at a time. What a model knows lies in how numbers go *together*: which entries
# of two vectors rise and fall at once, and which token looks at which. Section 10.
