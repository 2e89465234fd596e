# %% [markdown]
# # 7. The normal distribution
#
# Here are two language models before their first training step. They have the same two layers and were drawn from the
# same seed. Both read the same 200 stories, word by word, in a language of 99 words:
#
# | | model A | model B |
# |---|---|---|
# | probability of its favourite next word, on average | 0.017 | 0.75 |
# | loss, in nats per token (guessing blindly costs $\ln 99 = 4.60$) | 4.61 | 20.28 |
#
# Nothing has been learnt yet. A knows that: it spreads its probability almost evenly. B is sure, and wrong: its loss is
# more than four times that of blind guessing. Training will first have to talk it out of beliefs that nobody gave it.
#
# In the code, A and B differ in *one number*. The weights of A are drawn from a normal distribution with standard
# deviation 0.02, those of B with 1. **How does a number in the initialisation become a conviction about words?** At the
# end of this section you will compute the answer in one line, for this model and for GPT-2, and then look inside a
# trained model: what in it is normal, and what only looks so.
#
# **You need** means and standard deviations (section 3), the weights of a layer and how they are drawn (section 2), and
# logarithms of probabilities (sections 1 and 4).
#
# **Given.** numpy has no error function, which you will need from 7.3 on; `scipy.special` has. The first two helpers
# below are for your functions: they raise the error that the exercises promise, and return numbers for numbers, arrays
# for arrays. The third reads a file of the little world; plots use it.

# %%
import math

import numpy as np
from scipy import special

# %%
def as_sigma(sigma):
    """Return `sigma` as a new float64 array of the same shape, after checking that it is a standard deviation.

    Args:
        sigma: float, or array_like of any shape.

    Returns:
        float64 array, for a number one without axes; it can be computed with like a number.

    Raises:
        ValueError: an entry is not above 0, is infinite or is nan.

    Example:
        >>> float(as_sigma(2))
        2.0
        >>> as_sigma([1, 0])
        Traceback (most recent call last):
        ...
        ValueError: sigma must be above 0 and finite
    """
    sigma = np.array(sigma, dtype=float)
    # Written so that nan, for which every comparison is False, is refused too.
    if not np.all((sigma > 0) & (sigma < np.inf)):
        raise ValueError("sigma must be above 0 and finite")
    return sigma


def float_or_array(values):
    """Return a result without axes as a float, and any other as a float64 array.

    Args:
        values: float, or array_like of any shape.

    Returns:
        float if `values` has no axes, else a float64 array of the same shape.

    Example:
        >>> float_or_array(np.float64(0.5))
        0.5
        >>> float_or_array(np.array([1, 2])).tolist()
        [1.0, 2.0]
    """
    values = np.asarray(values, dtype=float)
    return float(values) if values.ndim == 0 else values

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

# %% [markdown]
# ## 7.1 The bell
#
# *Core, 2 points, difficulty 1 of 3, about 10 minutes.*
#
# Look before you calculate. Model A has a matrix of 16,384 weights in its first layer. Sort them into narrow bins and
# count.

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: a histogram of the weights, a symmetric bell with its top at 0, hardly anything beyond 0.06.
        import matplotlib.pyplot as plt

        weights = world_data("weights_start")["W_in"][0].astype(float).ravel()

        figure, axes = plt.subplots(figsize=(7, 3.6))
        axes.hist(weights, bins=np.arange(-0.08, 0.0801, 0.004), color="#56B4E9", edgecolor="white")
        for edge in (-0.02, 0.02):
            axes.axvline(edge, color="#D55E00", linestyle="--")
        axes.text(0.021, 1300, "0.02", color="#D55E00")
        axes.text(-0.021, 1300, "-0.02", color="#D55E00", ha="right")
        axes.set(
            xlabel="weight",
            ylabel="weights in the bin",
            title=f"{weights.size:,} weights before training: a bell around 0",
        )
        figure.tight_layout()
        print(f"mean {weights.mean():.5f}, standard deviation {weights.std():.5f}, largest {np.abs(weights).max():.4f}")
        plt.show()

# %% [markdown]
# **Guess first.** Which share of the weights lies between the dashed lines? And how large would you expect the largest
# of 16,384 weights to be: nearer to 0.04, to 0.08 or to 0.16? Keep your guesses; 7.4 and 7.5 answer them.
#
# The curve that this histogram approaches is the *normal* or *Gaussian* distribution. Two numbers describe it, the mean
# $\mu$ and the standard deviation $\sigma$:
# $$f(x) = \frac{1}{\sqrt{2\pi\sigma^2}}\, \exp\!\left(-\frac{(x-\mu)^2}{2\sigma^2}\right)
# = \frac{1}{\sigma\sqrt{2\pi}}\; e^{-z^2/2} \quad\text{with}\quad z = \frac{x-\mu}{\sigma}.$$
# Read it from the inside. $z$ says how many standard deviations $x$ is away from the mean. $e^{-z^2/2}$ makes the bell,
# which falls *ever faster*: to 61 % at $z = 1$, 14 % at 2, 1 % at 3. The factor in front makes the area 1.
#
# $f$ is a *density*: an area under it is a probability, its height is not. A bell of width 0.02 is 20 units high. With
# $\mu = 0$ and $\sigma = 1$ it is called the *standard normal* distribution.
#
# A normal distribution is written $\mathcal N(\mu, \sigma^2)$, with the *variance*. Code takes $\sigma$: numpy calls it
# `scale`, PyTorch `std`. So the weights of model A come from $\mathcal N(0, 0.02^2)$. The paper on the first GPT writes
# $\mathcal N(0, 0.02)$ and means the same; who takes it at its word draws weights seven times too large.
#
# For $\mathcal N(0, 2^2)$ at $x = 1$: $z = 0.5$, $e^{-0.125} = 0.8825$, and divided by $2\sqrt{2\pi} = 5.0133$ this is
# 0.1760.
#
# Mind what very small and very large $\sigma$ do in floating point. $10^{-200}$ is a fine standard deviation, but its
# square is 0.

# %%
def normal_pdf(x, mu=0.0, sigma=1.0):
    """Density of the normal distribution with mean `mu` and standard deviation `sigma`, at each of the points `x`.

    Args:
        x: float or array_like of any shape, where to evaluate the density. May hold inf and nan.
        mu: float or array_like, the mean; finite.
        sigma: float or array_like, the standard deviation (not the variance), above 0 and finite.

    Returns:
        float if all three are numbers, else a float64 array of the shape to which they broadcast. It is computed in
        float64 whatever they are made of. 0.0 at -inf and inf and very far from `mu`, such as 1e200 standard
        deviations; nan where `x` is nan. Right to 9 digits up to 30 standard deviations from `mu`, for `sigma` from
        1e-200 to 1e200. The arguments are left unchanged.

    Raises:
        ValueError: a `sigma` is not above 0, is infinite or is nan.

    Example:
        >>> round(normal_pdf(1, 0, 2), 4)
        0.176
        >>> round(normal_pdf(0, sigma=0.02), 2)
        19.95
        >>> normal_pdf([[-1, 0, 1]], 0, [[1], [2]]).round(3).tolist()
        [[0.242, 0.399, 0.242], [0.176, 0.199, 0.176]]

    In an LLM: the curve that initial weights follow, and the noise that diffusion models add.

    Source: Gauss, "Theoria motus corporum coelestium", 1809.
    """
    raise NotImplementedError("normal_pdf: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: three bells. The standard one; one twice as wide, half as high; one moved to 2. Below the
        # standard one the area within one standard deviation is darker than that within two.
        import matplotlib.pyplot as plt

        x = np.linspace(-5, 5, 1001)
        standard = normal_pdf(x)

        figure, axes = plt.subplots(figsize=(9, 4))
        axes.fill_between(x, standard, where=np.abs(x) <= 2, color="#56B4E9", alpha=0.25)
        axes.fill_between(x, standard, where=np.abs(x) <= 1, color="#56B4E9", alpha=0.45)
        bells = (
            (0, 1, "#0072B2", "-", "standard: µ = 0, σ = 1", (-0.9, 0.385, "right")),
            (0, 2, "#D55E00", "--", "wider: µ = 0, σ = 2", (-2.75, 0.11, "right")),
            (2, 1, "#009E73", ":", "moved: µ = 2, σ = 1", (2.7, 0.36, "left")),
        )
        for mu, sigma, color, style, label, (left, height, align) in bells:
            axes.plot(x, normal_pdf(x, mu, sigma), style, color=color, linewidth=2)
            axes.text(left, height, label, color=color, ha=align)
        axes.annotate("68 % within 1σ", (-0.4, 0.2), xytext=(-4.8, 0.3), arrowprops={"arrowstyle": "->"})
        axes.annotate("95 % within 2σ", (-1.6, 0.06), xytext=(-4.8, 0.22), arrowprops={"arrowstyle": "->"})
        axes.set(xlabel="value", ylabel="density", title="µ moves the bell, σ widens it: the area stays 1")
        figure.tight_layout()

        for sigma in (2, 1, 0.02):
            print(f"height of the bell of width {sigma}: {normal_pdf(0, sigma=sigma):.4f}")
        plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# With $\sigma = 1$ and $\mu = 0$ half of all mistakes stay hidden: $\sigma$ and $\sigma^2$ are the same, a forgotten
# $1/\sigma$ is 1. Try your function at $\sigma = 2$ and compare with the worked 0.1760. If you get 0.0967,
# $\sigma^2$ stands where $\sigma$ should; with 0.2197 you took $\sigma$ for the variance; with 0.352 the $1/\sigma$ is
# missing; with 0.1553 the ½ in the exponent.
#
# </details>
#
# ## 7.2 The logarithm of the bell
#
# *Core, 1 point, difficulty 1 of 3, about 8 minutes.*
#
# How probable is a weight of 1 in model A, 50 standard deviations from the mean? The density is about $10^{-542}$.
# Floating point knows no such number, and gives 0. A likelihood with one such factor is 0, its logarithm $-\infty$,
# and training stops with nan.
#
# Take the logarithm on paper, and no exponential is left that could underflow:
# $$\log f(x) = -\frac{z^2}{2} - \log\sigma - \frac12 \log 2\pi.$$
# A parabola. At $z = 40$ it is $-800 - 0.919 = -800.919$, and that is a number like any other.
#
# **Guess first.** Two of the three terms may be left out when you only ask which $\mu$ fits the data best. Which? And
# may they also be left out when you ask which $\sigma$ fits best?

# %%
def normal_logpdf(x, mu=0.0, sigma=1.0):
    """Logarithm, in nats, of the density of the normal distribution with mean `mu` and standard deviation `sigma`.

    Args:
        x: float or array_like of any shape, where to evaluate it. May hold inf and nan.
        mu: float or array_like, the mean; finite.
        sigma: float or array_like, the standard deviation (not the variance), above 0 and finite.

    Returns:
        float if all three are numbers, else a float64 array of the shape to which they broadcast. It is computed in
        float64 whatever they are made of. Finite and right to 9 digits up to 1e150 standard deviations from `mu`,
        where the density itself is 0 in floating point, for `sigma` from 1e-200 to 1e200. -inf at -inf and inf and
        where even the logarithm is too large for a float, such as 1e200 standard deviations away; nan where `x` is
        nan. The arguments are left unchanged.

    Raises:
        ValueError: a `sigma` is not above 0, is infinite or is nan.

    Example:
        >>> round(normal_logpdf(40), 3)
        -800.919
        >>> round(normal_logpdf(0, sigma=0.02), 3)
        2.993
        >>> normal_logpdf([1, 3], [1, 1], 2).round(3).tolist()
        [-1.612, -2.112]

    In an LLM: the loss of a head that predicts a number, the log-probability of an action in continuous control.

    Source: Bishop, "Pattern Recognition and Machine Learning", section 1.2.4, 2006.
    """
    raise NotImplementedError("normal_logpdf: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: the logarithm of the density is a parabola. Taken of the computed density, the curve ends at 38
        # standard deviations; taken on paper, it goes on.
        import matplotlib.pyplot as plt

        z = np.linspace(0, 60, 241)
        with np.errstate(divide="ignore"):
            of_the_density = np.log(normal_pdf(z))
        last = z[np.isfinite(of_the_density)][-1]

        figure, axes = plt.subplots(figsize=(7, 3.8))
        axes.plot(z, normal_logpdf(z), color="#0072B2", linewidth=2)
        axes.plot(z[::8], of_the_density[::8], "o", color="#D55E00")
        axes.axvline(last, color="#D55E00", linestyle=":")
        axes.text(45, -850, "on paper", color="#0072B2")
        axes.text(
            last - 1, -1500, "logarithm of the\ncomputed density (dots):\n-inf from here on", color="#D55E00", ha="right"
        )
        axes.set(
            xlabel="standard deviations from the mean",
            ylabel="log-density (nats)",
            title="The density gives out at 38σ, its logarithm does not",
        )
        figure.tight_layout()

        for z in (1, 10, 38, 40, 50, 1e100):
            print(f"z = {z:<6g} density {normal_pdf(z):.3g}, log-density {normal_logpdf(z):.6g}")
        plt.show()

# %% [markdown]
# <details><summary>The guess</summary>
#
# To compare values of $\mu$, the terms $-\log\sigma$ and $-\frac12\log 2\pi$ are constants, and what is left is the
# squared error. To compare values of $\sigma$, $-\log\sigma$ must stay: without it the widest bell always wins, since
# $z^2$ only shrinks.
#
# </details>
#
# <details><summary>If it went wrong</summary>
#
# If you are off by 0.919 everywhere, you took $\log 2\pi$ whole or dropped it. If $\sigma = 2$ is wrong by 0.693,
# $\log\sigma$ is missing; by 1.386, it was added. And a log-density may
# be positive: the bell of width 0.02 is 19.95 high, and $\ln 19.95 = 2.993$.
#
# </details>
#
# ## 7.3 The area to the left
#
# *Core, 2 points, difficulty 2 of 3, about 10 minutes.*
#
# A density answers no question by itself. "How probable is a value of at most $x$?" does:
# $$F(x) = P(X \le x) = \Phi(z), \qquad \Phi(z) = \int_{-\infty}^z \frac{e^{-t^2/2}}{\sqrt{2\pi}}\, dt.$$
# This is the *cumulative distribution function* (cdf), the area under the bell left of $x$. It rises from 0 to 1, is ½
# at the mean, and its slope is the density. The bell is symmetric, so what is left of $-z$ is as much as what is right
# of $z$: $\Phi(-z) = 1 - \Phi(z)$.
#
# The integral has no formula in elementary functions. Libraries have it under another name and with another scale, the
# *error function*:
# $$\Phi(z) = \frac12\left(1 + \operatorname{erf}\!\left(\frac{z}{\sqrt2}\right)\right)
# = \frac12 \operatorname{erfc}\!\left(-\frac{z}{\sqrt2}\right),
# \qquad \operatorname{erfc}(t) = 1 - \operatorname{erf}(t).$$
# On paper the two forms are the same.
#
# **Guess first.** In floating point they are not. One of them says that a value below $-9\sigma$ is *impossible*; the
# other says $1.1 \cdot 10^{-19}$. Which is which, and why? (Between 0.5 and 1, floats are $1.1 \cdot 10^{-16}$ apart.)

# %%
def normal_cdf(x, mu=0.0, sigma=1.0):
    """Probability that a normal variable with mean `mu` and standard deviation `sigma` is at most `x`.

    Args:
        x: float or array_like of any shape. May hold inf and nan.
        mu: float or array_like, the mean; finite.
        sigma: float or array_like, the standard deviation (not the variance), above 0 and finite.

    Returns:
        float if all three are numbers, else a float64 array of the shape to which they broadcast. It is computed in
        float64 whatever they are made of. From 0.0 at -inf to 1.0 at inf, exactly 0.5 at `mu`, nan where `x` is nan.
        Small probabilities keep 9 digits: 30 standard deviations below `mu` the result is about 4.9e-198, not 0. (Far
        above `mu` it is 1.0 in float64; for the tail there, ask for the mirror image below `mu`.) Right for `sigma`
        from 1e-200 to 1e200. The arguments are left unchanged.

    Raises:
        ValueError: a `sigma` is not above 0, is infinite or is nan.

    Example:
        >>> round(normal_cdf(1), 4)
        0.8413
        >>> normal_cdf(-9) > 1e-19
        True
        >>> normal_cdf([1, 3, 5], 3, 2).round(4).tolist()
        [0.1587, 0.5, 0.8413]

    In an LLM: the gate of GELU; the p-value of a comparison of two models.

    Source: Abramowitz and Stegun, "Handbook of Mathematical Functions", chapter 26, 1964.
    """
    raise NotImplementedError("normal_cdf: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        print(" z   area left of -z         area right of z, as 1 - cdf(z)")
        for z in (1, 3, 5, 8, 9):
            print(f"{z:2}   {normal_cdf(-z):<23.16g} {1 - normal_cdf(z):.16g}")

# %% [markdown]
# <details><summary>The guess, and what the table shows</summary>
#
# $\frac12(1 + \operatorname{erf})$ is the one that says "impossible": below about $-8.4\sigma$, $\operatorname{erf}$ is
# rounded to $-1$ and nothing is left. Digits are lost long before: at $-8\sigma$ the result is off by 2 %, and 1 minus
# the area left of $8\sigma$ by 7 %. `erfc` never forms the difference. For the same reason never compute an upper tail
# as `1 - normal_cdf(z)`. Ask for the mirror image, `normal_cdf(-z)`: near 0, floats are as fine as you like.
#
# </details>
#
# <details><summary>If it went wrong</summary>
#
# If 1 gives 0.1587, a sign is lost: $\operatorname{erfc}$ falls where $\Phi$ rises. 0.9214 is what you get without the
# $\sqrt2$. If all is right in the middle and $-9$ gives 0, you added 1 to $\operatorname{erf}$.
#
# </details>
#
# > **From real code.** `montanaflynn/stats`, a library for Go, built its tails on $\frac12(1 + \operatorname{erf})$
# > until 2026. Its z-test reported the p-value 0 for every effect beyond 8.25 standard errors. The mended version uses
# > `erfc`, which had stood a few lines further down in the same file.
#
# ## 7.4 68, 95, 99.7
#
# *Core, 1 point, difficulty 2 of 3, about 10 minutes.*
#
# Areas between two points are differences of areas to the left:
# $$P(a < X \le b) = F(b) - F(a).$$
# Whether the ends belong to the interval does not matter: a single point has no area. The most used numbers of all
# statistics come from it:
#
# | within | probability | outside, one in |
# |---|---|---|
# | $\mu \pm 1\sigma$ | 0.6827 | 3 |
# | $\mu \pm 2\sigma$ | 0.9545 | 22 |
# | $\mu \pm 3\sigma$ | 0.9973 | 370 |
# | $\mu \pm 4\sigma$ | 0.99994 | 15,787 |
# | $\mu \pm 6\sigma$ | 0.999999998 | 506,797,346 |
#
# So 68 % of the weights lie between the dashed lines of 7.1. GPT-2's public code draws its matrices with $\sigma =
# 0.02$, too: by the second row 95 % of their entries begin between $-0.04$ and 0.04. The last column shows how thin
# normal tails are. Whoever sees a "six sigma" value every day does not have bad luck, but the wrong distribution.
#
# One thing to think about: an interval far *above* the mean. $F(11) - F(10)$ is $1 - 1$ in floating point, and the true
# answer is $7.6 \cdot 10^{-24}$. You have seen the way out in 7.3.

# %%
def interval_probability(a, b, mu=0.0, sigma=1.0):
    """Probability that a normal variable with mean `mu` and standard deviation `sigma` is between `a` and `b`.

    Args:
        a: float, the lower end; may be -inf.
        b: float, the upper end, at least `a`; may be inf.
        mu: float, the mean; finite.
        sigma: float, the standard deviation (not the variance), above 0 and finite.

    Returns:
        float from 0.0 (for ``a == b``) to 1.0. An interval that is one standard deviation long or longer keeps 9 digits
        on both sides of `mu`, up to 30 standard deviations away: from 10 to 11 it is 7.6e-24, not 0, just as from -11
        to -10.

    Raises:
        ValueError: `a` is greater than `b`, one of them is nan, or `sigma` is not above 0, is infinite or is nan.

    Example:
        >>> round(interval_probability(-1, 1), 4)
        0.6827
        >>> round(interval_probability(-0.04, 0.04, sigma=0.02), 4)
        0.9545
        >>> interval_probability(10, 11) == interval_probability(-11, -10)
        True

    Builds on: `normal_cdf`.

    In an LLM: how many initial weights are larger than a threshold; how many activations reach the flat part of tanh.

    Source: de Moivre, "The Doctrine of Chances", 1738.
    """
    raise NotImplementedError("interval_probability: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# If the interval from 10 to 11 has the probability 0, it was not mirrored. A result below 0 comes from mirroring
# without exchanging the ends: what was the upper one is now the lower. And if only $\mu = 0$ works, you mirrored at 0
# instead of $\mu$.
#
# </details>
#
# ## 7.5 Is it normal? Count
#
# *Core, 1 point, difficulty 1 of 3, about 6 minutes.*
#
# The rule tells what a normal sample looks like, so it can be used in the other direction: count the share within one,
# two, three standard deviations, and compare. The counting is a single line. What to make of the counts is not.
#
# **Guess first.** Numbers drawn uniformly from $[-1, 1]$ are "standardised": their mean is subtracted and they are
# divided by their standard deviation, $1/\sqrt3$. You will read that this "produces the standard normal distribution".
# Which share of them lies within 1, and which within 2?

# %%
def fraction_within(samples, k, mu, sigma):
    """Share of the samples that are at most `k` standard deviations away from the mean, on either side.

    Args:
        samples: array_like of any shape with at least one entry; all entries count alike.
        k: float, at least 0 and finite, how many standard deviations.
        mu: float, the mean to measure from (not that of the samples); finite.
        sigma: float, the standard deviation to measure with (not that of the samples), above 0 and finite.

    Returns:
        float from 0.0 to 1.0, the share with ``|x - mu| <= k * sigma``, computed in float64 whatever `samples` is made
        of. inf, -inf and nan are not within. `samples` is left unchanged.

    Raises:
        ValueError: there are no samples, or `sigma` is not above 0, is infinite or is nan.

    Example:
        >>> fraction_within([0, 1, 2, 9], 1, 1, 1)
        0.75
        >>> fraction_within([[3, 5], [7, 12]], 2, 7, 2)
        0.75

    In an LLM: a quick look at weights, activations and gradients: do they have the tails that you expect?

    Source: Pukelsheim, "The Three Sigma Rule", 1994.
    """
    raise NotImplementedError("fraction_within: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: a histogram of 10,000 draws from N(0, 0.02²), the density over it, and a band from -0.04 to
        # 0.04 which holds 95 % of them.
        import matplotlib.pyplot as plt

        rng = np.random.default_rng(7)
        small, standard = rng.normal(0, 0.02, 10_000), rng.normal(0, 1.0, 10_000)

        figure, axes = plt.subplots(figsize=(8, 3.8))
        axes.axvspan(-0.04, 0.04, color="#F0E442", alpha=0.35)
        axes.hist(small, bins=60, density=True, color="#56B4E9", edgecolor="white")
        x = np.linspace(-0.09, 0.09, 400)
        axes.plot(x, normal_pdf(x, 0, 0.02), color="#0072B2", linewidth=2)
        axes.text(0.026, 14, "density of N(0, 0.02²)", color="#0072B2")
        axes.text(0.041, 9, "band: within 2σ = 0.04")
        axes.set(xlabel="weight", ylabel="density", title="95 % of the weights lie within 0.04, and hardly one beyond 0.08")
        figure.tight_layout()

        print("weights drawn with σ = 0.02, as in GPT-2:")
        print(f"  within 0.04 (2σ): {fraction_within(small, 2, 0, 0.02):.2%}, expected {interval_probability(-2, 2):.2%}")
        print(f"  largest: {np.abs(small).max():.4f} = {np.abs(small).max() / 0.02:.2f}σ")
        print("standard normal draws, σ = 1:")
        print(f"  within 2 (2σ): {fraction_within(standard, 2, 0, 1):.2%}")
        uniform = rng.uniform(-1, 1, 10_000) * math.sqrt(3)
        print("uniform numbers, standardised to mean 0 and standard deviation 1:")
        print(f"  within 1: {fraction_within(uniform, 1, 0, 1):.2%}, within 2: {fraction_within(uniform, 2, 0, 1):.2%}")
        plt.show()

# %% [markdown]
# <details><summary>The guesses</summary>
#
# Standardised uniform numbers are still uniform, now from $-\sqrt3$ to $\sqrt3$: 57.7 % are within 1 and *all* within
# 2. Standardising moves and scales. It makes a *normal* variable standard normal; it makes nothing normal that was not.
# So layer normalisation (section 3) gives every vector mean 0 and variance 1, and says nothing about its shape.
#
# The largest of 10,000 normal draws is near $4\sigma$: beyond that there is one in 15,787. For 16,384 weights of width
# 0.02 the right guess was 0.08. The largest value grows very slowly with their number, and a single $8\sigma$ among
# millions of weights is a sign that something else is going on.
#
# </details>
#
# <details><summary>If it went wrong</summary>
#
# 0.25 and 0.5 in the examples mean `<` instead of `<=`: a sample at exactly $k\sigma$ is within. If a sample far
# *below* the mean counts as within, the absolute value is missing; neither example can show that. And if a sample of
# numbers that are all far from `mu` gets a large share, you measured from its own mean.
#
# </details>
#
# ## 7.6 Why sums grow: the answer to the scene
#
# *Core, 1 point, difficulty 1 of 3, about 6 minutes.*
#
# A unit of a layer adds up $n$ products, $w_1 x_1 + \dots + w_n x_n$. Weights and inputs are independent and have
# mean 0. Then each product has mean 0 and variance $\sigma_w^2 \sigma_x^2$, and variances of independent terms *add
# up* (section 3). The sum has the variance $n\, \sigma_w^2 \sigma_x^2$, so its standard deviation is
# $$\sqrt n\;\sigma_w\,\sigma_x.$$
# Not $n$ times: products of both signs cancel. Not unchanged either: they do not cancel completely. And whatever the
# products look like one by one, the sum of many of them is close to normal. That is the central limit theorem
# (section 11), and the reason why this distribution is everywhere.
#
# **Guess first.** The smallest GPT-2 is 768 wide. With inputs of standard deviation 1, how large are its sums if the
# weights have standard deviation 1? And if they have 0.02?

# %%
def weighted_sum_std(n_in, weight_std, input_std=1.0):
    """Standard deviation of a sum of `n_in` products of a weight and an input, all independent and with mean 0.

    Args:
        n_in: int, at least 1, how many products are added up.
        weight_std: float, at least 0, the standard deviation of the weights.
        input_std: float, at least 0, the standard deviation of the inputs.

    Returns:
        float, at least 0, in the unit of weight times input (the standard deviation, not the variance). Deviations as
        small as 1e-200 or as large as 1e200 are no trouble: their squares would leave the range of floats, the result
        need not.

    Example:
        >>> weighted_sum_std(16, 0.5, 3)
        6.0
        >>> round(weighted_sum_std(768, 1), 1)
        27.7
        >>> round(weighted_sum_std(768, 0.02), 3)
        0.554

    In an LLM: how large the outputs of a layer are before training, and so how sure the model is.

    Source: LeCun, Bottou, Orr and Müller, "Efficient BackProp", 1998.
    """
    raise NotImplementedError("weighted_sum_std: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: two histograms of sums of 768 products. With weights of width 1 the sums spread over 100 units,
        # with weights of width 0.02 they stay within 2, where tanh is not flat.
        import matplotlib.pyplot as plt

        rng = np.random.default_rng(3)
        figure, panels = plt.subplots(1, 2, figsize=(10, 3.6))
        for axes, weight_std, color in zip(panels, (1.0, 0.02), ("#D55E00", "#0072B2"), strict=True):
            sums = rng.normal(size=(400, 768)) @ rng.normal(0, weight_std, size=(768, 50))
            predicted = weighted_sum_std(768, weight_std)
            steep = interval_probability(-2, 2, 0, predicted)
            axes.axvspan(-2, 2, color="#F0E442", alpha=0.6)
            axes.hist(sums.ravel(), bins=60, density=True, color=color, alpha=0.6)
            x = np.linspace(-4 * predicted, 4 * predicted, 300)
            axes.plot(x, normal_pdf(x, 0, predicted), color="black")
            axes.set(xlabel="sum of 768 products", title=f"Weights of width {weight_std:g}: sums of width {predicted:.3g}")
            print(
                f"weights {weight_std:<4g} predicted std {predicted:.4f}, of {sums.size:,} sums {sums.std():.4f}; "
                f"within 2: predicted {steep:.4f}, counted {fraction_within(sums, 2, 0, 1):.4f}"
            )
        panels[0].set_ylabel("density (line: normal)")
        panels[0].annotate(
            "within ±2, where\ntanh is not flat", (2, 0.012), xytext=(40, 0.01), arrowprops={"arrowstyle": "->"}
        )
        figure.tight_layout()
        plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# For 16, 0.5 and 3, 36 is the variance, 24 has `n_in` without its root, 2 forgets the inputs, and 4.90 has everything
# under the root, as if the widths were variances. If only tiny or huge widths fail, variances were formed on the way:
# $(10^{-200})^2$ is 0 in floating point.
#
# </details>
#
# $\sqrt{768} = 27.7$. An activation such as tanh is flat beyond $\pm2$ (its slope there is below 0.071), and with
# weights of width 1 only 5.8 % of the sums come to lie within. All other units get almost no gradient. With weights of
# width 0.02 the sums have width 0.554, and 99.97 % are within.
#
# That is the classical argument, and for tanh and the logistic function it is right. ReLU and GELU are not flat on the
# right-hand side, and a Transformer normalises the input of every layer, so signals do not grow from layer to layer by
# this. There the damage is done by two other sums: the scores of attention, whose softmax becomes one-hot (section 10),
# and the logits. Model B is 64 wide: its logits have width $\sqrt{64} \cdot 1 = 8$, those of model A $\sqrt{64} \cdot
# 0.02 = 0.16$. A softmax of numbers that differ by 8 is sure of itself. Here is the conviction from nowhere.
#
# ## 7.7 GELU: a gate made of Φ
#
# *Plus, 2 points, difficulty 2 of 3, about 8 minutes.*
#
# ReLU passes what is positive and stops what is negative. GELU, the activation of GPT-2, BERT and many others, asks
# instead *how large $x$ is among standard normal numbers*, and passes that share:
# $$\operatorname{GELU}(x) = x\,\Phi(x).$$
# At 3, nearly all: 2.996. At 0 one half, and half of nothing is nothing. At $-1$ it lets 15.9 % pass, which is
# $-0.159$. It falls below 0, to $-0.17$ at $x = -0.75$, and comes back: it is not monotone. It is smooth, and for
# inputs of width near 1 its bend lies where the inputs are.
#
# Code often has $\Phi$ replaced: by $\frac12\big(1 + \tanh(\sqrt{2/\pi}\,(x + 0.044715\,x^3))\big)$, off by at most
# 0.0005, or by the logistic function of $1.702x$, off by up to 0.02. Asked for here is the exact one.
#
# **Guess first.** What should GELU of $-\infty$ be? And what does $-\infty \cdot 0$ give in floating point?

# %%
def gelu(x):
    """Gaussian error linear unit ``x * Phi(x)`` of each entry, where Phi is the standard normal cdf; the exact form.

    Args:
        x: float or array_like of any shape. May hold inf and nan.

    Returns:
        float if `x` is a number, else a float64 array of the shape of `x`, computed in float64 whatever `x` is made of.
        Negative inputs keep 9 digits down to -30, where the result is about -1.5e-196. inf at inf, 0 (the limit; the
        sign of zero does not matter) at -inf, nan at nan. `x` is left unchanged.

    Example:
        >>> round(gelu(3), 4)
        2.996
        >>> gelu([-1, 0, 1]).round(4).tolist()
        [-0.1587, 0.0, 0.8413]

    Builds on: `normal_cdf`.

    In an LLM: the activation between the two matrices of an MLP block in GPT-2 and BERT.

    Source: Hendrycks and Gimpel, "Gaussian Error Linear Units (GELUs)", 2016.
    """
    raise NotImplementedError("gelu: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: GELU beside ReLU. They agree far out; near 0 GELU is smooth and dips to -0.17 at -0.75.
        import matplotlib.pyplot as plt

        x = np.linspace(-4, 3, 701)
        cheap = x / 2 * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))
        dip = x[np.argmin(gelu(x))]

        figure, axes = plt.subplots(figsize=(7, 4))
        axes.plot(x, np.maximum(x, 0), "--", color="#D55E00", linewidth=2)
        axes.plot(x, gelu(x), color="#0072B2", linewidth=2)
        axes.plot(dip, gelu(dip), "o", color="#0072B2")
        axes.text(1.0, 1.25, "ReLU", color="#D55E00", ha="right")
        axes.text(1.4, 1.0, "GELU", color="#0072B2")
        axes.annotate(
            f"{gelu(dip):.2f} at {dip:.2f}", (dip, gelu(dip)), xytext=(-2.6, 0.5), arrowprops={"arrowstyle": "->"}
        )
        axes.set(xlabel="x", ylabel="activation", title="GELU is ReLU with a soft hinge, and it dips below zero")
        figure.tight_layout()

        for value in (-3, -1, -0.5, 0, 1, 3):
            print(f"x = {value:4}: GELU {gelu(value):8.5f}, ReLU {max(value, 0)}")
        print(f"the tanh form is off by at most {np.abs(cheap - gelu(x)).max():.5f}")
        plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# 0.8412 instead of 0.8413 at 1 is the tanh form, 0.8458 the logistic one. If $-\infty$ gives nan, you multiplied it by
# the 0 that $\Phi$ gives there. And a branch such as `if x == -np.inf` works for a number and raises an error for an
# array.
#
# </details>
#
# > **From real code.** Which form a model was trained with belongs to its weights. GPT-2 and the original code of Gemma
# > use the tanh form; the first PyTorch versions of Gemma computed the exact one, and were changed afterwards. A
# > difference of at most 0.0005 a unit is nothing that one would notice by reading what the model writes.
#
# ## 7.8 Variance on its way through the layers
#
# *Plus, 2 points, difficulty 2 of 3, about 12 minutes.*
#
# One layer multiplies the width of its inputs by $\sqrt n\,\sigma_w$, and the activation changes it once more. Ten
# layers do so ten times. A factor of 1.5 becomes 58 and a factor of 0.5 becomes 0.001; somewhere in between lies a
# model that can be trained. Before the first step of a long run people look at exactly this: one number a layer.
#
# Each layer is $h \leftarrow \phi(h\,W)$, and the number is the variance of all entries of $h$ *after* the activation
# $\phi$. Before it, you would miss what the activation does: ReLU sets half of them to 0.
#
# By hand: $x = \begin{pmatrix} 1 & -1 \\ 2 & 0 \end{pmatrix}$ and $W$ the identity. ReLU makes 1, 0, 2, 0 of it: mean
# 0.75, mean square 1.25, variance $1.25 - 0.75^2 = 0.6875$.
#
# **Guess first.** Layers are 256 wide. Which width of the weights keeps the variance of a *linear* stack? Does the same
# width do for tanh?

# %%
def forward_variances(x, weights, activation):
    """Variance of all activations after each layer ``h -> activation(h @ w)`` of a stack without biases.

    Args:
        x: array_like of shape (N, d_0) with ``N >= 1``, finite, the input: N rows, one for each example.
        weights: list of arrays, the matrices of the layers from first to last; the i-th has shape (d_i, d_i+1). May be
            empty.
        activation: str, what follows each multiplication: ``"linear"`` (nothing), ``"relu"`` or ``"tanh"``.

    Returns:
        list of floats, one for each layer: the population variance (divided by the number of entries) of all N * d
        entries together, after the activation; computed in float64 whatever `x` and `weights` are made of. Without
        layers the list is empty. The arguments are left unchanged.

    Raises:
        ValueError: `activation` is none of the three, also where there are no layers.

    Example:
        >>> forward_variances([[1, -1], [2, 0]], [[[1, 0], [0, 1]]], "relu")
        [0.6875]
        >>> forward_variances([[1.0], [3.0]], [[[2.0]], [[0.5]]], "linear")
        [4.0, 1.0]

    In an LLM: looked at before a long run, to see whether signals grow or fade with depth.

    Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.
    """
    raise NotImplementedError("forward_variances: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: the variance after each of 20 layers, on a logarithmic scale, for five networks each. With
        # ReLU, weights of width 1/16 fade, those of width sqrt(2)/16 keep the level, those of 2/16 explode. With tanh the
        # first fade slowly, the others settle at 0.3 and 0.53.
        import matplotlib.pyplot as plt

        width, depth = 256, 20
        figure, panels = plt.subplots(1, 2, figsize=(11, 4))
        scales = ((2.0, "2/16", "#D55E00", "--"), (math.sqrt(2), "√2/16", "#0072B2", "-"), (1.0, "1/16", "#009E73", ":"))
        for axes, activation in zip(panels, ("relu", "tanh"), strict=True):
            for scale, label, color, style in scales:
                for seed in range(5):
                    rng = np.random.default_rng(seed)
                    weights = [rng.normal(0, scale / math.sqrt(width), size=(width, width)) for _ in range(depth)]
                    variances = forward_variances(rng.normal(size=(32, width)), weights, activation)
                    axes.plot(range(1, depth + 1), variances, style, color=color, alpha=0.7)
                axes.text(depth + 0.3, variances[-1], f"σ = {label}", color=color, va="center")
                print(
                    f"{activation}, σ = {label:5}: variance {variances[0]:.3f} after 1 layer, {variances[-1]:.2g} after 20"
                )
            axes.set(yscale="log", xlabel="layer", xlim=(1, depth + 5), title=f"{activation}, 256 wide")
        panels[1].set_ylim(0.01, 1)  # tanh leaves so little room that a common axis would hide it
        panels[0].set_ylabel("variance of the activations")
        figure.suptitle("A factor per layer becomes a power of the depth")
        figure.tight_layout()
        plt.show()

# %% [markdown]
# <details><summary>The guess</summary>
#
# $1/\sqrt{256} = 1/16$ keeps the variance of a linear stack. tanh makes everything a little smaller, so there it fades
# slowly, and a little more than 1/16 is right; libraries take 5/3 of it. ReLU needs $\sqrt2/16$, the initialisation of
# He in section 2. With 2/16, tanh does not explode, it *saturates*: the variance settles at 0.53 however deep the stack
# is, and about three in ten activations are beyond $\pm0.9$, where tanh has less than a fifth of its slope. A
# healthy-looking variance is no proof of health.
#
# </details>
#
# <details><summary>If it went wrong</summary>
#
# In the first example 1.25 is the variance *before* the activation, 0.9167 is divided by one less than the number of
# entries, and 0.8292 is the standard deviation. If the first layer is right and the others are not, they got the input
# of the first again.
#
# </details>
#
# ## 7.9 Adding without growing
#
# *Stretch, 1 point, difficulty 1 of 3, about 4 minutes.*
#
# A Transformer does not replace its activations, it *adds* to them: every block adds the output of its attention, then
# that of its MLP. Variances of independent terms add up, so after $L$ blocks, $2L$ additions, the stream has grown by
# $2L$ times the variance of one of them. The paper on GPT-2 therefore draws the weights of the layers that write into
# the stream with a smaller width, scaled by $1/\sqrt N$ where $N$ is the number of such layers. Each block has two, so
# $$\sigma = \frac{0.02}{\sqrt{2L}},$$
# and what all of them add together has a variance that no longer depends on the depth. For the 12 blocks of the
# smallest GPT-2 this is 0.0041.

# %%
def gpt2_residual_std(n_layer, base=0.02):
    """Standard deviation of the initial weights of the layers that add to the residual stream, as GPT-2 scales it.

    Args:
        n_layer: int, at least 1, the number of blocks. Each adds to the stream twice: its attention and its MLP.
        base: float, at least 0, the standard deviation of all other weights.

    Returns:
        float, `base` divided by the square root of the number of additions.

    Raises:
        ValueError: `n_layer` is less than 1.

    Example:
        >>> gpt2_residual_std(8)
        0.005
        >>> round(gpt2_residual_std(12), 4)
        0.0041

    In an LLM: the initial width of the last matrix of each attention and each MLP.

    Source: Radford et al., "Language Models are Unsupervised Multitask Learners", 2019.
    """
    raise NotImplementedError("gpt2_residual_std: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# For 8 blocks, 0.0071 comes from one addition a block instead of two, and 0.00125 from the number of additions without
# its root.
#
# </details>
#
# ## In the little world
#
# Back to the two models of the beginning. They belong to the little world: stories in a language of 99 words, and a
# Transformer of two layers, 64 wide, which was trained on them. Its weights before and after training lie in the folder
# `data`. Model A is the model as it was before its first step. For model B, all its matrices are divided by 0.02.
#
# **Given.** One pass of that model. You will build it yourself in section 12; here it takes *your* `gelu`.

# %%
def world_forward(ids, weights, activation):
    """One pass of the little world's model over one text, and what it computes on the way.

    Args:
        ids: int array of shape (T,), the text; a story begins after the id 0.
        weights: dict of float arrays, those of the file `weights`.
        activation: function of an array, what stands between the two matrices of an MLP.

    Returns:
        dict: ``"stream"``, a list of arrays (T, 64), the embedding and what each block makes of it; ``"sums"`` and
        ``"activations"``, lists of arrays (T, 256), what goes into the activation of each block and what comes out;
        ``"normed"``, the last stream after layer norm; ``"logits"``, an array (T, 99), row t about the token t + 1.
    """

    def norm(x):
        return (x - x.mean(axis=-1, keepdims=True)) / np.sqrt(x.var(axis=-1, keepdims=True) + 1e-5)

    x = weights["token_embedding"][ids] + weights["position_embedding"][: len(ids)]  # (T, 64)
    seen = {"stream": [x], "sums": [], "activations": []}
    hidden = np.triu(np.ones((len(ids), len(ids)), dtype=bool), k=1)  # tokens that come later
    for layer in range(len(weights["W_o"])):
        h = weights["norm1_gamma"][layer] * norm(x) + weights["norm1_beta"][layer]
        q, k, v = (h @ weights[name][layer] for name in ("W_q", "W_k", "W_v"))  # (heads, T, 16)
        scores = np.where(hidden, -np.inf, q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1]))  # (heads, T, T)
        attention = np.exp(scores - scores.max(axis=-1, keepdims=True))
        attention /= attention.sum(axis=-1, keepdims=True)
        x = x + np.concatenate(attention @ v, axis=-1) @ weights["W_o"][layer]
        h = weights["norm2_gamma"][layer] * norm(x) + weights["norm2_beta"][layer]
        seen["sums"].append(h @ weights["W_in"][layer] + weights["b_in"][layer])  # (T, 256)
        seen["activations"].append(activation(seen["sums"][-1]))
        x = x + seen["activations"][-1] @ weights["W_out"][layer] + weights["b_out"][layer]
        seen["stream"].append(x)
    seen["normed"] = norm(x)
    seen["logits"] = (weights["final_gamma"] * seen["normed"] + weights["final_beta"]) @ weights["token_embedding"].T
    return seen

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The table in words: what the two models of the beginning think of 200 stories, beside the prediction for the width
        # of their logits.
        def floats(arrays):
            """The weights in a file as float64 arrays, without the vocabulary."""
            return {name: array.astype(float) for name, array in arrays.items() if name != "vocabulary"}

        def softmax(logits):
            e = np.exp(logits - logits.max(axis=-1, keepdims=True))
            return e / e.sum(axis=-1, keepdims=True)

        text = world_data("stories")["heldout"].astype(int)
        stories = np.split(text, np.flatnonzero(text == 0) + 1)[:256]  # each ends with the id 0
        model_a = floats(world_data("weights_start"))
        drawn = [name for name in model_a if name.startswith("W_") or name.endswith("embedding")]
        model_b = {name: array / 0.02 if name in drawn else array for name, array in model_a.items()}

        print("model    σ of the logits: predicted, measured    favourite's probability    loss")
        for name, weights, std in (("A", model_a, 0.02), ("B", model_b, 1.0)):
            logits = np.concatenate([world_forward(np.r_[0, s[:-1]], weights, gelu)["logits"] for s in stories[:200]])
            said = np.concatenate(stories[:200])
            p = softmax(logits)
            with np.errstate(divide="ignore"):
                loss = -np.log(p[np.arange(len(said)), said]).mean()
            print(
                f"{name:8} {weighted_sum_std(64, std):22.2f} {logits.std():10.2f} {p.max(axis=-1).mean():26.3f} {loss:7.2f}"
            )
        print(
            f"GPT-2, 768 wide: {weighted_sum_std(768, 0.02):.2f} with σ = 0.02, {weighted_sum_std(768, 1):.1f} with σ = 1"
        )

# %% [markdown]
# That is the answer to the scene. The last layer norm hands on 64 numbers of width 1. Each logit is a sum of 64
# products of these with weights, so it has the width $\sqrt{64}\,\sigma$: 0.16 for A, 8 for B. Nobody told model B
# anything about words. Its weights are merely large, the softmax turns large into sure, and being sure without
# knowledge costs 20 nats a word. With weights of width 1, GPT-2's logits would have width 27.7.
#
# ### What is normal in a trained model?
#
# Before training all matrices were drawn from $\mathcal N(0, 0.02^2)$, so they are normal by construction. Then come
# 4,200 steps that nobody drew. Count again, with your `fraction_within`.
#
# **Guess first.** After training, 94.7 % of the weights in `W_out` are within two of their standard deviations; a
# normal distribution says 95.4 %. Are they normal? What would you look at next?

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: the share beyond k standard deviations against k, on a logarithmic scale. Weights and sums
        # before training lie on the normal curve. After training all pass it near 2, and beyond 4 most are far above it.
        import matplotlib.pyplot as plt

        trained = floats(world_data("weights"))

        def collected(weights, kind, layer):
            """What the model computes at this place for 40 stories, as one flat array."""
            return np.concatenate(
                [world_forward(np.r_[0, s[:-1]], weights, gelu)[kind][layer].ravel() for s in stories[:40]]
            )

        def standardised(values):
            return (np.ravel(values) - np.mean(values)) / np.std(values)

        def beyond(values, k):
            """Share of standardised values more than k standard deviations from their mean."""
            return 1 - fraction_within(values, k, 0, 1)

        def tail_plot(axes, lines, places, title):
            """Draw the tails of standardised values, and the normal tail that they may be compared with."""
            k = np.linspace(0, 6, 25)
            axes.plot(k, 2 * normal_cdf(-k), color="black", linewidth=3, alpha=0.4)
            axes.text(4.5, 1.6e-6, "normal", ha="right")
            styles = ("--", "-", "-.", ":")
            for (label, values), (left, height, align), style in zip(lines.items(), places, styles, strict=True):
                share = np.array([beyond(values, step) for step in k])
                enough = share * values.size >= 5  # fewer values are luck
                (line,) = axes.plot(k[enough], share[enough], style, linewidth=2)
                axes.text(left, height, label, color=line.get_color(), ha=align, fontsize=9)
            axes.set(yscale="log", ylim=(1e-6, 1.5), xlabel="k standard deviations", title=title)

        def tail_table(lines):
            for label, values in lines.items():
                shares = "  ".join(f"{fraction_within(values, k, 0, 1):8.2%}" for k in (1, 2, 3))
                print(f"{label:44} {shares}    {beyond(values, 4):.4%}")

        colors = plt.cycler(color=["#0072B2", "#D55E00", "#009E73", "#CC79A7"])
        weight_lines = {
            "W_out before training": standardised(model_a["W_out"]),
            "W_out": standardised(trained["W_out"]),
            "W_in": standardised(trained["W_in"]),
            "token embedding": standardised(trained["token_embedding"]),
        }
        activation_lines = {
            "sums before training, second block": standardised(collected(model_a, "sums", 1)),
            "sums, second block": standardised(collected(trained, "sums", 1)),
            "after GELU, second block": standardised(collected(trained, "activations", 1)),
            "embedded text": standardised(collected(trained, "stream", 0)),
        }
        figure, panels = plt.subplots(1, 2, figsize=(11, 4.4), sharey=True)
        for axes in panels:
            axes.set_prop_cycle(colors)
        weight_places = ((3.4, 2e-4, "right"), (5, 2.5e-3, "left"), (4.9, 1e-4, "left"), (2.3, 7e-3, "right"))
        activation_places = ((3.7, 3e-5, "right"), (4.3, 3.5e-4, "left"), (3, 4.5e-2, "left"), (2.9, 1.5e-3, "right"))
        tail_plot(panels[0], weight_lines, weight_places, "Weights: training grows the tails")
        tail_plot(panels[1], activation_lines, activation_places, "Activations: sums start normal, and learn not to be")
        panels[0].set_ylabel("share beyond k standard deviations")
        figure.tight_layout()

        print(f"{'share within k standard deviations':44}      k=1       k=2       k=3     beyond 4")
        normal = "  ".join(f"{interval_probability(-k, k):8.2%}" for k in (1, 2, 3))
        print(f"{'normal':44} {normal}    {2 * normal_cdf(-4):.4%}")
        tail_table(weight_lines)
        tail_table(activation_lines)
        plt.show()

# %% [markdown]
# <details><summary>What came out</summary>
#
# Before training, the weights follow the curve, since they were drawn from it. The sums inside the MLP follow it, too,
# though nobody drew *them*: sums of 64 products.
#
# After training the *shoulders* still agree. Within $2\sigma$ one finds 95 to 97 % everywhere, even after GELU, where
# nearly all values are small and none is below $-0.17$. Who counts only there calls everything normal. Beyond $4\sigma$
# a normal distribution has 0.006 %; `W_out` has 0.38 %, sixty times as much, and what comes out of GELU 1.4 %. The
# middle of a distribution tells little about its tails.
#
# It matters. Whoever stores weights or activations in 8 bits chooses a largest value; clipped at $4\sigma$, a normal
# matrix loses one number in 15,787, `W_out` one in 260, and the large ones are those that training made large.
# Not everything grows tails: the embedded text stays as thin-tailed as a normal distribution, though its middle
# is not quite that of one.
#
# </details>
#
# ### And gradients?
#
# "Gradients are sums of many small contributions, so they tend to be normal", one reads. Gradients are not in the data
# files, but those of the last layer follow from what is there, by the chain rule of calculus: the gradient of a token's
# loss by its logits is $p - e$, where $e$ is 1 at the token that came and 0 elsewhere; go back from there through the
# embedding and the last layer norm, and you have the gradient by each of the 64 biases `b_out` of the last block.
#
# **Guess first.** Take one bias. Its gradient from *one token*, its mean over *one story* of 35 tokens, its mean over a
# *batch* of 64 stories: which of the three are normal? And the gradients of all 16,384 weights of one matrix, from one
# and the same batch?

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: tails of gradients. One token's are far above the normal curve, those of a story close to it,
        # those of a batch on it. Those of all weights of a matrix from one batch are as far above as one token's.
        import matplotlib.pyplot as plt

        def last_gradients(story):
            """Gradient of each token's loss by what the last block adds for it, (T, 64), and the activations, (T, 256)."""
            seen = world_forward(np.r_[0, story[:-1]], trained, gelu)
            by_logits = softmax(seen["logits"])  # (T, 99)
            by_logits[np.arange(len(story)), story] -= 1
            by_normed = by_logits @ trained["token_embedding"] * trained["final_gamma"]  # (T, 64)
            normed, spread = seen["normed"], np.sqrt(seen["stream"][-1].var(axis=-1, keepdims=True) + 1e-5)
            level = by_normed.mean(axis=-1, keepdims=True)
            tilt = (by_normed * normed).mean(axis=-1, keepdims=True)
            return (by_normed - level - normed * tilt) / spread, seen["activations"][-1]

        gradients, activations = zip(*map(last_gradients, stories), strict=True)
        by_token = np.concatenate(gradients)  # (tokens, 64 biases)
        by_story = np.array([gradient.mean(axis=0) for gradient in gradients])  # (stories, 64)
        rng = np.random.default_rng(0)
        batches = [rng.choice(len(stories), size=64, replace=False) for _ in range(500)]
        by_batch = np.array([by_story[batch].mean(axis=0) for batch in batches])  # (batches, 64)
        of_the_matrix = np.mean([activations[i].T @ gradients[i] / len(gradients[i]) for i in batches[0]], axis=0)

        def each_standardised(values):
            """Each bias by its own mean and standard deviation; then all of them together, as they are now alike."""
            return ((values - values.mean(axis=0)) / values.std(axis=0)).ravel()

        gradient_lines = {
            "one bias, one token": each_standardised(by_token),
            "one bias, mean of a story": each_standardised(by_story),
            "one bias, mean of 64 stories": each_standardised(by_batch),
            "all weights of W_out, the same 64 stories": standardised(of_the_matrix),
        }
        figure, axes = plt.subplots(figsize=(7, 4.4))
        axes.set_prop_cycle(colors)
        places = ((1.9, 1.4e-1, "left"), (3.8, 4e-4, "left"), (3.2, 3e-4, "right"), (6.2, 3.5e-2, "right"))
        tail_plot(axes, gradient_lines, places, "The gradient of one weight becomes normal, that of a matrix does not")
        axes.set_ylabel("share beyond k standard deviations")
        figure.tight_layout()

        print(f"{'share within k standard deviations':44}      k=1       k=2       k=3     beyond 4")
        print(f"{'normal':44} {normal}    {2 * normal_cdf(-4):.4%}")
        tail_table(gradient_lines)
        plt.show()

# %% [markdown]
# <details><summary>What came out</summary>
#
# One token's gradient is not normal: most tokens are predicted almost surely and ask for nothing, a few names ask for
# much. 1 % lies beyond $4\sigma$, a hundred and sixty times the normal share. The mean of a story is close to normal,
# that of 64 stories cannot be told from it: sums do what was claimed.
#
# But the claim is about *one* weight, watched over many batches. The histogram that a training monitor shows is another
# one: all weights of a matrix, at one step. It has heavy tails however large the batch, since some weights get large
# gradients on every batch and others never do. No sum runs over the weights, so nothing makes their histogram normal.
#
# </details>
#
# ## Questions to close with
#
# **1.** A colleague reports: "Our activations are normal, layer norm sees to that." What do you reply?
#
# <details><summary>An answer</summary>
#
# Layer norm fixes the mean and the variance of each vector, nothing else. A vector with one entry of 7.9 and 63 small
# ones can have mean 0 and variance 1, too. Count beyond $4\sigma$.
#
# </details>
#
# **2.** You double the width of a layer and keep $\sigma_w$. By how much do its outputs grow? And what would you
# change?
#
# <details><summary>An answer</summary>
#
# By $\sqrt2$. Divide $\sigma_w$ by $\sqrt2$ if they are to stay as they were: that is what Xavier and He do with their
# $1/\sqrt n$. A fixed 0.02 suits a certain range of widths only, and larger models are often started with less.
#
# </details>
#
# **3.** Two test runs give 0.71 and 0.74, and a script reports a p-value of exactly 0. Which do you doubt first, the
# models or the script?
#
# <details><summary>An answer</summary>
#
# The script. A p-value is an area under a curve that never reaches 0. An exact 0 says that a tail was computed as 1
# minus something, or that the result is beyond 38 standard errors, which no honest comparison of two runs is.
#
# </details>
#
# ## In one line
#
# | concept | formula | where in a language model |
# |---|---|---|
# | normal distribution | $\mathcal N(\mu, \sigma^2)$ | initial weights; those of GPT-2 have $\sigma = 0.02$ |
