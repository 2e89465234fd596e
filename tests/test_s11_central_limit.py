"""Visible checks of section 11, the central limit theorem."""

import math

import numpy as np

from autograder.checking.compare import assert_close, assert_same, raises


def test_running_mean_divides_by_how_many_there_are(running_mean):
    # 1 / 1, (1 + 2) / 2, (1 + 2 + 6) / 3
    assert_close(running_mean([1, 2, 6]), np.array([1.0, 1.5, 3.0]))
    assert_close(running_mean([4.0]), np.array([4.0]))


def test_running_mean_of_equal_numbers_is_that_number(running_mean):
    assert_close(running_mean([-2.5] * 4), np.array([-2.5] * 4))


def test_running_mean_refuses_bad_arguments_and_changes_none(running_mean):
    for x in ([], [[1.0, 2.0]], [1.0, math.nan], [math.inf], 3.0):
        with raises(ValueError):
            running_mean(x)
    x = np.array([3.0, 1.0])
    running_mean(x)
    assert_same(x, np.array([3.0, 1.0]))


def test_sample_means_are_means_of_rows(sample_means):
    assert_close(sample_means([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]), np.array([1.5, 5.5, 9.5]))
    assert_close(sample_means([[1, 2, 9]]), np.array([4.0]))  # not the median


def test_sample_means_of_one_number_each_are_the_numbers(sample_means):
    assert_close(sample_means([[3.0], [-1.0]]), np.array([3.0, -1.0]))


def test_sample_means_refuses_bad_arguments_and_changes_none(sample_means):
    for draws in ([1.0, 2.0], [[], []], [[[1.0, 2.0]]], 3.0):
        with raises(ValueError):
            sample_means(draws)
    draws = np.array([[3.0, 1.0], [2.0, 2.0]])
    sample_means(draws)
    assert_same(draws, np.array([[3.0, 1.0], [2.0, 2.0]]))


def test_standardized_mean_counts_in_standard_deviations_of_the_mean(standardized_mean):
    assert_close(standardized_mean([1, 2, 3, 6], 2, 1), 2.0)  # (3 - 2) / (1 / 2)
    assert_close(standardized_mean([1, 2, 3, 6], 2, 2), 1.0)
    assert_close(standardized_mean([1, 2, 3, 6, 8, 8, 8, 8, 8], 7, 3), -11 / 9)  # mean 52 / 9, divided by 3 / 3


def test_standardized_mean_has_a_sign(standardized_mean):
    assert_close(standardized_mean([0.0, 1.0, 2.0, 1.0], 2, 0.5), -4.0)


def test_standardized_mean_of_one_draw(standardized_mean):
    assert_close(standardized_mean([7.0], 3.0, 2.0), 2.0)


def test_standardized_mean_refuses_bad_arguments_and_changes_none(standardized_mean):
    for x, sigma in (([], 1), ([1.0], 0.0), ([1.0], -1.0), ([1.0], math.nan), ([1.0], math.inf), ([math.nan], 1.0)):
        with raises(ValueError):
            standardized_mean(x, 0.0, sigma)
    x = np.array([3.0, 1.0])
    standardized_mean(x, 1.0, 1.0)
    assert_same(x, np.array([3.0, 1.0]))


def test_skewness_of_one_outlier(skewness):
    # Mean 1, s^2 = 3, mean cube 6.
    assert_close(skewness([0, 0, 0, 4]), 6 / 3**1.5)
    assert_close(skewness([0, 0, 0, -4]), -6 / 3**1.5)


def test_skewness_of_symmetric_numbers_is_zero(skewness):
    assert_close(skewness([0, 2, 2, 2, 2, 2, 2, 4]), 0.0)
    assert_close(skewness([5.0, -5.0]), 0.0)


def test_skewness_knows_neither_unit_nor_origin(skewness):
    for scale, offset in ((3.0, 0.0), (0.001, 0.0), (1.0, 1e6)):
        x = [offset + scale * value for value in (0.0, 0.0, 0.0, 4.0)]
        assert_close(skewness(x), 6 / 3**1.5, atol=1e-6)


def test_skewness_refuses_bad_arguments_and_changes_none(skewness):
    for x in ([], [1.0], [2.0, 2.0], [0.1, 0.1, 0.1], [1.0, math.nan], [[1.0, 2.0]]):
        with raises(ValueError):
            skewness(x)
    x = np.array([3.0, 1.0])
    skewness(x)
    assert_same(x, np.array([3.0, 1.0]))


def test_standard_error_is_that_of_the_mean(standard_error):
    # Squared deviations 4 + 1 + 0 + 9 = 14; s^2 = 14 / 3; SE^2 = s^2 / 4.
    assert_close(standard_error([1, 2, 3, 6]), math.sqrt(14 / 12))
    assert_close(standard_error([0.0, 2.0]), 1.0)


def test_standard_error_of_right_and_wrong_answers(standard_error):
    # sqrt(p (1 - p) / (n - 1)) with p = 0.8
    assert_close(standard_error([1, 1, 1, 1, 0]), math.sqrt(0.8 * 0.2 / 4))


def test_standard_error_of_equal_numbers_is_zero(standard_error):
    assert_close(standard_error([5.0, 5.0, 5.0]), 0.0)


def test_standard_error_refuses_bad_arguments_and_changes_none(standard_error):
    for x in ([], [1.0], [1.0, math.nan], [[1.0, 2.0], [3.0, 4.0]]):
        with raises(ValueError):
            standard_error(x)
    x = np.array([3.0, 1.0])
    standard_error(x)
    assert_same(x, np.array([3.0, 1.0]))


def test_mean_confidence_interval_at_95_percent(mean_confidence_interval):
    reach = 1.959963984540054 * math.sqrt(14 / 12)  # z of 0.975, and the standard error
    assert_close(mean_confidence_interval([1, 2, 3, 6]), (3 - reach, 3 + reach))


def test_mean_confidence_interval_at_other_levels(mean_confidence_interval):
    # z is 1.6449 and 1 where 5 % and 15.87 % of a normal distribution lie above.
    assert_close(mean_confidence_interval([0.0, 2.0], 0.9), (1 - 1.644853626951472, 1 + 1.644853626951472))
    assert_close(mean_confidence_interval([0.0, 2.0], level=0.6826894921370859), (0.0, 2.0), atol=1e-9)


def test_mean_confidence_interval_of_equal_numbers_has_no_width(mean_confidence_interval):
    assert_close(mean_confidence_interval([4.0, 4.0, 4.0]), (4.0, 4.0))


def test_mean_confidence_interval_refuses_bad_arguments_and_changes_none(mean_confidence_interval):
    for x, level in (([1.0], 0.9), ([], 0.9), ([1.0, 2.0], 0.0), ([1.0, 2.0], 1.0), ([1.0, 2.0], 95)):
        with raises(ValueError):
            mean_confidence_interval(x, level)
    with raises(ValueError):
        mean_confidence_interval([1.0, 2.0], math.nan)
    x = np.array([3.0, 1.0])
    mean_confidence_interval(x)
    assert_same(x, np.array([3.0, 1.0]))


def test_required_sample_size_rounds_up(required_sample_size):
    assert_same(required_sample_size(0.5, 0.03), 1068)  # 1067.07
    assert_same(required_sample_size(0.5, 0.01), 9604)  # 9603.6
    assert_same(required_sample_size(2.0, 0.5), 62)  # 61.46


def test_required_sample_size_at_another_level(required_sample_size):
    assert_same(required_sample_size(1.0, 0.1, 0.9), 271)  # 16.4485^2 = 270.55
    assert_same(required_sample_size(1.0, 0.1, level=0.99), 664)  # 25.758^2 = 663.49


def test_required_sample_size_is_at_least_one(required_sample_size):
    assert_same(required_sample_size(0.001, 10.0), 1)
    assert_same(required_sample_size(1e-200, 1.0), 1)  # the square is below the smallest float


def test_required_sample_size_refuses_bad_arguments(required_sample_size):
    for sigma, margin, level in ((0, 1, 0.9), (-1, 1, 0.9), (1, 0, 0.9), (1, -1, 0.9), (1, 1, 0), (1, 1, 1)):
        with raises(ValueError):
            required_sample_size(sigma, margin, level)
    for sigma, margin, level in ((math.nan, 1, 0.9), (1, math.nan, 0.9), (1, 1, math.nan), (math.inf, 1, 0.9)):
        with raises(ValueError):
            required_sample_size(sigma, margin, level)


def test_minibatch_gradient_variance_divides_by_the_batch(minibatch_gradient_variance):
    assert_close(minibatch_gradient_variance(4, 16), 0.25)
    assert_close(minibatch_gradient_variance(9.0, 1), 9.0)
    assert_close(minibatch_gradient_variance(0.5, 8), 0.0625)


def test_minibatch_gradient_variance_without_noise(minibatch_gradient_variance):
    assert_same(minibatch_gradient_variance(0, 4), 0.0)


def test_minibatch_gradient_variance_refuses_bad_arguments(minibatch_gradient_variance):
    for sigma2, batch in ((-1.0, 4), (math.nan, 4), (math.inf, 4), (1.0, 0), (1.0, -2)):
        with raises(ValueError):
            minibatch_gradient_variance(sigma2, batch)


def test_paired_difference_se_of_two_models(paired_difference_se):
    # Differences 0, 1, 0, 0, 0, 1: mean 1 / 3, squared deviations 4 / 3, SE^2 = 4 / 3 / 5 / 6.
    expected = (1 / 3, math.sqrt(4 / 90))
    assert_close(paired_difference_se([1, 1, 0, 1, 0, 1], [1, 0, 0, 1, 0, 0]), expected)


def test_paired_difference_se_is_negative_if_b_is_better(paired_difference_se):
    assert_close(paired_difference_se([0.0, 1.0], [1.0, 4.0]), (-2.0, 1.0))  # differences -1 and -3


def test_paired_difference_se_of_a_constant_lead_is_certain(paired_difference_se):
    assert_close(paired_difference_se([3.0, 9.0, 1.0], [2.0, 8.0, 0.0]), (1.0, 0.0))


def test_paired_difference_se_refuses_bad_arguments_and_changes_none(paired_difference_se):
    for a, b in (
        ([1.0, 2.0], [1.0]),
        ([1.0, 2.0], [1.0, 2.0, 3.0]),
        ([1.0], [1.0]),
        ([], []),
        ([1.0, math.nan], [1.0, 2.0]),
    ):
        with raises(ValueError):
            paired_difference_se(a, b)
    a, b = np.array([3.0, 1.0]), np.array([1.0, 2.0])
    paired_difference_se(a, b)
    assert_same(a, np.array([3.0, 1.0]))
    assert_same(b, np.array([1.0, 2.0]))


def test_bootstrap_ci_takes_the_quantiles_of_what_stat_says(bootstrap_ci):
    said = iter([40.0, 0.0, 20.0, 10.0, 30.0])  # of five resamples; the quantiles 0.25 and 0.75 are 10 and 30
    ends = bootstrap_ci([1.0, 2.0, 3.0], lambda resample: next(said), 5, 0.5, np.random.default_rng(0))
    assert_close(ends, (10.0, 30.0))


def test_bootstrap_ci_interpolates_between_values(bootstrap_ci):
    said = iter([0.0, 10.0, 20.0])  # the quantiles 0.1 and 0.9 are 2 and 18
    ends = bootstrap_ci([1.0, 2.0, 3.0], lambda resample: next(said), 3, 0.8, np.random.default_rng(0))
    assert_close(ends, (2.0, 18.0))


def test_bootstrap_ci_resamples_as_many_as_there_are_with_replacement(bootstrap_ci):
    assert_close(bootstrap_ci([1.0, 2.0, 3.0, 4.0], np.size, 7, 0.9, np.random.default_rng(0)), (4.0, 4.0))
    seen = []

    def keeping(resample):
        seen.append(np.array(resample))
        return 0.0

    bootstrap_ci(np.arange(10.0, 40.0), keeping, 5, 0.9, np.random.default_rng(0))
    assert_same([resample.shape for resample in seen], [(30,)] * 5)
    assert_same(all(value in np.arange(10.0, 40.0) for resample in seen for value in resample), True)
    # 30 draws from 30 numbers, all different: once in 10^12 resamples.
    assert_same([len(set(resample.tolist())) < 30 for resample in seen], [True] * 5)
    assert_same(len({tuple(resample) for resample in seen}), 5)


def test_bootstrap_ci_is_as_wide_as_theory_says(bootstrap_ci):
    # The mean of 100 numbers of standard deviation 28.9: its 95 % interval reaches about 5.66 to both sides of 49.5.
    low, high = bootstrap_ci(np.arange(100), np.mean, 1000, 0.95, np.random.default_rng(0))
    assert_close(low, 43.84, atol=1.6)
    assert_close(high, 55.16, atol=1.6)


def test_bootstrap_ci_takes_its_randomness_from_the_generator(bootstrap_ci):
    x, rng = np.random.default_rng(1).normal(size=20), np.random.default_rng(2)
    fresh = {bootstrap_ci(x, np.mean, 5, 0.9, rng) for _ in range(3)}
    assert_same(len(fresh), 3)  # three calls, three intervals
    again = [bootstrap_ci(x, np.mean, 5, 0.9, np.random.default_rng(3)) for _ in range(2)]
    assert_close(again[0], again[1])  # but the same from the same seed


def test_bootstrap_ci_of_equal_numbers_has_no_width(bootstrap_ci):
    assert_close(bootstrap_ci([2.0, 2.0, 2.0], np.median, 20, 0.95, np.random.default_rng(0)), (2.0, 2.0))
    assert_close(bootstrap_ci([5.0], np.mean, 3, 0.95, np.random.default_rng(0)), (5.0, 5.0))


def test_bootstrap_ci_refuses_bad_arguments_and_changes_none(bootstrap_ci):
    for x, n_boot, level in (([], 9, 0.9), ([1.0], 0, 0.9), ([1.0], 9, 0.0), ([1.0], 9, 1.0), ([1.0], 9, math.nan)):
        with raises(ValueError):
            bootstrap_ci(x, np.mean, n_boot, level, np.random.default_rng(0))
    x = np.array([3.0, 1.0])
    bootstrap_ci(x, np.mean, 2, 0.9, np.random.default_rng(0))
    assert_same(x, np.array([3.0, 1.0]))
