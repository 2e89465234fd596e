"""Visible checks of section 3, expectation, variance and layer normalisation."""

import math

import numpy as np

from autograder.checking.compare import assert_close, assert_same, raises


def test_expectation_weights_each_value_by_its_probability(expectation):
    assert_close(expectation([0, 10], [0.9, 0.1]), 1.0)  # 0.9 * 0 + 0.1 * 10
    assert_close(expectation([1, 2, 3], [0.5, 0.3, 0.2]), 1.7)  # 0.5 + 0.6 + 0.6


def test_expectation_of_a_fair_die(expectation):
    assert_close(expectation([1, 2, 3, 4, 5, 6], [1 / 6] * 6), 3.5)  # 21 / 6


def test_expectation_of_a_certain_value_is_that_value(expectation):
    assert_close(expectation([-7], [1]), -7.0)
    assert_close(expectation([3, 1000], [1, 0]), 3.0)  # what never happens does not count


def test_expectation_refuses_weights_that_are_no_probabilities(expectation):
    with raises(ValueError):
        expectation([1, 2], [3, 1])  # counts: normalise them first
    with raises(ValueError):
        expectation([1, 2], [1.5, -0.5])  # they sum to 1, but a probability is never negative


def test_expectation_accepts_probabilities_in_float32(expectation):
    tenths = np.full(10, 0.1, dtype=np.float32)  # they sum to 1.000000015: within 1e-6 of 1
    assert_close(expectation([0, 10] * 5, tenths), 5.0, atol=1e-5)


def test_expectation_refuses_different_shapes(expectation):
    with raises(ValueError):
        expectation([5], [0.5, 0.5])


def test_variance_of_two_equally_likely_values(variance_of):
    assert_close(variance_of([1, 3], [0.5, 0.5]), 1.0)  # both are 1 away from the mean 2


def test_variance_of_weights_the_squared_deviations(variance_of):
    assert_close(variance_of([0, 10], [0.9, 0.1]), 9.0)  # mean 1: 0.9 * 1 + 0.1 * 81
    assert_close(variance_of([1, 2, 3], [0.5, 0.3, 0.2]), 0.61)  # mean 1.7: 0.5 * 0.49 + 0.3 * 0.09 + 0.2 * 1.69


def test_variance_of_a_certain_value_is_exactly_zero(variance_of):
    assert_same(variance_of([3, 8], [0, 1]), 0.0)  # mean 8: 0 * 25 + 1 * 0


def test_variance_of_values_far_from_zero(variance_of):
    # 5, 11 and 1e9: the deviations from the mean are still -3 and 3
    assert_close(variance_of([1e9 + 5, 1e9 + 11], [0.5, 0.5]), 9.0, rtol=1e-6)


def test_variance_of_refuses_what_is_not_a_distribution(variance_of):
    with raises(ValueError):
        variance_of([1, 2], [0.5, 0.4])
    with raises(ValueError):
        variance_of([1, 2, 3], [0.5, 0.5])


def test_sample_variance_divides_by_n_minus_1(sample_variance):
    # mean 10; the squares 36, 9, 9, 36 sum to 90
    assert_close(sample_variance([4, 7, 13, 16]), 30.0)


def test_sample_variance_with_ddof_0_divides_by_n(sample_variance):
    assert_close(sample_variance([4, 7, 13, 16], ddof=0), 22.5)  # 90 / 4
    assert_close(sample_variance([2, 4, 4, 4, 5, 5, 7, 9], ddof=0), 4.0)  # mean 5; 32 / 8


def test_sample_variance_takes_any_ddof(sample_variance):
    assert_close(sample_variance([4, 7, 13, 16], ddof=2), 45.0)  # 90 / 2


def test_sample_variance_is_not_spoilt_by_an_offset(sample_variance):
    # the same deviations as 4, 7, 13, 16
    assert_close(sample_variance([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]), 30.0, rtol=1e-6)


def test_sample_variance_of_equal_numbers_is_exactly_zero(sample_variance):
    assert_same(sample_variance([6.0, 6.0, 6.0]), 0.0)


def test_sample_variance_needs_more_numbers_than_ddof(sample_variance):
    with raises(ValueError):
        sample_variance([5.0])  # 0 / 0
    with raises(ValueError):
        sample_variance([])
    assert_same(sample_variance([5.0], ddof=0), 0.0)  # 0 / 1


def test_standardize_treats_each_column_by_itself(standardize):
    # columns: mean 2, std 2; mean 101, std 1; mean -3, std 3
    z = standardize([[0.0, 100.0, -6.0], [4.0, 102.0, 0.0]])
    assert_close(z, np.array([[-1.0, -1.0, -1.0], [1.0, 1.0, 1.0]]))


def test_standardize_works_along_any_axis(standardize):
    # rows: mean 2, population variance (1 + 0 + 1) / 3; mean 20, variance 200 / 3
    z = math.sqrt(1.5)
    assert_close(standardize([[1, 2, 3], [10, 20, 30]], axis=1), np.array([[-z, 0.0, z], [-z, 0.0, z]]))
    assert_close(standardize([1, 3]), np.array([-1.0, 1.0]))  # mean 2, std 1


def test_standardize_of_a_constant_column_is_zero(standardize):
    assert_close(standardize([[1, 0], [1, 2]]), np.array([[0.0, -1.0], [0.0, 1.0]]))


def test_standardize_is_not_fooled_by_rounding(standardize):
    # np.mean([0.1, 0.1, 0.1]) is 0.10000000000000002, but the entries are equal
    assert_close(standardize([0.1, 0.1, 0.1]), np.array([0.0, 0.0, 0.0]))
    # these differ, if only by 2^-40, about 1e-12: each is half of that away from the mean, and so is the std
    assert_close(standardize([1.0, 1.0 + 2**-40]), np.array([-1.0, 1.0]))


def test_standardize_adds_eps_inside_the_root(standardize):
    # variance 1, so both entries are divided by sqrt(1 + 3) = 2
    assert_close(standardize([1.0, 3.0], eps=3.0), np.array([-0.5, 0.5]))


def test_standardize_is_not_spoilt_by_an_offset(standardize):
    # 1, 5 and 1e9: mean 3 and 1e9, std 2
    assert_close(standardize([1e9 + 1, 1e9 + 5]), np.array([-1.0, 1.0]), atol=1e-6)


def test_bias_variance_of_one_point(bias_variance):
    # mean 2, target 5: (2 - 5)^2, and both runs are 1 away from their mean
    assert_close(bias_variance([[1.0], [3.0]], [5.0]), (9.0, 1.0))


def test_bias_variance_averages_over_the_points(bias_variance):
    # biases 2, 0 and -1: (4 + 0 + 1) / 3; the runs differ at the second point only, by 3 from 5: (0 + 9 + 0) / 3
    predictions = [[3.0, 2.0, 0.0], [3.0, 8.0, 0.0]]
    assert_close(bias_variance(predictions, [1.0, 5.0, 1.0]), (5 / 3, 3.0))


def test_bias_variance_squares_before_it_averages(bias_variance):
    # biases +1 and -1 do not cancel: (1 + 1) / 2
    assert_close(bias_variance([[3.0, 1.0], [3.0, 1.0]], [2.0, 2.0]), (1.0, 0.0))


def test_bias_variance_sums_to_the_mean_squared_error(bias_variance):
    # errors 1, -2, 0 and 3, 0, 2: (1 + 4 + 0 + 9 + 0 + 4) / 6 = 3
    bias_squared, variance = bias_variance([[2.0, 0.0, 5.0], [4.0, 2.0, 7.0]], [1.0, 2.0, 5.0])
    assert_close(bias_squared + variance, 3.0)


def test_bias_variance_of_a_single_run_has_no_variance(bias_variance):
    assert_close(bias_variance([[2.0, 4.0]], [1.0, 1.0]), (5.0, 0.0))  # (1 + 9) / 2


def test_bias_variance_refuses_shapes_that_do_not_fit(bias_variance):
    with raises(ValueError):
        bias_variance([[1.0, 2.0], [3.0, 4.0]], [1.0])


def test_variance_of_linear_combination_counts_covariances_twice(variance_of_linear_combination):
    assert_close(variance_of_linear_combination([1, 1], [[1, 0.5], [0.5, 1]]), 3.0)  # 1 + 1 + 2 * 0.5


def test_variance_of_linear_combination_squares_the_weights(variance_of_linear_combination):
    assert_close(variance_of_linear_combination([2, 1], [[1, 0], [0, 1]]), 5.0)  # 4 * 1 + 1 * 1
    assert_close(variance_of_linear_combination([1, -1], [[4, 0], [0, 9]]), 13.0)  # 4 + 9: noise does not cancel


def test_variance_of_linear_combination_of_a_difference(variance_of_linear_combination):
    assert_close(variance_of_linear_combination([1, -1], [[1, 0.5], [0.5, 1]]), 1.0)  # 1 + 1 - 2 * 0.5


def test_variance_of_linear_combination_refuses_shapes_that_do_not_fit(variance_of_linear_combination):
    with raises(ValueError):
        variance_of_linear_combination([1, 1, 1], [[1, 0], [0, 1]])
    with raises(ValueError):
        variance_of_linear_combination([1, 1], [[2.0]])
    with raises(ValueError):
        variance_of_linear_combination([1, 1], [[[2, 1], [1, 2]]])  # a stack of one matrix: shape (1, 2, 2)


def test_layer_norm_normalises_each_row_then_scales_and_shifts(layer_norm):
    # rows: mean 2.5, variance 1.25; mean 25, variance 125
    x = np.array([[1.0, 2.0, 3.0, 4.0], [10.0, 20.0, 30.0, 40.0]])
    unit = np.array([[-1.5, -0.5, 0.5, 1.5] / np.sqrt(1.25 + 1e-5), [-15, -5, 5, 15] / np.sqrt(125 + 1e-5)])
    gamma, beta = np.array([1.0, 2.0, 1.0, 1.0]), np.array([0.0, 0.0, 1.0, 0.0])
    assert_close(layer_norm(x, gamma, beta), unit * gamma + beta)


def test_layer_norm_adds_eps_to_the_variance_of_small_activations(layer_norm):
    # mean 0, variance 2.5e-6: divided by sqrt(1.25e-5)
    x = np.array([[0.001, -0.001, 0.002, -0.002]])
    assert_close(layer_norm(x, np.ones(4), np.zeros(4)), x / np.sqrt(1.25e-5))


def test_layer_norm_of_a_constant_row_is_beta(layer_norm):
    assert_close(layer_norm([[7.0, 7.0, 7.0]], [2.0, 3.0, 4.0], [0.5, 0.0, -0.5]), np.array([[0.5, 0.0, -0.5]]))


def test_layer_norm_takes_any_number_of_axes(layer_norm):
    # mean 4, variance 1; the eps of 3 makes the divisor 2
    assert_close(layer_norm([[[3, 5]]], [1, 10], [0, 0], eps=3.0), np.array([[[-0.5, 5.0]]]))
    assert_close(layer_norm([3, 5], [1, 10], [0, 0], eps=3.0), np.array([-0.5, 5.0]))


def test_layer_norm_keeps_float32_and_computes_in_float64(layer_norm):
    # mean 2001 1/3, which float32 holds to four decimals only; deviations -4/3, -1/3, 5/3, variance 14/9
    out = layer_norm(np.array([2000.0, 2001.0, 2003.0], dtype=np.float32), np.ones(3), np.zeros(3))
    expected = np.array([-4 / 3, -1 / 3, 5 / 3]) / math.sqrt(14 / 9 + 1e-5)
    assert_close(out, expected.astype(np.float32), rtol=1e-6)
    assert_same(out.dtype.name, "float32")


def test_layer_norm_refuses_parameters_that_do_not_fit(layer_norm):
    with raises(ValueError):
        layer_norm([[1.0, 2.0, 3.0]], [1.0], [0.0, 0.0, 0.0])


def test_rms_norm_divides_by_the_root_of_the_mean_square(rms_norm):
    # mean squares 7.5 and 750
    x = np.array([[1.0, 2.0, 3.0, 4.0], [10.0, 20.0, 30.0, 40.0]])
    rms = np.array([[np.sqrt(7.5 + 1e-5)], [np.sqrt(750 + 1e-5)]])
    assert_close(rms_norm(x, np.ones(4)), x / rms)


def test_rms_norm_scales_each_feature_and_centres_nothing(rms_norm):
    # mean square 9, and eps 7: divided by 4
    assert_close(rms_norm([3, 3], [2, 4], eps=7.0), np.array([1.5, 3.0]))


def test_rms_norm_adds_eps_to_the_mean_square_of_small_activations(rms_norm):
    # mean square 2.5e-6
    x = np.array([[0.001, -0.001, 0.002, -0.002]])
    assert_close(rms_norm(x, np.ones(4)), x / np.sqrt(1.25e-5))


def test_rms_norm_of_zeros_is_zero(rms_norm):
    assert_close(rms_norm([[0.0, 0.0, 0.0]], [1.0, 2.0, 3.0]), np.array([[0.0, 0.0, 0.0]]))


def test_rms_norm_keeps_the_floating_type_and_does_not_overflow(rms_norm):
    # mean square 12.5
    out = rms_norm(np.array([3.0, 4.0], dtype=np.float32), np.ones(2))
    assert_close(out, np.array([3.0, 4.0], dtype=np.float32) / np.float32(math.sqrt(12.5 + 1e-5)), rtol=1e-6)
    assert_same(out.dtype.name, "float32")
    # 300^2 is more than float16 can hold; every entry has the size of the root mean square
    out = rms_norm(np.array([300.0, -300.0], dtype=np.float16), np.ones(2))
    assert_close(out, np.array([1.0, -1.0], dtype=np.float16), rtol=1e-3)
    assert_same(out.dtype.name, "float16")


def test_running_mean_variance_of_a_list(running_mean_variance):
    # mean 7/3; squared deviations 16/9, 1/9, 25/9 sum to 14/3, divided by 3
    assert_close(running_mean_variance([1, 2, 4]), (7 / 3, 14 / 9))


def test_running_mean_variance_of_an_iterator(running_mean_variance):
    # mean 5; 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32, divided by 8
    assert_close(running_mean_variance(iter([2, 4, 4, 4, 5, 5, 7, 9])), (5.0, 4.0))


def test_running_mean_variance_is_not_spoilt_by_an_offset(running_mean_variance):
    # 1, 2, 4 and 1e9
    mean, variance = running_mean_variance([1e9 + 1, 1e9 + 2, 1e9 + 4])
    assert_close(mean, 1e9 + 7 / 3)
    assert_close(variance, 14 / 9, rtol=1e-6)


def test_running_mean_variance_of_one_number(running_mean_variance):
    assert_close(running_mean_variance([3.5]), (3.5, 0.0))


def test_running_mean_variance_of_nothing_is_an_error(running_mean_variance):
    with raises(ValueError):
        running_mean_variance([])
