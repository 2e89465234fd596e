"""3.9 `running_mean_variance`: criteria, known mistakes, other right answers."""

import math
import statistics
from fractions import Fraction

import numpy as np

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
from autograder.content.s03_moments.shared import SIX_DIGITS, far_from_zero, spread_values
from solutions.s03_moments import (
    running_mean_variance,
)

# Criteria


def _exact_moments(numbers):
    """Mean and population variance in fractions, rounded once at the end: no right answer is more exact."""
    exact = [Fraction(number) for number in numbers]
    mean = sum(exact) / len(exact)
    return float(mean), float(sum((number - mean) ** 2 for number in exact) / len(exact))


@criterion(core=True)
def test_matches_the_definition(running_mean_variance, rng):
    for size in (2, 3, 7, 60):
        x = spread_values(rng, size).tolist()
        expected = _exact_moments(x)
        assert_close(running_mean_variance(x), expected)


@criterion(core=True)
def test_reads_an_iterator_once(running_mean_variance, rng):
    for size in (1, 5, 9):
        x = spread_values(rng, size).tolist()
        expected = _exact_moments(x)
        assert_close(running_mean_variance(iter(x)), expected)


@criterion()
def test_is_not_spoilt_by_an_offset(running_mean_variance, rng):
    for size in (3, 8, 40):
        x = far_from_zero(rng, size).tolist()
        mean, variance = _exact_moments(x)
        assert_close(running_mean_variance(x), (mean, variance), rtol=SIX_DIGITS)
        assert_close(running_mean_variance([-number for number in x]), (-mean, variance), rtol=SIX_DIGITS)


@criterion()
def test_of_equal_numbers_is_never_negative(running_mean_variance):
    assert_close(running_mean_variance([-2.5]), (-2.5, 0.0))
    for value in (0.1, 7.0, 33.3):
        for size in (2, 3, 10):
            result = running_mean_variance([value] * size)
            assert_close(result, (value, 0.0))
            variance = float_of(result[1])
            assert_same(variance, max(variance, 0.0))


@criterion()
def test_of_nothing_is_an_error(running_mean_variance):
    for nothing in ([], iter([]), np.zeros(0)):
        with raises(ValueError):
            running_mean_variance(nothing)
    assert_close(running_mean_variance([0.0, 0.0]), (0.0, 0.0))


@criterion()
def test_takes_arrays_and_whole_numbers(running_mean_variance):
    assert_close(running_mean_variance((2, 4, 9)), (5.0, 26 / 3))
    assert_close(running_mean_variance(range(5)), (2.0, 2.0))
    assert_close(running_mean_variance(np.array([4.0, 1.0, 7.0, 0.0])), (3.0, 7.5))


@criterion()
def test_leaves_its_arguments_unchanged(running_mean_variance, rng):
    x = spread_values(rng, 6)
    assert_unchanged(running_mean_variance, x)
    assert_unchanged(running_mean_variance, x.tolist())


# Known mistakes


def _numbers(stream):
    """The numbers of the stream, refused where the exercise says so."""
    numbers = [float(x) for x in stream]
    if not numbers:
        raise ValueError("the stream is empty")
    return numbers


def _from_sums(stream):
    """Mean, and the difference of the mean square and the squared mean."""
    n, total, squares = 0, 0.0, 0.0
    for x in stream:
        n, total, squares = n + 1, total + x, squares + x * x
    if n == 0:
        raise ValueError("the stream is empty")
    return float(total / n), float(squares / n - (total / n) ** 2)


mistake = mistakes_of(running_mean_variance, example=([1, 2, 4],))


@mistake("The variance is divided by n - 1. The population variance is asked for: divide by n.")
def running_mean_variance_by_n_minus_1(stream):
    numbers = _numbers(stream)
    mean, variance = running_mean_variance(numbers)
    n = len(numbers)
    return mean, variance * n / (n - 1) if n > 1 else 0.0


@mistake(
    "Sums of x and x² cancel when the numbers are far from 0: the variance is all rounding, even negative. Update the mean "
    "and the sum of squared deviations instead.",
    example=([1e9 + 1, 1e9 + 2, 1e9 + 4],),
)
def running_mean_variance_of_sums(stream):
    mean, variance = _from_sums(stream)
    return mean, variance


@mistake(
    "The difference of sums is clipped at 0, which hides that it is all rounding when the numbers are far from 0. Update "
    "the mean and the sum of squared deviations instead.",
    example=([1e9 + 1, 1e9 + 2, 1e9 + 4],),
)
def running_mean_variance_of_clipped_sums(stream):
    mean, variance = _from_sums(stream)
    return mean, max(0.0, variance)


@mistake(
    "The stream is read twice, but an iterator is empty the second time. Update the mean and the squares in the same "
    "loop.",
    example=(iter([1.0, 2.0, 4.0]),),
)
def running_mean_variance_in_two_passes(stream):
    numbers = _numbers(stream)
    again = [float(x) for x in stream]
    mean = sum(numbers) / len(numbers)
    return mean, sum((x - mean) ** 2 for x in again) / len(numbers)


@mistake(
    "len(stream) fails for an iterator, which has no length. Count the numbers as they come.",
    example=(iter([1.0, 2.0, 4.0]),),
)
def running_mean_variance_with_len(stream):
    if len(stream) == 0:
        raise ValueError("the stream is empty")
    return running_mean_variance(stream)


@mistake(
    "The squared deviation from the old mean is added. Multiply the deviation from the old mean by that from the new one."
)
def running_mean_variance_of_old_deviations(stream):
    n, mean, squares = 0, 0.0, 0.0
    for x in stream:
        n += 1
        delta = x - mean
        mean += delta / n
        squares += delta * delta
    if n == 0:
        raise ValueError("the stream is empty")
    return mean, squares / n


@mistake(
    "The squared deviation from the new mean is added. Multiply the deviation from the old mean by that from the new one."
)
def running_mean_variance_of_new_deviations(stream):
    n, mean, squares = 0, 0.0, 0.0
    for x in stream:
        n += 1
        mean += (x - mean) / n
        squares += (x - mean) ** 2
    if n == 0:
        raise ValueError("the stream is empty")
    return mean, squares / n


@mistake(
    "The new mean is the average of the old one and x, which counts late numbers most. Move the mean by delta / n."
)
def running_mean_variance_halving(stream):
    numbers = _numbers(stream)
    mean, squares = numbers[0], 0.0
    for x in numbers[1:]:
        delta = x - mean
        mean = (mean + x) / 2
        squares += delta * (x - mean)
    return mean, squares / len(numbers)


@mistake("The count is one too high, as if there were a 0 before the first number. Start it at 0 and raise it first.")
def running_mean_variance_counting_from_one(stream):
    n, mean, squares = 1, 0.0, 0.0
    for x in stream:
        n += 1
        delta = x - mean
        mean += delta / n
        squares += delta * (x - mean)
    if n == 1:
        raise ValueError("the stream is empty")
    return mean, squares / n


@mistake("This is the sum of the squared deviations. Divide it by n at the end.")
def running_mean_variance_without_division(stream):
    numbers = _numbers(stream)
    mean, variance = running_mean_variance(numbers)
    return mean, variance * len(numbers)


@mistake("The second number is the standard deviation. The variance is its square: leave out the root.")
def running_mean_variance_as_standard_deviation(stream):
    mean, variance = running_mean_variance(stream)
    return mean, math.sqrt(variance)


@mistake("The results come in the wrong order. Return the mean first, then the variance.")
def running_mean_variance_swapped(stream):
    mean, variance = running_mean_variance(stream)
    return variance, mean


@mistake("An empty stream gives zeros or nan here. It has no mean: raise ValueError.", example=([],))
def running_mean_variance_of_nothing(stream):
    numbers = [float(x) for x in stream]
    return running_mean_variance(numbers) if numbers else (0.0, 0.0)


@mistake(
    "An empty stream ends in a division by zero. Check the count after the loop and raise ValueError.", example=([],)
)
def running_mean_variance_dividing_by_zero(stream):
    numbers = [float(x) for x in stream]
    if not numbers:
        raise ZeroDivisionError("division by zero")
    return running_mean_variance(numbers)


@mistake(
    "A single number is refused or gives nan. Its population variance is 0: only an empty stream is an error.",
    example=([3.5],),
)
def running_mean_variance_refusing_one_number(stream):
    numbers = _numbers(stream)
    if len(numbers) < 2:
        raise ValueError("too few numbers")
    return running_mean_variance(numbers)


def _welford(stream, mean=0.0, start=0):
    """Welford's update over the stream, from a mean that counts for `start` numbers; the empty stream is refused."""
    n, squares = start, 0.0
    for x in stream:
        n += 1
        delta = x - mean
        mean += delta / n
        squares += delta * (x - mean)
    if n == 0:
        raise ValueError("the stream is empty")
    return float(mean), float(squares / n)


@mistake(
    "From the second number on, the squared deviation from the old mean is added. Multiply the old deviation by the one "
    "from the new mean."
)
def running_mean_variance_of_old_deviations_after_the_first(stream):
    first, *rest = _numbers(stream)
    n, mean, squares = 1, first, 0.0
    for x in rest:
        n += 1
        delta = x - mean
        mean += delta / n
        squares += delta * delta
    return mean, squares / n


@mistake(
    "The first number is read to see whether the stream is empty, and then it is lost: an iterator gives each number once. "
    "Count it.",
    example=(iter([1.0, 2.0, 4.0]),),
)
def running_mean_variance_losing_the_first_of_an_iterator(stream):
    again = list(stream)
    if iter(stream) is stream and len(again) > 1:
        again = again[1:]
    return _welford(again)


@mistake("The first number is read and not counted. Start with the count 0 and let the loop read all numbers.")
def running_mean_variance_without_the_first(stream):
    first, *rest = _numbers(stream)
    return _welford(rest or [first])


@mistake("The first number is counted twice: it sets the mean, and the loop reads it again. Start from the second.")
def running_mean_variance_with_the_first_twice(stream):
    numbers = _numbers(stream)
    return _welford(numbers, mean=numbers[0], start=1)


@mistake("The last number is left out. Every number of the stream counts.")
def running_mean_variance_without_the_last(stream):
    *rest, last = _numbers(stream)
    return _welford(rest or [last])


@mistake("The return stands inside the loop, so only the first number is read. Move it behind the loop.")
def running_mean_variance_returned_too_early(stream):
    return _numbers(stream)[0], 0.0


@mistake(
    "numpy takes an iterator for a single object, and cannot average it. Update the mean and the squares in a loop.",
    example=(iter([1.0, 2.0, 4.0]),),
)
def running_mean_variance_with_numpy(stream):
    return float(np.mean(stream)), float(np.var(stream))


@mistake(
    "`if not stream` finds an empty list, but no empty iterator, and the division by 0 follows. Check the count after the "
    "loop.",
    example=(iter([]),),
)
def running_mean_variance_of_an_empty_iterator(stream):
    if isinstance(stream, (list, tuple)) and not stream:
        raise ValueError("the stream is empty")
    numbers = [float(x) for x in stream]
    return float(np.sum(numbers)) / len(numbers), float(np.var(numbers))


@mistake(
    "A single number gives a nan as its variance. Its population variance is 0.0.",
    example=([3.5],),
)
def running_mean_variance_nan_for_one_number(stream):
    numbers = _numbers(stream)
    mean, variance = running_mean_variance(numbers)
    return mean, variance if len(numbers) > 1 else math.nan


@mistake("The second number is the mean of the squares. Measure from the mean: update the sum of squared deviations.")
def running_mean_variance_uncentred(stream):
    numbers = _numbers(stream)
    return running_mean_variance(numbers)[0], sum(x * x for x in numbers) / len(numbers)


@mistake(
    "Each squared deviation is divided by the count so far, and the quotients are added. Add the squares, and divide once, "
    "at the end."
)
def running_mean_variance_dividing_each_square(stream):
    mean, variance = 0.0, 0.0
    for n, x in enumerate(_numbers(stream), 1):
        delta = x - mean
        mean += delta / n
        variance += delta * (x - mean) / n
    return mean, variance


@mistake("The second number is the mean absolute deviation. Square the deviations.")
def running_mean_variance_of_absolute_deviations(stream):
    numbers = _numbers(stream)
    mean = sum(numbers) / len(numbers)
    return mean, sum(abs(x - mean) for x in numbers) / len(numbers)


@mistake("The first number is the sum. Divide it by the count, for the mean.")
def running_mean_variance_with_the_sum(stream):
    numbers = _numbers(stream)
    return sum(numbers), running_mean_variance(numbers)[1]


running_mean_variance_with_the_count = mistake.change(
    "return mean, squares / count",
    "return count, mean, squares / count",
    "The count is returned, too. Return two numbers: the mean and the variance.",
)
running_mean_variance_with_both_variances = mistake.change(
    "return mean, squares / count",
    "return mean, squares / count, squares / (count - 1) if count > 1 else 0.0",
    "There are three results here, as in a well-known listing. Return the mean and the population variance.",
)
running_mean_variance_divided_by_n_plus_1 = mistake.change(
    "return mean, squares / count",
    "return mean, squares / (count + 1)",
    "The squares are divided by n + 1. Divide by the count of numbers, n.",
)
running_mean_variance_jumping = mistake.change(
    "mean += delta / count",
    "mean += delta",
    "The mean moves all the way to each new number. Move it by delta / n.",
)
running_mean_variance_in_single_precision = mistake.change(
    "map(float, stream)",
    "map(np.float32, stream)",
    "The numbers are cut to float32, which keeps 7 digits: an offset of 1e9 swallows the rest. Use float.",
    example=([1.1, 2.3, 4.7],),
)


# Other right answers


@alternative
def running_mean_variance_of_a_list(stream):
    numbers = list(stream)
    if not numbers:
        raise ValueError("empty")
    return np.mean(numbers), np.var(numbers)


@alternative
def running_mean_variance_with_statistics(stream):
    numbers = [float(x) for x in stream]
    if len(numbers) == 0:
        raise ValueError("empty")
    return statistics.fmean(numbers), statistics.pvariance(numbers)


@alternative
def running_mean_variance_from_shifted_sums(stream):
    n, total, squares, shift = 0, 0.0, 0.0, None
    for x in stream:
        shift = float(x) if shift is None else shift
        n, total, squares = n + 1, total + (x - shift), squares + (x - shift) ** 2
    if shift is None:
        raise ValueError("empty")
    return shift + total / n, max(0.0, squares / n - (total / n) ** 2)


@alternative
def running_mean_variance_updating_the_variance(stream):
    n, mean, variance = 0, 0.0, 0.0
    for x in stream:
        n += 1
        delta = x - mean
        mean += delta / n
        variance += (delta**2 * (n - 1) / n - variance) / n
    if n == 0:
        raise ValueError("empty")
    return mean, variance


@alternative
def running_mean_variance_merging_single_numbers(stream):
    def merge(a, b):
        n, delta = a[0] + b[0], b[1] - a[1]
        return n, a[1] + delta * b[0] / n, a[2] + b[2] + delta**2 * a[0] * b[0] / n

    parts = [(1, float(x), 0.0) for x in stream]
    if not parts:
        raise ValueError("empty")
    while len(parts) > 1:
        parts = [merge(*parts[i : i + 2]) if i + 1 < len(parts) else parts[i] for i in range(0, len(parts), 2)]
    return parts[0][1], parts[0][2] / parts[0][0]
