"""Correct answers to the exercises in other styles than the references', one module per section.

Students solve the same exercise with loops, with another formula, with a library. Whatever keeps the docstring's
promises must pass every check, visible or hidden; these answers show that the checks ask for nothing else.
"""

import importlib
from collections.abc import Callable
from typing import Any, TypeVar

Answer = TypeVar("Answer", bound=Callable[..., Any])


def alternative(exercise: str) -> Callable[[Answer], Answer]:
    """Mark a function as a correct answer to `exercise`.

    >>> @alternative("entropy")
    ... def entropy_in_a_loop(p): ...
    """

    def mark(function: Answer) -> Answer:
        function.alternative = exercise  # type: ignore[attr-defined]
        return function

    return mark


def of_section(section: str) -> list[tuple[str, Callable[..., Any]]]:
    """(exercise, answer) for all alternatives of a section, in the order of their file."""
    module = importlib.import_module(f"{__name__}.{section}")
    answers = [value for value in vars(module).values() if isinstance(getattr(value, "alternative", None), str)]
    return [(answer.alternative, answer) for answer in answers]
