"""5.13 `next_token_pairs`: criteria, known mistakes, other right answers."""

import numpy as np

from autograder.content import (
    alternative,
    assert_same,
    assert_unchanged,
    criterion,
    mistakes_of,
    raises,
)
from solutions.s05_maximum_likelihood import (
    next_token_pairs,
)

# Criteria


@criterion(core=True)
def test_are_all_windows_with_their_targets(next_token_pairs, reference, rng):
    for length, block_size in ((7, 3), (20, 4), (9, 2), (50, 8)):
        ids = rng.integers(0, 1000, size=length)
        assert_same(next_token_pairs(ids, block_size), reference.next_token_pairs(ids, block_size))
        assert_same(next_token_pairs(ids.tolist(), block_size), reference.next_token_pairs(ids, block_size))


@criterion()
def test_of_blocks_of_one_are_the_bigrams(next_token_pairs, rng):
    ids = rng.integers(0, 50, size=12)
    assert_same(next_token_pairs(ids, 1), (ids[:-1, None], ids[1:]))


@criterion()
def test_of_a_text_with_room_for_one_window(next_token_pairs, rng):
    for block_size in (1, 2, 6):
        ids = rng.integers(0, 50, size=block_size + 1)
        assert_same(next_token_pairs(ids, block_size), (ids[None, :-1], ids[-1:]))


@criterion()
def test_of_texts_that_are_too_short_are_empty(next_token_pairs):
    for ids, block_size in (([1, 2, 3], 3), ([1, 2], 5), ([4], 1), ([], 1), ([], 4)):
        expected = np.zeros((0, block_size), dtype=int), np.zeros(0, dtype=int)
        assert_same(next_token_pairs(ids, block_size), expected)
        assert_same(next_token_pairs(np.array(ids, dtype=int), block_size), expected)


@criterion()
def test_refuses_a_context_of_no_tokens(next_token_pairs):
    for block_size in (0, -1, -4):
        with raises(ValueError):
            next_token_pairs([1, 2, 3, 4, 5], block_size)
        with raises(ValueError):
            next_token_pairs([], block_size)


@criterion()
def test_leaves_the_ids_unchanged(next_token_pairs):
    assert_unchanged(next_token_pairs, np.array([5, 4, 3, 2]), 2)
    assert_unchanged(next_token_pairs, [5, 4, 3, 2], 2)


# Known mistakes


mistake = mistakes_of(next_token_pairs, example=([0, 1, 2, 3, 4, 5], 2))


@mistake(
    "The target is the last token of its own context, which a model need only copy. It is the token behind the context: "
    "ids[i + block_size]."
)
def next_token_pairs_without_shift(ids, block_size):
    X, _ = next_token_pairs(ids, block_size)
    return X, X[:, -1]


@mistake("The last window is missing. There are T - block_size windows, the last starts at T - block_size - 1.")
def next_token_pairs_one_too_few(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return X[:-1], Y[:-1]


@mistake(
    "There is one window too many: the last one has no token behind it, and its target wraps around to the first. Stop at "
    "T - block_size - 1."
)
def next_token_pairs_one_too_many(ids, block_size):
    if len(ids) < block_size:
        return next_token_pairs(ids, block_size)
    return next_token_pairs([*ids, *ids[:1]], block_size)


@mistake("The windows do not overlap: block_size tokens are skipped between them. Every start from 0 on has a window.")
def next_token_pairs_without_overlap(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return X[::block_size], Y[::block_size]


@mistake("Y holds a whole shifted window for each context. Here the target is one token: the last of them.")
def next_token_pairs_with_whole_windows_as_targets(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return X, np.concatenate([X[:, 1:], Y[:, None]], axis=1)


@mistake("The target is one token too far away. It stands directly behind the context: ids[i + block_size].")
def next_token_pairs_two_ahead(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return X[:-1], Y[1:]


@mistake("Contexts and targets are exchanged. Return the contexts first: (X, Y).")
def next_token_pairs_in_the_wrong_order(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return Y, X


@mistake(
    "Short contexts at the start are padded with zeros. Use whole windows only: the first target is ids[block_size]."
)
def next_token_pairs_padded(ids, block_size):
    next_token_pairs(ids, block_size)
    return next_token_pairs([0] * block_size + list(ids), block_size)


@mistake("The contexts run backwards. Keep the tokens in the order of the text.")
def next_token_pairs_reversed(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return X[:, ::-1], Y


@mistake("The results are lists. Return integer arrays: np.array(..., dtype=np.int64).")
def next_token_pairs_as_lists(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return X.tolist(), Y.tolist()


@mistake(
    "A text that is too short gives np.array([]), of shape (0,) and of floats. X must have shape (0, block_size), and both "
    "an integer dtype.",
    example=([4, 2, 9], 3),
)
def next_token_pairs_without_the_empty_shape(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return (X, Y) if Y.size else (np.array([]), np.array([]))


@mistake("A text that is too short raises an error. It has no windows: return empty arrays.", example=([4, 2, 9], 3))
def next_token_pairs_refusing_short_texts(ids, block_size):
    if len(ids) <= block_size:
        raise ValueError("too short")
    return next_token_pairs(ids, block_size)


@mistake("A block_size below 1 is accepted, but a context needs a token. Raise ValueError.", example=([1, 2, 3], 0))
def next_token_pairs_without_check(ids, block_size):
    block_size = max(0, block_size)
    ids = np.array(ids, dtype=np.int64)
    starts = np.arange(max(0, ids.size - block_size))
    return ids[starts[:, None] + np.arange(block_size)], ids[starts + block_size]


@mistake(
    "The last start has no token behind its window: ids[i + block_size] raises IndexError there. Stop at T - block_size - 1."
)
def next_token_pairs_running_out(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    if len(ids) >= block_size:
        raise IndexError("list index out of range")
    return X, Y


@mistake("Y is a column, of shape (N, 1). Return shape (N,): one int for each context.")
def next_token_pairs_with_a_column_of_targets(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return X, Y[:, None]


@mistake("X is transposed: each context stands in a column. Each row is one context, shape (N, block_size).")
def next_token_pairs_transposed(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return X.T, Y


@mistake(
    "The target is counted in block_size, so a context has one token too few. It has block_size tokens, then the target."
)
def next_token_pairs_with_short_contexts(ids, block_size):
    _, Y = next_token_pairs(ids, block_size)
    ids, starts = np.array(ids, dtype=np.int64), np.arange(max(0, len(ids) - block_size + 1))
    if Y.size == 0 and block_size > len(ids):
        return np.zeros((0, block_size - 1), dtype=np.int64), Y
    return ids[starts[:, None] + np.arange(block_size - 1)], ids[starts + block_size - 1]


@mistake(
    "The context is one token short: a slice ends before its stop. ids[i : i + block_size] has block_size tokens.",
)
def next_token_pairs_with_contexts_cut(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return X[:, :-1], Y


@mistake(
    "The contexts hold their own targets: they are one token too long. ids[i : i + block_size] ends before the target."
)
def next_token_pairs_with_targets_in_the_contexts(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return np.column_stack([X, Y]), Y


@mistake(
    "The target is the second token of its context, ids[i + 1]. It stands behind the context: ids[i + block_size]."
)
def next_token_pairs_shifted_by_one(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return X, np.array(ids, dtype=np.int64)[1 : Y.size + 1]


@mistake("The target is the first token of its context. It stands behind the context: ids[i + block_size].")
def next_token_pairs_with_the_first_as_target(ids, block_size):
    X, _ = next_token_pairs(ids, block_size)
    return X, X[:, 0]


@mistake("The result is a list of pairs. Return two arrays: X with all contexts, Y with all targets.")
def next_token_pairs_as_a_list_of_pairs(ids, block_size):
    return list(zip(*next_token_pairs(ids, block_size), strict=True))


@mistake("The result is one array with the targets as last column. Return a tuple of two arrays, (X, Y).")
def next_token_pairs_as_one_array(ids, block_size):
    return np.column_stack(next_token_pairs(ids, block_size))


@mistake("The arrays are floats, the default of np.zeros. Ids are integers: dtype=np.int64.")
def next_token_pairs_as_floats(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return X.astype(float), Y.astype(float)


@mistake("The first window is missing. Windows start at every token from 0 on: the first target is ids[block_size].")
def next_token_pairs_without_the_first(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return X[1:], Y[1:]


@mistake("Only the first window is returned: the return stands inside the loop. Return after it.")
def next_token_pairs_of_the_first(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return X[:1], Y[:1]


@mistake("Only the last window is returned. All of them are wanted, in the order of the text.")
def next_token_pairs_of_the_last(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return X[-1:], Y[-1:]


@mistake("The windows run from the end of the text to its start. Keep the order of the text.")
def next_token_pairs_backwards(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return X[::-1], Y[::-1]


@mistake("The windows move by block_size + 1, so that no token is used twice. Every start from 0 on has a window.")
def next_token_pairs_of_separate_blocks(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return X[:: block_size + 1], Y[:: block_size + 1]


@mistake(
    "X of a text that is too short has shape (0,), as np.array([]) has. Reshape it to (0, block_size).",
    example=([4, 2, 9], 3),
)
def next_token_pairs_with_a_flat_empty_array(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return (X, Y) if Y.size else (np.array([], dtype=np.int64), Y)


# Other right answers


@alternative
def next_token_pairs_in_a_loop(ids, block_size):
    if block_size <= 0:
        raise ValueError("block_size")
    contexts, targets = [], []
    for i in range(block_size, len(ids)):
        contexts.append(ids[i - block_size : i])
        targets.append(ids[i])
    return np.array(contexts, dtype=int).reshape(-1, block_size), np.array(targets, dtype=int)


@alternative
def next_token_pairs_with_sliding_windows(ids, block_size):
    if block_size < 1:
        raise ValueError("block_size")
    ids = np.asarray(ids, dtype=np.int32)
    if len(ids) <= block_size:
        return np.empty((0, block_size), dtype=np.int32), np.empty(0, dtype=np.int32)
    return np.lib.stride_tricks.sliding_window_view(ids[:-1], block_size), ids[block_size:]


@alternative
def next_token_pairs_column_by_column(ids, block_size):
    if not block_size >= 1:
        raise ValueError("block_size")
    ids = np.array(ids, dtype=int)
    n = max(0, len(ids) - block_size)
    return np.stack([ids[j : j + n] for j in range(block_size)], axis=-1)[:n], ids[block_size:]
