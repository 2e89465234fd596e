"""Visible checks of section 7, the normal distribution."""

import math

import numpy as np

from autograder.checking.compare import assert_close, assert_same, raises


def test_normal_pdf_at_the_mean_is_the_largest(normal_pdf):
    assert_close(normal_pdf(0), 1 / math.sqrt(2 * math.pi))
    assert_close(normal_pdf(3.0, 3.0, 0.1), 10 / math.sqrt(2 * math.pi))  # a density may exceed 1


def test_normal_pdf_uses_mean_and_standard_deviation(normal_pdf):
    # z = 1/2: exp(-1/8) / (2 sqrt(2 pi))
    assert_close(normal_pdf([1, -1], 0, 2), np.full(2, math.exp(-0.125) / (2 * math.sqrt(2 * math.pi))))
    assert_close(normal_pdf(7.0, 3.0, 2.0), math.exp(-2.0) / (2 * math.sqrt(2 * math.pi)))  # z = 2


def test_normal_pdf_takes_arrays_of_any_shape(normal_pdf):
    got = normal_pdf([[-1, 0, 1]], 0, [[1], [2]])
    expected = [[math.exp(-0.5 * (x / s) ** 2) / (s * math.sqrt(2 * math.pi)) for x in (-1, 0, 1)] for s in (1, 2)]
    assert_close(got, np.array(expected))


def test_normal_pdf_far_away_is_zero_and_of_nan_nan(normal_pdf):
    assert_close(normal_pdf([math.inf, -math.inf, 1e200, math.nan]), np.array([0.0, 0.0, 0.0, math.nan]))


def test_normal_pdf_refuses_what_is_no_standard_deviation(normal_pdf):
    for sigma in (0, -1.0, math.nan, math.inf, [1.0, 0.0]):
        with raises(ValueError):
            normal_pdf(1.0, 0.0, sigma)


def test_normal_logpdf_is_the_logarithm_of_the_density(normal_logpdf):
    assert_close(normal_logpdf(0), -0.5 * math.log(2 * math.pi))
    assert_close(normal_logpdf([1, 3], 1, 2), np.array([0, -0.5]) - math.log(2) - 0.5 * math.log(2 * math.pi))


def test_normal_logpdf_does_not_underflow(normal_logpdf):
    assert_close(normal_logpdf(40), -800 - 0.5 * math.log(2 * math.pi))  # 40^2 / 2
    assert_close(normal_logpdf(0, sigma=1e-200), 200 * math.log(10) - 0.5 * math.log(2 * math.pi))


def test_normal_logpdf_at_infinity_and_nan(normal_logpdf):
    assert_close(normal_logpdf([math.inf, -math.inf, math.nan]), np.array([-math.inf, -math.inf, math.nan]))


def test_normal_logpdf_refuses_what_is_no_standard_deviation(normal_logpdf):
    for sigma in (0, -1.0, math.nan, math.inf):
        with raises(ValueError):
            normal_logpdf(1.0, 0.0, sigma)


def test_normal_cdf_at_the_mean_is_one_half(normal_cdf):
    assert_same(normal_cdf(0), 0.5)
    assert_close(normal_cdf([3.0, 7.0], [3.0, 7.0], 2.0), np.array([0.5, 0.5]))


def test_normal_cdf_of_one_standard_deviation(normal_cdf):
    # erf(1 / sqrt 2) = 0.682689492...
    assert_close(normal_cdf([1, -1]), np.array([1 + 0.6826894921370859, 1 - 0.6826894921370859]) / 2)
    assert_close(normal_cdf([1, 3, 5], 3, 2), np.array([1 - 0.6826894921370859, 1, 1 + 0.6826894921370859]) / 2)


def test_normal_cdf_keeps_small_probabilities(normal_cdf):
    assert_close(normal_cdf(-9), 1.1285884059538405e-19, atol=0.0)  # erfc(9 / sqrt 2) / 2
    assert_close(normal_cdf([-math.inf, math.inf, math.nan]), np.array([0.0, 1.0, math.nan]))


def test_normal_cdf_refuses_what_is_no_standard_deviation(normal_cdf):
    for sigma in (0, -1.0, math.nan, math.inf):
        with raises(ValueError):
            normal_cdf(1.0, 0.0, sigma)


def test_interval_probability_of_one_two_and_three_deviations(interval_probability):
    for k, share in ((1, 0.6826894921370859), (2, 0.9544997361036416), (3, 0.9973002039367398)):
        assert_close(interval_probability(-k, k), share)
        assert_close(interval_probability(5 - k * 2, 5 + k * 2, 5, 2), share)


def test_interval_probability_of_half_lines_and_points(interval_probability):
    assert_close(interval_probability(-math.inf, 3, 3, 7), 0.5)
    assert_close(interval_probability(-math.inf, math.inf), 1.0)
    assert_same(interval_probability(2.0, 2.0), 0.0)


def test_interval_probability_is_as_exact_above_the_mean_as_below(interval_probability):
    for a, b in ((10, 11), (-11, -10)):
        assert_close(interval_probability(a, b), 7.619661958203133e-24, atol=0.0)


def test_interval_probability_refuses_bad_arguments(interval_probability):
    for arguments in ((1, -1), (math.nan, 1), (0, math.nan), (0, 1, 0, 0), (0, 1, 0, -2)):
        with raises(ValueError):
            interval_probability(*arguments)


def test_fraction_within_counts_both_sides(fraction_within):
    assert_close(fraction_within([0, 1, 2, 9], 1, 1, 1), 0.75)
    assert_close(fraction_within([[3, 5], [7, 12]], 2, 7, 2), 0.75)  # within 4 of 7


def test_fraction_within_leaves_out_what_is_not_finite(fraction_within):
    assert_close(fraction_within([0.0, math.nan, math.inf, -math.inf], 3, 0, 1), 0.25)


def test_fraction_within_refuses_bad_arguments(fraction_within):
    for samples, sigma in (([], 1.0), ([1.0], 0.0), ([1.0], -1.0), ([1.0], math.nan)):
        with raises(ValueError):
            fraction_within(samples, 1, 0, sigma)


def test_weighted_sum_std_grows_with_the_root(weighted_sum_std):
    assert_close(weighted_sum_std(16, 0.5, 3), 6.0)  # 4 * 0.5 * 3
    assert_close(weighted_sum_std(768, 1), math.sqrt(768))


def test_weighted_sum_std_of_nothing_random_is_zero(weighted_sum_std):
    assert_close(weighted_sum_std(5, 0, 2.0), 0.0)
    assert_close(weighted_sum_std(1, 0.25, 2.0), 0.5)


def test_gelu_is_x_times_phi(gelu):
    # Phi(1) = 0.841344746068543
    assert_close(gelu([-1, 0, 1]), np.array([-1 + 0.841344746068543, 0.0, 0.841344746068543]))
    assert_close(gelu(3), 3 * 0.9986501019683699)


def test_gelu_keeps_the_shape_and_the_digits_of_small_results(gelu):
    # -10 * Phi(-10) and 2 * Phi(2)
    assert_close(gelu([[-10.0], [2.0]]), np.array([[-7.61985302416047e-23], [2 * 0.9772498680518208]]), atol=0.0)


def test_gelu_at_infinity_and_nan(gelu):
    assert_close(gelu([math.inf, -math.inf, math.nan]), np.array([math.inf, 0.0, math.nan]))


def test_forward_variances_are_measured_behind_the_activation(forward_variances):
    # relu of [[1, -1], [2, 0]] is [[1, 0], [2, 0]]: mean 0.75, variance 5/4 - 9/16
    assert_close(forward_variances([[1, -1], [2, 0]], [[[1, 0], [0, 1]]], "relu"), [0.6875])
    assert_close(forward_variances([[1.0], [3.0]], [[[2.0]], [[0.5]]], "linear"), [4.0, 1.0])
    assert_close(forward_variances([[1.0], [-1.0]], [[[0.5]]], "tanh"), [math.tanh(0.5) ** 2])


def test_forward_variances_of_no_layers_is_empty(forward_variances):
    assert_same(forward_variances([[1.0, 2.0]], [], "relu"), [])


def test_forward_variances_refuses_unknown_activations(forward_variances):
    for weights in ([], [[[1.0]]]):
        with raises(ValueError):
            forward_variances([[1.0]], weights, "sigmoid")


def test_gpt2_residual_std_divides_by_the_root_of_two_additions_a_block(gpt2_residual_std):
    assert_close(gpt2_residual_std(8), 0.005)  # 0.02 / sqrt(16)
    assert_close(gpt2_residual_std(12), 0.02 / math.sqrt(24))
    assert_close(gpt2_residual_std(2, 1.0), 0.5)


def test_gpt2_residual_std_refuses_less_than_one_block(gpt2_residual_std):
    for n_layer in (0, -3):
        with raises(ValueError):
            gpt2_residual_std(n_layer)
