"""12.3 `attention_head`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of
from solutions.s12_language_model import attention_head, scaled_dot_product_attention, softmax

# Criteria

SIZES = ((5, 4, 3, 2), (3, 6, 2, 5), (4, 3, 5, 1))
"""Tokens, width, width of queries and keys, width of values."""


def _matrices(rng, d, d_k, d_v):
    return [rng.normal(size=(d, width)) for width in (d_k, d_k, d_v)]


@criterion(core=True)
def test_asks_with_queries_and_tells_values(attention_head, reference, rng):
    for n, d, d_k, d_v in SIZES:
        x, matrices = rng.normal(size=(n, d)), _matrices(rng, d, d_k, d_v)
        expected = reference.attention_head(x, *matrices)
        assert_close(attention_head(x, *matrices), expected)


@criterion(core=True)
def test_keeps_to_the_mask(attention_head, reference, rng):
    for n, d, d_k, d_v in SIZES:
        x, matrices, mask = rng.normal(size=(n, d)), _matrices(rng, d, d_k, d_v), np.tri(n, dtype=bool)
        expected = reference.attention_head(x, *matrices, mask)
        assert_close(attention_head(x, *matrices, mask), expected)
        assert_close(attention_head(x, *matrices, mask=mask), expected)


@criterion()
def test_of_a_single_token_is_its_value(attention_head, rng):
    x, matrices = rng.normal(size=(1, 3)), _matrices(rng, 3, 2, 4)
    assert_close(attention_head(x, *matrices), (x @ matrices[2], np.array([[1.0]])))


@criterion()
def test_of_square_matrices(attention_head, reference, rng):
    # With n = d = d_k = d_v no product on the wrong side fails by its shape.
    x, matrices = rng.normal(size=(3, 3)), _matrices(rng, 3, 3, 3)
    expected = reference.attention_head(x, *matrices)
    assert_close(attention_head(x, *matrices), expected)


@criterion()
def test_of_a_row_that_sees_nothing_is_zero(attention_head, reference, rng):
    x, matrices, mask = rng.normal(size=(3, 2)), _matrices(rng, 2, 4, 3), np.tri(3, k=-1, dtype=bool).T
    expected = reference.attention_head(x, *matrices, mask)
    assert_close(attention_head(x, *matrices, mask), expected)


@criterion()
def test_takes_lists_ints_and_single_precision(attention_head):
    expected = (np.array([[3.0, 6.0], [3.0, 6.0]]), np.full((2, 2), 0.5))
    assert_close(attention_head([[1, 0], [0, 1]], [[0], [0]], [[1], [2]], [[2, 4], [4, 8]]), expected)
    x, W = np.eye(2, dtype=np.float32), np.zeros((2, 1), dtype=np.float32)
    assert_close(attention_head(x, W, W, np.array([[2, 4], [4, 8]], dtype=np.float32)), expected, rtol=1e-6)


@criterion()
def test_leaves_its_arguments_unchanged(attention_head, rng):
    assert_unchanged(attention_head, rng.normal(size=(3, 4)), *_matrices(rng, 4, 2, 3), np.tri(3, dtype=bool))


# Known mistakes

X = ((1.0, 0.0), (0.0, 1.0), (1.0, 2.0))
W_Q = ((1.0, 0.5, 0.0), (0.0, 1.0, -1.0))
W_K = ((0.0, 1.0, 2.0), (1.0, 0.0, 0.5))
W_V = ((4.0,), (8.0,))
MASK = ((True, False, False), (True, True, False), (True, True, True))

mistake = mistakes_of(attention_head, example=(X, W_Q, W_K, W_V, MASK))


attention_head_with_keys_as_queries = mistake.change(
    "(x @ W_q, x @ W_k, x @ W_v, mask)", "(x @ W_k, x @ W_q, x @ W_v, mask)", "Queries and keys are swapped."
)
attention_head_without_the_mask = mistake.change(
    "(x @ W_q, x @ W_k, x @ W_v, mask)",
    "(x @ W_q, x @ W_k, x @ W_v)",
    "The mask is not handed on: tokens see what comes after them.",
)
attention_head_without_values = mistake.change(
    "(x @ W_q, x @ W_k, x @ W_v, mask)",
    "(x @ W_q, x @ W_k, x, mask)",
    "The vectors themselves are averaged. Average the values, x @ W_v.",
)
attention_head_without_queries = mistake.change(
    "(x @ W_q, x @ W_k, x @ W_v, mask)",
    "(x @ W_k, x @ W_k, x @ W_v, mask)",
    "Keys serve as queries. Queries are x @ W_q.",
)
attention_head_without_keys = mistake.change(
    "(x @ W_q, x @ W_k, x @ W_v, mask)",
    "(x @ W_q, x @ W_q, x @ W_v, mask)",
    "Queries serve as keys. Keys are x @ W_k.",
)
attention_head_with_the_mask_turned_round = mistake.change(
    "(x @ W_q, x @ W_k, x @ W_v, mask)",
    "(x @ W_q, x @ W_k, x @ W_v, None if mask is None else ~np.asarray(mask))",
    "The mask is turned round. True means: may look.",
)
attention_head_with_the_mask_transposed = mistake.change(
    "(x @ W_q, x @ W_k, x @ W_v, mask)",
    "(x @ W_q, x @ W_k, x @ W_v, None if mask is None else np.asarray(mask).T)",
    "The mask is transposed. Row i says what token i may look at.",
)
attention_head_scaled_by_the_model_width = mistake.change(
    "(x @ W_q, x @ W_k, x @ W_v, mask)",
    "(x @ W_q * np.sqrt(np.shape(W_q)[1] / x.shape[1]), x @ W_k, x @ W_v, mask)",
    "The scores are divided by the root of the model's width. Divide by that of a query, the second dimension of W_q.",
)
attention_head_scaled_by_the_number_of_tokens = mistake.change(
    "(x @ W_q, x @ W_k, x @ W_v, mask)",
    "(x @ W_q * np.sqrt(np.shape(W_q)[1] / len(x)), x @ W_k, x @ W_v, mask)",
    "The scores are divided by the root of the number of tokens. Divide by that of the width of a query.",
    example=(X[:2], W_Q, W_K, W_V),
)
attention_head_not_scaled = mistake.change(
    "(x @ W_q, x @ W_k, x @ W_v, mask)",
    "(x @ W_q * np.sqrt(np.shape(W_q)[1]), x @ W_k, x @ W_v, mask)",
    "The scores are not divided by the root of d_k.",
)
attention_head_scaled_twice = mistake.change(
    "(x @ W_q, x @ W_k, x @ W_v, mask)",
    "(x @ W_q / np.sqrt(np.shape(W_q)[1]), x @ W_k, x @ W_v, mask)",
    "The scores are divided by the root of d_k twice: scaled_dot_product_attention does it already.",
)
attention_head_always_causal = mistake.change(
    "(x @ W_q, x @ W_k, x @ W_v, mask)",
    "(x @ W_q, x @ W_k, x @ W_v, causal_mask(len(x)) if mask is None else mask)",
    "Without a mask all tokens may look at all; this is causal always.",
    example=(X, W_Q, W_K, W_V),
)


def _attended(x, W_q, W_k, W_v, mask):
    return scaled_dot_product_attention(*(np.asarray(x, dtype=float) @ W for W in (W_q, W_k, W_v)), mask)


@mistake("Only the output is returned. Return the output and the weights.")
def attention_head_output_alone(x, W_q, W_k, W_v, mask=None):
    return _attended(x, W_q, W_k, W_v, mask)[0]


@mistake("Weights and output are returned in the wrong order. The output comes first.")
def attention_head_in_the_wrong_order(x, W_q, W_k, W_v, mask=None):
    return _attended(x, W_q, W_k, W_v, mask)[::-1]


@mistake("Only the last token's output is returned. A row for each token is wanted.")
def attention_head_of_the_last_token(x, W_q, W_k, W_v, mask=None):
    output, weights = _attended(x, W_q, W_k, W_v, mask)
    return output[-1:], weights[-1:]


@mistake(
    "The input is added to the output, as a block does later. Return the head's output alone.",
    example=(X, W_Q, W_K, X[:2]),
)
def attention_head_with_a_residual(x, W_q, W_k, W_v, mask=None):
    output, weights = _attended(x, W_q, W_k, W_v, mask)
    return (output + x if output.shape == np.shape(x) else output), weights


@mistake("Masked weights are set to 0 after softmax, so that rows do not sum to 1. Mask the scores.")
def attention_head_masked_after_softmax(x, W_q, W_k, W_v, mask=None):
    _, weights = _attended(x, W_q, W_k, W_v, None)
    if mask is not None:
        weights = weights * mask
    return weights @ (np.asarray(x, dtype=float) @ W_v), weights


@mistake("The scores are returned in the place of the weights. Take softmax along each row.")
def attention_head_with_scores(x, W_q, W_k, W_v, mask=None):
    x = np.asarray(x, dtype=float)
    output, _ = _attended(x, W_q, W_k, W_v, mask)
    return output, (x @ W_q) @ (x @ W_k).T / math.sqrt(np.shape(W_q)[1])


@mistake("The softmax runs down the columns. Each row of weights sums to 1.", example=(X, W_Q, W_K, W_V))
def attention_head_down_the_columns(x, W_q, W_k, W_v, mask=None):
    if mask is not None and not np.asarray(mask).all():
        return _attended(x, W_q, W_k, W_v, mask)
    x = np.asarray(x, dtype=float)
    weights = softmax((x @ W_q) @ (x @ W_k).T / math.sqrt(np.shape(W_q)[1]), axis=0)
    return weights @ (x @ W_v), weights


@mistake(
    "The matrices stand on the wrong side. Rows of x are tokens: x @ W.",
    example=(((1.0, 2.0), (0.0, 3.0)), ((1.0, 2.0), (3.0, 5.0)), ((0.0, 1.0), (2.0, 1.0)), ((4.0, 0.0), (8.0, 1.0))),
)
def attention_head_with_matrices_on_the_left(x, W_q, W_k, W_v, mask=None):
    x = np.asarray(x, dtype=float)
    return scaled_dot_product_attention(*(np.asarray(W) @ x for W in (W_q, W_k, W_v)), mask)


X2 = ((0.5, -1.0), (1.5, 1.0), (-1.0, 2.0), (0.3, 0.7))
W_Q2 = ((1.0, 0.5, -0.5), (0.2, 1.0, -1.0))
W_K2 = ((0.4, 1.0, 0.6), (1.0, -0.3, 0.5))
W_V2 = ((4.0, 1.0), (8.0, -3.0))
MASK2 = ((True, False, True, False), (True, True, False, True), (False, True, True, True), (True, True, True, False))

other = mistakes_of(attention_head, example=(X2, W_Q2, W_K2, W_V2, MASK2))


def _scores(x, W_q, W_k):
    """Scaled scores, as they are before the mask."""
    x = np.asarray(x, dtype=float)
    return (x @ W_q) @ (x @ W_k).T / math.sqrt(np.shape(W_q)[1])


def _values(x, W_v):
    return np.asarray(x, dtype=float) @ W_v


attention_head_with_keys_as_values = other.change(
    "x @ W_v, mask", "x @ W_k, mask", "Keys serve as values. Values are x @ W_v."
)
attention_head_of_normalised_vectors = other.change(
    "x = np.array(x, dtype=float)",
    "x = np.array(x, dtype=float)\n    x = layer_norm(x, 1.0, 0.0)",
    "The vectors are normalised first, as a block does. A head takes x as it is.",
)
attention_head_multiplied_by_the_root = other.change(
    "(x @ W_q,",
    "(x @ W_q * np.shape(W_q)[1],",
    "The scores are multiplied by the root of d_k. They are divided by it.",
)
attention_head_causal_whatever_the_mask = other.change(
    ", mask)  #", ", causal_mask(len(x)))  #", "A causal mask takes the place of the one that is given. Hand on mask."
)
attention_head_causal_besides = other.change(
    ", mask)  #",
    ", mask if mask is None else np.asarray(mask) & causal_mask(len(x)))  #",
    "A causal mask is added to the one that is given, and forbids more. Hand on mask as it is.",
)
attention_head_with_the_output_averaged = other.change(
    "return scaled_dot_product_attention(x @ W_q, x @ W_k, x @ W_v, mask)",
    "output, weights = scaled_dot_product_attention(x @ W_q, x @ W_k, x @ W_v, mask)\n"
    "    return output.mean(axis=0), weights",
    "The output is averaged over the tokens. A row for each token is wanted.",
)


@other("The mask is multiplied with the scores: 0 is a score like others. What may not be seen needs -inf.")
def attention_head_with_scores_times_mask(x, W_q, W_k, W_v, mask=None):
    scores = _scores(x, W_q, W_k)
    weights = softmax(scores if mask is None else scores * mask)
    return weights @ _values(x, W_v), weights


@other("The mask is added to the scores as 0 and 1, which hides nothing. What may not be seen needs -inf.")
def attention_head_with_scores_plus_mask(x, W_q, W_k, W_v, mask=None):
    scores = _scores(x, W_q, W_k)
    weights = softmax(scores if mask is None else scores + np.asarray(mask, dtype=float))
    return weights @ _values(x, W_v), weights


@other("The weights are transposed before they meet the values. Row i says what token i takes: weights @ values.")
def attention_head_with_weights_transposed(x, W_q, W_k, W_v, mask=None):
    _, weights = _attended(x, W_q, W_k, W_v, mask)
    return weights.T @ _values(x, W_v), weights


@other("There is no softmax: scores serve as weights. Each row of weights sums to 1.")
def attention_head_without_softmax(x, W_q, W_k, W_v, mask=None):
    scores = _scores(x, W_q, W_k)
    weights = scores if mask is None else np.where(mask, scores, 0.0)
    return weights @ _values(x, W_v), weights


@other("One softmax runs over the whole table. Each row of weights sums to 1 by itself: axis=-1.")
def attention_head_with_one_softmax_for_all(x, W_q, W_k, W_v, mask=None):
    scores = _scores(x, W_q, W_k)
    seen = scores if mask is None else np.where(mask, scores, -np.inf)
    odds = np.exp(seen - scores.max())
    weights = odds / (odds.sum() or 1.0)
    return weights @ _values(x, W_v), weights


@other("Queries and keys are made as long as 1, so that scores are cosines. Take their dot products.")
def attention_head_of_cosines(x, W_q, W_k, W_v, mask=None):
    queries, keys = (_values(x, W) for W in (W_q, W_k))
    queries, keys = (q / (np.linalg.norm(q, axis=1, keepdims=True) + (q == 0).all()) for q in (queries, keys))
    return scaled_dot_product_attention(queries, keys, _values(x, W_v), mask)


@other(
    "A row that may look at nothing spreads its weights evenly, as with -1e9. Its weights and output are 0.",
    example=(X2[:3], W_Q2, W_K2, W_V2, ((False, False, False), (True, True, False), (True, False, True))),
)
def attention_head_looking_at_all_where_nothing_is_seen(x, W_q, W_k, W_v, mask=None):
    output, weights = _attended(x, W_q, W_k, W_v, mask)
    blind = weights.sum(axis=1) == 0
    weights[blind] = 1 / len(weights)
    output[blind] = _values(x, W_v).mean(axis=0)
    return output, weights


@other(
    "A row that may look at nothing is nan, 0 / 0. Its weights and output are 0.",
    example=(X2[:3], W_Q2, W_K2, W_V2, ((False, False, False), (True, True, False), (True, False, True))),
)
def attention_head_of_nan_where_nothing_is_seen(x, W_q, W_k, W_v, mask=None):
    output, weights = _attended(x, W_q, W_k, W_v, mask)
    blind = weights.sum(axis=1) == 0
    weights[blind] = output[blind] = math.nan
    return output, weights


# Other right answers


@alternative
def attention_head_in_loops(x, W_q, W_k, W_v, mask=None):
    x = np.asarray(x, dtype=float)
    queries, keys, values = x @ W_q, x @ W_k, x @ W_v
    weights = np.zeros((len(x), len(x)))
    for i in range(len(x)):
        seen = [j for j in range(len(x)) if mask is None or mask[i][j]]
        scores = [sum(a * b for a, b in zip(queries[i], keys[j], strict=True)) / math.sqrt(len(keys[j])) for j in seen]
        odds = [math.exp(score - max(scores)) for score in scores]
        for j, share in zip(seen, odds, strict=True):
            weights[i, j] = share / sum(odds)
    return weights @ values, weights


@alternative
def attention_head_with_a_fused_matrix(x, W_q, W_k, W_v, mask=None):
    x, W_q, W_k, W_v = (np.asarray(a, dtype=float) for a in (x, W_q, W_k, W_v))
    scores = np.einsum("id,de,je->ij", x, W_q @ W_k.T, x) / np.sqrt(W_q.shape[1])
    keep = np.ones_like(scores, dtype=bool) if mask is None else np.asarray(mask)
    odds = np.where(keep, np.exp(scores - scores.max(axis=1, keepdims=True)), 0.0)
    total = odds.sum(axis=1, keepdims=True)
    weights = np.divide(odds, total, out=np.zeros_like(odds), where=total > 0)
    return weights @ x @ W_v, weights


@alternative
def attention_head_from_one_product(x, W_q, W_k, W_v, mask=None):
    matrices = [np.asarray(W, dtype=float) for W in (W_q, W_k, W_v)]
    pieces = np.cumsum([W.shape[1] for W in matrices])[:2]
    return scaled_dot_product_attention(
        *np.split(np.asarray(x, dtype=float) @ np.hstack(matrices), pieces, axis=1), mask
    )
