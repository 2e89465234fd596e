"""3.4 `standardize`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import stats

from autograder.content import (
    alternative,
    assert_close,
    assert_unchanged,
    criterion,
    mistakes_of,
)
from autograder.content.s03_moments.shared import SIX_DIGITS, far_from_zero, table
from solutions.s03_moments import standardize

# Criteria


@criterion(core=True)
def test_works_column_by_column(standardize, reference, rng):
    for shape in ((5, 3), (2, 4), (30, 7), (6, 1)):
        x = table(rng, shape)
        expected = reference.standardize(x)
        assert_close(standardize(x), expected)


@criterion(core=True)
def test_works_along_the_axis_it_is_given(standardize, reference, rng):
    for shape, axis in (((5, 3), 1), ((5, 3), -1), ((4, 6), 0), ((2, 3, 5), 1), ((2, 3, 5), -1), ((8,), 0)):
        x = table(rng, shape)
        expected = reference.standardize(x, axis)
        assert_close(standardize(x, axis), expected)


@criterion()
def test_gives_zeros_where_all_entries_are_equal(standardize, reference, rng):
    x = table(rng, (4, 3))
    x[:, 1] = -5.0
    expected = reference.standardize(x)
    assert_close(standardize(x), expected)
    z = math.sqrt(1.5)
    expected = np.array([[0.0, 0.0, 0.0], [-z, 0.0, z]])
    assert_close(standardize([[2, 2, 2], [1, 2, 3]], axis=1), expected)
    assert_close(standardize([[3.0, 8.0]]), np.zeros((1, 2)))
    assert_close(standardize([[3.0, 1.0], [3.0, 5.0]], eps=12.0), np.array([[0.0, -0.5], [0.0, 0.5]]))


@criterion()
def test_is_not_fooled_by_the_rounding_of_a_mean(standardize):
    for size in (3, 6, 10, 49):
        for value in (0.1, 0.7, 1e9 + 0.1):
            assert_close(standardize(np.full((size, 2), value)), np.zeros((size, 2)))
    # Nearly equal is not equal.
    assert_close(standardize([1.0, 1.0 + 2**-40]), np.array([-1.0, 1.0]))


@criterion()
def test_adds_eps_to_the_variance(standardize, reference, rng):
    for eps in (1e-5, 0.5, 3.0):
        for x in (table(rng, (5, 3)), 0.01 * table(rng, (4, 2))):
            expected = reference.standardize(x, eps=eps)
            assert_close(standardize(x, eps=eps), expected)
    assert_close(standardize([1e-3, 3e-3], 0, 3e-6), np.array([-0.5, 0.5]))


@criterion()
def test_is_not_spoilt_by_an_offset(standardize, reference, rng):
    x = np.stack([far_from_zero(rng, 7), far_from_zero(rng, 7)], axis=1)
    expected = reference.standardize(x - 1e9)
    assert_close(standardize(x), expected, atol=SIX_DIGITS)


@criterion()
def test_takes_lists_and_whole_numbers(standardize, reference):
    assert_close(standardize(((0, 100), (4, 102))), np.array([[-1.0, -1.0], [1.0, 1.0]]))
    whole = np.array([[4, 9], [1, 1], [0, 9]])
    expected = reference.standardize(whole)
    assert_close(standardize(whole), expected)


@criterion()
def test_leaves_its_arguments_unchanged(standardize, rng):
    constant = table(rng, (4, 3))
    constant[:, 0] = 2.0
    for x in (table(rng, (4, 3)), constant, constant.tolist()):
        assert_unchanged(standardize, x)


# Known mistakes


def _centred(x, axis):
    """Deviations from the mean, exactly 0 where all entries along the axis are equal."""
    x = np.array(x, dtype=float)
    constant = x.min(axis=axis, keepdims=True) == x.max(axis=axis, keepdims=True)
    return np.where(constant, 0.0, x - x.mean(axis=axis, keepdims=True))


def _divided(centred, scale):
    """Quotient that is 0 where the scale is."""
    return centred / np.where(scale == 0, 1.0, scale)


mistake = mistakes_of(standardize, example=([[0, 100], [4, 102]],))


@mistake(
    "One mean and one standard deviation serve the whole table. Take them along the axis: x.mean(axis=axis, "
    "keepdims=True)."
)
def standardize_globally(x, axis=0, eps=0.0):
    x = np.array(x, dtype=float)
    centred = _centred(x.ravel(), 0).reshape(x.shape)
    return _divided(centred, np.sqrt(np.mean(centred**2) + eps))


@mistake(
    "Every row is standardised by itself. axis=0 goes down the rows and standardises each column.",
    example=([[1, 2, 3], [10, 20, 40]], 0),
)
def standardize_along_the_last_axis(x, axis=0, eps=0.0):
    return standardize(x, -1, eps)


@mistake(
    "axis is ignored: this always works column by column. Pass axis on to mean, min and max.",
    example=([[1, 2, 3], [10, 20, 30]], 1),
)
def standardize_ignoring_axis(x, axis=0, eps=0.0):
    return standardize(x, 0, eps)


@mistake("The default axis is the last one here. Without an axis, each column is standardised: axis=0.")
def standardize_with_last_axis_as_default(x, axis=-1, eps=0.0):
    return standardize(x, axis, eps)


@mistake(
    "Where all entries are equal, 0/0 gives nan. Return 0 there: divide by 1 where the scale is 0.",
    example=([[1, 0], [1, 2]],),
)
def standardize_nan_for_constants(x, axis=0, eps=0.0):
    centred = _centred(x, axis)
    return centred / np.sqrt(np.mean(centred**2, axis=axis, keepdims=True) + eps)


@mistake(
    "The mean of equal numbers such as 0.1 is off by rounding, so the deviations and the scale are not quite 0 and the "
    "result is 1 or -1. Find equal entries by comparing the minimum with the maximum.",
    example=([0.1, 0.1, 0.1],),
)
def standardize_fooled_by_rounding(x, axis=0, eps=0.0):
    x = np.array(x, dtype=float)
    scale = np.sqrt(x.var(axis=axis, keepdims=True) + eps)
    return _divided(x - x.mean(axis=axis, keepdims=True), scale)


@mistake(
    "A small standard deviation is taken for 0, so entries that differ little all become 0. Only equal entries do: compare "
    "the minimum with the maximum.",
    example=([1.0, 1.0 + 2**-40],),
)
def standardize_with_a_tolerance(x, axis=0, eps=0.0):
    x = np.array(x, dtype=float)
    variance = x.var(axis=axis, keepdims=True)
    scale = np.where(variance < 1e-16, np.inf, np.sqrt(variance + eps))
    return (x - x.mean(axis=axis, keepdims=True)) / scale


@mistake(
    "eps is added to the standard deviation. Add it to the variance, before the root: sqrt(var + eps).",
    example=([1.0, 3.0], 0, 3.0),
)
def standardize_with_eps_outside(x, axis=0, eps=0.0):
    centred = _centred(x, axis)
    return _divided(centred, np.sqrt(np.mean(centred**2, axis=axis, keepdims=True)) + eps)


@mistake("eps is ignored. Add it to the variance, before the root: sqrt(var + eps).", example=([1.0, 3.0], 0, 3.0))
def standardize_ignoring_eps(x, axis=0, eps=0.0):
    return standardize(x, axis)


@mistake(
    "A small number is always added to the scale, which makes every result slightly wrong. Divide by sqrt(var + eps), and "
    "treat equal entries by themselves."
)
def standardize_with_a_fixed_epsilon(x, axis=0, eps=0.0):
    centred = _centred(x, axis)
    return centred / (np.sqrt(np.mean(centred**2, axis=axis, keepdims=True) + eps) + 1e-8)


@mistake("The variance is divided by n - 1. Here it describes these very numbers: divide by n.")
def standardize_with_ddof_1(x, axis=0, eps=0.0):
    centred = _centred(x, axis)
    n = centred.shape[axis]
    return _divided(centred, np.sqrt(np.sum(centred**2, axis=axis, keepdims=True) / max(n - 1, 1) + eps))


@mistake("The deviations are divided by the variance. Divide by its square root, so that the result has variance 1.")
def standardize_by_the_variance(x, axis=0, eps=0.0):
    centred = _centred(x, axis)
    return _divided(centred, np.mean(centred**2, axis=axis, keepdims=True) + eps)


@mistake("The mean is subtracted, but nothing is divided. Divide by sqrt(var + eps).")
def standardize_without_scaling(x, axis=0, eps=0.0):
    return _centred(x, axis)


@mistake("The values are divided by the standard deviation, but the mean is still in them. Subtract it first.")
def standardize_without_centring(x, axis=0, eps=0.0):
    centred = _centred(x, axis)
    return _divided(np.array(x, dtype=float), np.sqrt(np.mean(centred**2, axis=axis, keepdims=True) + eps))


@mistake(
    "This scales to the range from 0 to 1 (min-max scaling). Standardising subtracts the mean and divides by the standard "
    "deviation."
)
def standardize_as_min_max(x, axis=0, eps=0.0):
    x = np.array(x, dtype=float)
    low, high = x.min(axis=axis, keepdims=True), x.max(axis=axis, keepdims=True)
    return _divided(x - low, high - low)


@mistake(
    "The means have lost their axis and no longer fit the table, except along axis 0. Use keepdims=True.",
    example=([[1, 2, 3], [10, 20, 30]], 1),
)
def standardize_without_keepdims(x, axis=0, eps=0.0):
    x = np.array(x, dtype=float)
    constant = x.min(axis=axis) == x.max(axis=axis)
    centred = np.where(constant, 0.0, x - x.mean(axis=axis))
    return _divided(centred, np.sqrt(np.mean(centred**2, axis=axis) + eps))


@mistake(
    "The variance is computed as mean of squares minus square of the mean, which is all rounding far from 0. Square the "
    "deviations from the mean.",
    example=([1e9 + 1, 1e9 + 2, 1e9 + 4],),
)
def standardize_in_one_pass(x, axis=0, eps=0.0):
    x = np.array(x, dtype=float)
    centred = _centred(x, axis)
    variance = np.mean(x**2, axis=axis, keepdims=True) - np.mean(x, axis=axis, keepdims=True) ** 2
    return _divided(centred, np.sqrt(np.maximum(variance, 0.0) + eps))


@mistake(
    "The result is right, but x -= mean overwrites the caller's array. Write x - mean, which makes a new one.",
    example=(np.array([1.0, 3.0]),),
)
def standardize_in_place(x, axis=0, eps=0.0):
    x = np.asarray(x, dtype=float)
    z = standardize(x, axis, eps)
    x -= x.mean(axis=axis, keepdims=True)
    return z


@mistake("The sign is turned round: this is mean - x. Subtract the mean from the values.")
def standardize_upside_down(x, axis=0, eps=0.0):
    return 0.0 - standardize(x, axis, eps)


@mistake(
    "The axes are exchanged: this standardises along the other axis of a table. axis is the one that mean and variance "
    "run along.",
    example=([[1, 2, 3], [10, 20, 40]], 0),
)
def standardize_along_the_other_axis(x, axis=0, eps=0.0):
    return standardize(x, 1 - axis, eps)


@mistake(
    "The means are those of the columns, but one standard deviation serves the whole table. Take both along the axis.",
)
def standardize_with_one_scale_for_all(x, axis=0, eps=0.0):
    centred = _centred(x, axis)
    return _divided(centred, np.sqrt(np.var(np.array(x, dtype=float)) + eps))


@mistake("The values are divided first, and the mean is subtracted from the quotient. Subtract first, then divide.")
def standardize_in_the_wrong_order(x, axis=0, eps=0.0):
    x, centred = np.array(x, dtype=float), _centred(x, axis)
    scale = np.sqrt(np.mean(centred**2, axis=axis, keepdims=True) + eps)
    return np.where(centred == 0, 0.0, _divided(x, scale) - x.mean(axis=axis, keepdims=True))


@mistake("The deviations are multiplied by the standard deviation. Divide by it.")
def standardize_multiplying(x, axis=0, eps=0.0):
    centred = _centred(x, axis)
    return centred * np.sqrt(np.mean(centred**2, axis=axis, keepdims=True) + eps)


@mistake("The deviations are divided by the range, largest minus smallest. Divide by the standard deviation.")
def standardize_by_the_range(x, axis=0, eps=0.0):
    centred = _centred(x, axis)
    return _divided(centred, np.ptp(np.array(x, dtype=float), axis=axis, keepdims=True) + eps)


@mistake("The squares are summed, not averaged, so the result has length 1 instead of variance 1. Use their mean.")
def standardize_to_length_1(x, axis=0, eps=0.0):
    centred = _centred(x, axis)
    return _divided(centred, np.sqrt(np.sum(centred**2, axis=axis, keepdims=True) + eps))


@mistake(
    "The scale is the mean absolute deviation. Divide by the root of the mean square.",
    example=([[0, 1], [1, 5], [5, 3]],),
)
def standardize_by_the_mean_deviation(x, axis=0, eps=0.0):
    centred = _centred(x, axis)
    return _divided(centred, np.sqrt(np.mean(np.abs(centred), axis=axis, keepdims=True) ** 2 + eps))


@mistake(
    "The median is subtracted. Subtract the mean.",
    example=([[0, 1], [1, 5], [5, 3]],),
)
def standardize_around_the_median(x, axis=0, eps=0.0):
    x, centred = np.array(x, dtype=float), _centred(x, axis)
    scale = np.sqrt(np.mean(centred**2, axis=axis, keepdims=True) + eps)
    return np.where(scale == 0, 0.0, _divided(x - np.median(x, axis=axis, keepdims=True), scale))


@mistake(
    "The larger of the standard deviation and eps is the divisor. Add eps to the variance: sqrt(var + eps).",
    example=([1.0, 3.0], 0, 3.0),
)
def standardize_with_eps_as_a_floor(x, axis=0, eps=0.0):
    centred = _centred(x, axis)
    return _divided(centred, np.maximum(np.sqrt(np.mean(centred**2, axis=axis, keepdims=True)), eps))


@mistake(
    "The variance is replaced by eps where it is smaller. Add eps always: sqrt(var + eps).",
    example=([1.0, 3.0], 0, 3.0),
)
def standardize_with_eps_as_a_floor_of_the_variance(x, axis=0, eps=0.0):
    centred = _centred(x, axis)
    return _divided(centred, np.sqrt(np.maximum(np.mean(centred**2, axis=axis, keepdims=True), eps)))


@mistake(
    "Equal entries are returned as they are. There the result is 0: subtract the mean in any case.",
    example=([[1, 0], [1, 2]],),
)
def standardize_leaving_constants(x, axis=0, eps=0.0):
    x = np.array(x, dtype=float)
    constant = x.min(axis=axis, keepdims=True) == x.max(axis=axis, keepdims=True)
    return np.where(constant, x, standardize(x, axis, eps))


@mistake(
    "Equal entries are refused. There the result is 0: divide by 1 where the scale is 0.", example=([[1, 0], [1, 2]],)
)
def standardize_refusing_constants(x, axis=0, eps=0.0):
    x = np.array(x, dtype=float)
    if np.any(x.min(axis=axis) == x.max(axis=axis)):
        raise ValueError("a column is constant")
    return standardize(x, axis, eps)


@mistake(
    "One column of equal entries makes all others 0, too. Decide for each column by itself: np.where.",
    example=([[1, 0], [1, 2]],),
)
def standardize_giving_up_on_constants(x, axis=0, eps=0.0):
    x = np.array(x, dtype=float)
    if np.any(x.min(axis=axis) == x.max(axis=axis)):
        return np.zeros_like(x)
    return standardize(x, axis, eps)


standardize_with_squared_eps = mistake.change(
    "math.sqrt(eps)",
    "eps",
    "eps is squared before it is added, as in hypot(std, eps). Add it as it is: sqrt(var + eps).",
    example=([1.0, 3.0], 0, 3.0),
)
standardize_in_single_precision = mistake.change(
    "x = np.asarray(x, dtype=float)",
    "x = np.asarray(x, dtype=np.float32)",
    "This computes in float32, which keeps 7 digits: an offset of 1e9 swallows the rest. Use float64.",
    example=([[0.1, 1.3], [1.2, 5.4], [5.7, 3.1]],),
)
standardize_rounded = mistake.change(
    "return centred / np.where(scale > 0, scale, 1.0)",
    "return np.round(centred / np.where(scale > 0, scale, 1.0), 4)",
    "The result is rounded. Return it as it is; rounding is for the display.",
    example=([[0.1, 1.3], [1.2, 5.4], [5.7, 3.1]],),
)


@mistake("Each slice has its own mean, but one standard deviation serves all. Take it along the axis, too.")
def standardize_by_one_deviation(x, axis=0, eps=0.0):
    x = np.asarray(x, dtype=float)
    centred = x - x.mean(axis=axis, keepdims=True)
    scale = np.sqrt(np.mean(centred**2) + eps)
    return centred / scale if scale > 0 else centred


# Other right answers


@alternative
def standardize_one_vector_at_a_time(x, axis=0, eps=0.0):
    def one(vector):
        if (vector == vector[0]).all():
            return np.zeros(len(vector))
        return (vector - vector.mean()) / math.sqrt(vector.var() + eps)

    return np.apply_along_axis(one, axis, np.array(x, dtype=float))


@alternative
def standardize_on_a_moved_axis(x, axis=0, eps=0.0):
    x = np.moveaxis(np.array(x, dtype=float), axis, 0)
    spread = np.ptp(x, axis=0)
    z = (x - np.mean(x, axis=0)) / np.sqrt(np.where(spread == 0, 1.0, np.var(x, axis=0)) + eps)
    z[:, spread == 0] = 0.0
    return np.moveaxis(z, 0, axis)


@alternative
def standardize_of_shifted_values(x, axis=0, eps=0.0):
    x = np.asarray(x, dtype=float)
    x = x - np.take(x, [0], axis=axis)  # equal entries are 0 from here on, and their mean is 0, too
    variance = x.var(axis=axis, keepdims=True) + eps
    return np.divide(x - x.mean(axis=axis, keepdims=True), np.sqrt(variance), out=np.zeros(x.shape), where=variance > 0)


@alternative
def standardize_with_scipy(x, axis=0, eps=0.0):
    x = np.asarray(x, dtype=float)
    variance = x.var(axis=axis, keepdims=True)
    z = stats.zscore(x, axis=axis) * np.sqrt(variance / np.where(variance + eps > 0, variance + eps, 1.0))
    return np.where(np.ptp(x, axis=axis, keepdims=True) > 0, z, 0.0)
