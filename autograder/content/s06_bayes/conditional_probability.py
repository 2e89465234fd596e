"""6.1 `conditional_probability`: criteria, known mistakes, other right answers."""

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
from autograder.content.s06_bayes.shared import NAN
from solutions.s06_bayes import (
    conditional_probability,
)

# Criteria


@criterion(core=True)
def test_is_the_ratio_of_joint_and_condition(conditional_probability, reference, rng):
    for _ in range(6):
        p_b = float(rng.uniform(0.2, 0.9))
        p_ab = p_b * float(rng.uniform(0.05, 0.95))
        expected = reference.conditional_probability(p_ab, p_b)
        assert_close(conditional_probability(p_ab, p_b), expected)


@criterion()
def test_at_the_ends(conditional_probability):
    for p_b in (0.125, 0.5, 1.0):
        assert_close(conditional_probability(0.0, p_b), 0.0)
        assert_close(conditional_probability(p_b, p_b), 1.0)
    assert_close(conditional_probability(0, 1), 0.0)
    assert_close(conditional_probability(0.375, 1), 0.375)


@criterion()
def test_of_rare_conditions(conditional_probability):
    assert_close(conditional_probability(1e-300, 4e-300), 0.25)
    assert_close(conditional_probability(3e-12, 4e-12), 0.75)


@criterion()
def test_needs_a_possible_condition(conditional_probability):
    for zero in (0, 0.0):
        with raises(ValueError):
            conditional_probability(zero, zero)
        with raises(ValueError):
            conditional_probability(0.25, zero)


@criterion()
def test_refuses_joints_that_are_too_probable(conditional_probability):
    for p_ab, p_b in ((0.5, 0.25), (1.0, 0.75), (0.3, 0.1)):
        with raises(ValueError):
            conditional_probability(p_ab, p_b)


@criterion()
def test_refuses_what_are_no_probabilities(conditional_probability):
    for p_ab, p_b in ((-0.1, 0.5), (0.5, 1.5), (1.25, 2.0), (-0.5, -0.25), (-0.25, -0.5), (NAN, 0.5), (0.5, NAN)):
        with raises(ValueError):
            conditional_probability(p_ab, p_b)


# Known mistakes


mistake = mistakes_of(conditional_probability, example=(0.125, 0.5))


@mistake("The ratio is upside down. Divide the probability of both by that of the condition: p_ab / p_b.")
def conditional_probability_inverted(p_ab, p_b):
    conditional_probability(p_ab, p_b)
    return p_b / p_ab


@mistake(
    "The two are multiplied, as if A and B were independent and you wanted both. To condition on B, divide by p_b."
)
def conditional_probability_multiplied(p_ab, p_b):
    conditional_probability(p_ab, p_b)
    return p_ab * p_b


@mistake("You divide by p_ab + p_b, but p_b contains the cases with A already. Divide by p_b alone.")
def conditional_probability_over_the_sum(p_ab, p_b):
    conditional_probability(p_ab, p_b)
    return p_ab / (p_ab + p_b)


@mistake(
    "You divide by 1 - p_b, the cases in which B did not happen. The condition is that B did: divide by p_b.",
    example=(0.125, 0.25),
)
def conditional_probability_given_the_complement(p_ab, p_b):
    conditional_probability(p_ab, p_b)
    return p_ab / (1 - p_b)


@mistake("You subtract where you should divide. p_b - p_ab is the probability of B without A.")
def conditional_probability_as_a_difference(p_ab, p_b):
    conditional_probability(p_ab, p_b)
    return p_b - p_ab


@mistake(
    "A condition that cannot happen gives 0 here. There is no answer then: raise ValueError if p_b is 0.",
    example=(0.0, 0.0),
)
def conditional_probability_zero_without_a_condition(p_ab, p_b):
    if p_ab == p_b == 0:
        return 0.0
    return conditional_probability(p_ab, p_b)


@mistake(
    "Python's division by zero raises ZeroDivisionError. Look at p_b first and raise ValueError if it is 0.",
    example=(0.0, 0.0),
)
def conditional_probability_dividing_by_zero(p_ab, p_b):
    if not 0 <= p_ab <= p_b <= 1:
        raise ValueError("not probabilities")
    return p_ab / p_b


@mistake(
    "A p_ab that is greater than p_b gives a probability above 1. Both together cannot be more probable than one alone: "
    "raise ValueError.",
    example=(0.5, 0.4),
)
def conditional_probability_above_one(p_ab, p_b):
    if not (0 <= p_ab <= 1 and 0 < p_b <= 1):
        raise ValueError("not probabilities")
    return p_ab / p_b


@mistake(
    "A p_ab that is greater than p_b is cut to 1, which hides the mistake that led there. Raise ValueError.",
    example=(0.5, 0.4),
)
def conditional_probability_cut_to_one(p_ab, p_b):
    if not (0 <= p_ab <= 1 and 0 < p_b <= 1):
        raise ValueError("not probabilities")
    return min(1.0, p_ab / p_b)


@mistake(
    "You compare p_ab with p_b, but neither with 0 and 1. Raise ValueError for negative numbers, for those above 1 and "
    "for nan.",
    example=(0.5, 1.25),
)
def conditional_probability_without_range_check(p_ab, p_b):
    if p_b == 0 or p_ab > p_b:
        raise ValueError("impossible")
    return p_ab / p_b


conditional_probability_with_an_epsilon = mistake.change(
    "p_ab / p_b",
    "p_ab / (p_b + 1e-10)",
    "1e-10 is added to the denominator, which spoils the result of rare conditions. Add nothing: p_b = 0 is refused before.",
    example=(3e-12, 4e-12),
)

conditional_probability_with_a_tiny_epsilon = mistake.change(
    "p_ab / p_b",
    "p_ab / (p_b + 1e-12)",
    "1e-12 is added to the denominator, which spoils the result of rare conditions. Add nothing: p_b = 0 is refused before.",
    example=(3e-12, 4e-12),
)

conditional_probability_with_a_larger_epsilon = mistake.change(
    "p_ab / p_b",
    "p_ab / (p_b + 1e-8)",
    "1e-8 is added to the denominator, which spoils the result of rare conditions. Add nothing: p_b = 0 is refused before.",
    example=(0.001, 0.003),
)


@mistake(
    "A p_b below 1e-10 or so is taken for 0 and refused. A rare condition is a condition: compare with == 0.",
    example=(3e-12, 4e-12),
)
def conditional_probability_refusing_rare_conditions(p_ab, p_b):
    if p_b < 1e-10:
        raise ValueError("p_b is 0")
    return conditional_probability(p_ab, p_b)


@mistake(
    "p_ab itself comes back, as if A and B were independent and p_ab were the probability of A. It is that of both "
    "together: divide it by p_b."
)
def conditional_probability_of_independent_events(p_ab, p_b):
    conditional_probability(p_ab, p_b)
    return float(p_ab)


@mistake("p_b comes back. Divide the probability of both by it: p_ab / p_b.", example=(0.125, 0.25))
def conditional_probability_as_the_condition(p_ab, p_b):
    conditional_probability(p_ab, p_b)
    return float(p_b)


@mistake("This is the probability that A does not happen, given B. Return p_ab / p_b itself.")
def conditional_probability_of_the_complement(p_ab, p_b):
    return 1 - conditional_probability(p_ab, p_b)


@mistake("p_ab is divided by p_b twice. Once is enough: p_ab / p_b.")
def conditional_probability_divided_twice(p_ab, p_b):
    return conditional_probability(p_ab, p_b) / p_b


@mistake("These are the odds of A given B, p_ab / (p_b - p_ab). The probability divides by all cases of B: p_b.")
def conditional_probability_as_odds(p_ab, p_b):
    conditional_probability(p_ab, p_b)
    return p_ab / (p_b - p_ab) if p_b > p_ab else math.inf


@mistake("This is a percentage. Return a probability from 0 to 1: do not multiply by 100.")
def conditional_probability_in_percent(p_ab, p_b):
    return 100 * conditional_probability(p_ab, p_b)


@mistake("This is the logarithm of the conditional probability. Return the probability itself.")
def conditional_probability_as_logarithm(p_ab, p_b):
    return math.log(conditional_probability(p_ab, p_b)) if p_ab > 0 else -math.inf


@mistake("The result is rounded. Return p_ab / p_b as it is.", example=(0.1, 0.3))
def conditional_probability_rounded(p_ab, p_b):
    return round(conditional_probability(p_ab, p_b), 4)


@mistake("The result is rounded to hundredths. Return p_ab / p_b as it is.", example=(0.1, 0.3))
def conditional_probability_in_hundredths(p_ab, p_b):
    return round(conditional_probability(p_ab, p_b), 2)


@mistake("The sum of the two is none of the cases: B contains A and B. Divide p_ab by p_b.", example=(0.125, 0.25))
def conditional_probability_added(p_ab, p_b):
    conditional_probability(p_ab, p_b)
    return p_ab + p_b


@mistake(
    "A p_ab equal to p_b is refused. Then B never happens without A, and the result is 1.0: refuse p_ab > p_b alone.",
    example=(0.25, 0.25),
)
def conditional_probability_refusing_certainty(p_ab, p_b):
    if p_ab >= p_b:
        raise ValueError("p_ab")
    return conditional_probability(p_ab, p_b)


@mistake("A p_ab of 0 is refused. A may be impossible once B happened: the result is 0.0.", example=(0.0, 0.5))
def conditional_probability_refusing_zero(p_ab, p_b):
    if p_ab <= 0:
        raise ValueError("p_ab")
    return conditional_probability(p_ab, p_b)


# Other right answers


@alternative
def conditional_probability_checking_one_by_one(p_ab, p_b):
    if math.isnan(p_ab) or math.isnan(p_b):
        raise ValueError("nan")
    if p_b <= 0 or p_b > 1:
        raise ValueError("p_b")
    if p_ab < 0 or p_ab > p_b:
        raise ValueError("p_ab")
    return p_ab / p_b


@alternative
def conditional_probability_with_fractions(p_ab, p_b):
    together, condition = Fraction(p_ab), Fraction(p_b)  # of nan raises ValueError
    if not 0 <= together <= condition <= 1 or condition == 0:
        raise ValueError("not probabilities")
    return float(together / condition)


@alternative
def conditional_probability_in_numpy(p_ab, p_b):
    p_ab, p_b = np.float64(p_ab), np.float64(p_b)
    if not (0 < p_b <= 1 and 0 <= p_ab <= p_b):
        raise ValueError("not probabilities")
    return np.divide(p_ab, p_b)
