"""4.8 `cross_entropy_loss`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import special

from autograder.content import (
    alternative,
    assert_close,
    assert_same,
    assert_unchanged,
    criterion,
    logits,
    mistakes_of,
    raises,
)
from solutions.s04_information_theory import cross_entropy_loss, log_softmax

# Criteria


@criterion(core=True)
def test_is_the_mean_surprise_of_the_targets(cross_entropy_loss, reference, rng):
    for x in logits(rng, [(4, 6), (7, 3), (1, 5), (32, 50), (3, 2)]):
        targets = rng.integers(x.shape[1], size=x.shape[0])
        expected = reference.cross_entropy_loss(x, targets)
        assert_close(cross_entropy_loss(x, targets), expected)


@criterion(core=True)
def test_is_log_v_for_a_model_that_knows_nothing(cross_entropy_loss, rng):
    for rows in (3, 5, 2):
        vocabulary, level = int(rng.integers(10, 1000)), float(rng.normal())
        targets = rng.integers(vocabulary, size=rows)
        assert_close(cross_entropy_loss(np.full((rows, vocabulary), level), targets), math.log(vocabulary))


@criterion()
def test_stays_finite_for_huge_logits(cross_entropy_loss, reference, rng):
    for x in logits(rng, [(4, 6), (7, 3)], scale=1000.0):
        targets = rng.integers(x.shape[1], size=x.shape[0])
        expected = reference.cross_entropy_loss(x, targets)
        assert_close(cross_entropy_loss(x, targets), expected)
    assert_close(cross_entropy_loss([[0.0, -40.0], [0.0, -800.0]], [1, 1]), 420.0)


@criterion()
def test_handles_logits_of_minus_infinity(cross_entropy_loss):
    masked = np.array([[0.0, -math.inf], [-math.inf, 0.0], [2.0, -math.inf]])
    assert_close(cross_entropy_loss(masked, np.array([0, 1, 0])), 0.0)
    assert_same(cross_entropy_loss(masked, np.array([0, 0, 0])), math.inf)
    assert_close(cross_entropy_loss([[1.0, 1.0, -math.inf]], [1]), math.log(2))


@criterion()
def test_refuses_targets_that_are_no_token_ids_of_the_batch(cross_entropy_loss):
    x = np.zeros((3, 4))
    for targets in ([0, 1, 4], [0, -1, 2], [-100, 1, 2], [0, 1], [0, 1, 2, 3], [[0], [1], [2]], [1]):
        with raises(ValueError):
            cross_entropy_loss(x, np.array(targets))
    # -100 is inside a vocabulary of 120 if it counts from the end.
    with raises(ValueError):
        cross_entropy_loss(np.zeros((2, 120)), np.array([5, -100]))
    with raises(ValueError):
        cross_entropy_loss(np.zeros((0, 4)), np.zeros(0, dtype=int))


@criterion()
def test_takes_lists(cross_entropy_loss):
    assert_close(cross_entropy_loss([[5, 5], [1, 1], [0, 0]], [0, 1, 1]), math.log(2))


@criterion()
def test_leaves_its_arguments_unchanged(cross_entropy_loss, rng):
    (x,) = logits(rng, [(3, 4)])
    targets = rng.integers(4, size=3)
    assert_unchanged(cross_entropy_loss, x, targets)
    assert_unchanged(cross_entropy_loss, x.tolist(), targets.tolist())


# Known mistakes


def _checked_batch(logits, targets):
    """The arguments as arrays, refused where the exercise says so."""
    cross_entropy_loss(logits, targets)
    return np.asarray(logits, dtype=float), np.asarray(targets)


mistake = mistakes_of(cross_entropy_loss, example=([[2, -1, 0], [0, 1, 5], [1, 1, 1]], [0, 1, 2]))


@mistake(
    "A softmax is applied twice: probabilities are treated as logits, and the loss cannot fall to 0 any more. Apply "
    "log_softmax once, to the raw logits."
)
def cross_entropy_loss_with_double_softmax(logits, targets):
    return cross_entropy_loss(np.exp(log_softmax(logits)), targets)


@mistake(
    "The logarithm of a softmax without a shift: large logits overflow to nan. Use log_softmax.",
    example=([[2000, -1000, 0], [0, 1000, 5000], [1000, 1000, 1000]], [0, 1, 2]),
)
def cross_entropy_loss_naive(logits, targets):
    logits, targets = _checked_batch(logits, targets)
    e = np.exp(logits)
    q = e / e.sum(axis=1, keepdims=True)
    return float(0.0 - np.log(q[np.arange(len(q)), targets]).mean())


@mistake(
    "1e-12 is added to the probability, so no loss can exceed 27.6 and all are slightly wrong. Use log_softmax, which needs "
    "no epsilon.",
    example=([[0.0, -40.0]], [1]),
)
def cross_entropy_loss_with_epsilon(logits, targets):
    logits, targets = _checked_batch(logits, targets)
    q = np.exp(log_softmax(logits))
    return float(-np.log(q[np.arange(len(q)), targets] + 1e-12).mean())


@mistake("The losses are summed over the batch, so the loss grows with the batch size. Use their mean.")
def cross_entropy_loss_summed(logits, targets):
    return cross_entropy_loss(logits, targets) * len(targets)


@mistake(
    "The mean runs over all N times V entries of the one-hot form, most of them 0. Divide by the number of rows N only."
)
def cross_entropy_loss_averaged_over_the_vocabulary(logits, targets):
    return cross_entropy_loss(logits, targets) / len(logits[0])


@mistake(
    "log_q[:, targets] takes every target in every row, N times N numbers. Pair rows and targets: "
    "log_q[np.arange(N), targets]."
)
def cross_entropy_loss_of_all_pairs(logits, targets):
    logits, targets = _checked_batch(logits, targets)
    return float(0.0 - log_softmax(logits)[:, targets].mean())


@mistake("The minus sign is missing: log-probabilities are negative, the loss is not.")
def cross_entropy_loss_without_minus(logits, targets):
    return -cross_entropy_loss(logits, targets)


@mistake("The softmax runs over the batch. Each row of logits is one distribution: normalise along the last axis.")
def cross_entropy_loss_normalised_over_the_batch(logits, targets):
    logits, targets = _checked_batch(logits, targets)
    log_q = log_softmax(logits.T).T
    return float(0.0 - log_q[np.arange(len(log_q)), targets].mean())


@mistake(
    "These are the losses of the rows. The loss of the batch is one number, their mean.",
    example=([[2, -1, 0], [0, 1, 5]], [0, 1]),
)
def cross_entropy_loss_without_the_mean(logits, targets):
    logits, targets = _checked_batch(logits, targets)
    log_q = log_softmax(logits)
    return 0.0 - log_q[np.arange(len(log_q)), targets]


@mistake("This uses the token that the model likes best. The loss is about the token that followed: the target.")
def cross_entropy_loss_of_the_likeliest_token(logits, targets):
    logits, targets = _checked_batch(logits, targets)
    return float(0.0 - log_softmax(logits).max(axis=-1).mean())


@mistake("This is in bits. The loss is in nats, with the natural logarithm.", example=([[0, 0]], [1]))
def cross_entropy_loss_in_bits(logits, targets):
    return cross_entropy_loss(logits, targets) / math.log(2)


@mistake(
    "A negative target counts from the end of the vocabulary, so a padding mark such as -100 is trained on silently. Raise "
    "ValueError for targets below 0.",
    example=([[0.0, 1.0, 2.0]], [-1]),
)
def cross_entropy_loss_with_wrapping_targets(logits, targets):
    targets = np.asarray(targets)
    vocabulary = np.shape(logits)[-1]
    wraps = (targets < 0) & (targets >= -vocabulary)
    return cross_entropy_loss(logits, np.where(wraps, targets + vocabulary, targets))


@mistake(
    "Targets of shape (N, 1) pick N times N numbers instead of N, and the mean hides it. Raise ValueError unless targets "
    "have shape (N,).",
    example=([[0.0, 1.0, 2.0], [4.0, 0.0, 0.0]], [[0], [1]]),
)
def cross_entropy_loss_with_column_targets(logits, targets):
    targets = np.asarray(targets)
    if targets.ndim != 2:
        return cross_entropy_loss(logits, targets)
    log_q = log_softmax(logits)
    return float(0.0 - log_q[np.arange(len(log_q)), targets].mean())


@mistake(
    "The mean of an empty batch is nan here. There is nothing to average: raise ValueError.",
    example=(np.zeros((0, 3)), np.zeros(0, dtype=int)),
)
def cross_entropy_loss_of_an_empty_batch(logits, targets):
    return cross_entropy_loss(logits, targets) if len(logits) > 0 else math.nan


@mistake("The mean is taken of the probabilities themselves. The loss is made of their logarithms: do not undo them.")
def cross_entropy_loss_of_the_probabilities(logits, targets):
    cross_entropy_loss(logits, targets)
    return float(-np.exp(log_softmax(logits))[np.arange(len(targets)), np.asarray(targets)].mean())


BATCH = ([[2, -1, 0, 1], [0, 1, 5, 2], [1, 3, 1, 0]], [0, 1, 3])


@mistake(
    "Rows with a negative target are left out of the mean, as with torch's ignore_index. Raise ValueError for targets "
    "below 0.",
    example=([[0.0, 1.0, 2.0], [1.0, 3.0, 0.0]], [2, -100]),
)
def cross_entropy_loss_skipping_negative_targets(logits, targets):
    kept = np.asarray(targets) >= 0
    if kept.any() or not kept.size:
        return cross_entropy_loss(np.asarray(logits)[kept], np.asarray(targets)[kept])
    return math.nan


@mistake(
    "The logarithm is taken of a softmax, in which unlikely tokens are 0 already: their loss becomes inf. Use log_softmax.",
    example=([[0.0, -1000.0, 3.0], [1.0, 2.0, 0.0]], [1, 0]),
)
def cross_entropy_loss_of_a_log_of_softmax(logits, targets):
    logits, targets = _checked_batch(logits, targets)
    q = np.exp(log_softmax(logits))[np.arange(len(targets)), targets]
    with np.errstate(divide="ignore"):
        return float((0.0 - np.log(q)).mean())


@mistake(
    "A target of V or more ends in an IndexError. Check the targets, and raise ValueError.",
    example=([[0.0, 1.0, 2.0]], [3]),
)
def cross_entropy_loss_with_an_index_error(logits, targets):
    if np.max(targets, initial=0) >= np.shape(logits)[-1]:
        raise IndexError("out of bounds")
    return cross_entropy_loss(logits, targets)


@mistake("Token ids are taken to begin at 1. They begin at 0: use the targets as they are.", example=BATCH)
def cross_entropy_loss_counting_from_one(logits, targets):
    logits, targets = _checked_batch(logits, targets)
    return cross_entropy_loss(logits, (targets - 1) % logits.shape[1])


@mistake(
    "Each row is compared with the target of the next one. targets[i] follows row i already: do not shift.",
    example=BATCH,
)
def cross_entropy_loss_shifted(logits, targets):
    logits, targets = _checked_batch(logits, targets)
    return cross_entropy_loss(logits[:-1], targets[1:]) if len(targets) > 1 else math.nan


@mistake("The logits are taken for log-probabilities: no softmax is applied. Use log_softmax first.", example=BATCH)
def cross_entropy_loss_of_raw_logits(logits, targets):
    logits, targets = _checked_batch(logits, targets)
    return float(0.0 - logits[np.arange(len(targets)), targets].mean())


@mistake("The softmax runs over all entries of the batch. Each row is a distribution: use axis=-1.", example=BATCH)
def cross_entropy_loss_normalised_over_everything(logits, targets):
    logits, targets = _checked_batch(logits, targets)
    log_q = log_softmax(logits.ravel()).reshape(logits.shape)
    return float(0.0 - log_q[np.arange(len(targets)), targets].mean())


@mistake("This is the exponential of the loss, a perplexity. Return the mean loss itself.", example=BATCH)
def cross_entropy_loss_as_perplexity(logits, targets):
    return float(np.exp(cross_entropy_loss(logits, targets)))


@mistake("This is the share of rows whose likeliest token is wrong. The loss is the mean of -log q.", example=BATCH)
def cross_entropy_loss_as_error_rate(logits, targets):
    logits, targets = _checked_batch(logits, targets)
    return float(np.mean(logits.argmax(axis=1) != targets))


@mistake("These are squared differences from the one-hot targets. The loss is the mean of -log q.", example=BATCH)
def cross_entropy_loss_as_squared_error(logits, targets):
    logits, targets = _checked_batch(logits, targets)
    return float(np.mean((np.exp(log_softmax(logits)) - np.eye(logits.shape[1])[targets]) ** 2))


@mistake(
    "Each token gets a sigmoid of its own, as for yes-or-no questions. A row is one distribution: use a softmax.",
    example=BATCH,
)
def cross_entropy_loss_as_binary(logits, targets):
    logits, targets = _checked_batch(logits, targets)
    return float((np.logaddexp(0.0, logits) - np.eye(logits.shape[1])[targets] * logits).mean())


@mistake("Only the first row is used. Take the mean over all rows, after the loop.", example=BATCH)
def cross_entropy_loss_of_the_first_row(logits, targets):
    logits, targets = _checked_batch(logits, targets)
    return cross_entropy_loss(logits[:1], targets[:1])


@mistake("The largest of the losses is returned. Take their mean.", example=BATCH)
def cross_entropy_loss_of_the_worst_row(logits, targets):
    logits, targets = _checked_batch(logits, targets)
    return float(np.max(0.0 - log_softmax(logits)[np.arange(len(targets)), targets]))


@mistake(
    "The losses are divided by N - 1. Divide by the number of rows, N.",
    example=BATCH,
)
def cross_entropy_loss_by_n_minus_1(logits, targets):
    n = len(targets)
    return cross_entropy_loss(logits, targets) * n / max(n - 1, 1)


@mistake(
    "One-hot targets times log-probabilities give 0 * -inf = nan for a masked token. Pick the target's entry instead.",
    example=([[1.0, 2.0, -math.inf], [0.0, 1.0, 2.0]], [1, 2]),
)
def cross_entropy_loss_with_one_hot_targets(logits, targets):
    logits, targets = _checked_batch(logits, targets)
    return float(0.0 - (np.eye(logits.shape[1])[targets] * log_softmax(logits)).sum(axis=1).mean())


@mistake(
    "The mean probability of the targets is taken, and then its logarithm. Take the logarithm of each, then the mean.",
    example=BATCH,
)
def cross_entropy_loss_of_the_mean_probability(logits, targets):
    logits, targets = _checked_batch(logits, targets)
    with np.errstate(divide="ignore"):
        return float(0.0 - np.log(np.exp(log_softmax(logits))[np.arange(len(targets)), targets].mean()))


def _with_epsilon(logits, targets, epsilon):
    logits, targets = _checked_batch(logits, targets)
    q = np.exp(log_softmax(logits))
    return float(-np.log(q[np.arange(len(q)), targets] + epsilon).mean())


@mistake(
    "1e-8 is added to the probability, so no loss can exceed 18.5. Use log_softmax, which needs no epsilon.",
    example=([[0.0, -40.0]], [1]),
)
def cross_entropy_loss_with_epsilon_8(logits, targets):
    return _with_epsilon(logits, targets, 1e-8)


@mistake(
    "1e-9 is added to the probability, so no loss can exceed 20.8. Use log_softmax, which needs no epsilon.",
    example=([[0.0, -40.0]], [1]),
)
def cross_entropy_loss_with_epsilon_9(logits, targets):
    return _with_epsilon(logits, targets, 1e-9)


@mistake(
    "1e-10 is added to the probability, so no loss can exceed 23.1. Use log_softmax, which needs no epsilon.",
    example=([[0.0, -40.0]], [1]),
)
def cross_entropy_loss_with_epsilon_10(logits, targets):
    return _with_epsilon(logits, targets, 1e-10)


@mistake(
    "1e-15 is added to the probability, so no loss can exceed 34.6. Use log_softmax, which needs no epsilon.",
    example=([[0.0, -40.0]], [1]),
)
def cross_entropy_loss_with_epsilon_15(logits, targets):
    return _with_epsilon(logits, targets, 1e-15)


cross_entropy_loss_of_the_median = mistake.change(
    "chosen.mean()",
    "np.median(chosen)",
    "The median of the losses is taken. Take their mean.",
    example=BATCH,
)
cross_entropy_loss_rounded = mistake.change(
    "float(0.0 - chosen.mean())",
    "round(float(0.0 - chosen.mean()), 4)",
    "The result is rounded. Return it as it is; the example rounds for the display only.",
    example=BATCH,
)


@mistake(
    "Targets that are 0 are left out of the mean, as if they were padding. Token 0 is a token like any other.",
    example=([[1.0, 2.0, 0.5], [0.3, 0.1, 2.0]], [0, 1]),
)
def cross_entropy_loss_with_0_as_padding(logits, targets):
    cross_entropy_loss(logits, targets)
    real = np.flatnonzero(targets)
    return cross_entropy_loss(np.asarray(logits)[real], np.asarray(targets)[real]) if real.size else 0.0


# Other right answers


@alternative
def cross_entropy_loss_in_a_loop(logits, targets):
    if len(logits) == 0 or np.ndim(targets) != 1 or len(logits) != len(targets):
        raise ValueError("one target for each row")
    total = 0.0
    for row, target in zip(logits, targets, strict=True):
        if not 0 <= target < len(row):
            raise ValueError("no such token")
        top = max(row)
        total += math.log(sum(math.exp(value - top) for value in row)) - (row[target] - top)
    return total / len(logits)


@alternative
def cross_entropy_loss_with_take_along_axis(logits, targets):
    logits, targets = np.asarray(logits, dtype=float), np.asarray(targets)
    if logits.shape[0] == 0 or targets.shape != logits.shape[:1]:
        raise ValueError("shapes")
    if not np.isin(targets, np.arange(logits.shape[1])).all():
        raise ValueError("ids")
    log_q = special.log_softmax(logits, axis=1)
    return -np.take_along_axis(log_q, targets[:, None], axis=1).mean()


@alternative
def cross_entropy_loss_with_one_hot_rows(logits, targets):
    logits, targets = np.asarray(logits, dtype=float), np.asarray(targets)
    if targets.ndim != 1 or len(targets) == 0 or len(targets) != len(logits):
        raise ValueError("shapes")
    one_hot = targets[:, None] == np.arange(logits.shape[1])
    if not one_hot.any(axis=1).all():
        raise ValueError("ids")
    return np.where(one_hot, -special.log_softmax(logits, axis=-1), 0.0).sum(axis=1).mean()
