"""5.12 `interpolated_probs`: criteria, known mistakes, other right answers."""

import functools
import math

import numpy as np

from autograder.content import (
    alternative,
    assert_close,
    assert_unchanged,
    criterion,
    distributions,
    mistakes_of,
    raises,
)
from autograder.content.s05_maximum_likelihood.shared import models, single_precision_models
from solutions.s05_maximum_likelihood import (
    as_table,
    interpolated_probs,
)

# Criteria


@criterion(core=True)
def test_mixes_the_two_models(interpolated_probs, reference, rng):
    for bigram in models(rng, [(3, 5), (6, 2), (1, 7), (12, 20)]):
        (unigram,) = distributions(rng, (bigram.shape[1],))
        lam = float(rng.uniform(0.6, 0.95))
        expected = reference.interpolated_probs(bigram, unigram, lam)
        assert_close(interpolated_probs(bigram, unigram, lam), expected)
        assert_close(interpolated_probs(bigram.tolist(), unigram.tolist(), lam), expected)


@criterion(core=True)
def test_of_square_tables(interpolated_probs, reference, rng):
    for bigram in models(rng, [(2, 2), (4, 4), (9, 9)]):
        (unigram,) = distributions(rng, (bigram.shape[1],))
        lam = float(rng.uniform(0.1, 0.4))
        expected = reference.interpolated_probs(bigram, unigram, lam)
        assert_close(interpolated_probs(bigram, unigram, lam), expected)


@criterion()
def test_with_weight_0_or_1_is_one_of_the_models(interpolated_probs, rng):
    for bigram in models(rng, [(3, 5), (4, 4)]):
        (unigram,) = distributions(rng, (bigram.shape[1],))
        for one, zero in ((1, 0), (1.0, 0.0)):
            assert_close(interpolated_probs(bigram, unigram, one), bigram)
            only_unigram = np.tile(unigram, (len(bigram), 1))
            assert_close(interpolated_probs(bigram, unigram, zero), only_unigram)


@criterion()
def test_of_unseen_contexts_are_the_unigram(interpolated_probs, reference, rng):
    for bigram in models(rng, [(4, 3), (5, 5)]):
        bigram[[0, 3]] = 0.0
        (unigram,) = distributions(rng, (bigram.shape[1],))
        for lam in (0.3, 0.9, 1.0):
            expected = reference.interpolated_probs(bigram, unigram, lam)
            assert_close(interpolated_probs(bigram, unigram, lam), expected)


@criterion()
def test_refuses_bad_weights_and_shapes(interpolated_probs):
    bigram, unigram = [[0.5, 0.5, 0.0], [0.25, 0.25, 0.5]], [0.2, 0.3, 0.5]
    for lam in (-0.1, 1.1, math.nan, 2):
        with raises(ValueError):
            interpolated_probs(bigram, unigram, lam)
    for other in ([1.0], [0.5, 0.5], [0.25] * 4, [[0.2, 0.3, 0.5]], [[0.4], [0.6]]):
        with raises(ValueError):
            interpolated_probs(bigram, other, 0.5)


@criterion()
def test_takes_models_in_single_precision(interpolated_probs, reference, rng):
    for bigram in single_precision_models(rng, [(5, 5), (4, 1000), (1, 50257)]):
        (unigram,) = next(single_precision_models(rng, [(1, bigram.shape[1])]))
        expected = reference.interpolated_probs(bigram, unigram, 0.75)
        assert_close(interpolated_probs(bigram, unigram, 0.75), expected, rtol=1e-5)


@criterion()
def test_leaves_its_arguments_unchanged(interpolated_probs, rng):
    (bigram,), (unigram,) = models(rng, [(3, 4)]), distributions(rng, (4,))
    assert_unchanged(interpolated_probs, bigram, unigram, 0.7)
    whole = np.array([[1, 0], [0, 1], [0, 1]])
    assert_close(
        interpolated_probs(whole, [0.25, 0.75], 0.5), np.array([[0.625, 0.375], [0.125, 0.875], [0.125, 0.875]])
    )
    assert_unchanged(interpolated_probs, whole, [0.25, 0.75], 0.5)
    assert_unchanged(interpolated_probs, np.array([[0.0, 0.0], [1.0, 0.0]]), [0.25, 0.75], 0.5)


# Known mistakes


EXAMPLE_BIGRAM = [[0.5, 0.5, 0.0], [0.25, 0.25, 0.5], [1.0, 0.0, 0.0]]


EXAMPLE_UNIGRAM = [0.2, 0.3, 0.5]


def _check_mixture(bigram, unigram, lam):
    """Both as arrays, refused where the exercise says so."""
    interpolated_probs(bigram, unigram, lam)
    return as_table(bigram), np.array(unigram, dtype=float)


def _or_unigram(bigram, unigram, mixed):
    """`mixed`, with the rows of contexts that were never seen replaced by the unigram."""
    return np.where(bigram.any(axis=1, keepdims=True), mixed, unigram)


mistake = mistakes_of(interpolated_probs, example=(EXAMPLE_BIGRAM, EXAMPLE_UNIGRAM, 0.9))


@mistake("The weights are exchanged: lam belongs to the bigram, 1 - lam to the unigram.")
def interpolated_probs_with_swapped_weights(bigram, unigram, lam):
    return interpolated_probs(bigram, unigram, 1 - lam)


@mistake(
    "The unigram is stretched down the columns, unigram[:, None]. It belongs to the next token: add it along each row."
)
def interpolated_probs_down_the_columns(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, lam)
    return lam * bigram + (1 - lam) * unigram[:, None]


@mistake(
    "Contexts that were never seen are right, but the unigram is stretched down the columns, unigram[:, None]. It belongs to "
    "the next token: add it along each row."
)
def interpolated_probs_down_the_columns_of_seen_contexts(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, lam)
    return _or_unigram(bigram, unigram, lam * bigram + (1 - lam) * unigram[:, None])


@mistake(
    "Contexts that were never seen get (1 - lam) times the unigram, which does not sum to 1. Give them the unigram itself.",
    example=([[0, 0], [1, 0]], [0.4, 0.6], 0.5),
)
def interpolated_probs_without_unseen_contexts(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, lam)
    return lam * bigram + (1 - lam) * unigram


@mistake(
    "Rows are divided by their sum, which for an unseen context and lam = 1 is 0/0 = nan. Give such a context the unigram.",
    example=([[0, 0], [1, 0]], [0.4, 0.6], 1.0),
)
def interpolated_probs_renormalised(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, lam)
    mixed = lam * bigram + (1 - lam) * unigram
    return mixed / mixed.sum(axis=1, keepdims=True)


@mistake(
    "Contexts that were never seen become uniform. The unigram knows more: give them the unigram.",
    example=([[0, 0], [1, 0]], [0.4, 0.6], 0.5),
)
def interpolated_probs_uniform_on_unseen_contexts(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, lam)
    mixed = lam * bigram + (1 - lam) * unigram
    return np.where(bigram.any(axis=1, keepdims=True), mixed, 1 / unigram.size)


@mistake("The unigram is used only where the bigram is 0: that is backing off. Interpolation mixes the two everywhere.")
def interpolated_probs_backing_off(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, lam)
    return _or_unigram(bigram, unigram, np.where(bigram > 0, lam * bigram, (1 - lam) * unigram))


@mistake("The unigram is added in full. Its weight is 1 - lam, so that the rows sum to 1.")
def interpolated_probs_with_full_unigram(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, lam)
    return _or_unigram(bigram, unigram, lam * bigram + unigram)


@mistake("The models are multiplied, each raised to its weight. Interpolation adds them.")
def interpolated_probs_geometric(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, lam)
    return _or_unigram(bigram, unigram, bigram**lam * unigram ** (1 - lam))


@mistake("lam is ignored: both models get the weight 1/2. Weigh the bigram with lam and the unigram with 1 - lam.")
def interpolated_probs_half_and_half(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, lam)
    return interpolated_probs(bigram, unigram, 0.5)


@mistake(
    "The values are right, but the caller's table is overwritten. Work on a copy: as_table makes one.",
    example=(np.array(EXAMPLE_BIGRAM), EXAMPLE_UNIGRAM, 0.9),
)
def interpolated_probs_in_place(bigram, unigram, lam):
    mixed = interpolated_probs(bigram, unigram, lam)
    if isinstance(bigram, np.ndarray) and bigram.dtype == float:
        bigram[:] = mixed
    return mixed


@mistake(
    "lam is not checked. Outside [0, 1] one of the weights is negative: raise ValueError.",
    example=(EXAMPLE_BIGRAM, EXAMPLE_UNIGRAM, 1.5),
)
def interpolated_probs_without_check_of_lam(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, 0.5)
    return _or_unigram(bigram, unigram, lam * bigram + (1 - lam) * unigram)


@mistake(
    "The length of the unigram is not checked, and numpy stretches a single entry over all tokens. Raise ValueError unless "
    "it has one entry for each column.",
    example=([[1, 0], [0.2, 0.8]], [1.0], 0.5),
)
def interpolated_probs_broadcasting(bigram, unigram, lam):
    if not 0 <= lam <= 1:
        raise ValueError("lam")
    bigram, unigram = as_table(bigram), np.array(unigram, dtype=float)
    return _or_unigram(bigram, unigram, lam * bigram + (1 - lam) * unigram)


@mistake(
    "Rows are divided by their sum unless it is 0, so that with lam = 1 an unseen context stays a row of zeros. Give such a "
    "context the unigram.",
    example=([[0, 0], [1, 0]], [0.4, 0.6], 1.0),
)
def interpolated_probs_renormalised_but_for_zeros(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, lam)
    mixed = lam * bigram + (1 - lam) * unigram
    totals = mixed.sum(axis=1, keepdims=True)
    return mixed / np.where(totals == 0, 1.0, totals)


@mistake(
    "Contexts that were never seen stay zeros. Nothing is known of them but the unigram: give them that.",
    example=([[0, 0], [1, 0]], [0.4, 0.6], 0.5),
)
def interpolated_probs_leaving_zeros(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, lam)
    return np.where(bigram.any(axis=1, keepdims=True), lam * bigram + (1 - lam) * unigram, 0.0)


interpolated_probs_with_zeros_as_unseen = mistake.change(
    "bigram.any(axis=1",
    "bigram.all(axis=1",
    "A row with a single 0 is taken for a context that was never seen. Only a row of nothing but zeros is one.",
)

interpolated_probs_with_unseen_tokens = mistake.change(
    "bigram.any(axis=1",
    "bigram.any(axis=0",
    "Columns of zeros get the unigram, tokens that never come next. It belongs to rows of zeros: any(axis=1).",
    example=([[0.5, 0.5, 0.0], [0.25, 0.75, 0.0]], EXAMPLE_UNIGRAM, 0.9),
)

interpolated_probs_with_exchanged_cases = mistake.change(
    "np.where(seen, mixed, unigram)",
    "np.where(seen, unigram, mixed)",
    "The two cases are exchanged. Contexts that were seen get the mixture, the others the unigram.",
)

interpolated_probs_with_lam_for_both = mistake.change(
    "mixed = lam * bigram + (1 - lam) * unigram",
    "mixed = lam * bigram + lam * unigram",
    "Both models have the weight lam. That of the unigram is 1 - lam, so that the rows sum to 1.",
)

interpolated_probs_with_full_bigram = mistake.change(
    "mixed = lam * bigram",
    "mixed = bigram",
    "The bigram is added in full. Its weight is lam, so that the rows sum to 1.",
)

interpolated_probs_subtracting = mistake.change(
    "mixed = lam * bigram +",
    "mixed = lam * bigram -",
    "The unigram is subtracted. The two parts are added: lam * bigram + (1 - lam) * unigram.",
)

interpolated_probs_with_a_bracket_too_few = mistake.change(
    "mixed = lam * bigram + (1 - lam) * unigram",
    "mixed = lam * bigram + 1 - lam * unigram",
    "Brackets are missing: 1 - lam * unigram multiplies first. Write (1 - lam) * unigram.",
)


@mistake("The models are multiplied, and the rows normalised. Interpolation adds them, each with its weight.")
def interpolated_probs_geometric_and_normalised(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, lam)
    product = bigram**lam * unigram ** (1 - lam)
    totals = product.sum(axis=1, keepdims=True)
    return _or_unigram(bigram, unigram, product / np.where(totals == 0, 1.0, totals))


@mistake("The logarithms of the models are mixed. Mix the probabilities themselves.")
def interpolated_probs_of_logarithms(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, lam)
    return lam * np.log(bigram) + (1 - lam) * np.log(unigram)


@mistake("The given unigram is ignored: the mean of the rows is used. Mix with the unigram that is passed.")
def interpolated_probs_with_the_mean_row(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, lam)
    return interpolated_probs(bigram, bigram.mean(axis=0), lam)


@mistake("The given unigram is ignored: the uniform distribution is mixed in. Mix with the unigram that is passed.")
def interpolated_probs_with_the_uniform(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, lam)
    return interpolated_probs(bigram, np.full(unigram.size, 1 / unigram.size), lam)


@mistake(
    "Cells of 0 get the unigram, the others stay as they are, and rows sum to more than 1. Mix the two in every cell."
)
def interpolated_probs_filling_zeros(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, lam)
    return np.where(bigram > 0, bigram, unigram)


@mistake("Only the cells of 0 are mixed with the unigram; the others stay as they are. Mix the two in every cell.")
def interpolated_probs_mixing_zeros_only(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, lam)
    return _or_unigram(bigram, unigram, np.where(bigram > 0, bigram, (1 - lam) * unigram))


@mistake(
    "The larger of the two probabilities is taken. Interpolation is a weighted sum: lam * bigram + (1 - lam) * unigram."
)
def interpolated_probs_taking_the_larger(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, lam)
    return np.maximum(bigram, unigram)


@mistake("The table is transposed. The rows stay the contexts, the columns the next tokens: drop the .T.")
def interpolated_probs_transposed(bigram, unigram, lam):
    return interpolated_probs(bigram, unigram, lam).T


@mistake(
    "Each cell that is 0 gets the whole unigram. Only a row without any counts does; a 0 in a row that was seen is mixed.",
    example=([[0.5, 0.5, 0.0], [1.0, 0.0, 0.0]], [0.2, 0.3, 0.5], 0.9),
)
def interpolated_probs_cell_by_cell(bigram, unigram, lam):
    mixed = interpolated_probs(bigram, unigram, lam)
    return np.where(np.asarray(bigram, dtype=float) > 0, mixed, np.asarray(unigram, dtype=float))


# Other right answers


@alternative
def interpolated_probs_row_by_row(bigram, unigram, lam):
    bigram, unigram = as_table(bigram), np.array(unigram, dtype=float)
    if not (lam >= 0 and lam <= 1) or unigram.shape != (bigram.shape[1],):
        raise ValueError("lam or unigram")
    return np.array([lam * row + (1 - lam) * unigram if row.sum() > 0 else unigram for row in bigram])


@alternative
def interpolated_probs_with_a_weight_for_each_row(bigram, unigram, lam):
    bigram, unigram = np.asarray(bigram, dtype=float), np.asarray(unigram, dtype=float)
    if math.isnan(lam) or lam < 0 or lam > 1 or unigram.ndim != 1 or unigram.size != bigram.shape[1]:
        raise ValueError("lam or unigram")
    weights = lam * (bigram.sum(axis=1, keepdims=True) > 0)
    return weights * bigram + (1 - weights) * unigram


@alternative
def interpolated_probs_column_by_column(bigram, unigram, lam):
    if not 0 <= lam <= 1 or np.shape(unigram) != np.shape(bigram)[1:]:
        raise ValueError("lam or unigram")
    bigram = np.array(bigram, dtype=float)
    seen = functools.reduce(np.logical_or, (bigram > 0).T)
    columns = [np.where(seen, lam * bigram[:, j] + (1 - lam) * p, p) for j, p in enumerate(unigram)]
    return np.stack(columns, axis=1)
