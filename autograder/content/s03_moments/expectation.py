"""3.1 `expectation`: criteria, known mistakes, other right answers."""

import math
from fractions import Fraction

import numpy as np

from autograder.content import (
    FLOAT32_SUMS,
    alternative,
    assert_close,
    assert_unchanged,
    criterion,
    dyadic_distributions,
    dyadic_sparse_distributions,
    float32_softmax,
    mistakes_of,
    raises,
)
from autograder.content.s03_moments.shared import NOT_DISTRIBUTIONS, checked, spread_values
from solutions.s03_moments import (
    as_distribution,
    expectation,
)

# Criteria


@criterion(core=True)
def test_matches_the_definition(expectation, reference, rng):
    for probs in dyadic_distributions(rng, (2, 3, 7, 50)):
        values = spread_values(rng, probs.size)
        expected = reference.expectation(values, probs)
        assert_close(expectation(values, probs), expected)


@criterion(core=True)
def test_is_neither_the_plain_mean_nor_the_most_likely_value(expectation, rng):
    for p in rng.uniform(0.05, 0.45, size=4).tolist():
        expected = 70 - 100 * p
        assert_close(expectation([-30, 70], [p, 1 - p]), expected)


@criterion()
def test_of_a_certain_value_is_that_value(expectation, rng):
    assert_close(expectation([12.5], [1.0]), 12.5)
    assert_close(expectation([1e9, -3, 8], [0, 1, 0]), -3.0)
    for probs in dyadic_sparse_distributions(rng, (4, 9)):
        assert_close(expectation(np.full(probs.size, 7.0), probs), 7.0)


@criterion()
def test_refuses_what_is_not_a_distribution_but_allows_for_rounding(expectation):
    for probs in NOT_DISTRIBUTIONS:
        with raises(ValueError):
            expectation([1, 2], list(probs))
    with raises(ValueError):
        expectation([], [])
    assert_close(expectation([1, 3] * 5, [0.1] * 10), 2.0)


@criterion()
def test_accepts_the_softmax_of_a_float32_model(expectation, reference, rng):
    for size in (5, 1000, 50_257):
        values, probs = spread_values(rng, size), float32_softmax(rng, size)
        expected = reference.expectation(values, probs)
        assert_close(expectation(values, probs), expected, rtol=FLOAT32_SUMS, atol=FLOAT32_SUMS)
    # Within 1e-6 of 1. The change of 5e-7 in a probability moves the expectation by about as much.
    assert_close(expectation([1, 3], [0.5, 0.5 + 5e-7]), 2.0, atol=FLOAT32_SUMS)


@criterion()
def test_refuses_different_shapes(expectation):
    for values in ([5], [1, 2, 3], [[1], [2]], [[1, 2]]):
        with raises(ValueError):
            expectation(values, [0.25, 0.75])
    with raises(ValueError):
        expectation([1, 2, 3], [1.0])


@criterion()
def test_takes_lists(expectation):
    assert_close(expectation((2, 4), (0.25, 0.75)), 3.5)


@criterion()
def test_leaves_its_arguments_unchanged(expectation, rng):
    (probs,) = dyadic_sparse_distributions(rng, (6,))
    values = spread_values(rng, 6)
    assert_unchanged(expectation, values, probs)
    assert_unchanged(expectation, values.tolist(), probs.tolist())


# Known mistakes


mistake = mistakes_of(expectation, example=([0, 10], [0.9, 0.1]))


@mistake(
    "The products are averaged, which divides by n although the probabilities are the weights already. Add them up."
)
def expectation_as_mean_of_products(values, probs):
    values, probs = checked(values, probs)
    return float(np.mean(values * probs))


@mistake(
    "This is the most likely value, the mode. The expectation is the average of all values, weighted by their "
    "probabilities."
)
def expectation_as_mode(values, probs):
    values, probs = checked(values, probs)
    return float(values[np.argmax(probs)])


@mistake("This is the plain mean: the probabilities are not used. Multiply each value by its probability and add up.")
def expectation_without_probabilities(values, probs):
    values, probs = checked(values, probs)
    return float(values.mean())


@mistake(
    "These are the products, one for each value. The expectation is one number, their sum.",
    example=([1, 3], [0.5, 0.5]),
)
def expectation_without_the_sum(values, probs):
    values, probs = checked(values, probs)
    return values * probs


@mistake(
    "The probabilities are not checked, so counts give a result as well. Raise ValueError unless probs is a distribution "
    "(as_distribution does it).",
    example=([1, 2], [3, 1]),
)
def expectation_without_checks(values, probs):
    values, probs = np.array(values, dtype=float), np.array(probs, dtype=float)
    if values.shape != probs.shape:
        raise ValueError("shapes differ")
    return float(np.sum(values * probs))


@mistake(
    "The weights are normalised, which turns counts, or a bug, into a plausible number. Raise ValueError when probs does "
    "not sum to 1.",
    example=([1, 2], [3, 1]),
)
def expectation_normalising_its_weights(values, probs):
    values, probs = np.array(values, dtype=float), np.array(probs, dtype=float)
    if values.shape != probs.shape or not np.all(probs >= 0) or not np.isfinite(probs).all() or probs.size == 0:
        raise ValueError("not a distribution")
    return float(np.average(values, weights=probs))


@mistake(
    "Only the sum of the probabilities is checked, so a negative one passes. Raise ValueError for it, too.",
    example=([1, 2], [1.5, -0.5]),
)
def expectation_with_negative_probabilities(values, probs):
    values, probs = np.array(values, dtype=float), np.array(probs, dtype=float)
    if values.shape != probs.shape or not abs(probs.sum() - 1) <= 1e-6:
        raise ValueError("not a distribution")
    return float(np.sum(values * probs))


@mistake(
    "The sum of the probabilities must be exactly 1 here, which rounding rarely grants. Allow a difference of 1e-6.",
    example=([1, 3] * 5, [0.1] * 10),
)
def expectation_without_room_for_rounding(values, probs):
    values, probs = checked(values, probs)
    if sum(probs) != 1:
        raise ValueError("probs must sum to 1")
    return float(np.sum(values * probs))


@mistake(
    "The sum of the probabilities must be 1 within 1e-8 here, but a softmax in float32 misses 1 by up to about 1e-6. Allow "
    "that much.",
    example=(list(range(10)), np.full(10, 0.1, dtype=np.float32)),
)
def expectation_with_a_tight_tolerance(values, probs):
    values, probs = checked(values, probs)
    if abs(probs.sum() - 1) > 1e-8:
        raise ValueError("probs must sum to 1")
    return float(np.sum(values * probs))


@mistake(
    "The sum of the probabilities may be off by 1e-5 here, the default of np.isclose. Allow 1e-6: abs(probs.sum() - 1) <= "
    "1e-6.",
    example=([1, 2], [0.5, 0.500005]),
)
def expectation_with_a_loose_tolerance(values, probs):
    values, probs = np.array(values, dtype=float), np.array(probs, dtype=float)
    if values.shape != probs.shape or not np.all(probs >= 0) or not np.isclose(probs.sum(), 1):
        raise ValueError("not a distribution")
    return float(np.sum(values * probs))


@mistake(
    "The shapes are not compared, and numpy stretches a single value over all probabilities. Raise ValueError unless both "
    "have the same shape.",
    example=([5], [0.5, 0.5]),
)
def expectation_broadcasting(values, probs):
    return float(np.sum(np.array(values, dtype=float) * as_distribution(probs)))


@mistake(
    "zip stops at the shorter list, so values or probabilities that are left over go unnoticed. Compare the shapes first.",
    example=([1, 2, 3], [0.5, 0.5]),
)
def expectation_zipping(values, probs):
    return float(
        sum(value * p for value, p in zip(np.array(values, dtype=float), as_distribution(probs), strict=False))
    )


@mistake(
    "The result is right, but values *= probs overwrites the caller's array. Write values * probs, which makes a new one.",
    example=(np.array([1.0, 3.0]), np.array([0.5, 0.5])),
)
def expectation_in_place(values, probs):
    checked(values, probs)
    values = np.asarray(values, dtype=float)
    values *= probs
    return float(values.sum())


@mistake(
    "A dictionary holds each value once, so of equal values only the last probability counts. Add up over the pairs.",
    example=([10, 20, 20, 40], [0.5, 0.125, 0.25, 0.125]),
)
def expectation_merging_equal_values(values, probs):
    values, probs = checked(values, probs)
    return float(sum(value * p for value, p in dict(zip(values.tolist(), probs.tolist(), strict=True)).items()))


@mistake(
    "The values are sorted, but their probabilities stay where they were. The i-th probability belongs to the i-th value.",
    example=([40, 10, 20], [0.5, 0.375, 0.125]),
)
def expectation_of_sorted_values(values, probs):
    values, probs = checked(values, probs)
    return float(np.sum(np.sort(values) * probs))


@mistake(
    "This is the median, where half of the probability is reached. The expectation weights all values and adds them up.",
    example=([1, 2, 9], [0.25, 0.375, 0.375]),
)
def expectation_as_median(values, probs):
    values, probs = checked(values, probs)
    order = np.argsort(values)
    return float(values[order][np.searchsorted(np.cumsum(probs[order]), 0.5)])


@mistake(
    "Positions are averaged here, 0, 1, 2 and so on. Weight the values themselves.", example=([3, 8], [0.75, 0.25])
)
def expectation_of_positions(values, probs):
    values, probs = checked(values, probs)
    return float(sum(i * p for i, p in enumerate(probs)))


@mistake(
    "The values are added up as they are. Multiply each by its probability first.", example=([1, 2, 3], [0.5, 0.3, 0.2])
)
def expectation_as_a_plain_sum(values, probs):
    values, probs = checked(values, probs)
    return float(values.sum())


@mistake(
    "The loop begins at 1, so the first value is left out. Positions begin at 0: range(n).",
    example=([4, 2, 3], [0.5, 0.3, 0.2]),
)
def expectation_without_the_first(values, probs):
    values, probs = checked(values, probs)
    return float(sum(values[i] * probs[i] for i in range(1, len(values))))


@mistake(
    "The loop ends one too early, so the last value is left out. range(n) ends before n already.",
    example=([1, 2, 3], [0.5, 0.3, 0.2]),
)
def expectation_without_the_last(values, probs):
    values, probs = checked(values, probs)
    return float(sum(values[i] * probs[i] for i in range(len(values) - 1)))


@mistake(
    "The return stands inside the loop, so only the first product is returned. Move it behind the loop.",
    example=([4, 2, 3], [0.5, 0.3, 0.2]),
)
def expectation_returned_too_early(values, probs):
    values, probs = checked(values, probs)
    return float(values[0] * probs[0])


@mistake(
    "A probability of 0 is refused. It is allowed, for a value that never comes: raise ValueError below 0 only.",
    example=([3, 1000], [1, 0]),
)
def expectation_refusing_zero_probabilities(values, probs):
    values, probs = checked(values, probs)
    if not np.all(probs > 0):
        raise ValueError("not a distribution")
    return float(np.sum(values * probs))


@mistake(
    "Equal values are refused. They are allowed: each counts with its own probability.",
    example=([10, 20, 20, 40], [0.5, 0.125, 0.25, 0.125]),
)
def expectation_refusing_equal_values(values, probs):
    values, probs = checked(values, probs)
    if len(set(values.tolist())) < values.size:
        raise ValueError("values repeat")
    return float(np.sum(values * probs))


expectation_with_squared_probabilities = mistake.change(
    "np.sum(probs * values)",
    "np.sum(probs**2 * values)",
    "The probabilities are squared, or multiplied in twice. Each weights its value once.",
)
expectation_of_squares = mistake.change(
    "np.sum(probs * values)",
    "np.sum(probs * values**2)",
    "This is E[X²], the mean of the squares. Weight the values as they are.",
)
expectation_of_sizes = mistake.change(
    "np.sum(probs * values)",
    "np.sum(probs * np.abs(values))",
    "The signs of the values are lost. Negative values pull the expectation down: no abs.",
    example=([-30, 70], [0.375, 0.625]),
)
expectation_as_the_largest_product = mistake.change(
    "np.sum(probs * values)",
    "np.max(probs * values)",
    "This is the largest product. Add up all of them.",
    example=([1, 2, 3], [0.5, 0.3, 0.2]),
)
expectation_rounded = mistake.change(
    "float(np.sum(probs * values))",
    "round(float(np.sum(probs * values)), 2)",
    "The result is rounded. Return it as it is; rounding is for the display.",
    example=([1.125, 2.5], [0.75, 0.25]),
)
expectation_of_whole_numbers = mistake.change(
    "values = np.asarray(values, dtype=float)",
    "values = np.asarray(values).astype(int)",
    "The values are cut to whole numbers. Convert them to float.",
    example=([1.125, 2.5], [0.75, 0.25]),
)
expectation_as_a_whole_number = mistake.change(
    "return float(np.sum(probs * values))",
    "return int(np.sum(probs * values))",
    "The decimals of the result are cut off. An expectation need not be a whole number: float(...).",
    example=([0, 10], [0.75, 0.25]),
)
expectation_in_single_precision = mistake.change(
    "float(np.sum(probs * values))",
    "float(np.sum(probs.astype(np.float32) * values.astype(np.float32)))",
    "This computes in float32, which keeps 7 digits only. Use float64, as numpy does by default.",
    example=([1.1, 2.3, 3.7], [0.5, 0.3, 0.2]),
)


# Other right answers


@alternative
def expectation_in_a_loop(values, probs):
    if np.shape(values) != np.shape(probs):
        raise ValueError("one probability for each value")
    total = 0.0
    for value, p in zip(values, as_distribution(probs), strict=True):
        total += value * p
    return total


@alternative
def expectation_with_dot(values, probs):
    values, probs = np.array(values, dtype=float), np.array(probs, dtype=float)
    if values.shape != probs.shape or not (probs >= 0).all() or not math.isclose(probs.sum(), 1, abs_tol=1e-6):
        raise ValueError("not a distribution")
    return np.dot(values, probs)


@alternative
def expectation_with_average(values, probs):
    probs = as_distribution(probs)
    if np.shape(values) != probs.shape:
        raise ValueError("shapes")
    return np.average(values, weights=probs)


@alternative
def expectation_with_fractions(values, probs):
    probs = as_distribution(probs)
    if np.shape(values) != probs.shape:
        raise ValueError("shapes")
    return float(sum(Fraction(float(value)) * Fraction(float(p)) for value, p in zip(values, probs, strict=True)))
