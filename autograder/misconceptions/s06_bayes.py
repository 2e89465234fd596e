"""Known wrong implementations of section 6, Bayes' theorem and MAP."""

import math

import numpy as np

from autograder.misconceptions import misconception
from solutions.s06_bayes import (
    as_data,
    as_prior,
    as_prior_and_likelihood,
    bayes_posterior,
    beta_binomial_update,
    beta_map,
    conditional_probability,
    dirichlet_posterior_predictive,
    map_linear_regression,
    positive_predictive_value,
    posterior_from_logs,
    ridge_weight,
    sequential_update,
    total_probability,
)

# 6.1 conditional_probability


@misconception(
    "conditional_probability",
    "The ratio is upside down. Divide the probability of both by that of the condition: p_ab / p_b.",
    example=(0.125, 0.5),
)
def conditional_probability_inverted(p_ab, p_b):
    conditional_probability(p_ab, p_b)
    return p_b / p_ab


@misconception(
    "conditional_probability",
    "The two are multiplied, as if A and B were independent and you wanted both. To condition on B, divide by p_b.",
    example=(0.125, 0.5),
)
def conditional_probability_multiplied(p_ab, p_b):
    conditional_probability(p_ab, p_b)
    return p_ab * p_b


@misconception(
    "conditional_probability",
    "You divide by p_ab + p_b, but p_b contains the cases with A already. Divide by p_b alone.",
    example=(0.125, 0.5),
)
def conditional_probability_over_the_sum(p_ab, p_b):
    conditional_probability(p_ab, p_b)
    return p_ab / (p_ab + p_b)


@misconception(
    "conditional_probability",
    "You divide by 1 - p_b, the cases in which B did not happen. The condition is that B did: divide by p_b.",
    example=(0.125, 0.25),
)
def conditional_probability_given_the_complement(p_ab, p_b):
    conditional_probability(p_ab, p_b)
    return p_ab / (1 - p_b)


@misconception(
    "conditional_probability",
    "You subtract where you should divide. p_b - p_ab is the probability of B without A.",
    example=(0.125, 0.5),
)
def conditional_probability_as_a_difference(p_ab, p_b):
    conditional_probability(p_ab, p_b)
    return p_b - p_ab


@misconception(
    "conditional_probability",
    "A condition that cannot happen gives 0 here. There is no answer then: raise ValueError if p_b is 0.",
    example=(0.0, 0.0),
)
def conditional_probability_zero_without_a_condition(p_ab, p_b):
    if p_ab == p_b == 0:
        return 0.0
    return conditional_probability(p_ab, p_b)


@misconception(
    "conditional_probability",
    "Python's division by zero raises ZeroDivisionError. Look at p_b first and raise ValueError if it is 0.",
    example=(0.0, 0.0),
)
def conditional_probability_dividing_by_zero(p_ab, p_b):
    if not 0 <= p_ab <= p_b <= 1:
        raise ValueError("not probabilities")
    return p_ab / p_b


@misconception(
    "conditional_probability",
    "A p_ab that is greater than p_b gives a probability above 1. Both together cannot be more probable than one alone: "
    "raise ValueError.",
    example=(0.5, 0.4),
)
def conditional_probability_above_one(p_ab, p_b):
    if not (0 <= p_ab <= 1 and 0 < p_b <= 1):
        raise ValueError("not probabilities")
    return p_ab / p_b


@misconception(
    "conditional_probability",
    "A p_ab that is greater than p_b is cut to 1, which hides the mistake that led there. Raise ValueError.",
    example=(0.5, 0.4),
)
def conditional_probability_cut_to_one(p_ab, p_b):
    if not (0 <= p_ab <= 1 and 0 < p_b <= 1):
        raise ValueError("not probabilities")
    return min(1.0, p_ab / p_b)


@misconception(
    "conditional_probability",
    "You compare p_ab with p_b, but neither with 0 and 1. Raise ValueError for negative numbers, for those above 1 and "
    "for nan.",
    example=(0.5, 1.25),
)
def conditional_probability_without_range_check(p_ab, p_b):
    if p_b == 0 or p_ab > p_b:
        raise ValueError("impossible")
    return p_ab / p_b


# 6.2 total_probability


@misconception(
    "total_probability",
    "This is the plain mean of the likelihoods, which ignores the prior. Weight each likelihood by its prior.",
    example=([0.9, 0.1], [0.2, 0.8]),
)
def total_probability_as_plain_mean(prior, likelihood):
    _, likelihood = as_prior_and_likelihood(prior, likelihood)
    return float(likelihood.mean())


@misconception(
    "total_probability",
    "The likelihoods are added without their weights. Multiply each by the prior of its hypothesis first.",
    example=([0.9, 0.1], [0.2, 0.8]),
)
def total_probability_as_plain_sum(prior, likelihood):
    _, likelihood = as_prior_and_likelihood(prior, likelihood)
    return float(likelihood.sum())


@misconception(
    "total_probability",
    "The weighted likelihoods are averaged. The weights sum to 1 already: add the products, do not divide by K.",
    example=([0.9, 0.1], [0.2, 0.8]),
)
def total_probability_divided_by_k(prior, likelihood):
    return total_probability(prior, likelihood) / len(prior)


@misconception(
    "total_probability",
    "These are the products of prior and likelihood, one for each hypothesis. The evidence is their sum.",
    example=([0.9, 0.1], [0.2, 0.8]),
)
def total_probability_without_the_sum(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    return prior * likelihood


@misconception(
    "total_probability",
    "The products are multiplied with each other. The hypotheses exclude each other, so their parts add up.",
    example=([0.9, 0.1], [0.2, 0.8]),
)
def total_probability_as_a_product(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    return float(np.prod(prior * likelihood))


@misconception(
    "total_probability",
    "Only the most probable hypothesis counts here. All of them may have produced the data: sum over all.",
    example=([0.9, 0.1], [0.2, 0.8]),
)
def total_probability_of_the_likeliest(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    return float(likelihood[prior.argmax()])


@misconception(
    "total_probability",
    "The likelihoods are normalised before they are weighted. They belong to different conditions and need not sum to 1: "
    "take them as they are.",
    example=([0.3, 0.7], [0.8, 0.05]),
)
def total_probability_of_normalised_likelihoods(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    total = likelihood.sum()
    return float(prior @ likelihood / total) if total > 0 else 0.0


@misconception(
    "total_probability",
    "The result is cut to 1. Likelihoods may be densities, and then the evidence may exceed 1, too.",
    example=([0.25, 0.75], [4.0, 2.0]),
)
def total_probability_cut_to_one(prior, likelihood):
    return min(1.0, total_probability(prior, likelihood))


@misconception(
    "total_probability",
    "Likelihoods above 1 are refused. A density may exceed 1; only negative, infinite and nan entries are wrong.",
    example=([0.25, 0.75], [4.0, 2.0]),
)
def total_probability_refusing_densities(prior, likelihood):
    if np.any(np.asarray(likelihood) > 1):
        raise ValueError("likelihood above 1")
    return total_probability(prior, likelihood)


@misconception(
    "total_probability",
    "Likelihoods that do not sum to 1 are refused. Only the prior is a distribution over the hypotheses.",
    example=([0.3, 0.7], [0.8, 0.05]),
)
def total_probability_refusing_likelihoods(prior, likelihood):
    if abs(np.sum(likelihood) - 1) > 1e-8:
        raise ValueError("likelihood")
    return total_probability(prior, likelihood)


@misconception(
    "total_probability",
    "A prior that does not sum to 1 is normalised silently. That hides a mistake further up: raise ValueError.",
    example=([0.5, 0.4], [0.5, 0.25]),
)
def total_probability_normalising_the_prior(prior, likelihood):
    prior = np.array(prior, dtype=float)
    if not (np.all(prior >= 0) and 0 < prior.sum() < math.inf):
        raise ValueError("prior")
    return total_probability(prior / prior.sum(), likelihood)


@misconception(
    "total_probability",
    "Nothing is checked. Raise ValueError for a prior that is not a distribution, for negative or infinite likelihoods and "
    "for shapes that differ: the helper as_prior_and_likelihood does it.",
    example=([0.5, 0.4], [0.5, 0.25]),
)
def total_probability_without_checks(prior, likelihood):
    return float(np.sum(np.asarray(prior, dtype=float) * np.asarray(likelihood, dtype=float)))


# 6.3 bayes_posterior


@misconception(
    "bayes_posterior",
    "The likelihood alone is normalised: base-rate neglect. Multiply it by the prior before you normalise.",
    example=([0.99, 0.01], [0.05, 0.99]),
)
def bayes_posterior_neglecting_the_base_rate(prior, likelihood):
    bayes_posterior(prior, likelihood)
    likelihood = np.array(likelihood, dtype=float)
    return likelihood / likelihood.sum()


@misconception(
    "bayes_posterior",
    "Prior and likelihood are added. Both must hold for the data and the hypothesis to occur together: multiply them.",
    example=([0.99, 0.01], [0.05, 0.99]),
)
def bayes_posterior_of_a_sum(prior, likelihood):
    bayes_posterior(prior, likelihood)
    total = np.add(prior, likelihood)
    return total / total.sum()


@misconception(
    "bayes_posterior",
    "These are prior times likelihood, which do not sum to 1 yet. Divide by the evidence.",
    example=([0.3, 0.7], [0.8, 0.05]),
)
def bayes_posterior_without_evidence(prior, likelihood):
    bayes_posterior(prior, likelihood)
    return np.multiply(prior, likelihood, dtype=float)


@misconception(
    "bayes_posterior",
    "The products are divided by the sum of the likelihoods. The evidence is the sum of the products: weight the "
    "likelihoods by the prior there, too.",
    example=([0.3, 0.7], [0.8, 0.05]),
)
def bayes_posterior_over_the_sum_of_likelihoods(prior, likelihood):
    bayes_posterior(prior, likelihood)
    return np.multiply(prior, likelihood) / np.sum(likelihood)


@misconception(
    "bayes_posterior",
    "The prior is divided by the likelihood. A hypothesis that makes the data more probable must gain: multiply.",
    example=([0.3, 0.7], [0.8, 0.05]),
)
def bayes_posterior_dividing_by_the_likelihood(prior, likelihood):
    bayes_posterior(prior, likelihood)
    ratio = np.asarray(prior, dtype=float) / np.asarray(likelihood, dtype=float)
    return ratio / ratio.sum()


@misconception(
    "bayes_posterior",
    "A softmax is taken over the products. They are probabilities already: divide by their sum, without exponentials.",
    example=([0.3, 0.7], [0.8, 0.05]),
)
def bayes_posterior_with_softmax(prior, likelihood):
    bayes_posterior(prior, likelihood)
    weights = np.exp(np.multiply(prior, likelihood))
    return weights / weights.sum()


@misconception(
    "bayes_posterior",
    "This is the posterior of one hypothesis only. Return an array with that of each of them.",
    example=([0.3, 0.7], [0.8, 0.05]),
)
def bayes_posterior_of_the_first(prior, likelihood):
    return float(bayes_posterior(prior, likelihood)[0])


@misconception(
    "bayes_posterior",
    "Where the evidence is 0 this gives nan. The data contradict the prior then: raise ValueError.",
    example=([1, 0], [0, 1]),
)
def bayes_posterior_nan_without_evidence(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    joint = prior * likelihood
    return joint / joint.sum()


@misconception(
    "bayes_posterior",
    "Where the evidence is 0 the prior comes back, as if nothing had been seen. The data contradict it: raise ValueError.",
    example=([1, 0], [0, 1]),
)
def bayes_posterior_prior_without_evidence(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    evidence = prior @ likelihood
    return prior if evidence == 0 else prior * likelihood / evidence


@misconception(
    "bayes_posterior",
    "A small number is added to the evidence against 0/0. It swallows tiny likelihoods, and hides data that contradict the "
    "prior: add nothing, and raise ValueError for 0.",
    example=([0.5, 0.5], [1e-200, 3e-200]),
)
def bayes_posterior_with_epsilon(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    return prior * likelihood / (prior @ likelihood + 1e-12)


@misconception(
    "bayes_posterior",
    "An evidence that is merely small is taken for 0. Only exactly 0 has no answer: compare with == 0.",
    example=([0.5, 0.5], [1e-200, 3e-200]),
)
def bayes_posterior_refusing_small_evidence(prior, likelihood):
    if total_probability(prior, likelihood) < 1e-15:
        raise ValueError("no evidence")
    return bayes_posterior(prior, likelihood)


@misconception(
    "bayes_posterior",
    "A prior that does not sum to 1 is accepted. It cancels in the formula, but a prior like that is a mistake further up: "
    "raise ValueError.",
    example=([0.5, 0.6], [0.5, 0.25]),
)
def bayes_posterior_of_any_weights(prior, likelihood):
    prior, likelihood = np.array(prior, dtype=float), np.array(likelihood, dtype=float)
    if prior.shape != likelihood.shape or not (np.isfinite(prior).all() and np.isfinite(likelihood).all()):
        raise ValueError("arguments")
    joint = prior * likelihood
    if np.any(prior < 0) or np.any(likelihood < 0) or joint.sum() == 0:
        raise ValueError("arguments")
    return joint / joint.sum()


@misconception(
    "bayes_posterior",
    "The prior is changed in place: *= writes into the caller's array. Write prior * likelihood, which makes a new one.",
    example=(np.array([0.25, 0.75]), np.array([0.75, 0.25])),
)
def bayes_posterior_in_place(prior, likelihood):
    posterior = bayes_posterior(prior, likelihood)
    if isinstance(prior, np.ndarray) and prior.dtype == float:
        prior[:] = posterior
    return posterior


@misconception(
    "bayes_posterior",
    "Nothing is checked. Raise ValueError for an evidence of 0, a prior that is not a distribution, likelihoods that are "
    "negative or infinite, and shapes that differ.",
    example=([0.5, 0.5], [0.5]),
)
def bayes_posterior_without_checks(prior, likelihood):
    joint = np.array(prior, dtype=float) * np.array(likelihood, dtype=float)
    return joint / joint.sum()


# 6.4 posterior_from_logs


def _check_logs(log_prior, log_likelihood):
    """Both as arrays, refused where the exercise says so."""
    posterior_from_logs(log_prior, log_likelihood)
    return np.array(log_prior, dtype=float), np.array(log_likelihood, dtype=float)


@misconception(
    "posterior_from_logs",
    "The exponential comes first, and underflows or overflows: 0/0 is nan. Add the logarithms and subtract the largest sum "
    "before np.exp.",
    example=([math.log(0.5), math.log(0.5)], [-1000, -1001]),
)
def posterior_from_logs_exponential_first(log_prior, log_likelihood):
    joint = np.exp(np.add(*_check_logs(log_prior, log_likelihood)))
    return joint / joint.sum()


@misconception(
    "posterior_from_logs",
    "You leave log space at once and use Bayes' theorem on the exponentials, which underflow or overflow. Add the logarithms, "
    "and take exponentials of the differences to the largest sum.",
    example=([-2000.0, 0.0], [2000.0, 0.0]),
)
def posterior_from_logs_leaving_log_space(log_prior, log_likelihood):
    log_prior, log_likelihood = _check_logs(log_prior, log_likelihood)
    joint = np.exp(log_prior) * np.exp(log_likelihood)
    return joint / joint.sum()


@misconception(
    "posterior_from_logs",
    "This is the softmax of the log-likelihoods; the prior is missing. Add log_prior first.",
    example=([math.log(0.9), math.log(0.1)], [-1.0, -1.5]),
)
def posterior_from_logs_without_prior(log_prior, log_likelihood):
    log_prior, log_likelihood = _check_logs(log_prior, log_likelihood)
    return posterior_from_logs(np.zeros(log_prior.size), log_likelihood)


@misconception(
    "posterior_from_logs",
    "The two logarithms are multiplied. A product of probabilities is a sum of logarithms: add them.",
    example=([math.log(0.9), math.log(0.1)], [-1.0, -1.5]),
)
def posterior_from_logs_multiplied(log_prior, log_likelihood):
    log_prior, log_likelihood = _check_logs(log_prior, log_likelihood)
    scores = log_prior * log_likelihood
    weights = np.exp(scores - scores.max())
    return weights / weights.sum()


@misconception(
    "posterior_from_logs",
    "The prior is turned into probabilities before it is added to the logarithms. Add logarithms to logarithms.",
    example=([math.log(0.9), math.log(0.1)], [-1.0, -1.5]),
)
def posterior_from_logs_mixing_scales(log_prior, log_likelihood):
    log_prior, log_likelihood = _check_logs(log_prior, log_likelihood)
    return posterior_from_logs(np.exp(log_prior), log_likelihood)


@misconception(
    "posterior_from_logs",
    "The sums of logarithms are divided by their total. They are not probabilities yet: take exponentials, then normalise.",
    example=([math.log(0.9), math.log(0.1)], [-1.0, -1.5]),
)
def posterior_from_logs_normalising_logs(log_prior, log_likelihood):
    scores = np.add(*_check_logs(log_prior, log_likelihood))
    return scores / scores.sum()


@misconception(
    "posterior_from_logs",
    "These are the logarithms of the posterior. Probabilities are wanted: take the exponential at the end.",
    example=([math.log(0.9), math.log(0.1)], [-1.0, -1.5]),
)
def posterior_from_logs_as_logs(log_prior, log_likelihood):
    return np.log(posterior_from_logs(log_prior, log_likelihood))


@misconception(
    "posterior_from_logs",
    "The result is not normalised: the largest entry is always 1. Divide by the sum.",
    example=([math.log(0.9), math.log(0.1)], [-1.0, -1.5]),
)
def posterior_from_logs_not_normalised(log_prior, log_likelihood):
    posterior = posterior_from_logs(log_prior, log_likelihood)
    return posterior / posterior.max()


@misconception(
    "posterior_from_logs",
    "The smallest sum is subtracted instead of the largest, so that the exponentials can overflow. Subtract the largest: "
    "all exponentials are then at most 1.",
    example=([0.0, 0.0], [0.0, -3000.0]),
)
def posterior_from_logs_subtracting_the_smallest(log_prior, log_likelihood):
    scores = np.add(*_check_logs(log_prior, log_likelihood))
    weights = np.exp(scores - scores.min())
    return weights / weights.sum()


@misconception(
    "posterior_from_logs",
    "The largest log-likelihood is subtracted instead of the largest sum, so that all exponentials can still underflow. Add the "
    "logarithms first, then subtract the largest.",
    example=([-2000.0, 0.0], [2000.0, 0.0]),
)
def posterior_from_logs_subtracting_the_largest_likelihood(log_prior, log_likelihood):
    log_prior, log_likelihood = _check_logs(log_prior, log_likelihood)
    weights = np.exp(log_prior + log_likelihood - log_likelihood.max())
    return weights / weights.sum()


@misconception(
    "posterior_from_logs",
    "These are powers of 2, but the logarithms are natural ones. Use np.exp.",
    example=([math.log(0.9), math.log(0.1)], [-1.0, -1.5]),
)
def posterior_from_logs_with_powers_of_two(log_prior, log_likelihood):
    log_prior, log_likelihood = _check_logs(log_prior, log_likelihood)
    return posterior_from_logs(log_prior * math.log(2), log_likelihood * math.log(2))


@misconception(
    "posterior_from_logs",
    "A logarithm of -inf is refused. It is the logarithm of 0 and stands for a hypothesis that is ruled out: it gets the "
    "posterior 0.",
    example=([0.0, -math.inf], [-1.0, -1.0]),
)
def posterior_from_logs_refusing_infinity(log_prior, log_likelihood):
    if not (np.isfinite(log_prior).all() and np.isfinite(log_likelihood).all()):
        raise ValueError("infinite")
    return posterior_from_logs(log_prior, log_likelihood)


@misconception(
    "posterior_from_logs",
    "If every hypothesis is ruled out this gives nan: -inf minus -inf. Raise ValueError if the largest sum is -inf.",
    example=([0.0, -math.inf], [-math.inf, 0.0]),
)
def posterior_from_logs_nan_without_evidence(log_prior, log_likelihood):
    scores = np.add(log_prior, log_likelihood, dtype=float)
    if scores.size and np.all(scores == -np.inf) and len(log_prior) == len(log_likelihood):
        return np.full(scores.size, math.nan)
    return posterior_from_logs(log_prior, log_likelihood)


@misconception(
    "posterior_from_logs",
    "A log_prior that is not normalised is refused. A constant cancels, so it need not be.",
    example=([0.0, math.log(2)], [-1.0, -1.5]),
)
def posterior_from_logs_refusing_constants(log_prior, log_likelihood):
    if abs(np.exp(log_prior).sum() - 1) > 1e-8:
        raise ValueError("log_prior")
    return posterior_from_logs(log_prior, log_likelihood)


@misconception(
    "posterior_from_logs",
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


@misconception(
    "posterior_from_logs",
    "log_prior is changed in place: += writes into the caller's array. Write log_prior + log_likelihood.",
    example=(np.array([0.0, 1.0]), np.array([-3.0, -4.0])),
)
def posterior_from_logs_in_place(log_prior, log_likelihood):
    posterior = posterior_from_logs(log_prior, log_likelihood)
    if isinstance(log_prior, np.ndarray):
        log_prior += log_likelihood
    return posterior


# 6.5 positive_predictive_value


def _check_test(prevalence, sensitivity, specificity):
    """Refused where the exercise says so."""
    positive_predictive_value(prevalence, sensitivity, specificity)


@misconception(
    "positive_predictive_value",
    "The specificity is used as the rate of false alarms. That rate is 1 - specificity.",
    example=(0.001, 0.99, 0.95),
)
def positive_predictive_value_of_specificity(prevalence, sensitivity, specificity):
    _check_test(prevalence, sensitivity, specificity)
    right, wrong = prevalence * sensitivity, (1 - prevalence) * specificity
    return right / (right + wrong) if right + wrong > 0 else math.nan


@misconception(
    "positive_predictive_value",
    "The false alarms lack their weight: multiply 1 - specificity by 1 - prevalence, the share of those not affected.",
    example=(0.1, 0.99, 0.95),
)
def positive_predictive_value_unweighted(prevalence, sensitivity, specificity):
    _check_test(prevalence, sensitivity, specificity)
    right, wrong = prevalence * sensitivity, 1 - specificity
    return right / (right + wrong)


@misconception(
    "positive_predictive_value",
    "This is the sensitivity: the probability of an alarm for the affected. The question is the other way round; use Bayes' "
    "theorem.",
    example=(0.001, 0.99, 0.95),
)
def positive_predictive_value_as_sensitivity(prevalence, sensitivity, specificity):
    _check_test(prevalence, sensitivity, specificity)
    return sensitivity


@misconception(
    "positive_predictive_value",
    "This is the specificity. It speaks about those who are not affected; the question is how many alarms are right.",
    example=(0.001, 0.99, 0.9),
)
def positive_predictive_value_as_specificity(prevalence, sensitivity, specificity):
    _check_test(prevalence, sensitivity, specificity)
    return specificity


@misconception(
    "positive_predictive_value",
    "The prevalence is left out: this is sensitivity / (sensitivity + false-positive rate), as if half of all were "
    "affected. Weight both terms.",
    example=(0.001, 0.99, 0.95),
)
def positive_predictive_value_without_prevalence(prevalence, sensitivity, specificity):
    _check_test(prevalence, sensitivity, specificity)
    alarms = sensitivity + 1 - specificity
    return sensitivity / alarms if alarms > 0 else math.nan


@misconception(
    "positive_predictive_value",
    "Sensitivity and specificity are exchanged. The sensitivity belongs to those who are affected.",
    example=(0.1, 0.99, 0.9),
)
def positive_predictive_value_with_exchanged_rates(prevalence, sensitivity, specificity):
    _check_test(prevalence, sensitivity, specificity)
    right, wrong = prevalence * specificity, (1 - prevalence) * (1 - sensitivity)
    return right / (right + wrong) if right + wrong > 0 else math.nan


@misconception(
    "positive_predictive_value",
    "This is the share of right alarms among all people. Divide by the probability of an alarm.",
    example=(0.1, 0.99, 0.95),
)
def positive_predictive_value_of_all(prevalence, sensitivity, specificity):
    _check_test(prevalence, sensitivity, specificity)
    return prevalence * sensitivity


@misconception(
    "positive_predictive_value",
    "This is the negative predictive value: how probable it is that no alarm is right. Take the affected and their alarms.",
    example=(0.1, 0.99, 0.95),
)
def positive_predictive_value_of_negatives(prevalence, sensitivity, specificity):
    _check_test(prevalence, sensitivity, specificity)
    right, wrong = (1 - prevalence) * specificity, prevalence * (1 - sensitivity)
    return right / (right + wrong) if right + wrong > 0 else math.nan


@misconception(
    "positive_predictive_value",
    "This is the accuracy, the share of all people whom the test judges rightly. Among the alarms it is another number.",
    example=(0.1, 0.99, 0.95),
)
def positive_predictive_value_as_accuracy(prevalence, sensitivity, specificity):
    _check_test(prevalence, sensitivity, specificity)
    return prevalence * sensitivity + (1 - prevalence) * specificity


@misconception(
    "positive_predictive_value",
    "Without any alarm this returns 0. The question has no answer then: raise ValueError.",
    example=(0.0, 0.9, 1.0),
)
def positive_predictive_value_zero_without_alarms(prevalence, sensitivity, specificity):
    if not all(0 <= p <= 1 for p in (prevalence, sensitivity, specificity)):
        raise ValueError("not probabilities")
    right, wrong = prevalence * sensitivity, (1 - prevalence) * (1 - specificity)
    return right / (right + wrong) if right + wrong > 0 else 0.0


@misconception(
    "positive_predictive_value",
    "Without any alarm the division raises ZeroDivisionError. Look at the denominator and raise ValueError if it is 0.",
    example=(0.0, 0.9, 1.0),
)
def positive_predictive_value_dividing_by_zero(prevalence, sensitivity, specificity):
    if not all(0 <= p <= 1 for p in (prevalence, sensitivity, specificity)):
        raise ValueError("not probabilities")
    right, wrong = prevalence * sensitivity, (1 - prevalence) * (1 - specificity)
    return right / (right + wrong)


@misconception(
    "positive_predictive_value",
    "The arguments are not checked. Raise ValueError unless all three are from 0 to 1: 95 per cent is 0.95.",
    example=(0.1, 99, 0.95),
)
def positive_predictive_value_without_checks(prevalence, sensitivity, specificity):
    right, wrong = prevalence * sensitivity, (1 - prevalence) * (1 - specificity)
    if right + wrong == 0:
        raise ValueError("no alarms")
    return right / (right + wrong)


# 6.6 sequential_update


def _check_pieces(prior, likelihoods):
    """Both as arrays, refused where the exercise says so; likelihoods of shape (T, K)."""
    sequential_update(prior, likelihoods)
    return np.array(prior, dtype=float), np.array(likelihoods, dtype=float).reshape(-1, len(prior))


@misconception(
    "sequential_update",
    "The likelihoods are averaged over the pieces, which makes strong evidence weak. Each piece multiplies.",
    example=([0.5, 0.5], [[0.9, 0.2], [0.4, 0.5]]),
)
def sequential_update_averaging(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    return bayes_posterior(prior, likelihoods.mean(axis=0)) if len(likelihoods) else prior


@misconception(
    "sequential_update",
    "All likelihoods are multiplied before anything is normalised, and thousands of them underflow to 0. Normalise after "
    "each piece.",
    example=([0.5, 0.5], np.full((2000, 2), 0.5)),
)
def sequential_update_without_renormalising(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    joint = prior * likelihoods.prod(axis=0)
    return joint / joint.sum()


@misconception(
    "sequential_update",
    "All likelihoods are multiplied first, and thousands of them underflow to 0, which is taken for a contradiction. Normalise "
    "after each piece, and look for a 0 there.",
    example=([0.5, 0.5], np.full((2000, 2), 0.5)),
)
def sequential_update_refusing_underflow(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    return bayes_posterior(prior, likelihoods.prod(axis=0))


@misconception(
    "sequential_update",
    "Each step starts from the first prior again, so only the last piece counts. The posterior of a step is the prior of the "
    "next one.",
    example=([0.5, 0.5], [[0.9, 0.2], [0.4, 0.5]]),
)
def sequential_update_of_the_last_piece(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    return bayes_posterior(prior, likelihoods[-1]) if len(likelihoods) else prior


@misconception(
    "sequential_update",
    "Only the first piece is used: the return stands inside the loop. Return after it.",
    example=([0.5, 0.5], [[0.9, 0.2], [0.4, 0.5]]),
)
def sequential_update_returning_in_the_loop(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    return bayes_posterior(prior, likelihoods[0]) if len(likelihoods) else prior


@misconception(
    "sequential_update",
    "The likelihoods are added over the pieces. They are independent, so their probabilities multiply.",
    example=([0.25, 0.75], [[0.9, 0.2], [0.4, 0.5], [0.3, 0.3]]),
)
def sequential_update_adding(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    joint = prior * (1 + likelihoods.sum(axis=0))
    return joint / joint.sum()


@misconception(
    "sequential_update",
    "The prior enters at every step, not only at the first. Once it is in the posterior, the next step needs the likelihood "
    "alone.",
    example=([0.25, 0.75], [[0.9, 0.2], [0.4, 0.5]]),
)
def sequential_update_with_prior_each_time(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    posterior = prior
    for likelihood in likelihoods:
        joint = posterior * prior * likelihood
        posterior = joint / joint.sum()
    return posterior


@misconception(
    "sequential_update",
    "The prior is left out: this starts from equal beliefs. Start from the given prior.",
    example=([0.25, 0.75], [[0.9, 0.2], [0.4, 0.5]]),
)
def sequential_update_without_prior(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    return sequential_update(np.full(prior.size, 1 / prior.size), likelihoods)


@misconception(
    "sequential_update",
    "These are the posteriors after every piece. Return the last one only.",
    example=([0.5, 0.5], [[0.9, 0.2], [0.4, 0.5]]),
)
def sequential_update_returning_all(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    beliefs = [prior]
    for likelihood in likelihoods:
        beliefs.append(bayes_posterior(beliefs[-1], likelihood))
    return np.array(beliefs[1:] or beliefs)


@misconception(
    "sequential_update",
    "Without evidence this fails or gives nothing. With no pieces you believe what you believed before: return the prior.",
    example=([0.25, 0.75], []),
)
def sequential_update_needing_evidence(prior, likelihoods):
    as_prior(prior)
    if len(likelihoods) == 0:
        raise ValueError("no evidence")
    return sequential_update(prior, likelihoods)


@misconception(
    "sequential_update",
    "The prior is not checked if there is no evidence. Raise ValueError for what is not a distribution, before the loop.",
    example=([0.5, 0.4], []),
)
def sequential_update_unchecked_without_evidence(prior, likelihoods):
    posterior = np.array(prior, dtype=float)
    for likelihood in likelihoods:
        posterior = bayes_posterior(posterior, likelihood)
    return posterior


@misconception(
    "sequential_update",
    "Pieces that together rule out every hypothesis give nan. Raise ValueError: bayes_posterior does it for you.",
    example=([0.5, 0.5], [[1.0, 0.0], [0.0, 1.0]]),
)
def sequential_update_nan_at_contradictions(prior, likelihoods):
    posterior = as_prior(prior)
    for likelihood in likelihoods:
        posterior, likelihood = as_prior_and_likelihood(posterior, likelihood)
        joint = posterior * likelihood
        if joint.sum() == 0:
            return np.full(posterior.size, math.nan)
        posterior = joint / joint.sum()
    return posterior


@misconception(
    "sequential_update",
    "Neither the prior nor the pieces are checked. Raise ValueError where they do not fit: as_prior and bayes_posterior do "
    "it for you.",
    example=([0.5, 0.4], [[0.5, 0.25]]),
)
def sequential_update_without_checks(prior, likelihoods):
    posterior = np.array(prior, dtype=float)
    for likelihood in likelihoods:
        joint = posterior * np.asarray(likelihood, dtype=float)
        if joint.sum() == 0:
            raise ValueError("ruled out")
        posterior = joint / joint.sum()
    return posterior


@misconception(
    "sequential_update",
    "A small number is added at every step, so hypotheses that were ruled out come back. Add nothing.",
    example=([0.5, 0.5], [[1.0, 0.0], [0.5, 0.5]]),
)
def sequential_update_with_epsilon(prior, likelihoods):
    prior, likelihoods = _check_pieces(prior, likelihoods)
    posterior = prior
    for likelihood in likelihoods:
        joint = posterior * likelihood + 1e-8
        posterior = joint / joint.sum()
    return posterior


@misconception(
    "sequential_update",
    "The prior is changed in place. Start from a copy, such as as_prior(prior) gives.",
    example=(np.array([0.25, 0.75]), np.array([[0.75, 0.25]])),
)
def sequential_update_in_place(prior, likelihoods):
    posterior = sequential_update(prior, likelihoods)
    if isinstance(prior, np.ndarray) and prior.dtype == float:
        prior[:] = posterior
    return posterior


# 6.7 beta_binomial_update


@misconception(
    "beta_binomial_update",
    "Heads and tails are exchanged: a counts heads, b counts tails.",
    example=(2, 2, 3, 1),
)
def beta_binomial_update_exchanged(a, b, heads, tails):
    beta_binomial_update(a, b, heads, tails)
    return float(a + tails), float(b + heads)


@misconception(
    "beta_binomial_update",
    "b grows by the number of flips. Add the tails alone.",
    example=(2, 2, 3, 1),
)
def beta_binomial_update_adding_flips(a, b, heads, tails):
    beta_binomial_update(a, b, heads, tails)
    return float(a + heads), float(b + heads + tails)


@misconception(
    "beta_binomial_update",
    "tails is taken for the number of flips, and the heads are subtracted from it. It is the number of tails already.",
    example=(2, 2, 1, 3),
)
def beta_binomial_update_subtracting_heads(a, b, heads, tails):
    beta_binomial_update(a, b, heads, tails)
    return float(a + heads), float(b + tails - heads)


@misconception(
    "beta_binomial_update",
    "The exponents of the density are a - 1 and b - 1, but the parameters are a and b. Subtract no 1.",
    example=(2, 2, 3, 1),
)
def beta_binomial_update_of_exponents(a, b, heads, tails):
    a, b = beta_binomial_update(a, b, heads, tails)
    return a - 1, b - 1


@misconception(
    "beta_binomial_update",
    "The parameters are multiplied by the counts. Exponents of a product add up: add the counts.",
    example=(2, 2, 3, 1),
)
def beta_binomial_update_multiplying(a, b, heads, tails):
    beta_binomial_update(a, b, heads, tails)
    return float(a * heads), float(b * tails)


@misconception(
    "beta_binomial_update",
    "The prior is lost: these are the counts, plus 1 each. Add the counts to the given a and b.",
    example=(2, 3, 3, 1),
)
def beta_binomial_update_of_a_flat_prior(a, b, heads, tails):
    beta_binomial_update(a, b, heads, tails)
    return 1.0 + heads, 1.0 + tails


@misconception(
    "beta_binomial_update",
    "This is the mean of the posterior. Return its two parameters.",
    example=(2, 2, 3, 1),
)
def beta_binomial_update_as_mean(a, b, heads, tails):
    a, b = beta_binomial_update(a, b, heads, tails)
    return a / (a + b)


@misconception(
    "beta_binomial_update",
    "The counts are divided by the number of flips before they are added, so a hundred flips count as much as one. Add the "
    "counts themselves.",
    example=(2, 2, 3, 1),
)
def beta_binomial_update_of_shares(a, b, heads, tails):
    a, b = beta_binomial_update(a, b, 0, 0)
    flips = max(1, heads + tails)
    return beta_binomial_update(a, b, heads / flips, tails / flips)


@misconception(
    "beta_binomial_update",
    "a and b are not checked. Raise ValueError if one is not above 0, is infinite or nan.",
    example=(0, 2, 3, 1),
)
def beta_binomial_update_of_any_parameters(a, b, heads, tails):
    if heads < 0 or tails < 0:
        raise ValueError("negative counts")
    return float(a + heads), float(b + tails)


@misconception(
    "beta_binomial_update",
    "A parameter of 0 is accepted. The density has no finite area then: a and b must be above 0.",
    example=(0, 2, 3, 1),
)
def beta_binomial_update_allowing_zero(a, b, heads, tails):
    if not (0 <= a < math.inf and 0 <= b < math.inf) or heads < 0 or tails < 0:
        raise ValueError("arguments")
    return float(a + heads), float(b + tails)


@misconception(
    "beta_binomial_update",
    "Negative counts are accepted. Raise ValueError if heads or tails is negative.",
    example=(2, 2, -1, 3),
)
def beta_binomial_update_of_negative_counts(a, b, heads, tails):
    a, b = beta_binomial_update(a, b, 0, 0)
    return a + heads, b + tails


# 6.8 beta_map


@misconception(
    "beta_map",
    "This is the posterior mean, a / (a + b). The mode subtracts 1 from each parameter.",
    example=(5, 2),
)
def beta_map_as_mean(a, b):
    mode = beta_map(a, b)
    return mode if a < 1 or b < 1 else a / (a + b)


@misconception(
    "beta_map",
    "This is the posterior mean, a / (a + b), whatever the parameters are. The mode subtracts 1 from each parameter, and is "
    "at an end if one of them is below 1.",
    example=(5, 2),
)
def beta_map_as_mean_everywhere(a, b):
    beta_map(a, b)
    return a / (a + b)


@misconception(
    "beta_map",
    "The denominator lacks the -2: each of the two parameters loses 1.",
    example=(5, 2),
)
def beta_map_without_minus_two(a, b):
    mode = beta_map(a, b)
    return mode if a < 1 or b < 1 else (a - 1) / (a + b)


@misconception(
    "beta_map",
    "The numerator lacks the -1: the mode is (a - 1) / (a + b - 2).",
    example=(5, 2),
)
def beta_map_without_minus_one(a, b):
    mode = beta_map(a, b)
    return mode if a < 1 or b < 1 else a / (a + b - 2)


@misconception(
    "beta_map",
    "Only one is subtracted from the denominator. Both parameters lose 1: subtract 2.",
    example=(5, 2),
)
def beta_map_with_minus_one_below(a, b):
    mode = beta_map(a, b)
    return mode if a < 1 or b < 1 else (a - 1) / (a + b - 1)


@misconception(
    "beta_map",
    "This is the mode of the probability of tails. a belongs to heads and stands in the numerator.",
    example=(5, 2),
)
def beta_map_of_tails(a, b):
    return beta_map(b, a)


@misconception(
    "beta_map",
    "This is the median, roughly, (a - 1/3) / (a + b - 2/3). The highest point of the density is (a - 1) / (a + b - 2).",
    example=(5, 2),
)
def beta_map_as_median(a, b):
    mode = beta_map(a, b)
    return mode if a < 1 or b < 1 else (a - 1 / 3) / (a + b - 2 / 3)


@misconception(
    "beta_map",
    "The formula is used where a parameter is below 1, and leaves the interval from 0 to 1. The density rises to infinity at "
    "an end then: return 0.0 if a < 1 <= b, and 1.0 if b < 1 <= a.",
    example=(0.5, 3),
)
def beta_map_formula_everywhere(a, b):
    if not (0 < a < math.inf and 0 < b < math.inf) or a == b == 1 or (a < 1 and b < 1):
        raise ValueError("parameters")
    return (a - 1) / (a + b - 2) if a + b != 2 else math.inf


@misconception(
    "beta_map",
    "The formula is clipped to the interval from 0 to 1, which ends on the wrong side for parameters such as (0.5, 1). "
    "Decide by which parameter is below 1.",
    example=(0.5, 1),
)
def beta_map_clipped(a, b):
    beta_map(a, b)
    if a + b == 2:
        return 0.5
    return min(1.0, max(0.0, (a - 1) / (a + b - 2)))


@misconception(
    "beta_map",
    "Parameters below 1 are refused. A single one below 1 has a highest point, at the end: 0.0 for a < 1, 1.0 for b < 1.",
    example=(0.5, 3),
)
def beta_map_refusing_ends(a, b):
    if a < 1 or b < 1:
        raise ValueError("below 1")
    return beta_map(a, b)


@misconception(
    "beta_map",
    "Parameters of 1 are refused. With a = 1 < b the density falls from the left end on: the mode is 0.0, by the formula "
    "too, and 1.0 with b = 1 < a.",
    example=(1, 4),
)
def beta_map_refusing_one(a, b):
    if a == 1 or b == 1:
        raise ValueError("1")
    return beta_map(a, b)


@misconception(
    "beta_map",
    "The two ends are exchanged. With a below 1 the density rises to infinity at 0, with b below 1 at 1.",
    example=(0.5, 3),
)
def beta_map_with_exchanged_ends(a, b):
    mode = beta_map(a, b)
    return 1 - mode if a < 1 or b < 1 else mode


@misconception(
    "beta_map",
    "A flat density has no highest point, but this returns 0.5. Raise ValueError for a = b = 1.",
    example=(1, 1),
)
def beta_map_of_a_flat_density(a, b):
    return 0.5 if a == b == 1 else beta_map(a, b)


@misconception(
    "beta_map",
    "A flat density raises ZeroDivisionError. Look for a = b = 1 before you divide and raise ValueError.",
    example=(1, 1),
)
def beta_map_dividing_by_zero(a, b):
    if a == b == 1:
        raise ZeroDivisionError("float division by zero")
    return beta_map(a, b)


@misconception(
    "beta_map",
    "If both parameters are below 1 the density has two peaks, and this chooses one. Raise ValueError.",
    example=(0.5, 0.75),
)
def beta_map_choosing_a_peak(a, b):
    if 0 < a < 1 and 0 < b < 1:
        return 0.0
    return beta_map(a, b)


@misconception(
    "beta_map",
    "a and b are not checked. Raise ValueError if one is not above 0, is infinite or nan.",
    example=(0, 3),
)
def beta_map_of_any_parameters(a, b):
    if a == b == 1 or (0 < a < 1 and 0 < b < 1):
        raise ValueError("no single mode")
    if a < 1:
        return 0.0
    if b < 1:
        return 1.0
    return (a - 1) / (a + b - 2)


# 6.9 ridge_weight


def _sums(x, y, lam):
    """sum(x * y) and sum(x * x), refused where the exercise says so."""
    ridge_weight(x, y, lam)
    x, y = as_data(x, y, axes=1)
    return float(x @ y), float(x @ x)


@misconception(
    "ridge_weight",
    "lam is added to the weight: a bracket is misplaced. It belongs into the denominator, sum(x * x) + lam.",
    example=([1, 2], [3, 5], 1),
)
def ridge_weight_with_misplaced_bracket(x, y, lam=0.0):
    xy, xx = _sums(x, y, lam)
    return xy / xx + lam if xx > 0 else math.nan


@misconception(
    "ridge_weight",
    "lam is subtracted, which pushes the weight away from 0. Add it to the denominator.",
    example=([1, 2], [3, 5], 1),
)
def ridge_weight_subtracting(x, y, lam=0.0):
    xy, xx = _sums(x, y, lam)
    return xy / (xx - lam) if xx != lam else math.inf


@misconception(
    "ridge_weight",
    "lam is multiplied by the number of observations. The prior counts once, however many data there are: add lam alone.",
    example=([1, 2], [3, 5], 1),
)
def ridge_weight_with_lam_times_n(x, y, lam=0.0):
    _sums(x, y, lam)
    return ridge_weight(x, y, lam * len(x))


@misconception(
    "ridge_weight",
    "The numerator is regularised, too. lam joins the denominator only.",
    example=([1, 2], [3, 5], 1),
)
def ridge_weight_with_lam_above(x, y, lam=0.0):
    xy, xx = _sums(x, y, lam)
    return (xy + lam) / (xx + lam)


@misconception(
    "ridge_weight",
    "lam is ignored: this is the maximum likelihood estimate. Add lam to the denominator.",
    example=([1, 2], [3, 5], 1),
)
def ridge_weight_without_lam(x, y, lam=0.0):
    xy, xx = _sums(x, y, lam)
    return xy / xx if xx > 0 else math.nan


@misconception(
    "ridge_weight",
    "The roles of x and y are exchanged: this predicts x from y. The squares of x stand in the denominator.",
    example=([1, 2], [3, 5], 1),
)
def ridge_weight_exchanged(x, y, lam=0.0):
    _sums(x, y, lam)
    x, y = as_data(x, y, axes=1)
    return float(x @ y / (y @ y + lam)) if y @ y + lam > 0 else 0.0


@misconception(
    "ridge_weight",
    "lam is squared. It is added as it is.",
    example=([1, 2], [3, 5], 2),
)
def ridge_weight_with_squared_lam(x, y, lam=0.0):
    _sums(x, y, lam)
    return ridge_weight(x, y, lam**2)


@misconception(
    "ridge_weight",
    "The data are centred first, as a model with an intercept does. This model has none: use x and y as they are.",
    example=([1, 2], [3, 5], 1),
)
def ridge_weight_with_intercept(x, y, lam=0.0):
    _sums(x, y, lam)
    x, y = as_data(x, y, axes=1)
    x, y = x - x.mean(), y - y.mean()
    return float(x @ y / (x @ x + lam)) if x @ x + lam > 0 else 0.0


@misconception(
    "ridge_weight",
    "This is the L1 penalty (the lasso), which subtracts from the numerator and can reach exactly 0. The normal prior adds "
    "lam to the denominator.",
    example=([1, 2], [3, 5], 1),
)
def ridge_weight_as_lasso(x, y, lam=0.0):
    xy, xx = _sums(x, y, lam)
    return math.copysign(max(0.0, abs(xy) - lam / 2), xy) / xx if xx > 0 else 0.0


@misconception(
    "ridge_weight",
    "If all inputs are 0 and there is no prior, this gives nan or 0. Every weight fits equally well then: raise ValueError.",
    example=([0, 0], [3, 5], 0),
)
def ridge_weight_zero_by_zero(x, y, lam=0.0):
    data, _ = as_data(x, y, axes=1)
    if lam == 0 and not data.any():
        return 0.0
    return ridge_weight(x, y, lam)


@misconception(
    "ridge_weight",
    "Inputs that are all 0 are refused even with a prior. The prior decides then: the weight is 0.0.",
    example=([0, 0], [3, 5], 2),
)
def ridge_weight_refusing_zeros(x, y, lam=0.0):
    if not np.any(x):
        raise ValueError("inputs are 0")
    return ridge_weight(x, y, lam)


@misconception(
    "ridge_weight",
    "lam is not checked. Raise ValueError if it is negative, infinite or nan.",
    example=([1, 2], [3, 5], -1),
)
def ridge_weight_with_any_lam(x, y, lam=0.0):
    x, y = as_data(x, y, axes=1)
    if x @ x + lam == 0:
        raise ValueError("denominator")
    return float(x @ y / (x @ x + lam))


@misconception(
    "ridge_weight",
    "Lists of different lengths are cut to the shorter one, as zip does. Raise ValueError if the lengths differ.",
    example=([1, 2], [3]),
)
def ridge_weight_cutting(x, y, lam=0.0):
    n = min(len(x), len(y))
    return ridge_weight(x[:n], y[:n], lam)


@misconception(
    "ridge_weight",
    "Nothing is checked. Raise ValueError for a bad lam, for lengths that differ, for data that are empty, infinite or nan, "
    "and for a denominator of 0.",
    example=([1, 2], [3]),
)
def ridge_weight_without_checks(x, y, lam=0.0):
    x, y = np.array(x, dtype=float), np.array(y, dtype=float)
    return (x * y).sum() / ((x * x).sum() + lam)


# 6.10 map_linear_regression


def _normal_equations(X, y, sigma2, tau2):
    """X'X, X'y and lambda, refused where the exercise says so."""
    map_linear_regression(X, y, sigma2, tau2)
    X, y = as_data(X, y, axes=2)
    return X.T @ X, X.T @ y, sigma2 / tau2


@misconception(
    "map_linear_regression",
    "lambda is upside down. It is sigma2 / tau2: a wide prior (large tau2) pulls less.",
    example=([[1, 0], [1, 1], [1, 2]], [1, 2, 4], 1, 4),
)
def map_linear_regression_inverted(X, y, sigma2, tau2):
    return map_linear_regression(X, y, tau2, sigma2)


@misconception(
    "map_linear_regression",
    "lambda is multiplied by the number of observations. The prior counts once: add sigma2 / tau2 to the diagonal.",
    example=([[1, 0], [1, 1], [1, 2]], [1, 2, 4], 1, 4),
)
def map_linear_regression_with_lambda_times_n(X, y, sigma2, tau2):
    return map_linear_regression(X, y, sigma2 * max(1, len(X)), tau2)


@misconception(
    "map_linear_regression",
    "The prior is missing: this is least squares. Add sigma2 / tau2 to the diagonal of X'X.",
    example=([[1, 0], [1, 1], [1, 2]], [1, 2, 4], 1, 4),
)
def map_linear_regression_without_prior(X, y, sigma2, tau2):
    map_linear_regression(X, y, sigma2, tau2)
    return np.linalg.lstsq(*as_data(X, y, axes=2), rcond=None)[0]


@misconception(
    "map_linear_regression",
    "X.T @ X + lam adds lambda to every entry of the matrix. Only the diagonal gets it: use lam * np.eye(d).",
    example=([[1, 0], [1, 1], [1, 2]], [1, 2, 4], 1, 4),
)
def map_linear_regression_with_lambda_everywhere(X, y, sigma2, tau2):
    matrix, right_side, lam = _normal_equations(X, y, sigma2, tau2)
    return np.linalg.solve(matrix + lam, right_side)


@misconception(
    "map_linear_regression",
    "The standard deviations are compared: this is sqrt(sigma2 / tau2). sigma2 and tau2 are variances already.",
    example=([[1, 0], [1, 1], [1, 2]], [1, 2, 4], 1, 4),
)
def map_linear_regression_with_standard_deviations(X, y, sigma2, tau2):
    map_linear_regression(X, y, sigma2, tau2)
    return map_linear_regression(X, y, math.sqrt(sigma2), math.sqrt(tau2))


@misconception(
    "map_linear_regression",
    "The variances are squared once more. sigma2 is the variance itself: lambda is sigma2 / tau2.",
    example=([[1, 0], [1, 1], [1, 2]], [1, 2, 4], 1, 4),
)
def map_linear_regression_with_squared_variances(X, y, sigma2, tau2):
    map_linear_regression(X, y, sigma2, tau2)
    return map_linear_regression(X, y, sigma2**2, tau2**2)


@misconception(
    "map_linear_regression",
    "The noise is left out: this uses lambda = 1 / tau2. It is sigma2 / tau2.",
    example=([[1, 0], [1, 1], [1, 2]], [1, 2, 4], 3, 4),
)
def map_linear_regression_without_noise(X, y, sigma2, tau2):
    map_linear_regression(X, y, sigma2, tau2)
    return map_linear_regression(X, y, 1.0, tau2)


@misconception(
    "map_linear_regression",
    "lambda is the product of the two variances here. It is their ratio, sigma2 / tau2.",
    example=([[1, 0], [1, 1], [1, 2]], [1, 2, 4], 3, 4),
)
def map_linear_regression_with_product(X, y, sigma2, tau2):
    map_linear_regression(X, y, sigma2, tau2)
    return map_linear_regression(X, y, sigma2 * tau2, 1.0)


@misconception(
    "map_linear_regression",
    "lambda is halved. The factors 1/2 of likelihood and prior cancel: lambda is sigma2 / tau2.",
    example=([[1, 0], [1, 1], [1, 2]], [1, 2, 4], 1, 4),
)
def map_linear_regression_with_half_lambda(X, y, sigma2, tau2):
    map_linear_regression(X, y, sigma2, tau2)
    return map_linear_regression(X, y, sigma2 / 2, tau2)


@misconception(
    "map_linear_regression",
    "The first weight is spared by the penalty, as an intercept often is. Here every weight has the prior: use the whole "
    "identity matrix.",
    example=([[1, 0], [1, 1], [1, 2]], [1, 2, 4], 1, 4),
)
def map_linear_regression_sparing_the_first(X, y, sigma2, tau2):
    matrix, right_side, lam = _normal_equations(X, y, sigma2, tau2)
    penalty = lam * np.eye(len(matrix))
    penalty[0, 0] = 0.0
    return np.linalg.solve(matrix + penalty, right_side)


@misconception(
    "map_linear_regression",
    "The least squares solution is divided by 1 + lambda. That is right only if X'X is the identity: add lambda to the "
    "diagonal of X'X before you solve.",
    example=([[1, 0], [1, 1], [1, 2]], [1, 2, 4], 1, 4),
)
def map_linear_regression_shrinking_least_squares(X, y, sigma2, tau2):
    map_linear_regression(X, y, sigma2, tau2)
    return np.linalg.lstsq(*as_data(X, y, axes=2), rcond=None)[0] / (1 + sigma2 / tau2)


@misconception(
    "map_linear_regression",
    "The columns are treated one by one, as in the exercise with one weight. They share the data: solve for all weights "
    "together.",
    example=([[1, 0], [1, 1], [1, 2]], [1, 2, 4], 1, 4),
)
def map_linear_regression_one_column_at_a_time(X, y, sigma2, tau2):
    matrix, right_side, lam = _normal_equations(X, y, sigma2, tau2)
    return right_side / (np.diag(matrix) + lam)


@misconception(
    "map_linear_regression",
    "The data are centred first, as a model with an intercept does. Take X and y as they are.",
    example=([[1, 0], [2, 1], [1, 2]], [1, 2, 4], 1, 4),
)
def map_linear_regression_centred(X, y, sigma2, tau2):
    map_linear_regression(X, y, sigma2, tau2)
    X, y = as_data(X, y, axes=2)
    return map_linear_regression(X - X.mean(axis=0), y - y.mean(), sigma2, tau2)


@misconception(
    "map_linear_regression",
    "The weights come as a column of shape (d, 1). Return shape (d,): keep y one-dimensional.",
    example=([[1, 0], [1, 1], [1, 2]], [1, 2, 4], 1, 4),
)
def map_linear_regression_as_a_column(X, y, sigma2, tau2):
    return map_linear_regression(X, y, sigma2, tau2)[:, None]


@misconception(
    "map_linear_regression",
    "These are the predictions for y. Return the weights.",
    example=([[1, 0], [1, 1], [1, 2]], [1, 2, 4], 1, 4),
)
def map_linear_regression_predicting(X, y, sigma2, tau2):
    return np.asarray(X, dtype=float) @ map_linear_regression(X, y, sigma2, tau2)


@misconception(
    "map_linear_regression",
    "The variances are not checked. Raise ValueError if one is not above 0, is infinite or nan.",
    example=([[1, 0], [1, 1], [1, 2]], [1, 2, 4], 1, -4),
)
def map_linear_regression_of_any_variances(X, y, sigma2, tau2):
    X, y = as_data(X, y, axes=2)
    return np.linalg.solve(X.T @ X + sigma2 / tau2 * np.eye(X.shape[1]), X.T @ y)


@misconception(
    "map_linear_regression",
    "The data are not checked: shapes that do not fit, nan and infinity must raise ValueError. as_data(X, y, axes=2) does it.",
    example=([[1.0, 0.0], [1.0, 1.0]], [1, math.inf], 1, 4),
)
def map_linear_regression_of_any_data(X, y, sigma2, tau2):
    if not (0 < sigma2 < math.inf and 0 < tau2 < math.inf):
        raise ValueError("variances")
    X, y = np.array(X, dtype=float), np.array(y, dtype=float)
    return np.linalg.solve(X.T @ X + sigma2 / tau2 * np.eye(X.shape[-1]), X.T @ y)


# 6.11 dirichlet_posterior_predictive


def _check_counts(counts, alpha):
    """Both as arrays, alpha of the shape of counts; refused where the exercise says so."""
    dirichlet_posterior_predictive(counts, alpha)
    counts = np.array(counts, dtype=float)
    return counts, np.broadcast_to(np.asarray(alpha, dtype=float), counts.shape)


@misconception(
    "dirichlet_posterior_predictive",
    "alpha itself joins the denominator, and the result does not sum to 1. Each category has a pseudo-count: add all V of them.",
    example=([3, 1, 0], 0.5),
)
def dirichlet_posterior_predictive_with_alpha_once(counts, alpha):
    counts, alphas = _check_counts(counts, alpha)
    return (counts + alphas) / (counts.sum() + alphas)


@misconception(
    "dirichlet_posterior_predictive",
    "The denominator adds alpha * V, which is right for a single alpha only. With an alpha for each category, add their sum.",
    example=([2, 0, 4], [0.5, 1.0, 2.5]),
)
def dirichlet_posterior_predictive_with_alpha_times_v(counts, alpha):
    counts, alphas = _check_counts(counts, alpha)
    return (counts + alphas) / (counts.sum() + alphas * counts.size)


@misconception(
    "dirichlet_posterior_predictive",
    "The prior is ignored: these are the relative frequencies. Add alpha to each count.",
    example=([3, 1, 0], 0.5),
)
def dirichlet_posterior_predictive_without_prior(counts, alpha):
    counts, _ = _check_counts(counts, alpha)
    return counts / counts.sum() if counts.any() else np.full(counts.size, 1 / counts.size)


@misconception(
    "dirichlet_posterior_predictive",
    "alpha is added below but not above. Add it to each count in the numerator, too.",
    example=([3, 1, 0], 0.5),
)
def dirichlet_posterior_predictive_with_alpha_below_only(counts, alpha):
    counts, alphas = _check_counts(counts, alpha)
    return counts / (counts + alphas).sum()


@misconception(
    "dirichlet_posterior_predictive",
    "alpha is added above but not below. The denominator is the sum of all counts and pseudo-counts.",
    example=([3, 1, 0], 0.5),
)
def dirichlet_posterior_predictive_with_alpha_above_only(counts, alpha):
    counts, alphas = _check_counts(counts, alpha)
    return (counts + alphas) / max(1.0, counts.sum())


@misconception(
    "dirichlet_posterior_predictive",
    "This is the mode of the posterior, with -1 in the numerator. The predictive distribution is its mean: subtract nothing.",
    example=([3, 1, 2], 1.5),
)
def dirichlet_posterior_predictive_as_mode(counts, alpha):
    counts, alphas = _check_counts(counts, alpha)
    heights = counts + alphas - 1
    return heights / heights.sum()


@misconception(
    "dirichlet_posterior_predictive",
    "A single alpha is shared out among the categories. It is the pseudo-count of each of them.",
    example=([3, 1, 0], 0.5),
)
def dirichlet_posterior_predictive_with_shared_alpha(counts, alpha):
    counts, alphas = _check_counts(counts, alpha)
    return dirichlet_posterior_predictive(counts, alphas / counts.size if np.ndim(alpha) == 0 else alphas)


@misconception(
    "dirichlet_posterior_predictive",
    "The pseudo-count is always 1 (Laplace). Add the given alpha.",
    example=([3, 1, 0], 0.5),
)
def dirichlet_posterior_predictive_with_one(counts, alpha):
    counts, _ = _check_counts(counts, alpha)
    return dirichlet_posterior_predictive(counts, 1.0)


@misconception(
    "dirichlet_posterior_predictive",
    "Several alphas are replaced by their mean. Each category has its own pseudo-count: add the arrays entry by entry.",
    example=([2, 0, 4], [0.5, 1.0, 2.5]),
)
def dirichlet_posterior_predictive_with_mean_alpha(counts, alpha):
    counts, alphas = _check_counts(counts, alpha)
    return dirichlet_posterior_predictive(counts, float(alphas.mean()))


@misconception(
    "dirichlet_posterior_predictive",
    "alpha is added to the probabilities instead of the counts, so that it does not matter how much was seen. Add it to the "
    "counts, then divide.",
    example=([3, 1, 0], 0.5),
)
def dirichlet_posterior_predictive_of_probabilities(counts, alpha):
    counts, alphas = _check_counts(counts, alpha)
    return dirichlet_posterior_predictive(counts / max(1.0, counts.sum()), alphas)


@misconception(
    "dirichlet_posterior_predictive",
    "Only the categories that were seen get a pseudo-count. All of them do: it is the unseen ones that need it.",
    example=([3, 1, 0], 0.5),
)
def dirichlet_posterior_predictive_of_the_seen(counts, alpha):
    counts, alphas = _check_counts(counts, alpha)
    pseudo_counts = np.where(counts > 0, counts + alphas, 0.0)
    return pseudo_counts / pseudo_counts.sum() if counts.any() else alphas / alphas.sum()


@misconception(
    "dirichlet_posterior_predictive",
    "These are the parameters of the posterior. Divide them by their sum.",
    example=([3, 1, 0], 0.5),
)
def dirichlet_posterior_predictive_not_normalised(counts, alpha):
    counts, alphas = _check_counts(counts, alpha)
    return counts + alphas


@misconception(
    "dirichlet_posterior_predictive",
    "alpha = 0 is accepted. A Dirichlet distribution needs positive parameters: raise ValueError.",
    example=([3, 1], 0),
)
def dirichlet_posterior_predictive_allowing_zero(counts, alpha):
    counts = np.array(counts, dtype=float)
    if np.any(np.asarray(alpha) == 0) and not np.any(np.asarray(alpha) < 0):
        return (counts + alpha) / (counts + alpha).sum()
    return dirichlet_posterior_predictive(counts, alpha)


@misconception(
    "dirichlet_posterior_predictive",
    "Shapes are not compared, and numpy stretches an alpha with one entry over all categories. Raise ValueError unless alpha "
    "is a single number or has the shape of counts.",
    example=([3, 1], [1.0]),
)
def dirichlet_posterior_predictive_broadcasting(counts, alpha):
    counts, alpha = np.array(counts, dtype=float), np.array(alpha, dtype=float)
    if alpha.size == 1 and counts.ndim == 1:
        return dirichlet_posterior_predictive(counts, float(alpha.ravel()[0]))
    return dirichlet_posterior_predictive(counts, alpha)


@misconception(
    "dirichlet_posterior_predictive",
    "Nothing is checked. Raise ValueError for negative, infinite or nan counts, for no counts at all and for an alpha that "
    "is not above 0.",
    example=([3, -1], 1),
)
def dirichlet_posterior_predictive_without_checks(counts, alpha):
    pseudo_counts = np.array(counts, dtype=float) + np.array(alpha, dtype=float)
    return pseudo_counts / pseudo_counts.sum()


@misconception(
    "dirichlet_posterior_predictive",
    "The counts are changed in place: += writes into the caller's array. Write counts + alpha.",
    example=(np.array([3.0, 0.0, 1.0]), 0.5),
)
def dirichlet_posterior_predictive_in_place(counts, alpha):
    result = dirichlet_posterior_predictive(counts, alpha)
    if isinstance(counts, np.ndarray) and counts.dtype == float:
        counts += alpha
    return result
