"""5.4 `gaussian_log_likelihood`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import stats

from autograder.content import (
    alternative,
    assert_close,
    assert_same,
    assert_unchanged,
    criterion,
    mistakes_of,
    raises,
)
from solutions.s05_maximum_likelihood import (
    as_sample,
    gaussian_log_likelihood,
)

# Criteria


@criterion(core=True)
def test_matches_the_definition(gaussian_log_likelihood, reference, rng):
    for size in (1, 2, 9, 40):
        mu, sigma = float(rng.normal(0, 4)), float(rng.uniform(2, 6))
        x = rng.normal(mu + 1, 1.5 * sigma, size=size)  # not so far out that the product of the densities is 0
        expected = reference.gaussian_log_likelihood(x, mu, sigma)
        assert_close(gaussian_log_likelihood(x, mu, sigma), expected)


@criterion(core=True)
def test_knows_small_and_large_sigma(gaussian_log_likelihood, reference, rng):
    for sigma in (0.003, 0.2, 70.0, 1e5):
        x = rng.normal(3, sigma, size=6)
        assert_close(gaussian_log_likelihood(x, 3, sigma), reference.gaussian_log_likelihood(x, 3, sigma))


@criterion()
def test_is_finite_far_out_in_the_tails(gaussian_log_likelihood, reference):
    for x, mu, sigma in (([40.0], 0, 1), ([-300.0, 5.0], 2, 1.5), ([1e9], 0, 2), ([1e5, 1e9 + 3], 1e9, 0.5)):
        assert_close(gaussian_log_likelihood(x, mu, sigma), reference.gaussian_log_likelihood(x, mu, sigma))


@criterion()
def test_of_many_observations_does_not_underflow(gaussian_log_likelihood, reference, rng):
    x = rng.normal(-1, 3, size=3000)
    assert_close(gaussian_log_likelihood(x, -1, 3), reference.gaussian_log_likelihood(x, -1, 3))


@criterion()
def test_is_largest_at_the_maximum_likelihood_estimate(gaussian_log_likelihood, reference, rng):
    x = rng.normal(4, 3, size=25)
    mu, sigma2 = reference.gaussian_mle(x)
    sigma = math.sqrt(sigma2)
    nearby = [(mu, sigma), (mu + 0.1, sigma), (mu - 0.1, sigma), (mu, 1.02 * sigma), (mu, 0.98 * sigma)]
    found = [gaussian_log_likelihood(x, m, s) for m, s in nearby]
    assert_close(found, [reference.gaussian_log_likelihood(x, m, s) for m, s in nearby])
    assert_same(max(found), found[0])


@criterion()
def test_refuses_bad_parameters_and_bad_samples(gaussian_log_likelihood):
    for sigma in (0, 0.0, -1.0, math.nan, math.inf):
        with raises(ValueError):
            gaussian_log_likelihood([1.0, 2.0], 0.0, sigma)
    for mu in (math.nan, math.inf, -math.inf):
        with raises(ValueError):
            gaussian_log_likelihood([1.0, 2.0], mu, 1.5)
    for x in ([], [1.0, math.nan], [math.inf]):
        with raises(ValueError):
            gaussian_log_likelihood(x, 0.0, 1.5)


@criterion()
def test_takes_ints_and_leaves_arrays_unchanged(gaussian_log_likelihood, reference):
    x = np.array([1, 5, 6])
    expected = reference.gaussian_log_likelihood([1.0, 5.0, 6.0], 2.5, 1.75)
    assert_close(gaussian_log_likelihood(x, 2.5, 1.75), expected)
    assert_unchanged(gaussian_log_likelihood, x, 2.5, 1.75)
    assert_unchanged(gaussian_log_likelihood, x.astype(float), 2.5, 1.75)


# Known mistakes


def _check_gaussian(x, mu, sigma):
    """`x` as an array, refused where the exercise says so."""
    if not (0 < sigma < math.inf and math.isfinite(mu)):
        raise ValueError("mu or sigma")
    return as_sample(x)


def _density(x, mu, sigma):
    return np.exp(-(((x - mu) / sigma) ** 2) / 2) / (sigma * math.sqrt(2 * math.pi))


mistake = mistakes_of(gaussian_log_likelihood, example=([1, 2], 0, 2))


@mistake(
    "The logarithm is taken of the density, which underflows to 0 far from the mean. Take the logarithm on paper: no "
    "exponential is left.",
    example=([40], 0, 1),
)
def gaussian_log_likelihood_of_the_density(x, mu, sigma):
    x = _check_gaussian(x, mu, sigma)
    return float(np.log(_density(x, mu, sigma)).sum())


@mistake(
    "Far from the mean the density underflows to 0, and math.log(0) is an error. Take the logarithm on paper: no "
    "exponential is left.",
    example=([40], 0, 1),
)
def gaussian_log_likelihood_raising_in_the_tails(x, mu, sigma):
    x = _check_gaussian(x, mu, sigma)
    return sum(math.log(density) for density in _density(x, mu, sigma))


@mistake(
    "The densities are multiplied first, and the product of many underflows to 0. Add logarithms instead.",
    example=(np.zeros(1000), 0, 1),
)
def gaussian_log_likelihood_of_the_product(x, mu, sigma):
    x = _check_gaussian(x, mu, sigma)
    return float(np.log(np.prod(_density(x, mu, sigma))))


@mistake("The term -n log sigma is missing. It is no constant: without it, an infinite sigma would be best.")
def gaussian_log_likelihood_without_log_sigma(x, mu, sigma):
    return gaussian_log_likelihood(x, mu, sigma) + len(x) * math.log(sigma)


@mistake("The squared deviations are divided by 2 sigma. Divide them by 2 sigma squared.")
def gaussian_log_likelihood_divided_by_sigma(x, mu, sigma):
    x = _check_gaussian(x, mu, sigma)
    return float(-x.size * math.log(sigma * math.sqrt(2 * math.pi)) - ((x - mu) ** 2).sum() / (2 * sigma))


@mistake("sigma is taken for the variance. It is the standard deviation: its square divides the squared deviations.")
def gaussian_log_likelihood_of_a_variance(x, mu, sigma):
    _check_gaussian(x, mu, sigma)
    return gaussian_log_likelihood(x, mu, math.sqrt(sigma))


@mistake("This is the mean over the observations. The log-likelihood of all of them is the sum.")
def gaussian_log_likelihood_averaged(x, mu, sigma):
    return gaussian_log_likelihood(x, mu, sigma) / len(x)


@mistake("The factor 1/2 of the squared deviations is missing: each costs z squared over two.")
def gaussian_log_likelihood_without_the_half(x, mu, sigma):
    x = _check_gaussian(x, mu, sigma)
    return gaussian_log_likelihood(x, mu, sigma) - float((((x - mu) / sigma) ** 2).sum()) / 2


@mistake("The term with log 2 pi is missing. Each observation brings -log(2 pi) / 2.")
def gaussian_log_likelihood_without_2_pi(x, mu, sigma):
    return gaussian_log_likelihood(x, mu, sigma) + len(x) * math.log(2 * math.pi) / 2


@mistake("-log sigma - log(2 pi) / 2 is subtracted once. It comes with each observation: multiply it by n.")
def gaussian_log_likelihood_with_one_normaliser(x, mu, sigma):
    return gaussian_log_likelihood(x, mu, sigma) + (len(x) - 1) * math.log(sigma * math.sqrt(2 * math.pi))


@mistake("This is the negative log-likelihood, the loss. Return the log-likelihood itself.")
def gaussian_log_likelihood_negated(x, mu, sigma):
    return -gaussian_log_likelihood(x, mu, sigma)


@mistake("These are the log-densities, one for each observation. Their sum is the log-likelihood.")
def gaussian_log_likelihood_without_the_sum(x, mu, sigma):
    x = _check_gaussian(x, mu, sigma)
    return -math.log(sigma * math.sqrt(2 * math.pi)) - ((x - mu) / sigma) ** 2 / 2


@mistake(
    "The value is right, but the caller's array is changed. Write x - mu, not x -= mu.",
    example=(np.array([1.0, 2.0]), 0.5, 2),
)
def gaussian_log_likelihood_in_place(x, mu, sigma):
    result = gaussian_log_likelihood(x, mu, sigma)
    x = np.asarray(x, dtype=float)
    x -= mu
    return result


@mistake(
    "sigma is not checked. Raise ValueError unless it is above 0: the square of a negative one hides the mistake.",
    example=([1.0], 0, -2),
)
def gaussian_log_likelihood_without_check_of_sigma(x, mu, sigma):
    x = as_sample(x)
    variance = np.float64(sigma) ** 2
    return float(-x.size * np.log(2 * math.pi * variance) / 2 - ((x - mu) ** 2).sum() / (2 * variance))


@mistake(
    "The observations are not checked: nan goes through, and no data give 0. Raise ValueError (as_sample does).",
    example=([], 0, 1),
)
def gaussian_log_likelihood_without_check_of_the_sample(x, mu, sigma):
    if not (0 < sigma < math.inf and math.isfinite(mu)):
        raise ValueError("mu or sigma")
    z = (np.array(x, dtype=float) - mu) / sigma
    return float(-z.size * math.log(sigma * math.sqrt(2 * math.pi)) - (z**2).sum() / 2)


@mistake(
    "An infinite sigma, or a mu that is nan, goes through. Raise ValueError unless 0 < sigma < math.inf and mu is finite.",
    example=([1.0, 2.0], math.nan, 1),
)
def gaussian_log_likelihood_of_any_mu(x, mu, sigma):
    x = as_sample(x)
    if not sigma > 0:
        raise ValueError("sigma")
    z = (x - mu) / sigma
    return float(-x.size * (math.log(sigma) + math.log(2 * math.pi) / 2) - (z**2).sum() / 2)


gaussian_log_likelihood_with_the_whole_log_2_pi = mistake.change(
    "math.log(2 * math.pi) / 2",
    "math.log(2 * math.pi)",
    "log(2 pi) is subtracted whole. The density has its square root: subtract half of it for each observation.",
)

gaussian_log_likelihood_with_half_the_log_of_sigma = mistake.change(
    "(math.log(sigma) +",
    "(math.log(sigma) / 2 +",
    "log(sigma) is halved. Only the logarithm of the variance is: write log(sigma), or log(sigma ** 2) / 2.",
)

gaussian_log_likelihood_with_twice_the_log_of_sigma = mistake.change(
    "(math.log(sigma) +",
    "(2 * math.log(sigma) +",
    "log(sigma ** 2) is subtracted whole. The density divides by sigma, not by the variance: subtract log(sigma).",
)

gaussian_log_likelihood_adding_the_log_of_sigma = mistake.change(
    "(math.log(sigma) +",
    "(-math.log(sigma) +",
    "log(sigma) is added. The wider the curve, the lower its density: subtract log(sigma) for each observation.",
)

gaussian_log_likelihood_adding_the_squares = mistake.change(
    "- (z**2).sum() / 2",
    "+ (z**2).sum() / 2",
    "The squared deviations are added. Far from the mean the density is small: subtract them.",
)

gaussian_log_likelihood_with_squares_averaged = mistake.change(
    "(z**2).sum() / 2",
    "(z**2).mean() / 2",
    "The squares are averaged, while the constants are summed over all observations. Sum the squares, too.",
)

gaussian_log_likelihood_without_squares = mistake.change(
    "(z**2).sum() / 2",
    "np.abs(z).sum() / 2",
    "The deviations are not squared. Each observation costs z squared over two, with z = (x - mu) / sigma.",
)

gaussian_log_likelihood_with_z_by_the_variance = mistake.change(
    "(x - mu) / sigma",
    "(x - mu) / sigma**2",
    "The deviation is divided by sigma ** 2 and then squared. Divide it by sigma before you square.",
)

gaussian_log_likelihood_with_the_variance_as_sigma = mistake.change(
    "x = as_sample(x)",
    "x, sigma = as_sample(x), float(sigma) ** 2",
    "sigma ** 2 is used where sigma belongs. scipy's scale, and the z-score, take the standard deviation itself.",
)


@mistake("mu is ignored: the mean of the observations is used. Take the mu that is given, even if another fits better.")
def gaussian_log_likelihood_at_the_sample_mean(x, mu, sigma):
    x = _check_gaussian(x, mu, sigma)
    return gaussian_log_likelihood(x, float(x.mean()), sigma)


@mistake("These are bits. Log-likelihoods are in nats: use the natural logarithm.")
def gaussian_log_likelihood_in_bits(x, mu, sigma):
    return gaussian_log_likelihood(x, mu, sigma) / math.log(2)


@mistake("This is the decimal logarithm. Log-likelihoods are in nats: use the natural logarithm.")
def gaussian_log_likelihood_in_base_10(x, mu, sigma):
    return gaussian_log_likelihood(x, mu, sigma) / math.log(10)


@mistake("This is the likelihood, the product of the densities. Return its logarithm, the sum of their logarithms.")
def gaussian_log_likelihood_without_the_log(x, mu, sigma):
    return math.exp(gaussian_log_likelihood(x, mu, sigma))


@mistake("The densities are summed, without a logarithm. Sum the logarithms of the densities.")
def gaussian_log_likelihood_summing_densities(x, mu, sigma):
    x = _check_gaussian(x, mu, sigma)
    return float(_density(x, mu, sigma).sum())


@mistake("This is the logarithm of the sum of the densities. Independent densities multiply: sum their logarithms.")
def gaussian_log_likelihood_of_the_sum(x, mu, sigma):
    x = _check_gaussian(x, mu, sigma)
    return float(np.log(_density(x, mu, sigma).sum()))


@mistake(
    "A density below 1e-12 or so counts as 1e-12, because that is added to it. Take the logarithm on paper: nothing can "
    "be 0 then.",
    example=([40], 0, 1),
)
def gaussian_log_likelihood_with_epsilon(x, mu, sigma):
    x = _check_gaussian(x, mu, sigma)
    return float(np.log(_density(x, mu, sigma) + 1e-12).sum())


@mistake(
    "A density below 1e-10 or so counts as 1e-10, because that is added to it. Take the logarithm on paper: nothing can "
    "be 0 then.",
    example=([40], 0, 1),
)
def gaussian_log_likelihood_with_a_larger_epsilon(x, mu, sigma):
    x = _check_gaussian(x, mu, sigma)
    return float(np.log(_density(x, mu, sigma) + 1e-10).sum())


@mistake(
    "A density below 1e-300 counts as 1e-300, so that all tails end at -690. Take the logarithm on paper: nothing can be 0 "
    "then.",
    example=([40], 0, 1),
)
def gaussian_log_likelihood_with_a_tiny_epsilon(x, mu, sigma):
    x = _check_gaussian(x, mu, sigma)
    return float(np.log(np.maximum(_density(x, mu, sigma), 1e-300)).sum())


@mistake(
    "The sum of the squares is missing: this is only the part that does not depend on x. Subtract z squared over 2."
)
def gaussian_log_likelihood_without_x(x, mu, sigma):
    x = _check_gaussian(x, mu, sigma)
    return -x.size * math.log(sigma * math.sqrt(2 * math.pi))


@mistake(
    "This is the sum of squared errors with a minus. The log-likelihood also has log sigma and log(2 pi) / 2 for each "
    "observation, and halves the squares of z."
)
def gaussian_log_likelihood_as_squared_error(x, mu, sigma):
    x = _check_gaussian(x, mu, sigma)
    return -float(((x - mu) ** 2).sum())


# Other right answers


@alternative
def gaussian_log_likelihood_with_scipy(x, mu, sigma):
    if not (np.isfinite([mu, sigma]).all() and sigma > 0):
        raise ValueError("mu or sigma")
    return stats.norm.logpdf(as_sample(x), mu, sigma).sum()


@alternative
def gaussian_log_likelihood_in_a_loop(x, mu, sigma):
    if not math.isfinite(mu) or not math.isfinite(sigma) or sigma <= 0 or len(x) == 0:
        raise ValueError("parameters or x")
    total = 0.0
    for value in x:
        if not math.isfinite(value):
            raise ValueError("x")
        total -= (value - mu) ** 2 / (2 * sigma**2) + math.log(sigma) + math.log(2 * math.pi) / 2
    return total


@alternative
def gaussian_log_likelihood_term_by_term(x, mu, sigma):
    x = as_sample(x)
    if np.isnan(mu) or np.isinf(mu) or np.isnan(sigma) or sigma <= 0 or sigma == np.inf:
        raise ValueError("mu or sigma")
    n = len(x)
    return -n * np.log(sigma) - n / 2 * np.log(2 * np.pi) - np.sum((x - mu) ** 2) / (2 * sigma**2)


@alternative
def gaussian_log_likelihood_from_the_sufficient_statistics(x, mu, sigma):
    x = _check_gaussian(x, mu, sigma)
    squared = x.var() + (x.mean() - mu) ** 2
    return -x.size / 2 * (math.log(2 * math.pi * sigma**2) + squared / sigma**2)
