"""4.11 `label_smoothed_loss`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import special

from autograder.content import alternative, assert_close, assert_unchanged, criterion, logits, mistakes_of, raises
from solutions.s04_information_theory import cross_entropy_loss, label_smoothed_loss, log_softmax

# Criteria


@criterion(core=True)
def test_is_the_cross_entropy_with_smoothed_targets(label_smoothed_loss, reference, rng):
    for x in logits(rng, [(4, 6), (7, 3), (1, 5), (16, 30)]):
        targets, eps = rng.integers(x.shape[1], size=x.shape[0]), float(rng.uniform(0.05, 0.4))
        expected = reference.label_smoothed_loss(x, targets, eps)
        assert_close(label_smoothed_loss(x, targets, eps), expected)


@criterion()
def test_without_smoothing_is_the_plain_loss(label_smoothed_loss, reference, rng):
    for x in logits(rng, [(4, 6), (7, 3)]):
        targets = rng.integers(x.shape[1], size=x.shape[0])
        expected = reference.cross_entropy_loss(x, targets)
        assert_close(label_smoothed_loss(x, targets, 0.0), expected)
        expected = reference.cross_entropy_loss(x, targets)
        assert_close(label_smoothed_loss(x, targets, 0), expected)


@criterion()
def test_with_eps_1_does_not_know_the_target(label_smoothed_loss, reference, rng):
    for x in logits(rng, [(4, 6), (7, 3)]):
        first, other = np.zeros(x.shape[0], dtype=int), rng.integers(x.shape[1], size=x.shape[0])
        expected = reference.label_smoothed_loss(x, first, 1.0)
        assert_close(label_smoothed_loss(x, first, 1.0), expected)
        assert_close(label_smoothed_loss(x, other, 1.0), expected)


@criterion()
def test_stays_finite_for_huge_logits(label_smoothed_loss, reference, rng):
    for x in logits(rng, [(4, 6), (7, 3)], scale=1000.0):
        targets = rng.integers(x.shape[1], size=x.shape[0])
        expected = reference.label_smoothed_loss(x, targets, 0.1)
        assert_close(label_smoothed_loss(x, targets, 0.1), expected)


@criterion()
def test_refuses_bad_eps_and_bad_targets(label_smoothed_loss):
    x = np.zeros((2, 3))
    for eps in (-0.1, 1.1, math.nan):
        with raises(ValueError):
            label_smoothed_loss(x, [0, 1], eps)
    for targets in ([0, 3], [0, -1], [0], [[0], [1]]):
        with raises(ValueError):
            label_smoothed_loss(x, targets, 0.1)
    with raises(ValueError):
        label_smoothed_loss(np.zeros((0, 3)), np.zeros(0, dtype=int), 0.1)


@criterion()
def test_takes_lists(label_smoothed_loss):
    assert_close(label_smoothed_loss([[5, 5, 5], [1, 1, 1]], [0, 2], 0.25), math.log(3))


@criterion()
def test_leaves_its_arguments_unchanged(label_smoothed_loss, rng):
    (x,) = logits(rng, [(3, 4)])
    targets = rng.integers(4, size=3)
    assert_unchanged(label_smoothed_loss, x, targets, 0.2)
    assert_unchanged(label_smoothed_loss, x.tolist(), targets.tolist(), 0.2)


# Known mistakes


def _loss_parts(logits, targets, eps):
    """The loss against the one-hot targets, that against the uniform distribution, and V."""
    if not 0 <= eps <= 1:
        raise ValueError("eps must be from 0 to 1")
    plain = cross_entropy_loss(logits, targets)
    log_q = log_softmax(logits)
    return plain, float(-log_q.mean()), log_q.shape[1]


mistake = mistakes_of(label_smoothed_loss, example=([[2, -1, 0], [0, 1, 5], [1, 1, 1]], [0, 1, 2], 0.3))


@mistake(
    "eps is spread over the other V - 1 tokens only. Here, as in PyTorch, every token gets eps / V, the target included."
)
def label_smoothed_loss_over_the_others(logits, targets, eps):
    plain, uniform, vocabulary = _loss_parts(logits, targets, eps)
    share = eps / (vocabulary - 1)
    return (1 - eps - share) * plain + share * vocabulary * uniform


@mistake(
    "This only scales the loss by 1 - eps. The share eps that was taken from the target must be spread over all tokens."
)
def label_smoothed_loss_only_scaled(logits, targets, eps):
    plain, _, _ = _loss_parts(logits, targets, eps)
    return (1 - eps) * plain


@mistake(
    "eps * log V is added, the entropy of the uniform distribution. The smoothed part is a cross-entropy with the model: "
    "eps times the mean of -log q over all tokens."
)
def label_smoothed_loss_with_constant_entropy(logits, targets, eps):
    plain, _, vocabulary = _loss_parts(logits, targets, eps)
    return (1 - eps) * plain + eps * math.log(vocabulary)


@mistake("eps goes to every token in full: the target's weights add up to more than 1. Each token gets eps / V.")
def label_smoothed_loss_without_dividing_by_v(logits, targets, eps):
    plain, uniform, vocabulary = _loss_parts(logits, targets, eps)
    return (1 - eps) * plain + eps * vocabulary * uniform


@mistake(
    "The target keeps 1 - eps and misses its own share eps / V, so the weights sum to less than 1. Its weight is "
    "1 - eps + eps / V."
)
def label_smoothed_loss_without_the_targets_share(logits, targets, eps):
    plain, uniform, vocabulary = _loss_parts(logits, targets, eps)
    return (1 - eps - eps / vocabulary) * plain + eps * uniform


@mistake("The model's probabilities are smoothed. Smooth the target: the model's log-probabilities stay as they are.")
def label_smoothed_loss_of_smoothed_predictions(logits, targets, eps):
    _, _, vocabulary = _loss_parts(logits, targets, eps)
    q = (1 - eps) * np.exp(log_softmax(logits)) + eps / vocabulary
    return float(0.0 - np.log(q[np.arange(len(q)), targets]).mean())


@mistake("The two weights are exchanged: the target keeps 1 - eps, and eps is spread.")
def label_smoothed_loss_with_swapped_weights(logits, targets, eps):
    plain, uniform, _ = _loss_parts(logits, targets, eps)
    return eps * plain + (1 - eps) * uniform


@mistake("The losses are summed over the batch. Average them over the rows.")
def label_smoothed_loss_summed(logits, targets, eps):
    plain, uniform, _ = _loss_parts(logits, targets, eps)
    return ((1 - eps) * plain + eps * uniform) * len(targets)


@mistake(
    "The logarithm of a softmax is -inf for unlikely tokens, and label smoothing needs all tokens. Use log_softmax.",
    example=([[2000.0, 1000.0]], [0], 0.1),
)
def label_smoothed_loss_naive(logits, targets, eps):
    plain, _, _ = _loss_parts(logits, targets, eps)
    return (1 - eps) * plain + eps * float(-np.log(np.exp(log_softmax(logits))).mean())


@mistake(
    "eps is not checked. Outside [0, 1] some weights of the target would be negative: raise ValueError.",
    example=([[0.0, 1.0]], [0], 1.5),
)
def label_smoothed_loss_without_eps_check(logits, targets, eps):
    plain, uniform, _ = _loss_parts(logits, targets, 0.0)
    return (1 - eps) * plain + eps * uniform


@mistake("eps is not used: this is the plain loss. Mix it with the loss against the uniform distribution.")
def label_smoothed_loss_ignoring_eps(logits, targets, eps):
    return _loss_parts(logits, targets, eps)[0]


@mistake(
    "Only the uniform part is returned. The target keeps 1 - eps of its weight: add (1 - eps) times the plain loss."
)
def label_smoothed_loss_of_the_uniform_part(logits, targets, eps):
    return eps * _loss_parts(logits, targets, eps)[1]


@mistake("The target keeps its full weight, and eps is added on top. Take eps off first: 1 - eps.")
def label_smoothed_loss_added_on_top(logits, targets, eps):
    plain, uniform, _ = _loss_parts(logits, targets, eps)
    return plain + eps * uniform


@mistake("The uniform part is subtracted. Both parts are losses: add them.")
def label_smoothed_loss_subtracting(logits, targets, eps):
    plain, uniform, _ = _loss_parts(logits, targets, eps)
    return (1 - eps) * plain - eps * uniform


@mistake("The entropy of the smoothed target is subtracted, which is a KL divergence. Return the cross-entropy.")
def label_smoothed_loss_as_kl(logits, targets, eps):
    plain, uniform, vocabulary = _loss_parts(logits, targets, eps)
    weights = np.full(vocabulary, eps / vocabulary)
    weights[0] += 1 - eps
    weights = weights[weights > 0]
    return (1 - eps) * plain + eps * uniform + float(np.sum(weights * np.log(weights)))


@mistake("The mean runs over all N times V entries. Add up over the tokens, and average over the rows only.")
def label_smoothed_loss_averaged_over_the_vocabulary(logits, targets, eps):
    return label_smoothed_loss(logits, targets, eps) / _loss_parts(logits, targets, eps)[2]


@mistake("The uniform part is divided by V twice: the mean over the tokens is eps / V already.")
def label_smoothed_loss_dividing_by_v_twice(logits, targets, eps):
    plain, uniform, vocabulary = _loss_parts(logits, targets, eps)
    return (1 - eps) * plain + eps * uniform / vocabulary


@mistake(
    "eps is spread over the rows of the batch, eps / N. Spread it over the tokens: eps / V.",
    example=([[2, -1, 0], [0, 1, 5]], [0, 1], 0.3),
)
def label_smoothed_loss_spread_over_the_rows(logits, targets, eps):
    plain, uniform, vocabulary = _loss_parts(logits, targets, eps)
    return (1 - eps) * plain + eps * uniform * vocabulary / len(targets)


@mistake("The sign is turned round: log-probabilities are negative, the loss is not.")
def label_smoothed_loss_without_minus(logits, targets, eps):
    return -label_smoothed_loss(logits, targets, eps)


@mistake("This is the exponential of the loss, a perplexity. Return the mean loss itself.")
def label_smoothed_loss_as_perplexity(logits, targets, eps):
    with np.errstate(over="ignore"):
        return float(np.exp(label_smoothed_loss(logits, targets, eps)))


@mistake("A softmax is applied twice: probabilities are treated as logits. Apply log_softmax once, to the raw logits.")
def label_smoothed_loss_with_double_softmax(logits, targets, eps):
    return label_smoothed_loss(np.exp(log_softmax(logits)), targets, eps)


@mistake(
    "nan passes both eps < 0 and eps > 1, which are False for it. Write `not 0 <= eps <= 1`.",
    example=([[0.0, 1.0]], [0], math.nan),
)
def label_smoothed_loss_with_eps_nan(logits, targets, eps):
    return math.nan if math.isnan(eps) else label_smoothed_loss(logits, targets, eps)


@mistake(
    "A negative target counts from the end of the vocabulary. Raise ValueError for targets below 0.",
    example=([[0.0, 1.0, 3.0], [2.0, 0.0, 1.0]], [0, -1], 0.25),
)
def label_smoothed_loss_with_wrapping_targets(logits, targets, eps):
    targets, vocabulary = np.asarray(targets), np.shape(logits)[-1]
    wraps = (targets < 0) & (targets >= -vocabulary)
    return label_smoothed_loss(logits, np.where(wraps, targets + vocabulary, targets), eps)


label_smoothed_loss_rounded = mistake.change(
    "return (1 - eps) * plain + eps * uniform",
    "return round((1 - eps) * plain + eps * uniform, 4)",
    "The result is rounded. Return it as it is; the example rounds for the display only.",
)


# Other right answers


@alternative
def label_smoothed_loss_with_target_rows(logits, targets, eps):
    logits, targets = np.asarray(logits, dtype=float), np.asarray(targets)
    if not (eps >= 0 and eps <= 1) or targets.shape != logits.shape[:1] or targets.size == 0:
        raise ValueError("shapes or eps")
    vocabulary = logits.shape[1]
    if targets.min() < 0 or targets.max() >= vocabulary:
        raise ValueError("ids")
    smooth = (1 - eps) * np.eye(vocabulary)[targets] + eps / vocabulary
    return -(smooth * special.log_softmax(logits, axis=-1)).sum(axis=-1).mean()


@alternative
def label_smoothed_loss_in_a_loop(logits, targets, eps):
    if not 0 <= eps <= 1 or len(logits) == 0 or np.shape(targets) != (len(logits),):
        raise ValueError("shapes or eps")
    losses = []
    for row, target in zip(logits, targets, strict=True):
        vocabulary = len(row)
        if target not in range(vocabulary):
            raise ValueError("no such token")
        normaliser = float(special.logsumexp(row))
        weights = [eps / vocabulary + (1 - eps) * (token == target) for token in range(vocabulary)]
        losses.append(sum(w * (normaliser - value) for w, value in zip(weights, row, strict=True)))
    return float(np.mean(losses))
