"""5.8 `bigram_probs`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import special

from autograder.content import (
    alternative,
    assert_close,
    assert_unchanged,
    criterion,
    mistakes_of,
    raises,
)
from autograder.content.s05_maximum_likelihood.shared import count_tables, seen_once
from solutions.s05_maximum_likelihood import (
    as_table,
    bigram_probs,
)

# Criteria


@criterion(core=True)
def test_normalises_each_row(bigram_probs, reference, rng):
    for counts in count_tables(rng, [(3, 5), (6, 2), (1, 7), (20, 30)]):
        counts = np.vstack([counts, seen_once(rng, counts)])
        assert_close(bigram_probs(counts), reference.bigram_probs(counts))


@criterion(core=True)
def test_of_square_tables(bigram_probs, reference, rng):
    for counts in count_tables(rng, [(1, 2), (3, 4), (8, 9)]):
        counts = np.vstack([counts, seen_once(rng, counts)])
        assert_close(bigram_probs(counts), reference.bigram_probs(counts))


@criterion()
def test_of_unseen_contexts_are_zero(bigram_probs, reference, rng):
    assert_close(bigram_probs([[0, 0, 0]]), np.zeros((1, 3)))
    for counts in count_tables(rng, [(5, 3), (4, 4)]):
        counts[[0, 2]] = 0
        counts[1] = seen_once(rng, counts)
        assert_close(bigram_probs(counts), reference.bigram_probs(counts))


@criterion()
def test_takes_counts_of_any_size_that_need_not_be_whole(bigram_probs):
    assert_close(bigram_probs([[1e-9, 3e-9], [2e12, 6e12]]), np.array([[0.25, 0.75], [0.25, 0.75]]))
    assert_close(bigram_probs([[0.5, 1.5, 2.0]]), np.array([[0.125, 0.375, 0.5]]))
    assert_close(bigram_probs([[10**12, 1, 0]]), np.array([[1 - 1e-12, 1e-12, 0.0]]), atol=1e-20)


@criterion()
def test_refuses_what_are_not_counts(bigram_probs):
    for counts in ([[1, -1], [2, 2]], [[1, math.nan]], [[math.inf, 1]], [1, 2, 3], [[[1, 2]]]):
        with raises(ValueError):
            bigram_probs(counts)


@criterion()
def test_leaves_the_counts_unchanged(bigram_probs, rng):
    for counts in count_tables(rng, [(3, 4)]):
        assert_unchanged(bigram_probs, counts)
        assert_unchanged(bigram_probs, counts.astype(float))
    assert_unchanged(bigram_probs, np.array([[0.0, 0.0], [1.0, 3.0]]))


# Known mistakes


mistake = mistakes_of(bigram_probs, example=([[0, 3, 1], [2, 0, 0]],))


@mistake(
    "The counts are divided by their total: that is the joint probability of the pair. Divide each row by its own sum.",
    example=([[0, 3, 1], [2, 0, 0], [0, 0, 0]],),
)
def bigram_probs_joint(counts):
    counts = as_table(counts)
    return counts / counts.sum()


@mistake(
    "The columns are normalised: that answers which token came before. Divide each row by its sum, axis=1.",
    example=([[0, 3, 0], [2, 1, 0], [1, 1, 0]],),
)
def bigram_probs_of_columns(counts):
    return bigram_probs(as_table(counts).T).T


@mistake(
    "The columns are normalised, and those without counts give nan. Divide each row by its sum, axis=1, where that is not 0.",
    example=([[0, 3, 1], [2, 0, 0], [0, 0, 0]],),
)
def bigram_probs_of_columns_with_nan(counts):
    counts = as_table(counts)
    return counts / counts.sum(axis=0)


@mistake(
    "The sums of the rows lack keepdims=True, so numpy divides column j by the sum of row j, or refuses. Keep them as a "
    "column of shape (C, 1).",
    example=([[2, 8], [3, 1]],),
)
def bigram_probs_without_keepdims(counts):
    counts = as_table(counts)
    return counts / counts.sum(axis=1)


@mistake(
    "Sums of 0 are taken care of, but the sums of the rows lack keepdims=True: numpy divides column j by the sum of row j, "
    "or refuses. Keep them as a column of shape (C, 1).",
    example=([[2, 8], [3, 1]],),
)
def bigram_probs_without_keepdims_but_guarded(counts):
    counts = as_table(counts)
    totals = counts.sum(axis=1)
    return counts / np.where(totals == 0, 1.0, totals)


@mistake(
    "A row without counts gives 0/0 = nan. Divide only where the sum is not 0, and leave zeros in such rows.",
    example=([[0, 0], [1, 3]],),
)
def bigram_probs_nan_on_empty_rows(counts):
    counts = as_table(counts)
    return counts / counts.sum(axis=1, keepdims=True)


@mistake(
    "A row without counts becomes uniform. The counts say nothing about it: leave zeros. Smoothing comes in the next "
    "exercise.",
    example=([[0, 0], [1, 3]],),
)
def bigram_probs_uniform_on_empty_rows(counts):
    counts = as_table(counts)
    return np.where(counts.any(axis=1, keepdims=True), bigram_probs(counts), 1 / counts.shape[1])


@mistake(
    "A small number is added to the sums, and the rows no longer sum to 1. Treat the rows without counts separately."
)
def bigram_probs_with_epsilon(counts):
    counts = as_table(counts)
    return counts / (counts.sum(axis=1, keepdims=True) + 1e-8)


@mistake(
    "A softmax of the counts exponentiates them, so that tokens that never occurred get a share. Divide the counts "
    "themselves."
)
def bigram_probs_with_softmax(counts):
    return special.softmax(as_table(counts), axis=1)


@mistake("One is added to every count. That is Laplace smoothing, the next exercise; here nothing is added.")
def bigram_probs_with_add_one(counts):
    return bigram_probs(as_table(counts) + 1)


@mistake("// rounds every share down to 0 or 1. Divide with /.")
def bigram_probs_with_integer_division(counts):
    counts = as_table(counts)
    return counts // counts.sum(axis=1, keepdims=True)


@mistake(
    "The values are right, but the caller's table is overwritten. Work on a copy: as_table makes one.",
    example=(np.array([[1.0, 3.0], [2.0, 2.0]]),),
)
def bigram_probs_in_place(counts):
    probs = bigram_probs(counts)
    if isinstance(counts, np.ndarray) and counts.dtype == float:
        counts[:] = probs
    return probs


@mistake(
    "The counts are not checked, so negative ones give negative probabilities. Raise ValueError (as_table does).",
    example=([[3, -1], [1, 1]],),
)
def bigram_probs_without_checks(counts):
    counts = np.array(counts, dtype=float)
    totals = counts.sum(axis=-1, keepdims=True)
    return counts / np.where(totals == 0, 1.0, totals)


@mistake(
    "A small number is added to the sums of the rows, so that rows no longer sum to 1. Divide by the sums themselves.",
    example=([[1e-6, 3e-6], [1e-9, 0.0]],),
)
def bigram_probs_with_an_epsilon(counts):
    counts = as_table(counts)
    return counts / (counts.sum(axis=1, keepdims=True) + 1e-10)


@mistake(
    "Rows are divided by at least 1, so that those with a sum below 1 stay as they are. Replace only sums that are exactly 0.",
    example=([[0.25, 0.5], [1.0, 3.0]],),
)
def bigram_probs_divided_by_at_least_one(counts):
    counts = as_table(counts)
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


@mistake(
    "1e-12 is added to the sums of the rows, so that rows with tiny counts no longer sum to 1. Divide by the sums "
    "themselves, where they are not 0.",
    example=([[1e-6, 3e-6], [1e-9, 0.0]],),
)
def bigram_probs_with_a_tiny_epsilon(counts):
    counts = as_table(counts)
    return counts / (counts.sum(axis=1, keepdims=True) + 1e-12)


@mistake(
    "1e-9 is added to the sums of the rows, so that rows no longer sum to 1. Divide by the sums themselves, where they are "
    "not 0.",
    example=([[1e-6, 3e-6], [1e-9, 0.0]],),
)
def bigram_probs_with_an_epsilon_of_1e_9(counts):
    counts = as_table(counts)
    return counts / (counts.sum(axis=1, keepdims=True) + 1e-9)


@mistake(
    "1e-6 is added to the sums of the rows, so that rows no longer sum to 1. Divide by the sums themselves, where they are "
    "not 0.",
)
def bigram_probs_with_an_epsilon_of_1e_6(counts):
    counts = as_table(counts)
    return counts / (counts.sum(axis=1, keepdims=True) + 1e-6)


@mistake(
    "A small number is added to each count, which makes rows without counts uniform. Add nothing: such rows are zeros.",
    example=([[0, 0], [1, 3]],),
)
def bigram_probs_with_epsilon_in_the_counts(counts):
    return bigram_probs(as_table(counts) + 1e-8)


@mistake("These are the logarithms of the probabilities. Return the probabilities themselves.")
def bigram_probs_as_logarithms(counts):
    return np.log(bigram_probs(counts))


@mistake("Each row is divided by its largest count. Divide it by its sum, so that it sums to 1.")
def bigram_probs_relative_to_the_largest(counts):
    counts = as_table(counts)
    return counts / np.where(counts.any(axis=1, keepdims=True), counts.max(axis=1, keepdims=True, initial=0), 1.0)


@mistake("Each row is divided by V, the number of its entries. Divide it by its sum, so that it sums to 1.")
def bigram_probs_divided_by_v(counts):
    counts = as_table(counts)
    return counts / counts.shape[1]


@mistake("Each row is divided by its length, the root of the sum of squares. Divide it by its sum.")
def bigram_probs_of_unit_length(counts):
    counts = as_table(counts)
    lengths = np.sqrt((counts**2).sum(axis=1, keepdims=True))
    return counts / np.where(lengths == 0, 1.0, lengths)


@mistake("The table is transposed. The rows stay the contexts, the columns the next tokens: drop the .T.")
def bigram_probs_transposed(counts):
    return bigram_probs(counts).T


@mistake(
    "The probabilities are rounded, and the rows may no longer sum to 1. Return them as they are.",
    example=([[1, 2, 4]],),
)
def bigram_probs_rounded(counts):
    return bigram_probs(counts).round(4)


@mistake("These are percentages. Each row must sum to 1: do not multiply by 100.")
def bigram_probs_in_percent(counts):
    return 100 * bigram_probs(counts)


@mistake(
    "Rows without counts are left out of the table. Keep one row for each context: zeros for those that were not seen.",
    example=([[0, 0], [1, 3]],),
)
def bigram_probs_dropping_empty_rows(counts):
    counts = as_table(counts)
    return bigram_probs(counts[counts.any(axis=1)])


@mistake("A row without counts raises an error. It is a row of zeros in the result.", example=([[0, 0], [1, 3]],))
def bigram_probs_refusing_empty_rows(counts):
    if not as_table(counts).any(axis=1).all():
        raise ValueError("a row without counts")
    return bigram_probs(counts)


@mistake(
    "All rows are the same, the frequencies of the next token in all contexts together. Divide each row by its own sum."
)
def bigram_probs_of_all_contexts(counts):
    counts = as_table(counts)
    return np.tile(counts.sum(axis=0) / max(counts.sum(), 1e-300), (len(counts), 1))


# Other right answers


@alternative
def bigram_probs_row_by_row(counts):
    counts = as_table(counts)
    return np.array([row / row.sum() if row.any() else row for row in counts])


@alternative
def bigram_probs_with_nan_to_num(counts):
    counts = as_table(counts)
    with np.errstate(invalid="ignore"):
        return np.nan_to_num(counts / counts.sum(axis=1)[:, None])


@alternative
def bigram_probs_with_replaced_sums(counts):
    counts = np.array(counts, dtype=float)
    if counts.ndim != 2 or not np.isfinite(counts).all() or counts.min() < 0:
        raise ValueError("not counts")
    totals = counts.sum(axis=1, keepdims=True)
    totals[totals == 0] = 1
    return counts / totals
