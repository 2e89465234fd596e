"""7.1 `normal_pdf`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import special, stats

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from autograder.content.s07_normal.shared import INF, NAN, NO_DEVIATIONS, broadcast, points
from solutions.s07_normal import as_sigma, float_or_array, normal_pdf

# Criteria


def _exact(x, mu, sigma):
    z = (x - mu) / sigma
    return math.exp(-z * z / 2) / (sigma * math.sqrt(2 * math.pi))


@criterion(core=True)
def test_is_the_formula_for_any_mean_and_deviation(normal_pdf, rng):
    for shape in ((1,), (6,), (3, 4)):
        x, mu, sigma = points(rng, shape)
        assert_close(normal_pdf(x, mu, sigma), broadcast(_exact, x, mu, sigma))


@criterion(core=True)
def test_of_numbers_is_a_number(normal_pdf, rng):
    for _ in range(3):
        x, mu, sigma = points(rng, ())
        assert_close(normal_pdf(float(x), mu, sigma), _exact(float(x), mu, sigma))


@criterion()
def test_without_mean_and_deviation_is_standard(normal_pdf, rng):
    x, _, _ = points(rng, (4,))
    assert_close(normal_pdf(x - 2), broadcast(_exact, x - 2, 0.0, 1.0))
    assert_close(normal_pdf(x, 2.5), broadcast(_exact, x, 2.5, 1.0))


@criterion()
def test_broadcasts_all_three(normal_pdf, rng):
    x, mu, sigma = rng.normal(size=(1, 4)), rng.normal(size=(3, 1)), rng.uniform(0.5, 2, size=4)
    assert_close(normal_pdf(x, mu, sigma), broadcast(_exact, x, mu, sigma))
    assert_close(normal_pdf(0.5, mu, 2.0), broadcast(_exact, 0.5, mu, 2.0))


@criterion()
def test_may_exceed_one(normal_pdf):
    assert_close(normal_pdf(3.0, 3.0, 0.1), 10 / math.sqrt(2 * math.pi))
    assert_close(normal_pdf([0.0], 0.0, 1e-200), np.array([1e200 / math.sqrt(2 * math.pi)]))


@criterion()
def test_far_away_is_zero_and_of_nan_nan(normal_pdf):
    assert_close(normal_pdf([INF, -INF, 1e200, -1e300, NAN]), np.array([0.0, 0.0, 0.0, 0.0, NAN]))
    for z in (-30.0, 25.0):
        assert_close(normal_pdf(z), math.exp(-z * z / 2) / math.sqrt(2 * math.pi), atol=0.0)


@criterion()
def test_takes_ints_and_single_precision(normal_pdf):
    assert_close(normal_pdf(np.array([1, 4], dtype=np.uint8), np.uint8(2), 2), broadcast(_exact, [1.0, 4.0], 2.0, 2.0))
    assert_close(normal_pdf([1, 2, 4], 1, 2), broadcast(_exact, [1.0, 2.0, 4.0], 1.0, 2.0))
    single = np.array([0.5, -1.25, 3.0], dtype=np.float32)
    assert_close(
        normal_pdf(single, np.float32(0.1), np.float32(0.3)),
        broadcast(_exact, single.astype(float), float(np.float32(0.1)), float(np.float32(0.3))),
    )


@criterion()
def test_refuses_what_is_no_standard_deviation(normal_pdf):
    for sigma in (*NO_DEVIATIONS, [1.0, 0.0]):
        with raises(ValueError):
            normal_pdf(1.0, 0.0, sigma)


@criterion()
def test_leaves_its_arguments_unchanged(normal_pdf, rng):
    assert_unchanged(normal_pdf, rng.normal(size=3), rng.normal(size=3), rng.uniform(1, 2, size=3))


# Known mistakes

mistake = mistakes_of(normal_pdf, example=([1.0], 0.0, 2.0))


def _z(x, mu, sigma):
    with np.errstate(all="ignore"):
        return (np.asarray(x, dtype=float) - mu) / as_sigma(sigma)


normal_pdf_without_dividing_by_the_deviation = mistake.change(
    " / math.sqrt(2 * math.pi) / sigma",
    " / math.sqrt(2 * math.pi)",
    "The density is not divided by sigma: its area is sigma, not 1.",
)
normal_pdf_without_the_half = mistake.change(
    "np.exp(-z * z / 2)", "np.exp(-z * z)", "The exponent is -z^2, without the half.", example=([1.0, -2.0], 0.5, 3.0)
)
normal_pdf_without_the_root = mistake.change(
    "/ math.sqrt(2 * math.pi)", "/ (2 * math.pi)", "The root of 2 pi is missing."
)
normal_pdf_with_the_root_of_pi = mistake.change(
    "math.sqrt(2 * math.pi)", "math.sqrt(math.pi)", "The root is that of 2 pi, not of pi."
)
normal_pdf_without_the_constant = mistake.change(
    " / math.sqrt(2 * math.pi) / sigma", " / sigma", "The constant 1 / sqrt(2 pi) is missing: the area is not 1."
)
normal_pdf_with_a_rising_exponent = mistake.change(
    "np.exp(-z * z / 2)",
    "np.exp(np.minimum(z * z / 2, 700))",
    "The minus sign in the exponent is missing: the density would grow without end.",
)
normal_pdf_of_the_absolute_value = mistake.change(
    "np.exp(-z * z / 2)",
    "np.exp(-np.abs(z) / 2)",
    "The exponent has |z| for z^2, which is another distribution (Laplace's).",
)


@mistake("This is the logarithm of the density. Leave it out.")
def normal_pdf_as_a_logarithm(x, mu=0.0, sigma=1.0):
    with np.errstate(divide="ignore"):
        return float_or_array(np.log(normal_pdf(x, mu, sigma)))


@mistake("This is the probability of being at most x. The density is wanted.")
def normal_pdf_as_a_cdf(x, mu=0.0, sigma=1.0):
    return float_or_array(special.ndtr(_z(x, mu, sigma)))


@mistake("The values are divided by their sum. A density is not: its *area* is 1.", example=([1.0, 2.0], 0.0, 2.0))
def normal_pdf_normalised(x, mu=0.0, sigma=1.0):
    density = normal_pdf(x, mu, sigma)
    return density / np.sum(density) if np.ndim(density) else density


@mistake("The density is cut off at 1. A density may exceed 1: it is no probability.", example=(0.0, 0.0, 0.1))
def normal_pdf_capped_at_one(x, mu=0.0, sigma=1.0):
    return float_or_array(np.minimum(normal_pdf(x, mu, sigma), 1.0))


@mistake("Far away the square overflows, and the result is nan. Its limit is 0.", example=([1e200, 1.0], 0.0, 2.0))
def normal_pdf_of_overflowing_squares(x, mu=0.0, sigma=1.0):
    density, z = normal_pdf(x, mu, sigma), _z(x, mu, sigma)
    return float_or_array(np.where(np.abs(z) > 1e150, np.nan, density))


@mistake("The mean is ignored. Subtract it from x.", example=([1.0], 3.0, 2.0))
def normal_pdf_without_the_mean(x, mu=0.0, sigma=1.0):
    return normal_pdf(np.asarray(x, dtype=float) + 0 * np.asarray(mu, dtype=float), 0.0, sigma)


@mistake("The standard deviation is ignored.")
def normal_pdf_without_the_deviation(x, mu=0.0, sigma=1.0):
    as_sigma(sigma)
    return normal_pdf(np.asarray(x, dtype=float) + 0 * np.asarray(sigma, dtype=float), mu)


@mistake("`sigma` is taken for the variance. It is the standard deviation.")
def normal_pdf_of_a_variance(x, mu=0.0, sigma=1.0):
    return normal_pdf(x, mu, np.sqrt(as_sigma(sigma)))


@mistake("`sigma` is squared where it stands by itself: the variance is taken for the standard deviation.")
def normal_pdf_of_a_squared_deviation(x, mu=0.0, sigma=1.0):
    return normal_pdf(x, mu, as_sigma(sigma) ** 2)


@mistake("The mean is added to x. Subtract it.", example=([1.0], 3.0, 2.0))
def normal_pdf_with_the_mean_added(x, mu=0.0, sigma=1.0):
    return normal_pdf(x, -np.asarray(mu, dtype=float), sigma)


@mistake("A standard deviation of 0 or less is accepted. Raise ValueError; as_sigma does.", example=(1.0, 0.0, -1.0))
def normal_pdf_of_any_deviation(x, mu=0.0, sigma=1.0):
    sigma = np.array(sigma, dtype=float)
    return normal_pdf(x, mu, np.where(np.isfinite(sigma), np.maximum(np.abs(sigma), 1e-9), sigma))


@mistake(
    "nan or an infinite standard deviation is accepted. Raise ValueError; as_sigma does.", example=(1.0, 0.0, math.nan)
)
def normal_pdf_of_a_deviation_that_is_no_number(x, mu=0.0, sigma=1.0):
    sigma = np.array(sigma, dtype=float)
    return normal_pdf(x, mu, np.where(np.isfinite(sigma), sigma, 1.0))


@mistake("A number comes back as an array. For numbers return a float: float_or_array does.", example=(1.0, 0.0, 2.0))
def normal_pdf_always_an_array(x, mu=0.0, sigma=1.0):
    return np.atleast_1d(normal_pdf(x, mu, sigma))


@mistake("The result is right, but the caller's x is overwritten.", example=(np.array([1.0, 3.0]), 0.5, 2.0))
def normal_pdf_in_place(x, mu=0.0, sigma=1.0):
    result = normal_pdf(x, mu, sigma)
    if isinstance(x, np.ndarray) and x.dtype == float and np.shape(result) == x.shape:
        x[...] = result
    return result


@mistake(
    "The standard deviation is squared by itself: 1e-200 becomes 0, and 1e200 infinite. Divide by it first, then square.",
    example=(1e-200, 0.0, 1e-200),
)
def normal_pdf_of_the_squared_deviation(x, mu=0.0, sigma=1.0):
    sigma = as_sigma(sigma)
    x = np.asarray(x, dtype=float)
    with np.errstate(all="ignore"):
        return float_or_array(np.exp(-((x - mu) ** 2) / (2 * sigma**2)) / np.sqrt(2 * math.pi * sigma**2))


normal_pdf_as_the_bell_alone = mistake.change(
    " / math.sqrt(2 * math.pi) / sigma",
    "",
    "The factor in front is missing as a whole: this is the bell alone, of height 1. Divide by sigma sqrt(2 pi).",
)
normal_pdf_with_sigma_under_the_root = mistake.change(
    "/ math.sqrt(2 * math.pi) / sigma",
    "/ np.sqrt(2 * math.pi * sigma)",
    "In front sigma stands under the root without its square: sqrt(2 pi sigma) for sigma sqrt(2 pi).",
)
normal_pdf_divided_by_sigma_twice = mistake.change(
    "/ math.sqrt(2 * math.pi) / sigma",
    "/ math.sqrt(2 * math.pi) / sigma / sigma",
    "In front this divides by the variance. Divide by sigma once.",
)


@mistake("In the exponent sigma is not squared: divide (x - mu)^2 by 2 sigma^2, which is z^2 / 2.")
def normal_pdf_with_sigma_once_in_the_exponent(x, mu=0.0, sigma=1.0):
    z, sigma = _z(x, mu, sigma), as_sigma(sigma)
    with np.errstate(all="ignore"):
        return float_or_array(np.exp(-z * z * sigma / 2) / math.sqrt(2 * math.pi) / sigma)


normal_pdf_without_sigma_in_the_exponent = mistake.change(
    "np.exp(-z * z / 2)",
    "np.exp(-z * z * sigma * sigma / 2)",
    "The exponent has the distance x - mu as it is. It is squared after a division by sigma.",
)
normal_pdf_without_the_square = mistake.change(
    "np.exp(-z * z / 2)",
    "np.exp(np.minimum(-z / 2, 700))",
    "z is not squared in the exponent, so that points below the mean are preferred. It is -z^2 / 2.",
)
normal_pdf_with_a_squared_two = mistake.change(
    "np.exp(-z * z / 2)",
    "np.exp(-(z / 2) * (z / 2))",
    "The 2 in the exponent is squared as well: the exponent is -z^2 / 2, not -(z / 2)^2.",
)
normal_pdf_multiplied_by_the_root = mistake.change(
    "/ math.sqrt(2 * math.pi)",
    "* math.sqrt(2 * math.pi)",
    "This multiplies by the root of 2 pi. Divide by it: a product below the fraction bar needs brackets.",
)
normal_pdf_multiplied_by_sigma = mistake.change(
    "/ math.sqrt(2 * math.pi) / sigma",
    "/ math.sqrt(2 * math.pi) * sigma",
    "This multiplies by sigma. Divide by it: a wide bell is low.",
)
normal_pdf_with_the_two_outside_of_the_root = mistake.change(
    "math.sqrt(2 * math.pi)",
    "(2 * math.sqrt(math.pi))",
    "The 2 stands outside of the root. Take the root of 2 pi as a whole.",
)
normal_pdf_with_a_floor = mistake.change(
    "float_or_array(density)",
    "float_or_array(np.maximum(density, 1e-10))",
    "A floor keeps the density above a small number. Far away it is as small as it is, and at infinity 0.",
    example=([20.0, 1.0], 0.0, 2.0),
)
normal_pdf_with_an_epsilon = mistake.change(
    "sigma = as_sigma(sigma)",
    "sigma = as_sigma(sigma) + 1e-8",
    "A small number is added to sigma, which as_sigma has made sure is not 0. Leave it out.",
    example=([1e-8, 2e-8], 0.0, 1e-8),
)
normal_pdf_rounded = mistake.change(
    "float_or_array(density)",
    "float_or_array(np.round(density, 4))",
    "The result is rounded. The examples round only to be short: return all digits.",
)


@mistake(
    "The densities of all points are multiplied, as for a likelihood. Each point has a density of its own: return them all.",
    example=([1.0, 2.0, 4.0], 0.0, 2.0),
)
def normal_pdf_of_all_points_together(x, mu=0.0, sigma=1.0):
    return float(np.prod(normal_pdf(x, mu, sigma)))


@mistake("The densities are averaged over all points. Return one for each point.", example=([1.0, 2.0, 4.0], 0.0, 2.0))
def normal_pdf_averaged(x, mu=0.0, sigma=1.0):
    return float(np.mean(normal_pdf(x, mu, sigma)))


@mistake(
    "x is standardised with its own mean and deviation. Those that are given count: `mu` and `sigma`.",
    example=([1.0, 2.0, 4.0], 0.5, 2.0),
)
def normal_pdf_of_its_own(x, mu=0.0, sigma=1.0):
    exact, values = normal_pdf(x, mu, sigma), np.asarray(x, dtype=float)
    if values.size < 2 or not np.ptp(values) > 0 or not np.isfinite(values).all():
        return exact
    return normal_pdf(values, values.mean(), values.std())


@mistake(
    "Infinite points or nan in x raise an error. Only `sigma` is checked: x may hold them.",
    example=([math.inf, 1.0, math.nan], 0.0, 2.0),
)
def normal_pdf_of_finite_points_only(x, mu=0.0, sigma=1.0):
    if not np.all(np.isfinite(np.asarray(x, dtype=float))):
        raise ValueError("x must be finite")
    return normal_pdf(x, mu, sigma)


@mistake("nan is replaced by 0. Where x is nan, let it through.", example=([math.nan, 1.0], 0.0, 2.0))
def normal_pdf_hiding_nan(x, mu=0.0, sigma=1.0):
    result = np.asarray(normal_pdf(x, mu, sigma))
    return float_or_array(np.where(np.isnan(result), 0.0, result))


@mistake(
    "The difference is taken in the type of x: float32 loses digits, and unsigned ints wrap around below 0. Begin with "
    "np.asarray(x, dtype=float).",
    example=(np.array([1, 4], dtype=np.uint8), np.uint8(2), 2.0),
)
def normal_pdf_in_the_type_of_x(x, mu=0.0, sigma=1.0):
    return normal_pdf(np.asarray(x) - np.asarray(mu), 0.0, sigma)


# Other right answers


@alternative
def normal_pdf_with_scipy(x, mu=0.0, sigma=1.0):
    as_sigma(sigma)
    return float_or_array(
        stats.norm.pdf(np.asarray(x, dtype=float), np.asarray(mu, dtype=float), np.asarray(sigma, dtype=float))
    )


@alternative
def normal_pdf_from_its_logarithm(x, mu=0.0, sigma=1.0):
    sigma = as_sigma(sigma)
    with np.errstate(over="ignore"):
        z = (np.asarray(x, dtype=float) - mu) / sigma
        return float_or_array(np.exp(-0.5 * z**2 - 0.5 * math.log(2 * math.pi)) / sigma)


@alternative
def normal_pdf_entry_by_entry(x, mu=0.0, sigma=1.0):
    as_sigma(sigma)

    def one(x, mu, sigma):
        z = abs((x - mu) / sigma)
        return math.nan if math.isnan(z) else 0.0 if z > 1e10 else math.exp(-z * z / 2) / math.sqrt(2 * math.pi) / sigma

    return float_or_array(broadcast(one, x, mu, sigma))
