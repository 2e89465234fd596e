"""The language: probabilities that sum to 1, grammatical English, and memory of what was said long before."""

import itertools

import numpy as np
import pytest

from autograder.world import automaton
from autograder.world.automaton import ANIMALS, EOS, NAMES, THINGS, Choices, step, vocabulary
from autograder.world.corpus import draw, draw_story

Story = list[str]


@pytest.fixture(scope="module")
def all_choices() -> list[Choices]:
    """What may follow in every reachable state."""
    return [step(state) for state in automaton.reachable_states()]


@pytest.fixture(scope="module")
def stories() -> list[Story]:
    rng = np.random.default_rng(5)
    return [draw_story(rng) for _ in range(400)]


def test_probabilities_sum_to_1_in_every_reachable_state(all_choices: list[Choices]) -> None:
    assert all(probability > 0 for choices in all_choices for probability, _ in choices.values())
    assert max(abs(sum(probability for probability, _ in choices.values()) - 1) for choices in all_choices) < 1e-12


def test_vocabulary_is_every_word_that_can_be_reached(all_choices: list[Choices]) -> None:
    assert set(vocabulary()) == {word for choices in all_choices for word in choices}
    assert vocabulary()[0] == EOS and list(vocabulary()[1:]) == sorted(vocabulary()[1:])
    assert 70 <= len(vocabulary()) <= 130


def test_vocabulary_has_the_words_that_the_lessons_use() -> None:
    assert {"the", "a", "cat", "dog", "sat", "ran", "away", "on", "by", "mat", "rug"} <= set(vocabulary())


def test_a_story_ends_with_its_only_eos_and_has_about_35_tokens(stories: list[Story]) -> None:
    assert all(story.index(EOS) == len(story) - 1 for story in stories)
    assert 33 < np.mean([len(story) for story in stories]) < 39


def test_an_stands_before_vowels_and_a_before_other_letters(stories: list[Story]) -> None:
    pairs = {pair for story in stories for pair in itertools.pairwise(story) if pair[0] in ("a", "an")}
    assert all((article == "an") == (word[0] in "aeiou") for article, word in pairs)
    assert {("an", "apple"), ("an", "old"), ("a", "cat")} <= pairs


def test_pronoun_name_and_bed_follow_from_the_first_animal(stories: list[Story]) -> None:
    for story in stories:
        animal = next(ANIMALS[word] for word in story if word in ANIMALS)
        assert {word for word in story if word in NAMES} <= {animal.pronoun}
        name = story[story.index("called") + 1]
        assert name in NAMES[animal.pronoun]
        assert {word for word in story if word in itertools.chain(*NAMES.values())} == {name}
        slept = story.index("slept")
        assert story[slept + 1 : slept + 4] == [animal.preposition, "the", animal.bed]


def test_what_is_taken_or_dreamed_of_is_what_was_seen_last(stories: list[Story]) -> None:
    seen_again = 0
    for story in stories:
        things = [(i, word) for i, word in enumerate(story) if word in THINGS]
        for (_, before), (i, word) in itertools.pairwise(things):
            if story[i - 2] in {*automaton.HANDLINGS["merry"], "of"}:
                assert word == before
                seen_again += 1
    assert seen_again > 100


def test_a_draw_keeps_to_the_cumulative_probabilities() -> None:
    thirds = {"a": 0.25, "b": 0.5, "c": 0.25}
    assert [draw(thirds, u) for u in (0.0, 0.24, 0.25, 0.74, 0.75, 0.999)] == ["a", "a", "b", "b", "c", "c"]
    assert draw({"a": 0.5, "b": 0.4999}, 0.99999) == "b"


def test_the_same_seed_draws_the_same_story() -> None:
    assert draw_story(np.random.default_rng(3)) == draw_story(np.random.default_rng(3))
    assert draw_story(np.random.default_rng(3)) != draw_story(np.random.default_rng(4))
