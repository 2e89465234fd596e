# %% [markdown]
# # 5. Maximum likelihood and the bigram model
#
# Where do a model's parameters come from? Maximum likelihood has one answer for a bent coin, for a bell curve and for a
# language model: take the parameters under which the data that you saw are most probable. This section starts with the
# coin and ends with a small language model that predicts each token from the one before it.
#
# **You need** sums, logarithms and probability (section 1), the binomial distribution (section 2), mean and variance
# (section 3) and cross-entropy (section 4).
#
# **Where it appears.** Training a language model *is* maximum likelihood. The text $t_1, \dots, t_T$ has probability
# $\prod_i p_\theta(t_i \mid t_1, \dots, t_{i-1})$; its logarithm is a sum, minus that sum divided by $T$ is the
# cross-entropy loss, and so the parameters $\theta$ with the lowest loss are those with the highest likelihood. A
# bigram model finds them by counting, a neural network has to search for them with gradients.
#
# **Words.** $p(\text{data} \mid \theta)$ is the *probability* of the data if you fix $\theta$, and the *likelihood* of
# $\theta$ if you fix the data. A likelihood is not a distribution over $\theta$: it need not sum to 1. The *maximum
# likelihood estimate* (MLE) is the $\theta$ where it is largest. The *negative log-likelihood* (NLL) is minus its
# logarithm, here always the natural one, so that it is measured in nats.
#
# **Given.** The three helpers below check arguments and raise the errors that the exercises promise. They return fresh
# arrays, so you never change the caller's.

# %%
import math
from itertools import pairwise

import numpy as np

# %%
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
# A coin shows heads with probability $\theta$. In $n$ flips you saw $h$ heads. How well does a given $\theta$ explain
# that?
# $$\log L(\theta) = \log \binom{n}{h} + h \log \theta + (n - h) \log (1 - \theta).$$
# The binomial coefficient counts the orders in which the heads may have come. It does not depend on $\theta$, so it
# moves the curve up or down but never its maximum.
#
# **Worked number.** 7 heads in 10 flips: $\binom{10}{7} = 120$, so $\theta = \frac12$ has the likelihood $120/1024 =
# 0.1172$ and the log-likelihood $-2.1440$; $\theta = 0.7$ has $0.2668$ and $-1.3212$. The second explains the flips
# better.
#
# **In a model.** Any count of successes among trials: how many of 1000 test questions a model answers correctly, and
# which accuracies $\theta$ are compatible with that.
#
# **What goes wrong.** With 10,000 flips $\theta^h$ underflows to 0 and the binomial coefficient overflows a float: take
# logarithms *before* you multiply. $\log n!$ is `math.lgamma(n + 1)`, and a binomial coefficient is made of three of
# them. At $\theta = 0$ and $\theta = 1$ one of the terms can become $0 \cdot (-\infty)$, which floating point calls
# nan. But $\theta^0 = 1$: what never had to happen costs nothing.

# %%
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
    raise NotImplementedError("binomial_log_likelihood: write your code here")

# %% [markdown]
# ## 5.2 The best of a grid
#
# How do you find the maximum? The crude way always works for one parameter: try many candidates, keep the best one.
# Which candidate is best does not change if you take the logarithm of all likelihoods, since the logarithm is
# increasing:
# $$\hat\theta = \arg\max_\theta L(\theta) = \arg\max_\theta \log L(\theta) = \arg\min_\theta\, [-\log L(\theta)].$$
#
# **Worked number.** Candidates 0.6, 0.7, 0.8 for 7 heads in 10 flips have the log-likelihoods $-1.5372, -1.3212,
# -1.6028$. The largest is $-1.3212$, so the estimate is 0.7: the candidate, not its position 1. (Here it is also the
# one closest to 0, but only because all of them are negative. With densities they need not be, see 5.5.)
#
# **In a model.** A sweep over learning rates does this: many runs, and the one with the best validation score is kept.
# A run that diverged reports nan.
#
# **What goes wrong.** `argmax` gives a position. `argmin` belongs to losses, not to log-likelihoods. And nan is
# treacherous: `np.argmax` says that nan is the largest entry, while Python's `max` depends on the order. `np.nanargmax`
# replaces nan by `-inf`, so that nan can still win against a real `-inf`.

# %%
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
    raise NotImplementedError("grid_mle: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        import matplotlib.pyplot as plt

        heads, flips = 7, 10
        theta = np.linspace(0.01, 0.99, 200)
        log_likelihood = binomial_log_likelihood(theta, heads, flips)
        best = grid_mle(theta, log_likelihood)

        figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4))
        left.plot(theta, np.exp(log_likelihood))
        left.set(ylabel="likelihood (probability of the data)", title="The likelihood is highest ...")
        right.plot(theta, -log_likelihood, color="tab:red")
        right.set(ylabel="negative log-likelihood (nats)", title="... where the loss is lowest", ylim=(0, 12))
        for axes in (left, right):
            axes.axvline(best, color="grey", linestyle="--", label=f"best of the grid: {best:.4f}")
            axes.set(xlabel="probability of heads θ")
            axes.legend()
        figure.suptitle(f"{heads} heads in {flips} flips: one maximum, two pictures")
        figure.tight_layout()

        print(f"{heads} heads in {flips} flips")
        print(f"best of {theta.size} candidates: {best:.4f}")
        print(f"closed form heads / flips: {heads / flips}")
        plt.show()

# %% [markdown]
# ## 5.3 The coin in closed form
#
# For the coin no search is needed. The slope of the log-likelihood is $\frac h\theta - \frac{n - h}{1 - \theta}$, and
# it is 0 at
# $$\hat\theta = \frac hn,$$
# the relative frequency of heads. "Count and divide" is maximum likelihood.
#
# **Worked number.** Heads, heads, tails: $\hat\theta = \frac23$. Three heads in a row: $\hat\theta = 1$.
#
# **In a model.** An accuracy, a click rate, the share of answers that people prefer: all are this estimate. And every
# count-based language model below is built from it.
#
# **What goes wrong.** With few data it *overfits*: after three heads it declares tails impossible, and the first tails
# will have an infinite loss. People then quietly add a pseudo-count, $(h + 1)/(n + 2)$. That is a good idea with a name
# of its own (the posterior mean with a uniform prior, section 6), but it is not the maximum of the likelihood.

# %%
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
    raise NotImplementedError("bernoulli_mle: write your code here")

# %% [markdown]
# ## 5.4 The Gaussian in closed form
#
# Numbers $x_1, \dots, x_n$ come from a normal distribution with unknown mean $\mu$ and variance $\sigma^2$. The slopes
# of the log-likelihood, which 5.5 writes down, in $\mu$ and in $\sigma$ are both 0 at
# $$\hat\mu = \frac1n \sum_i x_i, \qquad \hat\sigma^2 = \frac1n \sum_i (x_i - \hat\mu)^2.$$
# So the mean is the maximum likelihood estimate for normal data, and the variance divides by $n$.
#
# **Worked number.** $x = (1, 2, 6)$: $\hat\mu = 3$, squared deviations 4, 1 and 9, so $\hat\sigma^2 = 14/3 = 4.6667$.
# With $n - 1$ it would be 7.
#
# **In a model.** Layer normalisation uses exactly these two numbers of each activation vector. And with a fixed
# $\sigma$ the negative log-likelihood is the squared error, up to a factor and a constant: who minimises one minimises
# the other.
#
# **What goes wrong.** Dividing by $n - 1$ makes the variance *unbiased* (section 3), which is another virtue than
# having the highest likelihood: on average the MLE is only $(n - 1)/n$ of the true variance. A single observation shows
# it best: its MLE is $\hat\sigma^2 = 0$. And the shortcut $\overline{x^2} - \bar x^2$ loses all its digits when the
# mean is large beside the spread.

# %%
def gaussian_mle(x):
    """Maximum likelihood estimates of the mean and the variance of a normal distribution.

    Args:
        x: array_like of shape (n,) with ``n >= 1``, the observations. Left unchanged.

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
    raise NotImplementedError("gaussian_mle: write your code here")

# %% [markdown]
# ## 5.5 The log-likelihood of a Gaussian
#
# For independent observations the density of all of them is a product, and its logarithm is a sum:
# $$\log L(\mu, \sigma) = -n \log \sigma - \frac n2 \log 2\pi - \sum_{i=1}^n \frac{(x_i - \mu)^2}{2\sigma^2}.$$
# The last term wants a large $\sigma$, the first a small one. Between the two lies the maximum likelihood estimate.
#
# **Worked number.** $x = (1, 2)$, $\mu = 0$, $\sigma = 2$: $-2 \ln 2 - \ln 2\pi - \frac{1 + 4}{8} = -1.3863 - 1.8379 -
# 0.625 = -3.8492$. A density may exceed 1, so a log-likelihood can well be positive: try $\sigma = 0.01$ at $x = \mu$.
#
# **In a model.** Losses of models that predict numbers: a network that gives $\mu$ *and* $\sigma$ for each input is
# trained with minus this.
#
# **What goes wrong.** Taking the logarithm of a density at the end: 40 standard deviations out, the density is
# $e^{-801}$, which a float rounds to 0, and its logarithm $-\infty$. The product of 1000 ordinary densities underflows
# as well. Leaving out $-n \log \sigma$ "because it is a constant" is only right while $\sigma$ is not estimated:
# without it, the best $\sigma$ is infinite.

# %%
def gaussian_log_likelihood(x, mu, sigma):
    """Log-likelihood, in nats, of a normal distribution: the sum of the log-densities of all observations.

    Args:
        x: array_like of shape (n,) with ``n >= 1``, the observations. Left unchanged.
        mu: float, the mean; finite.
        sigma: float, the standard deviation (not the variance), above 0 and finite.

    Returns:
        float, finite also for observations far from `mu` (40 standard deviations and more) and for many of them.
        Positive where the density exceeds 1.

    Raises:
        ValueError: `sigma` is not above 0 or is nan, there are no observations, or one of them is infinite or nan.

    Example:
        >>> round(gaussian_log_likelihood([1, 2], 0, 2), 4)
        -3.8492
        >>> round(gaussian_log_likelihood([40], 0, 1), 4)
        -800.9189

    In an LLM: the loss of a head that predicts a number together with its uncertainty.

    Source: Bishop, "Pattern Recognition and Machine Learning", section 1.2.4, 2006.
    """
    raise NotImplementedError("gaussian_log_likelihood: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        import matplotlib.pyplot as plt

        rng = np.random.default_rng(5)
        sample = rng.normal(3.0, 2.0, size=5)
        mu, sigma2 = gaussian_mle(sample)
        unbiased = math.sqrt(sigma2 * sample.size / (sample.size - 1))
        spread = math.sqrt(sigma2) * np.linspace(0.65, 1.8, 200)

        figure, axes = plt.subplots(figsize=(6, 4))
        axes.plot(spread, [gaussian_log_likelihood(sample, mu, s) for s in spread])
        for s, name, style in ((math.sqrt(sigma2), "divide by n", "o"), (unbiased, "divide by n - 1", "s")):
            axes.plot(s, gaussian_log_likelihood(sample, mu, s), style, label=f"{name}: σ = {s:.2f}")
        axes.set(
            xlabel="standard deviation σ (the 5 observations were drawn with 2)",
            ylabel="log-likelihood (nats)",
            title="Dividing by n is on the peak, n - 1 beside it",
        )
        axes.legend()
        figure.tight_layout()

        print(f"mu = {mu:.4f}, sigma2 = {sigma2:.4f}")
        print(f"log-likelihood 40 standard deviations out: {gaussian_log_likelihood([40], 0, 1):.2f}")
        plt.show()

# %% [markdown]
# ## 5.6 Unigram frequencies
#
# The simplest language model ignores the context: each token has one probability, whatever came before. Its maximum
# likelihood estimate is, once more, count and divide:
# $$\hat p(w) = \frac{\text{count}(w)}{T}.$$
#
# **Worked number.** In "the cat sat on the mat the cat ran away" there are 10 tokens, "the" is 3 of them: 0.3.
#
# **In a model.** A trained model must beat this baseline. On its own text the loss of the baseline is the entropy of
# the token frequencies (section 4). Some people start the bias of the output layer at $\log \hat p(w)$, so that
# training does not begin with learning which tokens are common.
#
# **What goes wrong.** Dividing by the number of *different* tokens instead of all. Folding "The" and "the" together
# changes the vocabulary: that is the tokenizer's business. And about half of the different words of a text occur once:
# dropping them makes the probabilities sum to less than 1.

# %%
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
    raise NotImplementedError("unigram_probs: write your code here")

# %% [markdown]
# ## 5.7 Counting pairs
#
# A *bigram* is a pair of neighbouring tokens. A bigram model predicts each token from the one before it, and all that
# it needs to know of a text is how often each pair occurred: a table with one row for each token as *context* and one
# column for each token as the *next* one. $T$ tokens have $T - 1$ pairs: the first token is never next, the last is
# never a context.
#
# **Worked number.** Ids 0 1 0 1 0 1 2 over three tokens: 0 is followed by 1 three times, 1 by 0 twice and by 2 once.
# Row 0 is (0, 3, 0), row 1 is (2, 0, 1), and row 2 is all zeros, since nothing follows the last token.
#
# **In a model.** A table of all contexts of length 1 has $V^2$ cells: 2.5 billion for GPT-2's 50257 tokens, almost all
# of them 0. With longer contexts it explodes, which is why networks replaced counting.
#
# **What goes wrong.** `counts[ids[:-1], ids[1:]] += 1` looks right, and counts every pair *once* however often it
# occurs: numpy reads all cells, adds 1, and writes them back, so repeated pairs overwrite each other. `np.add.at` adds
# for each repetition. Negative ids count from the end of the table, so -1 is not an error but the last token. And
# `np.roll` pairs the last token with the first.

# %%
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
    raise NotImplementedError("bigram_counts: write your code here")

# %%
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


def letter_ids(text):
    """Ids of the letters of `text`, which is made of lower-case letters and spaces: 0 is the space, 1 is "a".

    Example:
        >>> letter_ids("a cab")
        [1, 0, 3, 1, 2]
    """
    return [ALPHABET.index(letter) for letter in text]

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        import matplotlib.pyplot as plt

        counts = bigram_counts(letter_ids(TEXT), len(ALPHABET))
        names = ["␣", *ALPHABET[1:]]

        figure, axes = plt.subplots(figsize=(7, 6))
        image = axes.imshow(counts, cmap="Blues")
        axes.set_xticks(range(len(names)), names, fontsize=8)
        axes.set_yticks(range(len(names)), names, fontsize=8)
        axes.set(
            xlabel="next letter",
            ylabel="letter before it (␣ is the space)",
            title="Most pairs of letters never occur",
        )
        figure.colorbar(image, label="how often the pair occurs")
        figure.tight_layout()

        common = np.argsort(-counts, axis=None, kind="stable")[:5]
        print("most common pairs:", ", ".join(f"{names[i // 27]}{names[i % 27]} {counts.flat[i]}" for i in common))
        print(f"{np.mean(counts == 0):.0%} of the {counts.size} pairs never occur in {len(TEXT)} letters")
        plt.show()

# %% [markdown]
# ## 5.8 The bigram model
#
# Each row of the count table holds the throws of one die with $V$ sides. The maximum likelihood estimate is the
# relative frequency *within the row*:
# $$\hat p(b \mid a) = \frac{N_{ab}}{\sum_{b'} N_{ab'}}.$$
# The denominator counts $a$ *as a context*. That is how often $a$ occurs in the text, except for the very last token,
# which precedes nothing.
#
# **Worked number.** In "the cat sat on the mat the cat ran away", "the" is followed by "cat" twice and by "mat" once:
# $\hat p(\text{cat} \mid \text{the}) = \frac23$. The row of "away" is empty, so the text says nothing about what
# follows it.
#
# **In a model.** A network ends with a softmax over rows of logits, shape (contexts, V): each row is a conditional
# distribution like these. With enough freedom and the cross-entropy loss it would learn exactly these frequencies.
#
# **What goes wrong.** Dividing by the total gives the *joint* probability of the pair; dividing columns answers "what
# came before?". `counts / counts.sum(axis=1)` forgets `keepdims=True` and, for a square table, silently divides
# *columns* by the sums of the *rows*. Empty rows make 0/0 = nan. And `counts /= ...` fails on integers, or changes the
# caller's table.

# %%
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
    raise NotImplementedError("bigram_probs: write your code here")

# %% [markdown]
# ## 5.9 Add-k smoothing
#
# The maximum likelihood estimate gives probability 0 to every pair that it has not seen, and one such pair makes the
# loss of a whole text infinite. The oldest cure pretends that each pair was seen $k$ times more:
# $$p_k(b \mid a) = \frac{N_{ab} + k}{\sum_{b'} N_{ab'} + kV}.$$
# $k = 1$ is *Laplace* smoothing, other $k$ *Lidstone's*. All $V$ tokens of the vocabulary get the extra $k$, so the
# denominator grows by $kV$. For $k \to 0$ it is the maximum likelihood estimate, for $k \to \infty$ uniform. A context
# without any counts has $k / (kV) = 1/V$ for each token; for $k = 0$, where this is 0/0, we keep the limit $1/V$.
#
# **Worked number.** Counts (0, 3, 1) and $k = 1$: $(\frac17, \frac47, \frac27)$. The unsmoothed row is
# $(0, \frac34, \frac14)$.
#
# **In a model.** Smoothing trades a worse fit to the training text for a finite loss on new text: regularisation in its
# simplest form. Weight decay and label smoothing (section 4) make the same trade, and section 6 shows the prior behind
# it.
#
# **What goes wrong.** Adding $k$ below instead of $kV$: check that your rows sum to 1, it finds most mistakes. Counting
# in $V$ only the tokens that were *seen*. And adding $k$ to the probabilities, where it no longer matters how much
# evidence a row has.
#
# > **From real code.** Users of a well-known language toolkit have reported, several times and years apart, that the
# > perplexity of their n-gram model was infinite or odd. Behind it were models without smoothing, and marks for the
# > start of a sentence that were scored in another way than in training.

# %%
def add_k_probs(counts, k):
    """Add-k (Lidstone) estimate of ``P(next token | context)``: as if every pair had been seen `k` more times.

    Args:
        counts: array_like of shape (C, V), ``counts[a, b]`` is how often token `b` followed context `a`. V, the number
            of columns, is the size of the vocabulary, tokens without counts included. Left unchanged.
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
    raise NotImplementedError("add_k_probs: write your code here")

# %% [markdown]
# ## 5.10 The log-probability of a sentence
#
# With the chain rule and the bigram's short memory the log-probability of a sentence is
# $$\log P(t_1, \dots, t_T) = \log p(t_1) + \sum_{i=2}^T \log p(t_i \mid t_{i-1}).$$
# Nothing precedes the first token, so the unigram model scores it. A table in a dict holds only what was seen; all else
# gets a *floor*, a small probability such as $10^{-10}$. It is a stopgap: with it, the probabilities sum to slightly
# more than 1.
#
# **Worked number.** "the cat ran" after the text of 5.6: $p(\text{the}) = 0.3$, $p(\text{cat} \mid \text{the}) =
# \frac23$, $p(\text{ran} \mid \text{cat}) = \frac12$. The product is 0.1, its logarithm $-2.3026$.
#
# **In a model.** Scores of answers are such sums over tokens. They decide multiple-choice benchmarks, rank candidates
# in beam search, and enter preference losses as log-probabilities of whole replies.
#
# **What goes wrong.** Multiplying: 400 tokens of probability 0.1 are $10^{-400}$, which is 0 in a float, and its
# logarithm $-\infty$. Looking up (next, previous). Adding the floor to *every* probability, which changes those that
# are known.

# %%
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
    raise NotImplementedError("sentence_log_prob: write your code here")

# %% [markdown]
# ## 5.11 The loss of a text
#
# Long texts have small probabilities, whatever the model. To compare them, divide by the number of predictions:
# $$\mathrm{NLL} = -\frac{1}{T - 1} \sum_{i=2}^T \log p(t_i \mid t_{i-1}).$$
# $T$ tokens give $T - 1$ predictions, because nothing predicts the first one. This is the cross-entropy loss of section
# 4, and its exponential is the perplexity.
#
# **Worked number.** Transitions of probability $\frac12, \frac12$ and 1: $(\ln 2 + \ln 2 + 0)/3 = 0.4621$ nats.
#
# **In a model.** On its own training text no bigram table has a lower loss than the frequencies, because they *are* the
# maximum likelihood estimate. On held-out text the loss of the same table is often infinite. The picture below shows
# how smoothing moves both.
#
# **What goes wrong.** Dividing by $T$. Looking up `probs[next, previous]`. Averaging the probabilities first and taking
# the logarithm of the average: that is never larger, and hides the surprises. Patching $\log 0$ with an epsilon: an
# impossible transition has an infinite loss, and you want to see it. Other tools report bits: divide nats by $\ln 2$.

# %%
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
        ValueError: there are fewer than two ids, or an id is negative or not below V.

    Example:
        >>> probs = [[0.5, 0.5, 0.0], [0.25, 0.25, 0.5], [1.0, 0.0, 0.0]]
        >>> round(sequence_nll([0, 1, 2, 0], probs), 4)
        0.4621
        >>> sequence_nll([0, 2], probs)
        inf

    In an LLM: the training loss; what the validation curve shows.

    Source: Bengio, Ducharme, Vincent and Jauvin, "A Neural Probabilistic Language Model", 2003.
    """
    raise NotImplementedError("sequence_nll: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        import matplotlib.pyplot as plt

        train, validation = letter_ids(TEXT), letter_ids(HELD_OUT)
        counts = bigram_counts(train, len(ALPHABET))
        strengths = np.logspace(-4, 3, 71)
        tables = [add_k_probs(counts, k) for k in strengths]
        train_nll = [sequence_nll(train, table) for table in tables]
        validation_nll = [sequence_nll(validation, table) for table in tables]
        best = int(np.argmin(validation_nll))

        figure, axes = plt.subplots(figsize=(6, 4))
        axes.semilogx(strengths, train_nll, label="training text")
        axes.semilogx(strengths, validation_nll, label="held-out text")
        axes.plot(strengths[best], validation_nll[best], "o", color="tab:orange", label=f"best k: {strengths[best]:.2f}")
        axes.axhline(math.log(len(ALPHABET)), color="grey", linestyle=":", label="uniform guess: ln 27")
        axes.set(
            xlabel="pseudo-count k",
            ylabel="mean NLL (nats per letter)",
            title="Smoothing costs on seen text and pays on new text",
        )
        axes.legend()
        figure.tight_layout()

        unsmoothed = bigram_probs(counts)
        for name, table in (("no smoothing", unsmoothed), (f"k = {strengths[best]:.2f}", tables[best])):
            print(f"{name:12} train {sequence_nll(train, table):.4f}, held out {sequence_nll(validation, table):.4f}")
        print(f"perplexity held out: {math.exp(validation_nll[best]):.2f} of {len(ALPHABET)} letters")
        plt.show()

# %% [markdown]
# ## 5.12 Training pairs
#
# A network looks at more than one token. It is trained on windows: `block_size` tokens as the context and the token
# after them as the target. A text of $T$ tokens has `T - block_size` such windows, since the last one must leave a
# token to predict.
#
# **Worked number.** Ids 0 to 5 and blocks of 2: contexts (0, 1), (1, 2), (2, 3), (3, 4) with the targets 2, 3, 4, 5.
#
# **In a model.** The data loader of every language model does this. A transformer predicts after each token of its
# window, so it gets a whole row of targets, the window shifted by one; the target here is the last entry of that row.
# The last valid start of a window is `T - block_size - 1`. With `block_size` 1 the pairs are the bigrams of 5.7.
#
# **What goes wrong.** The target must be *behind* the context. If it is the context's own last token, the model has to
# copy what it sees: the loss falls to 0 at once, and nothing was learned. One window too many runs past the end; one
# too few wastes the last token.
#
# > **From real code.** The exercises of a university course on language models test the data loader for just this: that
# > the starts are spread evenly, and that the last one is `T - block_size - 1`.

# %%
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
    raise NotImplementedError("next_token_pairs: write your code here")

# %% [markdown]
# ## 5.13 Interpolation
#
# Add-k gives the same bonus to every unseen pair, whether its second token is the most common one or was seen once. A
# better idea: where the bigram is unsure, trust the unigram, which at least knows which tokens are common:
# $$p(b \mid a) = \lambda\, p_{\text{bigram}}(b \mid a) + (1 - \lambda)\, p_{\text{unigram}}(b).$$
# A mixture of two distributions is a distribution. If the context was never seen, its bigram row is all zeros and there
# is nothing to mix: the unigram takes over completely.
#
# **Worked number.** Bigram row $(0.5, 0.5, 0)$, unigram $(0.2, 0.3, 0.5)$, $\lambda = 0.9$:
# $(0.45 + 0.02,\ 0.45 + 0.03,\ 0 + 0.05) = (0.47, 0.48, 0.05)$.
#
# **In a model.** Ensembles average the next-token distributions of models in this way, and models with a cache or a
# retrieval memory mix what they look up with what they predict.
#
# **What goes wrong.** The weights exchanged. The unigram stretched down the columns instead of along the rows, which
# numpy does without a word for a square table. And $\lambda$ must be chosen on held-out text: on the training text the
# best value is always 1.

# %%
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
    raise NotImplementedError("interpolated_probs: write your code here")

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
        import matplotlib.pyplot as plt

        train, validation = letter_ids(TEXT), letter_ids(HELD_OUT)
        bigram = bigram_probs(bigram_counts(train, len(ALPHABET)))
        frequencies = unigram_probs(list(TEXT))
        unigram = np.array([frequencies.get(letter, 0.0) for letter in ALPHABET])

        weights = np.linspace(0, 0.999, 200)
        mixtures = [interpolated_probs(bigram, unigram, lam) for lam in weights]
        train_nll = [sequence_nll(train, mixture) for mixture in mixtures]
        validation_nll = [sequence_nll(validation, mixture) for mixture in mixtures]
        best = int(np.argmin(validation_nll))

        figure, axes = plt.subplots(figsize=(6, 4))
        axes.plot(weights, train_nll, label="training text")
        axes.plot(weights, validation_nll, label="held-out text")
        axes.plot(weights[best], validation_nll[best], "o", color="tab:orange", label=f"best λ: {weights[best]:.2f}")
        axes.set(
            xlabel="weight λ of the bigram (0: unigram only)",
            ylabel="mean NLL (nats per letter)",
            title="Two weak models are better together",
        )
        axes.legend()
        figure.tight_layout()

        print(f"unigram only: held out {validation_nll[0]:.4f} nats per letter")
        print(f"lambda = {weights[best]:.2f}: held out {validation_nll[best]:.4f}")
        print(f"bigram only: held out {sequence_nll(validation, interpolated_probs(bigram, unigram, 1.0))}")
        plt.show()

# %% [markdown]
# ## In the little world
#
# Until now you have counted letters of one short text. The little world (section 1) has 20,000 stories, and with two of
# your functions they become a language model: `bigram_counts` and `bigram_probs`. It is trained in a blink, and it can
# write. Start with `<eos>`, the end of a story, look up its row, draw a word from it, look up the row of that word, and
# go on until `<eos>` comes again.
#
# **Guess first.** Which mistakes will such a writer *never* make? And which in almost every story?
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
# Suppose now that you had not 20,000 stories but 200. Most of the pairs that exist were never seen in them, and the
# likelihood of the first new story is 0. So smooth: add a pseudo-count k to each pair (5.9), or mix the bigram with the
# unigram (5.13). But which k, which λ?
#
# Not by the training stories: there no smoothing is always best. So put *other* stories aside. A thousand of them
# choose. And since the winner of a contest looks better in the contest than it is, the verdict is left to a thousand
# stories that had no part in it.
#
# **Guess first.** Laplace added k = 1. The table has 99 · 99 = 9,801 cells, and the 200 stories have 6,949 words. Is
# the best k near 1?

# %%
if __name__ == "__main__":
    from workbook_checks import once_written

    with once_written():
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
# The best k is 0.01. A whole count for each of 9,801 pairs would be more than the 6,949 pairs that were really seen,
# and the model would mostly believe what nobody said: 2.11 nats per word. With 0.01 it is 1.56. The λ that was chosen
# says the same in another way: trust the bigram to 98 %.
#
# Choosing and judging stories agree to about 0.001 nats. One number was fitted to 35,117 words, and cannot flatter
# itself much. Choose among a thousand models by 50 stories, and it will.
#
# A hundred times as many stories give 1.47, with no smoothing at all, as every pair that exists has been seen.
#
# </details>
#
# What is there left to win? The truth costs 0.708 nats per word, the transformer 0.715 (section 4). From 1.47 to 0.71
# is what lies further back than one word, and no number of stories would help a bigram to it: a model that is too
# simple is cured by another model, not by more data.
#
# **To think about.** The bigram's training loss, 1.4714, is a little *higher* than its judged loss, 1.4701. Is that
# possible? Has it been cheated?
#
# <details><summary>An answer</summary>
#
# Yes, and no. The fit to 703,690 words with 643 numbers is so good that training flatters it by less than the luck of
# the draw: these thousand stories happen to be a little easier. With 200 stories it was different: 1.42 in training,
# infinite for others.
#
# </details>
#
# | concept | formula | where in a language model |
# |---|---|---|
# | maximum likelihood | $\mathrm{argmax}_\theta\, P(\text{data} \mid \theta)$ | minimising cross-entropy is the same |
#
# Smoothing looked like a trick: pretend to have seen a little of everything. It is a *belief*, held before the data
# come. Section 6 makes it one, and shows what beliefs do when words arrive.
