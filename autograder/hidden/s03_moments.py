"""Hidden suite of section 3, expectation, variance and layer normalisation.

Arrays that are used a second time are handed over as copies, so that a function that changes its arguments fails the
criterion about that, and no other. Where a common offset of 1e9 is tested, the tolerance is the docstrings' six digits:
one-pass formulas err by more than the whole result there, while honest algorithms differ by rounding of up to 1e-7.
"""

import math

import numpy as np

from autograder.checking.batteries import distributions, sparse_distributions
from autograder.checking.compare import assert_close, assert_same, raises
from autograder.checking.criteria import criterion

SIX_DIGITS = 1e-6
FLOAT16_DIGITS = 2e-3

NOT_DISTRIBUTIONS = ([3, 1], [1.5, -0.5], [0.5, 0.4], [0.5, 0.500001], [math.nan, 1], [math.inf, 0.5])


def _values(rng, size):
    """Numbers of both signs and several sizes, so that no mean is 0 and no variance is 1."""
    return rng.normal(float(rng.uniform(-20, 20)), float(rng.uniform(2, 8)), size=size)


def _pairs_far_from_zero(rng, count):
    """Pairs of whole numbers near 1e9, an odd distance apart, with the squared half of it.

    A one-pass formula, which is wrong by a multiple of 1/4 at least, finds the same wrong number in whatever order it
    adds up, so that it is recognised.
    """
    for first, half in zip(rng.integers(0, 400, size=count).tolist(), rng.integers(0, 40, size=count), strict=True):
        distance = 2 * int(half) + 1
        yield np.array([1e9 + first, 1e9 + first + distance]), distance**2 / 4


def _far_from_zero(rng, size):
    """Whole numbers near 1e9, which floats hold exactly, with deviations that are no multiples of each other."""
    return 1e9 + rng.permutation(np.arange(size) ** 2)


# 3.1 expectation


@criterion("expectation", core=True)
def test_expectation_matches_the_definition(expectation, reference, rng):
    for probs in distributions(rng, (2, 3, 7, 50)):
        values = _values(rng, probs.size)
        assert_close(expectation(values.copy(), probs.copy()), reference.expectation(values, probs))


@criterion("expectation", core=True)
def test_expectation_is_neither_the_plain_mean_nor_the_most_likely_value(expectation, rng):
    for p in rng.uniform(0.05, 0.45, size=4).tolist():
        assert_close(expectation([-30, 70], [p, 1 - p]), 70 - 100 * p)


@criterion("expectation")
def test_expectation_of_a_certain_value_is_that_value(expectation, rng):
    assert_close(expectation([12.5], [1.0]), 12.5)
    assert_close(expectation([1e9, -3, 8], [0, 1, 0]), -3.0)
    for probs in sparse_distributions(rng, (4, 9)):
        assert_close(expectation(np.full(probs.size, 7.0), probs), 7.0)


@criterion("expectation")
def test_expectation_refuses_what_is_not_a_distribution_but_allows_for_rounding(expectation):
    for probs in NOT_DISTRIBUTIONS:
        with raises(ValueError):
            expectation([1, 2], probs)
    with raises(ValueError):
        expectation([], [])
    # Within 1e-8 of 1. The change of 5e-9 in a probability moves the expectation by about as much.
    assert_close(expectation([1, 3], [0.5, 0.5 + 5e-9]), 2.0, atol=3e-8)
    assert_close(expectation([1, 3] * 5, [0.1] * 10), 2.0)


@criterion("expectation")
def test_expectation_refuses_different_shapes(expectation):
    for values in ([5], [1, 2, 3], [[1], [2]], [[1, 2]]):
        with raises(ValueError):
            expectation(values, [0.25, 0.75])
    with raises(ValueError):
        expectation([1, 2, 3], [1.0])


@criterion("expectation")
def test_expectation_takes_lists_and_leaves_arrays_unchanged(expectation, reference, rng):
    assert_close(expectation((2, 4), (0.25, 0.75)), 3.5)
    (probs,) = sparse_distributions(rng, (6,))
    values = _values(rng, 6)
    values_before, probs_before = values.copy(), probs.copy()
    assert_close(expectation(values, probs), reference.expectation(values_before, probs_before))
    assert_same(values, values_before)
    assert_same(probs, probs_before)


# 3.2 variance_of


@criterion("variance_of", core=True)
def test_variance_of_matches_the_definition(variance_of, reference, rng):
    for probs in distributions(rng, (2, 3, 7, 50)):
        values = _values(rng, probs.size)
        assert_close(variance_of(values.copy(), probs.copy()), reference.variance_of(values, probs))


@criterion("variance_of", core=True)
def test_variance_of_is_the_squared_distance_of_two_values_times_both_probabilities(variance_of, rng):
    for p in rng.uniform(0.05, 0.45, size=4).tolist():
        assert_close(variance_of([-30, 70], [p, 1 - p]), 10_000 * p * (1 - p))


@criterion("variance_of")
def test_variance_of_is_not_spoilt_by_an_offset(variance_of, rng):
    for values, expected in _pairs_far_from_zero(rng, 4):
        assert_close(variance_of(values.copy(), np.array([0.5, 0.5])), expected, rtol=SIX_DIGITS)
        assert_close(variance_of(-values, np.array([0.5, 0.5])), expected, rtol=SIX_DIGITS)


@criterion("variance_of")
def test_variance_of_is_exactly_zero_for_a_certain_value(variance_of):
    assert_same(variance_of([7.3], [1.0]), 0.0)
    assert_same(variance_of([3, 8, -2], [0, 1, 0]), 0.0)
    assert_same(variance_of([1e9, 0.1], [0, 1]), 0.0)


@criterion("variance_of")
def test_variance_of_is_zero_for_equal_values_and_never_negative(variance_of, rng):
    for value in (0.1, -0.7, 33.3, 100 / 3):
        for probs in distributions(rng, (3, 7)):
            variance = variance_of(np.full(probs.size, value), probs)
            assert_close(variance, 0.0)
            assert_same(variance, max(variance, 0.0))


@criterion("variance_of")
def test_variance_of_checks_its_arguments_and_leaves_them_unchanged(variance_of, reference, rng):
    for bad in NOT_DISTRIBUTIONS:
        with raises(ValueError):
            variance_of([1, 2], bad)
    for values in ([5], [1, 2, 3], [[1], [2]]):
        with raises(ValueError):
            variance_of(values, [0.25, 0.75])
    assert_close(variance_of((2, 6), (0.25, 0.75)), 3.0)
    (probs,) = sparse_distributions(rng, (6,))
    values = _values(rng, 6)
    values_before, probs_before = values.copy(), probs.copy()
    assert_close(variance_of(values, probs), reference.variance_of(values_before, probs_before))
    assert_same(values, values_before)
    assert_same(probs, probs_before)


# 3.3 sample_variance


@criterion("sample_variance", core=True)
def test_sample_variance_divides_by_n_minus_1_unless_told_otherwise(sample_variance, reference, rng):
    for size in (2, 3, 7, 60):
        x = _values(rng, size)
        assert_close(sample_variance(x.copy()), reference.sample_variance(x))


@criterion("sample_variance", core=True)
def test_sample_variance_uses_the_ddof_it_is_given(sample_variance, reference, rng):
    for ddof in (0, 1, 2, 4):
        for size in (5, 9):
            x = _values(rng, size)
            assert_close(sample_variance(x.copy(), ddof), reference.sample_variance(x, ddof))


@criterion("sample_variance")
def test_sample_variance_is_not_spoilt_by_an_offset(sample_variance, rng):
    for x, expected in _pairs_far_from_zero(rng, 4):
        for ddof in (0, 1):
            assert_close(sample_variance(x.copy(), ddof), expected * 2 / (2 - ddof), rtol=SIX_DIGITS)
            assert_close(sample_variance(-x, ddof), expected * 2 / (2 - ddof), rtol=SIX_DIGITS)


@criterion("sample_variance")
def test_sample_variance_of_equal_numbers_is_zero_and_never_negative(sample_variance):
    for x in ([6.0] * 2, [-3] * 7, [1e9 + 7] * 5):
        assert_same(sample_variance(x), 0.0)
        assert_same(sample_variance(x, 0), 0.0)
    for size in (3, 6, 10, 49):
        variance = sample_variance([0.1] * size, 0)
        assert_close(variance, 0.0)
        assert_same(variance, max(variance, 0.0))


@criterion("sample_variance")
def test_sample_variance_refuses_too_few_numbers(sample_variance):
    for x, ddof in (([], 0), ([], 1), ([5.0], 1), ([5.0, 6.0], 2), ([5.0, 6.0], 3)):
        with raises(ValueError):
            sample_variance(x, ddof)
    assert_same(sample_variance([5.0], 0), 0.0)
    assert_close(sample_variance([5.0, 7.0, 9.0], 2), 8.0)


@criterion("sample_variance")
def test_sample_variance_takes_lists_and_leaves_arrays_unchanged(sample_variance, reference, rng):
    assert_close(sample_variance((1, 2, 3)), 1.0)
    for x in (_values(rng, 6), np.array([4, 9, 1, 1])):
        before = x.copy()
        assert_close(sample_variance(x), reference.sample_variance(before))
        assert_same(x, before)


# 3.4 standardize


def _table(rng, shape):
    """A table with another mean and another spread in every column."""
    columns = shape[-1]
    return rng.normal(rng.uniform(-20, 20, size=columns), rng.uniform(0.5, 8, size=columns), size=shape)


@criterion("standardize", core=True)
def test_standardize_works_column_by_column(standardize, reference, rng):
    for shape in ((5, 3), (2, 4), (30, 7), (6, 1)):
        x = _table(rng, shape)
        assert_close(standardize(x.copy()), reference.standardize(x))


@criterion("standardize", core=True)
def test_standardize_works_along_the_axis_it_is_given(standardize, reference, rng):
    for shape, axis in (((5, 3), 1), ((5, 3), -1), ((4, 6), 0), ((2, 3, 5), 1), ((2, 3, 5), -1), ((8,), 0)):
        x = _table(rng, shape)
        assert_close(standardize(x.copy(), axis), reference.standardize(x, axis))


@criterion("standardize")
def test_standardize_gives_zeros_where_all_entries_are_equal(standardize, reference, rng):
    x = _table(rng, (4, 3))
    x[:, 1] = -5.0
    assert_close(standardize(x.copy()), reference.standardize(x))
    z = math.sqrt(1.5)
    assert_close(standardize([[2, 2, 2], [1, 2, 3]], axis=1), np.array([[0.0, 0.0, 0.0], [-z, 0.0, z]]))
    assert_close(standardize([[3.0, 8.0]]), np.zeros((1, 2)))
    assert_close(standardize([[3.0, 1.0], [3.0, 5.0]], eps=12.0), np.array([[0.0, -0.5], [0.0, 0.5]]))


@criterion("standardize")
def test_standardize_is_not_fooled_by_the_rounding_of_a_mean(standardize):
    for size in (3, 6, 10, 49):
        for value in (0.1, 0.7, 1e9 + 0.1):
            assert_close(standardize(np.full((size, 2), value)), np.zeros((size, 2)))
    # Nearly equal is not equal.
    assert_close(standardize([1.0, 1.0 + 2**-40]), np.array([-1.0, 1.0]))


@criterion("standardize")
def test_standardize_adds_eps_to_the_variance(standardize, reference, rng):
    for eps in (1e-5, 0.5, 3.0):
        for x in (_table(rng, (5, 3)), 0.01 * _table(rng, (4, 2))):
            assert_close(standardize(x.copy(), eps=eps), reference.standardize(x, eps=eps))
    assert_close(standardize([1e-3, 3e-3], 0, 3e-6), np.array([-0.5, 0.5]))


@criterion("standardize")
def test_standardize_is_not_spoilt_by_an_offset(standardize, reference, rng):
    x = np.stack([_far_from_zero(rng, 7), _far_from_zero(rng, 7)], axis=1)
    assert_close(standardize(x.copy()), reference.standardize(x - 1e9), atol=SIX_DIGITS)


@criterion("standardize")
def test_standardize_takes_lists_and_leaves_arrays_unchanged(standardize, reference, rng):
    assert_close(standardize(((0, 100), (4, 102))), np.array([[-1.0, -1.0], [1.0, 1.0]]))
    constant = _table(rng, (4, 3))
    constant[:, 0] = 2.0
    for x in (_table(rng, (4, 3)), constant, np.array([[4, 9], [1, 1], [0, 9]])):
        before = x.copy()
        assert_close(standardize(x), reference.standardize(before))
        assert_same(x, before)


# 3.5 bias_variance


@criterion("bias_variance", core=True)
def test_bias_variance_matches_the_definition(bias_variance, reference, rng):
    for runs, points in ((2, 3), (5, 4), (3, 11), (20, 1)):
        target = _values(rng, points)
        predictions = target + _table(rng, (runs, points))
        assert_close(bias_variance(predictions.copy(), target.copy()), reference.bias_variance(predictions, target))


@criterion("bias_variance", core=True)
def test_bias_variance_separates_what_all_runs_share_from_where_they_differ(bias_variance):
    # The runs agree with each other, then with the target on average.
    assert_close(bias_variance([[4.0, -1.0, 2.0]] * 5, [1.0, 3.0, 2.0]), (25 / 3, 0.0))
    assert_close(bias_variance([[0.0, 5.0], [4.0, 5.0], [2.0, 5.0]], [2.0, 5.0]), (0.0, 4 / 3))


@criterion("bias_variance")
def test_bias_variance_does_not_let_biases_of_different_points_cancel(bias_variance):
    assert_close(bias_variance([[12.0, 8.0], [12.0, 8.0], [12.0, 8.0]], [10.0, 10.0]), (4.0, 0.0))
    assert_close(bias_variance([[0.0, 7.0, 2.0], [2.0, 7.0, 4.0]], [2.0, 5.0, 4.0]), (2.0, 2 / 3))


@criterion("bias_variance")
def test_bias_variance_of_a_single_run_is_all_bias(bias_variance, rng):
    target = _values(rng, 6)
    errors = np.array([1.0, -2.0, 0.0, 3.0, 0.0, 4.0])
    assert_close(bias_variance([(target + errors).tolist()], target), (5.0, 0.0))


@criterion("bias_variance")
def test_bias_variance_refuses_shapes_that_do_not_fit(bias_variance):
    table = np.arange(6.0).reshape(2, 3)
    for target in ([1.0], [1.0, 2.0], [[1.0, 2.0, 3.0]], [[1.0], [2.0]]):
        with raises(ValueError):
            bias_variance(table, target)
    for predictions in ([1.0, 2.0, 3.0], np.zeros((0, 3)), np.zeros((2, 2, 3))):
        with raises(ValueError):
            bias_variance(predictions, [1.0, 2.0, 3.0])
    with raises(ValueError):
        bias_variance(np.zeros((2, 0)), [])


@criterion("bias_variance")
def test_bias_variance_takes_lists_and_leaves_arrays_unchanged(bias_variance, reference, rng):
    assert_close(bias_variance(((1, 0), (3, 0)), (5, 0)), (4.5, 0.5))
    predictions, target = _table(rng, (4, 3)), _values(rng, 3)
    predictions_before, target_before = predictions.copy(), target.copy()
    expected = reference.bias_variance(predictions_before, target_before)
    assert_close(bias_variance(predictions, target), expected)
    assert_same(predictions, predictions_before)
    assert_same(target, target_before)


# 3.6 variance_of_linear_combination


def _covariances(rng, sizes):
    """One covariance matrix of each size: symmetric, with variances that differ and covariances of both signs."""
    for size in sizes:
        factors = rng.normal(size=(size, size + 1)) * rng.uniform(0.5, 3, size=(size, 1))
        yield factors @ factors.T


@criterion("variance_of_linear_combination", core=True)
def test_variance_of_linear_combination_matches_the_definition(variance_of_linear_combination, reference, rng):
    for cov in _covariances(rng, (2, 3, 6, 20)):
        weights = rng.normal(size=len(cov)) * 2
        expected = reference.variance_of_linear_combination(weights, cov)
        assert_close(variance_of_linear_combination(weights.copy(), cov.copy()), expected)


@criterion("variance_of_linear_combination", core=True)
def test_variance_of_linear_combination_counts_each_covariance_twice(variance_of_linear_combination, rng):
    for rho in rng.uniform(-0.9, 0.9, size=4).tolist():
        # 9 * 4 + 4 * 1 + 2 * 3 * 2 * (rho * 2 * 1)
        assert_close(variance_of_linear_combination([3, 2], [[4, 2 * rho], [2 * rho, 1]]), 40 + 24 * rho)
        assert_close(variance_of_linear_combination([3, -2], [[4, 2 * rho], [2 * rho, 1]]), 40 - 24 * rho)


@criterion("variance_of_linear_combination")
def test_variance_of_linear_combination_of_uncorrelated_variables(variance_of_linear_combination, rng):
    weights, variances = rng.normal(size=5), rng.uniform(0.5, 4, size=5)
    expected = float(np.sum(weights**2 * variances))
    assert_close(variance_of_linear_combination(weights.copy(), np.diag(variances)), expected)
    assert_close(variance_of_linear_combination(-weights, np.diag(variances)), expected)


@criterion("variance_of_linear_combination")
def test_variance_of_linear_combination_of_one_variable_or_of_none_that_counts(variance_of_linear_combination):
    assert_close(variance_of_linear_combination([-3], [[2.5]]), 22.5)
    assert_close(variance_of_linear_combination([0, 2, 0], [[5, 1, 1], [1, 3, 1], [1, 1, 7]]), 12.0)
    assert_close(variance_of_linear_combination([0, 0], [[5, 1], [1, 3]]), 0.0)


@criterion("variance_of_linear_combination")
def test_variance_of_linear_combination_refuses_shapes_that_do_not_fit(variance_of_linear_combination):
    square = [[2.0, 1.0], [1.0, 2.0]]
    for weights in ([1.0], [1.0, 1.0, 1.0], [[1.0, 1.0]], [[1.0], [1.0]]):
        with raises(ValueError):
            variance_of_linear_combination(weights, square)
    for cov in ([[2.0]], [2.0, 2.0], [[2.0, 1.0]], [[2.0, 1.0], [1.0, 2.0], [0.0, 0.0]], [square]):
        with raises(ValueError):
            variance_of_linear_combination([1.0, 1.0], cov)


@criterion("variance_of_linear_combination")
def test_variance_of_linear_combination_takes_lists_and_leaves_arrays_unchanged(
    variance_of_linear_combination, reference, rng
):
    assert_close(variance_of_linear_combination((1, 2), ((1, 1), (1, 3))), 17.0)
    (cov,) = _covariances(rng, (4,))
    weights = rng.uniform(1, 2, size=4)
    weights_before, cov_before = weights.copy(), cov.copy()
    expected = reference.variance_of_linear_combination(weights_before, cov_before)
    assert_close(variance_of_linear_combination(weights, cov), expected)
    assert_same(weights, weights_before)
    assert_same(cov, cov_before)


# 3.7 layer_norm


def _activations(rng, shape):
    """Vectors that each have a mean and a spread of their own."""
    rows = (*shape[:-1], 1)
    return rng.normal(rng.uniform(-20, 20, size=rows), rng.uniform(0.5, 8, size=rows), size=shape)


def _parameters(rng, size):
    """A scale and a shift that are far from 1 and 0, and different for every feature."""
    return rng.uniform(1.5, 4, size=size) * rng.choice([-1, 1], size=size), rng.uniform(1, 5, size=size)


@criterion("layer_norm", core=True)
def test_layer_norm_matches_the_definition_for_every_shape(layer_norm, reference, rng):
    for shape in ((3, 5), (4, 2), (2, 3, 4), (7,), (1, 64)):
        x, (gamma, beta) = _activations(rng, shape), _parameters(rng, shape[-1])
        assert_close(layer_norm(x.copy(), gamma.copy(), beta.copy()), reference.layer_norm(x, gamma, beta))


@criterion("layer_norm", core=True)
def test_layer_norm_adds_eps_to_the_variance_inside_the_root(layer_norm, reference, rng):
    gamma, beta = _parameters(rng, 5)
    for scale in (1e-4, 1e-3, 1e-2):
        x = scale * _activations(rng, (3, 5))
        assert_close(layer_norm(x.copy(), gamma, beta), reference.layer_norm(x, gamma, beta))
    for eps in (1e-12, 0.1, 4.0):
        x = _activations(rng, (3, 5))
        assert_close(layer_norm(x.copy(), gamma, beta, eps), reference.layer_norm(x, gamma, beta, eps))


@criterion("layer_norm")
def test_layer_norm_of_a_constant_vector_is_beta(layer_norm, rng):
    gamma, beta = _parameters(rng, 6)
    for value in (0.0, 0.1, -7.0, 1000.0):
        assert_close(layer_norm(np.full((2, 6), value), gamma, beta), np.stack([beta, beta]))
    assert_close(layer_norm([[5.0], [-2.0]], [3.0], [0.25]), np.array([[0.25], [0.25]]))


@criterion("layer_norm")
def test_layer_norm_treats_each_vector_by_itself(layer_norm, reference, rng):
    gamma, beta = _parameters(rng, 4)
    row, other = _activations(rng, (4,)), _activations(rng, (4,))
    expected = reference.layer_norm(row, gamma, beta)
    for scale in (0.0, 1.0, 1000.0):
        neighbour = reference.layer_norm(scale * other, gamma, beta)
        assert_close(layer_norm(np.stack([scale * other, row]), gamma, beta), np.stack([neighbour, expected]))
        assert_close(layer_norm(np.stack([row, scale * other]), gamma, beta), np.stack([expected, neighbour]))


@criterion("layer_norm")
def test_layer_norm_answers_in_the_dtype_of_x_and_computes_in_float64(layer_norm, reference, rng):
    gamma, beta = _parameters(rng, 8)
    x = (rng.normal(size=(5, 8)) + 2000).astype(np.float32)
    out = layer_norm(x.copy(), gamma, beta)
    assert_close(out, reference.layer_norm(x.astype(float), gamma, beta), rtol=SIX_DIGITS, atol=SIX_DIGITS)
    assert_same(out.dtype.name, "float32")
    # Squares of these are more than float16 can hold.
    half = (rng.normal(size=(3, 8)) * 2000).astype(np.float16)
    out = layer_norm(half.copy(), gamma, beta)
    assert_close(out, reference.layer_norm(half.astype(float), gamma, beta), rtol=FLOAT16_DIGITS, atol=FLOAT16_DIGITS)
    assert_same(out.dtype.name, "float16")
    whole = rng.integers(-9, 9, size=(3, 8))
    out = layer_norm(whole.copy(), gamma.astype(np.float32), beta.astype(np.float32))
    assert_close(out, reference.layer_norm(whole, gamma.astype(np.float32), beta.astype(np.float32)))
    assert_same(out.dtype.name, "float64")


@criterion("layer_norm")
def test_layer_norm_refuses_parameters_that_do_not_fit(layer_norm):
    x, good = np.arange(12.0).reshape(3, 4), np.ones(4)
    for bad in (np.ones(3), np.ones(5), np.ones(1), np.ones((3, 1)), np.ones((1, 4)), np.ones((3, 4)), 1.0):
        with raises(ValueError):
            layer_norm(x, bad, good)
        with raises(ValueError):
            layer_norm(x, good, bad)


@criterion("layer_norm")
def test_layer_norm_takes_lists_and_empty_batches_and_leaves_arrays_unchanged(layer_norm, reference, rng):
    assert_close(layer_norm([[3, 5]], [1, 10], [2, 0], 3.0), np.array([[1.5, 5.0]]))
    gamma, beta = _parameters(rng, 4)
    assert_close(layer_norm(np.zeros((0, 4)), gamma, beta), np.zeros((0, 4)))
    x = _activations(rng, (3, 4))
    x_before, gamma_before, beta_before = x.copy(), gamma.copy(), beta.copy()
    assert_close(layer_norm(x, gamma, beta), reference.layer_norm(x_before, gamma_before, beta_before))
    assert_same(x, x_before)
    assert_same(gamma, gamma_before)
    assert_same(beta, beta_before)


# 3.8 rms_norm


@criterion("rms_norm", core=True)
def test_rms_norm_matches_the_definition_for_every_shape(rms_norm, reference, rng):
    for shape in ((3, 5), (4, 2), (2, 3, 4), (7,), (1, 64)):
        x, (gamma, _) = _activations(rng, shape), _parameters(rng, shape[-1])
        assert_close(rms_norm(x.copy(), gamma.copy()), reference.rms_norm(x, gamma))


@criterion("rms_norm", core=True)
def test_rms_norm_adds_eps_to_the_mean_square_inside_the_root(rms_norm, reference, rng):
    gamma, _ = _parameters(rng, 5)
    for scale in (1e-4, 1e-3):
        x = scale * rng.normal(size=(3, 5))
        assert_close(rms_norm(x.copy(), gamma), reference.rms_norm(x, gamma))
    for eps in (1e-12, 0.1, 400.0):
        x = _activations(rng, (3, 5))
        assert_close(rms_norm(x.copy(), gamma, eps), reference.rms_norm(x, gamma, eps))


@criterion("rms_norm")
def test_rms_norm_of_zeros_is_zeros_and_of_a_constant_is_gamma(rms_norm, rng):
    gamma, _ = _parameters(rng, 6)
    assert_close(rms_norm(np.zeros((2, 6)), gamma), np.zeros((2, 6)))
    assert_close(rms_norm(np.full(6, 3.0), gamma, 7.0), 0.75 * gamma)
    assert_close(rms_norm(np.full(6, -3.0), gamma, 7.0), -0.75 * gamma)


@criterion("rms_norm")
def test_rms_norm_treats_each_vector_by_itself(rms_norm, reference, rng):
    gamma, _ = _parameters(rng, 4)
    row, other = _activations(rng, (4,)), _activations(rng, (4,))
    expected = reference.rms_norm(row, gamma)
    for scale in (0.0, 1.0, 1000.0):
        neighbour = reference.rms_norm(scale * other, gamma)
        assert_close(rms_norm(np.stack([scale * other, row]), gamma), np.stack([neighbour, expected]))


@criterion("rms_norm")
def test_rms_norm_answers_in_the_dtype_of_x_and_does_not_overflow(rms_norm, reference, rng):
    gamma, _ = _parameters(rng, 8)
    single = (rng.normal(size=(5, 8)) * 50).astype(np.float32)
    out = rms_norm(single.copy(), gamma)
    assert_close(out, reference.rms_norm(single.astype(float), gamma), rtol=SIX_DIGITS, atol=SIX_DIGITS)
    assert_same(out.dtype.name, "float32")
    half = (rng.normal(size=(3, 8)) * 2000).astype(np.float16)
    out = rms_norm(half.copy(), gamma)
    assert_close(out, reference.rms_norm(half.astype(float), gamma), rtol=FLOAT16_DIGITS, atol=FLOAT16_DIGITS)
    assert_same(out.dtype.name, "float16")
    # Whole numbers whose squares do not fit into 32 bits.
    whole = rng.integers(-90_000, 90_000, size=(3, 8)).astype(np.int32)
    out = rms_norm(whole.copy(), gamma.astype(np.float32))
    assert_close(out, reference.rms_norm(whole, gamma.astype(np.float32)))
    assert_same(out.dtype.name, "float64")


@criterion("rms_norm")
def test_rms_norm_refuses_a_gamma_that_does_not_fit(rms_norm):
    x = np.arange(12.0).reshape(3, 4)
    for bad in (np.ones(3), np.ones(5), np.ones(1), np.ones((3, 1)), np.ones((1, 4)), np.ones((3, 4)), 1.0):
        with raises(ValueError):
            rms_norm(x, bad)


@criterion("rms_norm")
def test_rms_norm_takes_lists_and_empty_batches_and_leaves_arrays_unchanged(rms_norm, reference, rng):
    assert_close(rms_norm([[3, -3]], [2, 4], 7.0), np.array([[1.5, -3.0]]))
    gamma, _ = _parameters(rng, 4)
    assert_close(rms_norm(np.zeros((0, 4)), gamma), np.zeros((0, 4)))
    x = _activations(rng, (3, 4))
    x_before, gamma_before = x.copy(), gamma.copy()
    assert_close(rms_norm(x, gamma), reference.rms_norm(x_before, gamma_before))
    assert_same(x, x_before)
    assert_same(gamma, gamma_before)


# 3.9 running_mean_variance


@criterion("running_mean_variance", core=True)
def test_running_mean_variance_matches_the_definition(running_mean_variance, rng):
    for size in (2, 3, 7, 60):
        x = _values(rng, size)
        assert_close(running_mean_variance(x.tolist()), (float(x.mean()), float(x.var())))


@criterion("running_mean_variance", core=True)
def test_running_mean_variance_reads_an_iterator_once(running_mean_variance, rng):
    for size in (1, 5, 40):
        x = _values(rng, size)
        assert_close(running_mean_variance(iter(x.tolist())), (float(x.mean()), float(x.var())))


@criterion("running_mean_variance")
def test_running_mean_variance_is_not_spoilt_by_an_offset(running_mean_variance, rng):
    for size in (3, 8, 40):
        x = _far_from_zero(rng, size)
        expected = (float(x.mean()), float((x - 1e9).var()))
        assert_close(running_mean_variance(x.tolist()), expected, rtol=SIX_DIGITS)
        assert_close(running_mean_variance((-x).tolist()), (-expected[0], expected[1]), rtol=SIX_DIGITS)


@criterion("running_mean_variance")
def test_running_mean_variance_of_equal_numbers_is_never_negative(running_mean_variance):
    assert_close(running_mean_variance([-2.5]), (-2.5, 0.0))
    for value in (0.1, 7.0, 33.3):
        for size in (2, 3, 10):
            result = running_mean_variance([value] * size)
            assert_close(result, (value, 0.0))
            assert_same(result[1], max(result[1], 0.0))


@criterion("running_mean_variance")
def test_running_mean_variance_of_nothing_is_an_error(running_mean_variance):
    for nothing in ([], iter([]), np.zeros(0)):
        with raises(ValueError):
            running_mean_variance(nothing)
    assert_close(running_mean_variance([0.0, 0.0]), (0.0, 0.0))


@criterion("running_mean_variance")
def test_running_mean_variance_takes_arrays_and_whole_numbers_and_changes_none(running_mean_variance):
    assert_close(running_mean_variance((2, 4, 9)), (5.0, 26 / 3))
    assert_close(running_mean_variance(range(5)), (2.0, 2.0))
    x = np.array([4.0, 1.0, 7.0, 0.0])
    assert_close(running_mean_variance(x), (3.0, 7.5))
    assert_same(x, np.array([4.0, 1.0, 7.0, 0.0]))
