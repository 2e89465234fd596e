"""Known wrong implementations of section 3, expectation, variance and layer normalisation."""

import math

import numpy as np

from autograder.misconceptions import misconception
from solutions.s03_moments import (
    as_distribution,
    as_parameter,
    bias_variance,
    expectation,
    float_dtype,
    layer_norm,
    rms_norm,
    running_mean_variance,
    sample_variance,
    standardize,
    variance_of,
    variance_of_linear_combination,
)


def _checked(values, probs):
    """Values and probabilities as arrays, refused where the exercises say so."""
    values, probs = np.array(values, dtype=float), as_distribution(probs)
    if values.shape != probs.shape:
        raise ValueError("shapes differ")
    return values, probs


# 3.1 expectation


@misconception(
    "expectation",
    "The products are averaged, which divides by n although the probabilities are the weights already. Add them up.",
    example=([0, 10], [0.9, 0.1]),
)
def expectation_as_mean_of_products(values, probs):
    values, probs = _checked(values, probs)
    return float(np.mean(values * probs))


@misconception(
    "expectation",
    "This is the most likely value, the mode. The expectation is the average of all values, weighted by their "
    "probabilities.",
    example=([0, 10], [0.9, 0.1]),
)
def expectation_as_mode(values, probs):
    values, probs = _checked(values, probs)
    return float(values[np.argmax(probs)])


@misconception(
    "expectation",
    "This is the plain mean: the probabilities are not used. Multiply each value by its probability and add up.",
    example=([0, 10], [0.9, 0.1]),
)
def expectation_without_probabilities(values, probs):
    values, probs = _checked(values, probs)
    return float(values.mean())


@misconception(
    "expectation",
    "These are the products, one for each value. The expectation is one number, their sum.",
    example=([1, 3], [0.5, 0.5]),
)
def expectation_without_the_sum(values, probs):
    values, probs = _checked(values, probs)
    return values * probs


@misconception(
    "expectation",
    "The probabilities are not checked, so counts give a result as well. Raise ValueError unless probs is a distribution "
    "(as_distribution does it).",
    example=([1, 2], [3, 1]),
)
def expectation_without_checks(values, probs):
    values, probs = np.array(values, dtype=float), np.array(probs, dtype=float)
    if values.shape != probs.shape:
        raise ValueError("shapes differ")
    return float(np.sum(values * probs))


@misconception(
    "expectation",
    "The weights are normalised, which turns counts, or a bug, into a plausible number. Raise ValueError when probs does "
    "not sum to 1.",
    example=([1, 2], [3, 1]),
)
def expectation_normalising_its_weights(values, probs):
    values, probs = np.array(values, dtype=float), np.array(probs, dtype=float)
    if values.shape != probs.shape or not np.all(probs >= 0) or not np.isfinite(probs).all() or probs.size == 0:
        raise ValueError("not a distribution")
    return float(np.average(values, weights=probs))


@misconception(
    "expectation",
    "Only the sum of the probabilities is checked, so a negative one passes. Raise ValueError for it, too.",
    example=([1, 2], [1.5, -0.5]),
)
def expectation_with_negative_probabilities(values, probs):
    values, probs = np.array(values, dtype=float), np.array(probs, dtype=float)
    if values.shape != probs.shape or not abs(probs.sum() - 1) <= 1e-8:
        raise ValueError("not a distribution")
    return float(np.sum(values * probs))


@misconception(
    "expectation",
    "The sum of the probabilities must be exactly 1 here, which rounding rarely grants. Allow a difference of 1e-8.",
    example=([1, 3] * 5, [0.1] * 10),
)
def expectation_without_room_for_rounding(values, probs):
    values, probs = _checked(values, probs)
    if sum(probs) != 1:
        raise ValueError("probs must sum to 1")
    return float(np.sum(values * probs))


@misconception(
    "expectation",
    "The sum of the probabilities may be off by 1e-5 here, the default of np.isclose. Allow 1e-8: abs(probs.sum() - 1) <= "
    "1e-8.",
    example=([1, 2], [0.5, 0.500001]),
)
def expectation_with_a_loose_tolerance(values, probs):
    values, probs = np.array(values, dtype=float), np.array(probs, dtype=float)
    if values.shape != probs.shape or not np.all(probs >= 0) or not np.isclose(probs.sum(), 1):
        raise ValueError("not a distribution")
    return float(np.sum(values * probs))


@misconception(
    "expectation",
    "The shapes are not compared, and numpy stretches a single value over all probabilities. Raise ValueError unless both "
    "have the same shape.",
    example=([5], [0.5, 0.5]),
)
def expectation_broadcasting(values, probs):
    return float(np.sum(np.array(values, dtype=float) * as_distribution(probs)))


@misconception(
    "expectation",
    "zip stops at the shorter list, so values or probabilities that are left over go unnoticed. Compare the shapes first.",
    example=([1, 2, 3], [0.5, 0.5]),
)
def expectation_zipping(values, probs):
    return float(
        sum(value * p for value, p in zip(np.array(values, dtype=float), as_distribution(probs), strict=False))
    )


@misconception(
    "expectation",
    "The result is right, but values *= probs overwrites the caller's array. Write values * probs, which makes a new one.",
    example=(np.array([1.0, 3.0]), np.array([0.5, 0.5])),
)
def expectation_in_place(values, probs):
    _checked(values, probs)
    values = np.asarray(values, dtype=float)
    values *= probs
    return float(values.sum())


# 3.2 variance_of


@misconception(
    "variance_of",
    "This is E[X²], the mean of the squares. Subtract the mean from the values before you square them.",
    example=([1, 3], [0.5, 0.5]),
)
def variance_of_uncentred(values, probs):
    values, probs = _checked(values, probs)
    return float(probs @ values**2)


@misconception(
    "variance_of",
    "E[X²] - E[X]² subtracts two huge numbers when the values are far from 0: what is left is rounding, even negative. "
    "Subtract the mean first, then square.",
    example=([1e9 + 5, 1e9 + 11], [0.5, 0.5]),
)
def variance_of_in_one_pass(values, probs):
    values, probs = _checked(values, probs)
    return float(np.sum(probs * values**2) - np.sum(probs * values) ** 2)


@misconception(
    "variance_of",
    "Clipping E[X²] - E[X]² at 0 hides the negative variance, but the number is still rounding when the values are far "
    "from 0. Subtract the mean first, then square.",
    example=([1e9 + 5, 1e9 + 11], [0.5, 0.5]),
)
def variance_of_clipped(values, probs):
    values, probs = _checked(values, probs)
    return max(0.0, float(np.sum(probs * values**2) - np.sum(probs * values) ** 2))


@misconception(
    "variance_of",
    "This is the variance of a list in which all values are equally likely. Weight the mean and the squared deviations by "
    "probs.",
    example=([0, 10], [0.9, 0.1]),
)
def variance_of_unweighted(values, probs):
    values, probs = _checked(values, probs)
    return float(np.var(values))


@misconception(
    "variance_of",
    "The squared deviations are weighted, but they are taken from the plain mean. Use the expectation, which is weighted, "
    "too.",
    example=([0, 10], [0.9, 0.1]),
)
def variance_of_around_the_plain_mean(values, probs):
    values, probs = _checked(values, probs)
    return float(probs @ (values - values.mean()) ** 2)


@misconception(
    "variance_of",
    "The mean is weighted, but the squared deviations are not. Take their expectation: weight them by probs.",
    example=([0, 10], [0.9, 0.1]),
)
def variance_of_with_unweighted_deviations(values, probs):
    values, probs = _checked(values, probs)
    return float(np.mean((values - probs @ values) ** 2))


@misconception(
    "variance_of",
    "This is the standard deviation. The variance is its square: leave out the root.",
    example=([0, 10], [0.9, 0.1]),
)
def variance_of_as_standard_deviation(values, probs):
    return math.sqrt(variance_of(values, probs))


@misconception(
    "variance_of",
    "This is the mean absolute deviation. Square the deviations instead of taking their size.",
    example=([0, 10], [0.9, 0.1]),
)
def variance_of_as_absolute_deviation(values, probs):
    values, probs = _checked(values, probs)
    return float(probs @ np.abs(values - probs @ values))


@misconception(
    "variance_of",
    "The deviations are not squared, so they cancel and the result is 0, but for rounding. Square each of them first.",
    example=([0, 10], [0.75, 0.25]),
)
def variance_of_unsquared(values, probs):
    values, probs = _checked(values, probs)
    return float(probs @ (values - probs @ values))


@misconception(
    "variance_of",
    "The probabilities are squared along with the deviations. Square the deviation first, then weight it.",
    example=([0, 10], [0.9, 0.1]),
)
def variance_of_with_squared_weights(values, probs):
    values, probs = _checked(values, probs)
    return float(np.sum((probs * (values - probs @ values)) ** 2))


@misconception(
    "variance_of",
    "This corrects by n / (n - 1), as for a sample. The probabilities are known here, so there is nothing to correct.",
    example=([1, 3], [0.5, 0.5]),
)
def variance_of_with_bessel_correction(values, probs):
    variance = variance_of(values, probs)
    n = len(values)
    return variance * n / (n - 1) if n > 1 else variance


@misconception(
    "variance_of",
    "The probabilities are not checked, so counts give a result as well. Raise ValueError unless probs is a distribution "
    "(expectation checks it for you).",
    example=([1, 2], [3, 1]),
)
def variance_of_without_checks(values, probs):
    values, probs = np.array(values, dtype=float), np.array(probs, dtype=float)
    if values.shape != probs.shape:
        raise ValueError("shapes differ")
    return float(probs @ (values - probs @ values) ** 2)


@misconception(
    "variance_of",
    "The shapes are not compared, and numpy stretches a single value over all probabilities. Raise ValueError unless both "
    "have the same shape.",
    example=([5], [0.5, 0.5]),
)
def variance_of_broadcasting(values, probs):
    values, probs = np.array(values, dtype=float), as_distribution(probs)
    return float(np.sum(probs * (values - np.sum(probs * values)) ** 2))


@misconception(
    "variance_of",
    "The result is right, but values -= mean overwrites the caller's array. Write values - mean, which makes a new one.",
    example=(np.array([1.0, 3.0]), np.array([0.5, 0.5])),
)
def variance_of_in_place(values, probs):
    _checked(values, probs)
    values = np.asarray(values, dtype=float)
    values -= expectation(values, probs)
    return expectation(values**2, probs)


# 3.3 sample_variance


def _enough(x, ddof):
    """The measurements as an array, refused where the exercise says so."""
    x = np.array(x, dtype=float)
    if x.size <= ddof:
        raise ValueError("too few measurements")
    return x


@misconception(
    "sample_variance",
    "ddof is ignored and the divisor is always n. Divide by n - ddof.",
    example=([4, 7, 13, 16],),
)
def sample_variance_always_by_n(x, ddof=1):
    return float(np.var(_enough(x, ddof)))


@misconception(
    "sample_variance",
    "ddof is ignored and the divisor is always n - 1. Divide by n - ddof.",
    example=([4, 7, 13, 16], 0),
)
def sample_variance_always_by_n_minus_1(x, ddof=1):
    x = _enough(x, ddof)
    return float(np.var(x, ddof=1)) if x.size > 1 else 0.0


@misconception(
    "sample_variance",
    "The default is ddof=0 here, as in numpy. A sample variance divides by n - 1 unless told otherwise: ddof=1.",
    example=([4, 7, 13, 16],),
)
def sample_variance_with_numpys_default(x, ddof=0):
    return sample_variance(x, ddof)


@misconception(
    "sample_variance",
    "Any ddof but 0 is taken for 1. Divide by n - ddof, whatever it is.",
    example=([4, 7, 13, 16], 2),
)
def sample_variance_with_ddof_as_a_switch(x, ddof=1):
    x = _enough(x, ddof)
    return float(np.var(x, ddof=1 if ddof else 0))


@misconception(
    "sample_variance",
    "The mean of the squares minus the square of the mean is all rounding when the numbers are far from 0. Subtract the "
    "mean first, then square.",
    example=([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16], 0),
)
def sample_variance_in_one_pass(x, ddof=1):
    x = _enough(x, ddof)
    return float((np.mean(x**2) - np.mean(x) ** 2) * x.size / (x.size - ddof))


@misconception(
    "sample_variance",
    "These are absolute deviations. Square the deviations instead of taking their size.",
    example=([4, 7, 13, 16], 0),
)
def sample_variance_of_absolute_deviations(x, ddof=1):
    x = _enough(x, ddof)
    return float(np.sum(np.abs(x - x.mean())) / (x.size - ddof))


@misconception(
    "sample_variance",
    "This is the standard deviation. The variance is its square: leave out the root.",
    example=([4, 7, 13, 16],),
)
def sample_variance_as_standard_deviation(x, ddof=1):
    return math.sqrt(sample_variance(x, ddof))


@misconception(
    "sample_variance",
    "The squares are summed but not divided. Divide the sum by n - ddof.",
    example=([4, 7, 13, 16],),
)
def sample_variance_as_a_sum(x, ddof=1):
    x = _enough(x, ddof)
    return float(np.sum((x - x.mean()) ** 2))


@misconception(
    "sample_variance",
    "The divisor is n + ddof. Degrees of freedom are lost, so the divisor gets smaller: n - ddof.",
    example=([4, 7, 13, 16],),
)
def sample_variance_by_n_plus_ddof(x, ddof=1):
    x = _enough(x, ddof)
    return float(np.sum((x - x.mean()) ** 2) / (x.size + ddof))


@misconception(
    "sample_variance",
    "The correction is upside down: multiplying by (n - ddof) / n makes the variance smaller. It must become larger by "
    "n / (n - ddof).",
    example=([4, 7, 13, 16],),
)
def sample_variance_with_inverted_correction(x, ddof=1):
    x = _enough(x, ddof)
    return float(np.var(x) * (x.size - ddof) / x.size)


@misconception(
    "sample_variance",
    "The mean is divided by n - ddof as well. It is the plain mean, sum / n; only the squares are divided by n - ddof.",
    example=([4, 7, 13, 16],),
)
def sample_variance_with_corrected_mean(x, ddof=1):
    x = _enough(x, ddof)
    mean = x.sum() / (x.size - ddof)
    return float(np.sum((x - mean) ** 2) / (x.size - ddof))


@misconception(
    "sample_variance",
    "The deviations are taken from the median. Take them from the mean.",
    example=([1, 2, 9],),
)
def sample_variance_around_the_median(x, ddof=1):
    x = _enough(x, ddof)
    return float(np.sum((x - np.median(x)) ** 2) / (x.size - ddof))


@misconception(
    "sample_variance",
    "Too few numbers give nan or infinity here, as in numpy. A division by 0 says nothing about spread: raise ValueError "
    "unless n > ddof.",
    example=([],),
)
def sample_variance_nan_for_too_few(x, ddof=1):
    return float(np.var(np.array(x, dtype=float), ddof=ddof))


@misconception(
    "sample_variance",
    "Too few numbers end in a division by zero, which is no ValueError. Compare n with ddof first, and raise ValueError "
    "unless n > ddof.",
    example=([],),
)
def sample_variance_dividing_by_zero(x, ddof=1):
    x = [float(value) for value in x]
    mean = sum(x) / len(x)
    return sum((value - mean) ** 2 for value in x) / (len(x) - ddof)


@misconception(
    "sample_variance",
    "Too few numbers give 0 here, which claims that there is no spread. It is unknown: raise ValueError unless n > ddof.",
    example=([5.0],),
)
def sample_variance_zero_for_too_few(x, ddof=1):
    x = np.array(x, dtype=float)
    return sample_variance(x, ddof) if x.size > ddof else 0.0


@misconception(
    "sample_variance",
    "n = ddof slips through the check and divides by 0. There must be more numbers than ddof: raise ValueError for n <= "
    "ddof.",
    example=([5.0],),
)
def sample_variance_with_check_off_by_one(x, ddof=1):
    x = np.array(x, dtype=float)
    if x.size < ddof:
        raise ValueError("too few measurements")
    return float(np.var(x, ddof=ddof))


@misconception(
    "sample_variance",
    "A single number is always refused, but with ddof=0 its variance is 0. Raise ValueError only for n <= ddof.",
    example=([5.0], 0),
)
def sample_variance_refusing_one_number(x, ddof=1):
    x = _enough(x, ddof)
    if x.size < 2:
        raise ValueError("too few measurements")
    return sample_variance(x, ddof)


@misconception(
    "sample_variance",
    "The result is right, but x -= x.mean() overwrites the caller's array. Write x - x.mean(), which makes a new one.",
    example=(np.array([4.0, 8.0]),),
)
def sample_variance_in_place(x, ddof=1):
    _enough(x, ddof)
    x = np.asarray(x, dtype=float)
    x -= x.mean()
    return float(np.sum(x**2) / (x.size - ddof))


# 3.4 standardize


def _centred(x, axis):
    """Deviations from the mean, exactly 0 where all entries along the axis are equal."""
    x = np.array(x, dtype=float)
    constant = x.min(axis=axis, keepdims=True) == x.max(axis=axis, keepdims=True)
    return np.where(constant, 0.0, x - x.mean(axis=axis, keepdims=True))


def _divided(centred, scale):
    """Quotient that is 0 where the scale is."""
    return centred / np.where(scale == 0, 1.0, scale)


@misconception(
    "standardize",
    "One mean and one standard deviation serve the whole table. Take them along the axis: x.mean(axis=axis, "
    "keepdims=True).",
    example=([[0, 100], [4, 102]],),
)
def standardize_globally(x, axis=0, eps=0.0):
    x = np.array(x, dtype=float)
    centred = _centred(x.ravel(), 0).reshape(x.shape)
    return _divided(centred, np.sqrt(np.mean(centred**2) + eps))


@misconception(
    "standardize",
    "Every row is standardised by itself. axis=0 goes down the rows and standardises each column.",
    example=([[0, 100], [4, 102]],),
)
def standardize_along_the_last_axis(x, axis=0, eps=0.0):
    return standardize(x, -1, eps)


@misconception(
    "standardize",
    "axis is ignored: this always works column by column. Pass axis on to mean, min and max.",
    example=([[1, 2, 3], [10, 20, 30]], 1),
)
def standardize_ignoring_axis(x, axis=0, eps=0.0):
    return standardize(x, 0, eps)


@misconception(
    "standardize",
    "The default axis is the last one here. Without an axis, each column is standardised: axis=0.",
    example=([[0, 100], [4, 102]],),
)
def standardize_with_last_axis_as_default(x, axis=-1, eps=0.0):
    return standardize(x, axis, eps)


@misconception(
    "standardize",
    "Where all entries are equal, 0/0 gives nan. Return 0 there: divide by 1 where the scale is 0.",
    example=([[1, 0], [1, 2]],),
)
def standardize_nan_for_constants(x, axis=0, eps=0.0):
    centred = _centred(x, axis)
    return centred / np.sqrt(np.mean(centred**2, axis=axis, keepdims=True) + eps)


@misconception(
    "standardize",
    "The mean of equal numbers such as 0.1 is off by rounding, so the deviations and the scale are not quite 0 and the "
    "result is 1 or -1. Find equal entries by comparing the minimum with the maximum.",
    example=([0.1, 0.1, 0.1],),
)
def standardize_fooled_by_rounding(x, axis=0, eps=0.0):
    x = np.array(x, dtype=float)
    scale = np.sqrt(x.var(axis=axis, keepdims=True) + eps)
    return _divided(x - x.mean(axis=axis, keepdims=True), scale)


@misconception(
    "standardize",
    "A small standard deviation is taken for 0, so entries that differ little all become 0. Only equal entries do: compare "
    "the minimum with the maximum.",
    example=([1.0, 1.0 + 2**-40],),
)
def standardize_with_a_tolerance(x, axis=0, eps=0.0):
    x = np.array(x, dtype=float)
    variance = x.var(axis=axis, keepdims=True)
    scale = np.where(variance < 1e-16, np.inf, np.sqrt(variance + eps))
    return (x - x.mean(axis=axis, keepdims=True)) / scale


@misconception(
    "standardize",
    "eps is added to the standard deviation. Add it to the variance, before the root: sqrt(var + eps).",
    example=([1.0, 3.0], 0, 3.0),
)
def standardize_with_eps_outside(x, axis=0, eps=0.0):
    centred = _centred(x, axis)
    return _divided(centred, np.sqrt(np.mean(centred**2, axis=axis, keepdims=True)) + eps)


@misconception(
    "standardize",
    "eps is ignored. Add it to the variance, before the root: sqrt(var + eps).",
    example=([1.0, 3.0], 0, 3.0),
)
def standardize_ignoring_eps(x, axis=0, eps=0.0):
    return standardize(x, axis)


@misconception(
    "standardize",
    "A small number is always added to the scale, which makes every result slightly wrong. Divide by sqrt(var + eps), and "
    "treat equal entries by themselves.",
    example=([[0, 100], [4, 102]],),
)
def standardize_with_a_fixed_epsilon(x, axis=0, eps=0.0):
    centred = _centred(x, axis)
    return centred / (np.sqrt(np.mean(centred**2, axis=axis, keepdims=True) + eps) + 1e-8)


@misconception(
    "standardize",
    "The variance is divided by n - 1. Here it describes these very numbers: divide by n.",
    example=([[0, 100], [4, 102]],),
)
def standardize_with_ddof_1(x, axis=0, eps=0.0):
    centred = _centred(x, axis)
    n = centred.shape[axis]
    return _divided(centred, np.sqrt(np.sum(centred**2, axis=axis, keepdims=True) / max(n - 1, 1) + eps))


@misconception(
    "standardize",
    "The deviations are divided by the variance. Divide by its square root, so that the result has variance 1.",
    example=([[0, 100], [4, 102]],),
)
def standardize_by_the_variance(x, axis=0, eps=0.0):
    centred = _centred(x, axis)
    return _divided(centred, np.mean(centred**2, axis=axis, keepdims=True) + eps)


@misconception(
    "standardize",
    "The mean is subtracted, but nothing is divided. Divide by sqrt(var + eps).",
    example=([[0, 100], [4, 102]],),
)
def standardize_without_scaling(x, axis=0, eps=0.0):
    return _centred(x, axis)


@misconception(
    "standardize",
    "The values are divided by the standard deviation, but the mean is still in them. Subtract it first.",
    example=([[0, 100], [4, 102]],),
)
def standardize_without_centring(x, axis=0, eps=0.0):
    centred = _centred(x, axis)
    return _divided(np.array(x, dtype=float), np.sqrt(np.mean(centred**2, axis=axis, keepdims=True) + eps))


@misconception(
    "standardize",
    "This scales to the range from 0 to 1 (min-max scaling). Standardising subtracts the mean and divides by the standard "
    "deviation.",
    example=([[0, 100], [4, 102]],),
)
def standardize_as_min_max(x, axis=0, eps=0.0):
    x = np.array(x, dtype=float)
    low, high = x.min(axis=axis, keepdims=True), x.max(axis=axis, keepdims=True)
    return _divided(x - low, high - low)


@misconception(
    "standardize",
    "The means have lost their axis and no longer fit the table, except along axis 0. Use keepdims=True.",
    example=([[1, 2, 3], [10, 20, 30]], 1),
)
def standardize_without_keepdims(x, axis=0, eps=0.0):
    x = np.array(x, dtype=float)
    constant = x.min(axis=axis) == x.max(axis=axis)
    centred = np.where(constant, 0.0, x - x.mean(axis=axis))
    return _divided(centred, np.sqrt(np.mean(centred**2, axis=axis) + eps))


@misconception(
    "standardize",
    "The variance is computed as mean of squares minus square of the mean, which is all rounding far from 0. Square the "
    "deviations from the mean.",
    example=([1e9 + 1, 1e9 + 2, 1e9 + 4],),
)
def standardize_in_one_pass(x, axis=0, eps=0.0):
    x = np.array(x, dtype=float)
    centred = _centred(x, axis)
    variance = np.mean(x**2, axis=axis, keepdims=True) - np.mean(x, axis=axis, keepdims=True) ** 2
    return _divided(centred, np.sqrt(np.maximum(variance, 0.0) + eps))


@misconception(
    "standardize",
    "The result is right, but x -= mean overwrites the caller's array. Write x - mean, which makes a new one.",
    example=(np.array([1.0, 3.0]),),
)
def standardize_in_place(x, axis=0, eps=0.0):
    x = np.asarray(x, dtype=float)
    z = standardize(x, axis, eps)
    x -= x.mean(axis=axis, keepdims=True)
    return z


# 3.5 bias_variance


def _runs(predictions, target):
    """Predictions and target as arrays, refused where the exercise says so."""
    predictions, target = np.array(predictions, dtype=float), np.array(target, dtype=float)
    if predictions.ndim != 2 or predictions.size == 0 or target.shape != predictions.shape[1:]:
        raise ValueError("shapes do not fit")
    return predictions, target


@misconception(
    "bias_variance",
    "The variance is divided by S - 1. With the divisor S, bias² and variance add up to the mean squared error.",
    example=([[1.0], [3.0]], [5.0]),
)
def bias_variance_with_ddof_1(predictions, target):
    predictions, target = _runs(predictions, target)
    bias = predictions.mean(axis=0) - target
    return float(np.mean(bias**2)), float(np.mean(predictions.var(axis=0, ddof=1)))


@misconception(
    "bias_variance",
    "The biases of the points are averaged before they are squared, so they cancel. Square each first, then average.",
    example=([[3.0, 1.0], [3.0, 1.0]], [2.0, 2.0]),
)
def bias_variance_with_cancelling_biases(predictions, target):
    predictions, target = _runs(predictions, target)
    bias = predictions.mean(axis=0) - target
    return float(np.mean(bias) ** 2), float(np.mean(predictions.var(axis=0)))


@misconception(
    "bias_variance",
    "The variance is taken over the points of each run. Take it over the runs, at each point: axis=0.",
    example=([[1.0, 5.0], [3.0, 5.0]], [2.0, 2.0]),
)
def bias_variance_over_the_points(predictions, target):
    predictions, target = _runs(predictions, target)
    bias = predictions.mean(axis=0) - target
    return float(np.mean(bias**2)), float(np.mean(predictions.var(axis=1)))


@misconception(
    "bias_variance",
    "The variance is that of all predictions together, which also counts how different the points are. Take it over the "
    "runs, at each point, and average.",
    example=([[1.0, 5.0], [3.0, 5.0]], [2.0, 2.0]),
)
def bias_variance_of_everything(predictions, target):
    predictions, target = _runs(predictions, target)
    bias = predictions.mean(axis=0) - target
    return float(np.mean(bias**2)), float(predictions.var())


@misconception(
    "bias_variance",
    "The bias is not squared. Square it at each point before you average.",
    example=([[1.0], [3.0]], [5.0]),
)
def bias_variance_with_unsquared_bias(predictions, target):
    predictions, target = _runs(predictions, target)
    bias = predictions.mean(axis=0) - target
    return float(np.mean(bias)), float(np.mean(predictions.var(axis=0)))


@misconception(
    "bias_variance",
    "This is the absolute bias. Square the difference from the target at each point.",
    example=([[1.0], [3.0]], [5.0]),
)
def bias_variance_with_absolute_bias(predictions, target):
    predictions, target = _runs(predictions, target)
    bias = predictions.mean(axis=0) - target
    return float(np.mean(np.abs(bias))), float(np.mean(predictions.var(axis=0)))


@misconception(
    "bias_variance",
    "The first number is the mean squared error, which contains the variance. Average the runs first, then compare with "
    "the target.",
    example=([[1.0], [3.0]], [5.0]),
)
def bias_variance_with_error_as_bias(predictions, target):
    predictions, target = _runs(predictions, target)
    return float(np.mean((predictions - target) ** 2)), float(np.mean(predictions.var(axis=0)))


@misconception(
    "bias_variance",
    "The second number is measured from the target, so it contains the bias. Measure from the mean of the runs.",
    example=([[1.0], [3.0]], [5.0]),
)
def bias_variance_around_the_target(predictions, target):
    predictions, target = _runs(predictions, target)
    bias = predictions.mean(axis=0) - target
    return float(np.mean(bias**2)), float(np.mean((predictions - target) ** 2))


@misconception(
    "bias_variance",
    "The results come in the wrong order. Return bias² first, then the variance.",
    example=([[1.0], [3.0]], [5.0]),
)
def bias_variance_swapped(predictions, target):
    bias_squared, variance = bias_variance(predictions, target)
    return variance, bias_squared


@misconception(
    "bias_variance",
    "Both are summed over the points. Average them, so that they do not grow with the number of points.",
    example=([[1.0, 5.0], [3.0, 5.0]], [2.0, 2.0]),
)
def bias_variance_summed(predictions, target):
    bias_squared, variance = bias_variance(predictions, target)
    return bias_squared * len(target), variance * len(target)


@misconception(
    "bias_variance",
    "The second number is a standard deviation. Leave out the root: variances add up to the error, not their roots.",
    example=([[1.0], [5.0]], [5.0]),
)
def bias_variance_with_standard_deviation(predictions, target):
    predictions, target = _runs(predictions, target)
    return bias_variance(predictions, target)[0], float(np.mean(predictions.std(axis=0)))


@misconception(
    "bias_variance",
    "These are arrays with one entry for each point. Average each over the points and return two floats.",
    example=([[1.0, 5.0], [3.0, 5.0]], [2.0, 2.0]),
)
def bias_variance_for_each_point(predictions, target):
    predictions, target = _runs(predictions, target)
    return (predictions.mean(axis=0) - target) ** 2, predictions.var(axis=0)


@misconception(
    "bias_variance",
    "The shapes are not compared, and numpy stretches a short target over all points. Raise ValueError unless target has "
    "one value for each column of predictions.",
    example=([[1.0, 2.0], [3.0, 4.0]], [1.0]),
)
def bias_variance_broadcasting(predictions, target):
    predictions, target = np.array(predictions, dtype=float), np.array(target, dtype=float)
    bias = predictions.mean(axis=0) - target
    return float(np.mean(bias**2)), float(np.mean(predictions.var(axis=0)))


@misconception(
    "bias_variance",
    "The result is right, but predictions -= target overwrites the caller's array. Write predictions - target, which "
    "makes a new one.",
    example=(np.array([[1.0], [3.0]]), np.array([5.0])),
)
def bias_variance_in_place(predictions, target):
    _runs(predictions, target)
    predictions = np.asarray(predictions, dtype=float)
    predictions -= target
    return float(np.mean(predictions.mean(axis=0) ** 2)), float(np.mean(predictions.var(axis=0)))


# 3.6 variance_of_linear_combination


def _combination(weights, cov):
    """Weights and covariances as arrays, refused where the exercise says so."""
    weights, cov = np.array(weights, dtype=float), np.array(cov, dtype=float)
    if weights.ndim != 1 or cov.shape != (weights.size, weights.size):
        raise ValueError("shapes do not fit")
    return weights, cov


@misconception(
    "variance_of_linear_combination",
    "Only the variances are counted, which is right for uncorrelated variables. The covariances count, too: "
    "weights @ cov @ weights.",
    example=([1, 1], [[1, 0.5], [0.5, 1]]),
)
def variance_of_linear_combination_without_covariances(weights, cov):
    weights, cov = _combination(weights, cov)
    return float(np.sum(weights**2 * np.diag(cov)))


@misconception(
    "variance_of_linear_combination",
    "Each covariance is counted once. The pair (i, j) appears in both orders: twice the covariance.",
    example=([1, 1], [[1, 0.5], [0.5, 1]]),
)
def variance_of_linear_combination_with_single_covariances(weights, cov):
    weights, cov = _combination(weights, cov)
    return float(np.sum(np.triu(np.outer(weights, weights) * cov)))


@misconception(
    "variance_of_linear_combination",
    "The weights are not squared, and the covariances are left out. A variance scales with the square of a weight: "
    "weights @ cov @ weights.",
    example=([2, 1], [[1, 0], [0, 1]]),
)
def variance_of_linear_combination_with_unsquared_weights(weights, cov):
    weights, cov = _combination(weights, cov)
    return float(np.sum(weights * np.diag(cov)))


@misconception(
    "variance_of_linear_combination",
    "The weights are applied on one side only. Each covariance belongs to two weights: weights @ cov @ weights.",
    example=([2, 1], [[1, 0.5], [0.5, 1]]),
)
def variance_of_linear_combination_weighted_once(weights, cov):
    weights, cov = _combination(weights, cov)
    return float(np.sum(cov @ weights))


@misconception(
    "variance_of_linear_combination",
    "weights * cov * weights multiplies the same weight into each column twice. Use the matrix product @, which pairs the "
    "weight of the row with that of the column.",
    example=([2, 1], [[1, 0.5], [0.5, 1]]),
)
def variance_of_linear_combination_elementwise(weights, cov):
    weights, cov = _combination(weights, cov)
    return float(np.sum(weights * cov * weights))


@misconception(
    "variance_of_linear_combination",
    "This is the vector of covariances with the sum. Multiply by the weights once more, for one number.",
    example=([1, 1], [[1, 0.5], [0.5, 1]]),
)
def variance_of_linear_combination_as_a_vector(weights, cov):
    weights, cov = _combination(weights, cov)
    return cov @ weights


@misconception(
    "variance_of_linear_combination",
    "This is the standard deviation. The variance is its square: leave out the root.",
    example=([1, 1], [[1, 0.5], [0.5, 1]]),
)
def variance_of_linear_combination_as_standard_deviation(weights, cov):
    return math.sqrt(variance_of_linear_combination(weights, cov))


@misconception(
    "variance_of_linear_combination",
    "The signs of the weights are dropped. They matter: correlated variables partly cancel in a difference.",
    example=([1, -1], [[1, 0.5], [0.5, 1]]),
)
def variance_of_linear_combination_of_absolute_weights(weights, cov):
    return variance_of_linear_combination(np.abs(weights), cov)


@misconception(
    "variance_of_linear_combination",
    "The covariances are subtracted. In a sum they are added; a minus comes from the signs of the weights alone.",
    example=([1, 1], [[1, 0.5], [0.5, 1]]),
)
def variance_of_linear_combination_subtracting_covariances(weights, cov):
    weights, cov = _combination(weights, cov)
    products = np.outer(weights, weights) * cov
    return float(2 * np.trace(products) - products.sum())


@misconception(
    "variance_of_linear_combination",
    "Standard deviations are added and the sum is squared, as if all variables moved together. Use the covariances: "
    "weights @ cov @ weights.",
    example=([1, 1], [[1, 0.5], [0.5, 1]]),
)
def variance_of_linear_combination_adding_deviations(weights, cov):
    weights, cov = _combination(weights, cov)
    return float(np.sum(weights * np.sqrt(np.diag(cov))) ** 2)


@misconception(
    "variance_of_linear_combination",
    "The sum is divided by n. This is not an average: add up all products.",
    example=([1, 1], [[1, 0.5], [0.5, 1]]),
)
def variance_of_linear_combination_as_a_mean(weights, cov):
    weights, cov = _combination(weights, cov)
    return float(weights @ cov @ weights) / len(weights)


@misconception(
    "variance_of_linear_combination",
    "The diagonal is taken for standard deviations and squared. It holds the variances already.",
    example=([1, 1], [[4, 0], [0, 9]]),
)
def variance_of_linear_combination_squaring_variances(weights, cov):
    weights, cov = _combination(weights, cov)
    return float(weights @ cov @ weights + np.sum(weights**2 * (np.diag(cov) ** 2 - np.diag(cov))))


@misconception(
    "variance_of_linear_combination",
    "The shapes are not compared, and numpy stretches what is too small. Raise ValueError unless cov has a row and a "
    "column for each weight.",
    example=([1, 1], [[2.0]]),
)
def variance_of_linear_combination_broadcasting(weights, cov):
    weights, cov = np.array(weights, dtype=float), np.array(cov, dtype=float)
    return float(np.sum(np.outer(weights, weights) * cov))


@misconception(
    "variance_of_linear_combination",
    "The shapes are left to @, which takes a stack of matrices, too. Compare them: weights needs one axis, and cov the shape "
    "(n, n).",
    example=([1, 1], [[[2, 1], [1, 2]]]),
)
def variance_of_linear_combination_trusting_the_matrix_product(weights, cov):
    weights, cov = np.array(weights, dtype=float), np.array(cov, dtype=float)
    return float(weights @ cov @ weights)


@misconception(
    "variance_of_linear_combination",
    "The result is right, but cov *= ... overwrites the caller's matrix. Make a new array instead.",
    example=(np.array([2.0, 1.0]), np.array([[1.0, 0.5], [0.5, 1.0]])),
)
def variance_of_linear_combination_in_place(weights, cov):
    _combination(weights, cov)
    cov = np.asarray(cov, dtype=float)
    cov *= np.outer(weights, weights)
    return float(cov.sum())


# 3.7 layer_norm


def _layer(x, gamma, beta):
    """A float64 copy of x, its parameters, and the dtype of the answer."""
    x = np.asarray(x)
    gamma, beta = as_parameter(gamma, x.shape[-1], "gamma"), as_parameter(beta, x.shape[-1], "beta")
    return np.array(x, dtype=float), gamma, beta, float_dtype(x)


def _deviations(x):
    return x - x.mean(axis=-1, keepdims=True)


def _variance(x, ddof=0):
    return x.var(axis=-1, keepdims=True, ddof=ddof)


@misconception(
    "layer_norm",
    "The variance is divided by D - 1, as torch.std does by default. Layer norm describes this very vector: divide by D.",
    example=([[1, 2, 3, 4], [10, 20, 30, 40]], [1, 2, 1, 1], [0, 0, 1, 0]),
)
def layer_norm_with_ddof_1(x, gamma, beta, eps=1e-5):
    x, gamma, beta, dtype = _layer(x, gamma, beta)
    n = x.shape[-1]
    return (gamma * _deviations(x) / np.sqrt(_variance(x, min(1, n - 1)) + eps) + beta).astype(dtype)


@misconception(
    "layer_norm",
    "eps is added to the standard deviation, which matters for small activations. Add it to the variance, inside the "
    "root: sqrt(var + eps).",
    example=([[0.001, -0.001, 0.002, -0.002]], [1, 2, 1, 1], [0, 0, 1, 0]),
)
def layer_norm_with_eps_outside(x, gamma, beta, eps=1e-5):
    x, gamma, beta, dtype = _layer(x, gamma, beta)
    return (gamma * _deviations(x) / (np.sqrt(_variance(x)) + eps) + beta).astype(dtype)


@misconception(
    "layer_norm",
    "Mean and variance are taken over the whole batch. Each vector along the last axis is normalised by itself: axis=-1, "
    "keepdims=True.",
    example=([[1, 2, 3, 4], [10, 20, 30, 40]], [1, 2, 1, 1], [0, 0, 1, 0]),
)
def layer_norm_over_everything(x, gamma, beta, eps=1e-5):
    x, gamma, beta, dtype = _layer(x, gamma, beta)
    if x.size == 0:
        return x.astype(dtype)
    return (gamma * (x - x.mean()) / np.sqrt(x.var() + eps) + beta).astype(dtype)


@misconception(
    "layer_norm",
    "Each feature is normalised over the batch, which is batch normalisation. Normalise each vector over its features: "
    "axis=-1.",
    example=([[1, 2, 3, 4], [10, 20, 30, 40]], [1, 2, 1, 1], [0, 0, 1, 0]),
)
def layer_norm_as_batch_norm(x, gamma, beta, eps=1e-5):
    x, gamma, beta, dtype = _layer(x, gamma, beta)
    return (gamma * standardize(x, eps=eps) + beta).astype(dtype)


@misconception(
    "layer_norm",
    "axis=1 is the last axis of a table only. Vectors of any number of axes are normalised along the last one: axis=-1.",
    example=([[[3, 5]]], [1, 10], [0, 0], 3.0),
)
def layer_norm_along_axis_1(x, gamma, beta, eps=1e-5):
    x, gamma, beta, dtype = _layer(x, gamma, beta)
    return (gamma * standardize(x, 1, eps) + beta).astype(dtype)


@misconception(
    "layer_norm",
    "The deviations are divided by the variance. Divide by its square root: sqrt(var + eps).",
    example=([[1, 2, 3, 4], [10, 20, 30, 40]], [1, 2, 1, 1], [0, 0, 1, 0]),
)
def layer_norm_by_the_variance(x, gamma, beta, eps=1e-5):
    x, gamma, beta, dtype = _layer(x, gamma, beta)
    return (gamma * _deviations(x) / (_variance(x) + eps) + beta).astype(dtype)


@misconception(
    "layer_norm",
    "gamma and beta are not used. Scale the normalised vector by gamma and shift it by beta.",
    example=([[1, 2, 3, 4], [10, 20, 30, 40]], [1, 2, 1, 1], [0, 0, 1, 0]),
)
def layer_norm_without_parameters(x, gamma, beta, eps=1e-5):
    return layer_norm(x, np.ones_like(gamma), np.zeros_like(beta), eps) if _layer(x, gamma, beta) else None


@misconception(
    "layer_norm",
    "beta is not used. Add it after the scaling by gamma.",
    example=([[1, 2, 3, 4]], [1, 2, 1, 1], [0, 0, 1, 0]),
)
def layer_norm_without_beta(x, gamma, beta, eps=1e-5):
    return layer_norm(x, gamma, np.zeros_like(beta), eps)


@misconception(
    "layer_norm",
    "gamma is not used, which shows nowhere while it is 1. Multiply the normalised vector by it.",
    example=([[1, 2, 3, 4]], [1, 2, 1, 1], [0, 0, 1, 0]),
)
def layer_norm_without_gamma(x, gamma, beta, eps=1e-5):
    return layer_norm(x, np.ones_like(gamma), beta, eps) if _layer(x, gamma, beta) else None


@misconception(
    "layer_norm",
    "gamma and beta are exchanged. gamma scales, beta shifts: gamma * normalised + beta.",
    example=([[1, 2, 3, 4]], [1, 2, 1, 1], [0, 0, 1, 0]),
)
def layer_norm_with_swapped_parameters(x, gamma, beta, eps=1e-5):
    return layer_norm(x, beta, gamma, eps)


@misconception(
    "layer_norm",
    "beta is added before the scaling, so gamma multiplies it. Scale first, then shift.",
    example=([[1, 2, 3, 4]], [1, 2, 1, 1], [0, 3, 1, 0]),
)
def layer_norm_shifted_before_scaling(x, gamma, beta, eps=1e-5):
    x, gamma, beta, dtype = _layer(x, gamma, beta)
    return (gamma * (_deviations(x) / np.sqrt(_variance(x) + eps) + beta)).astype(dtype)


@misconception(
    "layer_norm",
    "The mean is not subtracted, which is RMSNorm. Layer norm centres each vector first.",
    example=([[1, 2, 3, 4], [10, 20, 30, 40]], [1, 2, 1, 1], [0, 0, 1, 0]),
)
def layer_norm_as_rms_norm(x, gamma, beta, eps=1e-5):
    x, gamma, beta, dtype = _layer(x, gamma, beta)
    return (gamma * x / np.sqrt(np.mean(x**2, axis=-1, keepdims=True) + eps) + beta).astype(dtype)


@misconception(
    "layer_norm",
    "The variance is measured correctly, but the mean stays in the vector. Subtract it before you divide.",
    example=([[1, 2, 3, 4], [10, 20, 30, 40]], [1, 2, 1, 1], [0, 0, 1, 0]),
)
def layer_norm_without_centring(x, gamma, beta, eps=1e-5):
    x, gamma, beta, dtype = _layer(x, gamma, beta)
    return (gamma * x / np.sqrt(_variance(x) + eps) + beta).astype(dtype)


@misconception(
    "layer_norm",
    "eps is not used: small activations are blown up, and a constant vector is 0/0. Divide by sqrt(var + eps).",
    example=([[7.0, 7.0]], [2.0, 3.0], [0.5, 0.25]),
)
def layer_norm_without_eps(x, gamma, beta, eps=1e-5):
    x, gamma, beta, dtype = _layer(x, gamma, beta)
    return (gamma * _deviations(x) / np.sqrt(_variance(x)) + beta).astype(dtype)


@misconception(
    "layer_norm",
    "eps is not passed on, and standardize takes its own default, 0. Write standardize(x, -1, eps).",
    example=([[0.001, -0.001, 0.002, -0.002]], [1, 2, 1, 1], [0, 0, 1, 0]),
)
def layer_norm_not_passing_eps_on(x, gamma, beta, eps=1e-5):
    x, gamma, beta, dtype = _layer(x, gamma, beta)
    return (gamma * standardize(x, -1) + beta).astype(dtype)


@misconception(
    "layer_norm",
    "eps is fixed at 1e-5, whatever is passed. Use the argument.",
    example=([[3.0, 5.0]], [1.0, 10.0], [0.0, 0.0], 3.0),
)
def layer_norm_with_a_fixed_eps(x, gamma, beta, eps=1e-5):
    return layer_norm(x, gamma, beta)


@misconception(
    "layer_norm",
    "The default of eps is 1e-6 here. It is part of the layer: 1e-5.",
    example=([[0.001, -0.001, 0.002, -0.002]], [1, 2, 1, 1], [0, 0, 1, 0]),
)
def layer_norm_with_another_default(x, gamma, beta, eps=1e-6):
    return layer_norm(x, gamma, beta, eps)


@misconception(
    "layer_norm",
    "float16 and float32 are computed as they are: means lose digits and squares overflow. Convert to float64 first, and "
    "back at the end.",
    example=(np.array([2000.0, 2001.0, 2003.0], dtype=np.float32), np.ones(3), np.zeros(3)),
)
def layer_norm_in_low_precision(x, gamma, beta, eps=1e-5):
    x = np.asarray(x)
    _, gamma, beta, dtype = _layer(x, gamma, beta)
    x = x.astype(dtype)
    scale = np.sqrt(_variance(x) + dtype.type(eps))
    return (gamma * (_deviations(x) / scale) + beta).astype(dtype)


@misconception(
    "layer_norm",
    "Mean and variance are computed in the dtype of x, and gamma then makes the result float64. The other way round: "
    "convert x to float64 first, and the result to float_dtype(x).",
    example=(np.array([2000.0, 2001.0, 2003.0], dtype=np.float32), np.ones(3), np.zeros(3)),
)
def layer_norm_without_conversions(x, gamma, beta, eps=1e-5):
    x = np.asarray(x)
    _, gamma, beta, _ = _layer(x, gamma, beta)
    return gamma * _deviations(x) / np.sqrt(_variance(x) + eps) + beta


@misconception(
    "layer_norm",
    "The result is always float64. Return it in the dtype of x if that is a floating type: .astype(float_dtype(x)).",
    example=(np.array([2000.0, 2001.0, 2003.0], dtype=np.float32), np.ones(3), np.zeros(3)),
)
def layer_norm_in_float64(x, gamma, beta, eps=1e-5):
    return layer_norm(np.asarray(x, dtype=float), gamma, beta, eps)


@misconception(
    "layer_norm",
    "Whole numbers come back as whole numbers: the cast to the dtype of x cuts off the decimals. float_dtype(x) says "
    "which dtype to use.",
    example=([[1, 2, 3, 4]], [1, 2, 1, 1], [0, 0, 1, 0]),
)
def layer_norm_cast_to_int(x, gamma, beta, eps=1e-5):
    return layer_norm(x, gamma, beta, eps).astype(np.asarray(x).dtype)


@misconception(
    "layer_norm",
    "gamma and beta are not checked, and numpy stretches what is too small. Raise ValueError unless both have shape (D,) "
    "(as_parameter does it).",
    example=([[1.0, 2.0, 3.0]], [1.0], [0.0, 0.0, 0.0]),
)
def layer_norm_without_checks(x, gamma, beta, eps=1e-5):
    x = np.asarray(x)
    normalised = standardize(x, axis=-1, eps=eps)
    return (np.asarray(gamma, dtype=float) * normalised + np.asarray(beta, dtype=float)).astype(float_dtype(x))


@misconception(
    "layer_norm",
    "The result is right, but x -= mean overwrites the activations of the caller. Write x - mean, which makes a new "
    "array.",
    example=(np.array([[1.0, 3.0]]), np.ones(2), np.zeros(2)),
)
def layer_norm_in_place(x, gamma, beta, eps=1e-5):
    result = layer_norm(x, gamma, beta, eps)
    x = np.asarray(x)
    if x.dtype == float:
        x -= x.mean(axis=-1, keepdims=True)
    return result


# 3.8 rms_norm


def _rms_layer(x, gamma):
    """A float64 copy of x, gamma, and the dtype of the answer."""
    x = np.asarray(x)
    return np.array(x, dtype=float), as_parameter(gamma, x.shape[-1], "gamma"), float_dtype(x)


def _mean_square(x):
    return np.mean(x**2, axis=-1, keepdims=True)


@misconception(
    "rms_norm",
    "The squares are summed, so every vector gets length 1. RMS means root of the *mean* square: divide by D.",
    example=([[1, 2, 3, 4], [10, 20, 30, 40]], [1, 1, 1, 1]),
)
def rms_norm_of_the_sum(x, gamma, eps=1e-5):
    x, gamma, dtype = _rms_layer(x, gamma)
    return (gamma * x / np.sqrt(np.sum(x**2, axis=-1, keepdims=True) + eps)).astype(dtype)


@misconception(
    "rms_norm",
    "The vector is divided by the mean square. Take its root first.",
    example=([[1, 2, 3, 4], [10, 20, 30, 40]], [1, 1, 1, 1]),
)
def rms_norm_without_root(x, gamma, eps=1e-5):
    x, gamma, dtype = _rms_layer(x, gamma)
    return (gamma * x / (_mean_square(x) + eps)).astype(dtype)


@misconception(
    "rms_norm",
    "The mean is subtracted first, which is layer norm. RMSNorm centres nothing.",
    example=([[1, 2, 3, 4], [10, 20, 30, 40]], [1, 1, 1, 1]),
)
def rms_norm_as_layer_norm(x, gamma, eps=1e-5):
    return layer_norm(x, gamma, np.zeros(np.shape(x)[-1]), eps)


@misconception(
    "rms_norm",
    "The vector is divided by its standard deviation, which is measured from the mean. Measure from 0: the root of the "
    "mean of x².",
    example=([[1, 2, 3, 4], [10, 20, 30, 40]], [1, 1, 1, 1]),
)
def rms_norm_by_the_standard_deviation(x, gamma, eps=1e-5):
    x, gamma, dtype = _rms_layer(x, gamma)
    return (gamma * x / np.sqrt(_variance(x) + eps)).astype(dtype)


@misconception(
    "rms_norm",
    "eps is added to the root mean square, which matters for small activations. Add it inside the root.",
    example=([[0.001, -0.001, 0.002, -0.002]], [1, 1, 1, 1]),
)
def rms_norm_with_eps_outside(x, gamma, eps=1e-5):
    x, gamma, dtype = _rms_layer(x, gamma)
    return (gamma * x / (np.sqrt(_mean_square(x)) + eps)).astype(dtype)


@misconception(
    "rms_norm",
    "eps is not used: small activations are blown up, and zeros are 0/0. Divide by sqrt(mean square + eps).",
    example=([[0.0, 0.0]], [1.0, 2.0]),
)
def rms_norm_without_eps(x, gamma, eps=1e-5):
    x, gamma, dtype = _rms_layer(x, gamma)
    return (gamma * x / np.sqrt(_mean_square(x))).astype(dtype)


@misconception(
    "rms_norm",
    "eps is fixed at 1e-5, whatever is passed. Use the argument.",
    example=([3.0, 3.0], [2.0, 4.0], 7.0),
)
def rms_norm_with_a_fixed_eps(x, gamma, eps=1e-5):
    return rms_norm(x, gamma)


@misconception(
    "rms_norm",
    "The default of eps is 1e-6 here, as in some models. In this layer it is 1e-5.",
    example=([[0.001, -0.001, 0.002, -0.002]], [1, 1, 1, 1]),
)
def rms_norm_with_another_default(x, gamma, eps=1e-6):
    return rms_norm(x, gamma, eps)


@misconception(
    "rms_norm",
    "gamma is not used, which shows nowhere while it is 1. Multiply the normalised vector by it.",
    example=([3.0, 3.0], [2.0, 4.0]),
)
def rms_norm_without_gamma(x, gamma, eps=1e-5):
    return rms_norm(x, np.ones_like(gamma), eps) if _rms_layer(x, gamma) else None


@misconception(
    "rms_norm",
    "The scale is 1 + gamma, as in Gemma. Here gamma itself is the scale.",
    example=([3.0, 3.0], [2.0, 4.0]),
)
def rms_norm_with_one_plus_gamma(x, gamma, eps=1e-5):
    x, gamma, dtype = _rms_layer(x, gamma)
    return ((1 + gamma) * x / np.sqrt(_mean_square(x) + eps)).astype(dtype)


@misconception(
    "rms_norm",
    "The mean square is that of the whole batch. Each vector along the last axis is normalised by itself: axis=-1, "
    "keepdims=True.",
    example=([[1, 2, 3, 4], [10, 20, 30, 40]], [1, 1, 1, 1]),
)
def rms_norm_over_everything(x, gamma, eps=1e-5):
    x, gamma, dtype = _rms_layer(x, gamma)
    if x.size == 0:
        return x.astype(dtype)
    return (gamma * x / np.sqrt(np.mean(x**2) + eps)).astype(dtype)


@misconception(
    "rms_norm",
    "The mean square is taken over the batch, feature by feature. Take it over the features of each vector: axis=-1.",
    example=([[1, 2, 3, 4], [10, 20, 30, 40]], [1, 1, 1, 1]),
)
def rms_norm_over_the_batch(x, gamma, eps=1e-5):
    x, gamma, dtype = _rms_layer(x, gamma)
    if x.size == 0:
        return x.astype(dtype)
    return (gamma * x / np.sqrt(np.mean(x**2, axis=0) + eps)).astype(dtype)


@misconception(
    "rms_norm",
    "axis=1 is the last axis of a table only. Vectors of any number of axes are normalised along the last one: axis=-1.",
    example=([3.0, 3.0], [2.0, 4.0]),
)
def rms_norm_along_axis_1(x, gamma, eps=1e-5):
    x, gamma, dtype = _rms_layer(x, gamma)
    return (gamma * x / np.sqrt(np.mean(x**2, axis=1, keepdims=True) + eps)).astype(dtype)


@misconception(
    "rms_norm",
    "This is the mean size of the entries. Square them, take the mean, and then the root.",
    example=([[1, 2, 3, 4], [10, 20, 30, 40]], [1, 1, 1, 1]),
)
def rms_norm_by_the_mean_size(x, gamma, eps=1e-5):
    x, gamma, dtype = _rms_layer(x, gamma)
    return (gamma * x / (np.mean(np.abs(x), axis=-1, keepdims=True) + eps)).astype(dtype)


@misconception(
    "rms_norm",
    "The squares are computed in the dtype of x, and in float16 or int32 they overflow. Convert to float64 first, and "
    "back at the end.",
    example=(np.array([300.0, -300.0], dtype=np.float16), np.ones(2)),
)
def rms_norm_in_low_precision(x, gamma, eps=1e-5):
    x = np.asarray(x)
    _, gamma, dtype = _rms_layer(x, gamma)
    rms = np.sqrt(np.mean(x * x, axis=-1, keepdims=True) + dtype.type(eps))
    return (gamma * x / rms).astype(dtype)


@misconception(
    "rms_norm",
    "The squares are computed in the dtype of x, where they may overflow, and gamma then makes the result float64. The other "
    "way round: convert x to float64 first, and the result to float_dtype(x).",
    example=(np.array([300.0, -300.0], dtype=np.float16), np.ones(2)),
)
def rms_norm_without_conversions(x, gamma, eps=1e-5):
    x = np.asarray(x)
    _, gamma, _ = _rms_layer(x, gamma)
    return gamma * x / np.sqrt(_mean_square(x) + eps)


@misconception(
    "rms_norm",
    "The result is always float64. Return it in the dtype of x if that is a floating type: .astype(float_dtype(x)).",
    example=(np.array([300.0, -300.0], dtype=np.float16), np.ones(2)),
)
def rms_norm_in_float64(x, gamma, eps=1e-5):
    return rms_norm(np.asarray(x, dtype=float), gamma, eps)


@misconception(
    "rms_norm",
    "Whole numbers come back as whole numbers: the cast to the dtype of x cuts off the decimals. float_dtype(x) says "
    "which dtype to use.",
    example=([[1, 2, 3, 4]], [1, 1, 1, 1]),
)
def rms_norm_cast_to_int(x, gamma, eps=1e-5):
    return rms_norm(x, gamma, eps).astype(np.asarray(x).dtype)


@misconception(
    "rms_norm",
    "gamma is not checked, and numpy stretches what is too small. Raise ValueError unless it has shape (D,) (as_parameter "
    "does it).",
    example=([[1.0, 2.0, 3.0]], [2.0]),
)
def rms_norm_without_checks(x, gamma, eps=1e-5):
    x = np.asarray(x)
    normalised = rms_norm(x.astype(float), np.ones(x.shape[-1]), eps)
    return (np.asarray(gamma, dtype=float) * normalised).astype(float_dtype(x))


@misconception(
    "rms_norm",
    "The result is right, but x *= ... or x /= ... overwrites the activations of the caller. Make a new array instead.",
    example=(np.array([[1.0, 3.0]]), np.ones(2)),
)
def rms_norm_in_place(x, gamma, eps=1e-5):
    result = rms_norm(x, gamma, eps)
    x = np.asarray(x)
    if x.dtype == float:
        x *= 1 / np.sqrt(_mean_square(x) + eps)
    return result


# 3.9 running_mean_variance


def _numbers(stream):
    """The numbers of the stream, refused where the exercise says so."""
    numbers = [float(x) for x in stream]
    if not numbers:
        raise ValueError("the stream is empty")
    return numbers


@misconception(
    "running_mean_variance",
    "The variance is divided by n - 1. The population variance is asked for: divide by n.",
    example=([1, 2, 4],),
)
def running_mean_variance_by_n_minus_1(stream):
    numbers = _numbers(stream)
    mean, variance = running_mean_variance(numbers)
    n = len(numbers)
    return mean, variance * n / (n - 1) if n > 1 else 0.0


@misconception(
    "running_mean_variance",
    "Sums of x and x² cancel when the numbers are far from 0: the variance is all rounding, even negative. Update the mean "
    "and the sum of squared deviations instead.",
    example=([1e9 + 1, 1e9 + 2, 1e9 + 4],),
)
def running_mean_variance_of_sums(stream):
    mean, variance = _from_sums(stream)
    return mean, variance


@misconception(
    "running_mean_variance",
    "The difference of sums is clipped at 0, which hides that it is all rounding when the numbers are far from 0. Update "
    "the mean and the sum of squared deviations instead.",
    example=([1e9 + 1, 1e9 + 2, 1e9 + 4],),
)
def running_mean_variance_of_clipped_sums(stream):
    mean, variance = _from_sums(stream)
    return mean, max(0.0, variance)


def _from_sums(stream):
    """Mean, and the difference of the mean square and the squared mean."""
    n, total, squares = 0, 0.0, 0.0
    for x in stream:
        n, total, squares = n + 1, total + x, squares + x * x
    if n == 0:
        raise ValueError("the stream is empty")
    return float(total / n), float(squares / n - (total / n) ** 2)


@misconception(
    "running_mean_variance",
    "The stream is read twice, but an iterator is empty the second time. Update the mean and the squares in the same "
    "loop.",
    example=(iter([1.0, 2.0, 4.0]),),
)
def running_mean_variance_in_two_passes(stream):
    numbers = _numbers(stream)
    again = [float(x) for x in stream]
    mean = sum(numbers) / len(numbers)
    return mean, sum((x - mean) ** 2 for x in again) / len(numbers)


@misconception(
    "running_mean_variance",
    "len(stream) fails for an iterator, which has no length. Count the numbers as they come.",
    example=(iter([1.0, 2.0, 4.0]),),
)
def running_mean_variance_with_len(stream):
    if len(stream) == 0:
        raise ValueError("the stream is empty")
    return running_mean_variance(stream)


@misconception(
    "running_mean_variance",
    "The squared deviation from the old mean is added. Multiply the deviation from the old mean by that from the new one.",
    example=([1, 2, 4],),
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


@misconception(
    "running_mean_variance",
    "The squared deviation from the new mean is added. Multiply the deviation from the old mean by that from the new one.",
    example=([1, 2, 4],),
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


@misconception(
    "running_mean_variance",
    "The new mean is the average of the old one and x, which counts late numbers most. Move the mean by delta / n.",
    example=([1, 2, 4],),
)
def running_mean_variance_halving(stream):
    numbers = _numbers(stream)
    mean, squares = numbers[0], 0.0
    for x in numbers[1:]:
        delta = x - mean
        mean = (mean + x) / 2
        squares += delta * (x - mean)
    return mean, squares / len(numbers)


@misconception(
    "running_mean_variance",
    "The count is one too high, as if there were a 0 before the first number. Start it at 0 and raise it first.",
    example=([1, 2, 4],),
)
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


@misconception(
    "running_mean_variance",
    "This is the sum of the squared deviations. Divide it by n at the end.",
    example=([1, 2, 4],),
)
def running_mean_variance_without_division(stream):
    numbers = _numbers(stream)
    mean, variance = running_mean_variance(numbers)
    return mean, variance * len(numbers)


@misconception(
    "running_mean_variance",
    "The second number is the standard deviation. The variance is its square: leave out the root.",
    example=([1, 2, 4],),
)
def running_mean_variance_as_standard_deviation(stream):
    mean, variance = running_mean_variance(stream)
    return mean, math.sqrt(variance)


@misconception(
    "running_mean_variance",
    "The results come in the wrong order. Return the mean first, then the variance.",
    example=([1, 2, 4],),
)
def running_mean_variance_swapped(stream):
    mean, variance = running_mean_variance(stream)
    return variance, mean


@misconception(
    "running_mean_variance",
    "An empty stream gives zeros or nan here. It has no mean: raise ValueError.",
    example=([],),
)
def running_mean_variance_of_nothing(stream):
    numbers = [float(x) for x in stream]
    return running_mean_variance(numbers) if numbers else (0.0, 0.0)


@misconception(
    "running_mean_variance",
    "An empty stream ends in a division by zero. Check the count after the loop and raise ValueError.",
    example=([],),
)
def running_mean_variance_dividing_by_zero(stream):
    numbers = [float(x) for x in stream]
    if not numbers:
        raise ZeroDivisionError("division by zero")
    return running_mean_variance(numbers)


@misconception(
    "running_mean_variance",
    "A single number is refused or gives nan. Its population variance is 0: only an empty stream is an error.",
    example=([3.5],),
)
def running_mean_variance_refusing_one_number(stream):
    numbers = _numbers(stream)
    if len(numbers) < 2:
        raise ValueError("too few numbers")
    return running_mean_variance(numbers)
