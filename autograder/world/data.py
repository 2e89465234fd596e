"""The files in `assignments/data`: how they are written, and read. Every one opens with `numpy.load` alone."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.world.automaton import vocabulary
from autograder.world.corpus import Ids
from autograder.world.transformer import Array, Weights

if TYPE_CHECKING:
    from autograder.world.train import Trained

DATA = Path(__file__).resolve().parents[2] / "assignments" / "data"
TRAIN_SEED, HELDOUT_SEED = 1, 2
SHIPPED_STORIES = 20_000


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
    }
    for name, arrays in files.items():
        np.savez_compressed(folder / f"{name}.npz", **arrays)


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
