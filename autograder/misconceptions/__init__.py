"""Known wrong implementations, one module per section.

Each is written as a student would write it, carries the message that such a student should read, and an example:
arguments for which it gives a wrong answer. They serve twice: the hidden suites are measured against them, and a
student's wrong answers are compared with theirs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

Wrong = TypeVar("Wrong", bound=Callable[..., Any])


@dataclass(frozen=True)
class Misconception:
    """What a wrong implementation stands for.

    Attributes:
        exercise: name of the exercise that it gets wrong.
        message: what a student who made this mistake is told: the mistake, then the way out. One or two sentences.
        example: positional arguments that tell it from the reference; may be shown to students.
    """

    exercise: str
    message: str
    example: tuple[Any, ...]


def misconception(exercise: str, message: str, *, example: tuple[Any, ...]) -> Callable[[Wrong], Wrong]:
    """Mark a function as a known wrong implementation of `exercise`.

    >>> @misconception("entropy", "The minus sign is missing.", example=([0.5, 0.5],))
    ... def entropy_without_minus(p): ...
    """

    def mark(function: Wrong) -> Wrong:
        function.misconception = Misconception(exercise, message, example)  # type: ignore[attr-defined]
        return function

    return mark
