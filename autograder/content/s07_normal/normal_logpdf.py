"""7.2 `normal_logpdf`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import stats

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from autograder.content.s07_normal.shared import INF, NAN, NO_DEVIATIONS, broadcast, points
from solutions.s07_normal import as_sigma, float_or_array, normal_logpdf, normal_pdf

# Criteria


def _exact(x, mu, sigma):
    z = (x - mu) / sigma
    return -z * z / 2 - math.log(sigma) - math.log(2 * math.pi) / 2


@criterion(core=True)
def test_is_the_formula_for_any_mean_and_deviation(normal_logpdf, rng):
    for shape in ((1,), (6,), (3, 4)):
        x, mu, sigma = points(rng, shape)
        assert_close(normal_logpdf(x, mu, sigma), broadcast(_exact, x, mu, sigma))


@criterion(core=True)
def test_of_numbers_is_a_number(normal_logpdf, rng):
    for _ in range(3):
        x, mu, sigma = points(rng, ())
        assert_close(normal_logpdf(float(x), mu, sigma), _exact(float(x), mu, sigma))


@criterion()
def test_without_mean_and_deviation_is_standard(normal_logpdf, rng):
    x, _, _ = points(rng, (4,))
    assert_close(normal_logpdf(x - 2), broadcast(_exact, x - 2, 0.0, 1.0))
    assert_close(normal_logpdf(x, 2.5), broadcast(_exact, x, 2.5, 1.0))


@criterion()
def test_broadcasts_all_three(normal_logpdf, rng):
    x, mu, sigma = rng.normal(size=(1, 4)), rng.normal(size=(3, 1)), rng.uniform(0.5, 2, size=4)
    assert_close(normal_logpdf(x, mu, sigma), broadcast(_exact, x, mu, sigma))
    assert_close(normal_logpdf(0.5, mu, 2.0), broadcast(_exact, 0.5, mu, 2.0))


@criterion(core=True)
def test_does_not_underflow(normal_logpdf, rng):
    for z in (40.0, -float(rng.uniform(50, 500)), 1e8, -1e150):
        assert_close(normal_logpdf(z), -z * z / 2 - math.log(2 * math.pi) / 2)


@criterion()
def test_of_very_small_and_very_large_deviations(normal_logpdf):
    for exponent in (-200, 200):
        sigma = 10.0**exponent
        expected = -0.5 - exponent * math.log(10) - math.log(2 * math.pi) / 2
        assert_close(normal_logpdf(sigma, 0.0, sigma), expected)


@criterion()
def test_at_infinity_is_minus_infinity_and_of_nan_nan(normal_logpdf):
    assert_close(normal_logpdf([INF, -INF, 1e200, NAN]), np.array([-INF, -INF, -INF, NAN]))


@criterion()
def test_takes_ints_and_single_precision(normal_logpdf):
    assert_close(
        normal_logpdf(np.array([1, 4], dtype=np.uint8), np.uint8(2), 2), broadcast(_exact, [1.0, 4.0], 2.0, 2.0)
    )
    assert_close(normal_logpdf([1, 2, 4], 1, 2), broadcast(_exact, [1.0, 2.0, 4.0], 1.0, 2.0))
    single = np.array([0.5, -1.25, 3.0], dtype=np.float32)
    assert_close(
        normal_logpdf(single, np.float32(0.1), np.float32(0.3)),
        broadcast(_exact, single.astype(float), float(np.float32(0.1)), float(np.float32(0.3))),
    )


@criterion()
def test_refuses_what_is_no_standard_deviation(normal_logpdf):
    for sigma in (*NO_DEVIATIONS, [1.0, 0.0]):
        with raises(ValueError):
            normal_logpdf(1.0, 0.0, sigma)


@criterion()
def test_leaves_its_arguments_unchanged(normal_logpdf, rng):
    assert_unchanged(normal_logpdf, rng.normal(size=3), rng.normal(size=3), rng.uniform(1, 2, size=3))


# Known mistakes

mistake = mistakes_of(normal_logpdf, example=([1.0], 0.0, 2.0))


def _z(x, mu, sigma):
    with np.errstate(all="ignore"):
        return (np.asarray(x, dtype=float) - mu) / as_sigma(sigma)


@mistake(
    "The density underflows to 0 far away, and its logarithm is -inf. Take the logarithm on paper first.",
    example=([40.0],),
)
def normal_logpdf_of_the_density(x, mu=0.0, sigma=1.0):
    with np.errstate(divide="ignore"):
        return float_or_array(np.log(normal_pdf(x, mu, sigma)))


@mistake(
    "A small number is added inside of the logarithm, which makes every result wrong. Take the logarithm on paper.",
    example=([40.0],),
)
def normal_logpdf_with_an_epsilon(x, mu=0.0, sigma=1.0):
    return float_or_array(np.log(normal_pdf(x, mu, sigma) + 1e-12))


normal_logpdf_without_half_of_the_constant = mistake.change(
    "0.5 * math.log(2 * math.pi)", "math.log(2 * math.pi)", "log(2 pi) is not halved: it comes from a root."
)
normal_logpdf_without_the_constant = mistake.change(
    " - 0.5 * math.log(2 * math.pi)", "", "The constant, half of log(2 pi), is missing."
)
normal_logpdf_without_the_log_of_sigma = mistake.change(" - np.log(sigma)", "", "log(sigma) is missing.")
normal_logpdf_with_twice_the_log_of_sigma = mistake.change(
    "- np.log(sigma)",
    "- 2 * np.log(sigma)",
    "log(sigma) is subtracted twice: the logarithm of the variance is not halved.",
)
normal_logpdf_with_half_of_the_log_of_sigma = mistake.change(
    "- np.log(sigma)",
    "- 0.5 * np.log(sigma)",
    "log(sigma) is halved, as if `sigma` were the variance. The half belongs to the logarithm of sigma squared.",
)
normal_logpdf_with_the_log_of_sigma_added = mistake.change(
    "- np.log(sigma)", "+ np.log(sigma)", "log(sigma) is added. A wide bell is low: subtract."
)
normal_logpdf_without_the_half_of_the_square = mistake.change(
    "-0.5 * z * z", "-z * z", "The square of z is not halved."
)
normal_logpdf_with_a_positive_square = mistake.change(
    "-0.5 * z * z", "0.5 * z * z", "The minus sign of the square is missing."
)
normal_logpdf_in_bits = mistake.change(
    "float_or_array(log_density)",
    "float_or_array(log_density / math.log(2))",
    "This is in bits. Use the natural logarithm.",
)


@mistake("This is the negative logarithm, a loss. The log-density itself is wanted.")
def normal_logpdf_negative(x, mu=0.0, sigma=1.0):
    return float_or_array(-np.asarray(normal_logpdf(x, mu, sigma)))


@mistake("The log-densities are added up. One for each point is wanted.", example=([1.0, 2.0], 0.0, 2.0))
def normal_logpdf_added_up(x, mu=0.0, sigma=1.0):
    return float(np.sum(normal_logpdf(x, mu, sigma)))


@mistake("The mean is ignored. Subtract it from x.", example=([1.0], 3.0, 2.0))
def normal_logpdf_without_the_mean(x, mu=0.0, sigma=1.0):
    return normal_logpdf(np.asarray(x, dtype=float) + 0 * np.asarray(mu, dtype=float), 0.0, sigma)


@mistake("The standard deviation is ignored.")
def normal_logpdf_without_the_deviation(x, mu=0.0, sigma=1.0):
    as_sigma(sigma)
    return normal_logpdf(np.asarray(x, dtype=float) + 0 * np.asarray(sigma, dtype=float), mu)


@mistake("`sigma` is taken for the variance. It is the standard deviation.")
def normal_logpdf_of_a_variance(x, mu=0.0, sigma=1.0):
    return normal_logpdf(x, mu, np.sqrt(as_sigma(sigma)))


@mistake("`sigma` is squared where it stands by itself: the variance is taken for the standard deviation.")
def normal_logpdf_of_a_squared_deviation(x, mu=0.0, sigma=1.0):
    return normal_logpdf(x, mu, as_sigma(sigma) ** 2)


@mistake("The mean is added to x. Subtract it.", example=([1.0], 3.0, 2.0))
def normal_logpdf_with_the_mean_added(x, mu=0.0, sigma=1.0):
    return normal_logpdf(x, -np.asarray(mu, dtype=float), sigma)


@mistake("A standard deviation of 0 or less is accepted. Raise ValueError; as_sigma does.", example=(1.0, 0.0, -1.0))
def normal_logpdf_of_any_deviation(x, mu=0.0, sigma=1.0):
    sigma = np.array(sigma, dtype=float)
    return normal_logpdf(x, mu, np.where(np.isfinite(sigma), np.maximum(np.abs(sigma), 1e-9), sigma))


@mistake(
    "nan or an infinite standard deviation is accepted. Raise ValueError; as_sigma does.", example=(1.0, 0.0, math.nan)
)
def normal_logpdf_of_a_deviation_that_is_no_number(x, mu=0.0, sigma=1.0):
    sigma = np.array(sigma, dtype=float)
    return normal_logpdf(x, mu, np.where(np.isfinite(sigma), sigma, 1.0))


@mistake("A number comes back as an array. For numbers return a float: float_or_array does.", example=(1.0, 0.0, 2.0))
def normal_logpdf_always_an_array(x, mu=0.0, sigma=1.0):
    return np.atleast_1d(normal_logpdf(x, mu, sigma))


@mistake("The result is right, but the caller's x is overwritten.", example=(np.array([1.0, 3.0]), 0.5, 2.0))
def normal_logpdf_in_place(x, mu=0.0, sigma=1.0):
    result = normal_logpdf(x, mu, sigma)
    if isinstance(x, np.ndarray) and x.dtype == float and np.shape(result) == x.shape:
        x[...] = result
    return result


@mistake(
    "A floor under the density ends the parabola: far away all results are the same. Take the logarithm on paper, and "
    "nothing can underflow.",
    example=([40.0],),
)
def normal_logpdf_with_a_floor(x, mu=0.0, sigma=1.0):
    return float_or_array(np.log(np.maximum(normal_pdf(x, mu, sigma), 1e-300)))


normal_logpdf_with_a_floor_under_the_logarithm = mistake.change(
    "float_or_array(log_density)",
    "float_or_array(np.maximum(log_density, -1e9))",
    "The logarithm is cut off below. It goes on falling as far as floats go, and is -inf at infinity.",
    example=([math.inf, 1e6, 1.0],),
)
normal_logpdf_with_numbers_for_infinities = mistake.change(
    "float_or_array(log_density)",
    "float_or_array(np.nan_to_num(log_density))",
    "np.nan_to_num makes numbers of -inf and nan. Both are right where they are: leave them.",
    example=([math.inf, math.nan, 1.0],),
)
normal_logpdf_without_the_square = mistake.change(
    "-0.5 * z * z", "-0.5 * z", "z is not squared: the first term is -z^2 / 2.", example=([-1.0, 2.5], 0.5, 3.0)
)
normal_logpdf_of_the_absolute_value = mistake.change(
    "-0.5 * z * z",
    "-0.5 * np.abs(z)",
    "|z| stands for z^2, which is another distribution (Laplace's). Square z.",
)
normal_logpdf_with_a_squared_two = mistake.change(
    "-0.5 * z * z", "-0.25 * z * z", "The 2 below the square is squared as well: z^2 / 2, not (z / 2)^2."
)


@mistake("In the first term sigma is not squared: divide (x - mu)^2 by 2 sigma^2, which is z^2 / 2.")
def normal_logpdf_with_sigma_once_in_the_square(x, mu=0.0, sigma=1.0):
    z, sigma = _z(x, mu, sigma), as_sigma(sigma)
    with np.errstate(all="ignore"):
        return float_or_array(-0.5 * z * z * sigma - np.log(sigma) - 0.5 * math.log(2 * math.pi))


normal_logpdf_without_sigma_in_the_square = mistake.change(
    "-0.5 * z * z",
    "-0.5 * z * z * sigma * sigma",
    "The first term has the distance x - mu as it is. It is squared after a division by sigma.",
)
normal_logpdf_with_the_constant_added = mistake.change(
    "- 0.5 * math.log(2 * math.pi)",
    "+ 0.5 * math.log(2 * math.pi)",
    "Half of log(2 pi) is added. It comes from a divisor: subtract.",
)
normal_logpdf_with_the_logarithm_of_pi = mistake.change(
    "math.log(2 * math.pi)", "math.log(math.pi)", "The 2 is missing in the constant: half of log(2 pi)."
)
normal_logpdf_with_the_root_and_the_half = mistake.change(
    "0.5 * math.log(2 * math.pi)",
    "0.5 * math.log(math.sqrt(2 * math.pi))",
    "The constant is halved twice: the half *is* the root. Take half of log(2 pi), or log of the root.",
)
normal_logpdf_with_the_constant_itself = mistake.change(
    "0.5 * math.log(2 * math.pi)",
    "math.sqrt(2 * math.pi)",
    "The root of 2 pi is subtracted itself. Its logarithm is wanted, like that of sigma.",
)
normal_logpdf_with_sigma_itself = mistake.change(
    "- np.log(sigma)", "- sigma", "sigma is subtracted itself. Its logarithm is wanted."
)
normal_logpdf_in_decimal = mistake.change(
    "float_or_array(log_density)",
    "float_or_array(log_density / math.log(10))",
    "This is a logarithm to the base 10. Use the natural one, np.log.",
)
normal_logpdf_as_a_density = mistake.change(
    "float_or_array(log_density)",
    "float_or_array(np.exp(log_density))",
    "This is the density. Leave the exponential out.",
)
normal_logpdf_with_log1p = mistake.change(
    "- np.log(sigma)", "- np.log1p(sigma)", "log(1 + sigma) is subtracted: log1p adds 1. Use np.log."
)
normal_logpdf_with_a_small_number_beside_sigma = mistake.change(
    "sigma = as_sigma(sigma)",
    "sigma = as_sigma(sigma) + 1e-8",
    "A small number is added to sigma, which as_sigma has made sure is not 0. Leave it out.",
    example=([1e-8, 2e-8], 0.0, 1e-8),
)
normal_logpdf_rounded = mistake.change(
    "float_or_array(log_density)",
    "float_or_array(np.round(log_density, 3))",
    "The result is rounded. The examples round only to be short: return all digits.",
)


@mistake(
    "sigma is squared by itself: 1e-200 becomes 0, and its logarithm -inf. Divide by sigma first, then square.",
    example=(1e-200, 0.0, 1e-200),
)
def normal_logpdf_of_the_squared_deviation(x, mu=0.0, sigma=1.0):
    variance = as_sigma(sigma) ** 2
    with np.errstate(all="ignore"):
        square = (np.asarray(x, dtype=float) - mu) ** 2
        return float_or_array(-square / (2 * variance) - 0.5 * np.log(2 * math.pi * variance))


@mistake("The log-densities are averaged. One for each point is wanted.", example=([1.0, 2.0], 0.0, 2.0))
def normal_logpdf_averaged(x, mu=0.0, sigma=1.0):
    return float(np.mean(normal_logpdf(x, mu, sigma)))


@mistake(
    "x is standardised with its own mean and deviation. Those that are given count: `mu` and `sigma`.",
    example=([1.0, 2.0, 4.0], 0.5, 2.0),
)
def normal_logpdf_of_its_own(x, mu=0.0, sigma=1.0):
    exact, values = normal_logpdf(x, mu, sigma), np.asarray(x, dtype=float)
    if values.size < 2 or not np.ptp(values) > 0 or not np.isfinite(values).all():
        return exact
    return normal_logpdf(values, values.mean(), values.std())


@mistake(
    "Infinite points or nan in x raise an error. Only `sigma` is checked: x may hold them.",
    example=([math.inf, 1.0, math.nan], 0.0, 2.0),
)
def normal_logpdf_of_finite_points_only(x, mu=0.0, sigma=1.0):
    if not np.all(np.isfinite(np.asarray(x, dtype=float))):
        raise ValueError("x must be finite")
    return normal_logpdf(x, mu, sigma)


@mistake("nan is replaced by 0. Where x is nan, let it through.", example=([math.nan, 1.0], 0.0, 2.0))
def normal_logpdf_hiding_nan(x, mu=0.0, sigma=1.0):
    result = np.asarray(normal_logpdf(x, mu, sigma))
    return float_or_array(np.where(np.isnan(result), 0.0, result))


@mistake(
    "The difference is taken in the type of x: float32 loses digits, and unsigned ints wrap around below 0. Begin with "
    "np.asarray(x, dtype=float).",
    example=(np.array([1, 4], dtype=np.uint8), np.uint8(2), 2.0),
)
def normal_logpdf_in_the_type_of_x(x, mu=0.0, sigma=1.0):
    return normal_logpdf(np.asarray(x) - np.asarray(mu), 0.0, sigma)


@mistake(
    "The logarithm of the normaliser is added. What stands below the bell is subtracted: -z**2 / 2 - log(sigma) - log(sqrt(2 pi))."
)
def normal_logpdf_plus_the_normaliser(x, mu=0.0, sigma=1.0):
    z = (np.asarray(x, dtype=float) - np.asarray(mu, dtype=float)) / as_sigma(sigma)
    return float_or_array(-(z**2) - normal_logpdf(x, mu, sigma))


# Other right answers


@alternative
def normal_logpdf_with_scipy(x, mu=0.0, sigma=1.0):
    as_sigma(sigma)
    with np.errstate(all="ignore"):
        return float_or_array(
            stats.norm.logpdf(np.asarray(x, dtype=float), np.asarray(mu, dtype=float), np.asarray(sigma, dtype=float))
        )


@alternative
def normal_logpdf_of_one_logarithm(x, mu=0.0, sigma=1.0):
    sigma = as_sigma(sigma)
    with np.errstate(over="ignore"):
        z = (np.asarray(x, dtype=float) - mu) / sigma
        return float_or_array(-np.log(sigma * math.sqrt(2 * math.pi)) - z**2 / 2)


@alternative
def normal_logpdf_entry_by_entry(x, mu=0.0, sigma=1.0):
    as_sigma(sigma)

    def one(x, mu, sigma):
        z = (x - mu) / sigma
        return -0.5 * z * z - math.log(sigma) - 0.5 * math.log(2 * math.pi)

    with np.errstate(over="ignore"):
        return float_or_array(broadcast(one, x, mu, sigma))
