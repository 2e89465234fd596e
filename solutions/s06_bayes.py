# %% [markdown]
# # 6. Bayes' theorem and MAP
#
# > once an old owl called ada lived by the river . she was proud and afraid . the owl was ...
#
# Glad? Sad? Every story of the little world (section 1) has a mood, merry or gloomy, and no word names it. "proud" is a
# word of merry stories and "afraid" one of gloomy ones, and this owl is both. The transformer of the little world has
# read 100,000 such stories, and nobody told it of moods. It says 0.19 for "glad" and 0.11 for "sad".
#
# Is that a guess, or is there a right answer? And if there is one: does the model hold something like a *belief* about
# a thing that is never said? Before you can tell, you must know what one *should* believe after each word. That is
# Bayes' theorem, one multiplication and one division long. You will use it on a mail, an alarm, a coin, a table of
# counts and the weights of a model. At the end you come back to the owl, and read the model's belief out of its
# numbers.
#
# **You need** conditional probability and normalising (section 1), softmax and densities (section 2), variance
# (section 3) and maximum likelihood (section 5). The last two exercises use that a slope is 0 at a minimum, and
# products of matrices.
#
# **Words.** Let $h$ be a hypothesis and $d$ the data. The hypothesis may be a kind of mail, a mood, or the parameters
# of a model, which other texts call $\theta$.
#
# - The *prior* $P(h)$ is what you believe before you see the data.
# - The *likelihood* $P(d \mid h)$ is how probable the data are if $h$ is true. Over all $h$ it need not sum to 1.
# - The *evidence* $P(d)$ is how probable the data are all in all.
# - The *posterior* $P(h \mid d)$ is what you believe afterwards.
#
# **Given.** Three helpers that check arguments and raise the errors that the exercises promise. They return fresh
# arrays, so you never change the caller's. "Sums to 1" means within 1e-6, after conversion to float64: a float32
# softmax misses 1 by up to about that much, and a limit of 1e-8 would refuse most real model output.

# %% role="given"
import math

import numpy as np


# %% role="given"
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
# How probable is $A$ once you know that $B$ happened? Throw out all cases without $B$. Of those that are left, which
# share has $A$?
# $$P(A \mid B) = \frac{P(A \text{ and } B)}{P(B)}.$$
# Take all pairs of neighbouring words in a text. 20 % of them begin with "the", and 5 % are "the cat". So "cat" follows
# "the" with probability $0.05/0.20 = 0.25$. A language model answers this question for all words at once: its output is
# $P(\text{next token} \mid \text{context})$.
#
# **Guess first.** Now turn it round. You see a "cat". How probable is it that "the" stands before it? Is that 0.25
# again?
#
# <details><summary>An answer</summary>
#
# No, for the condition is another one, and so is the denominator. Say 6 % of all pairs end with "cat". Then
# $0.05/0.06 = 0.83$ of the cats come behind a "the", though only a quarter of the "the" lead to a cat. $P(A \mid B)$
# and $P(B \mid A)$ share a numerator and nothing else. Most mistakes of this section are this swap in disguise.
#
# </details>


# %% exercise="conditional_probability" tier="core" points=1 difficulty=1 minutes=5
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
    if not 0 <= p_ab <= p_b <= 1 or p_b == 0:
        raise ValueError("p_b must be above 0 and at most 1, p_ab from 0 to p_b")
    return float(p_ab / p_b)


# %% [markdown] hints="conditional_probability"
# 1. Of all the cases with $B$, which share has $A$ as well?
# 2. One division. The checks before it can be one chain of comparisons, which is False for nan.
# 3. Raise ValueError unless `0 <= p_ab <= p_b <= 1`, and also if `p_b` is 0. What is left is the formula of the
#    docstring.

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# A result above 1 comes from the ratio upside down, or from a `p_ab` above `p_b` that nobody refused: $A$ together with
# $B$ cannot be more probable than $B$ alone. And dividing by 0 raises a ZeroDivisionError, where a ValueError was
# promised.
#
# </details>
#
# ## 6.2 The law of total probability
#
# 30 % of the mails are spam. The word "free" is in 80 % of the spam and in 5 % of the rest.
#
# **Guess first.** In how many of *all* mails is it? Is that nearer to 80 % or to 5 %?
#
# <details><summary>The number</summary>
#
# Nearer to 5 %, since most mails are no spam: $0.3 \cdot 0.8 + 0.7 \cdot 0.05 = 0.24 + 0.035 = 0.275$. The plain mean
# of the two, 0.425, would be right if half of the mails were spam.
#
# </details>
#
# Each hypothesis makes the data happen with its likelihood, and counts as much as you believe in it:
# $$P(d) = \sum_h P(h)\, P(d \mid h).$$
# It is a mean of the likelihoods, weighted by the prior. This is the evidence of the data, and it is also a
# *prediction*. Several models that predict the next token together, an *ensemble*, do it like this: each model's
# probability of the token, weighted by the belief in the model.


# %% exercise="total_probability" tier="core" points=1 difficulty=1 minutes=6
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

    In an LLM: the prediction of an ensemble: each model weighted by the belief in it.

    Source: Bishop, "Pattern Recognition and Machine Learning", section 1.2, 2006.
    """
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    return float(prior @ likelihood)


# %% [markdown] hints="total_probability"
# 1. Do it by hand for the mails. Each kind of mail gives one product.
# 2. Multiply the two arrays entry by entry and add up. `as_prior_and_likelihood` makes the checks.
# 3. After the helper, the products are `prior * likelihood`. Add them up, and return a `float`.

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# Adding the likelihoods, or taking their plain mean, forgets how common each hypothesis is. And do not ask the
# likelihoods to sum to 1: they belong to *different* conditions, 80 % of one kind of mail and 5 % of another.
#
# </details>
#
# ## 6.3 Bayes' theorem
#
# You hold a mail with the word "free". Is it spam? You know $P(\text{free} \mid \text{spam})$ and want the swap,
# $P(\text{spam} \mid \text{free})$. The theorem makes it:
# $$P(h \mid d) = \frac{P(h)\, P(d \mid h)}{P(d)}.$$
# Of all mails 0.24 are spam with "free" and 0.035 are other mail with "free". You hold one of these 0.275, so it is
# spam with probability $0.24/0.275 = 0.8727$ and other mail with $0.035/0.275 = 0.1273$. In words: prior times
# likelihood, then normalise. The evidence is only the number that makes the whole sum to 1.
#
# A language model can be read in this way at every token. It starts with what it knows from pretraining, the prior. The
# context is the data: it rules out continuations that were plausible before, and what is left is a posterior
# distribution over the next token.
#
# **Guess first.** A third kind of mail exists that you believed impossible, prior 0, and in which "free" is certain.
# What is its posterior?
#
# <details><summary>An answer</summary>
#
# 0, and after a million mails with "free" it is still 0. Where the prior is exactly 0, no data will ever change your
# mind. *Cromwell's rule* is never to be that sure of anything that could be true, and smoothing (section 5) obeys it.
#
# </details>


# %% exercise="bayes_posterior" tier="core" points=2 difficulty=1 minutes=8
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
        ValueError: the evidence as a float64 number is 0 (no hypothesis with a positive prior allows the data, or with
            less than about 1e-323), `prior` has a negative, infinite or nan entry or does not sum to 1 within 1e-6 as
            float64 numbers, `likelihood` has a negative, infinite or nan entry, or their shapes differ.

    Example:
        >>> bayes_posterior([0.75, 0.25], [0.25, 0.75]).tolist()
        [0.5, 0.5]
        >>> bayes_posterior([0.3, 0.7], [0.8, 0.05]).round(4).tolist()
        [0.8727, 0.1273]

    Builds on: `total_probability`.

    In an LLM: what the context so far tells about the kind of text that goes on.

    Source: Bayes, "An Essay towards solving a Problem in the Doctrine of Chances", 1763.
    """
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    evidence = total_probability(prior, likelihood)
    if evidence == 0:
        raise ValueError("no hypothesis with a positive prior allows the data")
    return prior * likelihood / evidence


# %% [markdown] hints="bayes_posterior"
# 1. You have the denominator already. What is its part that comes from one hypothesis?
# 2. Multiply prior and likelihood entry by entry, and divide by the evidence from 6.2. Look at the evidence before you
#    divide.
# 3. `as_prior_and_likelihood` first, then `total_probability`. If that is 0 raise ValueError. Otherwise, which array do
#    you divide by it?

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: three pairs of bars, spam and other mail. Prior 0.3 and 0.7; times the likelihood 0.24 and
    # 0.035, both small and spam ahead; divided by their sum 0.873 and 0.127.
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
        bars = axes.bar(["spam", "other"], values, color=["#D55E00", "#56B4E9"], edgecolor="black", linewidth=0.6)
        bars[0].set_hatch("//")
        axes.bar_label(bars, fmt="%.3f", padding=2)
        axes.set(title=f"{name}\n({note})", ylim=(0, 1))
        axes.title.set_fontsize(10)
    panels[0].set_ylabel("probability")
    figure.suptitle('One word, "free", reverses the belief')
    figure.tight_layout()

    spam, other = bayes_posterior(prior, likelihood)
    print(f"P('free') = {evidence:.4f}")
    print(f"P(spam | 'free') = {spam:.4f}, P(other | 'free') = {other:.4f}, together {spam + other:.4f}")
    print(f"before the word spam was {prior[0]:.0%} likely, after it {spam:.1%}")
    plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# $0.8/0.85 = 0.94$ is the answer of someone who normalises the likelihoods alone, as if spam and other mail had been
# equally likely before. It is called *base-rate neglect*, and 6.5 shows what it costs. nan comes from likelihoods that
# are all 0: the data contradict the prior, and that must not travel on silently. A small number added to the
# denominator hides it, and swallows likelihoods such as 1e-200, whose ratios are as good as any.
#
# </details>
#
# ## 6.4 Bayes in log space
#
# Which of two models wrote this text? The likelihood of a text is a product of its tokens' probabilities, and after a
# few hundred of them a float rounds it to 0 (section 1). Its logarithm, say $-1000$, is a perfectly good number. So
# stay with logarithms. Let $s_h = \log P(h) + \log P(d \mid h)$; then
# $$P(h \mid d) = \frac{e^{s_h}}{\sum_{h'} e^{s_{h'}}}.$$
# You have met this formula: **the posterior is the softmax of log prior plus log likelihood**. And as with softmax, a
# constant that is added to all $s_h$ cancels, so subtract the largest before you take exponentials.
#
# **Guess first.** Two models, equally likely before. The text has the log-likelihood $-1000$ under one and $-1001$
# under the other. How sure are you?
#
# <details><summary>The number</summary>
#
# The difference is 1, and nothing else counts: $1/(1 + e^{-1}) = 0.7311$ for the first, $0.2689$ for the second. Two
# texts of probability $e^{-1000}$ and $e^{-1001}$ are both as good as impossible. The question is which is less so.
#
# </details>
#
# Read from right to left, the formula says what logits are: log prior plus log likelihood, up to a constant. Dividing
# them by a temperature of $\frac12$ (section 8) squares all probabilities before normalising, as if prior and data had
# been counted twice. Temperature sharpens a posterior.


# %% exercise="posterior_from_logs" tier="core" points=2 difficulty=2 minutes=12
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
    log_prior, log_likelihood = np.asarray(log_prior, dtype=float), np.asarray(log_likelihood, dtype=float)
    if log_prior.ndim != 1 or log_prior.size == 0 or log_prior.shape != log_likelihood.shape:
        raise ValueError("log_prior and log_likelihood must be lists of the same length, at least 1")
    if not (np.all(log_prior < np.inf) and np.all(log_likelihood < np.inf)):
        raise ValueError("logarithms must be finite or -inf")
    scores = log_prior + log_likelihood
    highest = scores.max()
    if highest == -np.inf:
        raise ValueError("every hypothesis is ruled out")
    weights = np.exp(scores - highest)
    return weights / weights.sum()


# %% [markdown] hints="posterior_from_logs"
# 1. A product of probabilities is a sum of logarithms. The division by the evidence is what softmax does.
# 2. Add the two arrays, subtract the largest entry of the sum, take exponentials, divide by their sum. `-inf` comes out
#    as 0 by itself, unless all entries are `-inf`.
# 3. Check shapes, and that every entry is `< np.inf` (False for nan). With `s` the sum of the arrays: raise ValueError
#    if `s.max()` is `-np.inf`, then `w = np.exp(s - s.max())`. What does softmax do with `w`?

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: left, log-likelihoods of a text under two models against its length, two straight lines that
    # can hardly be told apart and leave the range of floats at 745 and 738 words. Right, the belief that A wrote the
    # text: it rises from 0.5 to nearly 1 at 500 words, and does not notice where the floats end.
    import matplotlib.pyplot as plt

    words_read = np.arange(0, 1501)
    model_a, model_b = -1.00 * words_read, -1.01 * words_read  # nats: a loss of 1.00 and of 1.01 per word
    beliefs = [posterior_from_logs([0.0, 0.0], pair)[0] for pair in zip(model_a, model_b, strict=True)]

    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 3.8))
    left.plot(words_read, model_a, color="#0072B2")
    left.plot(words_read, model_b, "--", color="#D55E00")
    left.axhspan(-1600, math.log(5e-324), color="0.88")
    left.annotate("here the likelihood itself is 0 in a float", (40, -1400))
    left.annotate("A: 1.00 nats per word", (900, -840), color="#0072B2")
    left.annotate("B: 1.01 nats per word", (280, -1000), color="#D55E00")
    left.set(xlabel="words of the text", ylabel="log-likelihood (nats)", xlim=(0, 1500), ylim=(-1600, 0))
    right.plot(words_read, beliefs, color="black")
    right.axvspan(738, 1500, color="0.88")
    right.set(xlabel="words of the text", ylabel="P(A wrote it)", xlim=(0, 1500), ylim=(0.5, 1.02))
    figure.suptitle("The likelihoods leave the floats; their difference goes on deciding")
    figure.tight_layout()

    for n in (10, 100, 500, 1500):
        product = math.exp(model_a[n])
        belief = posterior_from_logs([math.log(0.5)] * 2, [model_a[n], model_b[n]])[0]
        print(f"{n:4} words: likelihood under A {product:.3g}, P(A wrote it) = {belief:.4f}")
    plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# nan comes from exponentials that were taken before the largest entry was subtracted: 0/0. A warning about $\infty -
# \infty$ means that every hypothesis was ruled out, and that is the one case to refuse; a single $-\infty$ is the
# honest logarithm of 0. If the second visible check fails, the prior is missing, or a *probability* was added to a
# logarithm.
#
# </details>
#
# A hundredth of a nat per word, which no reader would notice, settles the question in a text of 500 words.
#
# ## 6.5 The base-rate fallacy
#
# You do not want test questions in your training data, so you run a detector over 100,000 documents. A detector is
# judged by two numbers: its *sensitivity*, the share of the leaked documents that it finds, here 0.99, and its
# *specificity*, the share of the clean ones that it leaves alone, here 0.95. One document in a thousand is leaked.
#
# **Guess first.** The detector rings. How probable is it that the document is leaked?
#
# <details><summary>An answer</summary>
#
# In 1978 sixty doctors and students at Harvard's teaching hospitals were asked nearly this about a disease and its
# test. The most frequent answer was 95 %; eleven of them said 2 %. Count, and you will see who was right. Of the
# 100,000 documents 100 are leaked, and 99 of these ring. Of the other 99,900 only 5 % ring, but that is 4995. So an
# alarm is right in 99 of 5094 cases: 1.94 %.
#
# </details>
#
# Whoever hears the alarm wants another number, the *positive predictive value* (of a classifier: its precision). It
# depends on the *prevalence*, the share of the affected among all, which the detector's maker cannot know:
# $$\mathrm{PPV} = \frac{\text{prevalence} \cdot \text{sensitivity}}
# {\text{prevalence} \cdot \text{sensitivity} + (1 - \text{prevalence})(1 - \text{specificity})}.$$
# It is Bayes' theorem with two hypotheses, and an alarm as the data.


# %% exercise="positive_predictive_value" tier="plus" points=1 difficulty=1 minutes=8
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
    if not all(0 <= p <= 1 for p in (prevalence, sensitivity, specificity)):
        raise ValueError("prevalence, sensitivity and specificity must be from 0 to 1")
    affected, _ = bayes_posterior([prevalence, 1 - prevalence], [sensitivity, 1 - specificity])
    return float(affected)


# %% [markdown] hints="positive_predictive_value"
# 1. Two hypotheses, affected or not, and one piece of data, the alarm. What are the priors, what the likelihoods?
# 2. The priors are the prevalence and what is missing to 1; the likelihoods of an alarm are the sensitivity and the
#    false-positive rate, 1 minus the specificity. The rest is Bayes' theorem.
# 3. Check that all three are from 0 to 1. Then `bayes_posterior` of two lists of two numbers; it raises ValueError for
#    you if there are no alarms. Which entry of its result is asked for?

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: left, 5,094 alarms as small squares, of which the 99 in the first rows are dark: the right
    # ones. Right, the probability that an alarm is right against the prevalence, for four specificities. All curves
    # rise from near 0 to 1; with specificity 0.95 an alarm is right half the time from a prevalence of about 5 % on.
    import matplotlib.pyplot as plt

    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2), width_ratios=(1, 1.3))
    alarms = np.arange(5094)
    x, y = alarms % 83, alarms // 83
    left.plot(x[99:], y[99:], "s", markersize=1.8, color="#E69F00")
    left.plot(x[:99], y[:99], "s", markersize=1.8, color="black")
    left.annotate("99 leaked documents", (1, -2), annotation_clip=False)
    left.annotate("4,995 clean documents", (1, 66.5), annotation_clip=False, color="#8A5A00")
    left.invert_yaxis()
    left.set_axis_off()
    left.set_title("5,094 alarms from 100,000 documents", fontsize=10, pad=18)

    prevalences = np.logspace(-5, -0.01, 200)
    curves = (
        (0.9, ":", "#D55E00", 0.12),
        (0.95, "-.", "#E69F00", 0.046),
        (0.99, "--", "#009E73", 0.01),
        (0.999, "-", "#0072B2", 0.001),
    )
    for specificity, style, color, half in curves:
        values = [positive_predictive_value(p, 0.99, specificity) for p in prevalences]
        right.semilogx(prevalences, values, style, color=color)
        right.annotate(str(specificity), (half, 0.5), color=color, ha="left" if specificity == 0.9 else "right")
    right.plot(0.001, positive_predictive_value(0.001, 0.99, 0.95), "ko")
    right.annotate("here: 0.019", (0.001, 0.02), xytext=(2e-5, 0.12), arrowprops={"arrowstyle": "-"})
    right.annotate("specificity:", (2e-4, 0.56), ha="right")
    right.set(xlabel="prevalence (share of the affected)", ylabel="probability that an alarm is right", ylim=(0, 1.02))
    figure.suptitle("Where the thing is rare, most alarms are false")
    figure.tight_layout()

    for prevalence in (0.5, 0.1, 0.01, 0.001):
        share = positive_predictive_value(prevalence, 0.99, 0.95)
        print(f"prevalence {prevalence:5}, specificity 0.95: an alarm is right with probability {share:.4f}")
    plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# 0.95 or 0.99 for the rare disease: somewhere the prevalence is missing, or the specificity stands where the
# false-positive rate belongs. Both terms below the line are shares of *all* documents, so the second needs its weight
# $1 - \text{prevalence}$.
#
# </details>
#
# What helps? Not a better sensitivity: a perfect one would bring the alarms from 1.94 % to 1.96 %. A specificity of
# 0.999 brings them to 50 %. A second, *independent* test of those that rang gets them to 28 %, as you can check with
# the next exercise.
#
# ## 6.6 One piece of evidence after another
#
# Data come one by one. After each piece the posterior is what you believe, and so it is the prior for the next:
# $$P(h \mid d_1, \dots, d_T) \propto P(h) \prod_{t=1}^T P(d_t \mid h).$$
# The sign $\propto$ says "equal up to a factor that is the same for all $h$"; normalising finds it. One assumption is
# in the product: given the hypothesis, the pieces are independent of each other. A second look by the same detector is
# no second piece of evidence.
#
# Start from $(0.5, 0.5)$ and see a piece with likelihoods $(0.9, 0.2)$: now you believe $(0.8182, 0.1818)$. A second
# piece with $(0.4, 0.5)$ takes you to $(0.3273, 0.0909)/0.4182 = (0.7826, 0.2174)$. Both at once: $0.9 \cdot 0.4 =
# 0.36$ against $0.2 \cdot 0.5 = 0.10$, and $0.36/0.46 = 0.7826$ again. A *naive Bayes* classifier does this with the
# pieces of a document, as if they were independent. `langdetect`, which picked the English web pages that T5 was
# trained on, is one, with groups of letters for pieces.
#
# **Guess first.** A product may be taken in any order, so the order of the pieces cannot matter. Does that hold for a
# *program* that normalises after each piece?
#
# <details><summary>An answer</summary>
#
# Not always. Let two pieces speak for the second hypothesis with $(10^{-200}, 1)$, then two for the first with $(1,
# 10^{-200})$. They cancel. But after the first two the belief in the first hypothesis is $10^{-400}$, which a float
# rounds to 0, and from 0 nothing ever comes back. Normalising after each piece saves the sum, not the hypothesis that
# falls behind. Sums of logarithms lose neither.
#
# </details>


# %% exercise="sequential_update" tier="plus" points=2 difficulty=2 minutes=10
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
    prior, likelihoods = as_prior(prior), np.array(likelihoods, dtype=float)
    if len(likelihoods) == 0:
        return prior
    if likelihoods.shape != (len(likelihoods), prior.size):
        raise ValueError(f"each row must have {prior.size} entries, one for each hypothesis")
    if not np.all((likelihoods >= 0) & np.isfinite(likelihoods)):
        raise ValueError("likelihoods must be finite and at least 0")
    # The logarithm of 0 is -inf, which is what posterior_from_logs wants for a hypothesis that is ruled out.
    with np.errstate(divide="ignore"):
        return posterior_from_logs(np.log(prior), np.log(likelihoods).sum(axis=0))


# %% [markdown] hints="sequential_update"
# 1. The posterior of all steps is the prior times a product over the rows, normalised. What is a product in log space?
# 2. Check the prior, and return it if there are no rows. Check the rows, add up their logarithms over the pieces, and
#    let 6.4 do the rest.
# 3. `as_prior(prior)` first. The rows as a float array must have the shape `(T, K)` and finite entries of at least 0.
#    Take logarithms of prior and rows under `np.errstate(divide="ignore")`, since the logarithm of 0 warns. Over which
#    axis do you add, and who makes a posterior of two arrays of logarithms?

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: forty winding paths of a belief over 60 words. All start at 0.5. At the end most are
    # near 1, some of which had fallen below 0.2 on the way.
    import matplotlib.pyplot as plt

    rng = np.random.default_rng(6)
    writer_a, writer_b = np.array([0.5, 0.3, 0.2]), np.array([0.3, 0.4, 0.3])  # how often each uses three words
    figure, axes = plt.subplots(figsize=(8, 4))
    lowest, last = [], []
    for _ in range(40):
        words = rng.choice(3, size=60, p=writer_a)  # the texts are A's
        pieces = np.column_stack([writer_a[words], writer_b[words]])
        path = np.array([sequential_update([0.5, 0.5], pieces[:n])[0] for n in range(61)])
        axes.plot(path, color="#0072B2", alpha=0.3, linewidth=1)
        lowest.append(path.min())
        last.append(path[-1])
    axes.axhline(0.5, color="grey", linestyle=":")
    axes.set(xlabel="words read", ylabel="P(A wrote it | the words so far)", xlim=(0, 60), ylim=(0, 1))
    axes.set_title("Forty texts of writer A: the truth wins, on winding roads")
    figure.tight_layout()

    print(f"{sum(b < 0.2 for b in lowest)} of 40 beliefs were below 0.2 on the way")
    print(f"after 60 words {sum(b > 0.5 for b in last)} of 40 are above 0.5, their median is {np.median(last):.3f}")
    plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# Averaged likelihoods make strong evidence weak: each piece multiplies. nan, or an error, in the check with two
# thousand rows comes from multiplying all rows first, since $0.5^{2000}$ is 0 in a float. And if the prior comes in at
# every step, it is counted as often as there are pieces.
#
# </details>
#
# ## 6.7 A belief about a coin
#
# Two models answer the same 20 prompts, and people prefer the first one's answer 14 times.
#
# **Guess first.** How probable is it that the first model is the better one, that is, wins more than half of *all*
# prompts?
#
# The hypotheses are now all values $\theta$ from 0 to 1 that the probability of a win may have, and a belief about
# $\theta$ is a density. A convenient one is the *beta distribution*,
# $$p(\theta) \propto \theta^{a - 1} (1 - \theta)^{b - 1} \qquad (a, b > 0),$$
# with the mean $a/(a + b)$. For $a = b = 1$ it is flat: all values are equally likely. The larger $a + b$, the narrower
# it is. The likelihood of $m$ heads and $n$ tails is $\theta^m (1 - \theta)^n$, and multiplying only changes the
# exponents: the posterior is Beta$(a + m, b + n)$. A prior that keeps its form like this is called *conjugate*. From
# Beta(2, 2) three heads and one tails lead to Beta(5, 3), with the mean $5/8$.
#
# So $a$ and $b$ act like heads and tails that were seen before: *pseudo-counts*. How many depends on what you report.
# In the mean $a/(a + b)$ the flat Beta(1, 1) counts as one head and one tail, and after $h$ heads in $n$ flips it makes
# $$\frac{h + 1}{n + 2},$$
# the *rule of succession* of Laplace: three heads in three flips give $4/5$, not 1. In the highest point of the curve,
# which comes in 6.8, the flat prior counts as nothing at all.


# %% exercise="beta_binomial_update" tier="core" points=1 difficulty=1 minutes=5
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
        ValueError: `a` or `b` is not above 0, or is infinite or nan, or `heads` or `tails` is negative or nan.

    Example:
        >>> beta_binomial_update(2, 2, 3, 1)
        (5.0, 3.0)

    In an LLM: how sure one may be of a win rate after a few judgements.

    Source: Raiffa and Schlaifer, "Applied Statistical Decision Theory", 1961.
    """
    if not (0 < a < math.inf and 0 < b < math.inf):
        raise ValueError("a and b must be finite and above 0")
    if not (heads >= 0 and tails >= 0):
        raise ValueError("heads and tails must be at least 0")
    return float(a + heads), float(b + tails)


# %% [markdown] hints="beta_binomial_update"
# 1. Multiply $\theta^{a-1}(1-\theta)^{b-1}$ by $\theta^m (1-\theta)^n$. What are the new exponents?
# 2. Heads raise the first parameter, tails the second, each by their number.
# 3. A check such as `0 < a < math.inf` is False for nan, and so is `heads >= 0`. After the checks return a tuple of two
#    floats: which number joins `a`, which joins `b`?

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# The second count is that of the *tails*, not of the flips. No 1 is subtracted: $a - 1$ is the exponent, $a$ the
# parameter. And counts are counts: ten flips must weigh ten times as much as one.
#
# </details>
#
# <details><summary>What of the 14 wins in 20?</summary>
#
# From the flat prior the posterior is Beta(15, 7), with the mean $15/22 = 0.68$. The area right of $\frac12$ is 0.96:
# the first model is the better one with 96 %. The plain frequency, 0.7, says nothing about how sure it is.
#
# </details>
#
# ## 6.8 The most probable value
#
# A posterior is a whole curve. If you must name one value, you may name its highest point, the *maximum a posteriori*
# estimate, or MAP:
# $$\hat\theta_{\mathrm{MAP}} = \arg\max_\theta\, [\log p(\text{data} \mid \theta) + \log p(\theta)].$$
# Without the last term, or with a flat prior, that is maximum likelihood.
#
# Where both parameters of a beta distribution are above 1, the curve is a hill. At its top the slope is 0, also that of
# its logarithm $(a - 1) \log \theta + (b - 1) \log(1 - \theta)$, and so the top lies at
# $$\hat\theta_{\mathrm{MAP}} = \frac{a - 1}{a + b - 2}.$$
# A coin shows heads three times out of three. Maximum likelihood says 1. From the prior Beta(2, 2) the posterior is
# Beta(5, 2): its highest point is $4/5 = 0.8$, its mean $5/7 = 0.714$. Three estimates, three answers, and only the
# first rules out tails.
#
# **Guess first.** What does the formula say for Beta(0.5, 1), and where is that curve really highest? Sketch it.
#
# <details><summary>An answer</summary>
#
# The formula says $-0.5/-0.5 = 1$. But $\theta^{-1/2}$ falls from infinity at 0: the highest point is 0. The slope
# argument needs a hill. A parameter below 1 pulls the curve up to infinity at its end; for $a < 1 \le b$ the highest
# point is 0, for $b < 1 \le a$ it is 1. With both below 1 there are two peaks, and Beta(1, 1) is flat: neither has
# *one* highest point.
#
# </details>


# %% exercise="beta_map" tier="core" points=2 difficulty=2 minutes=12
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
    if not (0 < a < math.inf and 0 < b < math.inf):
        raise ValueError("a and b must be finite and above 0")
    if a == b == 1 or (a < 1 and b < 1):
        raise ValueError("the density is flat or has two peaks")
    if a < 1:
        return 0.0
    if b < 1:
        return 1.0
    # Halves, so that the sum of two huge parameters stays finite.
    heads, tails = (a - 1) / 2, (b - 1) / 2
    return float(heads / (heads + tails))


# %% [markdown] hints="beta_map"
# 1. Sketch $\theta^{a-1}(1-\theta)^{b-1}$ for (5, 2), (0.5, 3), (0.5, 1) and (0.5, 0.5). Where is each highest?
# 2. First the parameters that are refused, then the two ends, then the formula. If both parameters are at least 1 and
#    not both equal to 1, the formula is right as it stands.
# 3. In this order: raise for what is not finite and above 0; raise for both equal to 1 and for both below 1; return 0.0
#    if `a` is below 1, 1.0 if `b` is. What is left is a hill.

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: five panels with the density of a coin's probability of heads, after 0, 1, 3, 6 and 10 flips.
    # It begins as a low hill around 0.5, moves right with the heads, and gets higher and narrower. A dot marks the top,
    # a dashed line the mean, which is always a little nearer to 0.5.
    import matplotlib.pyplot as plt

    def beta_density(theta, a, b):
        log_constant = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
        return np.exp(log_constant + (a - 1) * np.log(theta) + (b - 1) * np.log(1 - theta))

    flips = "HHHTHHTHHH"
    theta = np.linspace(0.001, 0.999, 400)

    figure, panels = plt.subplots(1, 5, figsize=(13, 3.4), sharey=True)
    for axes, seen in zip(panels, (0, 1, 3, 6, 10), strict=True):
        heads = flips[:seen].count("H")
        a, b = beta_binomial_update(2, 2, heads, seen - heads)
        top, mean = beta_map(a, b), a / (a + b)
        axes.plot(theta, beta_density(theta, a, b), color="#0072B2")
        axes.plot(top, beta_density(top, a, b), "o", color="#D55E00")
        axes.axvline(mean, color="black", linestyle="--", linewidth=0.8)
        axes.set_title(
            f"{flips[:seen] or 'no flip yet'}\nBeta({a:.0f}, {b:.0f}), top {top:.2f}, mean {mean:.2f}", fontsize=9
        )
        axes.set_xlabel("probability of heads θ")
    panels[0].set_ylabel("density")
    figure.suptitle("Every flip moves the belief, and in the long run makes it narrower")
    figure.tight_layout()

    a, b = beta_binomial_update(2, 2, 3, 0)
    print(f"after HHH: maximum likelihood 1.0, MAP {beta_map(a, b):.3f}, posterior mean {a / (a + b):.3f}")
    plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# $a/(a + b)$ is the mean, not the top. Clipping the formula to the interval from 0 to 1 gets (0.5, 3) right and
# (0.5, 1) wrong. And parameters of exactly 1 are fine as long as the other is not 1, too: Beta(1, 4) falls from the
# left end on, and the formula says 0 by itself.
#
# </details>
#
# ## 6.9 Smoothing is Bayesian
#
# Now a die with $V$ sides: the next token after some context. Its $V$ probabilities are unknown, and the belief about
# them that keeps its form is the *Dirichlet distribution*, with one pseudo-count $\alpha_i > 0$ for each side; after
# counts $n_i$ it has $\alpha_i + n_i$. How probable is side $i$ at the next throw, averaged over everything that you
# still believe possible?
# $$P(i \mid \text{counts}) = \frac{n_i + \alpha_i}{\sum_j (n_j + \alpha_j)}.$$
# This is the *posterior predictive* distribution. With $V = 2$ it is the mean of the beta distribution. With all
# $\alpha_i = k$ it is the add-k smoothing of section 5: the trick turns out to be Bayes' theorem with a symmetric
# prior. Counts (3, 1, 0) and $\alpha = 0.5$ for each side give $(3.5, 1.5, 0.5)/5.5 = (0.6364, 0.2727, 0.0909)$.
#
# **Guess first.** A prior that treats all tokens alike is not what you believe: "the" is more likely than "zebra" after
# *any* word. Which $\alpha_i$ would say so?
#
# <details><summary>An answer</summary>
#
# Those in proportion to the unigram frequencies. Before any counts the prediction is then the unigram model; a context
# that was seen seldom stays near to it, and a common one trusts its counts. It is interpolation (section 5) with a
# weight that grows by itself.
#
# </details>


# %% exercise="dirichlet_posterior_predictive" tier="plus" points=2 difficulty=2 minutes=10
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
    counts, alpha = np.asarray(counts, dtype=float), np.asarray(alpha, dtype=float)
    if counts.ndim != 1 or counts.size == 0 or not np.all((counts >= 0) & np.isfinite(counts)):
        raise ValueError("counts must be a list of at least one finite number >= 0")
    if alpha.shape not in ((), counts.shape) or not np.all((alpha > 0) & np.isfinite(alpha)):
        raise ValueError("alpha must be a finite number above 0, or one for each category")
    pseudo_counts = counts + alpha
    if np.isinf(pseudo_counts.sum()):
        pseudo_counts = (counts / counts.size + alpha / counts.size) / 4  # the same ratios, with a finite sum
    return pseudo_counts / pseudo_counts.sum()


# %% [markdown] hints="dirichlet_posterior_predictive"
# 1. Pretend that you saw each category a few times more. Then count and divide.
# 2. Add first, so that numpy stretches a single `alpha` over all categories; then divide by the sum of *that*, and the
#    denominator is right by itself.
# 3. Check `counts` (`ndim`, `size`, entries) and `alpha` (its `shape` is `()` or that of `counts`, entries above 0 and
#    finite). Add them as float arrays. What do you divide the sum by?

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: the estimated probability of one word against the number of words seen, for twenty texts. Left,
    # counting: the paths jump between 0 and 1 at the start. Right, with a prior: they leave 0.2 calmly. From a hundred
    # words on both are near the truth, 0.6.
    import matplotlib.pyplot as plt

    rng = np.random.default_rng(9)
    truth, alpha = np.array([0.6, 0.3, 0.1]), 10 * np.array([0.2, 0.3, 0.5])  # the prior expects another language
    lengths = np.unique(np.geomspace(1, 1000, 60).astype(int))
    counted, believed = [], []
    for _ in range(20):
        words = rng.choice(3, size=1000, p=truth)
        counts = [np.bincount(words[:n], minlength=3) for n in lengths]
        counted.append([n[0] / n.sum() for n in counts])
        believed.append([dirichlet_posterior_predictive(n, alpha)[0] for n in counts])

    figure, panels = plt.subplots(1, 2, figsize=(10, 3.8), sharey=True)
    for axes, paths, name in zip(panels, (counted, believed), ("counting", "ten pseudo-counts"), strict=True):
        axes.semilogx(lengths, np.transpose(paths), color="#0072B2", alpha=0.35, linewidth=1)
        axes.axhline(0.6, color="#D55E00", linestyle="--")
        axes.annotate("the truth", (300, 0.63), color="#D55E00")
        axes.set(title=name, xlabel="words seen", ylim=(-0.03, 1.03))
    panels[0].set_ylabel("estimated probability of a word")
    figure.suptitle("Counting starts wild, a prior starts wrong and calm; the data overrule both")
    figure.tight_layout()

    for n in (1, 10, 100, 1000):
        i = int(np.searchsorted(lengths, n))
        errors = [math.sqrt(np.mean((np.array(paths)[:, i] - 0.6) ** 2)) for paths in (counted, believed)]
        print(f"{lengths[i]:4} words: typical error {errors[0]:.3f} by counting, {errors[1]:.3f} with the prior")
    plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# If the result does not sum to 1, a single $\alpha$ joined the denominator once instead of once for *each* side. The
# numerator has no $-1$: that belongs to the top of the curve. And $\alpha$ is added to the counts, not to the
# frequencies, or it would not matter how much was seen.
#
# </details>
#
# Here the prior expected the word three times too seldom. After one word it was still the better guess, and after a
# thousand the mistake is forgotten. In between, at ten words, it is the worse one: a wrong prior costs most where the
# data begin to speak.
#
# ## 6.10 One weight with a prior
#
# Take a model with a single weight, $y_i = w x_i + \text{noise}$. The noise is normal, the bell curve of section 7: a
# deviation $z$ has a density in proportion to $e^{-z^2/(2\sigma^2)}$, with variance $\sigma^2$. Before you see data you
# believe that $w$ is near 0: also normal, with mean 0 and variance $\tau^2$. MAP wants the largest sum of log
# likelihood and log prior, so it wants the smallest
# $$\frac{1}{2\sigma^2} \sum_i (y_i - w x_i)^2 + \frac{1}{2\tau^2} w^2.$$
# Multiply by $2\sigma^2$: squared error plus $\lambda w^2$ with $\lambda = \sigma^2/\tau^2$. That is *L2
# regularisation*. Its slope, $-2\sum_i x_i (y_i - w x_i) + 2\lambda w$, is 0 at
# $$\hat w = \frac{\sum_i x_i y_i}{\sum_i x_i^2 + \lambda}.$$
# With $x = (1, 2)$ and $y = (3, 5)$ the sums are 13 and 5. Maximum likelihood says $13/5 = 2.6$, MAP with $\lambda = 1$
# says $13/6 = 2.1667$. An infinitely wide prior, $\lambda = 0$, is maximum likelihood. The larger $\lambda$, the closer
# to 0, and the less a weight follows the noise.
#
# This is *weight decay*: each step of gradient descent on this loss makes the weight a little smaller before it fits
# the data. AdamW, the usual optimiser of language models, keeps the decay apart from its adaptive step size. So it is
# no longer exactly this prior, but it is the same belief in small weights.


# %% exercise="ridge_weight" tier="core" points=1 difficulty=1 minutes=8
def ridge_weight(x, y, lam=0.0):
    """MAP estimate ``sum(x * y) / (sum(x * x) + lam)`` of the one weight of ``y = w x``, with a normal prior on `w`.

    Args:
        x: array_like of shape (n,) with ``n >= 1``, the inputs. Their squares, and their products with `y`, have a sum
            below 1e308 in size. Left unchanged.
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
    x, y = as_data(x, y, axes=1)
    if not 0 <= lam < math.inf:
        raise ValueError("lam must be a finite number, at least 0")
    precision = x @ x + lam
    if precision == 0:
        raise ValueError("without inputs other than 0, every weight fits equally well")
    return float(x @ y / precision)


# %% [markdown] hints="ridge_weight"
# 1. Two sums, and one number that joins one of them. Which?
# 2. `lam` belongs into the denominator. Compute the denominator in a line of its own, so that no bracket can go astray,
#    and look at it before you divide.
# 3. `as_data(x, y, axes=1)`, then check `lam`. The denominator is the sum of `x * x`, plus `lam`; raise ValueError if
#    it is 0. Which sum stands above it?

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# For `lam=1` the example gives 3.6 if a bracket is misplaced: `(x * y).sum() / (x * x).sum() + lam` *adds* $\lambda$ to
# the weight. And $\lambda$ counts once, not once for each observation: with more data the influence of the prior must
# fade.
#
# </details>
#
# Twenty points are made with the true weight 2.5. Maximum likelihood finds 2.6146, MAP with $\lambda = 0.5$ finds
# 2.5536, which is closer.
#
# **Guess first.** Was that luck? Make ten thousand such data sets, all with the weight 2.5. Which of the two estimates
# has the smaller error in the mean?

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: mean squared error against the true weight. Maximum likelihood is a flat line. MAP is a valley
    # that lies below the line for weights between -2 and 2 and rises above it outside; at 2.5 it is above. Marks, from
    # 10,000 data sets each, lie close to the two lines.
    import matplotlib.pyplot as plt

    legacy = np.random.RandomState(0)  # numpy's old generator, so that the figures are those of the text
    x = legacy.randn(20)
    y = 2.5 * x + legacy.randn(20)
    plain, shrunk = ridge_weight(x, y), ridge_weight(x, y, lam=0.5)
    print(f"true weight 2.5, maximum likelihood {plain:.4f}, MAP with lambda 0.5 {shrunk:.4f}")

    rng, size, lam = np.random.default_rng(10), x @ x, 0.5
    true_weights = np.linspace(-4, 4, 81)

    def errors(weight):
        """Mean squared error of both estimates over 10,000 data sets with this true weight."""
        targets = weight * x + rng.normal(size=(10_000, len(x)))
        plain, shrunk = targets @ x / size, targets @ x / (size + lam)  # all data sets at once
        return ((plain - weight) ** 2).mean(), ((shrunk - weight) ** 2).mean()

    figure, axes = plt.subplots(figsize=(8, 4))
    axes.axhline(1 / size, color="black", linestyle="--")
    axes.plot(true_weights, (size + lam**2 * true_weights**2) / (size + lam) ** 2, color="#0072B2")
    for weight in (-3, -1, 0, 1, 2.5):
        plain, shrunk = errors(weight)
        axes.plot(weight, plain, "s", color="black", markersize=5)
        axes.plot(weight, shrunk, "o", color="#0072B2", markersize=6)
        print(f"true weight {weight:4}: mean squared error {plain:.4f} by maximum likelihood, {shrunk:.4f} by MAP")
    axes.annotate("maximum likelihood", (-0.9, 1 / size), xytext=(0, 5), textcoords="offset points")
    axes.annotate("MAP, λ = 0.5", (2.9, 0.0535), color="#0072B2", ha="right", va="top")
    axes.set(xlabel="true weight", ylabel="mean squared error (marks: of 10,000 sets)", xlim=(-4, 4))
    axes.set_title("A prior helps where it is right: here for weights up to 2")
    figure.tight_layout()
    plt.show()

# %% [markdown]
# <details><summary>What came out</summary>
#
# It was luck. For weights of 2.5 MAP is a little *worse*: what it gains by following the noise less, it loses by
# pulling a large weight towards 0. With $\sigma = 1$ and $\lambda = 0.5$ the prior says that weights have a standard
# deviation of $\sqrt 2 = 1.4$; 2.5 is not what it expects. Up to about 2 it helps, and 85 % of the weights that it
# expects are such. A prior is good on average over what it believes, not for each case.
#
# </details>
#
# ## 6.11 Many weights
#
# With $d$ inputs for each observation, the rows of a matrix $X$, and the same prior on each weight, the loss and its
# minimum become
# $$\hat w = \arg\min_w \|y - Xw\|^2 + \lambda \|w\|^2 = (X^\top X + \lambda I)^{-1} X^\top y,
# \qquad \lambda = \frac{\sigma^2}{\tau^2}.$$
# This is *ridge regression*. Noisy data (large $\sigma^2$) or a firm belief in small weights (small $\tau^2$) make
# $\lambda$ large. A line through (0, 1), (1, 2), (2, 4) has a column of ones and a column of positions, so $X^\top X =
# \begin{pmatrix} 3 & 3 \\ 3 & 5 \end{pmatrix}$ and $X^\top y = (7, 10)$. With $\sigma^2 = 1$ and $\tau^2 = 4$,
# $\lambda = \frac14$ joins the diagonal, and $\hat w = (0.8372, 1.4264)$. Least squares says $(0.8333, 1.5)$.
#
# **Guess first.** One observation, two weights: $w_1 + w_2$ should be 3. Least squares has infinitely many answers, all
# perfect. Which one does a prior choose, be it ever so weak?
#
# <details><summary>An answer</summary>
#
# Both weights 1.5, or nearly: of all perfect answers the one with the smallest $w_1^2 + w_2^2$. With $\lambda > 0$
# there is always exactly one answer, also where columns depend on each other or weights outnumber observations, as they
# do in a neural network.
#
# </details>
#
# *Linear probes*, which ask what a hidden layer knows, are small regressions on many correlated activations, and
# usually fitted with such a penalty. There is also another way to see it. A prior is data that you have not seen: add
# one observation for each weight, whose only input is $\sqrt\lambda$ and whose target is 0, and ridge regression is
# plain least squares.


# %% exercise="map_linear_regression" tier="core" points=2 difficulty=2 minutes=15
def map_linear_regression(X, y, sigma2, tau2):
    """MAP estimate of the weights of ``y = X w``, with normal noise and an independent normal prior on each weight.

    Args:
        X: array_like of shape (n, d) with ``n, d >= 1``, one observation a row. Columns may depend on each other, and d
            may exceed n. The squares of the entries are below 1e300. Nothing is centred, no column of ones is added.
            Left unchanged.
        y: array_like of shape (n,), the targets. Left unchanged.
        sigma2: float in (0, inf), the variance of the noise.
        tau2: float in (0, inf), the variance of the prior of each weight (also of one that belongs to a column of
            ones); its mean is 0.

    Returns:
        float64 array of shape (d,), the weights ``w`` that make ``||y - X w||^2 + (sigma2 / tau2) ||w||^2`` smallest.
        It tends to least squares as `tau2` grows (to the shortest solution if there are several), and to 0 as `tau2`
        shrinks.

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
    X, y = as_data(X, y, axes=2)
    if not (0 < sigma2 < math.inf and 0 < tau2 < math.inf):
        raise ValueError("sigma2 and tau2 must be finite and above 0")
    lam = sigma2 / tau2
    if not 0 < lam < math.inf:
        raise ValueError("sigma2 / tau2 must be finite and above 0")
    # X.T @ X would square the digits that are lost when lam is tiny: the singular values of X itself do not.
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    kept = s > s.max() * max(X.shape) * np.finfo(float).eps  # the others are 0 up to rounding
    return Vt[kept].T @ (s[kept] / (s[kept] ** 2 + lam) * (U[:, kept].T @ y))


# %% [markdown] hints="map_linear_regression"
# 1. It is a linear system of d equations for d weights. What stands on its left, what on its right?
# 2. The matrix is $X^\top X$ with $\lambda$ added on its diagonal (`np.eye(d)`), the right side is $X^\top y$. Noise
#    variance above, prior variance below.
# 3. `as_data(X, y, axes=2)` and a check of the variances. Then `A = X.T @ X + sigma2 / tau2 * np.eye(d)`. Which
#    function of `np.linalg` solves $A w = X^\top y$?

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# `X.T @ X + lam` adds $\lambda$ to *every* entry, not only to the diagonal, and no error tells you. If a wide prior
# pulls harder than a narrow one, $\lambda$ is upside down. And $\lambda$ counts once; libraries that divide the loss by
# $n$ mean $\lambda/n$ by the same letter.
#
# </details>
#
# Next come 15 observations, made with 8 weights of variance 1 and noise of variance 4. As in section 5 a second set
# chooses $\lambda$ and a third one judges the choice.
#
# **Guess first.** The prior is *right* here: $\lambda = 4/1$. Will the set that chooses find 4?

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: left, eight weights against lambda; all shrink to 0 as lambda grows, and marks at the left edge
    # show the true weights, from which the fitted ones start well apart. Right, the mean squared error: on the data of
    # the fit it only rises; on the two other sets it falls until lambda is a few units and then rises.
    import matplotlib.pyplot as plt

    rng = np.random.default_rng(5)
    d, sigma = 8, 2.0
    true_weights = rng.normal(0, 1, size=d)

    def observations(n):
        X = rng.normal(size=(n, d))
        return X, X @ true_weights + rng.normal(0, sigma, size=n)

    fitting, choosing, judging = observations(15), observations(1000), observations(1000)
    lambdas = np.logspace(-2, 3, 101)
    paths = np.array([map_linear_regression(*fitting, sigma2=lam, tau2=1.0) for lam in lambdas])

    def errors(X, y):
        return ((X @ paths.T - y[:, None]) ** 2).mean(axis=0)

    best = int(errors(*choosing).argmin())

    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2))
    colors = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "black", "#999999")
    for i, color in enumerate(colors):
        left.semilogx(lambdas, paths[:, i], "-" if i < 4 else "--", color=color)
        left.plot(lambdas[0] / 1.6, true_weights[i], marker=5, color=color, clip_on=False)
    left.axhline(0, color="grey", linewidth=0.8)
    left.axvline(4, color="black", linestyle=":")
    left.annotate("λ = 4", (4.4, left.get_ylim()[0] * 0.95))
    left.set(ylabel="weight (marks at the edge: the truth)", xlim=(lambdas[0] / 1.6, None))
    left.set_title("A stronger prior pulls the weights to 0 ...")
    right.semilogx(lambdas, errors(*fitting), "--", color="black")
    right.semilogx(lambdas, errors(*choosing), "-", color="#0072B2")
    right.semilogx(lambdas, errors(*judging), ":", color="#D55E00", linewidth=2)
    right.plot(lambdas[best], errors(*choosing)[best], "o", color="#0072B2")
    right.axvline(4, color="black", linestyle=":")
    right.annotate("data of the fit", (0.012, errors(*fitting)[0]), xytext=(0, 5), textcoords="offset points")
    right.annotate("1,000 that choose (line),\n1,000 that judge (dots)", (0.012, 5.2), color="#0072B2")
    right.set(ylabel="mean squared error", ylim=(0, None))
    right.set_title("... and helps on new data, up to a point")
    for axes in (left, right):
        axes.set_xlabel("λ = σ² / τ²")
    figure.tight_layout()

    print(f"chosen: lambda = {lambdas[best]:.2f}; the data were made with {sigma**2:.0f}")
    for lam in (0.01, lambdas[best], 4.0):
        i = int(np.abs(np.log(lambdas / lam)).argmin())
        judged, fitted = errors(*judging)[i], errors(*fitting)[i]
        print(f"lambda = {lambdas[i]:5.2f}: judged {judged:.2f}, on the data of the fit {fitted:.2f}")
    plt.show()

# %% [markdown]
# <details><summary>What came out</summary>
#
# It finds 3.16, near enough: the valley is flat. The set that judges says 8.02 almost without a prior, 5.39 with the
# chosen one and 5.46 with $\lambda = 4$, where the noise alone costs 4. The smallest error on the data of the *fit*
# belongs to no prior at all. Fifteen observations for eight weights are few, and the weights follow the noise wherever
# nothing holds them.
#
# </details>

# %% [markdown]
# ## In the little world
#
# Back to the owl. In the little world "sang" and "cried" meet in 34 of 20,000 stories. Chance alone would bring them
# together in 135, and no rule forbids it. Something that is never said keeps them apart. Every story has a *mood*:
# merry, with probability 0.6, or gloomy. It is drawn before the first word, and then it only colours the words. In a
# merry story animals jump and are glad, in a gloomy one they creep and are sad; mostly, not always.
#
# You read a story word by word. What do you believe about its mood, and what do you expect next? That is Bayes' theorem
# once a word. The file `truth` holds what you need for a hundred stories: for each word its probability in either mood,
# given all the words before it. Here is the owl's whole story.
#
# > once an old owl called ada lived by the river . she was proud and afraid . the owl was afraid . at night she slept
# > in the tree .
#
# **Guess first.** Three of its words tell something about the mood: "proud", ten times as probable there in a merry
# story, and "afraid" twice, seven and eight times as probable in a gloomy one. Where will you stand at the end?
#
# **Given.** A helper that reads a file of the little world, and the model as a machine, as in section 2.


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
    # The plot in words: the probability that the mood is merry, word by word. It stays at 0.6 for thirteen words, jumps
    # to 0.94 at "proud", falls to 0.69 at "afraid" and to 0.21 at the second "afraid", and stays there.
    import matplotlib.pyplot as plt

    truth, weights = world_data("truth"), world_data("weights")
    vocabulary, ids, prior = truth["vocabulary"], truth["ids"], truth["prior"].astype(float)
    # Of every next word, if the mood were known, shape (words, 2 moods, 99).
    in_mood = truth["next_word_in_mood"].astype(float)
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
    story_words = vocabulary[ids[owl]]

    figure, axes = plt.subplots(figsize=(10, 4))
    axes.step(range(len(owl) + 1), beliefs[:, 0], where="post", color="#0072B2")
    axes.axhline(0.5, color="grey", linestyle=":")
    axes.set_xticks(range(1, len(owl) + 1), story_words, rotation=90, fontsize=8)
    for place in np.flatnonzero(np.abs(np.diff(beliefs[:, 0])) > 0.05):
        axes.annotate(
            f"{story_words[place]}: {beliefs[place + 1, 0]:.2f}",
            (place + 1, beliefs[place + 1, 0]),
            xytext=(4, 6),
            textcoords="offset points",
            color="#D55E00",
        )
        ratio = told[owl[place], 0] / told[owl[place], 1]
        mood = "merry" if ratio > 1 else "gloomy"
        step = f"P(merry) from {beliefs[place, 0]:.4f} to {beliefs[place + 1, 0]:.4f}"
        print(f"'{story_words[place]}' is {max(ratio, 1 / ratio):.1f} times as probable if {mood}: {step}")
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
# Thirteen words say nothing: "once an old owl" is as probable in either mood. Then "proud" lifts the belief to 0.94,
# the first "afraid" brings it back to 0.69, the second to 0.21. All words at once give the same, and so do sums of
# logarithms (6.4 and 6.6).
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
# 0.69 for merry. The true distribution is known; how far from it will your mixture be, and how far the transformer?

# %% role="demo"
if __name__ == "__main__":

    def predictions(story):
        """What the transformer says before each word of the story, shape (words, 99)."""
        logits, _ = run_model(np.concatenate([[0], ids[story][:-1]]), weights)
        return np.array([posterior_from_logs(row, np.zeros_like(row)) for row in logits])  # 6.4: a softmax

    place = int(np.flatnonzero(story_words == "was")[1]) + 1  # the word after the second "was"
    model = predictions(owl)[place]
    print(f'after "{" ".join(story_words[place - 3 : place])}", with P(merry) = {beliefs[place, 0]:.4f}:')
    print("word     merry   gloomy  mixed   the truth  transformer")
    for word in ("glad", "proud", "afraid", "sad"):
        i = int(np.flatnonzero(vocabulary == word)[0])
        in_each = in_mood[owl[place], :, i]
        mixed, exact = total_probability(beliefs[place], in_each), truth["next_word"][owl[place], i]
        print(f"{word:7}  {in_each[0]:.4f}  {in_each[1]:.4f}  {mixed:.4f}  {exact:.4f}     {model[i]:.4f}")

# %% [markdown]
# The mixture *is* the true distribution, in all four digits. The author of the language, who knows how every story was
# made, cannot predict the next word better than this: as long as the mood is not said, nobody can. So there was a right
# answer: 0.18 for "glad", 0.13 for "sad". The best language model there is does Bayesian inference about what is not
# said, whether it knows it or not.
#
# And the transformer? Its prediction is a mixture of the two moods as well, if it has found them. Then the weight with
# which it mixes can be solved for: $p_{\text{model}} \approx b\, p_{\text{merry}} + (1 - b)\, p_{\text{gloomy}}$ has
# one unknown, $b$, and ninety-nine equations, one for each word. Least squares (`ridge_weight`, with $\lambda = 0$)
# finds it. That $b$ is the model's belief, read out of its numbers.
#
# **Guess first.** Do that wherever one of the mood's words is due, behind "was" or "and", in all hundred stories. Will
# the transformer believe what Bayes' theorem says?

# %% role="demo"
if __name__ == "__main__":
    # The plot in words: the belief read from the transformer against the posterior, 59 points. They lie along the
    # diagonal; many sit at 0.6, where nothing is known yet, the others spread from 0 to 1.
    import matplotlib.pyplot as plt

    exact, read_out = [], []
    for story in stories:
        along, predicted, text = beliefs_along(story), predictions(story), vocabulary[ids[story]]
        for place in np.flatnonzero(np.isin(text[:-1], ("was", "and"))) + 1:
            merry, gloomy = in_mood[story[place]]
            if np.abs(merry - gloomy).max() > 0:  # a word of the mood is due
                exact.append(along[place, 0])
                read_out.append(ridge_weight(merry - gloomy, predicted[place] - gloomy))
    exact, read_out = np.array(exact), np.array(read_out)

    figure, axes = plt.subplots(figsize=(5.2, 5))
    axes.plot([0, 1], [0, 1], color="black", linestyle="--", linewidth=1)
    axes.plot(exact, read_out, "o", color="#0072B2", alpha=0.6)
    axes.annotate("the same belief", (0.3, 0.27), rotation=45, rotation_mode="anchor", fontsize=9)
    axes.set(xlabel="P(merry) by Bayes' theorem", ylabel="P(merry) read out of the transformer")
    axes.set_title("Trained on words, it has a belief about moods")
    figure.tight_layout()
    plt.show()

    apart = np.abs(exact - read_out)
    print(f"{len(exact)} places: correlation {np.corrcoef(exact, read_out)[0, 1]:.2f}, ", end="")
    print(f"distance {np.median(apart):.3f} in the median, {apart.mean():.3f} in the mean")
    here = int(np.flatnonzero(story_words == "was")[1]) + 1
    merry, gloomy = in_mood[owl[here]]
    belief = ridge_weight(merry - gloomy, predictions(owl)[here] - gloomy)
    print(f"the owl: {beliefs[here, 0]:.2f} by Bayes' theorem, {belief:.2f} in the transformer")

# %% [markdown]
# <details><summary>What came out</summary>
#
# It does, nearly: a correlation of 0.90, half of all beliefs within 0.03 of the right one. For the owl it is 0.72, and
# Bayes' theorem says 0.69. Nobody told it that there are moods. It was trained to predict words; predicting them well
# needs the belief, and so it has learnt something that serves as one. What exactly it computes on the way, these
# numbers do not say.
#
# Most points far from the diagonal lie nearer to 0.6 than they should: there the model has not made use of all that it
# read. It is 0.007 nats from the truth (section 4), and this is a part of what is missing.
#
# </details>
#
# Are the beliefs themselves any good? Before the first word everybody says "merry" and is right in as many stories as
# are merry. With every word that tells something it should get better. Where the belief is $b$, the guess should be
# right with probability $\max(b, 1 - b)$, which is what "expected" adds up.

# %% role="demo"
if __name__ == "__main__":
    all_beliefs = [beliefs_along(story)[:, 0] for story in stories]
    merry = truth["mood"] == 0
    for n in (0, 5, 10, 15, 25, 30):
        now = np.array([b[min(n, len(b) - 1)] for b in all_beliefs])
        right = np.sum((now.round(6) >= 0.5) == merry)  # at 0.5 itself the guess is merry
        sure = np.maximum(now, 1 - now).mean()
        print(f"after {n:2} words: {right:2} of 100 moods guessed right, {100 * sure:.1f} expected")

# %% [markdown]
# ## Questions to close with
#
# <details><summary>At the end 78 moods were guessed right and 84.7 were expected. Are the beliefs too sure?</summary>
#
# They are exact, by construction; so this is chance. A sum of a hundred such guesses has a standard deviation of about
# 3.3, and 6.7 below what is expected is two of those: a hundred stories as unlucky as these come about once in thirty
# times. If you did not know that the beliefs are exact, you would want more stories before you say anything. How many
# is the subject of section 11.
#
# </details>
#
# <details><summary>Your filter for harmful requests has 99 % precision in the laboratory, where half of the requests
# were harmful. What will it have in your product?</summary>
#
# Much less, if harmful requests are rare there. Precision belongs to a prevalence, not to a filter. Ask for sensitivity
# and specificity, estimate the prevalence in your own traffic, and compute it (6.5). At 50 % prevalence and 99 %
# sensitivity, 99 % precision means a specificity of 0.99; with one harmful request in a thousand the precision is 9 %.
#
# </details>
#
# <details><summary>"Our prior is uniform, so we let the data speak for themselves." Uniform over what?</summary>
#
# That has to be asked. A flat prior on $\theta$ is not flat on $\log \theta$ or on the odds, and by the mean it adds
# one head and one tail (6.7). For weights, flat means that a weight of a million is as plausible as one of 0.1. There
# is no estimate without a belief behind it, only beliefs that were said and beliefs that were not.
#
# </details>
#
# | concept | formula | where in a language model |
# |---|---|---|
# | MAP, L2 regularisation | maximum likelihood with a Gaussian prior | weight decay in AdamW |
#
# A prior on weights was a bell curve, and so were the noise, the weights at the start and most of the rest. Why that
# curve, again and again? Section 7.
