"""5.11 `add_k_probs`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import (
    alternative,
    assert_close,
    assert_unchanged,
    criterion,
    mistakes_of,
    raises,
)
from autograder.content.s05_maximum_likelihood.shared import count_tables
from solutions.s05_maximum_likelihood import (
    add_k_probs,
    as_table,
    bigram_probs,
)

# Criteria


@criterion(core=True)
def test_matches_the_definition(add_k_probs, reference, rng):
    for counts in count_tables(rng, [(3, 5), (6, 2), (1, 7), (20, 30)]):
        counts = np.pad(counts, ((0, 0), (0, 1)))  # the last token never occurs
        k = float(rng.uniform(0.05, 3.0))
        assert_close(add_k_probs(counts, k), reference.add_k_probs(counts, k))


@criterion(core=True)
def test_with_one_is_laplace_smoothing(add_k_probs, reference, rng):
    for counts in count_tables(rng, [(4, 3), (3, 8)]):
        counts = np.pad(counts, ((0, 0), (0, 1)))
        assert_close(add_k_probs(counts, 1), reference.add_k_probs(counts, 1))


@criterion()
def test_counts_the_whole_vocabulary(add_k_probs):
    # Tokens 1 and 3 never occur, in no context.
    expected = np.array([[3, 1, 2, 1], [1, 1, 3, 1], [1, 1, 1, 1]]) / np.array([[7], [6], [4]])
    assert_close(add_k_probs([[2, 0, 1, 0], [0, 0, 2, 0], [0, 0, 0, 0]], 1), expected)


@criterion()
def test_of_unseen_contexts_are_uniform(add_k_probs):
    for k in (1e-6, 0.3, 1, 50, 0):
        probs = add_k_probs([[0, 0, 0, 0, 0], [0, 4, 0, 0, 0]], k)
        seen = np.full(5, k / (4 + 5 * k))
        seen[1] = (4 + k) / (4 + 5 * k)
        assert_close(probs, np.array([np.full(5, 0.2), seen]))


@criterion()
def test_lies_between_the_estimate_and_the_uniform_distribution(add_k_probs, reference, rng):
    for counts in count_tables(rng, [(3, 5), (4, 4)]):
        assert_close(add_k_probs(counts, 0), reference.bigram_probs(counts))
        assert_close(add_k_probs(counts, 0.0), reference.bigram_probs(counts))
        # Of rows with less than 250 counts, 1e-9 or 1e12 more a cell leave or hide everything.
        assert_close(add_k_probs(counts, 1e-9), reference.bigram_probs(counts), atol=1e-7)
        assert_close(add_k_probs(counts, 1e12), np.full(counts.shape, 1 / counts.shape[1]), atol=1e-9)


@criterion()
def test_refuses_what_it_cannot_smooth(add_k_probs):
    for k in (-1, -0.001, math.nan, math.inf):
        with raises(ValueError):
            add_k_probs([[1, 2], [3, 4]], k)
    for counts in ([[1, -1], [2, 2]], [[1, math.nan]], [[math.inf, 1]], [1, 2, 3]):
        with raises(ValueError):
            add_k_probs(counts, 2)


@criterion()
def test_leaves_the_counts_unchanged(add_k_probs, rng):
    for counts in count_tables(rng, [(3, 4)]):
        assert_unchanged(add_k_probs, counts, 0.25)
        assert_unchanged(add_k_probs, counts.astype(float), 0.25)
    for k in (0, 2):
        assert_unchanged(add_k_probs, np.array([[0.0, 0.0], [1.0, 3.0]]), k)


# Known mistakes


def _check_k(counts, k):
    """`counts` as an array, refused where the exercise says so."""
    if not 0 <= k < math.inf:
        raise ValueError("k")
    return as_table(counts)


def _shares(numerators, denominators):
    """Quotients, with zeros where the denominator is 0."""
    return np.divide(numerators, denominators, out=np.zeros_like(numerators), where=denominators > 0)


mistake = mistakes_of(add_k_probs, example=([[0, 3, 1], [2, 0, 0], [0, 0, 0]], 1))


@mistake(
    "k is added once to the sum of a row. Each of the V cells got k more, so the sum grows by k V: check that rows sum to 1."
)
def add_k_probs_with_k_in_the_denominator(counts, k):
    counts = _check_k(counts, k)
    probs = _shares(counts + k, counts.sum(axis=1, keepdims=True) + k)
    return probs if k > 0 else add_k_probs(counts, k)


@mistake(
    "The denominator grows by k times the number of all pairs. It must grow by k V, with V the size of the vocabulary."
)
def add_k_probs_with_the_total_in_the_denominator(counts, k):
    counts = _check_k(counts, k)
    return add_k_probs(counts, 0) if k == 0 else (counts + k) / (counts.sum(axis=1, keepdims=True) + k * counts.sum())


@mistake(
    "k is added to the probabilities, so it no longer matters how often a context was seen. Add it to the counts, then "
    "divide."
)
def add_k_probs_of_probabilities(counts, k):
    counts = _check_k(counts, k)
    return add_k_probs(bigram_probs(counts), k)


@mistake(
    "k is added to the probabilities, (p + k) / (1 + k V): the evidence of a row no longer matters, and rows without counts "
    "do not sum to 1. Add k to the counts, then divide."
)
def add_k_probs_of_probabilities_by_formula(counts, k):
    counts = _check_k(counts, k)
    return (bigram_probs(counts) + k) / (1 + k * counts.shape[1])


@mistake(
    "V counts only the tokens that were seen. It is the size of the whole vocabulary, the number of columns.",
    example=([[2, 0, 1, 0], [0, 0, 2, 0]], 1),
)
def add_k_probs_with_the_types_seen(counts, k):
    counts = _check_k(counts, k)
    types = np.count_nonzero(counts.any(axis=0))
    return add_k_probs(counts, 0) if k == 0 else (counts + k) / (counts.sum(axis=1, keepdims=True) + k * types)


@mistake(
    "V is taken from the rows. The vocabulary is what can come next: the number of columns.",
    example=([[0, 3, 1], [2, 0, 0]], 1),
)
def add_k_probs_with_the_number_of_contexts(counts, k):
    counts = _check_k(counts, k)
    return add_k_probs(counts, 0) if k == 0 else (counts + k) / (counts.sum(axis=1, keepdims=True) + k * len(counts))


@mistake("k is ignored: this is always Laplace smoothing with k = 1. Add k to each count.", example=([[1, 2]], 0.5))
def add_k_probs_always_one(counts, k):
    return add_k_probs(_check_k(counts, k), 1)


@mistake("The numerator is not smoothed, so pairs that were not seen keep probability 0. Add k above and k V below.")
def add_k_probs_with_plain_numerator(counts, k):
    counts = _check_k(counts, k)
    if k == 0:
        return add_k_probs(counts, 0)
    return counts / (counts.sum(axis=1, keepdims=True) + k * counts.shape[1])


@mistake(
    "k is added only to pairs that were not seen. Every pair gets it: add k to each count.",
    example=([[0, 3, 1], [2, 0, 0]], 1),
)
def add_k_probs_on_the_zeros_only(counts, k):
    counts = _check_k(counts, k)
    return add_k_probs(np.where(counts == 0, k, counts), 0)


@mistake(
    "k is added only to pairs that were seen, so the others keep probability 0. Every pair gets it: add k to each count.",
    example=([[0, 3, 1], [2, 0, 0]], 1),
)
def add_k_probs_on_the_seen_only(counts, k):
    counts = _check_k(counts, k)
    return add_k_probs(np.where(counts > 0, counts + k, 0.0), 0)


@mistake(
    "The result is right for contexts that were seen, but the others get zeros. With k more in each cell they are uniform.",
    example=([[0, 0, 0], [1, 1, 2]], 2),
)
def add_k_probs_zero_on_empty_rows(counts, k):
    counts = _check_k(counts, k)
    return np.where(counts.any(axis=1, keepdims=True), add_k_probs(counts, k), 0.0)


@mistake(
    "With k = 0, contexts that were never seen get zeros. Their limit for small k is uniform: give them 1/V.",
    example=([[0, 0], [1, 3]], 0),
)
def add_k_probs_zero_without_smoothing(counts, k):
    return bigram_probs(_check_k(counts, k) + k)


@mistake(
    "With k = 0, contexts that were never seen give 0/0 = nan. Their limit for small k is uniform: give them 1/V.",
    example=([[0, 0], [1, 3]], 0),
)
def add_k_probs_nan_without_smoothing(counts, k):
    smoothed = _check_k(counts, k) + k
    return smoothed / smoothed.sum(axis=1, keepdims=True)


@mistake("The columns are normalised. Each row, the tokens after one context, must sum to 1.")
def add_k_probs_of_columns(counts, k):
    return add_k_probs(as_table(counts).T, k).T


@mistake("All cells together sum to 1: that is a joint distribution. Divide each row by its own sum.")
def add_k_probs_joint(counts, k):
    smoothed = _check_k(counts, k) + k
    return smoothed / max(smoothed.sum(), 1e-300)


@mistake(
    "The values are right, but k is added to the caller's table. Work on a copy: as_table makes one.",
    example=(np.array([[1.0, 3.0], [2.0, 2.0]]), 0.5),
)
def add_k_probs_in_place(counts, k):
    probs = add_k_probs(counts, k)
    if isinstance(counts, np.ndarray) and counts.dtype == float:
        counts += k
    return probs


@mistake("k is not checked. Raise ValueError if it is negative, infinite or nan.", example=([[1, 2], [3, 4]], -0.5))
def add_k_probs_without_check_of_k(counts, k):
    smoothed = as_table(counts) + k
    smoothed[~smoothed.any(axis=1)] = 1.0
    return smoothed / smoothed.sum(axis=1, keepdims=True)


@mistake(
    "k is shared out among the tokens, k / V for each. It is the pseudo-count of each pair: add k to every cell.",
)
def add_k_probs_with_k_shared_out(counts, k):
    counts = _check_k(counts, k)
    return add_k_probs(counts, k / counts.shape[1])


@mistake("k V is added to sums that hold it already. Divide by the sums of the smoothed counts alone.")
def add_k_probs_counting_k_twice(counts, k):
    smoothed = _check_k(counts, k) + k
    if k == 0:
        return add_k_probs(counts, 0)
    return smoothed / (smoothed.sum(axis=1, keepdims=True) + k * smoothed.shape[1])


@mistake("k is ignored: this is the estimate without smoothing. Add k to each count before you divide.")
def add_k_probs_always_zero(counts, k):
    return add_k_probs(_check_k(counts, k), 0)


@mistake(
    "k is ignored, and contexts without counts are zeros: this is bigram_probs. Add k to each count before you divide.",
)
def add_k_probs_as_bigram_probs(counts, k):
    return bigram_probs(_check_k(counts, k))


@mistake("The denominator grows by k for each cell of the whole table. A row has V cells: it grows by k V.")
def add_k_probs_with_all_cells_in_the_denominator(counts, k):
    counts = _check_k(counts, k)
    return add_k_probs(counts, 0) if k == 0 else (counts + k) / (counts.sum(axis=1, keepdims=True) + k * counts.size)


@mistake(
    "V counts only the tokens that were seen in the row. It is the size of the whole vocabulary, the number of columns.",
    example=([[2, 0, 1, 0], [0, 0, 2, 0]], 1),
)
def add_k_probs_with_the_types_of_the_row(counts, k):
    counts = _check_k(counts, k)
    types = np.count_nonzero(counts, axis=1)[:, None]
    probs = _shares(counts + k, counts.sum(axis=1, keepdims=True) + k * types)
    return add_k_probs(counts, 0) if k == 0 else probs


@mistake(
    "V is not multiplied by k in the denominator, which is right for k = 1 only. The sum of a row grows by k V.",
    example=([[0, 3, 1], [2, 0, 0]], 0.5),
)
def add_k_probs_with_v_in_the_denominator(counts, k):
    counts = _check_k(counts, k)
    return (counts + k) / (counts.sum(axis=1, keepdims=True) + counts.shape[1]) if k else add_k_probs(counts, 0)


@mistake(
    "One is added to each count, but k V to the sum of the row. Add k above, too.",
    example=([[0, 3, 1], [2, 0, 0]], 0.5),
)
def add_k_probs_with_one_above(counts, k):
    counts = _check_k(counts, k)
    return (counts + 1) / (counts.sum(axis=1, keepdims=True) + k * counts.shape[1]) if k else add_k_probs(counts, 0)


@mistake(
    "k mixes the estimate with the uniform distribution, (1 - k) p + k / V. It is a pseudo-count: add k to each count.",
    example=([[0, 3, 1], [2, 0, 0]], 0.5),
)
def add_k_probs_as_a_mixture(counts, k):
    counts = _check_k(counts, k)
    return (1 - k) * add_k_probs(counts, 0) + k / counts.shape[1]


@mistake("The counts are multiplied by k, which cancels when you divide. Add k to each count.")
def add_k_probs_multiplying(counts, k):
    return bigram_probs(_check_k(counts, k) * k) if k else add_k_probs(counts, 0)


@mistake(
    "k is subtracted from the counts: that is discounting. Add it to each count.",
    example=([[4, 3, 2], [2, 6, 5]], 0.5),
)
def add_k_probs_subtracting(counts, k):
    reduced = np.maximum(_check_k(counts, k) - k, 0.0)
    return add_k_probs(reduced, 0)


@mistake("These are smoothed counts. Divide each row by its sum.")
def add_k_probs_not_normalised(counts, k):
    return _check_k(counts, k) + k


@mistake("These are the logarithms of the probabilities. Return the probabilities themselves.")
def add_k_probs_as_logarithms(counts, k):
    return np.log(add_k_probs(counts, k))


@mistake("The table is transposed. The rows stay the contexts, the columns the next tokens: drop the .T.")
def add_k_probs_transposed(counts, k):
    return add_k_probs(counts, k).T


@mistake(
    "k is added in place to an array of integers, which numpy refuses for k = 0.5. Make the counts floats first: as_table.",
    example=([[1, 2], [3, 4]], 0.5),
)
def add_k_probs_with_integer_counts(counts, k):
    smoothed = _check_k(counts, k)
    if np.asarray(counts).dtype.kind in "iu":
        whole = np.array(counts)
        whole += k
        smoothed = whole.astype(float) - k
    return add_k_probs(smoothed, k)


@mistake(
    "k = 0 is refused. It is allowed, and means no smoothing: contexts that were never seen are uniform then.",
    example=([[0, 0], [1, 3]], 0),
)
def add_k_probs_refusing_zero(counts, k):
    if not k > 0:
        raise ValueError("k")
    return add_k_probs(counts, k)


@mistake(
    "The rows are all the same: the counts of all contexts are added up first. Smooth and divide each row by itself."
)
def add_k_probs_of_all_contexts(counts, k):
    counts = _check_k(counts, k)
    return np.tile(add_k_probs(counts.sum(axis=0, keepdims=True), k), (len(counts), 1))


# Other right answers


@alternative
def add_k_probs_in_loops(counts, k):
    if not (k >= 0 and math.isfinite(k)):
        raise ValueError("k")
    rows = []
    for row in as_table(counts).tolist():
        total = sum(row) + k * len(row)
        rows.append([(count + k) / total if total else 1 / len(row) for count in row])
    return np.array(rows)


@alternative
def add_k_probs_by_formula(counts, k):
    counts = as_table(counts)
    if k < 0 or not np.isfinite(k):
        raise ValueError("k")
    vocabulary = counts.shape[1]
    denominators = counts.sum(axis=1, keepdims=True) + k * vocabulary
    with np.errstate(invalid="ignore"):
        return np.where(denominators > 0, (counts + k) / denominators, 1 / vocabulary)


@alternative
def add_k_probs_as_a_mixture_with_the_uniform(counts, k):
    counts = as_table(counts)
    if not 0 <= k < np.inf:
        raise ValueError("k")
    totals, vocabulary = counts.sum(axis=1, keepdims=True), counts.shape[1]
    weight = np.divide(totals, totals + k * vocabulary, out=np.zeros_like(totals), where=totals > 0)
    return weight * counts / np.maximum(totals, 1e-300) + (1 - weight) / vocabulary
