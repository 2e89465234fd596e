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
