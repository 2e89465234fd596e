"""5.9 `sentence_log_prob`: criteria, known mistakes, other right answers."""

import itertools
import math
from itertools import pairwise

import numpy as np

from autograder.content import (
    alternative,
    assert_close,
    assert_unchanged,
    criterion,
    distributions,
    mistakes_of,
    raises,
)
from autograder.content.s05_maximum_likelihood.shared import models
from solutions.s05_maximum_likelihood import (
    sentence_log_prob,
)

# Criteria


def _dict_model(rng, words):
    """A model over `words` in dicts, with every pair, all entries well above the floor."""
    (first,) = distributions(rng, (len(words),))
    rows = next(models(rng, [(len(words), len(words))]))
    unigram = dict(zip(words, first.tolist(), strict=True))
    bigram = {(a, b): float(rows[i, j]) for i, a in enumerate(words) for j, b in enumerate(words)}
    return unigram, bigram


@criterion(core=True)
def test_sums_the_logarithms(sentence_log_prob, reference, rng):
    words = ["the", "cat", "sat", "on"]
    for length in (1, 2, 3, 30):
        unigram, bigram = _dict_model(rng, words)
        tokens = rng.choice(words, size=length).tolist()
        unigram[tokens[0]] = 2.0**-20  # rare, but there: what is added to a probability weighs most here
        expected = reference.sentence_log_prob(tokens, unigram, bigram)
        assert_close(sentence_log_prob(tokens, unigram, bigram), expected)


@criterion()
def test_looks_up_previous_then_next(sentence_log_prob):
    unigram, bigram = {"a": 0.5, "b": 0.25}, {("a", "b"): 0.125, ("b", "a"): 0.7, ("b", "c"): 0.3}
    assert_close(sentence_log_prob(["a", "b", "c"], unigram, bigram), math.log(0.5 * 0.125 * 0.3))
    assert_close(sentence_log_prob(["b", "a", "b"], unigram, bigram), math.log(0.25 * 0.7 * 0.125))


@criterion()
def test_counts_what_is_missing_as_the_floor(sentence_log_prob):
    unigram, bigram = {"a": 0.5, "b": 0.25}, {("a", "b"): 0.125}
    low = math.log(1e-10)
    assert_close(sentence_log_prob(["c"], unigram, bigram), low)
    assert_close(sentence_log_prob(["b", "a"], unigram, bigram), math.log(0.25) + low)
    assert_close(sentence_log_prob(["c", "d", "a", "b"], unigram, bigram), 3 * low + math.log(0.125))
    assert_close(sentence_log_prob(["c", "a", "b"], unigram, bigram, 0.01), math.log(0.01 * 0.01 * 0.125))
    assert_close(sentence_log_prob(["a", "b", "b"], unigram, bigram, floor=1e-300), math.log(0.0625) + math.log(1e-300))
    assert_close(sentence_log_prob(["a", "a"], {}, {}, floor=0.5), math.log(0.25))


@criterion()
def test_takes_known_probabilities_as_they_are(sentence_log_prob):
    unigram, bigram = {"a": 1e-13, "b": 0.25}, {("a", "b"): 1e-12, ("b", "a"): 1.0}
    assert_close(sentence_log_prob(["a", "b", "a"], unigram, bigram), math.log(1e-13) + math.log(1e-12))
    assert_close(sentence_log_prob(["b", "a"], unigram, bigram, floor=0.5), math.log(0.25))


@criterion()
def test_of_long_texts_does_not_underflow(sentence_log_prob):
    unigram, bigram = {"a": 0.05}, {("a", "b"): 0.01, ("b", "a"): 0.02}
    tokens = ["a", "b"] * 500
    expected = math.log(0.05) + 500 * math.log(0.01) + 499 * math.log(0.02)
    assert_close(sentence_log_prob(tokens, unigram, bigram), expected)


@criterion()
def test_needs_a_token(sentence_log_prob):
    for unigram, bigram in (({"a": 1.0}, {("a", "a"): 1.0}), ({}, {})):
        with raises(ValueError):
            sentence_log_prob([], unigram, bigram)


@criterion()
def test_leaves_its_arguments_unchanged(sentence_log_prob):
    assert_unchanged(sentence_log_prob, ["a", "c", "b"], {"a": 0.5}, {("a", "b"): 0.125}, 0.25)


# Known mistakes


def _check_sentence(tokens):
    if len(tokens) == 0:
        raise ValueError("no tokens")


def _factors(tokens, unigram, bigram, floor):
    """The probability of each token."""
    _check_sentence(tokens)
    return [unigram.get(tokens[0], floor), *(bigram.get(pair, floor) for pair in pairwise(tokens))]


mistake = mistakes_of(sentence_log_prob, example=(["a", "b"], {"a": 0.5}, {("a", "b"): 0.25}))


@mistake("The first token is forgotten. Nothing precedes it, so add the logarithm of its unigram probability.")
def sentence_log_prob_without_the_first_token(tokens, unigram, bigram, floor=1e-10):
    _check_sentence(tokens)
    return float(sum(math.log(bigram.get(pair, floor)) for pair in pairwise(tokens)))


@mistake("Pairs are looked up as (next, previous). The keys are (previous, next).")
def sentence_log_prob_looking_up_backwards(tokens, unigram, bigram, floor=1e-10):
    return sentence_log_prob(tokens, unigram, {(b, a): p for (a, b), p in bigram.items()}, floor)


@mistake(
    "The probabilities are multiplied, and after some hundred tokens the product is 0, whose logarithm is an error. Add the "
    "logarithms.",
    example=(["a"] * 400, {"a": 0.1}, {("a", "a"): 0.1}),
)
def sentence_log_prob_of_the_product(tokens, unigram, bigram, floor=1e-10):
    return math.log(math.prod(_factors(tokens, unigram, bigram, floor)))


@mistake(
    "The probabilities are multiplied, and after some hundred tokens the product is 0 and its logarithm minus infinity. Add "
    "the logarithms.",
    example=(["a"] * 400, {"a": 0.1}, {("a", "a"): 0.1}),
)
def sentence_log_prob_of_the_product_with_numpy(tokens, unigram, bigram, floor=1e-10):
    return float(np.log(np.prod(_factors(tokens, unigram, bigram, floor))))


@mistake(
    "A token or pair that is not in the tables raises KeyError. Use dict.get with the floor as default.",
    example=(["a", "a"], {"a": 0.5}, {("a", "b"): 1.0}),
)
def sentence_log_prob_with_key_error(tokens, unigram, bigram, floor=1e-10):
    _check_sentence(tokens)
    return math.log(unigram[tokens[0]]) + sum(math.log(bigram[pair]) for pair in pairwise(tokens))


@mistake(
    "The floor holds for pairs only: an unknown first token raises KeyError. Use dict.get with the floor there, too.",
    example=(["c", "a"], {"a": 0.5}, {("c", "a"): 0.25}),
)
def sentence_log_prob_without_floor_for_the_first_token(tokens, unigram, bigram, floor=1e-10):
    _check_sentence(tokens)
    return math.log(unigram[tokens[0]]) + sum(math.log(bigram.get(pair, floor)) for pair in pairwise(tokens))


@mistake(
    "The floor is added to every probability. It stands in only for those that are missing.",
    example=(["a", "b"], {"a": 0.02}, {("a", "b"): 0.05}, 0.1),
)
def sentence_log_prob_adding_the_floor(tokens, unigram, bigram, floor=1e-10):
    _check_sentence(tokens)
    probs = [unigram.get(tokens[0], 0.0), *(bigram.get(pair, 0.0) for pair in pairwise(tokens))]
    return sum(math.log(p + floor) for p in probs)


@mistake(
    "Known probabilities below the floor are raised to it. The floor stands in only for those that are missing.",
    example=(["a", "b"], {"a": 0.02}, {("a", "b"): 0.05}, 0.1),
)
def sentence_log_prob_raising_to_the_floor(tokens, unigram, bigram, floor=1e-10):
    return sum(math.log(max(p, floor)) for p in _factors(tokens, unigram, bigram, floor))


@mistake(
    "The argument floor is ignored: 1e-10 is used always. It is only the default.",
    example=(["c", "a"], {"a": 0.5}, {("a", "b"): 1.0}, 0.001),
)
def sentence_log_prob_with_a_fixed_floor(tokens, unigram, bigram, floor=1e-10):
    return sentence_log_prob(tokens, unigram, bigram)


@mistake(
    "What is missing adds nothing, as if its probability were 1. It counts as the floor.",
    example=(["a", "a"], {"a": 0.5}, {("a", "b"): 1.0}),
)
def sentence_log_prob_skipping_what_is_missing(tokens, unigram, bigram, floor=1e-10):
    return sentence_log_prob(tokens, unigram, bigram, 1.0)


@mistake(
    "A missing pair gets the unigram probability of its second token. Here it gets the floor.",
    example=(["a", "a"], {"a": 0.5}, {("a", "b"): 1.0}),
)
def sentence_log_prob_backing_off(tokens, unigram, bigram, floor=1e-10):
    pairs = {pair: bigram.get(pair, unigram.get(pair[1], floor)) for pair in pairwise(tokens)}
    return sentence_log_prob(tokens, unigram, pairs, floor)


@mistake(
    "All tokens are scored with the unigram. Only the first is; each other one depends on the token before it.",
    example=(["a", "b"], {"a": 0.5, "b": 0.75}, {("a", "b"): 0.25}),
)
def sentence_log_prob_of_unigrams(tokens, unigram, bigram, floor=1e-10):
    _check_sentence(tokens)
    return sum(math.log(unigram.get(token, floor)) for token in tokens)


@mistake(
    "The unigram probability of every token is added. Only the first token has one; each other one is scored by its pair "
    "alone.",
    example=(["a", "b"], {"a": 0.5, "b": 0.75}, {("a", "b"): 0.25}),
)
def sentence_log_prob_with_all_unigrams(tokens, unigram, bigram, floor=1e-10):
    rest = sum(math.log(unigram.get(token, floor)) for token in tokens[1:])
    return sentence_log_prob(tokens, unigram, bigram, floor) + rest


@mistake("This is the mean over the tokens. The log-probability of the sentence is the sum.")
def sentence_log_prob_averaged(tokens, unigram, bigram, floor=1e-10):
    return sentence_log_prob(tokens, unigram, bigram, floor) / len(tokens)


@mistake("This is the probability. Return its logarithm.")
def sentence_log_prob_without_log(tokens, unigram, bigram, floor=1e-10):
    return math.exp(sentence_log_prob(tokens, unigram, bigram, floor))


@mistake("These are bits. Use the natural logarithm, math.log.")
def sentence_log_prob_in_bits(tokens, unigram, bigram, floor=1e-10):
    return sentence_log_prob(tokens, unigram, bigram, floor) / math.log(2)


@mistake("A sentence without tokens gives 0.0 here. Raise ValueError.", example=([], {"a": 1.0}, {}))
def sentence_log_prob_of_nothing(tokens, unigram, bigram, floor=1e-10):
    return sentence_log_prob(tokens, unigram, bigram, floor) if len(tokens) else 0.0


@mistake("This is the negative log-probability, the loss. A log-probability is at most 0: drop the minus.")
def sentence_log_prob_negated(tokens, unigram, bigram, floor=1e-10):
    return -sentence_log_prob(tokens, unigram, bigram, floor)


@mistake(
    "This is the mean loss of a token. Return the sum of the log-probabilities, without minus and without division."
)
def sentence_log_prob_as_mean_loss(tokens, unigram, bigram, floor=1e-10):
    return -sentence_log_prob(tokens, unigram, bigram, floor) / len(tokens)


@mistake("This is the perplexity. Return the sum of the log-probabilities.")
def sentence_log_prob_as_perplexity(tokens, unigram, bigram, floor=1e-10):
    return math.exp(-sentence_log_prob(tokens, unigram, bigram, floor) / len(tokens))


@mistake(
    "The sum is divided by the number of pairs. The log-probability of the sentence is the sum itself.",
    example=(["a", "b", "a"], {"a": 0.5}, {("a", "b"): 0.25, ("b", "a"): 0.75}),
)
def sentence_log_prob_per_pair(tokens, unigram, bigram, floor=1e-10):
    return sentence_log_prob(tokens, unigram, bigram, floor) / max(1, len(tokens) - 1)


@mistake("This is the decimal logarithm. Use the natural one, math.log.")
def sentence_log_prob_in_base_10(tokens, unigram, bigram, floor=1e-10):
    return sentence_log_prob(tokens, unigram, bigram, floor) / math.log(10)


@mistake(
    "The floor is added as it stands where something is missing. It is a probability: add its logarithm.",
    example=(["a", "a"], {"a": 0.5}, {("a", "b"): 1.0}),
)
def sentence_log_prob_with_the_floor_as_logarithm(tokens, unigram, bigram, floor=1e-10):
    return sentence_log_prob(tokens, unigram, bigram, math.exp(floor))


@mistake(
    "The floor holds for the first token only: a pair that is missing raises KeyError. Use dict.get with the floor there, too.",
    example=(["a", "a"], {"a": 0.5}, {("a", "b"): 1.0}),
)
def sentence_log_prob_without_floor_for_pairs(tokens, unigram, bigram, floor=1e-10):
    _check_sentence(tokens)
    return math.log(unigram.get(tokens[0], floor)) + sum(math.log(bigram[pair]) for pair in pairwise(tokens))


@mistake("The last pair is missing. T tokens have T - 1 pairs, the last one ends with the last token.")
def sentence_log_prob_without_the_last_pair(tokens, unigram, bigram, floor=1e-10):
    return sentence_log_prob(tokens[: max(1, len(tokens) - 1)], unigram, bigram, floor)


@mistake(
    "The first pair is missing: the loop over the pairs starts too late. Each token but the first ends a pair.",
    example=(["a", "b", "a"], {"a": 0.5}, {("a", "b"): 0.25, ("b", "a"): 0.75}),
)
def sentence_log_prob_without_the_first_pair(tokens, unigram, bigram, floor=1e-10):
    probs = _factors(tokens, unigram, bigram, floor)
    return sum(map(math.log, [probs[0], *probs[2:]]))


@mistake(
    "Each pair is divided by the unigram probability of its first token. The table holds conditional probabilities already."
)
def sentence_log_prob_divided_by_unigrams(tokens, unigram, bigram, floor=1e-10):
    before = sum(math.log(unigram.get(token, floor)) for token in tokens[:-1])
    return sentence_log_prob(tokens, unigram, bigram, floor) - before


@mistake("This is the logarithm of the sum of the probabilities. They multiply: sum their logarithms.")
def sentence_log_prob_of_the_sum(tokens, unigram, bigram, floor=1e-10):
    return math.log(sum(_factors(tokens, unigram, bigram, floor)))


@mistake("The probabilities are added up, without logarithms. Add the logarithm of each.")
def sentence_log_prob_summing_probabilities(tokens, unigram, bigram, floor=1e-10):
    return float(sum(_factors(tokens, unigram, bigram, floor)))


@mistake(
    "What is missing makes the whole sentence impossible, -inf. It counts as the floor.",
    example=(["a", "a"], {"a": 0.5}, {("a", "b"): 1.0}),
)
def sentence_log_prob_of_the_impossible(tokens, unigram, bigram, floor=1e-10):
    probs = _factors(tokens, unigram, bigram, 0.0)
    return sum(map(math.log, probs)) if all(probs) else -math.inf


@mistake(
    "A sentence in which something is missing gets the logarithm of the floor as a whole. Only the factor that is missing is "
    "replaced; the others stay.",
    example=(["a", "b", "b"], {"a": 0.5}, {("a", "b"): 0.25}),
)
def sentence_log_prob_floor_for_the_whole(tokens, unigram, bigram, floor=1e-10):
    if not all(_factors(tokens, unigram, bigram, 0.0)):
        return math.log(floor)
    return sentence_log_prob(tokens, unigram, bigram, floor)


@mistake(
    "The sum stops at the first pair that is missing. Add the logarithm of the floor there, and go on.",
    example=(["a", "b", "b", "a"], {"a": 0.5}, {("a", "b"): 0.25, ("b", "a"): 0.75}),
)
def sentence_log_prob_stopping_at_what_is_missing(tokens, unigram, bigram, floor=1e-10):
    probs = _factors(tokens, unigram, bigram, 0.0)
    known = list(itertools.takewhile(bool, probs[1:]))
    total = math.log(probs[0] or floor) + sum(map(math.log, known))
    return total + math.log(floor) if len(known) < len(probs) - 1 else total


@mistake(
    "The result is kept above the logarithm of the floor. The floor replaces single probabilities that are missing; a sentence "
    "may be less probable than that.",
    example=(["a", "b"], {"a": 0.02}, {("a", "b"): 0.05}, 0.1),
)
def sentence_log_prob_with_a_floor_for_the_sum(tokens, unigram, bigram, floor=1e-10):
    return max(sentence_log_prob(tokens, unigram, bigram, floor), math.log(floor))


@mistake(
    "The first token is looked up in the bigrams, after a start marker that is not there. Use its unigram probability."
)
def sentence_log_prob_with_a_start_marker(tokens, unigram, bigram, floor=1e-10):
    _check_sentence(tokens)
    return math.log(floor) + sum(math.log(bigram.get(pair, floor)) for pair in pairwise(tokens))


@mistake(
    "The value is right, but what is missing is written into the caller's dict, as setdefault does. Look it up with get.",
    example=(["c", "a"], {"a": 0.5}, {("c", "a"): 0.25}),
)
def sentence_log_prob_changing_the_dicts(tokens, unigram, bigram, floor=1e-10):
    result = sentence_log_prob(tokens, unigram, bigram, floor)
    unigram.setdefault(tokens[0], floor)
    for pair in pairwise(tokens):
        bigram.setdefault(pair, floor)
    return result


@mistake("Bigram and unigram are mixed half and half. A pair that is there counts by its bigram probability alone.")
def sentence_log_prob_mixing(tokens, unigram, bigram, floor=1e-10):
    probs = _factors(tokens, unigram, bigram, floor)
    mixed = [(p + unigram.get(token, floor)) / 2 for p, token in zip(probs, tokens, strict=True)]
    return sum(map(math.log, mixed))


# Other right answers


@alternative
def sentence_log_prob_with_fsum(tokens, unigram, bigram, floor=1e-10):
    if not tokens:
        raise ValueError("no tokens")
    probs = [unigram.get(tokens[0], floor)]
    probs += [bigram.get((a, b), floor) for a, b in itertools.pairwise(tokens)]
    return math.fsum(map(math.log, probs))


@alternative
def sentence_log_prob_with_numpy(tokens, unigram, bigram, floor=1e-10):
    if len(tokens) < 1:
        raise ValueError("no tokens")
    pairs = [(tokens[i - 1], tokens[i]) for i in range(1, len(tokens))]
    return np.log([unigram.get(tokens[0], floor), *(bigram.get(pair, floor) for pair in pairs)]).sum()


@alternative
def sentence_log_prob_with_tests_for_keys(tokens, unigram, bigram, floor=1e-10):
    total, previous = None, None
    for token in tokens:
        if total is None:
            total = math.log(unigram[token]) if token in unigram else math.log(floor)
        else:
            total += math.log(bigram[previous, token]) if (previous, token) in bigram else math.log(floor)
        previous = token
    if total is None:
        raise ValueError("no tokens")
    return total
