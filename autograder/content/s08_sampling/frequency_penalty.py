"""8.10 `frequency_penalty`: criteria, known mistakes, other right answers."""

import collections
import math

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, logits, mistakes_of, raises
from solutions.s08_sampling import frequency_penalty

# Criteria


@criterion(core=True)
def test_subtracts_alpha_for_each_time(frequency_penalty, reference, rng):
    for x in logits(rng, [(4,), (9,), (40,)]):
        seen, alpha = rng.integers(len(x) - 1, size=12), float(rng.uniform(0.2, 2))
        expected = reference.frequency_penalty(x, seen, alpha)
        assert_close(frequency_penalty(x, seen, alpha), expected)


@criterion()
def test_of_nothing_said_or_an_alpha_of_zero_changes_nothing(frequency_penalty, rng):
    (x,) = logits(rng, [(5,)])
    assert_close(frequency_penalty(x, [], 0.5), x)
    assert_close(frequency_penalty(x, [1, 1, 4], 0), x)


@criterion()
def test_encourages_with_a_negative_alpha(frequency_penalty):
    assert_close(frequency_penalty([1.0, -1.0], [1, 1, 0], -0.25), np.array([1.25, -0.5]))


@criterion()
def test_leaves_removed_words_removed(frequency_penalty):
    assert_close(frequency_penalty([-math.inf, 2.0, -math.inf], [0, 1], 1.0), np.array([-math.inf, 1.0, -math.inf]))


@criterion()
def test_takes_ints_and_single_precision(frequency_penalty):
    assert_close(frequency_penalty([3, -3], [1, 0, 1], 0.5), np.array([2.5, -4.0]))
    assert_close(frequency_penalty(np.array([3.0, 1.0], dtype=np.float32), [0], 0.5), np.array([2.5, 1.0]))


@criterion()
def test_refuses_bad_arguments(frequency_penalty):
    for alpha in (math.nan, math.inf, -math.inf):
        with raises(ValueError):
            frequency_penalty([1.0, 2.0], [0], alpha)
    for seen in ([2], [0, 5], [-1], [0, -2], [0.5]):
        with raises(ValueError):
            frequency_penalty([1.0, 2.0], seen, 0.5)
    with raises(ValueError):
        frequency_penalty([[1.0, 2.0]], [0], 0.5)


@criterion()
def test_leaves_its_arguments_unchanged(frequency_penalty):
    assert_unchanged(frequency_penalty, np.array([3.0, -1.0]), np.array([1, 0, 1]), 2.0)


# Known mistakes

mistake = mistakes_of(frequency_penalty, example=([1, 1, 1], [0, 0, 1], 0.5))


@mistake(
    "A word is penalised once, however often it was said, as `logits[seen] -= alpha` does. That is the presence penalty: count."
)
def frequency_penalty_by_presence(logits, seen_ids, alpha):
    return frequency_penalty(logits, np.unique(np.asarray(seen_ids, dtype=int)), alpha)


frequency_penalty_added = mistake.change(
    "return logits - alpha", "return logits + alpha", "The counts are added, and repetition is encouraged. Subtract."
)


@mistake("The counts end with the largest id that was said, and have another length than the logits. Use minlength.")
def frequency_penalty_without_minlength(logits, seen_ids, alpha):
    frequency_penalty(logits, seen_ids, alpha)
    return np.array(logits, dtype=float) - alpha * np.bincount(np.asarray(seen_ids, dtype=int))


@mistake("The counts are divided by the number of words. The plain count is wanted.")
def frequency_penalty_of_shares(logits, seen_ids, alpha):
    penalised = frequency_penalty(logits, seen_ids, alpha)
    return frequency_penalty(logits, seen_ids, alpha / len(seen_ids)) if np.size(seen_ids) else penalised


@mistake("The logits are divided by the penalty. That is another rule: subtract alpha times the count.")
def frequency_penalty_by_division(logits, seen_ids, alpha):
    frequency_penalty(logits, seen_ids, alpha)
    counts = np.bincount(np.asarray(seen_ids, dtype=int), minlength=len(logits))
    return np.array(logits, dtype=float) / (1 + alpha * counts)


@mistake("alpha is ignored.")
def frequency_penalty_without_alpha(logits, seen_ids, alpha):
    frequency_penalty(logits, seen_ids, alpha)
    return frequency_penalty(logits, seen_ids, 1.0)


@mistake("alpha is raised to the power of the count. The count multiplies.")
def frequency_penalty_as_a_power(logits, seen_ids, alpha):
    frequency_penalty(logits, seen_ids, alpha)
    counts = np.bincount(np.asarray(seen_ids, dtype=int), minlength=len(logits))
    return np.array(logits, dtype=float) - np.where(counts > 0, alpha**counts, 0.0)


@mistake("Words that were said are removed. A penalty leaves them possible.")
def frequency_penalty_removing(logits, seen_ids, alpha):
    penalised = frequency_penalty(logits, seen_ids, alpha)
    if alpha != 0:
        penalised[np.asarray(seen_ids, dtype=int)] = -np.inf
    return penalised


@mistake("The same number is subtracted from all words, which changes no probability. Count each word by itself.")
def frequency_penalty_of_the_length(logits, seen_ids, alpha):
    frequency_penalty(logits, seen_ids, alpha)
    return np.array(logits, dtype=float) - alpha * np.size(seen_ids)


@mistake("These are probabilities. The exercise asks for logits.")
def frequency_penalty_as_probabilities(logits, seen_ids, alpha):
    weights = np.exp(frequency_penalty(logits, seen_ids, alpha))
    return weights / weights.sum()


@mistake(
    "An id below 0 counts from the end in numpy, and another word is penalised. Raise ValueError.",
    example=([1.0, 2.0], [-1], 0.5),
)
def frequency_penalty_of_negative_ids(logits, seen_ids, alpha):
    size = len(logits)
    return frequency_penalty(logits, [i + size if -size <= i < 0 else i for i in seen_ids], alpha)


@mistake(
    "An id that is not in the vocabulary is passed over. It is a bug upstream: raise ValueError.",
    example=([1.0, 2.0], [2], 0.5),
)
def frequency_penalty_passing_over(logits, seen_ids, alpha):
    return frequency_penalty(logits, [i for i in seen_ids if i < len(logits)], alpha)


@mistake("nan or infinity as alpha is accepted. Raise ValueError.", example=([1.0, 2.0], [0], math.nan))
def frequency_penalty_of_nan(logits, seen_ids, alpha):
    return frequency_penalty(logits, seen_ids, alpha if math.isfinite(alpha) else 0.0)


@mistake("The result is right, but the caller's logits are overwritten.", example=(np.array([3.0, 1.0]), [0], 2.0))
def frequency_penalty_in_place(logits, seen_ids, alpha):
    penalised = frequency_penalty(logits, seen_ids, alpha)
    if isinstance(logits, np.ndarray) and logits.dtype == float:
        logits[...] = penalised
    return penalised


@mistake("Ids given as floats are cut off to ints. Raise ValueError.", example=([1.0, 2.0], [0.5], 0.5))
def frequency_penalty_of_cut_off_ids(logits, seen_ids, alpha):
    return frequency_penalty(logits, [int(i) for i in seen_ids], alpha)


OFTEN = ([2.0, -1.0, 0.5, 3.0], [0, 3, 0, 2, 0], 0.4)
COUNTS = "alpha * np.bincount(seen, minlength=len(logits))"

frequency_penalty_of_squared_counts = mistake.change(
    COUNTS,
    "alpha * np.bincount(seen, minlength=len(logits)) ** 2",
    "The counts are squared. Each time costs alpha, the second like the first.",
    example=OFTEN,
)
frequency_penalty_of_logarithms = mistake.change(
    COUNTS,
    "alpha * np.log1p(np.bincount(seen, minlength=len(logits)))",
    "The logarithm of the counts is taken. The plain count is wanted.",
    example=OFTEN,
)
frequency_penalty_after_the_first_time = mistake.change(
    COUNTS,
    "alpha * np.maximum(np.bincount(seen, minlength=len(logits)) - 1, 0)",
    "The first time costs nothing here. Every time that a word was said counts.",
    example=OFTEN,
)
frequency_penalty_from_one = mistake.change(
    COUNTS,
    "alpha * (np.bincount(seen, minlength=len(logits)) + 1)",
    "Every count is one too large, and words that were never said are penalised. Count from 0.",
    example=OFTEN,
)
frequency_penalty_both = mistake.change(
    COUNTS,
    "alpha * (np.bincount(seen, minlength=len(logits)) + (np.bincount(seen, minlength=len(logits)) > 0))",
    "A presence penalty is subtracted as well. Subtract alpha for each time, and nothing more.",
    example=OFTEN,
)
frequency_penalty_relative_to_the_largest = mistake.change(
    COUNTS,
    "alpha * np.bincount(seen, minlength=len(logits)) / max(np.bincount(seen, minlength=1).max(), 1)",
    "The counts are divided by the largest. The plain count is wanted.",
    example=OFTEN,
)
frequency_penalty_for_each_word = mistake.change(
    COUNTS,
    "alpha * np.bincount(seen, minlength=len(logits)) / len(logits)",
    "The counts are divided by the size of the vocabulary. The plain count is wanted.",
    example=OFTEN,
)
frequency_penalty_of_a_share_of_the_logit = mistake.change(
    "logits - " + COUNTS,
    "logits * (1 - alpha * np.bincount(seen, minlength=len(logits)))",
    "A share of the logit is taken off, which favours words with negative logits. Subtract alpha itself.",
    example=OFTEN,
)
frequency_penalty_divided_by_alpha = mistake.change(
    COUNTS,
    "np.bincount(seen, minlength=len(logits)) / (alpha or 1.0)",
    "The counts are divided by alpha. Multiply.",
    example=OFTEN,
)
frequency_penalty_of_a_size = mistake.change(
    COUNTS,
    "abs(alpha) * np.bincount(seen, minlength=len(logits))",
    "The sign of alpha is lost. A negative alpha encourages repetition.",
    example=([1.0, -1.0, 2.0], [1, 1, 0], -0.25),
)
frequency_penalty_down_to_zero = mistake.change(
    "return logits - " + COUNTS,
    "return np.maximum(logits - " + COUNTS + ", 0)",
    "Logits are not let below 0. They may be negative: leave them.",
    example=OFTEN,
)
frequency_penalty_refusing_negative_numbers = mistake.change(
    "not math.isfinite(alpha)",
    "not 0 <= alpha < math.inf",
    "A negative alpha is refused. It is allowed, and encourages repetition.",
    example=([1.0, -1.0, 2.0], [1, 1, 0], -0.25),
)


@mistake("Only the word that was said last is penalised. Count all of them.", example=OFTEN)
def frequency_penalty_of_the_last(logits, seen_ids, alpha):
    frequency_penalty(logits, seen_ids, alpha)
    return frequency_penalty(logits, list(seen_ids)[-1:], alpha)


@mistake(
    "The rule is that of repetition_penalty: positive logits divided, negative ones multiplied. Subtract alpha times the "
    "count.",
    example=OFTEN,
)
def frequency_penalty_as_a_repetition_penalty(logits, seen_ids, alpha):
    penalised = frequency_penalty(logits, seen_ids, alpha)
    if not alpha > 0:
        return penalised
    x, seen = np.array(logits, dtype=float), np.unique(np.asarray(seen_ids, dtype=int))
    x[seen] = np.where(x[seen] > 0, x[seen] / alpha, x[seen] * alpha)
    return x


@mistake("These are the counts, or alpha times them. Subtract them from the logits.", example=OFTEN)
def frequency_penalty_alone(logits, seen_ids, alpha):
    frequency_penalty(logits, seen_ids, alpha)
    return alpha * np.bincount(np.asarray(seen_ids, dtype=int), minlength=len(logits))


@mistake(
    "The results are written into an array of ints, and cut off. Begin with np.array(logits, dtype=float).",
    example=([3, 1, -2], [0, 0, 2], 0.4),
)
def frequency_penalty_in_whole_numbers(logits, seen_ids, alpha):
    penalised = frequency_penalty(logits, seen_ids, alpha)
    return np.trunc(penalised) if np.asarray(logits).dtype.kind in "iu" else penalised


@mistake("The words that were *not* said are penalised. Subtract for those that were.", example=OFTEN)
def frequency_penalty_of_the_others(logits, seen_ids, alpha):
    frequency_penalty(logits, seen_ids, alpha)
    return frequency_penalty(logits, [i for i in range(len(logits)) if i not in list(seen_ids)], alpha)


# Other right answers


@alternative
def frequency_penalty_in_a_loop(logits, seen_ids, alpha):
    if np.ndim(logits) != 1:
        raise ValueError("logits")
    if not math.isfinite(alpha):
        raise ValueError("alpha")
    counts = collections.Counter(seen_ids)
    if any(i not in range(len(logits)) for i in counts):
        raise ValueError("id")
    return np.array([float(x) - alpha * counts[i] for i, x in enumerate(logits)])


@alternative
def frequency_penalty_with_subtract_at(logits, seen_ids, alpha):
    if np.ndim(logits) != 1:
        raise ValueError("logits")
    penalised = np.array(logits, dtype=float)
    seen = np.array(seen_ids, dtype=np.int64)
    if (
        not np.array_equal(seen, seen_ids)
        or not np.isfinite(alpha)
        or (seen.size and (seen.min() < 0 or seen.max() >= penalised.size))
    ):
        raise ValueError("alpha or ids")
    np.subtract.at(penalised, seen, alpha)
    return penalised
