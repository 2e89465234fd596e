"""Section 8 reproduces the figures that its lesson is built on, and filters obey their laws."""

import importlib
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from autograder.content.lessons import part
from autograder.world.corpus import split_stories
from autograder.world.data import load, load_weights
from autograder.world.transformer import forward

s08: Any = importlib.import_module("solutions.s08_sampling")

SCORES = np.array([3.2, 2.1, 1.5, 0.8, 1.2, 0.9, 0.6, 0.3])
few = settings(max_examples=50, derandomize=True, deadline=None)
rows = arrays(float, st.integers(1, 12), elements=st.floats(-30, 30))


def entropy(p: NDArray[np.float64]) -> float:
    return float(-np.sum(p[p > 0] * np.log(p[p > 0])))


@pytest.mark.parametrize(
    ("temperature", "nats", "top"),
    [
        (0.1, "0.0002", "1.0000"),
        (0.5, "0.6463", "0.8408"),
        (1.0, "1.5656", "0.5073"),
        (2.0, "1.9578", "0.2859"),
        (5.0, "2.0622", "0.1789"),
    ],
)
def test_entropy_and_best_probability_at_five_temperatures(temperature: float, nats: str, top: str) -> None:
    p = s08.probabilities(s08.apply_temperature(SCORES, temperature))
    assert (f"{entropy(p):.4f}", f"{p.max():.4f}", p.argmax()) == (nats, top, 0)
    assert f"T = {temperature:3}: entropy {nats} nats, 'the' has {top}" in part("s08_sampling", "Sampling and").printed


def test_probabilities_and_the_nucleus_of_nine_tenths() -> None:
    p = s08.probabilities(SCORES)
    assert p.round(3).tolist() == [0.507, 0.169, 0.093, 0.046, 0.069, 0.051, 0.038, 0.028]
    assert np.cumsum(np.sort(p)[::-1]).round(3).tolist() == [0.507, 0.676, 0.769, 0.838, 0.888, 0.934, 0.972, 1.0]
    assert np.isfinite(s08.top_p_filter(SCORES, 0.9)).sum() == 6


def test_halved_and_doubled_temperature_of_three_logits() -> None:
    for temperature, probs in ((1, [0.665, 0.245, 0.09]), (0.5, [0.867, 0.117, 0.016]), (2, [0.506, 0.307, 0.186])):
        assert s08.probabilities(s08.apply_temperature([2, 1, 0], temperature)).round(3).tolist() == probs
    assert f"{s08.probabilities(s08.apply_temperature(SCORES, 0.1)).max():.5f}" == "0.99998"
    assert f"{math.log(8):.4f}" == "2.0794"


def test_heat_lets_the_nucleus_grow() -> None:
    cold, hot = (s08.probabilities(s08.apply_temperature([2, 1, 0, -1], t)) for t in (1, 3))
    assert cold.round(3).tolist() == [0.644, 0.237, 0.087, 0.032]
    assert hot.round(3).tolist() == [0.385, 0.276, 0.198, 0.142]
    assert [int((s08.decoding_distribution([2, 1, 0, -1], t, 4, 0.8) > 0).sum()) for t in (1, 3)] == [2, 3]


def test_greedy_text_is_not_the_most_probable_one() -> None:
    assert 0.6 * 0.1 < 0.4 * 0.9
    assert (f"{0.6 * 0.1:.2f}", f"{0.4 * 0.9:.2f}") == ("0.06", "0.36")


def test_the_cells_of_the_lesson_print_what_the_lesson_says() -> None:
    lesson = part("s08_sampling", "Sampling and")
    for line in (
        "sure   cumulative: [0.98  0.987 0.99  0.993 0.995 0.997 0.999 1.   ] so 0.9 is reached with 1",
        "unsure cumulative: [0.507 0.676 0.769 0.838 0.888 0.934 0.972 1.   ] so 0.9 is reached with 6",
        "all words entropy 1.5656 nats at T = 1, 2.0784 at T = 20",
        "top-k 3   entropy 0.8623 nats at T = 1, 1.0980 at T = 20",
        "top-p 0.9 entropy 1.3685 nats at T = 1, 2.0784 at T = 20",
        "all words:   the the the the the a a an this some",
        "top-k 3:     the the the the the the the a a an",
        "top-p 0.9:   the the the the the a a an one that",
        "at T = 0.5:  the the the the the the the the a an",
    ):
        assert line in lesson.printed
    assert f"{math.log(3):.2f}" == "1.10"


def test_words_join_the_nucleus_one_by_one() -> None:
    sizes = {t: int((s08.decoding_distribution(SCORES, t, 8, 0.9) > 0).sum()) for t in (0.42, 0.423, 4.96, 4.97)}
    assert sizes == {0.42: 1, 0.423: 2, 4.96: 7, 4.97: 8}
    heats = np.geomspace(0.05, 20, 400)
    for k, p in ((8, 1.0), (3, 1.0), (8, 0.9)):
        nats = [entropy(s08.decoding_distribution(SCORES, t, k, p)) for t in heats]
        assert np.all(np.diff(nats) > -1e-12)
    assert f"{math.log(3):.4f}" == "1.0986"


def test_min_p_follows_the_best_word() -> None:
    even, sure = np.full(50, 0.02), np.array([0.9] + [0.002] * 50)
    assert [int(np.isfinite(s08.min_p_filter(np.log(p), 0.1)).sum()) for p in (even, sure)] == [50, 1]


def test_hot_and_narrow_is_less_daring_than_plain() -> None:
    weights = load_weights("weights")
    single, narrow, plain = [], [], []
    for story in split_stories(load("stories")["heldout"])[:60]:
        for logits in forward(np.append(0, story[:-1]).astype(np.int64), weights).logits:
            p = s08.decoding_distribution(logits, 2.0, len(logits), 0.5)
            single.append(np.sum(p > 0) == 1)
            narrow.append(entropy(p))
            plain.append(entropy(s08.probabilities(logits)))
    assert f"{np.mean(single):.0%}, {np.mean(narrow):.2f}, {np.mean(plain):.2f}" == "57%, 0.49, 0.72"


def test_the_stories_of_the_lesson_are_written_by_the_model() -> None:
    lesson = part("s08_sampling", "Sampling and")
    text = lesson.text.replace("> ", "")
    stories = [line for line in lesson.printed.splitlines() if line.startswith("once")]
    assert len(stories) == 4
    for story in stories[:3]:
        assert story in text
    assert "he found a shiny bone by the wood . he liked the shoe ." in stories[3]


def test_too_cold_repeats_and_too_hot_babbles() -> None:
    lesson = part("s08_sampling", "Sampling and")
    for line in (
        "T = 0.05       said twice 0.90, unheard of 0.0000, 18 different",
        "T = 0.5        said twice 0.05, unheard of 0.0000, 20 different",
        "T = 1.0        said twice 0.00, unheard of 0.0000, 20 different",
        "T = 1.5        said twice 0.05, unheard of 0.0445, 20 different",
        "T = 2.0        said twice 0.00, unheard of 0.1841, 20 different",
        "T = 2, k = 3   said twice 0.05, unheard of 0.0123, 20 different",
        "T = 2, p = 0.9 said twice 0.00, unheard of 0.0256, 20 different",
        "T = 1, p = 0.9 said twice 0.05, unheard of 0.0015, 20 different",
    ):
        assert line in lesson.printed
    assert f"{1 / 650:.4f}" == "0.0015"
    # One in five, in eighty and in forty.
    assert [round(1 / share) for share in (0.1841, 0.0123, 0.0256)] == [5, 81, 39]


@few
@given(rows, st.floats(0.05, 20), st.floats(1.01, 4))
def test_entropy_grows_with_the_temperature_and_the_best_word_stays(
    logits: NDArray[np.float64], temperature: float, factor: float
) -> None:
    cold, hot = (s08.probabilities(s08.apply_temperature(logits, t)) for t in (temperature, temperature * factor))
    assert entropy(cold) <= entropy(hot) + 1e-9
    assert (
        s08.greedy(s08.apply_temperature(logits, temperature)) == s08.greedy(logits)
        or cold.max() - np.sort(cold)[-2] < 1e-9
    )


@few
@given(rows, st.floats(0.01, 1))
def test_the_nucleus_has_mass_p_and_not_without_its_last_word(logits: NDArray[np.float64], p: float) -> None:
    kept = np.isfinite(s08.top_p_filter(logits, p))
    probs = s08.probabilities(logits)
    assert probs[kept].sum() >= p - 1e-9
    if p < 1:
        assert kept.sum() == 1 or probs[kept].sum() - probs[kept].min() < p
    if not kept.all():
        assert probs[kept].min() >= probs[~kept].max()


@few
@given(rows, st.integers(1, 15))
def test_top_k_keeps_the_best_k_and_one_is_greedy(logits: NDArray[np.float64], k: int) -> None:
    kept = np.isfinite(s08.top_k_filter(logits, k))
    assert kept.sum() == min(k, len(logits))
    assert kept.all() or logits[kept].min() >= logits[~kept].max()
    assert np.flatnonzero(np.isfinite(s08.top_k_filter(logits, 1))).tolist() == [s08.greedy(logits)]


@few
@given(rows, st.randoms(use_true_random=False))
def test_words_may_be_shuffled(logits: NDArray[np.float64], random: Any) -> None:
    unequal = logits + np.arange(len(logits)) * 1e-3  # ties follow the ids
    order = np.array(random.sample(range(len(logits)), len(logits)))
    straight = s08.decoding_distribution(unequal, 0.7, 3, 0.83)
    assert np.allclose(s08.decoding_distribution(unequal[order], 0.7, 3, 0.83), straight[order], atol=1e-12, rtol=1e-9)


def test_gumbel_noise_draws_from_the_softmax() -> None:
    logits, draws = np.array([1.0, 0.0, -1.0]), 20_000
    u = np.random.default_rng(0).random((draws, 3))
    counts = np.bincount([s08.gumbel_max(logits, row) for row in u], minlength=3)
    expected = s08.probabilities(logits) * draws
    # Chi-square with 2 degrees of freedom is above 27.6 once in a million times.
    assert float(np.sum((counts - expected) ** 2 / expected)) < 27.6
