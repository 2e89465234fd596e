"""Other correct answers to the exercises of section 6, Bayes' theorem and MAP."""

import functools
import math
from fractions import Fraction

import numpy as np
from scipy import special, stats

from autograder.selftests.content.alternatives import alternative
from solutions.s06_bayes import as_data, as_prior, as_prior_and_likelihood

# 6.1 conditional_probability


@alternative("conditional_probability")
def conditional_probability_checking_one_by_one(p_ab, p_b):
    if math.isnan(p_ab) or math.isnan(p_b):
        raise ValueError("nan")
    if p_b <= 0 or p_b > 1:
        raise ValueError("p_b")
    if p_ab < 0 or p_ab > p_b:
        raise ValueError("p_ab")
    return p_ab / p_b


@alternative("conditional_probability")
def conditional_probability_with_fractions(p_ab, p_b):
    together, condition = Fraction(p_ab), Fraction(p_b)  # of nan raises ValueError
    if not 0 <= together <= condition <= 1 or condition == 0:
        raise ValueError("not probabilities")
    return float(together / condition)


@alternative("conditional_probability")
def conditional_probability_in_numpy(p_ab, p_b):
    p_ab, p_b = np.float64(p_ab), np.float64(p_b)
    if not (0 < p_b <= 1 and 0 <= p_ab <= p_b):
        raise ValueError("not probabilities")
    return np.divide(p_ab, p_b)


# 6.2 total_probability


@alternative("total_probability")
def total_probability_in_a_loop(prior, likelihood):
    if len(prior) != np.size(likelihood):
        raise ValueError("lengths")
    if any(not 0 <= p < math.inf for p in (*prior, *likelihood)) or abs(sum(prior) - 1) > 1e-8:
        raise ValueError("not probabilities")
    return math.fsum(p * q for p, q in zip(prior, likelihood, strict=True))


@alternative("total_probability")
def total_probability_as_weighted_average(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    return np.average(likelihood, weights=prior) * prior.sum()


@alternative("total_probability")
def total_probability_with_einsum(prior, likelihood):
    prior, likelihood = np.array(prior, dtype=float), np.array(likelihood, dtype=float)
    if prior.shape != likelihood.shape or prior.size == 0 or not np.isfinite(prior + likelihood).all():
        raise ValueError("arguments")
    if min(prior.min(), likelihood.min()) < 0 or abs(1 - np.sum(prior)) > 1e-8:
        raise ValueError("arguments")
    return np.einsum("k,k->", prior, likelihood)


# 6.3 bayes_posterior


@alternative("bayes_posterior")
def bayes_posterior_of_the_joint(prior, likelihood):
    joint = np.multiply(*as_prior_and_likelihood(prior, likelihood))
    if not joint.any():
        raise ValueError("evidence")
    return joint / joint.sum()


@alternative("bayes_posterior")
def bayes_posterior_in_a_loop(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    evidence = sum(p * q for p, q in zip(prior, likelihood, strict=True))
    if evidence <= 0:
        raise ValueError("evidence")
    return np.array([p * q / evidence for p, q in zip(prior, likelihood, strict=True)])


@alternative("bayes_posterior")
def bayes_posterior_in_log_space(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    with np.errstate(divide="ignore"):
        scores = np.log(prior) + np.log(likelihood)
    if scores.max() == -math.inf:
        raise ValueError("evidence")
    return special.softmax(scores)


@alternative("bayes_posterior")
def bayes_posterior_with_likelihood_ratios(prior, likelihood):
    prior, likelihood = as_prior_and_likelihood(prior, likelihood)
    if not np.any((prior > 0) & (likelihood > 0)):
        raise ValueError("evidence")
    weights = prior * (likelihood / likelihood.max())
    weights /= weights.sum()
    return weights


# 6.4 posterior_from_logs


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


@alternative("posterior_from_logs")
def posterior_from_logs_with_scipy(log_prior, log_likelihood):
    return special.softmax(_logs(log_prior, log_likelihood))


@alternative("posterior_from_logs")
def posterior_from_logs_with_logsumexp(log_prior, log_likelihood):
    scores = _logs(log_prior, log_likelihood)
    return np.exp(scores - special.logsumexp(scores))


@alternative("posterior_from_logs")
def posterior_from_logs_in_a_loop(log_prior, log_likelihood):
    scores = _logs(log_prior, log_likelihood).tolist()
    highest = max(scores)
    weights = [math.exp(score - highest) for score in scores]
    return np.array([weight / sum(weights) for weight in weights])


@alternative("posterior_from_logs")
def posterior_from_logs_with_logaddexp(log_prior, log_likelihood):
    scores = _logs(log_prior, log_likelihood)
    return np.exp(scores - np.logaddexp.reduce(scores))


# 6.5 positive_predictive_value


@alternative("positive_predictive_value")
def positive_predictive_value_by_the_formula(prevalence, sensitivity, specificity):
    for p in (prevalence, sensitivity, specificity):
        if not (p >= 0 and p <= 1):
            raise ValueError("not a probability")
    right = prevalence * sensitivity
    alarms = right + (1 - prevalence) * (1 - specificity)
    if alarms == 0:
        raise ValueError("no alarms")
    return right / alarms


@alternative("positive_predictive_value")
def positive_predictive_value_by_odds(prevalence, sensitivity, specificity):
    if not np.all([0 <= p <= 1 for p in (prevalence, sensitivity, specificity)]):
        raise ValueError("not probabilities")
    right, false = prevalence * sensitivity, (1 - prevalence) * (1 - specificity)
    if right + false == 0:
        raise ValueError("no alarms")
    if right == 0:
        return np.float64(0.0)
    return np.float64(1 / (1 + false / right))


# 6.6 sequential_update


@alternative("sequential_update")
def sequential_update_with_reduce(prior, likelihoods):
    def step(belief, likelihood):
        joint = np.multiply(*as_prior_and_likelihood(belief, likelihood))
        if joint.sum() == 0:
            raise ValueError("ruled out")
        return joint / joint.sum()

    return functools.reduce(step, likelihoods, as_prior(prior))


@alternative("sequential_update")
def sequential_update_in_log_space(prior, likelihoods):
    prior = as_prior(prior)
    likelihoods = np.array([as_prior_and_likelihood(prior, row)[1] for row in likelihoods]).reshape(-1, prior.size)
    with np.errstate(divide="ignore"):
        scores = np.log(prior) + np.log(likelihoods).sum(axis=0)
    if np.isneginf(scores).all():
        raise ValueError("ruled out")
    return special.softmax(scores)


@alternative("sequential_update")
def sequential_update_backwards(prior, likelihoods):
    belief = as_prior(prior)
    for row in reversed(list(likelihoods)):
        _, row = as_prior_and_likelihood(belief, row)
        if not (belief * row).any():
            raise ValueError("ruled out")
        belief = belief * (row / row.max())
        belief = belief / belief.sum()
    return belief


# 6.7 beta_binomial_update


@alternative("beta_binomial_update")
def beta_binomial_update_with_ints(a, b, heads, tails):
    if a <= 0 or b <= 0 or not np.isfinite([a, b]).all() or min(heads, tails) < 0:
        raise ValueError("arguments")
    return a + heads, b + tails


@alternative("beta_binomial_update")
def beta_binomial_update_flip_by_flip(a, b, heads, tails):
    if not (math.inf > a > 0) or not (math.inf > b > 0) or heads < 0 or tails < 0:
        raise ValueError("arguments")
    for _ in range(heads):
        a += 1
    for _ in range(tails):
        b += 1
    return a, b


@alternative("beta_binomial_update")
def beta_binomial_update_in_numpy(a, b, heads, tails):
    prior, seen = np.array([a, b], dtype=float), np.array([heads, tails])
    if not np.all((prior > 0) & (prior < np.inf)) or np.any(seen < 0):
        raise ValueError("arguments")
    return tuple(prior + seen)


# 6.8 beta_map


@alternative("beta_map")
def beta_map_by_cases(a, b):
    if a <= 0 or b <= 0 or not (math.isfinite(a) and math.isfinite(b)):
        raise ValueError("parameters")
    if a > 1 and b > 1:
        return (a - 1) / ((a - 1) + (b - 1))
    if a > b and a >= 1:
        return 1
    if b > a and b >= 1:
        return 0
    raise ValueError("no single mode")


@alternative("beta_map")
def beta_map_with_fractions(a, b):
    if not all(0 < p < math.inf for p in (a, b)):
        raise ValueError("parameters")
    rises, falls = max(Fraction(0), Fraction(a) - 1), max(Fraction(0), Fraction(b) - 1)
    if a < 1 <= b or b < 1 <= a:
        return float(b < 1)
    if rises + falls == 0:
        raise ValueError("no single mode")
    return float(rises / (rises + falls))


@alternative("beta_map")
def beta_map_in_numpy(a, b):
    excess = np.array([a, b], dtype=float) - 1
    if not np.all((excess > -1) & np.isfinite(excess)) or excess.max() < 0 or not excess.any():
        raise ValueError("parameters")
    if excess.min() < 0:
        return np.float64(excess[1] < 0)
    return excess[0] / excess.sum()


# 6.9 ridge_weight


@alternative("ridge_weight")
def ridge_weight_in_a_loop(x, y, lam=0.0):
    x, y = [float(value) for value in x], [float(value) for value in y]
    if not x or len(x) != len(y) or not all(map(math.isfinite, [*x, *y])):
        raise ValueError("data")
    if lam < 0 or not math.isfinite(lam):
        raise ValueError("lam")
    denominator = math.fsum(value * value for value in x) + lam
    if denominator == 0:
        raise ValueError("denominator")
    return math.fsum(a * b for a, b in zip(x, y, strict=True)) / denominator


@alternative("ridge_weight")
def ridge_weight_with_an_extra_observation(x, y, lam=0.0):
    x, y = as_data(x, y, axes=1)
    if not 0 <= lam < math.inf or (lam == 0 and not x.any()):
        raise ValueError("arguments")
    # The prior is one more observation: at sqrt(lam), with target 0.
    inputs, targets = np.append(x, math.sqrt(lam)), np.append(y, 0.0)
    return np.linalg.lstsq(inputs[:, None], targets, rcond=None)[0][0]


@alternative("ridge_weight")
def ridge_weight_as_a_root(x, y, lam=0.0):
    x, y = as_data(x, y, axes=1)
    if not 0 <= lam < math.inf:
        raise ValueError("lam")
    curvature = np.sum(x**2) + lam
    if not curvature > 0:
        raise ValueError("denominator")
    # The slope of the loss is linear in the weight: one Newton step from 0 ends at the minimum.
    return 0.0 - np.sum(-x * y) / curvature


# 6.10 map_linear_regression


def _problem(X, y, sigma2, tau2):
    """Data and lambda, refused where the exercise says so."""
    X, y = as_data(X, y, axes=2)
    if not (sigma2 > 0 and tau2 > 0 and np.isfinite(sigma2) and np.isfinite(tau2)):
        raise ValueError("variances")
    return X, y, sigma2 / tau2


@alternative("map_linear_regression")
def map_linear_regression_with_extra_observations(X, y, sigma2, tau2):
    X, y, lam = _problem(X, y, sigma2, tau2)
    d = X.shape[1]
    X, y = np.vstack([X, math.sqrt(lam) * np.eye(d)]), np.concatenate([y, np.zeros(d)])
    return np.linalg.lstsq(X, y, rcond=None)[0]


@alternative("map_linear_regression")
def map_linear_regression_with_svd(X, y, sigma2, tau2):
    X, y, lam = _problem(X, y, sigma2, tau2)
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    return Vt.T @ (s / (s**2 + lam) * (U.T @ y))


@alternative("map_linear_regression")
def map_linear_regression_with_an_inverse(X, y, sigma2, tau2):
    X, y, lam = _problem(X, y, sigma2, tau2)
    return np.linalg.inv(X.T @ X + lam * np.identity(X.shape[1])) @ X.T @ y


@alternative("map_linear_regression")
def map_linear_regression_as_a_posterior_mean(X, y, sigma2, tau2):
    X, y, _ = _problem(X, y, sigma2, tau2)
    precision = X.T @ X / sigma2 + np.eye(X.shape[1]) / tau2
    return np.linalg.solve(precision, X.T @ y / sigma2)


# 6.11 dirichlet_posterior_predictive


@alternative("dirichlet_posterior_predictive")
def dirichlet_posterior_predictive_in_a_loop(counts, alpha):
    counts = [float(count) for count in counts]
    alphas = [float(alpha)] * len(counts) if np.ndim(alpha) == 0 else [float(value) for value in alpha]
    if not counts or len(alphas) != len(counts):
        raise ValueError("shapes")
    if not all(0 <= n < math.inf for n in counts) or not all(0 < a < math.inf for a in alphas):
        raise ValueError("values")
    total = sum(counts) + sum(alphas)
    return np.array([(n + a) / total for n, a in zip(counts, alphas, strict=True)])


def _parameters(counts, alpha):
    """The posterior's parameters, refused where the exercise says so."""
    counts = np.array(counts, dtype=float)
    alpha = np.full(counts.shape, alpha, dtype=float) if np.ndim(alpha) == 0 else np.array(alpha, dtype=float)
    if counts.ndim != 1 or not counts.size or alpha.shape != counts.shape:
        raise ValueError("shapes")
    if not (np.isfinite(counts).all() and np.isfinite(alpha).all()) or counts.min() < 0 or alpha.min() <= 0:
        raise ValueError("values")
    return counts + alpha


@alternative("dirichlet_posterior_predictive")
def dirichlet_posterior_predictive_with_scipy(counts, alpha):
    parameters = _parameters(counts, alpha)
    return np.ones(1) if parameters.size == 1 else stats.dirichlet.mean(parameters)


@alternative("dirichlet_posterior_predictive")
def dirichlet_posterior_predictive_as_a_mixture(counts, alpha):
    _parameters(counts, alpha)
    counts = np.array(counts, dtype=float)
    prior = np.ones(counts.size) * alpha
    seen, imagined = counts.sum(), prior.sum()
    # The mean of the prior and the frequencies, each weighted by how many counts are behind it.
    frequencies = counts / seen if seen > 0 else counts
    return (imagined * (prior / imagined) + seen * frequencies) / (imagined + seen)
