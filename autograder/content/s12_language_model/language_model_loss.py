"""12.9 `language_model_loss`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from autograder.content.s12_language_model.shared import log_softmax
from solutions.s12_language_model import cross_entropy_loss, language_model_loss

# Criteria


@criterion(core=True)
def test_asks_each_row_for_the_next_token(language_model_loss, reference, rng):
    for size, vocab_size in ((5, 7), (2, 3), (12, 4)):
        logits, ids = rng.normal(0, 3, size=(size, vocab_size)), rng.integers(0, vocab_size, size=size)
        expected = reference.language_model_loss(logits, ids)
        assert_close(language_model_loss(logits, ids), expected)
        assert_close(language_model_loss(logits.tolist(), ids.tolist()), expected)


@criterion()
def test_of_equal_logits_is_the_logarithm_of_the_vocabulary(language_model_loss):
    assert_close(language_model_loss(np.full((4, 9), 2.5), [1, 8, 0, 3]), math.log(9))


@criterion()
def test_does_not_mind_the_last_row(language_model_loss, rng):
    logits = rng.normal(size=(4, 5))
    expected = float(-log_softmax(logits)[np.arange(3), [0, 4, 1]].mean())
    logits[-1] = 50.0 * np.arange(5)
    assert_close(language_model_loss(logits, [2, 0, 4, 1]), expected)


@criterion()
def test_of_huge_logits(language_model_loss):
    assert_close(language_model_loss([[1000.0, 0.0], [0.0, 0.0]], [0, 1]), 1000.0)
    assert_close(language_model_loss([[1000.0, 0.0], [-1000.0, 0.0], [0.0, 0.0]], [1, 0, 1]), 0.0)


@criterion()
def test_refuses_a_text_of_one_token(language_model_loss):
    for size in (1, 0):
        with raises(ValueError):
            language_model_loss(np.zeros((size, 3)), [0] * size)


@criterion()
def test_refuses_ids_that_do_not_fit(language_model_loss):
    for ids in ([0, 1], [0, 1, 2, 0], [0, 3, 1], [0, 1, -1], [0, 1, 3]):
        with raises(ValueError):
            language_model_loss(np.zeros((3, 3)), ids)


@criterion()
def test_takes_single_precision_and_leaves_its_arguments_unchanged(language_model_loss, rng):
    logits = np.zeros((3, 4), dtype=np.float32)
    assert_close(language_model_loss(logits, np.array([1, 2, 3], dtype=np.uint8)), math.log(4), rtol=1e-6)
    assert_unchanged(language_model_loss, rng.normal(size=(3, 4)), np.array([1, 0, 3]))


# Known mistakes

LOGITS = ((0.0, 1.0, 2.0), (3.0, 0.5, 0.0), (0.0, 4.0, 1.0), (2.0, 0.0, 1.5))
LOSS = "return cross_entropy_loss(logits[:-1], ids[1:])"

mistake = mistakes_of(language_model_loss, example=(LOGITS, [0, 2, 1, 1]))

language_model_loss_without_a_shift = mistake.change(
    LOSS,
    "cross_entropy_loss(logits[:-1], ids[1:])\n    return cross_entropy_loss(logits, ids)",
    "Nothing is shifted: the model is asked for the token that it has just read.",
)
language_model_loss_without_the_first_row = mistake.change(
    LOSS,
    "cross_entropy_loss(logits[:-1], ids[1:])\n    return cross_entropy_loss(logits[1:], ids[1:])",
    "Row t is compared with token t, which has just been read; leaving out the first of both is no shift. Row t is about "
    "token t + 1.",
)
language_model_loss_shifted_the_wrong_way = mistake.change(
    LOSS,
    "cross_entropy_loss(logits[:-1], ids[1:])\n    return cross_entropy_loss(logits[1:], ids[:-1])",
    "The shift goes the wrong way: the model is asked for the token before.",
)
language_model_loss_of_the_same_places = mistake.change(
    LOSS,
    "cross_entropy_loss(logits[:-1], ids[1:])\n    return cross_entropy_loss(logits[:-1], ids[:-1])",
    "Row and token of the same place are compared. Row t is about token t + 1.",
)
language_model_loss_rolled = mistake.change(
    LOSS,
    "cross_entropy_loss(logits[:-1], ids[1:])\n    return cross_entropy_loss(logits, np.roll(ids, -1))",
    "The last row is asked for the first token (np.roll). It has no answer yet: drop it.",
)
language_model_loss_two_ahead = mistake.change(
    LOSS,
    "loss = cross_entropy_loss(logits[:-1], ids[1:])\n"
    "    return cross_entropy_loss(logits[:-2], ids[2:]) if len(ids) > 2 else loss",
    "The model is asked for the token after the next.",
)
language_model_loss_summed = mistake.change(LOSS, f"{LOSS} * (len(ids) - 1)", "This is the sum. The mean is wanted.")
language_model_loss_over_all_tokens = mistake.change(
    LOSS, f"{LOSS} * (len(ids) - 1) / len(ids)", "The sum is divided by T. There are T - 1 predictions."
)
language_model_loss_in_bits = mistake.change(LOSS, f"{LOSS} / math.log(2)", "The loss is in bits. Nats are wanted.")
language_model_loss_as_perplexity = mistake.change(
    LOSS,
    "return math.exp(min(cross_entropy_loss(logits[:-1], ids[1:]), 700.0))",
    "This is the perplexity. The loss is its logarithm.",
)
language_model_loss_without_the_minus = mistake.change(
    LOSS, LOSS.replace("return", "return 0.0 -"), "The sign is wrong: the loss is minus the mean log-probability."
)
language_model_loss_of_the_last_token = mistake.change(
    LOSS,
    "cross_entropy_loss(logits[:-1], ids[1:])\n    return cross_entropy_loss(logits[-2:-1], ids[-1:])",
    "Only the last prediction counts here. All of them do.",
)
language_model_loss_of_one_token = mistake.change(
    'raise ValueError("a text of one token has nothing to predict")',
    "return 0.0",
    "A text of one token has the loss 0 here. Raise ValueError: there is nothing to predict.",
    example=([[1.0, 2.0]], [0]),
)


@mistake("Probabilities are put through a second softmax: the loss never gets near 0. Use the logits.")
def language_model_loss_with_two_softmaxes(logits, ids):
    language_model_loss(logits, ids)
    return language_model_loss(np.exp(log_softmax(np.asarray(logits, dtype=float))), ids)


@mistake(
    "The softmax overflows with large logits. Subtract the largest logit of each row first.",
    example=([[1000.0, 0.0], [0.0, 0.0]], [0, 1]),
)
def language_model_loss_that_overflows(logits, ids):
    language_model_loss(logits, ids)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        odds = np.exp(np.asarray(logits, dtype=float)[:-1])
        probs = odds / odds.sum(axis=1, keepdims=True)
        return float(0.0 - np.log(probs[np.arange(len(probs)), np.asarray(ids)[1:]]).mean())


@mistake("A loss for each token is returned. Their mean is wanted.")
def language_model_loss_of_each_token(logits, ids):
    language_model_loss(logits, ids)
    rows = log_softmax(np.asarray(logits, dtype=float)[:-1])
    return 0.0 - rows[np.arange(len(rows)), np.asarray(ids)[1:]]


@mistake("Lengths are cut to fit: zip stops at the shorter one. Raise ValueError.", example=(LOGITS, [0, 2]))
def language_model_loss_cut_to_fit(logits, ids):
    size = min(len(logits), len(ids))
    return language_model_loss(np.asarray(logits, dtype=float)[:size], np.asarray(ids)[:size])


@mistake(
    "A negative id picks a word from the end of the vocabulary. Raise ValueError.",
    example=(LOGITS, [0, 2, -1, 1]),
)
def language_model_loss_of_negative_ids(logits, ids):
    ids = np.asarray(ids).astype(int)
    if len(ids) == len(logits) and len(ids) > 1:
        size = np.shape(logits)[1]
        ids = np.where((ids < 0) & (ids >= -size), ids + size, ids)
    return language_model_loss(logits, ids)


FIVE = (
    ((0.5, 1.0, 2.0, -1.0, 0.3), (3.0, 0.5, 0.0, 1.0, -0.5), (0.2, 4.0, 1.0, 0.7, 2.0), (2.0, 0.0, 1.5, -2.0, 0.9)),
    [3, 2, 1, 0],
)

other = mistakes_of(language_model_loss, example=FIVE)

language_model_loss_without_the_last_token = other.change(
    LOSS,
    "loss = cross_entropy_loss(logits[:-1], ids[1:])\n"
    "    return cross_entropy_loss(logits[:-2], ids[1:-1]) if len(ids) > 2 else loss",
    "The last token is not asked for. Every token but the first is: logits[:-1] and ids[1:].",
)
language_model_loss_without_the_second_token = other.change(
    LOSS,
    "loss = cross_entropy_loss(logits[:-1], ids[1:])\n"
    "    return cross_entropy_loss(logits[1:-1], ids[2:]) if len(ids) > 2 else loss",
    "The second token is not asked for. Every token but the first is: logits[:-1] and ids[1:].",
)
language_model_loss_of_the_first_prediction = other.change(
    LOSS,
    "cross_entropy_loss(logits[:-1], ids[1:])\n    return cross_entropy_loss(logits[:1], ids[1:2])",
    "Only the first prediction counts: the loop returns too early. All of them do.",
)
language_model_loss_as_a_probability = other.change(
    LOSS,
    "return math.exp(-cross_entropy_loss(logits[:-1], ids[1:]))",
    "This is the probability of a token, as a geometric mean. The loss is minus its logarithm.",
)
language_model_loss_of_base_ten = other.change(
    LOSS, f"{LOSS} / math.log(10)", "The logarithm is that of base 10. Nats are wanted: the natural one."
)
language_model_loss_with_one_divisor_less = other.change(
    LOSS,
    f"{LOSS} * (len(ids) - 1) / max(len(ids) - 2, 1)",
    "The sum is divided by T - 2. There are T - 1 predictions.",
)
language_model_loss_over_the_words = other.change(
    LOSS, f"{LOSS} * (len(ids) - 1) / logits.shape[1]", "The sum is divided by V. Divide by the T - 1 predictions."
)
language_model_loss_normalised = other.change(
    LOSS, f"{LOSS} / math.log(logits.shape[1])", "The loss is divided by ln V. Return it in nats, as it is."
)


def _picked(table, ids):
    """For each row but the last the entry of the next token."""
    return table[np.arange(len(ids) - 1), np.asarray(ids)[1:]]


@other("Logits are averaged as if they were log-probabilities. Take log-softmax of each row first.")
def language_model_loss_of_logits(logits, ids):
    language_model_loss(logits, ids)
    return float(0.0 - _picked(np.asarray(logits, dtype=float), ids).mean())


@other("The softmax runs down the columns, over time. It runs over the words: axis=-1.")
def language_model_loss_over_time(logits, ids):
    language_model_loss(logits, ids)
    return float(0.0 - _picked(log_softmax(np.asarray(logits, dtype=float)[:-1].T).T, ids).mean())


@other("One softmax runs over the whole table. Each row has a distribution of its own: axis=-1.")
def language_model_loss_with_one_softmax_for_all(logits, ids):
    language_model_loss(logits, ids)
    logits = np.asarray(logits, dtype=float)[:-1]
    return float(0.0 - _picked(log_softmax(logits.ravel()).reshape(logits.shape), ids).mean())


@other("The probabilities are averaged first: this is the logarithm of their mean. Average the logarithms.")
def language_model_loss_of_the_mean_probability(logits, ids):
    language_model_loss(logits, ids)
    return float(0.0 - np.log(max(_picked(np.exp(log_softmax(np.asarray(logits, dtype=float))), ids).mean(), 1e-300)))


@other("These are probabilities without a logarithm, with a minus. Average minus the logarithms.")
def language_model_loss_of_probabilities(logits, ids):
    language_model_loss(logits, ids)
    return float(0.0 - _picked(np.exp(log_softmax(np.asarray(logits, dtype=float))), ids).mean())


@other("The log-probabilities of all words are averaged. Take those of the tokens that came.")
def language_model_loss_of_all_words(logits, ids):
    language_model_loss(logits, ids)
    return float(0.0 - log_softmax(np.asarray(logits, dtype=float)[:-1]).mean())


@other("This is the median of the losses. The mean is wanted.")
def language_model_loss_as_a_median(logits, ids):
    language_model_loss(logits, ids)
    return float(0.0 - np.median(_picked(log_softmax(np.asarray(logits, dtype=float)), ids)))


@other("The row is chosen by the id before. It is chosen by the place: row t is about the token after ids[t].")
def language_model_loss_with_rows_by_id(logits, ids):
    language_model_loss(logits, ids)
    logits, ids = np.asarray(logits, dtype=float), np.asarray(ids)
    return cross_entropy_loss(logits[ids[:-1]], ids[1:])


@mistake(
    "1e-12 is added within the logarithm, so that no loss is above 28. Subtract the largest logit, and add nothing.",
    example=([[1000.0, 0.0], [0.0, 0.0]], [0, 1]),
)
def language_model_loss_with_a_small_number(logits, ids):
    language_model_loss(logits, ids)
    return float(0.0 - np.log(_picked(np.exp(log_softmax(np.asarray(logits, dtype=float))), ids) + 1e-12).mean())


@mistake(
    "Probabilities are clipped at 1e-10, so that no loss is above 23. Subtract the largest logit, and clip nothing.",
    example=([[1000.0, 0.0], [0.0, 0.0]], [0, 1]),
)
def language_model_loss_clipped(logits, ids):
    language_model_loss(logits, ids)
    probs = _picked(np.exp(log_softmax(np.asarray(logits, dtype=float))), ids)
    return float(0.0 - np.log(np.maximum(probs, 1e-10)).mean())


@mistake("An id beyond the vocabulary ends in an IndexError. Raise ValueError.", example=(LOGITS, [0, 2, 3, 1]))
def language_model_loss_with_an_index_error(logits, ids):
    if len(ids) == len(logits) > 1 and np.max(ids[1:]) >= np.shape(logits)[1]:
        raise IndexError("index out of bounds")
    return language_model_loss(logits, ids)


# Other right answers


def _checked(logits, ids):
    logits, ids = np.array(logits, dtype=float), np.array(ids, dtype=int)
    if len(ids) < 2 or len(logits) != len(ids) or ids[1:].min() < 0 or ids[1:].max() >= logits.shape[1]:
        raise ValueError("logits and ids do not fit")
    return logits, ids


@alternative
def language_model_loss_in_a_loop(logits, ids):
    logits, ids = _checked(logits, ids)
    total = 0.0
    for row, token in zip(logits, ids[1:], strict=False):
        total += float(row.max()) + math.log(np.exp(row - row.max()).sum()) - float(row[token])
    return total / (len(ids) - 1)


@alternative
def language_model_loss_by_picking(logits, ids):
    logits, ids = _checked(logits, ids)
    picked = np.take_along_axis(log_softmax(logits[:-1]), ids[1:, None], axis=1)
    return float(-picked.mean())


@alternative
def language_model_loss_with_one_hot_targets(logits, ids):
    logits, ids = _checked(logits, ids)
    wanted = np.eye(logits.shape[1])[ids[1:]]
    return float(-np.sum(wanted * log_softmax(logits[:-1])) / len(wanted))
