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
