"""8.7 `sample_top_p`: criteria, known mistakes, other right answers."""

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
from solutions.s08_sampling import apply_temperature, decoding_distribution, probabilities, sample_top_p, top_p_filter

# Criteria


def _distribution(logits, p, temperature):
    return decoding_distribution(logits, temperature, len(logits), p)


@criterion(core=True)
def test_inverts_the_cumulative_distribution_in_the_order_of_the_ids(sample_top_p, rng):
    for x, p in zip(rows_of_logits(rng, (4, 7, 30)), (0.83, 0.59, 0.71), strict=True):
        temperature = float(rng.uniform(0.5, 3))
        probs = _distribution(x, p, temperature)
        likely = np.flatnonzero(probs > 1e-3)
        for token in rng.choice(likely, size=min(3, len(likely)), replace=False).tolist():
            assert_same(sample_top_p(x, p, temperature, middle(probs, token)), token)


@criterion(core=True)
def test_draws_each_word_as_often_as_its_probability_says(sample_top_p, rng):
    # With one u in each eighth, away from its ends, the counts are exact.
    counts = rng.permutation([4, 2, 1, 1])
    expected = np.repeat(np.arange(4), counts).tolist()
    shift = float(rng.uniform(-3, 3))
    drawn = [
        sample_top_p(np.log(counts / 8) + shift, 1.0, 1.0, (i + float(rng.uniform(0.2, 0.8))) / 8) for i in range(8)
    ]
    assert_same(drawn, expected)


@criterion()
def test_uses_the_temperature(sample_top_p):
    # 3 : 1 is 9 : 1 at T = 1/2, and 1.73 : 1 at T = 2.
    for temperature, u, token in ((0.5, 0.8, 0), (0.5, 0.95, 1), (2.0, 0.6, 0), (2.0, 0.7, 1)):
        assert_same(sample_top_p([math.log(3), 0.0], 1.0, temperature, u), token)


@criterion()
def test_never_draws_a_removed_word(sample_top_p):
    x = [-INF, 0.0, -INF, -1.0, -9.0, -INF]
    for u, token in ((0.0, 1), (0.5, 1), (0.9999999999999999, 3)):
        assert_same(sample_top_p(x, 0.9, 1.0, u), token)


@criterion()
def test_gives_the_end_of_a_piece_to_the_next_word(sample_top_p):
    # Equal logits: probabilities of exactly 1/4.
    assert_same([sample_top_p([2.0] * 4, 1.0, 1.0, u) for u in (0.0, 0.25, 0.5, 0.75)], [0, 1, 2, 3])


@criterion()
def test_takes_lists_ints_and_single_precision(sample_top_p):
    assert_same(sample_top_p([0, 0], 1.0, 1, 0), 0)
    assert_same(sample_top_p(np.array([0.5, 4.5, 1.0], dtype=np.float32), 1.0, 1.0, 0.5), 1)


@criterion()
def test_refuses_bad_arguments(sample_top_p):
    for u in NO_UNIFORM_NUMBERS:
        with raises(ValueError):
            sample_top_p([1.0, 2.0], 1.0, 1.0, u)
    for p, temperature in ((0.0, 1.0), (1.0, 0.0), (1.0, math.nan)):
        with raises(ValueError):
            sample_top_p([1.0, 2.0], p, temperature, 0.5)
    for x in UNDECODABLE:
        with raises(ValueError):
            sample_top_p(list(x), 1.0, 1.0, 0.5)


@criterion()
def test_leaves_its_argument_unchanged(sample_top_p, rng):
    (x,) = rows_of_logits(rng, (5,))
    assert_unchanged(sample_top_p, x, 0.6, 0.5, 0.5)


# Known mistakes

# Probabilities 1/8, 1/2, 1/8, 1/4: ids 1 and 3 are kept.
mistake = mistakes_of(sample_top_p, example=(HALVES, 0.6, 1.0, 0.7))


@mistake("This is the place of the word among the kept ones. Its id in the whole vocabulary is wanted.")
def sample_top_p_as_a_rank(logits, p, temperature, u):
    sample_top_p(logits, p, temperature, u)
    probs = _distribution(logits, p, temperature)
    return word_at(probs[probs > 0], u)


@mistake("The draw is from all words. Filter first: use decoding_distribution.", example=(HALVES, 0.6, 1.0, 0.05))
def sample_top_p_of_all_words(logits, p, temperature, u):
    sample_top_p(logits, p, temperature, u)
    return word_at(decoding_distribution(logits, temperature, len(logits), 1.0), u)


@mistake("The temperature is ignored. Pass it on.", example=([math.log(3), 0.0], 1.0, 0.5, 0.8))
def sample_top_p_without_temperature(logits, p, temperature, u):
    sample_top_p(logits, p, temperature, u)
    return sample_top_p(logits, p, 1.0, u)


@mistake(
    "The probabilities are added up from the most probable word down. The pieces lie in the order of the ids.",
    example=([0.0, math.log(3)], 1.0, 1.0, 0.2),
)
def sample_top_p_in_falling_order(logits, p, temperature, u):
    sample_top_p(logits, p, temperature, u)
    probs = _distribution(logits, p, temperature)
    order = np.argsort(-probs, kind="stable")
    return int(order[word_at(probs[order], u)])


@mistake(
    "The probabilities are added up from the least probable word on. The pieces lie in the order of the ids.",
    example=([math.log(3), 0.0], 1.0, 1.0, 0.2),
)
def sample_top_p_in_rising_order(logits, p, temperature, u):
    sample_top_p(logits, p, temperature, u)
    probs = _distribution(logits, p, temperature)
    order = np.argsort(probs, kind="stable")
    return int(order[word_at(probs[order], u)])


@mistake("The most probable word is taken always, whatever u is: that is greedy.")
def sample_top_p_as_greedy(logits, p, temperature, u):
    sample_top_p(logits, p, temperature, u)
    return int(np.argmax(logits))


@mistake(
    "The kept probabilities do not sum to 1 here, and u lies behind them. Renormalise: decoding_distribution does.",
    example=(HALVES, 0.6, 1.0, 0.6),
)
def sample_top_p_without_renormalising(logits, p, temperature, u):
    sample_top_p(logits, p, temperature, u)
    kept = _distribution(logits, p, temperature) > 0
    cdf = np.cumsum(np.where(kept, decoding_distribution(logits, temperature, len(logits), 1.0), 0.0))
    return int(min(np.searchsorted(cdf, u, side="right"), np.flatnonzero(kept)[-1]))


@mistake("The nucleus is found before the temperature. Heat first.", example=([math.log(3), 0.0], 0.7, 2.0, 0.99))
def sample_top_p_before_temperature(logits, p, temperature, u):
    sample_top_p(logits, p, temperature, u)
    return word_at(probabilities(apply_temperature(top_p_filter(logits, p), temperature)), u)


@mistake("The word that crosses the line cannot be drawn. It belongs to the nucleus.")
def sample_top_p_without_the_crossing_word(logits, p, temperature, u):
    sample_top_p(logits, p, temperature, u)
    heated = apply_temperature(logits, temperature)
    order = np.argsort(-heated, kind="stable")
    kept = order[np.cumsum(probabilities(heated)[order]) <= p + 1e-12]
    kept = np.sort(kept if len(kept) else order[:1])
    return int(kept[word_at(probabilities(heated)[kept], u)])


@mistake("The temperature multiplies, which turns hot into cold.", example=([math.log(3), 0.0], 1.0, 0.5, 0.7))
def sample_top_p_multiplied(logits, p, temperature, u):
    sample_top_p(logits, p, temperature, u)
    return sample_top_p(logits, p, 1 / temperature, u)


@mistake(
    "The end of a piece belongs to the word before it here, so that u = 0 can draw a removed word. The smallest id with "
    "F > u is wanted: side='right'.",
    example=([-math.inf, 0.0, 0.0], 1.0, 1.0, 0.0),
)
def sample_top_p_at_or_above(logits, p, temperature, u):
    sample_top_p(logits, p, temperature, u)
    cdf = np.cumsum(_distribution(logits, p, temperature))
    return int(np.searchsorted(cdf / cdf[-1], u, side="left"))


@mistake("The id is one too large: the number of cumulative sums up to u is the id itself.")
def sample_top_p_one_too_large(logits, p, temperature, u):
    return sample_top_p(logits, p, temperature, u) + 1


@mistake("This is the probability of the word. Return its id.")
def sample_top_p_as_a_probability(logits, p, temperature, u):
    token = sample_top_p(logits, p, temperature, u)
    return float(_distribution(logits, p, temperature)[token])


@mistake("u is turned round: this draws with 1 - u.", example=(HALVES, 0.6, 1.0, 0.1))
def sample_top_p_with_one_minus_u(logits, p, temperature, u):
    sample_top_p(logits, p, temperature, u)
    return word_at(_distribution(logits, p, temperature), 1 - u)


@mistake("Any u is accepted. Raise ValueError unless 0 <= u < 1.", example=([1.0, 2.0], 1.0, 1.0, 1.0))
def sample_top_p_of_any_u(logits, p, temperature, u):
    if math.isnan(u) or 0 <= u < 1:
        return sample_top_p(logits, p, temperature, u)
    return sample_top_p(logits, p, temperature, min(max(u, 0.0), 0.9999999999999999))


@mistake(
    "nan as u passes a check such as u < 0 or u >= 1, since every comparison with nan is False. Write it the other way "
    "round: raise unless 0 <= u < 1.",
    example=([1.0, 2.0], 1.0, 1.0, math.nan),
)
def sample_top_p_with_nan(logits, p, temperature, u):
    return sample_top_p(logits, p, temperature, 0.5 if math.isnan(u) else u)


@mistake(
    "A random number is drawn inside, and u is ignored. With u given, everything is decided.",
    example=(HALVES, 0.6, 1.0, 0.1),
)
def sample_top_p_with_randomness_of_its_own(logits, p, temperature, u):
    sample_top_p(logits, p, temperature, u)
    return sample_top_p(logits, p, temperature, 0.9)


@mistake(
    "The result is right, but the caller's logits are overwritten.",
    example=(np.array([3.0, 1.0]), 1.0, 0.5, 0.5),
)
def sample_top_p_in_place(logits, p, temperature, u):
    token = sample_top_p(logits, p, temperature, u)
    if isinstance(logits, np.ndarray) and logits.dtype == float:
        logits /= temperature
    return token


@mistake(
    "p and the temperature are exchanged. decoding_distribution takes the temperature first, then k, then p.",
    example=(HALVES, 0.6, 1.0, 0.0),
)
def sample_top_p_with_exchanged_arguments(logits, p, temperature, u):
    exact = sample_top_p(logits, p, temperature, u)
    if not 0 < temperature <= 1:
        return exact
    return sample_top_p(logits, temperature, p, u)


# Probabilities 0.07, 0.31, 0.11, 0.21, 0.26 and 0.04: different mistakes draw different words.
MANY = (-1.0, 0.5, -0.5, 0.1, 0.3, -1.5)


@mistake(
    "This is the place in the order of falling probability. The id of the word is wanted.",
    example=(MANY, 0.8, 1.0, 0.9),
)
def sample_top_p_as_a_place_in_the_order(logits, p, temperature, u):
    sample_top_p(logits, p, temperature, u)
    return word_at(-np.sort(-_distribution(logits, p, temperature)), u)


@mistake(
    "u is compared with each word's own probability. Compare it with the running sum.", example=(MANY, 0.8, 1.0, 0.47)
)
def sample_top_p_without_a_running_sum(logits, p, temperature, u):
    sample_top_p(logits, p, temperature, u)
    return int(np.argmax(_distribution(logits, p, temperature) > u))


@mistake(
    "The running sum that lies nearest to u is taken. The first above u is wanted.", example=(MANY, 0.8, 1.0, 0.55)
)
def sample_top_p_of_the_nearest_sum(logits, p, temperature, u):
    sample_top_p(logits, p, temperature, u)
    return int(np.argmin(np.abs(np.cumsum(_distribution(logits, p, temperature)) - u)))


@mistake(
    "The id is one too small: searchsorted gives the id itself. Do not take 1 off.", example=(MANY, 0.8, 1.0, 0.55)
)
def sample_top_p_one_too_small(logits, p, temperature, u):
    return sample_top_p(logits, p, temperature, u) - 1


@mistake(
    "The kept words are drawn as if they were equally probable. Their probabilities make the pieces.",
    example=(MANY, 0.8, 1.0, 0.3),
)
def sample_top_p_uniformly(logits, p, temperature, u):
    sample_top_p(logits, p, temperature, u)
    kept = np.flatnonzero(_distribution(logits, p, temperature) > 0)
    return int(kept[int(u * len(kept))])


@mistake("This is the running sum at the word. Its id is wanted.", example=(MANY, 0.8, 1.0, 0.55))
def sample_top_p_as_a_running_sum(logits, p, temperature, u):
    token = sample_top_p(logits, p, temperature, u)
    return float(np.cumsum(_distribution(logits, p, temperature))[token])


@mistake("This is the logit of the word. Its id is wanted.", example=(MANY, 0.8, 1.0, 0.55))
def sample_top_p_as_a_logit(logits, p, temperature, u):
    return float(np.asarray(logits, dtype=float)[sample_top_p(logits, p, temperature, u)])


@mistake("This is a one-hot row. The exercise asks for the id.", example=(MANY, 0.8, 1.0, 0.55))
def sample_top_p_as_one_hot(logits, p, temperature, u):
    return np.eye(len(logits))[sample_top_p(logits, p, temperature, u)]


@mistake("The id comes as a float. Return an int.", example=(MANY, 0.8, 1.0, 0.55))
def sample_top_p_as_a_float(logits, p, temperature, u):
    return float(sample_top_p(logits, p, temperature, u))


@mistake("One word too many can be drawn: the one that crosses the line is the last.", example=(MANY, 0.7, 1.0, 0.4))
def sample_top_p_one_too_many(logits, p, temperature, u):
    exact = sample_top_p(logits, p, temperature, u)
    if p == 1:
        return exact
    kept = int(np.sum(_distribution(logits, p, temperature) > 0))
    return word_at(decoding_distribution(logits, temperature, kept + 1, 1.0), u)


# Other right answers


@alternative
def sample_top_p_in_a_loop(logits, p, temperature, u):
    if math.isnan(u) or u < 0 or u >= 1:
        raise ValueError("u")
    probs = _distribution(logits, p, temperature).tolist()
    left = u * math.fsum(probs)
    for token, prob in enumerate(probs):
        left -= prob
        if left < 0:
            return token
    return max(token for token, prob in enumerate(probs) if prob > 0)


@alternative
def sample_top_p_with_bisect(logits, p, temperature, u):
    if not 0 <= u < 1:
        raise ValueError("u")
    cdf = list(itertools.accumulate(_distribution(logits, p, temperature).tolist()))
    return bisect.bisect_right(cdf, u * cdf[-1])


@alternative
def sample_top_p_of_the_kept_ones(logits, p, temperature, u):
    if not (u >= 0 and u < 1):
        raise ValueError("u")
    row = np.asarray(logits, dtype=float)
    filtered = top_p_filter(apply_temperature(row, temperature), p)
    ids = np.flatnonzero(np.isfinite(filtered))
    cdf = np.cumsum(probabilities(filtered[ids]))
    return ids[np.sum(cdf / cdf[-1] <= u)]
