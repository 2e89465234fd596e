# %% [markdown]
# # 2. Probability distributions
#
# ```
# fish wood finn she sun happy in happy ball kitchen danced den cat cat shoe hill dreamed of old otto to broken glad ...
#
# once an old owl called lena lived by the river . she found a shiny feather . she saw a shoe . at night lena slept in
# the tree .
# ```
#
# One model wrote both, a transformer of the little world (section 1), and both times it was given the very same random
# numbers. The first text is from before its training, the second from after. So the randomness is not what makes the
# soup. What is?
#
# A model never contains a text. It contains *distributions*, which say how probability is spread over all that can
# happen, and it draws from them. Its very first numbers were drawn, too: from a bell curve. This section builds the
# distributions that a model meets before, during and after training, and draws from each. At the end you let the model
# speak, with your own functions, at three moments of its life.
#
# **You need** probabilities that sum to 1 (section 1). Means and standard deviations are explained in section 3; here
# it is enough that a standard deviation is the typical size of a deviation, and a variance its square.
#
# **Words.** Over a list of outcomes, such as tokens, a distribution is a vector of probabilities, called a *probability
# mass function* (pmf). Over a continuous quantity, such as a weight, it is a *probability density function* (pdf). The
# probability of at most $x$, for either kind, is the *cumulative distribution function* (cdf).

# %%
import math

import numpy as np

# %% [markdown]
# ## 2.1 The discrete uniform distribution
#
# *Core, 1 point, difficulty 1 of 3, about 4 minutes.*
#
# What should a model say that knows nothing? It should prefer nothing: all of the $n$ outcomes get the same.
# $$p_i = \frac1n, \quad i = 0, \dots, n - 1.$$
# A fair die has $n = 6$ and $p_i = 1/6 \approx 0.1667$. In GPT-2's vocabulary of 50257 tokens each would get $1.99
# \cdot 10^{-5}$. That is what a fresh model says, nearly, and it is the zero mark for all others: what a model has
# learned is what takes it away from here.
#
# **Guess first.** `n` may be 1. What is the distribution then, and is it a sensible one?
#
# <details><summary>An answer</summary>
#
# $(1)$: one outcome, and it is certain. A vocabulary of a single token leaves nothing to be unsure about. With $n = 0$
# there would be nothing to share the 1 among: that is an error, not an empty list.
#
# </details>

# %%
def uniform_pmf(n):
    """Probabilities of `n` equally likely outcomes.

    Args:
        n: int, at least 1, the number of outcomes.

    Returns:
        float64 array of shape (n,), every entry 1 / n, so that they sum to 1.

    Raises:
        ValueError: `n` is less than 1, or is not a whole number, such as 2.5.

    Example:
        >>> uniform_pmf(4).tolist()
        [0.25, 0.25, 0.25, 0.25]
        >>> uniform_pmf(1).tolist()
        [1.0]

    In an LLM: what an untrained model should believe about the next token.

    Source: Laplace, "Théorie analytique des probabilités", 1812.
    """
    raise NotImplementedError("uniform_pmf: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# $n$ ones are equal, too, but sum to $n$. And `1 / (n - 1)` confuses the last index with the number of outcomes.
#
# </details>
#
# ## 2.2 The continuous uniform distribution
#
# *Core, 1 point, difficulty 1 of 3, about 6 minutes.*
#
# Now a number $X$ from the interval $[a, b]$, all of it equally likely. How probable is it that $X$ is *exactly* 0.3?
# There are infinitely many numbers in the interval, so each single one has the probability 0. Only intervals have a
# probability, and it is an *area* under the density:
# $$f(x) = \begin{cases} \dfrac{1}{b - a} & a \le x \le b, \\ 0 & \text{otherwise,} \end{cases}
# \qquad P(c \le X \le d) = \int_c^d f(x)\, dx.$$
#
# **Guess first.** On $[0, \frac12]$, how high is the density? Can that be right, if no probability is above 1?
#
# <details><summary>An answer</summary>
#
# 2, and it is right: a density is not a probability. The rectangle is half as wide as it would be on $[0, 1]$, so it
# must be twice as high for its area to be 1. The probability of at most 0.1 is the area $0.1 \cdot 2 = 0.2$.
#
# </details>
#
# Many layers draw their first weights uniformly from $[-\ell, \ell]$ with a small $\ell$; for $\ell = 0.036$ the
# density is 13.9. And every sampler starts with a uniform number from $[0, 1)$, as yours will in 2.4.

# %%
def uniform_pdf(x, a, b):
    """Density of the uniform distribution on the interval [a, b], at each of the points `x`.

    Args:
        x: array_like of shape (...), with at least one axis, where to evaluate the density. Left unchanged.
        a: float, lower end of the interval.
        b: float, upper end of the interval, greater than `a`.

    Returns:
        float64 array of the shape of `x`: 1 / (b - a) from `a` to `b`, both ends included, and 0.0 outside. The density
        may exceed 1.

    Raises:
        ValueError: `b` is not greater than `a`.

    Example:
        >>> uniform_pdf([0.1, 0.7], 0, 0.5).tolist()
        [2.0, 0.0]
        >>> uniform_pdf([[-4, -1], [0, 3]], -1, 3).tolist()
        [[0.0, 0.25], [0.25, 0.25]]

    In an LLM: the initial weights of many layers are uniform draws from a small interval.

    Source: Wasserman, "All of Statistics", chapter 2, 2004.
    """
    raise NotImplementedError("uniform_pdf: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: two rectangles of area 1, one from 0 to 0.5 of height 2, one from 0 to 2 of height 0.5. In the
        # high one the part up to 0.1 is filled: its area, 0.2, is a probability.
        import matplotlib.pyplot as plt

        grid = np.linspace(-0.25, 2.25, 1001)
        narrow, wide = uniform_pdf(grid, 0, 0.5), uniform_pdf(grid, 0, 2)
        figure, axes = plt.subplots(figsize=(8, 3.4))
        axes.plot(grid, narrow, color="#0072B2")
        axes.plot(grid, wide, color="#D55E00", linestyle="--")
        axes.fill_between([0, 0.1], 2, color="#56B4E9", alpha=0.6)
        axes.annotate("area 0.2: the probability\nof at most 0.1", (0.05, 1), (0.65, 1.2), arrowprops={"arrowstyle": "->"})
        axes.text(0.52, 1.85, "from 0 to 0.5: height 2", color="#0072B2")
        axes.text(1.1, 0.56, "from 0 to 2: height 0.5", color="#D55E00")
        axes.set(xlabel="x", ylabel="density", ylim=(0, 2.3), xlim=(-0.25, 2.25))
        axes.set_title("A density may be above 1: it is the area that is 1")
        figure.tight_layout()
        plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# Outside of the interval the height is 0, not $1/(b - a)$. And the area up to $x$, the cdf, answers another question.
# Arrays need `&` in brackets: `and` asks for one truth value of a whole array.
#
# </details>
#
# ## 2.3 Softmax
#
# *Core, 3 points, difficulty 2 of 3, about 12 minutes.*
#
# The last layer of a model returns scores, called *logits*: any numbers, positive or negative. Which probabilities
# belong to the logits 1, 2 and 3? Dividing by the sum, as in section 1, fails as soon as a score is negative. So make
# all of them positive first, by a function that keeps their order:
# $$\mathrm{softmax}(x)_i = \frac{e^{x_i}}{\sum_j e^{x_j}}.$$
# For $(1, 2, 3)$: $e^x = (2.718, 7.389, 20.086)$ with sum 30.193, so the probabilities are $(0.0900, 0.2447, 0.6652)$.
#
# **Guess first.** And for the logits $(1001, 1002, 1003)$?
#
# <details><summary>The numbers</summary>
#
# The same. Only differences of logits matter: a constant $c$ added to all of them multiplies numerator and denominator
# by $e^c$, as long as the logits themselves keep their digits. But a computer that follows the formula to the letter
# says nan: $e^{1001}$ is infinite in floating point, and inf/inf is not a number.
#
# </details>
#
# That is the way out as well: since a constant changes nothing, subtract the largest logit first. Then the largest
# exponential is $e^0 = 1$, and nothing can overflow. `exp` overflows above 709.8 in float64, above 88.7 in float32 and
# above 11.1 in float16, and logits above 11 are quite ordinary.
#
# Softmax is the last step of every language model, and it makes attention weights of attention scores as well. A
# position that must not be seen (*masked*) has the score $-\infty$ and gets probability 0, exactly. A row that is
# masked everywhere has no distribution: here that is an error.

# %%
def softmax(x, axis=-1):
    """Probabilities ``exp(x_i) / sum_j exp(x_j)`` along an axis, without overflow.

    Args:
        x: array_like of shape (...), logits: numbers of any magnitude, or ``-inf`` for what is masked. Neither nan nor
            ``inf``. Left unchanged.
        axis: int, the axis along which the probabilities sum to 1. Each slice along it is a distribution of its own and
            has at least one entry.

    Returns:
        float64 array of the shape of `x` with entries in [0, 1]. An entry of ``-inf`` gives exactly 0.0. The same
        number added to all entries of a slice changes nothing, but for rounding.

    Raises:
        ValueError: a slice along `axis` has only ``-inf``.

    Example:
        >>> softmax([1, 2, 3]).round(4).tolist()
        [0.09, 0.2447, 0.6652]
        >>> softmax([[1000.0, 1000.0], [0.0, float("-inf")]]).tolist()
        [[0.5, 0.5], [1.0, 0.0]]
        >>> softmax([[5.0, 0.0, 7.0], [5.0, 0.0, 7.0]], axis=0).tolist()
        [[0.5, 0.5, 0.5], [0.5, 0.5, 0.5]]

    In an LLM: from logits to the next-token distribution, and from attention scores to attention weights.

    Source: Bridle, "Probabilistic Interpretation of Feedforward Classification Network Outputs", 1990.
    """
    raise NotImplementedError("softmax: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: on the left ten equal bars of 0.1; on the right ten bars from 0.01 to 0.43, the highest for
        # token 2.
        import matplotlib.pyplot as plt

        logits = np.array([0.5, -1.2, 2.3, 0.1, -0.8, 1.5, -0.3, 0.9, -1.1, 0.4])
        before, after = uniform_pmf(logits.size), softmax(logits)

        figure, panels = plt.subplots(1, 2, figsize=(9, 3.8), sharey=True)
        tokens = np.arange(logits.size)
        titles = ("Uniform: a model that knows nothing", "Softmax of its logits: a model that has learned")
        for axes, probs, title, colour in zip(panels, (before, after), titles, ("#0072B2", "#E69F00"), strict=True):
            axes.bar(tokens, probs, color=colour)
            axes.annotate(f"{probs.max():.4f}", (probs.argmax(), probs.max()), ha="center", va="bottom")
            axes.set(title=title, xlabel="token id", xticks=tokens, ylim=(0, 0.5))
        panels[0].set_ylabel("probability")
        figure.tight_layout()

        print(f"sums of the probabilities: {before.sum():.4f} and {after.sum():.4f}")
        print(f"most likely token: {after.argmax()} with probability {after.max():.4f}")
        plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# Subtracting the *mean* does not save it: the largest logit may still be far above. In a batch each row has a maximum
# and a sum of its own, and without `keepdims=True` they are lined up with the columns, which goes unnoticed for a
# square array. Do not write `x -= ...`: that changes the caller's logits. In llama.cpp, a program for running models at
# home, the softmax for graphics cards subtracts the maximum since large attention scores had given nan.
#
# </details>
#
# ## 2.4 Drawing from a categorical distribution
#
# *Core, 2 points, difficulty 2 of 3, about 12 minutes.*
#
# A *Bernoulli* distribution is a coin: one outcome with probability $p$, the other with $1 - p$. The *categorical*
# distribution is the same for any number of outcomes: outcome $i$ has the probability $p_i$. What softmax makes is a
# categorical distribution over the vocabulary. Writing a text means to choose from it, again and again: always the most
# probable token (*greedy*), or a random one (*sampling*), which is what this exercise does.
#
# But a computer has no die with 50257 sides. It draws uniform numbers $u \in [0, 1)$. To turn one into a token, lay the
# probabilities end to end on the interval from 0 to 1. Token $i$ owns the piece from $F_{i-1}$ to $F_i$, where $F_i =
# p_0 + \dots + p_i$ is the cdf. The token whose piece holds $u$ is drawn:
# $$\text{token} = \text{the smallest } i \text{ with } u < F_i.$$
# The piece of token $i$ has length $p_i$, so that is its probability. Given $u$ the result is determined; the
# randomness is all in $u$. That is how one model could write two texts with the same random numbers.
#
# **Guess first.** $p = (0.2, 0.5, 0.3)$. Which tokens do $u = 0.1$, $u = 0.65$ and $u = 0.9$ draw? And which $u = 0.2$?
#
# <details><summary>The tokens</summary>
#
# $F = (0.2, 0.7, 1)$, so $u = 0.1$ draws token 0, $u = 0.65$ token 1 and $u = 0.9$ token 2. And 0.2 draws token 1:
# token 0 owns the numbers *below* 0.2. With $\le$ in place of $<$, a $u$ of 0 would draw token 0 even if its
# probability is 0.
#
# </details>
#
# "Sums to 1" means within 1e-6, after conversion to float64: a float32 softmax misses 1 by up to about that much, and a
# limit of 1e-8 would refuse most real model output. Text generators have met the error "probabilities do not sum to 1"
# again and again, for this very reason.

# %%
def sample_categorical(probs, u):
    """The token that the uniform number `u` draws from a categorical distribution: the smallest i with ``u < F_i``.

    ``F_i = (p_0 + ... + p_i) / (p_0 + ... + p_(V-1))``. The probabilities of a model sum to 1 only within rounding;
    divided by the sum of all, the last F is 1.

    Args:
        probs: array_like of shape (V,), probabilities, not negative, that sum to 1 within 1e-6 as float64 numbers.
            Left unchanged.
        u: float in [0, 1).

    Returns:
        int from 0 to V - 1. Every `u` draws a token, however close to 1 it is, and never one of probability 0. A `u`
        that equals ``F_i`` belongs to a token after i.

    Raises:
        ValueError: `probs` has a negative, infinite or nan entry or does not sum to 1 within 1e-6 as float64 numbers;
            or `u` is not in [0, 1), or is nan.

    Example:
        >>> [sample_categorical([0.2, 0.5, 0.3], u) for u in (0.1, 0.65, 0.9)]
        [0, 1, 2]
        >>> sample_categorical([0, 0.5, 0.5], 0.0)
        1

    In an LLM: draws the next token.

    Source: Devroye, "Non-Uniform Random Variate Generation", section 3.2, 1986.
    """
    raise NotImplementedError("sample_categorical: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: the cdf as a staircase over five words. Arrows go right from four numbers u until they hit the
        # staircase, and then down to a word. "on", of probability 0, is hit by none.
        import matplotlib.pyplot as plt

        words = ["the", "cat", "sat", "on", "mat"]
        probs = np.array([0.35, 0.1, 0.3, 0.0, 0.25])
        cdf = np.cumsum(probs)
        arrows = [(0.2, "#0072B2"), (0.42, "#E69F00"), (0.6, "#009E73"), (0.9, "#D55E00")]
        hit = [sample_categorical(probs, u) for u, _ in arrows]
        drawn = [sample_categorical(probs, u) for u in np.random.default_rng(0).random(10_000)]

        figure, axes = plt.subplots(figsize=(6.5, 4.2))
        axes.step([-1, *range(len(words)), len(words) - 0.5], [0, *cdf, 1], where="post", color="black")
        for (u, color), token in zip(arrows, hit, strict=True):
            axes.annotate("", (token, u), (-1, u), arrowprops={"arrowstyle": "->", "color": color})
            axes.annotate("", (token, 0), (token, u), arrowprops={"arrowstyle": "->", "color": color})
            axes.text(-0.95, u + 0.015, f"u = {u}", color=color)
        axes.set(
            xticks=range(len(words)),
            xticklabels=[f"{word}\n{p:.2f}" for word, p in zip(words, probs, strict=True)],
            xlim=(-1, len(words) - 0.5),
            ylim=(0, 1.05),
            xlabel="token and its probability",
            ylabel="cumulative probability F",
            title="Go right from u until you hit the staircase, then down",
        )
        figure.tight_layout()

        for word, p, count in zip(words, probs, np.bincount(drawn, minlength=len(words)), strict=True):
            print(f"{word:4} probability {p:.2f}, drawn {count / len(drawn):.4f} of the time")
        plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# Ten probabilities of 0.1 add up to 0.9999999999999999 in floating point, and a $u$ as large as that finds no token at
# all. Dividing $F$ by its last entry makes it end at exactly 1. Dividing the probabilities by their sum first is not as
# good: when they are added up afterwards, the cdf is rounded again.
#
# </details>
#
# ## 2.5 One-hot vectors
#
# *Core, 2 points, difficulty 1 of 3, about 8 minutes.*
#
# A token that is *known* is a distribution as well: all probability sits on one outcome. The vector is called one-hot:
# $$\mathrm{onehot}(t)_i = \begin{cases} 1 & i = t, \\ 0 & \text{otherwise.} \end{cases}$$
# Tokens 0 and 2 of a vocabulary of 3 are $(1, 0, 0)$ and $(0, 0, 1)$. In training, this is what the model should have
# said: the target.
#
# **Guess first.** Multiply the row $(0, 0, 1)$ with a matrix of three rows. What comes out?
#
# <details><summary>The answer</summary>
#
# The last row of the matrix. So multiplying a one-hot row with the embedding matrix is the same as looking up the
# token's row. No program does the multiplication, but every formula about embeddings may pretend so.
#
# </details>

# %%
def one_hot(ids, vocab_size):
    """One row for each token id, with a 1 at the id and zeros elsewhere.

    Args:
        ids: array_like of N ints, shape (N,), token ids from 0 to V - 1, in any order, also repeated. May be empty.
            Left unchanged.
        vocab_size: int V, at least 1, the number of tokens there are.

    Returns:
        float64 array of shape (N, V), also for ``N = 0``; row n is the distribution that is certain of ``ids[n]``.

    Raises:
        ValueError: an id is negative or not below `vocab_size`.

    Example:
        >>> one_hot([0, 2], 3).tolist()
        [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]
        >>> one_hot([], 5).shape
        (0, 5)

    In an LLM: the target distribution of each position in training.

    Source: Goodfellow, Bengio and Courville, "Deep Learning", section 15.4, 2016.
    """
    raise NotImplementedError("one_hot: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# Filling zeros with `out[np.arange(n), ids] = 1` is quick, but numpy counts the index -1 from the end: a padding mark
# -1 lights the last token of the vocabulary, and nobody complains. Refuse ids below 0, and those from `vocab_size` on.
#
# </details>
#
# ## 2.6 The binomial distribution
#
# *Core, 2 points, difficulty 2 of 3, about 12 minutes.*
#
# A model answers each of $n$ questions right with probability $p$, whatever it said to the others. How many will it get
# right? Count the ways:
# $$P(k) = \binom nk p^k (1 - p)^{n - k}.$$
# $p^k (1 - p)^{n-k}$ is the probability of one particular order of $k$ right and $n - k$ wrong answers, and $\binom nk
# = \frac{n!}{k! (n-k)!}$ counts the orders. Two heads in four tosses of a fair coin: six orders (HHTT, HTHT, HTTH,
# THHT, THTH, TTHH) of probability 1/16 each, together $6/16 = 0.375$. The number of units that dropout keeps is
# binomial (2.8), and so is a benchmark's score, as far as its questions are independent and equally hard.
#
# **Guess first.** 2000 tosses of a fair coin: how probable are exactly 1000 heads? And what happens on the way there?
#
# <details><summary>The number</summary>
#
# 0.0178, a harmless number. But $\binom{2000}{1000} \approx 2 \cdot 10^{600}$ is too large for a float, and
# $0.5^{2000}$ too small. Add logarithms (section 1), and exponentiate once at the end.
#
# </details>
#
# Two corners need care: if $p$ is 0 or 1, a logarithm is infinite, and yet the answer is plain. If no toss can show
# heads, no heads in $n$ tosses is certain.

# %%
def binomial_pmf(k, n, p):
    """Probability of exactly `k` successes in `n` independent trials that succeed with probability `p` each.

    Args:
        k: int, the number of successes. Any int: what cannot be has probability 0.
        n: int, at least 0, the number of trials. Some thousands are no problem.
        p: float in [0, 1], the probability that a trial succeeds.

    Returns:
        float in [0, 1]. 0.0 if `k` is negative or greater than `n`. For ``p = 0`` exactly 1.0 at ``k = 0``, for
        ``p = 1`` exactly 1.0 at ``k = n``, otherwise 0.0. Also 0.0 if the probability is too small for a float.

    Raises:
        ValueError: `n` is negative, or `p` is not in [0, 1] or is nan.

    Example:
        >>> round(binomial_pmf(2, 4, 0.5), 9)
        0.375
        >>> round(binomial_pmf(1000, 2000, 0.5), 6)
        0.017839
        >>> binomial_pmf(0, 3, 0), binomial_pmf(5, 3, 0.5)
        (1.0, 0.0)

    In an LLM: how many of n units dropout keeps, or how many of n benchmark questions are answered right.

    Source: Bernoulli, "Ars Conjectandi", 1713.
    """
    raise NotImplementedError("binomial_pmf: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# `OverflowError: int too large to convert to float` says that the number of orders was made a float: take its logarithm
# while it is an int. nan comes from $0 \cdot \log 0$, which counts as 0 here, since $0^0 = 1$: nothing that cannot
# happen did happen.
#
# </details>
#
# ## 2.7 The empirical distribution function
#
# *Plus, 2 points, difficulty 2 of 3, about 10 minutes.*
#
# Every distribution so far came from a formula. What if there are only samples, such as the lengths of your documents?
# Count: the share of the $n$ samples that are at most $x$,
# $$\hat F(x) = \frac{\text{number of } x_i \le x}{n},$$
# is the *empirical* cdf, a staircase from 0 to 1 with a step at every sample, and twice as high a step where two
# samples coincide. With more samples it comes close to the true cdf *everywhere*. No parameter to choose, no bins: it
# hides nothing. Of the lengths of all documents, $\hat F(1024)$ is the share that fits into a context of 1024 tokens.
#
# **Guess first.** Samples 1, 2, 2, 3. What is $\hat F(2)$?
#
# <details><summary>The number</summary>
#
# Three of the four are *at most* 2, so 0.75. "Less than" would give 0.25: at ties it makes all the difference.
#
# </details>

# %%
def empirical_cdf(samples, x):
    """Share of the samples that are less than or equal to `x`.

    Args:
        samples: array_like of shape (n,), at least one number, in any order, ties allowed. Left unchanged.
        x: float or array_like, where to evaluate; not nan.

    Returns:
        a float for a single number `x`, otherwise a float64 array of the shape of `x`, with values in [0, 1]: 0 below
        the smallest sample, 1 from the largest one on.

    Raises:
        ValueError: there are no samples, or a sample is nan.

    Example:
        >>> float(empirical_cdf([3, 1, 2, 2], 2))
        0.75
        >>> empirical_cdf([3, 1, 2, 2], [0.5, 1, 2.5, 3]).tolist()
        [0.0, 0.25, 0.75, 1.0]

    In an LLM: the share of documents that fit into the context.

    Source: Wasserman, "All of Statistics", chapter 7, 2004.
    """
    raise NotImplementedError("empirical_cdf: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: fifteen coarse staircases, each of 20 lengths, scatter about one fine staircase of 2000. That
        # one is at 84 % for a length of 1024.
        import matplotlib.pyplot as plt

        # Lengths whose logarithm is normal: most documents are short, a few are very long.
        lengths = np.exp(np.random.default_rng(1).normal(6.0, 1.0, size=2000)).round()
        grid = np.geomspace(10, 20_000, 400)
        window = 1024
        share = empirical_cdf(lengths, window)
        coarse = [empirical_cdf(twenty, grid) for twenty in lengths[:300].reshape(15, 20)]

        figure, axes = plt.subplots(figsize=(8, 4.2))
        axes.step(grid, np.transpose(coarse), where="post", color="#E69F00", linewidth=0.6)
        axes.step(grid, empirical_cdf(lengths, grid), where="post", color="#0072B2", linewidth=2.5)
        axes.plot([window, window, grid[0]], [0, share, share], "--", color="black", linewidth=1)
        axes.text(grid[0] * 1.1, share + 0.02, f"{share:.0%} fit into {window} tokens")
        axes.text(1600, 0.62, "thick: 2000 documents", color="#0072B2")
        axes.text(1600, 0.52, "thin: 20 documents each", color="#B87300")
        axes.set(
            xscale="log",
            xlim=(grid[0], grid[-1]),
            ylim=(0, 1.03),
            xlabel="length of a document (tokens)",
            ylabel="share of documents up to that length",
            title="Staircases of 20 made-up lengths scatter about that of 2000",
        )
        figure.tight_layout()
        print(f"of 2000 lengths {share:.4f} are at most {window}")
        plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# The largest sample must get to 1. Some libraries divide by $n + 1$, a convention for plots, and then it never does.
#
# </details>
#
# ## 2.8 Inverted dropout
#
# *Core, 2 points, difficulty 1 of 3, about 8 minutes.*
#
# A network that leans on a single unit is fragile. *Dropout* teaches it not to: in training, each activation is set to
# zero with probability $r$, the *rate*, by a coin flip of its own. What survives is enlarged:
# $$y_i = \begin{cases} x_i / (1 - r) & u_i \ge r, \\ 0 & u_i < r, \end{cases} \qquad u_i \text{ uniform on } [0, 1).$$
#
# **Guess first.** Why enlarge? Take $x = 2$ and $r = 0.2$ and think of what comes out in the long run.
#
# <details><summary>An answer</summary>
#
# With probability 0.8 it becomes $2/0.8 = 2.5$, otherwise 0. In the long run that is $0.8 \cdot 2.5 = 2$ on average:
# what went in. (Such a long-run average is called an *expectation*; section 3 has more.) Without the division the next
# layer would see smaller numbers in training than in use.
#
# </details>
#
# At evaluation dropout is switched off. The survivors were already enlarged in training, so nothing else has to be
# done. That is what "inverted" stands for: the first version of dropout left the survivors as they were, and scaled at
# evaluation. The paper on the first GPT gives a rate of 0.1.

# %%
def inverted_dropout(x, rate, u):
    """Set the entries of `x` to zero where ``u < rate``, and scale the others by 1 / (1 - rate).

    Args:
        x: array_like of shape (...), finite activations. Left unchanged.
        rate: float in [0, 1), the probability that an entry is dropped.
        u: array_like of the shape of `x`, one uniform number in [0, 1) for each entry. Left unchanged.

    Returns:
        float64 array of the shape of `x`: ``x / (1 - rate)`` where ``u >= rate``, elsewhere 0. With ``rate = 0`` all
        entries are those of `x`.

    Raises:
        ValueError: `rate` is not in [0, 1) or is nan, or the shapes of `x` and `u` differ.

    Example:
        >>> inverted_dropout([1.0, -2.0, 3.0], 0.5, [0.7, 0.5, 0.2]).tolist()
        [2.0, -4.0, 0.0]

    In an LLM: regularises embeddings, attention weights and the output of each block in training.

    Source: Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, "Dropout: A Simple Way to Prevent Neural
    Networks from Overfitting", 2014.
    """
    raise NotImplementedError("inverted_dropout: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# If `rate` is taken for the probability to *keep*, a rate of 0.1 drops nine in ten. Multiplying by $1 - r$ makes the
# survivors smaller still. And a `u` of another shape must be refused, or numpy stretches it over `x` and drops whole
# rows at once.
#
# </details>
#
# ## 2.9 Xavier initialisation
#
# *Core, 1 point, difficulty 1 of 3, about 4 minutes.*
#
# Before training, weights are drawn at random: if all were equal, all units of a layer would compute the same, get the
# same gradient, and stay the same for ever. But how large should they be?
#
# A unit adds up $n_\text{in}$ products of a weight and an input. Let the weights have the variance $\sigma^2$ and mean
# 0, as the inputs do. Then each product has $\sigma^2$ times the variance of the input, and variances of independent
# terms add up (section 3 shows why). So the output has $n_\text{in} \sigma^2$ times the variance of the input. To keep
# it the same from layer to layer, $\sigma^2 = 1/n_\text{in}$. Going backwards, gradients add up over $n_\text{out}$ and
# ask for $1/n_\text{out}$. Xavier (also: Glorot) initialisation is the compromise:
# $$\sigma = \sqrt{\frac{2}{n_\text{in} + n_\text{out}}}.$$
# For $n_\text{in} = n_\text{out} = 768$ it is $\sqrt{2/1536} = 0.0361$, for $n_\text{in} = 6$ and $n_\text{out} = 2$ it
# is $\sqrt{2/8} = 0.5$. It suits layers followed by tanh or by nothing, such as the projections of attention.
#
# It exists in a uniform version, too, with draws from $[-\ell, \ell]$ and $\ell = \sqrt{6/(n_\text{in} +
# n_\text{out})}$. Its standard deviation is $\ell/\sqrt3$: the same.

# %%
def xavier_std(fan_in, fan_out):
    """Standard deviation of Xavier initialisation, ``sqrt(2 / (fan_in + fan_out))``.

    Args:
        fan_in: int, at least 1, the number of inputs of the layer.
        fan_out: int, at least 1, the number of outputs of the layer.

    Returns:
        float, the standard deviation (not the variance) of the normal distribution to draw from.

    Raises:
        ValueError: `fan_in` or `fan_out` is less than 1.

    Example:
        >>> xavier_std(6, 2)
        0.5

    In an LLM: the initial width of the weights of linear layers without a ReLU behind them.

    Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.
    """
    raise NotImplementedError("xavier_std: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# `2 / fan_in + fan_out` adds after dividing. The limit $\ell$ of the uniform version is $\sqrt3$ times too large for a
# standard deviation. And without the root you return the variance.
#
# </details>
#
# ## 2.10 He initialisation
#
# *Core, 1 point, difficulty 1 of 3, about 4 minutes.*
#
# A ReLU sets negative inputs to 0. What does that do to the signal? Suppose that the inputs are symmetric about 0. Then
# half of them are negative. Their squares make up half of the sum of all squares, and they are gone: the mean square is
# halved. To make up for it, double the variance of the weights, which was $1/n_\text{in}$ without a ReLU:
# $$\sigma = \sqrt{\frac{2}{n_\text{in}}}.$$
# For $n_\text{in} = 512$ that is $\sqrt{2/512} = 1/16 = 0.0625$. It is also called Kaiming initialisation, after its
# author's first name. PyTorch writes it as a *gain* times $1/\sqrt{n_\text{in}}$. The gain is $\sqrt2$ for ReLU and 1
# for a linear layer; PyTorch lists $\frac53$ for tanh.
#
# **Guess first.** You forget the 2. Per layer the signal is then too small by a factor of $\sqrt2$. How much is left of
# it after 20 layers?
#
# <details><summary>The number</summary>
#
# $(1/\sqrt2)^{20} = 2^{-10} \approx 0.001$. Signals and gradients *vanish*; with weights too large they *explode*.
# Networks of 20 plain layers stand or fall with this factor, as the plot after 2.11 shows. GPTs are content with 0.02:
# their layers are normalised, and what comes out is added to what went in.
#
# </details>

# %%
def he_std(fan_in):
    """Standard deviation of He initialisation for a layer followed by a ReLU, ``sqrt(2 / fan_in)``.

    Args:
        fan_in: int, at least 1, the number of inputs of the layer.

    Returns:
        float, the standard deviation (not the variance) of the normal distribution to draw from.

    Raises:
        ValueError: `fan_in` is less than 1.

    Example:
        >>> he_std(512)
        0.0625

    In an LLM: the initial width of the weights in front of a ReLU or one of its smooth relatives.

    Source: He, Zhang, Ren and Sun, "Delving Deep into Rectifiers", 2015.
    """
    raise NotImplementedError("he_std: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# The 2 belongs under the root. Or the number of outputs was taken for the number of inputs: some libraries store a
# weight as (inputs, outputs), others as (outputs, inputs). "Add missing factor of 2 in Kaiming init" is the title of a
# change that was proposed to bullet, a trainer for the evaluation networks of chess engines.
#
# </details>
#
# ## 2.11 Drawing the weights
#
# *Core, 2 points, difficulty 2 of 3, about 12 minutes.*
#
# Now the weights themselves: a matrix $W$ of shape $(n_\text{in}, n_\text{out})$, so that a batch of rows $x$ becomes
# $xW$, with independent entries from a *normal distribution*. That is the bell curve (section 7): draws crowd around
# its mean, here 0, and its standard deviation $\sigma$ says how widely. 68 of 100 draws lie within $\sigma$ of the
# mean, 95 within $2\sigma$, and hardly any beyond $4\sigma$.
#
# It is written $\mathcal N(0, \sigma^2)$. Mind the square: the notation gives the variance, while `rng.normal(0,
# sigma)` asks for the standard deviation (PyTorch's `torch.nn.init.normal_(w, std=0.02)` says so). Not every paper
# keeps to it: the one on GPT writes $\mathcal N(0, 0.02)$ and means $\sigma = 0.02$.
#
# GPT-2 uses $\sigma = 0.02$ for its weight matrices, whatever their size, which is $\mathcal N(0, 0.0004)$. (In its
# public code the position embeddings have 0.01. Its paper makes the projections that end a sub-layer smaller at the
# start: it divides by the square root of the number of such projections.) For a layer with 768 inputs and 768 outputs
# Xavier would use 0.0361, and He 0.0510.
#
# These are the first lines that run when a model is created. The generator is passed in, so that a run can be repeated
# from its seed, number by number.

# %%
def init_weights(fan_in, fan_out, scheme, rng):
    """Random weights of a linear layer: independent normal draws with mean 0 and the scheme's standard deviation.

    Args:
        fan_in: int, at least 1, the number of inputs.
        fan_out: int, at least 1, the number of outputs.
        scheme: str, which standard deviation: ``"gpt2"`` 0.02, whatever the size; ``"xavier"`` that of `xavier_std`;
            ``"he"`` that of `he_std`.
        rng: numpy Generator, such as ``np.random.default_rng(0)``. All randomness comes from it: a generator with the
            same seed gives the same weights, and a second call with the same generator gives others.

    Returns:
        float64 array of shape (fan_in, fan_out). In which order and by which method the numbers are drawn is up to you.

    Raises:
        ValueError: `scheme` is none of the three. The message names all three.

    Example:
        >>> weights = init_weights(300, 200, "gpt2", np.random.default_rng(0))
        >>> weights.shape
        (300, 200)
        >>> round(float(weights.std()), 3)
        0.02

    Builds on: `xavier_std`, `he_std`.

    In an LLM: how its weights are before the first training step.

    Source: Radford et al., "Improving Language Understanding by Generative Pre-Training", 2018.
    """
    raise NotImplementedError("init_weights: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: a histogram of 5000 drawn weights with a bell-shaped density over it, highest at 0. The middle
        # part, from -0.02 to 0.02, is darker and holds 68 of 100 draws; nearly all lie between -0.06 and 0.06.
        import matplotlib.pyplot as plt

        for scheme in ("gpt2", "xavier", "he"):
            w = init_weights(768, 768, scheme, np.random.default_rng(0))
            print(f"{scheme:6} mean {w.mean():8.5f}  std {w.std():.5f}  from {w.min():.3f} to {w.max():.3f}")
        draws, sigma = init_weights(100, 50, "gpt2", np.random.default_rng(0)).ravel(), 0.02

        figure, axes = plt.subplots(figsize=(8, 3.8))
        grid = np.linspace(-4, 4, 200) * sigma
        density = np.exp(-((grid / sigma) ** 2) / 2) / (sigma * math.sqrt(2 * math.pi))
        bins = np.linspace(-4, 4, 49) * sigma
        axes.hist(draws, bins, density=True, color="#56B4E9", alpha=0.5)
        axes.hist(
            draws, bins, weights=(abs(draws) < sigma) / (len(draws) * (bins[1] - bins[0])), color="#0072B2", alpha=0.6
        )
        axes.plot(grid, density, color="black")
        axes.text(0.021, 16, "line: the density of $\\mathcal{N}(0, 0.02^2)$")
        axes.text(0.021, 13.5, "bars: 5000 draws, darker within $\\sigma$", color="#0072B2")
        axes.set(xlabel="weight", ylabel="density", xticks=np.arange(-4, 5) * sigma)
        axes.set_title("Draws crowd around 0: two thirds lie within one standard deviation")
        figure.tight_layout()
        for k in (1, 2, 4):
            print(f"within {k} standard deviations: {np.mean(abs(draws) <= k * sigma):.3f}")
        plt.show()

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: the size of a signal on its way through 20 ReLU layers, on a logarithmic scale. With He's
        # weights it stays near 1; without the 2 it falls to a thousandth; weights of 0.01 let it fall by 16 powers of ten,
        # weights of 1 let it grow by 24.
        import matplotlib.pyplot as plt

        width, depth = 512, 20

        def signal_sizes(weight_std):
            """Root of the mean square of the activations, at the input and after each of the ReLU layers."""
            rng = np.random.default_rng(2)
            x = rng.normal(size=(256, width))
            sizes = [np.sqrt(np.mean(x**2))]
            for _ in range(depth):
                x = np.maximum(x @ rng.normal(0, weight_std, size=(width, width)), 0)
                sizes.append(np.sqrt(np.mean(x**2)))
            return sizes

        cases = (
            ("1", 1.0, "#D55E00", ":"),
            ("He, √(2/n)", he_std(width), "#0072B2", "-"),
            ("without the 2, √(1/n)", 1 / math.sqrt(width), "#009E73", "--"),
            ("0.01", 0.01, "black", "-."),
        )
        figure, axes = plt.subplots(figsize=(8, 4.2))
        for name, weight_std, colour, style in cases:
            sizes = signal_sizes(weight_std)
            axes.plot(sizes, color=colour, linestyle=style)
            axes.annotate(f"{name}: {sizes[-1]:.1g}", (depth + 0.3, sizes[-1]), color=colour, va="center")
            print(f"standard deviation of the weights {weight_std:.4f}: after {depth} layers {sizes[-1]:.2g}")
        axes.set(yscale="log", xlim=(0, depth + 9), xticks=range(0, depth + 1, 5))
        axes.set(xlabel=f"ReLU layers passed ({width} units each)", ylabel="size of the signal (root mean square)")
        axes.set_title("Twenty layers forgive no factor: only He keeps the signal")
        figure.tight_layout()
        plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# The variance as the scale, 0.0004 instead of 0.02, lets all signals die. The global `np.random.seed` instead of the
# generator that you were given: any other code that draws a number changes your model. A new generator with a fixed
# seed inside of the function: all layers of the same shape start out equal.
#
# </details>

# %% [markdown]
# ## In the little world
#
# Back to the soup and the owl. The little world is a language of 99 words whose true probabilities are known (section
# 1). A transformer of 110,016 numbers has been trained on 100,000 of its stories. Here you make it speak. Between its
# scores and a word stand two functions, and you have written both: `softmax` makes probabilities of the scores,
# `sample_categorical` draws a word from them. The word is put behind the text, and the model is asked again.
#
# The model's numbers, its *weights*, come at three moments: before training, when its matrices were drawn from $N(0,\
# 0.02^2)$; after 300 steps of training; and at the end, after 4,200 steps. All three get the *same* random numbers $u$.
#
# **Guess first.** After 300 steps the sentences are already good English. What is still wrong in the stories?
#
# **Given.** A helper that reads a file of the little world, and the model, as a machine. You need not read how it
# works: section 12 builds it from your own functions.

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


def run_model(ids, weights):
    """The transformer of the little world, as a machine: token ids in, scores of the next words out.

    Args:
        ids: array_like of T ints, shape (T,) with ``1 <= T <= 64``, the text so far. A story begins after the id 0.
        weights: dict of arrays, as ``world_data("weights")`` returns it.

    Returns:
        tuple ``(logits, streams)`` of float64 arrays. Row t of `logits`, shape (T, V), scores each word as the one
        after ``ids[t]``. `streams`, shape (3, T, 64), holds the vector of each token at three heights: at the bottom,
        after the first block and after the second.
    """
    from scipy.special import erf

    w = {name: array.astype(float) for name, array in weights.items() if name != "vocabulary"}

    def norm(x, gamma, beta):
        return gamma * (x - x.mean(axis=-1, keepdims=True)) / np.sqrt(x.var(axis=-1, keepdims=True) + 1e-5) + beta

    def head(x, W_q, W_k, W_v):
        scores = (x @ W_q) @ (x @ W_k).T / math.sqrt(W_q.shape[1])
        scores[np.triu_indices(len(x), 1)] = -np.inf  # no token looks at those after it
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        return shares / shares.sum(axis=1, keepdims=True) @ (x @ W_v)

    x = w["token_embedding"][np.asarray(ids, dtype=int)] + w["position_embedding"][: len(ids)]
    streams = [x]
    for i in range(len(w["W_o"])):
        y = norm(x, w["norm1_gamma"][i], w["norm1_beta"][i])
        heads = [head(y, *matrices) for matrices in zip(w["W_q"][i], w["W_k"][i], w["W_v"][i], strict=True)]
        x = x + np.concatenate(heads, axis=1) @ w["W_o"][i]
        y = norm(x, w["norm2_gamma"][i], w["norm2_beta"][i]) @ w["W_in"][i] + w["b_in"][i]
        x = x + y * (1 + erf(y / math.sqrt(2))) / 2 @ w["W_out"][i] + w["b_out"][i]
        streams.append(x)
    return norm(x, w["final_gamma"], w["final_beta"]) @ w["token_embedding"].T, np.array(streams)

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        moments = {
            "before training": world_data("weights_start"),
            "after 300 steps": world_data("weights_early"),
            "after 4200 steps": world_data("weights"),
        }
        vocabulary = moments["before training"]["vocabulary"]

        def next_word(ids, weights):
            """The model's distribution of the next word."""
            logits, _ = run_model(ids, weights)
            return softmax(logits[-1])

        def write(weights, rng, most=40):
            """A story, drawn word by word; its end, <eos>, has the id 0."""
            ids = [0]
            while len(ids) <= most:
                ids.append(sample_categorical(next_word(ids, weights), rng.random()))
                if ids[-1] == 0:
                    break
            return " ".join(vocabulary[ids[1:]])

        for seed in (8, 10):
            for moment, weights in moments.items():
                print(f"{moment}:\n  {write(weights, np.random.default_rng(seed))}")
            print()

# %% [markdown]
# <details><summary>What came out</summary>
#
# At the start every word is about as probable as any other: word soup, cut off after 40 words if no end was drawn.
#
# After 300 steps each word fits the one or two before it. What is far away is forgotten. The owl is called lena, and at
# night it is ada who sleeps, and in a nest, which is where birds sleep. The dog sleeps in a den, as foxes do.
#
# At the end lena is lena, the owl sleeps in the tree, and the dog on the rug. To know that, the model looks back over
# more than twenty words. The random numbers were the same each time: what differs is what they were drawn from.
#
# </details>
#
# **Guess first.** What does each of the three say after "the cat sat on the"? A cat's bed is a mat, but one may also
# sit elsewhere.

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: probabilities of the next word after "the cat sat on the", at three moments. Before training
        # each word has about 0.01. After 300 steps mat, hill and road share nearly all. At the end "mat" has 0.87, close
        # to the true 0.89.
        import matplotlib.pyplot as plt

        truth = world_data("truth")
        said = ["<eos>", "the", "cat", "sat", "on", "the"]
        context = [int(np.flatnonzero(vocabulary == word)[0]) for word in said]
        stories = np.split(truth["ids"], np.flatnonzero(truth["ids"] == 0) + 1)[:-1]
        same = [list(story[:5]) == context[1:] for story in stories].index(True)  # a story that begins so
        true_next = truth["next_word"][sum(len(story) for story in stories[:same]) + 5]
        shown = ["mat", "hill", "road", "rug", "barn"]
        columns = [int(np.flatnonzero(vocabulary == word)[0]) for word in shown]

        told = [next_word(context, weights) for weights in moments.values()]
        drawn = [[sample_categorical(probs, u) for u in np.random.default_rng(0).random(1000)] for probs in told]

        figure, panels = plt.subplots(1, 3, figsize=(10, 3.2), sharex=True, sharey=True)
        for axes, moment, probs, draws in zip(panels, moments, told, drawn, strict=True):
            axes.barh(shown, probs[columns], color="#56B4E9")
            axes.plot(true_next[columns], shown, "|", color="black", markersize=16, markeredgewidth=2)
            axes.set_title(moment, fontsize=10)
            axes.set(xlabel="probability", xlim=(0, 1))
            shares = [f"{word} {draws.count(i) / 1000:.3f}" for word, i in zip(shown, columns, strict=True)]
            print(f"{moment:16} P(mat) = {probs[columns[0]]:.4f}; of 1000 draws:", ", ".join(shares))
        print(f"the truth        P(mat) = {true_next[columns[0]]:.4f}")
        panels[0].invert_yaxis()
        panels[1].annotate("bar: the model", (0.22, 2), (0.4, 2.1), color="#0072B2")
        panels[1].annotate("black line: the truth", (0.06, 1), (0.4, 2.9))
        figure.suptitle('Training moves the bars to the truth: the next word after "the cat sat on the"')
        figure.tight_layout()
        plt.show()

# %% [markdown]
# The model is never told a probability. It only ever sees which word came, and yet its 0.87 for "mat" is near the true
# 0.89. Why that must be so is the subject of section 5.
#
# **Guess first.** All that training did is in the weights. The matrices began as draws from $N(0,\ 0.02^2)$, so 95 of
# 100 numbers lay between -0.04 and 0.04. How many do at the end?

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: histograms of the weights of one matrix. At the start a narrow bell that your init_weights
        # would draw as well, at the end one nearly four times as wide.
        import matplotlib.pyplot as plt

        own = init_weights(64, 256, "gpt2", np.random.default_rng(0)).ravel()
        before, after = moments["before training"]["W_in"][0].ravel(), moments["after 4200 steps"]["W_in"][0].ravel()
        histograms = {"init_weights": own, "at the start": before, "at the end": after}
        inside = {name: empirical_cdf(w, 0.04) - empirical_cdf(w, -0.04) for name, w in histograms.items()}

        figure, axes = plt.subplots(figsize=(7, 4))
        bins = np.linspace(-0.4, 0.4, 121)
        axes.hist(own, bins, density=True, color="#E69F00", alpha=0.5)
        axes.hist(before, bins, density=True, histtype="step", color="black", linewidth=1.2)
        axes.hist(after, bins, density=True, histtype="step", color="#0072B2", linestyle="--", linewidth=1.5)
        axes.text(0.05, 17, "at the start (line),\nand what init_weights draws (filled)")
        axes.text(0.13, 3, "at the end (dashed)", color="#0072B2")
        axes.set(xlabel="weight", ylabel="density", xlim=(-0.4, 0.4))
        axes.set_title("The weights start in one narrow bell, and training spreads them")
        figure.tight_layout()

        for name, w in histograms.items():
            print(f"{name:12}  standard deviation {w.std():.4f}, between -0.04 and 0.04: {inside[name]:.3f}")
        plt.show()

# %% [markdown]
# Of 100 numbers only 44 still lie between -0.04 and 0.04.
#
# So this is the answer to the soup. The random numbers are the same; what the words are drawn *from* has changed. It
# has changed because the weights have, and these began as draws from a bell of your own making.
#
# ## Questions to close with
#
# <details><summary>The model at the end gives "rug", where dogs sit, a probability of 0.0006 after "the cat sat on
# the". The truth is 0. Does it matter?</summary>
#
# For one word hardly: you would have to draw some 1,600 times to see a cat on the rug. But a story has about 35 words,
# and each is one more chance for such a slip. Small mistakes per word add up over a text. That is why models are
# sampled with filters that cut off the improbable words, which is the subject of section 8.
#
# </details>
#
# <details><summary>A colleague sets all weights of a new layer to 0.02, "the value that GPT-2 uses". What happens in
# training?</summary>
#
# Nothing good. 0.02 is the *width* of the distribution that the weights are drawn from, not their value. Equal weights
# make all units of the layer compute the same. They get the same gradient and stay equal: a layer of 768 units is then
# worth as much as one of a single unit.
#
# </details>
#
# <details><summary>A model scores 60 of 100 on a benchmark and 63 of 100 after a change. The number of right answers is
# binomial. Is the change an improvement?</summary>
#
# You cannot tell. With $p = 0.6$ the score has a standard deviation of $\sqrt{100 \cdot 0.6 \cdot 0.4} = 4.9$ (section
# 3), so a difference of 3 is well within what chance alone does. That both were asked the *same* 100 questions helps if
# you compare question by question; section 11 does.
#
# </details>
#
# Look once more at the scores before the softmax. They come out of two blocks of sums and products, each of which can
# let the numbers grow or vanish. What keeps them in bounds is two numbers, mean and variance: section 3.
