"""11.8 `minibatch_gradient_variance`: criteria, known mistakes, other right answers."""

import fractions
import math

import numpy as np

from autograder.content import alternative, assert_close, assert_same, criterion, mistakes_of, raises
from solutions.s11_central_limit import minibatch_gradient_variance

# Criteria


@criterion(core=True)
def test_is_the_variance_over_the_batch_size(minibatch_gradient_variance, rng):
    for batch in rng.integers(2, 5000, size=5).tolist():
        sigma2 = float(rng.uniform(0.1, 50))
        assert_close(minibatch_gradient_variance(sigma2, batch), sigma2 / batch)


@criterion(core=True)
def test_has_half_the_deviation_for_four_times_the_batch(minibatch_gradient_variance, rng):
    sigma, batch = float(rng.uniform(0.5, 4)), int(rng.integers(2, 60))
    for factor in (1, 4, 16):
        expected = (sigma / math.sqrt(batch) / math.sqrt(factor)) ** 2
        assert_close(minibatch_gradient_variance(sigma**2, factor * batch), expected)


@criterion()
def test_of_a_batch_of_one_is_the_variance(minibatch_gradient_variance):
    assert_close(minibatch_gradient_variance(9.0, 1), 9.0)


@criterion()
def test_of_no_variance_is_zero(minibatch_gradient_variance):
    assert_same(minibatch_gradient_variance(0.0, 4), 0.0)


@criterion()
def test_takes_ints_and_single_precision(minibatch_gradient_variance):
    assert_close(minibatch_gradient_variance(4, 16), 0.25)
    assert_close(minibatch_gradient_variance(np.float32(0.5), 8), 0.0625, rtol=1e-6)
    assert_close(minibatch_gradient_variance(2.0, np.int64(8)), 0.25)


@criterion()
def test_refuses_bad_arguments(minibatch_gradient_variance):
    for sigma2 in (-1.0, math.nan, math.inf):
        with raises(ValueError):
            minibatch_gradient_variance(sigma2, 4)
    for batch in (0, -2):
        with raises(ValueError):
            minibatch_gradient_variance(1.0, batch)


# Known mistakes

mistake = mistakes_of(minibatch_gradient_variance, example=(3, 16))

minibatch_gradient_variance_as_a_deviation = mistake.change(
    "float(sigma2 / batch)", "float(math.sqrt(sigma2 / batch))", "This is the standard deviation. Leave out the root."
)
minibatch_gradient_variance_with_a_root = mistake.change(
    "sigma2 / batch", "sigma2 / math.sqrt(batch)", "The *deviation* shrinks with the root. The variance with B itself."
)
minibatch_gradient_variance_of_a_deviation = mistake.change(
    "sigma2 / batch", "sigma2**2 / batch", "sigma2 is squared once more. It is a variance already."
)
minibatch_gradient_variance_twice = mistake.change(
    "sigma2 / batch",
    "sigma2 / batch**2",
    "This divides by B squared. A sum of B has B sigma2; over B squared, that is 1 / B.",
)
minibatch_gradient_variance_of_the_sum = mistake.change(
    "sigma2 / batch",
    "sigma2 * batch",
    "This is the variance of the sum. The mean divides by B, its variance by B squared.",
)
minibatch_gradient_variance_unchanged = mistake.change(
    "float(sigma2 / batch)", "float(sigma2)", "The batch does not matter here. A mean of B is steadier: divide by B."
)
minibatch_gradient_variance_with_one_less = mistake.change(
    "sigma2 / batch",
    "sigma2 / max(batch - 1, 1)",
    "This divides by B - 1. That is for estimating a variance; the mean of B has sigma2 / B.",
)
minibatch_gradient_variance_upside_down = mistake.change(
    "sigma2 / batch",
    "(batch / sigma2 if sigma2 else 0.0)",
    "The quotient is upside down: a larger batch has less noise.",
)
minibatch_gradient_variance_of_roots = mistake.change(
    "sigma2 / batch",
    "math.sqrt(sigma2) / batch",
    "The root of sigma2 is taken. A variance comes in and a variance goes out: no root.",
)
minibatch_gradient_variance_in_whole_numbers = mistake.change(
    "sigma2 / batch", "sigma2 // batch", "`//` throws away what stands after the decimal point. Divide with `/`."
)
minibatch_gradient_variance_of_negative_sigma2 = mistake.change(
    "not 0 <= sigma2 < math.inf",
    "not -math.inf < sigma2 < math.inf",
    "A negative variance is accepted. There is none: raise ValueError.",
    example=(-1.0, 4),
)
minibatch_gradient_variance_of_infinity = mistake.change(
    "not 0 <= sigma2 < math.inf",
    "not 0 <= sigma2",
    "An infinite variance is accepted. Then means do not settle: raise ValueError.",
    example=(math.inf, 4),
)
minibatch_gradient_variance_of_nan = mistake.change(
    "not 0 <= sigma2 < math.inf",
    "sigma2 < 0 or sigma2 == math.inf",
    "nan passes a check such as sigma2 < 0, since every comparison with nan is False. Raise unless 0 <= sigma2 < inf.",
    example=(math.nan, 4),
)
minibatch_gradient_variance_of_negative_batches = mistake.change(
    "batch < 1",
    "batch == 0",
    "A negative batch is accepted. Raise ValueError for less than 1.",
    example=(1.0, -2),
)


@mistake("An empty batch ends in a ZeroDivisionError. Check it, and raise ValueError.", example=(1.0, 0))
def minibatch_gradient_variance_divided_by_zero(sigma2, batch):
    return sigma2 / batch if batch == 0 else minibatch_gradient_variance(sigma2, batch)


@mistake("No variance at all is refused. It is possible, if all examples agree: 0.", example=(0, 4))
def minibatch_gradient_variance_refusing_zero(sigma2, batch):
    if sigma2 == 0:
        raise ValueError("sigma2")
    return minibatch_gradient_variance(sigma2, batch)


minibatch_gradient_variance_of_both_squared = mistake.change(
    "sigma2 / batch",
    "(sigma2 / batch) ** 2",
    "The quotient is squared. sigma2 is a square already, and B is not to be one: sigma2 / B.",
)
minibatch_gradient_variance_corrected = mistake.change(
    "sigma2 / batch",
    "sigma2 * (batch - 1) / batch",
    "sigma2 (B - 1) / B belongs to an estimate of sigma2 itself. The mean of B has sigma2 / B.",
)
minibatch_gradient_variance_of_one = mistake.change(
    "sigma2 / batch", "1 / batch", "sigma2 is not used. The variance of one example is divided: sigma2 / B."
)
minibatch_gradient_variance_with_one_more = mistake.change(
    "sigma2 / batch", "sigma2 / (batch + 1)", "This divides by B + 1. There are B examples."
)
minibatch_gradient_variance_halved = mistake.change(
    "sigma2 / batch",
    "sigma2 / (2 * batch)",
    "The result is halved. The variance of a mean of B is sigma2 / B.",
)
minibatch_gradient_variance_in_an_int = mistake.change(
    "sigma2 / batch",
    "round(sigma2 / batch)",
    "The result is rounded to a whole number. Return the quotient as it is.",
    example=(7, 4),
)
minibatch_gradient_variance_of_the_sum_as_a_deviation = mistake.change(
    "sigma2 / batch",
    "math.sqrt(sigma2 * batch)",
    "This is the standard deviation of the sum. Asked for is the variance of the mean, sigma2 / B.",
)
minibatch_gradient_variance_refusing_one = mistake.change(
    "batch < 1",
    "batch < 2",
    "A batch of one is refused. It is allowed, and has the variance of a single example.",
    example=(3, 1),
)


# Other right answers


@alternative
def minibatch_gradient_variance_of_the_deviation(sigma2, batch):
    if math.isnan(sigma2) or math.isinf(sigma2) or sigma2 < 0 or batch <= 0:
        raise ValueError("arguments")
    return (math.sqrt(sigma2) / math.sqrt(batch)) ** 2


@alternative
def minibatch_gradient_variance_of_shares(sigma2, batch):
    if not (sigma2 >= 0 and math.isfinite(sigma2)) or not batch >= 1:
        raise ValueError("arguments")
    return float(batch * (1 / batch) ** 2 * sigma2)


@alternative
def minibatch_gradient_variance_as_a_fraction(sigma2, batch):
    if not 0 <= sigma2 < math.inf or batch < 1:
        raise ValueError("arguments")
    return float(fractions.Fraction(float(sigma2)) / int(batch))
