"""12.2 `embed`: criteria, known mistakes, other right answers."""

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from solutions.s12_language_model import embed

# Criteria


@criterion(core=True)
def test_adds_the_row_of_the_place_to_the_row_of_the_word(embed, reference, rng):
    for size, vocab_size, longest, d in ((4, 7, 9, 3), (6, 3, 6, 5), (1, 4, 8, 2)):
        words, places = rng.normal(size=(vocab_size, d)), rng.normal(size=(longest, d))
        ids = rng.integers(0, vocab_size, size=size)
        expected = reference.embed(ids, words, places)
        assert_close(embed(ids, words, places), expected)
        assert_close(embed(ids.tolist(), words.tolist(), places.tolist()), expected)


@criterion()
def test_tells_the_same_words_in_another_order_apart(embed, rng):
    words, places = rng.normal(size=(3, 4)), rng.normal(size=(5, 4))
    assert_close(embed([2, 1, 2], words, places), words[[2, 1, 2]] + places[:3])
    assert_close(embed([1, 2, 2], words, places), words[[1, 2, 2]] + places[:3])


@criterion()
def test_takes_a_text_that_fills_all_places(embed, rng):
    words, places = rng.normal(size=(2, 3)), rng.normal(size=(4, 3))
    assert_close(embed([0, 1, 1, 0], words, places), words[[0, 1, 1, 0]] + places)


@criterion()
def test_refuses_a_text_with_more_tokens_than_places(embed):
    for ids in ([0, 1, 0], [0] * 9):
        with raises(ValueError):
            embed(ids, np.ones((2, 3)), np.ones((2, 3)))


@criterion()
def test_refuses_ids_that_are_none(embed):
    for ids in ([-1], [0, -3], [3], [0, 99]):
        with raises(ValueError):
            embed(ids, np.ones((3, 2)), np.ones((4, 2)))


@criterion()
def test_takes_ints_and_single_precision(embed):
    assert_close(embed([1], [[1, 2], [3, 4]], [[5, 6], [7, 8]]), np.array([[8.0, 10.0]]))
    words = np.array([[0.5, 1.5], [2.5, 3.5]], dtype=np.float32)
    assert_close(embed(np.array([1, 0], dtype=np.uint8), words, words), np.array([[3.0, 5.0], [3.0, 5.0]]), rtol=1e-6)


@criterion()
def test_leaves_its_arguments_unchanged(embed, rng):
    assert_unchanged(embed, np.array([1, 0]), rng.normal(size=(3, 2)), rng.normal(size=(4, 2)))


# Known mistakes

WORDS = ((0.0, 1.0), (2.0, 3.0), (4.0, 5.0))
PLACES = ((10.0, 20.0), (30.0, 40.0), (50.0, 70.0))

mistake = mistakes_of(embed, example=([2, 0], WORDS, PLACES))


embed_without_places = mistake.change(
    "token_embedding[ids] + positions[: len(ids)]",
    "token_embedding[ids]",
    "The places are not added: the same words in another order look the same.",
)
embed_with_places_from_the_end = mistake.change(
    "positions[: len(ids)]",
    "positions[-len(ids) :]",
    "The places are counted from the end of the table. The first token has row 0.",
)
embed_by_place_alone = mistake.change(
    "token_embedding[ids] + positions", "positions", "This is the row of the place alone. Add the row of the word."
)
embed_with_places_from_one = mistake.change(
    "positions[: len(ids)]",
    "np.roll(positions, -1, axis=0)[: len(ids)]",
    "The places are counted from 1. The first token has row 0.",
)
embed_with_the_first_place_for_all = mistake.change(
    "positions[: len(ids)]", "positions[0]", "All tokens get the row of the first place. Token t has row t."
)
embed_multiplied = mistake.change(
    "token_embedding[ids] + positions", "token_embedding[ids] * positions", "Word and place are multiplied. Add them."
)
embed_subtracted = mistake.change(
    "token_embedding[ids] + positions", "token_embedding[ids] - positions", "The place is subtracted. Add it."
)
embed_scaled = mistake.change(
    "token_embedding[ids] + positions",
    "np.sqrt(token_embedding.shape[1]) * token_embedding[ids] + positions",
    "The rows of the words are multiplied by the root of the width, as the first transformer did. Here they are not.",
)
embed_averaged = mistake.change(
    "token_embedding[ids] + positions[: len(ids)]",
    "(token_embedding[ids] + positions[: len(ids)]) / 2",
    "This is the mean of word and place. Their sum is wanted.",
)
embed_concatenated = mistake.change(
    "token_embedding[ids] + positions[: len(ids)]",
    "np.concatenate([token_embedding[ids], positions[: len(ids)]], axis=1)",
    "Word and place stand side by side, which doubles the width. Add them.",
)
embed_summed_up = mistake.change(
    "token_embedding[ids] + positions[: len(ids)]",
    "(token_embedding[ids] + positions[: len(ids)]).sum(axis=0)",
    "The tokens are added up to one vector. A vector for each token is wanted.",
)
embed_of_negative_ids = mistake.change(
    "ids.min() < 0 or ids.max() >= len(token_embedding)",
    "ids.max() >= len(token_embedding)",
    "A negative id takes a row from the end of the vocabulary. Raise ValueError.",
    example=([-1], WORDS, PLACES),
)
embed_with_an_index_error = mistake.change(
    "ids.min() < 0 or ids.max() >= len(token_embedding)",
    "ids.min() < 0",
    "An id beyond the vocabulary ends in an IndexError. Raise ValueError.",
    example=([3], WORDS, PLACES),
)


@mistake("The row of the place is chosen by the id. It depends on where the token stands.")
def embed_with_the_place_of_the_id(ids, token_embedding, positions):
    embed(ids, token_embedding, positions)
    return (
        np.asarray(token_embedding, dtype=float)[ids]
        + np.asarray(positions, dtype=float)[np.asarray(ids) % len(positions)]
    )


@mistake("An id beyond the vocabulary is taken for the last word. Raise ValueError.", example=([3], WORDS, PLACES))
def embed_clipped(ids, token_embedding, positions):
    ids = np.asarray(ids)
    if ids.max() >= len(token_embedding):
        ids = ids.clip(max=len(token_embedding) - 1)
    return embed(ids, token_embedding, positions)


@mistake(
    "A text that is too long is cropped. Raise ValueError: what is dropped must be decided by the caller.",
    example=([0, 1, 2, 0], WORDS, PLACES),
)
def embed_cropped(ids, token_embedding, positions):
    return embed(ids[-len(positions) :], token_embedding, positions)


@mistake(
    "The vectors are those of ints: places and words are cut off at the point. Use floats.",
    example=([1], ((0.5, 1.0), (2.5, 3.5)), PLACES),
)
def embed_of_ints(ids, token_embedding, positions):
    embed(ids, token_embedding, positions)
    return (np.array(token_embedding).astype(int)[ids] + np.array(positions).astype(int)[: len(ids)]).astype(float)


@mistake(
    "The result is right, but the embedding matrix was changed: += wrote into it.",
    example=([2, 0], np.array(WORDS), np.array(PLACES)),
)
def embed_in_place(ids, token_embedding, positions):
    x = embed(ids, token_embedding, positions)
    if isinstance(token_embedding, np.ndarray) and token_embedding.dtype == float:
        token_embedding[np.asarray(ids)] = x
    return x


TEXT = ([2, 0, 2], WORDS, PLACES)
SQUARE = ([1, 0], ((0.5, 1.0), (2.0, 3.0)), ((10.0, 20.0), (30.0, 40.0)))

embed_with_both_scaled = mistake.change(
    "token_embedding[ids] + positions[: len(ids)]",
    "(token_embedding[ids] + positions[: len(ids)]) * np.sqrt(token_embedding.shape[1])",
    "The sum is multiplied by the root of the width. Return it as it is.",
)
embed_pooled = mistake.change(
    "token_embedding[ids] + positions[: len(ids)]",
    "(token_embedding[ids] + positions[: len(ids)]).mean(axis=0)",
    "The tokens are averaged to one vector. A vector for each token is wanted.",
)
embed_of_the_last_token = mistake.change(
    "token_embedding[ids] + positions[: len(ids)]",
    "(token_embedding[ids] + positions[: len(ids)])[-1]",
    "Only the last token has a vector here. All of them have one.",
)
embed_with_ids_from_one = mistake.change(
    "token_embedding[ids]",
    "token_embedding[ids - 1]",
    "The rows of the words are counted from 1. The id 0 has row 0.",
)
embed_of_a_full_text_refused = mistake.change(
    "len(ids) > len(positions)",
    "len(ids) >= len(positions)",
    "A text that fills all places is refused. Only one that is longer than T_max is.",
    example=TEXT,
)
embed_of_the_transposed_matrix = mistake.change(
    "token_embedding[ids]",
    "token_embedding.T[ids % token_embedding.shape[1], : positions.shape[1]]",
    "A column is taken for a word. Each word has a row: token_embedding[ids].",
    example=SQUARE,
)
embed_with_waves = mistake.change(
    "positions[: len(ids)]",
    "(sinusoidal_positions(len(ids), positions.shape[1]) if positions.shape[1] % 2 == 0 else positions[: len(ids)])",
    "Sinusoidal positions are added, whatever the table says. Take the rows of positions.",
)
embed_with_no_more_tokens_than_words = mistake.change(
    "len(ids) > len(positions)",
    "len(ids) > min(len(positions), len(token_embedding))",
    "A text with more tokens than there are words is refused. Its length is limited by the places alone.",
    example=([1, 0, 1], WORDS[:2], PLACES),
)
embed_with_the_last_place_for_all = mistake.change(
    "positions[: len(ids)]",
    "positions[len(ids) - 1]",
    "All tokens get the row of the last place. Token t has row t.",
)
embed_with_all_places_added = mistake.change(
    "positions[: len(ids)]",
    "positions[: len(ids)].sum(axis=0)",
    "Each token gets the sum of all places. Token t has row t alone.",
)
embed_with_places_added_up = mistake.change(
    "positions[: len(ids)]",
    "np.cumsum(positions[: len(ids)], axis=0)",
    "The rows of earlier places are added, too. Token t has row t alone.",
)
embed_reversed = mistake.change(
    "positions[: len(ids)]",
    "positions[: len(ids)][::-1]",
    "The places run backwards. The first token has row 0.",
)


@mistake(
    "`+=` writes into a row of the matrix: where a word comes again, its earlier places are added, too. Make a new row.",
    example=(TEXT[0], np.array(WORDS), np.array(PLACES)),
)
def embed_into_the_rows(ids, token_embedding, positions):
    embed(ids, token_embedding, positions)
    words, positions = np.asarray(token_embedding, dtype=float), np.asarray(positions, dtype=float)
    rows = []
    for place, token in enumerate(ids):
        row = words[token]
        row += positions[place]
        rows.append(row)
    return np.array(rows)


@mistake(
    "Words that come again are merged, and sorted: np.unique, or a set. Every token of the text has its vector.",
    example=TEXT,
)
def embed_of_a_set(ids, token_embedding, positions):
    embed(ids, token_embedding, positions)
    return embed(sorted(set(np.asarray(ids).tolist())), token_embedding, positions)


@mistake(
    "After the last place it begins anew with the first. Raise ValueError for a text that is too long.",
    example=([0, 1, 2, 0], WORDS, PLACES),
)
def embed_with_places_in_a_circle(ids, token_embedding, positions):
    positions = np.asarray(positions, dtype=float)
    return embed(ids, token_embedding, positions[np.arange(max(len(ids), 1)) % len(positions)])


# Other right answers


def _checked(ids, token_embedding, positions):
    if len(ids) > len(positions):
        raise ValueError("too long")
    if any(not 0 <= token < len(token_embedding) for token in ids):
        raise ValueError("no such id")


@alternative
def embed_in_a_loop(ids, token_embedding, positions):
    _checked(ids, token_embedding, positions)
    return np.array(
        [
            [float(w) + float(p) for w, p in zip(token_embedding[token], positions[place], strict=True)]
            for place, token in enumerate(ids)
        ]
    )


@alternative
def embed_with_one_hot_rows(ids, token_embedding, positions):
    _checked(ids, token_embedding, positions)
    one_hot = np.eye(len(token_embedding))[np.asarray(ids)]
    return one_hot @ np.asarray(token_embedding, dtype=float) + np.asarray(positions, dtype=float)[: len(ids)]


@alternative
def embed_with_take(ids, token_embedding, positions):
    _checked(ids, token_embedding, positions)
    x = np.take(np.array(token_embedding, dtype=float), ids, axis=0)
    x += np.take(np.array(positions, dtype=float), range(len(x)), axis=0)
    return x
