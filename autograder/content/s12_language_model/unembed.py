"""12.4 `unembed`: criteria, known mistakes, other right answers."""

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of
from solutions.s12_language_model import softmax, unembed

# Criteria


@criterion(core=True)
def test_scores_each_word_at_each_place(unembed, reference, rng):
    for size, vocab_size, d in ((4, 7, 3), (2, 3, 5), (6, 2, 4)):
        hidden, words = rng.normal(size=(size, d)), rng.normal(size=(vocab_size, d))
        expected = reference.unembed(hidden, words)
        assert_close(unembed(hidden, words), expected)
        assert_close(unembed(hidden.tolist(), words.tolist()), expected)


@criterion()
def test_keeps_the_axis_of_a_single_token(unembed, rng):
    hidden, words = rng.normal(size=(1, 3)), rng.normal(size=(5, 3))
    assert_close(unembed(hidden, words), hidden @ words.T)


@criterion()
def test_of_square_arrays(unembed, rng):
    # With T = V = d no product with the wrong axis fails by its shape.
    hidden, words = rng.normal(size=(3, 3)), rng.normal(size=(3, 3))
    assert_close(unembed(hidden, words), hidden @ words.T)


@criterion()
def test_takes_ints_and_single_precision(unembed):
    assert_close(unembed([[1, 2]], [[3, 4], [5, 6]]), np.array([[11.0, 17.0]]))
    hidden = np.array([[0.5, 2.0]], dtype=np.float32)
    assert_close(unembed(hidden, hidden), np.array([[4.25]]), rtol=1e-6)


@criterion()
def test_leaves_its_arguments_unchanged(unembed, rng):
    assert_unchanged(unembed, rng.normal(size=(2, 3)), rng.normal(size=(4, 3)))


# Known mistakes

HIDDEN = ((1.0, 0.0), (0.0, 2.0))
WORDS = ((0.0, 1.0), (2.0, 3.0), (4.0, 5.0))

mistake = mistakes_of(unembed, example=(HIDDEN, WORDS))


@mistake("Only the last row is returned. Row t scores the word after token t; all are wanted.")
def unembed_the_last(hidden, token_embedding):
    return unembed(hidden, token_embedding)[-1]


@mistake("Only the last row is returned, as an array of one row. All rows are wanted.")
def unembed_the_last_as_a_row(hidden, token_embedding):
    return unembed(hidden, token_embedding)[-1:]


@mistake("These are probabilities. Logits are wanted: leave out the softmax.")
def unembed_with_softmax(hidden, token_embedding):
    return softmax(unembed(hidden, token_embedding))


@mistake("These are log-probabilities. Logits are wanted, as they come.")
def unembed_with_log_softmax(hidden, token_embedding):
    return np.log(softmax(unembed(hidden, token_embedding)))


@mistake("The result is transposed. A row for each token, a column for each word.")
def unembed_transposed(hidden, token_embedding):
    return unembed(hidden, token_embedding).T


@mistake(
    "The embedding is not transposed. Each vector meets the rows of the matrix.",
    example=(((1.0, 0.0), (0.0, 2.0)), ((0.0, 1.0), (2.0, 3.0))),
)
def unembed_without_transposing(hidden, token_embedding):
    return np.asarray(hidden, dtype=float) @ np.asarray(token_embedding, dtype=float)


@mistake("The scores are divided by the root of the width. That belongs to attention, not here.")
def unembed_scaled(hidden, token_embedding):
    return unembed(hidden, token_embedding) / np.sqrt(np.shape(hidden)[1])


@mistake("These are cosines. Plain dot products are wanted.")
def unembed_as_cosines(hidden, token_embedding):
    hidden, words = np.asarray(hidden, dtype=float), np.asarray(token_embedding, dtype=float)
    norms = np.linalg.norm(hidden, axis=1)[:, None] * np.linalg.norm(words, axis=1)
    return unembed(hidden, words) / np.where(norms > 0, norms, 1.0)


@mistake("The largest logit is taken off each row. Softmax would not mind, but the logits are wanted as they are.")
def unembed_shifted(hidden, token_embedding):
    logits = unembed(hidden, token_embedding)
    return logits - logits.max(axis=1, keepdims=True)


@mistake("The axis of a single token is lost. The result has shape (1, V).", example=(((1.0, 2.0),), WORDS))
def unembed_squeezed(hidden, token_embedding):
    return np.squeeze(unembed(hidden, token_embedding))


@mistake("These are the best words, not their scores.")
def unembed_as_words(hidden, token_embedding):
    return unembed(hidden, token_embedding).argmax(axis=1)


@mistake("These are distances. Large scores belong to words that agree.")
def unembed_as_distances(hidden, token_embedding):
    hidden, words = np.asarray(hidden, dtype=float), np.asarray(token_embedding, dtype=float)
    return np.linalg.norm(hidden[:, None] - words, axis=2)


@mistake("The scores have the wrong sign.")
def unembed_negative(hidden, token_embedding):
    return 0.0 - unembed(hidden, token_embedding)


# Other right answers


@alternative
def unembed_with_einsum(hidden, token_embedding):
    return np.einsum("td,vd->tv", np.asarray(hidden, dtype=float), np.asarray(token_embedding, dtype=float))


@alternative
def unembed_in_loops(hidden, token_embedding):
    return np.array(
        [[sum(float(a) * float(b) for a, b in zip(h, w, strict=True)) for w in token_embedding] for h in hidden]
    )


@alternative
def unembed_with_inner(hidden, token_embedding):
    return np.inner(np.array(hidden, dtype=float), np.array(token_embedding, dtype=float))
