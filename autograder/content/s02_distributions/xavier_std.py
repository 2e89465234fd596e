"""2.9 `xavier_std`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, criterion, mistakes_of, raises
from solutions.s02_distributions import xavier_std

# Criteria


@criterion(core=True)
def test_is_the_root_of_two_over_all_inputs_and_outputs(xavier_std, rng):
    for _ in range(6):
        fan_in, fan_out = int(rng.integers(2, 900)), int(rng.integers(1000, 4000))
        expected = math.sqrt(2 / (fan_in + fan_out))
        assert_close(xavier_std(fan_in, fan_out), expected)
        assert_close(xavier_std(fan_out, fan_in), expected)


@criterion()
def test_of_the_smallest_and_of_a_huge_layer(xavier_std):
    assert_close(xavier_std(1, 1), 1.0)
    assert_close(xavier_std(3, 6), math.sqrt(2 / 9))
    assert_close(xavier_std(10**12, 10**12), 1e-6)


@criterion()
def test_refuses_a_layer_without_inputs_or_outputs(xavier_std):
    for fan_in, fan_out in ((0, 4), (4, 0), (0, 0), (-2, 8), (8, -2)):
        with raises(ValueError):
            xavier_std(fan_in, fan_out)


# Known mistakes


mistake = mistakes_of(xavier_std, example=(6, 2))


@mistake("2 / fan_in + fan_out divides before it adds. Put the sum into brackets: 2 / (fan_in + fan_out).")
def xavier_std_without_brackets(fan_in, fan_out):
    xavier_std(fan_in, fan_out)
    return math.sqrt(2 / fan_in + fan_out)


@mistake("Only the inputs count here: that is He initialisation. Xavier divides by fan_in + fan_out.")
def xavier_std_of_fan_in_only(fan_in, fan_out):
    xavier_std(fan_in, fan_out)
    return math.sqrt(2 / fan_in)


@mistake("Only the outputs count here. Xavier is a compromise between both: divide by fan_in + fan_out.")
def xavier_std_of_fan_out_only(fan_in, fan_out):
    xavier_std(fan_in, fan_out)
    return math.sqrt(2 / fan_out)


@mistake(
    "sqrt(6 / ...) is the limit of the uniform version. The standard deviation has a 2: sqrt(2 / (fan_in + fan_out))."
)
def xavier_std_as_the_uniform_limit(fan_in, fan_out):
    return xavier_std(fan_in, fan_out) * math.sqrt(3)


@mistake("This is the variance. The standard deviation is its square root.")
def xavier_std_as_the_variance(fan_in, fan_out):
    return xavier_std(fan_in, fan_out) ** 2


@mistake("The 2 is missing. Dividing by the mean of both fans is the same as 2 / (fan_in + fan_out).")
def xavier_std_without_the_two(fan_in, fan_out):
    return xavier_std(fan_in, fan_out) / math.sqrt(2)


@mistake("The 2 stands in front of the root. It belongs under it: sqrt(2 / (fan_in + fan_out)).")
def xavier_std_with_the_two_outside(fan_in, fan_out):
    return xavier_std(fan_in, fan_out) * math.sqrt(2)


@mistake("The fans are multiplied: that is the number of weights. Add inputs and outputs.")
def xavier_std_of_the_product(fan_in, fan_out):
    xavier_std(fan_in, fan_out)
    return math.sqrt(2 / (fan_in * fan_out))


@mistake("The fraction is upside down, so wider layers get larger weights. It is 2 divided by the sum of the fans.")
def xavier_std_upside_down(fan_in, fan_out):
    return 1 / xavier_std(fan_in, fan_out)


@mistake("The whole-number division // gives 0. Divide with /.")
def xavier_std_with_floor_division(fan_in, fan_out):
    xavier_std(fan_in, fan_out)
    return math.sqrt(2 // (fan_in + fan_out))


@mistake(
    "Neither number is checked, and a layer without inputs or outputs gets through. Raise ValueError when either is less "
    "than 1.",
    example=(0, 5),
)
def xavier_std_unchecked(fan_in, fan_out):
    return math.sqrt(2 / (fan_in + fan_out))


@mistake(
    "A layer is refused only when both numbers are below 1. One is enough: fan_in < 1 or fan_out < 1.", example=(0, 5)
)
def xavier_std_refusing_only_both(fan_in, fan_out):
    if fan_in < 1 and fan_out < 1:
        raise ValueError("fans")
    return math.sqrt(2 / (fan_in + fan_out))


@mistake("Negative numbers are refused, but not 0. Raise ValueError when either number is less than 1.", example=(0, 5))
def xavier_std_of_an_empty_side(fan_in, fan_out):
    if fan_in < 0 or fan_out < 0:
        raise ValueError("fans")
    return math.sqrt(2 / (fan_in + fan_out))


@mistake(
    "The mean of the fans is cut to a whole number by //, which is wrong for an odd sum. Divide with /.", example=(3, 6)
)
def xavier_std_of_a_whole_mean(fan_in, fan_out):
    xavier_std(fan_in, fan_out)
    return math.sqrt(1 / ((fan_in + fan_out) // 2))


@mistake("Only the 2 is under the root. The sum of the fans belongs under it, too.")
def xavier_std_with_the_fans_outside_the_root(fan_in, fan_out):
    return math.sqrt(2) / (xavier_std(fan_in, fan_out) ** -2 * 2)


@mistake("The 2 stands below the line: 1 / (2 * sum). It is 2 divided by the sum of the fans.")
def xavier_std_with_the_two_below(fan_in, fan_out):
    return xavier_std(fan_in, fan_out) / 2


@mistake("The gain 5/3 of tanh is multiplied in. The docstring's formula has no gain.")
def xavier_std_with_the_gain_of_tanh(fan_in, fan_out):
    return 5 / 3 * xavier_std(fan_in, fan_out)


@mistake("The result is rounded. Small layers may look right, others do not: round when you print.", example=(7, 5))
def xavier_std_rounded(fan_in, fan_out):
    return round(xavier_std(fan_in, fan_out), 3)


@mistake("The two deviations 1 / sqrt(fan_in) and 1 / sqrt(fan_out) are averaged. Average fan_in and fan_out instead.")
def xavier_std_as_the_mean_of_two(fan_in, fan_out):
    xavier_std(fan_in, fan_out)
    return (1 / math.sqrt(fan_in) + 1 / math.sqrt(fan_out)) / 2


@mistake(
    "The two variances 1 / fan_in and 1 / fan_out are averaged. Average fan_in and fan_out, then divide 1 by that."
)
def xavier_std_from_the_mean_of_variances(fan_in, fan_out):
    xavier_std(fan_in, fan_out)
    return math.sqrt((1 / fan_in + 1 / fan_out) / 2)


# Other right answers


@alternative
def xavier_std_with_numpy(fan_in, fan_out):
    if min(fan_in, fan_out) <= 0:
        raise ValueError("fans")
    return np.sqrt(2.0 / (fan_in + fan_out))


@alternative
def xavier_std_of_the_mean_fan(fan_in, fan_out):
    if fan_in < 1 or fan_out < 1:
        raise ValueError("fans")
    return ((fan_in + fan_out) / 2) ** -0.5


@alternative
def xavier_std_from_the_uniform_limit(fan_in, fan_out):
    if fan_in < 1 or fan_out < 1:
        raise ValueError("fans")
    limit = math.sqrt(6 / (fan_in + fan_out))
    return limit / math.sqrt(3)
