"""5.6 `unigram_probs`: criteria, known mistakes, other right answers."""

import itertools
import math
from collections import Counter, defaultdict

import numpy as np

from autograder.content import (
    alternative,
    assert_close,
    assert_unchanged,
    criterion,
    mistakes_of,
    raises,
)
from autograder.content.s05_maximum_likelihood.shared import texts
from solutions.s05_maximum_likelihood import (
    unigram_probs,
)

# Criteria


@criterion(core=True)
def test_are_relative_frequencies(unigram_probs, reference, rng):
    words = ["the", "cat", "sat", "on", "mat", "ran", "away"]
    for length in (5, 20, 300):
        tokens = rng.choice(words, size=length, p=[0.4, 0.2, 0.1, 0.1, 0.1, 0.05, 0.05]).tolist()
        assert_close(unigram_probs(tokens), reference.unigram_probs(tokens))


@criterion(core=True)
def test_of_ids(unigram_probs, reference, rng):
    for ids, vocabulary in texts(rng, [(6, 3), (50, 9)]):
        tokens = [*ids.tolist(), vocabulary]  # the last one occurs once
        assert_close(unigram_probs(tokens), reference.unigram_probs(tokens))


@criterion()
def test_keeps_tokens_as_they_are(unigram_probs):
    tokens = ["Rose", "rose", " rose", "rose ", "", ".", "rose", "ROSE"]
    expected = dict.fromkeys(tokens, 0.125) | {"rose": 0.25}
    assert_close(unigram_probs(tokens), expected)


@criterion()
def test_keeps_tokens_that_occur_once(unigram_probs):
    assert_close(unigram_probs(["x", "y", "z", "x"]), {"x": 0.5, "y": 0.25, "z": 0.25})
    assert_close(unigram_probs(["only"]), {"only": 1.0})
    assert_close(unigram_probs(list(range(8))), dict.fromkeys(range(8), 0.125))


@criterion()
def test_needs_a_token(unigram_probs):
    with raises(ValueError):
        unigram_probs([])


@criterion()
def test_leaves_the_tokens_unchanged(unigram_probs):
    assert_unchanged(unigram_probs, ["b", "a", "b", "c"])


# Known mistakes


mistake = mistakes_of(unigram_probs, example=(["a", "b", "a", "a"],))


@mistake("These are counts. Divide each by the number of tokens.")
def unigram_probs_as_counts(tokens):
    unigram_probs(tokens)
    return dict(Counter(tokens))


@mistake(
    "The counts are divided by the number of different tokens. Divide by the number of all tokens, so that the values sum "
    "to 1."
)
def unigram_probs_per_type(tokens):
    return {token: p * len(tokens) / len(set(tokens)) for token, p in unigram_probs(tokens).items()}


@mistake(
    'Upper and lower case are folded together. Take the tokens as they are: "The" and "the" are two.',
    example=(["The", "the", "the", "the"],),
)
def unigram_probs_folding_case(tokens):
    return unigram_probs([token.lower() if isinstance(token, str) else token for token in tokens])


@mistake(
    "White space is stripped from the tokens. Take them as they are: that is the tokenizer's business.",
    example=(["rose", " rose", "rose", "rose"],),
)
def unigram_probs_stripping(tokens):
    return unigram_probs([token.strip() if isinstance(token, str) else token for token in tokens])


@mistake(
    "Tokens that occur once are dropped, so the values no longer sum to 1. Keep all of them.",
    example=(["x", "y", "z", "x"],),
)
def unigram_probs_dropping_singles(tokens):
    counts = Counter(tokens)
    return {token: p for token, p in unigram_probs(tokens).items() if counts[token] > 1}


@mistake("The counts are divided by T - 1. That is the number of pairs; there are T tokens.")
def unigram_probs_with_t_minus_1(tokens):
    return {token: p * len(tokens) / max(1, len(tokens) - 1) for token, p in unigram_probs(tokens).items()}


@mistake("The counts are divided by the largest one. Divide by the number of tokens, so that the values sum to 1.")
def unigram_probs_relative_to_the_largest(tokens):
    probs = unigram_probs(tokens)
    return {token: p / max(probs.values()) for token, p in probs.items()}


@mistake("One is added to every count. Maximum likelihood adds nothing: count and divide.")
def unigram_probs_with_add_one(tokens):
    unigram_probs(tokens)
    counts = Counter(tokens)
    return {token: (count + 1) / (len(tokens) + len(counts)) for token, count in counts.items()}


@mistake("These are logarithms. Return the relative frequencies themselves.")
def unigram_probs_as_logarithms(tokens):
    return {token: math.log(p) for token, p in unigram_probs(tokens).items()}


@mistake("The result is a list of pairs. Return a dict from token to frequency.")
def unigram_probs_as_a_list(tokens):
    return sorted(unigram_probs(tokens).items(), key=lambda item: -item[1])


@mistake("A text without tokens gives an empty dict, which is no distribution. Raise ValueError.", example=([],))
def unigram_probs_of_nothing(tokens):
    return unigram_probs(tokens) if len(tokens) else {}


@mistake("The keys are strings, str(token), also for ids. Keep the tokens as they are.", example=([3, 1, 3, 3],))
def unigram_probs_with_strings_as_keys(tokens):
    return {str(token): p for token, p in unigram_probs(tokens).items()}


@mistake("These are percentages. Return shares that sum to 1: do not multiply by 100.")
def unigram_probs_in_percent(tokens):
    return {token: 100 * p for token, p in unigram_probs(tokens).items()}


@mistake("The values are rounded, and may no longer sum to 1. Return them as they are.", example=(["a", "b", "a"],))
def unigram_probs_rounded(tokens):
    return {token: round(p, 4) for token, p in unigram_probs(tokens).items()}


@mistake("The values are rounded to hundredths. Return the shares as they are.", example=(["a", "b", "a"],))
def unigram_probs_in_hundredths(tokens):
    return {token: round(p, 2) for token, p in unigram_probs(tokens).items()}


@mistake("// cuts every share down to 0 or 1. Divide with /.")
def unigram_probs_with_integer_division(tokens):
    return {token: p // 1 for token, p in unigram_probs(tokens).items()}


@mistake(
    "A softmax is taken of the counts. Frequencies need no exponentials: divide each count by the number of tokens."
)
def unigram_probs_with_softmax(tokens):
    unigram_probs(tokens)
    counts = Counter(tokens)
    total = sum(map(math.exp, counts.values()))
    return {token: math.exp(count) / total for token, count in counts.items()}


@mistake("All different tokens get the same share. A token that occurs more often has a larger one: count.")
def unigram_probs_uniform(tokens):
    return dict.fromkeys(unigram_probs(tokens), 1 / len(set(tokens)))


@mistake(
    "The characters are counted: the tokens are joined into one string first. Count the items of the list.",
    example=(["the", "cat", "the"],),
)
def unigram_probs_of_characters(tokens):
    unigram_probs(tokens)
    text = "".join(map(str, tokens))
    return {character: count / len(text) for character, count in Counter(text).items()}


@mistake("The last token is not counted. Every token counts, also the one that nothing follows.")
def unigram_probs_without_the_last_token(tokens):
    unigram_probs(tokens)
    return unigram_probs(tokens[:-1]) if len(tokens) > 1 else {}


@mistake(
    "The first token is not counted. Every token counts, also the one that stands first.", example=(["a", "b", "b"],)
)
def unigram_probs_without_the_first_token(tokens):
    unigram_probs(tokens)
    return unigram_probs(tokens[1:]) if len(tokens) > 1 else {}


@mistake("Only the first token is in the result: the return stands inside the loop. Return after it.")
def unigram_probs_returning_in_the_loop(tokens):
    probs = unigram_probs(tokens)
    return {tokens[0]: probs[tokens[0]]}


@mistake("The result holds the frequencies alone. Return a dict that says which token each belongs to.")
def unigram_probs_as_values(tokens):
    return list(unigram_probs(tokens).values())


@mistake(
    "Tokens such as 0 and the empty string are dropped: `if token` is False for them. Count every token.",
    example=([0, 1, 0, 2],),
)
def unigram_probs_dropping_falsy_tokens(tokens):
    return {token: p for token, p in unigram_probs(tokens).items() if token}


@mistake("This is only the most frequent token, or its share. Return a dict with all of them.")
def unigram_probs_of_the_most_frequent(tokens):
    return max(unigram_probs(tokens).values())


@mistake("The pairs of neighbouring tokens are counted. That is a bigram model; here each token is counted for itself.")
def unigram_probs_of_pairs(tokens):
    unigram_probs(tokens)
    pairs = list(itertools.pairwise(tokens))
    return unigram_probs(pairs) if pairs else {}


@mistake(
    "itertools.groupby only joins equal neighbours: each token keeps the length of its last run. Count all of them.",
    example=(["a", "b", "a", "a"],),
)
def unigram_probs_of_the_last_run(tokens):
    unigram_probs(tokens)
    return {token: len(list(run)) / len(tokens) for token, run in itertools.groupby(tokens)}


# Other right answers


@alternative
def unigram_probs_with_counter(tokens):
    if not tokens:
        raise ValueError("no tokens")
    return Counter({token: count / len(tokens) for token, count in Counter(tokens).items()})


@alternative
def unigram_probs_with_defaultdict(tokens):
    probs = defaultdict(float)
    for token in tokens:
        probs[token] += 1 / len(tokens)
    if not probs:
        raise ValueError("no tokens")
    return probs


@alternative
def unigram_probs_with_count(tokens):
    if len(tokens) == 0:
        raise ValueError("no tokens")
    return {token: np.float64(tokens.count(token) / len(tokens)) for token in sorted(set(tokens))}
