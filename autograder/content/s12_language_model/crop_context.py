"""12.6 `crop_context`: criteria, known mistakes, other right answers."""

from collections import deque

import numpy as np

from autograder.content import alternative, assert_same, assert_unchanged, criterion, mistakes_of, raises
from solutions.s12_language_model import crop_context

# Criteria


@criterion(core=True)
def test_keeps_the_last_ids(crop_context, rng):
    for size, block_size in ((9, 4), (12, 1), (30, 29)):
        ids = rng.integers(0, 99, size=size).tolist()
        assert_same(crop_context(ids, block_size), ids[size - block_size :])
        assert_same(crop_context(ids, size), ids)
        assert_same(crop_context(ids, size + 1), ids)


@criterion()
def test_of_an_empty_text_is_empty(crop_context):
    assert_same(crop_context([], 3), [])


@criterion()
def test_makes_a_list_of_ints_of_an_array(crop_context):
    assert_same(crop_context(np.array([7, 8, 9]), 2), [8, 9])
    assert_same(crop_context(np.array([7, 8], dtype=np.uint8), 5), [7, 8])


@criterion()
def test_refuses_a_block_without_places(crop_context):
    for block_size in (0, -1, -2, -9):
        with raises(ValueError):
            crop_context([1, 2, 3], block_size)


@criterion()
def test_leaves_its_argument_unchanged(crop_context):
    assert_unchanged(crop_context, [4, 5, 6, 7], 2)
    assert_unchanged(crop_context, np.array([4, 5, 6, 7]), 9)


# Known mistakes

mistake = mistakes_of(crop_context, example=([5, 6, 7, 8, 9], 3))

crop_context_of_the_first = mistake.change(
    "ids[-block_size:]", "ids[:block_size]", "The first ids are kept. The last ones are nearest to what comes next."
)
crop_context_without_the_last = mistake.change(
    "ids[-block_size:]", "ids[-block_size - 1 : -1]", "The last id is dropped, the one that counts most."
)
crop_context_one_too_many = mistake.change("ids[-block_size:]", "ids[-block_size - 1 :]", "One id too many is kept.")
crop_context_one_too_few = mistake.change(
    "ids[-block_size:]", "ids[len(ids) - min(block_size - 1, len(ids)) :]", "One id too few is kept."
)
crop_context_reversed = mistake.change(
    "ids[-block_size:]", "ids[: -block_size - 1 : -1]", "The ids stand in reverse order."
)
crop_context_of_all = mistake.change("ids[-block_size:]", "ids", "Nothing is cropped.")
crop_context_drops_so_many = mistake.change(
    "ids[-block_size:]", "ids[block_size:]", "block_size ids are dropped. So many are kept."
)
crop_context_in_blocks = mistake.change(
    "ids[-block_size:]",
    "ids[max(len(ids) - 1, 0) // block_size * block_size :]",
    "The text is cut into blocks, and the last may be short. Keep the last block_size ids.",
    example=([4, 5, 6, 7, 8, 9, 10], 3),
)
crop_context_of_no_places = mistake.change(
    "if block_size < 1:",
    "if block_size < 0:",
    "block_size 0 keeps everything, since ids[-0:] is ids[0:]. Raise ValueError.",
    example=([5, 6, 7, 8], 0),
)
crop_context_of_negative_places = mistake.change(
    "if block_size < 1:",
    "if block_size == 0:",
    "A negative block_size is accepted. Raise ValueError.",
    example=([5, 6, 7, 8], -2),
)


@mistake("A short text is filled up. It stays as it is.", example=([5, 6], 4))
def crop_context_filled_up(ids, block_size):
    cropped = crop_context(ids, block_size)
    return [0] * (block_size - len(cropped)) + cropped


@mistake("A text that is shorter than the block is an error here. It is kept as it is.", example=([5, 6], 4))
def crop_context_strict(ids, block_size):
    cropped = crop_context(ids, block_size)
    if len(ids) < block_size:
        raise ValueError("the text is shorter than the block")
    return cropped


@mistake("The result is an array. A list of ints is wanted.")
def crop_context_as_an_array(ids, block_size):
    return np.array(crop_context(ids, block_size), dtype=int)


@mistake("An array is only sliced, and stays an array. Make a new list.", example=(np.array([5, 6, 7, 8]), 3))
def crop_context_sliced(ids, block_size):
    crop_context(ids, block_size)
    return ids[-block_size:]


@mistake("The result is right, but the caller's list was cropped, too. Make a new one.")
def crop_context_in_place(ids, block_size):
    cropped = crop_context(ids, block_size)
    if isinstance(ids, list):
        del ids[:-block_size]
    return cropped


LONG = ([5, 9, 6, 7, 8, 4], 4)

crop_context_without_what_is_kept = mistake.change(
    "ids[-block_size:]", "ids[:-block_size]", "What stands before the last block_size ids is returned. These are kept."
)
crop_context_with_the_beginning = mistake.change(
    "ids[-block_size:]",
    "(ids if len(ids) <= block_size else [ids[0], *ids[len(ids) - block_size + 1 :]])",
    "The first id is kept besides the last ones. Only the last block_size ids are.",
    example=LONG,
)
crop_context_with_negative_places = mistake.change(
    "ids[-block_size:]",
    "ids[len(ids) - block_size :]",
    "For a short text len(ids) - block_size is negative, and ids are lost. ids[-block_size:] keeps all of them.",
    example=([5, 6, 7], 5),
)
crop_context_dropping_one = mistake.change(
    "ids[-block_size:]",
    "(ids[1:] if len(ids) > block_size else ids)",
    "Only one id is dropped, however long the text is. Keep the last block_size.",
    example=LONG,
)
crop_context_leaving_room = mistake.change(
    "ids[-block_size:]",
    "(ids if len(ids) <= block_size else ids[len(ids) - block_size + 1 :])",
    "In a longer text a place is left free for the next id. Keep all block_size of them.",
    example=LONG,
)
crop_context_of_one_id = mistake.change(
    "[int(token) for token in ids[-block_size:]]",
    "int(ids[-block_size])",
    "A single id is returned: ids[-block_size] is no slice. Put a colon behind it.",
)
crop_context_sorted = mistake.change(
    "ids[-block_size:]",
    "sorted(ids)[-block_size:]",
    "The ids are sorted, and the largest kept. Keep the last ones, in their order.",
    example=LONG,
)
crop_context_of_a_set = mistake.change(
    "ids[-block_size:]",
    "list(dict.fromkeys(np.asarray(ids).tolist()))[-block_size:]",
    "Ids that come again are merged. Each of them takes a place.",
    example=([5, 6, 5, 7, 6, 8], 5),
)
crop_context_as_a_tuple = mistake.change(
    "[int(token) for token in ids[-block_size:]]",
    "tuple(int(token) for token in ids[-block_size:])",
    "The result is a tuple. A list of ints is wanted.",
)
crop_context_of_blocks = mistake.change(
    "return [int(token) for token in ids[-block_size:]]",
    "ids = [int(token) for token in ids]\n    return [ids[i : i + block_size] for i in range(0, len(ids), block_size)]",
    "The text is cut into all its blocks. Only the last block_size ids are wanted.",
)
crop_context_of_the_middle = mistake.change(
    "ids[-block_size:]",
    "ids[max(0, (len(ids) - block_size) // 2) :][:block_size]",
    "The middle of the text is kept. Keep its end.",
    example=LONG,
)
crop_context_with_steps = mistake.change(
    "ids[-block_size:]",
    "ids[::-block_size]",
    "Every block_size-th id is taken, from the end. The colon comes last.",
    example=LONG,
)


@mistake("An empty text is refused. It stays empty.", example=([], 3))
def crop_context_refusing_an_empty_text(ids, block_size):
    if len(ids) == 0:
        raise ValueError("ids must not be empty")
    return crop_context(ids, block_size)


# Other right answers


@alternative
def crop_context_in_a_loop(ids, block_size):
    if block_size <= 0:
        raise ValueError("block_size")
    return [int(ids[i]) for i in range(max(0, len(ids) - block_size), len(ids))]


@alternative
def crop_context_with_a_deque(ids, block_size):
    if not block_size >= 1:
        raise ValueError("block_size")
    return [int(token) for token in deque(ids, maxlen=block_size)]


@alternative
def crop_context_by_dropping(ids, block_size):
    if block_size < 1:
        raise ValueError("block_size")
    kept = np.asarray(ids, dtype=int).tolist()
    while len(kept) > block_size:
        kept.pop(0)
    return kept
