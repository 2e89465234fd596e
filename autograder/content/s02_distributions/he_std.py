"""2.10 `he_std`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, criterion, mistakes_of, raises
from solutions.s02_distributions import he_std

# Criteria


@criterion(core=True)
def test_is_the_root_of_two_over_the_inputs(he_std, rng):
    for fan_in in rng.integers(3, 4000, size=8).tolist():
        expected = math.sqrt(2 / fan_in)
        assert_close(he_std(fan_in), expected)


@criterion()
def test_of_the_smallest_and_of_a_huge_layer(he_std):
    assert_close(he_std(1), math.sqrt(2))
    assert_close(he_std(2 * 10**12), 1e-6)


@criterion()
def test_refuses_a_layer_without_inputs(he_std):
    for fan_in in (0, -1, -512):
        with raises(ValueError):
            he_std(fan_in)


# Known mistakes


mistake = mistakes_of(he_std, example=(512,))


@mistake(
    "The 2 stands outside of the root, as if the layer had half as many inputs. It belongs under it: sqrt(2 / fan_in)."
)
def he_std_of_half_the_inputs(fan_in):
    return he_std(fan_in) * math.sqrt(2)


@mistake(
    "The factor 2 is missing, and a deep ReLU network loses its signal. A ReLU halves the mean square: sqrt(2 / fan_in)."
)
def he_std_without_the_two(fan_in):
    he_std(fan_in)
    return math.sqrt(1 / fan_in)


@mistake("This is the variance. The standard deviation is its square root.")
def he_std_as_the_variance(fan_in):
    return he_std(fan_in) ** 2


@mistake("sqrt(6 / fan_in) is the limit of the uniform version. The standard deviation is sqrt(2 / fan_in).")
def he_std_as_the_uniform_limit(fan_in):
    return he_std(fan_in) * math.sqrt(3)


@mistake("The whole-number division // gives 0 for more than two inputs. Divide with /.")
def he_std_with_floor_division(fan_in):
    he_std(fan_in)
    return math.sqrt(2 // fan_in)


@mistake("Only the 2 is under the root. The number of inputs belongs under it, too: sqrt(2 / fan_in).")
def he_std_with_fan_in_outside_the_root(fan_in):
    he_std(fan_in)
    return math.sqrt(2) / fan_in


@mistake("The fraction is upside down, so wider layers get larger weights. It is the root of 2 / fan_in.")
def he_std_upside_down(fan_in):
    return 1 / he_std(fan_in)


@mistake("The gain 5/3 belongs to tanh. For a ReLU it is sqrt(2): sqrt(2) / sqrt(fan_in).")
def he_std_with_the_gain_of_tanh(fan_in):
    he_std(fan_in)
    return 5 / 3 / math.sqrt(fan_in)


@mistake("0.02 is a fixed number for any size. He initialisation depends on the inputs: sqrt(2 / fan_in).")
def he_std_fixed(fan_in):
    he_std(fan_in)
    return 0.02


@mistake(
    "A layer without inputs raises ZeroDivisionError. Raise ValueError for fan_in < 1 before you divide.", example=(0,)
)
def he_std_of_no_inputs(fan_in):
    return math.sqrt(2 / fan_in)


@mistake(
    "fan_in is not checked: 0 divides by zero, and np.sqrt of a negative number is nan. Raise ValueError for fan_in < 1.",
    example=(-8,),
)
def he_std_of_a_negative_number_of_inputs(fan_in):
    with np.errstate(invalid="ignore"):
        return float(np.sqrt(2 / fan_in))


@mistake("The 2 stands below the line: 1 / (2 * fan_in). It is 2 divided by fan_in.")
def he_std_with_the_two_below(fan_in):
    return he_std(fan_in) / 2


@mistake("One more input is counted, as for a bias. fan_in is all: sqrt(2 / fan_in).")
def he_std_with_a_bias(fan_in):
    he_std(fan_in)
    return math.sqrt(2 / (fan_in + 1))


@mistake("This is a product, sqrt(2 * fan_in). Wider layers need smaller weights: divide by fan_in.")
def he_std_as_a_product(fan_in):
    he_std(fan_in)
    return math.sqrt(2 * fan_in)


@mistake("The result is rounded, and a wide layer suffers most. Round when you print.", example=(300,))
def he_std_rounded(fan_in):
    return round(he_std(fan_in), 3)


@mistake(
    "The gain is that of PyTorch's layers, which expect a leak of the root of 5. A ReLU without a leak has 2: sqrt(2 / fan_in)."
)
def he_std_with_the_leak_of_pytorch(fan_in):
    return he_std(fan_in) / math.sqrt(1 + 5)


# Other right answers


@alternative
def he_std_with_numpy(fan_in):
    if fan_in <= 0:
        raise ValueError("fan_in")
    return np.sqrt(2.0 / fan_in)


@alternative
def he_std_as_gain_over_root(fan_in):
    if not fan_in >= 1:
        raise ValueError("fan_in")
    gain = math.sqrt(2)
    return gain / math.sqrt(fan_in)


@alternative
def he_std_as_a_power(fan_in):
    if fan_in < 1:
        raise ValueError("fan_in")
    return (fan_in / 2) ** -0.5
