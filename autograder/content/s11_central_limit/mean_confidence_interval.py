"""11.6 `mean_confidence_interval`: criteria, known mistakes, other right answers."""

import math
from statistics import NormalDist

import numpy as np
from scipy import special, stats

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from autograder.content.s11_central_limit.shared import NO_LEVELS, NO_SAMPLES, samples
from solutions.s11_central_limit import as_level, as_sample, mean_confidence_interval, standard_error

# Criteria


def _interval(x, z):
    error = np.std(x, ddof=1) / math.sqrt(len(x))
    return float(np.mean(x) - z * error), float(np.mean(x) + z * error)


@criterion(core=True)
def test_is_the_mean_and_196_standard_errors_to_both_sides_at_95_percent(mean_confidence_interval, rng):
    for x in samples(rng, (2, 5, 30)):
        expected = _interval(x, 1.959963984540054)
        assert_close(mean_confidence_interval(x), expected, rtol=1e-8, atol=1e-8)


@criterion(core=True)
def test_takes_its_z_from_the_level(mean_confidence_interval, rng):
    for x, level in zip(samples(rng, (4, 9, 20)), rng.uniform((0.5, 0.85, 0.97), (0.7, 0.93, 0.995)), strict=True):
        expected = _interval(x, float(special.ndtri((1 + level) / 2)))
        assert_close(mean_confidence_interval(x, float(level)), expected, rtol=1e-8, atol=1e-8)


@criterion()
def test_of_equal_numbers_has_no_width(mean_confidence_interval):
    assert_close(mean_confidence_interval([4.0, 4.0, 4.0], 0.9), (4.0, 4.0))


@criterion()
def test_takes_the_level_by_its_name(mean_confidence_interval):
    assert_close(mean_confidence_interval([0.0, 2.0], level=2 * special.ndtr(1) - 1), (0.0, 2.0), atol=1e-8)


@criterion()
def test_takes_ints_and_single_precision(mean_confidence_interval):
    expected = _interval([1, 2, 3, 6], 1.959963984540054)
    assert_close(mean_confidence_interval([1, 2, 3, 6]), expected, rtol=1e-8)
    single = np.array([1, 2, 3, 6], dtype=np.float32)
    assert_close(mean_confidence_interval(single), expected, rtol=1e-5)


@criterion()
def test_refuses_what_is_no_level(mean_confidence_interval):
    for level in NO_LEVELS:
        with raises(ValueError):
            mean_confidence_interval([1.0, 2.0], level)


@criterion()
def test_refuses_what_has_no_standard_error(mean_confidence_interval):
    for x in (*NO_SAMPLES, (1.0,)):
        with raises(ValueError):
            mean_confidence_interval(x, 0.9)


@criterion()
def test_leaves_its_argument_unchanged(mean_confidence_interval):
    assert_unchanged(mean_confidence_interval, np.array([3.0, 1.0, 5.0]), 0.9)


# Known mistakes

mistake = mistakes_of(mean_confidence_interval, example=([1, 2, 3, 6],))

mean_confidence_interval_one_sided = mistake.change(
    "(1 + level) / 2",
    "level",
    "All that is left over lies on one side here, so that z is 1.645 at 95 %. Half of it lies on each: (1 + level) / 2.",
)
mean_confidence_interval_fixed = mistake.change(
    "NormalDist().inv_cdf((1 + level) / 2)",
    "1.959963984540054",
    "The z is that of 95 % whatever the level is. Compute it: NormalDist().inv_cdf(...).",
    example=([1, 2, 3, 6], 0.9),
)
mean_confidence_interval_rounded = mistake.change(
    "NormalDist().inv_cdf((1 + level) / 2)",
    "round(NormalDist().inv_cdf((1 + level) / 2), 2)",
    "z is rounded to two digits. 1.96 is good for reading; compute with NormalDist().inv_cdf(...).",
)
mean_confidence_interval_of_the_median = mistake.change(
    "float(x.mean() - reach), float(x.mean() + reach)",
    "float(np.median(x) - reach), float(np.median(x) + reach)",
    "The median is in the middle. It is an interval for the mean.",
)
mean_confidence_interval_the_other_way_round = mistake.change(
    "float(x.mean() - reach), float(x.mean() + reach)",
    "float(x.mean() + reach), float(x.mean() - reach)",
    "The upper end comes first. Return (low, high).",
)
mean_confidence_interval_of_half_the_width = mistake.change(
    "reach = z * standard_error(x)",
    "reach = z * standard_error(x) / 2",
    "The interval is half as wide as it must be: z standard errors to *each* side.",
)
mean_confidence_interval_without_z = mistake.change(
    "reach = z * standard_error(x)",
    "reach = standard_error(x)",
    "This is one standard error to each side, right two times in three. Multiply by z.",
)
mean_confidence_interval_around_zero = mistake.change(
    "float(x.mean() - reach), float(x.mean() + reach)",
    "float(-reach), float(reach)",
    "The interval is around 0. Put the mean in its middle.",
)
mean_confidence_interval_as_mean_and_reach = mistake.change(
    "float(x.mean() - reach), float(x.mean() + reach)",
    "float(x.mean()), float(reach)",
    "These are mean and reach. Return the two ends: mean - reach and mean + reach.",
)
mean_confidence_interval_of_what_is_left_over = mistake.change(
    "(1 + level) / 2",
    "1 - level / 2",
    "The level is taken for what is left over. 95 % lie *inside*: the share below z is (1 + level) / 2.",
)


mean_confidence_interval_of_the_data = mistake.change(
    "reach = z * standard_error(x)",
    "reach = z * standard_error(x) * math.sqrt(len(x))",
    "s is not divided by the root of n: this is where single numbers lie, not their mean. Use the standard error.",
)


@mistake("The deviation has the divisor n, numpy's default. Use your standard_error, with ddof=1.")
def mean_confidence_interval_of_the_population(x, level=0.95):
    mean_confidence_interval(x, level)
    x = as_sample(x)
    reach = NormalDist().inv_cdf((1 + level) / 2) * x.std() / math.sqrt(len(x))
    return float(x.mean() - reach), float(x.mean() + reach)


@mistake("z is from Student's t distribution. The normal approximation is asked for: NormalDist().inv_cdf(...).")
def mean_confidence_interval_of_student(x, level=0.95):
    mean_confidence_interval(x, level)
    x = as_sample(x)
    reach = float(stats.t.ppf((1 + level) / 2, len(x) - 1)) * standard_error(x)
    return float(x.mean() - reach), float(x.mean() + reach)


@mistake("These are quantiles of the numbers themselves. The interval is for their mean: mean -+ z standard errors.")
def mean_confidence_interval_of_quantiles(x, level=0.95):
    mean_confidence_interval(x, level)
    low, high = np.quantile(as_sample(x), [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


@mistake("This is the width of the interval. Return its two ends.")
def mean_confidence_interval_as_a_width(x, level=0.95):
    low, high = mean_confidence_interval(x, level)
    return high - low


@mistake(
    "A level of 95 is read as percent. It is a share: raise ValueError unless 0 < level < 1.",
    example=([1.0, 2.0], 95),
)
def mean_confidence_interval_in_percent(x, level=0.95):
    return mean_confidence_interval(x, level / 100 if 1 < level < 100 else level)


@mistake(
    "A level of 0 or 1 is accepted, and gives no width or all numbers. Raise ValueError unless 0 < level < 1.",
    example=([1.0, 2.0], 1.0),
)
def mean_confidence_interval_of_certainty(x, level=0.95):
    return (-math.inf, math.inf) if level == 1 else mean_confidence_interval(x, level)


@mistake("One number alone has no standard error. Raise ValueError for fewer than 2.", example=([1.0], 0.9))
def mean_confidence_interval_of_one_number(x, level=0.95):
    if np.shape(x) == (1,):
        return float(x[0]), float(x[0])
    return mean_confidence_interval(x, level)


@mistake("The result is right, but the caller's numbers are overwritten.", example=(np.array([3.0, 1.0]),))
def mean_confidence_interval_in_place(x, level=0.95):
    ends = mean_confidence_interval(x, level)
    if isinstance(x, np.ndarray) and x.dtype == float:
        x -= x.mean()
    return ends


mean_confidence_interval_of_196 = mistake.change(
    "NormalDist().inv_cdf((1 + level) / 2)",
    "1.96",
    "1.96 stands for z, whatever the level is, and even for 95 % it is rounded. Compute NormalDist().inv_cdf(...).",
    example=([1, 2, 3, 6], 0.9),
)
mean_confidence_interval_of_two_errors = mistake.change(
    "NormalDist().inv_cdf((1 + level) / 2)",
    "2",
    "Two standard errors are a rule of thumb, for 95 % only. Compute z of the level: NormalDist().inv_cdf(...).",
    example=([1, 2, 3, 6], 0.9),
)
mean_confidence_interval_with_cdf = mistake.change(
    ".inv_cdf(", ".cdf(", "cdf turns z into a share. A share is given here, and z is wanted: inv_cdf."
)
mean_confidence_interval_of_half_the_level = mistake.change(
    "(1 + level) / 2",
    "level / 2",
    "The share below z is taken for level / 2. Below z lies half of the rest, too: (1 + level) / 2.",
)
mean_confidence_interval_divided_twice = mistake.change(
    "reach = z * standard_error(x)",
    "reach = z * standard_error(x) / math.sqrt(len(x))",
    "This divides s by n. Its root is enough, and standard_error divides by it.",
)
mean_confidence_interval_of_squared_errors = mistake.change(
    "reach = z * standard_error(x)",
    "reach = z * standard_error(x) ** 2",
    "The standard error is squared, a variance. Take its root, as standard_error does.",
)
mean_confidence_interval_of_three = mistake.change(
    "float(x.mean() - reach), float(x.mean() + reach)",
    "float(x.mean() - reach), float(x.mean()), float(x.mean() + reach)",
    "The mean stands between the ends. Return two numbers: (low, high).",
)
mean_confidence_interval_of_the_sum = mistake.change(
    "float(x.mean() - reach), float(x.mean() + reach)",
    "float(x.sum() - reach), float(x.sum() + reach)",
    "The sum is in the middle. It is an interval for the mean: x.mean().",
)
mean_confidence_interval_without_an_error = mistake.change(
    "float(x.mean() - reach), float(x.mean() + reach)",
    "float((1 - z) * x.mean()), float((1 + z) * x.mean())",
    "The mean is taken for the standard error. Multiply z by standard_error(x).",
)
mean_confidence_interval_with_n_less_one = mistake.change(
    "reach = z * standard_error(x)",
    "reach = z * standard_error(x) * math.sqrt(len(x) / (len(x) - 1))",
    "The correction is made twice, by ddof=1 and by n - 1 under the root. Use standard_error(x) as it is.",
)
mean_confidence_interval_above_zero = mistake.change(
    "float(x.mean() - reach), float",
    "float(max(0.0, x.mean() - reach)), float",
    "The lower end is cut off at 0. Means may be negative: return it as it is.",
    example=([-1, 2, 1, 6],),
)
mean_confidence_interval_of_shares = mistake.change(
    "float(x.mean() - reach), float(x.mean() + reach)",
    "float(max(0.0, x.mean() - reach)), float(min(1.0, x.mean() + reach))",
    "The ends are clipped to [0, 1], as if these were shares. Return them as they are.",
    example=([-1, 2, 1, 6],),
)


@mistake("The ends are rounded to 3 digits, as the example is for reading. Return all of them.")
def mean_confidence_interval_to_three_digits(x, level=0.95):
    low, high = mean_confidence_interval(x, level)
    return round(low, 3), round(high, 3)


@mistake(
    "Equal numbers end in an error, as NormalDist(mean, 0) does. Their interval has no width.",
    example=([4.0, 4.0, 4.0],),
)
def mean_confidence_interval_refusing_equal_numbers(x, level=0.95):
    low, high = mean_confidence_interval(x, level)
    if low == high:
        raise ValueError("sigma must be positive")
    return low, high


@mistake("nan among the numbers is accepted. Raise ValueError: as_sample does.", example=([1.0, math.nan, 4.0],))
def mean_confidence_interval_of_nan(x, level=0.95):
    if np.ndim(x) == 1 and np.isnan(x).any():
        return math.nan, math.nan
    return mean_confidence_interval(x, level)


# Other right answers


@alternative
def mean_confidence_interval_with_scipy(x, level=0.95):
    x = as_sample(x)
    z = special.ndtri(0.5 + as_level(level) / 2)
    if x.size < 2:
        raise ValueError("x")
    return x.mean() - z * stats.sem(x), x.mean() + z * stats.sem(x)


@alternative
def mean_confidence_interval_of_a_normal_distribution(x, level=0.95):
    if math.isnan(level) or level <= 0 or level >= 1:
        raise ValueError("level")
    mean, error = float(np.mean(as_sample(x))), standard_error(x)
    if error == 0:
        return mean, mean
    around = NormalDist(mean, error)
    return around.inv_cdf((1 - level) / 2), around.inv_cdf((1 + level) / 2)


@alternative
def mean_confidence_interval_from_below(x, level=0.95):
    z = NormalDist().inv_cdf((1 - as_level(level)) / 2)  # negative
    x = as_sample(x)
    if len(x) < 2:
        raise ValueError("x")
    error = math.sqrt(np.sum((x - x.mean()) ** 2) / (len(x) - 1) / len(x))
    return tuple(float(x.mean() + sign * z * error) for sign in (1, -1))
