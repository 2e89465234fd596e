"""8.5 `decoding_distribution`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import special

from autograder.content import alternative, assert_close, assert_same, assert_unchanged, criterion, mistakes_of, raises
from autograder.content.s08_sampling.shared import INF, UNDECODABLE, rows_of_logits
from solutions.s08_sampling import (
    apply_temperature,
    as_logits,
    decoding_distribution,
    probabilities,
    top_k_filter,
    top_p_filter,
)

# Criteria


def _p_away_from_borders(rng, logits, k):
    """A p in the middle between two sums of the sorted probabilities of the k best."""
    masses = np.cumsum(np.sort(probabilities(top_k_filter(logits, k)))[::-1][:k])
    ends = np.concatenate([[0.0], masses])
    cut = int(rng.integers(1, k))
    return float((ends[cut] + ends[cut + 1]) / 2)


@criterion(core=True)
def test_applies_all_three_in_their_order(decoding_distribution, reference, rng):
    for x in rows_of_logits(rng, (4, 7, 12, 40)):
        for temperature in (0.6, 2.5):
            k = int(rng.integers(3, len(x)))
            p = _p_away_from_borders(rng, x / temperature, k)
            expected = reference.decoding_distribution(x, temperature, k, p)
            assert_close(decoding_distribution(x, temperature, k, p), expected)


@criterion(core=True)
def test_with_nothing_set_is_softmax(decoding_distribution, rng):
    for x in rows_of_logits(rng, (1, 5, 30)):
        assert_close(decoding_distribution(x, 1.0, len(x), 1.0), special.softmax(x))
        assert_close(decoding_distribution(x, 2, 10 * len(x), 1), special.softmax(x / 2))


@criterion()
def test_is_found_after_the_temperature(decoding_distribution):
    weights = np.exp([2 / 3, 1 / 3, 0.0])
    expected = np.append(weights / weights.sum(), 0.0)
    assert_close(decoding_distribution([2, 1, 0, -1], 3.0, 4, 0.8), expected)


@criterion()
def test_takes_top_p_of_what_top_k_has_left(decoding_distribution):
    assert_close(decoding_distribution(np.log([0.4, 0.2, 0.2, 0.1, 0.1]), 1.0, 3, 0.7), np.array([2, 1, 0, 0, 0]) / 3)
    assert_close(decoding_distribution(np.log([0.1, 0.1, 0.5, 0.3]), 1.0, 2, 0.6), np.array([0.0, 0.0, 1.0, 0.0]))


@criterion()
def test_gives_removed_words_exactly_zero(decoding_distribution, rng):
    (x,) = rows_of_logits(rng, (6,))
    x[[1, 4]] = -INF
    got = decoding_distribution(x, 0.7, 6, 1.0)
    assert_close(got, special.softmax(x / 0.7))
    assert_same(got[[1, 4]], np.zeros(2))
    assert_close(decoding_distribution([-INF, 3.0], 5.0, 1, 0.5), np.array([0.0, 1.0]))


@criterion()
def test_neither_overflows_nor_underflows(decoding_distribution, rng):
    (x,) = rows_of_logits(rng, (5,))
    for shift in (1000.0, -1000.0):
        assert_close(decoding_distribution(x + shift, 1.0, 5, 1.0), special.softmax(x), rtol=1e-8)
    best = np.eye(5)[x.argmax()]
    for temperature in (1e-4, 1e-200, 1e-308):
        assert_close(decoding_distribution(x + 1000.0, temperature, 5, 1.0), best)


@criterion()
def test_takes_lists_ints_and_single_precision(decoding_distribution):
    assert_close(decoding_distribution([0, 0], 1, 2, 1), np.array([0.5, 0.5]))
    weights = np.exp([0.5, 2.5])
    got = decoding_distribution(np.array([0.5, 2.5, -1.0], dtype=np.float32), 1.0, 2, 1.0)
    assert_close(got, np.append(weights / weights.sum(), 0.0))


@criterion()
def test_refuses_bad_arguments(decoding_distribution):
    for temperature, k, p in (
        (0, 2, 0.9),
        (-1.0, 2, 0.9),
        (math.nan, 2, 0.9),
        (1.0, 0, 0.9),
        (1.0, 2, 0.0),
        (1.0, 2, 1.5),
    ):
        with raises(ValueError):
            decoding_distribution([1.0, 2.0, 3.0], temperature, k, p)
    for x in UNDECODABLE:
        with raises(ValueError):
            decoding_distribution(list(x), 1.0, 2, 0.9)


@criterion()
def test_leaves_its_argument_unchanged(decoding_distribution, rng):
    (x,) = rows_of_logits(rng, (5,))
    assert_unchanged(decoding_distribution, x, 0.5, 3, 0.9)


# Known mistakes

mistake = mistakes_of(decoding_distribution, example=([2, 1, 0, -1], 3.0, 4, 0.8))


def _shifted(logits):
    logits = as_logits(logits)
    return logits - logits.max()


@mistake(
    "The nucleus is found before the temperature. Heat first: it moves mass into the tail, and the nucleus grows.",
    example=([1.0, 3.0, 0.0, 2.0], 0.5, 4, 0.9),
)
def decoding_distribution_top_p_before_temperature(logits, temperature, k, p):
    decoding_distribution(logits, temperature, k, p)
    return probabilities(apply_temperature(top_p_filter(top_k_filter(_shifted(logits), k), p), temperature))


@mistake(
    "The nucleus is found in the probabilities of all words, or before top-k. Top-p comes after top-k: of what that has left.",
    example=([2, 1.5, 1, 0.5, 0.4, 0.3], 3.0, 3, 0.6),
)
def decoding_distribution_top_p_of_all_words(logits, temperature, k, p):
    decoding_distribution(logits, temperature, k, p)
    heated = apply_temperature(_shifted(logits), temperature)
    nucleus, best = top_p_filter(heated, p), top_k_filter(heated, k)
    return probabilities(np.where(np.isneginf(nucleus), -np.inf, best))


@mistake("The temperature is ignored.")
def decoding_distribution_without_temperature(logits, temperature, k, p):
    decoding_distribution(logits, temperature, k, p)
    return decoding_distribution(logits, 1.0, k, p)


decoding_distribution_without_top_k = mistake.change(
    "top_k_filter(heated, k)", "top_k_filter(heated, max(k, len(heated)) if k > 0 else k)",
    "Top-k is left out.", example=([2, 1, 0, -1], 1.0, 2, 1.0),
)  # fmt: skip
decoding_distribution_without_top_p = mistake.change(
    "top_k_filter(heated, k), p)", "top_k_filter(heated, k), p and (1.0 if p <= 1 else p))", "Top-p is left out."
)


@mistake(
    "The kept probabilities are those of the softmax over all words, and do not sum to 1. Filter the logits, and take the "
    "softmax at the end."
)
def decoding_distribution_without_renormalising(logits, temperature, k, p):
    kept = decoding_distribution(logits, temperature, k, p) > 0
    return np.where(kept, probabilities(apply_temperature(_shifted(logits), temperature)), 0.0)


@mistake("These are the filtered logits. Take the softmax at the end: a distribution is wanted.")
def decoding_distribution_as_logits(logits, temperature, k, p):
    decoding_distribution(logits, temperature, k, p)
    return top_p_filter(top_k_filter(apply_temperature(as_logits(logits), temperature), k), p)


@mistake("The temperature multiplies, which turns hot into cold.")
def decoding_distribution_multiplied(logits, temperature, k, p):
    decoding_distribution(logits, temperature, k, p)
    return decoding_distribution(_shifted(logits) * temperature, 1.0, k, p)


@mistake("The temperature is applied twice: once before the filters and once after.")
def decoding_distribution_heated_twice(logits, temperature, k, p):
    decoding_distribution(logits, temperature, k, p)
    filtered = top_p_filter(top_k_filter(apply_temperature(_shifted(logits), temperature), k), p)
    return probabilities(apply_temperature(filtered, temperature))


@mistake("The probabilities come sorted. Each belongs to the id of its word.", example=([1, 2, 0], 1.0, 3, 1.0))
def decoding_distribution_sorted(logits, temperature, k, p):
    return np.sort(decoding_distribution(logits, temperature, k, p))[::-1]


@mistake(
    "Only the kept probabilities are returned. Return all V, with 0 for removed words.",
    example=([2, 1, 0, -1], 1.0, 2, 1.0),
)
def decoding_distribution_only_the_kept(logits, temperature, k, p):
    probs = decoding_distribution(logits, temperature, k, p)
    return probs[probs > 0]


@mistake(
    "exp overflows for large logits, and the result is nan. Take the largest off first, or use `probabilities`.",
    example=([1000.0, 999.0], 1.0, 2, 1.0),
)
def decoding_distribution_overflowing(logits, temperature, k, p):
    decoding_distribution(logits, temperature, k, p)
    weights = np.exp(top_p_filter(top_k_filter(apply_temperature(as_logits(logits), temperature), k), p))
    return weights / weights.sum()


@mistake(
    "At a tiny temperature the quotients overflow. Take the largest logit off *before* the division: then they can only "
    "fall to -inf, which is right.",
    example=([1000.0, 999.0, -1000.0], 1e-308, 3, 1.0),
)
def decoding_distribution_of_unshifted_logits(logits, temperature, k, p):
    decoding_distribution(logits, temperature, k, p)
    heated = np.nan_to_num(as_logits(logits) / temperature, neginf=-np.inf)  # +inf to the largest float
    return probabilities(top_p_filter(top_k_filter(heated, k), p))


@mistake("The best word gets everything, whatever the arguments: this is greedy.")
def decoding_distribution_as_greedy(logits, temperature, k, p):
    probs = decoding_distribution(logits, temperature, k, p)
    return np.eye(len(probs))[probs.argmax()]


@mistake(
    "The result is right, but the caller's logits are overwritten.",
    example=(np.array([3.0, 1.0]), 0.5, 2, 1.0),
)
def decoding_distribution_in_place(logits, temperature, k, p):
    probs = decoding_distribution(logits, temperature, k, p)
    if isinstance(logits, np.ndarray) and logits.dtype == float:
        logits /= temperature
    return probs


@mistake(
    "A temperature of 0 is taken for greedy here. Refuse it: `greedy` is another function.",
    example=([2.0, 1.0], 0.0, 2, 1.0),
)
def decoding_distribution_of_zero(logits, temperature, k, p):
    return decoding_distribution(logits, 1e-300 if temperature == 0 else temperature, k, p)


decoding_distribution_of_raw_quotients = mistake.change(
    "logits - logits.max()",
    "logits",
    "A tiny temperature makes infinite quotients, which the filters refuse. Take the largest logit off *before* the "
    "division: then they can only fall to -inf.",
    example=([1000.0, 999.0, -1000.0], 1e-308, 3, 1.0),
)
decoding_distribution_with_a_second_softmax = mistake.change(
    "probabilities(top_p_filter(top_k_filter(heated, k), p))",
    "probabilities(probabilities(top_p_filter(top_k_filter(heated, k), p)))",
    "The softmax is taken twice: removed words come back, and the others become nearly alike. Once is enough.",
)
decoding_distribution_as_log_probabilities = mistake.change(
    "return probabilities(top_p_filter(top_k_filter(heated, k), p))",
    'with np.errstate(divide="ignore"):\n        return np.log(probabilities(top_p_filter(top_k_filter(heated, k), p)))',
    "These are log-probabilities. Leave the logarithm out.",
)
decoding_distribution_rounded = mistake.change(
    "return probabilities(top_p_filter(top_k_filter(heated, k), p))",
    "return np.round(probabilities(top_p_filter(top_k_filter(heated, k), p)), 4)",
    "The probabilities are rounded. The example rounds only to be short: return all digits.",
)
decoding_distribution_with_an_epsilon = mistake.change(
    "return probabilities(top_p_filter(top_k_filter(heated, k), p))",
    "probs = probabilities(top_p_filter(top_k_filter(heated, k), p)) + 1e-8\n    return probs / probs.sum()",
    "A small number is added to all probabilities, and removed words can be drawn again. They have exactly 0.",
)


@mistake("All kept words get the same probability. The more probable stay more probable: softmax of their logits.")
def decoding_distribution_uniform(logits, temperature, k, p):
    kept = decoding_distribution(logits, temperature, k, p) > 0
    return kept / kept.sum()


@mistake("The probabilities are divided by the temperature again, and do not sum to 1. The logits are divided, once.")
def decoding_distribution_of_divided_probabilities(logits, temperature, k, p):
    return decoding_distribution(logits, temperature, k, p) / temperature


@mistake("This is the id of the best word. A distribution over all words is wanted.")
def decoding_distribution_as_an_id(logits, temperature, k, p):
    return int(np.argmax(decoding_distribution(logits, temperature, k, p)))


@mistake("This is the running sum of the probabilities. The probabilities themselves are wanted.")
def decoding_distribution_as_a_running_sum(logits, temperature, k, p):
    return np.cumsum(decoding_distribution(logits, temperature, k, p))


@mistake(
    "k larger than the vocabulary is refused. It is allowed, and keeps all words.",
    example=([2.0, 1.0, 0.5], 2.0, 9, 0.9),
)
def decoding_distribution_refusing_large_k(logits, temperature, k, p):
    if k > np.size(logits):
        raise ValueError("k")
    return decoding_distribution(logits, temperature, k, p)


@mistake("One word too many is kept by top-k.", example=([2, 1, 0.5, -1], 1.0, 2, 1.0))
def decoding_distribution_of_one_more(logits, temperature, k, p):
    decoding_distribution(logits, temperature, k, p)
    return decoding_distribution(logits, temperature, k + 1, p)


@mistake("The word that crosses the line is lost in the nucleus. It belongs to it: the sum *before* a word counts.")
def decoding_distribution_without_the_crossing_word(logits, temperature, k, p):
    decoding_distribution(logits, temperature, k, p)
    heated = top_k_filter(apply_temperature(_shifted(logits), temperature), k)
    order = np.argsort(-heated, kind="stable")
    lost = np.cumsum(probabilities(heated)[order]) > p + 1e-12
    lost[0] = False
    heated[order[lost]] = -np.inf
    return probabilities(heated)


# Other right answers


@alternative
def decoding_distribution_in_probabilities(logits, temperature, k, p):
    logits = _shifted(logits)
    if not 0 < temperature < math.inf or k < 1 or not 0 < p <= 1 or logits.ndim != 1:
        raise ValueError("argument")
    order = np.argsort(-logits, kind="stable")[:k]
    with np.errstate(all="ignore"):
        shares = special.softmax(logits[order] / temperature)
    before = np.cumsum(shares) - shares
    keep = (before < p - 1e-12) | (p == 1)
    keep[0] = True
    probs = np.zeros(len(logits))
    probs[order[keep]] = shares[keep] / shares[keep].sum()
    return probs


@alternative
def decoding_distribution_step_by_step(logits, temperature, k, p):
    x = as_logits(logits)
    if x.ndim > 1:
        raise ValueError("one row")
    with np.errstate(all="ignore"):
        x = apply_temperature(x - x.max(), temperature)
    x = top_k_filter(x, k)
    x = top_p_filter(x, p)
    return np.exp(x - special.logsumexp(x))


@alternative
def decoding_distribution_with_scipy(logits, temperature, k, p):
    x = as_logits(logits)
    with np.errstate(all="ignore"):
        return special.softmax(top_p_filter(top_k_filter(apply_temperature(x - np.max(x), temperature), k), p))
