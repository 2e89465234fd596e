# %% [markdown]
# # 4. Information theory
#
# The transformer of the little world has a loss of 0.7125 nats per word. Is that good? A colleague trains a model of a
# real language and gets 3.1. Is that worse? And a third one reports 0.68 for the little world: is that better still?
#
# Nobody can answer from the numbers alone. A loss is a mean *surprise*, and some surprise is in the language itself: no
# model, however good, knows which of four names the fox will have. So before you can judge a loss, you must know how
# surprising the language is, how uncertain one has to be, and what it costs to believe the wrong distribution.
# Information theory gives each of these a number. At the end of this section you know what the three numbers above are
# worth, and one of them will turn out to be impossible.
#
# **You need** probability distributions (section 1), softmax (section 2) and means (section 3).
#
# **Units.** With the natural logarithm, information is measured in *nats*; with base 2 in *bits*. One nat is $1/\ln 2
# \approx 1.4427$ bits. Frameworks report losses in nats.
#
# **Given.** Arguments that must be distributions can be checked with the two helpers below. Use them: they raise the
# errors that the exercises promise, and they return a fresh array, so you never change the caller's. "Sums to 1" means
# within 1e-6, after conversion to float64: a float32 softmax misses 1 by up to about that much, and a limit of 1e-8
# would refuse most real model output.

# %%
import math

import numpy as np

# %%
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


def as_distribution_pair(p, q):
    """Return `p` and `q` as new float64 arrays, after checking that they are distributions over the same outcomes.

    Args:
        p: array_like, a distribution.
        q: array_like, a distribution of the same shape.

    Returns:
        the two arrays.

    Raises:
        ValueError: `p` or `q` is not a distribution (see `as_distribution`), or their shapes differ.

    Example:
        >>> p, q = as_distribution_pair([1, 0], [0.5, 0.5])
        >>> (p - q).tolist()
        [0.5, -0.5]
    """
    p, q = as_distribution(p, "p"), as_distribution(q, "q")
    if p.shape != q.shape:
        raise ValueError(f"p and q must have the same shape, not {p.shape} and {q.shape}")
    return p, q

# %% [markdown]
# ## 4.1 Self-information
#
# *Core, 1 point, difficulty 1 of 3, about 5 minutes.*
#
# "The sun rose" tells you nothing; an earthquake in your street tells you a lot. How much does a message tell? Two
# things one would want. Rarer events tell more. And where two events are independent, their probabilities *multiply*,
# while what they tell should *add up*. Only the logarithm does that, and so an event of probability $p$ carries the
# information
# $$I(p) = -\log p.$$
# A token of probability 1/8 carries $-\log_2 \frac18 = 3$ bits: as much as three fair coin flips. In a language model
# this is the loss of one token, in nats.
#
# **Guess first.** A model gave the token that came the probability 0. What should its loss be? Many programs say 27.6.
#
# <details><summary>An answer</summary>
#
# Infinite: it said that this cannot happen, and it happened. 27.6 is $-\ln 10^{-12}$, the mark of somebody who replaced
# 0 by 1e-12. That model then looks bad, but not as bad as it is; one wrong "impossible" should be a reason to look.
#
# </details>

# %%
def self_information(p, base=2):
    """Information ``-log p`` that an event of probability `p` carries, also called its surprisal.

    Args:
        p: float or int in [0, 1], the probability of the event.
        base: base of the logarithm, greater than 1; 2 gives bits, ``math.e`` gives nats.

    Returns:
        float in [0, inf]: exactly 0.0 (not -0.0) for ``p = 1`` and ``inf`` for ``p = 0``. However small, a positive
        `p` has finite information.

    Raises:
        ValueError: `p` is not in [0, 1], or is nan.

    Example:
        >>> self_information(0.25)
        2.0
        >>> self_information(0)
        inf

    In an LLM: the loss of a single token is its self-information in nats.

    Source: Shannon, "A Mathematical Theory of Communication", 1948.
    """
    raise NotImplementedError("self_information: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# `math.log(0)` raises an error where you want infinity. And `-math.log(1)` is `-0.0`, which prints as a negative loss.
#
# </details>
#
# ## 4.2 Entropy
#
# *Core, 2 points, difficulty 1 of 3, about 10 minutes.*
#
# Before the token comes you do not know how surprised you will be. But you can say how surprised to *expect* to be: the
# mean of the self-information, each outcome counted with its probability.
# $$H(p) = -\sum_i p_i \log p_i.$$
# This is the *entropy* of a distribution. It is 0 when one outcome is certain, and largest, $\log V$, when all $V$
# outcomes are equally likely. An outcome of probability 0 never occurs and adds nothing: $0 \log 0$ counts as 0, its
# limit.
#
# **Guess first.** Your friend has drawn one of three cards, with probabilities $\frac12, \frac14, \frac14$. You ask
# yes-or-no questions. How many do you need, on average, to know the card?
#
# <details><summary>The number</summary>
#
# It is 1.5. Ask for the likely card first: half of the time one question is enough, otherwise you need two. The entropy
# is $\frac12 \cdot 1 + \frac14 \cdot 2 + \frac14 \cdot 2 = 1.5$ bits. That is no accident: entropy in bits is the
# number of yes-or-no questions that cannot be avoided.
#
# </details>
#
# The entropy of the next-token distribution says how undecided the model is. Near $\log V$ it knows nothing. Near 0 it
# is sure, rightly or not: in the middle of a name, of a text that it knows by heart, or of a loop.

# %%
def entropy(p, base=math.e):
    """Shannon entropy ``H(p) = -sum_i p_i log p_i`` of a distribution, with ``0 log 0 = 0``.

    Args:
        p: array_like of shape (V,), probabilities that sum to 1. It is checked, not normalised, and left unchanged.
        base: base of the logarithm, greater than 1; ``math.e`` gives nats, 2 gives bits.

    Returns:
        float, from 0.0 (one outcome is certain; exactly 0.0, not -0.0) to log V (all are equally likely).

    Raises:
        ValueError: `p` has a negative, infinite or nan entry, or does not sum to 1 within 1e-6 as float64 numbers.

    Example:
        >>> entropy([0.5, 0.25, 0.25], base=2)
        1.5
        >>> entropy([1.0, 0.0, 0.0])
        0.0

    In an LLM: how undecided the model is about the next token.

    Source: Shannon, "A Mathematical Theory of Communication", 1948.
    """
    raise NotImplementedError("entropy: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: an arch from 0 over 1 bit at one half back to 0. At 0.9 it is still 0.47, at 0.99 it is 0.08.
        import matplotlib.pyplot as plt

        heads = np.linspace(0, 1, 201)
        bits = [entropy([p, 1 - p], base=2) for p in heads]

        figure, axes = plt.subplots(figsize=(6, 4))
        axes.plot(heads, bits, color="#0072B2")
        for p, align, offset in ((0.5, "center", (0, -18)), (0.9, "right", (-10, -4)), (0.99, "right", (-10, -4))):
            h = entropy([p, 1 - p], base=2)
            axes.plot(p, h, "o", color="#D55E00")
            axes.annotate(f"{p}: {h:.2f} bits", (p, h), textcoords="offset points", xytext=offset, ha=align)
        axes.set(
            xlabel="probability of heads",
            ylabel="entropy (bits)",
            title="A coin is worth one bit only while it is fair",
            ylim=(0, 1.05),
        )
        figure.tight_layout()

        for name, p in {"certain": [1, 0, 0, 0], "peaked": [0.7, 0.1, 0.1, 0.1], "uniform": [0.25] * 4}.items():
            print(f"{name:8} H = {entropy(p):.4f} nats = {entropy(p, base=2):.4f} bits")
        plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# In floating point `0 * log(0)` is nan. The popular cure, `log(p + 1e-9)`, gives a certain outcome a *negative*
# entropy, namely -1e-9. Leave the zeros out of the sum instead. The book *Dive into Deep Learning* sums with `nansum`;
# that does remove $0 \log 0$, but also every term of a negative "probability", and a bug upstream comes out as a
# plausible number.
#
# </details>
#
# ## 4.3 Cross-entropy
#
# *Core, 2 points, difficulty 2 of 3, about 10 minutes.*
#
# Outcomes come from $p$, but you believe $q$. How surprised must you then expect to be? The outcomes come with the
# probabilities of $p$, and each surprises you as $q$ says:
# $$H(p, q) = -\sum_i p_i \log q_i.$$
# Read as a code it is the mean number of bits per outcome if outcomes come from $p$ and the code words were made for
# $q$. It is never less than $H(p)$ (Gibbs' inequality): a wrong belief can only cost.
#
# **Guess first.** A fair coin. You believe that heads has the probability 1/4. How many bits per toss do you pay, where
# the truth would pay 1?
#
# <details><summary>The number</summary>
#
# $\frac12 \log_2 4 + \frac12 \log_2 \frac43 = 1 + 0.2075 = 1.2075$ bits. And if you believe that heads *never* comes,
# you pay an infinite price: one toss is enough.
#
# </details>
#
# In training, the truth about a place in a text is the token that stands there: $p$ is one-hot, and a single term is
# left, $H(p, q) = -\log q_{\text{token}}$. Four models that are asked for the third of five tokens:
#
# | model | its distribution $q$ | cross-entropy | perplexity (4.5) |
# |---|---|---|---|
# | perfect | 0, 0, 1, 0, 0 | 0.0000 | 1.0000 |
# | good | 0.05, 0.05, 0.80, 0.05, 0.05 | 0.2231 | 1.2500 |
# | mediocre | 0.10, 0.15, 0.40, 0.20, 0.15 | 0.9163 | 2.5000 |
# | random | 0.20, 0.20, 0.20, 0.20, 0.20 | 1.6094 | 5.0000 |
#
# Only the probability of the right token counts. One that is sure and wrong, with 0.01 for the right token, pays 4.61.

# %%
def cross_entropy(p, q, base=math.e):
    """Cross-entropy ``H(p, q) = -sum_i p_i log q_i``: expected surprise of someone who believes `q` when `p` is true.

    Terms with ``p_i = 0`` are 0, also where ``q_i = 0``.

    Args:
        p: array_like of shape (V,), the true distribution. Left unchanged.
        q: array_like of shape (V,), the believed distribution. Left unchanged.
        base: base of the logarithm, greater than 1; ``math.e`` gives nats, 2 gives bits.

    Returns:
        float in [H(p), inf]; ``inf`` exactly when some ``p_i > 0`` has ``q_i = 0``. No clipping: a tiny ``q_i`` counts
        as it is.

    Raises:
        ValueError: `p` or `q` has a negative, infinite or nan entry or does not sum to 1 within 1e-6 as float64
            numbers, or their shapes differ.

    Example:
        >>> cross_entropy([0, 1, 0], [0.5, 0.25, 0.25], base=2)
        2.0
        >>> cross_entropy([0.5, 0.5], [1, 0])
        inf

    In an LLM: the training loss, with a one-hot `p` for each token.

    Source: Kerridge, "Inaccuracy and Inference", 1961.
    """
    raise NotImplementedError("cross_entropy: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# The order matters: truth first, belief second. Only outcomes that happen may be left in, those with $p_i > 0$; a mask
# by $q$ removes just the terms that should be infinite. Clipping $q$ at 1e-12 turns "impossible" into a loss of 27.6.
#
# </details>
#
# ## 4.4 KL divergence
#
# *Core, 2 points, difficulty 2 of 3, about 12 minutes.*
#
# Of the cost $H(p, q)$, the part $H(p)$ cannot be avoided. What your wrong belief adds is the *Kullback-Leibler
# divergence*, or relative entropy:
# $$\mathrm{KL}(p \,\|\, q) = H(p, q) - H(p) = \sum_i p_i (\log p_i - \log q_i).$$
# It is never negative, and 0 only if $p = q$. Where the truth is a single token, $p$ is one-hot and $H(p) = 0$: then KL
# *is* the cross-entropy. Over a whole text the truth has an entropy of its own. It is what the loss of the best
# possible model comes down to, and no model gets below.
#
# **Guess first.** $p = (0.5, 0.5)$ and $q = (0.9, 0.1)$. Is $\mathrm{KL}(p \| q)$ the same as $\mathrm{KL}(q \| p)$?
#
# <details><summary>The numbers</summary>
#
# No: $0.5 \ln\frac{0.5}{0.9} + 0.5 \ln\frac{0.5}{0.1} = -0.2939 + 0.8047 = 0.5108$ nats one way, and $0.9 \ln 1.8 + 0.1
# \ln 0.2 = 0.5290 - 0.1609 = 0.3681$ the other. It is no distance.
#
# </details>
#
# So which way round? Ask who does the averaging. KL(p ‖ q) averages over what $p$ does. Wherever $p$ does something
# that $q$ thinks nearly impossible, the price is high; where $p$ does nothing, $q$ may say what it likes. So it
# punishes $q$ for *missing* something. KL(q ‖ p) averages over what $q$ does, and punishes $q$ for *inventing*
# something.
#
# A small model that learns from a large one's distributions (*distillation*) usually minimises KL(teacher ‖ student),
# and must not miss anything. When a model is trained to please people (*RLHF*, reinforcement learning from human
# feedback), a multiple of KL(new ‖ old) is subtracted from the reward, where *old* is the model that it started from,
# usually one fine-tuned on examples: it must not invent a language of its own. The second picture below shows both.
# For two models of which neither is the truth there is a symmetric relative (4.12).

# %%
def kl_divergence(p, q, base=math.e):
    """Kullback-Leibler divergence ``KL(p || q) = sum_i p_i (log p_i - log q_i)``: what believing `q` costs beyond H(p).

    Terms with ``p_i = 0`` are 0, also where ``q_i = 0``.

    Args:
        p: array_like of shape (V,), the true distribution. Left unchanged.
        q: array_like of shape (V,), the believed distribution. Left unchanged.
        base: base of the logarithm, greater than 1; ``math.e`` gives nats, 2 gives bits.

    Returns:
        float in [0, inf], never negative, not even by rounding; 0 (within 1e-12) when `p` equals `q`; ``inf`` exactly
        when some ``p_i > 0`` has ``q_i = 0``. A tiny ``q_i``, such as 1e-310, still gives a finite result.

    Raises:
        ValueError: `p` or `q` has a negative, infinite or nan entry or does not sum to 1 within 1e-6 as float64
            numbers, or their shapes differ.

    Example:
        >>> kl_divergence([1, 0], [0.25, 0.75], base=2)
        2.0
        >>> round(kl_divergence([0.5, 0.5], [0.9, 0.1]), 4)
        0.5108
        >>> round(kl_divergence([0.9, 0.1], [0.5, 0.5]), 4)
        0.3681

    In an LLM: the leash between a fine-tuned model and its base model, and the loss of distillation.

    Source: Kullback and Leibler, "On Information and Sufficiency", 1951.
    """
    raise NotImplementedError("kl_divergence: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: both divergences against the belief, for a truth of 0.7. Both are 0 at 0.7. Towards 0 and 1 the
        # one from p to q rises beyond the picture, the other one stays finite.
        import matplotlib.pyplot as plt

        truth = [0.7, 0.3]
        belief = np.concatenate([[1e-6], np.linspace(0.005, 0.995, 199), [1 - 1e-6]])
        forward = [kl_divergence(truth, [b, 1 - b]) for b in belief]
        reverse = [kl_divergence([b, 1 - b], truth) for b in belief]

        figure, axes = plt.subplots(figsize=(6, 4))
        axes.plot(belief, forward, color="#0072B2")
        axes.plot(belief, reverse, "--", color="#D55E00")
        axes.text(0.09, 2.4, "KL(p ‖ q): rises without end\nwhere q excludes a token", color="#0072B2")
        axes.text(0.12, 0.95, "KL(q ‖ p): finite", color="#D55E00")
        axes.axvline(truth[0], color="grey", linewidth=0.8)
        axes.annotate(
            "q = p: both are 0",
            (truth[0], 0),
            textcoords="offset points",
            xytext=(0, 70),
            ha="center",
            backgroundcolor="white",
        )
        axes.set(
            xlabel="belief q about the first of two tokens (truth p = 0.7)",
            ylabel="divergence (nats)",
            title="KL divergence has a direction",
            ylim=(0, 4),
        )
        figure.tight_layout()

        fair, biased, certain = [0.5, 0.5], [0.9, 0.1], [1, 0]
        print(f"KL(fair ‖ biased)    = {kl_divergence(fair, biased):.4f} nats")
        print(f"KL(biased ‖ fair)    = {kl_divergence(biased, fair):.4f} nats")
        print(f"KL(certain ‖ biased) = {kl_divergence(certain, biased):.4f} nats")
        print(f"KL(biased ‖ certain) = {kl_divergence(biased, certain)}")
        plt.show()

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: a truth with two humps, and the bell that is nearest to it, in either direction. The one that
        # must not miss is wide and covers both humps, with most of its weight between them. The one that must not invent
        # sits on one hump and leaves the other out.
        import matplotlib.pyplot as plt

        places = np.arange(41)

        def bell(centre, width):
            weights = np.exp(-(((places - centre) / width) ** 2) / 2) + 1e-12
            return weights / weights.sum()

        truth = 0.55 * bell(11, 3) + 0.45 * bell(29, 3)
        candidates = [bell(centre, width) for centre in range(5, 36) for width in (2, 3, 4, 6, 8, 10, 12)]
        covering = min(candidates, key=lambda q: kl_divergence(truth, q))
        seeking = min(candidates, key=lambda q: kl_divergence(q, truth))

        figure, axes = plt.subplots(figsize=(8, 3.8))
        axes.fill_between(places, truth, color="lightgrey", step="mid")
        axes.plot(places, covering, color="#0072B2")
        axes.plot(places, seeking, color="#D55E00", linestyle="--")
        axes.text(29, 0.063, "truth (grey)")
        axes.text(17, 0.047, "least KL(truth ‖ q):\nmisses nothing", color="#0072B2")
        axes.text(14.5, 0.115, "least KL(q ‖ truth): invents nothing", color="#D55E00")
        axes.set(xlabel="outcome", ylabel="probability", xlim=(0, 40), ylim=(0, None))
        axes.set_title("One bell for two humps: the direction decides which")
        figure.tight_layout()
        plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# A missing bracket: `p * log(p) - log(q)`. An epsilon that makes infinity finite. Rounding that makes the divergence of
# near-equal distributions slightly negative: cut it off at 0. And the order: PyTorch's `KLDivLoss` takes the model's
# log-probabilities first and the target second, which is not the order of the formula, and published code has computed
# the divergence in the wrong direction because of it.
#
# </details>
#
# ## 4.5 Perplexity
#
# *Core, 2 points, difficulty 1 of 3, about 8 minutes.*
#
# A mean loss of 2.3 nats is hard to picture. Its exponential is easier:
# $$\mathrm{PPL} = \exp\Big(\frac1T \sum_{t=1}^T \mathrm{NLL}_t\Big)$$
# with $\mathrm{NLL}_t = -\ln q(\text{token}_t)$. It is the number of equally likely tokens among which the model might
# as well be choosing: a model that guesses uniformly among $V$ tokens has perplexity $V$, a perfect one has 1.
#
# **Guess first.** Two tokens, of probability 1/2 and 1/8. Is the perplexity 5, the mean of 2 and 8?
#
# <details><summary>The number</summary>
#
# 4: the mean of the losses is $(\ln 2 + \ln 8)/2 = \ln 4$. It is the *geometric* mean of 2 and 8. First the mean, then
# the exponential; the other way round always gives a larger number, because the exponential curves upwards (that is
# *Jensen's inequality*).
#
# </details>
#
# GPT-2 has 50257 tokens (50000 merges, 256 bytes, end of text). Before training its perplexity is a little above 50257,
# as random weights make the guesses uneven. Trained, it reaches 20 to 40 on common test texts. Look what was counted,
# though: per *word* the number is larger than per *token*, since a word is often several tokens. Perplexity comes back
# twice, when batches are put together (4.10) and when two models cut the text differently (4.13).

# %%
def perplexity(token_nlls):
    """Perplexity ``exp(mean(NLL))`` of a text, from the negative log-likelihood of each of its tokens.

    Args:
        token_nlls: array_like of shape (T,), one ``-ln q(token)`` in nats for each token, each in [0, inf].
            Left unchanged.

    Returns:
        float in [1, inf]; V for a model that is uniform over V tokens; ``inf`` if a token was impossible (an NLL of
        ``inf``) or if the result is too large for a float (a mean above 709.7). Any length of text works.

    Raises:
        ValueError: there are no tokens, or an entry is negative or nan (log-likelihoods instead of their negatives).

    Example:
        >>> round(perplexity([math.log(2), math.log(8)]), 9)
        4.0
        >>> perplexity([0.0, math.inf])
        inf

    In an LLM: the customary score of a language model on a text; lower is better.

    Source: Jelinek, Mercer, Bahl and Baker, "Perplexity: a measure of the difficulty of speech recognition tasks",
    1977.
    """
    raise NotImplementedError("perplexity: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: entropy against the size of the vocabulary, a straight line on a logarithmic axis, up to 10.82
        # nats for 50257 tokens. The trained GPT-2 is at 3.0 to 3.7, a perplexity of 20 to 40.
        import matplotlib.pyplot as plt

        sizes = [10, 100, 1000, 50257]
        most = [entropy(np.full(size, 1 / size)) for size in sizes]

        figure, axes = plt.subplots(figsize=(6, 4))
        axes.plot(sizes, most, "o-", color="#0072B2")
        for size, nats in zip(sizes, most, strict=True):
            offset, side = ((8, -6), "left") if size == 10 else ((-6, 6), "right")
            axes.annotate(f"V = {size}: {nats:.2f}", (size, nats), textcoords="offset points", xytext=offset, ha=side)
            print(f"vocabulary {size:6}: at most {nats:7.4f} nats, perplexity {perplexity([nats]):.0f}")
        axes.axhspan(math.log(20), math.log(40), alpha=0.4, color="#E69F00")
        axes.text(1500, 3.2, "trained GPT-2: 3.0 to 3.7", fontsize=9)
        right = axes.secondary_yaxis("right", functions=(np.exp, lambda ppl: np.log(np.maximum(ppl, 1e-300))))
        right.set(ylabel="perplexity", yticks=[1, 10, 100, 1000, 10_000, 100_000], yscale="log")
        axes.set(
            xscale="log",
            xlim=(1, 200_000),
            ylim=(0, 12),
            xlabel="vocabulary size V",
            ylabel="entropy (nats)",
            title="A larger vocabulary leaves more to be unsure about: up to log V",
        )
        figure.tight_layout()
        plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# Base and logarithm must match: $e$ to nats, 2 to bits. 2 to the nats is neither. A product of probabilities underflows
# after some hundred tokens: stay with logarithms. And mean and exponential change places easily: in Magenta, a library
# for music, the perplexity was once "fixed", in a merged change, from the exponential of the mean loss to the mean of
# the exponentials.
#
# </details>
#
# ## 4.6 Log-sum-exp
#
# *Core, 2 points, difficulty 2 of 3, about 10 minutes.*
#
# A softmax divides by $\sum_j e^{x_j}$. We will need the logarithm of that:
# $$\mathrm{LSE}(x) = \log \sum_j e^{x_j}.$$
#
# **Guess first.** $\mathrm{LSE}(1000, 1000)$: what is it on paper, and what does a computer say that follows the
# formula?
#
# <details><summary>The numbers</summary>
#
# On paper $\log(2 e^{1000}) = 1000 + \ln 2 = 1000.6931$. In float64 $e^{710}$ is already infinite and $e^{-746}$
# already 0, so the computer says infinity.
#
# </details>
#
# Pulling out the largest entry $m$ changes nothing on paper,
# $$\mathrm{LSE}(x) = m + \log \sum_j e^{x_j - m},$$
# but now the largest exponential is $e^0 = 1$: no overflow, and the sum is at least 1. What you get is a smooth
# maximum, $\max x \le \mathrm{LSE}(x) \le \max x + \log n$.
#
# Attention kernels merge blocks of keys with it, because the LSE of the LSEs of two blocks is the LSE of all. An empty
# block must count for nothing: the sum of no terms is 0, and its logarithm $-\infty$.

# %%
def logsumexp(x):
    """Logarithm ``log(sum_j exp(x_j))`` of a sum of exponentials, without overflow or underflow.

    Args:
        x: array_like of shape (n,) with ``n >= 0``; entries are numbers of any size, ``-inf`` or ``inf``, not nan.
            Left unchanged.

    Returns:
        float between ``max(x)`` and ``max(x) + ln n``. A single number gives itself. ``-inf`` entries add nothing: if
        all are ``-inf``, or if there are none (an empty sum is 0), the result is ``-inf``. It is ``inf`` if an entry is
        ``inf``.

    Example:
        >>> round(logsumexp([1000.0, 1000.0]), 4)
        1000.6931
        >>> logsumexp([7.0])
        7.0
        >>> logsumexp([])
        -inf

    In an LLM: the normaliser of softmax, and what attention kernels carry from block to block.

    Source: Blanchard, Higham and Higham, "Accurately computing the log-sum-exp and softmax functions", 2021.
    """
    raise NotImplementedError("logsumexp: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: the maximum of x and 0 is a hinge at x = 0. Log-sum-exp of the two is a smooth curve just above
        # it, at most ln 2 higher, at the hinge.
        import matplotlib.pyplot as plt

        x = np.linspace(-5, 5, 201)
        smooth = [logsumexp([value, 0.0]) for value in x]
        figure, axes = plt.subplots(figsize=(8, 3.4))
        axes.plot(x, np.maximum(x, 0), color="black", linestyle="--")
        axes.plot(x, smooth, color="#0072B2")
        axes.annotate("ln 2 above", (0, math.log(2)), (-2.5, 1.6), arrowprops={"arrowstyle": "->"})
        axes.text(2.2, 3.4, "LSE(x, 0)", color="#0072B2")
        axes.text(2.6, 1.6, "max(x, 0)")
        axes.set(xlabel="x", ylabel="value", title="Log-sum-exp is a maximum without the corner")
        figure.tight_layout()
        plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# Forgetting to add $m$ back. `x -= x.max()`, which changes the caller's logits. And a row that is masked completely,
# all $-\infty$, where $-\infty - (-\infty)$ is nan.
#
# </details>
#
# ## 4.7 Log-softmax
#
# *Core, 2 points, difficulty 2 of 3, about 12 minutes.*
#
# Losses need $\log \mathrm{softmax}(x)_i$. Why not compute the softmax and take its logarithm?
#
# **Guess first.** Logits $(1000, 1)$. What does the detour give, and what is right?
#
# <details><summary>The numbers</summary>
#
# The softmax is $(1, 0)$ in floating point, and its logarithm $(0, -\infty)$: the second token has become impossible.
# Right is $(0, -999)$: very improbable, and not the same at all.
#
# </details>
#
# The logarithm of a quotient is a difference, and one logarithm cancels the exponential:
# $$\log \mathrm{softmax}(x)_i = x_i - \mathrm{LSE}(x) = (x_i - m) - \log \sum_j e^{x_j - m}, \quad m = \max x.$$
# The two forms are equal on paper only. In floats the second is better: for logits near $10^{20}$ the term $\log \sum_j
# \dots$, which is at most $\log V$, disappears when it is added to $m$ first.
#
# Logits come as an array of shape (batch, time, V): each row along the *last* axis is one distribution. Masked tokens
# have the logit $-\infty$ and keep the log-probability $-\infty$.

# %%
def log_softmax(x):
    """Logarithm of the softmax over the last axis, computed without forming the softmax.

    Args:
        x: array_like of shape (..., V) with ``V >= 1``, logits of any magnitude up to 1e300. Entries may be ``-inf``
            (masked tokens) if each row keeps a finite one. Left unchanged.

    Returns:
        float64 array of the shape of `x`; each row along the last axis holds the natural logarithms of probabilities
        that sum to 1. Unlikely tokens keep their finite value, ``-inf`` stays ``-inf``, and ``log V`` is not lost
        beside huge logits: two equal logits give ``-ln 2`` each, even at 1e20.

    Example:
        >>> log_softmax([1000.0, 1.0]).tolist()
        [0.0, -999.0]
        >>> log_softmax([[1e20, 1e20], [0.0, -2000.0]]).round(4).tolist()
        [[-0.6931, -0.6931], [0.0, -2000.0]]

    In an LLM: turns the logits of the last layer into the log-probabilities that losses and samplers use.

    Source: Blanchard, Higham and Higham, "Accurately computing the log-sum-exp and softmax functions", 2021.
    """
    raise NotImplementedError("log_softmax: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# A maximum over the whole array instead of per row; a forgotten `keepdims=True`. And if only huge logits go wrong, it
# is the form $x - \mathrm{LSE}(x)$. Apple's framework MLX used it until 2026: in float32 two equal logits of $10^4$ had
# the log-probability $-0.69336$ instead of $-0.69315$, and two of $10^8$ had 0, as if each were certain.
#
# </details>
#
# ## 4.8 The cross-entropy loss
#
# *Core, 3 points, difficulty 2 of 3, about 15 minutes.*
#
# This is the objective of pre-training, in one line. A batch has $N$ positions; the model gives logits of shape $(N,
# V)$, the text gives the token that followed each. The loss is the mean negative log-probability of those tokens:
# $$L = -\frac1N \sum_{n=1}^N \log \mathrm{softmax}(\text{logits}_n)_{t_n}.$$
# `torch.nn.functional.cross_entropy(logits, targets)` computes it: it takes *logits* and applies the log-softmax
# itself. Logits of shape (batch, time, V) are laid out as one long batch first, `logits.reshape(-1, V)`, and the
# targets with them. A mean over all positions does not mind where a text ends.
#
# **Guess first.** The first loss of a training run, with GPT-2's 50257 tokens: about how large must it be?
#
# <details><summary>The number</summary>
#
# $\ln 50257 = 10.8249$. A model that knows nothing gives equal logits. Real initial weights make them a little unequal,
# so a run starts slightly above; anything far off points to a bug before a single step is made.
#
# </details>
#
# And a batch to check by hand: four rows of six logits, with the losses 0.5659, 0.2801, 0.3572 and 0.5867, have the
# mean 0.4475 and the perplexity 1.5643. The plot after the exercise prints them. The targets here ask for probability
# 1; 4.11 asks for a little less.

# %%
def cross_entropy_loss(logits, targets):
    """Mean negative log-probability, in nats, that a batch of logits gives to its target tokens.

    Args:
        logits: array_like of shape (N, V), raw scores (not probabilities) of any magnitude up to 1e300. Entries may be
            ``-inf`` if each row keeps a finite one. Left unchanged.
        targets: array_like of N ints, shape (N,), the token ids that followed, each from 0 to V - 1. Left unchanged.

    Returns:
        float in [0, inf]; log V for equal logits; ``inf`` if a target's logit is ``-inf``. Never nan.

    Raises:
        ValueError: `logits` does not have two axes, the batch is empty, `targets` does not have shape (N,), or a target
            is negative or not below V.

    Example:
        >>> round(cross_entropy_loss([[0.0, 0.0, 0.0], [5.0, 5.0, 5.0]], [2, 0]), 4)
        1.0986
        >>> cross_entropy_loss([[0.0, -1000.0]], [1])
        1000.0

    Builds on: `log_softmax`.

    In an LLM: the objective of pre-training.

    Source: Goodfellow, Bengio and Courville, "Deep Learning", section 6.2.2, 2016.
    """
    raise NotImplementedError("cross_entropy_loss: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: the loss against the probability of the right token. The right curve falls from 4.6 to 0. That
        # for probabilities passed as logits stays between 2.3 and 1.46 and never gets lower.
        import matplotlib.pyplot as plt

        vocabulary = 10
        confidence = np.linspace(0.01, 0.999, 200)
        rows = np.array([[p] + [(1 - p) / (vocabulary - 1)] * (vocabulary - 1) for p in confidence])
        right = [cross_entropy_loss([np.log(row)], [0]) for row in rows]
        twice = [cross_entropy_loss([row], [0]) for row in rows]  # probabilities passed as if they were logits

        figure, axes = plt.subplots(figsize=(6, 4))
        axes.plot(confidence, right, color="#0072B2")
        axes.plot(confidence, twice, "--", color="#D55E00")
        axes.text(0.06, 3.2, "loss of the logits: $-\\ln p$", color="#0072B2")
        axes.text(0.35, 1.36, "probabilities passed as logits", color="#D55E00")
        axes.axhline(math.log(vocabulary), color="grey", linewidth=0.8)
        axes.annotate(
            "uniform guess: ln 10", (0.99, math.log(vocabulary)), textcoords="offset points", xytext=(0, 4), ha="right"
        )
        axes.annotate(
            f"never below {twice[-1]:.2f}", (0.99, twice[-1]), textcoords="offset points", xytext=(0, -14), ha="right"
        )
        axes.set(
            xlabel="probability p of the right token (10 tokens)",
            ylabel="loss (nats)",
            ylim=(0, 5),
            title="A double softmax: the loss cannot fall below a floor",
        )
        figure.tight_layout()

        logits = [
            [2.3, 0.1, -0.5, 1.2, 0.8, -1.1],
            [0.5, 3.1, 0.2, -0.3, 0.9, 0.1],
            [-0.2, 0.8, 2.9, 0.4, -0.6, 1.0],
            [1.1, -0.5, 0.3, 0.7, 2.4, 0.6],
        ]
        targets = [0, 1, 2, 4]
        losses = [cross_entropy_loss([row], [target]) for row, target in zip(logits, targets, strict=True)]
        mean = cross_entropy_loss(logits, targets)
        print(
            "a batch:", " ".join(f"{loss:.4f}" for loss in losses), f"mean {mean:.4f}, perplexity {perplexity([mean]):.4f}"
        )
        for p in (0.8, 0.2, 0.01):
            print(f"probability {p:4} of the right token: loss {cross_entropy_loss([np.log([p, 1 - p])], [0]):.2f} nats")
        print(f"best possible loss after a double softmax: {math.log(math.e + vocabulary - 1) - 1:.3f} nats")
        plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# The classic is to pass probabilities where logits are expected. They are put through a second softmax, and since they
# lie in [0, 1] the loss can never fall below $\log(e + V - 1) - 1$: 0.551 for 3 classes, 1.461 for 10, 9.82 for GPT-2's
# vocabulary. Training seems to work, but stalls. It happens in published code: in SciCo, of 2021, the validation loss
# of four classes stuck at about 1.0, and nobody could have got it below 0.74.
#
# Next: `logits[:, targets]` picks $N \times N$ numbers instead of $N$. And a target $-1$ or $-100$, a padding mark,
# silently counts from the *end* of the vocabulary.
#
# </details>
#
# ## 4.9 Mutual information
#
# *Plus, 2 points, difficulty 2 of 3, about 12 minutes.*
#
# How much does one word tell about the next? Compare the joint table (section 1) with what it would be if the two were
# independent:
# $$I(X; Y) = \mathrm{KL}\big(p(x, y) \,\|\, p(x)\,p(y)\big) = H(X) + H(Y) - H(X, Y).$$
# It is 0 exactly for independent variables, symmetric, and never more than the smaller of $H(X)$ and $H(Y)$. A variable
# tells everything about itself: $I(X; X) = H(X)$.
#
# **Guess first.** Two bits agree 80 % of the time, and each is 0 or 1 with equal probability. How much does one tell
# about the other: 0.8 bits?
#
# <details><summary>The number</summary>
#
# Far less: 0.2781 bits. The table is $\begin{pmatrix} 0.4 & 0.1 \\ 0.1 & 0.4 \end{pmatrix}$. Each alone has 1 bit,
# together they have $-2(0.4 \log_2 0.4 + 0.1 \log_2 0.1) = 1.7219$ bits, so they share $2 - 1.7219 = 0.2781$ bits
# (0.1927 nats). Agreement of 50 % would tell nothing at all.
#
# </details>
#
# It measures how much a neighbouring token, a layer's activation or a probe knows about a label. One of its terms,
# $\log \frac{p(x, y)}{p(x)\,p(y)}$, is the *pointwise* mutual information of a single pair: by it one finds word pairs
# that belong together, such as "New York".

# %%
def mutual_information(joint, base=math.e):
    """Mutual information ``I(X; Y) = H(X) + H(Y) - H(X, Y)`` of two variables, from their joint distribution.

    Args:
        joint: array_like of shape (R, C), ``joint[i, j]`` is the probability of ``X = i`` and ``Y = j``; all cells sum
            to 1. Cells, whole rows and whole columns may be 0. Left unchanged.
        base: base of the logarithm, greater than 1; ``math.e`` gives nats, 2 gives bits.

    Returns:
        float, from 0 (independent; never negative, not even by rounding) to min(H(X), H(Y)).

    Raises:
        ValueError: `joint` has a negative, infinite or nan cell, or does not sum to 1 within 1e-6 as float64 numbers.

    Example:
        >>> round(mutual_information([[0.4, 0.1], [0.1, 0.4]]), 4)
        0.1927
        >>> mutual_information([[0.5, 0.0], [0.0, 0.5]], base=2)
        1.0

    Builds on: `entropy`.

    In an LLM: how much a context token or an activation tells about the next token.

    Source: Shannon, "A Mathematical Theory of Communication", 1948.
    """
    raise NotImplementedError("mutual_information: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: shared bits against how often two fair bits agree. A deep U: 1 bit where they always or never
        # agree, 0 where they agree half of the time, and only 0.28 at 80 %.
        import matplotlib.pyplot as plt

        agree = np.linspace(0, 1, 201)
        shared = [mutual_information([[a / 2, (1 - a) / 2], [(1 - a) / 2, a / 2]], base=2) for a in agree]
        figure, axes = plt.subplots(figsize=(8, 3.4))
        axes.plot(agree, shared, color="#0072B2")
        axes.plot(0.8, np.interp(0.8, agree, shared), "o", color="#D55E00")
        axes.annotate("80 %: 0.28 bits", (0.8, 0.28), (0.55, 0.5), color="#D55E00", arrowprops={"arrowstyle": "->"})
        axes.set(xlabel="how often the two bits agree", ylabel="mutual information (bits)", ylim=(0, 1.05))
        axes.set_title("Agreeing four times in five is worth a quarter of a bit")
        figure.tight_layout()
        plt.show()

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# Cells that never occur are the old $0 \log 0$; `entropy` takes care of it. -1e-17 for independent variables is
# rounding: cut it off at 0.
#
# </details>
#
# ## 4.10 Perplexity of a corpus
#
# *Plus, 2 points, difficulty 2 of 3, about 10 minutes.*
#
# Back to perplexity (4.5). An evaluation runs over batches, and each reports its *mean* loss. The last batch is nearly
# always smaller.
#
# **Guess first.** Mean losses 1.0 over 2 tokens and 5.0 over 8. What is the mean loss of all ten tokens?
#
# <details><summary>The number</summary>
#
# $(2 \cdot 1 + 8 \cdot 5)/10 = 4.2$ nats, with perplexity 66.69. The plain mean of the two is 3.0 and claims 20.09.
#
# </details>
#
# The perplexity of the corpus belongs to all its tokens, so the batches must be weighted by how many tokens they have:
# $$\mathrm{PPL} = \exp\left(\frac{\sum_b n_b \,\ell_b}{\sum_b n_b}\right).$$
# Padded positions count neither in the losses nor in $n_b$. Where sequences overlap, only the newly scored tokens
# count.

# %%
def corpus_perplexity(batch_mean_nll, batch_tokens):
    """Perplexity of a whole corpus, from the mean loss and the number of tokens of each of its batches.

    Args:
        batch_mean_nll: array_like of shape (B,), mean negative log-likelihood per token of each batch, in nats, each in
            [0, inf]. Left unchanged.
        batch_tokens: array_like of B ints, shape (B,), how many tokens each mean was taken over (padding not counted).
            A batch of 0 tokens counts for nothing, whatever its mean, which may be nan. Left unchanged.

    Returns:
        float in [1, inf], the perplexity of all tokens together, however they were cut into batches; ``inf`` if a batch
        with tokens has mean ``inf``.

    Raises:
        ValueError: the shapes differ, a number of tokens is negative, there is not a single token, or a batch with
            tokens has a negative or nan mean.

    Example:
        >>> round(corpus_perplexity([1.0, 5.0], [2, 8]), 4)
        66.6863

    Builds on: `perplexity`.

    In an LLM: the number that an evaluation on a test corpus reports.

    Source: Jelinek, Mercer, Bahl and Baker, "Perplexity: a measure of the difficulty of speech recognition tasks",
    1977.
    """
    raise NotImplementedError("corpus_perplexity: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# The mean of means, or the mean of the batches' perplexities. And a batch of nothing but padding reports 0/0 = nan,
# which must not poison the rest. Hugging Face's guide to perplexity averaged over windows of unequal length until 2024;
# weighting by tokens moved its GPT-2 result from 16.45 to 16.44. To count padding as tokens flatters much more.
#
# </details>
#
# ## 4.11 Label smoothing
#
# *Stretch, 2 points, difficulty 3 of 3, about 15 minutes.*
#
# The loss of 4.8 asks for probability 1. Which logits give exactly that? None: finite logits never reach it, and so
# they just keep growing. Label smoothing asks for a little less. A share $\varepsilon$ of the target's mass is spread
# evenly over *all* $V$ tokens, the right one included:
# $$\tilde p_i = (1 - \varepsilon)\,[i = t] + \frac{\varepsilon}{V}, \qquad
# L = (1 - \varepsilon)\,(-\log q_t) + \varepsilon \cdot \frac1V \sum_{i=1}^V (-\log q_i).$$ Here $[i = t]$ is 1 for the
# right token and 0 for all others. With $V = 4$ and $\varepsilon = 0.2$ the right token's target is $0.8 + 0.05 =
# 0.85$, the others' is 0.05 each. They sum to 1.
#
# **Guess first.** The original Transformer was trained with $\varepsilon = 0.1$. Did its perplexity get better or
# worse?
#
# <details><summary>The answer</summary>
#
# Worse, and its translations better. It was taught never to be quite sure, and perplexity punishes just that.
#
# </details>
#
# PyTorch's `cross_entropy(..., label_smoothing=eps)` follows the definition above.

# %%
def label_smoothed_loss(logits, targets, eps):
    """Mean cross-entropy, in nats, of a batch of logits against smoothed one-hot targets.

    The target distribution is ``1 - eps + eps / V`` at the target token and ``eps / V`` at each of the other tokens.

    Args:
        logits: array_like of shape (N, V), finite raw scores of any magnitude up to 1e300. Left unchanged.
        targets: array_like of N ints, shape (N,), token ids from 0 to V - 1. Left unchanged.
        eps: float in [0, 1], the share that is spread evenly over all V tokens.

    Returns:
        float in [0, inf), the mean over the N rows. ``eps = 0`` gives the plain cross-entropy loss, ``eps = 1`` the
        cross-entropy against the uniform distribution.

    Raises:
        ValueError: `eps` is not in [0, 1] or is nan, the batch is empty, `targets` does not have shape (N,), or a
            target is negative or not below V.

    Example:
        >>> label_smoothed_loss([[0.0, -100.0]], [0], 0.5)
        25.0
        >>> round(label_smoothed_loss([[2, -1, 0], [0, 1, 5], [1, 1, 1]], [0, 1, 2], 0.3), 4)
        1.8311

    Builds on: `log_softmax`, `cross_entropy_loss`.

    In an LLM: keeps a model from becoming over-confident; used in the training of translation models.

    Source: Szegedy et al., "Rethinking the Inception Architecture for Computer Vision", 2016.
    """
    raise NotImplementedError("label_smoothed_loss: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# Some code spreads $\varepsilon/(V-1)$ over the *other* tokens only: a different loss, so say which one you report. And
# smoothing belongs to the target, not to the model's probabilities.
#
# </details>
#
# ## 4.12 Jensen-Shannon divergence
#
# *Stretch, 2 points, difficulty 2 of 3, about 10 minutes.*
#
# KL (4.4) is lopsided, and infinite as soon as one side excludes what the other allows. How would you compare two
# models, neither of which is the truth? Let both meet in the middle: compare each with their average
# $m = \frac12(p + q)$.
# $$\mathrm{JS}(p, q) = \tfrac12 \mathrm{KL}(p \,\|\, m) + \tfrac12 \mathrm{KL}(q \,\|\, m).$$
# It is symmetric and lies between 0 (equal) and $\log 2$ (nothing in common), because $m_i$ is at least half of $p_i$.
#
# Take $p = (1, 0)$ and $q = (\frac12, \frac12)$, so $m = (\frac34, \frac14)$: $\mathrm{KL}(p \| m) = \log_2 \frac43 =
# 0.4150$ bits, $\mathrm{KL}(q \| m) = \frac12 \log_2 \frac23 + \frac12 \log_2 2 = 0.2075$ bits. Their mean is
# $\mathrm{JS} = 0.3113$ bits, while $\mathrm{KL}(q \| p)$ is infinite.

# %%
def js_divergence(p, q, base=math.e):
    """Jensen-Shannon divergence ``KL(p || m) / 2 + KL(q || m) / 2`` with the average ``m = (p + q) / 2``.

    Args:
        p: array_like of shape (V,), a distribution; entries are 0 or at least 1e-300. Left unchanged.
        q: array_like of shape (V,), a distribution of the same kind. Left unchanged.
        base: base of the logarithm, greater than 1; ``math.e`` gives nats, 2 gives bits.

    Returns:
        float, from 0 (`p` equals `q`; never negative) to log 2 (no common outcome); always finite, and the same with
        `p` and `q` exchanged. It is the divergence, not its square root.

    Raises:
        ValueError: `p` or `q` has a negative, infinite or nan entry or does not sum to 1 within 1e-6 as float64
            numbers, or their shapes differ.

    Example:
        >>> js_divergence([1, 0], [0, 1], base=2)
        1.0
        >>> round(js_divergence([1, 0], [0.5, 0.5], base=2), 4)
        0.3113

    Builds on: `kl_divergence`.

    In an LLM: how far apart the next-token distributions of two models, or of two layers, are.

    Source: Lin, "Divergence Measures Based on the Shannon Entropy", 1991.
    """
    raise NotImplementedError("js_divergence: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# Averaging $\mathrm{KL}(p\|q)$ and $\mathrm{KL}(q\|p)$ is another quantity (Jeffreys), still infinite. SciPy's
# `jensenshannon` returns the Jensen-Shannon *distance*, the square root of this.
#
# </details>
#
# ## 4.13 Bits per byte
#
# *Stretch, 1 point, difficulty 1 of 3, about 8 minutes.*
#
# Once more perplexity (4.5). Model A has a loss of 3.1 nats per token, model B 2.9. Is B better? Perhaps not: if B cuts
# texts into shorter tokens, it has more and easier guesses to make. The text itself has a length that no tokenizer
# changes, its bytes:
# $$\mathrm{BPB} = \frac{\text{nats per token}}{\ln 2} \cdot \frac{\text{tokens}}{\text{bytes}}.$$
# 3 nats per token on 100 tokens that spell 400 bytes: $3 / 0.6931 = 4.328$ bits per token, a quarter token per byte, so
# 1.082 bits per byte. A lossless compressor built on this model would shrink the text to $1.082/8 = 13.5\,\%$.
#
# Papers that compare models across tokenizers report it; its cousin per character is bits per character.

# %%
def bits_per_byte(nats_per_token, tokens, n_bytes):
    """Loss of a model in bits for each byte of the text, which does not depend on the tokenizer.

    Args:
        nats_per_token: float in [0, inf], mean negative log-likelihood per token, natural logarithm.
        tokens: int, at least 1, how many tokens the mean was taken over.
        n_bytes: int, at least 1, how many bytes (not characters) the same text has.

    Returns:
        float in [0, inf]: ``nats_per_token / ln 2 * tokens / n_bytes``.

    Raises:
        ValueError: `nats_per_token` is negative or nan, or `tokens` or `n_bytes` is not positive.

    Example:
        >>> bits_per_byte(math.log(2), 100, 400)
        0.25
        >>> round(bits_per_byte(3, 100, 400), 3)
        1.082

    In an LLM: compares models with different vocabularies on the same text.

    Source: Gao et al., "The Pile: An 800GB Dataset of Diverse Text for Language Modeling", 2020.
    """
    raise NotImplementedError("bits_per_byte: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# Nats reported as bits, the ratio turned round, or `tokens // n_bytes`, which is 0.
#
# </details>

# %% [markdown]
# ## In the little world
#
# Back to the loss of 0.7125 nats per word. For a real language nobody can say whether that is good: the best possible
# loss is the entropy of the language, and nobody knows it. In the little world (section 1) we do. The file `truth`
# holds the true distribution of the next word for 3,497 places in 100 stories. So here you can measure what no
# laboratory can: how far its model is from the truth.
#
# First the truth itself. Even it is in doubt, and not everywhere.
#
# > once a small fox called tom lived in the barn . he saw a ball on the hill . he danced to the barn . the sun shone .
# > at night he slept in the den and dreamed of the ball .
#
# **Guess first.** Before which words of this story is the entropy of the next word 0? Before which is it largest? And
# how large is it before "tom", if there are four equally probable names?
#
# **Given.** A helper that reads a file of the little world, and the model, as a machine, as in section 2.

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
        # The plot in words: the entropy of the next word before each word of the fox's story. Bars for the truth, crosses
        # for the model, nearly at the same heights. It is 0 before "called", "the" or "night", 1.39 before "tom", about 2.5
        # before "ball" and "danced".
        import matplotlib.pyplot as plt

        truth, weights, stories = world_data("truth"), world_data("weights"), world_data("stories")
        vocabulary, ids = truth["vocabulary"], truth["ids"].astype(int)
        before = np.concatenate([[0], ids[:-1]])  # the word before each word; a story begins after the id 0
        told = np.split(ids, np.flatnonzero(ids == 0) + 1)[:-1]
        model_logits = np.concatenate([run_model(np.concatenate([[0], story[:-1]]), weights)[0] for story in told])

        true_next = truth["next_word"]
        model_next = np.exp([log_softmax(row) for row in model_logits])
        fox = range(len(told[0]))
        doubt = [entropy(true_next[place]) for place in fox]
        model_doubt = [entropy(model_next[place]) for place in fox]

        figure, axes = plt.subplots(figsize=(11, 4))
        axes.bar(fox, doubt, color="#56B4E9")
        axes.plot(fox, model_doubt, "x", color="black")
        axes.set_xticks(fox, vocabulary[told[0]], rotation=90, fontsize=8)
        axes.annotate("bars: the truth", (28, 2.3), color="#0072B2")
        axes.annotate("crosses: the model", (28, 2.05))
        axes.set(ylabel="entropy of the next word (nats)", xlim=(-1, len(fox)))
        axes.set_title("Whoever knows the language is sure of half the words, and so is the model")
        figure.tight_layout()
        plt.show()

        for word in ("tom", "ball", "den"):
            place = int(np.flatnonzero(vocabulary[told[0]] == word)[0])
            surprise = self_information(float(true_next[place, told[0][place]]), base=math.e)
            print(f"before '{word}': entropy {doubt[place]:.4f}, model {model_doubt[place]:.4f}; surprise {surprise:.4f}")
        print(
            f"ln 4 = {math.log(4):.4f}; mean over all {len(ids)} words: {np.mean([entropy(p) for p in true_next]):.4f} nats"
        )

# %% [markdown]
# <details><summary>What came out</summary>
#
# After "in", "on" or "at" only one word can come, and the entropy is 0. Four names are in the race for "tom": $\ln 4 =
# 1.3863$. Where the animal finds something, or does something, there are a dozen words, and more than two nats. And
# before "den" it is 0 again: foxes sleep in dens, and whoever remembers the fox knows it.
#
# On average the truth is in doubt by 0.706 nats per word (on 2,000 stories, 0.708). That is the *entropy of the
# language*, and no model will ever do better, except by luck.
#
# </details>
#
# Now the models: one that knows nothing, one that knows how often each word comes, one that looks at the word before,
# the transformer, and the truth.
#
# **Guess first.** The perplexity of the model that knows nothing is 99, the number of words. Order the others, and
# guess their perplexities. Between how many words does the transformer choose?

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The table in words: losses 4.595, 3.818, 1.457, 0.713 and 0.706 nats per word; perplexities 99, 46, 4.3, 2.04 and
        # 2.03; divergences from the truth 3.889, 3.103, 0.758, 0.0065 and 0.
        counts = np.zeros((len(vocabulary), len(vocabulary)))
        train = stories["train"].astype(int)
        np.add.at(counts, (np.concatenate([[0], train[:-1]]), train), 1)  # row: the word before

        models = {
            "uniform": np.full(true_next.shape, 1 / len(vocabulary)),
            "unigram": np.tile(counts.sum(axis=0) / counts.sum(), (len(ids), 1)),
            "bigram": (counts / counts.sum(axis=1, keepdims=True))[before],
            "transformer": model_next,
            "truth": true_next,
        }
        print("             loss   perplexity  expected loss  KL from the truth")
        for name, next_word in models.items():
            losses = [self_information(float(p), base=math.e) for p in next_word[np.arange(len(ids)), ids]]
            expected = np.mean([cross_entropy(p, q) for p, q in zip(true_next, next_word, strict=True)])
            distance = np.mean([kl_divergence(p, q) for p, q in zip(true_next, next_word, strict=True)])
            print(f"{name:11}  {np.mean(losses):.4f}  {perplexity(losses):7.3f}     {expected:.4f}         {distance:.4f}")

# %% [markdown]
# <details><summary>What came out</summary>
#
# To look one word back is worth more than anything else: from 46 words to choose among down to 4.3. To look back at
# everything leaves 2.04, and the truth has 2.03. The transformer is 0.0065 nats per word from the truth: that is all
# that could be gained by a better model. So 0.7125 is very good indeed, in this language.
#
# Two columns look alike. *Loss* is the mean surprise at the words that came. *Expected loss* is the cross-entropy,
# averaged over all words that could have come; it equals the entropy of the language, 0.7061, plus the divergence. Only
# the first can be measured without knowing the truth. It differs from the second by luck, and by less the longer the
# text is.
#
# </details>
#
# ## Questions to close with
#
# <details><summary>The third colleague reports a model with a loss of 0.68 on new stories of the little world. What do
# you say?</summary>
#
# That it cannot be: nobody can be below 0.706 on average. Either the stories were easy ones (how many were there?), or
# the model has seen them before: they were among its training data. With a real language you would have no way to know,
# and that is why it happens.
#
# </details>
#
# <details><summary>And the second, whose model of a real language has a loss of 3.1. Is it worse than 0.7125?</summary>
#
# The two cannot be compared. The languages have different entropies, and the tokens are of different length. Ask for
# bits per byte, for the text it was measured on, and for what other models reach on the very same text.
#
# </details>
#
# <details><summary>A model is fine-tuned with a penalty of KL(new ‖ old). After a while it gives one and the same
# polite answer to everything. Did the penalty fail?</summary>
#
# Not by its own standard. KL(new ‖ old) punishes what the *old* model would not have said. If the old one said this
# answer now and then, saying nothing else costs little: missing is free in this direction. Whoever wants variety kept
# must ask for it otherwise, for example by the entropy of the answers, or by KL(old ‖ new).
#
# </details>
#
# | concept | formula | where in a language model |
# |---|---|---|
# | entropy | $H = -\sum p \log p$ | doubt about the next token; the loss of the best possible model |
# | cross-entropy | $H(p, q) = -\sum p \log q$ | the training loss |
# | KL divergence | $H(p, q) - H(p)$ | distance to a reference model, as in RLHF |
# | perplexity | $e^H$ | how models are compared |
#
# The bigram came from counting pairs. Is counting the best that one can do, and what is it best *at*? Section 5.
