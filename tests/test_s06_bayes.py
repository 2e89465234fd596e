"""Visible checks of section 6, Bayes' theorem and MAP."""

import math

import numpy as np

from autograder.checking.compare import assert_close, assert_same, raises


def test_conditional_probability_is_the_share_of_b_that_has_a(conditional_probability):
    assert_close(conditional_probability(0.05, 0.2), 0.25)  # "the cat" after "the"
    assert_close(conditional_probability(0.3, 0.4), 0.75)


def test_conditional_probability_of_never_and_of_always(conditional_probability):
    assert_close(conditional_probability(0.0, 0.3), 0.0)
    assert_close(conditional_probability(0.3, 0.3), 1.0)


def test_conditional_probability_needs_a_condition_that_can_happen(conditional_probability):
    with raises(ValueError):
        conditional_probability(0.0, 0.0)


def test_conditional_probability_refuses_impossible_arguments(conditional_probability):
    with raises(ValueError):
        conditional_probability(0.5, 0.4)  # both together cannot be more probable than one alone
    with raises(ValueError):
        conditional_probability(-0.1, 0.4)
    with raises(ValueError):
        conditional_probability(0.5, 1.25)


def test_total_probability_weights_the_likelihoods_by_the_prior(total_probability):
    assert_close(total_probability([0.9, 0.1], [0.2, 0.8]), 0.26)  # 0.18 + 0.08
    assert_close(total_probability([0.3, 0.7], [0.8, 0.05]), 0.275)  # 0.24 + 0.035


def test_total_probability_of_one_hypothesis_is_its_likelihood(total_probability):
    assert_close(total_probability([1.0], [0.3]), 0.3)


def test_total_probability_of_densities_may_exceed_one(total_probability):
    assert_close(total_probability([0.25, 0.5, 0.25], [4.0, 1.0, 2.0]), 2.0)  # 1 + 0.5 + 0.5


def test_total_probability_allows_for_the_rounding_of_float32(total_probability):
    tenths = np.full(10, 0.1, dtype=np.float32)  # they sum to 1.000000015: within 1e-6 of 1
    assert_close(total_probability(tenths, [0.5] * 10), 0.5, rtol=1e-5)


def test_total_probability_refuses_what_is_no_prior(total_probability):
    with raises(ValueError):
        total_probability([0.5, 0.4], [0.5, 0.5])  # sums to 0.9
    with raises(ValueError):
        total_probability([1.5, -0.5], [0.5, 0.5])


def test_total_probability_refuses_likelihoods_that_do_not_fit(total_probability):
    with raises(ValueError):
        total_probability([0.5, 0.5], [0.5])
    with raises(ValueError):
        total_probability([0.5, 0.5], [0.5, -0.1])


def test_bayes_posterior_of_the_spam_example(bayes_posterior):
    assert_close(bayes_posterior([0.3, 0.7], [0.8, 0.05]), np.array([0.24, 0.035]) / 0.275)


def test_bayes_posterior_does_not_neglect_the_base_rate(bayes_posterior):
    # 0.99 * 0.05 = 0.0495 against 0.01 * 0.99 = 0.0099: five to one
    assert_close(bayes_posterior([0.99, 0.01], [0.05, 0.99]), np.array([5 / 6, 1 / 6]))


def test_bayes_posterior_of_equal_likelihoods_is_the_prior(bayes_posterior):
    assert_close(bayes_posterior([0.25, 0.25, 0.5], [3.0, 3.0, 3.0]), np.array([0.25, 0.25, 0.5]))


def test_bayes_posterior_allows_for_the_rounding_of_float32(bayes_posterior):
    tenths = np.full(10, 0.1, dtype=np.float32)  # they sum to 1.000000015: within 1e-6 of 1
    assert_close(bayes_posterior(tenths, [0.5] * 10), np.full(10, 0.1), rtol=1e-5)


def test_bayes_posterior_leaves_the_prior_unchanged(bayes_posterior):
    prior = np.array([0.25, 0.75])
    assert_close(bayes_posterior(prior, np.array([0.75, 0.25])), np.array([0.5, 0.5]))  # 0.1875 each
    assert_same(prior, np.array([0.25, 0.75]))


def test_bayes_posterior_of_tiny_likelihoods_needs_only_their_ratio(bayes_posterior):
    assert_close(bayes_posterior([0.5, 0.5], [1e-200, 3e-200]), np.array([0.25, 0.75]))


def test_bayes_posterior_refuses_data_that_contradict_the_prior(bayes_posterior):
    with raises(ValueError):
        bayes_posterior([1.0, 0.0], [0.0, 1.0])


def test_bayes_posterior_refuses_arguments_that_do_not_fit(bayes_posterior):
    with raises(ValueError):
        bayes_posterior([0.5, 0.6], [0.5, 0.5])
    with raises(ValueError):
        bayes_posterior([0.5, 0.5], [0.5])
    with raises(ValueError):
        bayes_posterior([0.5, 0.5], [0.5, -0.25])


def test_posterior_from_logs_of_log_likelihoods_that_underflow(posterior_from_logs):
    # The ratio of the two is e, whatever their size.
    expected = np.array([math.e, 1.0]) / (math.e + 1)
    assert_close(posterior_from_logs([math.log(0.5), math.log(0.5)], [-1000, -1001]), expected)


def test_posterior_from_logs_uses_the_prior(posterior_from_logs):
    # 0.9 * 0.2 against 0.1 * 0.6
    assert_close(posterior_from_logs(np.log([0.9, 0.1]), np.log([0.2, 0.6])), np.array([0.75, 0.25]))


def test_posterior_from_logs_of_large_log_densities(posterior_from_logs):
    # 1 * 1 : 2 * e^-2 : 1 * e^-1, the constant 1000 cancels; the prior is not normalised, and need not be
    weights = np.array([1.0, 2 * math.exp(-2), math.exp(-1)])
    found = posterior_from_logs([0.0, math.log(2), 0.0], [1000.0, 998.0, 999.0])
    assert_close(found, weights / weights.sum())


def test_posterior_from_logs_of_hypotheses_that_are_ruled_out(posterior_from_logs):
    logs = [math.log(0.25), math.log(0.75), -math.inf]
    assert_close(posterior_from_logs(logs, [0.0, -math.inf, 5.0]), np.array([1.0, 0.0, 0.0]))
    with raises(ValueError):
        posterior_from_logs([0.0, -math.inf], [-math.inf, 0.0])


def test_posterior_from_logs_refuses_arguments_that_do_not_fit(posterior_from_logs):
    with raises(ValueError):
        posterior_from_logs([0.0, 0.0], [-1.0])
    with raises(ValueError):
        posterior_from_logs([0.0, 0.0], [-1.0, math.nan])
    with raises(ValueError):
        posterior_from_logs([0.0, 0.0], [-1.0, math.inf])


def test_positive_predictive_value_of_a_rare_disease(positive_predictive_value):
    assert_close(positive_predictive_value(0.001, 0.99, 0.95), 99 / 5094)  # of 100,000: 99 right, 4995 false alarms


def test_positive_predictive_value_of_a_common_one(positive_predictive_value):
    assert_close(positive_predictive_value(0.1, 0.99, 0.95), 0.6875)  # 0.099 / (0.099 + 0.045)


def test_positive_predictive_value_at_the_ends(positive_predictive_value):
    assert_close(positive_predictive_value(0.0, 0.9, 0.8), 0.0)  # nobody is affected
    assert_close(positive_predictive_value(0.01, 0.6, 1.0), 1.0)  # no false alarms
    assert_close(positive_predictive_value(1.0, 0.7, 0.6), 1.0)


def test_positive_predictive_value_needs_alarms(positive_predictive_value):
    with raises(ValueError):
        positive_predictive_value(0.0, 0.9, 1.0)


def test_positive_predictive_value_refuses_what_are_no_probabilities(positive_predictive_value):
    with raises(ValueError):
        positive_predictive_value(0.1, 99, 0.95)
    with raises(ValueError):
        positive_predictive_value(0.1, 0.9, 1.5)
    with raises(ValueError):
        positive_predictive_value(-0.1, 0.9, 0.5)


def test_sequential_update_takes_each_posterior_as_the_next_prior(sequential_update):
    # 0.9 * 0.4 = 0.36 against 0.2 * 0.5 = 0.1
    assert_close(sequential_update([0.5, 0.5], [[0.9, 0.2], [0.4, 0.5]]), np.array([36, 10]) / 46)


def test_sequential_update_of_three_hypotheses_starts_from_the_prior(sequential_update):
    # 0.2 * 0.5 * 0.1 = 0.01, 0.3 * 0.5 * 0.2 = 0.03, 0.5 * 0.4 * 0.3 = 0.06
    found = sequential_update([0.2, 0.3, 0.5], [[0.5, 0.5, 0.4], [0.1, 0.2, 0.3]])
    assert_close(found, np.array([0.1, 0.3, 0.6]))


def test_sequential_update_without_evidence_is_the_prior(sequential_update):
    assert_close(sequential_update([0.25, 0.75], []), np.array([0.25, 0.75]))


def test_sequential_update_of_2000_pieces_does_not_underflow(sequential_update):
    assert_close(sequential_update([0.25, 0.75], np.full((2000, 2), 0.5)), np.array([0.25, 0.75]))


def test_sequential_update_does_not_lose_a_hypothesis_that_falls_far_behind(sequential_update):
    pieces = [[1e-200, 1.0], [1e-200, 1.0], [1.0, 1e-200], [1.0, 1e-200]]  # together they say nothing
    assert_close(sequential_update([0.25, 0.75], pieces), np.array([0.25, 0.75]))


def test_sequential_update_allows_for_the_rounding_of_float32(sequential_update):
    tenths = np.full(10, 0.1, dtype=np.float32)  # they sum to 1.000000015: within 1e-6 of 1
    assert_close(sequential_update(tenths, [[0.5] * 10]), np.full(10, 0.1), rtol=1e-5)


def test_sequential_update_refuses_pieces_that_contradict_each_other(sequential_update):
    with raises(ValueError):
        sequential_update([0.5, 0.5], [[1.0, 0.0], [0.0, 1.0]])


def test_sequential_update_refuses_arguments_that_do_not_fit(sequential_update):
    with raises(ValueError):
        sequential_update([0.5, 0.4], [])
    with raises(ValueError):
        sequential_update([0.5, 0.5], [[0.5], [0.25]])


def test_beta_binomial_update_adds_heads_to_a_and_tails_to_b(beta_binomial_update):
    assert_close(beta_binomial_update(2, 2, 3, 1), (5.0, 3.0))
    assert_close(beta_binomial_update(0.5, 4.0, 1, 6), (1.5, 10.0))


def test_beta_binomial_update_without_flips_is_the_prior(beta_binomial_update):
    assert_close(beta_binomial_update(1.5, 2.5, 0, 0), (1.5, 2.5))


def test_beta_binomial_update_refuses_a_prior_that_is_none(beta_binomial_update):
    with raises(ValueError):
        beta_binomial_update(0, 2, 3, 1)
    with raises(ValueError):
        beta_binomial_update(2, -1, 3, 1)


def test_beta_binomial_update_refuses_negative_counts(beta_binomial_update):
    with raises(ValueError):
        beta_binomial_update(2, 2, -1, 3)


def test_beta_map_is_the_mode(beta_map):
    assert_close(beta_map(5, 2), 0.8)  # 4 / 5; the mean would be 5 / 7
    assert_close(beta_map(2.5, 4), 1.5 / 4.5)


def test_beta_map_after_a_flat_prior_is_the_share_of_heads(beta_map):
    assert_close(beta_map(8, 4), 0.7)  # Beta(1 + 7, 1 + 3)
    assert_close(beta_map(1, 4), 0.0)  # no heads in 3
    assert_close(beta_map(4, 1), 1.0)


def test_beta_map_below_one_is_at_an_end(beta_map):
    assert_close(beta_map(0.5, 3), 0.0)
    assert_close(beta_map(0.5, 1), 0.0)  # the formula would say 1
    assert_close(beta_map(1.5, 0.75), 1.0)


def test_beta_map_refuses_densities_without_one_highest_point(beta_map):
    with raises(ValueError):
        beta_map(1, 1)
    with raises(ValueError):
        beta_map(0.5, 0.75)


def test_beta_map_refuses_parameters_that_are_not_positive(beta_map):
    with raises(ValueError):
        beta_map(0, 3)
    with raises(ValueError):
        beta_map(3, -0.5)


def test_dirichlet_posterior_predictive_with_one_alpha_for_all(dirichlet_posterior_predictive):
    # (3.5, 1.5, 0.5) / (4 + 3 * 0.5)
    assert_close(dirichlet_posterior_predictive([3, 1, 0], 0.5), np.array([3.5, 1.5, 0.5]) / 5.5)


def test_dirichlet_posterior_predictive_with_an_alpha_for_each(dirichlet_posterior_predictive):
    # (2 + 0.5, 0 + 1, 4 + 2.5) / (6 + 4)
    assert_close(dirichlet_posterior_predictive([2, 0, 4], [0.5, 1.0, 2.5]), np.array([0.25, 0.1, 0.65]))


def test_dirichlet_posterior_predictive_without_counts_is_the_prior_mean(dirichlet_posterior_predictive):
    assert_close(dirichlet_posterior_predictive([0, 0], [1, 3]), np.array([0.25, 0.75]))
    assert_close(dirichlet_posterior_predictive([0, 0, 0, 0], 2), np.array([0.25, 0.25, 0.25, 0.25]))


def test_dirichlet_posterior_predictive_leaves_the_counts_unchanged(dirichlet_posterior_predictive):
    counts = np.array([1.0, 2.0])
    assert_close(dirichlet_posterior_predictive(counts, 0.5), np.array([0.375, 0.625]))
    assert_same(counts, np.array([1.0, 2.0]))


def test_dirichlet_posterior_predictive_refuses_bad_arguments(dirichlet_posterior_predictive):
    with raises(ValueError):
        dirichlet_posterior_predictive([3, 1], 0)
    with raises(ValueError):
        dirichlet_posterior_predictive([3, -1], 1)
    with raises(ValueError):
        dirichlet_posterior_predictive([3, 1, 2], [1, 1])
    with raises(ValueError):
        dirichlet_posterior_predictive([], 1)


def test_ridge_weight_without_a_prior_is_maximum_likelihood(ridge_weight):
    assert_close(ridge_weight([1, 2], [3, 5]), 2.6)  # 13 / 5


def test_ridge_weight_adds_lam_to_the_denominator(ridge_weight):
    assert_close(ridge_weight([1, 2], [3, 5], 1), 13 / 6)
    assert_close(ridge_weight([1, -2, 3], [2, 1, -1], lam=6.0), -3 / 20)  # 2 - 2 - 3 over 1 + 4 + 9 + 6


def test_ridge_weight_of_a_strong_prior_is_near_zero(ridge_weight):
    assert_close(ridge_weight([1, 2], [3, 5], 1295), 0.01)  # 13 / 1300


def test_ridge_weight_of_inputs_that_are_all_zero(ridge_weight):
    assert_close(ridge_weight([0, 0], [3, 5], 2), 0.0)  # the prior decides
    with raises(ValueError):
        ridge_weight([0, 0], [3, 5])  # nothing decides


def test_ridge_weight_refuses_bad_arguments(ridge_weight):
    with raises(ValueError):
        ridge_weight([1, 2], [3, 5], -1)
    with raises(ValueError):
        ridge_weight([1, 2], [3])


def test_map_linear_regression_of_a_line(map_linear_regression):
    # (X'X + I/4) w = X'y: matrix (3.25, 3), (3, 5.25) with determinant 8.0625, right side (7, 10)
    found = map_linear_regression([[1, 0], [1, 1], [1, 2]], [1, 2, 4], 1, 4)
    assert_close(found, np.array([6.75, 11.5]) / 8.0625)


def test_map_linear_regression_counts_the_noise_above_and_the_prior_below(map_linear_regression):
    # One weight: 13 / (5 + lambda), with lambda 3 / 0.5 = 6
    assert_close(map_linear_regression([[1], [2]], [3, 5], 3, 0.5), np.array([13 / 11]))


def test_map_linear_regression_of_two_equal_columns_shares_the_weight(map_linear_regression):
    # (1 + 1) w1 + w2 = 3 and w1 + (1 + 1) w2 = 3
    assert_close(map_linear_regression([[1, 1]], [3], 2, 2), np.array([1.0, 1.0]))


def test_map_linear_regression_of_orthogonal_columns_shrinks_each(map_linear_regression):
    # 4 * 8 / (16 + 4) and 2 * 6 / (4 + 4)
    X, y = np.array([[4.0, 0.0], [0.0, 2.0]]), np.array([8.0, 6.0])
    assert_close(map_linear_regression(X, y, 8, 2), np.array([1.6, 1.5]))
    assert_same(X, np.array([[4.0, 0.0], [0.0, 2.0]]))
    assert_same(y, np.array([8.0, 6.0]))


def test_map_linear_regression_refuses_bad_arguments(map_linear_regression):
    with raises(ValueError):
        map_linear_regression([[1, 0], [1, 1]], [1, 2], 0, 4)
    with raises(ValueError):
        map_linear_regression([[1, 0], [1, 1]], [1, 2], 1, -4)
    with raises(ValueError):
        map_linear_regression([[1, 0], [1, 1]], [1, 2, 3], 1, 4)
