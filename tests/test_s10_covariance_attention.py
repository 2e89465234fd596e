"""Visible checks of section 10, covariance, correlation and attention."""

import math

import numpy as np

from autograder.checking.compare import assert_close, assert_same, raises


def test_covariance_of_four_pairs(covariance):
    # deviations -1.5, -0.5, 0.5, 1.5 and -17.5, 2.5, -7.5, 22.5: products 26.25, -1.25, -3.75, 33.75
    assert_close(covariance([1, 2, 3, 4], [10, 30, 20, 50]), 55 / 3)
    assert_close(covariance([1, 2, 3, 4], [10, 30, 20, 50], ddof=0), 55 / 4)


def test_covariance_with_itself_is_the_variance(covariance):
    assert_close(covariance([2, 4, 4, 4, 5, 5, 7, 9], [2, 4, 4, 4, 5, 5, 7, 9]), 32 / 7)


def test_covariance_may_be_negative(covariance):
    assert_close(covariance([1, 2, 3], [5, 3, 1]), -2.0)


def test_covariance_does_not_mind_an_offset(covariance):
    x = 1e9 + np.array([1.0, 2.0, 3.0, 4.0])
    assert_close(covariance(x, [10, 30, 20, 50]), 55 / 3, rtol=1e-6)
    assert_close(covariance(x, 1e9 + np.array([10.0, 30.0, 20.0, 50.0])), 55 / 3, rtol=1e-6)


def test_covariance_refuses_what_are_no_pairs(covariance):
    for x, y in (([1, 2, 3], [1, 2]), ([1], [1]), ([], []), ([[1, 2], [3, 4]], [[1, 2], [3, 4]])):
        with raises(ValueError):
            covariance(x, y)


def test_covariance_leaves_its_arguments_unchanged(covariance):
    x, y = np.array([1.0, 2.0, 4.0]), np.array([3.0, 1.0, 5.0])
    covariance(x, y)
    assert_same(x, np.array([1.0, 2.0, 4.0]))
    assert_same(y, np.array([3.0, 1.0, 5.0]))


def test_correlation_of_four_pairs(correlation):
    # sums of squares 5 and 875
    assert_close(correlation([1, 2, 3, 4], [10, 30, 20, 50]), 55 / math.sqrt(5 * 875))


def test_correlation_of_lines(correlation):
    assert_close(correlation([1, 2, 3, 4], [2, 4, 6, 8]), 1.0)
    assert_close(correlation([1, 2, 3], [30, 20, 10]), -1.0)
    assert_close(correlation([-2, -1, 0, 1, 2], [4, 1, 0, 1, 4]), 0.0)


def test_correlation_has_no_unit(correlation):
    expected = 55 / math.sqrt(5 * 875)
    x, y = np.array([1.0, 2.0, 3.0, 4.0]), np.array([10.0, 30.0, 20.0, 50.0])
    assert_close(correlation(1e200 * x, y), expected)
    assert_close(correlation(x, 1e-200 * y + 0.0), expected)


def test_correlation_stays_within_one(correlation):
    x = np.array([0.1, 0.2, 0.3, 0.7, 1.1, 1.3])
    for factor in (3.0, 0.7, 1e-3, 1.7):
        assert_same(bool(correlation(x, factor * x) <= 1.0), True)
    assert_same(bool(correlation([0.1, 0.4, 0.35], [-0.1, -0.4, -0.35]) >= -1.0), True)


def test_correlation_refuses_what_does_not_vary(correlation):
    for x, y in (([0.1, 0.1, 0.1], [1, 2, 3]), ([1, 2, 3], [5, 5, 5]), ([1, 2], [1, 2, 3]), ([1], [2])):
        with raises(ValueError):
            correlation(x, y)


def test_correlation_leaves_its_arguments_unchanged(correlation):
    x, y = np.array([1.0, 2.0, 4.0]), np.array([3.0, 1.0, 5.0])
    correlation(x, y)
    assert_same(x, np.array([1.0, 2.0, 4.0]))
    assert_same(y, np.array([3.0, 1.0, 5.0]))


def test_covariance_matrix_of_three_points(covariance_matrix):
    # centred columns -2, 0, 2 and -4, 0, 4
    assert_close(covariance_matrix([[1, 0], [3, 4], [5, 8]]), np.array([[4.0, 8.0], [8.0, 16.0]]))
    assert_close(covariance_matrix([[1, 0], [3, 4], [5, 8]], ddof=0), np.array([[8.0, 16.0], [16.0, 32.0]]) / 3)


def test_covariance_matrix_of_five_points_with_three_features(covariance_matrix):
    X = [[0, 1, 2], [1, 1, 0], [4, 3, 1], [2, 0, 1], [3, 5, 1]]
    expected = [[2.5, 2.0, -0.25], [2.0, 4.0, 0.0], [-0.25, 0.0, 0.5]]  # sums of products of deviations, over 4
    assert_close(covariance_matrix(X), np.array(expected))


def test_covariance_matrix_of_one_feature_has_two_axes(covariance_matrix):
    assert_close(covariance_matrix([[1.0], [3.0], [5.0]]), np.array([[4.0]]))


def test_covariance_matrix_does_not_mind_an_offset(covariance_matrix):
    X = np.array([[1.0, 0.0], [3.0, 4.0], [5.0, 8.0]]) + np.array([1e9, -1e9])
    assert_close(covariance_matrix(X), np.array([[4.0, 8.0], [8.0, 16.0]]), rtol=1e-6)


def test_covariance_matrix_refuses_what_is_no_table(covariance_matrix):
    for X in ([[1, 2, 3]], [1, 2, 3], np.zeros((2, 2, 2)), np.zeros((0, 3))):
        with raises(ValueError):
            covariance_matrix(X)


def test_covariance_matrix_leaves_its_argument_unchanged(covariance_matrix):
    X = np.array([[1.0, 0.0], [3.0, 4.0]])
    covariance_matrix(X)
    assert_same(X, np.array([[1.0, 0.0], [3.0, 4.0]]))


def test_correlation_matrix_of_lines(correlation_matrix):
    expected = [[1.0, 1.0, -1.0], [1.0, 1.0, -1.0], [-1.0, -1.0, 1.0]]
    assert_close(correlation_matrix([[1, 0, 2], [3, 4, 1], [5, 8, 0]]), np.array(expected))


def test_correlation_matrix_of_five_points(correlation_matrix):
    X = [[0, 1, 2], [1, 1, 0], [4, 3, 1], [2, 0, 1], [3, 5, 1]]
    a, b = 2 / math.sqrt(10), -0.25 / math.sqrt(1.25)  # covariances over roots of variances 2.5, 4 and 0.5
    assert_close(correlation_matrix(X), np.array([[1.0, a, b], [a, 1.0, 0.0], [b, 0.0, 1.0]]))


def test_correlation_matrix_has_exact_ones_and_stays_within(correlation_matrix):
    x = np.array([0.1, 0.2, 0.3, 0.7, 1.1, 1.3])
    matrix = correlation_matrix(np.stack([x, 3 * x, 0.7 * x, -1.7 * x], axis=1))
    assert_same(np.diagonal(matrix).tolist(), [1.0, 1.0, 1.0, 1.0])
    assert_same(bool(np.abs(matrix).max() <= 1.0), True)


def test_correlation_matrix_of_one_feature(correlation_matrix):
    assert_close(correlation_matrix([[1.0], [3.0]]), np.array([[1.0]]))


def test_correlation_matrix_refuses_columns_that_do_not_vary(correlation_matrix):
    for X in ([[1, 0.1], [2, 0.1], [3, 0.1]], [[1, 2, 3]], [1, 2, 3]):
        with raises(ValueError):
            correlation_matrix(X)


def test_correlation_matrix_leaves_its_argument_unchanged(correlation_matrix):
    X = np.array([[1.0, 5.0], [3.0, 4.0]])
    correlation_matrix(X)
    assert_same(X, np.array([[1.0, 5.0], [3.0, 4.0]]))


def test_cosine_similarity_of_directions(cosine_similarity):
    assert_close(cosine_similarity([3, 4], [6, 8]), 1.0)
    assert_close(cosine_similarity([3, 4], [-4, 3]), 0.0)
    assert_close(cosine_similarity([1, 0], [1, 1]), math.sqrt(0.5))
    assert_close(cosine_similarity([1, 2], [-2, -4]), -1.0)


def test_cosine_similarity_does_not_centre(cosine_similarity):
    # 300 / (sqrt(30) sqrt(3900)); the correlation of these is 0.83
    assert_close(cosine_similarity([1, 2, 3, 4], [10, 30, 20, 50]), 330 / math.sqrt(30 * 3900))


def test_cosine_similarity_of_a_zero_vector_is_zero(cosine_similarity):
    assert_close(cosine_similarity([0, 0], [6, 8]), 0.0)
    assert_close(cosine_similarity([0.0, 0.0], [0.0, 0.0]), 0.0)


def test_cosine_similarity_does_not_mind_lengths(cosine_similarity):
    assert_close(cosine_similarity([3e200, 4e200], [3.0, 4.0]), 1.0)
    assert_close(cosine_similarity([1e-200, 0.0], [1e-200, 1e-200]), math.sqrt(0.5))
    x = np.array([0.1, 0.2, 0.3, 0.7, 1.1, 1.3])
    for factor in (3.0, 0.7, 1e-3, 1.7):
        assert_same(bool(cosine_similarity(x, factor * x) <= 1.0), True)


def test_cosine_similarity_refuses_what_are_no_two_vectors(cosine_similarity):
    for a, b in (([1, 2], [1, 2, 3]), ([[1, 2]], [[1, 2]]), (1.0, 2.0)):
        with raises(ValueError):
            cosine_similarity(a, b)


def test_cosine_similarity_leaves_its_arguments_unchanged(cosine_similarity):
    a, b = np.array([1.0, 2.0]), np.array([3.0, 1.0])
    cosine_similarity(a, b)
    assert_same(a, np.array([1.0, 2.0]))
    assert_same(b, np.array([3.0, 1.0]))


def test_attention_scores_are_divided_by_the_root(attention_scores):
    root = math.sqrt(2)
    assert_close(attention_scores([[2, 0], [0, 2]], [[3, 0], [0, 3]]), np.array([[6 / root, 0.0], [0.0, 6 / root]]))


def test_attention_scores_have_a_row_for_each_query(attention_scores):
    # d = 4, so the products are halved
    Q, K = [[1, 0, 2, 0]], [[1, 1, 1, 1], [0, 2, 0, 2], [3, 0, -1, 5]]
    assert_close(attention_scores(Q, K), np.array([[1.5, 0.0, 0.5]]))
    assert_close(
        attention_scores([[1, 2], [3, 4]], [[0, 1], [5, 1]]) * math.sqrt(2), np.array([[2.0, 7.0], [4.0, 19.0]])
    )


def test_attention_scores_of_heads(attention_scores):
    Q = np.arange(12.0).reshape(2, 3, 2)
    K = np.arange(8.0).reshape(2, 2, 2)
    expected = [[Q[head] @ K[head].T] for head in range(2)]
    assert_close(attention_scores(Q, K), np.concatenate(expected) / math.sqrt(2))
    assert_close(attention_scores(Q, K[0]), Q @ K[0].T / math.sqrt(2))


def test_attention_scores_refuses_lengths_that_differ(attention_scores):
    with raises(ValueError):
        attention_scores([[1, 2]], [[1, 2, 3]])


def test_attention_scores_leaves_its_arguments_unchanged(attention_scores):
    Q, K = np.array([[1.0, 2.0]]), np.array([[3.0, 1.0]])
    attention_scores(Q, K)
    assert_same(Q, np.array([[1.0, 2.0]]))
    assert_same(K, np.array([[3.0, 1.0]]))


def test_causal_mask_of_three(causal_mask):
    assert_same(causal_mask(3), np.array([[True, False, False], [True, True, False], [True, True, True]]))


def test_causal_mask_of_one_and_of_many(causal_mask):
    assert_same(causal_mask(1), np.array([[True]]))
    assert_same(causal_mask(7).sum(axis=1).tolist(), [1, 2, 3, 4, 5, 6, 7])


def test_causal_mask_refuses_no_tokens(causal_mask):
    for n in (0, -1):
        with raises(ValueError):
            causal_mask(n)


def test_scaled_dot_product_attention_of_one_query(scaled_dot_product_attention):
    # scores 0 and ln 3
    output, weights = scaled_dot_product_attention([[1.0]], [[0.0], [math.log(3)]], [[4], [8]])
    assert_close(weights, np.array([[0.25, 0.75]]))
    assert_close(output, np.array([[7.0]]))


def test_scaled_dot_product_attention_of_four_sizes(scaled_dot_product_attention):
    # 2 queries and 3 keys of length 4, values of length 2; scores 0, ln 2, ln 4 and three zeros
    Q = [[2, 0, 0, 0], [0, 0, 0, 0]]
    K = [[0, 1, 0, 0], [math.log(2), 0, 0, 0], [math.log(4), 0, 1, 0]]
    V = [[7, 0], [0, 7], [14, 7]]
    output, weights = scaled_dot_product_attention(Q, K, V)
    assert_close(weights, np.array([[1 / 7, 2 / 7, 4 / 7], [1 / 3, 1 / 3, 1 / 3]]))
    assert_close(output, np.array([[9.0, 6.0], [7.0, 14 / 3]]))


def test_scaled_dot_product_attention_keeps_to_the_mask(scaled_dot_product_attention):
    mask = np.array([[True, False, False], [True, True, False], [False, False, True]])
    output, weights = scaled_dot_product_attention(np.zeros((3, 2)), np.ones((3, 2)), [[2.0], [4.0], [9.0]], mask)
    assert_close(weights, np.array([[1.0, 0.0, 0.0], [0.5, 0.5, 0.0], [0.0, 0.0, 1.0]]))
    assert_close(output, np.array([[2.0], [3.0], [9.0]]))


def test_scaled_dot_product_attention_masks_large_scores_before_softmax(scaled_dot_product_attention):
    # the forbidden score is the largest by far
    mask = np.array([[True, True, False]])
    output, weights = scaled_dot_product_attention([[1.0]], [[0.0], [0.0], [800.0]], [[1.0], [3.0], [100.0]], mask)
    assert_close(weights, np.array([[0.5, 0.5, 0.0]]))
    assert_close(output, np.array([[2.0]]))


def test_scaled_dot_product_attention_of_a_row_that_sees_nothing(scaled_dot_product_attention):
    mask = np.array([[False, False], [False, True]])
    output, weights = scaled_dot_product_attention(np.ones((2, 3)), np.ones((2, 3)), [[4.0], [8.0]], mask)
    assert_close(weights, np.array([[0.0, 0.0], [0.0, 1.0]]))
    assert_close(output, np.array([[0.0], [8.0]]))


def test_scaled_dot_product_attention_of_huge_scores(scaled_dot_product_attention):
    output, weights = scaled_dot_product_attention([[1000.0]], [[1.0], [1.0], [-1.0]], [[2.0], [4.0], [50.0]])
    assert_close(weights, np.array([[0.5, 0.5, 0.0]]))
    assert_close(output, np.array([[3.0]]))
    assert_close(scaled_dot_product_attention([[-1000.0]], [[1.0], [1.0]], [[2.0], [4.0]])[0], np.array([[3.0]]))


def test_scaled_dot_product_attention_of_heads(scaled_dot_product_attention):
    Q, K = np.sin(np.arange(24.0)).reshape(2, 3, 4), np.cos(np.arange(40.0)).reshape(2, 5, 4)
    V, mask = np.arange(20.0).reshape(2, 5, 2), np.arange(15).reshape(3, 5) % 4 != 1
    output, weights = scaled_dot_product_attention(Q, K, V, mask)
    for head in range(2):
        alone = scaled_dot_product_attention(Q[head], K[head], V[head], mask)
        assert_close(output[head], alone[0])
        assert_close(weights[head], alone[1])
    assert_close(weights.sum(axis=-1), np.ones((2, 3)))


def test_scaled_dot_product_attention_refuses_what_does_not_fit(scaled_dot_product_attention):
    for Q, K, V in (([[1, 2]], [[1, 2, 3]], [[1]]), ([[1, 2]], [[1, 2], [3, 4]], [[1]])):
        with raises(ValueError):
            scaled_dot_product_attention(Q, K, V)


def test_scaled_dot_product_attention_leaves_its_arguments_unchanged(scaled_dot_product_attention):
    Q, K, V, mask = np.array([[1.0, 2.0]]), np.array([[3.0, 1.0]]), np.array([[5.0]]), np.array([[True]])
    scaled_dot_product_attention(Q, K, V, mask)
    assert_same(
        [Q, K, V, mask], [np.array([[1.0, 2.0]]), np.array([[3.0, 1.0]]), np.array([[5.0]]), np.array([[True]])]
    )


def test_whiten_of_four_corners(whiten):
    # variances 4/3 and 16/3, no covariance: each deviation of 1 or 2 becomes sqrt(3) / 2
    a = math.sqrt(3) / 2
    expected = [[-a, -a], [a, -a], [-a, a], [a, a]]
    assert_close(whiten([[0, 0], [2, 0], [0, 4], [2, 4]]), np.array(expected), rtol=1e-7)


def test_whiten_makes_the_covariance_the_identity(whiten):
    X = np.array([[1.0, 2.0, 0.5], [3.0, 1.0, 0.0], [4.0, 4.0, 1.5], [0.0, 3.0, 2.0], [2.0, 5.0, 1.0], [6.0, 0.0, 3.0]])
    white = whiten(X)
    assert_close(white.mean(axis=0), np.zeros(3), atol=1e-9)
    assert_close(white.T @ white / 5, np.eye(3), rtol=1e-6, atol=1e-6)


def test_whiten_turns_back(whiten):
    # X = [[-1, -1], [1, 1], [-1, 1], [1, -1]] has variance 4/3 everywhere: it is only scaled
    X = np.array([[-1.0, -1.0], [1.0, 1.0], [-1.0, 1.0], [1.0, -1.0]])
    assert_close(whiten(X), X * math.sqrt(0.75), rtol=1e-7)
    line = whiten(np.array([[0.0, 0.0], [1.0, 2.0], [2.0, 1.0], [3.0, 3.0]]))
    # eigenvalues 2.5 along (1, 1) and 5/6 - ... along (1, -1): (3, 3) lies on the first diagonal
    assert_close(line[3, 0], line[3, 1])


def test_whiten_adds_epsilon_to_the_eigenvalues(whiten):
    # one feature with variance 4
    assert_close(whiten([[1.0], [3.0], [5.0]], eps=5.0), np.array([[-2.0], [0.0], [2.0]]) / 3)


def test_whiten_of_a_direction_without_variance(whiten):
    white = whiten(np.array([[1.0, 7.0], [3.0, 7.0], [5.0, 7.0]]))
    assert_close(white, np.array([[-1.0, 0.0], [0.0, 0.0], [1.0, 0.0]]), rtol=1e-6, atol=1e-3)


def test_whiten_refuses_what_is_no_table(whiten):
    for X in ([[1, 2, 3]], [1, 2, 3]):
        with raises(ValueError):
            whiten(X)


def test_whiten_leaves_its_argument_unchanged(whiten):
    X = np.array([[1.0, 5.0], [3.0, 4.0], [2.0, 2.0]])
    whiten(X)
    assert_same(X, np.array([[1.0, 5.0], [3.0, 4.0], [2.0, 2.0]]))


def test_spearman_of_rising_curves(spearman):
    assert_close(spearman([1, 10, 100, 1000], [1, 2, 3, 4]), 1.0)
    assert_close(spearman([1, 2, 3, 4], [9, 3, 1, 0]), -1.0)


def test_spearman_uses_ranks(spearman):
    # ranks 3, 1, 4, 2, 5 and 1, 3, 2, 5, 4: squared differences 4, 4, 4, 9, 1, so 1 - 6 * 22 / 120
    assert_close(spearman([30, 10, 40, 20, 50], [0.1, 0.3, 0.2, 0.5, 0.4]), -0.1)


def test_spearman_shares_ranks(spearman):
    # ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4: deviations give 4.5 / sqrt(4.5 * 5)
    assert_close(spearman([1, 2, 2, 3], [1, 3, 2, 4]), 4.5 / math.sqrt(4.5 * 5))


def test_spearman_refuses_what_does_not_vary(spearman):
    for x, y in (([2, 2, 2], [1, 2, 3]), ([1, 2, 3], [0, 0, 0]), ([1, 2], [1, 2, 3]), ([1], [1])):
        with raises(ValueError):
            spearman(x, y)


def test_spearman_leaves_its_arguments_unchanged(spearman):
    x, y = np.array([3.0, 1.0, 2.0]), np.array([1.0, 5.0, 2.0])
    spearman(x, y)
    assert_same(x, np.array([3.0, 1.0, 2.0]))
    assert_same(y, np.array([1.0, 5.0, 2.0]))
