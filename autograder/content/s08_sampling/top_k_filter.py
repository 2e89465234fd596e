"""8.3 `top_k_filter`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import stats

from autograder.content import alternative, assert_close, assert_unchanged, criterion, logits, mistakes_of, raises
from autograder.content.s08_sampling.shared import INF, UNDECODABLE, rows_of_logits
from solutions.s08_sampling import as_logits, probabilities, top_k_filter

# Criteria


@criterion(core=True)
def test_keeps_the_k_largest_where_they_are(top_k_filter, reference, rng):
    for x in rows_of_logits(rng, (2, 5, 9, 60)):
        for k in {1, int(rng.integers(1, len(x))), len(x) - 1}:
            expected = reference.top_k_filter(x, k)
            assert_close(top_k_filter(x, k), expected)


@criterion(core=True)
def test_keeps_exactly_k_of_equal_logits_those_of_the_lowest_ids(top_k_filter, reference, rng):
    for size, k in ((6, 3), (8, 2), (40, 25)):
        x = rng.integers(-2, 2, size=size).astype(float)
        expected = reference.top_k_filter(x, k)
        assert_close(top_k_filter(x, k), expected)
    assert_close(top_k_filter([4, 4, 4], 2), np.array([4.0, 4.0, -INF]))


@criterion()
def test_keeps_all_when_k_is_large(top_k_filter, rng):
    for x in rows_of_logits(rng, (1, 4)):
        for k in (len(x), len(x) + 1, 50_000):
            assert_close(top_k_filter(x, k), x)


@criterion()
def test_leaves_removed_words_removed(top_k_filter):
    assert_close(top_k_filter([-INF, 2.0, -INF, 1.0, -3.0], 2), np.array([-INF, 2.0, -INF, 1.0, -INF]))
    assert_close(top_k_filter([-INF, 2.0, -INF, 1.0], 3), np.array([-INF, 2.0, -INF, 1.0]))


@criterion()
def test_filters_each_row_by_itself(top_k_filter, reference, rng):
    for x in logits(rng, [(3, 5), (2, 3, 4), (4, 1)]):
        expected = reference.top_k_filter(x, 2)
        assert_close(top_k_filter(x, 2), expected)


@criterion()
def test_takes_ints_and_single_precision(top_k_filter):
    assert_close(top_k_filter([3, 1, 4, 2], 2), np.array([3.0, -INF, 4.0, -INF]))
    assert_close(top_k_filter(np.array([0.5, 2.5, 1.0], dtype=np.float32), 1), np.array([-INF, 2.5, -INF]))


@criterion()
def test_refuses_bad_arguments(top_k_filter):
    for k in (0, -1):
        with raises(ValueError):
            top_k_filter([1.0, 2.0], k)
    with raises(ValueError):
        top_k_filter([1.0, 2.0, 3.0], 2.0)
    for x in UNDECODABLE:
        with raises(ValueError):
            top_k_filter(list(x), 1)
    with raises(ValueError):
        top_k_filter([[1.0, 2.0], [-INF, -INF]], 1)


@criterion()
def test_leaves_its_argument_unchanged(top_k_filter, rng):
    (x,) = rows_of_logits(rng, (5,))
    assert_unchanged(top_k_filter, x, 2)


# Known mistakes

mistake = mistakes_of(top_k_filter, example=([1, 2, 3, 4], 2))


def _checked(logits, k):
    logits = as_logits(logits)
    if not isinstance(k, (int, np.integer)) or k < 1:
        raise ValueError("k must be an int, at least 1")
    return logits


def _threshold(logits, k):
    """The k-th largest logit of each row."""
    k = min(k, logits.shape[-1])
    return np.sort(logits, axis=-1)[..., -k, None]


@mistake("The k-th word itself is lost: the comparison with the k-th logit is strict.")
def top_k_filter_strict(logits, k):
    logits = _checked(logits, k)
    return np.where(logits > _threshold(logits, k), logits, -np.inf)


@mistake(
    "Words that tie with the k-th stay as well. Exactly k are kept, of equal logits those of the lowest ids: sort ids, do "
    "not compare logits.",
    example=([1, 4, 2, 4, 4], 2),
)
def top_k_filter_with_all_ties(logits, k):
    logits = _checked(logits, k)
    return np.where(logits >= _threshold(logits, k), logits, -np.inf)


@mistake(
    "Of equal logits the highest ids are kept. The lowest win: sort the negative logits with kind='stable'.",
    example=([1, 4, 2, 4, 4], 2),
)
def top_k_filter_with_the_last_ties(logits, k):
    logits = _checked(logits, k)
    best = np.argsort(logits, axis=-1, kind="stable")[..., -k:]
    kept = np.full_like(logits, -np.inf)
    np.put_along_axis(kept, best, np.take_along_axis(logits, best, axis=-1), axis=-1)
    return kept


@mistake("Removed words get the logit 0, which is a word like any other. Removed is -inf.", example=([-5, -1, -3], 1))
def top_k_filter_with_zeros(logits, k):
    filtered = top_k_filter(logits, k)
    return np.where(np.isneginf(filtered) & ~np.isneginf(np.asarray(logits, dtype=float)), 0.0, filtered)


top_k_filter_with_a_large_number = mistake.change(
    "np.full_like(logits, -np.inf)",
    "np.full_like(logits, -1e9)",
    "Removed words get a very negative logit. Removed is -inf: at a high temperature -1e9 may come back.",
)
top_k_filter_of_the_smallest = mistake.change(
    "np.argsort(-logits",
    "np.argsort(logits",
    "The k smallest are kept. argsort sorts upwards: sort the negative logits.",
)


@mistake(
    "The kept logits stand in sorted order, on the ids of other words. Put each back to its own place.",
    example=([3, 1, 4, 2], 2),
)
def top_k_filter_sorted(logits, k):
    return -np.sort(-top_k_filter(logits, k), axis=-1)


@mistake("Only the k kept logits are returned, and their ids are lost. Return a row of V, with -inf for the others.")
def top_k_filter_only_the_kept(logits, k):
    filtered = top_k_filter(logits, k)
    return filtered[filtered > -np.inf]


@mistake("These are ids. The exercise asks for logits, -inf for the removed words.")
def top_k_filter_as_ids(logits, k):
    return np.argsort(-_checked(logits, k), axis=-1, kind="stable")[..., :k]


@mistake("These are probabilities. A filter returns logits, so that the next step can follow.")
def top_k_filter_as_probabilities(logits, k):
    return probabilities(top_k_filter(logits, k))


@mistake("One word too many is kept: a slice [:k] has k entries.")
def top_k_filter_one_too_many(logits, k):
    _checked(logits, k)
    return top_k_filter(logits, k + 1)


@mistake(
    "k larger than the vocabulary is an IndexError here. Then all words are kept: a slice that is too long does no harm.",
    example=([1, 2], 5),
)
def top_k_filter_without_large_k(logits, k):
    logits = _checked(logits, k)
    np.sort(logits, axis=-1)[..., -k]
    return top_k_filter(logits, k)


@mistake(
    "A k of 0 or less is accepted. Raise ValueError: k = 0 would remove everything, and x[-0:] is the whole row.",
    example=([1.0, 2.0], 0),
)
def top_k_filter_of_nothing(logits, k):
    return top_k_filter(logits, k) if k > 0 else as_logits(logits)


@mistake(
    "The k largest of the whole table are kept. Each row along the last axis is filtered by itself.",
    example=([[1.0, 2.0, 3.0], [9.0, 8.0, 7.0]], 1),
)
def top_k_filter_of_the_whole_table(logits, k):
    logits = _checked(logits, k)
    return top_k_filter(logits.ravel(), k).reshape(logits.shape)


@mistake("nan is not refused, and is kept or lost by chance. Check with as_logits.", example=([1.0, math.nan, 2.0], 1))
def top_k_filter_with_nan(logits, k):
    filled = np.array(logits, dtype=float)
    filtered = top_k_filter(np.where(np.isnan(filled), -1e300, filled), k)
    return np.where(np.isnan(filled), np.nan, filtered)


@mistake(
    "A row whose words are all removed is handed on. No word can be drawn from it: raise ValueError, as as_logits does.",
    example=([-math.inf, -math.inf], 1),
)
def top_k_filter_of_removed_words(logits, k):
    if np.all(np.isneginf(logits)) and np.size(logits):
        return np.array(logits, dtype=float)
    return top_k_filter(logits, k)


@mistake(
    "The result is right, but the caller's logits are overwritten. Fill a new array.", example=(np.array([3.0, 1.0]), 1)
)
def top_k_filter_in_place(logits, k):
    filtered = top_k_filter(logits, k)
    if isinstance(logits, np.ndarray) and logits.dtype == float:
        logits[...] = filtered
    return filtered


@mistake("These are the k largest logits alone, in sorted order. Every word keeps its place; removed ones get -inf.")
def top_k_filter_of_the_kept_alone(logits, k):
    top_k_filter(logits, k)
    return -np.sort(-np.asarray(logits, dtype=float), axis=-1)[..., :k]


top_k_filter_one_too_few = mistake.change(
    "[..., :k]", "[..., : k - 1]", "One word too few is kept: a slice [:k] has k entries already."
)
top_k_filter_of_absolute_values = mistake.change(
    "np.argsort(-logits",
    "np.argsort(-np.abs(logits)",
    "The largest by absolute value are kept, and very negative logits with them. Compare them as they are.",
    example=([-5, -1, 3, 2], 2),
)
top_k_filter_with_nan_for_removed_words = mistake.change(
    "np.full_like(logits, -np.inf)",
    "np.full_like(logits, np.nan)",
    "Removed words get nan, which no later step can compute with. Removed is -inf.",
)


@mistake("The k best words are removed, and the others kept. Keep those k.", example=([3, 1, 4, 2, 0], 2))
def top_k_filter_removing_the_best(logits, k):
    return np.where(np.isneginf(top_k_filter(logits, k)), as_logits(logits), -np.inf)


@mistake("The first k words are kept, whatever their logits are. Sort by logit.", example=([3, 1, 4, 2, 0], 2))
def top_k_filter_of_the_first_words(logits, k):
    logits = _checked(logits, k)
    return np.where(np.arange(logits.shape[-1]) < k, logits, -np.inf)


@mistake(
    "Of a table each column is filtered. Each row along the last axis is: axis=-1.",
    example=([[1.0, 2.0, 3.0], [9.0, 8.0, 7.0]], 1),
)
def top_k_filter_of_columns(logits, k):
    logits = _checked(logits, k)
    return np.swapaxes(top_k_filter(np.swapaxes(logits, 0, -1), k), 0, -1)


@mistake(
    "All rows keep the words of the first row. Each row along the last axis is filtered by itself.",
    example=([[1.0, 2.0, 3.0], [9.0, 8.0, 7.0]], 2),
)
def top_k_filter_as_the_first_row(logits, k):
    filtered = top_k_filter(logits, k)
    first = filtered.reshape(-1, filtered.shape[-1])[0]
    return np.where(np.isneginf(first), -np.inf, as_logits(logits))


@mistake("k above the number of words is refused. It is allowed, and keeps all.", example=([1, 2], 5))
def top_k_filter_refusing_large_k(logits, k):
    if k > np.shape(logits)[-1]:
        raise ValueError("k")
    return top_k_filter(logits, k)


@mistake("A float such as 2.0 is accepted as k. Raise ValueError.", example=([1.0, 2.0, 3.0], 2.0))
def top_k_filter_of_floats(logits, k):
    return top_k_filter(logits, int(k))


@mistake("This says which words are kept. The exercise asks for their logits, -inf for the others.")
def top_k_filter_as_a_mask(logits, k):
    return top_k_filter(logits, k) > -np.inf


@mistake("These are log-probabilities of the kept words. A filter leaves their logits as they are.")
def top_k_filter_as_log_probabilities(logits, k):
    with np.errstate(divide="ignore"):
        return np.log(probabilities(top_k_filter(logits, k)))


@mistake(
    "The k largest *different* values are kept, with all words that have them. Equal logits count each by itself.",
    example=([1, 4, 2, 4, 4], 2),
)
def top_k_filter_of_different_values(logits, k):
    logits = _checked(logits, k)
    if logits.ndim != 1:
        return np.array([top_k_filter_of_different_values(row, k) for row in logits])
    return np.where(logits >= np.unique(logits)[-k:][0], logits, -np.inf)


@mistake("The kept logits are moved so that the best is 0. A filter leaves them as they are.")
def top_k_filter_shifted(logits, k):
    filtered = top_k_filter(logits, k)
    return filtered - filtered.max(axis=-1, keepdims=True)


@mistake(
    "Each row keeps what is among the top k of any row. Every row has a top k of its own.",
    example=([[1.0, 2.0, 3.0], [9.0, 8.0, 7.0]], 1),
)
def top_k_filter_of_all_rows_together(logits, k):
    kept = np.isfinite(top_k_filter(logits, k))
    anywhere = kept.reshape(-1, kept.shape[-1]).any(axis=0)
    return np.where(anywhere, as_logits(logits), -np.inf)


# Other right answers


@alternative
def top_k_filter_by_rank(logits, k):
    logits = _checked(logits, k)
    ranks = np.argsort(np.argsort(-logits, axis=-1, kind="stable"), axis=-1, kind="stable")
    return np.where(ranks < k, logits, -np.inf)


@alternative
def top_k_filter_with_scipy(logits, k):
    logits = _checked(logits, k)
    return np.where(stats.rankdata(-logits, method="ordinal", axis=-1) <= k, logits, -np.inf)


@alternative
def top_k_filter_with_sorted(logits, k):
    logits = _checked(logits, k)
    if logits.ndim > 1:
        return np.stack([top_k_filter_with_sorted(row, k) for row in logits])
    best = sorted(range(len(logits)), key=lambda i: (-logits[i], i))[:k]
    return np.array([logits[i] if i in best else float("-inf") for i in range(len(logits))])
