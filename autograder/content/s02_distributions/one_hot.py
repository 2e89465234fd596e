"""2.5 `one_hot`: criteria, known mistakes, other right answers."""

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from solutions.s02_distributions import one_hot

# Criteria


@criterion(core=True)
def test_lights_one_entry_of_each_row(one_hot, reference, rng):
    for size, vocabulary in ((2, 4), (5, 3), (4, 9), (30, 7), (3, 3)):
        # The last token is always there: what becomes of columns without one is asked elsewhere.
        ids = rng.permutation([vocabulary - 1, *rng.integers(vocabulary, size=size - 1)])
        expected = reference.one_hot(ids, vocabulary)
        assert_close(one_hot(ids, vocabulary), expected)


@criterion()
def test_has_a_column_for_every_token_that_there_is(one_hot):
    assert_close(one_hot([0, 0], 5), np.array([[1.0, 0, 0, 0, 0], [1.0, 0, 0, 0, 0]]))
    assert_close(one_hot([0], 1), np.array([[1.0]]))


@criterion()
def test_refuses_ids_outside_the_vocabulary(one_hot):
    for ids in ([-1], [0, 2, -1], [3], [0, 3, 1], [-3, 0], [7]):
        with raises(ValueError):
            one_hot(ids, 3)
    # -100 is inside a vocabulary of 120 if it counts from the end.
    with raises(ValueError):
        one_hot([5, -100], 120)


@criterion()
def test_of_no_ids_has_no_rows_but_all_columns(one_hot):
    assert_close(one_hot([], 4), np.zeros((0, 4)))
    assert_close(one_hot(np.zeros(0, dtype=int), 7), np.zeros((0, 7)))


@criterion()
def test_takes_lists(one_hot):
    assert_close(one_hot([2, 0], 3), np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]))


@criterion()
def test_leaves_its_arguments_unchanged(one_hot, rng):
    ids = rng.integers(4, size=6)
    assert_unchanged(one_hot, ids, 4)
    assert_unchanged(one_hot, ids.tolist(), 4)


# Known mistakes


mistake = mistakes_of(one_hot, example=([0, 2], 3))


@mistake(
    "The id -1 lights the last column: numpy counts negative indices from the end. Raise ValueError for ids below 0.",
    example=([-1], 3),
)
def one_hot_of_negative_ids(ids, vocab_size):
    ids = np.asarray(ids, dtype=int)
    if np.any((ids < -vocab_size) | (ids >= vocab_size)):
        raise ValueError("ids")
    return one_hot(ids % vocab_size, vocab_size)


@mistake("Rows and columns are exchanged. Each id has a row, each token of the vocabulary a column: shape (N, V).")
def one_hot_transposed(ids, vocab_size):
    return one_hot(ids, vocab_size).T


@mistake("The entries are whole numbers or booleans. Return floats, since the rows are probabilities: dtype=float.")
def one_hot_of_ints(ids, vocab_size):
    return one_hot(ids, vocab_size).astype(int)


@mistake(
    "The number of columns follows from the ids that occur. It is vocab_size, also if the last tokens do not occur.",
    example=([0, 1], 4),
)
def one_hot_without_unused_columns(ids, vocab_size):
    return one_hot(ids, vocab_size)[:, : max(ids, default=-1) + 1]


@mistake("All ids light up in a single row. Each id has a row of its own: the result has shape (N, V).")
def one_hot_in_a_single_row(ids, vocab_size):
    return one_hot(ids, vocab_size).sum(axis=0)


@mistake("out[:, ids] = 1 lights all ids in every row. Pair row n with ids[n]: out[np.arange(N), ids] = 1.")
def one_hot_lighting_all_ids_everywhere(ids, vocab_size):
    rows = one_hot(ids, vocab_size)
    rows[:, np.asarray(ids, dtype=int)] = 1.0
    return rows


@mistake("The ids are counted from 1: id 1 lights the first column. Token ids start at 0.")
def one_hot_counting_from_one(ids, vocab_size):
    return np.roll(one_hot(ids, vocab_size), -1, axis=1)


@mistake(
    "Rows are sorted by id or repeated ids are dropped. Row n belongs to ids[n], in the order given.",
    example=([2, 0, 2], 3),
)
def one_hot_of_unique_ids(ids, vocab_size):
    return one_hot(np.unique(np.asarray(ids)), vocab_size)


@mistake(
    "An id that is not below vocab_size gives a row of zeros, or an IndexError. Raise ValueError for it.",
    example=([3], 3),
)
def one_hot_of_ids_past_the_end(ids, vocab_size):
    ids = np.asarray(ids)
    if np.any(ids < 0):
        raise ValueError("ids")
    return (ids[:, np.newaxis] == np.arange(vocab_size)).astype(float)


@mistake(
    "ids that are too large raise IndexError, numpy's own. Check before, and raise ValueError for ids outside 0 to V - 1.",
    example=([3], 3),
)
def one_hot_with_an_index_error(ids, vocab_size):
    ids = np.asarray(ids, dtype=int)
    if np.any(ids < 0):
        raise ValueError("ids")
    return np.eye(vocab_size)[ids]


@mistake(
    "An empty list of ids fails: there is no min and no max of nothing. The result has shape (0, V).", example=([], 3)
)
def one_hot_without_empty_ids(ids, vocab_size):
    if min(ids) < 0:
        raise ValueError("ids")
    return one_hot(ids, vocab_size)


@mistake(
    "An empty list of ids becomes an array of floats, which numpy does not take as an index. Make the ids an array with "
    "dtype=int.",
    example=([], 3),
)
def one_hot_with_an_index_of_floats(ids, vocab_size):
    one_hot(ids, vocab_size)
    return np.eye(vocab_size)[np.asarray(ids)]


@mistake(
    "No ids give an array without columns. There are V columns, also if there is no row: shape (0, V).", example=([], 3)
)
def one_hot_of_nothing_without_columns(ids, vocab_size):
    return one_hot(ids, vocab_size) if len(ids) else np.zeros(0)


@mistake("Token 0 is taken for padding and gets a row of zeros. It is a token like any other: light its column.")
def one_hot_with_padding(ids, vocab_size):
    rows = one_hot(ids, vocab_size)
    rows[:, 0] = 0
    return rows


@mistake("The id itself stands in the row. Write a 1 there: the column says which token it is.")
def one_hot_of_the_ids_themselves(ids, vocab_size):
    return one_hot(ids, vocab_size) * np.arange(vocab_size)


@mistake("Ones and zeros are exchanged. The 1 stands at the id, zeros elsewhere.")
def one_hot_turned_round(ids, vocab_size):
    return 1 - one_hot(ids, vocab_size)


@mistake("All columns up to the id are lit, as for grades in order. Light the one of the id only.")
def one_hot_up_to_the_id(ids, vocab_size):
    return one_hot(ids, vocab_size)[:, ::-1].cumsum(axis=1)[:, ::-1]


@mistake("All columns from the id on are lit, a cdf. Light the one of the id only.")
def one_hot_from_the_id_on(ids, vocab_size):
    return one_hot(ids, vocab_size).cumsum(axis=1)


@mistake("The columns are in reverse order. Token 0 has the first column.")
def one_hot_reversed(ids, vocab_size):
    return one_hot(ids, vocab_size)[:, ::-1]


@mistake("There is a column too many. Tokens are counted from 0, so V columns are enough.")
def one_hot_with_a_column_too_many(ids, vocab_size):
    return np.pad(one_hot(ids, vocab_size), ((0, 0), (0, 1)))


@mistake("The last column is missing, as if V - 1 were how many tokens there are. Token V - 1 needs one, too.")
def one_hot_without_the_last_column(ids, vocab_size):
    return one_hot(ids, vocab_size)[:, :-1]


@mistake("The rows are smoothed, so that other tokens get something, too. Here each row is certain of its id.")
def one_hot_smoothed(ids, vocab_size):
    return 0.9 * one_hot(ids, vocab_size) + 0.1 / vocab_size


@mistake("The first rows of the identity are returned, whatever the ids are. Take the rows of the ids: np.eye(V)[ids].")
def one_hot_as_the_identity(ids, vocab_size):
    return np.eye(one_hot(ids, vocab_size).shape[0], vocab_size)


@mistake("The ids are sorted first. Row n belongs to ids[n], in the order given.", example=([2, 0, 1, 2], 4))
def one_hot_of_sorted_ids(ids, vocab_size):
    return one_hot(np.sort(np.asarray(ids)), vocab_size)


@mistake("The rows come in reverse order. Row n belongs to ids[n].", example=([2, 0, 1, 2], 4))
def one_hot_of_reversed_ids(ids, vocab_size):
    return one_hot(ids, vocab_size)[::-1]


@mistake("The first id is left out. Each id has a row, the first one as well.")
def one_hot_without_the_first(ids, vocab_size):
    return one_hot(ids, vocab_size)[1:]


@mistake("The last id is left out. Each id has a row, the last one as well.")
def one_hot_without_the_last(ids, vocab_size):
    return one_hot(ids, vocab_size)[:-1]


@mistake("The rows stand in a single flat array. The result has shape (N, V).")
def one_hot_flat(ids, vocab_size):
    return one_hot(ids, vocab_size).ravel()


@mistake("The entries are divided by the number of ids, so all rows together sum to 1. Each row does by itself.")
def one_hot_divided_by_the_number_of_ids(ids, vocab_size):
    return one_hot(ids, vocab_size) / max(len(ids), 1)


@mistake(
    "The ids are counted along the rows, as in running totals. Each row knows only its own id.",
    example=([2, 0, 1, 2], 4),
)
def one_hot_as_running_counts(ids, vocab_size):
    return one_hot(ids, vocab_size).cumsum(axis=0)


@mistake("The rows come in lists. Return a numpy array.")
def one_hot_as_lists(ids, vocab_size):
    return one_hot(ids, vocab_size).tolist()


@mistake("Ids outside of the vocabulary are moved to its ends. They are a bug: raise ValueError.", example=([0, 5], 3))
def one_hot_clipping_ids(ids, vocab_size):
    return one_hot(np.clip(np.asarray(ids, dtype=int), 0, vocab_size - 1), vocab_size)


@mistake(
    "Ids outside of the vocabulary are wrapped round by a remainder. They are a bug: raise ValueError.",
    example=([0, 5], 3),
)
def one_hot_wrapping_ids(ids, vocab_size):
    return one_hot(np.asarray(ids, dtype=int) % vocab_size, vocab_size)


# Other right answers


@alternative
def one_hot_from_zeros(ids, vocab_size):
    ids = np.array(ids, dtype=int)
    if ids.size and (ids.min() < 0 or ids.max() >= vocab_size):
        raise ValueError("ids")
    rows = np.zeros((ids.size, vocab_size))
    rows[np.arange(ids.size), ids] = 1
    return rows


@alternative
def one_hot_in_a_loop(ids, vocab_size):
    rows = np.zeros((len(ids), vocab_size))
    for row, token in zip(rows, ids, strict=True):
        if token not in range(vocab_size):
            raise ValueError(f"{token} is no token")
        row[token] = 1.0
    return rows


@alternative
def one_hot_from_the_identity(ids, vocab_size):
    ids = np.asarray(ids, dtype=np.int64)
    if not np.isin(ids, np.arange(vocab_size)).all():
        raise ValueError("ids")
    return np.eye(vocab_size)[ids]
