"""5.3 `bernoulli_mle`: criteria, known mistakes, other right answers."""

import math
from fractions import Fraction

import numpy as np

from autograder.content import (
    alternative,
    assert_close,
    assert_unchanged,
    criterion,
    mistakes_of,
    raises,
)
from solutions.s05_maximum_likelihood import (
    as_sample,
    bernoulli_mle,
)

# Criteria


@criterion(core=True)
def test_is_the_relative_frequency(bernoulli_mle, reference, rng):
    for size in (3, 8, 50, 1000):
        flips = rng.integers(0, 2, size=size)
        flips[:2] = (0, 1)
        assert_close(bernoulli_mle(flips), reference.bernoulli_mle(flips))
        assert_close(bernoulli_mle(flips.tolist()), reference.bernoulli_mle(flips))


@criterion()
def test_is_not_smoothed(bernoulli_mle):
    for size in (1, 2, 9):
        assert_close(bernoulli_mle([1] * size), 1.0)
        assert_close(bernoulli_mle([0] * size), 0.0)


@criterion()
def test_takes_bools_and_floats(bernoulli_mle):
    assert_close(bernoulli_mle([True, True, False]), 2 / 3)
    assert_close(bernoulli_mle(np.array([False, True, False, False])), 0.25)
    assert_close(bernoulli_mle([1.0, 0.0, 0.0, 0.0, 0.0]), 0.2)


@criterion()
def test_refuses_what_are_not_flips(bernoulli_mle):
    for flips in ([], [1, 0, 2], [0.5, 0.5], [1, -1], [1, 0, math.nan]):
        with raises(ValueError):
            bernoulli_mle(flips)


@criterion()
def test_leaves_the_flips_unchanged(bernoulli_mle):
    assert_unchanged(bernoulli_mle, np.array([1, 0, 0, 1, 1]))
    assert_unchanged(bernoulli_mle, [1, 0, 0, 1, 1])


# Known mistakes


mistake = mistakes_of(bernoulli_mle, example=([1, 1, 0],))


@mistake(
    "One head and one tail are added to the counts. That is the posterior mean with a uniform prior; maximum likelihood is "
    "the plain share of heads.",
    example=([1, 1, 1],),
)
def bernoulli_mle_with_add_one(flips):
    bernoulli_mle(flips)
    return (sum(flips) + 1) / (len(flips) + 2)


@mistake(
    "Half a head and half a tail are added to the counts. Maximum likelihood adds nothing: it is the plain share of heads.",
    example=([1, 1, 1],),
)
def bernoulli_mle_with_half_counts(flips):
    bernoulli_mle(flips)
    return (sum(flips) + 0.5) / (len(flips) + 1)


@mistake(
    "With few flips this falls back to 0.5. Maximum likelihood believes the data, however few: return the share of heads."
)
def bernoulli_mle_falling_back_to_a_half(flips):
    return 0.5 if 0 < len(flips) < 5 and bernoulli_mle(flips) >= 0 else bernoulli_mle(flips)


@mistake("This is the number of heads. Divide it by the number of flips.")
def bernoulli_mle_as_a_count(flips):
    return bernoulli_mle(flips) * len(flips)


@mistake("This is the share of tails. The ones are heads: divide their number by the number of flips.")
def bernoulli_mle_of_tails(flips):
    return 1 - bernoulli_mle(flips)


@mistake("These are the odds, heads to tails. The probability divides by all flips.")
def bernoulli_mle_as_odds(flips):
    p = bernoulli_mle(flips)
    return p / (1 - p) if p < 1 else math.inf


@mistake("This divides by n - 1. That belongs to the unbiased variance; a relative frequency divides by n.")
def bernoulli_mle_with_n_minus_1(flips):
    p = bernoulli_mle(flips)
    return p * len(flips) / (len(flips) - 1) if len(flips) > 1 else math.nan


@mistake("This is the more frequent side. Its probability is wanted: the share of heads.", example=([1, 0],))
def bernoulli_mle_as_the_majority(flips):
    return float(round(bernoulli_mle(flips)))


@mistake(
    "The estimate is kept away from 0 and 1. If all flips were heads, the maximum of the likelihood is at exactly 1.",
    example=([1, 1, 1],),
)
def bernoulli_mle_clipped(flips):
    return min(max(bernoulli_mle(flips), 1e-6), 1 - 1e-6)


@mistake(
    "Without flips there is nothing to estimate: the mean of an empty list is nan. Raise ValueError.", example=([],)
)
def bernoulli_mle_of_nothing_is_nan(flips):
    return bernoulli_mle(flips) if len(flips) else math.nan


@mistake("Without flips this makes up an estimate. Raise ValueError: nothing was observed.", example=([],))
def bernoulli_mle_of_nothing_is_a_number(flips):
    return bernoulli_mle(flips) if len(flips) else 0.0


@mistake(
    "The entries are not checked, so anything is averaged. Raise ValueError if one is neither 0 nor 1.",
    example=([1, math.nan],),
)
def bernoulli_mle_without_check_of_the_entries(flips):
    if len(flips) == 0:
        raise ValueError("no flips")
    return float(np.mean(np.array(flips, dtype=float)))


@mistake(
    "as_sample lets any finite numbers through, so entries other than 0 and 1 are averaged. Raise ValueError for them.",
    example=([1, 0, 2],),
)
def bernoulli_mle_of_any_sample(flips):
    return float(as_sample(flips).mean())


@mistake(
    "The estimate is clipped at 1e-9, against infinite losses later. Clip nothing: the share of heads may be exactly 0 or 1.",
    example=([0, 0],),
)
def bernoulli_mle_clipped_closely(flips):
    return min(max(bernoulli_mle(flips), 1e-9), 1 - 1e-9)


@mistake(
    "The estimate is clipped at 1e-8, against infinite losses later. Clip nothing: the share of heads may be exactly 0 or 1.",
    example=([0, 0],),
)
def bernoulli_mle_clipped_at_1e_8(flips):
    return min(max(bernoulli_mle(flips), 1e-8), 1 - 1e-8)


@mistake(
    "The estimate is kept between 0.01 and 0.99, as by a grid of candidates. Return the share of heads itself, even if it is "
    "0 or 1.",
    example=([1, 1, 1],),
)
def bernoulli_mle_from_a_grid(flips):
    return float(np.clip(np.round(bernoulli_mle(flips), 2), 0.01, 0.99))


@mistake(
    "The estimate is rounded to hundredths, by round or by a grid of candidates. The formula needs no grid: return "
    "heads / flips as it is."
)
def bernoulli_mle_in_hundredths(flips):
    return round(bernoulli_mle(flips), 2)


@mistake("The result is rounded to four digits. Return the share of heads as it is.")
def bernoulli_mle_rounded(flips):
    return round(bernoulli_mle(flips), 4)


@mistake("One head is added above and one flip below. Maximum likelihood adds nothing: divide heads by flips.")
def bernoulli_mle_with_one_more_head(flips):
    bernoulli_mle(flips)
    return float((sum(flips) + 1) / (len(flips) + 1))


@mistake(
    "This is the likelihood at its maximum. The estimate is the place where that is reached: the share of heads.",
)
def bernoulli_mle_as_the_likelihood(flips):
    p = bernoulli_mle(flips)
    heads = round(p * len(flips))
    return p**heads * (1 - p) ** (len(flips) - heads)


@mistake("This is the log-likelihood at its maximum. The estimate is the place of the maximum: the share of heads.")
def bernoulli_mle_as_the_log_likelihood(flips):
    p, n = bernoulli_mle(flips), len(flips)
    return sum(n * q * math.log(q) for q in (p, 1 - p) if q > 0)


@mistake("This is the variance p (1 - p) of a flip. The estimate is p itself, the share of heads.")
def bernoulli_mle_as_the_variance(flips):
    p = bernoulli_mle(flips)
    return p * (1 - p)


@mistake("This is a percentage. Return the probability, from 0 to 1: do not multiply by 100.")
def bernoulli_mle_in_percent(flips):
    return 100 * bernoulli_mle(flips)


@mistake("// cuts the share of heads down to a whole number. Divide with /.")
def bernoulli_mle_with_integer_division(flips):
    return bernoulli_mle(flips) // 1


@mistake("This is the median of the flips. Their mean is the share of heads.")
def bernoulli_mle_as_the_median(flips):
    bernoulli_mle(flips)
    return float(np.median(np.array(flips, dtype=float)))


@mistake("This is the logarithm of the odds. Return the probability itself, heads / flips.")
def bernoulli_mle_as_log_odds(flips):
    p = bernoulli_mle(flips)
    return math.inf if p == 1 else math.log(p / (1 - p)) if p > 0 else -math.inf


@mistake("The share of heads is subtracted from one half, or compared with it. Return the share itself.")
def bernoulli_mle_beside_a_half(flips):
    return abs(bernoulli_mle(flips) - 0.5)


# Other right answers


@alternative
def bernoulli_mle_counting(flips):
    flips = list(flips)
    heads, tails = flips.count(1), flips.count(0)
    if not flips or heads + tails < len(flips):
        raise ValueError("not flips")
    return heads / len(flips)


@alternative
def bernoulli_mle_with_fractions(flips):
    if len(flips) == 0 or any(flip not in (0, 1) for flip in flips):
        raise ValueError("not flips")
    return float(Fraction(sum(int(flip) for flip in flips), len(flips)))


@alternative
def bernoulli_mle_with_numpy(flips):
    flips = np.array(flips, dtype=float)
    if flips.size == 0 or not np.isin(flips, [0, 1]).all():
        raise ValueError("not flips")
    return np.count_nonzero(flips) / flips.size
