"""11.5 `standard_error`: criteria, known mistakes, other right answers."""

import math
import statistics

import numpy as np
from scipy import stats

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from autograder.content.s11_central_limit.shared import NO_SAMPLES, samples
from solutions.s11_central_limit import as_sample, standard_error

# Criteria


@criterion(core=True)
def test_is_the_sample_deviation_over_the_root_of_n(standard_error, rng):
    for x in samples(rng, (2, 3, 9, 50)):
        deviations = x - math.fsum(x) / len(x)
        expected = math.sqrt(math.fsum(deviations**2) / (len(x) - 1) / len(x))
        assert_close(standard_error(x), expected)


@criterion(core=True)
def test_of_right_and_wrong_answers_follows_from_their_share(standard_error, rng):
    n, right = int(rng.integers(30, 60)), int(rng.integers(5, 25))
    p = right / n
    answers = rng.permutation(np.repeat([1, 0], [right, n - right]))
    assert_close(standard_error(answers), math.sqrt(p * (1 - p) / (n - 1)))


@criterion()
def test_of_equal_numbers_is_zero(standard_error):
    assert_close(standard_error([5.0, 5.0, 5.0]), 0.0)


@criterion()
def test_is_in_the_unit_of_the_numbers(standard_error):
    for scale in (1e-6, 1e6):
        assert_close(standard_error([0.0, 2 * scale]), scale)


@criterion()
def test_takes_ints_and_single_precision(standard_error):
    assert_close(standard_error([1, 2, 3, 6]), math.sqrt(14 / 12))
    assert_close(standard_error(np.array([0.5, 2.5], dtype=np.float32)), 1.0, rtol=1e-6)


@criterion()
def test_refuses_what_tells_nothing_about_scatter(standard_error):
    for x in (*NO_SAMPLES, (1.0,)):
        with raises(ValueError):
            standard_error(x)


@criterion()
def test_leaves_its_argument_unchanged(standard_error):
    assert_unchanged(standard_error, np.array([3.0, 1.0, 5.0]))


# Known mistakes

mistake = mistakes_of(standard_error, example=([1, 2, 3, 6],))

standard_error_as_the_deviation = mistake.change(
    " / math.sqrt(len(x))",
    "",
    "This is the standard deviation: how single numbers scatter. Their mean is steadier: divide by the root of n.",
)
standard_error_without_the_root = mistake.change(
    "math.sqrt(len(x))", "len(x)", "This divides by n. The error shrinks with the root of n."
)
standard_error_of_the_population = mistake.change(
    "ddof=1", "ddof=0", "The deviation has the divisor n, numpy's default. The mean was estimated, too: ddof=1."
)
standard_error_corrected_twice = mistake.change(
    "math.sqrt(len(x))",
    "math.sqrt(len(x) - 1)",
    "The correction is made twice, by ddof=1 and by n - 1 under the root. Divide by the root of n.",
)
standard_error_of_the_variance = mistake.change(
    "x.std(ddof=1)", "x.var(ddof=1)", "The variance is divided. Take its root, the standard deviation: std(ddof=1)."
)
standard_error_squared = mistake.change(
    "x.std(ddof=1) / math.sqrt(len(x))",
    "x.var(ddof=1) / len(x)",
    "This is the square of the standard error, the variance of the mean. Take the root.",
)
standard_error_with_two_degrees_less = mistake.change(
    "ddof=1",
    "ddof=min(2, len(x) - 1)",
    "The deviation has the divisor n - 2. Only the mean was estimated: ddof=1.",
    example=([1, 2, 3, 6],),
)
standard_error_multiplied = mistake.change(
    " / math.sqrt(len(x))", " * math.sqrt(len(x))", "More data make the error larger here. Divide by the root of n."
)


@mistake("The deviations are not squared: their mean size is taken. Square them, average, take the root.")
def standard_error_of_mean_sizes(x):
    standard_error(x)
    x = as_sample(x)
    return float(np.abs(x - x.mean()).sum() / (len(x) - 1) / math.sqrt(len(x)))


@mistake("This is 1.96 standard errors, half the width of an interval. The standard error itself is asked for.")
def standard_error_as_half_an_interval(x):
    return 1.96 * standard_error(x)


@mistake("This is the error in units of the mean. Do not divide by the mean.")
def standard_error_relative(x):
    error, mean = standard_error(x), np.mean(x)
    return float(error / abs(mean)) if mean else error


@mistake("Deviations from 0 are taken. Take those from the mean.")
def standard_error_not_centred(x):
    standard_error(x)
    x = as_sample(x)
    return float(math.sqrt(np.sum(x**2) / (len(x) - 1) / len(x)))


@mistake(
    "One number alone has no scatter that is known: its error is not 0. Raise ValueError for fewer than 2.",
    example=([1.0],),
)
def standard_error_zero_for_one_number(x):
    return 0.0 if len(as_sample(x)) == 1 else standard_error(x)


@mistake("One number alone gives nan, after a warning. Raise ValueError for fewer than 2.", example=([1.0],))
def standard_error_nan_for_one_number(x):
    return math.nan if len(as_sample(x)) == 1 else standard_error(x)


@mistake("nan is accepted. Raise ValueError: as_sample does.", example=([1.0, math.nan],))
def standard_error_of_nan(x):
    return math.nan if np.ndim(x) == 1 and np.isnan(x).any() else standard_error(x)


@mistake("A table is flattened without a word. Raise ValueError.", example=([[1.0, 2.0], [3.0, 4.0]],))
def standard_error_flattened(x):
    return standard_error(np.ravel(x))


@mistake("The result is right, but the caller's numbers are overwritten.", example=(np.array([3.0, 1.0]),))
def standard_error_in_place(x):
    error = standard_error(x)
    if isinstance(x, np.ndarray) and x.dtype == float:
        x -= x.mean()
    return error


standard_error_of_the_root_of_s = mistake.change(
    "x.std(ddof=1) / math.sqrt(len(x))",
    "math.sqrt(x.std(ddof=1) / len(x))",
    "The root is taken of s as well. It belongs to n alone: s / sqrt(n).",
)
standard_error_around_the_median = mistake.change(
    "x.std(ddof=1)",
    "math.sqrt(np.sum((x - np.median(x)) ** 2) / (len(x) - 1))",
    "The deviations are those from the median. Take those from the mean.",
)
standard_error_with_one_more = mistake.change(
    "math.sqrt(len(x))", "math.sqrt(len(x) + 1)", "The root of n + 1 divides here. There are n numbers: the root of n."
)
standard_error_of_not_averaged_squares = mistake.change(
    "x.std(ddof=1)",
    "x.std() * math.sqrt(len(x))",
    "The squares are added up and not averaged. Divide their sum by n - 1 before the root.",
)
standard_error_from_end_to_end = mistake.change(
    "x.std(ddof=1)",
    "(x.max() - x.min())",
    "The range is taken for the standard deviation. Take x.std(ddof=1).",
)
standard_error_for_shares = mistake.change(
    "x.std(ddof=1) / math.sqrt(len(x))",
    "math.sqrt(abs(x.mean() * (1 - x.mean())) / len(x))",
    "sqrt(p (1 - p) / n) is for zeros and ones alone, and has the divisor n. Take s of the numbers, with ddof=1.",
)


@mistake("The result is rounded to 4 digits, as the example is for reading. Return all of them.")
def standard_error_to_four_digits(x):
    return round(standard_error(x), 4)


@mistake("Equal numbers are refused. They have no scatter, and the error is 0.", example=([5.0, 5.0, 5.0],))
def standard_error_refusing_equal_numbers(x):
    if np.ptp(as_sample(x)) == 0:
        raise ValueError("x")
    return standard_error(x)


@mistake("nan is left out, as np.nanstd does. Raise ValueError: as_sample does.", example=([1.0, math.nan, 4.0],))
def standard_error_without_nan(x):
    x = np.asarray(x, dtype=float)
    return standard_error(x[~np.isnan(x)])


@mistake("Equal numbers count once: a set loses the others. Every observation counts.", example=([1, 1, 2, 6],))
def standard_error_of_a_set(x):
    return standard_error(np.unique(as_sample(x))) if np.ptp(as_sample(x)) else standard_error(x)


# Other right answers


def _two_or_more(x):
    x = as_sample(x)
    if len(x) == 1:
        raise ValueError("x")
    return x


@alternative
def standard_error_with_scipy(x):
    return stats.sem(_two_or_more(x))


@alternative
def standard_error_of_population_and_one_less(x):
    x = _two_or_more(x)
    return np.std(x) / np.sqrt(len(x) - 1)


@alternative
def standard_error_with_the_standard_library(x):
    x = _two_or_more(x).tolist()
    return statistics.stdev(x) / len(x) ** 0.5


@alternative
def standard_error_in_a_loop(x):
    x = _two_or_more(x).tolist()
    mean = sum(x) / len(x)
    squares = sum((value - mean) ** 2 for value in x)
    return math.sqrt(squares / (len(x) * (len(x) - 1)))
