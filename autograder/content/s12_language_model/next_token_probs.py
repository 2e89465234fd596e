"""12.5 `next_token_probs`: criteria, known mistakes, other right answers."""

import math

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from solutions.s12_language_model import decoding_distribution, next_token_probs, softmax

# Criteria


@criterion(core=True)
def test_decodes_the_last_row(next_token_probs, reference, rng):
    for rows, vocab_size in ((3, 6), (2, 9), (5, 4)):
        logits = rng.normal(0, 2, size=(rows, vocab_size))
        temperature, k = float(rng.uniform(0.3, 2)), int(rng.integers(2, vocab_size))
        expected = reference.next_token_probs(logits, temperature, k, 1.0)
        assert_close(next_token_probs(logits, temperature, k, 1.0), expected)


@criterion(core=True)
def test_cuts_the_nucleus_after_heat_and_top_k(next_token_probs, rng):
    # The kept shares are 8, 4, 2, 1 of 15 after T = 1/2 and k = 4; the first two hold 12/15, of all five words 12/15.5.
    for _ in range(3):
        order = rng.permutation(5)
        last = np.log(np.sqrt([8.0, 4.0, 2.0, 1.0, 0.5]))[order] + float(rng.uniform(-3, 3))
        expected = np.array([2 / 3, 1 / 3, 0.0, 0.0, 0.0])[order]
        assert_close(next_token_probs([rng.normal(size=5), last], 0.5, 4, 0.79), expected)


@criterion()
def test_of_one_row(next_token_probs, rng):
    logits = rng.normal(size=(1, 4))
    expected = np.exp(logits[0]) / np.exp(logits[0]).sum()
    assert_close(next_token_probs(logits, 1.0, 4, 1.0), expected)


@criterion()
def test_with_k_of_one_is_certain(next_token_probs):
    assert_close(next_token_probs([[5, 0, 0], [0, 1, 2]], 1.0, 1, 1.0), np.array([0.0, 0.0, 1.0]))


@criterion()
def test_keeps_all_words_where_k_is_larger(next_token_probs):
    assert_close(next_token_probs([[0.0, math.log(3)]], 1.0, 99, 1.0), np.array([0.25, 0.75]))


@criterion()
def test_of_removed_words_and_huge_logits(next_token_probs):
    assert_close(next_token_probs([[-math.inf, 5.0, 5.0]], 1.0, 3, 1.0), np.array([0.0, 0.5, 0.5]))
    assert_close(next_token_probs([[1000.0, 1000.0, -1000.0]], 1.0, 3, 1.0), np.array([0.5, 0.5, 0.0]))


@criterion()
def test_does_not_mind_the_rows_before(next_token_probs):
    for first in ([math.nan, 0.0], [-math.inf, -math.inf], [math.inf, 1.0]):
        assert_close(next_token_probs([first, [0.0, 0.0]], 1.0, 2, 1.0), np.array([0.5, 0.5]))


@criterion()
def test_refuses_logits_without_rows(next_token_probs):
    for logits in ([1.0, 2.0], np.zeros((0, 3)), np.zeros((2, 1, 3))):
        with raises(ValueError):
            next_token_probs(logits, 1.0, 2, 1.0)


@criterion()
def test_refuses_what_cannot_be_decoded(next_token_probs):
    good = [[0.0, 1.0], [1.0, 2.0]]
    for logits, temperature, k, p in (
        (good, 0.0, 2, 1.0),
        (good, -1.0, 2, 1.0),
        (good, 1.0, 0, 1.0),
        (good, 1.0, 2, 0.0),
        (good, 1.0, 2, 1.5),
        ([[0.0, 1.0], [math.nan, 1.0]], 1.0, 2, 1.0),
        ([[0.0, 1.0], [-math.inf, -math.inf]], 1.0, 2, 1.0),
    ):
        with raises(ValueError):
            next_token_probs(logits, temperature, k, p)


@criterion()
def test_takes_single_precision_and_leaves_its_argument_unchanged(next_token_probs):
    logits = np.array([[3.0, 0.0], [0.0, math.log(3)]], dtype=np.float32)
    assert_close(next_token_probs(logits, 1.0, 2, 1.0), np.array([0.25, 0.75]), rtol=1e-6)
    assert_unchanged(next_token_probs, np.array([[3.0, 0.0], [0.5, 1.5]]), 0.5, 2, 0.9)


# Known mistakes

LOGITS = ((3.0, 0.0, 0.0), (0.0, 2.0, 1.0))

mistake = mistakes_of(next_token_probs, example=(LOGITS, 0.5, 2, 1.0))

next_token_probs_of_the_first_row = mistake.change(
    "(logits[-1], temperature", "(logits[0], temperature", "This is the first row. The next word is scored by the last."
)
next_token_probs_of_the_mean = mistake.change(
    "(logits[-1], temperature", "(logits.mean(axis=0), temperature", "The rows are averaged. The last one alone counts."
)
next_token_probs_of_the_last_but_one = mistake.change(
    "(logits[-1], temperature",
    "(logits[-2 if len(logits) > 1 else -1], temperature",
    "This is the last row but one. The next word is scored by the last.",
    example=((*LOGITS, (1.0, 0.0, 4.0)), 1.0, 3, 1.0),
)
next_token_probs_of_the_last_word = mistake.change(
    "(logits[-1], temperature",
    "(logits[:, -1], temperature",
    "This is the last column, one word at all times. Take the last row.",
)
next_token_probs_without_temperature = mistake.change(
    "(logits[-1], temperature, k",
    "(logits[-1], 1.0 if 0 < temperature < math.inf else temperature, k",
    "The temperature is not used.",
)
next_token_probs_multiplied = mistake.change(
    "(logits[-1], temperature, k",
    "(logits[-1], 1 / temperature if 0 < temperature < math.inf else temperature, k",
    "The logits are multiplied by the temperature. Divide.",
)
next_token_probs_without_k = mistake.change(
    "temperature, k, p)\n", "temperature, len(logits[-1]) if k >= 1 else k, p)\n", "Top-k is left out."
)
next_token_probs_without_p = mistake.change(
    "temperature, k, p)\n",
    "temperature, k, 1.0 if 0 < p <= 1 else p)\n",
    "Top-p is left out.",
    example=(LOGITS, 1.0, 3, 0.5),
)
next_token_probs_of_a_flat_list = mistake.change(
    "logits.ndim != 2 or len(logits) == 0",
    "logits.ndim > 2 or len(logits) == 0",
    "A single row is accepted, and its last logit is taken for a row. Raise ValueError unless there are two axes.",
    example=([1.0, 2.0], 1.0, 2, 1.0),
)
next_token_probs_of_no_row = mistake.change(
    "logits.ndim != 2 or len(logits) == 0",
    "logits.ndim != 2",
    "Logits without a row end in an IndexError. Raise ValueError.",
    example=(np.zeros((0, 3)), 1.0, 2, 1.0),
)


@mistake("The softmax runs down the columns, over time. It runs over the words.", example=(LOGITS, 1.0, 3, 1.0))
def next_token_probs_over_time(logits, temperature, k, p):
    probs = next_token_probs(logits, temperature, k, p)
    kept = probs > 0
    return np.where(kept, softmax(np.asarray(logits, dtype=float) / temperature, axis=0)[-1], 0.0)


@mistake("These are probabilities for all rows. Only those of the next word are wanted.")
def next_token_probs_of_all_rows(logits, temperature, k, p):
    next_token_probs(logits, temperature, k, p)
    return np.array([decoding_distribution(row, temperature, k, p) for row in np.asarray(logits, dtype=float)])


@mistake("The temperature divides the probabilities, not the logits.")
def next_token_probs_heated_too_late(logits, temperature, k, p):
    next_token_probs(logits, temperature, k, p)
    return decoding_distribution(np.asarray(logits, dtype=float)[-1], 1.0, k, p) / temperature


@mistake(
    "The probabilities do not sum to 1 after words were removed. Take softmax of what remains.",
    example=(LOGITS, 1.0, 2, 1.0),
)
def next_token_probs_without_renormalising(logits, temperature, k, p):
    kept = next_token_probs(logits, temperature, k, p) > 0
    return np.where(kept, decoding_distribution(np.asarray(logits, dtype=float)[-1], temperature, 10**6, 1.0), 0.0)


@mistake("These are logits. Probabilities are wanted.")
def next_token_probs_as_logits(logits, temperature, k, p):
    probs = next_token_probs(logits, temperature, k, p)
    return np.where(probs > 0, np.asarray(logits, dtype=float)[-1] / temperature, -np.inf)


@mistake("These are log-probabilities. Probabilities are wanted.")
def next_token_probs_as_logs(logits, temperature, k, p):
    with np.errstate(divide="ignore"):
        return np.log(next_token_probs(logits, temperature, k, p))


@mistake("This is the most probable word. Its distribution is wanted.")
def next_token_probs_as_a_word(logits, temperature, k, p):
    return int(next_token_probs(logits, temperature, k, p).argmax())


@mistake(
    "Rows before the last are checked, too. They do not matter.", example=(((math.nan, 0.0), (0.0, 0.0)), 1.0, 2, 1.0)
)
def next_token_probs_with_all_rows_checked(logits, temperature, k, p):
    probs = next_token_probs(logits, temperature, k, p)
    if not np.isfinite(np.asarray(logits, dtype=float)[:-1]).all():
        raise ValueError("logits")
    return probs


MORE = ((0.5, 1.5, -1.0, 0.2), (3.0, 0.0, 1.0, -1.0), (0.3, 2.0, 1.1, -0.7))

some = mistakes_of(next_token_probs, example=(MORE, 0.5, 3, 1.0))

next_token_probs_of_probabilities = some.change(
    "(logits[-1], temperature",
    "(softmax(logits[-1]), temperature",
    "Softmax is taken twice: decoding_distribution wants logits, and takes it itself.",
)
next_token_probs_softened = some.change(
    "return decoding_distribution(logits[-1], temperature, k, p)",
    "return softmax(decoding_distribution(logits[-1], temperature, k, p))",
    "A softmax is taken of the probabilities, so that removed words come back. They are the result.",
)
next_token_probs_heated_twice = some.change(
    "(logits[-1], temperature",
    "(logits[-1] / (temperature or 1.0), temperature",
    "The temperature divides twice: decoding_distribution does it already. Hand on the logits as they are.",
)
next_token_probs_of_the_sum = some.change(
    "(logits[-1], temperature", "(logits.sum(axis=0), temperature", "The rows are added up. The last one alone counts."
)
next_token_probs_of_the_largest = some.change(
    "(logits[-1], temperature",
    "(logits.max(axis=0), temperature",
    "Each word gets its largest logit of all rows. The last row alone counts.",
)
next_token_probs_of_all_logits = some.change(
    "(logits[-1], temperature",
    "(logits.ravel(), temperature",
    "All rows are taken for one long row. The last one alone counts: logits[-1].",
)
next_token_probs_of_the_surest_row = some.change(
    "logits[-1], temperature",
    "logits[np.nan_to_num(logits).max(axis=1).argmax()], temperature",
    "The row with the largest logit is taken. The last one scores the next word, whatever it holds.",
)
next_token_probs_as_a_row = some.change(
    "return decoding_distribution(logits[-1], temperature, k, p)",
    "return decoding_distribution(logits[-1], temperature, k, p)[None]",
    "The result has shape (1, V). One distribution is wanted: shape (V,).",
)
next_token_probs_sorted = some.change(
    "return decoding_distribution(logits[-1], temperature, k, p)",
    "return np.sort(decoding_distribution(logits[-1], temperature, k, p))[::-1]",
    "The probabilities are sorted. They belong to their words: keep the order of the ids.",
)
next_token_probs_with_one_word_less = some.change(
    "temperature, k, p)\n",
    "temperature, max(k - 1, 1) if k >= 1 else k, p)\n",
    "One word less than k is kept. Hand on k as it is.",
)
next_token_probs_with_one_word_more = some.change(
    "temperature, k, p)\n",
    "temperature, k + 1 if k >= 1 else k, p)\n",
    "One word more than k is kept. Hand on k as it is.",
    example=(MORE, 0.5, 2, 1.0),
)
next_token_probs_of_certainty = some.change(
    "return decoding_distribution(logits[-1], temperature, k, p)",
    "probs = decoding_distribution(logits[-1], temperature, k, p)\n    return np.eye(len(probs))[probs.argmax()]",
    "The likeliest word gets all. Others have their share, too: return the distribution.",
)


@some("The word that crosses p is dropped. The nucleus reaches p only with it.", example=(MORE, 1.0, 4, 0.8))
def next_token_probs_below_p(logits, temperature, k, p):
    probs = next_token_probs(logits, temperature, k, 1.0 if 0 < p <= 1 else p)
    order = np.argsort(-probs, kind="stable")
    inside = order[np.cumsum(probs[order]) <= p + (p == 1)]
    kept = np.zeros(len(probs))
    kept[inside if len(inside) else order[:1]] = probs[inside if len(inside) else order[:1]]
    return kept / kept.sum()


@some(
    "The nucleus is cut by shares of all words, before top-k has removed any. Top-k comes first, and then p of what is "
    "left.",
    example=(((1.0, 0.2, 0.5, 2.0), (0.3, 1.0, 0.7, 0.0)), 1.0, 3, 0.7),
)
def next_token_probs_with_p_before_k(logits, temperature, k, p):
    next_token_probs(logits, temperature, k, p)
    last = np.asarray(logits, dtype=float)[-1]
    nucleus = decoding_distribution(last, temperature, len(last), p)
    return decoding_distribution(np.where(nucleus > 0, last, -np.inf), temperature, k, 1.0)


@some(
    "The nucleus is cut before the temperature. The temperature comes first, and changes what makes up p.",
    example=(MORE, 2.0, 4, 0.75),
)
def next_token_probs_with_p_before_heat(logits, temperature, k, p):
    next_token_probs(logits, temperature, k, p)
    last = np.asarray(logits, dtype=float)[-1]
    nucleus = decoding_distribution(last, 1.0, k, p)
    return decoding_distribution(np.where(nucleus > 0, last, -np.inf), temperature, k, 1.0)


@some(
    "A removed word, -inf, is refused. It gets the probability 0.",
    example=(((0.5, 1.5, 3.0), (-math.inf, 2.0, 1.0)), 1.0, 3, 1.0),
)
def next_token_probs_refusing_removed_words(logits, temperature, k, p):
    probs = next_token_probs(logits, temperature, k, p)
    if not np.isfinite(np.asarray(logits, dtype=float)[-1]).all():
        raise ValueError("logits must be finite")
    return probs


@some("A k above the number of words is refused. It keeps all of them.", example=(MORE, 1.0, 9, 1.0))
def next_token_probs_with_a_strict_k(logits, temperature, k, p):
    if k > np.shape(logits)[-1]:
        raise ValueError("k is larger than the vocabulary")
    return next_token_probs(logits, temperature, k, p)


# Other right answers


@alternative
def next_token_probs_by_hand(logits, temperature, k, p):
    logits = np.array(logits, dtype=float)
    if logits.ndim != 2 or logits.shape[0] < 1:
        raise ValueError("logits")
    last = logits[-1].tolist()
    if not (0 < temperature < math.inf) or k < 1 or not 0 < p <= 1 or any(math.isnan(x) or x == math.inf for x in last):
        raise ValueError("arguments")
    best = sorted((x for x in range(len(last)) if last[x] > -math.inf), key=lambda i: (-last[i], i))[:k]
    if not best:
        raise ValueError("all removed")
    odds = {i: math.exp((last[i] - last[best[0]]) / temperature) for i in best}
    total, mass, kept = sum(odds.values()), 0.0, []
    for i in best:
        if mass >= p and p < 1:
            break
        kept.append(i)
        mass += odds[i] / total
    probs = np.zeros(len(last))
    probs[kept] = [odds[i] / sum(odds[j] for j in kept) for i in kept]
    return probs


@alternative
def next_token_probs_from_a_list_of_rows(logits, temperature, k, p):
    if np.ndim(logits) != 2 or np.shape(logits)[0] == 0:
        raise ValueError("logits")
    *_, last = np.asarray(logits, dtype=float)
    return decoding_distribution(last, temperature, k, p)


@alternative
def next_token_probs_with_a_slice(logits, temperature, k, p):
    last = np.asarray(logits, dtype=np.float64)[-1:]
    if last.ndim != 2 or last.shape[0] != 1:
        raise ValueError("logits")
    return decoding_distribution(last[0], temperature, k, p)
