# %% [markdown]
# # 5. Maximum likelihood and the bigram model
#
# > once a small hen called max lived by the coop . he slept in the wood . otto sang .
#
# A table of 9,801 numbers wrote this. Nobody set them: they were counted in 20,000 stories of the little world (section
# 1), and of all tables of this kind there is none under which those stories are more probable.
#
# It forgot the hen, but that was to be expected of a table that sees one word at a time. Here is the strange part. Find
# the best numbers for 200 stories instead, and show that table new ones: nearly half of them it calls impossible. Its
# loss is infinite. How can the *best* numbers be infinitely wrong? And if not the best ones, which should you take?
#
# "Best" has a precise meaning here, the same for a bent coin, a bell curve, a table and a language model: take the
# parameters under which the data that you saw are most probable. That is *maximum likelihood*, and training a language
# model is nothing else. A text $t_1, \dots, t_T$ has the probability $\prod_i p_\theta(t_i \mid t_1, \dots, t_{i-1})$.
# Its logarithm is a sum; minus that sum, divided by $T$, is the cross-entropy loss. So the parameters $\theta$, which
# stand for all the weights of a network, have the lowest loss exactly where they have the highest likelihood. A table
# finds that place by counting. A network has to search for it: each step of gradient descent goes where the likelihood
# of its batch rises fastest.
#
# **You need** logarithms and probability (section 1), the binomial distribution and densities (section 2), mean and
# variance (section 3) and cross-entropy (section 4). From calculus you need that a curve has slope 0 at its top.
#
# **Words.** $p(\text{data} \mid \theta)$ is the *probability* of the data if you fix $\theta$, and the *likelihood* of
# $\theta$ if you fix the data. A likelihood is not a distribution over $\theta$: it need not sum to 1. The *maximum
# likelihood estimate* (MLE) is the $\theta$ where it is largest. The *negative log-likelihood* (NLL) is minus its
# logarithm, here always the natural one, so that it is measured in nats.
#
# **Given.** Three helpers that check arguments and raise the errors that the exercises promise. They return fresh
# arrays, so you never change the caller's.

# %% role="given"
import math
from itertools import pairwise

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


def as_ids(ids, vocab_size):
    """Return `ids` as a new int64 array of shape (T,), after checking that they are token ids.

    Args:
        ids: array_like of T ints, shape (T,), with ``T >= 0``.
        vocab_size: int, how many tokens there are; they have the ids 0 to ``vocab_size - 1``.

    Returns:
        int64 array, a copy; an empty one for an empty list.

    Raises:
        ValueError: an id is negative, not below `vocab_size` or not a whole number, or there is not exactly one axis.

    Example:
        >>> as_ids([2, 0], 3).tolist()
        [2, 0]
        >>> as_ids([-1, 0], 3)
        Traceback (most recent call last):
        ...
        ValueError: ids must be whole numbers from 0 to 2
    """
    given = np.asarray(ids)
    ids = given.astype(np.int64)
    if ids.ndim != 1 or np.any(ids != given) or np.any((ids < 0) | (ids >= vocab_size)):
        raise ValueError(f"ids must be whole numbers from 0 to {vocab_size - 1}")
    return ids


def as_table(table, name="table"):
    """Return `table` as a new float64 array of shape (R, C), after checking that it holds counts or probabilities.

    Args:
        table: array_like of shape (R, C).
        name: what the error message calls it.

    Returns:
        float64 array, a copy: changing it does not change the argument.

    Raises:
        ValueError: an entry is negative, infinite or nan, or there are not exactly two axes.

    Example:
        >>> as_table([[1, 0], [2, 5]]).tolist()
        [[1.0, 0.0], [2.0, 5.0]]
    """
    table = np.array(table, dtype=float)
    if table.ndim != 2 or not np.all((table >= 0) & np.isfinite(table)):
        raise ValueError(f"{name} must have two axes and finite entries >= 0")
    return table


# %% [markdown]
# ## 5.1 The log-likelihood of a coin
#
# A model answers 7 of 10 test questions. Which accuracies $\theta$ can you believe, and which not? It is a question
# about a coin: it shows heads with probability $\theta$, and in $n$ flips you saw $h$ heads. How well does a given
# $\theta$ explain that?
# $$\log L(\theta) = \log \binom{n}{h} + h \log \theta + (n - h) \log (1 - \theta).$$
# The binomial coefficient counts the orders in which the heads may have come. It does not depend on $\theta$. So it
# moves the whole curve up or down, but not the place where it is highest.
#
# For 7 heads in 10 flips $\binom{10}{7} = 120$. A fair coin, $\theta = \frac12$, has the likelihood $120/1024 =
# 0.1172$, with the logarithm $-2.1440$; $\theta = 0.7$ has $0.2668$ and $-1.3212$. The second explains the flips
# better, though not by much: the first is far from refuted.
#
# **Guess first.** What does $\theta = 0$ say about flips without any heads? The formula has $0 \cdot \log 0$ in it.
#
# <details><summary>An answer</summary>
#
# That they were certain: probability 1, logarithm 0. A computer makes nan of $0 \cdot (-\infty)$, but $\theta^0 = 1$.
# What never had to happen costs nothing. And if there were heads, $\theta = 0$ is impossible: $-\infty$.
#
# </details>


# %% exercise="binomial_log_likelihood" tier="core" points=2 difficulty=2 minutes=15
def binomial_log_likelihood(theta, heads, flips):
    """Log-likelihood ``log[C(flips, heads) theta^heads (1 - theta)^(flips - heads)]`` of a coin, in nats.

    Args:
        theta: float or array_like of any shape, probabilities of heads, each in [0, 1]. Left unchanged.
        heads: int from 0 to `flips`, how many heads were seen.
        flips: int, how often the coin was flipped; may be 0, and 10,000 or more.

    Returns:
        float for a single `theta`, float64 array of the shape of `theta` for an array; each value in [-inf, 0]. At
        ``theta = 0`` it is ``-inf`` if there were heads and 0.0 if there were none; at ``theta = 1`` it is ``-inf`` if
        there were tails and 0.0 if there were none. Never nan.

    Raises:
        ValueError: `heads` or `flips` is negative, `heads` is larger than `flips`, or a `theta` is not in [0, 1] or is
            nan.

    Example:
        >>> round(binomial_log_likelihood(0.5, 7, 10), 4)
        -2.144
        >>> binomial_log_likelihood([0.0, 0.5, 1.0], 1, 1).round(4).tolist()
        [-inf, -0.6931, 0.0]

    In an LLM: the log-likelihood of an accuracy, given how many test questions were answered correctly.

    Source: Fisher, "On the Mathematical Foundations of Theoretical Statistics", 1922.
    """
    theta = np.asarray(theta, dtype=float)
    if not 0 <= heads <= flips:
        raise ValueError("heads must be from 0 to flips")
    if not np.all((theta >= 0) & (theta <= 1)):
        raise ValueError("theta must be from 0 to 1")
    tails = flips - heads
    log_orders = math.lgamma(flips + 1) - math.lgamma(heads + 1) - math.lgamma(tails + 1)
    log_likelihood = np.full(theta.shape, log_orders)
    with np.errstate(divide="ignore"):  # log 0 = -inf is right for heads, or tails, that did occur
        if heads > 0:
            log_likelihood += heads * np.log(theta)
        if tails > 0:
            log_likelihood += tails * np.log1p(-theta)
    return float(log_likelihood) if theta.ndim == 0 else log_likelihood


# %% [markdown] hints="binomial_log_likelihood"
# 1. Take the logarithm on paper first. It has three terms, and none of them is a product of many small numbers.
# 2. `math.lgamma(n + 1)` is $\log n!$, and $\binom{n}{h} = n! / (h!\,(n - h)!)$. Add the term of the heads only if
#    there were heads, and that of the tails only if there were tails: so 0 times minus infinity never arises.
# 3. Start with `np.full(theta.shape, c)`, where `c` is the difference of three `lgamma` values. If `heads > 0` add
#    `heads` times the log of `theta`; numpy's log of 0 is `-inf`, as it should be, and inside `with
#    np.errstate(divide="ignore"):` it comes without a warning. For a single `theta` (`theta.ndim == 0` after
#    `np.asarray`) convert to `float`. Which term is still missing?

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# With 10,000 flips $\theta^h$ is 0 in a float and the binomial coefficient is too large for one: take the logarithm
# *before* you multiply, on paper. nan at $\theta = 0$ or 1 is the 0 times infinity of above.
#
# </details>
#
# ## 5.2 The best of a grid
#
# How do you find the highest point? For one parameter the crude way always works: try many candidates and keep the
# best. The logarithm is increasing, so it does not change which candidate that is, and a minus sign turns the highest
# into the lowest:
# $$\hat\theta = \arg\max_\theta L(\theta) = \arg\max_\theta \log L(\theta) = \arg\min_\theta\, [-\log L(\theta)].$$
# Why does everybody minimise the last of the three? Logarithms turn a product of thousands of small numbers, which a
# float cannot hold, into a sum, which it can. And optimisers descend, by convention; hence the minus. Divided by the
# number of tokens it is the loss.
#
# Candidates 0.6, 0.7, 0.8 for 7 heads in 10 flips have the log-likelihoods $-1.5372$, $-1.3212$ and $-1.6028$. The
# largest is $-1.3212$, so the estimate is 0.7: the candidate, not its position. A sweep over learning rates does this,
# too: many runs, and the one with the best validation score is kept. A run that diverged reports nan.
#
# **Guess first.** What is `np.argmax([-1.5, nan, -1.3])`?
#
# <details><summary>An answer</summary>
#
# 1, the nan. For numpy's `argmax` nan is the largest of all numbers; for Python's `max` it depends on the order.
# `np.nanargmax` replaces nan by $-\infty$, so that nan can still win against a real $-\infty$. A sweep that is not
# careful picks the run that exploded.
#
# </details>


# %% exercise="grid_mle" tier="core" points=1 difficulty=1 minutes=8
def grid_mle(candidates, log_likelihoods):
    """The candidate with the largest log-likelihood.

    Args:
        candidates: array_like of shape (n,) with ``n >= 1``, values of the parameter, in any order. Left unchanged.
        log_likelihoods: array_like of shape (n,), the log-likelihood of each candidate: any number, ``-inf`` or nan
            (could not be computed). Left unchanged.

    Returns:
        float, one of `candidates`: that with the largest log-likelihood, the first of them if several share it. A
        candidate whose log-likelihood is nan never wins, not even against ``-inf``.

    Raises:
        ValueError: there are no candidates, the two lengths differ, or all log-likelihoods are nan.

    Example:
        >>> grid_mle([0.6, 0.7, 0.8], [-1.5372, -1.3212, -1.6028])
        0.7

    In an LLM: how a sweep picks a hyper-parameter from the scores of its runs.

    Source: MacKay, "Information Theory, Inference, and Learning Algorithms", 2003.
    """
    candidates = np.asarray(candidates, dtype=float)
    log_likelihoods = np.asarray(log_likelihoods, dtype=float)
    if candidates.shape != log_likelihoods.shape:
        raise ValueError("there must be one log-likelihood for each candidate")
    known = ~np.isnan(log_likelihoods)
    if not known.any():
        raise ValueError("there is no candidate with a log-likelihood")
    return float(candidates[known][log_likelihoods[known].argmax()])


# %% [markdown] hints="grid_mle"
# 1. Two lists that belong together: the place of the largest entry in one tells where to look in the other.
# 2. `np.argmax` returns the first place of the largest entry, which settles ties. Remove the candidates whose
#    log-likelihood is nan from both lists before that.
# 3. With `ok = ~np.isnan(ll)`: the candidates that are left are `c[ok]`, their log-likelihoods `ll[ok]`. Check before
#    that the shapes agree and that `ok` is true somewhere. At which place of the first do you look?

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: left, the likelihood of 7 heads in 10 flips, a hill with its top at 0.7. Right, the negative
    # log-likelihood, a valley with its lowest point at the same place.
    import matplotlib.pyplot as plt

    heads, flips = 7, 10
    theta = np.linspace(0.01, 0.99, 200)
    log_likelihood = binomial_log_likelihood(theta, heads, flips)
    best = grid_mle(theta, log_likelihood)

    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.8))
    left.plot(theta, np.exp(log_likelihood), color="#0072B2")
    left.set(ylabel="likelihood (probability of the data)", title="The likelihood is highest ...")
    right.plot(theta, -log_likelihood, "--", color="#D55E00")
    right.set(ylabel="negative log-likelihood (nats)", title="... where the loss is lowest", ylim=(0, 12))
    for axes in (left, right):
        axes.axvline(best, color="grey", linestyle=":")
        axes.annotate(f"θ = {best:.2f}", (best, 0.0), xytext=(4, 6), textcoords="offset points")
        axes.set(xlabel="probability of heads θ")
    figure.suptitle(f"{heads} heads in {flips} flips: one best value, two pictures of it")
    figure.tight_layout()

    print(f"{heads} heads in {flips} flips")
    print(f"best of {theta.size} candidates: {best:.4f}")
    print(f"closed form heads / flips: {heads / flips}")
    plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# A whole number where a candidate should be: `argmax` gives a place. The worst candidate instead of the best: `argmin`
# belongs to losses. And do not look for the log-likelihood closest to 0: with densities (5.4) log-likelihoods may be
# positive.
#
# </details>
#
# ## 5.3 The coin in closed form
#
# The grid said 0.6994, since 0.7 was not among its candidates. For the coin no search is needed. The slope of the
# log-likelihood is $\frac h\theta - \frac{n - h}{1 - \theta}$, and it is 0 at
# $$\hat\theta = \frac hn,$$
# the relative frequency of heads. "Count and divide" *is* maximum likelihood. An accuracy, a click rate, the share of
# answers that people prefer: all are this estimate.
#
# **Guess first.** A new coin shows heads three times in a row. What does the estimate say about the next flip, and what
# loss will the first tails have?
#
# <details><summary>An answer</summary>
#
# $\hat\theta = 1$: tails are impossible, and the first one will have an infinite loss. There is the riddle of the
# beginning, with three flips instead of 200 stories. No other $\theta$ makes *these* flips more probable. But the best
# explanation of what you saw need not be what you should expect.
#
# </details>
#
# People often add a pseudo-count, $(h + 1)/(n + 2)$. That is a good idea with a name of its own, which it gets in
# section 6. It is not the maximum of the likelihood, so keep it out of this function.


# %% exercise="bernoulli_mle" tier="core" points=1 difficulty=1 minutes=5
def bernoulli_mle(flips):
    """Maximum likelihood estimate of a coin's probability of heads, from single flips.

    Args:
        flips: array_like of shape (n,) with ``n >= 1``, each entry 1 or True (heads), 0 or False (tails).
            Left unchanged.

    Returns:
        float in [0, 1], the relative frequency of heads. Nothing is smoothed: 1.0 if all are heads, 0.0 if none is.

    Raises:
        ValueError: there are no flips, or an entry is neither 0 nor 1.

    Example:
        >>> bernoulli_mle([1, 1, 1, 0])
        0.75
        >>> bernoulli_mle([1, 1, 1])
        1.0

    In an LLM: the accuracy on a benchmark, as an estimate of the probability that an answer is right.

    Source: Bishop, "Pattern Recognition and Machine Learning", section 2.1, 2006.
    """
    flips = as_sample(flips, "flips")
    if not np.all((flips == 0) | (flips == 1)):
        raise ValueError("each flip must be 0 (tails) or 1 (heads)")
    return float(flips.mean())


# %% [markdown] hints="bernoulli_mle"
# 1. Of all flips, which share came up heads?
# 2. The heads are ones and the tails zeros, so their mean is that share. Add nothing to the counts.
# 3. `as_sample` refuses an empty list. Raise ValueError yourself if an entry is neither 0 nor 1. What is left is the
#    mean, as a `float`.

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# 0.8 for three heads of three: that is the pseudo-count. A mean of entries such as 0.5 or 2 looks like a probability,
# too, and is none: refuse what is no flip.
#
# </details>
#
# ## 5.4 The log-likelihood of a Gaussian
#
# A coin has one parameter. Measurements need two: where they lie, and how far they scatter. The *normal* or *Gaussian*
# distribution, the bell curve of section 7, has the density
# $$p(x) = \frac{1}{\sigma\sqrt{2\pi}}\, e^{-(x - \mu)^2 / (2\sigma^2)}.$$
# For independent observations the density of all of them is a product, and its logarithm is a sum:
# $$\log L(\mu, \sigma) = -n \log \sigma - \frac n2 \log 2\pi - \sum_{i=1}^n \frac{(x_i - \mu)^2}{2\sigma^2}.$$
# For $x = (1, 2)$, $\mu = 0$, $\sigma = 2$ it is $-2 \ln 2 - \ln 2\pi - \frac{1 + 4}{8} = -1.3863 - 1.8379 - 0.625 =
# -3.8492$.
#
# **Guess first.** The first term wants a small $\sigma$, the last a large one. What would the best $\sigma$ be without
# the first term? And can a log-likelihood be positive?
#
# <details><summary>An answer</summary>
#
# Infinite: then nothing would be a surprise. So $-n \log \sigma$ may be left out as "a constant" only while $\sigma$ is
# not estimated. And yes, it can be positive: a density may be above 1. Try $\sigma = 0.01$ at $x = \mu$.
#
# </details>


# %% exercise="gaussian_log_likelihood" tier="core" points=2 difficulty=2 minutes=10
def gaussian_log_likelihood(x, mu, sigma):
    """Log-likelihood, in nats, of a normal distribution: the sum of the log-densities of all observations.

    Args:
        x: array_like of shape (n,) with ``n >= 1``, the observations. Left unchanged.
        mu: float, the mean; finite.
        sigma: float, the standard deviation (not the variance), above 0 and finite.

    Returns:
        float, finite also for many observations, and for those far from `mu` (40 standard deviations, or 1e150).
        Positive where the density exceeds 1.

    Raises:
        ValueError: `sigma` is not above 0, or is infinite or nan; `mu` is infinite or nan; there are no observations,
            or one of them is infinite or nan.

    Example:
        >>> round(gaussian_log_likelihood([1, 2], 0, 2), 4)
        -3.8492
        >>> round(gaussian_log_likelihood([40], 0, 1), 4)
        -800.9189

    In an LLM: the loss of a head that predicts a number together with its uncertainty.

    Source: Bishop, "Pattern Recognition and Machine Learning", section 1.2.4, 2006.
    """
    x = as_sample(x)
    if not (0 < sigma < math.inf and math.isfinite(mu)):
        raise ValueError("sigma must be finite and above 0, mu finite")
    z = (x - mu) / sigma
    # Two logarithms, not that of a product: with a huge sigma it would be infinite.
    return float(-x.size * (math.log(sigma) + math.log(2 * math.pi) / 2) - (z**2).sum() / 2)


# %% [markdown] hints="gaussian_log_likelihood"
# 1. Take the logarithm of one density on paper. What is left has no exponential in it.
# 2. One observation gives $-\log \sigma - \frac12 \log 2\pi - z^2/2$ with $z = (x - \mu)/\sigma$. Sum over the
#    observations; mind that the first two terms come n times.
# 3. After the checks: `z` as above, for all observations at once. The sum has three terms; two of them are `-x.size *
#    math.log(sigma)` and `-x.size / 2 * math.log(2 * math.pi)`. Which is the third?

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# $-\infty$ comes from the logarithm of a density. Forty standard deviations out it is $e^{-801}$, which a float rounds
# to 0, and the product of a thousand ordinary densities is 0 as well. If only examples with $\sigma \ne 1$ fail,
# $\sigma$ and $\sigma^2$ were confused.
#
# </details>
#
# ## 5.5 The Gaussian in closed form
#
# Now find the best $\mu$ and $\sigma$. The slopes of the log-likelihood are $\sum_i (x_i - \mu)/\sigma^2$ in $\mu$, and
# $-n/\sigma + \sum_i (x_i - \mu)^2/\sigma^3$ in $\sigma$. Both are 0 at
# $$\hat\mu = \frac1n \sum_i x_i, \qquad \hat\sigma^2 = \frac1n \sum_i (x_i - \hat\mu)^2.$$
# They are the mean, and the variance that divides by $n$. For $x = (1, 2, 6)$ the mean is 3, the squared deviations are
# 4, 1 and 9, and $\hat\sigma^2 = 14/3 = 4.6667$.
#
# With $\sigma$ fixed, only the sum of squares depends on $\mu$. So least squares is maximum likelihood, too, for normal
# noise: whatever minimises the squared error maximises the likelihood.
#
# **Guess first.** A single observation, 5. What are $\hat\mu$ and $\hat\sigma^2$, and what do you think of them?
#
# <details><summary>An answer</summary>
#
# 5 and 0: a bell curve of no width at all. The estimate explains what it saw perfectly, and would call everything else
# impossible. It is the three heads again. Dividing by $n - 1$ makes the variance right on average (section 3), which is
# a different virtue.
#
# </details>


# %% exercise="gaussian_mle" tier="core" points=1 difficulty=1 minutes=8
def gaussian_mle(x):
    """Maximum likelihood estimates of the mean and the variance of a normal distribution.

    Args:
        x: array_like of shape (n,) with ``n >= 1``, the observations, each below 1e150 in size. Left unchanged.

    Returns:
        tuple of two floats ``(mu, sigma2)``: the mean, and the variance (not the standard deviation) that divides by n.
        ``sigma2`` is 0.0 for a single observation. It is accurate also when the mean is large beside the spread, as for
        observations near 1e9 that differ by 1.

    Raises:
        ValueError: there are no observations, or one of them is infinite or nan.

    Example:
        >>> gaussian_mle([1, 2, 6])[0]
        3.0
        >>> round(gaussian_mle([1, 2, 6])[1], 4)
        4.6667

    In an LLM: the two statistics that layer normalisation takes of each activation vector.

    Source: Bishop, "Pattern Recognition and Machine Learning", section 1.2.4, 2006.
    """
    x = as_sample(x)
    mu = x.mean()
    sigma2 = ((x - mu) ** 2).mean()
    return float(mu), float(sigma2)


# %% [markdown] hints="gaussian_mle"
# 1. Two averages, one after the other. The second one needs the result of the first.
# 2. First the mean of the observations, then the mean of the squared distances from it. Both divide by n.
# 3. `x = as_sample(x)`; the mean is `x.mean()`. Subtract it and square. Of what do you take the mean now? Return both
#    as `float` in a tuple.

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: the log-likelihood of five observations against sigma, a hill. The estimate that divides by n
    # sits on its top, the one that divides by n - 1 right of it and a little lower.
    import matplotlib.pyplot as plt

    rng = np.random.default_rng(5)
    sample = rng.normal(3.0, 2.0, size=5)
    mu, sigma2 = gaussian_mle(sample)
    unbiased = math.sqrt(sigma2 * sample.size / (sample.size - 1))
    spread = math.sqrt(sigma2) * np.linspace(0.65, 1.8, 200)

    figure, axes = plt.subplots(figsize=(7, 4))
    axes.plot(spread, [gaussian_log_likelihood(sample, mu, s) for s in spread], color="#0072B2")
    for s, name, marker, side in (
        (math.sqrt(sigma2), "divide by n", "o", "right"),
        (unbiased, "by n - 1", "s", "left"),
    ):
        height = gaussian_log_likelihood(sample, mu, s)
        axes.plot(s, height, marker, color="#D55E00")
        shift = (-14, -4) if side == "right" else (10, 6)
        axes.annotate(f"{name}: {s:.2f}", (s, height), xytext=shift, textcoords="offset points", ha=side)
    axes.axvline(2, color="grey", linestyle=":")
    axes.annotate("drawn with 2", (2, axes.get_ylim()[0]), xytext=(4, 4), textcoords="offset points", color="grey")
    axes.set(xlabel="standard deviation σ", ylabel="log-likelihood (nats)")
    axes.set_title("The most likely width of five observations divides by n")
    figure.tight_layout()

    many = [gaussian_mle(rng.normal(3.0, 2.0, size=5))[1] for _ in range(10_000)]
    print(f"this sample: mu = {mu:.4f}, sigma2 = {sigma2:.4f}")
    print(f"10,000 samples of five: sigma2 is {np.mean(many):.2f} on average, the variance that they were drawn with 4")
    print(f"log-likelihood 40 standard deviations out: {gaussian_log_likelihood([40], 0, 1):.2f}")
    plt.show()

# %% [markdown]
# On average the most likely variance of five numbers is only four fifths of the true one. Maximum likelihood explains
# the data in hand, noise included, and so it is always a little too sure. Keep that in mind; it is what *overfitting*
# means.
#
# <details><summary>If it went wrong</summary>
#
# 7 for (1, 2, 6) divides by $n - 1$. The shortcut $\overline{x^2} - \bar x^2$ loses all its digits when the mean is
# large beside the spread. And the second number is the variance, not its root.
#
# </details>
#
# ## 5.6 Unigram frequencies
#
# From numbers to words. The simplest language model ignores the context: each token has one probability, whatever came
# before. It is a coin with many sides, and its estimate is once more count and divide:
# $$\hat p(w) = \frac{\text{count}(w)}{T}.$$
# In "the cat sat on the mat the cat ran away" there are 10 tokens, and 3 of them are "the": 0.3. On its own text the
# loss of this model is the entropy of the frequencies (section 4). A trained network must beat it, and some people
# start the bias of the output layer at $\log \hat p(w)$, so that training does not begin with learning which tokens are
# common.


# %% exercise="unigram_probs" tier="core" points=1 difficulty=1 minutes=6
def unigram_probs(tokens):
    """Relative frequency of each token of a text: the maximum likelihood unigram model.

    Args:
        tokens: list of T tokens with ``T >= 1``; a token is a string or an int. Taken as they are: "The" and "the" are
            two tokens. Left unchanged.

    Returns:
        dict from token to float in (0, 1], with one entry for each different token, in any order; the values sum to 1.

    Raises:
        ValueError: there are no tokens.

    Example:
        >>> unigram_probs(["a", "b", "a", "a"]) == {"a": 0.75, "b": 0.25}
        True

    In an LLM: the baseline that every model must beat, and a good start for the output layer's bias.

    Source: Shannon, "A Mathematical Theory of Communication", 1948.
    """
    if len(tokens) == 0:
        raise ValueError("there must be at least one token")
    counts = {}
    for token in tokens:
        counts[token] = counts.get(token, 0) + 1
    return {token: count / len(tokens) for token, count in counts.items()}


# %% [markdown] hints="unigram_probs"
# 1. How often does each token occur, and of how many tokens in total?
# 2. Count with a dict (or `collections.Counter`), then divide each count by the length of the list.
# 3. Raise ValueError if the list is empty. For each token, set its count to `counts.get(token, 0)` plus 1. What is left
#    is a dict of the shares.

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# If the values do not sum to 1, you divided by the number of *different* tokens, or left out those that occur once;
# often that is half of the different words of a text. Whether "The" and "the" are one token is the tokenizer's
# business, not yours.
#
# </details>
#
# ## 5.7 Counting pairs
#
# A *bigram* is a pair of neighbouring tokens. A bigram model predicts each token from the one before it, and all it
# needs to know of a text is how often each pair occurred: a table with one row for each token as *context* and one
# column for each token as the *next* one. The ids 0 1 0 1 0 1 2 over three tokens give the rows (0, 3, 0), (2, 0, 1)
# and (0, 0, 0), since nothing follows the last token.
#
# **Guess first.** $T$ tokens: how many pairs? And what does `counts[[0, 0, 0], [1, 1, 1]] += 1` add to the cell (0, 1)?
#
# <details><summary>An answer</summary>
#
# $T - 1$: the first token is never next, the last is never a context. And 1, not 3. numpy reads all the cells, adds 1
# to what it read, and writes back, so repeated pairs overwrite each other. `np.add.at` adds for each repetition.
#
# </details>


# %% exercise="bigram_counts" tier="core" points=2 difficulty=2 minutes=12
def bigram_counts(ids, vocab_size):
    """Count how often each token follows each other token in a text.

    Args:
        ids: array_like of T ints, shape (T,) with ``T >= 0``, the token ids of the text, each from 0 to V - 1.
            Left unchanged.
        vocab_size: int V, at least 1.

    Returns:
        int64 array of shape (V, V): entry ``[a, b]`` is how often `b` came directly after `a`. Repeated pairs count
        each time, so all entries sum to T - 1. Zeros for a text of fewer than two tokens.

    Raises:
        ValueError: an id is negative or not below `vocab_size`.

    Example:
        >>> bigram_counts([0, 1, 0, 1, 0, 1, 2], 3).tolist()
        [[0, 3, 0], [2, 0, 1], [0, 0, 0]]

    In an LLM: the whole training of a count-based model.

    Source: Markov, "An Example of Statistical Investigation of the Text Eugene Onegin", 1913.
    """
    ids = as_ids(ids, vocab_size)
    counts = np.zeros((vocab_size, vocab_size), dtype=np.int64)
    np.add.at(counts, (ids[:-1], ids[1:]), 1)
    return counts


# %% [markdown] hints="bigram_counts"
# 1. Write the text twice, one below the other, the second copy shifted by one. What stands above what?
# 2. All tokens but the last are contexts, all but the first are next tokens. A loop over these pairs is fine. Without a
#    loop, mind that `+=` with index arrays counts each pair once.
# 3. Check the ids with `as_ids` and start from `np.zeros` of shape (V, V) with an integer dtype. `np.add.at(counts,
#    (rows, columns), 1)` does the rest: which slice of the ids are the rows, which the columns?

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# If all counts are 0 or 1, it is the `+=` of above. One pair too many: `np.roll` has paired the last token with the
# first. And an id of $-1$ is no error for numpy but the last token: let `as_ids` look at them first.
#
# </details>
#
# Here are three short texts of letters, one to count and two for later.
#
# **Guess first.** 27 letters, the space included, have 729 pairs. Which share of them never occurs in a thousand
# letters of English?

# %% role="given"
ALPHABET = " abcdefghijklmnopqrstuvwxyz"

TEXT = (
    "a model of language is a machine that guesses the next letter from the letters before it "
    "the simplest one that is worth the name looks at a single letter and knows how often each other letter came next "
    "to train it you read a book once and keep a table of counts with a row for every letter you have just seen "
    "and a column for every letter that may follow then you divide each row by its sum and the model is finished "
    "it knows that a vowel likes to come after a consonant that the letter q wants the letter u "
    "and that words often end with a quiet e or with an s when there are many of them "
    "it does not know what a word is and it has never heard of a verb but half of what it says can be read aloud "
    "a larger table would look at two letters or at ten and would soon have more cells than there are books to fill it "
    "so the count of most cells is zero and a zero says that something is impossible "
    "only because nobody happened to write it down "
    "every good model must give a small share of its belief to the things that it has not seen yet "
)

HELD_OUT = (
    "when the model meets a new page it is judged by the surprise of each letter given the one before "
    "a pair that was frequent in the old text costs little and a rare pair costs more "
    "a pair that never occurred costs everything unless the table was made a little smoother first "
    "how much smoother is a question for a text that was kept apart "
)


LAST_TEXT = (
    "nobody who reads a short letter aloud asks which sign is coming after the next one yet the ear would notice at "
    "once if one of them were wrong so some of what we know of a language must be about its smallest parts and about "
    "the order in which they follow each other in almost any sentence "
)


def letter_ids(text):
    """Ids of the letters of `text`, which is made of lower-case letters and spaces: 0 is the space, 1 is "a".

    Example:
        >>> letter_ids("a cab")
        [1, 0, 3, 1, 2]
    """
    return [ALPHABET.index(letter) for letter in text]


# %% role="demo"
if __name__ == "__main__":
    # The plot in words: a table of 27 by 27 cells, a row for each letter and a column for the next. Most cells are
    # white: the pair never occurs. A few columns and rows are dark, those of the space, of e and of t.
    import matplotlib.pyplot as plt
    from matplotlib.colors import LogNorm

    counts = bigram_counts(letter_ids(TEXT), len(ALPHABET))
    names = ["␣", *ALPHABET[1:]]

    figure, axes = plt.subplots(figsize=(7, 6))
    image = axes.imshow(np.ma.masked_equal(counts, 0), cmap="cividis_r", norm=LogNorm(1, counts.max()))
    axes.set_xticks(range(len(names)), names, fontsize=8)
    axes.set_yticks(range(len(names)), names, fontsize=8)
    axes.set(xlabel="next letter", ylabel="letter before it (␣ is the space)")
    axes.set_title("Most pairs of letters never occur (white)")
    figure.colorbar(image, label="how often the pair occurs")
    figure.tight_layout()

    common = np.argsort(-counts, axis=None, kind="stable")[:5]
    print("most common pairs:", ", ".join(f"{names[i // 27]}{names[i % 27]} {counts.flat[i]}" for i in common))
    print(f"{np.mean(counts == 0):.0%} of the {counts.size} pairs never occur in {len(TEXT)} letters")
    plt.show()

# %% [markdown]
# Seven of ten. GPT-2 has 50257 tokens, so its table would have 2.5 billion cells, almost all of them 0; and with two
# tokens of context, 50257 times as many.
#
# ## 5.8 The bigram model
#
# Each row of the table holds the throws of one die with $V$ sides. Its maximum likelihood estimate is the relative
# frequency *within the row*:
# $$\hat p(b \mid a) = \frac{N_{ab}}{\sum_{b'} N_{ab'}}.$$
# The denominator counts $a$ *as a context*: as often as it occurs in the text, except for the very last token, which
# precedes nothing. In "the cat sat on the mat the cat ran away", "the" is followed by "cat" twice and by "mat" once:
# $\hat p(\text{cat} \mid \text{the}) = \frac23$. The row of "away" is empty. The text says nothing about what follows
# it, and neither does the model: a row of zeros.


# %% exercise="bigram_probs" tier="core" points=2 difficulty=2 minutes=10
def bigram_probs(counts):
    """Maximum likelihood estimate of ``P(next token | context)`` from a table of counts.

    Args:
        counts: array_like of shape (C, V), ``counts[a, b]`` is how often token `b` followed context `a`. A bigram model
            has one context for each token, so C = V, but any C works. The sum of a row is below 1e308. Left unchanged.

    Returns:
        float64 array of shape (C, V): each row of a context that was seen sums to 1. A row without counts, of which
        nothing is known, is a row of zeros.

    Raises:
        ValueError: `counts` has a negative, infinite or nan entry, or not two axes.

    Example:
        >>> bigram_probs([[0, 3, 1], [2, 0, 0], [0, 0, 0]]).tolist()
        [[0.0, 0.75, 0.25], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]]

    In an LLM: what the softmax of a network would learn if the context were one token.

    Source: Jurafsky and Martin, "Speech and Language Processing", chapter "N-Grams", 2009.
    """
    counts = as_table(counts, "counts")
    huge = np.isinf(counts.sum(axis=1))
    counts[huge] /= 2 * counts.shape[1]  # only ratios within a row count, and these have a finite sum
    totals = counts.sum(axis=1, keepdims=True)  # (C, 1)
    return np.divide(counts, totals, out=np.zeros_like(counts), where=totals > 0)


# %% [markdown] hints="bigram_probs"
# 1. Every row is a distribution of its own. What must its entries be divided by?
# 2. The sums of the rows, kept as a column: `sum(axis=1, keepdims=True)` has shape (C, 1). Divide only where the sum is
#    not 0.
# 3. Get a float copy from `as_table`, and a column of sums. Either replace the sums that are 0 by 1, or use `np.divide`
#    with its arguments `out` (an array of zeros) and `where`. What is divided by what?

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# Sum your rows. If they are too small, you divided by the total, which gives the *joint* probability of the pair. If
# the *columns* sum to 1, you answered "what came before?". `counts / counts.sum(axis=1)` without `keepdims=True`
# divides columns by the sums of the rows, and for a square table nobody complains. nan is an empty row, 0/0.
#
# </details>
#
# The cell below prints both models of the little text. And it does once what a network does always: it starts one row
# from scratch, as seven equal logits, and goes down the slope of the loss. The slope of the mean NLL in a logit is its
# softmax probability minus the frequency of its word.
#
# **Guess first.** After "the" came "cat", "mat", "cat". Where will the seven probabilities end? Where does the loss
# end, and can it reach 0?

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: seven probabilities against the steps of gradient descent. All start at one seventh. That of
    # cat climbs to two thirds, that of mat to one third, the five others sink to 0 together.
    import matplotlib.pyplot as plt

    tokens = ["the", "cat", "sat", "on", "the", "mat", "the", "cat", "ran", "away"]
    words = sorted(set(tokens))
    ids = [words.index(token) for token in tokens]
    unigram = unigram_probs(tokens)
    table = bigram_probs(bigram_counts(ids, len(words)))
    bigram = {(words[a], words[b]): float(table[a, b]) for a, b in zip(*np.nonzero(table), strict=True)}

    for token, p in sorted(unigram.items(), key=lambda item: -item[1]):
        print(f"P({token}) = {p:.4f}")
    for (before, after), p in sorted(bigram.items(), key=lambda item: -item[1]):
        print(f"P({after} | {before}) = {p:.4f}")

    frequencies = table[words.index("the")]
    logits, path = np.zeros(len(words)), []
    for _ in range(81):
        p = np.exp(logits) / np.exp(logits).sum()
        path.append(p)
        logits = logits - 1.0 * (p - frequencies)  # the learning rate is 1
    path = np.array(path)
    entropy = -np.sum(frequencies[frequencies > 0] * np.log(frequencies[frequencies > 0]))

    figure, axes = plt.subplots(figsize=(8, 4))
    for i, word in enumerate(words):
        if word in ("cat", "mat"):
            color, style = ("#0072B2", "-") if word == "cat" else ("#D55E00", "--")
            axes.plot(path[:, i], style, color=color)
            axes.axhline(frequencies[i], color=color, linestyle=":", linewidth=1)
            axes.annotate(word, (30, path[30, i]), xytext=(0, -14), textcoords="offset points", color=color)
        else:
            axes.plot(path[:, i], color="0.6", linewidth=1)
    axes.annotate("five other words", (12, 0.06), color="0.4")
    axes.set(xlabel="steps of gradient descent", ylabel='probability after "the"', xlim=(0, 80), ylim=(0, 0.72))
    axes.set_title("Every step goes towards what counting finds at once")
    figure.tight_layout()

    for step in (0, 10, 80):
        loss = -np.sum(frequencies * np.log(path[step]))
        print(f"step {step:2}: P(cat | the) = {path[step, words.index('cat')]:.4f}, loss {loss:.4f} nats")
    print(f"entropy of the frequencies: {entropy:.4f} nats")
    plt.show()

# %% [markdown]
# <details><summary>What came out</summary>
#
# The search comes to the counts, closer with each step: gradient descent on the cross-entropy *is* maximum likelihood,
# done step by step. The loss sinks towards 0.6365 nats and no further, for that is the entropy of "cat, mat, cat"
# (section 4): after "the" this text *is* uncertain. Only the five zeros are never quite reached. A softmax can say
# "hardly", but not "never".
#
# A network does this for all contexts at once, with a batch of the text at a time, and it cannot choose each row by
# itself: contexts share its weights. That is its weakness on the training text and its strength on any other.
#
# </details>
#
# ## 5.9 The log-probability of a sentence
#
# With the chain rule and the bigram's short memory the log-probability of a sentence is
# $$\log P(t_1, \dots, t_T) = \log p(t_1) + \sum_{i=2}^T \log p(t_i \mid t_{i-1}).$$
# Nothing precedes the first token, so the unigram model scores it. "the cat ran": $p(\text{the}) = 0.3$, $p(\text{cat}
# \mid \text{the}) = \frac23$, $p(\text{ran} \mid \text{cat}) = \frac12$. The product is 0.1, its logarithm $-2.3026$.
#
# A table in a dict holds only what was seen. All else gets a *floor*, a small probability such as $10^{-10}$. It is a
# stopgap: with it the probabilities sum to slightly more than 1.
#
# **Guess first.** Swap one word: "the mat ran". By how much does the score change, and which word is to blame?


# %% exercise="sentence_log_prob" tier="core" points=2 difficulty=2 minutes=10
def sentence_log_prob(tokens, unigram, bigram, floor=1e-10):
    """Natural logarithm of the probability of a sentence under a bigram model held in dicts.

    Args:
        tokens: list of T tokens with ``T >= 1``, of any length. Left unchanged.
        unigram: dict from token to its probability, in (0, 1]; scores the first token. Left unchanged.
        bigram: dict from pair ``(previous, next)`` to the probability of `next` after `previous`, in (0, 1]; scores
            each other token. Left unchanged.
        floor: float in (0, 1], the probability of a token or pair that is missing. Those that are there count as they
            are, even below `floor`.

    Returns:
        float, at most 0: ``log unigram[t_1] + log bigram[t_1, t_2] + ... + log bigram[t_(T-1), t_T]``.

    Raises:
        ValueError: there are no tokens.

    Example:
        >>> unigram = {"the": 0.3, "cat": 0.2}
        >>> bigram = {("the", "cat"): 2 / 3, ("cat", "ran"): 0.5}
        >>> round(sentence_log_prob(["the", "cat", "ran"], unigram, bigram), 4)
        -2.3026
        >>> round(sentence_log_prob(["ran", "the"], unigram, bigram), 4)
        -46.0517

    In an LLM: the score of an answer, as it ranks candidates and decides multiple-choice benchmarks.

    Source: Jurafsky and Martin, "Speech and Language Processing", chapter "N-Grams", 2009.
    """
    if len(tokens) == 0:
        raise ValueError("there must be at least one token")
    log_prob = math.log(unigram.get(tokens[0], floor))
    for pair in pairwise(tokens):
        log_prob += math.log(bigram.get(pair, floor))
    return log_prob


# %% [markdown] hints="sentence_log_prob"
# 1. T tokens, T probabilities: which table does each of them come from?
# 2. The first from `unigram`, each further one from `bigram` with the key `(previous, next)`. Add their logarithms;
#    never multiply. `dict.get` takes a second argument for what is missing.
# 3. Start with the logarithm of `unigram.get(tokens[0], floor)`. Loop over the pairs, which `pairwise(tokens)` or
#    `zip(tokens[:-1], tokens[1:])` gives. What do you add for each?

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: the surprise of each word of two sentences as bars. "the cat ran": 1.2, 0.4 and 0.7 nats. "the
    # mat ran": 1.2 and 1.1, and then a bar of 23 nats for "ran", which was never seen after "mat".
    import matplotlib.pyplot as plt

    figure, panels = plt.subplots(1, 2, figsize=(9, 3.6), sharey=True)
    for axes, sentence in zip(panels, ("the cat ran", "the mat ran"), strict=True):
        told = sentence.split()
        totals = [sentence_log_prob(told[:n], unigram, bigram) for n in (1, 2, 3)]
        bars = axes.bar(told, -np.diff([0.0, *totals]), color="#56B4E9", edgecolor="black", linewidth=0.6)
        axes.bar_label(bars, fmt="%.2f", padding=2)
        axes.set(title=f'"{sentence}": log P = {totals[-1]:.4f}', ylim=(0, 27))
        print(f"log P({sentence}) = {totals[-1]:.4f}, probability {math.exp(totals[-1]):.6g}")
    panels[0].set_ylabel("surprise -log p (nats)")
    figure.suptitle("One pair that was never seen outweighs all the others")
    figure.tight_layout()
    plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# A score of $-\infty$, or an error, for a long sentence comes from multiplying: 400 tokens of probability 0.1 are
# $10^{-400}$, which is 0 in a float. If known pairs get the floor, too, it was *added*, or the key is (next, previous).
#
# </details>
#
# The word that was swapped is innocent: "mat" costs 1.10 nats where "cat" cost 0.41. It is "ran" that costs 23, and
# they are the $\ln 10^{10}$ of the floor. The number says nothing about language. Whoever had chosen the floor
# $10^{-20}$ would have got 46. Something better must be found for pairs that were never seen.
#
# ## 5.10 The loss of a text
#
# First a fair way to compare. Long texts have small probabilities, whatever the model; so divide by the number of
# predictions:
# $$\mathrm{NLL} = -\frac{1}{T - 1} \sum_{i=2}^T \log p(t_i \mid t_{i-1}).$$
# $T$ tokens give $T - 1$ predictions, because nothing predicts the first one. Transitions of probability $\frac12$,
# $\frac12$ and 1 cost $(\ln 2 + \ln 2 + 0)/3 = 0.4621$ nats. This is the cross-entropy loss of section 4, its
# exponential is the perplexity, and divided by $\ln 2$ it is in bits. No floor here: an impossible transition has an
# infinite loss, and you want to see it.
#
# **Guess first.** On its own training text, can any bigram table have a lower loss than the frequencies?
#
# <details><summary>An answer</summary>
#
# No: the lowest loss is the highest likelihood, and the frequencies are the maximum likelihood estimate. It is the best
# table for the text that it has seen. For a text that it has not seen, a single new pair is enough, and it is the
# worst.
#
# </details>


# %% exercise="sequence_nll" tier="core" points=2 difficulty=2 minutes=10
def sequence_nll(ids, probs):
    """Mean negative log-likelihood, in nats for each transition, of a text under a bigram model.

    Args:
        ids: array_like of T ints, shape (T,) with ``T >= 2``, the token ids of the text, each from 0 to V - 1.
            Left unchanged.
        probs: array_like of shape (V, V), ``probs[a, b]`` is the probability, in [0, 1], that `b` comes after `a`. The
            rows are taken as they are; a row of zeros is fine. Left unchanged.

    Returns:
        float in [0, inf], the mean over the T - 1 transitions: 0.0 (not -0.0) if each was certain, ``inf`` if one was
        impossible. Nothing is clipped.

    Raises:
        ValueError: there are fewer than two ids, an id is negative or not below V, or `probs` is not a square table.

    Example:
        >>> probs = [[0.5, 0.5, 0.0], [0.25, 0.25, 0.5], [1.0, 0.0, 0.0]]
        >>> round(sequence_nll([0, 1, 2, 0], probs), 4)
        0.4621
        >>> sequence_nll([0, 2], probs)
        inf

    In an LLM: the training loss; what the validation curve shows.

    Source: Bengio, Ducharme, Vincent and Jauvin, "A Neural Probabilistic Language Model", 2003.
    """
    probs = np.asarray(probs, dtype=float)
    if probs.ndim != 2 or probs.shape[0] != probs.shape[1]:
        raise ValueError("probs must have a row and a column for each token")
    ids = as_ids(ids, len(probs))
    if ids.size < 2:
        raise ValueError("a text needs at least two tokens to have a transition")
    with np.errstate(divide="ignore"):  # log 0 = -inf: an impossible transition
        log_probs = np.log(probs[ids[:-1], ids[1:]])  # (T - 1,)
    # 0.0 - x instead of -x: a loss of nothing is 0.0, not -0.0.
    return float(0.0 - log_probs.mean())


# %% [markdown] hints="sequence_nll"
# 1. Which T - 1 cells of the table does the text use?
# 2. Row: the token before; column: the token after. Look all of them up with a pair of index arrays, take logarithms,
#    average, change the sign.
# 3. Check the shape of the table, then the ids with `as_ids`, then their number. Index `probs` with `ids[:-1]` and
#    `ids[1:]`, and take `np.log` inside `with np.errstate(divide="ignore"):`; its log of 0 is `-inf`, which is what you
#    want. Of that the mean, with a changed sign: `0.0 - x` has no minus zero.

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# A little too small: divided by $T$ instead of $T - 1$. Smaller still: the probabilities were averaged *before* the
# logarithm, which hides the surprises. A finite loss for an impossible transition means an epsilon somewhere: take it
# out.
#
# </details>
#
# ## 5.11 Add-k smoothing
#
# The oldest cure for zeros pretends that each pair was seen $k$ times more:
# $$p_k(b \mid a) = \frac{N_{ab} + k}{\sum_{b'} N_{ab'} + kV}.$$
# $k = 1$ is *Laplace* smoothing, other $k$ *Lidstone's*. All $V$ tokens of the vocabulary get the extra $k$, so the
# denominator grows by $kV$. Counts (0, 3, 1) with $k = 1$ make $(\frac17, \frac47, \frac27)$; without smoothing they
# make $(0, \frac34, \frac14)$. For $k \to 0$ it is the maximum likelihood estimate, for $k \to \infty$ uniform. A
# context without any counts has $k / (kV) = 1/V$ for each token; for $k = 0$, where this is 0/0, we keep the limit
# $1/V$.
#
# **Guess first.** A row has been seen once, another a thousand times. Which of the two changes more when $k = 1$ is
# added to each cell? Is that as it should be?
#
# <details><summary>An answer</summary>
#
# The first, by far: its one count stands against $V$ pretended ones. And so it should be. One observation is weak
# evidence, and a thousand are strong. Add $k$ to the *probabilities* instead, and that difference is lost.
#
# </details>


# %% exercise="add_k_probs" tier="core" points=2 difficulty=2 minutes=10
def add_k_probs(counts, k):
    """Add-k (Lidstone) estimate of ``P(next token | context)``: as if every pair had been seen `k` more times.

    Args:
        counts: array_like of shape (C, V), ``counts[a, b]`` is how often token `b` followed context `a`. V, the number
            of columns, is the size of the vocabulary, tokens without counts included. Left unchanged.
            Each count plus `k` is below 1e308.
        k: float in [0, inf), the pseudo-count of each pair; 1 is Laplace smoothing.

    Returns:
        float64 array of shape (C, V), every row sums to 1. A context that was never seen has ``1 / V`` for each token,
        for ``k = 0`` too. With ``k = 0`` the rows of all other contexts are the maximum likelihood estimate.

    Raises:
        ValueError: `k` is negative, infinite or nan, or `counts` has a negative, infinite or nan entry or not two axes.

    Example:
        >>> add_k_probs([[3, 0], [0, 0]], 1).tolist()
        [[0.8, 0.2], [0.5, 0.5]]

    Builds on: `bigram_probs`.

    In an LLM: keeps the loss of a count-based model finite on text that it has not seen.

    Source: Chen and Goodman, "An Empirical Study of Smoothing Techniques for Language Modeling", 1999.
    """
    if not 0 <= k < math.inf:
        raise ValueError("k must be a finite number, at least 0")
    pseudo_counts = as_table(counts, "counts") + k
    unseen = ~pseudo_counts.any(axis=1)
    pseudo_counts[unseen] = 1.0  # k = 0: the limit for k -> 0 is the uniform distribution
    return bigram_probs(pseudo_counts)


# %% [markdown] hints="add_k_probs"
# 1. Pretend first, divide later: what would the table of counts look like?
# 2. Add `k` to every cell of a float copy. What remains is the estimate of 5.8.
# 3. `as_table(counts, "counts") + k` are the pretended counts. If `k` is 0 and a row has no counts, give that row equal
#    numbers (say 1 in each cell). Check `k` at the start, with a comparison that is False for nan. Which function of
#    yours makes a model of a table of counts?

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# Sum your rows; it finds most mistakes. Too large: $k$ joined the denominator once instead of $V$ times, or $V$ counted
# only the tokens that were *seen*.
#
# </details>
#
# How large should $k$ be? The text that was counted cannot say: there $k = 0$ is best, always. So take a second text
# and choose the $k$ with the lowest loss on it. And since the winner of a contest looks a little better in the contest
# than it is, take a third one, which had no part in the choice, to judge the result.
#
# **Guess first.** A thousand letters, 729 cells. Will the best $k$ be near 1?

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: loss against k. For the training text it rises from 2.07 to the uniform guess, 3.3. For the two
    # other texts it comes down from above, has its lowest point between 0.1 and 0.5, and rises to 3.3 as well.
    import matplotlib.pyplot as plt

    train, choosing, judging = letter_ids(TEXT), letter_ids(HELD_OUT), letter_ids(LAST_TEXT)
    counts = bigram_counts(train, len(ALPHABET))
    strengths = np.logspace(-4, 3, 71)
    tables = [add_k_probs(counts, k) for k in strengths]
    curves = {
        name: [sequence_nll(ids, table) for table in tables]
        for name, ids in zip("tcj", (train, choosing, judging), strict=True)
    }
    best = int(np.argmin(curves["c"]))

    figure, axes = plt.subplots(figsize=(8, 4.2))
    axes.semilogx(strengths, curves["t"], "--", color="black")
    axes.semilogx(strengths, curves["c"], "-", color="#0072B2")
    axes.semilogx(strengths, curves["j"], ":", color="#D55E00", linewidth=2)
    axes.plot(strengths[best], curves["c"][best], "o", color="#0072B2")
    axes.axhline(math.log(len(ALPHABET)), color="grey", linewidth=0.8)
    axes.annotate("uniform guess: ln 27", (1.2e-4, math.log(27) + 0.03), color="grey")
    axes.annotate("text that was counted", (1.2e-4, 2.1))
    axes.annotate("text that chooses", (2e-3, 2.88), color="#0072B2")
    axes.annotate("text that judges", (2e-4, 2.36), color="#D55E00")
    axes.annotate(
        f"k = {strengths[best]:.2f}", (strengths[best], curves["c"][best]), xytext=(4, 10), textcoords="offset points"
    )
    axes.set(xlabel="pseudo-count k", ylabel="loss (nats per letter)", ylim=(2, 3.5))
    axes.set_title("Smoothing costs on the text that was counted and pays on others")
    figure.tight_layout()

    for name, table in (("no smoothing", bigram_probs(counts)), (f"k = {strengths[best]:.2f}", tables[best])):
        print(f"{name:12} counted {sequence_nll(train, table):.4f}, ", end="")
        print(f"chooses {sequence_nll(choosing, table):.4f}, judged {sequence_nll(judging, table):.4f}")
    print(f"perplexity as judged: {math.exp(sequence_nll(judging, tables[best])):.2f} of {len(ALPHABET)} letters")
    plt.show()

# %% [markdown]
# A quarter of a count, then. A whole one would cost 0.11 nats more per letter of the text that judges. That text costs
# less than the one that chooses, but only because it is easier: compare two models on one text, never one model on two.
#
# Smoothing trades a worse fit to the training text for a finite loss on new text. It is *regularisation* in its
# simplest form: weight decay and label smoothing (section 4) make the same trade, and section 6 shows the belief behind
# it.
#
# ## 5.12 Interpolation
#
# Add-k gives the same bonus to every pair that was never seen, whether its second token is the most common of all or
# was seen once. A better idea: where the bigram is unsure, trust the unigram, which at least knows which tokens are
# common:
# $$p(b \mid a) = \lambda\, p_{\text{bigram}}(b \mid a) + (1 - \lambda)\, p_{\text{unigram}}(b).$$
# A mixture of two distributions is a distribution. If a context was never seen, its bigram row is all zeros and there
# is nothing to mix: the unigram takes over completely. With the bigram row $(0.5, 0.5, 0)$, the unigram $(0.2, 0.3,
# 0.5)$ and $\lambda = 0.9$ it is $(0.45 + 0.02,\ 0.45 + 0.03,\ 0 + 0.05) = (0.47, 0.48, 0.05)$.
#
# **Guess first.** The bigram alone has a loss of infinity on a new text. Can a mixture with it be *better* than the
# unigram alone?


# %% exercise="interpolated_probs" tier="stretch" points=2 difficulty=2 minutes=10
def interpolated_probs(bigram, unigram, lam):
    """Jelinek-Mercer interpolation ``lam * bigram + (1 - lam) * unigram`` of two models.

    Args:
        bigram: array_like of shape (C, V), one distribution over the next token for each context (C = V in a bigram
            model, but any C works); a row of zeros for a context that was never seen. Left unchanged.
        unigram: array_like of shape (V,), a distribution over the tokens. Left unchanged.
        lam: float in [0, 1], the weight of the bigram.

    Returns:
        float64 array of shape (C, V), every row sums to 1. The row of a context that was never seen is `unigram`
        itself, whatever `lam`. With ``lam = 1`` all other rows are those of `bigram`, with ``lam = 0`` all rows are
        `unigram`.

    Raises:
        ValueError: `lam` is not in [0, 1] or is nan, or `unigram` does not have one entry for each column of `bigram`.

    Example:
        >>> interpolated_probs([[1.0, 0.0], [0.5, 0.5], [0.0, 0.0]], [0.25, 0.75], 0.5).tolist()
        [[0.625, 0.375], [0.375, 0.625], [0.25, 0.75]]

    In an LLM: how the predictions of two models, or of a model and a cache, are mixed.

    Source: Jelinek and Mercer, "Interpolated Estimation of Markov Source Parameters from Sparse Data", 1980.
    """
    bigram = as_table(bigram, "bigram")
    unigram = np.asarray(unigram, dtype=float)
    if not 0 <= lam <= 1:
        raise ValueError("lam must be from 0 to 1")
    if unigram.shape != bigram.shape[1:]:
        raise ValueError("unigram must have one entry for each column of bigram")
    mixed = lam * bigram + (1 - lam) * unigram  # (C, V)
    seen = bigram.any(axis=1, keepdims=True)  # (C, 1)
    return np.where(seen, mixed, unigram)


# %% [markdown] hints="interpolated_probs"
# 1. For one context it is a weighted average of two vectors. Then all contexts at once.
# 2. numpy adds a vector of shape (V,) to each row of a table of shape (C, V). Afterwards, replace the rows of contexts
#    that have only zeros in `bigram`.
# 3. Check `lam` and that `unigram.shape` is `bigram.shape[1:]`; mix. `bigram.any(axis=1, keepdims=True)` says which
#    contexts were seen: what does `np.where` do with it?

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: loss against lambda. For the text that was counted it falls all the way. For the two others it
    # falls from 2.8, is lowest at 0.74 and 0.86, and rises steeply close to 1, where an arrow says that it is infinite.
    import matplotlib.pyplot as plt

    letter_bigram = bigram_probs(counts)
    shares = unigram_probs(list(TEXT))
    letter_unigram = np.array([shares.get(letter, 0.0) for letter in ALPHABET])

    weights = np.linspace(0, 0.999, 200)
    mixtures = [interpolated_probs(letter_bigram, letter_unigram, lam) for lam in weights]
    curves = {
        name: [sequence_nll(ids, table) for table in mixtures]
        for name, ids in zip("tcj", (train, choosing, judging), strict=True)
    }
    best = int(np.argmin(curves["c"]))

    figure, axes = plt.subplots(figsize=(8, 4.2))
    axes.plot(weights, curves["t"], "--", color="black")
    axes.plot(weights, curves["c"], "-", color="#0072B2")
    axes.plot(weights, curves["j"], ":", color="#D55E00", linewidth=2)
    axes.plot(weights[best], curves["c"][best], "o", color="#0072B2")
    axes.annotate("text that was counted", (0.35, curves["t"][70] - 0.06), va="top", ha="right")
    axes.annotate(
        "text that chooses (line)\nand text that judges (dots)", (0.25, curves["c"][50] + 0.05), color="#0072B2"
    )
    axes.annotate("infinite\nat λ = 1", (1, 2.95), xytext=(0.87, 2.8), arrowprops={"arrowstyle": "->"})
    axes.annotate(
        f"λ = {weights[best]:.2f}", (weights[best], curves["c"][best]), xytext=(-8, 8), textcoords="offset points"
    )
    axes.set(
        xlabel="weight λ of the bigram (0: unigram only)", ylabel="loss (nats per letter)", xlim=(0, 1.01), ylim=(2, 3)
    )
    axes.set_title("Two weak models are better together")
    figure.tight_layout()

    print(f"unigram only: judged {curves['j'][0]:.4f} nats per letter")
    print(f"lambda = {weights[best]:.2f}: chooses {curves['c'][best]:.4f}, judged {curves['j'][best]:.4f}")
    print(f"bigram only: judged {sequence_nll(judging, interpolated_probs(letter_bigram, letter_unigram, 1.0))}")
    plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# If only square tables are wrong, the unigram was stretched down the columns instead of along the rows. If the loss at
# $\lambda = 0$ is that of the bigram, the weights are exchanged.
#
# </details>
#
# ## 5.13 Training pairs
#
# Why stop at one token of context? Because tables starve: of longer contexts hardly any has been seen before. A network
# can take a longer context, since it need not have seen just this one. It is trained on windows: `block_size` tokens as
# the context, and the token behind them as the target. Ids 0 to 5 and blocks of 2 give the contexts (0, 1), (1, 2), (2,
# 3), (3, 4) with the targets 2, 3, 4, 5. With blocks of 1 the pairs are the bigrams of 5.7.
#
# A transformer predicts after *each* token of its window, so it gets a whole row of targets, the window shifted by one.
# The target here is the last entry of that row.
#
# **Guess first.** How many windows do $T$ tokens have, and where does the last one start?
#
# <details><summary>An answer</summary>
#
# `T - block_size`, and the last starts at `T - block_size - 1`: it must leave one token to predict. Whoever is off by
# one here seldom sees an error. One window too few wastes a token. A target that is the context's own last token is
# worse: the model learns to copy, and its loss falls to 0 at once.
#
# </details>


# %% exercise="next_token_pairs" tier="plus" points=2 difficulty=2 minutes=10
def next_token_pairs(ids, block_size):
    """All windows of a text, each with the token that follows it: contexts and targets for training.

    Args:
        ids: array_like of T ints, shape (T,) with ``T >= 0``, the token ids of the text. Left unchanged.
        block_size: int, at least 1, how many tokens a context has.

    Returns:
        tuple ``(X, Y)`` of int64 arrays of shapes (N, block_size) and (N,) with ``N = T - block_size``, in the order of
        the text: ``X[i]`` holds ``ids[i]`` to ``ids[i + block_size - 1]``, and ``Y[i]`` is ``ids[i + block_size]``. If
        the text is too short (``T <= block_size``), N is 0: the shapes are (0, block_size) and (0,).

    Raises:
        ValueError: `block_size` is less than 1.

    Example:
        >>> X, Y = next_token_pairs([5, 6, 7, 8, 9], 3)
        >>> X.tolist()
        [[5, 6, 7], [6, 7, 8]]
        >>> Y.tolist()
        [8, 9]

    In an LLM: how a data loader turns a text into training examples.

    Source: Bengio, Ducharme, Vincent and Jauvin, "A Neural Probabilistic Language Model", 2003.
    """
    if block_size < 1:
        raise ValueError("block_size must be at least 1")
    ids = np.array(ids, dtype=np.int64)
    starts = np.arange(max(0, ids.size - block_size))  # (N,)
    X = ids[starts[:, None] + np.arange(block_size)]  # (N, block_size)
    return X, ids[starts + block_size]


# %% [markdown] hints="next_token_pairs"
# 1. Write down the first window and the last one for six tokens and blocks of two. Where does the last one start?
# 2. There are `T - block_size` starts, or none if that is negative. Window i is `ids[i : i + block_size]`, its target
#    stands right behind it.
# 3. A loop over the starts is fine; end with `np.array(windows).reshape(-1, block_size)` and an integer dtype, so that
#    an empty result has its shape. Without a loop: index `ids` with a column of starts plus a row
#    `np.arange(block_size)`. And which ids are the targets?

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: left, the windows of "the cat sat on the mat" with blocks of three, one below the other, each
    # with its target behind it. Right, the share of contexts in a new text that the counted text never had, against the
    # length of the context: none for one letter, a quarter for three, half for four, nine in ten for eight.
    import matplotlib.pyplot as plt

    told = ["the", "cat", "sat", "on", "the", "mat"]
    X, Y = next_token_pairs(range(len(told)), 3)
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.2), width_ratios=(1.2, 1))
    for row, (context, target) in enumerate(zip(X, Y, strict=True)):
        for place in context:
            left.text(
                place, -row, told[place], ha="center", fontsize=11, bbox={"facecolor": "#CDE7F7", "edgecolor": "black"}
            )
        left.text(
            target,
            -row,
            told[target],
            ha="center",
            fontsize=11,
            weight="bold",
            bbox={"facecolor": "#F5C9A8", "linestyle": "--"},
        )
    left.set(xlim=(-0.6, 5.6), ylim=(-2.6, 0.6), title="contexts, and the target behind each (bold)")
    left.set_axis_off()

    lengths = range(1, 9)
    new = []
    for n in lengths:
        seen = set(map(tuple, next_token_pairs(train, n)[0].tolist()))
        contexts = list(map(tuple, next_token_pairs(judging, n)[0].tolist()))
        new.append(np.mean([context not in seen for context in contexts]))
        print(f"contexts of {n} letters: {27**n:,} possible, {len(seen)} seen, {new[-1]:.0%} of a new text unseen")
    right.plot(lengths, new, "o-", color="#0072B2")
    right.set(xlabel="letters of context", ylabel="share never seen", ylim=(0, 1.02))
    right.set_title("in a new text, of all contexts", fontsize=10)
    figure.suptitle("Longer contexts know more, and have never been seen")
    figure.tight_layout()
    plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# Six tokens and blocks of two must give four pairs. With `block_size` as long as the text there are none, and the
# shapes are (0, block_size) and (0,), not (0,) twice.
#
# </details>

# %% [markdown]
# ## In the little world
#
# Until now you have counted letters of one short text. The little world has 20,000 stories, and with two of your
# functions they become a language model: `bigram_counts` and `bigram_probs`. It can write. Start with `<eos>`, the end
# of a story, look up its row, draw a word from it, look up the row of that word, and go on until `<eos>` comes again.
#
# **Guess first.** Which mistakes will such a writer *never* make? And which in almost every story?
#
# **Given.** A helper that reads a file of the little world.


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


# %% role="demo"
if __name__ == "__main__":
    stories = world_data("stories")
    vocabulary, train, heldout = stories["vocabulary"], stories["train"].astype(int), stories["heldout"].astype(int)
    size = len(vocabulary)

    def counts_of(ids):
        """Pairs of words that follow each other; the text begins after an <eos>, whose id is 0."""
        return bigram_counts(np.concatenate([[0], ids]), size)

    def write(table, seed, most=60):
        """A story, word by word: each is drawn from the row of the one before."""
        rng, ids = np.random.default_rng(seed), [0]
        while len(ids) <= most:
            cdf = np.cumsum(table[ids[-1]])
            ids.append(int(np.searchsorted(cdf / cdf[-1], rng.random(), side="right")))
            if ids[-1] == 0:
                break
        return " ".join(vocabulary[ids[1:]])

    bigram = bigram_probs(counts_of(train))
    for seed in (2, 3, 0):
        print(write(bigram, seed))
        print()
    print(f"{np.count_nonzero(bigram)} of the {size * size} pairs of words occur in {len(train)} words")

# %% [markdown]
# <details><summary>What came out</summary>
#
# Every *pair* of words was heard before: never "the the", never "night at". And hardly any story makes sense. The hen
# in "once a small hen called max lived by the coop . he slept in the wood" has a name that no hen has, and is a "he" in
# the next sentence, where the model has long forgotten the hen. A bigram remembers one word. What a story is about is
# further back.
#
# </details>
#
# Now the riddle: not 20,000 stories but 200. Of the 643 pairs 178 are missing in them, and the likelihood of the first
# new story is 0. So smooth: add a pseudo-count k to each pair (5.11), or mix the bigram with the unigram (5.12). As
# with the letters, a thousand other stories choose k and λ, and the verdict is left to a thousand that had no part in
# it.
#
# **Guess first.** The letters chose k = 0.25 for a table of 729 cells. This one has 99 · 99 = 9,801, and the 200
# stories have 6,949 words. Will the stories choose more, or less?

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: loss against k for 200 stories. On the training stories it only rises. On the stories that
    # choose it falls to 1.564 at k = 0.01 and rises to 2.1 at k = 1; the same curve for the stories that judge lies on
    # top of it.
    import matplotlib.pyplot as plt

    few = train[: np.flatnonzero(train == 0)[199] + 1]  # 200 stories
    middle = np.flatnonzero(heldout == 0)[999] + 1
    choosing, judging = heldout[:middle], heldout[middle:]  # 1,000 stories each

    def loss(ids, table):
        """Nats per word of these stories."""
        return sequence_nll(np.concatenate([[0], ids]), table)

    counts = counts_of(few)
    ks = np.geomspace(1e-4, 10, 26)
    tables = [add_k_probs(counts, k) for k in ks]
    chosen_by = {"training": few, "choosing": choosing, "judging": judging}
    losses = {name: [loss(ids, table) for table in tables] for name, ids in chosen_by.items()}
    best = int(np.argmin(losses["choosing"]))

    figure, axes = plt.subplots(figsize=(7, 4.2))
    for name, style, color in (("training", "--", "black"), ("choosing", "-", "#0072B2"), ("judging", ":", "#D55E00")):
        axes.plot(ks, losses[name], style, color=color, linewidth=2)
    axes.annotate(
        "the 200 training stories", (1e-4, losses["training"][0]), xytext=(4, -14), textcoords="offset points"
    )
    axes.annotate("1,000 that choose (line),\n1,000 that judge (dots)", (2e-4, 1.85), color="#0072B2")
    axes.plot(ks[best], losses["choosing"][best], "o", color="#0072B2", markersize=8)
    axes.annotate(
        f"best k: {ks[best]:.2f}", (ks[best], losses["choosing"][best]), xytext=(6, 10), textcoords="offset points"
    )
    axes.set(xscale="log", xlabel="pseudo-count k of each pair", ylabel="loss (nats per word)", ylim=(1.3, 2.4))
    axes.set_title("The training stories would choose no smoothing at all")
    figure.tight_layout()
    plt.show()

    frequencies = np.bincount(few, minlength=size) / len(few)
    mixtures = {lam: interpolated_probs(bigram_probs(counts), frequencies, lam) for lam in np.linspace(0, 0.99, 100)}
    lam = min(mixtures, key=lambda lam: loss(choosing, mixtures[lam]))

    print(f"{len(few)} words to count, {len(judging)} to judge; nats per word")
    rows = {
        "no smoothing": bigram_probs(counts),
        "k = 1": add_k_probs(counts, 1.0),
        f"k = {ks[best]:.2f}": tables[best],
        f"lambda = {lam:.2f}": mixtures[lam],
        "20,000 stories": bigram,
    }
    for name, table in rows.items():
        print(f"{name:15} chooses {loss(choosing, table):.4f}, judged {loss(judging, table):.4f}")

# %% [markdown]
# <details><summary>What came out</summary>
#
# Much less: the best k is 0.01. More than nine of ten cells of this table are pairs that no story can hold, and belief
# spent on them is lost. A whole count for each would outweigh what was heard in 83 of the 99 rows, and cost 2.11 nats
# per word. With 0.01 it is 1.56.
#
# The best mixture trusts the bigram to 98 % and comes to 1.60, a little worse. Words as common as "the" were heard
# after every word that they may follow. The pairs that are still missing lead to rare words, and the unigram expects
# those least.
#
# Choosing and judging stories agree to about 0.001 nats. One number was fitted to 35,117 words, and cannot flatter
# itself much. Choose among a thousand models by 50 stories, and it will.
#
# A hundred times as many stories give 1.47, with no smoothing at all, as every pair that exists has been seen.
#
# </details>
#
# So the best numbers were infinitely wrong because they were best for 200 stories, and 200 stories do not hold all that
# can be said. Two things help: a little belief in what was not seen, or more data. And what is there left to win? The
# truth costs 0.706 nats per word, the transformer 0.713 (section 4). From 1.47 to 0.71 is what lies further back than
# one word, and no number of stories would help a bigram to it: a model that is too simple is cured by another model,
# not by more data.
#
# ## Questions to close with
#
# <details><summary>The bigram's training loss, 1.4714, is a little *higher* than its judged loss, 1.4701. Is that
# possible? Has it been cheated?</summary>
#
# Yes, and no. The fit to 703,690 words with 643 numbers is so good that training flatters it by less than the luck of
# the draw: these thousand stories happen to be a little easier. With 200 stories it was different: 1.42 in training,
# infinite for others.
#
# </details>
#
# <details><summary>A paper reports the perplexity of a new model on the same held-out text on which its authors chose
# the learning rate, the dropout and the number of steps. Does that matter?</summary>
#
# By how much depends on how often they looked, and at how much text. Dozens of choices on a small set can flatter the
# model by more than the improvement that is claimed. The remedy is cheap: a third text that nobody looks at until the
# end.
#
# </details>
#
# <details><summary>Two models have the same loss on the training text. One assigns probability 0 to some pairs, the
# other to none. Which is better?</summary>
#
# The training text cannot tell. On new text a single such pair decides against the first, however good it is everywhere
# else. That is what the logarithm in the loss is for: it forgives being unsure, and never forgives being certain and
# wrong. Networks with a softmax cannot say 0 at all; it is one reason why they are trained with this loss and survive
# it.
#
# </details>
#
# | concept | formula | where in a language model |
# |---|---|---|
# | maximum likelihood | $\mathrm{argmax}_\theta\, P(\text{data} \mid \theta)$ | minimising cross-entropy is the same |
#
# Smoothing looked like a trick: pretend to have seen a little of everything. It is a *belief*, held before the data
# come. Section 6 makes it one, and shows what beliefs do when words arrive.
