"""The files in `assignments/data`: how they are written, and read. Every one opens with `numpy.load` alone."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.world.automaton import MOODS, vocabulary
from autograder.world.corpus import Ids, draw_story_and_mood, encode
from autograder.world.transformer import Array, Weights
from autograder.world.truth import true_distributions

if TYPE_CHECKING:
    from autograder.world.train import Trained

DATA = Path(__file__).resolve().parents[2] / "assignments" / "data"
TRAIN_SEED, HELDOUT_SEED = 1, 2
SHIPPED_STORIES = 20_000
TOLD_STORIES = 100
"""So many held-out stories come with the truth about each of their words."""


def save(
    folder: Path, stories: Sequence[Ids], heldout: Sequence[Ids], many: "Trained", few: "Trained", reference: Any
) -> None:
    """Write all files; `many` and `few` are the runs on many and on few stories."""
    folder.mkdir(parents=True, exist_ok=True)
    words = np.array(vocabulary())
    files: dict[str, dict[str, Any]] = {
        "weights": {"vocabulary": words, **many.end},
        "weights_start": {"vocabulary": words, **halved(many.start)},
        "weights_early": {"vocabulary": words, **halved(many.early)},
        "stories": {
            "vocabulary": words,
            "train": np.concatenate(stories[:SHIPPED_STORIES]),
            "heldout": np.concatenate(heldout),
        },
        "training_many": many.logs,
        "training_few": few.logs,
        "reference": dict(zip(("ids", "logits"), reference, strict=True)),
        "truth": truth(TOLD_STORIES),
    }
    for name, arrays in files.items():
        np.savez_compressed(folder / f"{name}.npz", **arrays)


def truth(count: int) -> dict[str, Any]:
    """The file `truth`: the first `count` held-out stories with their moods and true distributions (float32).

    It follows from the language alone, so that it can be made again without training.
    """
    rng = np.random.default_rng(HELDOUT_SEED)
    stories, moods = zip(*(draw_story_and_mood(rng) for _ in range(count)), strict=True)
    in_each_mood, mixed = zip(*map(true_distributions, stories), strict=True)
    return {
        "vocabulary": np.array(vocabulary()),
        "ids": np.concatenate([encode(story) for story in stories]),
        "moods": np.array(list(MOODS)),
        "prior": np.array(list(MOODS.values())),
        "mood": np.array([list(MOODS).index(mood) for mood in moods], dtype=np.uint8),
        "next_word": np.concatenate(mixed).astype(np.float32),
        "next_word_in_mood": np.concatenate(in_each_mood).astype(np.float32),
    }


def halved(weights: Weights) -> Weights:
    return {name: array.astype(np.float16) for name, array in weights.items()}


def load(name: str, folder: Path = DATA) -> dict[str, Any]:
    """The arrays of one file, by name: ``load("training_few")["train_loss"]``.

    Raises:
        FileNotFoundError: there is no such file.
    """
    with np.load(folder / f"{name}.npz", allow_pickle=False) as arrays:
        return dict(arrays)


def load_weights(name: str = "weights", folder: Path = DATA) -> Weights:
    """The weights of a model in double precision, without its vocabulary.

    Raises:
        FileNotFoundError: there is no such file.
    """
    arrays = load(name, folder)
    return {key: as_double(array) for key, array in arrays.items() if key != "vocabulary"}


def as_double(array: Any) -> Array:
    doubles: Array = array.astype(np.float64)
    return doubles
