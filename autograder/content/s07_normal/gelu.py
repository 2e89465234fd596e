"""7.7 `gelu`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import special, stats

from autograder.content import alternative, assert_close, assert_unchanged, criterion, logits, mistakes_of
from autograder.content.s07_normal.shared import INF, NAN, broadcast
from solutions.s07_normal import float_or_array, gelu, normal_cdf, normal_pdf

# Criteria


def _exact(x):
    return x * math.erfc(-x / math.sqrt(2)) / 2


@criterion(core=True)
def test_is_x_times_the_area_to_its_left(gelu, rng):
    for x in logits(rng, [(6,), (3, 4), (2, 3, 2)], scale=2.0):
        assert_close(gelu(x), broadcast(_exact, x))


@criterion(core=True)
def test_of_a_number_is_a_number(gelu, rng):
    for x in rng.normal(0, 2, size=4).tolist():
        assert_close(gelu(x), _exact(x))


@criterion()
def test_keeps_the_digits_of_small_results(gelu):
    for x in (-10.0, -20.0, -30.0):
        assert_close(gelu(x), _exact(x), atol=0.0)


@criterion()
def test_is_the_identity_far_up_and_zero_at_zero(gelu):
    assert_close(gelu([50.0, 1e10, 0.0]), np.array([50.0, 1e10, 0.0]))


@criterion()
def test_at_infinity_and_of_nan(gelu):
    assert_close(gelu([INF, -INF, NAN]), np.array([INF, 0.0, NAN]))
    assert_close(gelu(-INF), 0.0)


@criterion()
def test_takes_ints_and_single_precision(gelu):
    assert_close(gelu([-1, 0, 2]), broadcast(_exact, [-1.0, 0.0, 2.0]))
    single = np.array([0.5, -1.25, 3.0], dtype=np.float32)
    assert_close(gelu(single), broadcast(_exact, single.astype(float)))


@criterion()
def test_leaves_its_argument_unchanged(gelu, rng):
    assert_unchanged(gelu, rng.normal(size=5))


# Known mistakes

mistake = mistakes_of(gelu, example=([-1.0, 0.5, 2.0],))


def _x(x):
    return np.asarray(x, dtype=float)


@mistake("This is the tanh approximation, wrong in the fourth digit. The exact form has the error function.")
def gelu_with_tanh(x):
    with np.errstate(all="ignore"):
        return float_or_array(_x(x) * (1 + np.tanh(math.sqrt(2 / math.pi) * (_x(x) + 0.044715 * _x(x) ** 3))) / 2)


@mistake("This is x times a logistic function of 1.702 x, an approximation. The exact form has the error function.")
def gelu_with_a_scaled_sigmoid(x):
    return float_or_array(_x(x) * special.expit(1.702 * _x(x)))


@mistake("This is x times the logistic function (SiLU, or swish). GELU has the normal cdf.")
def gelu_as_silu(x):
    return float_or_array(_x(x) * special.expit(_x(x)))


@mistake("The root of 2 is missing in the error function.")
def gelu_without_the_root_of_two(x):
    return float_or_array(_x(x) * special.erfc(-_x(x)) / 2)


@mistake("This is ReLU. Negative inputs are not cut off at once.")
def gelu_as_relu(x):
    return float_or_array(np.maximum(_x(x), 0))


@mistake("This is the cdf alone. Multiply by x.")
def gelu_as_a_cdf(x):
    return normal_cdf(x)


@mistake("x is multiplied by the density. Multiply by the area to the left of x, the cdf.")
def gelu_with_the_density(x):
    return float_or_array(_x(x) * normal_pdf(x))


@mistake("x is multiplied by erf alone, which is negative for negative x. The gate is (1 + erf) / 2.")
def gelu_with_erf_alone(x):
    return float_or_array(_x(x) * special.erf(_x(x) / math.sqrt(2)))


@mistake("The half is missing: the gate is (1 + erf) / 2.")
def gelu_not_halved(x):
    return float_or_array(2 * _x(gelu(x)))


@mistake("The gate is that of -x: it closes for large inputs.")
def gelu_with_the_gate_turned_round(x):
    with np.errstate(all="ignore"):
        return float_or_array(_x(x) * special.ndtr(-_x(x)))


@mistake("The square of x is multiplied. Multiply x itself.")
def gelu_of_the_square(x):
    return float_or_array(_x(x) * _x(gelu(x)))


@mistake("At -inf this is -inf times 0, nan. Its limit is 0.", example=([-math.inf, 1.0],))
def gelu_with_nan_at_minus_infinity(x):
    return float_or_array(np.where(np.isneginf(_x(x)), np.nan, gelu(x)))


@mistake("nan becomes 0. Let it through.", example=([math.nan, 1.0],))
def gelu_hiding_nan(x):
    return float_or_array(np.where(np.isnan(_x(x)), 0.0, gelu(x)))


@mistake("A number comes back as an array. For a number return a float.", example=(1.0,))
def gelu_always_an_array(x):
    return np.atleast_1d(gelu(x))


@mistake("The result is right, but the caller's array is overwritten.", example=(np.array([1.0, -1.0]),))
def gelu_in_place(x):
    gated = gelu(x)
    if isinstance(x, np.ndarray) and x.dtype == float and x.ndim:
        x[...] = gated
    return gated


@mistake(
    "Far below 0 everything is made 0. The values there are small, but not nothing: keep them.", example=([-12.0],)
)
def gelu_cut_off(x):
    exact = np.asarray(gelu(x))
    return float_or_array(np.where(np.asarray(x, dtype=float) < -10, 0.0, exact))


@mistake(
    "The result has the dtype of the input, and only 7 digits of a float32 array are right. Begin with "
    "np.asarray(x, dtype=float).",
    example=(np.array([0.5, 2.0], dtype=np.float32),),
)
def gelu_in_float32(x):
    exact = gelu(x)
    kind = getattr(x, "dtype", np.dtype(float))
    return exact.astype(kind) if isinstance(exact, np.ndarray) and kind.kind == "f" else exact


@mistake(
    "1 + erf cancels far below 0, so that the digits of small results are lost, and -inf gives nan. Take erfc or normal_cdf, "
    "and 0 at -inf.",
    example=([-9.0, -5.5, -math.inf],),
)
def gelu_that_cancels(x):
    with np.errstate(invalid="ignore"):
        return float_or_array(_x(x) * (1 + special.erf(_x(x) / math.sqrt(2))) / 2)


@mistake(
    "np.nan_to_num hides nan and makes a number of inf. Only -inf needs care: its limit is 0.",
    example=([math.inf, math.nan, 1.0],),
)
def gelu_with_numbers_for_infinities(x):
    return float_or_array(np.nan_to_num(gelu(x)))


@mistake("At inf the result is 0, too. Only at -inf: x itself is the limit at inf.", example=([math.inf, 1.0],))
def gelu_of_both_infinities(x):
    return float_or_array(np.where(np.isinf(_x(x)), 0.0, gelu(x)))


@mistake("Infinite entries or nan raise an error. x may hold them.", example=([math.inf, 1.0, math.nan],))
def gelu_of_finite_numbers_only(x):
    if not np.all(np.isfinite(_x(x))):
        raise ValueError("x must be finite")
    return gelu(x)


@mistake("This is softplus, log(1 + exp x), which only looks like it. GELU is x times the normal cdf.")
def gelu_as_softplus(x):
    return float_or_array(np.logaddexp(0, _x(x)))


@mistake("This is ELU, exp(x) - 1 below 0. GELU is x times the normal cdf, everywhere.")
def gelu_as_elu(x):
    return float_or_array(np.where(_x(x) > 0, _x(x), np.expm1(np.minimum(_x(x), 0))))


@mistake("This is Mish, x times tanh of softplus. GELU is x times the normal cdf.")
def gelu_as_mish(x):
    return float_or_array(_x(x) * np.tanh(np.logaddexp(0, _x(x))))


@mistake("This is a leaky ReLU. GELU is x times the normal cdf, and bends smoothly.")
def gelu_as_leaky_relu(x):
    return float_or_array(np.where(_x(x) > 0, _x(x), 0.01 * _x(x)))


@mistake("This is the derivative of GELU. The function itself is x times the cdf.")
def gelu_as_its_derivative(x):
    with np.errstate(invalid="ignore"):
        return float_or_array(normal_cdf(x) + _x(x) * normal_pdf(x))


@mistake("Negative inputs are cut off before the gate. They pass it too, and become small negative numbers.")
def gelu_of_the_positive_part(x):
    return float_or_array(np.maximum(_x(x), 0) * normal_cdf(x))


@mistake("The sign of x is lost. Negative inputs give small negative numbers.")
def gelu_of_the_absolute_value(x):
    return float_or_array(np.abs(_x(gelu(x))))


@mistake("The gate looks at |x|, and is open on both sides. Below 0 it closes: take the cdf at x itself.")
def gelu_with_the_gate_of_the_distance(x):
    return float_or_array(_x(x) * special.ndtr(np.abs(_x(x))))


@mistake(
    "The gate uses the mean and deviation of the entries. It is the *standard* normal cdf, whatever x is.",
    example=([1.0, 2.0, 4.0],),
)
def gelu_of_standardised_entries(x):
    x = _x(x)
    if x.size < 2 or not np.ptp(x) > 0 or not np.isfinite(x).all():
        return gelu(x)
    return float_or_array(x * normal_cdf(x, x.mean(), x.std()))


@mistake("This is x / 2 plus erf: a bracket is missing. x multiplies all of (1 + erf) / 2.")
def gelu_with_a_bracket_missing(x):
    return float_or_array(_x(x) * 0.5 + special.erf(_x(x) / math.sqrt(2)))


@mistake("x is added to the gate. It multiplies it.")
def gelu_added_to_the_gate(x):
    return float_or_array(_x(x) + normal_cdf(x))


@mistake("The gate is 1/2 + erf, or the half stands at the 1 alone. It is (1 + erf) / 2.")
def gelu_with_half_of_the_one(x):
    return float_or_array(_x(x) * (0.5 + special.erf(_x(x) / math.sqrt(2))))


@mistake("The half is taken twice: x/2 times a gate that is halved already. x times the cdf.")
def gelu_halved_twice(x):
    return float_or_array(_x(gelu(x)) / 2)


@mistake("In the error function x is multiplied by the root of 2. Divide by it.")
def gelu_multiplied_by_the_root_of_two(x):
    x = _x(x)
    with np.errstate(invalid="ignore"):
        return float_or_array(np.where(np.isneginf(x), 0.0, x * special.erfc(-x * math.sqrt(2)) / 2))


@mistake("The tanh form is an approximation, and its cubic term is missing. The exact form has the error function.")
def gelu_with_a_plain_tanh(x):
    x = _x(x)
    with np.errstate(invalid="ignore"):
        return float_or_array(np.where(np.isneginf(x), 0.0, x * (1 + np.tanh(math.sqrt(2 / math.pi) * x)) / 2))


@mistake(
    "The result is written into an array of ints, and cut off. Begin with np.asarray(x, dtype=float).",
    example=([-1, 2, 3],),
)
def gelu_in_whole_numbers(x):
    exact = gelu(x)
    return np.trunc(exact) if np.asarray(x).dtype.kind in "iu" and np.ndim(x) else exact


@mistake("The result is rounded. The examples round only to be short: return all digits.")
def gelu_rounded(x):
    return float_or_array(np.round(gelu(x), 4))


# Other right answers


@alternative
def gelu_with_erfc(x):
    x = _x(x)
    with np.errstate(invalid="ignore"):
        gated = x * special.erfc(-x / math.sqrt(2)) / 2
    return float_or_array(np.where(x == -np.inf, 0.0, gated))


@alternative
def gelu_with_scipy(x):
    x = np.maximum(_x(x), -1e300)
    return float_or_array(x * stats.norm.cdf(x))
