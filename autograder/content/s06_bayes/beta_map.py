"""6.8 `beta_map`: criteria, known mistakes, other right answers."""

import math
from fractions import Fraction

import numpy as np

from autograder.content import (
    alternative,
    assert_close,
    criterion,
    mistakes_of,
    raises,
)
from autograder.content.s06_bayes.shared import INF, NAN
from solutions.s06_bayes import (
    beta_map,
)

# Criteria


@criterion(core=True)
def test_is_the_top_of_the_hill(beta_map, reference, rng):
    for _ in range(6):
        a, b = (float(value) for value in rng.uniform(1.2, 30, size=2))
        expected = reference.beta_map(a, b)
        assert_close(beta_map(a, b), expected)
    assert_close(beta_map(3, 3), 0.5)
    assert_close(beta_map(1e9 + 1, 3e9 + 1), 0.25)


@criterion(core=True)
def test_after_a_flat_prior_is_maximum_likelihood(beta_map, rng):
    some, more = (int(count) for count in rng.integers((2, 20), (12, 40)))
    for heads, tails in ((some, more), (more, some), (0, some), (more, 0)):
        assert_close(beta_map(1 + heads, 1 + tails), heads / (heads + tails))


@criterion()
def test_is_at_the_end_where_the_density_rises_to_infinity(beta_map):
    for a, b in ((0.5, 3), (0.25, 1), (0.5, 1.25), (0.9, 1.05), (0.001, 50), (0.5, 1.5)):
        assert_close(beta_map(a, b), 0.0)
        assert_close(beta_map(b, a), 1.0)


@criterion()
def test_refuses_a_flat_density(beta_map):
    for a, b in ((1, 1), (1.0, 1.0)):
        with raises(ValueError):
            beta_map(a, b)


@criterion()
def test_refuses_a_density_with_two_peaks(beta_map):
    for a, b in ((0.5, 0.5), (0.25, 0.75), (0.9, 0.1)):
        with raises(ValueError):
            beta_map(a, b)


@criterion()
def test_refuses_parameters_that_are_not_positive(beta_map):
    for bad in (0, 0.0, -0.5, -3, NAN, INF):
        with raises(ValueError):
            beta_map(bad, 4)
        with raises(ValueError):
            beta_map(4, bad)


# Known mistakes


mistake = mistakes_of(beta_map, example=(5, 2))


@mistake("This is the posterior mean, a / (a + b). The mode subtracts 1 from each parameter.")
def beta_map_as_mean(a, b):
    mode = beta_map(a, b)
    return mode if a < 1 or b < 1 else a / (a + b)


@mistake(
    "This is the posterior mean, a / (a + b), whatever the parameters are. The mode subtracts 1 from each parameter, and is "
    "at an end if one of them is below 1."
)
def beta_map_as_mean_everywhere(a, b):
    beta_map(a, b)
    return a / (a + b)


@mistake("The denominator lacks the -2: each of the two parameters loses 1.")
def beta_map_without_minus_two(a, b):
    mode = beta_map(a, b)
    return mode if a < 1 or b < 1 else (a - 1) / (a + b)


@mistake("The numerator lacks the -1: the mode is (a - 1) / (a + b - 2).")
def beta_map_without_minus_one(a, b):
    mode = beta_map(a, b)
    return mode if a < 1 or b < 1 else a / (a + b - 2)


@mistake("Only one is subtracted from the denominator. Both parameters lose 1: subtract 2.")
def beta_map_with_minus_one_below(a, b):
    mode = beta_map(a, b)
    return mode if a < 1 or b < 1 else (a - 1) / (a + b - 1)


@mistake("This is the mode of the probability of tails. a belongs to heads and stands in the numerator.")
def beta_map_of_tails(a, b):
    return beta_map(b, a)


@mistake(
    "This is the median, roughly, (a - 1/3) / (a + b - 2/3). The highest point of the density is (a - 1) / (a + b - 2)."
)
def beta_map_as_median(a, b):
    mode = beta_map(a, b)
    return mode if a < 1 or b < 1 else (a - 1 / 3) / (a + b - 2 / 3)


@mistake(
    "The formula is used where a parameter is below 1, and leaves the interval from 0 to 1. The density rises to infinity at "
    "an end then: return 0.0 if a < 1 <= b, and 1.0 if b < 1 <= a.",
    example=(0.5, 3),
)
def beta_map_formula_everywhere(a, b):
    if not (0 < a < math.inf and 0 < b < math.inf) or a == b == 1 or (a < 1 and b < 1):
        raise ValueError("parameters")
    return (a - 1) / (a + b - 2) if a + b != 2 else math.inf


@mistake(
    "The formula is clipped to the interval from 0 to 1, which ends on the wrong side for parameters such as (0.5, 1). "
    "Decide by which parameter is below 1.",
    example=(0.5, 1),
)
def beta_map_clipped(a, b):
    beta_map(a, b)
    if a + b == 2:
        return 0.5
    return min(1.0, max(0.0, (a - 1) / (a + b - 2)))


@mistake(
    "Parameters below 1 are refused. A single one below 1 has a highest point, at the end: 0.0 for a < 1, 1.0 for b < 1.",
    example=(0.5, 3),
)
def beta_map_refusing_ends(a, b):
    if a < 1 or b < 1:
        raise ValueError("below 1")
    return beta_map(a, b)


@mistake(
    "Parameters of 1 are refused. With a = 1 < b the density falls from the left end on: the mode is 0.0, by the formula "
    "too, and 1.0 with b = 1 < a.",
    example=(1, 4),
)
def beta_map_refusing_one(a, b):
    if a == 1 or b == 1:
        raise ValueError("1")
    return beta_map(a, b)


@mistake(
    "The two ends are exchanged. With a below 1 the density rises to infinity at 0, with b below 1 at 1.",
    example=(0.5, 3),
)
def beta_map_with_exchanged_ends(a, b):
    mode = beta_map(a, b)
    return 1 - mode if a < 1 or b < 1 else mode


@mistake("A flat density has no highest point, but this returns 0.5. Raise ValueError for a = b = 1.", example=(1, 1))
def beta_map_of_a_flat_density(a, b):
    return 0.5 if a == b == 1 else beta_map(a, b)


@mistake(
    "A flat density raises ZeroDivisionError. Look for a = b = 1 before you divide and raise ValueError.",
    example=(1, 1),
)
def beta_map_dividing_by_zero(a, b):
    if a == b == 1:
        raise ZeroDivisionError("float division by zero")
    return beta_map(a, b)


@mistake(
    "If both parameters are below 1 the density has two peaks, and this chooses one. Raise ValueError.",
    example=(0.5, 0.75),
)
def beta_map_choosing_a_peak(a, b):
    if 0 < a < 1 and 0 < b < 1:
        return 0.0
    return beta_map(a, b)


@mistake("a and b are not checked. Raise ValueError if one is not above 0, is infinite or nan.", example=(0, 3))
def beta_map_of_any_parameters(a, b):
    if a == b == 1 or (0 < a < 1 and 0 < b < 1):
        raise ValueError("no single mode")
    if a < 1:
        return 0.0
    if b < 1:
        return 1.0
    return (a - 1) / (a + b - 2)


@mistake(
    "A parameter of exactly 1 is treated as one below 1, a first, so that (1, 0.5) gives 0.0. With b < 1 = a the peak is at "
    "1: compare with <.",
    example=(1, 0.5),
)
def beta_map_with_one_as_below_one(a, b):
    mode = beta_map(a, b)
    return 0.0 if a <= 1 else mode


@mistake(
    "Two parameters that are both at most 1 are refused. If only one of them is below 1 there is one peak: refuse both below "
    "1, or both equal to 1.",
    example=(0.5, 1),
)
def beta_map_refusing_at_most_one(a, b):
    if a <= 1 and b <= 1:
        raise ValueError("no mode")
    return beta_map(a, b)


@mistake(
    "Parameters whose sum is 2 are refused, as the formula has 0 below. If one is below 1 the answer needs no formula: 0.0 "
    "or 1.0.",
    example=(0.5, 1.5),
)
def beta_map_refusing_a_sum_of_two(a, b):
    if a + b == 2:
        raise ValueError("0 in the denominator")
    return beta_map(a, b)


@mistake(
    "With both parameters below 1 this gives the valley between the two peaks: the formula holds for a minimum, too. Raise "
    "ValueError.",
    example=(0.5, 0.75),
)
def beta_map_in_the_valley(a, b):
    return (a - 1) / (a + b - 2) if 0 < a < 1 and 0 < b < 1 else beta_map(a, b)


@mistake("With two peaks this returns 0.5, the middle. Neither peak is there: raise ValueError.", example=(0.5, 0.75))
def beta_map_between_the_peaks(a, b):
    return 0.5 if 0 < a < 1 and 0 < b < 1 else beta_map(a, b)


@mistake("This is the ratio (a - 1) / (b - 1), the odds. The mode divides by the sum, a + b - 2.", example=(5, 3))
def beta_map_as_odds(a, b):
    mode = beta_map(a, b)
    return mode if a <= 1 or b <= 1 else (a - 1) / (b - 1)


@mistake("One is added to each parameter where it should be subtracted. The mode is (a - 1) / (a + b - 2).")
def beta_map_adding_one(a, b):
    mode = beta_map(a, b)
    return mode if a < 1 or b < 1 else (a + 1) / (a + b + 2)


@mistake("The numerator lacks the -1, and the denominator loses only one. The mode is (a - 1) / (a + b - 2).")
def beta_map_with_one_less_below_only(a, b):
    mode = beta_map(a, b)
    return mode if a < 1 or b < 1 else a / (a + b - 1)


@mistake("// cuts the mode down to a whole number. Divide with /.")
def beta_map_with_integer_division(a, b):
    return beta_map(a, b) // 1


@mistake("The result is rounded. Return the mode as it is.", example=(3, 2))
def beta_map_rounded(a, b):
    return round(beta_map(a, b), 4)


@mistake("The result is rounded to hundredths, or is the best of a grid. The formula needs no grid.", example=(3, 2))
def beta_map_in_hundredths(a, b):
    return round(beta_map(a, b), 2)


@mistake("This is the variance of the posterior. The place of its highest point is wanted: (a - 1) / (a + b - 2).")
def beta_map_as_variance(a, b):
    beta_map(a, b)
    return a * b / ((a + b) ** 2 * (a + b + 1))


@mistake("Subtracting 2 lacks its brackets, a - 1 / a + b - 2. Write (a - 1) / (a + b - 2).")
def beta_map_without_brackets(a, b):
    mode = beta_map(a, b)
    return mode if a < 1 or b < 1 else a - 1 / a + b - 2


# Other right answers


@alternative
def beta_map_by_cases(a, b):
    if a <= 0 or b <= 0 or not (math.isfinite(a) and math.isfinite(b)):
        raise ValueError("parameters")
    if a > 1 and b > 1:
        return (a - 1) / ((a - 1) + (b - 1))
    if a > b and a >= 1:
        return 1
    if b > a and b >= 1:
        return 0
    raise ValueError("no single mode")


@alternative
def beta_map_with_fractions(a, b):
    if not all(0 < p < math.inf for p in (a, b)):
        raise ValueError("parameters")
    rises, falls = max(Fraction(0), Fraction(a) - 1), max(Fraction(0), Fraction(b) - 1)
    if a < 1 <= b or b < 1 <= a:
        return float(b < 1)
    if rises + falls == 0:
        raise ValueError("no single mode")
    return float(rises / (rises + falls))


@alternative
def beta_map_in_numpy(a, b):
    excess = np.array([a, b], dtype=float) - 1
    if not np.all((excess > -1) & np.isfinite(excess)) or excess.max() < 0 or not excess.any():
        raise ValueError("parameters")
    if excess.min() < 0:
        return np.float64(excess[1] < 0)
    return excess[0] / excess.sum()
