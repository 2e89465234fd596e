"""4.1 `self_information`: criteria, known mistakes, other right answers."""

import math
from decimal import Decimal

import numpy as np

from autograder.content import (
    alternative,
    assert_close,
    assert_same,
    criterion,
    mistakes_of,
    raises,
)
from solutions.s04_information_theory import (
    self_information,
)

# Criteria


@criterion(core=True)
def test_is_minus_the_logarithm_in_bits(self_information, reference, rng):
    for p in rng.uniform(0.001, 0.999, size=8).tolist():
        expected = reference.self_information(p)
        assert_close(self_information(p), expected)


@criterion(core=True)
def test_uses_the_base_it_is_given(self_information, reference, rng):
    for base in (math.e, 10, 2, 3.5):
        p = float(rng.uniform(0.05, 0.95))
        expected = reference.self_information(p, base)
        assert_close(self_information(p, base), expected)


@criterion()
def test_is_exactly_zero_for_a_certain_event(self_information):
    assert_same(self_information(1.0), 0.0)
    assert_same(self_information(1), 0.0)
    assert_same(self_information(1.0, math.e), 0.0)


@criterion()
def test_is_infinite_for_an_impossible_event_only(self_information, reference):
    assert_same(self_information(0.0), math.inf)
    assert_same(self_information(0, math.e), math.inf)
    for p in (1e-13, 1e-200, 5e-324):
        expected = reference.self_information(p)
        assert_close(self_information(p), expected)


@criterion()
def test_refuses_what_is_not_a_probability(self_information):
    for p in (-0.1, 1.5, -1, 2, math.inf, -math.inf, math.nan):
        with raises(ValueError):
            self_information(p)


# Known mistakes


mistake = mistakes_of(self_information, example=(0.25,))


@mistake("The minus sign is missing: log p is never positive, information is never negative. Return -log p.")
def self_information_without_minus(p, base=2):
    if not 0 <= p <= 1:
        raise ValueError("not a probability")
    if p == 0:
        return -math.inf
    return math.log(p) / math.log(base)


@mistake("This is always in nats: the base is ignored. Divide the natural logarithm by math.log(base).")
def self_information_with_natural_log_only(p, base=2):
    if not 0 <= p <= 1:
        raise ValueError("not a probability")
    return math.inf if p == 0 else 0.0 - math.log(p)


@mistake(
    "This is always in bits, whatever the base. Divide the natural logarithm by math.log(base).", example=(0.25, math.e)
)
def self_information_in_bits_only(p, base=2):
    if not 0 <= p <= 1:
        raise ValueError("not a probability")
    return math.inf if p == 0 else 0.0 - math.log2(p)


@mistake("The logarithm is divided by the base itself. To change the base, divide by the logarithm of the base.")
def self_information_divided_by_base(p, base=2):
    if not 0 <= p <= 1:
        raise ValueError("not a probability")
    return math.inf if p == 0 else 0.0 - math.log(p) / base


@mistake(
    "math.log(0) raises an error, or p = 0 is refused. An impossible event is infinitely surprising: return math.inf.",
    example=(0,),
)
def self_information_raising_on_zero(p, base=2):
    if not 0 <= p <= 1:
        raise ValueError("not a probability")
    return 0.0 - math.log(p) / math.log(base)


@mistake("p = 0 gives 0 here. 0 log 0 = 0 holds for terms of an entropy; -log 0 alone is infinite.", example=(0,))
def self_information_zero_for_impossible_events(p, base=2):
    if not 0 <= p <= 1:
        raise ValueError("not a probability")
    return 0.0 if p in (0, 1) else -math.log(p) / math.log(base)


@mistake(
    "Small probabilities are clipped, so an impossible event looks merely rare. Return math.inf for p = 0, clip nothing.",
    example=(0,),
)
def self_information_clipped(p, base=2):
    if not 0 <= p <= 1:
        raise ValueError("not a probability")
    return 0.0 - math.log(max(p, 1e-12)) / math.log(base)


@mistake(
    "A certain event gives -0.0. Write 0.0 - log p instead of -log p, and the zero loses its sign.", example=(1.0,)
)
def self_information_with_negative_zero(p, base=2):
    if not 0 <= p <= 1:
        raise ValueError("not a probability")
    return math.inf if p == 0 else -math.log(p) / math.log(base)


@mistake(
    "A value above 1 is accepted and gives negative information. Raise ValueError unless 0 <= p <= 1.", example=(1.5,)
)
def self_information_without_range_check(p, base=2):
    if p == 0:
        return math.inf
    return 0.0 - math.log(p) / math.log(base)


@mistake("This is p times the information, one term of an entropy. The information of the event itself is -log p.")
def self_information_weighted_by_p(p, base=2):
    if not 0 <= p <= 1:
        raise ValueError("not a probability")
    return 0.0 if p == 0 else 0.0 - p * math.log(p) / math.log(base)


@mistake(
    "1 / p overflows to infinity for the smallest p, such as 1e-310. Take the logarithm of p itself: 0.0 - log(p).",
    example=(1e-310,),
)
def self_information_of_the_inverse(p, base=2):
    if not 0 <= p <= 1:
        raise ValueError("not a probability")
    return math.inf if p == 0 else math.log(1 / p) / math.log(base)


@mistake("The arguments of math.log are exchanged, or the quotient is upside down. It is log(p) / log(base).")
def self_information_with_swapped_logarithms(p, base=2):
    if not 0 <= p <= 1:
        raise ValueError("not a probability")
    return math.inf if p == 0 else 0.0 - math.log(base, p)


@mistake("The logarithm is multiplied by log(base). From nats to another base you divide.")
def self_information_multiplied_by_log_base(p, base=2):
    return self_information(p, base) * math.log(base) ** 2


@mistake("This is -log(1 - p), the information that the event did not happen. Take -log p.", example=(0.125,))
def self_information_of_the_opposite(p, base=2):
    return self_information(1 - p, base)


@mistake("These are log odds, log((1 - p) / p). The information is -log p alone.", example=(0.125,))
def self_information_as_log_odds(p, base=2):
    information = self_information(p, base)
    return information - self_information(1 - p, base) if p < 1 else -math.inf


@mistake(
    "This is the entropy of a coin that shows heads with probability p. One event carries -log p.", example=(0.125,)
)
def self_information_as_entropy_of_a_coin(p, base=2):
    self_information(p, base)
    return sum(x * self_information(x, base) for x in (p, 1 - p) if x > 0)


@mistake("This is 1 / p. The information is the logarithm of it: -log p.")
def self_information_without_logarithm(p, base=2):
    return math.inf if self_information(p, base) == math.inf else 1 / p


@mistake(
    "p = 1 is refused. It is a probability, and a certain event carries no information: return 0.0.", example=(1.0,)
)
def self_information_refusing_one(p, base=2):
    if not 0 <= p < 1:
        raise ValueError("not a probability")
    return self_information(p, base)


@mistake(
    "nan passes both p < 0 and p > 1, which are False for it. Write `not 0 <= p <= 1`.",
    example=(math.nan,),
)
def self_information_of_nan(p, base=2):
    return p if math.isnan(p) else self_information(p, base)


@mistake(
    "Very small probabilities are taken for 0, and get inf. Only p = 0 itself is impossible: compare with 0.",
    example=(1e-13,),
)
def self_information_with_a_threshold(p, base=2):
    information = self_information(p, base)
    return math.inf if p < 1e-12 else information


self_information_with_natural_default = mistake.change(
    "base=2",
    "base=math.e",
    "The default base is e here. Without a base, the result is in bits: base=2.",
)
self_information_in_whole_bits = mistake.change(
    "0.0 - math.log(p) / math.log(base)",
    "float(math.ceil(0.0 - math.log(p) / math.log(base)))",
    "The bits are rounded up, as for code words. Information need not be whole: return it as it is.",
    example=(0.3,),
)
self_information_rounded = mistake.change(
    "0.0 - math.log(p) / math.log(base)",
    "round(0.0 - math.log(p) / math.log(base), 4)",
    "The result is rounded. Return it as it is; rounding is for the display.",
    example=(0.3,),
)
self_information_squared = mistake.change(
    "0.0 - math.log(p) / math.log(base)",
    "(math.log(p) / math.log(base)) ** 2",
    "The logarithm is squared to make it positive. Turn its sign instead.",
    example=(0.125,),
)


def _with_epsilon(p, base, epsilon):
    self_information(p, base)
    return 0.0 - math.log(p + epsilon) / math.log(base)


def _clipped(p, base, least):
    self_information(p, base)
    return 0.0 - math.log(max(p, least)) / math.log(base)


@mistake("1e-9 is added to p, so 0 counts as merely rare and 1 falls below 0. Add nothing: treat p = 0 by itself.")
def self_information_with_epsilon_9(p, base=2):
    return _with_epsilon(p, base, 1e-9)


@mistake(
    "1e-10 is added to p, so 0 counts as merely rare and 1 falls below 0. Add nothing: treat p = 0 by itself.",
    example=(0,),
)
def self_information_with_epsilon_10(p, base=2):
    return _with_epsilon(p, base, 1e-10)


@mistake(
    "1e-12 is added to p, so 0 counts as merely rare and 1 falls below 0. Add nothing: treat p = 0 by itself.",
    example=(0,),
)
def self_information_with_epsilon_12(p, base=2):
    return _with_epsilon(p, base, 1e-12)


@mistake("p is clipped at 1e-10, so 0 counts as merely rare. Return math.inf for p = 0, clip nothing.", example=(0,))
def self_information_clipped_at_10(p, base=2):
    return _clipped(p, base, 1e-10)


@mistake("p is clipped at 1e-15, so 0 counts as merely rare. Return math.inf for p = 0, clip nothing.", example=(0,))
def self_information_clipped_at_15(p, base=2):
    return _clipped(p, base, 1e-15)


# Other right answers


@alternative
def self_information_with_numpy(p, base=2):
    if not (p >= 0 and p <= 1):
        raise ValueError("a probability is between 0 and 1")
    with np.errstate(divide="ignore"):
        return np.float64(0.0) - np.log(np.float64(p)) / np.log(base)


@alternative
def self_information_with_two_arguments_of_log(p, base=2):
    if math.isnan(p) or p < 0 or p > 1:
        raise ValueError(f"{p} is not a probability")
    return abs(math.log(p, base)) if p > 0 else float("inf")


@alternative
def self_information_with_decimals(p, base=2):
    if not 0 <= p <= 1:
        raise ValueError("p")
    if p == 1:
        return 0
    return float(-Decimal(p).ln() / Decimal(base).ln()) if p else math.inf
