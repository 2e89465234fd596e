# %% [markdown]
# # 8. Sampling and temperature
#
# One model wrote these three texts. Nobody touched its weights in between.
#
# > once a young cat called lena lived in the garden . she was happy . she was happy . at night she slept on the mat .
#
# > once an old pig called max lived in the barn . max ran to the hill . he found a shiny bone . then max walked to the
# > field . at night he slept in the sty and dreamed of the bone .
#
# > once by the wood . lena walked in the barn . she jumped to the pig danced in the field . at night walked to the mat
# > .
#
# The first says the same thing twice, and asked again the model would write it again, word for word. The third is no
# English. Between them lies the story that we want. A model gives a distribution for every word, and that is all it
# gives. *Somebody* has to turn distributions into a text, and that somebody can bore a good model, or break it. How
# much chance does a text need, and where do we stop it?
#
# **You need** softmax and drawing from a distribution (section 2) and entropy (section 4).
#
# **Words.** The model's scores before the softmax are called *logits*, one for each of the $V$ words of the vocabulary.
# To *decode* is to choose the next word from them. A logit of $-\infty$ means that a word is out of the question: its
# probability is $e^{-\infty} = 0$. That is how all filters of this section remove a word.
#
# **Given.** Three helpers. The last is the softmax of section 2 in its plainest form. One rule runs through the
# section: whoever is handed logits returns *new* logits, of the same shape and in the same order, so that the steps can
# be put one behind the other.

# %%
import math

import numpy as np

# %%
def as_logits(logits):
    """Return `logits` as a new float64 array of the same shape, after checking that they can be decoded.

    Args:
        logits: array_like of shape (..., V) with V at least 1. ``-inf`` marks a word that was removed.

    Returns:
        float64 array, a copy: changing it does not change the argument.

    Raises:
        ValueError: there is no word, an entry is nan or ``+inf``, or all words of a row are removed.

    Example:
        >>> as_logits([2, -math.inf]).tolist()
        [2.0, -inf]
        >>> as_logits([-math.inf])
        Traceback (most recent call last):
        ...
        ValueError: every row of logits needs a word that is not removed
    """
    logits = np.array(logits, dtype=float)
    if logits.ndim == 0 or logits.shape[-1] == 0:
        raise ValueError("logits need at least one word")
    if np.isnan(logits).any() or np.isposinf(logits).any():
        raise ValueError("logits must not be nan or +inf")
    if np.isneginf(logits).all(axis=-1).any():
        raise ValueError("every row of logits needs a word that is not removed")
    return logits


def as_seen_ids(ids):
    """Return the ids of words as an int array with one axis, after checking that they are ints.

    Args:
        ids: array_like of ints, of any shape, also empty.

    Returns:
        int array of shape (number of ids,).

    Raises:
        ValueError: an id is a float, even one such as 1.0, which is no place in a vocabulary.

    Example:
        >>> as_seen_ids([3, 1]).tolist(), as_seen_ids([]).shape
        ([3, 1], (0,))
        >>> as_seen_ids([0.5])
        Traceback (most recent call last):
        ...
        ValueError: ids must be ints
    """
    ids = np.asarray(ids)
    if ids.size > 0 and ids.dtype.kind not in "iu":
        raise ValueError("ids must be ints")
    return ids.astype(int).ravel()


def probabilities(logits):
    """Softmax along the last axis: logits to probabilities; a removed word gets exactly 0.

    Args:
        logits: float64 array as `as_logits` returns it.

    Returns:
        float64 array of the same shape, every row sums to 1.

    Example:
        >>> probabilities(np.array([1.0, 1.0, -math.inf])).tolist()
        [0.5, 0.5, 0.0]
    """
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)

# %% [markdown]
# ## 8.1 Temperature
#
# *Core, 1 point, difficulty 1 of 3, about 6 minutes.*
#
# Divide all logits by one number $T > 0$ before the softmax:
# $$p_i \propto e^{x_i / T}.$$
# What does that do? The ratio of two probabilities is $e^{(x_i - x_j)/T}$. With $T = \frac12$ the difference of the
# logits counts twice, and the ratio is squared: whoever leads, leads by more. With $T = 2$ the ratio shrinks to its
# square root. The *order* never changes, only how much is left for the others. The word comes from physics, where hot
# particles visit improbable states more often; Boltzmann wrote the same formula for their energies.
#
# **Guess first.** Logits 2, 1 and 0 become the probabilities 0.665, 0.245 and 0.090. Halve the temperature: the first
# probability cannot double, so where does it go? And what do you get for $T = 2$?
#
# <details><summary>The numbers</summary>
#
# $T = \frac12$: logits 4, 2, 0, probabilities 0.867, 0.117, 0.016. $T = 2$: logits 1, 0.5, 0, probabilities 0.506,
# 0.307, 0.186. Twice as hot is *not* half as sure.
#
# </details>
#
# At $T = 0$ the formula divides by zero. Many interfaces share a convention: a request for temperature 0 means "take
# the most probable word", which is the next exercise, and the division itself refuses.

# %%
def apply_temperature(logits, temperature):
    """Logits divided by the temperature.

    Args:
        logits: array_like of shape (..., V), floats or ints, finite or ``-inf`` (a removed word). Left unchanged.
        temperature: float, positive and finite. Below 1 the distribution becomes sharper, above 1 flatter.

    Returns:
        new float64 array of the same shape: ``logits / temperature``. A removed word stays ``-inf``.

    Raises:
        ValueError: `temperature` is 0, negative, infinite or nan.

    Example:
        >>> apply_temperature([2, 1, 0, -1], 0.5).tolist()
        [4.0, 2.0, 0.0, -2.0]

    In an LLM: the parameter `temperature` of every text generator.

    Source: Ackley, Hinton and Sejnowski, "A Learning Algorithm for Boltzmann Machines", 1985.
    """
    raise NotImplementedError("apply_temperature: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# Multiplying turns hot into cold. Raising *probabilities* to the power $1/T$ is a right idea with a step missing: it
# gives the new probabilities only after they are divided by their sum, and logits were asked for. And 0 must be
# refused: numpy would return $\pm\infty$, and nan for a logit of 0, with nothing but a warning.
#
# </details>
#
# The picture shows one row of logits at five temperatures. Before you run it: at which of them is the entropy closest
# to the largest that eight words can have, $\ln 8 = 2.0794$ nats?

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: five bar charts of the same eight words. At T = 0.1 one bar is 1 and the others are 0; from
        # panel to panel the bars become more equal, until at T = 5 all are between 0.10 and 0.18.
        import matplotlib.pyplot as plt

        words = ["the", "a", "an", "one", "this", "that", "some", "every"]
        scores = np.array([3.2, 2.1, 1.5, 0.8, 1.2, 0.9, 0.6, 0.3])

        def entropy(p):
            return float(-np.sum(p[p > 0] * np.log(p[p > 0])))

        figure, panels = plt.subplots(1, 5, figsize=(13, 3.4), sharey=True)
        for axes, temperature in zip(panels, (0.1, 0.5, 1.0, 2.0, 5.0), strict=True):
            p = probabilities(apply_temperature(scores, temperature))
            axes.bar(words, p, color="#56B4E9", edgecolor="black", linewidth=0.6)
            axes.set_title(f"T = {temperature}", fontsize=10)
            axes.set_xlabel(f"entropy {entropy(p):.2f} nats")
            axes.tick_params(axis="x", rotation=60)
            print(f"T = {temperature:3}: entropy {entropy(p):.4f} nats, '{words[p.argmax()]}' has {p.max():.4f}")
        panels[0].set_ylabel("probability")
        figure.suptitle("Heat makes the words more equal and leaves their order alone")
        figure.tight_layout()
        plt.show()

# %% [markdown]
# At $T = 5$ the entropy is 2.0622, almost $\ln 8$; at $T = 0.1$ "the" has 0.99998 and hardly anything else will ever be
# said. In between everything is possible, which is why people turn this knob first. Values from 0.7 to 1.2 are usual
# for text.
#
# ## 8.2 Greedy decoding
#
# *Core, 1 point, difficulty 1 of 3, about 5 minutes.*
#
# The cold end of the scale is worth a function of its own: take the most probable word, always. It needs neither
# probabilities nor chance, since softmax keeps the order. And it is what "temperature 0" means.

# %%
def greedy(logits):
    """Id of the word with the largest logit.

    Args:
        logits: array_like of shape (V,), finite or ``-inf`` (a removed word).

    Returns:
        int from 0 to V - 1. Among equal logits the lowest id wins.

    Raises:
        ValueError: `logits` does not have exactly one axis, is empty, has an entry nan or ``+inf``, or all its
            words are removed.

    Example:
        >>> greedy([1, 3, 3])
        1

    In an LLM: decoding at temperature 0; the choice wherever a run must be repeatable.

    Source: Jurafsky and Martin, "Speech and Language Processing", 3rd edition draft, 2024.
    """
    raise NotImplementedError("greedy: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# `max` gives the logit, not the id. `argsort(...)[-1]` finds a largest logit, too, but of equal ones the last. And a
# row of nothing but $-\infty$ has an argmax, 0, which would be a word that somebody had removed on purpose.
#
# </details>
#
# **Guess first.** Greedy decoding takes the best word every time. Does it find the most probable *text*?
#
# <details><summary>An answer</summary>
#
# No. Let the first word be "a" with 0.6 or "the" with 0.4. Behind "a" come ten nouns, each with 0.1; behind "the" comes
# "end" with 0.9. Greedy begins with "a", and its best text has $0.6 \cdot 0.1 = 0.06$. "the end" has $0.4 \cdot 0.9 =
# 0.36$. And even the most probable text is not a typical one: after a hundred flips of a coin that shows heads with 0.6
# you would not expect a hundred heads, though no other outcome is as probable.
#
# </details>
#
# ## 8.3 Top-k
#
# *Core, 2 points, difficulty 2 of 3, about 12 minutes.*
#
# Heat has a price. A vocabulary of 50,000 words has a long tail: each of its words is absurd, and together they have,
# say, 5 % of the probability. Draw a hundred words and about five come from there. Flattening the distribution makes
# the tail heavier still. So cut it off: keep the $k$ most probable words, remove all others, and share out what they
# had.
#
# Words that tie at the border need a rule. Here exactly $k$ stay, and of equal ones the lower ids. In public code both
# rules are found, "exactly k" and "all that tie". The serving engine vLLM was reported in 2026 to have both: "all that
# tie" for small batches, "exactly k" from eight requests on. One and the same request could then get another word,
# depending on who else was asking.

# %%
def top_k_filter(logits, k):
    """Remove all words but the k with the largest logits.

    Args:
        logits: array_like of shape (..., V), finite or ``-inf`` (a removed word); each row along the last axis is
            filtered by itself. Left unchanged.
        k: int, at least 1; more than V keeps all.

    Returns:
        new float64 array of the same shape: the logits of the kept words where they were, ``-inf`` for the others.
        Exactly k words are kept (fewer if fewer were not removed before); among equal logits the lowest ids.

    Raises:
        ValueError: `k` is less than 1 or a float, or `logits` cannot be decoded: no word, an entry nan or ``+inf``, or
            a row whose words are all removed.

    Example:
        >>> top_k_filter([1, 4, 2, 4, 4], 2).tolist()
        [-inf, 4.0, -inf, 4.0, -inf]

    In an LLM: the parameter `top_k`; a part of the samples that were published with GPT-2 was drawn with 40.

    Source: Fan, Lewis and Dauphin, "Hierarchical Neural Story Generation", 2018.
    """
    raise NotImplementedError("top_k_filter: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# A removed word gets $-\infty$, not 0: a logit of 0 is a word like any other. `logits > threshold` loses the k-th word,
# and `>=` keeps too many when some are equal. `np.sort(logits)[-k]` raises an error as soon as k exceeds V.
#
# </details>
#
# ## 8.4 Top-p
#
# *Core, 2 points, difficulty 3 of 3, about 15 minutes.*
#
# Which $k$ is right? After "the capital of France is" one word is enough, and 40 would let nonsense in. After "she
# bought a" hundreds of words are good, and 40 are too few. The number should follow from the distribution. So fix the
# *mass* and let the number of words follow: keep the smallest set of words whose probabilities have a sum of at least
# $p$. It is called the *nucleus*.
#
# Take probabilities 0.5, 0.25, 0.125 and 0.125, and $p = 0.6$. The first word has 0.5, too little. With the second it
# is 0.75, enough: the nucleus has two words. The word that crosses the line belongs to it, or its mass would be below
# $p$. With $p = 0.75$ it is the same two: at least means at least.
#
# A computer adds up probabilities with rounding errors, and then "0.75 exactly" is a matter of luck. The exercise says
# how much is forgiven: a mass that misses $p$ by less than 1e-12 counts as $p$.

# %%
def top_p_filter(logits, p):
    """Remove all words outside of the nucleus: the smallest set of words with a probability of at least `p`.

    The words are taken in the order of falling probability, equal ones in the order of their ids. A word is kept if
    those before it have together less than p; sums that differ from p by at most 1e-12 count as equal. The first word
    is always kept.

    Args:
        logits: array_like of shape (V,), finite or ``-inf`` (a removed word). Left unchanged.
        p: float, ``0 < p <= 1``. ``p = 1`` keeps every word that was not removed before, however improbable.

    Returns:
        new float64 array of shape (V,): the logits of the kept words where they were, ``-inf`` for the others.

    Raises:
        ValueError: `p` is not in (0, 1], or is nan; or `logits` does not have exactly one axis or cannot be decoded: no
            word, an entry nan or ``+inf``, or all words removed.

    Example:
        >>> top_p_filter(np.log([0.125, 0.5, 0.125, 0.25]), 0.6).round(4).tolist()
        [-inf, -0.6931, -inf, -1.3863]

    In an LLM: the parameter `top_p`; 0.9 to 0.95 are common choices.

    Source: Holtzman et al., "The Curious Case of Neural Text Degeneration", 2020, equation 2.
    """
    raise NotImplementedError("top_p_filter: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# - *Keeps too few*: words whose cumulative sum is at most p. The word that crosses the line is lost, and a sure model
#   is left with no word at all.
# - *Greedy at p = 1*: `np.argmax(cumulative > p) + 1`. Nothing exceeds 1, so the argmax of nothing but False is 0.
# - *Words on wrong ids*: sorted logits were returned. Everything must go back to its place.
# - *Different words each time the vocabulary is shuffled*: a cumulative sum without sorting.
#
# Most of these have been found in public libraries, some more than once.
#
# </details>
#
# The picture shows two moments of the same model, one sure and one unsure, with the words sorted. Guess first: which of
# the two filters, $k = 3$ or $p = 0.9$, cuts both at a sensible place?

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: two bar charts of sorted probabilities. Left, the model is sure: top-p ends after one word,
        # top-k takes two more that are nearly impossible. Right, it is unsure: top-p keeps six words, top-k only three.
        import matplotlib.pyplot as plt

        moments = {"sure": scores * [2.2, 1, 1, 1, 1, 1, 1, 1], "unsure": scores}
        figure, panels = plt.subplots(1, 2, figsize=(10, 3.8), sharey=True)
        for axes, (moment, x) in zip(panels, moments.items(), strict=True):
            order = np.argsort(-x, kind="stable")
            p = probabilities(x)[order]
            nucleus = int(np.isfinite(top_p_filter(x, 0.9)).sum())
            axes.bar(range(8), p, color="#56B4E9", edgecolor="black", linewidth=0.6)
            axes.axvline(2.5, color="#D55E00", linestyle="--")
            axes.annotate("top-k = 3", (2.6, 0.8), color="#D55E00")
            axes.axvline(nucleus - 0.5, color="black", linestyle=":")
            axes.annotate("top-p = 0.9", (nucleus - 0.4, 0.6))
            axes.set_xticks(range(8), [words[i] for i in order], rotation=60)
            axes.set_title(f"{moment}: the nucleus has {nucleus} word{'s' if nucleus > 1 else ''}", fontsize=10)
            print(f"{moment:6} cumulative:", np.cumsum(p).round(3), f"so 0.9 is reached with {nucleus}")
        panels[0].set_ylabel("probability")
        figure.suptitle("The nucleus grows and shrinks with the model's doubt, top-k does not")
        figure.tight_layout()
        plt.show()

# %% [markdown]
# ## 8.5 One distribution from all three
#
# *Core, 2 points, difficulty 2 of 3, about 8 minutes.*
#
# A request to a text generator has all the knobs at once: a temperature, a $k$ and a $p$. They do not commute. Heat
# moves mass into the tail, so it matters whether the nucleus is found before or after. The usual order is
#
# 1. temperature,
# 2. top-k,
# 3. top-p, *of what top-k has left*: its probabilities are those of the survivors, which sum to 1 again,
# 4. softmax.
#
# So it is done in Hugging Face's `transformers`. The default of `llama.cpp` heats last, when the filters have cut: the
# same three numbers mean another distribution there.
#
# **Guess first.** Logits 2, 1, 0, -1, temperature 3, $p = 0.8$. Will the nucleus have more words than without heat?
#
# <details><summary>The numbers</summary>
#
# Without heat the probabilities are 0.644, 0.237, 0.087 and 0.032, and two words reach 0.8. At $T = 3$ they are 0.385,
# 0.276, 0.198 and 0.142, and it takes three.
#
# </details>

# %%
def decoding_distribution(logits, temperature, k, p):
    """The distribution that the next word is drawn from: temperature, then top-k, then top-p, then softmax.

    Args:
        logits: array_like of shape (V,), finite or ``-inf`` (a removed word). Left unchanged.
        temperature: float, positive and finite, however small.
        k: int, at least 1; V or more keeps all words.
        p: float, ``0 < p <= 1``, of the probabilities that temperature and top-k have left.

    Returns:
        float64 array of shape (V,) that sums to 1; removed words have exactly 0. With ``temperature = 1``, ``k = V``
        and ``p = 1`` it is the softmax of `logits`.

    Raises:
        ValueError: an argument is not as above, or `logits` cannot be decoded: no word, an entry nan or ``+inf``,
            or all words removed.

    Example:
        >>> decoding_distribution([2, 1, 0, -1], 1.0, 2, 1.0).round(4).tolist()
        [0.7311, 0.2689, 0.0, 0.0]

    Builds on: `apply_temperature`, `top_k_filter`, `top_p_filter`.

    In an LLM: what stands between the model and the drawing in every `generate` function.

    Source: Holtzman et al., "The Curious Case of Neural Text Degeneration", 2020.
    """
    raise NotImplementedError("decoding_distribution: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# The order is what goes wrong most: the nucleus found before the heat, or in the probabilities of *all* words although
# top-k has removed some. At the end the kept probabilities must sum to 1 again; taking them out of the first softmax
# leaves them too small.
#
# </details>
#
# **Guess first.** You turn the temperature up slowly, from 0.05 to 20. Does the entropy rise all the way? With top-k 3
# on top, where does it stop? And how does it rise with top-p 0.9 on top?

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: entropy against temperature. All curves rise from 0. Without filters it approaches ln 8 = 2.08,
        # with top-k 3 it stops at ln 3 = 1.10, with top-p 0.9 it climbs in steps to ln 8, as words join the nucleus.
        import matplotlib.pyplot as plt

        temperatures = np.geomspace(0.05, 20, 200)
        figure, axes = plt.subplots(figsize=(7, 4))
        curves = {
            "all words": (8, 1.0, "-", "black", (0.3, 1.0)),
            "top-k 3": (3, 1.0, "--", "#D55E00", (2.0, 0.9)),
            "top-p 0.9": (8, 0.9, ":", "#0072B2", (2.0, 1.6)),
        }
        for label, (k, p, style, color, place) in curves.items():
            nats = [entropy(decoding_distribution(scores, t, k, p)) for t in temperatures]
            axes.plot(temperatures, nats, style, color=color)
            axes.annotate(label, place, color=color)
            at_one = entropy(decoding_distribution(scores, 1.0, k, p))
            print(f"{label:9} entropy {at_one:.4f} nats at T = 1, {nats[-1]:.4f} at T = 20")
        axes.set(xscale="log", xlabel="temperature", ylabel="entropy (nats)", xlim=(0.05, 20))
        axes.set_title("Heat raises the entropy; top-k puts a lid on it, the nucleus grows along")
        figure.tight_layout()
        plt.show()

# %% [markdown]
# <details><summary>What came out</summary>
#
# It rises all the way. Three words cannot be less certain than equal, so with top-k it ends at $\ln 3 = 1.0986$. With
# top-p it stays at 0 as long as the best word alone has 0.9, which is up to $T = 0.42$. Then the others join one by
# one, each with a step, the last of the eight at $T = 4.96$.
#
# </details>
#
# ## 8.6 Drawing from the top k
#
# *Core, 2 points, difficulty 2 of 3, about 8 minutes.*
#
# Now chance comes in, and only now. It comes as *one number* $u$ from $[0, 1)$, as in section 2: put the probabilities
# of the kept words behind each other, in the order of their ids, and take the word in whose piece $u$ lies. With $u$
# given, everything is decided, and can be tested.

# %%
def sample_top_k(logits, k, temperature, u):
    """Id of a word drawn from the k most probable ones, by inversion of the cumulative distribution.

    The distribution is that of `decoding_distribution` with ``p = 1``, and F its cumulative sum in the order of the
    ids.

    Args:
        logits: array_like of shape (V,), finite or ``-inf`` (a removed word). Left unchanged.
        k: int, at least 1; V or more keeps all words.
        temperature: float, positive and finite.
        u: float in [0, 1), a uniform random number.

    Returns:
        int, the smallest id i with ``F_i > u`` (divide F by its last entry, or u may lie behind it by rounding). It is
        the id in the whole vocabulary, and never that of a removed word.

    Raises:
        ValueError: `u` is not in [0, 1), or is nan; or another argument is not as above.

    Example:
        >>> [sample_top_k(np.log([0.125, 0.5, 0.125, 0.25]), 2, 1.0, u) for u in (0.1, 0.6, 0.7)]
        [1, 1, 3]

    Builds on: `decoding_distribution`.

    In an LLM: one step of generation with `top_k`.

    Source: Devroye, "Non-Uniform Random Variate Generation", 1986, on inversion.
    """
    raise NotImplementedError("sample_top_k: write your code here")

# %% [markdown]
# ## 8.7 Drawing from the nucleus
#
# *Core, 2 points, difficulty 2 of 3, about 6 minutes.*
#
# The same for top-p, and the pair is complete: this is how most text that you have seen from a language model was
# drawn.

# %%
def sample_top_p(logits, p, temperature, u):
    """Id of a word drawn from the nucleus, by inversion of the cumulative distribution.

    The distribution is that of `decoding_distribution` with ``k = V``, and F its cumulative sum in the order of the
    ids.

    Args:
        logits: array_like of shape (V,), finite or ``-inf`` (a removed word). Left unchanged.
        p: float, ``0 < p <= 1``, of the probabilities at the temperature.
        temperature: float, positive and finite.
        u: float in [0, 1), a uniform random number.

    Returns:
        int, the smallest id i with ``F_i > u`` (divide F by its last entry, or u may lie behind it by rounding). It is
        the id in the whole vocabulary, and never that of a removed word.

    Raises:
        ValueError: `u` is not in [0, 1), or is nan; or another argument is not as above.

    Example:
        >>> [sample_top_p(np.log([0.125, 0.5, 0.125, 0.25]), 0.6, 1.0, u) for u in (0.1, 0.6, 0.7)]
        [1, 1, 3]

    Builds on: `decoding_distribution`.

    In an LLM: one step of generation with `top_p`.

    Source: Holtzman et al., "The Curious Case of Neural Text Degeneration", 2020.
    """
    raise NotImplementedError("sample_top_p: write your code here")

# %% [markdown]
# <details><summary>If either went wrong</summary>
#
# If the result is too small a number, it is a *rank*: the place among the kept words, not the id of a word. If it is
# right for most u and wrong for some, look at the order in which you add up: by ids, not by falling probability. If the
# text never changes with the temperature, it was not passed on.
#
# </details>
#
# Ten draws of the eight words from above, with ten numbers $u$ evenly spread. Each word appears about as often as its
# probability says, and you can see whom the filters have silenced.

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        spread = [(i + 0.5) / 10 for i in range(10)]
        print("probabilities:", *probabilities(scores).round(3))
        print("all words:  ", *[words[sample_top_p(scores, 1.0, 1.0, u)] for u in spread])
        print("top-k 3:    ", *[words[sample_top_k(scores, 3, 1.0, u)] for u in spread])
        print("top-p 0.9:  ", *[words[sample_top_p(scores, 0.9, 1.0, u)] for u in spread])
        print("at T = 0.5: ", *[words[sample_top_p(scores, 1.0, 0.5, u)] for u in spread])

# %% [markdown]
# ## 8.8 A penalty for saying it again
#
# *Plus, 1 point, difficulty 2 of 3, about 8 minutes.*
#
# "she was happy . she was happy ." Texts that avoid chance repeat themselves, and there is a blunt remedy: make words
# that have been said less attractive. The model CTRL did it by division: the logit of such a word is divided by a
# penalty above 1.
#
# **Guess first.** Penalty 2. What happens to a word whose logit is 4, and to one whose logit is $-2$?
#
# <details><summary>The answer</summary>
#
# 4 becomes 2, as it should. But $-2$ becomes $-1$: closer to 0, and the word is *more* probable than before. So
# negative logits are multiplied instead, and $-2$ becomes $-4$. The exercise asks for both rules.
#
# </details>
#
# (The rule depends on where 0 lies, and softmax does not care about that. So the same model with all logits moved by a
# constant is penalised differently. It is a remedy, not a theory.)

# %%
def repetition_penalty(logits, seen_ids, penalty):
    """Logits in which the words that were said are less attractive: positive ones divided, negative ones multiplied.

    Args:
        logits: array_like of shape (V,), finite or ``-inf`` (a removed word). Left unchanged.
        seen_ids: array_like of ints from 0 to V - 1, of any length, also empty; an id that stands there several times
            counts once.
        penalty: float, positive and finite; 1 changes nothing, more than 1 discourages repetition.

    Returns:
        new float64 array of shape (V,). A logit of 0 stays 0, a removed word stays ``-inf``.

    Raises:
        ValueError: `penalty` is 0, negative, infinite or nan; an id is a float or not from 0 to V - 1; or `logits` does
            not have exactly one axis or cannot be decoded: no word, an entry nan or ``+inf``, or all words removed.

    Example:
        >>> repetition_penalty([-2, 1, 0, 4], [0, 1, 1], 2.0).tolist()
        [-4.0, 0.5, 0.0, 4.0]

    In an LLM: the parameter `repetition_penalty`.

    Source: Keskar et al., "CTRL: A Conditional Transformer Language Model", 2019.
    """
    raise NotImplementedError("repetition_penalty: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# If -2 becomes -1, negative logits were divided, too, and the word is *more* probable than before. If 1 becomes 0.25, a
# word that was said twice was penalised twice. And an id of -1 is no error for numpy: it would penalise the last word.
#
# </details>
#
# > **From real code.** In 2019 Hugging Face's `transformers` divided negative logits like positive ones. Somebody gave
# > it "The dog" and a penalty of 1.5, and it went on "dog dog dog dog", the more so the *higher* the penalty was.
#
# ## 8.9 Min-p
#
# *Stretch, 1 point, difficulty 2 of 3, about 8 minutes.*
#
# Top-p adds up; there is a simpler thought. A word is out if it is *much less probable than the best one*: below the
# share `min_p` of the best word's probability. A sure model keeps little, an unsure one much, with no sorting at all.
#
# **Guess first.** With `min_p` 0.1, how many words stay if fifty words have 0.02 each? And if one has 0.9 and fifty
# others have 0.002 each?
#
# <details><summary>The answer</summary>
#
# All fifty, since each has as much as the best. And one: the limit is $0.1 \cdot 0.9 = 0.09$.
#
# </details>

# %%
def min_p_filter(logits, min_p):
    """Remove words whose probability is below `min_p` times that of the most probable word.

    Args:
        logits: array_like of shape (V,), finite or ``-inf`` (a removed word). Left unchanged.
        min_p: float in [0, 1]. 0 keeps every word that was not removed before, however improbable; 1 keeps the words
            with the largest logit.

    Returns:
        new float64 array of shape (V,): the logits of the kept words where they were, ``-inf`` for the others. A word
        at the border stays; ratios that differ from `min_p` by a factor of at most 1 + 1e-12 count as equal.

    Raises:
        ValueError: `min_p` is not in [0, 1], or is nan; or `logits` does not have exactly one axis or cannot be
            decoded: no word, an entry nan or ``+inf``, or all words removed.

    Example:
        >>> min_p_filter([-1, -2, -8], 0.05).tolist()
        [-1.0, -2.0, -inf]

    In an LLM: the parameter `min_p`; 0.05 to 0.1 are common choices.

    Source: Nguyen et al., "Turning Up the Heat: Min-p Sampling for Creative and Coherent LLM Outputs", 2024.
    """
    raise NotImplementedError("min_p_filter: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# If a model that is unsure keeps no word at all, you compared probabilities with `min_p` itself: among a thousand equal
# words none has 0.05. The limit is a share of the *largest* probability. If words with negative logits vanish, you
# multiplied the largest logit by `min_p`, but a share of a probability is not a share of a logit. And a softmax that
# gives 0 to an improbable word must not remove it at `min_p = 0`.
#
# </details>
#
# ## 8.10 A penalty that counts
#
# *Stretch, 1 point, difficulty 2 of 3, about 8 minutes.*
#
# The other widespread penalty subtracts: $\alpha$ times the number of times that a word has been said. The more often,
# the less attractive; and unlike the CTRL rule it does not care where 0 lies. (Its sibling, the *presence* penalty,
# subtracts $\alpha$ once, however often the word was said. Three rules, three formulas, and one word for all of them in
# most discussions.)

# %%
def frequency_penalty(logits, seen_ids, alpha):
    """Logits minus `alpha` for each time that a word was said.

    Args:
        logits: array_like of shape (V,), finite or ``-inf`` (a removed word). Left unchanged.
        seen_ids: array_like of ints from 0 to V - 1, of any length, also empty.
        alpha: float, finite; negative values encourage repetition.

    Returns:
        new float64 array of shape (V,): ``logits - alpha * (number of times the id stands in seen_ids)``.

    Raises:
        ValueError: `alpha` is infinite or nan; an id is a float or not from 0 to V - 1; or `logits` does not have
            exactly one axis or cannot be decoded: no word, an entry nan or ``+inf``, or all words removed.

    Example:
        >>> frequency_penalty([1, 1, 1], [0, 0, 1], 0.5).tolist()
        [0.0, 0.5, 1.0]

    In an LLM: the parameter `frequency_penalty` of several interfaces.

    Source: OpenAI, "API reference", 2021, on frequency and presence penalties.
    """
    raise NotImplementedError("frequency_penalty: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# If the example gives 0.5, 0.5, 1, you subtracted once for each word, as the presence penalty does; `x[ids] -= alpha`
# does so even where an id stands twice. An error about shapes comes from counts that end with the largest id that was
# said. 1.5 or more means that you added.
#
# </details>
#
# ## 8.11 Drawing without a softmax
#
# *Stretch, 1 point, difficulty 3 of 3, about 10 minutes.*
#
# A trick to end with. Give each word its own random number, add noise to its logit, and take the largest sum. With the
# right noise the winner is distributed *exactly* as the softmax says, though no exponential of a logit was computed.
# The right noise is Gumbel's: $g = -\log(-\log u)$ with $u$ uniform.
#
# Why? The time until something happens at rate $\lambda$ is $-\log(u) / \lambda$. Let the words race, word $i$ at rate
# $e^{x_i}$. The first is word $i$ with probability $e^{x_i} / \sum_j e^{x_j}$: the softmax. And the smallest time is
# the largest $-\log(\text{time}) = x_i - \log(-\log u_i)$.

# %%
def gumbel_max(logits, u):
    """Id of a word drawn from the softmax of the logits: the largest logit plus Gumbel noise ``-log(-log u)``.

    Args:
        logits: array_like of shape (V,), finite or ``-inf`` (a removed word). Left unchanged.
        u: array_like of shape (V,), uniform random numbers in [0, 1), one for each word; at least one of a word that is
            not removed is above 0. A word whose number is 0 has noise ``-inf``.

    Returns:
        int, the id with the largest sum; among equal sums the lowest. Never a removed word.

    Raises:
        ValueError: `u` has another shape than `logits`, or an entry that is not in [0, 1); or `logits` does not have
            exactly one axis or cannot be decoded: no word, an entry nan or ``+inf``, or all words removed.

    Example:
        >>> gumbel_max([0, 0], [0.9, 0.1])
        0

    In an LLM: drawing on a graphics card, and training through a draw (Gumbel-softmax).

    Source: Gumbel, "Statistical Theory of Extreme Values and Some Practical Applications", 1954.
    """
    raise NotImplementedError("gumbel_max: write your code here")

# %% [markdown]
# <details><summary>If it went wrong</summary>
#
# If the example gives 1, a sign is lost: the noise must grow with u. A result that is a word's logit or noise rather
# than its id comes from `max`. With one u for all words the noise is the same everywhere, and the largest logit always
# wins.
#
# </details>
#
# ## In the little world
#
# Back to the three texts of the beginning. They were written by the transformer of the little world (section 2) and by
# the functions of this section; you can now write them yourself. The story above in the middle is temperature 1. What
# the other two are you can guess.
#
# To see more than three texts, three numbers are counted over 20 stories for each setting:
#
# - *said twice*: the share of stories that say the same sentence twice;
# - *unheard of*: of all groups of three words in a row, the share that never occurs in the 20,000 training stories;
# - *different*: how many of the 20 stories differ.
#
# **Guess first.** Which number tells that it is too cold, and which that it is too hot? At what temperature will both
# be small?
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
        weights, stories = world_data("weights"), world_data("stories")
        vocabulary = weights["vocabulary"]
        size = len(vocabulary)

        def write(choose, seed, most=60):
            """A story as ids, the first of them 0; `choose` takes logits and u, and returns an id. 0 ends the story."""
            rng, ids = np.random.default_rng(seed), [0]
            while len(ids) <= most:
                logits, _ = run_model(ids, weights)
                ids.append(choose(logits[-1], rng.random()))
                if ids[-1] == 0:
                    break
            return ids

        def spelled(ids):
            return " ".join(vocabulary[[i for i in ids if i != 0]])

        def triples(ids):
            ids = np.asarray(ids, dtype=int)
            return (ids[:-2] * size + ids[1:-1]) * size + ids[2:]

        heard = np.unique(triples(stories["train"]))

        def said_twice(ids):
            sentences = spelled(ids).split(" . ")
            return len(set(sentences)) < len(sentences)

        print(spelled(write(lambda logits, u: greedy(logits), seed=1)))
        print(spelled(write(lambda logits, u: sample_top_p(logits, 1.0, 1.0, u), seed=1)))
        print(spelled(write(lambda logits, u: sample_top_p(logits, 1.0, 2.0, u), seed=1)))

        def report(name, choose):
            texts = [write(choose, seed) for seed in range(20)]
            new = np.concatenate([~np.isin(triples(text), heard) for text in texts]).mean()
            twice = np.mean([said_twice(text) for text in texts])
            print(f"{name:14} said twice {twice:.2f}, unheard of {new:.4f}, {len(set(map(tuple, texts)))} different")
            return twice, new

        print()
        heats = (0.05, 0.5, 1.0, 1.5, 2.0)
        plain = [report(f"T = {t}", lambda logits, u, t=t: sample_top_p(logits, 1.0, t, u)) for t in heats]

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        # The plot in words: two curves against the temperature. Near T = 0 almost every story says a sentence twice, from
        # T = 0.5 hardly any does; unheard-of triples of words are absent up to T = 1 and then shoot up.
        import matplotlib.pyplot as plt

        figure, axes = plt.subplots(figsize=(7, 4))
        twice, new = zip(*plain, strict=True)
        axes.plot(heats, twice, "o--", color="#0072B2")
        axes.annotate("stories that say a sentence twice", (0.35, 0.45), color="#0072B2")
        axes.plot(heats, new, "s-", color="#D55E00")
        axes.annotate("word triples unheard of", (1.35, 0.22), color="#D55E00")
        axes.set(xlabel="temperature", ylabel="share", ylim=(0, None))
        axes.set_title("Too cold repeats, too hot babbles")
        figure.tight_layout()
        plt.show()

# %% [markdown]
# **Guess first.** At $T = 2$ the model babbles. Can top-k or top-p bring it back, without touching the temperature?

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        report("T = 2, k = 3", lambda logits, u: sample_top_k(logits, 3, 2.0, u))
        report("T = 2, p = 0.9", lambda logits, u: sample_top_p(logits, 0.9, 2.0, u))
        report("T = 1, p = 0.9", lambda logits, u: sample_top_p(logits, 0.9, 1.0, u))
        print()
        print(spelled(write(lambda logits, u: sample_top_p(logits, 1.0, 1.5, u), seed=1)))

# %% [markdown]
# At $T = 2$ one triple of words in five was never heard before. Three words to choose from bring that down to one in
# eighty, the nucleus to one in forty: most of the nonsense came from the tail. Not all: plain $T = 1$ is better than
# either. (Twenty stories have some 650 triples, so a share of 0.0015 is one of them, and luck.) A filter mends what
# heat has broken; it is better not to break it.
#
# Read the last story, written at $T = 1.5$, once more: "he found a shiny bone by the wood . he liked the shoe ." The
# grammar holds, and yet a bone has become a shoe. To name the bone again the model is sure of one word among many, and
# heat takes a little from it each time. Here memory broke before grammar did.
#
# So how much chance does a text need? Near $T = 0$ nine of ten stories said something twice. At $T = 1$, with no filter
# at all, none did, and nothing was unheard of. There the texts are drawn from what the model has learnt, and it has
# learnt the language well. The knobs are for models that have not.
#
# **Questions to end with.**
#
# <details><summary>A friend wants "creative" answers and sets T = 2 and top-p 0.5. Is that more daring than T = 1 with
# top-p 1?</summary>
#
# No, less. Heat puts more words into the nucleus, and $p = 0.5$ takes most of them out again. Along sixty held-out
# stories of the little world, at 57 % of the places the best word has half of the probability even at $T = 2$, and the
# nucleus is that one word: greedy. The mean entropy is 0.49 nats, that of the daring $T = 1$ is 0.72. Look at the
# entropy of `decoding_distribution`, not at a single knob.
#
# </details>
#
# <details><summary>Two laboratories report the perplexity of their model "at temperature 0.7". What is wrong with
# that?</summary>
#
# Perplexity (section 4) judges the model's distribution on a text that somebody else wrote. A temperature, or a filter,
# changes that distribution: with top-k, any word outside of the k has probability 0 and the perplexity is infinite.
# Decoding is for writing, not for measuring.
#
# </details>
#
# <details><summary>Why not always draw from the model as it is? It was trained to match the true
# distribution.</summary>
#
# In the little world that is the right answer: at $T = 1$ the model is nearly the truth. A model of real language is
# further from it, and most of what it gets wrong sits in the tail, in thousands of words that each have a little more
# than they should. Filters cut where the model is known to be worst.
#
# </details>
#
# | concept | formula | where in a language model |
# |---|---|---|
# | temperature | $\mathrm{softmax}(x / T)$ | how much chance there is in a text |
# | top-k, top-p | the k most probable words; the fewest with mass p | what is cut off before drawing |
#
# So far a model was given. How do you know, while it is being trained, that it will become a good one? A loss that
# jumps, a gradient that explodes, a curve that lies: section 9.
