"""8.4 `top_p_filter`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from autograder.content.s08_sampling.shared import HALVES, INF, UNDECODABLE, dyadic_logits, rows_of_logits
from solutions.s08_sampling import as_logits, probabilities, top_p_filter

# Criteria


def _away_from_borders(rng, logits):
    """A p in the middle between two sums of the sorted probabilities, for each of them."""
    masses = np.cumsum(np.sort(probabilities(logits))[::-1])
    return [float(p) for p in (masses[:-1] + masses[1:]) / 2]


@criterion(core=True)
def test_keeps_the_smallest_set_of_mass_p(top_p_filter, reference, rng):
    for x in rows_of_logits(rng, (3, 5, 8)):
        for p in rng.choice(_away_from_borders(rng, x), size=2):
            expected = reference.top_p_filter(x, float(p))
            assert_close(top_p_filter(x, float(p)), expected)
    (x,) = rows_of_logits(rng, (60,))
    p = _away_from_borders(rng, x)[20]
    expected = reference.top_p_filter(x, p)
    assert_close(top_p_filter(x, p), expected)


@criterion(core=True)
def test_keeps_the_word_that_crosses_the_line_and_none_behind_it(top_p_filter, rng):
    x, probs = dyadic_logits(rng)
    for p, smallest in ((0.4, 0.5), (0.5, 0.5), (0.6, 0.25), (0.75, 0.25), (0.8, 0.125), (0.875, 0.125)):
        assert_close(top_p_filter(x, p), np.where(probs >= smallest, x, -INF))


@criterion()
def test_takes_equal_words_in_the_order_of_their_ids(top_p_filter, rng):
    x, probs = dyadic_logits(rng)
    first = int(np.argmin(probs))  # the first of the two rarest
    expected = np.where(probs > 0.0625, x, -INF)
    expected[first] = x[first]
    assert_close(top_p_filter(x, 0.9), expected)
    assert_close(top_p_filter([2.0, 2.0, 2.0, 2.0], 0.375), np.array([2.0, 2.0, -INF, -INF]))


@criterion()
def test_keeps_everything_at_one(top_p_filter, rng):
    for x in rows_of_logits(rng, (1, 7, 200)):
        assert_close(top_p_filter(x, 1.0), x)
    tenths = np.full(10, math.log(0.1))
    assert_close(top_p_filter(tenths, 1), tenths)
    assert_close(top_p_filter([0.0, -800.0, -INF, -40.0], 1.0), np.array([0.0, -800.0, -INF, -40.0]))


@criterion()
def test_rounding_does_not_decide_at_the_border(top_p_filter):
    # (words, kept): at p = kept / words, sums without a tolerance keep one word more.
    for words, kept in ((6, 5), (7, 5), (10, 8), (11, 2)):
        expected = np.where(np.arange(words) < kept, 0.0, -INF)
        assert_close(top_p_filter([0.0] * words, kept / words), expected)


@criterion()
def test_always_keeps_the_first_word(top_p_filter, rng):
    for x in rows_of_logits(rng, (2, 9)):
        best = np.where(np.arange(len(x)) == x.argmax(), x, -INF)
        for p in (1e-3, 1e-13, 5e-324):
            assert_close(top_p_filter(x, p), best)


@criterion()
def test_leaves_removed_words_removed_and_large_logits_finite(top_p_filter):
    assert_close(top_p_filter([-INF, 2.0, -INF, 1.0], 0.99), np.array([-INF, 2.0, -INF, 1.0]))
    assert_close(top_p_filter([1000.0, 1001.0, -1000.0], 0.9), np.array([1000.0, 1001.0, -INF]))


@criterion()
def test_takes_lists_ints_and_single_precision(top_p_filter):
    assert_close(top_p_filter([3, 1, 2], 0.7), np.array([3.0, -INF, 2.0]))
    assert_close(top_p_filter(np.array([0.5, 4.5, 1.0], dtype=np.float32), 0.9), np.array([-INF, 4.5, -INF]))


@criterion()
def test_refuses_bad_arguments(top_p_filter):
    for p in (0, 0.0, -0.5, 1.0001, 2, math.nan):
        with raises(ValueError):
            top_p_filter([1.0, 2.0], p)
    for x in (*map(list, UNDECODABLE), [[1.0, 2.0], [2.0, 1.0]]):
        with raises(ValueError):
            top_p_filter(x, 0.5)


@criterion()
def test_leaves_its_argument_unchanged(top_p_filter, rng):
    (x,) = rows_of_logits(rng, (5,))
    assert_unchanged(top_p_filter, x, 0.7)
    assert_unchanged(top_p_filter, x, 1.0)


# Known mistakes

mistake = mistakes_of(top_p_filter, example=(HALVES, 0.6))


def _checked(logits, p):
    logits = as_logits(logits)
    if logits.ndim != 1 or not 0 < p <= 1:
        raise ValueError("logits or p")
    return logits


def _keeping(logits, ids):
    kept = np.full_like(logits, -np.inf)
    kept[ids] = logits[ids]
    return kept


def _sorted(logits):
    order = np.argsort(-logits, kind="stable")
    return order, probabilities(logits)[order]


top_p_filter_below_p = mistake.change(
    "keep = mass_before < p - 1e-12\n    keep[0] = True",
    "keep = mass_before + sorted_probs <= p + 1e-12",
    "The word that crosses the line is lost: words are kept while the sum *with* them is at most p. Compare the sum before "
    "each word.",
)


@mistake(
    "One word too many where the sum is exactly p. The sum before a word must be *less* than p for it to be kept.",
    example=(HALVES, 0.75),
)
def top_p_filter_up_to_p(logits, p):
    logits = _checked(logits, p)
    order, probs = _sorted(logits)
    return _keeping(logits, order[np.cumsum(probs) - probs <= p + 1e-12])


@mistake(
    "One word too many is kept always. The one that crosses the line is the last.",
)
def top_p_filter_one_too_many(logits, p):
    logits = _checked(logits, p)
    order, probs = _sorted(logits)
    count = int(np.sum(np.cumsum(probs) - probs < p - 1e-12))
    return _keeping(logits, order[: max(count, 1) + 1])


@mistake(
    "p = 1 keeps the first word alone: the cumulative sum never exceeds 1, and the argmax of nothing but False is 0.",
    example=([-2.302585092994046] * 10, 1.0),
)
def top_p_filter_greedy_at_one(logits, p):
    logits = _checked(logits, p)
    order, probs = _sorted(logits)
    return _keeping(logits, order[: int(np.argmax(np.cumsum(probs) > p - 1e-12 * (p < 1))) + 1])


@mistake(
    "At p = 1 words of tiny probability are lost, since the sum before them is 1 already by rounding. p = 1 keeps all.",
    example=([0.0, -800.0, -1.0], 1.0),
)
def top_p_filter_without_the_tail_at_one(logits, p):
    logits = _checked(logits, p)
    order, probs = _sorted(logits)
    keep = np.cumsum(probs) - probs < p - 1e-12
    keep[0] = True
    return _keeping(logits, order[keep])


@mistake(
    "For a tiny p no word is left, and nothing can be drawn. The first word always stays.",
    example=([1.0, 3.0, 2.0], 1e-15),
)
def top_p_filter_of_nothing(logits, p):
    logits = _checked(logits, p)
    if p == 1:
        return logits
    order, probs = _sorted(logits)
    return _keeping(logits, order[np.cumsum(probs) - probs < p - 1e-12])


@mistake("This keeps words whose own probability is at least 1 - p. The sum of the kept ones is what counts.")
def top_p_filter_by_threshold(logits, p):
    logits = _checked(logits, p)
    return np.where(probabilities(logits) >= 1 - p, logits, -np.inf)


@mistake("This keeps words whose own probability is at least p. Add up the probabilities, from the largest down.")
def top_p_filter_by_probability(logits, p):
    logits = _checked(logits, p)
    return np.where(probabilities(logits) >= p, logits, -np.inf)


top_p_filter_without_sorting = mistake.change(
    'np.argsort(-logits, kind="stable")',
    "np.arange(len(logits))",
    "The probabilities are added up in the order of the ids. Sort them first: the most probable words come first.",
)


@mistake("The probabilities are added up from the smallest: the least probable words are kept. Sort downwards.")
def top_p_filter_of_the_rarest(logits, p):
    logits = _checked(logits, p)
    order = np.argsort(logits, kind="stable")
    probs = probabilities(logits)[order]
    return _keeping(logits, order[np.cumsum(probs) - probs < p - 1e-12])


@mistake("The kept logits stand in sorted order, on the ids of other words. Put each back to its own place.")
def top_p_filter_sorted(logits, p):
    return -np.sort(-top_p_filter(logits, p))


@mistake(
    "The *logits* are added up and compared with p. Only probabilities have a mass: softmax first.",
)
def top_p_filter_of_logits(logits, p):
    logits = _checked(logits, p)
    order = np.argsort(-logits, kind="stable")
    sums = np.cumsum(logits[order]) - logits[order]
    return _keeping(logits, order[sums < p])


@mistake("These are the renormalised probabilities. A filter returns logits, -inf for the removed words.")
def top_p_filter_as_probabilities(logits, p):
    return probabilities(top_p_filter(logits, p))


@mistake("Removed words get the logit 0, which is a word like any other. Removed is -inf.")
def top_p_filter_with_zeros(logits, p):
    filtered = top_p_filter(logits, p)
    return np.where(np.isneginf(filtered), 0.0, filtered)


@mistake(
    "p is taken for the mass that is removed. It is the mass that stays.", example=([0.2, 0.1, 0.0, -0.1, -0.2], 0.3)
)
def top_p_filter_turned_round(logits, p):
    _checked(logits, p)
    return top_p_filter(logits, max(1 - p, 1e-9))


@mistake(
    "Of equal words the highest ids are kept. np.argsort(...)[::-1] turns ties round: sort the negative logits, stably.",
    example=(HALVES, 0.8),
)
def top_p_filter_with_the_last_ties(logits, p):
    logits = _checked(logits, p)
    return top_p_filter(logits[::-1], p)[::-1]


@mistake("A p outside of (0, 1] is accepted. Raise ValueError.", example=([1.0, 2.0], 1.5))
def top_p_filter_of_any_p(logits, p):
    return top_p_filter(logits, 1.0 if math.isnan(p) else min(max(p, 1e-9), 1.0))


@mistake(
    "nan as p passes a check such as p <= 0 or p > 1, since every comparison with nan is False. Write it the other way "
    "round: raise unless 0 < p <= 1.",
    example=([1.0, 2.0], math.nan),
)
def top_p_filter_with_nan_as_p(logits, p):
    return top_p_filter(logits, 1e-9 if math.isnan(p) else p)


@mistake(
    "Logits that cannot be decoded are handed on: nan, or a row of removed words. as_logits raises ValueError for them.",
    example=([1.0, math.nan], 0.5),
)
def top_p_filter_unchecked(logits, p):
    try:
        return top_p_filter(logits, p)
    except ValueError:
        if 0 < p <= 1:
            return np.array(logits, dtype=float)
        raise


@mistake(
    "The result is right, but the caller's logits are overwritten. Fill a new array.",
    example=(np.array([3.0, 1.0]), 0.5),
)
def top_p_filter_in_place(logits, p):
    filtered = top_p_filter(logits, p)
    if isinstance(logits, np.ndarray) and logits.dtype == float:
        logits[...] = filtered
    return filtered


@mistake("This is a greedy choice: only the best word is kept. Keep words until their sum reaches p.")
def top_p_filter_as_greedy(logits, p):
    logits = _checked(logits, p)
    return _keeping(logits, [int(logits.argmax())])


@mistake(
    "The word that crosses the line is lost: it belongs to the nucleus. Compare the sum *before* each word with p."
)
def top_p_filter_without_the_crossing_word(logits, p):
    kept = top_p_filter(logits, p)
    x = np.asarray(logits, dtype=float)
    order = np.argsort(-x, kind="stable")
    beyond = np.cumsum(probabilities(x)[order]) > p + 1e-12
    beyond[0] = False
    kept[order[beyond]] = -np.inf if p < 1 else kept[order[beyond]]
    return kept


@mistake(
    "Rounding decides at the border: six equal words and p = 5/6 keep six. Give the comparison the tolerance of 1e-12.",
    example=([0.0] * 6, 5 / 6),
)
def top_p_filter_without_tolerance(logits, p):
    kept = top_p_filter(logits, p)
    x = np.asarray(logits, dtype=float)
    order = np.argsort(-x, kind="stable")
    probs = probabilities(x)[order]
    within = order[np.cumsum(probs) - probs < p]
    kept[within] = x[within]
    return kept


SPREAD = (0.5, 2.0, -1.0, 1.0, 0.0)
"""Logits of words with the probabilities 0.13, 0.57, 0.03, 0.21, 0.08."""

top_p_filter_with_a_mask_out_of_order = mistake.change(
    "kept[order[keep]] = logits[order[keep]]",
    "kept[keep] = logits[keep]",
    "The mask belongs to the sorted words, and is used for the ids as they are. Go back through the order: order[keep].",
)
top_p_filter_sorted_twice = mistake.change(
    "kept[order[keep]] = logits[order[keep]]",
    "kept = np.where(keep, logits[order], -np.inf)[order]",
    "Sorting is undone with the order itself. It takes the inverse: write to kept[order].",
)
top_p_filter_of_probabilities_of_probabilities = mistake.change(
    "probabilities(logits)[order]",
    "probabilities(probabilities(logits))[order]",
    "The softmax is taken twice, which makes all words nearly alike. Once is enough.",
    example=(SPREAD, 0.75),
)
top_p_filter_below_one = mistake.change(
    "not 0 < p <= 1",
    "not 0 < p < 1",
    "p = 1 is refused. It is allowed, and keeps every word.",
    example=([0.0, -2.0, 1.0], 1.0),
)
top_p_filter_with_a_large_number = mistake.change(
    "np.full_like(logits, -np.inf)",
    "np.full_like(logits, -1e9)",
    "Words outside of the nucleus get a very negative logit. Removed is -inf: -1e9 is a logit like any other.",
)


@mistake(
    "This is min-p: words with at least p times the best probability. Add up probabilities, from the largest down."
)
def top_p_filter_as_min_p(logits, p):
    logits = _checked(logits, p)
    return np.where(np.exp(logits - logits.max()) >= p, logits, -np.inf)


@mistake("A share p of the *words* is kept. p is the mass that they have together.", example=(SPREAD, 0.5))
def top_p_filter_of_a_share_of_words(logits, p):
    logits = _checked(logits, p)
    order, _ = _sorted(logits)
    return _keeping(logits, order[: math.ceil(p * len(logits) - 1e-9)])


@mistake("Only the kept logits are returned, and their ids are lost. Return a row of V, with -inf for the others.")
def top_p_filter_only_the_kept(logits, p):
    filtered = top_p_filter(logits, p)
    return filtered[filtered > -np.inf]


@mistake("These are the ids of the nucleus. The exercise asks for logits, -inf for the removed words.")
def top_p_filter_as_ids(logits, p):
    logits = _checked(logits, p)
    order, _ = _sorted(logits)
    return order[top_p_filter(logits, p)[order] > -np.inf]


@mistake("This says which words are kept. The exercise asks for their logits, -inf for the others.")
def top_p_filter_as_a_mask(logits, p):
    return top_p_filter(logits, p) > -np.inf


@mistake("The nucleus is removed, and the tail kept. Keep the nucleus.")
def top_p_filter_of_the_tail(logits, p):
    return np.where(np.isneginf(top_p_filter(logits, p)), np.asarray(logits, dtype=float), -np.inf)


@mistake(
    "These are log-probabilities of the kept words. A filter leaves their logits as they are.", example=(SPREAD, 0.75)
)
def top_p_filter_as_log_probabilities(logits, p):
    with np.errstate(divide="ignore"):
        return np.log(probabilities(top_p_filter(logits, p)))


@mistake(
    "exp overflows for large logits, and nan is below nothing: the nucleus is lost. Take the largest off first, or use "
    "`probabilities`.",
    example=([1000.0, 1001.0, 0.0], 0.9),
)
def top_p_filter_overflowing(logits, p):
    logits = _checked(logits, p)
    if p == 1:
        return logits
    order = np.argsort(-logits, kind="stable")
    with np.errstate(all="ignore"):
        weights = np.exp(logits)[order]
        before = np.cumsum(weights / weights.sum()) - weights / weights.sum()
    keep = before < p - 1e-12
    keep[0] = True
    return _keeping(logits, order[keep])


@mistake("What is kept is put back by keep[order], which sorts once more. Write to the places: kept[order] = keep.")
def top_p_filter_put_back_by_the_order(logits, p):
    top_p_filter(logits, p)
    logits = as_logits(logits)
    if p == 1:
        return logits
    order = np.argsort(-logits, kind="stable")
    sorted_probs = probabilities(logits)[order]
    keep = np.cumsum(sorted_probs) - sorted_probs < p - 1e-12
    keep[0] = True
    return np.where(keep[order], logits, -np.inf)


# Other right answers


@alternative
def top_p_filter_in_a_loop(logits, p):
    logits = _checked(logits, p)
    probs = probabilities(logits).tolist()
    kept, mass = [], 0.0
    for i in sorted(range(len(probs)), key=lambda i: (-logits[i], i)):
        if p < 1 and kept and mass >= p - 1e-12:
            break
        kept.append(i)
        mass += probs[i]
    return _keeping(logits, kept)


@alternative
def top_p_filter_with_searchsorted(logits, p):
    logits = _checked(logits, p)
    if p == 1:
        return logits.copy()
    order, probs = _sorted(logits)
    count = np.searchsorted(np.cumsum(probs), p - 1e-12, side="left") + 1
    return _keeping(logits, order[:count])


@alternative
def top_p_filter_by_rank(logits, p):
    logits = _checked(logits, p)
    order, probs = _sorted(logits)
    ranks = np.empty(len(order), dtype=int)
    ranks[order] = np.arange(len(order))
    before = np.concatenate([[0.0], np.cumsum(probs)[:-1]])
    keep = (before < p - 1e-12) | (np.arange(len(order)) == 0) | (p == 1)
    return np.where(keep[ranks], logits, -np.inf)
