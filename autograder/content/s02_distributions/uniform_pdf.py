"""2.2 `uniform_pdf`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import stats

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from solutions.s02_distributions import uniform_pdf

# Criteria


@criterion(core=True)
def test_is_one_over_the_width_inside_and_zero_outside(uniform_pdf, reference, rng):
    for size in (9, 40):
        a = float(rng.normal(0, 3))
        b = a + float(rng.uniform(1.5, 5))
        # Points below, inside and above, in any order.
        x = np.concatenate([rng.uniform(a - 2, a, 2), rng.uniform(a, b, size - 4), rng.uniform(b, b + 2, 2)])
        x = rng.permutation(x)
        expected = reference.uniform_pdf(x, a, b)
        assert_close(uniform_pdf(x, a, b), expected)


@criterion(core=True)
def test_exceeds_one_on_a_narrow_interval(uniform_pdf, rng):
    for least, most in ((0.3, 0.7), (0.01, 0.1)):
        a = float(rng.normal(0, 3))
        b = a + float(rng.uniform(least, most))
        width = b - a
        x = a + width * np.array([0.2, 0.6, -0.8, 1.4])
        expected = np.array([1 / width, 1 / width, 0.0, 0.0])
        assert_close(uniform_pdf(x, a, b), expected)


@criterion()
def test_includes_both_ends(uniform_pdf):
    assert_close(uniform_pdf([-1.5, 0.5, -1.50001, 0.50001], -1.5, 0.5), np.array([0.5, 0.5, 0.0, 0.0]))
    assert_close(uniform_pdf([0, 1, 2, 3, 4, 5], 1, 4), np.array([0, 1 / 3, 1 / 3, 1 / 3, 1 / 3, 0]))


@criterion()
def test_refuses_an_empty_or_reversed_interval(uniform_pdf):
    for a, b in ((1, 1), (2.0, 1.0), (0, 0), (0, -3)):
        with raises(ValueError):
            uniform_pdf([0.5, 1.5], a, b)


@criterion()
def test_keeps_the_shape_also_of_whole_numbers(uniform_pdf, reference, rng):
    for shape in ((2, 3), (4, 1), (2, 3, 2), (0,)):
        x = rng.uniform(-1, 4, size=shape)
        expected = reference.uniform_pdf(x, 0.5, 3.0)
        assert_close(uniform_pdf(x, 0.5, 3.0), expected)
    assert_close(uniform_pdf(np.array([3, 9, -2]), 0, 8), np.array([0.125, 0.0, 0.0]))


@criterion()
def test_leaves_its_arguments_unchanged(uniform_pdf, rng):
    x = rng.uniform(-1, 4, size=(2, 3))
    assert_unchanged(uniform_pdf, x, 0.5, 3.0)
    assert_unchanged(uniform_pdf, x.tolist(), 0.5, 3.0)


# Known mistakes


mistake = mistakes_of(uniform_pdf, example=([0.1], 0, 0.5))


@mistake(
    "The height 1 / (b - a) is returned everywhere. Outside of [a, b] the density is 0: choose with np.where.",
    example=([0.7], 0, 0.5),
)
def uniform_pdf_without_support(x, a, b):
    uniform_pdf(x, a, b)
    return np.full(np.shape(x), 1 / (b - a))


@mistake("This is the cdf, the area up to x. The density is the height, 1 / (b - a) inside of the interval.")
def uniform_pdf_as_the_cdf(x, a, b):
    uniform_pdf(x, a, b)
    return np.clip((np.asarray(x) - a) / (b - a), 0.0, 1.0)


@mistake("The height is b - a. The area b - a times the height must be 1, so the height is 1 / (b - a).")
def uniform_pdf_as_the_width(x, a, b):
    return np.where(uniform_pdf(x, a, b) > 0, float(b - a), 0.0)


@mistake("The density is cut off at 1. It is not a probability: on an interval narrower than 1 it is greater than 1.")
def uniform_pdf_capped_at_one(x, a, b):
    return np.minimum(uniform_pdf(x, a, b), 1.0)


@mistake("The density is 1 inside, whatever the width. The area must be 1, so the height is 1 / (b - a).")
def uniform_pdf_of_height_one(x, a, b):
    return np.where(uniform_pdf(x, a, b) > 0, 1.0, 0.0)


@mistake(
    "The density is divided by the number of points. It belongs to each point by itself and need not sum to 1.",
    example=([0.1, 0.2], 0, 0.5),
)
def uniform_pdf_normalised_over_the_points(x, a, b):
    density = uniform_pdf(x, a, b)
    return density / max(density.size, 1)


@mistake(
    "The ends of the interval are left out. Here they belong to it: use <= on both sides.", example=([1.0, 2.0], 1, 3)
)
def uniform_pdf_without_the_ends(x, a, b):
    x, density = np.asarray(x), uniform_pdf(x, a, b)
    return np.where((x == a) | (x == b), 0.0, density)


@mistake(
    "The upper end is left out, as in range(). Here both ends belong to the interval: use <= b.",
    example=([1.0, 3.0], 1, 3),
)
def uniform_pdf_without_the_upper_end(x, a, b):
    return np.where(np.asarray(x) == b, 0.0, uniform_pdf(x, a, b))


@mistake(
    "Only the upper end is checked, so the density goes on below a. Points below a have density 0, too.",
    example=([-1.0], 0, 0.5),
)
def uniform_pdf_without_a_lower_end(x, a, b):
    uniform_pdf(x, a, b)
    return np.where(np.asarray(x) <= b, 1 / (b - a), 0.0)


@mistake(
    "With a and b exchanged the density is negative or zero. Raise ValueError unless b > a.", example=([0.5], 1, 0)
)
def uniform_pdf_of_a_reversed_interval(x, a, b):
    if a == b:
        raise ValueError("the interval is empty")
    x = np.asarray(x)
    return np.where((a <= x) & (x <= b), 1 / (b - a), 0.0)


@mistake("An interval of no width divides by zero. Raise ValueError when b equals a.", example=([0.5], 1, 1))
def uniform_pdf_of_a_single_point(x, a, b):
    if a > b:
        raise ValueError("a must be below b")
    x = np.asarray(x)
    return np.where((a <= x) & (x <= b), 1 / (b - a), 0.0)


@mistake(
    "The result takes over the dtype of x, so for whole points the density is cut to a whole number. Make it of floats: "
    "np.zeros(x.shape) instead of np.zeros_like(x).",
    example=([0, 3], -1, 3),
)
def uniform_pdf_in_the_dtype_of_the_points(x, a, b):
    return uniform_pdf(x, a, b).astype(np.asarray(x).dtype)


@mistake(
    "The loop over x works for a single axis only. Compare the whole array at once: np.where takes any shape.",
    example=([[-4, -1], [0, 3]], -1, 3),
)
def uniform_pdf_of_a_flat_list_only(x, a, b):
    uniform_pdf(x, a, b)
    return np.array([1 / (b - a) if a <= point <= b else 0.0 for point in x])


@mistake("The lower end is left out. Here both ends belong to the interval: use a <= x.", example=([1.0, 3.0], 1, 3))
def uniform_pdf_without_the_lower_end(x, a, b):
    return np.where(np.asarray(x) == a, 0.0, uniform_pdf(x, a, b))


@mistake(
    "Only the lower end is checked, so the density goes on above b. Points above b have density 0, too.",
    example=([0.7, -0.2], 0, 0.5),
)
def uniform_pdf_without_an_upper_end(x, a, b):
    uniform_pdf(x, a, b)
    return np.where(np.asarray(x) >= a, 1 / (b - a), 0.0)


@mistake(
    "The interval is divided into whole numbers: 1 / (b - a + 1). That is for counted outcomes; the width is b - a.",
    example=([2.5, 8.0], 2, 7),
)
def uniform_pdf_of_whole_outcomes(x, a, b):
    return uniform_pdf(x, a, b) * (b - a) / (b - a + 1)


@mistake("The width is taken for a + b. The interval from a to b is b - a wide.", example=([2.5, 8.0], 2, 7))
def uniform_pdf_of_the_sum_of_the_ends(x, a, b):
    return np.where(uniform_pdf(x, a, b) > 0, 1 / (a + b) if a + b else math.inf, 0.0)


@mistake("The height is 1 / b, as if the interval began at 0. It is b - a wide.", example=([2.5, 8.0], 2, 7))
def uniform_pdf_of_an_interval_from_0(x, a, b):
    return np.where(uniform_pdf(x, a, b) > 0, 1 / b if b else math.inf, 0.0)


@mistake(
    "Each point is shifted and scaled, (x - a) / (b - a). The density does not depend on where inside x is.",
    example=([2.5, 8.0], 2, 7),
)
def uniform_pdf_as_scaled_points(x, a, b):
    uniform_pdf(x, a, b)
    return (np.asarray(x) - a) / (b - a)


@mistake(
    "The points are scaled, x / (b - a). Inside of the interval the density is 1 / (b - a).", example=([2.5, 8.0], 2, 7)
)
def uniform_pdf_times_the_points(x, a, b):
    return uniform_pdf(x, a, b) * np.asarray(x)


@mistake(
    "Outside of the interval stands nan. A point there is impossible: its density is 0.", example=([0.7, 0.1], 0, 0.5)
)
def uniform_pdf_nan_outside(x, a, b):
    density = uniform_pdf(x, a, b)
    return np.where(density > 0, density, math.nan)


@mistake(
    "Points outside of the interval are dropped. They have density 0: keep the shape of x.",
    example=([0.7, 0.1], 0, 0.5),
)
def uniform_pdf_of_points_inside_only(x, a, b):
    density = uniform_pdf(x, a, b)
    return density[density > 0]


@mistake("This says only whether a point is inside. There the density is 1 / (b - a).")
def uniform_pdf_as_a_mask(x, a, b):
    return uniform_pdf(x, a, b) > 0


@mistake("One number comes back for all points. Each point has a density: return an array of the shape of x.")
def uniform_pdf_as_one_number(x, a, b):
    uniform_pdf(x, a, b)
    return 1 / (b - a)


@mistake("The result is a list. Return a numpy array of the shape of x.")
def uniform_pdf_as_a_list(x, a, b):
    return uniform_pdf(x, a, b).tolist()


@mistake(
    "The result is flat, whatever the shape of x. Keep its shape: do not use ravel.",
    example=([[-4, -1], [0, 3]], -1, 3),
)
def uniform_pdf_flat(x, a, b):
    return uniform_pdf(x, a, b).ravel()


@mistake("The density is rounded. Round when you print, not when you compute.", example=([0.25, 5.0], 0, 3))
def uniform_pdf_rounded(x, a, b):
    return uniform_pdf(x, a, b).round(2)


@mistake(
    "The width is squared. The area is width times height, so the height is 1 / (b - a).", example=([2.5, 8.0], 2, 7)
)
def uniform_pdf_with_the_squared_width(x, a, b):
    return uniform_pdf(x, a, b) ** 2


@mistake("This is the standard deviation, (b - a) / sqrt(12). The density is 1 / (b - a).", example=([2.5, 8.0], 2, 7))
def uniform_pdf_as_the_standard_deviation(x, a, b):
    return np.where(uniform_pdf(x, a, b) > 0, (b - a) / math.sqrt(12), 0.0)


@mistake(
    "The ends are exchanged without a word when a is larger. Raise ValueError unless b > a.", example=([0.5], 1, 0)
)
def uniform_pdf_sorting_the_ends(x, a, b):
    return uniform_pdf(x, min(a, b), max(a, b))


# Other right answers


@alternative
def uniform_pdf_with_scipy(x, a, b):
    if b <= a:
        raise ValueError("no interval")
    return stats.uniform.pdf(np.asarray(x), loc=a, scale=b - a)


@alternative
def uniform_pdf_from_a_mask(x, a, b):
    width = b - a
    if width <= 0:
        raise ValueError("no interval")
    x = np.array(x, dtype=float)
    return np.logical_and(x >= a, x <= b) * (1.0 / width)


@alternative
def uniform_pdf_in_a_loop(x, a, b):
    if b <= a:
        raise ValueError("no interval")
    points = np.asarray(x)
    density = np.zeros(points.shape)
    for index in np.ndindex(points.shape):
        if a <= points[index] <= b:
            density[index] = 1 / (b - a)
    return density
