"""1.2 `complement`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import stats

from autograder.content import alternative, assert_close, criterion, mistakes_of, raises
from autograder.content.s01_probability.shared import NOT_PROBABILITIES
from solutions.s01_probability import as_probability, complement

# Criteria


@criterion(core=True)
def test_is_one_minus_the_probability(complement, reference, rng):
    for p in [*rng.uniform(0.001, 0.499, size=5).tolist(), *rng.uniform(0.501, 0.999, size=5).tolist()]:
        assert_close(complement(p), reference.complement(p))


@criterion()
def test_of_certain_and_impossible_events(complement):
    for certain in (1, 1.0):
        assert_close(complement(certain), 0.0)
    for impossible in (0, 0.0):
        assert_close(complement(impossible), 1.0)


@criterion()
def test_refuses_what_is_not_a_probability(complement):
    for p in NOT_PROBABILITIES:
        with raises(ValueError):
            complement(p)


# Known mistakes


mistake = mistakes_of(complement, example=(0.25,))


@mistake("-p is below 0. What is missing is 1 - p.")
def complement_as_minus_p(p):
    return -as_probability(p)


@mistake("This is the probability of the event itself. Its complement is 1 - p.")
def complement_as_p(p):
    return as_probability(p)


@mistake("These are the odds p / (1 - p). The probability that the event does not happen is 1 - p.")
def complement_as_odds(p):
    p = as_probability(p)
    return p / (1 - p)


@mistake("This is (1 - p) / p, the odds against the event. The probability that it does not happen is 1 - p.")
def complement_as_odds_against(p):
    p = as_probability(p)
    return (1 - p) / p if p else float("inf")


@mistake("This is 1 / p, the inverse. The two probabilities do not multiply to 1, they add to 1: return 1 - p.")
def complement_as_inverse(p):
    return 1 / as_probability(p)


@mistake("This counts in percent. Here a probability is a number from 0 to 1: return 1 - p.")
def complement_in_percent(p):
    return 100 - as_probability(p)


@mistake("The subtraction is the wrong way round: return 1 - p.")
def complement_as_p_minus_one(p):
    return as_probability(p) - 1


@mistake("The result is cut to a whole number. Probabilities lie between 0 and 1: return a float.")
def complement_as_int(p):
    return int(1 - as_probability(p))


@mistake(
    "A number that is not in [0, 1] is accepted. It is a bug somewhere before, so raise ValueError.", example=(1.5,)
)
def complement_without_check(p):
    return 1 - p


@mistake(
    "nan passes the check: `p < 0 or p > 1` is False for it. Ask for what must be true: `if not 0 <= p <= 1`.",
    example=(math.nan,),
)
def complement_of_nan(p):
    if p < 0 or p > 1:
        raise ValueError("not a probability")
    return 1 - p


@mistake(
    "Only one end of the range is checked. A probability is neither above 1 nor below 0: raise ValueError for both.",
    example=(-0.5,),
)
def complement_with_upper_check_only(p):
    if not p <= 1:
        raise ValueError("not a probability")
    return 1 - p


@mistake(
    "Impossible and certain events have probabilities, too: 0 and 1 are allowed. Check with `<=`, not with `<`.",
    example=(1,),
)
def complement_without_the_ends(p):
    if not 0 < p < 1:
        raise ValueError("not a probability")
    return 1 - p


@mistake(
    "A number that is not in [0, 1] is moved to the next end of the range. That hides a bug: raise ValueError.",
    example=(1.5,),
)
def complement_clipping(p):
    if math.isnan(p):
        raise ValueError("nan")
    return 1 - min(max(p, 0), 1)


@mistake("The result is rounded to two decimals. Round when you print, not when you compute.", example=(0.3141,))
def complement_rounded(p):
    return round(1 - as_probability(p), 2)


@mistake("This is p (1 - p), the variance of a yes or no. The probability that it does not happen is 1 - p.")
def complement_as_variance(p):
    p = as_probability(p)
    return p * (1 - p)


@mistake("p is squared before it is subtracted. The event happens or not, once: return 1 - p.")
def complement_of_the_square(p):
    return 1 - as_probability(p) ** 2


@mistake("The difference is squared: that is the probability of two failures. For one, return 1 - p.")
def complement_squared(p):
    return (1 - as_probability(p)) ** 2


@mistake("This is the logarithm of the answer. Return 1 - p itself.")
def complement_as_logarithm(p):
    with np.errstate(divide="ignore"):
        return float(np.log1p(-as_probability(p)))


@mistake("This is -log p, the surprise at the event. The probability that it does not happen is 1 - p.")
def complement_as_surprise(p):
    with np.errstate(divide="ignore"):
        return 0.0 - float(np.log(as_probability(p)))


@mistake("Both probabilities are returned, p and 1 - p. Only the second is asked for.")
def complement_as_a_pair(p):
    p = as_probability(p)
    return p, 1 - p


@mistake('`not p` only tells whether p is 0. The probability of "not A" is a number: return 1 - p.')
def complement_as_a_bool(p):
    return not as_probability(p)


@mistake("p is taken for percents and divided by 100. It is a number from 0 to 1 already: return 1 - p.")
def complement_of_percents(p):
    return 1 - as_probability(p) / 100


@mistake("The difference is divided by 2. Nothing is shared: all that p leaves is 1 - p.")
def complement_halved(p):
    return (1 - as_probability(p)) / 2


@mistake("1 and p are added. The complement is what is missing to 1: subtract p.")
def complement_as_sum(p):
    return 1 + as_probability(p)


@mistake("1 / (1 - p) is how many trials it takes on average until it fails. The probability is 1 - p.")
def complement_as_waiting_time(p):
    p = as_probability(p)
    return 1 / (1 - p) if p < 1 else math.inf


@mistake(
    "The absolute value makes a number above 1 look like a probability. An argument outside of [0, 1] is an error.",
    example=(1.5,),
)
def complement_as_distance(p):
    return abs(1 - p)


@mistake("Only the lower end of the range is checked, so 1.5 passes. Raise ValueError above 1 as well.", example=(1.5,))
def complement_with_lower_check_only(p):
    if not p >= 0:
        raise ValueError("not a probability")
    return 1 - p


@mistake("An impossible event is refused. 0 is a probability: check with `0 <= p <= 1`.", example=(0,))
def complement_without_zero(p):
    if not 0 < p <= 1:
        raise ValueError("not a probability")
    return 1 - p


@mistake("The result is kept a little above 0. Of a certain event it is exactly 0: return 1 - p.", example=(1,))
def complement_with_epsilon(p):
    return max(1 - as_probability(p), 1e-9)


# Other right answers


@alternative
def complement_with_its_own_check(p):
    if math.isnan(p) or p < 0 or p > 1:
        raise ValueError(f"{p} is not a probability")
    return 1.0 - p


@alternative
def complement_with_numpy(p):
    if not (np.greater_equal(p, 0) and np.less_equal(p, 1)):
        raise ValueError("p")
    return np.subtract(np.float64(1), p)


@alternative
def complement_with_a_bernoulli_distribution(p):
    return stats.bernoulli(as_probability(p)).pmf(0)
