"""8.8 `repetition_penalty`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, logits, mistakes_of, raises
from solutions.s08_sampling import repetition_penalty

# Criteria


@criterion(core=True)
def test_divides_positive_logits_and_multiplies_negative_ones(repetition_penalty, reference, rng):
    for x in logits(rng, [(6,), (9,), (40,)]):
        x[:2] = (abs(x[0]) + 1, -abs(x[1]) - 1)  # one of each sign
        seen, penalty = rng.permutation(np.append([0, 1], rng.integers(len(x), size=3))), float(rng.uniform(1.2, 3))
        expected = reference.repetition_penalty(x, seen, penalty)
        assert_close(repetition_penalty(x, seen, penalty), expected)


@criterion()
def test_counts_each_word_once(repetition_penalty):
    assert_close(repetition_penalty([8.0, 6.0, -1.0], [0, 2, 0, 2, 2, 0], 2.0), np.array([4.0, 6.0, -2.0]))


@criterion()
def test_of_nothing_said_or_a_penalty_of_one_changes_nothing(repetition_penalty, rng):
    (x,) = logits(rng, [(5,)])
    assert_close(repetition_penalty(x, [], 2.0), x)
    assert_close(repetition_penalty(x, np.array([], dtype=int), 2.0), x)
    assert_close(repetition_penalty(x, [0, 3, 4], 1), x)


@criterion()
def test_encourages_below_one(repetition_penalty):
    assert_close(repetition_penalty([3.0, -3.0], [0, 1], 0.5), np.array([6.0, -1.5]))


@criterion()
def test_leaves_zero_and_removed_words_as_they_are(repetition_penalty):
    assert_close(repetition_penalty([0.0, -math.inf, 2.0], [0, 1], 4.0), np.array([0.0, -math.inf, 2.0]))


@criterion()
def test_takes_ints_and_single_precision(repetition_penalty):
    assert_close(repetition_penalty([3, -3], [1, 0], 2), np.array([1.5, -6.0]))
    assert_close(repetition_penalty(np.array([3.0, 1.0], dtype=np.float32), [0], 2.0), np.array([1.5, 1.0]))


@criterion()
def test_refuses_bad_arguments(repetition_penalty):
    for penalty in (0, -1.5, math.nan, math.inf):
        with raises(ValueError):
            repetition_penalty([1.0, 2.0], [0], penalty)
    for seen in ([2], [0, 5], [-1], [0, -2], [0.5]):
        with raises(ValueError):
            repetition_penalty([1.0, 2.0], seen, 1.5)
    with raises(ValueError):
        repetition_penalty([[1.0, 2.0]], [0], 1.5)


@criterion()
def test_leaves_its_arguments_unchanged(repetition_penalty):
    assert_unchanged(repetition_penalty, np.array([3.0, -1.0]), np.array([1, 0, 1]), 2.0)


# Known mistakes

mistake = mistakes_of(repetition_penalty, example=([-2, 1, 0, 4], [0, 1, 1], 2.0))


repetition_penalty_dividing_all = mistake.change(
    "np.where(said > 0, said / penalty, said * penalty)",
    "said / penalty",
    "Negative logits are divided, too, which makes them *more* attractive. Multiply those.",
)
repetition_penalty_multiplying_all = mistake.change(
    "np.where(said > 0, said / penalty, said * penalty)",
    "said * penalty",
    "Positive logits are multiplied, too, which makes them more attractive. Divide those.",
)
repetition_penalty_turned_round = mistake.change(
    "said / penalty, said * penalty",
    "said * penalty, said / penalty",
    "Words that were said become more attractive. Divide positive logits and multiply negative ones.",
)
repetition_penalty_by_subtraction = mistake.change(
    "np.where(said > 0, said / penalty, said * penalty)",
    "said - penalty",
    "The penalty is subtracted. That is the presence penalty, another rule: here positive logits are divided and negative "
    "ones multiplied.",
)


@mistake(
    "A word is penalised once for each time it was said. Each id counts once: np.unique.",
    example=([8.0, 6.0], [0, 0], 2.0),
)
def repetition_penalty_each_time(logits, seen_ids, penalty):
    repetition_penalty(logits, seen_ids, penalty)
    for token in seen_ids:
        logits = repetition_penalty(logits, [token], penalty)
    return np.array(logits, dtype=float)


@mistake("All words are penalised, said or not.")
def repetition_penalty_of_all_words(logits, seen_ids, penalty):
    repetition_penalty(logits, seen_ids, penalty)
    return repetition_penalty(logits, range(len(logits)), penalty)


@mistake("The words that were *not* said are penalised.")
def repetition_penalty_of_the_others(logits, seen_ids, penalty):
    repetition_penalty(logits, seen_ids, penalty)
    return repetition_penalty(logits, [i for i in range(len(logits)) if i not in list(seen_ids)], penalty)


@mistake("Only the word that was said last is penalised. All of them are to be.", example=([-2, 1, 0, 4], [0, 1], 2.0))
def repetition_penalty_of_the_last(logits, seen_ids, penalty):
    repetition_penalty(logits, seen_ids, penalty)
    return repetition_penalty(logits, list(seen_ids)[-1:], penalty)


@mistake("Words that were said are removed. A penalty leaves them possible.")
def repetition_penalty_removing(logits, seen_ids, penalty):
    penalised = repetition_penalty(logits, seen_ids, penalty)
    if penalty != 1:
        penalised[np.asarray(seen_ids, dtype=int)] = -np.inf
    return penalised


@mistake("These are probabilities. The exercise asks for logits.")
def repetition_penalty_as_probabilities(logits, seen_ids, penalty):
    weights = np.exp(repetition_penalty(logits, seen_ids, penalty))
    return weights / weights.sum()


repetition_penalty_of_zero = mistake.change(
    "not 0 < penalty < math.inf", "not 0 <= penalty < math.inf",
    "A penalty of 0 divides by 0. Raise ValueError.", example=([1.0, 2.0], [0], 0.0),
)  # fmt: skip


@mistake("A negative penalty turns signs round. Raise ValueError.", example=([1.0, 2.0], [0], -1.0))
def repetition_penalty_of_negative_numbers(logits, seen_ids, penalty):
    if penalty < 0:
        return -repetition_penalty(-np.asarray(logits, dtype=float), seen_ids, -penalty)
    return repetition_penalty(logits, seen_ids, penalty)


@mistake(
    "nan as a penalty passes a check such as penalty <= 0, since every comparison with nan is False. Write it the other way "
    "round.",
    example=([1.0, 2.0], [0], math.nan),
)
def repetition_penalty_of_nan(logits, seen_ids, penalty):
    if math.isnan(penalty):
        return np.array(logits, dtype=float)
    return repetition_penalty(logits, seen_ids, penalty)


@mistake(
    "An id below 0 counts from the end in numpy, and another word is penalised. Raise ValueError.",
    example=([1.0, 2.0], [-1], 1.5),
)
def repetition_penalty_of_negative_ids(logits, seen_ids, penalty):
    size = len(logits)
    return repetition_penalty(logits, [i + size if -size <= i < 0 else i for i in seen_ids], penalty)


@mistake(
    "An id that is not in the vocabulary is passed over. It is a bug upstream: raise ValueError.",
    example=([1.0, 2.0], [2], 1.5),
)
def repetition_penalty_passing_over(logits, seen_ids, penalty):
    return repetition_penalty(logits, [i for i in seen_ids if i < len(logits)], penalty)


@mistake(
    "Nothing said is an error here: an empty list makes an array of floats, which is no index. Give it a dtype of int.",
    example=([3, -1], [], 1.5),
)
def repetition_penalty_of_nothing_said(logits, seen_ids, penalty):
    np.zeros(3)[np.unique(seen_ids) * 0]
    return repetition_penalty(logits, seen_ids, penalty)


@mistake(
    "The result is right, but the caller's logits are overwritten. Work on a copy.",
    example=(np.array([3.0, 1.0]), [0], 2.0),
)
def repetition_penalty_in_place(logits, seen_ids, penalty):
    penalised = repetition_penalty(logits, seen_ids, penalty)
    if isinstance(logits, np.ndarray) and logits.dtype == float:
        logits[...] = penalised
    return penalised


@mistake("Ids given as floats are cut off to ints. Raise ValueError.", example=([1.0, 2.0], [0.5], 1.5))
def repetition_penalty_of_cut_off_ids(logits, seen_ids, penalty):
    return repetition_penalty(logits, [int(i) for i in seen_ids], penalty)


OFTEN = ([-3.0, 2.0, -1.0, 5.0], [0, 3, 0, 2], 1.5)
WHERE = "np.where(said > 0, said / penalty, said * penalty)"

repetition_penalty_of_probabilities = mistake.change(
    WHERE,
    "said - math.log(penalty)",
    "The logarithm of the penalty is subtracted, which divides the probability. The rule is another one: divide positive "
    "logits, multiply negative ones.",
    example=OFTEN,
)
repetition_penalty_by_addition = mistake.change(
    WHERE,
    "said + penalty",
    "The penalty is added, and words that were said become more attractive. Divide positive logits, multiply negative ones.",
)
repetition_penalty_of_positive_logits = mistake.change(
    WHERE,
    "np.where(said > 0, said / penalty, said)",
    "Negative logits stay as they are. Multiply them.",
)
repetition_penalty_of_negative_logits = mistake.change(
    WHERE,
    "np.where(said > 0, said, said * penalty)",
    "Positive logits stay as they are. Divide them.",
)
repetition_penalty_down_to_negative_logits = mistake.change(
    WHERE,
    "-np.abs(said) * penalty",
    "Positive logits become negative ones. They are divided, and keep their sign.",
)
repetition_penalty_by_a_power = mistake.change(
    WHERE,
    "np.sign(said) * np.abs(said) ** (1 / penalty)",
    "The penalty is an exponent here. It divides positive logits and multiplies negative ones.",
)
repetition_penalty_from_one_up = mistake.change(
    "not 0 < penalty < math.inf",
    "not 1 <= penalty < math.inf",
    "A penalty below 1 is refused. It is allowed, and encourages repetition.",
    example=([3.0, -3.0, 1.0], [0, 1], 0.5),
)
repetition_penalty_of_infinity = mistake.change(
    "not 0 < penalty < math.inf",
    "not penalty > 0",
    "An infinite penalty is accepted. Raise ValueError.",
    example=([1.0, 2.0], [0], math.inf),
)


@mistake(
    "The logits become log-probabilities first. Then all are negative, and those of other words change, too: take them as "
    "they are.",
    example=OFTEN,
)
def repetition_penalty_of_log_probabilities(logits, seen_ids, penalty):
    repetition_penalty(logits, seen_ids, penalty)
    x = np.array(logits, dtype=float)
    x = x - x.max()
    return repetition_penalty(x - np.log(np.exp(x).sum()), seen_ids, penalty)


@mistake("The penalty is multiplied by how often a word was said. Each id counts once.", example=OFTEN)
def repetition_penalty_by_count(logits, seen_ids, penalty):
    penalised = repetition_penalty(logits, seen_ids, penalty)
    for token in {int(i) for i in seen_ids}:
        penalised[token] = repetition_penalty(logits, [token], penalty * list(seen_ids).count(token))[token]
    return penalised


@mistake("Only the word that was said first is penalised. All of them are to be.", example=([-2, 1, 0, 4], [3, 1], 2.0))
def repetition_penalty_of_the_first(logits, seen_ids, penalty):
    repetition_penalty(logits, seen_ids, penalty)
    return repetition_penalty(logits, list(seen_ids)[:1], penalty)


@mistake("Only words that were said twice are penalised. Once is enough.", example=OFTEN)
def repetition_penalty_of_repeated_words(logits, seen_ids, penalty):
    repetition_penalty(logits, seen_ids, penalty)
    return repetition_penalty(logits, [i for i in seen_ids if list(seen_ids).count(i) > 1], penalty)


@mistake(
    "The results are written into an array of ints, and cut off. Begin with np.array(logits, dtype=float).",
    example=([-3, 1, 7, 4], [0, 2], 1.5),
)
def repetition_penalty_in_whole_numbers(logits, seen_ids, penalty):
    penalised = repetition_penalty(logits, seen_ids, penalty)
    return np.trunc(penalised) if np.asarray(logits).dtype.kind in "iu" else penalised


@mistake("Only the penalised logits are returned. Return all V.", example=OFTEN)
def repetition_penalty_of_the_said_alone(logits, seen_ids, penalty):
    return repetition_penalty(logits, seen_ids, penalty)[np.unique(np.asarray(seen_ids, dtype=int))]


@mistake("The largest logit was taken off first, and all are negative then. Take them as they are.", example=OFTEN)
def repetition_penalty_shifted(logits, seen_ids, penalty):
    repetition_penalty(logits, seen_ids, penalty)
    x = np.array(logits, dtype=float)
    return repetition_penalty(x - x.max(), seen_ids, penalty)


# Other right answers


@alternative
def repetition_penalty_in_a_loop(logits, seen_ids, penalty):
    if np.ndim(logits) != 1:
        raise ValueError("logits")
    if not penalty > 0 or penalty == math.inf:
        raise ValueError("penalty")
    penalised = [float(x) for x in logits]
    for token in set(seen_ids):
        if token not in range(len(penalised)):
            raise ValueError("id")
        penalised[token] = penalised[token] / penalty if penalised[token] > 0 else penalised[token] * penalty
    return np.array(penalised)


@alternative
def repetition_penalty_with_a_mask(logits, seen_ids, penalty):
    if np.ndim(logits) != 1:
        raise ValueError("logits")
    x = np.asarray(logits, dtype=float)
    seen = np.isin(np.arange(len(x)), seen_ids)
    if not np.isfinite(penalty) or penalty <= 0 or len(set(np.asarray(seen_ids).tolist())) != seen.sum():
        raise ValueError("penalty or ids")
    return np.where(
        seen, np.minimum(x / penalty, x * penalty) if penalty >= 1 else np.maximum(x / penalty, x * penalty), x
    )
