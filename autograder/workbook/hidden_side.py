"""The references and the known wrong implementations of a section, as Python objects. Never for students."""

import importlib
from collections import defaultdict
from collections.abc import Iterable
from types import ModuleType

from autograder.checking.outcomes import Function
from autograder.misconceptions import Misconception


def solution(section: str) -> ModuleType:
    """The section's literate module, imported."""
    return importlib.import_module(f"solutions.{section}")


def references(section: str, exercises: Iterable[str]) -> dict[str, Function]:
    """The reference functions of these exercises of a section, by name."""
    module = solution(section)
    return {name: getattr(module, name) for name in exercises}


def misconceptions(section: str) -> dict[str, list[tuple[Misconception, Function]]]:
    """The known wrong implementations of a section by exercise, in the order of their file; [] where there are none."""
    module = importlib.import_module(f"autograder.misconceptions.{section}")
    found: defaultdict[str, list[tuple[Misconception, Function]]] = defaultdict(list)
    for function in vars(module).values():
        if isinstance(mark := getattr(function, "misconception", None), Misconception):
            found[mark.exercise].append((mark, function))
    return found
