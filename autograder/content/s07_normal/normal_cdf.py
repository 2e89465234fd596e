"""7.3 `normal_cdf`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import special, stats

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from autograder.content.s07_normal.shared import INF, NAN, NO_DEVIATIONS, broadcast, points
from solutions.s07_normal import as_sigma, float_or_array, normal_cdf, normal_pdf

# Criteria


def _exact(x, mu, sigma):
    z = (x - mu) / sigma
    return math.erfc(-z / math.sqrt(2)) / 2


@criterion(core=True)
def test_is_the_formula_for_any_mean_and_deviation(normal_cdf, rng):
    for shape in ((1,), (6,), (3, 4)):
        x, mu, sigma = points(rng, shape)
        assert_close(normal_cdf(x, mu, sigma), broadcast(_exact, x, mu, sigma))


@criterion(core=True)
def test_of_numbers_is_a_number(normal_cdf, rng):
    for _ in range(3):
        x, mu, sigma = points(rng, ())
        assert_close(normal_cdf(float(x), mu, sigma), _exact(float(x), mu, sigma))


@criterion()
def test_without_mean_and_deviation_is_standard(normal_cdf, rng):
    x, _, _ = points(rng, (4,))
    assert_close(normal_cdf(x - 2), broadcast(_exact, x - 2, 0.0, 1.0))
    assert_close(normal_cdf(x, 2.5), broadcast(_exact, x, 2.5, 1.0))


@criterion()
def test_broadcasts_all_three(normal_cdf, rng):
    x, mu, sigma = rng.normal(size=(1, 4)), rng.normal(size=(3, 1)), rng.uniform(0.5, 2, size=4)
    assert_close(normal_cdf(x, mu, sigma), broadcast(_exact, x, mu, sigma))
    assert_close(normal_cdf(0.5, mu, 2.0), broadcast(_exact, 0.5, mu, 2.0))


@criterion()
def test_at_the_mean_is_exactly_one_half(normal_cdf, rng):
    for mu in rng.normal(0, 5, size=3).tolist():
        assert_close(normal_cdf(mu, mu, 2.0), 0.5, rtol=0.0, atol=0.0)


@criterion()
def test_keeps_small_probabilities(normal_cdf):
    for z in (-9.0, -20.0, -30.0):
        assert_close(normal_cdf(z), math.erfc(-z / math.sqrt(2)) / 2, atol=0.0)


@criterion()
def test_at_infinity_and_of_nan(normal_cdf):
    assert_close(normal_cdf([INF, -INF, 1e200, -1e300, NAN]), np.array([1.0, 0.0, 1.0, 0.0, NAN]))
    assert_close(normal_cdf([1e-200, -1e-200], 0.0, 1e-200), normal_cdf([1.0, -1.0]))


@criterion()
def test_takes_ints_and_single_precision(normal_cdf):
    assert_close(normal_cdf(np.array([1, 4], dtype=np.uint8), np.uint8(2), 2), broadcast(_exact, [1.0, 4.0], 2.0, 2.0))
    assert_close(normal_cdf([1, 2, 4], 1, 2), broadcast(_exact, [1.0, 2.0, 4.0], 1.0, 2.0))
    single = np.array([0.5, -1.25, 3.0], dtype=np.float32)
    assert_close(
        normal_cdf(single, np.float32(0.1), np.float32(0.3)),
        broadcast(_exact, single.astype(float), float(np.float32(0.1)), float(np.float32(0.3))),
    )


@criterion()
def test_refuses_what_is_no_standard_deviation(normal_cdf):
    for sigma in (*NO_DEVIATIONS, [1.0, 0.0]):
        with raises(ValueError):
            normal_cdf(1.0, 0.0, sigma)


@criterion()
def test_leaves_its_arguments_unchanged(normal_cdf, rng):
    assert_unchanged(normal_cdf, rng.normal(size=3), rng.normal(size=3), rng.uniform(1, 2, size=3))


# Known mistakes

mistake = mistakes_of(normal_cdf, example=([1.0], 0.0, 2.0))


def _z(x, mu, sigma):
    with np.errstate(all="ignore"):
        return (np.asarray(x, dtype=float) - mu) / as_sigma(sigma)


@mistake("The root of 2 is missing: erf(z) for erf(z / sqrt 2).")
def normal_cdf_without_the_root_of_two(x, mu=0.0, sigma=1.0):
    return float_or_array(special.erfc(-_z(x, mu, sigma)) / 2)


@mistake("This is erf alone, the probability of being within z deviations on both sides. Add 1, and halve.")
def normal_cdf_as_erf(x, mu=0.0, sigma=1.0):
    return float_or_array(special.erf(_z(x, mu, sigma) / math.sqrt(2)))


@mistake("This is 1 + erf, without the half.")
def normal_cdf_not_halved(x, mu=0.0, sigma=1.0):
    return float_or_array(2 * np.asarray(normal_cdf(x, mu, sigma)))


@mistake("This is the probability of being *above* x.")
def normal_cdf_of_the_upper_tail(x, mu=0.0, sigma=1.0):
    return float_or_array(special.ndtr(-_z(x, mu, sigma)))


@mistake("This is the density. The area to the left of x is wanted.")
def normal_cdf_as_a_density(x, mu=0.0, sigma=1.0):
    return normal_pdf(x, mu, sigma)


@mistake("This is the logistic function, which only looks like it.")
def normal_cdf_as_a_sigmoid(x, mu=0.0, sigma=1.0):
    return float_or_array(special.expit(_z(x, mu, sigma)))


@mistake("This is the logistic function of 1.702 z, an approximation that is wrong in the third digit.")
def normal_cdf_as_a_scaled_sigmoid(x, mu=0.0, sigma=1.0):
    return float_or_array(special.expit(1.702 * _z(x, mu, sigma)))


@mistake("The tanh approximation is wrong in the fourth digit. Use the error function.")
def normal_cdf_with_tanh(x, mu=0.0, sigma=1.0):
    z = _z(x, mu, sigma)
    with np.errstate(all="ignore"):
        return float_or_array((1 + np.tanh(math.sqrt(2 / math.pi) * (z + 0.044715 * z**3))) / 2)


@mistake(
    "1 + erf cancels far below the mean: the result is 0 or has no right digit. erfc keeps small probabilities.",
    example=([-9.0, 1.0], 0.0, 0.5),
)
def normal_cdf_that_cancels(x, mu=0.0, sigma=1.0):
    return float_or_array((1 + special.erf(_z(x, mu, sigma) / math.sqrt(2))) / 2)


@mistake("The running sum of the points' densities is no cdf: x need not be a grid.", example=([1.0, 2.0], 0.0, 2.0))
def normal_cdf_as_a_running_sum(x, mu=0.0, sigma=1.0):
    return np.cumsum(normal_pdf(x, mu, sigma)) if np.ndim(x) == 1 else normal_cdf(x, mu, sigma)


@mistake("The mean is ignored. Subtract it from x.", example=([1.0], 3.0, 2.0))
def normal_cdf_without_the_mean(x, mu=0.0, sigma=1.0):
    return normal_cdf(np.asarray(x, dtype=float) + 0 * np.asarray(mu, dtype=float), 0.0, sigma)


@mistake("The standard deviation is ignored.")
def normal_cdf_without_the_deviation(x, mu=0.0, sigma=1.0):
    as_sigma(sigma)
    return normal_cdf(np.asarray(x, dtype=float) + 0 * np.asarray(sigma, dtype=float), mu)


@mistake("`sigma` is taken for the variance, or the root goes over it as well: sqrt(2 sigma) for sigma sqrt(2).")
def normal_cdf_of_a_variance(x, mu=0.0, sigma=1.0):
    return normal_cdf(x, mu, np.sqrt(as_sigma(sigma)))


@mistake("`sigma` is squared where it stands by itself: the variance is taken for the standard deviation.")
def normal_cdf_of_a_squared_deviation(x, mu=0.0, sigma=1.0):
    return normal_cdf(x, mu, as_sigma(sigma) ** 2)


@mistake("The mean is added to x. Subtract it.", example=([1.0], 3.0, 2.0))
def normal_cdf_with_the_mean_added(x, mu=0.0, sigma=1.0):
    return normal_cdf(x, -np.asarray(mu, dtype=float), sigma)


@mistake("A standard deviation of 0 or less is accepted. Raise ValueError; as_sigma does.", example=(1.0, 0.0, -1.0))
def normal_cdf_of_any_deviation(x, mu=0.0, sigma=1.0):
    sigma = np.array(sigma, dtype=float)
    return normal_cdf(x, mu, np.where(np.isfinite(sigma), np.maximum(np.abs(sigma), 1e-9), sigma))


@mistake(
    "nan or an infinite standard deviation is accepted. Raise ValueError; as_sigma does.", example=(1.0, 0.0, math.nan)
)
def normal_cdf_of_a_deviation_that_is_no_number(x, mu=0.0, sigma=1.0):
    sigma = np.array(sigma, dtype=float)
    return normal_cdf(x, mu, np.where(np.isfinite(sigma), sigma, 1.0))


@mistake("A number comes back as an array. For numbers return a float: float_or_array does.", example=(1.0, 0.0, 2.0))
def normal_cdf_always_an_array(x, mu=0.0, sigma=1.0):
    return np.atleast_1d(normal_cdf(x, mu, sigma))


@mistake("The result is right, but the caller's x is overwritten.", example=(np.array([1.0, 3.0]), 0.5, 2.0))
def normal_cdf_in_place(x, mu=0.0, sigma=1.0):
    result = normal_cdf(x, mu, sigma)
    if isinstance(x, np.ndarray) and x.dtype == float and np.shape(result) == x.shape:
        x[...] = result
    return result


@mistake(
    "A polynomial stands for the error function, and has seven digits only. Use special.erfc.",
    example=([1.0, -0.5], 0.0, 2.0),
)
def normal_cdf_with_a_polynomial(x, mu=0.0, sigma=1.0):
    z = _z(x, mu, sigma)
    with np.errstate(all="ignore"):
        t = 1 / (1 + 0.2316419 * np.abs(z))
        series = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
        tail = np.exp(-z * z / 2) / math.sqrt(2 * math.pi) * series
    return float_or_array(np.where(z < 0, tail, 1 - tail))


@mistake(
    "Beyond six deviations the result is made 0 or 1. The tail there is thin, but it is there.",
    example=([-6.5, 1.0],),
)
def normal_cdf_cut_off(x, mu=0.0, sigma=1.0):
    z = _z(x, mu, sigma)
    return float_or_array(np.where(z < -6, 0.0, np.where(z > 6, 1.0, normal_cdf(x, mu, sigma))))


@mistake(
    "Probabilities are kept away from 0 and 1 by a small number. Those at infinity are exactly 0 and 1.",
    example=([-9.0, 1.0],),
)
def normal_cdf_clipped(x, mu=0.0, sigma=1.0):
    return float_or_array(np.clip(normal_cdf(x, mu, sigma), 1e-10, 1 - 1e-10))


normal_cdf_multiplied_by_the_root_of_two = mistake.change(
    "/ math.sqrt(2))", "* math.sqrt(2))", "z is multiplied by the root of 2. Divide by it."
)
normal_cdf_with_half_of_z = mistake.change("-z / math.sqrt(2)", "-z / 2", "z is divided by 2. Divide by the root of 2.")
normal_cdf_with_a_negative_gate = mistake.change(
    "special.erfc(-z / math.sqrt(2)) / 2",
    "-special.erfc(-z / math.sqrt(2)) / 2",
    "The result is negative: the minus sign belongs to z, not to erfc.",
)


@mistake("This is 1/2 + erf: the half is that of the sum. Write (1 + erf) / 2.")
def normal_cdf_with_half_of_the_one(x, mu=0.0, sigma=1.0):
    return float_or_array(0.5 + special.erf(_z(x, mu, sigma) / math.sqrt(2)))


@mistake("This is 1 + erf / 2: the half is that of the sum. Write (1 + erf) / 2.")
def normal_cdf_with_half_of_erf(x, mu=0.0, sigma=1.0):
    return float_or_array(1 + special.erf(_z(x, mu, sigma) / math.sqrt(2)) / 2)


@mistake("This is the area between the mean and x, as in some tables. Add the half that lies below the mean.")
def normal_cdf_from_the_mean(x, mu=0.0, sigma=1.0):
    return float_or_array(special.erf(_z(x, mu, sigma) / math.sqrt(2)) / 2)


@mistake(
    "The sign of z is lost, so that points below the mean get more than one half. Leave the absolute value out.",
    example=([-1.0, 0.5], 0.0, 2.0),
)
def normal_cdf_of_the_distance(x, mu=0.0, sigma=1.0):
    return float_or_array(special.ndtr(np.abs(_z(x, mu, sigma))))


@mistake("This is a two-sided p-value, the probability of being further from the mean. At most x is asked for.")
def normal_cdf_of_both_tails(x, mu=0.0, sigma=1.0):
    return float_or_array(special.erfc(np.abs(_z(x, mu, sigma)) / math.sqrt(2)))


@mistake("The smaller of both tails is taken. Above the mean the result is more than one half.")
def normal_cdf_of_the_smaller_tail(x, mu=0.0, sigma=1.0):
    return float_or_array(special.ndtr(-np.abs(_z(x, mu, sigma))))


@mistake("This is the logarithm of the probability. Leave it out.")
def normal_cdf_as_a_logarithm(x, mu=0.0, sigma=1.0):
    return float_or_array(special.log_ndtr(_z(x, mu, sigma)))


@mistake(
    "This is the quantile function (ppf), which asks for a probability. Here x is a point, and its probability is wanted.",
    example=([0.2, 0.7], 0.0, 2.0),
)
def normal_cdf_as_a_quantile(x, mu=0.0, sigma=1.0):
    sigma = as_sigma(sigma)
    with np.errstate(all="ignore"):
        return float_or_array(mu + sigma * special.ndtri(np.asarray(x, dtype=float)))


@mistake("The probabilities are divided by their largest. They are right as they are.", example=([1.0, 2.0], 0.0, 2.0))
def normal_cdf_normalised(x, mu=0.0, sigma=1.0):
    areas = normal_cdf(x, mu, sigma)
    return areas / np.max(areas) if np.ndim(areas) else areas


@mistake("The result is rounded. The examples round only to be short: return all digits.")
def normal_cdf_rounded(x, mu=0.0, sigma=1.0):
    return float_or_array(np.round(normal_cdf(x, mu, sigma), 4))


@mistake(
    "x is standardised with its own mean and deviation. Those that are given count: `mu` and `sigma`.",
    example=([1.0, 2.0, 4.0], 0.5, 2.0),
)
def normal_cdf_of_its_own(x, mu=0.0, sigma=1.0):
    exact, values = normal_cdf(x, mu, sigma), np.asarray(x, dtype=float)
    if values.size < 2 or not np.ptp(values) > 0 or not np.isfinite(values).all():
        return exact
    return normal_cdf(values, values.mean(), values.std())


@mistake(
    "Infinite points or nan in x raise an error. Only `sigma` is checked: x may hold them.",
    example=([math.inf, 1.0, math.nan], 0.0, 2.0),
)
def normal_cdf_of_finite_points_only(x, mu=0.0, sigma=1.0):
    if not np.all(np.isfinite(np.asarray(x, dtype=float))):
        raise ValueError("x must be finite")
    return normal_cdf(x, mu, sigma)


@mistake("nan is replaced by 0. Where x is nan, let it through.", example=([math.nan, 1.0], 0.0, 2.0))
def normal_cdf_hiding_nan(x, mu=0.0, sigma=1.0):
    result = np.asarray(normal_cdf(x, mu, sigma))
    return float_or_array(np.where(np.isnan(result), 0.0, result))


@mistake(
    "The difference is taken in the type of x: float32 loses digits, and unsigned ints wrap around below 0. Begin with "
    "np.asarray(x, dtype=float).",
    example=(np.array([1, 4], dtype=np.uint8), np.uint8(2), 2.0),
)
def normal_cdf_in_the_type_of_x(x, mu=0.0, sigma=1.0):
    return normal_cdf(np.asarray(x) - np.asarray(mu), 0.0, sigma)


# Other right answers


@alternative
def normal_cdf_with_ndtr(x, mu=0.0, sigma=1.0):
    return float_or_array(special.ndtr(_z(x, mu, sigma)))


@alternative
def normal_cdf_with_scipy(x, mu=0.0, sigma=1.0):
    as_sigma(sigma)
    with np.errstate(all="ignore"):
        return float_or_array(
            stats.norm.cdf(np.asarray(x, dtype=float), np.asarray(mu, dtype=float), np.asarray(sigma, dtype=float))
        )


@alternative
def normal_cdf_entry_by_entry(x, mu=0.0, sigma=1.0):
    as_sigma(sigma)
    return float_or_array(broadcast(lambda x, m, s: math.erfc((m - x) / s / math.sqrt(2)) / 2, x, mu, sigma))
