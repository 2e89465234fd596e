"""6.4 `posterior_from_logs`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import special

from autograder.content import (
    alternative,
    assert_close,
    assert_unchanged,
    criterion,
    dyadic_distributions,
    mistakes_of,
    raises,
)
from autograder.content.s06_bayes.shared import INF, NAN, updates
from solutions.s06_bayes import posterior_from_logs

# Criteria


@criterion(core=True)
def test_matches_the_definition(posterior_from_logs, reference, rng):
    for prior, likelihood in updates(rng, (1, 2, 5, 30)):
        expected = reference.posterior_from_logs(np.log(prior), np.log(likelihood))
        assert_close(posterior_from_logs(np.log(prior), np.log(likelihood)), expected)
        assert_close(posterior_from_logs(np.log(prior).tolist(), np.log(likelihood).tolist()), expected)


@criterion(core=True)
def test_of_long_texts_does_not_underflow(posterior_from_logs, reference, rng):
    for prior in dyadic_distributions(rng, (2, 6)):
        steps = rng.uniform(-3, 3, size=prior.size)
        for offset in (-1000.0, 1000.0, -30_000.0):
            expected = reference.posterior_from_logs(np.log(prior), steps)
            # Adding the offset rounds the steps, to 4e-12 at 30,000.
            assert_close(posterior_from_logs(np.log(prior), steps + offset), expected, rtol=1e-8)


@criterion()
def test_of_a_dominating_hypothesis(posterior_from_logs):
    assert_close(posterior_from_logs([0.0, 0.0, 0.0], [-3000.0, 0.0, -2000.0]), np.array([0.0, 1.0, 0.0]))
    assert_close(posterior_from_logs([-2000.0, 0.0], [2000.0, 0.0]), np.array([0.5, 0.5]))
    # The logarithm of the evidence, -1e9 + log 2, is rounded to 1e-7 where someone computes it.
    assert_close(posterior_from_logs([0.0, 0.0], [-1e9, -1e9]), np.array([0.5, 0.5]), rtol=1e-6)


@criterion()
def test_of_a_prior_that_is_not_normalised(posterior_from_logs, reference, rng):
    for prior, likelihood in updates(rng, (2, 5)):
        expected = reference.posterior_from_logs(np.log(prior), np.log(likelihood))
        for constant in (-4.0, 2.5):
            assert_close(posterior_from_logs(np.log(prior) + constant, np.log(likelihood)), expected)


@criterion()
def test_of_hypotheses_that_are_ruled_out(posterior_from_logs):
    assert_close(posterior_from_logs([-INF, 0.0, 0.0], [5.0, -7.0, -INF]), np.array([0.0, 1.0, 0.0]))
    assert_close(posterior_from_logs([-INF, 2.0, 2.0], [-INF, -900.0, -900.0]), np.array([0.0, 0.5, 0.5]))


@criterion()
def test_refuses_data_that_rule_out_everything(posterior_from_logs):
    for log_prior, log_likelihood in (([0.0, -INF], [-INF, 0.0]), ([-1.0, -1.0], [-INF, -INF]), ([-INF], [3.0])):
        with raises(ValueError):
            posterior_from_logs(log_prior, log_likelihood)


@criterion()
def test_refuses_what_does_not_fit(posterior_from_logs):
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


@criterion()
def test_leaves_its_arguments_unchanged(posterior_from_logs, rng):
    ((prior, likelihood),) = updates(rng, (6,))
    assert_unchanged(posterior_from_logs, np.log(prior), np.log(likelihood))
    assert_unchanged(posterior_from_logs, np.log(prior).tolist(), np.log(likelihood).tolist())


# Known mistakes


def _check_logs(log_prior, log_likelihood):
    """Both as arrays, refused where the exercise says so."""
    posterior_from_logs(log_prior, log_likelihood)
    return np.array(log_prior, dtype=float), np.array(log_likelihood, dtype=float)


mistake = mistakes_of(posterior_from_logs, example=([math.log(0.9), math.log(0.1)], [-1.0, -1.5]))


@mistake(
    "The exponential comes first, and underflows or overflows: 0/0 is nan. Add the logarithms and subtract the largest sum "
    "before np.exp.",
    example=([math.log(0.5), math.log(0.5)], [-1000, -1001]),
)
def posterior_from_logs_exponential_first(log_prior, log_likelihood):
    joint = np.exp(np.add(*_check_logs(log_prior, log_likelihood)))
    return joint / joint.sum()


@mistake(
    "You leave log space at once and use Bayes' theorem on the exponentials, which underflow or overflow. Add the logarithms, "
    "and take exponentials of the differences to the largest sum.",
    example=([-2000.0, 0.0], [2000.0, 0.0]),
)
def posterior_from_logs_leaving_log_space(log_prior, log_likelihood):
    log_prior, log_likelihood = _check_logs(log_prior, log_likelihood)
    joint = np.exp(log_prior) * np.exp(log_likelihood)
    return joint / joint.sum()


@mistake("This is the softmax of the log-likelihoods; the prior is missing. Add log_prior first.")
def posterior_from_logs_without_prior(log_prior, log_likelihood):
    log_prior, log_likelihood = _check_logs(log_prior, log_likelihood)
    return posterior_from_logs(np.zeros(log_prior.size), log_likelihood)


@mistake("The two logarithms are multiplied. A product of probabilities is a sum of logarithms: add them.")
def posterior_from_logs_multiplied(log_prior, log_likelihood):
    log_prior, log_likelihood = _check_logs(log_prior, log_likelihood)
    scores = log_prior * log_likelihood
    weights = np.exp(scores - scores.max())
    return weights / weights.sum()


@mistake("The prior is turned into probabilities before it is added to the logarithms. Add logarithms to logarithms.")
def posterior_from_logs_mixing_scales(log_prior, log_likelihood):
    log_prior, log_likelihood = _check_logs(log_prior, log_likelihood)
    return posterior_from_logs(np.exp(log_prior), log_likelihood)


@mistake(
    "The sums of logarithms are divided by their total. They are not probabilities yet: take exponentials, then normalise."
)
def posterior_from_logs_normalising_logs(log_prior, log_likelihood):
    scores = np.add(*_check_logs(log_prior, log_likelihood))
    return scores / scores.sum()


@mistake("These are the logarithms of the posterior. Probabilities are wanted: take the exponential at the end.")
def posterior_from_logs_as_logs(log_prior, log_likelihood):
    return np.log(posterior_from_logs(log_prior, log_likelihood))


@mistake("The result is not normalised: the largest entry is always 1. Divide by the sum.")
def posterior_from_logs_not_normalised(log_prior, log_likelihood):
    posterior = posterior_from_logs(log_prior, log_likelihood)
    return posterior / posterior.max()


@mistake(
    "The smallest sum is subtracted instead of the largest, so that the exponentials can overflow. Subtract the largest: "
    "all exponentials are then at most 1.",
    example=([0.0, 0.0], [0.0, -3000.0]),
)
def posterior_from_logs_subtracting_the_smallest(log_prior, log_likelihood):
    scores = np.add(*_check_logs(log_prior, log_likelihood))
    weights = np.exp(scores - scores.min())
    return weights / weights.sum()


@mistake(
    "The largest log-likelihood is subtracted instead of the largest sum, so that all exponentials can still underflow. Add the "
    "logarithms first, then subtract the largest.",
    example=([-2000.0, 0.0], [2000.0, 0.0]),
)
def posterior_from_logs_subtracting_the_largest_likelihood(log_prior, log_likelihood):
    log_prior, log_likelihood = _check_logs(log_prior, log_likelihood)
    weights = np.exp(log_prior + log_likelihood - log_likelihood.max())
    return weights / weights.sum()


@mistake("These are powers of 2, but the logarithms are natural ones. Use np.exp.")
def posterior_from_logs_with_powers_of_two(log_prior, log_likelihood):
    log_prior, log_likelihood = _check_logs(log_prior, log_likelihood)
    return posterior_from_logs(log_prior * math.log(2), log_likelihood * math.log(2))


@mistake(
    "A logarithm of -inf is refused. It is the logarithm of 0 and stands for a hypothesis that is ruled out: it gets the "
    "posterior 0.",
    example=([0.0, -math.inf], [-1.0, -1.0]),
)
def posterior_from_logs_refusing_infinity(log_prior, log_likelihood):
    if not (np.isfinite(log_prior).all() and np.isfinite(log_likelihood).all()):
        raise ValueError("infinite")
    return posterior_from_logs(log_prior, log_likelihood)


@mistake(
    "If every hypothesis is ruled out this gives nan: -inf minus -inf. Raise ValueError if the largest sum is -inf.",
    example=([0.0, -math.inf], [-math.inf, 0.0]),
)
def posterior_from_logs_nan_without_evidence(log_prior, log_likelihood):
    scores = np.add(log_prior, log_likelihood, dtype=float)
    if scores.size and np.all(scores == -np.inf) and len(log_prior) == len(log_likelihood):
        return np.full(scores.size, math.nan)
    return posterior_from_logs(log_prior, log_likelihood)


@mistake(
    "A log_prior that is not normalised is refused. A constant cancels, so it need not be.",
    example=([0.0, math.log(2)], [-1.0, -1.5]),
)
def posterior_from_logs_refusing_constants(log_prior, log_likelihood):
    if abs(np.exp(log_prior).sum() - 1) > 1e-6:
        raise ValueError("log_prior")
    return posterior_from_logs(log_prior, log_likelihood)


@mistake(
    "nan, +inf and lists of different lengths are not refused. Raise ValueError unless the shapes agree and every entry is "
    "< np.inf.",
    example=([0.0, 0.0], [-1.0]),
)
def posterior_from_logs_without_checks(log_prior, log_likelihood):
    scores = np.asarray(log_prior, dtype=float) + np.asarray(log_likelihood, dtype=float)
    if np.all(scores == -np.inf):
        raise ValueError("everything is ruled out")
    weights = np.exp(scores - scores.max())
    return weights / weights.sum()


@mistake(
    "log_prior is changed in place: += writes into the caller's array. Write log_prior + log_likelihood.",
    example=(np.array([0.0, 1.0]), np.array([-3.0, -4.0])),
)
def posterior_from_logs_in_place(log_prior, log_likelihood):
    posterior = posterior_from_logs(log_prior, log_likelihood)
    if isinstance(log_prior, np.ndarray):
        log_prior += log_likelihood
    return posterior


@mistake(
    "The largest log-prior and the largest log-likelihood are subtracted each for itself, so that all exponentials can still "
    "underflow. Add first, then subtract the largest sum.",
    example=([1000.0, 0.0], [-1500.0, -500.0]),
)
def posterior_from_logs_with_two_maxima(log_prior, log_likelihood):
    log_prior, log_likelihood = _check_logs(log_prior, log_likelihood)
    joint = np.exp(log_prior - log_prior.max()) * np.exp(log_likelihood - log_likelihood.max())
    return joint / joint.sum()


@mistake(
    "The exponential of the log-likelihood is multiplied by the log-prior. Add both logarithms, then take the exponential."
)
def posterior_from_logs_adding_to_likelihoods(log_prior, log_likelihood):
    log_prior, log_likelihood = _check_logs(log_prior, log_likelihood)
    joint = log_prior * np.exp(log_likelihood)
    return joint / joint.sum()


@mistake("This is the softmax of the log-priors; the log-likelihood is missing. Add it first.")
def posterior_from_logs_without_likelihood(log_prior, log_likelihood):
    log_prior, log_likelihood = _check_logs(log_prior, log_likelihood)
    return posterior_from_logs(log_prior, np.zeros(log_prior.size))


@mistake("The log-prior is subtracted. A product of probabilities is a sum of logarithms: add it.")
def posterior_from_logs_subtracting_the_prior(log_prior, log_likelihood):
    log_prior, log_likelihood = _check_logs(log_prior, log_likelihood)
    scores = log_likelihood - np.maximum(log_prior, -1e300)
    weights = np.exp(scores - scores.max())
    return weights / weights.sum()


@mistake(
    "The signs are turned: the least probable hypothesis gets the most. Take exponentials of the sums, without a minus."
)
def posterior_from_logs_with_a_minus(log_prior, log_likelihood):
    scores = 0.0 - np.add(*_check_logs(log_prior, log_likelihood))
    weights = np.exp(scores - scores.max())
    return weights / weights.sum()


@mistake("The logarithms are averaged, which halves them. Add log-prior and log-likelihood.")
def posterior_from_logs_averaged(log_prior, log_likelihood):
    log_prior, log_likelihood = _check_logs(log_prior, log_likelihood)
    return posterior_from_logs(log_prior / 2, log_likelihood / 2)


@mistake("The log-likelihoods are averaged over their number before the prior is added. Add them as they are.")
def posterior_from_logs_of_the_mean(log_prior, log_likelihood):
    log_prior, log_likelihood = _check_logs(log_prior, log_likelihood)
    return posterior_from_logs(log_prior, log_likelihood / log_likelihood.size)


@mistake("These are powers of 10, but the logarithms are natural ones. Use np.exp.")
def posterior_from_logs_with_powers_of_ten(log_prior, log_likelihood):
    log_prior, log_likelihood = _check_logs(log_prior, log_likelihood)
    return posterior_from_logs(log_prior * math.log(10), log_likelihood * math.log(10))


@mistake("The sums of logarithms come back. Take the softmax of them: exponentials, divided by their sum.")
def posterior_from_logs_as_sums(log_prior, log_likelihood):
    return np.add(*_check_logs(log_prior, log_likelihood))


@mistake("A softmax is taken twice. After the first the probabilities sum to 1 already: return them.")
def posterior_from_logs_with_softmax_twice(log_prior, log_likelihood):
    return special.softmax(posterior_from_logs(log_prior, log_likelihood))


@mistake("Two softmaxes are multiplied and not normalised again. Add the logarithms, and take one softmax of the sums.")
def posterior_from_logs_as_product_of_softmaxes(log_prior, log_likelihood):
    log_prior, log_likelihood = _check_logs(log_prior, log_likelihood)
    return special.softmax(log_prior) * special.softmax(log_likelihood)


@mistake(
    "The exponential comes first, with a small number added to the denominator: very unlikely data give zeros. Subtract the "
    "largest sum before np.exp.",
    example=([math.log(0.5), math.log(0.5)], [-1000, -1001]),
)
def posterior_from_logs_with_epsilon(log_prior, log_likelihood):
    joint = np.exp(np.add(*_check_logs(log_prior, log_likelihood)))
    return joint / (joint.sum() + 1e-12)


@mistake(
    "The sums of logarithms are clipped, at -700 or so, before the exponential, and lose their differences. Subtract the "
    "largest sum instead.",
    example=([math.log(0.5), math.log(0.5)], [-1000, -1001]),
)
def posterior_from_logs_clipped(log_prior, log_likelihood):
    scores = np.clip(np.add(*_check_logs(log_prior, log_likelihood)), -700, 700)
    return special.softmax(scores)


@mistake(
    "An entry of -inf is replaced by a large negative number, so that a list of them is not refused. Keep -inf, and raise "
    "ValueError if every hypothesis has one.",
    example=([0.0, -math.inf], [-math.inf, 0.0]),
)
def posterior_from_logs_replacing_infinity(log_prior, log_likelihood):
    logs = [np.asarray(x, dtype=float) for x in (log_prior, log_likelihood)]
    return posterior_from_logs(*(np.where(np.isneginf(x), -1e9, x) for x in logs))


@mistake("This is the position of the most probable hypothesis. Return the posterior of all of them.")
def posterior_from_logs_as_the_best(log_prior, log_likelihood):
    return int(posterior_from_logs(log_prior, log_likelihood).argmax())


@mistake("The probabilities are rounded, and may no longer sum to 1. Return them as they are.")
def posterior_from_logs_rounded(log_prior, log_likelihood):
    return posterior_from_logs(log_prior, log_likelihood).round(4)


@mistake("The logarithm is taken of arguments that are logarithms already. Add them as they are.")
def posterior_from_logs_of_probabilities(log_prior, log_likelihood):
    return posterior_from_logs(*(np.log(x) for x in _check_logs(log_prior, log_likelihood)))


# Other right answers


def _logs(log_prior, log_likelihood):
    """The sum of both arrays, refused where the exercise says so."""
    log_prior, log_likelihood = np.array(log_prior, dtype=float), np.array(log_likelihood, dtype=float)
    if log_prior.shape != log_likelihood.shape or log_prior.ndim != 1 or not log_prior.size:
        raise ValueError("shapes")
    for logs in (log_prior, log_likelihood):
        if np.isnan(logs).any() or np.isposinf(logs).any():
            raise ValueError("logarithms")
    scores = log_prior + log_likelihood
    if np.isneginf(scores).all():
        raise ValueError("everything is ruled out")
    return scores


@alternative
def posterior_from_logs_with_scipy(log_prior, log_likelihood):
    return special.softmax(_logs(log_prior, log_likelihood))


@alternative
def posterior_from_logs_with_logsumexp(log_prior, log_likelihood):
    scores = _logs(log_prior, log_likelihood)
    return np.exp(scores - special.logsumexp(scores))


@alternative
def posterior_from_logs_in_a_loop(log_prior, log_likelihood):
    scores = _logs(log_prior, log_likelihood).tolist()
    highest = max(scores)
    weights = [math.exp(score - highest) for score in scores]
    return np.array([weight / sum(weights) for weight in weights])


@alternative
def posterior_from_logs_with_logaddexp(log_prior, log_likelihood):
    scores = _logs(log_prior, log_likelihood)
    return np.exp(scores - np.logaddexp.reduce(scores))
