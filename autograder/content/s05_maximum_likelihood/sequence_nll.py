"""5.10 `sequence_nll`: criteria, known mistakes, other right answers."""

import itertools
import math

import numpy as np
from scipy import special

from autograder.content import (
    alternative,
    assert_close,
    assert_same,
    assert_unchanged,
    criterion,
    distributions,
    mistakes_of,
    raises,
)
from autograder.content.s05_maximum_likelihood.shared import models, single_precision_models, texts
from solutions.s05_maximum_likelihood import (
    as_ids,
    sequence_nll,
)

# Criteria


@criterion(core=True)
def test_is_the_mean_over_the_transitions(sequence_nll, reference, rng):
    for ids, vocabulary in texts(rng, [(2, 4), (3, 3), (20, 5), (300, 9)]):
        (probs,) = models(rng, [(vocabulary, vocabulary)])
        assert_close(sequence_nll(ids, probs), reference.sequence_nll(ids, probs))
        assert_close(sequence_nll(ids.tolist(), probs.tolist()), reference.sequence_nll(ids, probs))
    # A transition that is thought to be rare, and is not: what is added to a probability weighs most here.
    (p,) = distributions(rng, (2,))
    probs = np.array([[1 - 2.0**-20, 2.0**-20], (p + 0.5) / 2])
    assert_close(sequence_nll([0, 1, 0], probs), reference.sequence_nll([0, 1, 0], probs))


@criterion(core=True)
def test_of_a_uniform_model_is_log_v(sequence_nll, rng):
    for ids, vocabulary in texts(rng, [(2, 3), (9, 4), (40, 25)]):
        assert_close(sequence_nll(ids, np.full((vocabulary, vocabulary), 1 / vocabulary)), math.log(vocabulary))


@criterion()
def test_is_infinite_only_for_an_impossible_transition(sequence_nll, reference):
    probs = [[0.0, 1.0, 0.0], [0.25, 0.25, 0.5], [0.0, 0.0, 0.0]]
    assert_close(sequence_nll([0, 1, 1, 2], probs), math.log(8) / 3)
    assert_same(sequence_nll([0, 1, 0, 0], probs), math.inf)
    assert_same(sequence_nll([1, 2, 0], probs), math.inf)
    for tiny in (1e-13, 1e-100, 1e-310):
        rare = [[1 - tiny, tiny], [0.5, 0.5]]
        assert_close(sequence_nll([0, 1], rare), reference.sequence_nll([0, 1], rare))


@criterion()
def test_of_a_certain_text_is_exactly_zero(sequence_nll):
    cycle = [[0, 1, 0], [0, 0, 1], [1, 0, 0]]
    assert_same(sequence_nll([0, 1, 2, 0, 1], cycle), 0.0)
    assert_same(sequence_nll([2, 0], cycle), 0.0)


@criterion()
def test_of_long_texts_does_not_underflow(sequence_nll):
    probs = np.array([[0.75, 0.25], [0.5, 0.5]])
    assert_close(sequence_nll([0, 1] * 1000, probs), (1000 * math.log(4) + 999 * math.log(2)) / 1999)


@criterion()
def test_needs_a_transition(sequence_nll):
    probs = [[0.5, 0.5], [0.25, 0.75]]
    for ids in ([], [0], [1]):
        with raises(ValueError):
            sequence_nll(ids, probs)


@criterion()
def test_refuses_ids_outside_the_vocabulary(sequence_nll):
    probs = np.full((3, 3), 1 / 3)
    for ids in ([0, -1], [-1, 0], [0, 3], [3, 0], [0, 1, -2, 1], [1, 2, 7]):
        with raises(ValueError):
            sequence_nll(ids, probs)


@criterion()
def test_refuses_a_table_that_is_not_square(sequence_nll):
    for probs in (np.full((2, 3), 1 / 3), np.full((3, 2), 0.5), [0.5, 0.5]):
        with raises(ValueError):
            sequence_nll([0, 1], probs)


@criterion()
def test_takes_the_rows_as_they_are(sequence_nll):
    assert_close(sequence_nll([0, 1, 1], [[0.5, 0.25], [0.25, 0.5]]), math.log(8) / 2)


@criterion()
def test_takes_a_model_in_single_precision(sequence_nll, reference, rng):
    for probs in single_precision_models(rng, [(5, 5), (200, 200)]):
        ids = rng.integers(len(probs), size=40)
        assert_close(sequence_nll(ids, probs), reference.sequence_nll(ids, probs), rtol=1e-5)


@criterion()
def test_leaves_its_arguments_unchanged(sequence_nll, rng):
    (probs,) = models(rng, [(4, 4)])
    probs[3] = 0.0
    assert_unchanged(sequence_nll, np.array([2, 0, 1, 1, 3]), probs)


# Known mistakes


EXAMPLE_PROBS = [[0.5, 0.5, 0.0], [0.25, 0.25, 0.5], [1.0, 0.0, 0.0]]


def _transitions(ids, probs):
    """Probabilities of the transitions, refused where the exercise says so."""
    sequence_nll(ids, probs)
    probs, ids = np.asarray(probs, dtype=float), as_ids(ids, len(probs))
    return probs[ids[:-1], ids[1:]]


mistake = mistakes_of(sequence_nll, example=([0, 1, 2, 0], EXAMPLE_PROBS))


@mistake(
    "The losses are added up. Divide by the number of transitions, so that texts of different lengths can be compared."
)
def sequence_nll_summed(ids, probs):
    return sequence_nll(ids, probs) * (len(ids) - 1)


@mistake(
    "The sum is divided by the number of tokens, T. T tokens have T - 1 transitions: nothing predicts the first one."
)
def sequence_nll_per_token(ids, probs):
    return sequence_nll(ids, probs) * (len(ids) - 1) / len(ids)


@mistake("The table is read as probs[next, previous]. The row is the token before, the column the token after.")
def sequence_nll_transposed(ids, probs):
    return sequence_nll(ids, np.asarray(probs, dtype=float).T)


@mistake(
    "The probabilities are averaged before the logarithm, which hides the surprises. Take the logarithm of each, then "
    "average."
)
def sequence_nll_of_the_mean_probability(ids, probs):
    return float(0.0 - np.log(_transitions(ids, probs).mean()))


@mistake(
    "The minus sign is missing: this is the mean log-likelihood, which is never positive. A loss is never negative."
)
def sequence_nll_without_minus(ids, probs):
    return 0.0 - sequence_nll(ids, probs)


@mistake("These are bits. Use the natural logarithm, np.log, for nats.")
def sequence_nll_in_bits(ids, probs):
    return sequence_nll(ids, probs) / math.log(2)


@mistake("This is the perplexity. The mean loss is wanted, without the exponential.")
def sequence_nll_as_perplexity(ids, probs):
    return float(np.exp(sequence_nll(ids, probs)))


@mistake(
    "A small number is added inside the logarithm, so that an impossible transition has a finite loss. Add nothing: the "
    "loss is infinite.",
    example=([0, 2], EXAMPLE_PROBS),
)
def sequence_nll_with_epsilon(ids, probs):
    return float(0.0 - np.log(_transitions(ids, probs) + 1e-10).mean())


@mistake(
    "math.log(0) is an error, so a text with an impossible transition has no loss. Its loss is infinite: return math.inf, or "
    "use np.log, which gives -inf.",
    example=([0, 1, 1, 0, 2], EXAMPLE_PROBS),
)
def sequence_nll_raising_on_the_impossible(ids, probs):
    p = _transitions(ids, probs)
    return 0.0 - sum(math.log(q) for q in p) / p.size


@mistake(
    "Impossible transitions are left out of the mean. They make the loss infinite: leave nothing out.",
    example=([0, 1, 1, 0, 2], EXAMPLE_PROBS),
)
def sequence_nll_skipping_the_impossible(ids, probs):
    p = _transitions(ids, probs)
    return float(0.0 - np.log(p[p > 0]).mean()) if p.any() else 0.0


@mistake(
    "probs[x][:, y] picks a whole block of cells. Index with both at once, probs[x, y], for one cell per transition."
)
def sequence_nll_of_a_block(ids, probs):
    _transitions(ids, probs)
    ids, probs = np.asarray(ids), np.asarray(probs, dtype=float)
    return float(0.0 - np.log(probs[ids[:-1]][:, ids[1:]]).mean())


@mistake("The last token is followed by the first here, as with np.roll. Nothing follows the last token.")
def sequence_nll_wrapping_around(ids, probs):
    _transitions(ids, probs)
    return sequence_nll([*ids, ids[0]], probs)


@mistake(
    "A certain text gives -0.0. Write 0.0 - x instead of -x, and the zero loses its sign.",
    example=([0, 1, 0], [[0.0, 1.0], [1.0, 0.0]]),
)
def sequence_nll_with_negative_zero(ids, probs):
    return float(-np.log(_transitions(ids, probs)).mean())


@mistake(
    "A single token has no transition, and the mean of nothing is nan. Raise ValueError for fewer than two ids.",
    example=([0], [[0.5, 0.5], [0.5, 0.5]]),
)
def sequence_nll_of_one_token_is_nan(ids, probs):
    if len(ids) < 2:
        as_ids(ids, len(probs))
        return math.nan
    return sequence_nll(ids, probs)


@mistake(
    "A single token has no transition, so its loss is not 0 but undefined. Raise ValueError for fewer than two ids.",
    example=([0], [[0.5, 0.5], [0.5, 0.5]]),
)
def sequence_nll_of_one_token_is_zero(ids, probs):
    if len(ids) < 2:
        as_ids(ids, len(probs))
        return 0.0
    return sequence_nll(ids, probs)


@mistake(
    "Negative ids are accepted: numpy counts them from the end, so -1 becomes the last token. Raise ValueError.",
    example=([0, -1], [[0.5, 0.5], [0.25, 0.75]]),
)
def sequence_nll_accepting_negative_ids(ids, probs):
    ids = np.asarray(ids, dtype=np.int64)
    if np.any(ids >= len(probs)):
        raise ValueError("id too large")
    return sequence_nll(ids % len(probs), probs)


@mistake(
    "The ids are left to numpy's indexing, which raises IndexError for those too large and accepts negative ones. Check "
    "them first and raise ValueError.",
    example=([0, 2], [[0.5, 0.5], [0.25, 0.75]]),
)
def sequence_nll_without_checks(ids, probs):
    ids, probs = np.asarray(ids, dtype=np.int64), np.asarray(probs, dtype=float)
    if ids.size < 2:
        raise ValueError("too short")
    return float(0.0 - np.log(probs[ids[:-1], ids[1:]]).mean())


@mistake(
    "A table that is not square is accepted. A bigram table has a row and a column for each token: raise ValueError if the "
    "two numbers differ.",
    example=([0, 1], [[0.25, 0.5, 0.25], [0.5, 0.25, 0.25]]),
)
def sequence_nll_of_any_table(ids, probs):
    probs = np.asarray(probs, dtype=float)
    ids = as_ids(ids, min(probs.shape))
    if ids.size < 2:
        raise ValueError("too short")
    with np.errstate(divide="ignore"):
        return float(0.0 - np.log(probs[ids[:-1], ids[1:]]).mean())


@mistake(
    "1e-12 is added to the probabilities, or the least that they may be. Change none: an impossible transition has an "
    "infinite loss.",
    example=([0, 2], EXAMPLE_PROBS),
)
def sequence_nll_with_a_smaller_epsilon(ids, probs):
    return float(0.0 - np.log(_transitions(ids, probs) + 1e-12).mean())


@mistake(
    "1e-8 is added to the probabilities, or the least that they may be. Change none: an impossible transition has an "
    "infinite loss.",
    example=([0, 2], EXAMPLE_PROBS),
)
def sequence_nll_with_a_larger_epsilon(ids, probs):
    return float(0.0 - np.log(_transitions(ids, probs) + 1e-8).mean())


@mistake(
    "1e-9 is added to the probabilities, or the least that they may be. Change none: an impossible transition has an "
    "infinite loss.",
    example=([0, 2], EXAMPLE_PROBS),
)
def sequence_nll_with_an_epsilon_of_1e_9(ids, probs):
    return float(0.0 - np.log(_transitions(ids, probs) + 1e-9).mean())


@mistake(
    "Probabilities of 0 are replaced by the smallest float, near 1e-308 or 1e-300. Replace nothing: an impossible transition "
    "has an infinite loss.",
    example=([0, 2], EXAMPLE_PROBS),
)
def sequence_nll_with_a_tiny_epsilon(ids, probs):
    return float(0.0 - np.log(np.maximum(_transitions(ids, probs), 1e-300)).mean())


@mistake("This is the decimal logarithm. Use the natural one, np.log, for nats.")
def sequence_nll_in_base_10(ids, probs):
    return sequence_nll(ids, probs) / math.log(10)


@mistake(
    "The probabilities are multiplied first, and the product of thousands is 0. Add their logarithms.",
    example=([0, 1] * 600, [[0.5, 0.5], [0.25, 0.75]]),
)
def sequence_nll_of_the_product(ids, probs):
    p = _transitions(ids, probs)
    return float(0.0 - np.log(np.prod(p)) / p.size)


@mistake("This is the median of the losses. Their mean is wanted.")
def sequence_nll_as_the_median(ids, probs):
    return float(0.0 - np.median(np.log(_transitions(ids, probs))))


@mistake("This is the largest of the losses. Their mean is wanted.")
def sequence_nll_of_the_worst(ids, probs):
    return float(0.0 - np.log(_transitions(ids, probs)).min())


@mistake("This is the loss of the last transition, or of the first, alone. Average over all T - 1 transitions.")
def sequence_nll_of_the_last_transition(ids, probs):
    return float(0.0 - np.log(_transitions(ids, probs)[-1]))


@mistake("These are the losses of the single transitions. Return their mean.")
def sequence_nll_without_the_mean(ids, probs):
    return 0.0 - np.log(_transitions(ids, probs))


@mistake("The mean of 1 - p is no logarithmic loss. Take minus the logarithm of each probability, then average.")
def sequence_nll_as_an_error_rate(ids, probs):
    return float((1 - _transitions(ids, probs)).mean())


@mistake("This is the mean probability, without a logarithm. Take minus the logarithm of each, then average.")
def sequence_nll_without_log(ids, probs):
    return float(_transitions(ids, probs).mean())


@mistake(
    "Each different transition counts once. A transition that comes twice counts twice: average over all T - 1.",
    example=([0, 1, 0, 1, 1, 2], EXAMPLE_PROBS),
)
def sequence_nll_of_different_transitions(ids, probs):
    _transitions(ids, probs)
    pairs = list(dict.fromkeys(itertools.pairwise(np.asarray(ids).tolist())))
    return float(0.0 - np.log([np.asarray(probs, dtype=float)[pair] for pair in pairs]).mean())


@mistake("One token is skipped: these are pairs (i, i + 2). Score each token after the one directly before it.")
def sequence_nll_skipping_one(ids, probs):
    _transitions(ids, probs)
    ids = np.asarray(ids)
    return float(0.0 - np.log(np.asarray(probs, dtype=float)[ids[:-2], ids[2:]]).mean()) if ids.size > 2 else math.nan


@mistake("The last transition is left out. T tokens have T - 1 transitions, the last one ends with the last token.")
def sequence_nll_without_the_last_transition(ids, probs):
    p = _transitions(ids, probs)
    return float(0.0 - np.log(p[:-1]).mean()) if p.size > 1 else math.nan


@mistake(
    "The first transition is left out. T tokens have T - 1 transitions, the first one begins with the first token."
)
def sequence_nll_without_the_first_transition(ids, probs):
    p = _transitions(ids, probs)
    return float(0.0 - np.log(p[1:]).mean()) if p.size > 1 else math.nan


@mistake(
    "A softmax is taken of the rows, as torch's cross_entropy does with logits. They are probabilities already: take the "
    "logarithm of them as they are."
)
def sequence_nll_with_softmax(ids, probs):
    _transitions(ids, probs)
    return sequence_nll(ids, special.softmax(np.asarray(probs, dtype=float), axis=1))


@mistake(
    "The rows are divided by their sums. They are taken as they are: use the probabilities that the table holds.",
    example=([0, 1, 1], [[0.5, 0.25], [0.25, 0.5]]),
)
def sequence_nll_of_normalised_rows(ids, probs):
    _transitions(ids, probs)
    probs = np.asarray(probs, dtype=float)
    totals = probs.sum(axis=1, keepdims=True)
    return sequence_nll(ids, probs / np.where(totals == 0, 1.0, totals))


@mistake(
    "These are the entropies of the rows, whatever token comes next. Score the token that did come: -log probs[a, b]."
)
def sequence_nll_as_entropy(ids, probs):
    _transitions(ids, probs)
    rows = np.asarray(probs, dtype=float)[np.asarray(ids)[:-1]]
    return float(0.0 - special.xlogy(rows, rows).sum(axis=1).mean())


@mistake("The losses are weighted by their probabilities, -p log p. Each transition of the text counts once: -log p.")
def sequence_nll_weighted_by_probabilities(ids, probs):
    p = _transitions(ids, probs)
    return float(0.0 - special.xlogy(p, p).mean())


@mistake(
    "The sum of the losses is divided by V, the size of the vocabulary. Divide by the number of transitions, T - 1.",
    example=([0, 1, 2, 0, 1], EXAMPLE_PROBS),
)
def sequence_nll_per_token_of_the_vocabulary(ids, probs):
    return sequence_nll(ids, probs) * (len(ids) - 1) / len(probs)


# Other right answers


@alternative
def sequence_nll_in_a_loop(ids, probs):
    if any(np.size(row) != len(probs) for row in probs):
        raise ValueError("probs")
    if len(ids) < 2 or any(not 0 <= token < len(probs) for token in ids):
        raise ValueError("ids")
    total = 0.0
    for before, after in itertools.pairwise(ids):
        p = probs[before][after]
        total += -math.log(p) if p > 0 else math.inf
    return abs(total / (len(ids) - 1))


@alternative
def sequence_nll_of_the_count_table(ids, probs):
    probs = np.asarray(probs, dtype=float)
    ids = as_ids(ids, len(probs))
    if len(ids) < 2 or probs.shape != (len(probs), len(probs)):
        raise ValueError("too short, or no table")
    counts = np.zeros(probs.shape)
    np.add.at(counts, (ids[:-1], ids[1:]), 1)
    return np.abs(special.xlogy(counts, probs).sum()) / counts.sum()


@alternative
def sequence_nll_with_take_along_axis(ids, probs):
    ids, probs = np.asarray(ids), np.asarray(probs, dtype=float)
    if probs.ndim != 2 or len(set(probs.shape)) > 1 or ids.size < 2 or ids.min() < 0 or ids.max() >= len(probs):
        raise ValueError("ids")
    with np.errstate(divide="ignore"):
        surprises = np.log(1 / np.take_along_axis(probs[ids[:-1]], ids[1:, None], axis=1).astype(np.longdouble))
    return float(np.average(surprises))
