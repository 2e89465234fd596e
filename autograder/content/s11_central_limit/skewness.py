"""11.4 `skewness`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import stats

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from autograder.content.s11_central_limit.shared import NO_SAMPLES, samples
from solutions.s11_central_limit import as_sample, skewness

# Criteria


@criterion(core=True)
def test_is_the_third_standardised_moment(skewness, rng):
    for x in samples(rng, (3, 5, 12, 60)):
        deviations = x - math.fsum(x) / len(x)
        expected = np.mean(deviations**3) / np.mean(deviations**2) ** 1.5
        assert_close(skewness(x), float(expected))


@criterion(core=True)
def test_turns_its_sign_with_the_numbers(skewness, rng):
    (x,) = samples(rng, (9,))
    deviations = x - x.mean()
    expected = float(np.mean(deviations**3) / np.mean(deviations**2) ** 1.5)
    for sign in (1, -1):
        assert_close(skewness(sign * x), sign * expected)


@criterion()
def test_of_symmetric_numbers_is_zero(skewness, rng):
    (half,) = samples(rng, (4,))
    assert_close(skewness(np.concatenate([half, 8 - half])), 0.0, atol=1e-9)
    assert_close(skewness([5.0, -5.0]), 0.0)


@criterion()
def test_knows_neither_unit_nor_origin(skewness):
    for scale, offset in ((3.0, 0.0), (0.001, 0.0), (1.0, 1e6)):
        x = [offset + scale * value for value in (0.0, 0.0, 0.0, 4.0)]
        assert_close(skewness(x), 6 / 3**1.5, atol=1e-6)


@criterion()
def test_takes_ints_and_single_precision(skewness):
    assert_close(skewness([0, 0, 0, 4]), 6 / 3**1.5)
    assert_close(skewness(np.array([0, 0, 0, 0.5], dtype=np.float32)), 6 / 3**1.5, rtol=1e-6)


@criterion()
def test_refuses_what_has_no_scatter(skewness):
    for x in ((1.0,), (2.0, 2.0), (0.1, 0.1, 0.1), (1e9,) * 7):
        with raises(ValueError):
            skewness(x)


@criterion()
def test_refuses_what_is_not_a_sample(skewness):
    for x in NO_SAMPLES:
        with raises(ValueError):
            skewness(x)


@criterion()
def test_leaves_its_argument_unchanged(skewness):
    assert_unchanged(skewness, np.array([3.0, 1.0, 5.0]))


# Known mistakes

mistake = mistakes_of(skewness, example=([0, 0, 0, 4],))

skewness_not_standardised = mistake.change(
    "(centred / s) ** 3", "centred**3", "The cubes are not standardised, and change with the unit. Divide by s first."
)
skewness_not_centred = mistake.change(
    "((centred / s) ** 3)", "((x / s) ** 3)", "The cubes are of the numbers themselves. Subtract the mean first."
)
skewness_as_kurtosis = mistake.change(
    "** 3", "** 4", "The fourth power makes this kurtosis, which knows no sides. Take the third."
)
skewness_without_a_sign = mistake.change(
    "(centred / s) ** 3", "np.abs(centred / s) ** 3", "Absolute values lose the side of the tail. Cube with the sign."
)
skewness_of_the_median = mistake.change(
    "centred = x - x.mean()", "centred = x - np.median(x)", "The median is subtracted. Subtract the mean."
)
skewness_divided_by_s_once = mistake.change(
    "(centred / s) ** 3", "centred**3 / s", "s is not cubed. The cube is of the whole quotient: ((x - mean) / s) ** 3."
)
skewness_divided_by_the_variance = mistake.change(
    "(centred / s) ** 3", "(centred / s**2) ** 3", "This divides by the variance. Divide by its root, s."
)
skewness_as_a_sum = mistake.change("np.mean((", "np.sum((", "The cubes are added up. Average them: divide by n.")
skewness_divided_by_one_less = mistake.change(
    "np.mean((centred / s) ** 3)",
    "np.sum((centred / s) ** 3) / (len(x) - 1)",
    "The sum of the cubes is divided by n - 1. It is a mean: n.",
)


@mistake("s has the divisor n - 1 here. That of the population is asked for, with n: numpy's default, ddof=0.")
def skewness_with_the_sample_deviation(x):
    skewness(x)
    x = as_sample(x)
    return float(np.mean(((x - x.mean()) / x.std(ddof=1)) ** 3))


@mistake("This is (mean - median) / s, another measure. The mean cube of the standardised numbers is asked for.")
def skewness_by_mean_and_median(x):
    skewness(x)
    x = as_sample(x)
    return float((x.mean() - np.median(x)) / x.std())


@mistake("The correction for small samples is applied. The plain mean of cubes is asked for: stats.skew's default.")
def skewness_corrected(x):
    skewness(x)
    n = len(x)
    return skewness(x) * math.sqrt(n * (n - 1)) / (n - 2) if n > 2 else skewness(x)


@mistake("This is the cube root of the skewness. Leave it as it is.")
def skewness_rooted(x):
    return float(np.cbrt(skewness(x)))


@mistake("The absolute value is returned. A tail to the left makes it negative.", example=([0, 0, 0, -4],))
def skewness_as_a_size(x):
    return abs(skewness(x))


@mistake(
    "Raw moments are subtracted, and an offset of a million leaves no digit right. Subtract the mean first, then cube.",
    example=([1e6, 1e6, 1e6, 1e6 + 4],),
)
def skewness_of_raw_moments(x):
    skewness(x)
    x = as_sample(x)
    first, second, third = np.mean(x), np.mean(x**2), np.mean(x**3)
    with np.errstate(all="ignore"):
        return float((third - 3 * first * second + 2 * first**3) / (second - first**2) ** 1.5)


@mistake("Equal numbers have no skewness: 0 / 0 is not 0. Raise ValueError.", example=([2.0, 2.0],))
def skewness_zero_for_equal_numbers(x):
    x = as_sample(x)
    return skewness(x) if x.min() < x.max() else 0.0


@mistake(
    "A computed mean of equal numbers is not always that number, so s is not quite 0 and passes the check. Compare the "
    "smallest with the largest.",
    example=([0.1, 0.1, 0.1],),
)
def skewness_of_rounding_errors(x):
    x = as_sample(x)
    if x.std() == 0:
        raise ValueError("x")
    return float(np.mean(((x - x.mean()) / x.std()) ** 3))


@mistake("nan is accepted. Raise ValueError: as_sample does.", example=([1.0, math.nan],))
def skewness_of_nan(x):
    return math.nan if np.ndim(x) == 1 and np.isnan(x).any() else skewness(x)


@mistake("The result is right, but the caller's numbers are overwritten.", example=(np.array([3.0, 1.0, 9.0]),))
def skewness_in_place(x):
    result = skewness(x)
    if isinstance(x, np.ndarray) and x.dtype == float:
        x -= x.mean()
    return result


LOPSIDED = ([1, 2, 4, 9, 3],)

skewness_mirrored = mistake.change(
    "centred = x - x.mean()",
    "centred = x.mean() - x",
    "The sign is wrong: the numbers are subtracted from the mean. Subtract the mean from them.",
)
skewness_of_squares = mistake.change(
    "** 3",
    "** 2",
    "The squares of standardised numbers have the mean 1, always. Take the third power.",
    example=LOPSIDED,
)
skewness_cubed_too_late = mistake.change(
    "np.mean((centred / s) ** 3)",
    "np.mean(centred / s) ** 3",
    "The mean is taken first and cubed then, which gives 0. Cube each number, and then average.",
    example=LOPSIDED,
)
skewness_divided_by_the_variance_once = mistake.change(
    "(centred / s) ** 3",
    "centred**3 / s**2",
    "The cubes are divided by the variance. The same power belongs below: s cubed, which is the variance ** 1.5.",
    example=LOPSIDED,
)
skewness_with_a_power_without_brackets = mistake.change(
    "np.mean((centred / s) ** 3)",
    "np.mean(centred**3) / np.mean(centred**2) ** 3 / 2",
    "`** 3 / 2` is a third power, and then a half of it. Put brackets around the exponent: ** (3 / 2).",
    example=LOPSIDED,
)
skewness_with_s_not_averaged = mistake.change(
    "np.sqrt(np.mean(centred**2))",
    "np.sqrt(np.sum(centred**2))",
    "s is the root of the sum of squares. It is the root of their mean.",
    example=LOPSIDED,
)
skewness_with_mean_sizes = mistake.change(
    "np.sqrt(np.mean(centred**2))",
    "np.mean(np.abs(centred))",
    "s is the mean size of the deviations. Square them, average, take the root.",
    example=LOPSIDED,
)
skewness_of_each_number = mistake.change(
    "float(np.mean((centred / s) ** 3))",
    "(centred / s) ** 3",
    "This is a cube for each number. One number is asked for: their mean.",
    example=LOPSIDED,
)
skewness_with_a_small_number_in_s = mistake.change(
    "s = np.sqrt(np.mean(centred**2))",
    "s = np.sqrt(np.mean(centred**2)) + 1e-8",
    "A small number is added to s. Equal numbers are refused before, so nothing needs to be added.",
    example=([0.001, 0.002, 0.004, 0.009],),
)
skewness_half_corrected = mistake.change(
    "float(np.mean((centred / s) ** 3))",
    "float(np.sum((centred / s) ** 3) * (len(x) / (len(x) - 1) / (len(x) - 2) if len(x) > 2 else 1 / len(x)))",
    "n / ((n - 1) (n - 2)) belongs to an estimate for samples. The plain mean of cubes is asked for: divide by n.",
    example=LOPSIDED,
)
skewness_median_in_cubes_alone = mistake.change(
    "((centred / s) ** 3)",
    "(((x - np.median(x)) / s) ** 3)",
    "The cubes are of distances from the median. Subtract the mean.",
    example=LOPSIDED,
)


@mistake("This is 3 (mean - median) / s, another measure. The mean cube of the standardised numbers is asked for.")
def skewness_by_three_times_mean_and_median(x):
    skewness(x)
    x = as_sample(x)
    return float(3 * (x.mean() - np.median(x)) / x.std())


@mistake("This is the excess kurtosis: fourth powers, minus 3. Take the mean of the cubes.")
def skewness_as_excess_kurtosis(x):
    skewness(x)
    x = as_sample(x)
    return float(np.mean(((x - x.mean()) / x.std()) ** 4) - 3)


@mistake("The result is rounded to 4 digits, as the examples are for reading. Return all of them.", example=LOPSIDED)
def skewness_to_four_digits(x):
    return round(skewness(x), 4)


@mistake("Two numbers are refused. They are enough, if they differ: their skewness is 0.", example=([5.0, -5.0],))
def skewness_of_three_or_more(x):
    if len(as_sample(x)) < 3:
        raise ValueError("x")
    return skewness(x)


# Other right answers


def _with_scatter(x):
    x = as_sample(x)
    if np.ptp(x) == 0:
        raise ValueError("x")
    return x


@alternative
def skewness_with_scipy(x):
    return stats.skew(_with_scatter(x))


@alternative
def skewness_as_a_quotient_of_moments(x):
    centred = _with_scatter(x) - np.mean(x)
    return float((centred**3).mean() / (centred**2).mean() ** 1.5)


@alternative
def skewness_in_a_loop(x):
    x = _with_scatter(x).tolist()
    if len(x) < 2 or len(set(x)) == 1:
        raise ValueError("x")
    mean = math.fsum(x) / len(x)
    squares = math.fsum((value - mean) ** 2 for value in x)
    cubes = math.fsum((value - mean) ** 3 for value in x)
    return math.sqrt(len(x)) * cubes / squares**1.5
