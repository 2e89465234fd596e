"""1.3 `union_probability`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, assert_same, criterion, mistakes_of, raises
from solutions.s01_probability import as_probabilities, as_probability, union_probability

# Criteria


@criterion(core=True)
def test_counts_the_overlap_once(union_probability, reference, rng):
    for _ in range(4):
        only_a, only_b, both, _neither = rng.dirichlet(np.ones(4)).tolist()
        arguments = (only_a + both, only_b + both, both)
        assert_close(union_probability(*arguments), reference.union_probability(*arguments))


@criterion(core=True)
def test_adds_events_that_exclude_each_other(union_probability, rng):
    for _ in range(3):
        a, b, _rest = rng.dirichlet(np.ones(3)).tolist()
        assert_close(union_probability(a, b, 0), a + b)


@criterion()
def test_at_the_ends(union_probability):
    assert_close(union_probability(0.375, 0.375, 0.375), 0.375)
    assert_close(union_probability(0.125, 0.875, 0.125), 0.875)
    assert_close(union_probability(0.625, 0.375, 0.0), 1.0)
    assert_close(union_probability(1, 0.25, 0.25), 1.0)
    assert_close(union_probability(0, 0, 0), 0.0)
    assert_close(union_probability(1, 1, 1), 1.0)


@criterion()
def test_allows_for_rounding(union_probability):
    assert_close(union_probability(0.3, 0.75, 0.1 * 3), 0.75)
    assert_close(union_probability(0.75, 0.7, 0.1 * 7), 0.75)
    assert_close(union_probability(0.25, 0.5, 0.25 + 1e-10), 0.5)
    # The exact sum is 1; in floating point it is 1.0000000000000002.
    for arguments in ((0.22, 0.93, 0.15), (0.27, 0.89, 0.16), (0.75, 0.25 + 1e-10, 0.0)):
        union = union_probability(*arguments)
        assert_close(union, 1.0)
        assert_same(union, min(union, 1.0))
    for p_a, p_b, p_ab in ((0, 0, 1e-10), (0.0, 0.0, 5e-10)):
        assert_close(union_probability(p_a, p_b, p_ab), 0.0)


@criterion()
def test_refuses_an_overlap_that_does_not_fit(union_probability):
    for p_a, p_b, p_ab in ((0.25, 0.5, 0.375), (0.5, 0.25, 0.375), (0.0, 0.5, 0.125), (0.3, 0.4, 0.3001), (0, 0, 1)):
        with raises(ValueError):
            union_probability(p_a, p_b, p_ab)
    for p_a, p_b, p_ab in ((0.75, 0.5, 0.125), (1, 0.5, 0.25), (0.625, 0.375001, 0), (1, 1, 0)):
        with raises(ValueError):
            union_probability(p_a, p_b, p_ab)


@criterion()
def test_refuses_what_is_not_a_probability(union_probability):
    for bad in (-0.25, math.inf, math.nan):
        for arguments in ((bad, 0.5, 0.25), (0.5, bad, 0.25), (0.5, 0.5, bad)):
            with raises(ValueError):
                union_probability(*arguments)
    for arguments in ((2, 0.5, 0.25), (0.5, 100, 0.25), (0.5, 0.5, -1)):
        with raises(ValueError):
            union_probability(*arguments)
    with raises(ValueError):
        union_probability(0.25, 0.25, -0.125)


# Known mistakes


mistake = mistakes_of(union_probability, example=(0.5, 0.5, 0.25))


@mistake("The overlap is counted twice: it is part of A and part of B. Subtract p_ab once.")
def union_probability_as_sum(p_a, p_b, p_ab):
    union_probability(p_a, p_b, p_ab)
    return p_a + p_b


@mistake(
    "p_a * p_b is the overlap of independent events only. You were told the overlap: subtract p_ab.",
    example=(0.5, 0.5, 0.375),
)
def union_probability_of_independent_events(p_a, p_b, p_ab):
    union_probability(p_a, p_b, p_ab)
    return p_a + p_b - p_a * p_b


@mistake("The overlap is subtracted twice, so this is the probability of exactly one of the two. Subtract it once.")
def union_probability_of_exactly_one(p_a, p_b, p_ab):
    union_probability(p_a, p_b, p_ab)
    return p_a + p_b - 2 * p_ab


@mistake(
    "The overlap is added a third time. p_a and p_b both hold it already: subtract it once.", example=(0.5, 0.25, 0.125)
)
def union_probability_adding_the_overlap(p_a, p_b, p_ab):
    union_probability(p_a, p_b, p_ab)
    return p_a + p_b + p_ab


@mistake(
    "This is the larger of the two, which is right only if one event is a part of the other. Add both, subtract p_ab."
)
def union_probability_as_maximum(p_a, p_b, p_ab):
    union_probability(p_a, p_b, p_ab)
    return max(p_a, p_b)


@mistake(
    "This is p_a * p_b, which belongs to 'and', not to 'or'. At least one of two events is as probable as either: add."
)
def union_probability_as_product(p_a, p_b, p_ab):
    union_probability(p_a, p_b, p_ab)
    return p_a * p_b


@mistake("This is the probability that neither happens, the complement of what is asked.", example=(0.5, 0.25, 0.125))
def union_probability_of_neither(p_a, p_b, p_ab):
    return 1 - union_probability(p_a, p_b, p_ab)


@mistake(
    "An overlap larger than one of the events is accepted. Both together cannot be more probable than either: raise "
    "ValueError if p_ab exceeds p_a or p_b.",
    example=(0.25, 0.5, 0.625),
)
def union_probability_with_any_overlap(p_a, p_b, p_ab):
    p_a, p_b, p_ab = as_probability(p_a), as_probability(p_b), as_probability(p_ab)
    if p_a + p_b - p_ab > 1 + 1e-9:
        raise ValueError("above 1")
    return min(1.0, max(0.0, p_a + p_b - p_ab))


@mistake(
    "The overlap is compared with the larger event. It must fit into both: compare p_ab with the smaller of the two.",
    example=(0.25, 0.5, 0.375),
)
def union_probability_with_an_overlap_up_to_the_larger_event(p_a, p_b, p_ab):
    p_a, p_b, p_ab = as_probability(p_a), as_probability(p_b), as_probability(p_ab)
    if p_a + p_b - p_ab > 1 + 1e-9 or p_ab > max(p_a, p_b) + 1e-9:
        raise ValueError("contradiction")
    return min(1.0, max(0.0, p_a + p_b - p_ab))


@mistake(
    "A result above 1 is returned. The three numbers contradict each other then: raise ValueError.",
    example=(0.75, 0.75, 0.25),
)
def union_probability_above_1(p_a, p_b, p_ab):
    p_a, p_b, p_ab = as_probability(p_a), as_probability(p_b), as_probability(p_ab)
    if p_ab > min(p_a, p_b) + 1e-9:
        raise ValueError("overlap")
    union = p_a + p_b - p_ab
    return 1.0 if 1 < union <= 1 + 1e-9 else max(0.0, union)


@mistake(
    "A result above 1 is cut to 1. By more than rounding it shows that the three numbers contradict each other: raise "
    "ValueError.",
    example=(0.75, 0.75, 0.25),
)
def union_probability_cut_to_1(p_a, p_b, p_ab):
    p_a, p_b, p_ab = as_probability(p_a), as_probability(p_b), as_probability(p_ab)
    if p_ab > min(p_a, p_b) + 1e-9:
        raise ValueError("overlap")
    return min(1.0, max(0.0, p_a + p_b - p_ab))


@mistake(
    "Whether the three numbers fit together is checked, but not whether each is a probability. Pass each through "
    "as_probability.",
    example=(0.25, 0.25, -0.125),
)
def union_probability_without_checking_each(p_a, p_b, p_ab):
    if p_ab > min(p_a, p_b) + 1e-9 or p_a + p_b - p_ab > 1 + 1e-9:
        raise ValueError("contradiction")
    return p_a + p_b - p_ab


@mistake(
    "Nothing is checked, so numbers that contradict each other give a plausible result. Raise the ValueErrors that the "
    "docstring promises.",
    example=(0.5, 0.25, 0.375),
)
def union_probability_without_any_check(p_a, p_b, p_ab):
    return p_a + p_b - p_ab


@mistake(
    "Numbers that fit are refused because of rounding: 0.1 + 0.2 is a little larger than 0.3. Let an excess of up to "
    "1e-9 pass.",
    example=(0.3, 0.5, 0.1 + 0.2),
)
def union_probability_without_room_for_rounding(p_a, p_b, p_ab):
    union = union_probability(p_a, p_b, p_ab)
    if p_ab > min(p_a, p_b) or p_a + p_b - p_ab > 1:
        raise ValueError("contradiction")
    return union


@mistake(
    "The result can be a little below 0, as the overlap may exceed events of probability 0 by rounding. Return at least 0: "
    "max(0.0, union).",
    example=(0, 0, 1e-10),
)
def union_probability_below_0_by_rounding(p_a, p_b, p_ab):
    union_probability(p_a, p_b, p_ab)
    return min(1.0, p_a + p_b - p_ab)


@mistake(
    "The overlap is ignored, and the sum cut at 1. That is a bound, not the probability: subtract p_ab.",
    example=(0.75, 0.5, 0.375),
)
def union_probability_as_a_bound(p_a, p_b, p_ab):
    union_probability(p_a, p_b, p_ab)
    return min(1.0, p_a + p_b)


@mistake("This is the overlap itself, the probability of both. At least one: p_a + p_b - p_ab.")
def union_probability_as_the_overlap(p_a, p_b, p_ab):
    union_probability(p_a, p_b, p_ab)
    return p_ab


@mistake("This is A without B. Add the probability of B, all of it.", example=(0.5, 0.25, 0.125))
def union_probability_of_a_alone(p_a, p_b, p_ab):
    union_probability(p_a, p_b, p_ab)
    return p_a - p_ab


@mistake("This is B without A. Add the probability of A, all of it.", example=(0.5, 0.25, 0.125))
def union_probability_of_b_alone(p_a, p_b, p_ab):
    union_probability(p_a, p_b, p_ab)
    return p_b - p_ab


@mistake(
    "p_ab is taken for P(B | A) and multiplied by p_a. It is the probability of both already: subtract it as it is.",
    example=(0.5, 0.25, 0.125),
)
def union_probability_with_a_conditional(p_a, p_b, p_ab):
    union_probability(p_a, p_b, p_ab)
    return p_a + p_b - p_a * p_ab


@mistake(
    "p_ab is multiplied by p_b, as if it were P(A | B). It is the probability of both already: subtract it as it is.",
    example=(0.5, 0.25, 0.125),
)
def union_probability_with_the_other_conditional(p_a, p_b, p_ab):
    union_probability(p_a, p_b, p_ab)
    return p_a + p_b - p_b * p_ab


@mistake(
    "p_ab / (A or B) is the Jaccard index, how similar two sets are. The probability is the denominator alone.",
    example=(0.5, 0.25, 0.125),
)
def union_probability_as_jaccard_index(p_a, p_b, p_ab):
    union = union_probability(p_a, p_b, p_ab)
    return p_ab / union if union else 0.0


@mistake("This is the mean of the two. Add them, and subtract what was counted twice.", example=(0.5, 0.25, 0.125))
def union_probability_as_mean(p_a, p_b, p_ab):
    union_probability(p_a, p_b, p_ab)
    return (p_a + p_b) / 2


@mistake(
    "1 - p_ab is the probability that not both happen. One of them may: p_a + p_b - p_ab.", example=(0.5, 0.25, 0.125)
)
def union_probability_of_not_both(p_a, p_b, p_ab):
    union_probability(p_a, p_b, p_ab)
    return 1 - p_ab


@mistake(
    "The three numbers are treated as independent events, of which at least one happens. p_ab is the overlap: subtract it.",
    example=(0.5, 0.25, 0.125),
)
def union_probability_of_three_events(p_a, p_b, p_ab):
    union_probability(p_a, p_b, p_ab)
    return 1 - (1 - p_a) * (1 - p_b) * (1 - p_ab)


@mistake("Half of the overlap is subtracted. It was counted twice, so all of it has to go once.")
def union_probability_with_half_the_overlap(p_a, p_b, p_ab):
    union_probability(p_a, p_b, p_ab)
    return p_a + p_b - p_ab / 2


@mistake(
    "Two signs are exchanged: B is subtracted and the overlap added. It is p_a + p_b - p_ab.",
    example=(0.5, 0.25, 0.125),
)
def union_probability_with_signs_exchanged(p_a, p_b, p_ab):
    union_probability(p_a, p_b, p_ab)
    return p_a - p_b + p_ab


@mistake(
    "The result is rounded to two decimals. Round when you print, not when you compute.", example=(0.5, 0.25, 0.1234)
)
def union_probability_rounded(p_a, p_b, p_ab):
    return round(union_probability(p_a, p_b, p_ab), 2)


@mistake(
    "Events whose probabilities sum to more than 1 are refused. They may if they overlap: check p_a + p_b - p_ab.",
    example=(0.75, 0.5, 0.375),
)
def union_probability_refusing_a_large_sum(p_a, p_b, p_ab):
    union = union_probability(p_a, p_b, p_ab)
    if p_a + p_b > 1 + 1e-9:
        raise ValueError("more than 1")
    return union


@mistake(
    "An event that is all of the overlap is refused. A part of another event is fine: refuse only a larger overlap.",
    example=(0.75, 0.25, 0.25),
)
def union_probability_refusing_a_part(p_a, p_b, p_ab):
    union = union_probability(p_a, p_b, p_ab)
    if p_ab >= min(p_a, p_b) > 0:
        raise ValueError("overlap")
    return union


@mistake(
    "An overlap that is too large is cut to the smaller event. It shows a contradiction: raise ValueError.",
    example=(0.5, 0.25, 0.375),
)
def union_probability_cutting_the_overlap(p_a, p_b, p_ab):
    p_a, p_b, p_ab = as_probability(p_a), as_probability(p_b), as_probability(p_ab)
    return union_probability(p_a, p_b, min(p_a, p_b, p_ab))


@mistake(
    "The overlap is compared with A only. It must fit into B as well: compare with min(p_a, p_b).",
    example=(0.5, 0.25, 0.375),
)
def union_probability_comparing_with_a_only(p_a, p_b, p_ab):
    p_a, p_b, p_ab = as_probability(p_a), as_probability(p_b), as_probability(p_ab)
    union = p_a + p_b - p_ab
    if p_ab > p_a + 1e-9 or union > 1 + 1e-9:
        raise ValueError("contradiction")
    return min(1.0, max(0.0, union))


@mistake(
    "The room for rounding is far too wide: 1e-3. An excess of up to 1e-9 is rounding, more is an error.",
    example=(0.25, 0.5, 0.2504),
)
def union_probability_with_a_loose_tolerance(p_a, p_b, p_ab):
    p_a, p_b, p_ab = as_probability(p_a), as_probability(p_b), as_probability(p_ab)
    union = p_a + p_b - p_ab
    if p_ab > min(p_a, p_b) + 1e-3 or union > 1 + 1e-3:
        raise ValueError("contradiction")
    return min(1.0, max(0.0, union))


# Other right answers


@alternative
def union_probability_of_three_parts(p_a, p_b, p_ab):
    for p in (p_a, p_b, p_ab):
        as_probability(p)
    only_a, only_b = p_a - p_ab, p_b - p_ab
    neither = 1 - (only_a + only_b + p_ab)
    if min(only_a, only_b, neither) < -1e-9:
        raise ValueError("the parts must not be negative")
    return max(min(only_a + only_b + p_ab, 1), 0)


@alternative
def union_probability_with_de_morgan(p_a, p_b, p_ab):
    if not all(0 <= p <= 1 for p in (p_a, p_b, p_ab)):
        raise ValueError("not probabilities")
    if p_ab - p_a > 1e-9 or p_ab - p_b > 1e-9:
        raise ValueError("overlap")
    neither = (1 - p_a) - (p_b - p_ab)
    if neither < -1e-9:
        raise ValueError("too much")
    return 1 - min(max(neither, 0.0), 1.0)


@alternative
def union_probability_with_numpy(p_a, p_b, p_ab):
    as_probabilities([p_a, p_b, p_ab])
    union = np.sum([p_a, p_b, -p_ab])
    if union > 1 + 1e-9 or p_ab > np.minimum(p_a, p_b) + 1e-9:
        raise ValueError("contradiction")
    return np.clip(union, 0, 1)
