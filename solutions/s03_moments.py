# %% [markdown]
# # 3. Expectation, variance and layer normalisation
#
# A word enters the trained transformer of the little world as a vector of 64 numbers. Their variance is 0.04. Two
# blocks later it is 16, four hundred times as much. At this rate ten blocks would be too many for half precision, and
# a hundred for single precision. Yet there are models of a hundred blocks, and they work. What holds the numbers in
# bounds?
#
# Two summaries do: where the numbers are centred, and how widely they spread. Mean and variance look like school, and
# in floating point they have traps that have broken real libraries. You will write them in all the ways in which
# a model needs them: of a distribution, of a sample, of a column, of a sum, of a stream. Then you build the layer that
# sets both by force, at the entrance of everything in a Transformer, and look at the 400 again.
#
# **You need** probability distributions (section 1) and numpy arrays with axes.
#
# **Units.** A variance is in *squared* units. Its square root, the standard deviation, is in the units of the data.
#
# **Given.** Arguments that must be distributions can be checked with the helper below. It raises the error that the
# exercises promise, and it returns a fresh array, so you never change the caller's. "Sums to 1" means within 1e-6,
# after conversion to float64: a float32 softmax misses 1 by up to about that much, and a limit of 1e-8 would refuse
# most real model output.

# %% role="given"
import math

import numpy as np


# %% role="given"
def as_distribution(p, name="p"):
    """Return `p` as a new float64 array of the same shape, after checking that it is a probability distribution.

    Args:
        p: array_like of any shape, one entry for each outcome.
        name: what the error message calls it.

    Returns:
        float64 array, a copy: changing it does not change the argument.

    Raises:
        ValueError: an entry is negative, infinite or nan, or the entries do not sum to 1 within 1e-6.

    Example:
        >>> as_distribution([1, 0]).tolist()
        [1.0, 0.0]
        >>> as_distribution([0.5, 0.4])
        Traceback (most recent call last):
        ...
        ValueError: p must have entries >= 0 that sum to 1
    """
    p = np.array(p, dtype=float)
    # Written so that nan, for which every comparison is False, is refused too.
    if not (np.all(p >= 0) and abs(p.sum() - 1) <= 1e-6):
        raise ValueError(f"{name} must have entries >= 0 that sum to 1")
    return p


# %% [markdown]
# ## 3.1 Expectation
#
# The tokens of a text are 1, 2 or 3 bytes long, with probabilities 0.5, 0.3 and 0.2. How long is a token, on average?
# Average the lengths, each counted as often as it comes up: a random variable $X$ that takes the value $x_i$ with
# probability $p_i$ has the *expectation*
# $$E[X] = \sum_i p_i\, x_i.$$
# Here $0.5 \cdot 1 + 0.3 \cdot 2 + 0.2 \cdot 3 = 1.7$ bytes. No token has this length: an expectation need not be a
# value that $X$ can take. It is what you approach when you draw very often and average. And it is linear: $E[aX + bY] =
# a\,E[X] + b\,E[Y]$, whether or not $X$ and $Y$ depend on each other.
#
# A training loss is such an average: of how badly each token was predicted. So is the score that reinforcement learning
# raises, the expected reward of a model's answers.
#
# **Guess first.** One ticket in a million wins 3,000,000, all others nothing. What is the expectation of a ticket's
# win, and what its most probable value?
#
# <details><summary>The numbers</summary>
#
# 3, and 0. The most probable value, called the *mode*, knows nothing of the other values; the expectation weighs them
# all, the rare and large ones too. Whoever reports one of the two should say which.
#
# </details>


# %% exercise="expectation" tier="core" points=1 difficulty=1 minutes=6
def expectation(values, probs):
    """Expectation ``E[X] = sum_i p_i x_i`` of a random variable with finitely many values.

    Args:
        values: array_like of shape (n,), the values that X can take: finite, in any order, also equal ones.
        probs: array_like of shape (n,), ``probs[i]`` is the probability of ``values[i]``. It is checked, not
            normalised.

    Returns:
        float, from ``min(values)`` to ``max(values)`` but for rounding. The arguments are left unchanged.

    Raises:
        ValueError: `probs` has a negative, infinite or nan entry or does not sum to 1 within 1e-6 as float64
            numbers, or the shapes of `values` and `probs` differ (nothing is broadcast).

    Example:
        >>> expectation([0, 10], [0.75, 0.25])
        2.5
        >>> expectation([7], [1])
        7.0

    In an LLM: expected reward, expected length of an answer, expected loss.

    Source: Huygens, "De ratiociniis in ludo aleae", 1657.
    """
    values = np.asarray(values, dtype=float)
    probs = as_distribution(probs, "probs")
    if values.shape != probs.shape:
        raise ValueError(f"values and probs must have the same shape, not {values.shape} and {probs.shape}")
    return float(np.sum(probs * values))


# %% [markdown] hints="expectation"
# 1. Two arguments to check: is `probs` a distribution, and does each value have exactly one probability?
# 2. `as_distribution` does the first check and gives you an array. Compare the two shapes yourself. Then every value
#    times its probability, added up.
# 3. With both as arrays of the same shape, `values * probs` are the terms. Make one `float` of them.

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: probabilities as weights on a plank, 0.5 at 1, 0.3 at 2, 0.2 at the largest value. The plank
    # balances at the expectation: at 1.7 when the largest value is 3, at 3.1 when it is 10. The mode is 1 both times.
    import matplotlib.pyplot as plt

    probs = [0.5, 0.3, 0.2]
    planks = [([1, 2, largest], expectation([1, 2, largest], probs)) for largest in (3, 10)]

    figure, panels = plt.subplots(2, 1, figsize=(8, 4.2), sharex=True, sharey=True)
    for axes, (values, balance) in zip(panels, planks, strict=True):
        axes.bar(values, probs, width=0.3, color="#56B4E9")
        for value, p in zip(values, probs, strict=True):
            axes.text(value, p + 0.02, f"{p}", ha="center")
        axes.axhline(0, color="black", linewidth=2)
        axes.plot(balance, -0.06, "^", color="#D55E00", markersize=13, clip_on=False)
        axes.text(balance + 0.25, -0.17, f"expectation {balance:.1f}", color="#D55E00")
        axes.text(0.75, 0.25, "mode 1", color="#0072B2", ha="right")
        axes.set(xlim=(-0.5, 10.8), ylim=(-0.22, 0.66), xticks=range(11), yticks=[], ylabel="probability")
    panels[0].set_title("Move one value away, and the point of balance follows; the mode stays")
    panels[1].set_xlabel("value")
    figure.tight_layout()
    for values, balance in planks:
        print(f"values {values}: expectation {balance:.1f}")
    plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# The probabilities *are* the weights, so nothing is divided by $n$ any more: `.mean()` of the products divides a second
# time. And numpy multiplies arrays of different shapes without complaint, if it can stretch one of them; compare the
# shapes yourself.
#
# </details>
#
# ## 3.2 Variance
#
# How far from its expectation $\mu = E[X]$ is $X$, typically? The plain deviations $X - \mu$ average to zero, so they
# are squared first. (Absolute values would do, too; but squares have a slope everywhere, and the variances of
# independent variables simply add up.)
# $$\mathrm{Var}[X] = E\big[(X - \mu)^2\big] = \sum_i p_i\, (x_i - \mu)^2.$$
# It is an expectation again, of another random variable. Its square root is the standard deviation $\sigma$. For the
# token lengths $\mu = 1.7$, so the variance is $0.5 \cdot 0.7^2 + 0.3 \cdot 0.3^2 + 0.2 \cdot 1.3^2 = 0.61$ squared
# bytes, and $\sigma = 0.78$ bytes.
#
# The variance of a batch's losses, divided by their number, says how far the batch's mean loss may be from the true one
# (section 11). The variance of a layer's activations says whether signals grow or fade with depth.
#
# **Guess first.** On paper $\mathrm{Var}[X] = E[X^2] - E[X]^2$, which needs the data only once. The values 1, 2 and 4,
# equally probable, have the variance 1.56. Add $10^9$ to each, which changes no distance. What will a computer say with
# this formula?
#
# <details><summary>The number</summary>
#
# 0, or 128, or even -128: it depends on the order of the sums. The squares are near $10^{18}$, where neighbouring
# floats are 128 apart, and the difference of two such numbers is a multiple of 128. The variance has drowned. Subtract
# the mean first, then square: that takes two passes over the data and is safe. The plot below shows both on the way to
# $10^{10}$.
#
# </details>


# %% exercise="variance_of" tier="core" points=2 difficulty=1 minutes=8
def variance_of(values, probs):
    """Variance ``E[(X - E[X])^2]`` of a random variable with finitely many values.

    Args:
        values: array_like of shape (n,), the values that X can take: finite, in any order, also equal ones.
        probs: array_like of shape (n,), ``probs[i]`` is the probability of ``values[i]``. It is checked, not
            normalised.

    Returns:
        float, never negative, not even by rounding. Exactly 0.0 when one value has probability 1; 0 within 1e-12 when
        all values are equal (up to 100 in size). A common offset does no harm: with 1e9 added to every value the result
        is still right to 6 digits, if `probs` sums to 1 but for rounding. The arguments are left unchanged.

    Raises:
        ValueError: `probs` has a negative, infinite or nan entry or does not sum to 1 within 1e-6 as float64
            numbers, or the shapes of `values` and `probs` differ (nothing is broadcast).

    Example:
        >>> variance_of([1, 3], [0.5, 0.5])
        1.0
        >>> round(variance_of([1, 2, 3], [0.5, 0.3, 0.2]), 2)
        0.61
        >>> variance_of([1e9 + 1, 1e9 + 3], [0.5, 0.5])
        1.0

    Builds on: `expectation`.

    In an LLM: how noisy a batch's losses are, how widely activations spread.

    Source: Fisher, "The Correlation between Relatives on the Supposition of Mendelian Inheritance", 1918.
    """
    deviations = np.asarray(values, dtype=float) - expectation(values, probs)
    possible = np.asarray(probs) > 0  # the square of an impossible value may be infinite
    return expectation(np.where(possible, deviations, 0.0) ** 2, probs)


# %% [markdown] hints="variance_of"
# 1. The variance is the expectation of something. Of what?
# 2. Find the mean with `expectation`, subtract it from every value, square, and take the expectation of that. The
#    checks come for free.
# 3. With `mean = expectation(values, probs)`, `np.asarray(values) - mean` are the deviations. The rest is one call of
#    `expectation`. What belongs to an impossible value must not count, not even if its square is infinite.

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: the error of the computed variance against an offset from 1 to 10^10, both on logarithmic
    # scales. In one pass it grows with the square of the offset, and from 10^8 on it is larger than the variance
    # itself. In two passes it stays below a millionth.
    import matplotlib.pyplot as plt

    values, probs = np.array([1.0, 2.0, 4.0]), np.full(3, 1 / 3)
    true = 14 / 9
    offsets = np.logspace(0, 10, 101).round()
    one_pass = np.array([probs @ (values + c) ** 2 - (probs @ (values + c)) ** 2 for c in offsets])
    two_passes = np.array([variance_of(values + c, probs) for c in offsets])

    figure, axes = plt.subplots(figsize=(8, 4))
    axes.plot(offsets, np.maximum(np.abs(one_pass - true), 1e-17), "x", color="#D55E00")
    axes.plot(offsets, np.maximum(np.abs(two_passes - true), 1e-17), ".", color="#0072B2")
    axes.axhline(true, color="black", linewidth=1)
    axes.text(1.2, 4, "above this line the error is larger than the variance, 1.56")
    axes.text(2e5, 1e-1, "E[X²] - E[X]²", color="#D55E00", ha="right")
    axes.text(1e6, 3e-12, "E[(X - E[X])²]", color="#0072B2")
    axes.set(xscale="log", yscale="log", xlabel="offset added to every value", ylabel="error of the computed variance")
    axes.set_title("Square first, and the variance drowns in rounding")
    figure.tight_layout()

    for c in (1e6, 1e8, 1e9):
        naive = probs @ (values + c) ** 2 - (probs @ (values + c)) ** 2
        print(f"offset {c:.0e}: one pass {naive:9.4f}, two passes {variance_of(values + c, probs):.4f}")
    plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# A negative variance comes from the formula in one pass. You are in good company: the linear algebra library nalgebra
# computed $E[X^2] - E[X]^2$ until 2023, and changed to two passes after a bug report. And without probabilities as
# weights, you have the variance of a list, which is the next exercise.
#
# </details>
#
# ## 3.3 Sample variance
#
# Mostly you have no probabilities, only $n$ measurements $x_1, \dots, x_n$ with mean $\bar x$. You train a model with
# five seeds and get five scores. How widely do scores spread *over all seeds*? You see five of them, and measure from
# their own mean, the point to which these five are closest. From the true mean, which you do not know, they are further
# away. So the squares come out too small: on average by the factor $(n-1)/n$. A setting, called ddof, says whether to
# make up for it:
# $$s^2 = \frac{1}{n - \mathrm{ddof}} \sum_{i=1}^n (x_i - \bar x)^2.$$
#
# - How spread out are *these* numbers? Divide by $n$ (`ddof=0`, the population variance). The activations that a layer
#   normalises are all there is: `ddof=0`.
# - How spread out is *what they were drawn from*? Divide by $n - 1$ (`ddof=1`, Bessel's correction), which makes up for
#   the factor exactly. Five seeds are a sample of all seeds: `ddof=1`.
#
# The data 2, 4, 4, 4, 5, 5, 7, 9 have mean 5 and squared deviations 9, 1, 1, 1, 0, 0, 4, 16, which sum to 32. Divided
# by 8 this is 4 (standard deviation 2), divided by 7 it is 4.5714 (2.1381). The name is short for "delta degrees of
# freedom": the deviations sum to zero, so only $n - 1$ of them are free.
#
# **Guess first.** `np.var([1, 2, 3])` and `torch.var(torch.tensor([1., 2., 3.]))`: the same number?
#
# <details><summary>The numbers</summary>
#
# 0.667 and 1.0. Defaults disagree: `torch.var`, pandas, R and `statistics.variance` divide by $n - 1$, and so does
# numpy's own `np.cov`. Say which you mean. (PyTorch spells it `correction=1` now; older code says `unbiased=True`.)
#
# </details>


# %% exercise="sample_variance" tier="core" points=2 difficulty=1 minutes=10
def sample_variance(x, ddof=1):
    """Variance of measurements: the sum of squared deviations from their mean, divided by ``n - ddof``.

    Args:
        x: array_like of shape (n,), measurements: finite, at most 1e150 in size.
        ddof: int >= 0, what is taken off the divisor; 1 (the default) estimates the variance of what was sampled
            without bias, 0 gives the variance of the measurements themselves.

    Returns:
        float, never negative, not even by rounding; exactly 0.0 when all entries are the same whole number, as long as
        their sum is below 2**53. A common offset does no harm: with 1e9 added to every entry the result is still right
        to 6 digits. `x` is left unchanged.

    Raises:
        ValueError: there are no more than `ddof` measurements, so also when `x` is empty.

    Example:
        >>> sample_variance([4, 7, 13, 16])
        30.0
        >>> sample_variance([4, 7, 13, 16], ddof=0)
        22.5

    In an LLM: the spread of an evaluation score over seeds.

    Source: Gauss, "Theoria combinationis observationum erroribus minimis obnoxiae", 1823.
    """
    x = np.asarray(x, dtype=float)
    if x.size <= ddof:
        raise ValueError(f"too few measurements for ddof={ddof}: {x.size}")
    return float(np.sum((x - x.mean()) ** 2) / (x.size - ddof))


# %% [markdown] hints="sample_variance"
# 1. What is the divisor for 4 numbers and `ddof=1`? For 1 number? When does it stop making sense?
# 2. Raise `ValueError` unless there are more than `ddof` numbers. Otherwise subtract the mean, square, sum, and divide
#    by `n - ddof`.
# 3. After the check, and with `x` as a float array, `((x - x.mean()) ** 2).sum()` is what you divide. Return a float.

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: the average of 3000 computed variances against the sample size; the true one is 4. Divided by
    # n it is 2 for samples of two, lies on the curve 4 (n - 1) / n and approaches 4 from below; divided by n - 1 it is
    # 4 for every size, but for noise.
    import matplotlib.pyplot as plt

    rng = np.random.default_rng(3)
    sizes = [2, 3, 4, 5, 7, 10, 15, 20, 30]
    averages = {ddof: [] for ddof in (0, 1)}
    for n in sizes:
        samples = rng.normal(10.0, 2.0, size=(3000, n))  # true variance 4
        for ddof, found in averages.items():
            found.append(np.mean([sample_variance(sample, ddof) for sample in samples]))

    figure, axes = plt.subplots(figsize=(6, 4))
    axes.axhline(4, color="black", linewidth=1)
    axes.text(30, 4.2, "true variance: 4", ha="right")
    exact = np.linspace(2, 30, 200)
    axes.plot(exact, 4 * (exact - 1) / exact, color="#E69F00")
    axes.plot(sizes, averages[0], "o", color="#E69F00")
    axes.plot(sizes, averages[1], "s", color="#0072B2")
    axes.text(2, 4.3, "squares: divided by n - 1 (ddof=1)", color="#0072B2")
    axes.text(6.2, 2.9, "dots: divided by n (ddof=0)", color="#B87300")
    axes.text(6.2, 2.5, "curve: 4 (n - 1) / n", color="#B87300")
    axes.set(
        ylim=(0, 5),
        xlabel="sample size n",
        ylabel="average of 3000 computed variances",
        title="Divided by n, the variance of a small sample is too small",
    )
    figure.tight_layout()

    data = [2, 4, 4, 4, 5, 5, 7, 9]
    for ddof in (0, 1):
        variance = sample_variance(data, ddof)
        print(f"ddof={ddof}: variance {variance:.4f}, standard deviation {math.sqrt(variance):.4f}")
    plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# One measurement with `ddof=1` is 0/0, for which numpy warns and returns nan. A single number says nothing about
# spread, and that deserves an error.
#
# </details>
#
# ## 3.4 Standardisation
#
# Loss per token, latency in milliseconds, length in tokens: which of the three has the most unusual value today? To
# compare columns, give each mean 0 and variance 1. What is left counts standard deviations from the mean, the
# *z-score*:
# $$z = \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}}$$
# with the mean $\mu$ and the population variance $\sigma^2$ of the entry's own column. In $\begin{pmatrix} 0 & 100 \\ 4
# & 102 \end{pmatrix}$ the columns have means 2 and 101 and standard deviations 2 and 1, so $z = \begin{pmatrix} -1 & -1
# \\ 1 & 1 \end{pmatrix}$. A small $\varepsilon > 0$ keeps the root away from 0; it stands inside the root, as in the
# layers that follow.
#
# Reinforcement learning with groups of answers (GRPO) does nearly this with the *rewards*, the points that a model's
# answers to one prompt were given; what comes out is called an answer's *advantage*. Common code writes $(r -
# \text{mean})/(\text{std} + 10^{-4})$ with the divisor $n - 1$: two habits that 3.7 comes to.
#
# **Guess first.** All answers got the same reward, 0.1. What should the advantages be, and what will your computer say?
#
# <details><summary>An answer</summary>
#
# 0: no answer is better than another. The computer may say nan, for 0/0. Here it says something worse. The computed
# mean of 0.1, 0.1, 0.1 is 0.10000000000000002. Each deviation is then $-1.4 \cdot 10^{-17}$ and the standard deviation
# $1.4 \cdot 10^{-17}$, so all three advantages are -1: a full penalty for nothing. It is not enough to look whether the
# standard deviation is 0.
#
# </details>
#
# One more thing before you use it: mean and variance are learnt from the *training* data and then applied to test data
# as they are. Test data standardised by their own statistics hide every shift between the two.


# %% exercise="standardize" tier="core" points=2 difficulty=2 minutes=12
def standardize(x, axis=0, eps=0.0):
    """Standardised values (z-scores) ``(x - mean) / sqrt(var + eps)``, with mean and variance taken along one axis.

    Args:
        x: array_like of shape (n,), (n, d) or any other, finite, with at least one entry along `axis`. Entries that
            are not equal differ by 1e-150 to 1e150, so that squares neither vanish nor overflow.
        axis: int, the axis along which mean and variance (population variance, divisor n) are taken. The default 0
            standardises each column of a table; 1 each row; negative axes count from the end.
        eps: float >= 0, added to the variance, inside the square root.

    Returns:
        float64 array of the shape of `x`. Where all entries along the axis are equal, the result is 0, for every `eps`
        and whatever the entries are: 0.1, whose computed mean is not quite 0.1, is no exception. Nearly equal entries
        are not equal: [1, 1 + 2**-40] gives [-1, 1]. A common offset of 1e9 leaves the result right to 6 decimals. `x`
        is left unchanged.

    Example:
        >>> standardize([[0, 100], [4, 102]]).tolist()
        [[-1.0, -1.0], [1.0, 1.0]]
        >>> standardize([[1, 0], [1, 2]]).tolist()
        [[0.0, -1.0], [0.0, 1.0]]
        >>> standardize([[1, 3], [2, 6]], axis=1).tolist()
        [[-1.0, 1.0], [-1.0, 1.0]]

    In an LLM: layer normalisation is this along the last axis; GRPO's advantages are nearly this over rewards.

    Source: Pearson, "Contributions to the Mathematical Theory of Evolution", 1894.
    """
    x = np.asarray(x, dtype=float)
    # The mean of equal numbers may be off by rounding, which the division would blow up. Differences of nearly equal
    # numbers are exact, and those of equal ones are 0.
    x = x - x.take([0], axis=axis)
    centred = x - x.mean(axis=axis, keepdims=True)
    # Squares of very small and very large deviations are out of a float's range; those of their ratios are not.
    largest = np.abs(centred).max(axis=axis, keepdims=True)
    ratios = centred / np.where(largest > 0, largest, 1.0)
    std = largest * np.sqrt(np.mean(ratios**2, axis=axis, keepdims=True))
    scale = np.hypot(std, math.sqrt(eps))  # sqrt(var + eps)
    return centred / np.where(scale > 0, scale, 1.0)


# %% [markdown] hints="standardize"
# 1. Standardise one column by hand. Then let numpy do all of them: which argument of `mean` keeps the columns apart?
# 2. `x.mean(axis=axis, keepdims=True)` has a shape that fits when you subtract it, for every axis. Equal entries need
#    care. Subtracting the *first* entry from all of them changes no z-score, and makes equal entries exactly 0.
# 3. `np.take(x, [0], axis=axis)` is the first entry, with its axis kept. Then subtract the mean; the scale is
#    `np.sqrt((centred ** 2).mean(axis, keepdims=True) + eps)`. Where it is 0, divide by 1.

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# `axis=0` goes down the rows and leaves one mean for each column. Without an axis, one mean serves all columns, and the
# units are mixed up again. For constant columns `std < 1e-8` is no way out: it also wipes out a column whose unit is
# merely large. Ask whether the entries are equal, or make them exactly 0 by subtracting one of them.
#
# </details>
#
# ## 3.5 Bias and variance
#
# Two students train their models ten times each, every time on a fresh sample of data. The first one's ten models all
# make the same mistakes. The second one's disagree with each other. Who should collect more data, and who should build
# a larger model?
#
# Train $S$ times and let each run predict the same $N$ points. What the runs get wrong *on average* is bias; how much
# they *differ from each other* is variance. With $f_{sj}$ for the prediction of run $s$ at point $j$, $\bar f_j$ for
# its mean over the runs, and $y_j$ for the target:
# $$\underbrace{\frac{1}{SN}\sum_{s,j} (f_{sj} - y_j)^2}_{\text{mean squared error}} =
# \underbrace{\frac1N \sum_j (\bar f_j - y_j)^2}_{\text{squared bias}} + \underbrace{\frac{1}{SN} \sum_{s,j} (f_{sj} -
# \bar f_j)^2}_{\text{variance}}.$$ Nothing is left over: the mixed terms cancel, because deviations from a mean sum to
# 0. That needs the divisor $S$, not $S - 1$. Noise in the targets is the same for all runs, so it counts as bias here.
# Two runs predict 1 and 3 where the target is 5: their mean is 2, the squared bias $(2-5)^2 = 9$, the variance $(1 +
# 1)/2 = 1$. Together 10, and indeed the mean squared error is $(16 + 4)/2 = 10$.
#
# <details><summary>So who needs what?</summary>
#
# The first has high bias: a model that is too small is wrong in the same way every time (it *underfits*). More data
# would not help. The second has high variance: a model that memorises its training set is wrong differently for every
# training set (it *overfits*). More data lower the variance, and so does averaging the predictions of several runs.
#
# </details>
#
# For polynomials the variance rises with the degree, as the picture shows, and in the end the error with it. That is
# not the whole story: make a network still wider once it fits every training point, and its error often falls again
# (*double descent*: Belkin et al. 2019, Nakkiran et al. 2020).


# %% exercise="bias_variance" tier="plus" points=2 difficulty=2 minutes=12
def bias_variance(predictions, target):
    """Squared bias and variance of a model that was trained several times, each averaged over the points.

    Args:
        predictions: array_like of shape (S, N), ``predictions[s, j]`` is what run s predicts at point j, with
            ``S >= 1`` and ``N >= 1``: finite, at most 1e150 in size. Left unchanged.
        target: array_like of shape (N,), the true values, of such a size too. Left unchanged.

    Returns:
        tuple ``(bias_squared, variance)`` of two floats >= 0. `bias_squared` is the mean over the points of the squared
        difference between the runs' mean and the target; `variance` is the mean over the points of the variance over
        the runs (divisor S), 0.0 for a single run. Their sum is the mean squared error over all S x N predictions.

    Raises:
        ValueError: `predictions` does not have two axes or is empty, or `target` does not have shape (N,).

    Example:
        >>> bias_variance([[1.0], [3.0]], [5.0])
        (9.0, 1.0)
        >>> bias_variance([[1.0, 2.0], [1.0, 2.0]], [2.0, 1.0])
        (1.0, 0.0)

    In an LLM: whether a larger model or more data would help: bias asks for the first, variance for the second.

    Source: Geman, Bienenstock and Doursat, "Neural Networks and the Bias/Variance Dilemma", 1992.
    """
    predictions = np.asarray(predictions, dtype=float)
    target = np.asarray(target, dtype=float)
    if predictions.ndim != 2 or predictions.size == 0 or target.shape != predictions.shape[1:]:
        raise ValueError(f"predictions (S, N) and target (N,) do not fit: {predictions.shape} and {target.shape}")
    bias = predictions.mean(axis=0) - target  # (N,)
    variance = predictions.var(axis=0)  # (N,)
    return float(np.mean(bias**2)), float(np.mean(variance))


# %% [markdown] hints="bias_variance"
# 1. Take a single point first: a column of `predictions`, and one target. Compute both numbers for it.
# 2. Along axis 0 (the runs) take the mean and the population variance: N of each. Square the differences from the
#    target, and only then average over the points.
# 3. `bias = predictions.mean(axis=0) - target` is N numbers, and `predictions.var(axis=0)` is N more. From here it is
#    one average each; with the biases something is done before.

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: against the degree, from 0 to 9, the squared bias falls from 0.49 to nearly 0, which it reaches
    # at degree 3. The variance rises from 0.03 to 0.42, but for a dent at degree 3. Their sum is lowest there.
    import matplotlib.pyplot as plt

    rng = np.random.default_rng(5)
    points = np.linspace(0, 1, 40)
    target = np.sin(2 * np.pi * points)
    degrees = range(10)
    parts = []
    for degree in degrees:
        runs = []
        for _ in range(200):
            x = rng.uniform(0, 1, size=25)
            y = np.sin(2 * np.pi * x) + rng.normal(0, 0.5, size=25)
            fit = np.polynomial.Polynomial.fit(x, y, degree, domain=[0, 1])
            runs.append(np.clip(fit(points), -2, 2))  # between the samples, high degrees may shoot off
        parts.append(bias_variance(runs, target))
    bias_squared, variance = np.array(parts).T

    figure, axes = plt.subplots(figsize=(6, 4))
    axes.plot(degrees, bias_squared + variance, "k--")
    axes.plot(degrees, bias_squared, "o-", color="#E69F00")
    axes.plot(degrees, variance, "s-", color="#0072B2")
    axes.text(2.2, 0.29, "dashed: their sum,\nthe mean squared error")
    axes.text(4.2, 0.02, "squared bias: too simple", color="#B87300")
    axes.text(6.9, 0.36, "variance:\nfollows the noise", color="#0072B2", ha="right")
    axes.set(
        xlabel="degree of the polynomial fitted to 25 noisy points",
        ylabel="squared error",
        title="A higher degree trades bias for variance",
        ylim=(-0.01, None),
    )
    figure.tight_layout()
    print(f"smallest error at degree {int(np.argmin(bias_squared + variance))}")
    plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# Biases of +1 and -1 at two points average to 0: square first, then average over the points. And the variance is taken
# over the runs, at each point, not over the points: that would measure how different the points are.
#
# </details>
#
# ## 3.6 Variance of a linear combination
#
# A neuron adds up 768 inputs, each times a weight of size 1. Every input has variance 1. What is the variance of the
# sum?
#
# Expectations add up; variances do so only for variables that do not move together. How two of them move together is
# their covariance $\Sigma_{ij} = E[(X_i - \mu_i)(X_j - \mu_j)]$, and the diagonal $\Sigma_{ii}$ holds the variances.
# For weights $a$,
# $$\mathrm{Var}\Big[\sum_i a_i X_i\Big] = \sum_{i, j} a_i a_j \Sigma_{ij} = a^\top \Sigma\, a.$$
# Two variables of variance 1 and covariance 0.5: their sum has variance $1 + 1 + 2 \cdot 0.5 = 3$, and their difference
# has $1 + 1 - 2 \cdot 0.5 = 1$. For uncorrelated variables $\Sigma$ is diagonal, and $\sum_i a_i^2 \sigma_i^2$ is left.
# So if its inputs are independent, the neuron has variance 768 and standard deviation 27.7, which is why weights start
# small (section 2).
#
# **Guess first.** You compare two models, each on 1000 questions. Is it better to ask both the *same* questions, or
# fresh ones?
#
# <details><summary>An answer</summary>
#
# The same. A hard question is hard for both, so their scores are positively correlated, and the difference has less
# variance: the covariance is *subtracted* twice. With separate questions the covariance is 0, and differences spread as
# widely as sums.
#
# </details>


# %% exercise="variance_of_linear_combination" tier="plus" points=1 difficulty=2 minutes=8
def variance_of_linear_combination(weights, cov):
    """Variance ``a^T Sigma a`` of the sum of random variables, each with a weight.

    Args:
        weights: array_like of shape (n,), the weights a, of any sign. Left unchanged.
        cov: array_like of shape (n, n), the covariance matrix: symmetric, ``cov[i, i]`` is the variance of the i-th
            variable, ``cov[i, j]`` the covariance of the i-th and the j-th. Left unchanged.

    Returns:
        float, the sum of ``weights[i] * weights[j] * cov[i, j]`` over all pairs (i, j), in both orders. Where that is
        exactly 0, rounding may leave a tiny number of either sign. That `cov` is symmetric is not checked.

    Raises:
        ValueError: `weights` does not have one axis, or `cov` does not have shape (n, n) (nothing is broadcast).

    Example:
        >>> variance_of_linear_combination([1, 1], [[1, 0.5], [0.5, 1]])
        3.0
        >>> variance_of_linear_combination([1, -1], [[1, 0.5], [0.5, 1]])
        1.0

    In an LLM: how widely a neuron's input spreads, given its weights.

    Source: Johnson and Wichern, "Applied Multivariate Statistical Analysis", 2007.
    """
    weights = np.asarray(weights, dtype=float)
    cov = np.asarray(cov, dtype=float)
    if weights.ndim != 1 or cov.shape != (weights.size, weights.size):
        raise ValueError(f"weights (n,) and cov (n, n) do not fit: {weights.shape} and {cov.shape}")
    return float(weights @ cov @ weights)


# %% [markdown] hints="variance_of_linear_combination"
# 1. Write out $(a_1 X_1 + a_2 X_2)^2$ for two centred variables. How often does the mixed term appear?
# 2. All pairs $(i, j)$ count, the diagonal once and every other pair in both orders. A matrix product does it all.
# 3. After the check of the shapes, `cov @ weights` is a vector: for each variable, its covariance with the sum. One
#    product is left.

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: three clouds of pairs of variance 1. With covariance -0.8 the cloud falls from left to right,
    # with 0 it is round, with 0.8 it rises. Below each the histogram of the sums: a narrow peak, a wider, the widest.
    import matplotlib.pyplot as plt

    rng = np.random.default_rng(1)
    covariances = (-0.8, 0.0, 0.8)
    matrices = [[[1, c], [c, 1]] for c in covariances]
    predicted = [variance_of_linear_combination([1, 1], matrix) for matrix in matrices]
    pairs = [rng.multivariate_normal([0, 0], matrix, size=2000) for matrix in matrices]
    found = [sample_variance(x.sum(axis=1)) for x in pairs]

    figure, panels = plt.subplots(
        2, 3, figsize=(9, 5.6), sharex="row", sharey="row", height_ratios=[3, 2], layout="constrained"
    )
    for (above, below), x, c, variance in zip(panels.T, pairs, covariances, predicted, strict=True):
        above.plot(*x.T, ".", color="#0072B2", markersize=2)
        above.set(aspect="equal", xlabel="first", title=f"covariance {c:g}")
        below.hist(x.sum(axis=1), bins=np.linspace(-7, 7, 57), color="#E69F00")
        below.text(-6.8, 350, f"variance\n{variance:.1f}", va="top")
        below.set_xlabel("first + second")
    panels[0, 0].set_ylabel("second")
    panels[1, 0].set(ylabel="how often", ylim=(0, 380))
    figure.suptitle("The more two variables move together, the wider their sum spreads")
    for c, variance, measured in zip(covariances, predicted, found, strict=True):
        print(f"covariance {c:4}: variance of the sum {variance:.1f}, of 2000 drawn sums {measured:.2f}")
    plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# The diagonal alone leaves out the covariances, which is right for uncorrelated variables only. Weights that are not
# squared make differences seem to cancel noise.
#
# </details>
#
# ## 3.7 Layer normalisation
#
# Here is what holds the numbers in bounds. A Transformer standardises every token's vector of $D$ activations, once for
# each attention and once for each feed-forward layer:
# $$\mathrm{LN}(x) = \gamma \odot \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}} + \beta,$$
# with the mean $\mu$ and the population variance $\sigma^2$ *of this one vector*; $\odot$ multiplies entry by entry.
# The $\varepsilon$ prevents a division by zero. The scale $\gamma$ and the shift $\beta$ are learnt, one of each for
# each of the $D$ features, and let the layer undo what it has done. Whatever size the activations had grown to, what
# comes out has the size that $\gamma$ says.
#
# **Guess first.** $(1, 2, 3, 4)$ becomes $(-1.3416, -0.4472, 0.4472, 1.3416)$. And $(10, 20, 30, 40)$?
#
# <details><summary>The numbers</summary>
#
# The same, to four digits: mean 25 in place of 2.5, standard deviation ten times as large. The layer forgets scale and
# offset; only the *pattern* of a vector gets through.
#
# </details>
#
# Where does it stand? The Transformer of 2017 normalises *after* each layer has been added to what went in
# (*post-norm*). GPT-2 and most models since normalise what goes *into* a layer (*pre-norm*), and the sums run through
# the whole depth untouched, which makes deep models easier to train. So GPT-2 has two of these in each of its blocks
# and one at the end. Unlike batch normalisation, it looks at no other token: a text gets the same answer in every
# batch.
#
# **Given.** Two helpers for this exercise and the next: the first says in which floating type a layer answers, the
# second checks its parameters.


# %% role="given"
def float_dtype(x):
    """The dtype in which a layer answers to the array `x`: its own if it is a floating type, else float64.

    Args:
        x: array.

    Returns:
        numpy dtype.

    Example:
        >>> float_dtype(np.array([1.0, 2.0], dtype=np.float32))
        dtype('float32')
        >>> float_dtype(np.array([1, 2]))
        dtype('float64')
    """
    return x.dtype if np.issubdtype(x.dtype, np.floating) else np.dtype(float)


def as_parameter(values, size, name):
    """Return `values` as a float64 array, after checking that there is one for each of `size` features.

    Args:
        values: array_like of shape (size,).
        size: int, number of features D.
        name: what the error message calls it.

    Returns:
        float64 array of shape (size,).

    Raises:
        ValueError: the shape is not (size,). A single number, or a column, is not stretched.

    Example:
        >>> as_parameter([1, 2, 1], 3, "gamma").tolist()
        [1.0, 2.0, 1.0]
        >>> as_parameter([1, 2, 1], 4, "gamma")
        Traceback (most recent call last):
        ...
        ValueError: gamma must have shape (4,), not (3,)
    """
    parameter = np.asarray(values, dtype=float)
    if parameter.shape != (size,):
        raise ValueError(f"{name} must have shape ({size},), not {parameter.shape}")
    return parameter


# %% exercise="layer_norm" tier="core" points=3 difficulty=2 minutes=15
def layer_norm(x, gamma, beta, eps=1e-5):
    """Layer normalisation ``gamma * (x - mean) / sqrt(var + eps) + beta`` of each vector along the last axis.

    Args:
        x: array_like of shape (..., D) with ``D >= 1``, finite, at most 1e150 in size; each vector along the last axis
            is normalised by itself, and no other vector changes its result. Left unchanged.
        gamma: array_like of shape (D,), the scale of each feature.
        beta: array_like of shape (D,), the shift of each feature.
        eps: float > 0, added to the variance (population variance, divisor D), inside the square root.

    Returns:
        array of the shape of `x`, empty if `x` is (as of shape (0, D)). A vector of equal entries gives `beta`. Its
        dtype is that of `x` if that is a floating type (see `float_dtype`), whatever `gamma` and `beta` are, else
        float64. It is computed in float64 and rounded to that dtype at the end, so that float32 vectors with a mean of
        2000 come out right to 6 decimals, and float16 ones do not overflow.

    Raises:
        ValueError: `gamma` or `beta` does not have shape (D,) (see `as_parameter`).

    Example:
        >>> layer_norm([[1, 2, 3, 4], [10, 20, 30, 40]], [1, 2, 1, 1], [0, 0, 1, 0]).round(3).tolist()
        [[-1.342, -0.894, 1.447, 1.342], [-1.342, -0.894, 1.447, 1.342]]
        >>> layer_norm([[5, 5]], [3, 3], [0.5, -0.5]).tolist()
        [[0.5, -0.5]]

    Builds on: `standardize`.

    In an LLM: stands before every attention and every feed-forward layer of GPT-2.

    Source: Ba, Kiros and Hinton, "Layer Normalization", 2016.
    """
    x = np.asarray(x)
    gamma = as_parameter(gamma, x.shape[-1], "gamma")
    beta = as_parameter(beta, x.shape[-1], "beta")
    normalised = standardize(x, axis=-1, eps=eps)
    return (gamma * normalised + beta).astype(float_dtype(x))


# %% [markdown] hints="layer_norm"
# 1. You have written most of it already. Along which axis, and with which `eps`?
# 2. `standardize` works in float64 and puts `eps` inside the root. Around it: check `gamma` and `beta` with
#    `as_parameter`, scale, shift, and return to the dtype of `x`.
# 3. `standardize(x, -1, eps)` is the fraction in the formula. At the end comes `.astype(float_dtype(x))`, where `x =
#    np.asarray(x)` without a dtype, so that its own is still known. Without `standardize`: mean and var of
#    `x.astype(float)` along `axis=-1` with `keepdims=True`.

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: for six tokens the middle 90 % of 64 activations as bars and their means as dots. On the left
    # the bars lie anywhere from -10 to 15 and are long or short. On the right, on the same scale, all are alike: from
    # about -1.6 to 1.7.
    import matplotlib.pyplot as plt

    rng = np.random.default_rng(8)
    tokens, width = 6, 64
    # Tokens whose activations have grown to quite different sizes, as they do in deep networks.
    activations = rng.normal(rng.uniform(-10, 10, size=(tokens, 1)), rng.uniform(0.5, 8, size=(tokens, 1)), (6, 64))
    normalised = layer_norm(activations, np.ones(width), np.zeros(width))

    figure, panels = plt.subplots(1, 2, figsize=(9, 4), sharey=True)
    titles = ("Before: every token its own scale", "After layer norm: one scale for all")
    for axes, data, title in zip(panels, (activations, normalised), titles, strict=True):
        low, high = np.quantile(data, [0.05, 0.95], axis=1)
        axes.bar(range(1, tokens + 1), high - low, bottom=low, width=0.5, color="#56B4E9")
        axes.plot(range(1, tokens + 1), data.mean(axis=1), "o", color="black")
        axes.set(xlabel="token", title=title)
    panels[0].set(ylabel="activations: middle 90 %, and mean", ylim=(-12, 17))
    figure.tight_layout()

    print("token   mean before   std before   mean after   std after")
    for token in range(tokens):
        row, out = activations[token], normalised[token]
        print(f"{token + 1:5} {row.mean():13.3f} {row.std():12.3f} {abs(out.mean()):12.3f} {out.std():11.3f}")
    plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# `std + eps` instead of `sqrt(var + eps)` is the same for large variances, but for $(0.001, -0.001, 0.002, -0.002)$ the
# first component is 0.63 instead of 0.28. A standard deviation with divisor $D - 1$ is off by a factor of about $1 +
# 1/(2D)$: at $D = 4$ that is 15 %; at $D = 768$ it is 0.065 %, less than bfloat16 can tell apart, which is why nobody
# notices. A $\gamma$ that is forgotten shows nowhere while $\gamma$ is still 1. And in float32 the mean of a thousand
# numbers near 2000 is right to about four decimals only.
#
# All of these have happened. A much copied annotated implementation of the Transformer has the first two: torch's
# `std`, which divides by $D - 1$, and `eps` added to it. AllenNLP divided by $D - 1$ until 2018. The Rust framework
# burn had `sqrt(var) + eps` until 2024. And PyTorch 1.7 itself, given float32 rows with mean 2000, returned rows with
# variances from 0.05 to 48000 instead of 1.
#
# </details>
#
# ## 3.8 RMSNorm
#
# Is it the centring that helps, or the scaling? Zhang and Sennrich left out the centring in 2019, and their models were
# as good as before. So most newer models leave out the mean and the shift:
# $$\mathrm{RMS}(x) = \sqrt{\frac1D \sum_{i=1}^D x_i^2 + \varepsilon}, \qquad
# \mathrm{RMSNorm}(x) = \gamma \odot \frac{x}{\mathrm{RMS}(x)}.$$ The root mean square is the typical size of an entry,
# measured from 0 instead of from the mean. For $(1, 2, 3, 4)$ the mean square is $30/4 = 7.5$, its root 2.7386, so the
# result is $(0.3651, 0.7303, 1.0954, 1.4606)$. All stay positive: nothing is centred. Llama, Mistral, Gemma and Qwen
# use it.
#
# **Guess first.** For which vectors do layer norm and RMSNorm agree?
#
# <details><summary>An answer</summary>
#
# For those with mean 0, if $\beta = 0$. The variance is the mean square of the deviations, and there the deviations are
# the entries themselves. The plot below begins with such a vector and moves it away from there.
#
# </details>


# %% exercise="rms_norm" tier="plus" points=2 difficulty=2 minutes=10
def rms_norm(x, gamma, eps=1e-5):
    """RMSNorm ``gamma * x / sqrt(mean(x^2) + eps)`` of each vector along the last axis.

    Args:
        x: array_like of shape (..., D) with ``D >= 1``, finite, at most 1e150 in size; each vector along the last axis
            is normalised by itself. Left unchanged.
        gamma: array_like of shape (D,), the scale of each feature.
        eps: float > 0, added to the mean square, inside the square root.

    Returns:
        array of the shape of `x`, empty if `x` is. A vector of zeros gives zeros. Its dtype is that of `x` if that is a
        floating type (see `float_dtype`), whatever `gamma` is, else float64. It is computed in float64 and rounded to
        that dtype at the end, so that the squares of float16 entries do not overflow.

    Raises:
        ValueError: `gamma` does not have shape (D,) (see `as_parameter`).

    Example:
        >>> rms_norm([[1, 2, 3, 4], [10, 20, 30, 40]], [1, 1, 1, 2]).round(3).tolist()
        [[0.365, 0.73, 1.095, 2.921], [0.365, 0.73, 1.095, 2.921]]
        >>> rms_norm([0.0, 0.0], [1, 1]).tolist()
        [0.0, 0.0]

    In an LLM: the normalisation of Llama and most open models since.

    Source: Zhang and Sennrich, "Root Mean Square Layer Normalization", 2019.
    """
    x = np.asarray(x)
    gamma = as_parameter(gamma, x.shape[-1], "gamma")
    wide = x.astype(float)
    # Squares of huge entries would overflow; those of their ratios to the largest do not.
    largest = np.abs(wide).max(axis=-1, keepdims=True)
    ratios = wide / np.where(largest > 0, largest, 1.0)
    rms = np.hypot(largest * np.sqrt(np.mean(ratios**2, axis=-1, keepdims=True)), math.sqrt(eps))
    return (gamma * (wide / rms)).astype(float_dtype(x))


# %% [markdown] hints="rms_norm"
# 1. Root, mean, square: read the name backwards and you have the order of the steps.
# 2. Keep the dtype of `x` in mind, work on a float64 copy, take the mean of the squares along the last axis with
#    `keepdims=True`, and cast at the very end.
# 3. With `w = x.astype(float)`, the root mean square is `np.sqrt((w ** 2).mean(-1, keepdims=True) + eps)`. Divide,
#    scale, and end with `.astype(float_dtype(x))`.

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: the four entries of (1, 2, 3, 4) after normalisation, against a number from -2.5 to 20 that is
    # added to each of them first. Layer norm: four level lines from -1.34 to 1.34. RMSNorm: four curves that begin at
    # the same four points, where the mean is 0, and run together towards 1.
    import matplotlib.pyplot as plt

    added = np.linspace(-2.5, 20, 200)
    vectors = np.array([1, 2, 3, 4]) + added[:, None]
    with_mean, without_mean = layer_norm(vectors, np.ones(4), np.zeros(4)), rms_norm(vectors, np.ones(4))

    figure, axes = plt.subplots(figsize=(8, 4))
    axes.plot(added, with_mean, "--", color="#D55E00")
    axes.plot(added, without_mean, "-", color="#0072B2")
    axes.text(14, -0.75, "dashed: layer norm", color="#D55E00")
    axes.text(3.2, 0.08, "RMSNorm", color="#0072B2")
    axes.set(xlabel="number added to each of 1, 2, 3, 4", ylabel="the four entries afterwards", xlim=(-2.5, 20))
    axes.set_title("Layer norm forgets an offset; RMSNorm keeps it, and the pattern fades")
    figure.tight_layout()
    for c in (-2.5, 0, 100):
        row = rms_norm(np.array([1, 2, 3, 4]) + c, np.ones(4))
        print(f"{c:5} added: RMSNorm gives {', '.join(f'{entry:.3f}' for entry in row)}")
    plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# The sum instead of the mean makes vectors of length 1, with entries $\sqrt D$ times too small. And half precision: in
# float16 the largest number is 65504, so $300^2$ overflows and the whole vector turns to 0. That is why real code casts
# half-precision activations to float32, normalises, and casts back.
#
# </details>
#
# ## 3.9 Mean and variance of a stream
#
# Activations of a billion tokens do not fit into memory, and the safe formula wants two passes over them. Is there one
# that is safe *and* needs one pass? Welford found it in 1962. It keeps the count $n$, the mean $m$ and the sum $M$ of
# squared deviations from the current mean. A new $x$ updates them:
# $$n \leftarrow n + 1, \qquad \delta = x - m, \qquad m \leftarrow m + \frac{\delta}{n}, \qquad
# M \leftarrow M + \delta\,(x - m).$$ The last line uses the deviation from the old mean once, and that from the new
# mean once. The variance is $M/n$. Take the stream 1, 2, 4. After 1: $m = 1$, $M = 0$. After 2: $\delta = 1$, $m =
# 1.5$, $M = 1 \cdot 0.5 = 0.5$. After 4: $\delta = 2.5$, $m = 2.3333$, $M = 0.5 + 2.5 \cdot 1.6667 = 4.6667$, so the
# variance is 1.5556.
#
# Monitors of losses, gradient norms and activations do this. So do PyTorch's GPU kernels of layer normalisation: they
# read a vector once for both of its moments.
#
# **Two machines.** Each has seen a part. Parts can be merged: counts add up, and with $\delta = m_b - m_a$
# $$m = m_a + \delta\, \frac{n_b}{n_a + n_b}, \qquad M = M_a + M_b + \delta^2\, \frac{n_a n_b}{n_a + n_b}.$$
# For the parts (1, 2) and (4): $m = 1.5 + 2.5 \cdot \frac13 = 2.3333$, and $M = 0.5 + 0 + 2.5^2 \cdot \frac{2 \cdot
# 1}{3} = 4.6667$ again. Apache Spark merges summaries with weights like this, and once had to mend variances that
# rounding had made negative, for their root is nan: a last `max(0.0, ...)` costs nothing.
#
# **Guess first.** A generator gives the stream, number by number. Which of `len(stream)`, `sum(stream)` and
# `max(stream)` may you call before you compute?
#
# <details><summary>An answer</summary>
#
# None. A generator has no length, and whatever goes through it leaves it empty.
#
# </details>


# %% exercise="running_mean_variance" tier="stretch" points=2 difficulty=3 minutes=12
def running_mean_variance(stream):
    """Mean and population variance of a stream of numbers, in one pass and with constant memory.

    Args:
        stream: iterable of finite numbers, at most 1e150 in size: a list, an array of shape (n,), or an iterator or
            generator, which can be read only once and has no length. A list or array is left unchanged.

    Returns:
        tuple ``(mean, variance)`` of two floats. The variance (divisor n) is never negative, not even by rounding, and
        0.0 for a single number. A common offset does no harm: with 1e9 added to every number the variance is still
        right to 6 digits.

    Raises:
        ValueError: the stream is empty.

    Example:
        >>> running_mean_variance([1, 3])
        (2.0, 1.0)
        >>> running_mean_variance(iter([4.0, 4.0, 7.0]))
        (5.0, 2.0)

    In an LLM: monitors of losses and activations that are too many to keep.

    Source: Welford, "Note on a Method for Calculating Corrected Sums of Squares and Products", 1962.
    """
    count, mean, squares = 0, 0.0, 0.0
    for x in map(float, stream):  # float32 numbers would be subtracted and summed up in float32
        count += 1
        delta = x - mean
        mean += delta / count
        squares += delta * (x - mean)  # old deviation times new deviation
    if count == 0:
        raise ValueError("the stream is empty")
    return mean, squares / count


# %% [markdown] hints="running_mean_variance"
# 1. Keep three numbers, start them at 0, and change them with every `x`. When do you know that there was none?
# 2. Follow the four updates of the lesson in their order. `delta` is taken before the mean moves, and `x - mean` in the
#    last update after it.
# 3. In a loop over `map(float, stream)`: `n += 1`, `d = x - m`, `m += d / n`, and the fourth line is yours. Afterwards
#    raise `ValueError` if `n == 0`.

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: mean and standard deviation of the numbers seen so far, for twenty streams of 2,000 draws with
    # mean 3 and standard deviation 2. At first the lines go anywhere from 0 to 6. In the end all means are within 0.2
    # of 3, and all standard deviations within 0.1 of 2.
    import matplotlib.pyplot as plt

    seen = np.unique(np.geomspace(2, 2000, 60).round().astype(int))
    streams = [np.random.default_rng(seed).normal(3.0, 2.0, size=2000) for seed in range(20)]
    summaries = np.array([[running_mean_variance(iter(stream[:n])) for n in seen] for stream in streams])
    means, deviations = summaries[..., 0], np.sqrt(summaries[..., 1])
    figure, axes = plt.subplots(figsize=(8, 4))
    axes.plot(seen, means.T, "-", color="#0072B2", linewidth=0.7)
    axes.plot(seen, deviations.T, ":", color="#D55E00", linewidth=0.9)
    axes.text(100, 3.9, "lines: mean, so far", color="#0072B2")
    axes.text(100, 1.1, "dotted: standard deviation, so far", color="#D55E00")
    axes.set(xscale="log", xlim=(2, 2000), xlabel="numbers seen", ylabel="value")
    axes.set_title("One pass, three numbers in memory, and twenty streams settle")
    figure.tight_layout()
    mean, variance = running_mean_variance(x + 1e9 for x in (1, 2, 4))
    print(f"1, 2, 4 with an offset of 1e9: mean 1e9 + {mean - 1e9:.4f}, variance {variance:.4f}")
    plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# Sums of $x$ and $x^2$ cancel as in 3.2: at an offset of $10^9$ the variance of the stream 1, 2, 4 comes out as -128.
# The product of two deviations from the *old* mean, or of two from the new, is nearly right, which is worse.
#
# </details>

# %% [markdown]
# ## In the little world
#
# Back to the 400. A training run in the little world (sections 1 and 2), seen from the engine room. Two questions come
# up in every such run, and you can now answer both. Do the numbers inside the model stay in bounds? And does it still
# learn, or is what you see only noise?
#
# First the numbers inside. Each token is a vector of 64 numbers. Each of the model's two blocks adds something to this
# vector, so there are three heights to measure at: below the first block, between the two, above the second.
#
# **Guess first.** Before training the vector is a sum: one draw from $N(0,\ 0.02^2)$ for what the token is, plus
# another for where it stands. What is its variance? And what will the variance be behind a layer norm, at each height?
#
# **Given.** A helper that reads a file of the little world, and the model, as a machine (section 12 builds it).


# %% role="given"
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


# %% role="demo"
if __name__ == "__main__":
    # The plot in words: the standard deviation of each token's vector along one story, on a logarithmic scale. About
    # 0.2 below the blocks, 1.2 between them, 3.5 above; after layer norm it is 1 for every token.
    import matplotlib.pyplot as plt

    truth = world_data("truth")
    stories = np.split(truth["ids"], np.flatnonzero(truth["ids"] == 0) + 1)[:-1]
    heights = ("below the blocks", "between them", "above them")

    def streams_of(story, weights):
        """Vectors of a story's tokens at three heights, shape (3, T, 64). A story begins after the id 0."""
        return run_model([0, *story[:-1]], weights)[1]

    def normed(x):
        return layer_norm(x, np.ones(64), np.zeros(64))

    sum_of_two = variance_of_linear_combination([1, 1], np.diag([0.02**2, 0.02**2]))
    print(f"variance of a sum of two draws: {sum_of_two:.4f}")
    moments = {"before training": world_data("weights_start"), "after training": world_data("weights")}
    for moment, weights in moments.items():
        streams = np.concatenate([streams_of(story, weights) for story in stories], axis=1)
        print(f"{moment}: variance of a token's vector   mean (smallest to largest), and after layer norm")
        for height, vectors in zip(heights, streams, strict=True):
            v = [sample_variance(vector, ddof=0) for vector in vectors]
            after = [sample_variance(vector, ddof=0) for vector in normed(vectors)]
            spread = f"{np.mean(v):8.4f} ({min(v):.4f} to {max(v):.4f})"
            print(f"  {height:17} {spread:30} {np.mean(after):.4f} ({min(after):.4f} to {max(after):.4f})")

    streams = streams_of(stories[0], weights)
    positions = np.arange(len(stories[0]))
    figure, axes = plt.subplots(figsize=(10, 4.2))
    for vectors, height, style in zip(streams, heights, (":", "--", "-"), strict=True):
        axes.plot(positions, vectors.std(axis=1), style, color="#0072B2")
        axes.text(len(positions) - 0.5, vectors[-1].std(), height, color="#0072B2", va="center")
        axes.plot(positions, normed(vectors).std(axis=1), "o", color="#D55E00", markersize=3)
    axes.text(len(positions) - 0.5, 0.85, "all three after\nlayer norm (dots)", color="#D55E00", va="center")
    axes.set(yscale="log", xlim=(-0.5, len(positions) + 7), ylabel="standard deviation of the vector")
    axes.set_xticks(positions, ["<eos>", *truth["vocabulary"][stories[0][:-1]]], rotation=90, fontsize=8)
    axes.set_title("The numbers grow from block to block, and layer norm gives them one size")
    figure.tight_layout()
    plt.show()

# %% [markdown]
# <details><summary>What came out</summary>
#
# Before training the variance is 0.0008, twice $0.02^2$: the variances of independent parts add up (3.6). After
# training it is 50 times as large at the bottom, and grows 400 times more through two blocks. Some tokens' vectors are
# far larger than others. Layer norm, which stands at the entrance of everything in a block, makes each of them 1.
#
# Nearly 1. Before training, the smallest variance is 0.0004, and $\varepsilon = 0.00001$ is no longer nothing beside
# it: what comes out is 0.0004/0.00041, about 0.976. That is what $\varepsilon$ does, and why it must be small.
#
# </details>
#
# Now the loss. At each of 4,200 steps it was measured on the 64 stories of that step, and no two steps have the same
# stories. No model can get below 0.708 here, which is the loss of the true probabilities.
#
# **Guess first.** In the plot below, look at the grey dots only, from step 3,000 on. Does the model still learn?

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: the training loss of single steps as a wide grey band around 0.73, and the mean of each hundred
    # steps as a line. The line falls from 0.77 to 0.71, with a step down after step 3,500, and ends near 0.708.
    import matplotlib.pyplot as plt

    loss = world_data("training_many")["train_loss"]
    window = 100
    starts = np.arange(800, len(loss), window)
    summaries = [running_mean_variance(iter(loss[start : start + window])) for start in starts]
    means = np.array([mean for mean, _ in summaries])

    figure, axes = plt.subplots(figsize=(9, 4.2))
    paper = {"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1}
    axes.plot(np.arange(800, len(loss)), loss[800:], ".", color="0.75", markersize=2)
    axes.plot(starts + window / 2, means, "o-", color="#0072B2", markersize=4)
    axes.axhline(0.708, color="black", linestyle="--", linewidth=1)
    axes.text(850, 0.704, "the best that is possible: 0.708", va="top", bbox=paper)
    axes.text(1500, 0.785, "mean of 100 steps", color="#0072B2", bbox=paper)
    axes.text(2300, 0.84, "one dot: one step", color="0.35")
    axes.set(xlabel="training step", ylabel="loss (nats per token)", xlim=(800, 4250), ylim=(0.65, 0.88))
    axes.set_title("The mean of a hundred steps shows what single steps hide")
    figure.tight_layout()

    for first, last in ((3300, 3500), (4000, 4200)):
        mean, variance = running_mean_variance(iter(loss[first:last]))
        print(f"steps {first} to {last}: mean {mean:.4f}, standard deviation of a step {math.sqrt(variance):.4f}")
    plt.show()

# %% [markdown]
# <details><summary>What came out</summary>
#
# Yes. From the steps before 3,500 to the last ones the mean falls by 0.025. A single step is off by 0.03 in either
# direction, so in the dots this drowns; in means of a hundred it is plain. After step 3,500 the learning rate was
# raised once more, and the model learned what it had missed: to look up the name that belongs to the animal. You saw in
# section 2 how it sounds when a model cannot do that.
#
# </details>
#
# ## Questions to close with
#
# <details><summary>Above the second block the vectors have 400 times the variance that they have below the first. Why
# does this do no harm? And what would you check before you let a model grow to a hundred blocks?</summary>
#
# Whatever reads the vector reads it behind a layer norm, which forgets its size (3.7). But what a block *adds* has to
# compete with what is there already: the larger the vector, the less a new part of the same size turns it. So one would
# watch how the variance grows with the height, and whether late blocks still change anything. In half precision one
# would also watch the largest entry: above 65,504 there is nothing.
#
# </details>
#
# <details><summary>"Our model scores 71.3, theirs 70.9, each the mean of three seeds." What do you ask for?</summary>
#
# All six scores, and the spread over seeds: for each model a sample variance with `ddof=1`. If seeds differ by a point,
# then 0.4 is nothing, and three seeds say little about the spread itself. Section 11 says how much.
#
# </details>
#
# <details><summary>A pipeline standardises every batch of incoming data by the batch's own mean and variance. What does
# it hide?</summary>
#
# Every change that concerns the whole batch. If sensors drift, prices rise or users write longer, each batch still has
# mean 0 and variance 1. For a *layer* this forgetting is the purpose; for a monitor it is blindness. Use the statistics
# of the training data, and watch how new data differ from them.
#
# </details>
#
# | concept | formula | where in a language model |
# |---|---|---|
# | mean | $\frac1n \sum x_i$ | inside layer norm |
# | variance | $E[(x - \mu)^2]$ | inside layer norm |
# | layer norm | $(x - \mu) / \sqrt{\sigma^2 + \varepsilon}$ | keeps activations in bounds in every block |
#
# The best that is possible has a loss of 0.708, not 0. A perfect model is still surprised, because stories are not
# certain. How much surprise is in a language, and how is it measured? That is section 4.
