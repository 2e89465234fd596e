"""12.10 `masked_lm_loss`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from autograder.content.s12_language_model.shared import log_softmax
from solutions.s12_language_model import cross_entropy_loss, masked_lm_loss

# Criteria


@criterion(core=True)
def test_is_the_mean_over_the_targets_that_count(masked_lm_loss, reference, rng):
    for size, vocab_size in ((6, 4), (9, 130), (3, 7)):
        logits, targets = rng.normal(0, 2, size=(size, vocab_size)), rng.integers(0, vocab_size, size=size)
        targets[rng.choice(size, size=size // 2, replace=False)] = -100
        expected = reference.masked_lm_loss(logits, targets)
        assert_close(masked_lm_loss(logits, targets), expected)
        assert_close(masked_lm_loss(logits.tolist(), targets.tolist()), expected)


@criterion()
def test_without_marks_is_the_loss(masked_lm_loss, rng):
    logits, targets = rng.normal(size=(4, 5)), [3, 0, 4, 4]
    assert_close(masked_lm_loss(logits, targets), float(-log_softmax(logits)[np.arange(4), targets].mean()))


@criterion()
def test_takes_another_mark(masked_lm_loss, rng):
    logits = rng.normal(size=(4, 5))
    rows = log_softmax(logits)
    assert_close(masked_lm_loss(logits, [3, 0, 0, 2], 0), float(-(rows[0, 3] + rows[3, 2]) / 2))
    assert_close(masked_lm_loss(logits, [3, -1, 4, -1], ignore=-1), float(-(rows[0, 3] + rows[2, 4]) / 2))


@criterion()
def test_does_not_mind_the_rows_that_do_not_count(masked_lm_loss):
    logits = np.zeros((3, 4))
    logits[1] = (900.0, -900.0, 0.0, 3.0)
    assert_close(masked_lm_loss(logits, [1, -100, 2]), math.log(4))


@criterion()
def test_of_huge_logits(masked_lm_loss):
    assert_close(masked_lm_loss([[1000.0, 0.0], [0.0, 0.0]], [1, -100]), 1000.0)


@criterion()
def test_refuses_a_batch_in_which_nothing_counts(masked_lm_loss):
    for size in (2, 0):
        with raises(ValueError):
            masked_lm_loss(np.zeros((size, 3)), [-100] * size)


@criterion()
def test_refuses_targets_that_do_not_fit(masked_lm_loss):
    for targets, ignore in (([1], -100), ([1, 2, 0], -100), ([1, 3], -100), ([1, -1], -100), ([-100, 0], -1)):
        with raises(ValueError):
            masked_lm_loss(np.zeros((2, 3)), targets, ignore)


@criterion()
def test_takes_single_precision_and_leaves_its_arguments_unchanged(masked_lm_loss, rng):
    assert_close(masked_lm_loss(np.zeros((2, 4), dtype=np.float32), [3, -100]), math.log(4), rtol=1e-6)
    assert_unchanged(masked_lm_loss, rng.normal(size=(3, 4)), np.array([1, -100, 3]))


# Known mistakes

LOGITS = ((0.0, 1.0, 2.0), (3.0, 0.5, 0.0), (0.0, 4.0, 1.0))
LOSS = "return cross_entropy_loss(logits[counted], targets[counted])"

mistake = mistakes_of(masked_lm_loss, example=(LOGITS, [1, -100, 2]))

masked_lm_loss_over_all_rows = mistake.change(
    LOSS,
    f"{LOSS} * counted.mean()",
    "The sum is divided by the number of all rows. Divide by the number of those that count.",
)
masked_lm_loss_summed = mistake.change(
    LOSS, f"{LOSS} * counted.sum()", "This is the sum. The mean over the rows that count is wanted."
)
masked_lm_loss_with_a_fixed_mark = mistake.change(
    "targets != ignore", "targets != -100", "The mark is always -100 here. Use ignore.", example=(LOGITS, [1, 0, 2], 0)
)
masked_lm_loss_of_positive_targets = mistake.change(
    "targets != ignore",
    "(targets != ignore) & (targets >= 0)",
    "All negative targets are left out. Only those equal to ignore are; others are refused.",
    example=(LOGITS, [1, -1, 2]),
)
masked_lm_loss_in_bits = mistake.change(LOSS, f"{LOSS} / math.log(2)", "The loss is in bits. Nats are wanted.")
masked_lm_loss_without_the_minus = mistake.change(
    LOSS, LOSS.replace("return", "return 0.0 -"), "The sign is wrong: the loss is minus the mean log-probability."
)
masked_lm_loss_as_perplexity = mistake.change(
    LOSS,
    "return math.exp(min(cross_entropy_loss(logits[counted], targets[counted]), 700.0))",
    "This is the perplexity. The loss is its logarithm.",
)
masked_lm_loss_shifted = mistake.change(
    LOSS,
    "loss = cross_entropy_loss(logits[counted], targets[counted])\n"
    "    return loss if len(targets) < 2 or not counted[1:].any() else masked_lm_loss(logits[:-1], targets[1:], ignore)",
    "Rows and targets are shifted by one. Here the target of each row stands beside it.",
)


@mistake(
    "The marked rows are counted and the others left out. It is the other way round.", example=(LOGITS, [1, 0, 2], 0)
)
def masked_lm_loss_of_the_marked(logits, targets, ignore=-100):
    loss = masked_lm_loss(logits, targets, ignore)
    logits, targets = np.asarray(logits, dtype=float), np.asarray(targets)
    marked = targets == ignore
    if not marked.any() or not 0 <= ignore < logits.shape[1]:
        return loss
    return cross_entropy_loss(logits[marked], targets[marked])


@mistake("The logits of marked rows are set to 0, and each costs ln V. Leave the rows out.")
def masked_lm_loss_with_zeroed_rows(logits, targets, ignore=-100):
    masked_lm_loss(logits, targets, ignore)
    logits, targets = np.array(logits, dtype=float), np.array(targets)
    logits[targets == ignore] = 0.0
    return cross_entropy_loss(logits, np.where(targets == ignore, 0, targets))


@mistake(
    "Marked rows count, with the token that the index -100 picks from the end. Leave them out.",
    example=(np.eye(2, 150, 49), [7, -100]),
)
def masked_lm_loss_from_the_end(logits, targets, ignore=-100):
    loss = masked_lm_loss(logits, targets, ignore)
    logits, targets = np.asarray(logits, dtype=float), np.asarray(targets)
    size = logits.shape[1]
    return (
        cross_entropy_loss(logits, np.where(targets < 0, targets + size, targets)) if targets.min() >= -size else loss
    )


@mistake("Marked rows count as token 0. Leave them out.")
def masked_lm_loss_as_the_first_token(logits, targets, ignore=-100):
    masked_lm_loss(logits, targets, ignore)
    targets = np.asarray(targets)
    return cross_entropy_loss(logits, np.where(targets == ignore, 0, targets))


@mistake("If nothing counts the loss is 0 here. Raise ValueError.", example=(LOGITS, [-100, -100, -100]))
def masked_lm_loss_of_nothing(logits, targets, ignore=-100):
    if len(targets) == len(logits) and np.all(np.asarray(targets) == ignore):
        return 0.0
    return masked_lm_loss(logits, targets, ignore)


@mistake("If nothing counts the loss is nan here, 0 / 0. Raise ValueError.", example=(LOGITS, [-100, -100, -100]))
def masked_lm_loss_of_nothing_as_nan(logits, targets, ignore=-100):
    if len(targets) == len(logits) and np.all(np.asarray(targets) == ignore):
        return math.nan
    return masked_lm_loss(logits, targets, ignore)


@mistake("Targets beyond the vocabulary end in an IndexError. Raise ValueError.", example=(LOGITS, [1, 3, 2]))
def masked_lm_loss_with_an_index_error(logits, targets, ignore=-100):
    targets = np.asarray(targets)
    if targets.shape == np.shape(logits)[:1] and np.any((targets != ignore) & (targets >= np.shape(logits)[1])):
        raise IndexError("index out of bounds")
    return masked_lm_loss(logits, targets, ignore)


@mistake("Probabilities are put through a second softmax. Use the logits.")
def masked_lm_loss_with_two_softmaxes(logits, targets, ignore=-100):
    masked_lm_loss(logits, targets, ignore)
    return masked_lm_loss(np.exp(log_softmax(np.asarray(logits, dtype=float))), targets, ignore)


@mistake("The result is right, but the caller's targets were overwritten.", example=(LOGITS, np.array([1, -100, 2])))
def masked_lm_loss_in_place(logits, targets, ignore=-100):
    loss = masked_lm_loss(logits, targets, ignore)
    if isinstance(targets, np.ndarray):
        targets[targets == ignore] = 0
    return loss


BATCH = ((0.5, 1.0, 2.0, -1.0), (3.0, 0.5, 0.0, 1.0), (0.2, 4.0, 1.0, 0.7), (2.0, 0.0, 1.5, -2.0), (0.1, 0.6, 1.2, 3.0))

other = mistakes_of(masked_lm_loss, example=(BATCH, [1, 0, -100, 2, -100]))

masked_lm_loss_without_the_id_zero = other.change(
    "targets != ignore",
    "(targets != ignore) & (targets != 0)",
    "The target 0 is left out, too: 0 counts as false. Leave out only those equal to ignore.",
)
masked_lm_loss_up_to_the_first_mark = other.change(
    "counted = targets != ignore",
    "counted = np.cumsum(targets == ignore) == 0",
    "Everything after the first mark is left out: the loop ends there. Go on with the next row: continue, not break.",
)
masked_lm_loss_above_the_mark = other.change(
    "targets != ignore",
    "targets > ignore",
    "All targets up to ignore are left out. Only those equal to it are.",
    example=(BATCH, [1, 2, 0, 2, 3], 2),
)
masked_lm_loss_with_the_first_rows = other.change(
    "logits[counted]",
    "logits[: counted.sum()]",
    "The marked targets are left out, but not their rows, and the others shift. Leave out both.",
)
masked_lm_loss_over_the_words = other.change(
    LOSS,
    f"{LOSS} * counted.sum() / logits.shape[1]",
    "The sum is divided by V. Divide by the number of rows that count.",
)
masked_lm_loss_of_base_ten = other.change(
    LOSS, f"{LOSS} / math.log(10)", "The logarithm is that of base 10. Nats are wanted: the natural one."
)
masked_lm_loss_as_a_probability = other.change(
    LOSS,
    LOSS.replace("return ", "return math.exp(-") + ")",
    "This is the probability of a target, as a geometric mean. The loss is minus its logarithm.",
)
masked_lm_loss_with_one_more = other.change(
    LOSS,
    f"{LOSS} * counted.sum() / (counted.sum() + 1)",
    "The sum is divided by one more than the number of rows that count. Divide by that number.",
)
masked_lm_loss_over_the_marks = other.change(
    LOSS,
    f"{LOSS} * counted.sum() / max((~counted).sum(), 1)",
    "The sum is divided by the number of rows that do not count. Divide by the number of the others.",
)
masked_lm_loss_with_two_marks = other.change(
    "targets != ignore",
    "(targets != ignore) & (targets != -100)",
    "-100 is left out besides ignore. With another mark it is no id: raise ValueError.",
    example=(BATCH, [1, -100, 0, 2, -1], -1),
)


def _picked(table, targets, ignore):
    """The entries of the targets that count."""
    targets = np.asarray(targets)
    rows = np.flatnonzero(targets != ignore)
    return table[rows, targets[rows]]


@other("Logits are averaged as if they were log-probabilities. Take log-softmax of each row first.")
def masked_lm_loss_of_logits(logits, targets, ignore=-100):
    masked_lm_loss(logits, targets, ignore)
    return float(0.0 - _picked(np.asarray(logits, dtype=float), targets, ignore).mean())


@other("The softmax runs down the columns. It runs over the words of each row: axis=-1.")
def masked_lm_loss_down_the_columns(logits, targets, ignore=-100):
    masked_lm_loss(logits, targets, ignore)
    return float(0.0 - _picked(log_softmax(np.asarray(logits, dtype=float).T).T, targets, ignore).mean())


@other("The probabilities are averaged first: this is the logarithm of their mean. Average the logarithms.")
def masked_lm_loss_of_the_mean_probability(logits, targets, ignore=-100):
    masked_lm_loss(logits, targets, ignore)
    probs = _picked(np.exp(log_softmax(np.asarray(logits, dtype=float))), targets, ignore)
    return float(0.0 - np.log(max(probs.mean(), 1e-300)))


@other("These are probabilities without a logarithm, with a minus. Average minus the logarithms.")
def masked_lm_loss_of_probabilities(logits, targets, ignore=-100):
    masked_lm_loss(logits, targets, ignore)
    return float(0.0 - _picked(np.exp(log_softmax(np.asarray(logits, dtype=float))), targets, ignore).mean())


@other("A loss for each row that counts is returned. Their mean is wanted.")
def masked_lm_loss_of_each_row(logits, targets, ignore=-100):
    masked_lm_loss(logits, targets, ignore)
    return 0.0 - _picked(log_softmax(np.asarray(logits, dtype=float)), targets, ignore)


@other("Only the first row that counts is looked at: the loop returns too early. Take the mean over all of them.")
def masked_lm_loss_of_the_first_row(logits, targets, ignore=-100):
    masked_lm_loss(logits, targets, ignore)
    return float(0.0 - _picked(log_softmax(np.asarray(logits, dtype=float)), targets, ignore)[0])


@other("Only the last row that counts is looked at: what came before is overwritten. Take the mean over all of them.")
def masked_lm_loss_of_the_last_row(logits, targets, ignore=-100):
    masked_lm_loss(logits, targets, ignore)
    return float(0.0 - _picked(log_softmax(np.asarray(logits, dtype=float)), targets, ignore)[-1])


@mistake(
    "The softmax overflows with large logits. Subtract the largest logit of each row first.",
    example=([[1000.0, 0.0], [0.0, 0.0]], [1, -100]),
)
def masked_lm_loss_that_overflows(logits, targets, ignore=-100):
    masked_lm_loss(logits, targets, ignore)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        odds = np.exp(np.asarray(logits, dtype=float))
        probs = odds / odds.sum(axis=1, keepdims=True)
        return float(0.0 - np.log(_picked(probs, targets, ignore)).mean())


@mistake(
    "1e-12 is added within the logarithm, so that no loss is above 28. Subtract the largest logit, and add nothing.",
    example=([[1000.0, 0.0], [0.0, 0.0]], [1, -100]),
)
def masked_lm_loss_with_a_small_number(logits, targets, ignore=-100):
    masked_lm_loss(logits, targets, ignore)
    probs = _picked(np.exp(log_softmax(np.asarray(logits, dtype=float))), targets, ignore)
    return float(0.0 - np.log(probs + 1e-12).mean())


@mistake(
    "Rows and targets are cut to the shorter, as zip does. Raise ValueError unless there is one for each.",
    example=(LOGITS, [1, 2]),
)
def masked_lm_loss_cut_to_fit(logits, targets, ignore=-100):
    size = min(len(logits), len(targets))
    return masked_lm_loss(logits[:size], targets[:size], ignore)


@mistake(
    "A negative target that is not ignore picks a word from the end. Raise ValueError.",
    example=(LOGITS, [1, -2, 2]),
)
def masked_lm_loss_of_negative_targets(logits, targets, ignore=-100):
    targets, size = np.asarray(targets).astype(int), np.shape(logits)[1]
    negative = (targets < 0) & (targets >= -size) & (targets != ignore)
    return masked_lm_loss(logits, np.where(negative, targets + size, targets), ignore)


# Other right answers


@alternative
def masked_lm_loss_in_a_loop(logits, targets, ignore=-100):
    if len(logits) != len(targets):
        raise ValueError("lengths")
    losses = []
    for row, target in zip(np.array(logits, dtype=float), np.asarray(targets).tolist(), strict=True):
        if target == ignore:
            continue
        if not 0 <= target < len(row):
            raise ValueError("target")
        losses.append(float(row.max()) + math.log(np.exp(row - row.max()).sum()) - float(row[target]))
    if not losses:
        raise ValueError("nothing counts")
    return sum(losses) / len(losses)


@alternative
def masked_lm_loss_with_weights(logits, targets, ignore=-100):
    logits, targets = np.array(logits, dtype=float), np.array(targets, dtype=int)
    keep = targets != ignore
    if len(logits) != len(targets) or not keep.any():
        raise ValueError("lengths, or nothing counts")
    if np.any(keep & ((targets < 0) | (targets >= logits.shape[1]))):
        raise ValueError("target")
    losses = -log_softmax(logits)[np.arange(len(targets)), np.where(keep, targets, 0)]
    return float(np.average(np.where(keep, losses, 0.0), weights=keep))
