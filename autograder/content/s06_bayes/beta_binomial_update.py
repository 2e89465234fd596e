"""6.7 `beta_binomial_update`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import (
    alternative,
    assert_close,
    criterion,
    mistakes_of,
    raises,
)
from autograder.content.s06_bayes.shared import INF, NAN
from solutions.s06_bayes import beta_binomial_update

# Criteria


@criterion(core=True)
def test_adds_heads_and_tails(beta_binomial_update, reference, rng):
    for heads, tails in ((1, 0), (0, 4), (3, 8), (700, 300)):
        a, b = (float(value) for value in rng.uniform(0.2, 20, size=2))
        expected = reference.beta_binomial_update(a, b, heads, tails)
        assert_close(beta_binomial_update(a, b, heads, tails), expected)
        assert_close(beta_binomial_update(7, 2, heads, tails), (7.0 + heads, 2.0 + tails))


@criterion()
def test_without_flips_is_the_prior(beta_binomial_update):
    for a, b in ((0.5, 0.25), (1, 1), (12.5, 3.0)):
        assert_close(beta_binomial_update(a, b, 0, 0), (float(a), float(b)))


@criterion()
def test_refuses_parameters_that_are_not_positive(beta_binomial_update):
    for bad in (0, 0.0, -0.5, -3, NAN, INF):
        with raises(ValueError):
            beta_binomial_update(bad, 2, 3, 1)
        with raises(ValueError):
            beta_binomial_update(2, bad, 3, 1)


@criterion()
def test_refuses_counts_that_are_negative_or_nan(beta_binomial_update):
    for heads, tails in ((-1, 2), (2, -1), (-3, -3), (NAN, 1), (1, NAN)):
        with raises(ValueError):
            beta_binomial_update(5, 5, heads, tails)


# Known mistakes


mistake = mistakes_of(beta_binomial_update, example=(2, 2, 3, 1))


@mistake("Heads and tails are exchanged: a counts heads, b counts tails.")
def beta_binomial_update_exchanged(a, b, heads, tails):
    beta_binomial_update(a, b, heads, tails)
    return float(a + tails), float(b + heads)


@mistake("b grows by the number of flips. Add the tails alone.")
def beta_binomial_update_adding_flips(a, b, heads, tails):
    beta_binomial_update(a, b, heads, tails)
    return float(a + heads), float(b + heads + tails)


@mistake(
    "tails is taken for the number of flips, and the heads are subtracted from it. It is the number of tails already.",
    example=(2, 2, 1, 3),
)
def beta_binomial_update_subtracting_heads(a, b, heads, tails):
    beta_binomial_update(a, b, heads, tails)
    return float(a + heads), float(b + tails - heads)


@mistake("The exponents of the density are a - 1 and b - 1, but the parameters are a and b. Subtract no 1.")
def beta_binomial_update_of_exponents(a, b, heads, tails):
    a, b = beta_binomial_update(a, b, heads, tails)
    return a - 1, b - 1


@mistake("The parameters are multiplied by the counts. Exponents of a product add up: add the counts.")
def beta_binomial_update_multiplying(a, b, heads, tails):
    beta_binomial_update(a, b, heads, tails)
    return float(a * heads), float(b * tails)


@mistake(
    "The prior is lost: these are the counts, plus 1 each. Add the counts to the given a and b.", example=(2, 3, 3, 1)
)
def beta_binomial_update_of_a_flat_prior(a, b, heads, tails):
    beta_binomial_update(a, b, heads, tails)
    return 1.0 + heads, 1.0 + tails


@mistake("This is the mean of the posterior. Return its two parameters.")
def beta_binomial_update_as_mean(a, b, heads, tails):
    a, b = beta_binomial_update(a, b, heads, tails)
    return a / (a + b)


@mistake(
    "The counts are divided by the number of flips before they are added, so a hundred flips count as much as one. Add the "
    "counts themselves."
)
def beta_binomial_update_of_shares(a, b, heads, tails):
    a, b = beta_binomial_update(a, b, 0, 0)
    flips = max(1, heads + tails)
    return beta_binomial_update(a, b, heads / flips, tails / flips)


@mistake("a and b are not checked. Raise ValueError if one is not above 0, is infinite or nan.", example=(0, 2, 3, 1))
def beta_binomial_update_of_any_parameters(a, b, heads, tails):
    if heads < 0 or tails < 0:
        raise ValueError("negative counts")
    return float(a + heads), float(b + tails)


@mistake(
    "A parameter of 0 is accepted. The density has no finite area then: a and b must be above 0.", example=(0, 2, 3, 1)
)
def beta_binomial_update_allowing_zero(a, b, heads, tails):
    if not (0 <= a < math.inf and 0 <= b < math.inf) or heads < 0 or tails < 0:
        raise ValueError("arguments")
    return float(a + heads), float(b + tails)


@mistake("Negative counts are accepted. Raise ValueError if heads or tails is negative.", example=(2, 2, -1, 3))
def beta_binomial_update_of_negative_counts(a, b, heads, tails):
    a, b = beta_binomial_update(a, b, 0, 0)
    return a + heads, b + tails


@mistake(
    "nan is accepted as a count: heads < 0 is False for it. Raise ValueError unless heads >= 0 and tails >= 0.",
    example=(2, 2, math.nan, 3),
)
def beta_binomial_update_of_nan_counts(a, b, heads, tails):
    if heads < 0 or tails < 0:
        raise ValueError("negative counts")
    a, b = beta_binomial_update(a, b, 0, 0)
    return a + heads, b + tails


@mistake("The two parameters come back in the wrong order. Return a first, which counts heads, then b.")
def beta_binomial_update_in_the_wrong_order(a, b, heads, tails):
    return beta_binomial_update(a, b, heads, tails)[::-1]


@mistake("One is added to each parameter besides the counts. The prior is in a and b already: add the counts alone.")
def beta_binomial_update_with_one_more(a, b, heads, tails):
    a, b = beta_binomial_update(a, b, heads, tails)
    return a + 1, b + 1


@mistake("The tails are not counted: b stays as it was. Add them to b.")
def beta_binomial_update_without_tails(a, b, heads, tails):
    beta_binomial_update(a, b, heads, tails)
    return float(a + heads), float(b)


@mistake("The heads are not counted: a stays as it was. Add them to a.")
def beta_binomial_update_without_heads(a, b, heads, tails):
    beta_binomial_update(a, b, heads, tails)
    return float(a), float(b + tails)


@mistake("Both parameters grow by the number of flips. Add the heads to a and the tails to b.")
def beta_binomial_update_adding_flips_to_both(a, b, heads, tails):
    beta_binomial_update(a, b, heads, tails)
    return float(a + heads + tails), float(b + heads + tails)


@mistake("The counts alone come back, and the prior is lost. Add them to a and b.")
def beta_binomial_update_of_counts_alone(a, b, heads, tails):
    beta_binomial_update(a, b, heads, tails)
    return float(heads), float(tails)


@mistake("The parameters are divided by their sum: these are the posterior means. Return the parameters themselves.")
def beta_binomial_update_normalised(a, b, heads, tails):
    a, b = beta_binomial_update(a, b, heads, tails)
    return a / (a + b), b / (a + b)


@mistake("Prior and counts are averaged. The more flips, the larger both parameters: add the counts.")
def beta_binomial_update_averaging(a, b, heads, tails):
    a, b = beta_binomial_update(a, b, heads, tails)
    return a / 2, b / 2


@mistake("This is the mode of the posterior, the next exercise. Return its two parameters.", example=(2, 3, 3, 1))
def beta_binomial_update_as_mode(a, b, heads, tails):
    a, b = beta_binomial_update(a, b, heads, tails)
    return (a - 1) / (a + b - 2) if a + b != 2 else math.nan


@mistake("The counts are subtracted. What was seen adds to the pseudo-counts of the prior.", example=(7, 5, 3, 1))
def beta_binomial_update_subtracting(a, b, heads, tails):
    beta_binomial_update(a, b, heads, tails)
    return float(a - heads), float(b - tails)


@mistake(
    "The parameters are cut to whole numbers. They may be fractions: use float, not int.", example=(0.5, 2.5, 3, 1)
)
def beta_binomial_update_in_whole_numbers(a, b, heads, tails):
    beta_binomial_update(a, b, heads, tails)
    return int(a) + heads, int(b) + tails


@mistake("The result is an array or a list. Return a tuple of two floats, (a, b).")
def beta_binomial_update_as_an_array(a, b, heads, tails):
    return np.array(beta_binomial_update(a, b, heads, tails))


@mistake(
    "Counts of 0 are refused. No heads, or no tails, may well be seen: refuse negative ones only.", example=(2, 3, 0, 4)
)
def beta_binomial_update_refusing_zero_counts(a, b, heads, tails):
    if heads <= 0 or tails <= 0:
        raise ValueError("counts")
    return beta_binomial_update(a, b, heads, tails)


@mistake("Parameters below 1 are refused. Any above 0 are allowed, such as 0.5.", example=(0.5, 2.5, 3, 1))
def beta_binomial_update_refusing_small_parameters(a, b, heads, tails):
    if a < 1 or b < 1:
        raise ValueError("parameters")
    return beta_binomial_update(a, b, heads, tails)


@mistake(
    "An infinite a or b, or nan, is accepted: a <= 0 is False for them. Raise ValueError unless 0 < a < math.inf, and the "
    "same for b.",
    example=(math.inf, 2, 3, 1),
)
def beta_binomial_update_of_infinite_parameters(a, b, heads, tails):
    if a <= 0 or b <= 0 or not (heads >= 0 and tails >= 0):
        raise ValueError("arguments")
    return float(a + heads), float(b + tails)


# Other right answers


@alternative
def beta_binomial_update_with_ints(a, b, heads, tails):
    if a <= 0 or b <= 0 or not np.isfinite([a, b]).all() or not (heads >= 0 and tails >= 0):
        raise ValueError("arguments")
    return a + heads, b + tails


@alternative
def beta_binomial_update_flip_by_flip(a, b, heads, tails):
    if not (math.inf > a > 0) or not (math.inf > b > 0) or not (heads >= 0) or not (tails >= 0):
        raise ValueError("arguments")
    for _ in range(heads):
        a += 1
    for _ in range(tails):
        b += 1
    return a, b


@alternative
def beta_binomial_update_in_numpy(a, b, heads, tails):
    prior, seen = np.array([a, b], dtype=float), np.array([heads, tails])
    if not np.all((prior > 0) & (prior < np.inf)) or not np.all(seen >= 0):
        raise ValueError("arguments")
    return tuple(prior + seen)
