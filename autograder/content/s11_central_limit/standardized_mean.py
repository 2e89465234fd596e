"""11.3 `standardized_mean`: criteria, known mistakes, other right answers."""

import math
import statistics

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from autograder.content.s11_central_limit.shared import NO_SAMPLES, samples
from solutions.s11_central_limit import as_sample, standardized_mean

# Criteria


@criterion(core=True)
def test_counts_in_standard_deviations_of_the_mean(standardized_mean, rng):
    for x in samples(rng, (2, 3, 10, 50)):
        mu, sigma = float(rng.uniform(-5, 5)), float(rng.uniform(2, 6))
        expected = (math.fsum(x) / len(x) - mu) * math.sqrt(len(x)) / sigma
        assert_close(standardized_mean(x, mu, sigma), expected, atol=1e-10)


@criterion(core=True)
def test_has_a_sign(standardized_mean, rng):
    for distance in rng.uniform(0.5, 3, size=2).tolist():
        assert_close(standardized_mean([2.0, 4.0], 3 + distance, 0.5), -distance / 0.5 * math.sqrt(2))
        assert_close(standardized_mean([2.0, 4.0], 3 - distance, 0.5), distance / 0.5 * math.sqrt(2))


@criterion()
def test_of_one_draw_counts_in_sigma(standardized_mean):
    assert_close(standardized_mean([7.0], 3.0, 2.0), 2.0)


@criterion()
def test_takes_ints_and_single_precision(standardized_mean):
    assert_close(standardized_mean([1, 2, 3, 6], 2, 1), 2.0)
    assert_close(standardized_mean(np.array([0.5, 1.5], dtype=np.float32), 0.5, 0.25), 2 * math.sqrt(2), rtol=1e-6)


@criterion()
def test_refuses_bad_arguments(standardized_mean):
    for x in NO_SAMPLES:
        with raises(ValueError):
            standardized_mean(x, 0.0, 1.0)
    for sigma in (0.0, -1.0, math.nan, math.inf):
        with raises(ValueError):
            standardized_mean([1.0, 2.0], 0.0, sigma)


@criterion()
def test_leaves_its_argument_unchanged(standardized_mean):
    assert_unchanged(standardized_mean, np.array([3.0, 1.0, 5.0]), 1.0, 2.0)


# Known mistakes

mistake = mistakes_of(standardized_mean, example=([1, 2, 3, 6, 8, 8, 8, 8, 8], 7, 2.5))

standardized_mean_in_sigma = mistake.change(
    "(sigma / math.sqrt(len(x)))", "sigma", "This counts in sigma, the width of one draw. The mean has sigma / sqrt(n)."
)
standardized_mean_without_the_root = mistake.change(
    "math.sqrt(len(x))", "len(x)", "The width of the mean is sigma / sqrt(n), not sigma / n: take the root."
)
standardized_mean_with_a_missing_bracket = mistake.change(
    "(sigma / math.sqrt(len(x)))",
    "sigma / math.sqrt(len(x))",
    "Without brackets this divides by the root of n, too. Divide by (sigma / sqrt(n)).",
)
standardized_mean_not_divided = mistake.change(
    " / (sigma / math.sqrt(len(x)))", "", "This is the distance from mu. Divide it by sigma / sqrt(n)."
)
standardized_mean_the_other_way_round = mistake.change(
    "x.mean() - mu", "mu - x.mean()", "The sign is wrong: a mean above mu is positive, so subtract mu from it."
)
standardized_mean_without_a_sign = mistake.change(
    "(x.mean() - mu)", "abs(x.mean() - mu)", "The sign is lost. A mean below mu is negative."
)
standardized_mean_of_the_sum = mistake.change("x.mean()", "x.sum()", "The sum is taken for the mean. Divide it by n.")
standardized_mean_of_the_median = mistake.change(
    "x.mean()", "np.median(x)", "The median is taken. It is about the mean: x.mean()."
)
standardized_mean_with_the_variance = mistake.change(
    "(sigma / math", "(sigma**2 / math", "sigma is squared. It is a standard deviation: do not square it."
)
standardized_mean_with_sigma_as_a_variance = mistake.change(
    "(sigma / math",
    "(math.sqrt(sigma) / math",
    "The root of sigma is taken, as if it were a variance. It is a standard deviation.",
)
standardized_mean_with_one_less = mistake.change(
    "math.sqrt(len(x))",
    "math.sqrt(max(len(x) - 1, 1))",
    "The root of n - 1 is taken. sigma is known here, nothing was estimated: n.",
)


@mistake("The sample's own standard deviation is used. The sigma that was given is the one to use.")
def standardized_mean_with_its_own_deviation(x, mu, sigma):
    standardized_mean(x, mu, sigma)
    x = as_sample(x)
    own = x.std(ddof=1) if len(x) > 1 else 0.0
    return standardized_mean(x, mu, own if own > 0 else sigma)


@mistake("These are the z of the single numbers. One z, that of their mean, is wanted.")
def standardized_mean_of_each(x, mu, sigma):
    standardized_mean(x, mu, sigma)
    return (as_sample(x) - mu) / sigma


@mistake("A sigma of 0 gives infinity or nan. Raise ValueError.", example=([1.0], 0.0, 0.0))
def standardized_mean_of_sigma_zero(x, mu, sigma):
    return math.copysign(math.inf, np.mean(x) - mu) if sigma == 0 else standardized_mean(x, mu, sigma)


@mistake("A negative sigma is accepted. Raise ValueError.", example=([1.0], 0.0, -1.0))
def standardized_mean_of_negative_sigma(x, mu, sigma):
    return -standardized_mean(x, mu, -sigma) if sigma < 0 else standardized_mean(x, mu, sigma)


@mistake(
    "nan as sigma passes a check such as sigma <= 0, since every comparison with nan is False. Raise unless 0 < sigma < "
    "inf.",
    example=([1.0], 0.0, math.nan),
)
def standardized_mean_of_nan(x, mu, sigma):
    return math.nan if math.isnan(sigma) else standardized_mean(x, mu, sigma)


@mistake("An infinite sigma is accepted and gives 0. Raise ValueError.", example=([1.0], 0.0, math.inf))
def standardized_mean_of_infinite_sigma(x, mu, sigma):
    return 0.0 if sigma == math.inf else standardized_mean(x, mu, sigma)


standardized_mean_dividing_mu_alone = mistake.change(
    "(x.mean() - mu)",
    "x.mean() - mu",
    "Only mu is divided, as `/` comes before `-`. Put the difference in brackets: (mean - mu) / ...",
)
standardized_mean_over_the_variance_of_the_mean = mistake.change(
    "(sigma / math.sqrt(len(x)))",
    "(sigma**2 / len(x))",
    "This divides by sigma^2 / n, the variance of the mean. Divide by its root, sigma / sqrt(n).",
)
standardized_mean_multiplied = mistake.change(
    " / (sigma / math",
    " * (sigma / math",
    "The difference is multiplied by sigma / sqrt(n). To count in these, divide by it.",
)
standardized_mean_of_the_sum_minus_mu = mistake.change(
    "(x.mean() - mu) / (sigma / math.sqrt(len(x)))",
    "(x.sum() - mu) / (sigma * math.sqrt(len(x)))",
    "From the sum of n draws mu is subtracted once. It belongs to each of them: n mu, or take the mean.",
)
standardized_mean_relative_to_mu = mistake.change(
    " / (sigma / math.sqrt(len(x)))",
    " / (mu or sigma / math.sqrt(len(x)))",
    "The distance is divided by mu, as if it were a share. Divide it by sigma / sqrt(n).",
)
standardized_mean_squared = mistake.change(
    "(x.mean() - mu) / (sigma / math.sqrt(len(x)))",
    "((x.mean() - mu) / (sigma / math.sqrt(len(x)))) ** 2",
    "This is the square of z, and the side is lost. Do not square it.",
)
standardized_mean_with_one_more = mistake.change(
    "math.sqrt(len(x))", "math.sqrt(len(x) + 1)", "The root of n + 1 is taken. There are n draws: the root of n."
)
standardized_mean_with_mu_added = mistake.change(
    "x.mean() - mu", "x.mean() + mu", "mu is added. How far the mean lies above it is the difference: mean - mu."
)


@mistake("The sample's own deviation is used, with the divisor n. The sigma that was given is the one to use.")
def standardized_mean_with_its_population_deviation(x, mu, sigma):
    standardized_mean(x, mu, sigma)
    own = float(as_sample(x).std())
    return standardized_mean(x, mu, own or sigma)


@mistake("This is a probability, how often a normal number is smaller. Return z itself.")
def standardized_mean_as_a_probability(x, mu, sigma):
    return statistics.NormalDist().cdf(standardized_mean(x, mu, sigma))


@mistake("This is the p-value of a test. Return z itself, with its sign.")
def standardized_mean_as_a_p_value(x, mu, sigma):
    return 2 * (1 - statistics.NormalDist().cdf(abs(standardized_mean(x, mu, sigma))))


@mistake("A single draw is refused. sigma is known, so n = 1 is enough.", example=([7.0], 3.0, 2.0))
def standardized_mean_of_two_or_more(x, mu, sigma):
    if len(as_sample(x)) < 2:
        raise ValueError("x")
    return standardized_mean(x, mu, sigma)


@mistake("nan among the numbers is accepted. Raise ValueError: as_sample does.", example=([1.0, math.nan], 0.0, 1.0))
def standardized_mean_of_nan_in_x(x, mu, sigma):
    return math.nan if np.ndim(x) == 1 and np.isnan(x).any() else standardized_mean(x, mu, sigma)


@mistake(
    "A table is flattened without a word. Raise ValueError: as_sample does.",
    example=([[1.0, 2.0], [3.0, 5.0]], 0.0, 1.0),
)
def standardized_mean_flattened(x, mu, sigma):
    return standardized_mean(np.ravel(x), mu, sigma)


# Other right answers


@alternative
def standardized_mean_of_the_sum_of_z(x, mu, sigma):
    if not (sigma > 0 and math.isfinite(sigma)):
        raise ValueError("sigma")
    z = (as_sample(x) - mu) / sigma
    return float(z.sum() / math.sqrt(z.size))


@alternative
def standardized_mean_with_a_root_on_top(x, mu, sigma):
    x = as_sample(x)
    if math.isnan(sigma) or math.isinf(sigma) or sigma <= 0:
        raise ValueError("sigma")
    return math.sqrt(len(x)) * (statistics.fmean(x) - mu) / sigma


@alternative
def standardized_mean_with_a_variance(x, mu, sigma):
    x = as_sample(x)
    if not 0 < sigma < math.inf:
        raise ValueError("sigma")
    return (np.mean(x) - mu) / np.sqrt(sigma**2 / np.size(x))
