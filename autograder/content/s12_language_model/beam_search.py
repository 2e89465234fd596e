"""12.12 `beam_search`: criteria, known mistakes, other right answers."""

import heapq
import itertools
import math

import numpy as np

from autograder.content import alternative, assert_same, criterion, mistakes_of, raises
from autograder.content.s12_language_model.shared import log_softmax
from solutions.s12_language_model import beam_search

# Criteria


def _turn(ids):
    """The text that begins with the less probable word is the more probable one: 0.36 against 0.33."""
    return np.log({(): [0.6, 0.4], (0,): [0.55, 0.45], (1,): [0.9, 0.1]}[tuple(ids)])


def _late(ids):
    """The best text, 0.245, begins with the third best word; with two beginnings 0.175 is found."""
    table = {(): [0.4, 0.35, 0.25], (0,): [0.4, 0.3, 0.3], (1,): [0.5, 0.3, 0.2], (2,): [0.98, 0.01, 0.01]}
    return np.log(table[tuple(ids)])


def _early(ids):
    """The first word decides: 0.42 against 0.27."""
    return np.log({(): [0.7, 0.3], (0,): [0.6, 0.4], (1,): [0.9, 0.1]}[tuple(ids)])


def _steady(ids):
    """The best text, 0.364, is not the one with the largest sum of probabilities, 0.3 + 0.95."""
    return np.log({(): [0.7, 0.3], (0,): [0.52, 0.48], (1,): [0.95, 0.05]}[tuple(ids)])


def _crowded(ids):
    """Of two beginnings both continue 0: (1, 0), which would lead to 0.24, is dropped, and 0.17 is found."""
    table = {(): [0.6, 0.4], (0,): [0.51, 0.49], (1,): [0.6, 0.4], (0, 0): [0.55, 0.45], (1, 0): [0.99, 0.01]}
    return np.log(table.get(tuple(ids), [0.52, 0.48]))


def _second(ids):
    """The best text, 0.36, continues the best beginning with its second best word."""
    table = {(): [0.9, 0.1], (0,): [0.55, 0.45], (0, 0): [0.4, 0.6], (0, 1): [0.9, 0.1]}
    return np.log(table.get(tuple(ids), [0.52, 0.48]))


def _language(rng, vocab_size):
    """Log-probabilities after every text of up to two words; which is best does not depend on rounding."""
    table = {
        text: log_softmax(rng.normal(0, 1.5, size=vocab_size))
        for length in range(3)
        for text in itertools.product(range(vocab_size), repeat=length)
    }
    return lambda ids: table[tuple(ids)]


@criterion(core=True)
def test_of_one_beginning_is_greedy(beam_search, reference, rng):
    language = _language(rng, 5)
    expected = reference.beam_search(language, 1, 3)
    assert_same(beam_search(language, 1, 3), expected)


@criterion(core=True)
def test_keeps_the_best_beginnings_by_their_sums(beam_search, reference, rng):
    for k, steps in ((2, 3), (3, 2)):
        language = _language(rng, 4)
        expected = reference.beam_search(language, k, steps)
        assert_same(beam_search(language, k, steps), expected)


@criterion()
def test_of_a_wide_beam_tries_everything(beam_search):
    totals = {
        text: float(_steady(())[text[0]] + _steady(text[:1])[text[1]]) for text in itertools.product(range(2), repeat=2)
    }
    assert_same(beam_search(_steady, 4, 2), max(totals, key=totals.get))


@criterion()
def test_drops_what_is_not_among_the_best(beam_search):
    assert_same(beam_search(_late, 2, 2), (1, 0))
    assert_same(beam_search(_crowded, 2, 3), (0, 0, 0))


@criterion()
def test_may_continue_one_beginning_twice(beam_search):
    assert_same(beam_search(_second, 2, 3), (0, 1, 0))


@criterion()
def test_of_words_that_cannot_follow(beam_search):
    tree = {(): [-1.0, -math.inf], (0,): [-math.inf, -2.0]}
    assert_same(beam_search(lambda ids: tree.get(tuple(ids), [-9.0, -9.5]), 2, 2), (0, 1))
    assert_same(beam_search(lambda ids: [-math.inf] if ids else [0.0], 2, 2), (0, 0))  # nothing better


@criterion()
def test_of_one_step_is_the_best_word(beam_search):
    assert_same(beam_search(lambda ids: [-3.0, -1.0, -2.0], 2, 1), (1,))


@criterion()
def test_refuses_bad_arguments(beam_search):
    for k, steps in ((0, 2), (-1, 2), (2, 0), (2, -1)):
        with raises(ValueError):
            beam_search(lambda ids: [-1.0, -2.0], k, steps)


# Known mistakes


mistake = mistakes_of(beam_search, example=(_turn, 2, 2))

beam_search_greedy = mistake.change("[:k]", "[:1]", "Only one beginning is kept, which is greedy. Keep k.")
beam_search_of_k_plus_one = mistake.change(
    "[:k]", "[: k + 1]", "One beginning too many is kept.", example=(_late, 2, 2)
)
beam_search_of_all = mistake.change("[:k]", "", "All beginnings are kept. Keep the k best.", example=(_late, 1, 2))
beam_search_of_the_worst = mistake.change(
    "sorted(longer, reverse=True)", "sorted(longer)", "The k least probable beginnings are kept. Sort downwards."
)
beam_search_of_the_last_logprob = mistake.change(
    "(total + float(logprob),",
    "(float(logprob),",
    "The last log-probability alone decides. Add it to the sum so far.",
    example=(_early, 2, 2),
)
beam_search_of_multiplied_logs = mistake.change(
    "(total + float(logprob),",
    "(total * float(logprob) if ids else float(logprob),",
    "Logarithms are multiplied. Those of a product are added.",
)
beam_search_backwards = mistake.change("(*ids, token)", "(token, *ids)", "New words are put in front. Append them.")
beam_search_with_the_sum = mistake.change("beam[0][1]", "beam[0]", "The sum is returned, too. Only the text is wanted.")
beam_search_of_the_whole_beam = mistake.change(
    "beam[0][1]", "[ids for _, ids in beam]", "The whole beam is returned. Only its best text is wanted."
)
beam_search_of_the_last_in_the_beam = mistake.change(
    "beam[0][1]", "beam[-1][1]", "This is the worst text of the beam. The best is wanted."
)
beam_search_as_a_list = mistake.change("beam[0][1]", "list(beam[0][1])", "The text is a list. A tuple is wanted.")
beam_search_one_step_too_few = mistake.change(
    "for _ in range(steps):", "for _ in range(max(steps - 1, 1)):", "One step too few is made."
)
beam_search_of_no_beam = mistake.change(
    "if k < 1 or steps < 1:", "if steps < 1:", "k = 0 is no beam. Raise ValueError.", example=(_turn, 0, 2)
)
beam_search_of_no_steps = mistake.change(
    "if k < 1 or steps < 1:", "if k < 1:", "No steps give an empty text. Raise ValueError.", example=(_turn, 2, 0)
)


def _beam(logprob_fn, k, steps, keep):
    """A beam search with another rule for what is kept."""
    if k < 1 or steps < 1:
        raise ValueError("k and steps must be at least 1")
    beam = [(0.0, ())]
    for _ in range(steps):
        rows = [
            [(total + float(x), (*ids, token)) for token, x in enumerate(np.asarray(logprob_fn(ids)).tolist())]
            for total, ids in beam
        ]
        beam = keep(rows, k)
    return max(beam)[1]


@mistake("The k best of each beginning are kept, so that the beam grows. Keep k in all.", example=(_crowded, 2, 3))
def beam_search_of_each(logprob_fn, k, steps):
    return _beam(logprob_fn, k, steps, lambda rows, k: [pair for row in rows for pair in sorted(row, reverse=True)[:k]])


@mistake("Each beginning is continued with its best word alone. Compare all.", example=(_second, 2, 3))
def beam_search_with_one_continuation(logprob_fn, k, steps):
    def keep(rows, k):
        return sorted(rows[0], reverse=True)[:k] if rows[0][0][1][:-1] == () else [max(row) for row in rows]

    return _beam(logprob_fn, k, steps, keep)


def _wave(frequency, ids):
    """Log-probabilities of four words that look like drawn ones, and differ after every text."""
    place = sum((i + 1) * (word + 2) for i, word in enumerate(ids))
    return log_softmax(2 * np.sin(frequency * place + (1 + frequency) * np.arange(4)))


def _rough(ids):
    return _wave(422 * 0.37, ids)


def _rugged(ids):
    return _wave(736 * 0.37, ids)


def _dead_end(ids):
    """A vocabulary of one word, which cannot follow itself."""
    return [-math.inf] if ids else [0.0]


beam_search_of_probabilities = mistake.change(
    "(total + float(logprob),",
    "(total + math.exp(float(logprob)),",
    "Probabilities are added up. Those of a text multiply: add their logarithms, as they come.",
    example=(_rough, 2, 3),
)
beam_search_of_the_weakest_word = mistake.change(
    "(total + float(logprob),",
    "(min(total, float(logprob)),",
    "A text is judged by its least probable word. Add the log-probabilities of all.",
    example=(_rugged, 2, 3),
)
beam_search_of_the_first_logprob = mistake.change(
    "(total + float(logprob),",
    "(total if ids else float(logprob),",
    "Only the first word's log-probability counts. Add those of all words.",
)
beam_search_from_the_last_word = mistake.change(
    "logprob_fn(ids)",
    "logprob_fn(ids[-1:])",
    "The function reads the last word alone. It gets the whole text so far.",
    example=(_second, 2, 3),
)
beam_search_from_the_greedy_word = mistake.change(
    "    for _ in range(steps):",
    "    first = np.asarray(logprob_fn(())).tolist()\n"
    "    beam = [(max(first), (first.index(max(first)),))]\n"
    "    for _ in range(steps - 1):",
    "Only the best first word is tried. The beam holds the k best from the first step on.",
)
beam_search_one_step_too_many = mistake.change(
    "for _ in range(steps):",
    "for _ in range(steps + 1):",
    "One step too many is made. The text has `steps` words.",
    example=(_crowded, 2, 2),
)
beam_search_of_the_last_word = mistake.change(
    "beam[0][1]", "beam[0][1][-1]", "Only the last word is returned. The whole text is wanted."
)
beam_search_of_the_first_word = mistake.change(
    "beam[0][1]", "beam[0][1][0]", "Only the first word is returned. The whole text is wanted."
)
beam_search_of_k_less_one = mistake.change(
    "[:k]", "[: max(k - 1, 1)]", "One beginning too few is kept. Keep k of them.", example=(_late, 3, 2)
)
beam_search_of_the_largest_ids = mistake.change(
    "sorted(longer, reverse=True)",
    "sorted(longer, key=lambda pair: pair[1], reverse=True)",
    "The beginnings are sorted by their words. Sort them by the sums.",
    example=(_rough, 2, 3),
)
beam_search_without_impossible_words = mistake.change(
    "for token, logprob in enumerate(np.asarray(logprob_fn(ids)).tolist())",
    "for token, logprob in enumerate(np.asarray(logprob_fn(ids)).tolist())\n            if logprob > -math.inf",
    "Words with -inf are left out, so that the beam may run empty. They may stay where there is nothing better.",
    example=(_dead_end, 2, 2),
)


@mistake(
    "The first k continuations are kept, and not the best: they are not sorted. Sort them by their sums.",
    example=(_rough, 2, 3),
)
def beam_search_unsorted(logprob_fn, k, steps):
    if k < 1 or steps < 1:
        raise ValueError("k and steps must be at least 1")
    beam = [(0.0, ())]
    for _ in range(steps):
        beam = [
            (total + float(x), (*ids, token))
            for total, ids in beam
            for token, x in enumerate(np.asarray(logprob_fn(ids)).tolist())
        ][:k]
    return max(beam)[1]


@mistake(
    "The log-probabilities are added to the same sum one after the other, so that each word also bears those before it."
    " Begin each from the sum of the text so far."
)
def beam_search_with_a_running_sum(logprob_fn, k, steps):
    if k < 1 or steps < 1:
        raise ValueError("k and steps must be at least 1")
    beam = [(0.0, ())]
    for _ in range(steps):
        longer = []
        for total, ids in beam:
            for token, logprob in enumerate(np.asarray(logprob_fn(ids)).tolist()):
                total += float(logprob)
                longer.append((total, (*ids, token)))
        beam = sorted(longer, reverse=True)[:k]
    return beam[0][1]


# Other right answers


@alternative
def beam_search_with_a_heap(logprob_fn, k, steps):
    if k < 1 or steps < 1:
        raise ValueError("k, steps")
    beam = {(): 0.0}
    for _ in range(steps):
        longer = {}
        for ids, total in beam.items():
            for token, logprob in enumerate(logprob_fn(ids)):
                longer[(*ids, token)] = total + float(logprob)
        beam = dict(heapq.nlargest(k, longer.items(), key=lambda item: item[1]))
    return max(beam, key=beam.get)


@alternative
def beam_search_with_arrays(logprob_fn, k, steps):
    if k <= 0 or steps <= 0:
        raise ValueError("k, steps")
    texts, totals = [()], np.zeros(1)
    for _ in range(steps):
        rows = np.array([logprob_fn(text) for text in texts], dtype=float)
        sums = totals[:, None] + rows
        best = np.argsort(-sums, axis=None, kind="stable")[:k]
        texts = [(*texts[i // rows.shape[1]], int(i % rows.shape[1])) for i in best.tolist()]
        totals = sums.ravel()[best]
    return texts[int(np.argmax(totals))]
