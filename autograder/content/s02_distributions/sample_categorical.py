"""2.4 `sample_categorical`: criteria, known mistakes, other right answers."""

import bisect
import itertools
import math

import numpy as np

from autograder.content import (
    alternative,
    assert_same,
    assert_unchanged,
    criterion,
    dyadic_distributions,
    float32_softmax,
    mistakes_of,
    raises,
)
from solutions.s02_distributions import sample_categorical

# Criteria


ALMOST_ONE = 0.9999999999999999
"""The largest float below 1."""


def _middle(p, token):
    """The number in the middle of the token's piece."""
    ends = np.cumsum(p, dtype=float)
    return float((ends[token] - p[token] / 2) / ends[-1])


@criterion(core=True)
def test_inverts_the_cumulative_distribution(sample_categorical, rng):
    for size in (3, 7, 50):
        (p,) = dyadic_distributions(rng, (size,))
        for token in rng.choice(size, size=3, replace=False).tolist():
            assert_same(sample_categorical(p, _middle(p, token)), token)


@criterion(core=True)
def test_draws_each_token_as_often_as_its_probability_says(sample_categorical, rng):
    # With one u in each eighth, away from its ends, the counts are exact.
    counts = rng.permutation([3, 2, 2, 1, 0])
    expected = np.repeat(np.arange(5), counts).tolist()
    drawn = [sample_categorical(counts / 8, (k + float(rng.uniform(0.2, 0.8))) / 8) for k in range(8)]
    assert_same(drawn, expected)


@criterion()
def test_never_draws_a_token_of_probability_zero(sample_categorical, rng):
    for size in (2, 5):
        p = np.zeros(2 * size + 1)  # the first and the last are impossible, and every other one in between
        (p[1::2],) = dyadic_distributions(rng, (size,))
        for u, token in ((0.0, 1), (float(p[1]), 3), (ALMOST_ONE, 2 * size - 1)):
            assert_same(sample_categorical(p, u), token)


@criterion()
def test_gives_the_end_of_a_piece_to_the_next_token(sample_categorical):
    for u, token in ((0.25, 1), (0.625, 3)):
        assert_same(sample_categorical([0.25, 0.25, 0.125, 0.375], u), token)


@criterion()
def test_finds_a_token_for_every_u(sample_categorical):
    assert_same(sample_categorical([0.1] * 10, ALMOST_ONE), 9)
    assert_same(sample_categorical([0.1] * 10 + [0.0, 0.0], ALMOST_ONE), 9)
    # Ten probabilities that were rounded down: their sum is 0.9999995.
    assert_same(sample_categorical([0.09999995] * 10, 0.9999998), 9)


@criterion()
def test_divides_probabilities_by_their_sum(sample_categorical):
    # Sums 0.9999995 and 1.0000005: the first piece ends at 0.50000025 and 0.49999975.
    assert_same(sample_categorical([0.5, 0.4999995], 0.5000001), 0)
    assert_same(sample_categorical([0.5, 0.5000005], 0.4999999), 1)


@criterion()
def test_accepts_the_softmax_of_a_float32_model(sample_categorical, rng):
    for size in (5, 1000, 50_257):
        p = float32_softmax(rng, size)
        # The largest piece: more than 1e-5 on both sides of its middle, so that sums in float32 draw it as well.
        token = int(np.argmax(p))
        assert_same(sample_categorical(p, _middle(p, token)), token)
    # Within 1e-6 of 1.
    assert_same(sample_categorical([0.5, 0.5 + 5e-7], 0.75), 1)


@criterion()
def test_refuses_what_is_no_distribution_or_no_uniform_number(sample_categorical):
    for p in (
        (0.5, 0.4),
        (0.5, 0.50001),
        (0.5, 0.49999),
        (3, 1),
        (1.5, -0.5),
        (math.nan, 1.0),
        (math.inf, 0.5),
        (),
    ):
        with raises(ValueError):
            sample_categorical(list(p), 0.3)
    for u in (-0.1, 1.0, 1.5, math.nan):
        with raises(ValueError):
            sample_categorical([0.25, 0.75], u)


@criterion()
def test_takes_lists_of_ints(sample_categorical):
    assert_same(sample_categorical([0, 1], 0), 1)


@criterion()
def test_leaves_its_arguments_unchanged(sample_categorical):
    # Not 1 in sum, so that dividing in place would show.
    p = [0.5, 0.25, 0.2499995]
    assert_unchanged(sample_categorical, np.array(p), 0.75)
    assert_unchanged(sample_categorical, p, 0.75)


# Known mistakes


def _cdf_that_ends_below_one(probs, u):
    """The cdf of probabilities that were divided by their sum beforehand: rounding may leave its end below 1."""
    sample_categorical(probs, u)
    probs = np.asarray(probs, dtype=float)
    return np.cumsum(probs / probs.sum())


mistake = mistakes_of(sample_categorical, example=([0.1] * 10, 0.9999999999999999))


@mistake(
    "A u that equals the end of a piece draws the token before it, even one of probability 0. Look for the first F_i above "
    'u: side="right".',
    example=([0, 0.5, 0.5], 0),
)
def sample_categorical_from_the_left(probs, u):
    sample_categorical(probs, u)
    cdf = np.cumsum(np.asarray(probs, dtype=float))
    return int(np.searchsorted(cdf / cdf[-1], u, side="left"))


@mistake(
    "This always returns the most likely token. That is greedy decoding; a draw depends on u.",
    example=([0.4, 0.6], 0.1),
)
def sample_categorical_as_argmax(probs, u):
    sample_categorical(probs, u)
    return int(np.argmax(probs))


@mistake(
    "All tokens are drawn equally often: the probabilities are ignored. Compare u with their cumulative sum.",
    example=([0.9, 0.1], 0.6),
)
def sample_categorical_uniformly(probs, u):
    sample_categorical(probs, u)
    return int(u * len(probs))


@mistake(
    "u is compared with the probabilities themselves. Compare it with their cumulative sum, where each token has a piece of "
    "its own.",
    example=([0.2, 0.5, 0.3], 0.6),
)
def sample_categorical_without_cumsum(probs, u):
    sample_categorical(probs, u)
    above = np.asarray(probs, dtype=float) > u
    return int(np.argmax(above)) if above.any() else len(probs) - 1


@mistake(
    "Rounding leaves the cumulative sum below 1, and a larger u gets an index past the end. Divide the cumulative sum by "
    "its last entry."
)
def sample_categorical_past_the_end(probs, u):
    return int(np.searchsorted(_cdf_that_ends_below_one(probs, u), u, side="right"))


@mistake(
    "Rounding leaves the cumulative sum below 1, so for a larger u the loop ends without a token and returns None. Divide "
    "the cumulative sum by its last entry."
)
def sample_categorical_falling_out_of_the_loop(probs, u):
    for token, end in enumerate(_cdf_that_ends_below_one(probs, u)):
        if u < end:
            return token
    return None


@mistake(
    "Rounding leaves the cumulative sum below 1, and for a larger u argmax finds no True and returns 0. Divide the "
    "cumulative sum by its last entry."
)
def sample_categorical_back_to_the_first_token(probs, u):
    return int(np.argmax(u < _cdf_that_ends_below_one(probs, u)))


@mistake(
    "Where rounding leaves no token above u, the last one is drawn, which may have probability 0. Divide the cumulative sum "
    "by its last entry instead.",
    example=([0.1] * 10 + [0.0], 0.9999999999999999),
)
def sample_categorical_clamped_to_the_last_token(probs, u):
    cdf = _cdf_that_ends_below_one(probs, u)
    return min(int(np.searchsorted(cdf, u, side="right")), len(cdf) - 1)


@mistake(
    "The probabilities are used as they are, though their sum may differ from 1 by 1e-6. Divide the cumulative sum by its "
    "last entry.",
    example=([0.25, 0.25, 0.4999995], 0.2500001),
)
def sample_categorical_without_normalising(probs, u):
    sample_categorical(probs, u)
    probs = np.asarray(probs, dtype=float)
    index = int(np.searchsorted(np.cumsum(probs), u, side="right"))
    return min(index, int(np.flatnonzero(probs)[-1]))


@mistake("The index is one too high: tokens are counted from 0.", example=([0.2, 0.5, 0.3], 0.1))
def sample_categorical_counting_from_one(probs, u):
    return sample_categorical(probs, u) + 1


@mistake(
    "This returns the end of the piece that holds u, a probability. Return the token's index.",
    example=([0.2, 0.5, 0.3], 0.1),
)
def sample_categorical_returning_the_cdf(probs, u):
    return float(np.cumsum(probs)[sample_categorical(probs, u)])


@mistake(
    "The pieces are laid out from the last token to the first. Token 0 owns the piece that begins at 0.",
    example=([0.2, 0.5, 0.3], 0.1),
)
def sample_categorical_from_the_other_end(probs, u):
    return len(probs) - 1 - sample_categorical(probs[::-1], u)


@mistake(
    "The probabilities are sorted first, so the index belongs to another token. Keep their order.",
    example=([0.2, 0.5, 0.3], 0.3),
)
def sample_categorical_of_sorted_probabilities(probs, u):
    sample_categorical(probs, u)
    return sample_categorical(np.sort(np.asarray(probs, dtype=float))[::-1], u)


@mistake(
    "Counts, or any positive numbers, are accepted and normalised. Raise ValueError when the sum is not 1 within 1e-6: "
    "such an argument is a bug upstream.",
    example=([1, 2, 1], 0.5),
)
def sample_categorical_of_any_weights(probs, u):
    probs = np.array(probs, dtype=float)
    if probs.size == 0 or not np.all(probs >= 0) or not 0 < probs.sum() < np.inf:
        raise ValueError("weights must be positive")
    return sample_categorical(probs / probs.sum(), u)


@mistake(
    "The sum must be 1 within 1e-8 here, but a softmax in float32 misses 1 by up to about 1e-6. Allow that much.",
    example=(np.full(10, 0.1, dtype=np.float32), 0.55),
)
def sample_categorical_with_a_tight_tolerance(probs, u):
    if not abs(np.sum(probs, dtype=float) - 1) <= 1e-8:
        raise ValueError("probs must sum to 1")
    return sample_categorical(probs, u)


@mistake(
    "np.isclose allows a sum that differs from 1 by 1e-5, unless told otherwise, and more than 1e-6 is a bug upstream. "
    "Write abs(sum - 1) <= 1e-6.",
    example=([0.5, 0.50001], 0.75),
)
def sample_categorical_with_a_loose_tolerance(probs, u):
    probs = np.array(probs, dtype=float)
    if not np.all(probs >= 0) or not np.isclose(probs.sum(), 1):
        raise ValueError("probs must sum to 1")
    return sample_categorical(probs / probs.sum(), u)


@mistake(
    "nan passes a check such as abs(sum - 1) > 1e-6, since every comparison with nan is False. Write it the other way "
    "round: raise unless abs(sum - 1) <= 1e-6.",
    example=([math.nan, 1.0], 0.5),
)
def sample_categorical_with_nan(probs, u):
    probs = np.array(probs, dtype=float)
    if not np.isnan(probs).any():
        return sample_categorical(probs, u)
    cdf = np.cumsum(probs)
    return int(np.searchsorted(cdf / cdf[-1], u, side="right"))


@mistake(
    "Only the sum is checked, and a negative entry passes. Raise ValueError unless every probability is at least 0.",
    example=([1.25, -0.25], 0.5),
)
def sample_categorical_with_negative_probabilities(probs, u):
    probs = np.array(probs, dtype=float)
    if not 0 <= u < 1 or not abs(probs.sum() - 1) <= 1e-6:
        raise ValueError("probs must sum to 1")
    return int(np.argmax(np.cumsum(probs) > u * probs.sum()))


@mistake(
    "u is not checked. A uniform number lies in [0, 1): raise ValueError for any other, 1 included.",
    example=([0.5, 0.5], 1.0),
)
def sample_categorical_with_any_u(probs, u):
    return sample_categorical(probs, min(max(u, 0.0), 0.9999999999999999) if not math.isnan(u) else 0.0)


@mistake(
    "The result is right, but the caller's probabilities are overwritten: probs /= ... changes the array itself. Write "
    "probs = probs / ...",
    example=(np.array([0.5, 0.4999995]), 0.75),
)
def sample_categorical_in_place(probs, u):
    token = sample_categorical(probs, u)
    if isinstance(probs, np.ndarray) and probs.dtype == float:
        probs /= probs.sum()
    return token


@mistake(
    "The tokens are sorted by falling probability before their pieces are laid out, as in top-p. Keep their order.",
    example=([0.2, 0.1, 0.4, 0.3], 0.25),
)
def sample_categorical_in_falling_order(probs, u):
    sample_categorical(probs, u)
    order = np.argsort(-np.asarray(probs, dtype=float), kind="stable")
    return int(order[sample_categorical(np.asarray(probs)[order], u)])


@mistake(
    "The tokens are sorted by rising probability before their pieces are laid out. Keep their order.",
    example=([0.2, 0.1, 0.4, 0.3], 0.05),
)
def sample_categorical_in_rising_order(probs, u):
    sample_categorical(probs, u)
    order = np.argsort(np.asarray(probs, dtype=float), kind="stable")
    return int(order[sample_categorical(np.asarray(probs)[order], u)])


@mistake(
    "1 - u is looked up instead of u, so the pieces are laid out from the right.", example=([0.2, 0.1, 0.4, 0.3], 0.25)
)
def sample_categorical_with_one_minus_u(probs, u):
    sample_categorical(probs, u)
    return sample_categorical(probs, min(1 - u, ALMOST_ONE))


@mistake(
    "This is the token whose end is closest to u. u belongs to the piece that holds it: the first F_i above u.",
    example=([0.2, 0.1, 0.4, 0.3], 0.35),
)
def sample_categorical_closest_end(probs, u):
    sample_categorical(probs, u)
    return int(np.argmin(np.abs(np.cumsum(np.asarray(probs, dtype=float)) - u)))


@mistake(
    "This is the token whose probability is closest to u. Look u up in the cumulative sum.",
    example=([0.2, 0.1, 0.4, 0.3], 0.15),
)
def sample_categorical_closest_probability(probs, u):
    sample_categorical(probs, u)
    return int(np.argmin(np.abs(np.asarray(probs, dtype=float) - u)))


@mistake("The index is one too low: the piece before the one that holds u.", example=([0.2, 0.1, 0.4, 0.3], 0.65))
def sample_categorical_one_too_low(probs, u):
    return max(sample_categorical(probs, u) - 1, 0)


@mistake("This is the token's probability. Return its index.", example=([0.2, 0.1, 0.4, 0.3], 0.65))
def sample_categorical_as_the_probability(probs, u):
    return float(probs[sample_categorical(probs, u)])


@mistake("The token is returned as a one-hot row. Return its index, an int.", example=([0.2, 0.1, 0.4, 0.3], 0.65))
def sample_categorical_as_one_hot(probs, u):
    return np.eye(len(probs))[sample_categorical(probs, u)]


@mistake("The index is a float. Return an int: int(...).", example=([0.2, 0.1, 0.4, 0.3], 0.65))
def sample_categorical_as_a_float(probs, u):
    return float(sample_categorical(probs, u))


@mistake(
    "A softmax is taken of the probabilities first, which makes them nearly equal. Use them as they are.",
    example=([0.05, 0.85, 0.1], 0.2),
)
def sample_categorical_of_a_softmax(probs, u):
    sample_categorical(probs, u)
    weights = np.exp(np.asarray(probs, dtype=float))
    return sample_categorical(weights / weights.sum(), u)


@mistake(
    "The probabilities are squared and so made more unequal. Use them as they are.",
    example=([0.2, 0.1, 0.4, 0.3], 0.25),
)
def sample_categorical_of_squares(probs, u):
    sample_categorical(probs, u)
    weights = np.asarray(probs, dtype=float) ** 2
    return sample_categorical(weights / weights.sum(), u)


@mistake(
    "This is the least likely token. A draw depends on u: the first F_i above it.", example=([0.2, 0.1, 0.4, 0.3], 0.65)
)
def sample_categorical_as_argmin(probs, u):
    sample_categorical(probs, u)
    return int(np.argmin(probs))


@mistake("u = 0 is refused. It is a uniform number like any other: 0 <= u < 1.", example=([0.2, 0.1, 0.4, 0.3], 0.0))
def sample_categorical_refusing_0(probs, u):
    if u == 0:
        raise ValueError("u")
    return sample_categorical(probs, u)


@mistake(
    "A probability of 0 is refused. Such a token is merely never drawn: refuse negative entries only.",
    example=([0.2, 0.0, 0.4, 0.4], 0.65),
)
def sample_categorical_refusing_zeros(probs, u):
    if np.any(np.asarray(probs) <= 0):
        raise ValueError("probs")
    return sample_categorical(probs, u)


# Other right answers


def _checked(probs, u):
    probs = [float(p) for p in probs]
    if any(math.isnan(p) or p < 0 for p in probs) or not math.isclose(sum(probs), 1, abs_tol=1e-6):
        raise ValueError("probs")
    if math.isnan(u) or u < 0 or u >= 1:
        raise ValueError("u")
    return probs


@alternative
def sample_categorical_in_a_loop(probs, u):
    probs = _checked(probs, u)
    rest = u * sum(probs)
    last = 0
    for token, p in enumerate(probs):
        if p > 0:
            last = token
            if rest < p:
                return token
        rest -= p
    return last


@alternative
def sample_categorical_with_bisect(probs, u):
    probs = _checked(probs, u)
    total = math.fsum(probs)
    index = bisect.bisect_right(list(itertools.accumulate(p / total for p in probs)), u)
    return min(index, max(token for token, p in enumerate(probs) if p > 0))


@alternative
def sample_categorical_with_argmax(probs, u):
    cdf = np.cumsum(_checked(probs, u))
    cdf /= cdf[-1]
    return np.argmax(cdf > u)


@alternative
def sample_categorical_in_the_precision_that_is_given(probs, u):
    _checked(probs, u)
    cdf = np.cumsum(probs)  # in float32 for a model in float32
    return int(np.searchsorted(cdf / cdf[-1], u, side="right"))


@alternative
def sample_categorical_counting_pieces(probs, u):
    cdf = np.cumsum(np.array(_checked(probs, u)))
    return (cdf / cdf[-1] <= u).sum()
