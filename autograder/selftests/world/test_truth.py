"""The true distribution: the filter over the mood against sums over both moods, written out."""

import math

import numpy as np
import pytest

from autograder.world.automaton import EOS, MOODS, State, step, vocabulary
from autograder.world.corpus import draw_story
from autograder.world.truth import mood_belief, true_distribution, true_nlls


def probability_in_mood(words: list[str], mood: str) -> float:
    """Product of the probabilities of the words of one story (or its beginning) in a mood, without any filter."""
    state: State | None = State("opening", mood)
    product = 1.0
    for word in words:
        assert state is not None
        probability, state = step(state).get(word, (0.0, state))
        product *= probability
    return product


def probability(words: list[str]) -> float:
    return sum(prior * probability_in_mood(words, mood) for mood, prior in MOODS.items())


@pytest.fixture(scope="module")
def stories() -> list[list[str]]:
    rng = np.random.default_rng(6)
    return [draw_story(rng) for _ in range(40)]


def test_losses_sum_to_the_log_probability_of_the_story_over_both_moods(stories: list[list[str]]) -> None:
    for story in stories:
        assert true_nlls(story).sum() == pytest.approx(-math.log(probability(story)), rel=1e-10)


def test_the_next_words_distribution_is_a_ratio_of_story_probabilities(stories: list[list[str]]) -> None:
    for story in stories[:4]:
        for t in range(0, len(story), 6):
            ratios = [probability([*story[:t], word]) / probability(story[:t]) for word in vocabulary()]
            np.testing.assert_allclose(true_distribution(story[:t]), ratios, atol=1e-12)
            assert true_distribution(story[:t]).sum() == pytest.approx(1, abs=1e-12)


def test_the_belief_in_a_mood_is_bayes_theorem(stories: list[list[str]]) -> None:
    for story in stories[:10]:
        beginning = story[:-5]
        merry = MOODS["merry"] * probability_in_mood(beginning, "merry") / probability(beginning)
        assert mood_belief(beginning)["merry"] == pytest.approx(merry, rel=1e-10)


def test_a_happy_animal_makes_a_merry_story_likely() -> None:
    words = ["once", "a", "cat", "called", "mia", "lived", "in", "the", "wood", ".", "she", "was", "happy"]
    assert mood_belief([]) == MOODS
    assert mood_belief(words)["merry"] == pytest.approx(0.6 * 0.4 / (0.6 * 0.4 + 0.4 * 0.05))


def test_a_story_knows_nothing_of_the_one_before(stories: list[list[str]]) -> None:
    first, second = stories[:2]
    np.testing.assert_allclose(true_distribution(first + second[:20]), true_distribution(second[:20]), atol=1e-12)
    np.testing.assert_array_equal(true_distribution([EOS]), true_distribution([]))
    losses = np.concatenate([true_nlls(first), true_nlls(second)])
    np.testing.assert_allclose(true_nlls(first + second), losses, atol=1e-12)


def test_the_cat_sat_on_the_mat() -> None:
    p = true_distribution(["the", "cat", "sat", "on", "the"])
    assert p[vocabulary().index("mat")] == pytest.approx(0.5 / (0.5 + 0.5 * 2 / 16))


def test_words_that_cannot_come_are_refused() -> None:
    with pytest.raises(ValueError, match=r"'away' cannot come here: the language has once the"):
        true_distribution(["away"])
    with pytest.raises(ValueError, match="'mat' cannot come here"):
        true_nlls(["once", "a", "mat"])
