"""12.4 `unembed`: criteria, known mistakes, other right answers."""

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of
from solutions.s12_language_model import layer_norm, softmax, unembed

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


some = mistakes_of(unembed, example=(((1.0, 0.5), (-1.0, 2.0)), ((0.5, 1.0), (2.0, 3.0), (4.0, -5.0))))


@some(
    "The embedding is undone with its pseudoinverse. A score is a dot product with the row of the word: hidden @ E.T."
)
def unembed_with_a_pseudoinverse(hidden, token_embedding):
    return np.asarray(hidden, dtype=float) @ np.linalg.pinv(np.asarray(token_embedding, dtype=float))


@some("reshape is taken for the transpose, and mixes the words. Use .T.")
def unembed_reshaped(hidden, token_embedding):
    words = np.asarray(token_embedding, dtype=float)
    return np.asarray(hidden, dtype=float) @ words.reshape(words.shape[::-1])


@some("Each vector is normalised first, as a whole model does. Take the dot products of hidden as it is.")
def unembed_of_normalised_vectors(hidden, token_embedding):
    return unembed(layer_norm(hidden, 1.0, 0.0), token_embedding)


@some("The rows of the words are made as long as 1. Take their dot products as they are.")
def unembed_of_unit_words(hidden, token_embedding):
    lengths = np.linalg.norm(np.asarray(token_embedding, dtype=float), axis=1)
    return unembed(hidden, token_embedding) / np.where(lengths > 0, lengths, 1.0)


@some("The vectors are made as long as 1. Take their dot products as they are.")
def unembed_of_unit_vectors(hidden, token_embedding):
    lengths = np.linalg.norm(np.asarray(hidden, dtype=float), axis=1, keepdims=True)
    return unembed(hidden, token_embedding) / np.where(lengths > 0, lengths, 1.0)


@some("The tokens are averaged, and scored once. Each of them has a row of its own.")
def unembed_of_the_mean(hidden, token_embedding):
    return unembed(hidden, token_embedding).mean(axis=0)


@some("Only the first row is returned: the loop returns too early. All rows are wanted.")
def unembed_the_first(hidden, token_embedding):
    return unembed(hidden, token_embedding)[0]


@some("This is the best score of each row. The scores of all words are wanted.")
def unembed_the_best_scores(hidden, token_embedding):
    return unembed(hidden, token_embedding).max(axis=1)


@some("These are squared distances with a minus. The dot product alone is the score.")
def unembed_as_negative_squares(hidden, token_embedding):
    hidden, words = np.asarray(hidden, dtype=float), np.asarray(token_embedding, dtype=float)
    return 0.0 - np.sum((hidden[:, None] - words) ** 2, axis=2)


@some("The sigmoid makes a probability of each score. Logits are wanted: leave it out.")
def unembed_with_sigmoid(hidden, token_embedding):
    return 1 / (1 + np.exp(-unembed(hidden, token_embedding)))


@some("The scores are multiplied by the root of the width. Take plain dot products.")
def unembed_multiplied(hidden, token_embedding):
    return unembed(hidden, token_embedding) * np.sqrt(np.shape(hidden)[1])


@some("The scores are divided by the width, a mean of products. Take their sum, the dot product.")
def unembed_averaged(hidden, token_embedding):
    return unembed(hidden, token_embedding) / np.shape(hidden)[1]


@some("The mean of each row is taken off. Softmax would not mind, but the logits are wanted as they are.")
def unembed_centred(hidden, token_embedding):
    logits = unembed(hidden, token_embedding)
    return logits - logits.mean(axis=1, keepdims=True)


@some("Absolute values lose that words may disagree. Logits may be negative.")
def unembed_as_sizes(hidden, token_embedding):
    return np.abs(unembed(hidden, token_embedding))


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
