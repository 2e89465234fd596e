"""5.7 `bigram_counts`: criteria, known mistakes, other right answers."""

import itertools
from collections import Counter

import numpy as np
from scipy import sparse

from autograder.content import (
    alternative,
    assert_same,
    assert_unchanged,
    criterion,
    mistakes_of,
    raises,
)
from autograder.content.s05_maximum_likelihood.shared import texts
from solutions.s05_maximum_likelihood import (
    as_ids,
    bigram_counts,
)

# Criteria


@criterion(core=True)
def test_of_random_texts(bigram_counts, reference, rng):
    for ids, used in texts(rng, [(3, 4), (9, 3), (60, 5), (400, 11)]):
        vocabulary = used + 1  # one token does not occur
        assert_same(bigram_counts(ids, vocabulary), reference.bigram_counts(ids, vocabulary))
        assert_same(bigram_counts(ids.tolist(), vocabulary), reference.bigram_counts(ids, vocabulary))


@criterion()
def test_counts_every_repetition(bigram_counts):
    assert_same(bigram_counts([2, 0] * 50, 3), np.array([[0, 0, 49], [0, 0, 0], [50, 0, 0]]))
    assert_same(bigram_counts([1] * 200, 2), np.array([[0, 0], [0, 199]]))


@criterion()
def test_has_a_row_and_a_column_for_each_token_of_the_vocabulary(bigram_counts):
    expected = np.zeros((9, 9), dtype=int)
    expected[0, 1] = expected[1, 0] = 1
    assert_same(bigram_counts([0, 1, 0], 9), expected)
    assert_same(bigram_counts([0, 0], 1), np.array([[1]]))


@criterion()
def test_of_short_texts_are_zero(bigram_counts):
    for vocabulary in (1, 3, 6):
        zeros = np.zeros((vocabulary, vocabulary), dtype=int)
        assert_same(bigram_counts([], vocabulary), zeros)
        assert_same(bigram_counts(np.array([], dtype=int), vocabulary), zeros)
        assert_same(bigram_counts([vocabulary - 1], vocabulary), zeros)


@criterion()
def test_refuses_ids_outside_the_vocabulary(bigram_counts):
    for ids in ([0, 1, -1], [-1, 0], [0, 3, 1], [2, 1, 3], [-3, 0], [0, 100], [-1], [3]):
        with raises(ValueError):
            bigram_counts(ids, 3)
    with raises(ValueError):
        bigram_counts([5, -100, 7], 120)


@criterion()
def test_takes_any_integer_type_and_leaves_the_ids_unchanged(bigram_counts):
    expected = np.array([[0, 1, 1], [0, 0, 0], [1, 0, 0]])
    for dtype in (np.uint8, np.int16, np.int64):
        ids = np.array([0, 2, 0, 1], dtype=dtype)
        assert_same(bigram_counts(ids, 3), expected)
        assert_unchanged(bigram_counts, ids, 3)


# Known mistakes


mistake = mistakes_of(bigram_counts, example=([0, 1, 0, 1, 0, 1, 2], 3))


@mistake(
    "Pairs that repeat are counted once: counts[x, y] += 1 with index arrays writes each cell a single time. Use np.add.at, "
    "or a loop."
)
def bigram_counts_with_buffered_addition(ids, vocab_size):
    ids = as_ids(ids, vocab_size)
    counts = np.zeros((vocab_size, vocab_size), dtype=np.int64)
    counts[ids[:-1], ids[1:]] += 1
    return counts


@mistake("The pairs are (i, i + 2): one token is skipped. Pair each token with the one directly after it.")
def bigram_counts_skipping_one(ids, vocab_size):
    ids = as_ids(ids, vocab_size)
    counts = np.zeros((vocab_size, vocab_size), dtype=np.int64)
    np.add.at(counts, (ids[:-2], ids[2:]), 1)
    return counts


@mistake("The last pair is missing. T tokens have T - 1 pairs, the last one ends with the last token.")
def bigram_counts_without_the_last_pair(ids, vocab_size):
    return bigram_counts(as_ids(ids, vocab_size)[:-1], vocab_size)


@mistake(
    "The last token is paired with the first, as np.roll does. Nothing follows the last token: T tokens have T - 1 pairs."
)
def bigram_counts_wrapping_around(ids, vocab_size):
    ids = as_ids(ids, vocab_size)
    counts = np.zeros((vocab_size, vocab_size), dtype=np.int64)
    np.add.at(counts, (ids, np.roll(ids, -1)), 1)
    return counts


@mistake("Rows and columns are exchanged. The row is the token before, the column the token after.")
def bigram_counts_transposed(ids, vocab_size):
    return bigram_counts(ids, vocab_size).T


@mistake("The table is made of floats, the default of np.zeros. Counts are integers: dtype=np.int64.")
def bigram_counts_as_floats(ids, vocab_size):
    return bigram_counts(ids, vocab_size).astype(float)


@mistake("Each pair is counted in both directions. Order matters: count (before, after) only.")
def bigram_counts_in_both_directions(ids, vocab_size):
    counts = bigram_counts(ids, vocab_size)
    return counts + counts.T


@mistake(
    "The text is cut into separate pairs, so every other pair is missing. Pairs overlap: each token but the last starts one."
)
def bigram_counts_of_separate_pairs(ids, vocab_size):
    ids = as_ids(ids, vocab_size)
    counts = np.zeros((vocab_size, vocab_size), dtype=np.int64)
    np.add.at(counts, (ids[:-1:2], ids[1::2]), 1)
    return counts


@mistake("A token that follows itself is not counted. It is a pair like any other.", example=([1, 1, 1, 0], 2))
def bigram_counts_without_the_diagonal(ids, vocab_size):
    counts = bigram_counts(ids, vocab_size)
    np.fill_diagonal(counts, 0)
    return counts


@mistake(
    "The table has rows only for tokens that occur. Its shape is (V, V), whatever the text: use vocab_size.",
    example=([0, 2], 4),
)
def bigram_counts_of_the_tokens_seen(ids, vocab_size):
    size = int(as_ids(ids, vocab_size).max(initial=-1)) + 1
    return bigram_counts(ids, vocab_size)[:size, :size]


@mistake("These are shares of all pairs. Return the counts.")
def bigram_counts_normalised(ids, vocab_size):
    counts = bigram_counts(ids, vocab_size)
    return counts / max(1, counts.sum())


@mistake("A text of fewer than two tokens raises an error. It has no pairs: return a table of zeros.", example=([1], 2))
def bigram_counts_refusing_short_texts(ids, vocab_size):
    if len(ids) < 2:
        raise ValueError("too short")
    return bigram_counts(ids, vocab_size)


@mistake(
    "Negative ids are accepted: numpy counts them from the end, so -1 becomes the last token. Raise ValueError.",
    example=([0, 1, -1], 3),
)
def bigram_counts_accepting_negative_ids(ids, vocab_size):
    ids = np.asarray(ids, dtype=np.int64)
    if np.any(ids >= vocab_size):
        raise ValueError("id too large")
    return bigram_counts(ids % vocab_size, vocab_size)


@mistake(
    "The ids are left to numpy's indexing, which raises IndexError for those too large and accepts negative ones. Check "
    "them first and raise ValueError.",
    example=([0, 3], 3),
)
def bigram_counts_without_checks(ids, vocab_size):
    ids = np.asarray(ids, dtype=np.int64)
    counts = np.zeros((vocab_size, vocab_size), dtype=np.int64)
    np.add.at(counts, (ids[:-1], ids[1:]), 1)
    return counts


@mistake("The first pair is missing. T tokens have T - 1 pairs, the first one begins with the first token.")
def bigram_counts_without_the_first_pair(ids, vocab_size):
    return bigram_counts(as_ids(ids, vocab_size)[1:], vocab_size)


@mistake(
    "The table is flat, of shape (V * V,). Reshape it to (V, V): a row for each token before, a column for each after."
)
def bigram_counts_flat(ids, vocab_size):
    return bigram_counts(ids, vocab_size).ravel()


@mistake("The table is a list of lists. Return an int64 array.")
def bigram_counts_as_lists(ids, vocab_size):
    return bigram_counts(ids, vocab_size).tolist()


@mistake("The result is a dict of pairs. Return an array of shape (V, V), with zeros for pairs that never occur.")
def bigram_counts_as_a_dict(ids, vocab_size):
    ids = as_ids(ids, vocab_size).tolist()
    return dict(Counter(itertools.pairwise(ids)))


@mistake("The table has a row and a column too many. The ids go from 0 to V - 1: its shape is (V, V).")
def bigram_counts_one_row_too_many(ids, vocab_size):
    return np.pad(bigram_counts(ids, vocab_size), (0, 1))


@mistake("The ids are taken to begin with 1. They go from 0 to V - 1: use them as row and column as they are.")
def bigram_counts_shifted(ids, vocab_size):
    return np.roll(bigram_counts(ids, vocab_size), (-1, -1), axis=(0, 1))


@mistake("A 0 is put in front of the text, which adds a pair. Count the pairs of the given ids alone.")
def bigram_counts_with_a_start(ids, vocab_size):
    return bigram_counts([0, *as_ids(ids, vocab_size)], vocab_size)


@mistake("All tokens that come later are counted. Only the one directly after counts.")
def bigram_counts_of_all_later_tokens(ids, vocab_size):
    ids = as_ids(ids, vocab_size)
    counts = np.zeros((vocab_size, vocab_size), dtype=np.int64)
    for before, after in itertools.combinations(ids, 2):
        counts[before, after] += 1
    return counts


@mistake("Single tokens are counted. Count pairs of neighbours, in a table of shape (V, V).")
def bigram_counts_of_single_tokens(ids, vocab_size):
    return np.bincount(as_ids(ids, vocab_size), minlength=vocab_size)


@mistake("The rows are divided by their sums: these are probabilities. Return the counts; dividing comes next.")
def bigram_counts_as_probabilities(ids, vocab_size):
    counts = bigram_counts(ids, vocab_size)
    return counts / np.maximum(1, counts.sum(axis=1, keepdims=True))


@mistake("Every count is one too high: the table starts from ones. Start from zeros, smoothing comes later.")
def bigram_counts_starting_from_ones(ids, vocab_size):
    return bigram_counts(ids, vocab_size) + 1


@mistake(
    "The ids are compared with vocab_size by >, so that an id equal to it slips through to an IndexError. The largest id is "
    "vocab_size - 1.",
    example=([0, 3], 3),
)
def bigram_counts_allowing_the_size_as_id(ids, vocab_size):
    ids = as_ids(ids, vocab_size + 1)
    counts = np.zeros((vocab_size, vocab_size), dtype=np.int64)
    np.add.at(counts, (ids[:-1], ids[1:]), 1)
    return counts


# Other right answers


@alternative
def bigram_counts_in_a_loop(ids, vocab_size):
    if any(not 0 <= token < vocab_size for token in ids):
        raise ValueError("ids")
    counts = np.zeros((vocab_size, vocab_size), dtype=int)
    for before, after in itertools.pairwise(ids):
        counts[before, after] += 1
    return counts


@alternative
def bigram_counts_with_bincount(ids, vocab_size):
    ids = as_ids(ids, vocab_size)
    cells = ids[:-1] * vocab_size + ids[1:]
    return np.bincount(cells, minlength=vocab_size**2).reshape(vocab_size, vocab_size)


@alternative
def bigram_counts_with_one_hot_rows(ids, vocab_size):
    one_hot = np.eye(vocab_size, dtype=np.int32)[as_ids(ids, vocab_size)]
    return one_hot[:-1].T @ one_hot[1:]


@alternative
def bigram_counts_with_a_sparse_matrix(ids, vocab_size):
    ids = as_ids(ids, vocab_size)
    ones = np.ones(max(0, ids.size - 1), dtype=np.int64)
    return sparse.coo_array((ones, (ids[:-1], ids[1:])), shape=(vocab_size, vocab_size)).toarray()
