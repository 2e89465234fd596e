"""N-gram models against the formula of Witten and Bell, word by word."""

import math
from collections import Counter

import numpy as np
import pytest

from autograder.world.corpus import Ids
from autograder.world.ngrams import ngram_nlls


def witten_bell(train: list[int], history: list[int], word: int, vocab_size: int) -> float:
    """p(word | history), from its definition."""
    shorter = witten_bell(train, history[1:], word, vocab_size) if history else 1 / vocab_size
    n = len(history)
    padded = [0] * n + train
    after = Counter(padded[i] for i in range(n, len(padded)) if padded[i - n : i] == history)
    if not after:
        return shorter
    return (after[word] + len(after) * shorter) / (after.total() + len(after))


@pytest.fixture
def streams() -> tuple[Ids, Ids]:
    rng = np.random.default_rng(0)
    return rng.integers(0, 5, 60), rng.integers(0, 6, 30)  # 5 is never seen in training


@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_losses_are_those_of_the_definition(order: int, streams: tuple[Ids, Ids]) -> None:
    train, heldout = (stream.tolist() for stream in streams)
    padded = [0] * (order - 1) + heldout
    expected = [-math.log(witten_bell(train, padded[i : i + order - 1], word, 6)) for i, word in enumerate(heldout)]
    np.testing.assert_allclose(ngram_nlls(*streams, order, 6), expected, rtol=1e-12)


def test_order_0_is_the_uniform_model(streams: tuple[Ids, Ids]) -> None:
    np.testing.assert_allclose(ngram_nlls(*streams, 0, 6), math.log(6))


@pytest.mark.parametrize("order", [1, 2, 3])
def test_probabilities_of_all_next_words_sum_to_1(order: int, streams: tuple[Ids, Ids]) -> None:
    history = [1, 3]
    last = [ngram_nlls(streams[0], np.array([*history, word]), order, 6)[-1] for word in range(6)]
    assert np.exp(-np.array(last)).sum() == pytest.approx(1, abs=1e-12)


def test_more_words_than_an_integer_can_count_are_refused(streams: tuple[Ids, Ids]) -> None:
    with pytest.raises(ValueError, match="do not fit into one integer"):
        ngram_nlls(*streams, 5, 10_000)
