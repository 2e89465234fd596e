"""Criteria: what a hidden test is worth.

A hidden test function is one criterion of one exercise. *Core* criteria check that the exercise does what it is for;
the others check edge cases. As long as a core criterion fails, the others earn nothing: a function that raises on
every input would otherwise be paid for raising on bad ones.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

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
