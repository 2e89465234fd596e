"""8.6 `sample_top_k`: criteria, known mistakes, other right answers."""

import bisect
import itertools
import math

import numpy as np

from autograder.content import alternative, assert_same, assert_unchanged, criterion, mistakes_of, raises
from autograder.content.s08_sampling.shared import (
    HALVES,
    INF,
    NO_UNIFORM_NUMBERS,
    UNDECODABLE,
    middle,
    rows_of_logits,
    word_at,
)
from solutions.s08_sampling import apply_temperature, decoding_distribution, probabilities, sample_top_k, top_k_filter

# Criteria


def _distribution(logits, k, temperature):
    return decoding_distribution(logits, temperature, k, 1.0)


@criterion(core=True)
def test_inverts_the_cumulative_distribution_in_the_order_of_the_ids(sample_top_k, rng):
    for x, k in zip(rows_of_logits(rng, (4, 7, 30)), (3, 2, 12), strict=True):
        temperature = float(rng.uniform(0.5, 3))
        probs = _distribution(x, k, temperature)
        likely = np.flatnonzero(probs > 1e-3)
        for token in rng.choice(likely, size=min(3, len(likely)), replace=False).tolist():
            assert_same(sample_top_k(x, k, temperature, middle(probs, token)), token)


@criterion(core=True)
def test_draws_each_word_as_often_as_its_probability_says(sample_top_k, rng):
    # With one u in each eighth, away from its ends, the counts are exact.
    counts = rng.permutation([4, 2, 1, 1])
    expected = np.repeat(np.arange(4), counts).tolist()
    shift = float(rng.uniform(-3, 3))
    drawn = [
        sample_top_k(np.log(counts / 8) + shift, 50, 1.0, (i + float(rng.uniform(0.2, 0.8))) / 8) for i in range(8)
    ]
    assert_same(drawn, expected)


@criterion()
def test_uses_the_temperature(sample_top_k):
    # 3 : 1 is 9 : 1 at T = 1/2, and 1.73 : 1 at T = 2.
    for temperature, u, token in ((0.5, 0.8, 0), (0.5, 0.95, 1), (2.0, 0.6, 0), (2.0, 0.7, 1)):
        assert_same(sample_top_k([math.log(3), 0.0], 50, temperature, u), token)


@criterion()
def test_never_draws_a_removed_word(sample_top_k):
    x = [-INF, 0.0, -INF, -1.0, -9.0, -INF]
    for u, token in ((0.0, 1), (0.5, 1), (0.9999999999999999, 3)):
        assert_same(sample_top_k(x, 2, 1.0, u), token)


@criterion()
def test_gives_the_end_of_a_piece_to_the_next_word(sample_top_k):
    # Equal logits: probabilities of exactly 1/4.
    assert_same([sample_top_k([2.0] * 4, 50, 1.0, u) for u in (0.0, 0.25, 0.5, 0.75)], [0, 1, 2, 3])


@criterion()
def test_takes_lists_ints_and_single_precision(sample_top_k):
    assert_same(sample_top_k([0, 0], 50, 1, 0), 0)
    assert_same(sample_top_k(np.array([0.5, 4.5, 1.0], dtype=np.float32), 50, 1.0, 0.5), 1)


@criterion()
def test_refuses_bad_arguments(sample_top_k):
    for u in NO_UNIFORM_NUMBERS:
        with raises(ValueError):
            sample_top_k([1.0, 2.0], 50, 1.0, u)
    for k, temperature in ((0, 1.0), (50, 0.0), (50, math.nan)):
        with raises(ValueError):
            sample_top_k([1.0, 2.0], k, temperature, 0.5)
    for x in UNDECODABLE:
        with raises(ValueError):
            sample_top_k(list(x), 50, 1.0, 0.5)


@criterion()
def test_leaves_its_argument_unchanged(sample_top_k, rng):
    (x,) = rows_of_logits(rng, (5,))
    assert_unchanged(sample_top_k, x, 2, 0.5, 0.5)


# Known mistakes

# Probabilities 1/8, 1/2, 1/8, 1/4: ids 1 and 3 are kept.
mistake = mistakes_of(sample_top_k, example=(HALVES, 2, 1.0, 0.7))


@mistake("This is the place of the word among the kept ones. Its id in the whole vocabulary is wanted.")
def sample_top_k_as_a_rank(logits, k, temperature, u):
    sample_top_k(logits, k, temperature, u)
    probs = _distribution(logits, k, temperature)
    return word_at(probs[probs > 0], u)


@mistake("The draw is from all words. Filter first: use decoding_distribution.", example=(HALVES, 2, 1.0, 0.05))
def sample_top_k_of_all_words(logits, k, temperature, u):
    sample_top_k(logits, k, temperature, u)
    return word_at(decoding_distribution(logits, temperature, len(logits), 1.0), u)


@mistake("The temperature is ignored. Pass it on.", example=([math.log(3), 0.0], 50, 0.5, 0.8))
def sample_top_k_without_temperature(logits, k, temperature, u):
    sample_top_k(logits, k, temperature, u)
    return sample_top_k(logits, k, 1.0, u)


@mistake(
    "The probabilities are added up from the most probable word down. The pieces lie in the order of the ids.",
    example=([0.0, math.log(3)], 50, 1.0, 0.2),
)
def sample_top_k_in_falling_order(logits, k, temperature, u):
    sample_top_k(logits, k, temperature, u)
    probs = _distribution(logits, k, temperature)
    order = np.argsort(-probs, kind="stable")
    return int(order[word_at(probs[order], u)])


@mistake(
    "The probabilities are added up from the least probable word on. The pieces lie in the order of the ids.",
    example=([math.log(3), 0.0], 50, 1.0, 0.2),
)
def sample_top_k_in_rising_order(logits, k, temperature, u):
    sample_top_k(logits, k, temperature, u)
    probs = _distribution(logits, k, temperature)
    order = np.argsort(probs, kind="stable")
    return int(order[word_at(probs[order], u)])


@mistake("The most probable word is taken always, whatever u is: that is greedy.")
def sample_top_k_as_greedy(logits, k, temperature, u):
    sample_top_k(logits, k, temperature, u)
    return int(np.argmax(logits))


@mistake(
    "The kept probabilities do not sum to 1 here, and u lies behind them. Renormalise: decoding_distribution does.",
    example=(HALVES, 2, 1.0, 0.6),
)
def sample_top_k_without_renormalising(logits, k, temperature, u):
    sample_top_k(logits, k, temperature, u)
    kept = _distribution(logits, k, temperature) > 0
    cdf = np.cumsum(np.where(kept, decoding_distribution(logits, temperature, len(logits), 1.0), 0.0))
    return int(min(np.searchsorted(cdf, u, side="right"), np.flatnonzero(kept)[-1]))


@mistake("One word too many can be drawn: k words are kept.", example=(HALVES, 2, 1.0, 0.05))
def sample_top_k_one_too_many(logits, k, temperature, u):
    sample_top_k(logits, k, temperature, u)
    return sample_top_k(logits, k + 1, temperature, u)


@mistake("The temperature multiplies, which turns hot into cold.", example=([math.log(3), 0.0], 50, 0.5, 0.7))
def sample_top_k_multiplied(logits, k, temperature, u):
    sample_top_k(logits, k, temperature, u)
    return sample_top_k(logits, k, 1 / temperature, u)


@mistake(
    "The end of a piece belongs to the word before it here, so that u = 0 can draw a removed word. The smallest id with "
    "F > u is wanted: side='right'.",
    example=([-math.inf, 0.0, 0.0], 50, 1.0, 0.0),
)
def sample_top_k_at_or_above(logits, k, temperature, u):
    sample_top_k(logits, k, temperature, u)
    cdf = np.cumsum(_distribution(logits, k, temperature))
    return int(np.searchsorted(cdf / cdf[-1], u, side="left"))


@mistake("The id is one too large: the number of cumulative sums up to u is the id itself.")
def sample_top_k_one_too_large(logits, k, temperature, u):
    return sample_top_k(logits, k, temperature, u) + 1


@mistake("This is the probability of the word. Return its id.")
def sample_top_k_as_a_probability(logits, k, temperature, u):
    token = sample_top_k(logits, k, temperature, u)
    return float(_distribution(logits, k, temperature)[token])


@mistake("u is turned round: this draws with 1 - u.", example=(HALVES, 2, 1.0, 0.1))
def sample_top_k_with_one_minus_u(logits, k, temperature, u):
    sample_top_k(logits, k, temperature, u)
    return word_at(_distribution(logits, k, temperature), 1 - u)


@mistake("Any u is accepted. Raise ValueError unless 0 <= u < 1.", example=([1.0, 2.0], 50, 1.0, 1.0))
def sample_top_k_of_any_u(logits, k, temperature, u):
    if math.isnan(u) or 0 <= u < 1:
        return sample_top_k(logits, k, temperature, u)
    return sample_top_k(logits, k, temperature, min(max(u, 0.0), 0.9999999999999999))


@mistake(
    "nan as u passes a check such as u < 0 or u >= 1, since every comparison with nan is False. Write it the other way "
    "round: raise unless 0 <= u < 1.",
    example=([1.0, 2.0], 50, 1.0, math.nan),
)
def sample_top_k_with_nan(logits, k, temperature, u):
    return sample_top_k(logits, k, temperature, 0.5 if math.isnan(u) else u)


@mistake(
    "A random number is drawn inside, and u is ignored. With u given, everything is decided.",
    example=(HALVES, 2, 1.0, 0.1),
)
def sample_top_k_with_randomness_of_its_own(logits, k, temperature, u):
    sample_top_k(logits, k, temperature, u)
    return sample_top_k(logits, k, temperature, 0.9)


@mistake(
    "The result is right, but the caller's logits are overwritten.",
    example=(np.array([3.0, 1.0]), 50, 0.5, 0.5),
)
def sample_top_k_in_place(logits, k, temperature, u):
    token = sample_top_k(logits, k, temperature, u)
    if isinstance(logits, np.ndarray) and logits.dtype == float:
        logits /= temperature
    return token


@mistake("This draws with 1 - u: small u give the last word that is kept. Look for u itself in the running sum.")
def sample_top_k_from_the_other_end(logits, k, temperature, u):
    sample_top_k(logits, k, temperature, u)
    return sample_top_k(logits, k, temperature, min(1 - u, 1 - 2**-53))


# Probabilities 0.07, 0.31, 0.11, 0.21, 0.26 and 0.04: different mistakes draw different words.
MANY = (-1.0, 0.5, -0.5, 0.1, 0.3, -1.5)


@mistake(
    "This is the place in the order of falling probability. The id of the word is wanted.", example=(MANY, 3, 1.0, 0.9)
)
def sample_top_k_as_a_place_in_the_order(logits, k, temperature, u):
    sample_top_k(logits, k, temperature, u)
    return word_at(-np.sort(-_distribution(logits, k, temperature)), u)


@mistake(
    "u is compared with each word's own probability. Compare it with the running sum.", example=(MANY, 3, 1.0, 0.47)
)
def sample_top_k_without_a_running_sum(logits, k, temperature, u):
    sample_top_k(logits, k, temperature, u)
    return int(np.argmax(_distribution(logits, k, temperature) > u))


@mistake("The running sum that lies nearest to u is taken. The first above u is wanted.", example=(MANY, 3, 1.0, 0.45))
def sample_top_k_of_the_nearest_sum(logits, k, temperature, u):
    sample_top_k(logits, k, temperature, u)
    return int(np.argmin(np.abs(np.cumsum(_distribution(logits, k, temperature)) - u)))


@mistake("The id is one too small: searchsorted gives the id itself. Do not take 1 off.", example=(MANY, 3, 1.0, 0.55))
def sample_top_k_one_too_small(logits, k, temperature, u):
    return sample_top_k(logits, k, temperature, u) - 1


@mistake(
    "The kept words are drawn as if they were equally probable. Their probabilities make the pieces.",
    example=(MANY, 3, 1.0, 0.36),
)
def sample_top_k_uniformly(logits, k, temperature, u):
    sample_top_k(logits, k, temperature, u)
    kept = np.flatnonzero(_distribution(logits, k, temperature) > 0)
    return int(kept[int(u * len(kept))])


@mistake("This is the running sum at the word. Its id is wanted.", example=(MANY, 3, 1.0, 0.55))
def sample_top_k_as_a_running_sum(logits, k, temperature, u):
    token = sample_top_k(logits, k, temperature, u)
    return float(np.cumsum(_distribution(logits, k, temperature))[token])


@mistake("This is the logit of the word. Its id is wanted.", example=(MANY, 3, 1.0, 0.55))
def sample_top_k_as_a_logit(logits, k, temperature, u):
    return float(np.asarray(logits, dtype=float)[sample_top_k(logits, k, temperature, u)])


@mistake("This is a one-hot row. The exercise asks for the id.", example=(MANY, 3, 1.0, 0.55))
def sample_top_k_as_one_hot(logits, k, temperature, u):
    return np.eye(len(logits))[sample_top_k(logits, k, temperature, u)]


@mistake("The id comes as a float. Return an int.", example=(MANY, 3, 1.0, 0.55))
def sample_top_k_as_a_float(logits, k, temperature, u):
    return float(sample_top_k(logits, k, temperature, u))


@mistake("One word too few can be drawn: k words are kept.", example=(MANY, 3, 1.0, 0.57))
def sample_top_k_one_too_few(logits, k, temperature, u):
    sample_top_k(logits, k, temperature, u)
    return sample_top_k(logits, max(min(k, len(logits)) - 1, 1), temperature, u)


@mistake(
    "This is the last word whose running sum is still at most u. The word after it owns the piece in which u lies."
)
def sample_top_k_before_the_piece(logits, k, temperature, u):
    sample_top_k(logits, k, temperature, u)
    cdf = np.cumsum(decoding_distribution(logits, temperature, k, 1.0))
    return max(int(np.searchsorted(cdf / cdf[-1], u, side="right")) - 1, 0)


# Other right answers


@alternative
def sample_top_k_in_a_loop(logits, k, temperature, u):
    if math.isnan(u) or u < 0 or u >= 1:
        raise ValueError("u")
    probs = _distribution(logits, k, temperature).tolist()
    left = u * math.fsum(probs)
    for token, prob in enumerate(probs):
        left -= prob
        if left < 0:
            return token
    return max(token for token, prob in enumerate(probs) if prob > 0)


@alternative
def sample_top_k_with_bisect(logits, k, temperature, u):
    if not 0 <= u < 1:
        raise ValueError("u")
    cdf = list(itertools.accumulate(_distribution(logits, k, temperature).tolist()))
    return bisect.bisect_right(cdf, u * cdf[-1])


@alternative
def sample_top_k_of_the_kept_ones(logits, k, temperature, u):
    if not (u >= 0 and u < 1):
        raise ValueError("u")
    row = np.asarray(logits, dtype=float)
    filtered = top_k_filter(apply_temperature(row, temperature), k)
    ids = np.flatnonzero(np.isfinite(filtered))
    cdf = np.cumsum(probabilities(filtered[ids]))
    return ids[np.sum(cdf / cdf[-1] <= u)]
