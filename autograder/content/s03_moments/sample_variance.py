"""3.3 `sample_variance`: criteria, known mistakes, other right answers."""

import math
import statistics

import numpy as np
from scipy import stats

from autograder.content import (
    alternative,
    assert_close,
    assert_same,
    assert_unchanged,
    criterion,
    float_of,
    mistakes_of,
    raises,
)
from autograder.content.s03_moments.shared import SIX_DIGITS, pairs_far_from_zero, spread_values
from solutions.s03_moments import sample_variance

# Criteria


@criterion(core=True)
def test_divides_by_n_minus_1_unless_told_otherwise(sample_variance, reference, rng):
    for size in (2, 3, 7, 60):
        x = spread_values(rng, size)
        expected = reference.sample_variance(x)
        assert_close(sample_variance(x), expected)


@criterion(core=True)
def test_uses_the_ddof_it_is_given(sample_variance, reference, rng):
    for ddof in (0, 1, 2, 4):
        for size in (5, 9):
            x = spread_values(rng, size)
            expected = reference.sample_variance(x, ddof)
            assert_close(sample_variance(x, ddof), expected)


@criterion()
def test_is_not_spoilt_by_an_offset(sample_variance, rng):
    for x, half in pairs_far_from_zero(rng, 4):
        for ddof in (0, 1):
            expected = half * 2 / (2 - ddof)
            assert_close(sample_variance(x, ddof), expected, rtol=SIX_DIGITS)
            assert_close(sample_variance(-x, ddof), expected, rtol=SIX_DIGITS)


@criterion()
def test_of_equal_numbers_is_zero_and_never_negative(sample_variance):
    for value, size in ((6.0, 2), (-3, 7), (1e9 + 7, 5)):
        assert_same(sample_variance([value] * size), 0.0)
        assert_same(sample_variance([value] * size, 0), 0.0)
    for size in (3, 6, 10, 49):
        variance = float_of(sample_variance([0.1] * size, 0))
        assert_close(variance, 0.0)
        assert_same(variance, max(variance, 0.0))


@criterion()
def test_refuses_too_few_numbers(sample_variance):
    for x, ddof in (([], 0), ([], 1), ([5.0], 1), ([5.0, 6.0], 2), ([5.0, 6.0], 3)):
        with raises(ValueError):
            sample_variance(x, ddof)
    assert_same(sample_variance([5.0], 0), 0.0)
    assert_close(sample_variance([5.0, 7.0, 9.0], 2), 8.0)


@criterion()
def test_takes_lists_and_whole_numbers(sample_variance):
    assert_close(sample_variance((1, 2, 3)), 1.0)
    assert_close(sample_variance(np.array([4, 9, 1, 1])), 14.25)


@criterion()
def test_leaves_its_arguments_unchanged(sample_variance, rng):
    x = spread_values(rng, 6)
    assert_unchanged(sample_variance, x)
    assert_unchanged(sample_variance, x.tolist())


# Known mistakes


def _enough(x, ddof):
    """The measurements as an array, refused where the exercise says so."""
    x = np.array(x, dtype=float)
    if x.size <= ddof:
        raise ValueError("too few measurements")
    return x


mistake = mistakes_of(sample_variance, example=([4, 7, 13, 16],))


@mistake("ddof is ignored and the divisor is always n. Divide by n - ddof.")
def sample_variance_always_by_n(x, ddof=1):
    return float(np.var(_enough(x, ddof)))


@mistake("ddof is ignored and the divisor is always n - 1. Divide by n - ddof.", example=([4, 7, 13, 16], 0))
def sample_variance_always_by_n_minus_1(x, ddof=1):
    x = _enough(x, ddof)
    return float(np.var(x, ddof=1)) if x.size > 1 else 0.0


@mistake("The default is ddof=0 here, as in numpy. A sample variance divides by n - 1 unless told otherwise: ddof=1.")
def sample_variance_with_numpys_default(x, ddof=0):
    return sample_variance(x, ddof)


@mistake("Any ddof but 0 is taken for 1. Divide by n - ddof, whatever it is.", example=([4, 7, 13, 16], 2))
def sample_variance_with_ddof_as_a_switch(x, ddof=1):
    x = _enough(x, ddof)
    return float(np.var(x, ddof=1 if ddof else 0))


@mistake(
    "The mean of the squares minus the square of the mean is all rounding when the numbers are far from 0. Subtract the "
    "mean first, then square.",
    example=([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16], 0),
)
def sample_variance_in_one_pass(x, ddof=1):
    x = _enough(x, ddof)
    return float((np.mean(x**2) - np.mean(x) ** 2) * x.size / (x.size - ddof))


@mistake(
    "These are absolute deviations. Square the deviations instead of taking their size.", example=([4, 7, 13, 16], 0)
)
def sample_variance_of_absolute_deviations(x, ddof=1):
    x = _enough(x, ddof)
    return float(np.sum(np.abs(x - x.mean())) / (x.size - ddof))


@mistake("This is the standard deviation. The variance is its square: leave out the root.")
def sample_variance_as_standard_deviation(x, ddof=1):
    return math.sqrt(sample_variance(x, ddof))


@mistake("The squares are summed but not divided. Divide the sum by n - ddof.")
def sample_variance_as_a_sum(x, ddof=1):
    x = _enough(x, ddof)
    return float(np.sum((x - x.mean()) ** 2))


@mistake("The divisor is n + ddof. Degrees of freedom are lost, so the divisor gets smaller: n - ddof.")
def sample_variance_by_n_plus_ddof(x, ddof=1):
    x = _enough(x, ddof)
    return float(np.sum((x - x.mean()) ** 2) / (x.size + ddof))


@mistake(
    "The correction is upside down: multiplying by (n - ddof) / n makes the variance smaller. It must become larger by "
    "n / (n - ddof)."
)
def sample_variance_with_inverted_correction(x, ddof=1):
    x = _enough(x, ddof)
    return float(np.var(x) * (x.size - ddof) / x.size)


@mistake(
    "The mean is divided by n - ddof as well. It is the plain mean, sum / n; only the squares are divided by n - ddof."
)
def sample_variance_with_corrected_mean(x, ddof=1):
    x = _enough(x, ddof)
    mean = x.sum() / (x.size - ddof)
    return float(np.sum((x - mean) ** 2) / (x.size - ddof))


@mistake("The deviations are taken from the median. Take them from the mean.", example=([1, 2, 9],))
def sample_variance_around_the_median(x, ddof=1):
    x = _enough(x, ddof)
    return float(np.sum((x - np.median(x)) ** 2) / (x.size - ddof))


@mistake(
    "Too few numbers give nan or infinity here, as in numpy. A division by 0 says nothing about spread: raise ValueError "
    "unless n > ddof.",
    example=([],),
)
def sample_variance_nan_for_too_few(x, ddof=1):
    return float(np.var(np.array(x, dtype=float), ddof=ddof))


@mistake(
    "Too few numbers end in a division by zero, which is no ValueError. Compare n with ddof first, and raise ValueError "
    "unless n > ddof.",
    example=([],),
)
def sample_variance_dividing_by_zero(x, ddof=1):
    x = [float(value) for value in x]
    mean = sum(x) / len(x)
    return sum((value - mean) ** 2 for value in x) / (len(x) - ddof)


@mistake(
    "Too few numbers give 0 here, which claims that there is no spread. It is unknown: raise ValueError unless n > ddof.",
    example=([5.0],),
)
def sample_variance_zero_for_too_few(x, ddof=1):
    x = np.array(x, dtype=float)
    return sample_variance(x, ddof) if x.size > ddof else 0.0


@mistake(
    "n = ddof slips through the check and divides by 0. There must be more numbers than ddof: raise ValueError for n <= "
    "ddof.",
    example=([5.0],),
)
def sample_variance_with_check_off_by_one(x, ddof=1):
    x = np.array(x, dtype=float)
    if x.size < ddof:
        raise ValueError("too few measurements")
    return float(np.var(x, ddof=ddof))


@mistake(
    "A single number is always refused, but with ddof=0 its variance is 0. Raise ValueError only for n <= ddof.",
    example=([5.0], 0),
)
def sample_variance_refusing_one_number(x, ddof=1):
    x = _enough(x, ddof)
    if x.size < 2:
        raise ValueError("too few measurements")
    return sample_variance(x, ddof)


@mistake(
    "The result is right, but x -= x.mean() overwrites the caller's array. Write x - x.mean(), which makes a new one.",
    example=(np.array([4.0, 8.0]),),
)
def sample_variance_in_place(x, ddof=1):
    _enough(x, ddof)
    x = np.asarray(x, dtype=float)
    x -= x.mean()
    return float(np.sum(x**2) / (x.size - ddof))


@mistake("The divisor is n - 1 - ddof. ddof is all that is taken off: n - ddof.")
def sample_variance_by_n_minus_1_minus_ddof(x, ddof=1):
    x = _enough(x, ddof)
    return float(np.sum((x - x.mean()) ** 2) / max(x.size - 1 - ddof, 1))


@mistake("The correction is made twice: n / (n - 1) on top of a variance that was divided by n - ddof. Once is enough.")
def sample_variance_corrected_twice(x, ddof=1):
    x = _enough(x, ddof)
    return float(np.var(x, ddof=ddof) * x.size / max(x.size - 1, 1))


@mistake("This is the variance of the mean, s² / n (its root is the standard error). Leave out the last division by n.")
def sample_variance_of_the_mean(x, ddof=1):
    return sample_variance(x, ddof) / len(x)


@mistake("The mean is not subtracted. Square the deviations from the mean, not the numbers.", example=([1, 2, 9],))
def sample_variance_uncentred(x, ddof=1):
    x = _enough(x, ddof)
    return float(np.sum(x**2) / (x.size - ddof))


@mistake("The deviations are added up unsquared, and cancel: the result is 0. Square each of them first.")
def sample_variance_of_cancelling_deviations(x, ddof=1):
    x = _enough(x, ddof)
    return float(np.sum(x - x.mean()) ** 2 / (x.size - ddof))


@mistake(
    "Clipping at 0 hides that the difference of two huge squares is all rounding. Subtract the mean first, then square.",
    example=([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16], 0),
)
def sample_variance_clipped(x, ddof=1):
    x = _enough(x, ddof)
    return max(0.0, float((np.mean(x**2) - np.mean(x) ** 2) * x.size / (x.size - ddof)))


@mistake(
    "Repeated numbers are counted once, as in a set. Each measurement counts, also an equal one.",
    example=([2, 4, 4, 7, 9],),
)
def sample_variance_of_different_numbers(x, ddof=1):
    return sample_variance(np.unique(_enough(x, ddof)), min(ddof, len(set(x)) - 1))


@mistake(
    "The mean is rounded down: // is an integer division. Write sum(x) / n.",
    example=([4, 7, 13, 17],),
)
def sample_variance_with_integer_mean(x, ddof=1):
    x = _enough(x, ddof)
    return float(np.sum((x - x.sum() // x.size) ** 2) / (x.size - ddof))


@mistake(
    "The return stands inside the loop, so only the first square is counted. Move it behind the loop.",
)
def sample_variance_returned_too_early(x, ddof=1):
    x = _enough(x, ddof)
    return float((x[0] - x.mean()) ** 2 / (x.size - ddof))


@mistake(
    "Only an empty x is refused, so the divisor n - ddof can be 0 or negative. Raise ValueError for n <= ddof.",
    example=([5.0, 7.0], 3),
)
def sample_variance_refusing_nothing_but_empty(x, ddof=1):
    x = np.array(x, dtype=float)
    if x.size == 0:
        raise ValueError("no measurements")
    return float(np.sum((x - x.mean()) ** 2) / np.float64(x.size - ddof))


@mistake(
    "The divisor is kept at 1 at least, so too few numbers give a result. Raise ValueError for n <= ddof.",
    example=([5.0, 7.0], 3),
)
def sample_variance_with_a_divisor_of_at_least_1(x, ddof=1):
    x = np.array(x, dtype=float)
    if x.size == 0:
        raise ValueError("no measurements")
    return float(np.sum((x - x.mean()) ** 2) / max(x.size - ddof, 1))


@mistake(
    "Fewer than ddof + 2 numbers are refused. One number more than ddof is enough: raise ValueError for n <= ddof.",
    example=([5.0, 7.0],),
)
def sample_variance_refusing_one_too_many(x, ddof=1):
    x = _enough(x, ddof)
    if x.size <= ddof + 1:
        raise ValueError("too few measurements")
    return sample_variance(x, ddof)


sample_variance_between_extremes = mistake.change(
    "np.sum((x - x.mean()) ** 2)",
    "np.ptp(x) ** 2",
    "This squares the range, largest minus smallest. Square each number's deviation from the mean, and add up.",
)
sample_variance_from_the_first = mistake.change(
    "(x - x.mean())",
    "(x - x[0])",
    "The deviations are taken from the first number. Take them from the mean.",
)
sample_variance_of_steps = mistake.change(
    "(x - x.mean())",
    "np.diff(x)",
    "The steps from each number to the next are squared. Square the deviations from the mean.",
)
sample_variance_rounded = mistake.change(
    "return float(np.sum((x - x.mean()) ** 2) / (x.size - ddof))",
    "return round(float(np.sum((x - x.mean()) ** 2) / (x.size - ddof)), 2)",
    "The result is rounded. Return it as it is; rounding is for the display.",
    example=([1, 2, 6, 8],),
)
sample_variance_in_single_precision = mistake.change(
    "x = np.asarray(x, dtype=float)",
    "x = np.asarray(x, dtype=np.float32)",
    "This computes in float32, which keeps 7 digits: an offset of 1e9 swallows the rest. Use float64.",
    example=([1.1, 2.3, 6.7],),
)


# Other right answers


@alternative
def sample_variance_in_a_loop(x, ddof=1):
    n = len(x)
    if n <= ddof:
        raise ValueError("too few")
    mean = math.fsum(x) / n
    return math.fsum((value - mean) ** 2 for value in x) / (n - ddof)


@alternative
def sample_variance_with_numpy(x, ddof=1):
    if not len(x) > ddof:
        raise ValueError("too few")
    return np.var(x, ddof=ddof)


@alternative
def sample_variance_with_statistics(x, ddof=1):
    x = [float(value) for value in x]
    if len(x) <= ddof:
        raise ValueError("too few")
    return statistics.pvariance(x) * len(x) / (len(x) - ddof)


@alternative
def sample_variance_with_welford(x, ddof=1):
    n, mean, squares = 0, 0.0, 0.0
    for value in x:
        n += 1
        delta = value - mean
        mean += delta / n
        squares += delta * (value - mean)
    if n <= ddof:
        raise ValueError("too few")
    return squares / (n - ddof)


@alternative
def sample_variance_with_scipy(x, ddof=1):
    if np.size(x) <= ddof:
        raise ValueError("too few")
    return stats.tvar(np.asarray(x, dtype=float), ddof=ddof)
