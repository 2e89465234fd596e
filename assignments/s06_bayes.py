# %% [markdown]
# # 6. Bayes' theorem and MAP
#
# You believe something, then you see data. What should you believe now? Bayes' theorem is the answer, and it is one
# multiplication and one division long. This section uses it on single events, on lists of hypotheses, on a coin whose
# bias is unknown, and in the end on the weights of a model, where a belief in small weights turns out to be weight
# decay.
#
# **You need** conditional probability and normalising (section 1), softmax (section 2), and maximum likelihood
# (section 5).
#
# **Where it appears.** A language model gives the conditional probability of the next token, given the context.
# Filters that clean training data are classifiers, whose alarms must be read with the base rate in mind. Smoothing of
# counts, weight decay and many other regularisers are priors in disguise.
#
# **Words.** Let $h$ be a hypothesis and $d$ the data.
#
# - The *prior* $P(h)$ is what you believe before you see the data.
# - The *likelihood* $P(d \mid h)$ is how probable the data are if $h$ is true. Over all $h$ it need not sum to 1.
# - The *evidence* $P(d)$ is how probable the data are all in all.
# - The *posterior* $P(h \mid d)$ is what you believe afterwards.
#
# **Given.** The three helpers below check arguments and raise the errors that the exercises promise. They return fresh
# arrays, so you never change the caller's.
# "Sums to 1" means within 1e-6, after conversion to float64: a float32 softmax misses 1 by up to about that much, and a
# limit of 1e-8 would refuse most real model output.

# %%
import math

import numpy as np

# %%
def as_prior(prior):
    """Return `prior` as a new float64 array of shape (K,), after checking that it is a probability distribution.

    Args:
        prior: array_like of shape (K,), the probability of each of K hypotheses.

    Returns:
        float64 array, a copy: changing it does not change the argument.

    Raises:
        ValueError: an entry is negative, infinite or nan, the entries do not sum to 1 within 1e-6 as float64 numbers,
            or there is not exactly one axis.

    Example:
        >>> as_prior([1, 0]).tolist()
        [1.0, 0.0]
        >>> as_prior([0.5, 0.4])
        Traceback (most recent call last):
        ...
        ValueError: prior must be a list of numbers >= 0 that sum to 1
    """
    prior = np.array(prior, dtype=float)
    # Written so that nan, for which every comparison is False, is refused too.
    if not (prior.ndim == 1 and np.all(prior >= 0) and abs(prior.sum() - 1) <= 1e-6):
        raise ValueError("prior must be a list of numbers >= 0 that sum to 1")
    return prior


def as_prior_and_likelihood(prior, likelihood):
    """Return `prior` and `likelihood` as new float64 arrays, after checking that they fit together.

    Args:
        prior: array_like of shape (K,), a distribution over K hypotheses.
        likelihood: array_like of shape (K,), how probable the data are under each of them.

    Returns:
        the two arrays.

    Raises:
        ValueError: `prior` is not a distribution (see `as_prior`), the shapes differ, or an entry of `likelihood` is
            negative, infinite or nan.

    Example:
        >>> prior, likelihood = as_prior_and_likelihood([0.5, 0.5], [1, 0])
        >>> (prior * likelihood).tolist()
        [0.5, 0.0]
    """
    prior, likelihood = as_prior(prior), np.array(likelihood, dtype=float)
    if prior.shape != likelihood.shape:
        raise ValueError(f"prior and likelihood must have the same shape, not {prior.shape} and {likelihood.shape}")
    if not np.all((likelihood >= 0) & np.isfinite(likelihood)):
        raise ValueError("likelihood must have finite entries >= 0")
    return prior, likelihood


def as_data(x, y, axes):
    """Return inputs `x` and targets `y` as new float64 arrays, after checking that each input has its target.

    Args:
        x: array_like of shape (n,) if `axes` is 1, or (n, d) if `axes` is 2.
        y: array_like of shape (n,).
        axes: int, how many axes `x` must have.

    Returns:
        the two arrays.

    Raises:
        ValueError: the shapes are others, there are no data, or a number is infinite or nan.

    Example:
        >>> x, y = as_data([1, 2], [3, 5], axes=1)
        >>> (x * y).tolist()
        [3.0, 10.0]
    """
    x, y = np.array(x, dtype=float), np.array(y, dtype=float)
    if x.ndim != axes or x.size == 0 or y.shape != x.shape[:1]:
        raise ValueError(f"the inputs must have {axes} axes and one target each, not shapes {x.shape} and {y.shape}")
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise ValueError("inputs and targets must be finite")
    return x, y

# %% [markdown]
# ## 6.1 Conditional probability
#
# How probable is $A$ once you know that $B$ happened? All cases without $B$ are ruled out; among those that are left,
# count the ones with $A$:
# $$P(A \mid B) = \frac{P(A \text{ and } B)}{P(B)}.$$
#
# **Worked number.** Of all pairs of neighbours in a text, 20 % begin with "the", and 5 % are "the cat". After "the",
# the next token is "cat" with probability $0.05/0.20 = 0.25$.
#
# **In a model.** The output of a language model is one conditional distribution: $P(\text{next token} \mid
# \text{context})$.
#
# **What goes wrong.** $P(A \mid B)$ and $P(B \mid A)$ are different questions: nearly every "the cat" contains "the",
# but few "the" are followed by "cat". And $A$ together with $B$ can never be more probable than $B$ alone: if your
# numbers say so, the bug is further up.

# %%
def conditional_probability(p_ab, p_b):
    """Probability ``P(A | B) = P(A and B) / P(B)`` of `A`, once it is known that `B` happened.

    Args:
        p_ab: float in [0, p_b], the probability that `A` and `B` both happen.
        p_b: float in (0, 1], the probability that `B` happens.

    Returns:
        float in [0, 1]: 0.0 if `A` never happens together with `B`, 1.0 if it always does.

    Raises:
        ValueError: `p_b` is 0, `p_ab` is greater than `p_b`, or one of them is not a probability, from 0 to 1 (nan is
            none).

    Example:
        >>> conditional_probability(0.125, 0.5)
        0.25

    In an LLM: the next-token distribution is conditional on the context.

    Source: Kolmogorov, "Foundations of the Theory of Probability", 1933.
    """
    raise NotImplementedError("conditional_probability: write your code here")

# %% [markdown]
# ## 6.2 The law of total probability
#
# How probable are the data, if you do not know which hypothesis is true? Each hypothesis makes them happen with its
# likelihood, and counts as much as you believe in it:
# $$P(d) = \sum_h P(h)\, P(d \mid h).$$
# The result is a mean of the likelihoods, weighted by the prior. It is called the *evidence*.
#
# **Worked number.** 30 % of the mails are spam. The word "free" is in 80 % of the spam and in 5 % of the rest:
# $0.3 \cdot 0.8 + 0.7 \cdot 0.05 = 0.24 + 0.035 = 0.275$ of all mails contain it.
#
# **In a model.** A mixture of models predicts like this: each expert's probability of the next token, weighted by the
# gate's belief in the expert.
#
# **What goes wrong.** Adding the likelihoods, or taking their plain mean, forgets how common each hypothesis is. The
# prior is a distribution and must sum to 1; the likelihoods belong to *different* conditions and need not.

# %%
def total_probability(prior, likelihood):
    """Evidence ``P(d) = sum_h P(h) P(d | h)``: how probable the data are, whichever hypothesis is true.

    Args:
        prior: array_like of shape (K,) with ``K >= 1``, the probabilities of the hypotheses. It is checked, not
            normalised, and left unchanged.
        likelihood: array_like of shape (K,), the probability (or density) of the data under each hypothesis, finite and
            at least 0. It need not sum to 1, and a density may exceed 1. Left unchanged.

    Returns:
        float, from the smallest to the largest likelihood. With a single hypothesis it is that one's likelihood.

    Raises:
        ValueError: `prior` has a negative, infinite or nan entry or does not sum to 1 within 1e-6 as float64 numbers,
            `likelihood` has a negative, infinite or nan entry, or their shapes differ.

    Example:
        >>> total_probability([0.75, 0.25], [0.5, 1.0])
        0.625

    In an LLM: the prediction of a mixture of experts, each weighted by the belief in it.

    Source: Bishop, "Pattern Recognition and Machine Learning", section 1.2, 2006.
    """
    raise NotImplementedError("total_probability: write your code here")

# %% [markdown]
# ## 6.3 Bayes' theorem
#
# The theorem turns a conditional probability round:
# $$P(h \mid d) = \frac{P(h)\, P(d \mid h)}{P(d)}.$$
# Above the line stands the part of the evidence that comes from $h$; dividing by the whole evidence makes all parts sum
# to 1. In words: prior times likelihood, then normalise.
#
# **Worked number.** A mail with the word "free", from the numbers above: $0.24/0.275 = 0.8727$ that it is spam,
# $0.035/0.275 = 0.1273$ that it is not. One word has lifted the belief in spam from 30 % to 87 %.
#
# **In a model.** Each token of a prompt is evidence about what kind of text this is, and rules out continuations that
# were plausible before. Much of learning from examples in the prompt can be read as such an update.
#
# **What goes wrong.** *Base-rate neglect*: normalising the likelihoods alone answers as if all hypotheses had been
# equally likely before. Likelihoods that are all 0 contradict the prior: 0/0 is nan, and nan must not travel on
# silently. And where the prior is exactly 0, no data will ever change your mind (Cromwell's rule).

# %%
def bayes_posterior(prior, likelihood):
    """Posterior ``P(h | d) = P(h) P(d | h) / P(d)`` of each hypothesis, by Bayes' theorem.

    Args:
        prior: array_like of shape (K,) with ``K >= 1``, the probabilities of the hypotheses. It is checked, not
            normalised, and left unchanged.
        likelihood: array_like of shape (K,), the probability (or density) of the data under each hypothesis, finite and
            at least 0. It need not sum to 1, and a density may exceed 1. Left unchanged.

    Returns:
        float64 array of shape (K,), entries in [0, 1] that sum to 1. Equal likelihoods leave the prior as it was, and a
        prior of 0 stays 0. Only the ratios of the likelihoods count: tiny ones, such as 1e-200, are as good as large
        ones.

    Raises:
        ValueError: the evidence is 0 (no hypothesis with a positive prior allows the data), `prior` has a negative,
            infinite or nan entry or does not sum to 1 within 1e-6 as float64 numbers, `likelihood` has a negative,
            infinite or nan entry, or their shapes differ.

    Example:
        >>> bayes_posterior([0.75, 0.25], [0.25, 0.75]).tolist()
        [0.5, 0.5]
        >>> bayes_posterior([0.3, 0.7], [0.8, 0.05]).round(4).tolist()
        [0.8727, 0.1273]

    Builds on: `total_probability`.

    In an LLM: what the context so far tells about the kind of text that goes on.

    Source: Bayes, "An Essay towards solving a Problem in the Doctrine of Chances", 1763.
    """
    raise NotImplementedError("bayes_posterior: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        import matplotlib.pyplot as plt

        prior, likelihood = np.array([0.3, 0.7]), np.array([0.8, 0.05])
        joint, evidence = prior * likelihood, total_probability(prior, likelihood)
        steps = (
            ("prior", prior, "belief before"),
            ("prior times likelihood", joint, f"together {evidence:.3f}, the evidence"),
            ("posterior", bayes_posterior(prior, likelihood), "the same, divided by the evidence"),
        )

        figure, panels = plt.subplots(1, 3, figsize=(10, 3.6), sharey=True)
        for axes, (name, values, note) in zip(panels, steps, strict=True):
            bars = axes.bar(["spam", "no spam"], values, color=["tab:red", "tab:blue"])
            axes.bar_label(bars, fmt="%.3f", padding=2)
            axes.set(title=f"{name}\n({note})", ylim=(0, 1))
            axes.title.set_fontsize(10)
        panels[0].set_ylabel("probability")
        figure.suptitle('One word, "free", turns the belief round')
        figure.tight_layout()

        print(f"P('free') = {evidence:.4f}")
        for name, p in zip(("spam", "no spam"), bayes_posterior(prior, likelihood), strict=True):
            print(f"P({name} | 'free') = {p:.4f}")
        plt.show()

# %% [markdown]
# ## 6.4 Bayes in log space
#
# The likelihood of a whole text is a product of thousands of probabilities, and a float rounds it to 0. Its logarithm,
# say $-1000$, is a perfectly good number. So stay with logarithms: let $s_h = \log P(h) + \log P(d \mid h)$, and
# $$P(h \mid d) = \frac{e^{s_h}}{\sum_{h'} e^{s_{h'}}}.$$
# You have met this formula: **the posterior is the softmax of log prior plus log likelihood**. And as with softmax, a
# constant that is added to all $s_h$ cancels, so subtract the largest one before you take exponentials.
#
# **Worked number.** Two hypotheses, equally likely before, with log-likelihoods $-1000$ and $-1001$. The difference is
# 1, so the first has $1/(1 + e^{-1}) = 0.7311$ and the second $0.2689$.
#
# **In a model.** Which of two models wrote this text? Add up each model's log-probabilities of the tokens. Seen from
# the other side, the logits of a classifier are log prior plus log likelihood, up to a constant. Dividing them by a
# temperature below 1 sharpens the posterior, as if prior and evidence had been counted more than once.
#
# **What goes wrong.** Taking the exponential first: $e^{-1000}$ is 0 and 0/0 is nan. Working with the likelihoods alone
# and forgetting the prior. Adding a probability to a logarithm. And $-\infty$ is no error here: it is the logarithm of
# 0, for a hypothesis that is ruled out.

# %%
def posterior_from_logs(log_prior, log_likelihood):
    """Posterior of each hypothesis from natural logarithms: the softmax of `log_prior` plus `log_likelihood`.

    Args:
        log_prior: array_like of shape (K,) with ``K >= 1``, natural logarithms of the prior, ``-inf`` for a prior of 0.
            They may be off by a constant, which cancels: the prior need not be normalised. Left unchanged.
        log_likelihood: array_like of shape (K,), natural logarithms of the likelihoods, of any size (-1000, 1000) and
            ``-inf`` for data that a hypothesis rules out. Left unchanged.

    Returns:
        float64 array of shape (K,): probabilities (not logarithms) in [0, 1] that sum to 1. Exactly 0.0 where one of
        the two logarithms is ``-inf``.

    Raises:
        ValueError: all hypotheses are ruled out (each has a ``-inf``), an entry is nan or ``+inf``, there are no
            hypotheses, or the lengths differ.

    Example:
        >>> posterior_from_logs([math.log(0.5), math.log(0.5)], [-1000, -1001]).round(4).tolist()
        [0.7311, 0.2689]
        >>> posterior_from_logs([math.log(0.25), math.log(0.75)], [0.0, -math.inf]).tolist()
        [1.0, 0.0]

    In an LLM: which of several models, languages or authors a text comes from, by the log-probabilities of its tokens.

    Source: Murphy, "Machine Learning: A Probabilistic Perspective", section 3.5, 2012.
    """
    raise NotImplementedError("posterior_from_logs: write your code here")

# %% [markdown]
# ## 6.5 The base-rate fallacy
#
# A test is judged by two numbers: its *sensitivity*, the share of the positives that it finds, and its *specificity*,
# the share of the negatives that it leaves alone. Someone who gets an alarm asks a third question: given the alarm, how
# probable is it that I am affected? That is the *positive predictive value* (for a classifier: its precision), and it
# depends on the *prevalence*, the share of the affected among all:
# $$\mathrm{PPV} = \frac{\text{prevalence} \cdot \text{sensitivity}}
# {\text{prevalence} \cdot \text{sensitivity} + (1 - \text{prevalence})(1 - \text{specificity})}.$$
#
# **Worked number.** Prevalence 0.001, sensitivity 0.99, specificity 0.95. Of 100,000 people 100 are affected, and 99 of
# them get an alarm. Of the other 99,900, 5 % get one too: 4995. So an alarm is right in $99/5094 = 1.94\,\%$ of the
# cases. Many people guess 99 %.
#
# **In a model.** A detector of machine-written essays, a filter for rare harmful requests, a search for leaked test
# questions in the training data: where the thing is rare, most alarms are false, however good the detector.
#
# **What goes wrong.** The false-positive rate is 1 minus the specificity, not the specificity. And the second term
# needs its weight $1 - \text{prevalence}$.

# %%
def positive_predictive_value(prevalence, sensitivity, specificity):
    """Probability that an alarm is right, by Bayes' theorem.

    Args:
        prevalence: float in [0, 1], the probability of being affected, before the test.
        sensitivity: float in [0, 1], the probability of an alarm for those who are affected.
        specificity: float in [0, 1], the probability of *no* alarm for those who are not.

    Returns:
        float in [0, 1]. 0.0 for a prevalence of 0, 1.0 for a specificity of 1, as long as there are alarms at all.

    Raises:
        ValueError: an argument is not in [0, 1] or is nan, or there can be no alarm (its probability is 0), so that
            the question has no answer.

    Example:
        >>> positive_predictive_value(0.5, 0.75, 0.75)
        0.75
        >>> round(positive_predictive_value(0.001, 0.99, 0.95), 5)
        0.01943

    Builds on: `bayes_posterior`.

    In an LLM: the precision of a filter or detector on real traffic, where what it looks for is rare.

    Source: Casscells, Schoenberger and Graboys, "Interpretation by physicians of clinical laboratory results", 1978.
    """
    raise NotImplementedError("positive_predictive_value: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        import matplotlib.pyplot as plt

        prevalences = np.logspace(-5, -0.01, 200)

        figure, axes = plt.subplots(figsize=(6.5, 4))
        for specificity in (0.9, 0.95, 0.99, 0.999):
            values = [positive_predictive_value(p, 0.99, specificity) for p in prevalences]
            axes.semilogx(prevalences, values, label=f"specificity {specificity}")
        axes.plot(0.001, positive_predictive_value(0.001, 0.99, 0.95), "ko", label="the worked number: 0.019")
        axes.set(
            xlabel="prevalence (share of the affected)",
            ylabel="probability that an alarm is right",
            title="Where the thing is rare, most alarms are false\n(sensitivity 0.99)",
        )
        axes.legend()
        figure.tight_layout()

        for prevalence in (0.5, 0.1, 0.01, 0.001):
            right = positive_predictive_value(prevalence, 0.99, 0.95)
            print(f"prevalence {prevalence:5}, specificity 0.95: an alarm is right with probability {right:.4f}")
        plt.show()

# %% [markdown]
# ## 6.6 One piece of evidence after another
#
# Data come one by one. After each piece the posterior is what you believe, and so it is the prior for the next one:
# $$P(h \mid d_1, \dots, d_T) \propto P(h) \prod_{t=1}^T P(d_t \mid h).$$
# The sign $\propto$ says "equal up to a factor that is the same for all $h$"; normalising finds it. The product shows
# that neither the order matters nor whether you update at every step or once at the end. It needs one assumption:
# given the hypothesis, the pieces are independent of each other.
#
# **Worked number.** Prior $(0.5, 0.5)$, likelihoods $(0.9, 0.2)$ and then $(0.4, 0.5)$. After the first step
# $(0.8182, 0.1818)$, after the second $(0.3273, 0.0909)/0.4182 = (0.7826, 0.2174)$. At once: $0.9 \cdot 0.4 = 0.36$
# against $0.2 \cdot 0.5 = 0.10$, and $0.36/0.46 = 0.7826$.
#
# **In a model.** A *naive Bayes* classifier does this with the words of a document. Such classifiers guess languages
# and filter web pages before a model is trained on them.
#
# **What goes wrong.** Multiplying all likelihoods first: after 2000 factors of 0.5 the float is 0. Normalising after
# each step keeps the sum at 1, but a hypothesis that falls far behind is rounded to 0, and never comes back when later
# pieces speak for it; logarithms (6.4) lose nothing. Averaging the likelihoods instead of multiplying them makes strong
# evidence weak. And counting the same piece twice makes you too sure.

# %%
def sequential_update(prior, likelihoods):
    """Posterior after T independent pieces of evidence: each step's posterior is the next step's prior.

    Args:
        prior: array_like of shape (K,) with ``K >= 1``, the probabilities of the hypotheses. Left unchanged.
        likelihoods: array_like of shape (T, K), row t holds the likelihood of piece t under each hypothesis, finite and
            at least 0. T may be 0 (``[]`` or shape (0, K)) or several thousand. Left unchanged.

    Returns:
        float64 array of shape (K,), entries in [0, 1] that sum to 1; a new array with the values of `prior` for
        ``T = 0``. The order of the rows does not matter, and nothing underflows on the way: 2000 rows of 0.5 leave
        the prior as it was, and so do two rows of ``(1e-200, 1)``, then two of ``(1, 1e-200)``.

    Raises:
        ValueError: together, the pieces rule out every hypothesis with a positive prior, `prior` has a negative,
            infinite or nan entry or does not sum to 1 within 1e-6 as float64 numbers (also for ``T = 0``), or a row
            does not have K entries or has a negative, infinite or nan one.

    Example:
        >>> sequential_update([0.5, 0.5], [[0.9, 0.2], [0.4, 0.5]]).round(4).tolist()
        [0.7826, 0.2174]
        >>> sequential_update([0.25, 0.75], []).tolist()
        [0.25, 0.75]

    Builds on: `posterior_from_logs`.

    In an LLM: naive Bayes filters for training data; reading a prompt token by token.

    Source: Laplace, "Théorie analytique des probabilités", 1812.
    """
    raise NotImplementedError("sequential_update: write your code here")

# %% [markdown]
# ## 6.7 A belief about a coin
#
# Now the hypotheses are all the values $\theta$ from 0 to 1 that a coin's probability of heads may have. A convenient
# belief about it is a *beta distribution*, whose density is
# $$p(\theta) \propto \theta^{a - 1} (1 - \theta)^{b - 1} \qquad (a, b > 0),$$
# with the mean $a/(a + b)$. Beta(1, 1) is flat: all values are equally likely. The larger $a + b$, the narrower. The
# likelihood of $m$ heads and $n$ tails is $\theta^m (1 - \theta)^n$, and multiplying it with the density only changes
# the exponents: the posterior is Beta$(a + m, b + n)$. A prior that keeps its form like this is called *conjugate*, and
# $a$ and $b$ act as heads and tails that you have seen before, in your imagination.
#
# **Worked number.** Beta(2, 2) and then three heads and one tails: Beta(5, 3), with the mean $5/8$.
#
# **In a model.** Two models are compared by 20 judgements of people. The share of wins is a coin, and a beta posterior
# says how sure you may be, where the plain frequency would sound certain.
#
# **What goes wrong.** Adding the number of *flips* to $b$ instead of the number of *tails*. Exchanging the two. And
# $a \le 0$ or $b \le 0$ is no distribution at all.

# %%
def beta_binomial_update(a, b, heads, tails):
    """Parameters of the beta posterior of a coin's probability of heads, after `heads` heads and `tails` tails.

    Args:
        a: float or int above 0, first parameter of the prior (pseudo-count of heads).
        b: float or int above 0, second parameter of the prior (pseudo-count of tails).
        heads: int, at least 0, how many heads were seen.
        tails: int, at least 0, how many tails (not flips) were seen.

    Returns:
        tuple ``(a, b)`` of two floats, the posterior's parameters; those of the prior if nothing was seen.

    Raises:
        ValueError: `a` or `b` is not above 0, or is infinite or nan, or `heads` or `tails` is negative.

    Example:
        >>> beta_binomial_update(2, 2, 3, 1)
        (5.0, 3.0)

    In an LLM: how sure one may be of a win rate after a few judgements.

    Source: Raiffa and Schlaifer, "Applied Statistical Decision Theory", 1961.
    """
    raise NotImplementedError("beta_binomial_update: write your code here")

# %% [markdown]
# ## 6.8 The most probable value
#
# A posterior is a whole curve. If you must name one value, you may name its highest point: the *maximum a posteriori*
# estimate, MAP for short. It is maximum likelihood with a prior, and with a flat prior it *is* maximum likelihood.
# Where both parameters are above 1, the curve is a hill. At its top the slope is 0, also that of the logarithm of the
# density, $(a - 1) \log \theta + (b - 1) \log(1 - \theta)$ and a constant, and so the top lies at
# $$\hat\theta_{\mathrm{MAP}} = \frac{a - 1}{a + b - 2}.$$
#
# **Worked number.** A coin shows heads three times out of three. Maximum likelihood says 1. From the prior Beta(2, 2)
# the posterior is Beta(5, 2): the MAP estimate is $4/5 = 0.8$, and the mean of the posterior is $5/7 = 0.714$. Three
# estimates, three answers; only the first one rules out tails.
#
# **In a model.** Weights that were trained with an L2 penalty are a MAP estimate: see 6.9 and 6.10.
#
# **What goes wrong.** The mean $a/(a + b)$ is not the mode. And the formula only holds for a hill. Below 1 a parameter
# pulls the curve up to infinity at its end: for $a < 1 \le b$ the highest point is at 0, for $b < 1 \le a$ at 1. The
# formula knows nothing of that: for Beta(0.5, 1), which falls from infinity at 0, it says 1. If both are below 1 there
# are two peaks, and Beta(1, 1) is flat: neither has one highest point.

# %%
def beta_map(a, b):
    """Maximum a posteriori estimate of a coin's probability of heads: the mode of its posterior Beta(a, b).

    Args:
        a: float or int above 0, first parameter of the posterior.
        b: float or int above 0, second parameter of the posterior.

    Returns:
        float in [0, 1], where the density is highest: ``(a - 1) / (a + b - 2)`` if both parameters are at least 1 (and
        one is above), 0.0 if ``a < 1 <= b``, 1.0 if ``b < 1 <= a``.

    Raises:
        ValueError: there is not one highest point, because the density is flat (``a = b = 1``) or rises to infinity at
            both ends (both below 1); or `a` or `b` is not above 0, or is infinite or nan.

    Example:
        >>> beta_map(5, 2)
        0.8
        >>> beta_map(0.5, 3)
        0.0

    In an LLM: the simplest case of what weight decay does to weights, a pull of the estimate towards the prior.

    Source: Bishop, "Pattern Recognition and Machine Learning", section 2.1, 2006.
    """
    raise NotImplementedError("beta_map: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        import matplotlib.pyplot as plt

        def beta_density(theta, a, b):
            log_constant = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
            return np.exp(log_constant + (a - 1) * np.log(theta) + (b - 1) * np.log(1 - theta))

        flips = "HHHTHHTHHH"
        theta = np.linspace(0.001, 0.999, 400)
        colors = plt.get_cmap("viridis")(np.linspace(0, 0.9, len(flips) + 1))

        figure, axes = plt.subplots(figsize=(9, 4.5))
        a, b = 2.0, 2.0
        for seen in range(len(flips) + 1):
            if seen > 0:
                a, b = beta_binomial_update(a, b, int(flips[seen - 1] == "H"), int(flips[seen - 1] == "T"))
            mode = beta_map(a, b)
            label = f"{flips[:seen] or 'prior'}: Beta({a:.0f}, {b:.0f}), MAP {mode:.2f}"
            axes.plot(theta, beta_density(theta, a, b), color=colors[seen], label=label)
            axes.plot(mode, beta_density(mode, a, b), "o", color=colors[seen])
        axes.set(
            xlabel="probability of heads θ",
            ylabel="density",
            title="Every flip moves the belief, and makes it narrower in the long run",
            xlim=(0, 1),
        )
        axes.legend(fontsize=8, loc="upper left", bbox_to_anchor=(1, 1))
        figure.tight_layout()

        a, b = beta_binomial_update(2, 2, 3, 0)
        print(f"after HHH: MLE 1.0, MAP {beta_map(a, b):.3f}, posterior mean {a / (a + b):.3f}")
        plt.show()

# %% [markdown]
# ## 6.9 One weight with a prior
#
# A model with a single weight: $y_i = w x_i + \text{noise}$, with normal noise of variance $\sigma^2$. Before you see
# data you believe that $w$ is near 0: normal with mean 0 and variance $\tau^2$. Minus the logarithm of prior times
# likelihood is, without its constants,
# $$\frac{1}{2\sigma^2} \sum_i (y_i - w x_i)^2 + \frac{1}{2\tau^2} w^2.$$
# Multiply by $2\sigma^2$: squared error plus $\lambda w^2$ with $\lambda = \sigma^2/\tau^2$, which is L2
# regularisation. Its minimum is
# $$\hat w = \frac{\sum_i x_i y_i}{\sum_i x_i^2 + \lambda}.$$
# $\lambda = 0$, an infinitely wide prior, gives maximum likelihood. The larger $\lambda$, the closer to 0.
#
# **Worked number.** $x = (1, 2)$ and $y = (3, 5)$: $\sum xy = 13$ and $\sum x^2 = 5$. Maximum likelihood says
# $13/5 = 2.6$, the MAP estimate with $\lambda = 1$ says $13/6 = 2.1667$.
#
# **In a model.** Weight decay: each step of gradient descent on this loss makes the weight a little smaller before it
# fits the data. In AdamW the decay is kept apart from the adaptive step size, so it is no longer exactly this prior,
# but the pull towards 0 is the same idea.
#
# **What goes wrong.** A misplaced bracket: `(x * y).sum() / (x * x).sum() + lam` *adds* $\lambda$ to the weight. The
# prior counts once, not once for each observation: with more data its influence must fade.

# %%
def ridge_weight(x, y, lam=0.0):
    """MAP estimate ``sum(x * y) / (sum(x * x) + lam)`` of the one weight of ``y = w x``, with a normal prior on `w`.

    Args:
        x: array_like of shape (n,) with ``n >= 1``, the inputs. Left unchanged.
        y: array_like of shape (n,), the targets. There is no intercept: nothing is centred. Left unchanged.
        lam: float in [0, inf), the variance of the noise over the variance of the prior. 0 means no prior, and gives
            the maximum likelihood estimate.

    Returns:
        float, the weight that makes ``sum((y - w x)^2) + lam * w^2`` smallest. 0.0 if all inputs are 0 and `lam` is
        above 0.

    Raises:
        ValueError: `lam` is negative, infinite or nan; `x` and `y` do not have the same length, are empty, or have an
            infinite or nan entry; or the denominator is 0 (`lam` is 0, and so are all inputs or at least their squares
            as float64 numbers).

    Example:
        >>> ridge_weight([1, 2], [3, 5])
        2.6
        >>> round(ridge_weight([1, 2], [3, 5], lam=1), 4)
        2.1667

    In an LLM: what weight decay does to a single weight.

    Source: Hoerl and Kennard, "Ridge Regression: Biased Estimation for Nonorthogonal Problems", 1970.
    """
    raise NotImplementedError("ridge_weight: write your code here")

# %% [markdown]
# ## 6.10 Many weights
#
# With $d$ inputs for each observation, the rows of a matrix $X$, the same prior on each weight leads to
# $$\hat w = \arg\min_w \|y - Xw\|^2 + \lambda \|w\|^2 = (X^\top X + \lambda I)^{-1} X^\top y,
# \qquad \lambda = \frac{\sigma^2}{\tau^2}.$$
# This is *ridge regression*. Noisy data (large $\sigma^2$) or a firm belief in small weights (small $\tau^2$) make
# $\lambda$ large. Plain least squares has many answers, all equally good, when columns of $X$ depend on each other or
# when there are more weights than observations; with $\lambda > 0$ there is always exactly one.
#
# **Worked number.** A line through (0, 1), (1, 2), (2, 4): a column of ones and a column of positions.
# $X^\top X = \begin{pmatrix} 3 & 3 \\ 3 & 5 \end{pmatrix}$ and $X^\top y = (7, 10)$. With $\sigma^2 = 1$ and
# $\tau^2 = 4$, $\lambda = \frac14$ joins the diagonal and $\hat w = (0.8372, 1.4264)$. Least squares: $(0.8333, 1.5)$.
#
# **In a model.** *Linear probes*, which ask what a hidden layer knows, are small regressions on many correlated
# activations, and are nearly always fitted with such a penalty.
#
# **What goes wrong.** $\lambda$ turned upside down: the wider the prior, the *weaker* its pull. $\lambda$ times $n$,
# which some libraries mean by their parameter, since they divide the loss by $n$. In numpy `X.T @ X + lam` adds
# $\lambda$ to *every* entry, not only to the diagonal, and no error tells you.

# %%
def map_linear_regression(X, y, sigma2, tau2):
    """MAP estimate of the weights of ``y = X w``, with normal noise and an independent normal prior on each weight.

    Args:
        X: array_like of shape (n, d) with ``n, d >= 1``, one observation a row. Columns may depend on each other, and d
            may exceed n. Nothing is centred, no column of ones is added. Left unchanged.
        y: array_like of shape (n,), the targets. Left unchanged.
        sigma2: float in (0, inf), the variance of the noise.
        tau2: float in (0, inf), the variance of the prior of each weight (also of one that belongs to a column of
            ones); its mean is 0.

    Returns:
        float64 array of shape (d,), the weights ``w`` that make ``||y - X w||^2 + (sigma2 / tau2) ||w||^2`` smallest.
        It tends to least squares as `tau2` grows, and to 0 as `tau2` shrinks.

    Raises:
        ValueError: `sigma2`, `tau2` or their ratio (as a float) is not above 0, or is infinite or nan; `X` does not
            have two axes, or `y` not the shape (n,); they are empty, or have an infinite or nan entry.

    Example:
        >>> map_linear_regression([[1, 0], [1, 1], [1, 2]], [1, 2, 4], sigma2=1, tau2=4).round(4).tolist()
        [0.8372, 1.4264]
        >>> map_linear_regression([[1, 1]], [3], sigma2=1, tau2=1).round(4).tolist()
        [1.0, 1.0]

    In an LLM: linear probes on activations; the exact solution of what weight decay approaches.

    Source: Bishop, "Pattern Recognition and Machine Learning", section 3.3, 2006.
    """
    raise NotImplementedError("map_linear_regression: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        import matplotlib.pyplot as plt

        rng = np.random.default_rng(5)
        n, d, sigma = 15, 8, 2.0
        true_weights = rng.normal(0, 1, size=d)
        X, X_new = rng.normal(size=(n, d)), rng.normal(size=(1000, d))
        y, y_new = X @ true_weights + rng.normal(0, sigma, size=n), X_new @ true_weights + rng.normal(0, sigma, size=1000)

        lambdas = np.logspace(-2, 3, 101)
        paths = np.array([map_linear_regression(X, y, sigma2=lam, tau2=1.0) for lam in lambdas])
        seen_error = ((X @ paths.T - y[:, None]) ** 2).mean(axis=0)
        new_error = ((X_new @ paths.T - y_new[:, None]) ** 2).mean(axis=0)
        best = int(new_error.argmin())

        figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4))
        left.semilogx(lambdas, paths)
        left.axhline(0, color="grey", linewidth=0.8)
        left.set(ylabel="weight", title="A stronger prior pulls the weights to 0 ...")
        right.semilogx(lambdas, seen_error, label="data of the fit")
        right.semilogx(lambdas, new_error, label="new data")
        right.plot(lambdas[best], new_error[best], "o", color="tab:orange", label=f"best λ: {lambdas[best]:.1f}")
        right.set(ylabel="mean squared error", title="... and helps on new data, up to a point", ylim=(0, None))
        right.legend()
        for axes in (left, right):
            axes.set_xlabel("λ = σ² / τ²")
        figure.tight_layout()

        print(f"the data were made with σ² = {sigma**2:.0f} and weights of variance 1, so λ = {sigma**2:.0f}")
        for i in (0, best):
            print(f"λ = {lambdas[i]:.2f}: mean squared error {new_error[i]:.2f} on new data")
        plt.show()

# %% [markdown]
# ## 6.11 Smoothing is Bayesian
#
# A coin with $V$ sides has $V$ probabilities, and the belief about them that keeps its form is the *Dirichlet
# distribution*: one pseudo-count $\alpha_i > 0$ for each side. After counts $n_i$ it has the parameters
# $\alpha_i + n_i$. How probable is side $i$ at the next throw, averaged over everything that you still believe
# possible?
# $$P(i \mid \text{counts}) = \frac{n_i + \alpha_i}{\sum_j (n_j + \alpha_j)}.$$
# This is the *posterior predictive* distribution. If all $\alpha_i$ are equal to $k$, it is the add-k smoothing of
# section 5: the trick from language modelling is Bayes' theorem with a symmetric prior.
#
# **Worked number.** Counts (3, 1, 0) and $\alpha = 0.5$ for each side: $(3.5, 1.5, 0.5)/5.5 = (0.6364, 0.2727,
# 0.0909)$. Before any counts it is the mean of the prior, here $\frac13$ for each side.
#
# **In a model.** A cleverer prior than the uniform one takes $\alpha_i$ proportional to the unigram frequencies. Then
# contexts that were seldom seen fall back to the unigram model, and common ones trust their counts.
#
# **What goes wrong.** A single number $\alpha$ means $\alpha$ for *each* side, so the denominator grows by
# $\alpha V$: with $\alpha$ alone the result does not sum to 1. The numerator has no $-1$: that belongs to the mode.

# %%
def dirichlet_posterior_predictive(counts, alpha):
    """Probability of each category at the next draw, with a Dirichlet prior: ``(n_i + alpha_i) / sum(n + alpha)``.

    Args:
        counts: array_like of shape (V,) with ``V >= 1``, how often each category was seen, at least 0. All may be 0.
            With the pseudo-counts their sum is below 1e308. Left unchanged.
        alpha: float above 0, the pseudo-count of *each* category (together they are ``alpha * V``), or array_like of
            shape (V,), one pseudo-count above 0 for each. Left unchanged.

    Returns:
        float64 array of shape (V,), entries in (0, 1] that sum to 1. Without counts it is the mean of the prior,
        ``alpha / sum(alpha)``.

    Raises:
        ValueError: an `alpha` is not above 0, or is infinite or nan; `counts` is empty or has a negative, infinite or
            nan entry; or `alpha` is an array of another length than `counts` (one entry for several categories is
            refused too).

    Example:
        >>> dirichlet_posterior_predictive([3, 1, 0], 0.5).round(4).tolist()
        [0.6364, 0.2727, 0.0909]
        >>> dirichlet_posterior_predictive([0, 0], [1.0, 3.0]).tolist()
        [0.25, 0.75]

    In an LLM: smoothed counts of a row of an n-gram table; a belief about how often each category occurs in the data.

    Source: MacKay and Peto, "A hierarchical Dirichlet language model", 1995.
    """
    raise NotImplementedError("dirichlet_posterior_predictive: write your code here")

# %% [markdown]
# ## In the little world
#
# In the little world (section 1) "sang" and "cried" almost never meet in one story, though no rule forbids it.
# Something that is never said keeps them apart. Every story has a *mood*: merry, with probability 0.6, or gloomy. It is
# drawn before the first word, and then it only colours the words. In a merry story animals jump and are glad, in a
# gloomy one they creep and are sad; mostly, not always.
#
# You read a story word by word. What do you believe about its mood, and what do you expect next? That is Bayes' theorem
# once a word. The file `truth` holds what you need for a hundred stories: for each word its probability in either mood,
# given all the words before it.
#
# Here is one of them.
#
# > once an old owl called ada lived by the river . she was proud and afraid . the owl was afraid . at night she slept
# > in the tree .
#
# **Guess first.** Which three words of it tell something about the mood? "proud" is ten times as probable there in a
# merry story, "afraid" seven or eight times as probable in a gloomy one. Where will you stand at the end?
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
        # The plot in words: the probability that the mood is merry, word by word. It stays at 0.6 for thirteen words, jumps
        # to 0.94 at "proud", falls to 0.69 at "afraid" and to 0.21 at the second "afraid", and stays there.
        import matplotlib.pyplot as plt

        truth = world_data("truth")
        vocabulary, ids, prior = truth["vocabulary"], truth["ids"], truth["prior"].astype(float)
        in_mood = truth["next_word_in_mood"].astype(
            float
        )  # (words, 2 moods, 99): of every next word, if the mood were known
        told = in_mood[np.arange(len(ids)), :, ids]  # (words, 2): how probable the word that came was in each mood
        ends = np.flatnonzero(ids == 0) + 1
        stories = np.split(np.arange(len(ids)), ends)[:-1]

        def beliefs_along(story):
            """Posterior of the two moods before the first word and after each one, shape (words + 1, 2)."""
            beliefs = [prior]
            for place in story:
                beliefs.append(bayes_posterior(beliefs[-1], told[place]))
            return np.array(beliefs)

        owl = stories[91]
        beliefs = beliefs_along(owl)
        words = vocabulary[ids[owl]]

        figure, axes = plt.subplots(figsize=(10, 4))
        axes.step(range(len(owl) + 1), beliefs[:, 0], where="post", color="#0072B2")
        axes.axhline(0.5, color="grey", linestyle=":")
        axes.set_xticks(range(1, len(owl) + 1), words, rotation=90, fontsize=8)
        for place in np.flatnonzero(np.abs(np.diff(beliefs[:, 0])) > 0.05):
            axes.annotate(
                f"{words[place]}: {beliefs[place + 1, 0]:.2f}",
                (place + 1, beliefs[place + 1, 0]),
                xytext=(4, 6),
                textcoords="offset points",
                color="#D55E00",
            )
            ratio = told[owl[place], 0] / told[owl[place], 1]
            mood = "merry" if ratio > 1 else "gloomy"
            step = f"P(merry) from {beliefs[place, 0]:.4f} to {beliefs[place + 1, 0]:.4f}"
            print(f"'{words[place]}' is {max(ratio, 1 / ratio):.1f} times as probable if {mood}: {step}")
        axes.set(ylim=(0, 1.08), ylabel="P(merry | the words so far)", xlim=(0, len(owl) + 1))
        axes.set_title("Three words move the belief, the others leave it where it is")
        figure.tight_layout()
        plt.show()

        at_once = sequential_update(prior, told[owl])
        in_logs = posterior_from_logs(np.log(prior), np.log(told[owl]).sum(axis=0))
        print(f"all words at once: {at_once[0]:.4f}; by sums of logarithms: {in_logs[0]:.4f}")
        print(f"and the mood was: {truth['moods'][truth['mood'][91]]}")

# %% [markdown]
# <details><summary>What came out</summary>
#
# Thirteen words say nothing: "once an old owl" is as probable in either mood. "proud" moves the belief from 0.60 to
# 0.94, the first "afraid" back to 0.69, the second to 0.21. All words at once give the same as one after the other, and
# so do sums of logarithms (6.4 and 6.6).
#
# And the mood was merry! Is the belief wrong, then? No: of all stories that hold these words, 79 in 100 are gloomy, and
# this is one of the others. A belief of 0.21 is wrong if such stories are merry more or less often than 21 times in
# 100, and nothing that happens in *one* story can tell.
#
# </details>
#
# A belief about something that is never said is worth having for what it says about the next word: each mood predicts,
# and the law of total probability (6.2) mixes the two predictions.
#
# **Guess first.** "the owl was ..." What is probable now: glad or sad? You have read "proud and afraid", and stand at
# 0.69 for merry.

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        place = int(np.flatnonzero(words == "was")[1]) + 1  # the word after the second "was"
        print(f'after "{" ".join(words[place - 3 : place])}", with P(merry) = {beliefs[place, 0]:.4f}:')
        print("word     merry   gloomy  mixed   the truth")
        for word in ("glad", "proud", "afraid", "sad"):
            i = int(np.flatnonzero(vocabulary == word)[0])
            in_each = in_mood[owl[place], :, i]
            mixed = total_probability(beliefs[place], in_each)
            print(f"{word:7}  {in_each[0]:.4f}  {in_each[1]:.4f}  {mixed:.4f}  {truth['next_word'][owl[place], i]:.4f}")

        all_beliefs = [beliefs_along(story)[:, 0] for story in stories]
        merry = truth["mood"] == 0
        print()
        for n in (0, 5, 10, 15, 25, 30):
            now = np.array([b[min(n, len(b) - 1)] for b in all_beliefs])
            right = np.sum((now.round(6) >= 0.5) == merry)  # at 0.5 itself the guess is merry
            sure = np.maximum(now, 1 - now).mean()
            print(f"after {n:2} words: {right:2} of 100 moods guessed right, {100 * sure:.1f} expected")

# %% [markdown]
# The mixture *is* the true distribution, in all four digits. The author of the language, who knows how every story was
# made, cannot predict the next word better than this: as long as the mood is not said, nobody can. So the best language
# model there is does Bayesian inference about what is not said, whether it knows it or not. A transformer that comes
# within 0.007 nats of the truth has learnt something that amounts to it.
#
# The last lines check the beliefs themselves. Before the first word everybody says "merry" and is right in as many
# stories as are merry. With every word that tells something it gets better. Where the belief is $b$, the guess should
# be right with probability $\max(b, 1 - b)$, which is what "expected" adds up.
#
# **To think about.** At the end 78 were right and 84.7 were expected. Are the beliefs too sure?
#
# <details><summary>An answer</summary>
#
# They are exact, by construction; so this is chance. A sum of a hundred such guesses has a standard deviation of about
# 3.3, and 6.7 below what is expected is two of those: a hundred stories as unlucky as these come about once in thirty
# times. If you did not know that the beliefs are exact, you would want more stories before you say anything. How many
# is the subject of section 11.
#
# </details>
#
# | concept | formula | where in a language model |
# |---|---|---|
# | MAP, L2 regularisation | maximum likelihood with a Gaussian prior | weight decay in AdamW |
#
# A prior on weights was a bell curve, and so were the noise, the weights at the start and most of the rest. Why that
# curve, again and again? Section 7.
