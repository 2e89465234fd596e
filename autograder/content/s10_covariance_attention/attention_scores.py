"""10.6 `attention_scores`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from solutions.s10_covariance_attention import attention_scores

# Criteria


@criterion(core=True)
def test_divides_all_products_by_the_root_of_d(attention_scores, reference, rng):
    for n, m, d in ((3, 5, 4), (4, 2, 7), (1, 6, 3)):
        Q, K = rng.normal(size=(n, d)), rng.normal(size=(m, d))
        expected = reference.attention_scores(Q, K)
        assert_close(attention_scores(Q, K), expected)
        assert_close(attention_scores(Q.tolist(), K.tolist()), expected)


@criterion()
def test_of_square_arrays(attention_scores, reference, rng):
    # With n = m = d no product the wrong way round fails by its shape.
    Q, K = rng.normal(size=(4, 4)), rng.normal(size=(4, 4))
    expected = reference.attention_scores(Q, K)
    assert_close(attention_scores(Q, K), expected)


@criterion()
def test_takes_leading_axes(attention_scores, rng):
    Q, K = rng.normal(size=(2, 3, 4, 5)), rng.normal(size=(2, 3, 6, 5))
    expected = np.einsum("abnd,abmd->abnm", Q, K) / math.sqrt(5)
    assert_close(attention_scores(Q, K), expected)


@criterion()
def test_shares_keys_between_heads(attention_scores, rng):
    Q, K = rng.normal(size=(2, 4, 3)), rng.normal(size=(5, 3))
    expected = np.einsum("hnd,md->hnm", Q, K) / math.sqrt(3)
    assert_close(attention_scores(Q, K), expected)


@criterion()
def test_of_one_number_divides_by_one(attention_scores):
    assert_close(attention_scores([[3.0]], [[2.0], [-5.0]]), np.array([[6.0, -15.0]]))


@criterion()
def test_refuses_queries_and_keys_of_different_d(attention_scores):
    for Q, K in (
        (np.ones((2, 3)), np.ones((2, 4))),
        (np.ones((2, 3)), np.ones((3, 2))),
        (np.ones((2, 1)), np.ones((4, 3))),
    ):
        with raises(ValueError):
            attention_scores(Q, K)


@criterion()
def test_takes_ints_and_single_precision(attention_scores):
    assert_close(attention_scores([[1, 2, 2, 0]], [[3, 0, 1, 9]]), np.array([[2.5]]))
    Q = np.array([[1, 2, 2, 0]], dtype=np.float32)
    assert_close(attention_scores(Q, Q), np.array([[4.5]]), rtol=1e-6)


@criterion()
def test_leaves_its_arguments_unchanged(attention_scores, rng):
    assert_unchanged(attention_scores, rng.normal(size=(3, 4)), rng.normal(size=(2, 4)))


# Known mistakes

Q = ((1.0, 2.0, 0.0), (3.0, 4.0, 1.0))
K = ((0.0, 1.0, 1.0), (5.0, 1.0, 0.0))
SCORES = "Q @ np.swapaxes(K, -1, -2) / math.sqrt(Q.shape[-1])"

mistake = mistakes_of(attention_scores, example=(Q, K))

attention_scores_not_divided = mistake.change(
    " / math.sqrt(Q.shape[-1])", "", "The products are not divided by the root of d, how many numbers a query has."
)
attention_scores_divided_by_the_length = mistake.change(
    "math.sqrt(Q.shape[-1])", "Q.shape[-1]", "The products are divided by d. Divide by its root."
)
attention_scores_multiplied = mistake.change(
    "/ math.sqrt(Q.shape[-1])", "* math.sqrt(Q.shape[-1])", "The products are multiplied by the root. Divide by it."
)
attention_scores_divided_by_the_fourth_root = mistake.change(
    "math.sqrt(Q.shape[-1])", "Q.shape[-1] ** 0.25", "The products are divided by the fourth root. Take the root once."
)
attention_scores_divided_by_queries = mistake.change(
    "math.sqrt(Q.shape[-1])",
    "math.sqrt(Q.shape[-2])",
    "The products are divided by the root of the number of queries. Take that of d, how many numbers each has.",
)
attention_scores_divided_by_keys = mistake.change(
    "math.sqrt(Q.shape[-1])",
    "math.sqrt(K.shape[-2])",
    "The products are divided by the root of the number of keys. Take that of d, how many numbers each has.",
    example=((*Q, (1.0, 1.0, 1.0)), (*K, (0.0, 2.0, 1.0), (1.0, 0.0, 3.0))),
)
attention_scores_of_all_axes = mistake.change(
    "math.sqrt(Q.shape[-1])",
    "math.sqrt(Q.size / Q.shape[-2])",
    "The products are divided by the root of how many numbers all heads have together. Take that of one query.",
    example=(np.arange(12.0).reshape(2, 2, 3), np.ones((2, 4, 3))),
)
attention_scores_transposed = mistake.change(
    SCORES,
    "np.swapaxes(Q @ np.swapaxes(K, -1, -2) / math.sqrt(Q.shape[-1]), -1, -2)",
    "The table is transposed. A row for each query, a column for each key.",
)
attention_scores_of_queries_with_themselves = mistake.change(
    "np.swapaxes(K, -1, -2)",
    "np.swapaxes(Q if Q.shape == K.shape else K, -1, -2)",
    "Queries meet queries. The keys play no part.",
)
attention_scores_without_transposing = mistake.change(
    "np.swapaxes(K, -1, -2)",
    "(K if K.shape[-1] == K.shape[-2] else np.swapaxes(K, -1, -2))",
    "The keys are not transposed: with as many keys as numbers nothing fails, and the products are others.",
    example=(((1.0, 2.0),), ((0.0, 1.0), (5.0, 1.0))),
)
attention_scores_as_cosines = mistake.change(
    SCORES,
    "Q @ np.swapaxes(K, -1, -2) / np.maximum(np.linalg.norm(Q, axis=-1)[..., None] * "
    "np.linalg.norm(K, axis=-1)[..., None, :], 1e-300)",
    "These are cosines. Lengths count: divide by the root of the number of entries only.",
)
attention_scores_through_softmax = mistake.change(
    SCORES,
    "(lambda e: e / e.sum(axis=-1, keepdims=True))(np.exp(Q @ np.swapaxes(K, -1, -2) / math.sqrt(Q.shape[-1])))",
    "These are weights already. Scores are wanted, before softmax.",
)
attention_scores_of_pairs = mistake.change(
    SCORES,
    "(Q * K).sum(axis=-1) / math.sqrt(Q.shape[-1]) if Q.shape == K.shape else " + SCORES,
    "Each query meets only the key of its own place. All pairs are wanted.",
)
attention_scores_negative = mistake.change(SCORES, f"0.0 - {SCORES}", "The scores have the wrong sign.")
attention_scores_turned_round = mistake.change(
    "np.swapaxes(K, -1, -2)",
    "K.T",
    "Heads and texts are mixed up: K.T turns round all axes. Swap the last two.",
    example=(np.arange(12.0).reshape(2, 3, 2), np.arange(8.0).reshape(2, 2, 2)),
)


@mistake("Lengths that differ are cut to fit. Raise ValueError.", example=(((1.0, 2.0),), ((1.0, 2.0, 3.0),)))
def attention_scores_cut_to_fit(Q, K):
    Q, K = np.asarray(Q, dtype=float), np.asarray(K, dtype=float)
    size = min(Q.shape[-1], K.shape[-1])
    return attention_scores(Q[..., :size], K[..., :size])


@mistake("The result is right, but the caller's queries were scaled in place.", example=(np.array(Q), np.array(K)))
def attention_scores_in_place(Q, K):
    scores = attention_scores(Q, K)
    if isinstance(Q, np.ndarray) and Q.dtype == float:
        Q /= math.sqrt(Q.shape[-1])
    return scores


attention_scores_by_a_missing_bracket = mistake.change(
    "math.sqrt(Q.shape[-1])",
    "Q.shape[-1] ** 1 / 2",
    "d ** 1/2 is d to the power 1, and then the half. Write d ** 0.5.",
)
attention_scores_of_the_second_axis = mistake.change(
    "math.sqrt(Q.shape[-1])",
    "math.sqrt(Q.shape[1])",
    "shape[1] is d only without leading axes. Count from the end: shape[-1].",
    example=(np.arange(12.0).reshape(2, 2, 3), np.ones((2, 4, 3))),
)
attention_scores_relative_to_the_largest = mistake.change(
    SCORES,
    f"(lambda s: s - s.max(axis=-1, keepdims=True))({SCORES})",
    "The largest score of each row is subtracted, which belongs to softmax. Return the scores.",
)
attention_scores_as_exponentials = mistake.change(
    SCORES, f"np.exp({SCORES})", "exp was taken, which belongs to softmax. Return the scores."
)
attention_scores_of_one_minus_d = mistake.change(
    "math.sqrt(Q.shape[-1])",
    "math.sqrt(max(Q.shape[-1] - 1, 1))",
    "The root is of d - 1. Take that of d.",
)
attention_scores_divided_by_the_logarithm = mistake.change(
    "math.sqrt(Q.shape[-1])",
    "(math.log(Q.shape[-1]) or 1.0)",
    "The products are divided by a logarithm. Divide by the root of d.",
)
attention_scores_with_absolute_values = mistake.change(
    SCORES,
    f"np.abs({SCORES})",
    "The signs are lost. A score may be negative.",
    example=(((1.0, -2.0),), ((3.0, 4.0), (1.0, 1.0))),
)
attention_scores_never_negative = mistake.change(
    SCORES,
    f"np.maximum({SCORES}, 0.0)",
    "Negative scores are raised to 0. Leave them: softmax makes them small.",
    example=(((1.0, -2.0),), ((3.0, 4.0), (3.0, 1.0))),
)
attention_scores_as_distances = mistake.change(
    SCORES,
    "np.sqrt(((Q[..., :, None, :] - K[..., None, :, :]) ** 2).sum(axis=-1))",
    "These are distances of queries and keys. Take dot products, divided by the root of d.",
)
attention_scores_looking_back = mistake.change(
    SCORES,
    f"(lambda s: np.where(np.tri(*s.shape[-2:], dtype=bool), s, -np.inf))({SCORES})",
    "Keys that come later are masked. No mask is asked for: return all scores.",
)
attention_scores_divided_by_each_length = mistake.change(
    SCORES,
    "Q @ np.swapaxes(K, -1, -2) / (np.linalg.norm(Q, axis=-1, keepdims=True) + (Q == 0).all(axis=-1, keepdims=True))",
    "Each row is divided by the length of its query. Divide by the root of d, how many numbers it has.",
)
attention_scores_scaled_twice = mistake.change(
    SCORES,
    "(Q / Q.shape[-1]) @ np.swapaxes(K / math.sqrt(Q.shape[-1]), -1, -2)",
    "The products are divided by more than the root of d. Divide once.",
)


def _numbers(Q, K):
    attention_scores(Q, K)
    return np.asarray(Q, dtype=float), np.asarray(K, dtype=float)


@mistake("Queries are transposed and not the keys: a table of d by d. Transpose the keys: Q @ K^T.")
def attention_scores_of_the_other_axis(Q, K):
    Q, K = _numbers(Q, K)
    return np.swapaxes(Q, -1, -2) @ K / math.sqrt(Q.shape[-1])


@mistake("Queries and keys are multiplied entry by entry and not added up. Take dot products of all pairs: Q @ K^T.")
def attention_scores_entry_by_entry(Q, K):
    Q, K = _numbers(Q, K)
    return Q * K / math.sqrt(Q.shape[-1])


@mistake("These are the scores of the first query only. A row for each query is wanted.")
def attention_scores_of_the_first_query(Q, K):
    return attention_scores(Q, K)[..., 0, :]


# Other right answers


@alternative
def attention_scores_with_einsum(Q, K):
    Q, K = np.asarray(Q, dtype=float), np.asarray(K, dtype=float)
    if Q.shape[-1] != K.shape[-1]:
        raise ValueError("lengths")
    return np.einsum("...nd,...md->...nm", Q, K) * Q.shape[-1] ** -0.5


@alternative
def attention_scores_by_broadcasting(Q, K):
    Q, K = np.array(Q, dtype=float), np.array(K, dtype=float)
    if np.shape(Q)[-1] != np.shape(K)[-1]:
        raise ValueError("lengths")
    return (Q[..., :, None, :] * K[..., None, :, :]).sum(axis=-1) / np.sqrt(Q.shape[-1])


@alternative
def attention_scores_of_scaled_queries(Q, K):
    Q, K = np.asarray(Q, dtype=float), np.asarray(K, dtype=float)
    length = Q.shape[-1]
    if length != K.shape[-1]:
        raise ValueError("lengths")
    return np.matmul(Q / math.sqrt(length), np.moveaxis(K, -1, -2))
