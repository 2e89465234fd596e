"""4.10 `corpus_perplexity`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, assert_same, assert_unchanged, criterion, mistakes_of, raises
from solutions.s04_information_theory import corpus_perplexity

# Criteria


@criterion(core=True)
def test_weights_each_batch_by_its_tokens(corpus_perplexity, reference, rng):
    for batches in (2, 3, 9):
        means, tokens = rng.uniform(0.5, 6.0, size=batches), rng.permutation(np.arange(1, batches + 1) ** 2)
        expected = reference.corpus_perplexity(means, tokens)
        assert_close(corpus_perplexity(means, tokens), expected)


@criterion(core=True)
def test_is_that_of_all_tokens_however_they_are_cut(corpus_perplexity, reference, rng):
    nlls = rng.exponential(2.5, size=60)
    expected = reference.perplexity(nlls)
    for cuts in ([7], [1, 20], [30, 45, 59], []):
        batches = np.split(nlls, cuts)
        means, tokens = [float(b.mean()) for b in batches], [b.size for b in batches]
        assert_close(corpus_perplexity(means, tokens), expected)


@criterion()
def test_ignores_batches_without_tokens(corpus_perplexity):
    assert_close(corpus_perplexity([1.0, 7.0, 2.0], [3, 0, 1]), math.exp(1.25))
    assert_close(corpus_perplexity([math.nan, 2.0], [0, 5]), math.exp(2))
    assert_close(corpus_perplexity([2.0, math.inf, 2.0], [5, 0, 3]), math.exp(2))


@criterion()
def test_is_infinite_if_a_token_was_impossible(corpus_perplexity):
    assert_same(corpus_perplexity([1.0, math.inf], [1000, 1]), math.inf)
    assert_same(corpus_perplexity([math.inf], [4]), math.inf)


@criterion()
def test_refuses_what_cannot_be_weighted(corpus_perplexity):
    bad = [([], []), ([1.0, 2.0], [0, 0]), ([1.0, 2.0], [5, -1]), ([1.0, 2.0], [3]), ([1.0], [3, 4]),
           ([1.0, math.nan], [3, 2]), ([-1.0, -2.0], [3, 2]), ([-1.0, 5.0], [2, 8])]  # fmt: skip
    for means, tokens in bad:
        with raises(ValueError):
            corpus_perplexity(means, tokens)


@criterion()
def test_leaves_its_arguments_unchanged(corpus_perplexity, rng):
    means, tokens = rng.uniform(0.5, 6.0, size=4), np.array([512, 512, 0, 100])
    assert_unchanged(corpus_perplexity, means, tokens)
    assert_unchanged(corpus_perplexity, means.tolist(), tokens.tolist())


# Known mistakes


def _checked_batches(batch_mean_nll, batch_tokens):
    """The arguments as arrays, refused where the exercise says so."""
    means, tokens = np.asarray(batch_mean_nll, dtype=float), np.asarray(batch_tokens)
    if means.shape != tokens.shape or np.any(tokens < 0) or tokens.sum() == 0 or not np.all(means[tokens > 0] >= 0):
        raise ValueError("not the losses and tokens of a corpus")
    return means, tokens


mistake = mistakes_of(corpus_perplexity, example=([1, 5], [2, 8]))


@mistake("The batch means are averaged as if all batches had the same size. Weight each by its number of tokens.")
def corpus_perplexity_as_mean_of_means(batch_mean_nll, batch_tokens):
    means, tokens = _checked_batches(batch_mean_nll, batch_tokens)
    return float(np.exp(means[tokens > 0].mean()))


@mistake(
    "The perplexities of the batches are averaged. Average losses, weighted by tokens, and take the exponential once, at "
    "the end."
)
def corpus_perplexity_as_mean_of_perplexities(batch_mean_nll, batch_tokens):
    means, tokens = _checked_batches(batch_mean_nll, batch_tokens)
    return float(np.exp(means[tokens > 0]).mean())


@mistake(
    "The weights are right, but perplexities are averaged with them. Average the losses, then take the exponential."
)
def corpus_perplexity_as_weighted_mean_of_perplexities(batch_mean_nll, batch_tokens):
    means, tokens = _checked_batches(batch_mean_nll, batch_tokens)
    used = tokens > 0
    return float(np.average(np.exp(means[used]), weights=tokens[used]))


@mistake("The total loss is divided by the number of batches. Divide it by the number of tokens.")
def corpus_perplexity_per_batch(batch_mean_nll, batch_tokens):
    means, tokens = _checked_batches(batch_mean_nll, batch_tokens)
    used = tokens > 0
    return float(np.exp(np.sum(means[used] * tokens[used]) / used.sum()))


@mistake(
    "The batch losses are taken for sums and divided by all tokens. They are means: multiply each by its tokens first."
)
def corpus_perplexity_taking_means_for_sums(batch_mean_nll, batch_tokens):
    means, tokens = _checked_batches(batch_mean_nll, batch_tokens)
    return float(np.exp(means[tokens > 0].sum() / tokens.sum()))


@mistake("2 to the mean fits losses in bits, but these are in nats. Base and logarithm must match: use exp.")
def corpus_perplexity_with_base_two(batch_mean_nll, batch_tokens):
    means, tokens = _checked_batches(batch_mean_nll, batch_tokens)
    used = tokens > 0
    return float(2 ** np.average(means[used], weights=tokens[used]))


@mistake("This is the mean loss per token, in nats. Perplexity is its exponential.")
def corpus_perplexity_without_exp(batch_mean_nll, batch_tokens):
    means, tokens = _checked_batches(batch_mean_nll, batch_tokens)
    used = tokens > 0
    return float(np.average(means[used], weights=tokens[used]))


@mistake(
    "A batch without tokens has the mean nan, and 0 * nan is nan. Leave such batches out.",
    example=([1.5, math.nan], [4, 0]),
)
def corpus_perplexity_poisoned_by_an_empty_batch(batch_mean_nll, batch_tokens):
    means, tokens = _checked_batches(batch_mean_nll, batch_tokens)
    return float(np.exp(np.sum(means * tokens) / tokens.sum()))


@mistake(
    "The arguments are not checked: no tokens at all gives nan, and a list of one is stretched over all batches. Raise "
    "ValueError.",
    example=([1.0, 2.0], [3]),
)
def corpus_perplexity_without_checks(batch_mean_nll, batch_tokens):
    means, tokens = np.broadcast_arrays(np.asarray(batch_mean_nll, dtype=float), np.asarray(batch_tokens))
    used = tokens != 0
    return float(np.exp(np.sum(means[used] * tokens[used]) / tokens.sum()))


@mistake(
    "Batches with an infinite mean are dropped, which hides an impossible token. One makes the perplexity infinite.",
    example=([1.0, math.inf, 3.0], [2, 3, 4]),
)
def corpus_perplexity_dropping_infinite_means(batch_mean_nll, batch_tokens):
    means, tokens = _checked_batches(batch_mean_nll, batch_tokens)
    used = (tokens > 0) & np.isfinite(means)
    return corpus_perplexity(means[used], tokens[used]) if used.any() else math.inf


@mistake(
    "A nan among batches with tokens is dropped, which hides a bug. Raise ValueError for it; nan may stand at 0 tokens only.",
    example=([1.0, math.nan, 3.0], [2, 3, 4]),
)
def corpus_perplexity_dropping_nan(batch_mean_nll, batch_tokens):
    means, tokens = np.asarray(batch_mean_nll, dtype=float), np.asarray(batch_tokens)
    if means.shape != tokens.shape:
        raise ValueError("shapes differ")
    return corpus_perplexity(means[~np.isnan(means)], tokens[~np.isnan(means)])


@mistake(
    "Only the overall mean is checked, so a negative loss hides among large ones. Check every batch with tokens.",
    example=([-1.0, 5.0], [2, 8]),
)
def corpus_perplexity_checking_the_mean(batch_mean_nll, batch_tokens):
    means, tokens = np.asarray(batch_mean_nll, dtype=float), np.asarray(batch_tokens)
    if means.shape != tokens.shape or np.any(tokens < 0) or not np.any(tokens):
        raise ValueError("not the losses and tokens of a corpus")
    mean = np.average(means[tokens > 0], weights=tokens[tokens > 0])
    return corpus_perplexity([mean], [1])


@mistake(
    "A negative number of tokens is accepted as long as the total is positive. Raise ValueError for it.",
    example=([1.0, 2.0], [5, -1]),
)
def corpus_perplexity_with_negative_tokens(batch_mean_nll, batch_tokens):
    means, tokens = np.asarray(batch_mean_nll, dtype=float), np.asarray(batch_tokens)
    if means.shape == tokens.shape and tokens.sum() > 0 and np.any(tokens < 0):
        return float(np.exp(np.sum(means * tokens) / tokens.sum()))
    return corpus_perplexity(batch_mean_nll, batch_tokens)


@mistake("A batch of 0 tokens is refused. It counts for nothing: leave it out.", example=([1.5, 2.5, 0.5], [4, 0, 1]))
def corpus_perplexity_refusing_empty_batches(batch_mean_nll, batch_tokens):
    if np.any(_checked_batches(batch_mean_nll, batch_tokens)[1] == 0):
        raise ValueError("a batch without tokens")
    return corpus_perplexity(batch_mean_nll, batch_tokens)


@mistake(
    "zip stops at the shorter list, so batches that are left over go unnoticed. Compare the shapes first.",
    example=([1.0, 2.0], [3]),
)
def corpus_perplexity_zipping(batch_mean_nll, batch_tokens):
    n = min(len(batch_mean_nll), len(batch_tokens))
    return corpus_perplexity(batch_mean_nll[:n], batch_tokens[:n])


@mistake("Each batch is weighted by its tokens minus 1. The mean was taken over all of them: weight by the tokens.")
def corpus_perplexity_with_one_token_less(batch_mean_nll, batch_tokens):
    means, tokens = _checked_batches(batch_mean_nll, batch_tokens)
    fewer = np.maximum(tokens - 1, 0)
    return corpus_perplexity(means, fewer if fewer.any() else tokens)


@mistake(
    "The total loss is not divided by the number of tokens, so the result grows with the corpus. Divide before exp.",
)
def corpus_perplexity_of_the_total(batch_mean_nll, batch_tokens):
    means, tokens = _checked_batches(batch_mean_nll, batch_tokens)
    used = tokens > 0
    with np.errstate(over="ignore"):
        return float(np.exp(np.sum(means[used] * tokens[used])))


@mistake("The sign is turned once too often: the losses are negative log-likelihoods already. Return exp(mean).")
def corpus_perplexity_with_extra_minus(batch_mean_nll, batch_tokens):
    return 1 / corpus_perplexity(batch_mean_nll, batch_tokens)


@mistake("Each mean is divided by its tokens, as if it were a sum. It is a mean: multiply it by its tokens.")
def corpus_perplexity_dividing_by_tokens(batch_mean_nll, batch_tokens):
    means, tokens = _checked_batches(batch_mean_nll, batch_tokens)
    used = tokens > 0
    return float(np.exp(np.mean(means[used] / tokens[used])))


@mistake(
    "Only the batches' means are added up, and the exponential taken. Weight them by tokens, and divide by all tokens."
)
def corpus_perplexity_of_summed_means(batch_mean_nll, batch_tokens):
    means, tokens = _checked_batches(batch_mean_nll, batch_tokens)
    return float(np.exp(means[tokens > 0].sum()))


@mistake("Only the last batch is used: the total is set anew in each round of the loop. Add to it.")
def corpus_perplexity_of_the_last_batch(batch_mean_nll, batch_tokens):
    means, tokens = _checked_batches(batch_mean_nll, batch_tokens)
    return corpus_perplexity(means[tokens > 0][-1:], [1])


@mistake("This is the perplexity of the worst batch. Average the losses of all tokens.")
def corpus_perplexity_of_the_worst_batch(batch_mean_nll, batch_tokens):
    means, tokens = _checked_batches(batch_mean_nll, batch_tokens)
    return corpus_perplexity([means[tokens > 0].max()], [1])


@mistake("The weights are the losses and the tokens are averaged: the arguments are exchanged. Average the losses.")
def corpus_perplexity_with_swapped_roles(batch_mean_nll, batch_tokens):
    means, tokens = _checked_batches(batch_mean_nll, batch_tokens)
    used = tokens > 0
    with np.errstate(all="ignore"):
        return float(np.exp(np.sum(means[used] * tokens[used]) / np.sum(means[used])))


@mistake("10 to the mean fits losses in decimal logarithms, but these are in nats: use exp.")
def corpus_perplexity_with_base_ten(batch_mean_nll, batch_tokens):
    return float(10 ** math.log(corpus_perplexity(batch_mean_nll, batch_tokens)))


# Other right answers


@alternative
def corpus_perplexity_in_a_loop(batch_mean_nll, batch_tokens):
    if len(batch_mean_nll) != len(batch_tokens):
        raise ValueError("one number of tokens for each batch")
    nats, tokens = 0.0, 0
    for mean, count in zip(batch_mean_nll, batch_tokens, strict=True):
        if count < 0 or (count > 0 and not mean >= 0):
            raise ValueError("not a batch")
        if count:
            nats += mean * int(count)
            tokens += int(count)
    if tokens == 0:
        raise ValueError("no tokens")
    return math.exp(nats / tokens)


@alternative
def corpus_perplexity_of_repeated_means(batch_mean_nll, batch_tokens):
    means = np.array(batch_mean_nll, dtype=float)
    if means.shape != np.shape(batch_tokens):
        raise ValueError("shapes")
    every_token = np.repeat(means, np.array(batch_tokens, dtype=int))
    if every_token.size == 0 or not every_token.min() >= 0:
        raise ValueError("losses expected")
    return np.exp(every_token.mean())
