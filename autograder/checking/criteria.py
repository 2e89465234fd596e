"""Criteria: what a hidden test is worth.

A hidden test function is one criterion of one exercise. *Core* criteria check that the exercise does what it is for;
the others check edge cases. As long as a core criterion fails, the others earn nothing: a function that raises on
every input would otherwise be paid for raising on bad ones.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from autograder.checking.compare import CheckFailure, Phrase, assert_close, assert_same

LARGEST = 1e300
"""A result beyond this is refused like an infinite one: computing with it would overflow."""

Test = TypeVar("Test", bound=Callable[..., None])


@dataclass(frozen=True)
class Criterion:
    """The exercise a hidden test belongs to, whether it is a core criterion, and its weight among the others."""

    exercise: str
    core: bool = False
    weight: float = 1.0


def criterion(exercise: str, *, core: bool = False, weight: float = 1.0) -> Callable[[Test], Test]:
    """Mark a hidden test function as a criterion of `exercise`.

    >>> @criterion("entropy", core=True)
    ... def test_entropy_matches_the_definition(entropy, reference, rng): ...
    """

    def mark(test: Test) -> Test:
        test.criterion = Criterion(exercise, core, weight)  # type: ignore[attr-defined]
        return test

    return mark


def assert_unchanged(function: Callable[..., object], *args: Any, **kwargs: Any) -> None:
    """Call `function` and raise `CheckFailure` if it changed one of its arguments."""
    copies = copy.deepcopy((args, kwargs))
    function(*copies[0], **copies[1])
    try:
        assert_same(copies, (args, kwargs))
    except CheckFailure:
        raise CheckFailure(
            "an argument was changed", Phrase("an argument was changed"), Phrase("arguments as they were")
        ) from None


def floats_of(got: object, shape: tuple[int, ...]) -> np.ndarray:
    """What a student returned as a float64 array, for a criterion to compute with.

    Raises:
        CheckFailure: it is not an array of floats of this shape, or an entry is nan or infinite.
    """
    assert_close(got, np.zeros(shape), atol=LARGEST)  # kind, shape and dtype; any finite value is near enough
    assert isinstance(got, np.ndarray)
    return got.astype(np.float64)


def float_of(got: object) -> float:
    """What a student returned as a float, for a criterion to compute with.

    Raises:
        CheckFailure: it is not a finite number.
    """
    assert_close(got, 0.0, atol=LARGEST)
    return float(got)  # type: ignore[arg-type]
