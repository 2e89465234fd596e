"""Hidden suite of section 6, Bayes' theorem and MAP.

Arrays that are used a second time are handed over as copies, so that a function that changes its arguments fails the
criterion about that, and no other.
"""

import math

import numpy as np

from autograder.checking.batteries import distributions, sparse_distributions
from autograder.checking.compare import assert_close, assert_same, raises
from autograder.checking.criteria import criterion

INF, NAN = math.inf, math.nan

# Pairs of prior and likelihood that are refused: bad priors, bad likelihoods, shapes that do not fit.
BAD_PRIORS = ([0.5, 0.4], [0.6, 0.6], [1.5, -0.5], [NAN, 1.0], [INF, 0.0], [3, 1])
BAD_LIKELIHOODS = ([0.5, -0.1], [-0.2, 0.9], [0.5, NAN], [INF, 0.5])
BAD_SHAPES = (([0.5, 0.5], [0.5]), ([1.0], [0.5, 0.5]), ([0.25, 0.25, 0.5], [0.5, 0.5]), ([0.5, 0.5], 0.5), ([], []))


def _updates(rng, sizes):
    """A prior and a likelihood of each size."""
    for prior in distributions(rng, sizes):
        yield prior, rng.uniform(0.05, 1.0, size=prior.size)


def _regressions(rng, shapes):
    """Inputs X and targets y for each shape (n, d); neither centred nor of unit variance."""
    for n, d in shapes:
        X = rng.normal(1.0, 2.5, size=(n, d))
        yield X, X @ rng.normal(0, 2, size=d) + rng.normal(0.5, 1.5, size=n)


def _refuses_bad_hypotheses(function):
    """`function` of a prior and a likelihood raises for all that the docstrings refuse."""
    for prior in BAD_PRIORS:
        with raises(ValueError):
            function(prior, [0.5, 0.25])
    for likelihood in BAD_LIKELIHOODS:
        with raises(ValueError):
            function([0.25, 0.75], likelihood)
    for prior, likelihood in BAD_SHAPES:
        with raises(ValueError):
            function(prior, likelihood)


# 6.1 conditional_probability


@criterion("conditional_probability", core=True)
def test_conditional_probability_is_the_ratio_of_joint_and_condition(conditional_probability, reference, rng):
    for _ in range(6):
        p_b = float(rng.uniform(0.2, 0.9))
        p_ab = p_b * float(rng.uniform(0.05, 0.95))
        assert_close(conditional_probability(p_ab, p_b), reference.conditional_probability(p_ab, p_b))


@criterion("conditional_probability")
def test_conditional_probability_at_the_ends(conditional_probability):
    for p_b in (0.125, 0.5, 1.0):
        assert_close(conditional_probability(0.0, p_b), 0.0)
        assert_close(conditional_probability(p_b, p_b), 1.0)
    assert_close(conditional_probability(0, 1), 0.0)
    assert_close(conditional_probability(0.375, 1), 0.375)


@criterion("conditional_probability")
def test_conditional_probability_of_rare_conditions(conditional_probability):
    assert_close(conditional_probability(1e-300, 4e-300), 0.25)
    assert_close(conditional_probability(3e-12, 4e-12), 0.75)


@criterion("conditional_probability")
def test_conditional_probability_needs_a_possible_condition(conditional_probability):
    for zero in (0, 0.0):
        with raises(ValueError):
            conditional_probability(zero, zero)
        with raises(ValueError):
            conditional_probability(0.25, zero)


@criterion("conditional_probability")
def test_conditional_probability_refuses_joints_that_are_too_probable(conditional_probability):
    for p_ab, p_b in ((0.5, 0.25), (1.0, 0.75), (0.3, 0.1)):
        with raises(ValueError):
            conditional_probability(p_ab, p_b)


@criterion("conditional_probability")
def test_conditional_probability_refuses_what_are_no_probabilities(conditional_probability):
    for p_ab, p_b in ((-0.1, 0.5), (0.5, 1.5), (1.25, 2.0), (-0.5, -0.25), (-0.25, -0.5), (NAN, 0.5), (0.5, NAN)):
        with raises(ValueError):
            conditional_probability(p_ab, p_b)


# 6.2 total_probability


@criterion("total_probability", core=True)
def test_total_probability_matches_the_definition(total_probability, reference, rng):
    for prior, likelihood in _updates(rng, (2, 3, 7, 40)):
        expected = reference.total_probability(prior, likelihood)
        assert_close(total_probability(prior.copy(), likelihood.copy()), expected)
        assert_close(total_probability(prior.tolist(), likelihood.tolist()), expected)


@criterion("total_probability")
def test_total_probability_of_one_hypothesis_is_its_likelihood(total_probability):
    assert_close(total_probability([1.0], [0.375]), 0.375)
    assert_close(total_probability([1], [0]), 0.0)


@criterion("total_probability")
def test_total_probability_with_zeros_and_with_densities(total_probability, reference, rng):
    for prior in sparse_distributions(rng, (2, 5, 9)):
        likelihood = rng.uniform(0, 30, size=prior.size)
        likelihood[0] = 0.0
        expected = reference.total_probability(prior, likelihood)
        assert_close(total_probability(prior.copy(), likelihood.copy()), expected)
    assert_close(total_probability([0.25, 0.75], [0.0, 0.0]), 0.0)


@criterion("total_probability")
def test_total_probability_of_tiny_likelihoods(total_probability):
    # Far below 1e-9 only the relative error counts.
    assert_close(total_probability([0.25, 0.75], [4e-200, 8e-200]), 7e-200, atol=0.0)


@criterion("total_probability")
def test_total_probability_refuses_what_does_not_fit(total_probability):
    _refuses_bad_hypotheses(total_probability)


@criterion("total_probability")
def test_total_probability_leaves_its_arguments_unchanged(total_probability):
    prior, likelihood = np.array([0.25, 0.75]), np.array([0.5, 0.125])
    assert_close(total_probability(prior, likelihood), 0.21875)
    assert_same(prior, np.array([0.25, 0.75]))
    assert_same(likelihood, np.array([0.5, 0.125]))


# 6.3 bayes_posterior


@criterion("bayes_posterior", core=True)
def test_bayes_posterior_is_prior_times_likelihood_normalised(bayes_posterior, reference, rng):
    for prior, likelihood in _updates(rng, (2, 3, 7, 40)):
        expected = reference.bayes_posterior(prior, likelihood)
        assert_close(bayes_posterior(prior.copy(), likelihood.copy()), expected)
        assert_close(bayes_posterior(prior.tolist(), likelihood.tolist()), expected)


@criterion("bayes_posterior", core=True)
def test_bayes_posterior_does_not_neglect_the_base_rate(bayes_posterior):
    assert_close(bayes_posterior([0.96, 0.04], [0.125, 0.75]), np.array([0.8, 0.2]))
    assert_close(bayes_posterior([0.5, 0.3, 0.2], [0.1, 0.5, 1.0]), np.array([0.125, 0.375, 0.5]))


@criterion("bayes_posterior")
def test_bayes_posterior_of_equal_likelihoods_is_the_prior(bayes_posterior, rng):
    for (prior,) in (distributions(rng, (size,)) for size in (1, 4, 11)):
        for likelihood in (1.0, 0.03, 25.0):
            assert_close(bayes_posterior(prior.copy(), np.full(prior.size, likelihood)), prior)


@criterion("bayes_posterior")
def test_bayes_posterior_keeps_zeros_of_the_prior_and_of_the_likelihood(bayes_posterior, reference, rng):
    for prior in sparse_distributions(rng, (4, 9)):
        likelihood = rng.uniform(0.1, 3, size=prior.size)
        likelihood[np.flatnonzero(prior)[0]] = 0.0
        expected = reference.bayes_posterior(prior, likelihood)
        assert_close(bayes_posterior(prior.copy(), likelihood.copy()), expected)
    assert_close(bayes_posterior([0, 1], [1, 0.25]), np.array([0.0, 1.0]))


@criterion("bayes_posterior")
def test_bayes_posterior_of_tiny_and_of_large_likelihoods(bayes_posterior):
    for scale in (1e-200, 1e-20, 1.0, 1e9):
        found = bayes_posterior([0.25, 0.25, 0.5], np.array([3.0, 1.0, 2.0]) * scale)
        assert_close(found, np.array([0.375, 0.125, 0.5]))


@criterion("bayes_posterior")
def test_bayes_posterior_refuses_an_evidence_of_zero(bayes_posterior):
    for prior, likelihood in (([1, 0], [0, 1]), ([0.5, 0.5], [0, 0]), ([1.0], [0.0]), ([0.0, 0.25, 0.75], [2, 0, 0])):
        with raises(ValueError):
            bayes_posterior(prior, likelihood)


@criterion("bayes_posterior")
def test_bayes_posterior_refuses_what_does_not_fit(bayes_posterior):
    _refuses_bad_hypotheses(bayes_posterior)


@criterion("bayes_posterior")
def test_bayes_posterior_leaves_its_arguments_unchanged(bayes_posterior):
    prior, likelihood = np.array([0.25, 0.75]), np.array([0.75, 0.25])
    assert_close(bayes_posterior(prior, likelihood), np.array([0.5, 0.5]))
    assert_same(prior, np.array([0.25, 0.75]))
    assert_same(likelihood, np.array([0.75, 0.25]))


# 6.4 posterior_from_logs


@criterion("posterior_from_logs", core=True)
def test_posterior_from_logs_matches_the_definition(posterior_from_logs, reference, rng):
    for prior, likelihood in _updates(rng, (1, 2, 5, 30)):
        expected = reference.posterior_from_logs(np.log(prior), np.log(likelihood))
        assert_close(posterior_from_logs(np.log(prior), np.log(likelihood)), expected)
        assert_close(posterior_from_logs(np.log(prior).tolist(), np.log(likelihood).tolist()), expected)


@criterion("posterior_from_logs", core=True)
def test_posterior_from_logs_of_long_texts_does_not_underflow(posterior_from_logs, reference, rng):
    for prior in distributions(rng, (2, 6)):
        steps = rng.uniform(-3, 3, size=prior.size)
        for offset in (-1000.0, 1000.0, -30_000.0):
            expected = reference.posterior_from_logs(np.log(prior), steps)
            # Adding the offset rounds the steps, to 4e-12 at 30,000.
            assert_close(posterior_from_logs(np.log(prior), steps + offset), expected, rtol=1e-8)


@criterion("posterior_from_logs")
def test_posterior_from_logs_of_a_dominating_hypothesis(posterior_from_logs):
    assert_close(posterior_from_logs([0.0, 0.0, 0.0], [-3000.0, 0.0, -2000.0]), np.array([0.0, 1.0, 0.0]))
    assert_close(posterior_from_logs([-2000.0, 0.0], [2000.0, 0.0]), np.array([0.5, 0.5]))
    # The logarithm of the evidence, -1e9 + log 2, is rounded to 1e-7 where someone computes it.
    assert_close(posterior_from_logs([0.0, 0.0], [-1e9, -1e9]), np.array([0.5, 0.5]), rtol=1e-6)


@criterion("posterior_from_logs")
def test_posterior_from_logs_of_a_prior_that_is_not_normalised(posterior_from_logs, reference, rng):
    for prior, likelihood in _updates(rng, (2, 5)):
        expected = reference.posterior_from_logs(np.log(prior), np.log(likelihood))
        for constant in (-4.0, 2.5):
            assert_close(posterior_from_logs(np.log(prior) + constant, np.log(likelihood)), expected)


@criterion("posterior_from_logs")
def test_posterior_from_logs_of_hypotheses_that_are_ruled_out(posterior_from_logs):
    assert_close(posterior_from_logs([-INF, 0.0, 0.0], [5.0, -7.0, -INF]), np.array([0.0, 1.0, 0.0]))
    assert_close(posterior_from_logs([-INF, 2.0, 2.0], [-INF, -900.0, -900.0]), np.array([0.0, 0.5, 0.5]))


@criterion("posterior_from_logs")
def test_posterior_from_logs_refuses_data_that_rule_out_everything(posterior_from_logs):
    for log_prior, log_likelihood in (([0.0, -INF], [-INF, 0.0]), ([-1.0, -1.0], [-INF, -INF]), ([-INF], [3.0])):
        with raises(ValueError):
            posterior_from_logs(log_prior, log_likelihood)


@criterion("posterior_from_logs")
def test_posterior_from_logs_refuses_what_does_not_fit(posterior_from_logs):
    for log_prior, log_likelihood in (
        ([0.0, 0.0], [-1.0]),
        ([0.0], [-1.0, -2.0]),
        ([], []),
        ([0.0, NAN], [-1.0, -2.0]),
        ([0.0, 0.0], [NAN, -2.0]),
        ([0.0, 0.0], [INF, -2.0]),
        ([INF, 0.0], [-1.0, -2.0]),
        ([INF, 0.0], [-INF, -2.0]),
    ):
        with raises(ValueError):
            posterior_from_logs(log_prior, log_likelihood)


@criterion("posterior_from_logs")
def test_posterior_from_logs_leaves_its_arguments_unchanged(posterior_from_logs):
    log_prior, log_likelihood = np.array([0.0, 1.0, 0.5]), np.array([-3.0, -4.0, -3.5])
    assert_close(posterior_from_logs(log_prior, log_likelihood), np.full(3, 1 / 3))
    assert_same(log_prior, np.array([0.0, 1.0, 0.5]))
    assert_same(log_likelihood, np.array([-3.0, -4.0, -3.5]))


# 6.5 positive_predictive_value


@criterion("positive_predictive_value", core=True)
def test_positive_predictive_value_matches_bayes_theorem(positive_predictive_value, reference, rng):
    for prevalence in (0.0005, 0.02, 0.3, 0.85):
        sensitivity, specificity = (float(p) for p in rng.uniform(0.55, 0.98, size=2))
        expected = reference.positive_predictive_value(prevalence, sensitivity, specificity)
        assert_close(positive_predictive_value(prevalence, sensitivity, specificity), expected)


@criterion("positive_predictive_value")
def test_positive_predictive_value_at_the_ends(positive_predictive_value):
    assert_close(positive_predictive_value(0, 0.75, 0.5), 0.0)
    assert_close(positive_predictive_value(0.5, 0.0, 0.5), 0.0)
    assert_close(positive_predictive_value(0.03125, 0.25, 1), 1.0)
    assert_close(positive_predictive_value(1, 0.25, 0.5), 1.0)
    assert_close(positive_predictive_value(0.25, 1, 0), 0.25)


@criterion("positive_predictive_value")
def test_positive_predictive_value_needs_alarms(positive_predictive_value):
    for prevalence, sensitivity, specificity in ((0.0, 0.5, 1.0), (0.25, 0.0, 1.0), (1.0, 0.0, 0.5), (0, 0, 1)):
        with raises(ValueError):
            positive_predictive_value(prevalence, sensitivity, specificity)


@criterion("positive_predictive_value")
def test_positive_predictive_value_refuses_what_are_no_probabilities(positive_predictive_value):
    good = (0.125, 0.75, 0.875)
    for place in range(3):
        for bad in (-0.1, 1.1, 95.0, NAN):
            with raises(ValueError):
                positive_predictive_value(*good[:place], bad, *good[place + 1 :])


# 6.6 sequential_update


@criterion("sequential_update", core=True)
def test_sequential_update_matches_the_definition(sequential_update, reference, rng):
    for pieces, prior in zip((1, 2, 3, 8), distributions(rng, (3, 4, 2, 5)), strict=True):
        likelihoods = rng.uniform(0.1, 1.0, size=(pieces, prior.size))
        expected = reference.sequential_update(prior, likelihoods)
        assert_close(sequential_update(prior.copy(), likelihoods.copy()), expected)
        assert_close(sequential_update(prior.tolist(), likelihoods.tolist()), expected)


@criterion("sequential_update", core=True)
def test_sequential_update_does_not_depend_on_the_order(sequential_update, reference, rng):
    (prior,) = distributions(rng, (4,))
    likelihoods = rng.uniform(0.1, 1.0, size=(6, 4))
    expected = reference.sequential_update(prior, likelihoods)
    for order in (np.arange(6)[::-1], rng.permutation(6)):
        assert_close(sequential_update(prior.copy(), likelihoods[order]), expected)


@criterion("sequential_update")
def test_sequential_update_without_evidence_is_a_copy_of_the_prior(sequential_update):
    assert_close(sequential_update([0.125, 0.25, 0.625], []), np.array([0.125, 0.25, 0.625]))
    prior = np.array([0.25, 0.75])
    found = sequential_update(prior, np.empty((0, 2)))
    assert_close(found, np.array([0.25, 0.75]))
    assert_same(found is prior, False)
    assert_close(sequential_update([1, 0], []), np.array([1.0, 0.0]))


@criterion("sequential_update")
def test_sequential_update_of_thousands_of_pieces_does_not_underflow(sequential_update, reference, rng):
    for pieces, prior in zip((1000, 3000), distributions(rng, (3, 2)), strict=True):
        common = rng.uniform(0.05, 0.9, size=(pieces, 1))
        assert_close(sequential_update(prior.copy(), np.repeat(common, prior.size, axis=1)), prior)
    # Neighbours cancel each other.
    swings = np.tile([[0.2, 0.3], [0.3, 0.2]], (500, 1))
    assert_close(sequential_update([0.75, 0.25], swings), np.array([0.75, 0.25]))


@criterion("sequential_update")
def test_sequential_update_keeps_zeros(sequential_update):
    found = sequential_update([0.0, 0.5, 0.25, 0.25], [[1.0, 0.5, 0.5, 0.0], [1.0, 0.5, 1.0, 1.0]])
    assert_close(found, np.array([0.0, 0.5, 0.5, 0.0]))
    assert_close(sequential_update([1.0], [[0.25], [0.5]]), np.array([1.0]))


@criterion("sequential_update")
def test_sequential_update_refuses_evidence_that_rules_out_everything(sequential_update):
    for prior, likelihoods in (
        ([0.5, 0.5], [[1, 0], [0, 1]]),
        ([0.5, 0.5], [[0.5, 0.25], [0, 0]]),
        ([1, 0], [[0.5, 0.5], [0, 1]]),
    ):
        with raises(ValueError):
            sequential_update(prior, likelihoods)


@criterion("sequential_update")
def test_sequential_update_refuses_what_does_not_fit(sequential_update):
    for prior in BAD_PRIORS:
        with raises(ValueError):
            sequential_update(prior, [])
        with raises(ValueError):
            sequential_update(prior, [[0.5, 0.25]])
    for likelihood in (*BAD_LIKELIHOODS, [0.5], [0.5, 0.25, 0.125]):
        with raises(ValueError):
            sequential_update([0.25, 0.75], [likelihood])


@criterion("sequential_update")
def test_sequential_update_leaves_its_arguments_unchanged(sequential_update):
    prior, likelihoods = np.array([0.25, 0.75]), np.array([[0.75, 0.25], [0.5, 0.125]])
    assert_close(sequential_update(prior, likelihoods), np.array([0.8, 0.2]))
    assert_same(prior, np.array([0.25, 0.75]))
    assert_same(likelihoods, np.array([[0.75, 0.25], [0.5, 0.125]]))


# 6.7 beta_binomial_update


@criterion("beta_binomial_update", core=True)
def test_beta_binomial_update_adds_heads_and_tails(beta_binomial_update, reference, rng):
    for heads, tails in ((1, 0), (0, 4), (3, 8), (700, 300)):
        a, b = (float(value) for value in rng.uniform(0.2, 20, size=2))
        assert_close(beta_binomial_update(a, b, heads, tails), reference.beta_binomial_update(a, b, heads, tails))
        assert_close(beta_binomial_update(7, 2, heads, tails), (7.0 + heads, 2.0 + tails))


@criterion("beta_binomial_update")
def test_beta_binomial_update_without_flips_is_the_prior(beta_binomial_update):
    for a, b in ((0.5, 0.25), (1, 1), (12.5, 3.0)):
        assert_close(beta_binomial_update(a, b, 0, 0), (float(a), float(b)))


@criterion("beta_binomial_update")
def test_beta_binomial_update_refuses_parameters_that_are_not_positive(beta_binomial_update):
    for bad in (0, 0.0, -0.5, -3, NAN, INF):
        with raises(ValueError):
            beta_binomial_update(bad, 2, 3, 1)
        with raises(ValueError):
            beta_binomial_update(2, bad, 3, 1)


@criterion("beta_binomial_update")
def test_beta_binomial_update_refuses_negative_counts(beta_binomial_update):
    for heads, tails in ((-1, 2), (2, -1), (-3, -3)):
        with raises(ValueError):
            beta_binomial_update(5, 5, heads, tails)


# 6.8 beta_map


@criterion("beta_map", core=True)
def test_beta_map_is_the_top_of_the_hill(beta_map, reference, rng):
    for _ in range(6):
        a, b = (float(value) for value in rng.uniform(1.2, 30, size=2))
        assert_close(beta_map(a, b), reference.beta_map(a, b))
    assert_close(beta_map(3, 3), 0.5)
    assert_close(beta_map(1e9 + 1, 3e9 + 1), 0.25)


@criterion("beta_map", core=True)
def test_beta_map_after_a_flat_prior_is_maximum_likelihood(beta_map):
    for heads, tails in ((1, 3), (7, 3), (0, 5), (6, 0)):
        assert_close(beta_map(1 + heads, 1 + tails), heads / (heads + tails))


@criterion("beta_map")
def test_beta_map_is_at_the_end_where_the_density_rises_to_infinity(beta_map):
    for a, b in ((0.5, 3), (0.25, 1), (0.5, 1.25), (0.9, 1.05), (0.001, 50)):
        assert_close(beta_map(a, b), 0.0)
        assert_close(beta_map(b, a), 1.0)


@criterion("beta_map")
def test_beta_map_refuses_a_flat_density(beta_map):
    for a, b in ((1, 1), (1.0, 1.0)):
        with raises(ValueError):
            beta_map(a, b)


@criterion("beta_map")
def test_beta_map_refuses_a_density_with_two_peaks(beta_map):
    for a, b in ((0.5, 0.5), (0.25, 0.75), (0.9, 0.1)):
        with raises(ValueError):
            beta_map(a, b)


@criterion("beta_map")
def test_beta_map_refuses_parameters_that_are_not_positive(beta_map):
    for bad in (0, 0.0, -0.5, -3, NAN, INF):
        with raises(ValueError):
            beta_map(bad, 4)
        with raises(ValueError):
            beta_map(4, bad)


# 6.9 ridge_weight


@criterion("ridge_weight", core=True)
def test_ridge_weight_matches_the_definition(ridge_weight, reference, rng):
    for n in (1, 2, 7, 50):
        for X, y in _regressions(rng, [(n, 1)]):
            for lam in (0.3, 6.0, 400.0):
                assert_close(ridge_weight(X[:, 0], y.copy(), lam), reference.ridge_weight(X[:, 0], y, lam))
                assert_close(
                    ridge_weight(X[:, 0].tolist(), y.tolist(), lam=lam), reference.ridge_weight(X[:, 0], y, lam)
                )


@criterion("ridge_weight", core=True)
def test_ridge_weight_without_a_prior_is_least_squares(ridge_weight, reference, rng):
    for X, y in _regressions(rng, [(3, 1), (20, 1)]):
        assert_close(ridge_weight(X[:, 0], y.copy()), reference.ridge_weight(X[:, 0], y, 0.0))
        assert_close(ridge_weight(X[:, 0], y.copy(), 0), reference.ridge_weight(X[:, 0], y, 0.0))


@criterion("ridge_weight")
def test_ridge_weight_takes_ints(ridge_weight):
    assert_close(ridge_weight(np.array([1, 2, 2]), np.array([5, 1, 0]), 5), 0.5)
    assert_close(ridge_weight([-3], [4]), -4 / 3)


@criterion("ridge_weight")
def test_ridge_weight_of_zeros(ridge_weight):
    assert_close(ridge_weight([0.0, 0.0, 0.0], [1.0, -2.0, 4.0], 0.5), 0.0)
    assert_close(ridge_weight([3.0, -1.0], [0, 0]), 0.0)
    with raises(ValueError):
        ridge_weight([0.0, 0.0], [1.0, 2.0])
    with raises(ValueError):
        ridge_weight([0], [0], 0)


@criterion("ridge_weight")
def test_ridge_weight_refuses_a_bad_lam(ridge_weight):
    for lam in (-1, -0.001, -1e9, NAN, INF):
        with raises(ValueError):
            ridge_weight([1.0, 2.0], [3.0, 5.0], lam)


@criterion("ridge_weight")
def test_ridge_weight_refuses_data_that_do_not_fit(ridge_weight):
    for x, y in (([1, 2], [3]), ([1], [3, 5]), ([1, 2, 3], [1, 2]), ([], []), ([1, NAN], [3, 5]), ([1, 2], [3, INF])):
        with raises(ValueError):
            ridge_weight(x, y, 0.5)


@criterion("ridge_weight")
def test_ridge_weight_leaves_its_arguments_unchanged(ridge_weight):
    x, y = np.array([1.0, 2.0, 4.0]), np.array([3.0, 5.0, -1.0])
    assert_close(ridge_weight(x, y, 4), 9 / 25)
    assert_same(x, np.array([1.0, 2.0, 4.0]))
    assert_same(y, np.array([3.0, 5.0, -1.0]))


# 6.10 map_linear_regression


@criterion("map_linear_regression", core=True)
def test_map_linear_regression_matches_the_definition(map_linear_regression, reference, rng):
    for X, y in _regressions(rng, [(5, 2), (9, 4), (40, 7)]):
        sigma2, tau2 = (float(value) for value in rng.uniform((2, 0.2), (9, 0.8)))
        expected = reference.map_linear_regression(X, y, sigma2, tau2)
        assert_close(map_linear_regression(X.copy(), y.copy(), sigma2, tau2), expected)
        assert_close(map_linear_regression(X.tolist(), y.tolist(), sigma2=sigma2, tau2=tau2), expected)


@criterion("map_linear_regression", core=True)
def test_map_linear_regression_depends_on_the_ratio_of_the_variances(map_linear_regression, reference, rng):
    for X, y in _regressions(rng, [(8, 3)]):
        expected = reference.map_linear_regression(X, y, 3.0, 0.25)
        for scale in (0.01, 50.0):
            assert_close(map_linear_regression(X.copy(), y.copy(), 3.0 * scale, 0.25 * scale), expected)


@criterion("map_linear_regression")
def test_map_linear_regression_of_one_weight(map_linear_regression):
    assert_close(map_linear_regression([[2], [1], [2]], [3, 1, 1], 6, 2), np.array([0.75]))
    assert_close(map_linear_regression([[3]], [4], 1, 0.5), np.array([12 / 11]))


@criterion("map_linear_regression")
def test_map_linear_regression_of_columns_that_depend_on_each_other(map_linear_regression, reference, rng):
    for X, y in _regressions(rng, [(6, 2)]):
        X = np.column_stack([X, X[:, 0] - 2 * X[:, 1], X[:, 0]])
        found = map_linear_regression(X.copy(), y.copy(), 2.0, 0.5)
        assert_close(found, reference.map_linear_regression(X, y, 2.0, 0.5))
    assert_close(map_linear_regression(np.zeros((3, 2)), [1, 2, 3], 1, 2), np.zeros(2))


@criterion("map_linear_regression")
def test_map_linear_regression_with_more_weights_than_observations(map_linear_regression, reference, rng):
    for X, y in _regressions(rng, [(3, 8), (1, 4)]):
        found = map_linear_regression(X.copy(), y.copy(), 1.5, 0.3)
        assert_close(found, reference.map_linear_regression(X, y, 1.5, 0.3))


@criterion("map_linear_regression")
def test_map_linear_regression_tends_to_least_squares_and_to_zero(map_linear_regression, rng):
    X = np.vstack([np.eye(3) * (2.0, 3.0, 5.0), rng.normal(size=(6, 3))])
    y = rng.normal(3, 2, size=9)
    # A prior variance of 1e12 moves the weights by about 1e-13 of themselves, rounding of X'X by no more than 1e-12.
    least_squares = np.linalg.lstsq(X, y, rcond=None)[0]
    assert_close(map_linear_regression(X.copy(), y.copy(), 1.0, 1e12), least_squares)
    assert_close(map_linear_regression(X.copy(), y.copy(), 1e6, 1e-12), np.zeros(3))


@criterion("map_linear_regression")
def test_map_linear_regression_does_not_spare_a_column_of_ones(map_linear_regression):
    assert_close(map_linear_regression([[1], [1], [1], [1]], [2, 4, 6, 8], 6, 1), np.array([2.0]))
    found = map_linear_regression([[1, 1], [1, -1]], [5, 3], 2, 1)
    assert_close(found, np.array([2.0, 0.5]))


@criterion("map_linear_regression")
def test_map_linear_regression_refuses_bad_variances(map_linear_regression):
    X, y = [[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]], [1.0, 2.0, 4.0]
    for bad in (0, -1.0, NAN, INF):
        with raises(ValueError):
            map_linear_regression(X, y, bad, 2.0)
        with raises(ValueError):
            map_linear_regression(X, y, 2.0, bad)
    with raises(ValueError):
        map_linear_regression(X, y, -1.0, -2.0)


@criterion("map_linear_regression")
def test_map_linear_regression_refuses_data_that_do_not_fit(map_linear_regression):
    for X, y in (
        ([[1, 0], [1, 1]], [1, 2, 3]),
        ([[1, 0], [1, 1]], [1]),
        ([[1, 0], [1, 1]], [[1], [2]]),
        ([1, 2], [1, 2]),
        (np.empty((0, 2)), []),
        ([[1, NAN], [1, 1]], [1, 2]),
        ([[1, 0], [1, 1]], [1, INF]),
    ):
        with raises(ValueError):
            map_linear_regression(X, y, 1.0, 2.0)


@criterion("map_linear_regression")
def test_map_linear_regression_leaves_its_arguments_unchanged(map_linear_regression):
    X, y = np.array([[3.0, 0.0], [0.0, 1.0]]), np.array([4.0, 6.0])
    assert_close(map_linear_regression(X, y, 3, 1), np.array([1.0, 1.5]))
    assert_same(X, np.array([[3.0, 0.0], [0.0, 1.0]]))
    assert_same(y, np.array([4.0, 6.0]))


# 6.11 dirichlet_posterior_predictive


@criterion("dirichlet_posterior_predictive", core=True)
def test_dirichlet_posterior_predictive_with_one_alpha(dirichlet_posterior_predictive, reference, rng):
    for categories, alpha in ((2, 0.3), (5, 1), (30, 2.5)):
        counts = rng.integers(0, 40, size=categories)
        expected = reference.dirichlet_posterior_predictive(counts, alpha)
        assert_close(dirichlet_posterior_predictive(counts.copy(), alpha), expected)
        assert_close(dirichlet_posterior_predictive(counts.tolist(), alpha), expected)


@criterion("dirichlet_posterior_predictive", core=True)
def test_dirichlet_posterior_predictive_with_an_alpha_for_each(dirichlet_posterior_predictive, reference, rng):
    for categories in (2, 5, 30):
        counts, alpha = rng.integers(0, 40, size=categories), rng.uniform(0.2, 4, size=categories)
        expected = reference.dirichlet_posterior_predictive(counts, alpha)
        assert_close(dirichlet_posterior_predictive(counts.copy(), alpha.copy()), expected)
        assert_close(dirichlet_posterior_predictive(counts.tolist(), alpha.tolist()), expected)


@criterion("dirichlet_posterior_predictive")
def test_dirichlet_posterior_predictive_without_counts_is_the_prior_mean(dirichlet_posterior_predictive):
    assert_close(dirichlet_posterior_predictive([0, 0, 0], [0.5, 1.5, 2.0]), np.array([0.125, 0.375, 0.5]))
    for alpha in (0.01, 1, 7.5):
        assert_close(dirichlet_posterior_predictive(np.zeros(8, dtype=int), alpha), np.full(8, 0.125))


@criterion("dirichlet_posterior_predictive")
def test_dirichlet_posterior_predictive_of_one_category_is_certain(dirichlet_posterior_predictive):
    assert_close(dirichlet_posterior_predictive([4], 0.5), np.array([1.0]))
    assert_close(dirichlet_posterior_predictive([0], [3.0]), np.array([1.0]))


@criterion("dirichlet_posterior_predictive")
def test_dirichlet_posterior_predictive_of_strong_and_weak_priors(dirichlet_posterior_predictive):
    # One count among a total of 1e9 pseudo-counts, and 1e-9 of a pseudo-count among 4.
    assert_close(dirichlet_posterior_predictive([1, 0], 5e8), np.array([5e8 + 1, 5e8]) / (1e9 + 1))
    assert_close(dirichlet_posterior_predictive([1, 3], 1e-9), np.array([1 + 1e-9, 3 + 1e-9]) / (4 + 2e-9))


@criterion("dirichlet_posterior_predictive")
def test_dirichlet_posterior_predictive_refuses_a_bad_alpha(dirichlet_posterior_predictive):
    for alpha in (0, 0.0, -0.5, NAN, INF, [1.0, 0.0], [2.0, -0.5], [NAN, 1.0], [1.0, INF]):
        with raises(ValueError):
            dirichlet_posterior_predictive([3, 1], alpha)


@criterion("dirichlet_posterior_predictive")
def test_dirichlet_posterior_predictive_refuses_bad_counts(dirichlet_posterior_predictive):
    for counts in ([3, -1], [-0.5, 2.0], [], [NAN, 1.0], [1.0, INF]):
        with raises(ValueError):
            dirichlet_posterior_predictive(counts, 0.5)


@criterion("dirichlet_posterior_predictive")
def test_dirichlet_posterior_predictive_refuses_shapes_that_do_not_fit(dirichlet_posterior_predictive):
    for counts, alpha in (([3, 1, 2], [1.0, 1.0]), ([3, 1], [1.0]), ([3], [1.0, 1.0])):
        with raises(ValueError):
            dirichlet_posterior_predictive(counts, alpha)


@criterion("dirichlet_posterior_predictive")
def test_dirichlet_posterior_predictive_leaves_its_arguments_unchanged(dirichlet_posterior_predictive):
    counts, alpha = np.array([3.0, 0.0, 1.0]), np.array([0.5, 0.25, 0.25])
    assert_close(dirichlet_posterior_predictive(counts, alpha), np.array([0.7, 0.05, 0.25]))
    assert_same(counts, np.array([3.0, 0.0, 1.0]))
    assert_same(alpha, np.array([0.5, 0.25, 0.25]))
    integers = np.array([3, 0, 1])
    assert_close(dirichlet_posterior_predictive(integers, 0.5), np.array([3.5, 0.5, 1.5]) / 5.5)
    assert_same(integers, np.array([3, 0, 1]))
