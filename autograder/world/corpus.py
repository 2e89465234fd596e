"""Stories: drawn from the automaton with a seed, and written as token ids."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from autograder.world.automaton import State, start_states, step, vocabulary

cached_step = cache(step)
EOS_ID = 0
Ids = NDArray[np.integer]
Outcome = TypeVar("Outcome")


def draw_story(rng: np.random.Generator) -> list[str]:
    """One story, ``<eos>`` included.

    Example:
        >>> " ".join(draw_story(np.random.default_rng(0))[-2:])
        '. <eos>'
    """
    return draw_story_and_mood(rng)[0]


def draw_story_and_mood(rng: np.random.Generator) -> tuple[list[str], str]:
    """The same story, and the mood that it never says."""
    start = draw(start_states(), rng.random())
    state: State | None = start
    story = []
    while state is not None:
        choices = cached_step(state)
        word = draw({word: probability for word, (probability, _) in choices.items()}, rng.random())
        story.append(word)
        state = choices[word][1]
    return story, start.mood


def draw(probabilities: dict[Outcome, float], u: float) -> Outcome:
    """The outcome at which the cumulative probability first exceeds `u`, which is uniform in [0, 1)."""
    outcomes, sums = list(probabilities), list(accumulate(probabilities.values()))
    return outcomes[min(bisect_right(sums, u), len(outcomes) - 1)]  # rounding may leave the last sum below u


def draw_stories(count: int, seed: int) -> list[Ids]:
    """`count` stories as token ids, each ending with the id 0; the same for the same seed."""
    rng = np.random.default_rng(seed)
    return [encode(draw_story(rng)) for _ in range(count)]


def encode(words: Iterable[str], words_of_ids: Sequence[str] | None = None) -> Ids:
    """Token ids of words, by their place in the vocabulary (the world's if none is given).

    Raises:
        ValueError: a word is not in the vocabulary.
    """
    ids = {word: i for i, word in enumerate(words_of_ids or vocabulary())}
    try:
        return np.array([ids[word] for word in words], dtype=np.uint8 if len(ids) <= 256 else np.int32)
    except KeyError as error:
        raise ValueError(f"{error} is not a word of this vocabulary") from None


def decode(ids: Iterable[int], words_of_ids: Sequence[str] | None = None) -> str:
    """The words of token ids, with a space between two."""
    words = words_of_ids or vocabulary()
    return " ".join(words[i] for i in ids)


def split_stories(stream: Ids) -> list[Ids]:
    """The stories of a stream of token ids, each with the ``<eos>`` that ends it."""
    return np.split(stream, np.flatnonzero(stream == EOS_ID)[:-1] + 1)


def pad(stories: Sequence[Ids]) -> tuple[Ids, Ids]:
    """Inputs and targets of a model that predicts every token of each story.

    A story begins after an ``<eos>``, so the inputs are the targets moved by one. Shorter stories are filled up with
    inputs 0 and targets -1, which count nowhere.

    Returns:
        inputs, targets: int32 arrays of shape (stories, longest story).

    Example:
        >>> inputs, targets = pad([np.array([5, 0]), np.array([7, 3, 0])])
        >>> inputs.tolist(), targets.tolist()
        ([[0, 5, 0], [0, 7, 3]], [[5, 0, -1], [7, 3, 0]])
    """
    shape = len(stories), max(map(len, stories))
    inputs, targets = np.zeros(shape, dtype=np.int32), np.full(shape, -1, dtype=np.int32)
    for row, story in enumerate(stories):
        inputs[row, 1 : len(story)] = story[:-1]
        targets[row, : len(story)] = story
    return inputs, targets
