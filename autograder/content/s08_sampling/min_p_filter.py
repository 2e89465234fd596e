"""8.9 `min_p_filter`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from autograder.content.s08_sampling.shared import INF, UNDECODABLE, rows_of_logits
from solutions.s08_sampling import as_logits, min_p_filter, probabilities

# Criteria


@criterion(core=True)
def test_compares_with_the_best_word(min_p_filter, rng):
    for x in rows_of_logits(rng, (3, 6, 20)):
        gaps = np.sort(x.max() - x)
        for cut in rng.choice(len(x) - 1, size=2, replace=False).tolist():
            # In the middle between two words.
            border = (gaps[cut] + gaps[cut + 1]) / 2
            assert_close(min_p_filter(x, math.exp(-border)), np.where(x.max() - x < border, x, -INF))


@criterion()
def test_at_one_keeps_only_the_best(min_p_filter, rng):
    (x,) = rows_of_logits(rng, (5,))
    assert_close(min_p_filter(x, 1.0), np.where(x == x.max(), x, -INF))
    assert_close(min_p_filter([3.0, 1.0, 3.0], 1), np.array([3.0, -INF, 3.0]))


@criterion()
def test_at_zero_keeps_everything(min_p_filter):
    assert_close(min_p_filter([0.0, -900.0, -INF, 2.0], 0.0), np.array([0.0, -900.0, -INF, 2.0]))


@criterion()
def test_leaves_removed_words_removed_and_large_logits_finite(min_p_filter):
    assert_close(min_p_filter([-INF, 1001.0, 1000.0, 900.0], 0.1), np.array([-INF, 1001.0, 1000.0, -INF]))


@criterion()
def test_takes_ints_and_single_precision(min_p_filter):
    assert_close(min_p_filter([-1, -2, -8], 0.05), np.array([-1.0, -2.0, -INF]))
    assert_close(min_p_filter(np.array([0.5, 4.5, 4.0], dtype=np.float32), 0.5), np.array([-INF, 4.5, 4.0]))


@criterion()
def test_refuses_bad_arguments(min_p_filter):
    for min_p in (-0.1, 1.5, 2, math.nan):
        with raises(ValueError):
            min_p_filter([1.0, 2.0], min_p)
    for x in (*map(list, UNDECODABLE), [[1.0, 2.0], [2.0, 1.0]]):
        with raises(ValueError):
            min_p_filter(x, 0.1)


@criterion()
def test_leaves_its_argument_unchanged(min_p_filter, rng):
    (x,) = rows_of_logits(rng, (5,))
    assert_unchanged(min_p_filter, x, 0.3)


# Known mistakes

mistake = mistakes_of(min_p_filter, example=(np.log([0.3, 0.3, 0.2, 0.04, 0.16]), 0.05))


@mistake("Words are compared with min_p itself. The limit is min_p times the probability of the best word.")
def min_p_filter_absolute(logits, min_p):
    min_p_filter(logits, min_p)
    logits = as_logits(logits)
    return np.where(probabilities(logits) >= min_p, logits, -np.inf)


@mistake(
    "The ratio is taken of logits, which are no probabilities. Take exp of the difference.",
    example=([-1, -2, -8], 0.05),
)
def min_p_filter_on_logits(logits, min_p):
    min_p_filter(logits, min_p)
    logits = as_logits(logits)
    return np.where(logits >= min_p * logits.max(), logits, -np.inf)


@mistake("Words far below the best are kept, and the good ones removed.", example=([-1, -2, -8], 0.05))
def min_p_filter_turned_round(logits, min_p):
    min_p_filter(logits, min_p)
    logits = as_logits(logits)
    return np.where(np.exp(logits - logits.max()) <= min_p, logits, -np.inf)


min_p_filter_strict = mistake.change(
    ">= min_p * (1 - 1e-12)", "> min_p",
    "At the border words are lost: with min_p = 1 even the best one. Compare with >=.", example=([3.0, 1.0, 3.0], 1),
)  # fmt: skip
min_p_filter_with_zeros = mistake.change(
    "logits, -np.inf)", "logits, 0.0)",
    "Removed words get the logit 0, which is a word like any other. Removed is -inf.", example=([-1, -2, -8], 0.05),
)  # fmt: skip


@mistake("These are probabilities. A filter returns logits.", example=([-1, -2, -8], 0.05))
def min_p_filter_as_probabilities(logits, min_p):
    return probabilities(min_p_filter(logits, min_p))


@mistake(
    "The limit is min_p times the *mean* probability. It is min_p times the largest.",
    example=([4.0, 2.0, 1.0, 0.0], 0.2),
)
def min_p_filter_of_the_mean(logits, min_p):
    min_p_filter(logits, min_p)
    logits = as_logits(logits)
    probs = probabilities(logits)
    return np.where(probs >= min_p * probs[probs > 0].mean(), logits, -np.inf)


@mistake("The limit is 1 - min_p of the best. It is min_p of the best.", example=([-1, -2, -8], 0.05))
def min_p_filter_of_one_minus(logits, min_p):
    min_p_filter(logits, min_p)
    return min_p_filter(logits, 1 - min_p)


@mistake(
    "The exponentials overflow for large logits. Take the largest logit off first.",
    example=([1001.0, 1000.0, 900.0], 0.1),
)
def min_p_filter_overflowing(logits, min_p):
    min_p_filter(logits, min_p)
    logits = as_logits(logits)
    weights = np.exp(logits)
    return np.where(weights / weights.max() >= min_p, logits, -np.inf)


@mistake("The difference of logits is compared with min_p. Take exp of it.", example=([-1, -2, -8], 0.05))
def min_p_filter_by_difference(logits, min_p):
    min_p_filter(logits, min_p)
    logits = as_logits(logits)
    return np.where(logits.max() - logits <= min_p, logits, -np.inf)


@mistake("The kept logits stand in sorted order, on the ids of other words.", example=([1.0, 3.0, -8.0], 0.05))
def min_p_filter_sorted(logits, min_p):
    return -np.sort(-min_p_filter(logits, min_p))


@mistake("A min_p outside of [0, 1] is accepted. Raise ValueError.", example=([1.0, 2.0], 1.1))
def min_p_filter_of_any_share(logits, min_p):
    return min_p_filter(logits, min_p if math.isnan(min_p) else min(max(min_p, 0.0), 1.0))


@mistake(
    "nan as min_p passes a check such as min_p < 0 or min_p > 1, since every comparison with nan is False. Write it the "
    "other way round.",
    example=([1.0, 2.0], math.nan),
)
def min_p_filter_of_nan(logits, min_p):
    return min_p_filter(logits, 0.0 if math.isnan(min_p) else min_p)


@mistake(
    "Logits that cannot be decoded are handed on. as_logits raises ValueError for them.", example=([1.0, math.nan], 0.5)
)
def min_p_filter_unchecked(logits, min_p):
    try:
        return min_p_filter(logits, min_p)
    except ValueError:
        if 0 <= min_p <= 1:
            return np.array(logits, dtype=float)
        raise


@mistake("The result is right, but the caller's logits are overwritten.", example=(np.array([9.0, 1.0]), 0.5))
def min_p_filter_in_place(logits, min_p):
    filtered = min_p_filter(logits, min_p)
    if isinstance(logits, np.ndarray) and logits.dtype == float:
        logits[...] = filtered
    return filtered


SPREAD = ([0.5, 2.0, -1.0, 1.2, 1.95, 0.0, 1.03, -3.0, 0.92, 1.7], 0.1)
"""So many ratios to the best word that every other limit keeps other words."""

min_p_filter_with_a_large_number = mistake.change(
    "logits, -np.inf)",
    "logits, -1e9)",
    "Removed words get a very negative logit. Removed is -inf: -1e9 is a logit like any other.",
    example=SPREAD,
)
min_p_filter_with_nan = mistake.change(
    "logits, -np.inf)",
    "logits, np.nan)",
    "Removed words get nan, which no later step can compute with. Removed is -inf.",
    example=SPREAD,
)
min_p_filter_above_zero = mistake.change(
    "not 0 <= min_p <= 1",
    "not 0 < min_p <= 1",
    "min_p = 0 is refused. It is allowed, and keeps every word.",
    example=([2.0, -1.5, 1.0], 0.0),
)
min_p_filter_below_one = mistake.change(
    "not 0 <= min_p <= 1",
    "not 0 <= min_p < 1",
    "min_p = 1 is refused. It is allowed, and keeps the best words.",
    example=([2.0, -1.5, 1.0], 1.0),
)
min_p_filter_of_squares = mistake.change(
    "ratios >= min_p", "ratios**2 >= min_p", "The ratios are squared. Compare them as they are.", example=SPREAD
)
min_p_filter_of_roots = mistake.change(
    "ratios >= min_p",
    "np.sqrt(ratios) >= min_p",
    "The root of the ratios is taken. Compare them as they are.",
    example=SPREAD,
)
min_p_filter_as_a_percentage = mistake.change(
    "ratios >= min_p", "ratios >= 0.01 * min_p", "min_p is divided by 100. It is a share already.", example=SPREAD
)
min_p_filter_with_a_decimal_logarithm = mistake.change(
    "ratios = np.exp(logits - logits.max())",
    "ratios = 10.0 ** (logits - logits.max())",
    "The base is 10 instead of e. Logits belong to np.exp and the natural logarithm.",
    example=SPREAD,
)
min_p_filter_removing_the_best = mistake.change(
    "np.where(ratios >= min_p * (1 - 1e-12), logits, -np.inf)",
    "np.where((ratios >= min_p * (1 - 1e-12)) & (ratios < 1), logits, -np.inf)",
    "The best word itself is lost. Its ratio is 1, and it always stays.",
    example=SPREAD,
)


@mistake(
    "This is top-p: the smallest set of words that have a mass. Compare each word with the best one.", example=SPREAD
)
def min_p_filter_as_top_p(logits, min_p):
    min_p_filter(logits, min_p)
    logits = as_logits(logits)
    order = np.argsort(-logits, kind="stable")
    probs = probabilities(logits)[order]
    keep = np.cumsum(probs) - probs < min_p - 1e-12
    keep[0] = True
    kept = np.full_like(logits, -np.inf)
    kept[order[keep]] = logits[order[keep]]
    return kept


@mistake(
    "The limit is min_p times the *second* best probability. It is min_p times the largest.",
    example=([2.0, 0.0, -0.5, -3.0], 0.15),
)
def min_p_filter_of_the_second(logits, min_p):
    min_p_filter(logits, min_p)
    logits = as_logits(logits)
    probs = probabilities(logits)
    return np.where(probs >= min_p * np.sort(probs)[-min(2, len(probs))], logits, -np.inf)


@mistake(
    "Words with a probability of at least best - min_p are kept. min_p multiplies that of the best.", example=SPREAD
)
def min_p_filter_by_a_difference_of_probabilities(logits, min_p):
    min_p_filter(logits, min_p)
    logits = as_logits(logits)
    probs = probabilities(logits)
    return np.where(probs >= probs.max() - min_p, logits, -np.inf)


@mistake("Only the kept logits are returned, and their ids are lost. Return a row of V.", example=SPREAD)
def min_p_filter_only_the_kept(logits, min_p):
    filtered = min_p_filter(logits, min_p)
    return filtered[filtered > -np.inf]


@mistake("This says which words are kept. The exercise asks for their logits, -inf for the others.", example=SPREAD)
def min_p_filter_as_a_mask(logits, min_p):
    return min_p_filter(logits, min_p) > -np.inf


@mistake("These are log-probabilities of the kept words. A filter leaves their logits as they are.", example=SPREAD)
def min_p_filter_as_log_probabilities(logits, min_p):
    with np.errstate(divide="ignore"):
        return np.log(probabilities(min_p_filter(logits, min_p)))


@mistake("The kept logits are moved so that the best is 0. A filter leaves them as they are.", example=SPREAD)
def min_p_filter_shifted(logits, min_p):
    filtered = min_p_filter(logits, min_p)
    return filtered - filtered.max()


# Other right answers


@alternative
def min_p_filter_in_logs(logits, min_p):
    if np.ndim(logits) != 1:
        raise ValueError("logits")
    logits = as_logits(logits)
    if not 0 <= min_p <= 1:
        raise ValueError("min_p")
    if min_p == 0:
        return logits
    return np.where(logits >= logits.max() + math.log(min_p) - 1e-12, logits, -np.inf)


@alternative
def min_p_filter_in_a_loop(logits, min_p):
    if np.ndim(logits) != 1:
        raise ValueError("logits")
    logits = as_logits(logits)
    if math.isnan(min_p) or min_p < 0 or min_p > 1:
        raise ValueError("min_p")
    probs = probabilities(logits).tolist()
    limit = min_p * max(probs) * (1 - 1e-12)
    return np.array([x if p >= limit else -math.inf for x, p in zip(logits.tolist(), probs, strict=True)])
