"""10.8 `scaled_dot_product_attention`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import special

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from solutions.s10_covariance_attention import attention_scores, scaled_dot_product_attention

# Criteria

SIZES = ((3, 5, 4, 2), (4, 2, 3, 6), (2, 6, 5, 3))
"""How many queries, keys, numbers in each of these, numbers in a value."""


def _arguments(rng, n, m, d_k, d_v, leading=()):
    return [rng.normal(size=(*leading, *shape)) for shape in ((n, d_k), (m, d_k), (m, d_v))]


def _some_of_each_row(rng, n, m):
    """A mask in which every query may look at one key at least, and not at all."""
    mask = rng.random((n, m)) < 0.5
    mask[np.arange(n), rng.integers(0, m, size=n)] = True
    mask[0] = np.arange(m) == rng.integers(m)
    return mask


@criterion(core=True)
def test_is_the_mean_of_values_weighted_by_softmax(scaled_dot_product_attention, reference, rng):
    for sizes in SIZES:
        arguments = _arguments(rng, *sizes)
        expected = reference.scaled_dot_product_attention(*arguments)
        assert_close(scaled_dot_product_attention(*arguments), expected)


@criterion(core=True)
def test_keeps_to_the_mask(scaled_dot_product_attention, reference, rng):
    for n, m, d_k, d_v in SIZES:
        arguments, mask = _arguments(rng, n, m, d_k, d_v), _some_of_each_row(rng, n, m)
        expected = reference.scaled_dot_product_attention(*arguments, mask)
        assert_close(scaled_dot_product_attention(*arguments, mask=mask), expected)


@criterion()
def test_of_a_row_that_sees_nothing_is_zero(scaled_dot_product_attention, reference, rng):
    arguments, mask = _arguments(rng, 3, 4, 2, 5), rng.random((3, 4)) < 0.7
    mask[1] = False
    expected = reference.scaled_dot_product_attention(*arguments, mask)
    assert_close(scaled_dot_product_attention(*arguments, mask), expected)
    nothing = scaled_dot_product_attention(*arguments, np.zeros((3, 4), dtype=bool))
    assert_close(nothing, (np.zeros((3, 5)), np.zeros((3, 4))))


@criterion()
def test_takes_leading_axes(scaled_dot_product_attention, reference, rng):
    arguments = _arguments(rng, 3, 4, 2, 5, leading=(2, 3))
    mask = _some_of_each_row(rng, 3, 4)
    expected = reference.scaled_dot_product_attention(*arguments, mask)
    assert_close(scaled_dot_product_attention(*arguments, mask), expected)
    own = np.stack([_some_of_each_row(rng, 3, 4) for _ in range(6)]).reshape(2, 3, 3, 4)
    expected = reference.scaled_dot_product_attention(*arguments, own)
    assert_close(scaled_dot_product_attention(*arguments, own), expected)


@criterion()
def test_of_square_arrays(scaled_dot_product_attention, reference, rng):
    arguments, mask = _arguments(rng, 4, 4, 4, 4), np.tri(4, dtype=bool)
    expected = reference.scaled_dot_product_attention(*arguments, mask)
    assert_close(scaled_dot_product_attention(*arguments, mask), expected)


@criterion()
def test_of_huge_scores(scaled_dot_product_attention, rng):
    V = rng.normal(size=(3, 2))
    for size in (1e3, 1e150, 1e300):
        got = scaled_dot_product_attention([[size]], [[1.0], [1.0], [-1.0]], V)
        assert_close(got, (V[:2].mean(axis=0, keepdims=True), np.array([[0.5, 0.5, 0.0]])))
    far = scaled_dot_product_attention([[1e3], [0.0]], [[1.0], [1.0], [-1.0]], V)
    weights = np.array([[0.5, 0.5, 0.0], [1 / 3, 1 / 3, 1 / 3]])
    assert_close(far, (weights @ V, weights))
    low = scaled_dot_product_attention([[-1e3]], [[1.0], [1.0], [1.0]], V)
    assert_close(low, (V.mean(axis=0, keepdims=True), np.full((1, 3), 1 / 3)))


@criterion()
def test_is_not_moved_by_huge_scores_under_the_mask(scaled_dot_product_attention):
    got = scaled_dot_product_attention(
        [[1.0]], [[0.0], [0.0], [2000.0]], [[1.0], [3.0], [9.0]], np.array([[True, True, False]])
    )
    assert_close(got, (np.array([[2.0]]), np.array([[0.5, 0.5, 0.0]])))


@criterion()
def test_refuses_what_does_not_fit(scaled_dot_product_attention):
    for q, k, v in (((2, 3), (4, 2), (4, 1)), ((2, 3), (4, 3), (3, 1)), ((2, 3), (4, 3), (1, 1))):
        with raises(ValueError):
            scaled_dot_product_attention(np.ones(q), np.ones(k), np.ones(v))


@criterion()
def test_takes_lists_and_single_precision(scaled_dot_product_attention):
    got = scaled_dot_product_attention([[0, 0]], [[1, 2], [3, 4]], [[4], [8]], [[True, True]])
    assert_close(got, (np.array([[6.0]]), np.array([[0.5, 0.5]])))
    single = [np.array(x, dtype=np.float32) for x in ([[1.0]], [[0.0], [math.log(3)]], [[4.0], [8.0]])]
    assert_close(scaled_dot_product_attention(*single), (np.array([[7.0]]), np.array([[0.25, 0.75]])), rtol=1e-6)


@criterion()
def test_leaves_its_arguments_unchanged(scaled_dot_product_attention, rng):
    assert_unchanged(scaled_dot_product_attention, *_arguments(rng, 3, 4, 2, 5), _some_of_each_row(rng, 3, 4))


# Known mistakes

Q = ((1.0, 0.0, 2.0, 0.0), (0.0, 3.0, 0.0, 1.0))
K = ((1.0, 1.0, 0.0, 0.0), (0.0, 1.0, 1.0, 0.0), (2.0, 0.0, 1.0, 1.0))
V = ((4.0, 0.0), (8.0, 1.0), (1.0, 5.0))
MASK = ((True, True, False), (True, False, True))
SHUT = ((False, False, False), (True, False, True))

mistake = mistakes_of(scaled_dot_product_attention, example=(Q, K, V, MASK))

MASKED = "scores = np.where(mask, scores, -np.inf)"
WEIGHTS = "weights = shares / np.where(total == 0, 1.0, total)"

attention_over_queries = mistake.change(
    "top = scores.max(axis=-1, keepdims=True)\n"
    "    shares = np.exp(scores - np.where(np.isneginf(top), 0.0, top))  # the largest of each row is exp(0) = 1\n"
    "    total = shares.sum(axis=-1, keepdims=True)",
    "top = scores.max(axis=-2, keepdims=True)\n"
    "    shares = np.exp(scores - np.where(np.isneginf(top), 0.0, top))\n"
    "    total = shares.sum(axis=-2, keepdims=True)",
    "Softmax runs over the queries: the columns sum to 1. Each row of weights sums to 1.",
)
attention_without_the_mask = mistake.change(
    MASKED, "scores = np.where(True, scores, -np.inf)", "The mask is ignored: everything may be looked at."
)
attention_with_scores_of_zero = mistake.change(
    MASKED,
    "scores = np.where(mask, scores, 0.0)",
    "A forbidden score is 0, and exp(0) = 1 still gets weight. Set it to minus infinity.",
)
attention_with_the_mask_turned_round = mistake.change(
    MASKED, "scores = np.where(mask, -np.inf, scores)", "The mask is turned round. True means: may look."
)
attention_with_a_large_negative_score = mistake.change(
    MASKED,
    "scores = np.where(mask, scores, -1e9 if np.abs(scores).max() < 1e8 else -np.inf)",
    "-1e9 stands for minus infinity: a row that sees nothing averages all values. Its weights and output are 0.",
    example=(Q, K, V, SHUT),
)
attention_of_nan = mistake.change(
    "np.where(np.isneginf(top), 0.0, top)",
    "np.where(np.isneginf(top), np.nan, top)",
    "A row that sees nothing gives nan. Its weights and output are 0.",
    example=(Q, K, V, SHUT),
)
attention_not_divided = mistake.change(
    "scores = attention_scores(Q, K)",
    "scores = attention_scores(Q, K) * math.sqrt(np.shape(Q)[-1])",
    "The scores are not divided by the root of d_k, how many numbers a query has.",
)
attention_divided_by_the_length = mistake.change(
    "scores = attention_scores(Q, K)",
    "scores = attention_scores(Q, K) / math.sqrt(np.shape(Q)[-1])",
    "The scores are divided by d_k itself, or twice by its root. Once by the root is right.",
)
attention_divided_by_the_length_of_values = mistake.change(
    "scores = attention_scores(Q, K)",
    "scores = attention_scores(Q, K) * math.sqrt(np.shape(Q)[-1] / V.shape[-1])",
    "The scores are divided by the root of d_v, how many numbers a value has. Take that of the queries, d_k.",
)
attention_that_overflows = mistake.change(
    "np.where(np.isneginf(top), 0.0, top)",
    "(0.0 if np.abs(top[np.isfinite(top)]).max(initial=0.0) < 1e140 else np.where(np.isneginf(top), 0.0, top))",
    "exp of large scores overflows, or underflows everywhere. Take the largest score of each row off first.",
    example=(((1000.0,),), ((1.0,), (1.0,), (-1.0,)), ((2.0,), (4.0,), (50.0,))),
)
attention_of_values_alone = mistake.change(
    "return weights @ V, weights",
    "return weights @ V",
    "Only the output is returned. Return the output and the weights.",
)
attention_in_the_wrong_order = mistake.change(
    "return weights @ V, weights", "return weights, weights @ V", "The output comes first, the weights second."
)
attention_with_scores = mistake.change(
    "return weights @ V, weights",
    "return weights @ V, attention_scores(Q, K)",
    "Scores are returned in the place of the weights.",
)
attention_without_softmax = mistake.change(
    WEIGHTS,
    "weights = np.where(np.isfinite(scores), scores, 0.0)",
    "The scores themselves are the weights here. Take softmax along each row.",
)
attention_not_normalised = mistake.change(
    WEIGHTS, "weights = shares", "The weights do not sum to 1. Divide each row by its sum."
)
attention_of_the_best_key = mistake.change(
    WEIGHTS,
    "weights = (shares == shares.max(axis=-1, keepdims=True)) * (shares > 0) / "
    "np.maximum((shares == shares.max(axis=-1, keepdims=True)).sum(axis=-1, keepdims=True), 1)",
    "Only the best key is looked at. Attention is shared out by softmax.",
)


@mistake("The mask is applied after softmax, so that rows do not sum to 1. Set the scores to minus infinity before.")
def attention_masked_after_softmax(Q, K, V, mask=None):
    _, weights = scaled_dot_product_attention(Q, K, V)
    if mask is not None:
        weights = weights * np.asarray(mask)
    return weights @ np.asarray(V, dtype=float), weights


@mistake(
    "A large forbidden score is subtracted as the largest of the row, and the others underflow. Mask first.",
    example=(((1.0,),), ((0.0,), (0.0,), (2000.0,)), ((1.0,), (3.0,), (9.0,)), ((True, True, False),)),
)
def attention_masked_after_the_maximum(Q, K, V, mask=None):
    expected = scaled_dot_product_attention(Q, K, V, mask)
    scores = attention_scores(Q, K)
    if mask is None or not np.any(mask):
        return expected
    shares = np.where(mask, np.exp(scores - scores.max(axis=-1, keepdims=True)), 0.0)
    total = shares.sum(axis=-1, keepdims=True)
    weights = shares / np.where(total == 0, 1.0, total)
    return weights @ np.asarray(V, dtype=float), weights


@mistake(
    "The result is right, but the caller's values were changed.", example=tuple(np.array(x) for x in (Q, K, V, MASK))
)
def attention_in_place(Q, K, V, mask=None):
    result = scaled_dot_product_attention(Q, K, V, mask)
    if isinstance(V, np.ndarray) and V.dtype == float:
        V *= 0.5
    return result


@mistake(
    "Values that are too few are broadcast. Raise ValueError: there must be one for each key.", example=(Q, K, (V[0],))
)
def attention_of_one_value(Q, K, V, mask=None):
    if np.shape(V)[-2] == 1 and np.shape(K)[-2] > 1:
        V = np.repeat(np.asarray(V, dtype=float), np.shape(K)[-2], axis=-2)
    return scaled_dot_product_attention(Q, K, V, mask)


attention_with_one_maximum = mistake.change(
    "top = scores.max(axis=-1, keepdims=True)",
    "top = scores.max(keepdims=True)",
    "One maximum is subtracted from all rows, and rows far below it underflow to 0. Each row has its own.",
    example=(((1000.0,), (1.0,)), ((1.0,), (2.0,), (0.5,)), ((4.0,), (8.0,), (1.0,))),
)
attention_with_the_mask_added = mistake.change(
    MASKED,
    "scores = scores + np.asarray(mask)",
    "True and False are added to the scores as 1 and 0. Where the mask is False, set the score to minus infinity.",
)
attention_over_the_whole_table = mistake.change(
    "total = shares.sum(axis=-1, keepdims=True)",
    "total = shares.sum(axis=(-2, -1), keepdims=True)",
    "The whole table of weights sums to 1. Each row does.",
)
attention_normalised_by_columns = mistake.change(
    "total = shares.sum(axis=-1, keepdims=True)",
    "total = shares.sum(axis=-2, keepdims=True)",
    "The sums run down the columns. Divide each row by its own sum: axis=-1.",
)
attention_always_looking_back = mistake.change(
    "if mask is not None:\n        scores = np.where(mask, scores, -np.inf)",
    "if mask is None:\n        mask = np.tri(*scores.shape[-2:], dtype=bool)\n    scores = np.where(mask, scores, -np.inf)",
    "Without a mask a causal one is taken. None means that everything may be looked at.",
    example=(Q, K, V),
)
attention_in_base_two = mistake.change(
    "np.exp(scores - np", "np.exp2(scores - np", "Powers of 2 are taken. Softmax takes exp."
)
attention_by_sigmoids = mistake.change(
    WEIGHTS,
    "weights = 1 / (1 + np.exp(np.minimum(-scores, 700.0))) * (scores > -np.inf)",
    "Each score goes through a sigmoid by itself. Softmax shares out 1 among the keys of a row.",
)
attention_through_softmax_twice = mistake.change(
    WEIGHTS,
    f"{WEIGHTS}\n    weights = np.where(scores > -np.inf, np.exp(weights), 0.0)\n"
    "    total = weights.sum(axis=-1, keepdims=True)\n    weights = weights / np.where(total == 0, 1.0, total)",
    "Softmax is taken of the weights once more. Once is enough.",
)
attention_by_shares_of_scores = mistake.change(
    WEIGHTS,
    "kept = np.where(scores > -np.inf, scores, 0.0)\n    total = kept.sum(axis=-1, keepdims=True)\n"
    "    weights = kept / np.where(total == 0, 1.0, total)",
    "The scores are divided by their sum. Softmax takes exp of them first.",
)
attention_with_equal_weights = mistake.change(
    WEIGHTS,
    "seen = 1.0 * (scores > -np.inf)\n    total = seen.sum(axis=-1, keepdims=True)\n"
    "    weights = seen / np.where(total == 0, 1.0, total)",
    "All permitted keys get the same weight. Softmax of the scores shares it out.",
)
attention_of_squared_weights = mistake.change(
    WEIGHTS, f"{WEIGHTS} ** 2", "The sums are squared, so that rows do not sum to 1. Divide by the sum itself."
)
attention_with_exponents_turned = mistake.change(
    "scores = attention_scores(Q, K)",
    "scores = 0.0 - attention_scores(Q, K)",
    "Keys that fit worst weigh most: the scores have the wrong sign.",
)
attention_returning_weights_alone = mistake.change(
    "return weights @ V, weights", "return weights", "Only the weights are returned. Return the output and the weights."
)
attention_returning_exponentials = mistake.change(
    "return weights @ V, weights",
    "return weights @ V, shares",
    "The output is right, but exp of the scores is returned for the weights. Return them divided by their sums.",
)
attention_returning_three = mistake.change(
    "return weights @ V, weights",
    "return weights @ V, weights, scores",
    "Three arrays are returned. Return two: the output and the weights.",
)
attention_as_a_list = mistake.change(
    "return weights @ V, weights", "return [weights @ V, weights]", "The pair comes in a list. Return a tuple."
)
attention_divided_by_keys = mistake.change(
    "scores = attention_scores(Q, K)",
    "scores = attention_scores(Q, K) * math.sqrt(np.shape(Q)[-1] / np.shape(K)[-2])",
    "The scores are divided by the root of the number of keys. Take that of d_k: attention_scores does.",
)
attention_multiplied_by_the_root = mistake.change(
    "scores = attention_scores(Q, K)",
    "scores = attention_scores(Q, K) * np.shape(Q)[-1]",
    "The scores are multiplied by the root of d_k. attention_scores has divided by it: take them as they are.",
)


@mistake(
    "Weights of 0 stand where nothing may be looked at, but the output there is the mean of the values. It is 0, too.",
    example=(Q, K, V, SHUT),
)
def attention_with_a_mean_of_nothing(Q, K, V, mask=None):
    output, weights = scaled_dot_product_attention(Q, K, V, mask)
    empty = weights.sum(axis=-1, keepdims=True) == 0
    return np.where(empty, np.asarray(V, dtype=float).mean(axis=-2, keepdims=True), output), weights


@mistake("An error is raised where a row sees nothing. Its weights and output are 0.", example=(Q, K, V, SHUT))
def attention_refusing_empty_rows(Q, K, V, mask=None):
    output, weights = scaled_dot_product_attention(Q, K, V, mask)
    if (weights.sum(axis=-1) == 0).any():
        raise ValueError("mask")
    return output, weights


@mistake(
    "Where nothing may be looked at, the mask is dropped here. Its weights and output are 0.",
    example=(Q, K, V, SHUT),
)
def attention_opening_empty_rows(Q, K, V, mask=None):
    _, weights = scaled_dot_product_attention(Q, K, V, mask)
    _, everything = scaled_dot_product_attention(Q, K, V)
    weights = np.where(weights.sum(axis=-1, keepdims=True) == 0, everything, weights)
    return weights @ np.asarray(V, dtype=float), weights


@mistake("The output is the mean of the keys. Average the values: weights @ V.")
def attention_of_keys(Q, K, V, mask=None):
    _, weights = scaled_dot_product_attention(Q, K, V, mask)
    return weights @ np.asarray(K, dtype=float), weights


@mistake("The output is the plain mean of the values. Weigh them: weights @ V.")
def attention_with_a_plain_mean(Q, K, V, mask=None):
    _, weights = scaled_dot_product_attention(Q, K, V, mask)
    return np.zeros_like(weights[..., :1]) + np.asarray(V, dtype=float).mean(axis=-2, keepdims=True), weights


# Other right answers


def _fits(Q, K, V):
    Q, K, V = (np.array(x, dtype=float) for x in (Q, K, V))
    if Q.shape[-1] != K.shape[-1] or K.shape[-2] != V.shape[-2]:
        raise ValueError("sizes")
    return Q, K, V


@alternative
def attention_with_scipy(Q, K, V, mask=None):
    Q, K, V = _fits(Q, K, V)
    scores = np.einsum("...nd,...md->...nm", Q, K) / math.sqrt(Q.shape[-1])
    keep = np.broadcast_to(True if mask is None else np.asarray(mask), scores.shape)
    with np.errstate(invalid="ignore"):
        weights = special.softmax(np.where(keep, scores, -np.inf), axis=-1)
    weights = np.where(keep.any(axis=-1, keepdims=True), weights, 0.0)
    return np.einsum("...nm,...md->...nd", weights, V), weights


@alternative
def attention_row_by_row(Q, K, V, mask=None):
    Q, K, V = _fits(Q, K, V)
    scores = Q @ np.swapaxes(K, -1, -2) / np.sqrt(K.shape[-1])
    keep = np.broadcast_to(True if mask is None else np.asarray(mask), scores.shape)
    weights = np.zeros_like(scores)
    for row in np.ndindex(*scores.shape[:-1]):
        seen = keep[row]
        if seen.any():
            odds = np.exp(scores[row][seen] - scores[row][seen].max())
            weights[row][seen] = odds / odds.sum()
    return weights @ V, weights


@alternative
def attention_with_a_mask_as_factor(Q, K, V, mask=None):
    Q, K, V = _fits(Q, K, V)
    scores = attention_scores(Q, K)
    keep = np.ones(scores.shape, dtype=bool) if mask is None else np.broadcast_to(mask, scores.shape)
    lowest = np.where(keep, scores, -np.inf).max(axis=-1, keepdims=True)
    odds = np.exp(np.minimum(scores - np.where(np.isfinite(lowest), lowest, scores.max()), 0.0)) * keep
    total = odds.sum(axis=-1, keepdims=True)
    weights = np.divide(odds, total, out=np.zeros_like(odds), where=total > 0)
    return np.matmul(weights, V), weights
