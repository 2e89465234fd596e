"""1.4 `joint_probability`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, criterion, mistakes_of, raises
from autograder.content.s01_probability.shared import NOT_PROBABILITIES
from solutions.s01_probability import as_probability, complement, joint_probability

# Criteria


@criterion(core=True)
def test_is_the_product_of_its_arguments(joint_probability, reference, rng):
    for p_a, p_b_given_a in rng.uniform(0.02, 0.98, size=(10, 2)).tolist():
        assert_close(joint_probability(p_a, p_b_given_a), reference.joint_probability(p_a, p_b_given_a))


@criterion()
def test_with_certain_and_impossible_events(joint_probability):
    for p in (0.125, 0.875):
        assert_close(joint_probability(1, p), p)
        assert_close(joint_probability(p, 1), p)
        assert_close(joint_probability(0, p), 0.0)
        assert_close(joint_probability(p, 0), 0.0)


@criterion()
def test_refuses_what_is_not_a_probability(joint_probability):
    for bad in NOT_PROBABILITIES:
        for arguments in ((bad, 0.5), (0.5, bad)):
            with raises(ValueError):
                joint_probability(*arguments)
    for arguments in ((2, 0), (0, 2), (-0.25, 0), (0, math.nan)):
        with raises(ValueError):
            joint_probability(*arguments)
    for both in ((-0.5, -0.5), (-1, -1), (4, 0.125)):
        with raises(ValueError):
            joint_probability(*both)


# Known mistakes


mistake = mistakes_of(joint_probability, example=(0.5, 0.25))


@mistake("The two are added, as for events that exclude each other. Both happen with a share of a share: multiply.")
def joint_probability_as_sum(p_a, p_b_given_a):
    return as_probability(p_a) + as_probability(p_b_given_a)


@mistake("P(A) is multiplied with itself, as if B were independent of A and just as probable. Multiply by P(B | A).")
def joint_probability_as_square(p_a, p_b_given_a):
    as_probability(p_b_given_a)
    return as_probability(p_a) ** 2


@mistake("This is P(B | A): it takes for granted that A happened. Multiply it by the probability that it does.")
def joint_probability_as_conditional(p_a, p_b_given_a):
    as_probability(p_a)
    return as_probability(p_b_given_a)


@mistake(
    "Dividing by P(A) turns a joint probability into a conditional one. You have the conditional one: multiply by P(A)."
)
def joint_probability_as_quotient(p_a, p_b_given_a):
    return as_probability(p_b_given_a) / as_probability(p_a)


@mistake("This is the smaller of the two, the most that it could be. It is their product.")
def joint_probability_as_minimum(p_a, p_b_given_a):
    return min(as_probability(p_a), as_probability(p_b_given_a))


@mistake("This is the probability that at least one of two independent events happens ('or'). For 'and', multiply.")
def joint_probability_as_union(p_a, p_b_given_a):
    p_a, p_b_given_a = as_probability(p_a), as_probability(p_b_given_a)
    return p_a + p_b_given_a - p_a * p_b_given_a


@mistake("This is the mean of the two. Two events together are never more probable than either alone: multiply.")
def joint_probability_as_mean(p_a, p_b_given_a):
    return (as_probability(p_a) + as_probability(p_b_given_a)) / 2


@mistake("This is the probability that A happens and B does not. Multiply by P(B | A), not by 1 - P(B | A).")
def joint_probability_of_a_without_b(p_a, p_b_given_a):
    return as_probability(p_a) * (1 - as_probability(p_b_given_a))


@mistake("The arguments are not checked. Raise ValueError if one of them is not in [0, 1].", example=(1.5, 0.5))
def joint_probability_without_check(p_a, p_b_given_a):
    return p_a * p_b_given_a


@mistake(
    "Only the product is checked, and two bad factors can make a good product: -0.5 times -0.5. Check each argument.",
    example=(-0.5, -0.5),
)
def joint_probability_checking_the_product(p_a, p_b_given_a):
    return as_probability(p_a * p_b_given_a)


@mistake("Only the first argument is checked. P(B | A) must be a probability, too.", example=(0.5, 1.5))
def joint_probability_checking_one_argument(p_a, p_b_given_a):
    return as_probability(p_a) * p_b_given_a


@mistake("nan passes the check: `p < 0 or p > 1` is False for it. as_probability refuses it.", example=(math.nan, 0.5))
def joint_probability_of_nan(p_a, p_b_given_a):
    for p in (p_a, p_b_given_a):
        if p < 0 or p > 1:
            raise ValueError("not a probability")
    return p_a * p_b_given_a


@mistake(
    "P(B | A) is divided by P(A), and cut at 1. It is conditional already: multiply the two.", example=(0.75, 0.25)
)
def joint_probability_as_quotient_cut_at_1(p_a, p_b_given_a):
    p_a, p_b_given_a = as_probability(p_a), as_probability(p_b_given_a)
    return min(1.0, p_b_given_a / p_a) if p_a else 0.0


@mistake("P(A) is divided by P(B | A). Nothing is divided here: the probability of both is the product.")
def joint_probability_as_quotient_turned_round(p_a, p_b_given_a):
    return as_probability(p_a) / as_probability(p_b_given_a)


@mistake("This is P(A) alone. B must happen, too: multiply by P(B | A).")
def joint_probability_of_a(p_a, p_b_given_a):
    as_probability(p_b_given_a)
    return as_probability(p_a)


@mistake("This is the larger of the two. Both together are less probable than either: multiply.")
def joint_probability_as_maximum(p_a, p_b_given_a):
    return max(as_probability(p_a), as_probability(p_b_given_a))


@mistake("This is the root of the product, the geometric mean. Leave the root out.")
def joint_probability_as_geometric_mean(p_a, p_b_given_a):
    return math.sqrt(joint_probability(p_a, p_b_given_a))


@mistake("P(A) is used twice. Each of the two factors occurs once.")
def joint_probability_with_a_twice(p_a, p_b_given_a):
    return as_probability(p_a) * joint_probability(p_a, p_b_given_a)


@mistake("P(B | A) is used twice. Each of the two factors occurs once.")
def joint_probability_with_b_twice(p_a, p_b_given_a):
    return as_probability(p_b_given_a) * joint_probability(p_a, p_b_given_a)


@mistake("This is the sum of the logarithms, the log of the answer. Multiply the probabilities themselves.")
def joint_probability_as_logarithm(p_a, p_b_given_a):
    with np.errstate(divide="ignore"):
        return float(np.log(joint_probability(p_a, p_b_given_a)))


@mistake("The difference of the two is taken. For both to happen, multiply.")
def joint_probability_as_difference(p_a, p_b_given_a):
    return abs(as_probability(p_a) - as_probability(p_b_given_a))


@mistake("This is the probability that not both happen. Return the product itself, not 1 minus it.")
def joint_probability_of_not_both(p_a, p_b_given_a):
    return 1 - joint_probability(p_a, p_b_given_a)


@mistake("This is the probability that neither happens. Multiply the probabilities, not their complements.")
def joint_probability_of_neither(p_a, p_b_given_a):
    return (1 - as_probability(p_a)) * (1 - as_probability(p_b_given_a))


@mistake("P(B | A) is multiplied by 1 - P(A), as if A did not happen. Multiply it by P(A).", example=(0.25, 0.75))
def joint_probability_of_b_without_a(p_a, p_b_given_a):
    return (1 - as_probability(p_a)) * as_probability(p_b_given_a)


@mistake("The sum is cut at 1. Two events together are less probable than either: multiply.", example=(0.75, 0.5))
def joint_probability_as_sum_cut_at_1(p_a, p_b_given_a):
    return min(1.0, as_probability(p_a) + as_probability(p_b_given_a))


@mistake(
    "p_a + p_b - 1 is the least that the overlap of two events can be. It is known here: multiply.", example=(0.75, 0.5)
)
def joint_probability_as_lower_bound(p_a, p_b_given_a):
    return max(0.0, as_probability(p_a) + as_probability(p_b_given_a) - 1)


@mistake("The product is rounded. Round when you print, not when you compute.", example=(0.123, 0.456))
def joint_probability_rounded(p_a, p_b_given_a):
    return round(joint_probability(p_a, p_b_given_a), 3)


@mistake(
    "Numbers outside of [0, 1] are moved to the next end of the range. That hides a bug: raise ValueError.",
    example=(1.5, 0.5),
)
def joint_probability_clipping(p_a, p_b_given_a):
    if math.isnan(p_a) or math.isnan(p_b_given_a):
        raise ValueError("nan")
    return min(max(p_a, 0.0), 1.0) * min(max(p_b_given_a, 0.0), 1.0)


@mistake("Certain and impossible events are refused. 0 and 1 are probabilities: check with `<=`.", example=(0.25, 1))
def joint_probability_without_the_ends(p_a, p_b_given_a):
    if not (0 < p_a < 1 and 0 < p_b_given_a < 1):
        raise ValueError("not a probability")
    return p_a * p_b_given_a


# Other right answers


@alternative
def joint_probability_with_numpy(p_a, p_b_given_a):
    factors = np.array([p_a, p_b_given_a], dtype=float)
    if not ((factors >= 0).all() and (factors <= 1).all()):
        raise ValueError("factors")
    return factors.prod()


@alternative
def joint_probability_with_its_own_checks(p_a, p_b_given_a):
    for p in (p_a, p_b_given_a):
        if not 0 <= p <= 1:
            raise ValueError("not a probability")
    return p_b_given_a * p_a


@alternative
def joint_probability_as_what_is_left_of_a(p_a, p_b_given_a):
    return as_probability(p_a) - p_a * complement(p_b_given_a)
