"""The references and the known wrong implementations of a section, as Python objects. Never for students."""

import importlib
from types import ModuleType

from autograder.checking.outcomes import Function
from autograder.misconceptions import Misconception
from autograder.workbook.read import read_section


def solution(section: str) -> ModuleType:
    """The section's literate module, imported."""
    return importlib.import_module(f"solutions.{section}")


def references(section: str) -> dict[str, Function]:
    """The reference functions of a section by exercise."""
    module = solution(section)
    return {name: getattr(module, name) for name in read_section(section).exercises}


def misconceptions(section: str) -> dict[str, list[tuple[Misconception, Function]]]:
    """The known wrong implementations of a section by exercise, in the order of their file."""
    module = importlib.import_module(f"autograder.misconceptions.{section}")
    found: dict[str, list[tuple[Misconception, Function]]] = {name: [] for name in read_section(section).exercises}
    for function in vars(module).values():
        if isinstance(mark := getattr(function, "misconception", None), Misconception):
            found.setdefault(mark.exercise, []).append((mark, function))
    return found
