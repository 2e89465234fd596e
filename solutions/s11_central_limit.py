# %% [markdown]
# # 11. The central limit theorem
#
# A colleague has squeezed the model of the little world: each weight is rounded to 6 bits, so that it takes less than a
# fifth of the space. On 100 held-out stories the loss is now 0.7099 nats per word; it was 0.7074. "Each of the two is
# uncertain by about 0.0075", says the colleague, "and they differ by 0.0025. That is noise. Let us ship it."
#
# Is it? Whoever compares models, prompts or data is asked this every day: two numbers differ a little, and is that the
# world or the draw? A loss is a mean over a sample, and another sample would have given another mean. How different, is
# what this section is about. The answer is one of the great regularities of nature: means of many things are
# predictable, almost whatever the things are.
#
# **You need** means and variances (section 3), the normal distribution (section 7), and generators of random numbers
# (section 1).
#
# **Given.** Checks for your functions, and `NormalDist` from Python's library: `NormalDist().cdf(z)` is the area left
# of z under the normal curve, and `NormalDist().inv_cdf(p)` goes back, from the area to z.
#
# In this section the numbers of a sample are 0 or of a size between 1e-100 and 1e100, and so are their differences: no
# sum, square or cube of them leaves the range of floats.

# %% role="given"
import math
from statistics import NormalDist

import numpy as np


# %% role="given"
def as_sample(x, name="x"):
    """Return `x` as a new float64 array of shape (n,), after checking that it is a sample.

    Args:
        x: array_like of shape (n,), the observations.
        name: what the error message calls it.

    Returns:
        float64 array, a copy: changing it does not change the argument.

    Raises:
        ValueError: there are no observations, one of them is infinite or nan, or there is not exactly one axis.

    Example:
        >>> as_sample([1, 2]).tolist()
        [1.0, 2.0]
    """
    x = np.array(x, dtype=float)
    if x.ndim != 1 or x.size == 0 or not np.isfinite(x).all():
        raise ValueError(f"{name} must be a list of at least one finite number")
    return x


# %% role="given"
def as_level(level):
    """Return `level` as a float, after checking that it is the level of an interval: how often it should be right.

    Args:
        level: float in (0, 1), such as 0.95. The float next to 1 is too near to it to be used.

    Returns:
        float.

    Raises:
        ValueError: `level` is not above 0 and below 1, or is nan.

    Example:
        >>> as_level(0.95)
        0.95
        >>> as_level(95)
        Traceback (most recent call last):
        ...
        ValueError: level must be above 0 and below 1
    """
    if not 0 < level < 1:
        raise ValueError("level must be above 0 and below 1")
    return float(level)


# %% [markdown]
# ## 11.1 The mean settles
#
# Measure again and again, and after each measurement take the mean of all so far. If the thing measured has a mean at
# all, this *running mean* comes to it and stays: the *law of large numbers*. It is why a loss on many stories means
# anything.
#
# Of 1, 2, 6 the running means are 1, 1.5 and 3. Each divides by how many numbers there have been.
#
# **Guess first.** Two kinds of random numbers, both symmetric around 0, both bell-shaped. One is normal. The other is
# *Cauchy*: a normal number divided by another one. After 10,000 numbers, how close to 0 is the mean of each?


# %% exercise="running_mean" tier="core" points=1 difficulty=1 minutes=6
def running_mean(x):
    """Mean of all entries so far, at each entry.

    Args:
        x: array_like of shape (T,), ``T >= 1``. Left unchanged.

    Returns:
        float64 array of shape (T,); entry t is the mean of ``x[0]`` to ``x[t]``, so the first is ``x[0]`` and the last
        the mean of all.

    Raises:
        ValueError: `x` is not a list of at least one finite number.

    Example:
        >>> running_mean([1, 2, 6]).tolist()
        [1.0, 1.5, 3.0]

    In an LLM: the average loss that a progress bar shows while an evaluation runs.

    Source: Kolmogorov, "Foundations of the Theory of Probability", 1933.
    """
    x = as_sample(x)
    return np.cumsum(x) / np.arange(1, len(x) + 1)


# %% [markdown] hints="running_mean"
# 1. Do 1, 2, 6 by hand, and write down what you divide, and by what.
# 2. `np.cumsum` gives all sums from the beginning. By how much must the first be divided, and by how much the last?
# 3. After `x = as_sample(x)`, divide `np.cumsum(x)` by the counts 1, 2, ..., T. `np.arange` makes them: where must it
#    begin, and where end?

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# `np.arange(len(x))` begins at 0: the first mean is then a division by zero, and all others are too large. Dividing by
# $T$ everywhere makes the mean creep up from nothing.
#
# </details>

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: running means of 12 samples of each kind. The normal ones run together at 0 like a funnel. The
    # Cauchy ones wander, and jump far away even after thousands of numbers.
    import matplotlib.pyplot as plt

    rng = np.random.default_rng(0)
    counts = np.arange(1, 10_001)
    kinds = (("Normal: the mean settles", rng.standard_normal), ("Cauchy: it never does", rng.standard_cauchy))
    paths = {title: [running_mean(draw(10_000)) for _ in range(12)] for title, draw in kinds}
    figure, panels = plt.subplots(1, 2, figsize=(11, 4), sharey=True)
    for axes, (title, means) in zip(panels, paths.items(), strict=True):
        for path in means:
            axes.plot(counts, path, color="#0072B2", alpha=0.6, linewidth=1)
        axes.set(xscale="log", xlabel="how many numbers so far", ylim=(-4, 4), title=title)
    panels[0].set_ylabel("their mean")
    figure.tight_layout()
    plt.show()

# %% [markdown]
# The normal means end within 0.03 of 0. The Cauchy means end anywhere: after 10,000 numbers, as after one, half of all
# such means are more than 1 away from 0. Once in a while the divisor is nearly 0 and one number outweighs all others:
# there is no mean to come to, and the law promises nothing. Sums of what has such tails
# must not be trusted. Before you average, ask whether a single entry can rule the sum.
#
# ## 11.2 Many means
#
# One experiment gives one mean. To see how means *scatter*, do the experiment many times. In the array `draws` each row
# is one experiment, and each row has a mean: that is a sample from the *sampling distribution of the mean*.
#
# How wide is it? For independent numbers variances add up (section 3), so the sum of $n$ of them has the variance $n
# \sigma^2$ and the standard deviation $\sqrt n\,\sigma$. Divide by $n$:
# $$\text{standard deviation of the mean} = \frac{\sigma}{\sqrt n}.$$
# Four times the data, half the scatter. The formula asks only that there is a $\sigma$ and that the numbers are
# independent.
#
# **Guess first.** Waiting times are exponential: mostly short, sometimes long, nothing below 0. How are the means of
# 100 of them distributed: like the waiting times themselves, only narrower?


# %% exercise="sample_means" tier="core" points=1 difficulty=1 minutes=5
def sample_means(draws):
    """Mean of each experiment.

    Args:
        draws: array_like of shape (reps, n): row r holds the n numbers of the experiment r, ``n >= 1``. Left
            unchanged.

    Returns:
        float64 array of shape (reps,), without entries for ``reps = 0``. The mean of a row with nan is nan.

    Raises:
        ValueError: `draws` does not have two axes, or its rows are empty.

    Example:
        >>> sample_means([[1, 2, 6], [0, 0, 3]]).tolist()
        [3.0, 1.0]

    In an LLM: the scores of one model on many test sets of the same size.

    Source: Student, "The Probable Error of a Mean", 1908, which drew such samples from 3,000 shuffled cards.
    """
    draws = np.asarray(draws, dtype=float)
    if draws.ndim != 2 or draws.shape[1] == 0:
        raise ValueError("draws must have two axes, and rows that are not empty")
    return draws.mean(axis=1)


# %% [markdown] hints="sample_means"
# 1. How many means do you expect of 5,000 experiments with 10 numbers each: 5,000, 10 or 1?
# 2. Average along the axis that runs *within* an experiment. Convert to float and look at the shape first.
# 3. The rows are axis 0, the numbers in a row axis 1: it is `.mean(axis=...)` with the second of these.

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: 2 rows of 4 histograms. Means of 1, 2, 10 and 100 uniform numbers: a rectangle, a triangle, a
    # bell, a bell. Of exponential ones: a falling curve, a lopsided hill, a bell that leans a little, a bell. The
    # normal curves with the same mean and the width sigma / sqrt(n) agree better and better.
    import matplotlib.pyplot as plt

    rng = np.random.RandomState(0)  # the old generator: these are well-known pictures
    sizes = (1, 2, 10, 100)
    shapes = (("uniform", rng.uniform, 0.5, math.sqrt(1 / 12)), ("exponential", rng.exponential, 1.0, 1.0))
    drawn = {name: [sample_means(draw(size=(5000, n))) for n in sizes] for name, draw, _, _ in shapes}
    figure, panels = plt.subplots(2, 4, figsize=(13, 6))
    for row, (name, _, mu, sigma) in zip(panels, shapes, strict=True):
        for axes, n, means in zip(row, sizes, drawn[name], strict=True):
            width = sigma / math.sqrt(n)
            axes.hist(means, bins=50, density=True, color="#56B4E9")
            at = np.linspace(mu - 4 * width, mu + 4 * width, 200)
            axes.plot(at, [NormalDist(mu, width).pdf(value) for value in at], color="#D55E00")
            axes.set(title=f"{name}, n = {n}", xlabel="mean of n numbers")
            print(f"{name:11} n = {n:3}: std of 5,000 means {means.std():.4f}, sigma / sqrt(n) = {width:.4f}")
        row[0].set_ylabel("density")
    rng = np.random.default_rng(0)
    for name, draw in (("normal", rng.standard_normal), ("Cauchy", rng.standard_cauchy)):
        middle = [np.subtract(*np.quantile(sample_means(draw((5000, n))), (0.75, 0.25))) for n in (1, 10, 100)]
        widths = ", ".join(f"{width:.2f}" for width in middle)
        print(f"{name}: the middle half of 5,000 means of 1, 10, 100 numbers is {widths} wide")
    figure.suptitle("Means of almost anything become normal: blue what was drawn, orange the normal curve")
    figure.tight_layout()
    plt.show()

# %% [markdown]
# Not only narrower: they change their shape. Means of uniform numbers are bell-shaped from $n = 10$ on. Exponential
# ones need longer, and at 100 the eye finds no difference any more. And nothing was fitted: the orange curves come from
# $\mu$ and $\sigma/\sqrt n$ alone.
#
# Almost anything, since a $\sigma$ there must be. The last two lines show the Cauchy numbers once more: the mean of a
# hundred is as far off as a single one.
#
# ## 11.3 The theorem
#
# To compare means of different $n$ with *one* curve, put each on the same scale: how many of its own standard
# deviations is it away from $\mu$?
# $$z = \frac{\bar x - \mu}{\sigma / \sqrt n}$$
# The **central limit theorem**: if $X_1, X_2, \dots$ are independent, with the same distribution, and this has a mean
# $\mu$ and a finite variance $\sigma^2 > 0$, then the distribution of $z$ comes to $\mathcal N(0, 1)$ as $n$ grows.
# Whatever the distribution was.
#
# Of 1, 2, 3, 6 with $\mu = 2$ and $\sigma = 1$: the mean is 3, its standard deviation $1/\sqrt4 = 0.5$, so $z = 2$.
#
# **Guess first.** Two fair dice showed 12 in total; a hundred dice showed 400. Which is the greater surprise?


# %% exercise="standardized_mean" tier="core" points=1 difficulty=1 minutes=6
def standardized_mean(x, mu, sigma):
    """How many standard deviations of the mean the mean of `x` lies above `mu`.

    Args:
        x: array_like of shape (n,), ``n >= 1``, independent draws. Left unchanged.
        mu: float, finite, the mean of the distribution that they come from.
        sigma: float, ``0 < sigma < inf``, its standard deviation: that of a single draw.

    Returns:
        float, ``(mean - mu) / (sigma / sqrt(n))``. Negative if the mean is below `mu`.

    Raises:
        ValueError: `x` is not a list of at least one finite number, or `sigma` is not above 0, is infinite or is nan.

    Example:
        >>> standardized_mean([1, 2, 3, 6], 2, 1)
        2.0

    In an LLM: is the accuracy of 270 in 1,000 better than guessing among four answers?

    Source: Laplace, "Théorie analytique des probabilités", 1812.
    """
    x = as_sample(x)
    if not 0 < sigma < math.inf:
        raise ValueError("sigma must be above 0 and finite")
    return float((x.mean() - mu) / (sigma / math.sqrt(len(x))))


# %% [markdown] hints="standardized_mean"
# 1. $\sigma$ is the width of *one* draw. How wide is the mean of $n$?
# 2. The difference of the mean from $\mu$, divided by the standard deviation of the mean. Check sigma first, and so
#    that nan is refused, too.
# 3. With `x = as_sample(x)`: divide `x.mean() - mu` by `sigma / math.sqrt(len(x))`, and mind the brackets.

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# Dividing by $\sigma$ alone tells how unusual a *single* number is. A mean of many is much steadier, and what is
# nothing for one can be a sensation for ten thousand. With `/ sigma / math.sqrt(n)` the root divides once more, instead
# of making the divisor smaller.
#
# </details>

# %% role="demo"
if __name__ == "__main__":
    # Two dice and a hundred: one die has the mean 3.5 and the standard deviation 1.708.
    die = math.sqrt(35 / 12)
    print(f"two dice, 12 in total:       z = {standardized_mean([6, 6], 3.5, die):.2f}")
    print(f"a hundred dice, 400 in total: z = {standardized_mean([4] * 100, 3.5, die):.2f}")
    right = np.repeat([1, 0], [270, 730])
    print(f"270 of 1,000 right, 1 in 4 by guessing: z = {standardized_mean(right, 0.25, math.sqrt(0.25 * 0.75)):.2f}")

    rng = np.random.default_rng(0)
    print("\nshare of z within 1.96 (normal: 0.950), above 1.96 (0.025), below -1.96 (0.025)")
    for n in (1, 2, 10, 100):
        z = np.array([standardized_mean(row, 1, 1) for row in rng.exponential(size=(20_000, n))])
        print(
            f"exponential, n = {n:3}: {np.mean(abs(z) < 1.96):.3f}, {np.mean(z > 1.96):.3f}, {np.mean(z < -1.96):.3f}"
        )

# %% [markdown]
# The hundred dice, by far. Two dice show 12 once in 36 throws; a hundred dice reach 400 once in 549. (By the normal
# curve, which has it from $z = 2.93$ alone: once in 586.) And 270 right of 1,000, or more, is what guessing gives one
# time in thirteen.
#
# The table shows how the theorem works: already at $n = 2$ the share within 1.96 is nearly right, but all that is
# outside lies on one side. The middle comes to the normal curve first, the tails last.
#
# ## 11.4 How fast? Skewness
#
# *Skewness* measures the leaning: standardise the numbers, and average their cubes. Cubes keep the sign, so a long tail
# to the right makes it positive, one to the left negative, and symmetry gives 0.
# $$\text{skewness} = \frac1n \sum_i \Big(\frac{x_i - \bar x}{s}\Big)^3, \qquad s^2 = \frac1n \sum_i (x_i - \bar x)^2$$
# Of 0, 0, 0, 4: the mean is 1, $s = \sqrt3$, and the cubes of $-1, -1, -1, 3$ average to 6. So $6 / 3^{1.5} = 1.1547$.
#
# For sums there is a simple rule: the mean of $n$ independent draws has $1/\sqrt n$ of the skewness of one. The
# exponential distribution has 2; means of 100 have 0.2. That is how fast the theorem sets in.
#
# **Guess first.** What does the skewness become if all numbers are doubled? If 1,000 is added to each? If all signs are
# turned round?


# %% exercise="skewness" tier="core" points=1 difficulty=2 minutes=8
def skewness(x):
    """Third standardised moment of the population: the mean cube of ``(x - mean) / s``, where s has the divisor n.

    Args:
        x: array_like of shape (n,), ``n >= 2``, not all equal. Left unchanged.

    Returns:
        float; positive if the long tail is to the right, 0 for symmetric numbers. Unit and origin do not matter: an
        offset of 1e6 leaves the result right to 6 decimals if the numbers have deviations of the order of 1.

    Raises:
        ValueError: `x` is not a list of finite numbers, has fewer than 2, or all are equal: there is nothing to
            standardise by. That holds for [0.1, 0.1, 0.1] too, whose computed mean is not quite 0.1.

    Example:
        >>> round(skewness([0, 0, 0, 4]), 4)
        1.1547
        >>> round(skewness([0, 0, 0, -4]), 4)
        -1.1547

    In an LLM: losses per token lean to the right; means of stories hardly do.

    Source: Pearson, "Contributions to the Mathematical Theory of Evolution, II: Skew Variation", 1895.
    """
    x = as_sample(x)
    if x.min() == x.max():
        raise ValueError("x must hold at least two different numbers")
    centred = x - x.mean()
    s = np.sqrt(np.mean(centred**2))
    return float(np.mean((centred / s) ** 3))


# %% [markdown] hints="skewness"
# 1. Do 0, 0, 0, 4 by hand: mean, s, the three equal cubes and the large one. Which divisor has s?
# 2. Subtract the mean, divide by the population standard deviation (numpy's default), cube, average. Refuse what is all
#    equal before you divide: compare the smallest with the largest.
# 3. With `z = (x - x.mean()) / x.std()` it is the mean of `z**3`, as a float. One number alone is equal to itself.

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# $n - 1$ as the divisor in $s$ gives 0.75 for 0, 0, 0, 4 instead of 1.1547. The fourth power instead of the third is
# *kurtosis*: it knows tails, but not sides. Three times the difference of mean and median, divided by $s$, is another
# measure, also by Pearson.
#
# Numbers doubled, or with 1,000 added, lean as before: the unit goes with $s$, the origin with $\bar x$. With all signs
# turned round the tail is on the other side, and so the skewness changes its sign.
#
# </details>
#
# ### The source of normality in a layer?
#
# Each neuron computes a weighted sum of its inputs: hundreds of products. So its *activation* should be about normal,
# even if the inputs are not. Try it: 5,000 inputs of width 768, one neuron, weights from $\mathcal N(0, 0.02^2)$.
# Then a *test of normality* is asked for its verdict.
#
# **Guess first.** In that experiment the inputs themselves are normal. What does it prove?

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: four histograms. Above, a single normal input and the weighted sum of 768 of them: two bells.
    # Below, a single exponential input, steeply falling, and the weighted sum of 768: a bell again.
    import matplotlib.pyplot as plt
    from scipy import stats

    rng = np.random.RandomState(0)  # the old generator: these are well-known numbers
    normal_inputs = rng.randn(5000, 768)
    weights = rng.normal(0, 0.02, size=(768, 1))
    skewed_inputs = rng.exponential(size=(5000, 768)) - 1  # mean 0, standard deviation 1, like the normal ones

    kinds = {"normal": normal_inputs, "skewed": skewed_inputs}
    sums = {name: (inputs @ weights).ravel() for name, inputs in kinds.items()}
    leaning = {name: (skewness(sums[name]), skewness(inputs[:, 0])) for name, inputs in kinds.items()}

    figure, panels = plt.subplots(2, 2, figsize=(11, 6))
    for row, (name, inputs) in zip(panels, kinds.items(), strict=True):
        activations = sums[name]
        row[0].hist(inputs[:, 0], bins=60, density=True, color="#E69F00")
        row[1].hist(activations, bins=60, density=True, color="#56B4E9")
        mu, sigma = activations.mean(), activations.std()
        at = np.linspace(mu - 4 * sigma, mu + 4 * sigma, 300)
        row[1].plot(at, [NormalDist(mu, sigma).pdf(value) for value in at], color="#D55E00")
        row[0].set(title=f"One {name} input", ylabel="density")
        row[1].set_title(f"A weighted sum of 768 {name} inputs")
        print(f"{name} inputs: mean {mu:.6f}, std {sigma:.6f}, skewness {leaning[name][0]:.3f}")
        print(f"    skewness of one input {leaning[name][1]:.3f}")
        print(f"    p-value of a test of normality {stats.normaltest(activations).pvalue:.4f}")
    figure.suptitle("A sum of 768 inputs is normal, with inputs of either kind")
    figure.tight_layout()
    predicted = [width * math.sqrt(768) for width in (0.02, 1)]
    print(f"predicted std of the sum: {predicted[0]:.3f} with weights of std 0.02, {predicted[1]:.1f} with std 1")
    plt.show()

# %% [markdown]
# The first row proves nothing about the theorem: a sum of normal numbers is normal, whatever their number. The second
# does. Inputs as lopsided as waiting times, and a sum that the test cannot tell from a normal one. The width is as
# section 7 predicts: $\sqrt{768} \cdot 0.02 = 0.554$. With weights of width 1 it would be 27.7, and whatever comes
# after would be driven to its limits: that is why weights start small.
#
# ### What a p-value is not
#
# The test computed $p = 0.6767$ in the first row. What is that? *If* the numbers came from a normal distribution, a
# deviation as large as this or larger, as the test measures it, would occur in 67.67 % of all such experiments. That is
# all. It is a probability of *data*, given normality.
#
# It is **not** the probability that the distribution is normal. Nor is a high $p$ a proof, nor a low one a sign of a
# large deviation. Look what happens to one and the same distribution if more of it is looked at.

# %% role="demo"
if __name__ == "__main__":
    from scipy import stats

    rng = np.random.default_rng(0)
    print("share of 200 tests with p < 0.05   20 numbers   100   1,000   10,000")
    kinds = (
        ("normal", rng.standard_normal),
        ("means of 100 exponential ones", lambda size: rng.gamma(100, size=size) / 100),
        ("means of 10 exponential ones", lambda size: rng.gamma(10, size=size) / 10),
    )
    for name, draw in kinds:
        shares = [np.mean(stats.normaltest(draw((200, n)), axis=1).pvalue < 0.05) for n in (20, 100, 1000, 10_000)]
        print(f"{name:35}" + "".join(f"{share:9.2f}" for share in shares))

# %% [markdown]
# Of normal numbers the test rejects one sample in twenty, as often with many as with few: what 0.05 promises. Means of
# 10 exponential numbers are not normal. With 20 of them the test hardly notices, with 1,000 it always does. Nothing has
# changed but how much was looked at. And means of 100, normal for any practical purpose, are rejected, too, once there
# are 10,000.
#
# Real activations are never exactly normal. Whoever tests enough of them will always be told so. Ask *how far* from
# normal, with a number such as the skewness, and whether it matters.
#
# ## 11.5 The standard error
#
# So far $\sigma$ was known. In life there is one sample, and $\sigma$ has to come from it, too: take the sample's own
# standard deviation $s$, with the divisor $n - 1$ (section 3). What you get is the *standard error* of the mean,
# $$\mathrm{SE} = \frac{s}{\sqrt n},$$
# an estimate of how far the mean of such a sample typically is from the truth: its uncertainty, computed without ever
# taking a second sample.
#
# Keep the two apart. The standard deviation says how much *stories* differ, and more stories do not change it. The
# standard error says how well their *mean* is known, and more stories shrink it. Of 1, 2, 3, 6: $s = 2.1602$,
# $\mathrm{SE} = 1.0801$.
#
# For right (1) and wrong (0) answers with the share $p$ right it is $\sqrt{p (1 - p) / (n - 1)}$: of 1,000 questions
# with 80 % right, 1.3 percentage points.
#
# **Guess first.** The error is to be a tenth of what it is. How many times the data does that take?


# %% exercise="standard_error" tier="core" points=1 difficulty=1 minutes=6
def standard_error(x):
    """Standard error of the mean: the sample standard deviation, divisor n - 1, over the root of n.

    Args:
        x: array_like of shape (n,), ``n >= 2``, independent observations. Left unchanged.

    Returns:
        float >= 0, in the unit of `x`.

    Raises:
        ValueError: `x` is not a list of finite numbers, or has fewer than 2: one number tells nothing about scatter.

    Example:
        >>> round(standard_error([1, 2, 3, 6]), 4)
        1.0801

    In an LLM: the error bar on a benchmark score.

    Source: Miller, "Adding Error Bars to Evals: A Statistical Approach to Language Model Evaluations", 2024.
    """
    x = as_sample(x)
    if len(x) < 2:
        raise ValueError("x must hold at least 2 numbers")
    return float(x.std(ddof=1) / math.sqrt(len(x)))


# %% [markdown] hints="standard_error"
# 1. Two steps: how much do single numbers scatter, and how much steadier is their mean?
# 2. Numpy's `std` divides by n unless it is told otherwise by `ddof`. What does it say about a single number?
# 3. Refuse fewer than 2. Then divide `x.std(ddof=1)` by the root of n, not of n - 1: the 1 is taken off once.

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# Without the root, $s/n$, twice the data would halve the error; in truth it takes four times the data. With
# $\sqrt{n-1}$ *and* `ddof=1` the correction is made twice. And $s$ itself is not an error of the mean at all.
#
# A tenth of the error takes a hundred times the data.
#
# </details>
#
# ## 11.6 An interval that is right 95 times in 100
#
# If means are normal, then 95 % of them are within 1.96 standard errors of $\mu$. Turn it round: in 95 % of all
# experiments $\mu$ is within 1.96 standard errors of the *mean that was found*. So report
# $$\bar x \pm z \cdot \mathrm{SE}.$$
# That is a *confidence interval*. Its level, 95 %, says how often such intervals are right. The $z$ belongs to the
# level: 95 % in the middle leave 2.5 % on either side, so $z$ is where 97.5 % lie below: 1.96. For 1, 2, 3, 6: $3 \pm
# 1.96 \cdot 1.0801$, from 0.883 to 5.117.
#
# **Guess first.** A paper reports 0.71 with the interval from 0.69 to 0.73. May one say: "With probability 95 % the
# true value is in there"? And: "95 % of the stories have a loss in there"?


# %% exercise="mean_confidence_interval" tier="core" points=2 difficulty=2 minutes=10
def mean_confidence_interval(x, level=0.95):
    """Confidence interval of the mean by the normal approximation: mean -+ z standard errors.

    Args:
        x: array_like of shape (n,), ``n >= 2``, independent observations. Left unchanged.
        level: float in (0, 1): the share of a standard normal distribution between -z and z.

    Returns:
        tuple ``(low, high)`` of floats, ``low <= high``.

    Raises:
        ValueError: `x` is not a list of at least 2 finite numbers, or `level` is not above 0 and below 1, or is nan.

    Builds on: `standard_error`.

    Example:
        >>> low, high = mean_confidence_interval([1, 2, 3, 6])
        >>> round(low, 3), round(high, 3)
        (0.883, 5.117)

    In an LLM: how a leaderboard should print its scores.

    Source: Neyman, "Outline of a Theory of Statistical Estimation Based on the Classical Theory of Probability", 1937.
    """
    x, level = as_sample(x), as_level(level)
    z = NormalDist().inv_cdf((1 + level) / 2)
    reach = z * standard_error(x)
    return float(x.mean() - reach), float(x.mean() + reach)


# %% [markdown] hints="mean_confidence_interval"
# 1. Draw the bell and shade 95 % in the middle. Which share lies left of the right end of what is shaded?
# 2. `NormalDist().inv_cdf` wants that share, and gives z. Then go z standard errors to both sides of the mean.
# 3. The share is `(1 + level) / 2`. With `reach = z * standard_error(x)`, what are the two ends?

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# `inv_cdf(0.95)` is 1.645: all 5 % are then on *one* side, and the interval is right only 90 times in 100. A fixed 1.96
# ignores the level. And mean $\pm\, 1.96\, s$ is where single numbers lie, not the mean.
#
# </details>
#
# Does it keep its promise? Draw samples whose mean is known, and count.

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: 100 horizontal intervals from 100 samples, most of them across the line of the true mean; those
    # that miss it are orange and thick.
    import matplotlib.pyplot as plt
    from scipy import stats

    rng = np.random.default_rng(0)
    intervals = [mean_confidence_interval(rng.exponential(size=50)) for _ in range(100)]
    figure, axes = plt.subplots(figsize=(7, 5))
    missed = 0
    for i, (low, high) in enumerate(intervals):
        wrong = not low <= 1 <= high
        missed += wrong
        axes.plot([low, high], [i, i], color="#D55E00" if wrong else "#56B4E9", linewidth=3 if wrong else 1)
    axes.axvline(1, color="black", linestyle="--")
    axes.set(xlabel="mean of 50 exponential numbers, with its interval", ylabel="experiment")
    axes.set_title(f"Of 100 intervals {missed} miss the truth (orange)")
    figure.tight_layout()

    def coverage(draw, truth, n, reps=2000):
        """Share of intervals that contain the true mean."""
        return np.mean([low <= truth <= high for low, high in map(mean_confidence_interval, draw(size=(reps, n)))])

    print("share of 95 % intervals that contain the true mean")
    for n in (5, 20, 100):
        normal, exponential = coverage(rng.normal, 0, n), coverage(rng.exponential, 1, n)
        print(f"n = {n:3}: normal numbers {normal:.3f}, exponential {exponential:.3f}")
    exact = 2 * stats.t.cdf(NormalDist().inv_cdf(0.975), df=4) - 1
    print(f"n =   5, normal numbers, exactly: {exact:.4f}; with {stats.t.ppf(0.975, df=4):.3f} for z: 0.9500")
    plt.show()

# %% [markdown]
# With a hundred numbers, nearly. (The orange intervals of the picture all lie too low. That is no accident: where no
# long waiting time was drawn, mean and standard error are both too small.) With five, no: $s$ from five numbers is
# itself so uncertain that the interval is right 88 times in 100, not 95. For normal numbers there is an exact remedy:
# take $z$ from *Student's t distribution*, 2.776 instead of 1.96 at $n = 5$. By $n = 100$ it is 1.98 and the difference
# is gone. Evaluations have hundreds of questions, so here the normal $z$ will do. With few and lopsided numbers no
# remedy helps but more numbers.
#
# And the two sentences? The first is what everybody says, but the true value does not move; the *interval* does, from
# sample to sample, and 95 % of them are right. Whether this one is, nobody knows. (A statement about the true value
# needs a prior: section 6.) The second confuses the two widths: stories scatter far more than their mean.
#
# ## 11.7 How many do I need?
#
# Turn the formula round before you spend the money. The interval is to reach not further than a *margin* $m$ to each
# side: $z\,\sigma / \sqrt n \le m$, hence
# $$n \ge \Big(\frac{z\,\sigma}{m}\Big)^2.$$
# An accuracy has at most $\sigma = 0.5$ (at 50 % right). To know it within 3 points: $(1.96 \cdot 0.5 / 0.03)^2 =
# 1067.1$, so 1,068 questions.
#
# **Guess first.** To know it within 1 point, three times as exact, how many?


# %% exercise="required_sample_size" tier="plus" points=1 difficulty=2 minutes=8
def required_sample_size(sigma, margin, level=0.95):
    """Smallest n for which a confidence interval of the mean reaches not further than `margin` to each side.

    Args:
        sigma: float, ``0 < sigma < inf``, the standard deviation of single observations.
        margin: float, ``0 < margin < inf``, half the width of the interval, in the same unit.
        level: float in (0, 1).

    Returns:
        int >= 1, the smallest n with ``z * sigma / sqrt(n) <= margin``, z as in `mean_confidence_interval`. The exact
        bound is taken to be below 1e15 and not so near to a whole number that rounding decides.

    Raises:
        ValueError: `sigma` or `margin` is not above 0, is infinite or is nan, or `level` is not above 0 and below 1.

    Example:
        >>> required_sample_size(0.5, 0.03)
        1068

    In an LLM: how many questions a benchmark needs to know an accuracy within one point.

    Source: Cochran, "Sampling Techniques", 1977, chapter 4.
    """
    level = as_level(level)
    if not (0 < sigma < math.inf and 0 < margin < math.inf):
        raise ValueError("sigma and margin must be above 0 and finite")
    z = NormalDist().inv_cdf((1 + level) / 2)
    return max(1, math.ceil((z * sigma / margin) ** 2))  # the square of a tiny number may be 0


# %% [markdown] hints="required_sample_size"
# 1. Solve $z\sigma/\sqrt n = m$ for $n$. Is n below or above that number?
# 2. The z of the two-sided interval, the quotient, its square, and then up to the next whole number, at least 1.
# 3. `math.ceil` rounds up and returns an int. It goes around the *square* of `z * sigma / margin`.

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# 33 for the example: the square was forgotten. 4,269: the margin was taken for the whole width. 1,067: rounded down,
# and the interval is a little too wide. And within 1 point it takes 9,604, nine times as many, since 9 is the square of
# three.
#
# </details>
#
# ## 11.8 The noise of a batch
#
# Training computes the gradient on a batch, not on all data. For each weight that is a mean of $B$ per-example
# gradients, so it scatters around the gradient on all data with the variance
# $$\frac{\sigma^2}{B},$$
# where $\sigma^2$ is the variance over single examples. It is the *gradient noise*, and its size against that of the
# gradient itself decides how large a batch is worth while.
#
# With $\sigma^2 = 4$ and $B = 16$: variance 0.25, standard deviation 0.5.
#
# > Batches are usually drawn *without* putting back. Of $N$ examples the variance is then $\frac{\sigma^2}{B} \cdot
# > \frac{N - B}{N - 1}$: smaller, and 0 if the batch is everything. For a batch of 64 from 100,000 stories the factor
# > is 0.9994.
#
# **Guess first.** A batch of 16 becomes a batch of 64. How much smaller is the noise: the variance, and the standard
# deviation?


# %% exercise="minibatch_gradient_variance" tier="core" points=1 difficulty=1 minutes=4
def minibatch_gradient_variance(sigma2, batch):
    """Variance of a mean over a batch of independent examples.

    Args:
        sigma2: float, ``0 <= sigma2 < inf``, the variance over single examples.
        batch: int >= 1, the number of examples. That it is a whole number is not checked.

    Returns:
        float, in the unit of `sigma2`.

    Raises:
        ValueError: `sigma2` is negative, infinite or nan, or `batch` is less than 1.

    Example:
        >>> minibatch_gradient_variance(4, 16)
        0.25

    In an LLM: why large models are trained with batches of millions of tokens.

    Source: McCandlish, Kaplan, Amodei and the OpenAI Dota Team, "An Empirical Model of Large-Batch Training", 2018.
    """
    if not 0 <= sigma2 < math.inf:
        raise ValueError("sigma2 must be at least 0 and finite")
    if batch < 1:
        raise ValueError("batch must be at least 1")
    return float(sigma2 / batch)


# %% [markdown] hints="minibatch_gradient_variance"
# 1. The standard deviation of a mean of B is $\sigma/\sqrt B$. And its variance?
# 2. What comes in is a variance already, and what goes out is one. So no root anywhere.
# 3. Two checks, then a single quotient: `sigma2` over ...

# %% [markdown]
# Four times the batch, a quarter of the variance, half the standard deviation. To halve the noise once more costs four
# times as much again.
#
# ## 11.9 The same questions
#
# Two models answer the same questions. Some questions are hard for both, some easy for both: their scores go up and
# down together. Take the difference *question by question*, and what they share falls out. What is left is one list of
# differences, with a mean and a standard error like any other.
#
# Scores 1, 1, 0, 1, 0, 1 and 1, 0, 0, 1, 0, 0: the differences are 0, 1, 0, 0, 0, 1, with mean 0.3333 and standard
# error 0.2108. Whoever treats the two lists as strangers computes $\sqrt{\mathrm{SE}_a^2 + \mathrm{SE}_b^2} = 0.2981$.
#
# **Guess first.** When does pairing help most, and could it ever hurt?


# %% exercise="paired_difference_se" tier="stretch" points=2 difficulty=2 minutes=8
def paired_difference_se(scores_a, scores_b):
    """How much better model a is than model b on the same questions, and the standard error of that.

    Args:
        scores_a: array_like of shape (n,), ``n >= 2``, scores of model a. Left unchanged.
        scores_b: array_like of shape (n,), scores of model b on the same questions in the same order. Left unchanged.

    Returns:
        tuple ``(difference, error)`` of floats: the mean of ``scores_a[i] - scores_b[i]``, negative if b is better,
        and the standard error of this mean.

    Raises:
        ValueError: the two are not lists of finite numbers, do not have the same length, or hold fewer than 2 numbers.

    Builds on: `standard_error`.

    Example:
        >>> difference, error = paired_difference_se([1, 1, 0, 1, 0, 1], [1, 0, 0, 1, 0, 0])
        >>> round(difference, 4), round(error, 4)
        (0.3333, 0.2108)

    In an LLM: the first thing to compute when a new checkpoint is to replace an old one.

    Source: Miller, "Adding Error Bars to Evals: A Statistical Approach to Language Model Evaluations", 2024.
    """
    scores_a, scores_b = as_sample(scores_a, "scores_a"), as_sample(scores_b, "scores_b")
    if len(scores_a) != len(scores_b):
        raise ValueError("there must be as many scores of a as of b")
    differences = scores_a - scores_b
    return float(differences.mean()), standard_error(differences)


# %% [markdown] hints="paired_difference_se"
# 1. Make *one* list out of the two first.
# 2. Check that they have the same length: numpy would broadcast a list of one number. Then a mean and a standard error.
# 3. The difference of the two arrays is an array. Its mean is the first result, and for the second you have a function
#    already.

# %% [markdown]
# <details><summary>An answer</summary>
#
# $\mathrm{Var}(a - b) = \mathrm{Var}(a) + \mathrm{Var}(b) - 2\,\mathrm{Cov}(a, b)$: pairing takes away twice the
# covariance. It helps most if the two models are nearly the same, and that is when one needs it. With a negative
# covariance, one model good where the other is bad, the paired error is the larger of the two. It is still the right
# one.
#
# </details>
#
# ## 11.10 The bootstrap
#
# For a mean there is a formula. For a median, a ratio or a 90th percentile there is a computer. If the sample is a good
# picture of the world, then drawing *from the sample* is like drawing from the world: draw $n$ of its $n$ entries, with
# putting back, and compute the statistic. Do it a thousand times, and you see how it scatters. The middle 95 % of what
# you saw is the *percentile bootstrap* interval.
#
# **Guess first.** In a resample of 100 entries out of 100, how many of the originals are missing?


# %% exercise="bootstrap_ci" tier="stretch" points=2 difficulty=3 minutes=15
def bootstrap_ci(x, stat, n_boot, level, rng):
    """Percentile bootstrap interval: the middle share `level` of the statistic of resamples.

    Args:
        x: array_like of shape (n,), ``n >= 1``, independent observations. Left unchanged.
        stat: function of a float64 array of shape (n,), returns a float; such as ``np.median``. It is called once for
            each resample: n entries drawn from `x`, with replacement, all equally likely and independently. Each
            resample is an array of its own, which `stat` may change, such as sort.
        n_boot: int >= 1, the number of resamples. That it is a whole number is not checked.
        level: float in (0, 1).
        rng: numpy Generator, such as ``np.random.default_rng(0)``. All randomness comes from it: a generator with the
            same seed gives the same interval, and a second call with the same generator draws other resamples.

    Returns:
        tuple ``(low, high)`` of floats: the quantiles ``(1 - level) / 2`` and ``(1 + level) / 2`` of the n_boot values
        of `stat`, linearly interpolated as `np.quantile` does by default.

    Raises:
        ValueError: `x` is not a list of at least one finite number, `n_boot` is less than 1, or `level` is not above 0
            and below 1, or is nan.

    Example:
        >>> bootstrap_ci([2.0, 2.0, 2.0], np.median, 100, 0.95, np.random.default_rng(0))
        (2.0, 2.0)
        >>> low, high = bootstrap_ci(np.arange(101), np.median, 200, 0.95, np.random.default_rng(0))
        >>> 20 < low < 50 < high < 80
        True

    In an LLM: error bars on what has no formula, such as the rank of a model in an arena.

    Source: Efron, "Bootstrap Methods: Another Look at the Jackknife", 1979.
    """
    x, level = as_sample(x), as_level(level)
    if n_boot < 1:
        raise ValueError("n_boot must be at least 1")
    places = rng.integers(len(x), size=(n_boot, len(x)))
    values = [stat(resample) for resample in x[places]]
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


# %% [markdown] hints="bootstrap_ci"
# 1. One resample is `rng.choice(x, size=n)`. Which `n`, and must anything be said about replacement?
# 2. A list of n_boot values of `stat`, then two quantiles. How much is left over on each side of the middle share?
# 3. `np.quantile(values, [(1 - level) / 2, ...])`: what stands in the place of the dots? `np.percentile` would want 100
#    times as much.

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# The quantiles 0.05 and 0.95 make a 90 % interval. Smaller resamples make it too wide, larger ones too narrow: it has
# to be the $n$ whose uncertainty is asked. Without replacement each resample is the sample itself, and the interval
# of a mean has no width. A `default_rng(0)` inside makes it the same resample again and again, or the same interval
# for ever.
#
# Of 100 originals about 37 are missing each time: $(1 - 1/100)^{100} = 0.366$.
#
# </details>
#
# ## In the little world
#
# **Given.** A helper that reads a file of the little world, and the model, as a machine, as in section 2.


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

    def losses(ids, weights):
        """Loss of each word of a story, in nats: the first after the id 0, and so on to the end."""
        logits, _ = run_model(np.r_[0, ids[:-1]], weights)
        logits -= logits.max(axis=1, keepdims=True)
        return np.log(np.exp(logits).sum(axis=1)) - logits[np.arange(len(ids)), ids]

    weights = world_data("weights")
    text = world_data("stories")["heldout"].astype(int)
    stories = np.split(text, np.flatnonzero(text == 0) + 1)[:500]  # each ends with the id 0
    by_word = [losses(story, weights) for story in stories]

# %% [markdown]
# ### A sum inside a neuron
#
# A *query* of an attention head has 16 entries. Each is a neuron: a sum of 64 products of a weight with a number of the
# token. Is such a sum normal, over all tokens of 200 stories? Take the first head of the second block, and compare the
# skewness of the sum with that of a single product.
#
# Then break the summands apart. *Shuffle* each of the 64 products by itself over the tokens, and add up what now stands
# together. Each product is distributed as before, but the 64 no longer have to do with each other.
#
# **Guess first.** By the rule of 11.4 the sum should have an eighth of the skewness of one product, $1/\sqrt{64}$.
# Which of the two sums keeps to that?

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: two histograms of one neuron over all tokens. Its sum is lopsided, with a second hill. The sum
    # of the same products, shuffled, is a bell that follows the normal curve.
    import matplotlib.pyplot as plt

    streams = np.concatenate(
        [run_model(np.r_[0, story[:-1]], weights)[1][1] for story in stories[:200]]
    )  # (tokens, 64)
    normed = (streams - streams.mean(axis=1, keepdims=True)) / np.sqrt(streams.var(axis=1, keepdims=True) + 1e-5)
    inputs = weights["norm1_gamma"][1] * normed + weights["norm1_beta"][1]
    neurons = weights["W_q"][1, 0].astype(float)  # (64, 16), a neuron in each column

    rng = np.random.default_rng(0)
    products = [inputs * neuron for neuron in neurons.T]  # of each neuron: (tokens, 64)
    sums = [terms.sum(axis=1) for terms in products]
    apart = [rng.permuted(terms, axis=0).sum(axis=1) for terms in products]
    one = np.mean([abs(skewness(column)) for terms in products for column in terms.T])
    print(f"mean size of the skewness: one product {one:.3f}, an eighth of it {one / 8:.3f}")
    for name, values in (("the sum, products shuffled", apart), ("the sum as it is", sums)):
        print(f"{name:27} {np.mean([abs(skewness(value)) for value in values]):.3f}")

    worst = int(np.argmax([abs(skewness(value)) for value in sums]))
    figure, panels = plt.subplots(1, 2, figsize=(11, 4), sharex=True, sharey=True)
    for axes, values, title in zip(
        panels,
        (apart[worst], sums[worst]),
        ("Products shuffled: normal", "As it is: it has learnt something"),
        strict=True,
    ):
        z = (values - values.mean()) / values.std()
        at = np.linspace(-4, 4, 200)
        axes.hist(z, bins=60, range=(-5, 5), density=True, color="#56B4E9")
        axes.plot(at, [NormalDist().pdf(value) for value in at], color="#D55E00")
        axes.set(xlabel="one neuron over all tokens, standardised", title=title)
    panels[0].set_ylabel("density")
    figure.tight_layout()
    plt.show()

# %% [markdown]
# <details><summary>What came out</summary>
#
# The shuffled sums are as normal as the theorem says. (A little more: of summands that lean to different sides, some of
# the leaning cancels.) The real ones lean more than a single product does. The theorem
# asks for *independent* summands, and the numbers of a token are anything but: training has arranged that many of them
# speak at once where it matters. A neuron that is normal over all tokens answers to nothing in particular.
#
# So "activations are normal by the central limit theorem" is a statement about models that have learnt nothing: weights
# drawn independently of the inputs and of each other. There it is true and useful, for choosing the width of the first
# weights. Of a trained model it is a hypothesis, to be looked at with your functions.
#
# </details>
#
# ### The error bar of a held-out loss
#
# The mean over all words of 500 stories is the loss. There are two ways to its standard error: from 17,458 words, or
# from 500 stories, each with its mean over its words.
#
# **Guess first.** Which is the larger, and which would you report?

# %% role="demo"
if __name__ == "__main__":
    words = np.concatenate(by_word)
    by_story = np.array([story.mean() for story in by_word])
    print(f"{len(words):,} words:  mean {words.mean():.4f}, standard error {standard_error(words):.4f}")
    print(f"   {len(by_story)} stories: mean {by_story.mean():.4f}, standard error {standard_error(by_story):.4f}")
    low, high = mean_confidence_interval(by_story)
    print(f"95 % interval of the mean of stories: {low:.4f} to {high:.4f}")
    print(f"skewness: words {skewness(words):.3f}, stories {skewness(by_story):.3f}")

# %% [markdown]
# <details><summary>What came out</summary>
#
# The words give 0.0068, the stories 0.0035, about half. The words of a story are not independent: each story has a few
# dear words, a name, an adjective, and many that are nearly free, always in about the same numbers. So stories differ
# less than a random handful of words would. The stories were drawn independently, so theirs is the honest error. More
# often it is the other way: questions about one text, or answers to one prompt, are right or wrong together, and the
# error is larger than single answers make believe. Count what was drawn independently.
#
# The two means differ, too: in the mean of all words long stories count more.
#
# </details>
#
# ### The noise of a batch, predicted and logged
#
# In the last 50 steps of its training the model hardly changed. Each step logged the loss on a batch of 64 stories, and
# your function predicts how much it should scatter.
#
# **Guess first.** Will the log agree?

# %% role="demo"
if __name__ == "__main__":
    log = world_data("training_many")["train_loss"].astype(float)
    predicted = math.sqrt(minibatch_gradient_variance(by_story.var(ddof=1), 64))
    print(
        f"predicted standard deviation of a batch of 64: {predicted:.4f}; in the last 50 steps: {log[-50:].std():.4f}"
    )

    lengths = np.array([len(story) for story in stories])

    def scatter_of_batches(order):
        """Standard deviation of the loss per word over batches of 64 stories, taken in this order."""
        batches = [np.concatenate([by_word[i] for i in order[at : at + 64]]) for at in range(0, len(order) - 63, 64)]
        return np.std([batch.mean() for batch in batches])

    rng = np.random.default_rng(0)
    random = np.mean([scatter_of_batches(rng.permutation(500)) for _ in range(100)])
    print(f"batches of 64 held-out stories: in random order {random:.4f}, ", end="")
    print(f"in the order of their lengths {scatter_of_batches(np.argsort(lengths)):.4f}")

# %% [markdown]
# <details><summary>What came out</summary>
#
# The log scatters three and a half times as much. Not the formula is wrong, but its condition: these batches are not
# random. To save work the training puts stories of similar length together, and in long stories a word costs
# more than in short ones. Do the same with held-out stories, and the scatter is what the log shows. If noise is not
# what $\sigma^2/B$ says, ask how the batches were made.
#
# </details>
#
# ### Six bits
#
# Now the scene. All matrices are rounded to 6 bits: to 63 values from minus the largest weight to the largest.

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: for 100 stories the loss with rounded weights against that with the original ones. The points
    # lie along the diagonal, from 0.45 to 0.9, so close to it that their distance can hardly be seen.
    import matplotlib.pyplot as plt

    def rounded(array, bits):
        """The array on a grid of ``2^bits - 1`` values from minus its largest entry to the largest."""
        step = np.abs(array).max() / (2 ** (bits - 1) - 1)
        return np.round(array / step) * step

    matrices = [name for name in weights if name.startswith("W_") or name.endswith("embedding")]

    def in_bits(bits):
        squeezed = {**weights, **{name: rounded(weights[name].astype(float), bits) for name in matrices}}
        return np.array([losses(story, squeezed).mean() for story in stories])

    six = in_bits(6)
    for n in (100, 500):
        a, b = six[:n], by_story[:n]
        difference, error = paired_difference_se(a, b)
        strangers = math.hypot(standard_error(a), standard_error(b))
        print(f"{n} stories: 6 bits {a.mean():.4f} +- {standard_error(a):.4f}", end="")
        print(f", original {b.mean():.4f} +- {standard_error(b):.4f}")
        print(f"    difference {difference:.4f}: standard error {strangers:.4f} unpaired, {error:.4f} paired")
        print(f"    in standard errors: {difference / strangers:.1f} unpaired, {difference / error:.1f} paired")

    a, b = six[:100], by_story[:100]
    difference, _ = paired_difference_se(a, b)
    same = required_sample_size((a - b).std(ddof=1), difference)
    others = required_sample_size(math.hypot(a.std(ddof=1), b.std(ddof=1)), difference)
    print(f"stories that this difference needs: {same} if both models read the same, {others:,} each if not")
    low, high = bootstrap_ci(a - b, np.median, 1000, 0.95, np.random.default_rng(0))
    print(f"median difference of 100 stories {np.median(a - b):.4f}, bootstrap interval {low:.4f} to {high:.4f}")
    difference, error = paired_difference_se(in_bits(8), by_story)
    print(f"8 bits, 500 stories: difference {difference:.5f}, standard error {error:.5f}")

    figure, axes = plt.subplots(figsize=(5, 5))
    axes.plot(b, a, "o", markersize=4, color="#0072B2")
    axes.axline((0.7, 0.7), slope=1, color="black", linestyle="--")
    axes.set(xlabel="loss of a story, original weights", ylabel="loss of the same story, 6 bits")
    axes.set_title("Stories differ; the two models hardly do")
    figure.tight_layout()
    plt.show()

# %% [markdown]
# <details><summary>What came out</summary>
#
# It is not noise. The colleague's error bars are right and beside the point: nearly all of their width is how much
# *stories* differ, and that hits both models alike. Story by story, the 0.0025 nats have a standard error of only
# 0.0009: they are three standard errors away from 0. On 500 stories six bits cost 0.0014 nats, three and a half
# standard errors, in an interval from 0.0006 to 0.0021. The two models can be told apart with a hundred stories. With
# different stories for each, 6,991 for either would be needed, and the little world has 2,000 held out.
#
# Look also at how the difference shrank from 0.0025 to 0.0014. The first was estimated from 100 stories, so it may well
# be a standard error off, and the plan that was made from it suffers twice, since it squares: with the numbers of all
# 500 stories it says 158 where it said 44. (And 44 is where the interval *just* reaches to 0: half of all such
# experiments would see nothing. Plan for more.)
#
# And now the answer to "Shall we ship it?", which is another question. A difference can be real and small. 0.0014 nats
# of 0.711 is a fifth of a percent, for a fifth of the space. That is a bargain, and *now* it is known to be one. With 8
# bits, not even 500 stories see a difference; which does not mean that there is none.
#
# </details>
#
# ## Questions to close with
#
# <details><summary>A model is evaluated on 20 benchmarks, and on one of them it beats the old one by 2.1 standard
# errors. What do you say?</summary>
#
# That luck does this easily. With no difference at all, one of twenty comparisons comes out so high three times in ten.
# Say beforehand which benchmark counts, or ask for more of the one that was picked: with 20 looks, 3 standard errors
# are about what 2 were with one.
#
# </details>
#
# <details><summary>"Our gradients are sums over thousands of tokens, so by the central limit theorem they are normal."
# What must hold for that?</summary>
#
# That the contributions are independent, or nearly so, and that none of them outweighs the rest. Tokens of one text
# depend on each other, so count texts. And a single loss spike may outweigh a batch: tails like those of the Cauchy
# distribution cannot be averaged away. Then also: normal *over batches*, for each weight. The gradients
# of all the weights of a matrix, from one batch, are not: section 7 shows them.
#
# </details>
#
# <details><summary>A test of normality of your activations gives p = 0.4. May you use what holds for normal
# numbers?</summary>
#
# It depends on how many you tested, and on what you need. With 50 activations the test sees only gross deviations. If
# you need the share beyond four standard deviations, take enough of them to count it. A high p-value is not evidence of
# normality, it is a lack of evidence against it.
#
# </details>
#
# ## In one line
#
# | concept | formula | where in a language model |
# |---|---|---|
# | central limit theorem | sums of many independent numbers $\to \mathcal N$ | first activations; means of batches |
# | standard error | $s / \sqrt n$ | the error bar of every reported loss and score |
#
# All tools are there: probabilities, losses, gradients, attention, and error bars to judge them with. The last section
# puts them together, and builds the machine that has written the stories: section 12.
