"""3.2 `variance_of`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import (
    FLOAT32_SUMS,
    alternative,
    assert_close,
    assert_same,
    assert_unchanged,
    criterion,
    dyadic_distributions,
    dyadic_sparse_distributions,
    float32_softmax,
    float_of,
    mistakes_of,
    raises,
)
from autograder.content.s03_moments.expectation import expectation_in_a_loop
from autograder.content.s03_moments.shared import (
    NOT_DISTRIBUTIONS,
    SIX_DIGITS,
    checked,
    pairs_far_from_zero,
    spread_values,
)
from solutions.s03_moments import as_distribution, expectation, variance_of

# Criteria


@criterion(core=True)
def test_matches_the_definition(variance_of, reference, rng):
    for probs in dyadic_distributions(rng, (2, 3, 7, 50)):
        values = spread_values(rng, probs.size)
        expected = reference.variance_of(values, probs)
        assert_close(variance_of(values, probs), expected)


@criterion(core=True)
def test_is_the_squared_distance_of_two_values_times_both_probabilities(variance_of, rng):
    for p in rng.uniform(0.05, 0.45, size=4).tolist():
        expected = 10_000 * p * (1 - p)
        assert_close(variance_of([-30, 70], [p, 1 - p]), expected)
        assert_close(variance_of([-30, 70, 70], [p, 0.5 - p, 0.5]), expected)


@criterion()
def test_is_not_spoilt_by_an_offset(variance_of, rng):
    for values, expected in pairs_far_from_zero(rng, 4):
        assert_close(variance_of(values, np.array([0.5, 0.5])), expected, rtol=SIX_DIGITS)
        assert_close(variance_of(-values, np.array([0.5, 0.5])), expected, rtol=SIX_DIGITS)


@criterion()
def test_is_exactly_zero_for_a_certain_value(variance_of):
    assert_same(variance_of([7.3], [1.0]), 0.0)
    assert_same(variance_of([3, 8, -2], [0, 1, 0]), 0.0)
    assert_same(variance_of([1e9, 0.1], [0, 1]), 0.0)


@criterion()
def test_is_zero_for_equal_values_and_never_negative(variance_of):
    for value in (0.1, -0.7, 33.3, 100 / 3):
        for probs in ((0.1, 0.2, 0.7), (0.05, 0.15, 0.25, 0.35, 0.2)):
            variance = float_of(variance_of([value] * len(probs), list(probs)))
            assert_close(variance, 0.0)
            assert_same(variance, max(variance, 0.0))


@criterion()
def test_accepts_the_softmax_of_a_float32_model(variance_of, reference, rng):
    for size in (5, 1000):
        values, probs = rng.normal(0.0, 4.0, size=size), float32_softmax(rng, size)
        expected = reference.variance_of(values, probs)
        assert_close(variance_of(values, probs), expected, rtol=FLOAT32_SUMS, atol=FLOAT32_SUMS)
    # Within 1e-6 of 1.
    assert_close(variance_of([1, 3], [0.5, 0.5 + 5e-7]), 1.0, atol=FLOAT32_SUMS)


@criterion()
def test_checks_its_arguments(variance_of):
    for bad in NOT_DISTRIBUTIONS:
        with raises(ValueError):
            variance_of([1, 2], list(bad))
    for values in ([5], [1, 2, 3], [[1], [2]]):
        with raises(ValueError):
            variance_of(values, [0.25, 0.75])
    assert_close(variance_of((2, 6), (0.25, 0.75)), 3.0)


@criterion()
def test_leaves_its_arguments_unchanged(variance_of, rng):
    (probs,) = dyadic_sparse_distributions(rng, (6,))
    values = spread_values(rng, 6)
    assert_unchanged(variance_of, values, probs)
    assert_unchanged(variance_of, values.tolist(), probs.tolist())


# Known mistakes


mistake = mistakes_of(variance_of, example=([0, 10], [0.9, 0.1]))


@mistake(
    "This is E[X²], the mean of the squares. Subtract the mean from the values before you square them.",
    example=([1, 3], [0.5, 0.5]),
)
def variance_of_uncentred(values, probs):
    values, probs = checked(values, probs)
    return float(probs @ values**2)


@mistake(
    "E[X²] - E[X]² subtracts two huge numbers when the values are far from 0: what is left is rounding, even negative. "
    "Subtract the mean first, then square.",
    example=([1e9 + 5, 1e9 + 11], [0.5, 0.5]),
)
def variance_of_in_one_pass(values, probs):
    values, probs = checked(values, probs)
    return float(np.sum(probs * values**2) - np.sum(probs * values) ** 2)


@mistake(
    "Clipping E[X²] - E[X]² at 0 hides the negative variance, but the number is still rounding when the values are far "
    "from 0. Subtract the mean first, then square.",
    example=([1e9 + 5, 1e9 + 11], [0.5, 0.5]),
)
def variance_of_clipped(values, probs):
    values, probs = checked(values, probs)
    return max(0.0, float(np.sum(probs * values**2) - np.sum(probs * values) ** 2))


@mistake(
    "This is the variance of a list in which all values are equally likely. Weight the mean and the squared deviations by "
    "probs."
)
def variance_of_unweighted(values, probs):
    values, probs = checked(values, probs)
    return float(np.var(values))


@mistake(
    "The squared deviations are weighted, but they are taken from the plain mean. Use the expectation, which is weighted, "
    "too."
)
def variance_of_around_the_plain_mean(values, probs):
    values, probs = checked(values, probs)
    return float(probs @ (values - values.mean()) ** 2)


@mistake("The mean is weighted, but the squared deviations are not. Take their expectation: weight them by probs.")
def variance_of_with_unweighted_deviations(values, probs):
    values, probs = checked(values, probs)
    return float(np.mean((values - probs @ values) ** 2))


@mistake("This is the standard deviation. The variance is its square: leave out the root.")
def variance_of_as_standard_deviation(values, probs):
    return math.sqrt(variance_of(values, probs))


@mistake("This is the mean absolute deviation. Square the deviations instead of taking their size.")
def variance_of_as_absolute_deviation(values, probs):
    values, probs = checked(values, probs)
    return float(probs @ np.abs(values - probs @ values))


@mistake(
    "The deviations are not squared, so they cancel and the result is 0, but for rounding. Square each of them first.",
    example=([0, 10], [0.75, 0.25]),
)
def variance_of_unsquared(values, probs):
    values, probs = checked(values, probs)
    return float(probs @ (values - probs @ values))


@mistake("The probabilities are squared along with the deviations. Square the deviation first, then weight it.")
def variance_of_with_squared_weights(values, probs):
    values, probs = checked(values, probs)
    return float(np.sum((probs * (values - probs @ values)) ** 2))


@mistake(
    "This corrects by n / (n - 1), as for a sample. The probabilities are known here, so there is nothing to correct.",
    example=([1, 3], [0.5, 0.5]),
)
def variance_of_with_bessel_correction(values, probs):
    variance = variance_of(values, probs)
    n = len(values)
    return variance * n / (n - 1) if n > 1 else variance


@mistake(
    "The probabilities are not checked, so counts give a result as well. Raise ValueError unless probs is a distribution "
    "(expectation checks it for you).",
    example=([1, 2], [3, 1]),
)
def variance_of_without_checks(values, probs):
    values, probs = np.array(values, dtype=float), np.array(probs, dtype=float)
    if values.shape != probs.shape:
        raise ValueError("shapes differ")
    return float(probs @ (values - probs @ values) ** 2)


@mistake(
    "The shapes are not compared, and numpy stretches a single value over all probabilities. Raise ValueError unless both "
    "have the same shape.",
    example=([5], [0.5, 0.5]),
)
def variance_of_broadcasting(values, probs):
    values, probs = np.array(values, dtype=float), as_distribution(probs)
    return float(np.sum(probs * (values - np.sum(probs * values)) ** 2))


@mistake(
    "The result is right, but values -= mean overwrites the caller's array. Write values - mean, which makes a new one.",
    example=(np.array([1.0, 3.0]), np.array([0.5, 0.5])),
)
def variance_of_in_place(values, probs):
    checked(values, probs)
    values = np.asarray(values, dtype=float)
    values -= expectation(values, probs)
    return expectation(values**2, probs)


@mistake(
    "A dictionary holds each value once, so of equal values only the last probability counts. Add up over the pairs.",
    example=([10, 20, 20, 40], [0.5, 0.125, 0.25, 0.125]),
)
def variance_of_merging_equal_values(values, probs):
    values, probs = checked(values, probs)
    mean = probs @ values
    pairs = dict(zip(values.tolist(), probs.tolist(), strict=True))
    return float(sum(p * (value - mean) ** 2 for value, p in pairs.items()))


@mistake(
    "The mean is subtracted from E[X²] as it is. Square it: E[X²] - E[X]².", example=([1, 2, 9], [0.25, 0.25, 0.5])
)
def variance_of_minus_the_unsquared_mean(values, probs):
    values, probs = checked(values, probs)
    return float(probs @ values**2 - probs @ values)


@mistake("The difference is turned round: E[X]² - E[X²] is negative. It is the mean of the squares that is larger.")
def variance_of_with_the_wrong_sign(values, probs):
    values, probs = checked(values, probs)
    return float((probs @ values) ** 2 - probs @ values**2)


@mistake("The squared deviations are added up without weights. Multiply each by its probability.")
def variance_of_as_a_plain_sum(values, probs):
    values, probs = checked(values, probs)
    return float(np.sum((values - probs @ values) ** 2))


@mistake(
    "The weighted squares are averaged, which divides by n once more. Add them up: the probabilities are the weights."
)
def variance_of_as_mean_of_products(values, probs):
    values, probs = checked(values, probs)
    return float(np.mean(probs * (values - probs @ values) ** 2))


@mistake("This is the squared mean absolute deviation. Square each deviation before the mean, not the mean.")
def variance_of_squared_too_late(values, probs):
    values, probs = checked(values, probs)
    return float((probs @ np.abs(values - probs @ values)) ** 2)


@mistake("This is the spread of the products p * x. Take the deviations of the values, and weight their squares.")
def variance_of_the_products(values, probs):
    values, probs = checked(values, probs)
    return float(np.var(values * probs))


@mistake("This is the spread of the probabilities. The variance is about the values: weight their squared deviations.")
def variance_of_the_probabilities(values, probs):
    values, probs = checked(values, probs)
    return float(np.var(probs))


@mistake(
    "np.cov corrects by 1 - sum(p²) unless told otherwise, as for a sample. The probabilities are known: pass ddof=0."
)
def variance_of_with_the_correction_of_cov(values, probs):
    values, probs = checked(values, probs)
    variance, lost = probs @ (values - probs @ values) ** 2, np.sum(probs**2)
    return float(variance / (1 - lost)) if lost < 1 else 0.0


@mistake(
    "The deviations are taken from the likeliest value. Take them from the expectation.",
    example=([1, 2, 9], [0.25, 0.25, 0.5]),
)
def variance_of_around_the_mode(values, probs):
    values, probs = checked(values, probs)
    return float(probs @ (values - values[np.argmax(probs)]) ** 2)


@mistake(
    "The return stands inside the loop, so only the first term is returned. Move it behind the loop.",
    example=([1, 2, 9], [0.25, 0.25, 0.5]),
)
def variance_of_returned_too_early(values, probs):
    values, probs = checked(values, probs)
    return float(probs[0] * (values[0] - probs @ values) ** 2)


@mistake(
    "A probability of 0 is refused. It is allowed, for a value that never comes: raise ValueError below 0 only.",
    example=([3, 8], [0, 1]),
)
def variance_of_refusing_zero_probabilities(values, probs):
    values, probs = checked(values, probs)
    if not np.all(probs > 0):
        raise ValueError("not a distribution")
    return variance_of(values, probs)


variance_of_over_the_mean = mistake.change(
    "** 2, probs)",
    "** 2, probs) / abs(expectation(values, probs) or 1.0)",
    "The variance is divided by the mean, which measures relative spread. Return the variance itself.",
    example=([1, 3], [0.5, 0.5]),
)
variance_of_rounded = mistake.change(
    "return expectation(np.where(possible, deviations, 0.0) ** 2, probs)",
    "return round(expectation(np.where(possible, deviations, 0.0) ** 2, probs), 2)",
    "The result is rounded. Return it as it is; the example rounds for the display only.",
    example=([1.1, 2.3, 3.7], [0.5, 0.25, 0.25]),
)
variance_of_cubes = mistake.change(
    "** 2, probs)",
    "** 3, probs)",
    "The deviations are cubed, which is the third moment. Square them.",
)
variance_of_in_single_precision = mistake.change(
    "np.asarray(values, dtype=float) - expectation(values, probs)",
    "np.float64(np.asarray(values, dtype=np.float32) - np.float32(expectation(values, probs)))",
    "This computes in float32, which keeps 7 digits: an offset of 1e9 swallows the rest. Use float64.",
    example=([1.1, 2.3, 3.7], [0.5, 0.25, 0.25]),
)


# Other right answers


@alternative
def variance_of_in_a_loop(values, probs):
    mean = expectation_in_a_loop(values, probs)
    return sum(p * (value - mean) ** 2 for value, p in zip(values, probs, strict=True))


@alternative
def variance_of_with_cov(values, probs):
    probs = as_distribution(probs)
    if np.shape(values) != probs.shape:
        raise ValueError("shapes")
    return np.cov(np.asarray(values, dtype=float), aweights=probs, ddof=0)[()]


@alternative
def variance_of_shifted_values(values, probs):
    values, probs = np.asarray(values, dtype=float), as_distribution(probs)
    if values.shape != probs.shape:
        raise ValueError("shapes")
    shifted = values - values[np.argmax(probs)]  # so that the squares are small
    return max(0.0, float(probs @ shifted**2 - (probs @ shifted) ** 2))


@alternative
def variance_of_all_pairs(values, probs):
    values, probs = np.asarray(values, dtype=float), as_distribution(probs)
    if values.shape != probs.shape:
        raise ValueError("shapes")
    differences = values[:, None] - values[None, :]
    return float(probs @ differences**2 @ probs) / 2
