"""Known wrong implementations of section 5, maximum likelihood and the bigram model."""

import math
from collections import Counter
from itertools import pairwise

import numpy as np
from scipy import special

from autograder.misconceptions import misconception
from solutions.s05_maximum_likelihood import (
    add_k_probs,
    as_ids,
    as_sample,
    as_table,
    bernoulli_mle,
    bigram_counts,
    bigram_probs,
    binomial_log_likelihood,
    gaussian_log_likelihood,
    gaussian_mle,
    grid_mle,
    interpolated_probs,
    next_token_pairs,
    sentence_log_prob,
    sequence_nll,
    unigram_probs,
)

# 5.1 binomial_log_likelihood


def _log_orders(heads, flips):
    """Logarithm of the binomial coefficient."""
    return math.lgamma(flips + 1) - math.lgamma(heads + 1) - math.lgamma(flips - heads + 1)


def _check_coin(theta, heads, flips):
    """`theta` as an array, refused where the exercise says so."""
    theta = np.asarray(theta, dtype=float)
    if not 0 <= heads <= flips or not np.all((theta >= 0) & (theta <= 1)):
        raise ValueError("not a coin")
    return theta


@misconception(
    "binomial_log_likelihood",
    "The binomial coefficient is missing: the heads may have come in any order. Add the logarithm of C(flips, heads).",
    example=(0.5, 7, 10),
)
def binomial_log_likelihood_of_one_order(theta, heads, flips):
    return binomial_log_likelihood(theta, heads, flips) - _log_orders(heads, flips)


@misconception(
    "binomial_log_likelihood",
    "This is the decimal logarithm. Log-likelihoods are in nats: use the natural logarithm, np.log.",
    example=(0.5, 7, 10),
)
def binomial_log_likelihood_in_base_10(theta, heads, flips):
    return binomial_log_likelihood(theta, heads, flips) / math.log(10)


@misconception(
    "binomial_log_likelihood",
    "Heads and tails are exchanged: theta is the probability of heads, so the number of heads multiplies log theta.",
    example=(0.25, 1, 3),
)
def binomial_log_likelihood_of_the_tails(theta, heads, flips):
    _check_coin(theta, heads, flips)
    return binomial_log_likelihood(theta, flips - heads, flips)


@misconception(
    "binomial_log_likelihood",
    "This is the likelihood. Return its logarithm, computed term by term.",
    example=(0.5, 7, 10),
)
def binomial_log_likelihood_without_log(theta, heads, flips):
    return np.exp(binomial_log_likelihood(theta, heads, flips))


@misconception(
    "binomial_log_likelihood",
    "This is the negative log-likelihood, the loss. The log-likelihood of a coin is never positive: drop the minus.",
    example=(0.5, 7, 10),
)
def binomial_log_likelihood_negated(theta, heads, flips):
    return -binomial_log_likelihood(theta, heads, flips)


@misconception(
    "binomial_log_likelihood",
    "0 * log(0) is nan in floating point. Add the term of the heads only if there were heads, that of the tails only if "
    "there were tails.",
    example=(0.0, 0, 3),
)
def binomial_log_likelihood_nan_at_the_ends(theta, heads, flips):
    theta = _check_coin(theta, heads, flips)
    return _log_orders(heads, flips) + heads * np.log(theta) + (flips - heads) * np.log1p(-theta)


@misconception(
    "binomial_log_likelihood",
    "The likelihood is computed first, and underflows to 0 or overflows when there are many flips. Take the logarithm of "
    "each factor and add.",
    example=(0.5, 10_000, 10_000),
)
def binomial_log_likelihood_after_the_product(theta, heads, flips):
    theta = _check_coin(theta, heads, flips)
    return np.log(float(math.comb(flips, heads)) * theta**heads * (1 - theta) ** (flips - heads))


@misconception(
    "binomial_log_likelihood",
    "np.log cannot take the huge whole numbers that math.comb returns for many flips. math.log can, and math.lgamma needs "
    "no huge number at all.",
    example=(0.5, 2000, 10_000),
)
def binomial_log_likelihood_with_np_log_of_a_huge_int(theta, heads, flips):
    _check_coin(theta, heads, flips)
    return np.log(math.comb(flips, heads)) + binomial_log_likelihood_of_one_order(theta, heads, flips)


@misconception(
    "binomial_log_likelihood",
    "A small number is added inside the logarithms, which turns minus infinity into some -28 for each head or tail. Add "
    "nothing: log 0 = -inf is the right answer for data that cannot happen.",
    example=(0.0, 1, 1),
)
def binomial_log_likelihood_with_epsilon(theta, heads, flips):
    theta = _check_coin(theta, heads, flips)
    return _log_orders(heads, flips) + heads * np.log(theta + 1e-12) + (flips - heads) * np.log(1 - theta + 1e-12)


@misconception(
    "binomial_log_likelihood",
    "np.nan_to_num turns nan into 0, but -inf into the lowest float as well. Leave out the term that would be 0 * log(0) "
    "instead, and keep -inf for data that cannot happen.",
    example=(0.0, 1, 1),
)
def binomial_log_likelihood_with_nan_to_num(theta, heads, flips):
    theta = _check_coin(theta, heads, flips)
    terms = np.nan_to_num(heads * np.log(theta)) + np.nan_to_num((flips - heads) * np.log1p(-theta))
    return _log_orders(heads, flips) + terms


@misconception(
    "binomial_log_likelihood",
    "math.log(0) is an error, so theta = 0 and theta = 1 have no answer. Leave out the term of what never happened, and "
    "give -inf where something impossible did.",
    example=(0.0, 0, 3),
)
def binomial_log_likelihood_raising_at_the_ends(theta, heads, flips):
    theta = _check_coin(theta, heads, flips)
    logs = [heads * math.log(t) + (flips - heads) * math.log(1 - t) for t in theta.flat]
    return _log_orders(heads, flips) + np.reshape(logs, theta.shape)


@misconception(
    "binomial_log_likelihood",
    "theta is clipped away from 0 and 1, so impossible data look merely unlikely. Clip nothing and let log 0 be -inf.",
    example=(0.0, 1, 1),
)
def binomial_log_likelihood_with_clipped_theta(theta, heads, flips):
    theta = np.clip(_check_coin(theta, heads, flips), 1e-9, 1 - 1e-9)
    return binomial_log_likelihood(theta, heads, flips)


@misconception(
    "binomial_log_likelihood",
    "This counts ordered choices, n! / (n - h)!. The binomial coefficient also divides by h!, so subtract a third lgamma.",
    example=(0.5, 7, 10),
)
def binomial_log_likelihood_with_permutations(theta, heads, flips):
    return binomial_log_likelihood(theta, heads, flips) + math.lgamma(heads + 1)


@misconception(
    "binomial_log_likelihood",
    "log n! is lgamma(n + 1). lgamma(n) is the logarithm of (n - 1)!.",
    example=(0.5, 7, 10),
)
def binomial_log_likelihood_with_shifted_factorials(theta, heads, flips):
    theta = _check_coin(theta, heads, flips)
    shifted = special.gammaln(flips) - special.gammaln(heads) - special.gammaln(flips - heads)
    result = shifted + special.xlogy(heads, theta) + special.xlog1py(flips - heads, -theta)
    return float(result) if theta.ndim == 0 else result


@misconception(
    "binomial_log_likelihood",
    "This is the log-likelihood per flip. It belongs to all flips together: do not divide.",
    example=(0.5, 7, 10),
)
def binomial_log_likelihood_per_flip(theta, heads, flips):
    return binomial_log_likelihood(theta, heads, flips) / max(1, flips)


@misconception(
    "binomial_log_likelihood",
    "The log-likelihoods of all theta are added up. Return one for each theta, in an array of the same shape.",
    example=([0.25, 0.5], 2, 2),
)
def binomial_log_likelihood_summed(theta, heads, flips):
    return float(np.sum(binomial_log_likelihood(theta, heads, flips)))


@misconception(
    "binomial_log_likelihood",
    "A single theta gives an array of one entry. Return a float for it, and keep the shape of arrays as it is.",
    example=(0.5, 7, 10),
)
def binomial_log_likelihood_always_an_array(theta, heads, flips):
    return np.atleast_1d(binomial_log_likelihood(theta, heads, flips))


@misconception(
    "binomial_log_likelihood",
    "theta is not checked. Raise ValueError if one is below 0, above 1 or nan: the logarithm alone gives nan.",
    example=([0.5, 1.5], 1, 3),
)
def binomial_log_likelihood_without_check_of_theta(theta, heads, flips):
    _check_coin(0.5, heads, flips)
    theta = np.asarray(theta, dtype=float)
    result = np.full(theta.shape, _log_orders(heads, flips))
    result += heads * np.log(theta) if heads else 0.0
    result += (flips - heads) * np.log1p(-theta) if flips > heads else 0.0
    return float(result) if theta.ndim == 0 else result


@misconception(
    "binomial_log_likelihood",
    "heads and flips are not checked. Raise ValueError unless 0 <= heads <= flips.",
    example=(0.5, 4, 3),
)
def binomial_log_likelihood_without_check_of_heads(theta, heads, flips):
    theta = _check_coin(theta, 0, 0)
    orders = special.gammaln(flips + 1) - special.gammaln(heads + 1) - special.gammaln(flips - heads + 1)
    result = orders + special.xlogy(heads, theta) + special.xlog1py(flips - heads, -theta)
    return float(result) if theta.ndim == 0 else result


# 5.2 grid_mle


def _check_grid(candidates, log_likelihoods):
    """Both as arrays, refused where the exercise says so."""
    candidates, scores = np.asarray(candidates, dtype=float), np.asarray(log_likelihoods, dtype=float)
    if candidates.shape != scores.shape or np.isnan(scores).all():
        raise ValueError("not a grid")
    return candidates, scores


@misconception(
    "grid_mle",
    "This is the position of the best candidate. Return the candidate itself: index the candidates with it.",
    example=([0.6, 0.7, 0.8], [-1.5, -1.3, -1.6]),
)
def grid_mle_returning_the_index(candidates, log_likelihoods):
    _, scores = _check_grid(candidates, log_likelihoods)
    return int(np.argmax(np.where(np.isnan(scores), -np.inf, scores)))


@misconception(
    "grid_mle",
    "This takes the smallest log-likelihood. argmin belongs to losses; of log-likelihoods the largest is best.",
    example=([0.6, 0.7, 0.8], [-1.5, -1.3, -1.6]),
)
def grid_mle_with_argmin(candidates, log_likelihoods):
    candidates, scores = _check_grid(candidates, log_likelihoods)
    return float(candidates[np.nanargmin(scores)])


@misconception(
    "grid_mle",
    "This takes the log-likelihood with the largest absolute value, which for negative ones is the worst. Compare them with "
    "their sign.",
    example=([10.0, 20.0, 30.0], [-9.0, 2.5, 1.0]),
)
def grid_mle_of_absolute_values(candidates, log_likelihoods):
    candidates, scores = _check_grid(candidates, log_likelihoods)
    return float(candidates[np.nanargmax(np.abs(scores))])


@misconception(
    "grid_mle",
    "This takes the log-likelihood that is closest to 0. Densities can exceed 1, so log-likelihoods can be positive: take "
    "the largest.",
    example=([10.0, 20.0, 30.0], [-9.0, 2.5, 1.0]),
)
def grid_mle_closest_to_zero(candidates, log_likelihoods):
    candidates, scores = _check_grid(candidates, log_likelihoods)
    return float(candidates[np.nanargmin(np.abs(scores))])


@misconception(
    "grid_mle",
    "This is the mean of the candidates, weighted by their likelihoods: a posterior mean. Maximum likelihood picks the one "
    "best candidate.",
    example=([0.6, 0.7, 0.8], [-1.5, -1.3, -1.6]),
)
def grid_mle_as_weighted_mean(candidates, log_likelihoods):
    candidates, scores = _check_grid(candidates, log_likelihoods)
    weights = np.exp(scores - np.nanmax(scores))
    return float(np.nansum(weights * candidates) / np.nansum(weights))


@misconception(
    "grid_mle",
    "nan wins here: np.argmax takes it for the largest entry. Remove candidates whose log-likelihood is nan first.",
    example=([0.1, 0.2, 0.3], [-4.0, math.nan, -5.0]),
)
def grid_mle_won_by_nan(candidates, log_likelihoods):
    candidates, scores = np.asarray(candidates, dtype=float), np.asarray(log_likelihoods, dtype=float)
    if candidates.size == 0 or candidates.shape != scores.shape:
        raise ValueError("not a grid")
    return float(candidates[np.argmax(scores)])


@misconception(
    "grid_mle",
    "A candidate whose log-likelihood is nan wins against one with -inf: np.nanargmax takes nan for -inf, and so does a "
    "search that starts from -inf. Remove the nan candidates from both lists first.",
    example=([0.1, 0.2], [math.nan, -math.inf]),
)
def grid_mle_with_nanargmax(candidates, log_likelihoods):
    candidates, scores = _check_grid(candidates, log_likelihoods)
    return float(candidates[np.nanargmax(scores)])


@misconception(
    "grid_mle",
    "A nan raises an error here. Leave such candidates out; only if all are nan there is no answer.",
    example=([0.1, 0.2, 0.3], [-4.0, math.nan, -5.0]),
)
def grid_mle_refusing_nan(candidates, log_likelihoods):
    if np.isnan(np.asarray(log_likelihoods, dtype=float)).any():
        raise ValueError("nan")
    return grid_mle(candidates, log_likelihoods)


@misconception(
    "grid_mle",
    "Among several best candidates this takes the last. Take the first: replace the best so far only by a larger one.",
    example=([0.9, 0.1, 0.5], [-7.0, -7.0, -8.0]),
)
def grid_mle_taking_the_last_of_equals(candidates, log_likelihoods):
    candidates, scores = _check_grid(candidates, log_likelihoods)
    return grid_mle(candidates[::-1], scores[::-1])


@misconception(
    "grid_mle",
    "This is the largest log-likelihood. Return the candidate that has it.",
    example=([0.6, 0.7, 0.8], [-1.5, -1.3, -1.6]),
)
def grid_mle_returning_the_log_likelihood(candidates, log_likelihoods):
    _, scores = _check_grid(candidates, log_likelihoods)
    return float(np.nanmax(scores))


@misconception(
    "grid_mle",
    "This is the largest candidate. The candidate with the largest log-likelihood is wanted.",
    example=([0.6, 0.7, 0.8], [-1.5, -1.3, -1.6]),
)
def grid_mle_of_the_largest_candidate(candidates, log_likelihoods):
    candidates, _ = _check_grid(candidates, log_likelihoods)
    return float(candidates.max())


@misconception(
    "grid_mle",
    "Lists of different lengths are accepted, and the longer one is cut. Raise ValueError: something went wrong before.",
    example=([0.1, 0.2, 0.3], [-1.0, -2.0]),
)
def grid_mle_cutting_the_longer_list(candidates, log_likelihoods):
    n = min(len(candidates), len(log_likelihoods))
    return grid_mle(candidates[:n], log_likelihoods[:n])


# 5.3 bernoulli_mle


@misconception(
    "bernoulli_mle",
    "One head and one tail are added to the counts. That is the posterior mean with a uniform prior; maximum likelihood is "
    "the plain share of heads.",
    example=([1, 1, 1],),
)
def bernoulli_mle_with_add_one(flips):
    bernoulli_mle(flips)
    return (sum(flips) + 1) / (len(flips) + 2)


@misconception(
    "bernoulli_mle",
    "Half a head and half a tail are added to the counts. Maximum likelihood adds nothing: it is the plain share of heads.",
    example=([1, 1, 1],),
)
def bernoulli_mle_with_half_counts(flips):
    bernoulli_mle(flips)
    return (sum(flips) + 0.5) / (len(flips) + 1)


@misconception(
    "bernoulli_mle",
    "With few flips this falls back to 0.5. Maximum likelihood believes the data, however few: return the share of heads.",
    example=([1, 1, 0],),
)
def bernoulli_mle_falling_back_to_a_half(flips):
    return 0.5 if 0 < len(flips) < 5 and bernoulli_mle(flips) >= 0 else bernoulli_mle(flips)


@misconception(
    "bernoulli_mle",
    "This is the number of heads. Divide it by the number of flips.",
    example=([1, 1, 0],),
)
def bernoulli_mle_as_a_count(flips):
    return bernoulli_mle(flips) * len(flips)


@misconception(
    "bernoulli_mle",
    "This is the share of tails. The ones are heads: divide their number by the number of flips.",
    example=([1, 1, 0],),
)
def bernoulli_mle_of_tails(flips):
    return 1 - bernoulli_mle(flips)


@misconception(
    "bernoulli_mle",
    "These are the odds, heads to tails. The probability divides by all flips.",
    example=([1, 1, 0],),
)
def bernoulli_mle_as_odds(flips):
    p = bernoulli_mle(flips)
    return p / (1 - p) if p < 1 else math.inf


@misconception(
    "bernoulli_mle",
    "This divides by n - 1. That belongs to the unbiased variance; a relative frequency divides by n.",
    example=([1, 1, 0],),
)
def bernoulli_mle_with_n_minus_1(flips):
    p = bernoulli_mle(flips)
    return p * len(flips) / (len(flips) - 1) if len(flips) > 1 else math.nan


@misconception(
    "bernoulli_mle",
    "This is the more frequent side. Its probability is wanted: the share of heads.",
    example=([1, 1, 0],),
)
def bernoulli_mle_as_the_majority(flips):
    return float(round(bernoulli_mle(flips)))


@misconception(
    "bernoulli_mle",
    "The estimate is kept away from 0 and 1. If all flips were heads, the maximum of the likelihood is at exactly 1.",
    example=([1, 1, 1],),
)
def bernoulli_mle_clipped(flips):
    return min(max(bernoulli_mle(flips), 1e-6), 1 - 1e-6)


@misconception(
    "bernoulli_mle",
    "Without flips there is nothing to estimate: the mean of an empty list is nan. Raise ValueError.",
    example=([],),
)
def bernoulli_mle_of_nothing_is_nan(flips):
    return bernoulli_mle(flips) if len(flips) else math.nan


@misconception(
    "bernoulli_mle",
    "Without flips this makes up an estimate. Raise ValueError: nothing was observed.",
    example=([],),
)
def bernoulli_mle_of_nothing_is_a_number(flips):
    return bernoulli_mle(flips) if len(flips) else 0.0


@misconception(
    "bernoulli_mle",
    "The entries are not checked, so anything is averaged. Raise ValueError if one is neither 0 nor 1.",
    example=([1, 0, 2],),
)
def bernoulli_mle_without_check_of_the_entries(flips):
    if len(flips) == 0:
        raise ValueError("no flips")
    return float(np.mean(np.array(flips, dtype=float)))


@misconception(
    "bernoulli_mle",
    "as_sample lets any finite numbers through, so entries other than 0 and 1 are averaged. Raise ValueError for them.",
    example=([1, 0, 2],),
)
def bernoulli_mle_of_any_sample(flips):
    return float(as_sample(flips).mean())


# 5.4 gaussian_mle


@misconception(
    "gaussian_mle",
    "The variance divides by n - 1. That makes it unbiased, but the likelihood is largest with n.",
    example=([1, 2, 6],),
)
def gaussian_mle_unbiased(x):
    mu, sigma2 = gaussian_mle(x)
    return mu, (sigma2 * len(x) / (len(x) - 1) if len(x) > 1 else math.nan)


@misconception(
    "gaussian_mle",
    "From two observations on, the variance divides by n - 1. That makes it unbiased, but the likelihood is largest with n.",
    example=([1, 2, 6],),
)
def gaussian_mle_unbiased_but_for_one(x):
    mu, sigma2 = gaussian_mle(x)
    return mu, (sigma2 * len(x) / (len(x) - 1) if len(x) > 1 else 0.0)


@misconception(
    "gaussian_mle",
    "The first value is the median. The maximum likelihood estimate of mu is the mean.",
    example=([1, 2, 6],),
)
def gaussian_mle_with_the_median(x):
    return float(np.median(x)), gaussian_mle(x)[1]


@misconception(
    "gaussian_mle",
    "The second value is the standard deviation. Return the variance, its square.",
    example=([1, 2, 6],),
)
def gaussian_mle_with_the_standard_deviation(x):
    mu, sigma2 = gaussian_mle(x)
    return mu, math.sqrt(sigma2)


@misconception(
    "gaussian_mle",
    "The mean of the squares minus the square of the mean loses all digits when the mean is large. Subtract the mean first, "
    "then square.",
    example=([1e9, 1e9 + 1, 1e9 + 2],),
)
def gaussian_mle_with_the_shortcut(x):
    x = as_sample(x)
    return float(x.mean()), max(0.0, float((x**2).mean() - x.mean() ** 2))


@misconception(
    "gaussian_mle",
    "The two values are exchanged. Return the mean first, then the variance.",
    example=([1, 2, 6],),
)
def gaussian_mle_in_the_wrong_order(x):
    return gaussian_mle(x)[::-1]


@misconception(
    "gaussian_mle",
    "The squared deviations are added up. Their mean is the variance: divide by n.",
    example=([1, 2, 6],),
)
def gaussian_mle_with_the_sum_of_squares(x):
    mu, sigma2 = gaussian_mle(x)
    return mu, sigma2 * len(x)


@misconception(
    "gaussian_mle",
    "This is the mean of the squares. Subtract the mean from the observations before you square them.",
    example=([1, 2, 6],),
)
def gaussian_mle_around_zero(x):
    x = as_sample(x)
    return float(x.mean()), float((x**2).mean())


@misconception(
    "gaussian_mle",
    "The deviations are not squared: this is the mean absolute deviation. The variance is the mean of their squares.",
    example=([1, 2, 6],),
)
def gaussian_mle_with_absolute_deviations(x):
    x = as_sample(x)
    return float(x.mean()), float(np.abs(x - x.mean()).mean())


@misconception(
    "gaussian_mle",
    "The result is an array. Return a tuple of two floats, (mu, sigma2).",
    example=([1, 2, 6],),
)
def gaussian_mle_as_an_array(x):
    return np.array(gaussian_mle(x))


@misconception(
    "gaussian_mle",
    "The mean is rounded to a whole number, and the deviations with it. Keep the array float64.",
    example=([1, 2],),
)
def gaussian_mle_in_integers(x):
    x = as_sample(x)
    mu = int(x.mean())
    return float(mu), float(((x - mu) ** 2).mean())


@misconception(
    "gaussian_mle",
    "The values are right, but the mean is subtracted from the caller's array. Write x - mu, not x -= mu.",
    example=(np.array([1.0, 2.0, 6.0]),),
)
def gaussian_mle_in_place(x):
    as_sample(x)
    x = np.asarray(x, dtype=float)
    mu = float(x.mean())
    x -= mu
    return mu, float((x**2).mean())


@misconception(
    "gaussian_mle",
    "The observations are not checked, so no data, or nan, gives nan. Raise ValueError (as_sample does).",
    example=([],),
)
def gaussian_mle_without_checks(x):
    x = np.array(x, dtype=float)
    return float(np.mean(x)), float(np.var(x))


# 5.5 gaussian_log_likelihood


def _check_gaussian(x, sigma):
    """`x` as an array, refused where the exercise says so."""
    if not sigma > 0:
        raise ValueError("sigma")
    return as_sample(x)


def _density(x, mu, sigma):
    return np.exp(-(((x - mu) / sigma) ** 2) / 2) / (sigma * math.sqrt(2 * math.pi))


@misconception(
    "gaussian_log_likelihood",
    "The logarithm is taken of the density, which underflows to 0 far from the mean. Take the logarithm on paper: no "
    "exponential is left.",
    example=([40], 0, 1),
)
def gaussian_log_likelihood_of_the_density(x, mu, sigma):
    x = _check_gaussian(x, sigma)
    return float(np.log(_density(x, mu, sigma)).sum())


@misconception(
    "gaussian_log_likelihood",
    "Far from the mean the density underflows to 0, and math.log(0) is an error. Take the logarithm on paper: no "
    "exponential is left.",
    example=([40], 0, 1),
)
def gaussian_log_likelihood_raising_in_the_tails(x, mu, sigma):
    x = _check_gaussian(x, sigma)
    return sum(math.log(density) for density in _density(x, mu, sigma))


@misconception(
    "gaussian_log_likelihood",
    "The densities are multiplied first, and the product of many underflows to 0. Add logarithms instead.",
    example=(np.zeros(1000), 0, 1),
)
def gaussian_log_likelihood_of_the_product(x, mu, sigma):
    x = _check_gaussian(x, sigma)
    return float(np.log(np.prod(_density(x, mu, sigma))))


@misconception(
    "gaussian_log_likelihood",
    "The term -n log sigma is missing. It is no constant: without it, an infinite sigma would be best.",
    example=([1, 2], 0, 2),
)
def gaussian_log_likelihood_without_log_sigma(x, mu, sigma):
    return gaussian_log_likelihood(x, mu, sigma) + len(x) * math.log(sigma)


@misconception(
    "gaussian_log_likelihood",
    "The squared deviations are divided by 2 sigma. Divide them by 2 sigma squared.",
    example=([1, 2], 0, 2),
)
def gaussian_log_likelihood_divided_by_sigma(x, mu, sigma):
    x = _check_gaussian(x, sigma)
    return float(-x.size * math.log(sigma * math.sqrt(2 * math.pi)) - ((x - mu) ** 2).sum() / (2 * sigma))


@misconception(
    "gaussian_log_likelihood",
    "sigma is taken for the variance. It is the standard deviation: its square divides the squared deviations.",
    example=([1, 2], 0, 2),
)
def gaussian_log_likelihood_of_a_variance(x, mu, sigma):
    _check_gaussian(x, sigma)
    return gaussian_log_likelihood(x, mu, math.sqrt(sigma))


@misconception(
    "gaussian_log_likelihood",
    "This is the mean over the observations. The log-likelihood of all of them is the sum.",
    example=([1, 2], 0, 2),
)
def gaussian_log_likelihood_averaged(x, mu, sigma):
    return gaussian_log_likelihood(x, mu, sigma) / len(x)


@misconception(
    "gaussian_log_likelihood",
    "The factor 1/2 of the squared deviations is missing: each costs z squared over two.",
    example=([1, 2], 0, 2),
)
def gaussian_log_likelihood_without_the_half(x, mu, sigma):
    x = _check_gaussian(x, sigma)
    return gaussian_log_likelihood(x, mu, sigma) - float((((x - mu) / sigma) ** 2).sum()) / 2


@misconception(
    "gaussian_log_likelihood",
    "The term with log 2 pi is missing. Each observation brings -log(2 pi) / 2.",
    example=([1, 2], 0, 2),
)
def gaussian_log_likelihood_without_2_pi(x, mu, sigma):
    return gaussian_log_likelihood(x, mu, sigma) + len(x) * math.log(2 * math.pi) / 2


@misconception(
    "gaussian_log_likelihood",
    "-log sigma - log(2 pi) / 2 is subtracted once. It comes with each observation: multiply it by n.",
    example=([1, 2], 0, 2),
)
def gaussian_log_likelihood_with_one_normaliser(x, mu, sigma):
    return gaussian_log_likelihood(x, mu, sigma) + (len(x) - 1) * math.log(sigma * math.sqrt(2 * math.pi))


@misconception(
    "gaussian_log_likelihood",
    "This is the negative log-likelihood, the loss. Return the log-likelihood itself.",
    example=([1, 2], 0, 2),
)
def gaussian_log_likelihood_negated(x, mu, sigma):
    return -gaussian_log_likelihood(x, mu, sigma)


@misconception(
    "gaussian_log_likelihood",
    "These are the log-densities, one for each observation. Their sum is the log-likelihood.",
    example=([1, 2], 0, 2),
)
def gaussian_log_likelihood_without_the_sum(x, mu, sigma):
    x = _check_gaussian(x, sigma)
    return -math.log(sigma * math.sqrt(2 * math.pi)) - ((x - mu) / sigma) ** 2 / 2


@misconception(
    "gaussian_log_likelihood",
    "The value is right, but the caller's array is changed. Write x - mu, not x -= mu.",
    example=(np.array([1.0, 2.0]), 0.5, 2),
)
def gaussian_log_likelihood_in_place(x, mu, sigma):
    result = gaussian_log_likelihood(x, mu, sigma)
    x = np.asarray(x, dtype=float)
    x -= mu
    return result


@misconception(
    "gaussian_log_likelihood",
    "sigma is not checked. Raise ValueError unless it is above 0: the square of a negative one hides the mistake.",
    example=([1.0], 0, -2),
)
def gaussian_log_likelihood_without_check_of_sigma(x, mu, sigma):
    x = as_sample(x)
    variance = np.float64(sigma) ** 2
    return float(-x.size * np.log(2 * math.pi * variance) / 2 - ((x - mu) ** 2).sum() / (2 * variance))


@misconception(
    "gaussian_log_likelihood",
    "The observations are not checked: nan goes through, and no data give 0. Raise ValueError (as_sample does).",
    example=([], 0, 1),
)
def gaussian_log_likelihood_without_check_of_the_sample(x, mu, sigma):
    if not sigma > 0:
        raise ValueError("sigma")
    z = (np.array(x, dtype=float) - mu) / sigma
    return float(-z.size * math.log(sigma * math.sqrt(2 * math.pi)) - (z**2).sum() / 2)


# 5.6 unigram_probs


@misconception(
    "unigram_probs",
    "These are counts. Divide each by the number of tokens.",
    example=(["a", "b", "a", "a"],),
)
def unigram_probs_as_counts(tokens):
    unigram_probs(tokens)
    return dict(Counter(tokens))


@misconception(
    "unigram_probs",
    "The counts are divided by the number of different tokens. Divide by the number of all tokens, so that the values sum "
    "to 1.",
    example=(["a", "b", "a", "a"],),
)
def unigram_probs_per_type(tokens):
    return {token: p * len(tokens) / len(set(tokens)) for token, p in unigram_probs(tokens).items()}


@misconception(
    "unigram_probs",
    'Upper and lower case are folded together. Take the tokens as they are: "The" and "the" are two.',
    example=(["The", "the", "the", "the"],),
)
def unigram_probs_folding_case(tokens):
    return unigram_probs([token.lower() if isinstance(token, str) else token for token in tokens])


@misconception(
    "unigram_probs",
    "White space is stripped from the tokens. Take them as they are: that is the tokenizer's business.",
    example=(["rose", " rose", "rose", "rose"],),
)
def unigram_probs_stripping(tokens):
    return unigram_probs([token.strip() if isinstance(token, str) else token for token in tokens])


@misconception(
    "unigram_probs",
    "Tokens that occur once are dropped, so the values no longer sum to 1. Keep all of them.",
    example=(["x", "y", "z", "x"],),
)
def unigram_probs_dropping_singles(tokens):
    counts = Counter(tokens)
    return {token: p for token, p in unigram_probs(tokens).items() if counts[token] > 1}


@misconception(
    "unigram_probs",
    "The counts are divided by T - 1. That is the number of pairs; there are T tokens.",
    example=(["a", "b", "a", "a"],),
)
def unigram_probs_with_t_minus_1(tokens):
    return {token: p * len(tokens) / max(1, len(tokens) - 1) for token, p in unigram_probs(tokens).items()}


@misconception(
    "unigram_probs",
    "The counts are divided by the largest one. Divide by the number of tokens, so that the values sum to 1.",
    example=(["a", "b", "a", "a"],),
)
def unigram_probs_relative_to_the_largest(tokens):
    probs = unigram_probs(tokens)
    return {token: p / max(probs.values()) for token, p in probs.items()}


@misconception(
    "unigram_probs",
    "One is added to every count. Maximum likelihood adds nothing: count and divide.",
    example=(["a", "b", "a", "a"],),
)
def unigram_probs_with_add_one(tokens):
    unigram_probs(tokens)
    counts = Counter(tokens)
    return {token: (count + 1) / (len(tokens) + len(counts)) for token, count in counts.items()}


@misconception(
    "unigram_probs",
    "These are logarithms. Return the relative frequencies themselves.",
    example=(["a", "b", "a", "a"],),
)
def unigram_probs_as_logarithms(tokens):
    return {token: math.log(p) for token, p in unigram_probs(tokens).items()}


@misconception(
    "unigram_probs",
    "The result is a list of pairs. Return a dict from token to frequency.",
    example=(["a", "b", "a", "a"],),
)
def unigram_probs_as_a_list(tokens):
    return sorted(unigram_probs(tokens).items(), key=lambda item: -item[1])


@misconception(
    "unigram_probs",
    "A text without tokens gives an empty dict, which is no distribution. Raise ValueError.",
    example=([],),
)
def unigram_probs_of_nothing(tokens):
    return unigram_probs(tokens) if len(tokens) else {}


# 5.7 bigram_counts


@misconception(
    "bigram_counts",
    "Pairs that repeat are counted once: counts[x, y] += 1 with index arrays writes each cell a single time. Use np.add.at, "
    "or a loop.",
    example=([0, 1, 0, 1, 0, 1, 2], 3),
)
def bigram_counts_with_buffered_addition(ids, vocab_size):
    ids = as_ids(ids, vocab_size)
    counts = np.zeros((vocab_size, vocab_size), dtype=np.int64)
    counts[ids[:-1], ids[1:]] += 1
    return counts


@misconception(
    "bigram_counts",
    "The pairs are (i, i + 2): one token is skipped. Pair each token with the one directly after it.",
    example=([0, 1, 0, 1, 0, 1, 2], 3),
)
def bigram_counts_skipping_one(ids, vocab_size):
    ids = as_ids(ids, vocab_size)
    counts = np.zeros((vocab_size, vocab_size), dtype=np.int64)
    np.add.at(counts, (ids[:-2], ids[2:]), 1)
    return counts


@misconception(
    "bigram_counts",
    "The last pair is missing. T tokens have T - 1 pairs, the last one ends with the last token.",
    example=([0, 1, 0, 1, 0, 1, 2], 3),
)
def bigram_counts_without_the_last_pair(ids, vocab_size):
    return bigram_counts(as_ids(ids, vocab_size)[:-1], vocab_size)


@misconception(
    "bigram_counts",
    "The last token is paired with the first, as np.roll does. Nothing follows the last token: T tokens have T - 1 pairs.",
    example=([0, 1, 0, 1, 0, 1, 2], 3),
)
def bigram_counts_wrapping_around(ids, vocab_size):
    ids = as_ids(ids, vocab_size)
    counts = np.zeros((vocab_size, vocab_size), dtype=np.int64)
    np.add.at(counts, (ids, np.roll(ids, -1)), 1)
    return counts


@misconception(
    "bigram_counts",
    "Rows and columns are exchanged. The row is the token before, the column the token after.",
    example=([0, 1, 0, 1, 0, 1, 2], 3),
)
def bigram_counts_transposed(ids, vocab_size):
    return bigram_counts(ids, vocab_size).T


@misconception(
    "bigram_counts",
    "The table is made of floats, the default of np.zeros. Counts are integers: dtype=np.int64.",
    example=([0, 1, 0, 1, 0, 1, 2], 3),
)
def bigram_counts_as_floats(ids, vocab_size):
    return bigram_counts(ids, vocab_size).astype(float)


@misconception(
    "bigram_counts",
    "Each pair is counted in both directions. Order matters: count (before, after) only.",
    example=([0, 1, 0, 1, 0, 1, 2], 3),
)
def bigram_counts_in_both_directions(ids, vocab_size):
    counts = bigram_counts(ids, vocab_size)
    return counts + counts.T


@misconception(
    "bigram_counts",
    "The text is cut into separate pairs, so every other pair is missing. Pairs overlap: each token but the last starts one.",
    example=([0, 1, 0, 1, 0, 1, 2], 3),
)
def bigram_counts_of_separate_pairs(ids, vocab_size):
    ids = as_ids(ids, vocab_size)
    counts = np.zeros((vocab_size, vocab_size), dtype=np.int64)
    np.add.at(counts, (ids[:-1:2], ids[1::2]), 1)
    return counts


@misconception(
    "bigram_counts",
    "A token that follows itself is not counted. It is a pair like any other.",
    example=([1, 1, 1, 0], 2),
)
def bigram_counts_without_the_diagonal(ids, vocab_size):
    counts = bigram_counts(ids, vocab_size)
    np.fill_diagonal(counts, 0)
    return counts


@misconception(
    "bigram_counts",
    "The table has rows only for tokens that occur. Its shape is (V, V), whatever the text: use vocab_size.",
    example=([0, 2], 4),
)
def bigram_counts_of_the_tokens_seen(ids, vocab_size):
    size = int(as_ids(ids, vocab_size).max(initial=-1)) + 1
    return bigram_counts(ids, vocab_size)[:size, :size]


@misconception(
    "bigram_counts",
    "These are shares of all pairs. Return the counts.",
    example=([0, 1, 0, 1, 0, 1, 2], 3),
)
def bigram_counts_normalised(ids, vocab_size):
    counts = bigram_counts(ids, vocab_size)
    return counts / max(1, counts.sum())


@misconception(
    "bigram_counts",
    "A text of fewer than two tokens raises an error. It has no pairs: return a table of zeros.",
    example=([1], 2),
)
def bigram_counts_refusing_short_texts(ids, vocab_size):
    if len(ids) < 2:
        raise ValueError("too short")
    return bigram_counts(ids, vocab_size)


@misconception(
    "bigram_counts",
    "Negative ids are accepted: numpy counts them from the end, so -1 becomes the last token. Raise ValueError.",
    example=([0, 1, -1], 3),
)
def bigram_counts_accepting_negative_ids(ids, vocab_size):
    ids = np.asarray(ids, dtype=np.int64)
    if np.any(ids >= vocab_size):
        raise ValueError("id too large")
    return bigram_counts(ids % vocab_size, vocab_size)


@misconception(
    "bigram_counts",
    "The ids are left to numpy's indexing, which raises IndexError for those too large and accepts negative ones. Check "
    "them first and raise ValueError.",
    example=([0, 3], 3),
)
def bigram_counts_without_checks(ids, vocab_size):
    ids = np.asarray(ids, dtype=np.int64)
    counts = np.zeros((vocab_size, vocab_size), dtype=np.int64)
    np.add.at(counts, (ids[:-1], ids[1:]), 1)
    return counts


# 5.8 bigram_probs


@misconception(
    "bigram_probs",
    "The counts are divided by their total: that is the joint probability of the pair. Divide each row by its own sum.",
    example=([[0, 3, 1], [2, 0, 0], [0, 0, 0]],),
)
def bigram_probs_joint(counts):
    counts = as_table(counts)
    return counts / counts.sum()


@misconception(
    "bigram_probs",
    "The columns are normalised: that answers which token came before. Divide each row by its sum, axis=1.",
    example=([[0, 3, 1], [2, 0, 0], [0, 0, 0]],),
)
def bigram_probs_of_columns(counts):
    return bigram_probs(as_table(counts).T).T


@misconception(
    "bigram_probs",
    "The columns are normalised, and those without counts give nan. Divide each row by its sum, axis=1, where that is not 0.",
    example=([[0, 3, 1], [2, 0, 0], [0, 0, 0]],),
)
def bigram_probs_of_columns_with_nan(counts):
    counts = as_table(counts)
    return counts / counts.sum(axis=0)


@misconception(
    "bigram_probs",
    "The sums of the rows lack keepdims=True, so numpy divides column j by the sum of row j, or refuses. Keep them as a "
    "column of shape (C, 1).",
    example=([[2, 8], [3, 1]],),
)
def bigram_probs_without_keepdims(counts):
    counts = as_table(counts)
    return counts / counts.sum(axis=1)


@misconception(
    "bigram_probs",
    "Sums of 0 are taken care of, but the sums of the rows lack keepdims=True: numpy divides column j by the sum of row j, "
    "or refuses. Keep them as a column of shape (C, 1).",
    example=([[2, 8], [3, 1]],),
)
def bigram_probs_without_keepdims_but_guarded(counts):
    counts = as_table(counts)
    totals = counts.sum(axis=1)
    return counts / np.where(totals == 0, 1.0, totals)


@misconception(
    "bigram_probs",
    "A row without counts gives 0/0 = nan. Divide only where the sum is not 0, and leave zeros in such rows.",
    example=([[0, 0], [1, 3]],),
)
def bigram_probs_nan_on_empty_rows(counts):
    counts = as_table(counts)
    return counts / counts.sum(axis=1, keepdims=True)


@misconception(
    "bigram_probs",
    "A row without counts becomes uniform. The counts say nothing about it: leave zeros. Smoothing comes in the next "
    "exercise.",
    example=([[0, 0], [1, 3]],),
)
def bigram_probs_uniform_on_empty_rows(counts):
    counts = as_table(counts)
    return np.where(counts.any(axis=1, keepdims=True), bigram_probs(counts), 1 / counts.shape[1])


@misconception(
    "bigram_probs",
    "A small number is added to the sums, and the rows no longer sum to 1. Treat the rows without counts separately.",
    example=([[0, 3, 1], [2, 0, 0]],),
)
def bigram_probs_with_epsilon(counts):
    counts = as_table(counts)
    return counts / (counts.sum(axis=1, keepdims=True) + 1e-8)


@misconception(
    "bigram_probs",
    "A softmax of the counts exponentiates them, so that tokens that never occurred get a share. Divide the counts "
    "themselves.",
    example=([[0, 3, 1], [2, 0, 0]],),
)
def bigram_probs_with_softmax(counts):
    return special.softmax(as_table(counts), axis=1)


@misconception(
    "bigram_probs",
    "One is added to every count. That is Laplace smoothing, the next exercise; here nothing is added.",
    example=([[0, 3, 1], [2, 0, 0]],),
)
def bigram_probs_with_add_one(counts):
    return bigram_probs(as_table(counts) + 1)


@misconception(
    "bigram_probs",
    "// rounds every share down to 0 or 1. Divide with /.",
    example=([[0, 3, 1], [2, 0, 0]],),
)
def bigram_probs_with_integer_division(counts):
    counts = as_table(counts)
    return counts // counts.sum(axis=1, keepdims=True)


@misconception(
    "bigram_probs",
    "The values are right, but the caller's table is overwritten. Work on a copy: as_table makes one.",
    example=(np.array([[1.0, 3.0], [2.0, 2.0]]),),
)
def bigram_probs_in_place(counts):
    probs = bigram_probs(counts)
    if isinstance(counts, np.ndarray) and counts.dtype == float:
        counts[:] = probs
    return probs


@misconception(
    "bigram_probs",
    "The counts are not checked, so negative ones give negative probabilities. Raise ValueError (as_table does).",
    example=([[3, -1], [1, 1]],),
)
def bigram_probs_without_checks(counts):
    counts = np.array(counts, dtype=float)
    totals = counts.sum(axis=-1, keepdims=True)
    return counts / np.where(totals == 0, 1.0, totals)


# 5.9 add_k_probs


def _check_k(counts, k):
    """`counts` as an array, refused where the exercise says so."""
    if not 0 <= k < math.inf:
        raise ValueError("k")
    return as_table(counts)


def _shares(numerators, denominators):
    """Quotients, with zeros where the denominator is 0."""
    return np.divide(numerators, denominators, out=np.zeros_like(numerators), where=denominators > 0)


@misconception(
    "add_k_probs",
    "k is added once to the sum of a row. Each of the V cells got k more, so the sum grows by k V: check that rows sum to 1.",
    example=([[0, 3, 1], [2, 0, 0], [0, 0, 0]], 1),
)
def add_k_probs_with_k_in_the_denominator(counts, k):
    counts = _check_k(counts, k)
    probs = _shares(counts + k, counts.sum(axis=1, keepdims=True) + k)
    return probs if k > 0 else add_k_probs(counts, k)


@misconception(
    "add_k_probs",
    "The denominator grows by k times the number of all pairs. It must grow by k V, with V the size of the vocabulary.",
    example=([[0, 3, 1], [2, 0, 0], [0, 0, 0]], 1),
)
def add_k_probs_with_the_total_in_the_denominator(counts, k):
    counts = _check_k(counts, k)
    return add_k_probs(counts, 0) if k == 0 else (counts + k) / (counts.sum(axis=1, keepdims=True) + k * counts.sum())


@misconception(
    "add_k_probs",
    "k is added to the probabilities, so it no longer matters how often a context was seen. Add it to the counts, then "
    "divide.",
    example=([[0, 3, 1], [2, 0, 0], [0, 0, 0]], 1),
)
def add_k_probs_of_probabilities(counts, k):
    counts = _check_k(counts, k)
    return add_k_probs(bigram_probs(counts), k)


@misconception(
    "add_k_probs",
    "k is added to the probabilities, (p + k) / (1 + k V): the evidence of a row no longer matters, and rows without counts "
    "do not sum to 1. Add k to the counts, then divide.",
    example=([[0, 3, 1], [2, 0, 0], [0, 0, 0]], 1),
)
def add_k_probs_of_probabilities_by_formula(counts, k):
    counts = _check_k(counts, k)
    return (bigram_probs(counts) + k) / (1 + k * counts.shape[1])


@misconception(
    "add_k_probs",
    "V counts only the tokens that were seen. It is the size of the whole vocabulary, the number of columns.",
    example=([[2, 0, 1, 0], [0, 0, 2, 0]], 1),
)
def add_k_probs_with_the_types_seen(counts, k):
    counts = _check_k(counts, k)
    types = np.count_nonzero(counts.any(axis=0))
    return add_k_probs(counts, 0) if k == 0 else (counts + k) / (counts.sum(axis=1, keepdims=True) + k * types)


@misconception(
    "add_k_probs",
    "V is taken from the rows. The vocabulary is what can come next: the number of columns.",
    example=([[0, 3, 1], [2, 0, 0]], 1),
)
def add_k_probs_with_the_number_of_contexts(counts, k):
    counts = _check_k(counts, k)
    return add_k_probs(counts, 0) if k == 0 else (counts + k) / (counts.sum(axis=1, keepdims=True) + k * len(counts))


@misconception(
    "add_k_probs",
    "k is ignored: this is always Laplace smoothing with k = 1. Add k to each count.",
    example=([[1, 2]], 0.5),
)
def add_k_probs_always_one(counts, k):
    return add_k_probs(_check_k(counts, k), 1)


@misconception(
    "add_k_probs",
    "The numerator is not smoothed, so pairs that were not seen keep probability 0. Add k above and k V below.",
    example=([[0, 3, 1], [2, 0, 0], [0, 0, 0]], 1),
)
def add_k_probs_with_plain_numerator(counts, k):
    counts = _check_k(counts, k)
    if k == 0:
        return add_k_probs(counts, 0)
    return counts / (counts.sum(axis=1, keepdims=True) + k * counts.shape[1])


@misconception(
    "add_k_probs",
    "k is added only to pairs that were not seen. Every pair gets it: add k to each count.",
    example=([[0, 3, 1], [2, 0, 0]], 1),
)
def add_k_probs_on_the_zeros_only(counts, k):
    counts = _check_k(counts, k)
    return add_k_probs(np.where(counts == 0, k, counts), 0)


@misconception(
    "add_k_probs",
    "k is added only to pairs that were seen, so the others keep probability 0. Every pair gets it: add k to each count.",
    example=([[0, 3, 1], [2, 0, 0]], 1),
)
def add_k_probs_on_the_seen_only(counts, k):
    counts = _check_k(counts, k)
    return add_k_probs(np.where(counts > 0, counts + k, 0.0), 0)


@misconception(
    "add_k_probs",
    "The result is right for contexts that were seen, but the others get zeros. With k more in each cell they are uniform.",
    example=([[0, 0, 0], [1, 1, 2]], 2),
)
def add_k_probs_zero_on_empty_rows(counts, k):
    counts = _check_k(counts, k)
    return np.where(counts.any(axis=1, keepdims=True), add_k_probs(counts, k), 0.0)


@misconception(
    "add_k_probs",
    "With k = 0, contexts that were never seen get zeros. Their limit for small k is uniform: give them 1/V.",
    example=([[0, 0], [1, 3]], 0),
)
def add_k_probs_zero_without_smoothing(counts, k):
    return bigram_probs(_check_k(counts, k) + k)


@misconception(
    "add_k_probs",
    "With k = 0, contexts that were never seen give 0/0 = nan. Their limit for small k is uniform: give them 1/V.",
    example=([[0, 0], [1, 3]], 0),
)
def add_k_probs_nan_without_smoothing(counts, k):
    smoothed = _check_k(counts, k) + k
    return smoothed / smoothed.sum(axis=1, keepdims=True)


@misconception(
    "add_k_probs",
    "The columns are normalised. Each row, the tokens after one context, must sum to 1.",
    example=([[0, 3, 1], [2, 0, 0], [0, 0, 0]], 1),
)
def add_k_probs_of_columns(counts, k):
    return add_k_probs(as_table(counts).T, k).T


@misconception(
    "add_k_probs",
    "All cells together sum to 1: that is a joint distribution. Divide each row by its own sum.",
    example=([[0, 3, 1], [2, 0, 0], [0, 0, 0]], 1),
)
def add_k_probs_joint(counts, k):
    smoothed = _check_k(counts, k) + k
    return smoothed / max(smoothed.sum(), 1e-300)


@misconception(
    "add_k_probs",
    "The values are right, but k is added to the caller's table. Work on a copy: as_table makes one.",
    example=(np.array([[1.0, 3.0], [2.0, 2.0]]), 0.5),
)
def add_k_probs_in_place(counts, k):
    probs = add_k_probs(counts, k)
    if isinstance(counts, np.ndarray) and counts.dtype == float:
        counts += k
    return probs


@misconception(
    "add_k_probs",
    "k is not checked. Raise ValueError if it is negative, infinite or nan.",
    example=([[1, 2], [3, 4]], -0.5),
)
def add_k_probs_without_check_of_k(counts, k):
    smoothed = as_table(counts) + k
    smoothed[~smoothed.any(axis=1)] = 1.0
    return smoothed / smoothed.sum(axis=1, keepdims=True)


# 5.10 sentence_log_prob


def _check_sentence(tokens):
    if len(tokens) == 0:
        raise ValueError("no tokens")


def _factors(tokens, unigram, bigram, floor):
    """The probability of each token."""
    _check_sentence(tokens)
    return [unigram.get(tokens[0], floor), *(bigram.get(pair, floor) for pair in pairwise(tokens))]


@misconception(
    "sentence_log_prob",
    "The first token is forgotten. Nothing precedes it, so add the logarithm of its unigram probability.",
    example=(["a", "b"], {"a": 0.5}, {("a", "b"): 0.25}),
)
def sentence_log_prob_without_the_first_token(tokens, unigram, bigram, floor=1e-10):
    _check_sentence(tokens)
    return float(sum(math.log(bigram.get(pair, floor)) for pair in pairwise(tokens)))


@misconception(
    "sentence_log_prob",
    "Pairs are looked up as (next, previous). The keys are (previous, next).",
    example=(["a", "b"], {"a": 0.5}, {("a", "b"): 0.25}),
)
def sentence_log_prob_looking_up_backwards(tokens, unigram, bigram, floor=1e-10):
    return sentence_log_prob(tokens, unigram, {(b, a): p for (a, b), p in bigram.items()}, floor)


@misconception(
    "sentence_log_prob",
    "The probabilities are multiplied, and after some hundred tokens the product is 0, whose logarithm is an error. Add the "
    "logarithms.",
    example=(["a"] * 400, {"a": 0.1}, {("a", "a"): 0.1}),
)
def sentence_log_prob_of_the_product(tokens, unigram, bigram, floor=1e-10):
    return math.log(math.prod(_factors(tokens, unigram, bigram, floor)))


@misconception(
    "sentence_log_prob",
    "The probabilities are multiplied, and after some hundred tokens the product is 0 and its logarithm minus infinity. Add "
    "the logarithms.",
    example=(["a"] * 400, {"a": 0.1}, {("a", "a"): 0.1}),
)
def sentence_log_prob_of_the_product_with_numpy(tokens, unigram, bigram, floor=1e-10):
    return float(np.log(np.prod(_factors(tokens, unigram, bigram, floor))))


@misconception(
    "sentence_log_prob",
    "A token or pair that is not in the tables raises KeyError. Use dict.get with the floor as default.",
    example=(["a", "a"], {"a": 0.5}, {("a", "b"): 1.0}),
)
def sentence_log_prob_with_key_error(tokens, unigram, bigram, floor=1e-10):
    _check_sentence(tokens)
    return math.log(unigram[tokens[0]]) + sum(math.log(bigram[pair]) for pair in pairwise(tokens))


@misconception(
    "sentence_log_prob",
    "The floor holds for pairs only: an unknown first token raises KeyError. Use dict.get with the floor there, too.",
    example=(["c", "a"], {"a": 0.5}, {("c", "a"): 0.25}),
)
def sentence_log_prob_without_floor_for_the_first_token(tokens, unigram, bigram, floor=1e-10):
    _check_sentence(tokens)
    return math.log(unigram[tokens[0]]) + sum(math.log(bigram.get(pair, floor)) for pair in pairwise(tokens))


@misconception(
    "sentence_log_prob",
    "The floor is added to every probability. It stands in only for those that are missing.",
    example=(["a", "b"], {"a": 0.02}, {("a", "b"): 0.05}, 0.1),
)
def sentence_log_prob_adding_the_floor(tokens, unigram, bigram, floor=1e-10):
    _check_sentence(tokens)
    probs = [unigram.get(tokens[0], 0.0), *(bigram.get(pair, 0.0) for pair in pairwise(tokens))]
    return sum(math.log(p + floor) for p in probs)


@misconception(
    "sentence_log_prob",
    "Known probabilities below the floor are raised to it. The floor stands in only for those that are missing.",
    example=(["a", "b"], {"a": 0.02}, {("a", "b"): 0.05}, 0.1),
)
def sentence_log_prob_raising_to_the_floor(tokens, unigram, bigram, floor=1e-10):
    return sum(math.log(max(p, floor)) for p in _factors(tokens, unigram, bigram, floor))


@misconception(
    "sentence_log_prob",
    "The argument floor is ignored: 1e-10 is used always. It is only the default.",
    example=(["c", "a"], {"a": 0.5}, {("a", "b"): 1.0}, 0.001),
)
def sentence_log_prob_with_a_fixed_floor(tokens, unigram, bigram, floor=1e-10):
    return sentence_log_prob(tokens, unigram, bigram)


@misconception(
    "sentence_log_prob",
    "What is missing adds nothing, as if its probability were 1. It counts as the floor.",
    example=(["a", "a"], {"a": 0.5}, {("a", "b"): 1.0}),
)
def sentence_log_prob_skipping_what_is_missing(tokens, unigram, bigram, floor=1e-10):
    return sentence_log_prob(tokens, unigram, bigram, 1.0)


@misconception(
    "sentence_log_prob",
    "A missing pair gets the unigram probability of its second token. Here it gets the floor.",
    example=(["a", "a"], {"a": 0.5}, {("a", "b"): 1.0}),
)
def sentence_log_prob_backing_off(tokens, unigram, bigram, floor=1e-10):
    pairs = {pair: bigram.get(pair, unigram.get(pair[1], floor)) for pair in pairwise(tokens)}
    return sentence_log_prob(tokens, unigram, pairs, floor)


@misconception(
    "sentence_log_prob",
    "All tokens are scored with the unigram. Only the first is; each other one depends on the token before it.",
    example=(["a", "b"], {"a": 0.5, "b": 0.75}, {("a", "b"): 0.25}),
)
def sentence_log_prob_of_unigrams(tokens, unigram, bigram, floor=1e-10):
    _check_sentence(tokens)
    return sum(math.log(unigram.get(token, floor)) for token in tokens)


@misconception(
    "sentence_log_prob",
    "The unigram probability of every token is added. Only the first token has one; each other one is scored by its pair "
    "alone.",
    example=(["a", "b"], {"a": 0.5, "b": 0.75}, {("a", "b"): 0.25}),
)
def sentence_log_prob_with_all_unigrams(tokens, unigram, bigram, floor=1e-10):
    rest = sum(math.log(unigram.get(token, floor)) for token in tokens[1:])
    return sentence_log_prob(tokens, unigram, bigram, floor) + rest


@misconception(
    "sentence_log_prob",
    "This is the mean over the tokens. The log-probability of the sentence is the sum.",
    example=(["a", "b"], {"a": 0.5}, {("a", "b"): 0.25}),
)
def sentence_log_prob_averaged(tokens, unigram, bigram, floor=1e-10):
    return sentence_log_prob(tokens, unigram, bigram, floor) / len(tokens)


@misconception(
    "sentence_log_prob",
    "This is the probability. Return its logarithm.",
    example=(["a", "b"], {"a": 0.5}, {("a", "b"): 0.25}),
)
def sentence_log_prob_without_log(tokens, unigram, bigram, floor=1e-10):
    return math.exp(sentence_log_prob(tokens, unigram, bigram, floor))


@misconception(
    "sentence_log_prob",
    "These are bits. Use the natural logarithm, math.log.",
    example=(["a", "b"], {"a": 0.5}, {("a", "b"): 0.25}),
)
def sentence_log_prob_in_bits(tokens, unigram, bigram, floor=1e-10):
    return sentence_log_prob(tokens, unigram, bigram, floor) / math.log(2)


@misconception(
    "sentence_log_prob",
    "A sentence without tokens gives 0.0 here. Raise ValueError.",
    example=([], {"a": 1.0}, {}),
)
def sentence_log_prob_of_nothing(tokens, unigram, bigram, floor=1e-10):
    return sentence_log_prob(tokens, unigram, bigram, floor) if len(tokens) else 0.0


# 5.11 sequence_nll


EXAMPLE_PROBS = [[0.5, 0.5, 0.0], [0.25, 0.25, 0.5], [1.0, 0.0, 0.0]]


def _transitions(ids, probs):
    """Probabilities of the transitions, refused where the exercise says so."""
    probs = np.asarray(probs, dtype=float)
    ids = as_ids(ids, len(probs))
    if ids.size < 2:
        raise ValueError("too short")
    return probs[ids[:-1], ids[1:]]


@misconception(
    "sequence_nll",
    "The losses are added up. Divide by the number of transitions, so that texts of different lengths can be compared.",
    example=([0, 1, 2, 0], EXAMPLE_PROBS),
)
def sequence_nll_summed(ids, probs):
    return sequence_nll(ids, probs) * (len(ids) - 1)


@misconception(
    "sequence_nll",
    "The sum is divided by the number of tokens, T. T tokens have T - 1 transitions: nothing predicts the first one.",
    example=([0, 1, 2, 0], EXAMPLE_PROBS),
)
def sequence_nll_per_token(ids, probs):
    return sequence_nll(ids, probs) * (len(ids) - 1) / len(ids)


@misconception(
    "sequence_nll",
    "The table is read as probs[next, previous]. The row is the token before, the column the token after.",
    example=([0, 1, 2, 0], EXAMPLE_PROBS),
)
def sequence_nll_transposed(ids, probs):
    return sequence_nll(ids, np.asarray(probs, dtype=float).T)


@misconception(
    "sequence_nll",
    "The probabilities are averaged before the logarithm, which hides the surprises. Take the logarithm of each, then "
    "average.",
    example=([0, 1, 2, 0], EXAMPLE_PROBS),
)
def sequence_nll_of_the_mean_probability(ids, probs):
    return float(0.0 - np.log(_transitions(ids, probs).mean()))


@misconception(
    "sequence_nll",
    "The minus sign is missing: this is the mean log-likelihood, which is never positive. A loss is never negative.",
    example=([0, 1, 2, 0], EXAMPLE_PROBS),
)
def sequence_nll_without_minus(ids, probs):
    return 0.0 - sequence_nll(ids, probs)


@misconception(
    "sequence_nll",
    "These are bits. Use the natural logarithm, np.log, for nats.",
    example=([0, 1, 2, 0], EXAMPLE_PROBS),
)
def sequence_nll_in_bits(ids, probs):
    return sequence_nll(ids, probs) / math.log(2)


@misconception(
    "sequence_nll",
    "This is the perplexity. The mean loss is wanted, without the exponential.",
    example=([0, 1, 2, 0], EXAMPLE_PROBS),
)
def sequence_nll_as_perplexity(ids, probs):
    return float(np.exp(sequence_nll(ids, probs)))


@misconception(
    "sequence_nll",
    "A small number is added inside the logarithm, so that an impossible transition has a finite loss. Add nothing: the "
    "loss is infinite.",
    example=([0, 2], EXAMPLE_PROBS),
)
def sequence_nll_with_epsilon(ids, probs):
    return float(0.0 - np.log(_transitions(ids, probs) + 1e-10).mean())


@misconception(
    "sequence_nll",
    "math.log(0) is an error, so a text with an impossible transition has no loss. Its loss is infinite: return math.inf, or "
    "use np.log, which gives -inf.",
    example=([0, 1, 1, 0, 2], EXAMPLE_PROBS),
)
def sequence_nll_raising_on_the_impossible(ids, probs):
    p = _transitions(ids, probs)
    return 0.0 - sum(math.log(q) for q in p) / p.size


@misconception(
    "sequence_nll",
    "Impossible transitions are left out of the mean. They make the loss infinite: leave nothing out.",
    example=([0, 1, 1, 0, 2], EXAMPLE_PROBS),
)
def sequence_nll_skipping_the_impossible(ids, probs):
    p = _transitions(ids, probs)
    return float(0.0 - np.log(p[p > 0]).mean()) if p.any() else 0.0


@misconception(
    "sequence_nll",
    "probs[x][:, y] picks a whole block of cells. Index with both at once, probs[x, y], for one cell per transition.",
    example=([0, 1, 2, 0], EXAMPLE_PROBS),
)
def sequence_nll_of_a_block(ids, probs):
    _transitions(ids, probs)
    ids, probs = np.asarray(ids), np.asarray(probs, dtype=float)
    return float(0.0 - np.log(probs[ids[:-1]][:, ids[1:]]).mean())


@misconception(
    "sequence_nll",
    "The last token is followed by the first here, as with np.roll. Nothing follows the last token.",
    example=([0, 1, 2, 0], EXAMPLE_PROBS),
)
def sequence_nll_wrapping_around(ids, probs):
    _transitions(ids, probs)
    return sequence_nll([*ids, ids[0]], probs)


@misconception(
    "sequence_nll",
    "A certain text gives -0.0. Write 0.0 - x instead of -x, and the zero loses its sign.",
    example=([0, 1, 0], [[0.0, 1.0], [1.0, 0.0]]),
)
def sequence_nll_with_negative_zero(ids, probs):
    return float(-np.log(_transitions(ids, probs)).mean())


@misconception(
    "sequence_nll",
    "A single token has no transition, and the mean of nothing is nan. Raise ValueError for fewer than two ids.",
    example=([0], [[0.5, 0.5], [0.5, 0.5]]),
)
def sequence_nll_of_one_token_is_nan(ids, probs):
    if len(ids) < 2:
        as_ids(ids, len(probs))
        return math.nan
    return sequence_nll(ids, probs)


@misconception(
    "sequence_nll",
    "A single token has no transition, so its loss is not 0 but undefined. Raise ValueError for fewer than two ids.",
    example=([0], [[0.5, 0.5], [0.5, 0.5]]),
)
def sequence_nll_of_one_token_is_zero(ids, probs):
    if len(ids) < 2:
        as_ids(ids, len(probs))
        return 0.0
    return sequence_nll(ids, probs)


@misconception(
    "sequence_nll",
    "Negative ids are accepted: numpy counts them from the end, so -1 becomes the last token. Raise ValueError.",
    example=([0, -1], [[0.5, 0.5], [0.25, 0.75]]),
)
def sequence_nll_accepting_negative_ids(ids, probs):
    ids = np.asarray(ids, dtype=np.int64)
    if np.any(ids >= len(probs)):
        raise ValueError("id too large")
    return sequence_nll(ids % len(probs), probs)


@misconception(
    "sequence_nll",
    "The ids are left to numpy's indexing, which raises IndexError for those too large and accepts negative ones. Check "
    "them first and raise ValueError.",
    example=([0, 2], [[0.5, 0.5], [0.25, 0.75]]),
)
def sequence_nll_without_checks(ids, probs):
    ids, probs = np.asarray(ids, dtype=np.int64), np.asarray(probs, dtype=float)
    if ids.size < 2:
        raise ValueError("too short")
    return float(0.0 - np.log(probs[ids[:-1], ids[1:]]).mean())


# 5.12 next_token_pairs


@misconception(
    "next_token_pairs",
    "The target is the last token of its own context, which a model need only copy. It is the token behind the context: "
    "ids[i + block_size].",
    example=([0, 1, 2, 3, 4, 5], 2),
)
def next_token_pairs_without_shift(ids, block_size):
    X, _ = next_token_pairs(ids, block_size)
    return X, X[:, -1]


@misconception(
    "next_token_pairs",
    "The last window is missing. There are T - block_size windows, the last starts at T - block_size - 1.",
    example=([0, 1, 2, 3, 4, 5], 2),
)
def next_token_pairs_one_too_few(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return X[:-1], Y[:-1]


@misconception(
    "next_token_pairs",
    "There is one window too many: the last one has no token behind it, and its target wraps around to the first. Stop at "
    "T - block_size - 1.",
    example=([0, 1, 2, 3, 4, 5], 2),
)
def next_token_pairs_one_too_many(ids, block_size):
    if len(ids) < block_size:
        return next_token_pairs(ids, block_size)
    return next_token_pairs([*ids, *ids[:1]], block_size)


@misconception(
    "next_token_pairs",
    "The windows do not overlap: block_size tokens are skipped between them. Every start from 0 on has a window.",
    example=([0, 1, 2, 3, 4, 5], 2),
)
def next_token_pairs_without_overlap(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return X[::block_size], Y[::block_size]


@misconception(
    "next_token_pairs",
    "Y holds a whole shifted window for each context. Here the target is one token: the last of them.",
    example=([0, 1, 2, 3, 4, 5], 2),
)
def next_token_pairs_with_whole_windows_as_targets(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return X, np.concatenate([X[:, 1:], Y[:, None]], axis=1)


@misconception(
    "next_token_pairs",
    "The target is one token too far away. It stands directly behind the context: ids[i + block_size].",
    example=([0, 1, 2, 3, 4, 5], 2),
)
def next_token_pairs_two_ahead(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return X[:-1], Y[1:]


@misconception(
    "next_token_pairs",
    "Contexts and targets are exchanged. Return the contexts first: (X, Y).",
    example=([0, 1, 2, 3, 4, 5], 2),
)
def next_token_pairs_in_the_wrong_order(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return Y, X


@misconception(
    "next_token_pairs",
    "Short contexts at the start are padded with zeros. Use whole windows only: the first target is ids[block_size].",
    example=([0, 1, 2, 3, 4, 5], 2),
)
def next_token_pairs_padded(ids, block_size):
    next_token_pairs(ids, block_size)
    return next_token_pairs([0] * block_size + list(ids), block_size)


@misconception(
    "next_token_pairs",
    "The contexts run backwards. Keep the tokens in the order of the text.",
    example=([0, 1, 2, 3, 4, 5], 2),
)
def next_token_pairs_reversed(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return X[:, ::-1], Y


@misconception(
    "next_token_pairs",
    "The results are lists. Return integer arrays: np.array(..., dtype=np.int64).",
    example=([0, 1, 2, 3, 4, 5], 2),
)
def next_token_pairs_as_lists(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return X.tolist(), Y.tolist()


@misconception(
    "next_token_pairs",
    "A text that is too short gives np.array([]), of shape (0,) and of floats. X must have shape (0, block_size), and both "
    "an integer dtype.",
    example=([4, 2, 9], 3),
)
def next_token_pairs_without_the_empty_shape(ids, block_size):
    X, Y = next_token_pairs(ids, block_size)
    return (X, Y) if Y.size else (np.array([]), np.array([]))


@misconception(
    "next_token_pairs",
    "A text that is too short raises an error. It has no windows: return empty arrays.",
    example=([4, 2, 9], 3),
)
def next_token_pairs_refusing_short_texts(ids, block_size):
    if len(ids) <= block_size:
        raise ValueError("too short")
    return next_token_pairs(ids, block_size)


@misconception(
    "next_token_pairs",
    "A block_size below 1 is accepted, but a context needs a token. Raise ValueError.",
    example=([1, 2, 3], 0),
)
def next_token_pairs_without_check(ids, block_size):
    block_size = max(0, block_size)
    ids = np.array(ids, dtype=np.int64)
    starts = np.arange(max(0, ids.size - block_size))
    return ids[starts[:, None] + np.arange(block_size)], ids[starts + block_size]


# 5.13 interpolated_probs


EXAMPLE_BIGRAM = [[0.5, 0.5, 0.0], [0.25, 0.25, 0.5], [1.0, 0.0, 0.0]]
EXAMPLE_UNIGRAM = [0.2, 0.3, 0.5]


def _check_mixture(bigram, unigram, lam):
    """Both as arrays, refused where the exercise says so."""
    interpolated_probs(bigram, unigram, lam)
    return as_table(bigram), np.array(unigram, dtype=float)


def _or_unigram(bigram, unigram, mixed):
    """`mixed`, with the rows of contexts that were never seen replaced by the unigram."""
    return np.where(bigram.any(axis=1, keepdims=True), mixed, unigram)


@misconception(
    "interpolated_probs",
    "The weights are exchanged: lam belongs to the bigram, 1 - lam to the unigram.",
    example=(EXAMPLE_BIGRAM, EXAMPLE_UNIGRAM, 0.9),
)
def interpolated_probs_with_swapped_weights(bigram, unigram, lam):
    return interpolated_probs(bigram, unigram, 1 - lam)


@misconception(
    "interpolated_probs",
    "The unigram is stretched down the columns, unigram[:, None]. It belongs to the next token: add it along each row.",
    example=(EXAMPLE_BIGRAM, EXAMPLE_UNIGRAM, 0.9),
)
def interpolated_probs_down_the_columns(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, lam)
    return lam * bigram + (1 - lam) * unigram[:, None]


@misconception(
    "interpolated_probs",
    "Contexts that were never seen are right, but the unigram is stretched down the columns, unigram[:, None]. It belongs to "
    "the next token: add it along each row.",
    example=(EXAMPLE_BIGRAM, EXAMPLE_UNIGRAM, 0.9),
)
def interpolated_probs_down_the_columns_of_seen_contexts(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, lam)
    return _or_unigram(bigram, unigram, lam * bigram + (1 - lam) * unigram[:, None])


@misconception(
    "interpolated_probs",
    "Contexts that were never seen get (1 - lam) times the unigram, which does not sum to 1. Give them the unigram itself.",
    example=([[0, 0], [1, 0]], [0.4, 0.6], 0.5),
)
def interpolated_probs_without_unseen_contexts(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, lam)
    return lam * bigram + (1 - lam) * unigram


@misconception(
    "interpolated_probs",
    "Rows are divided by their sum, which for an unseen context and lam = 1 is 0/0 = nan. Give such a context the unigram.",
    example=([[0, 0], [1, 0]], [0.4, 0.6], 1.0),
)
def interpolated_probs_renormalised(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, lam)
    mixed = lam * bigram + (1 - lam) * unigram
    return mixed / mixed.sum(axis=1, keepdims=True)


@misconception(
    "interpolated_probs",
    "Contexts that were never seen become uniform. The unigram knows more: give them the unigram.",
    example=([[0, 0], [1, 0]], [0.4, 0.6], 0.5),
)
def interpolated_probs_uniform_on_unseen_contexts(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, lam)
    mixed = lam * bigram + (1 - lam) * unigram
    return np.where(bigram.any(axis=1, keepdims=True), mixed, 1 / unigram.size)


@misconception(
    "interpolated_probs",
    "The unigram is used only where the bigram is 0: that is backing off. Interpolation mixes the two everywhere.",
    example=(EXAMPLE_BIGRAM, EXAMPLE_UNIGRAM, 0.9),
)
def interpolated_probs_backing_off(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, lam)
    return _or_unigram(bigram, unigram, np.where(bigram > 0, lam * bigram, (1 - lam) * unigram))


@misconception(
    "interpolated_probs",
    "The unigram is added in full. Its weight is 1 - lam, so that the rows sum to 1.",
    example=(EXAMPLE_BIGRAM, EXAMPLE_UNIGRAM, 0.9),
)
def interpolated_probs_with_full_unigram(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, lam)
    return _or_unigram(bigram, unigram, lam * bigram + unigram)


@misconception(
    "interpolated_probs",
    "The models are multiplied, each raised to its weight. Interpolation adds them.",
    example=(EXAMPLE_BIGRAM, EXAMPLE_UNIGRAM, 0.9),
)
def interpolated_probs_geometric(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, lam)
    return _or_unigram(bigram, unigram, bigram**lam * unigram ** (1 - lam))


@misconception(
    "interpolated_probs",
    "lam is ignored: both models get the weight 1/2. Weigh the bigram with lam and the unigram with 1 - lam.",
    example=(EXAMPLE_BIGRAM, EXAMPLE_UNIGRAM, 0.9),
)
def interpolated_probs_half_and_half(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, lam)
    return interpolated_probs(bigram, unigram, 0.5)


@misconception(
    "interpolated_probs",
    "The values are right, but the caller's table is overwritten. Work on a copy: as_table makes one.",
    example=(np.array(EXAMPLE_BIGRAM), EXAMPLE_UNIGRAM, 0.9),
)
def interpolated_probs_in_place(bigram, unigram, lam):
    mixed = interpolated_probs(bigram, unigram, lam)
    if isinstance(bigram, np.ndarray) and bigram.dtype == float:
        bigram[:] = mixed
    return mixed


@misconception(
    "interpolated_probs",
    "lam is not checked. Outside [0, 1] one of the weights is negative: raise ValueError.",
    example=(EXAMPLE_BIGRAM, EXAMPLE_UNIGRAM, 1.5),
)
def interpolated_probs_without_check_of_lam(bigram, unigram, lam):
    bigram, unigram = _check_mixture(bigram, unigram, 0.5)
    return _or_unigram(bigram, unigram, lam * bigram + (1 - lam) * unigram)


@misconception(
    "interpolated_probs",
    "The length of the unigram is not checked, and numpy stretches a single entry over all tokens. Raise ValueError unless "
    "it has one entry for each column.",
    example=([[1, 0], [0.2, 0.8]], [1.0], 0.5),
)
def interpolated_probs_broadcasting(bigram, unigram, lam):
    if not 0 <= lam <= 1:
        raise ValueError("lam")
    bigram, unigram = as_table(bigram), np.array(unigram, dtype=float)
    return _or_unigram(bigram, unigram, lam * bigram + (1 - lam) * unigram)
