"""What a section is made of."""

import ast
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from autograder.errors import UserError

Tier = Literal["core", "plus", "stretch"]
TIERS: tuple[Tier, ...] = ("core", "plus", "stretch")
HARDEST = 3
"""The highest difficulty."""
WORLD_DATA = re.compile(r"\bworld_data\((?P<argument>[^)]*)\)")
"""How a plot reads a file of the little world, by a helper that its section gives."""


class AuthorError(UserError):
    """A section file is not written as it must be; the message says where and what to do."""


@dataclass(frozen=True)
class Exercise:
    """One function that students write.

    Attributes:
        name: name of the function, unique in the whole workbook.
        tier: core counts, plus counts, stretch is a bonus.
        points: what it is worth.
        difficulty: 1 (routine) to 3 (hard).
        minutes: how long it takes a reader of the lesson.
        source: the reference, docstring included.
        hints: a nudge, the idea, almost the answer.
    """

    name: str
    tier: Tier
    points: float
    difficulty: int
    minutes: int
    source: str
    hints: tuple[str, ...]

    @cached_property
    def function(self) -> ast.FunctionDef:
        """The syntax tree of the reference function."""
        (node,) = ast.parse(self.source).body
        assert isinstance(node, ast.FunctionDef)
        return node

    @cached_property
    def docstring(self) -> str:
        return ast.get_docstring(self.function) or ""

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name that the reference mentions."""
        return frozenset(node.id for node in ast.walk(self.function) if isinstance(node, ast.Name))

    @property
    def summary(self) -> str:
        """First paragraph of the docstring, on one line."""
        return " ".join(self.docstring.split("\n\n")[0].split())


@dataclass(frozen=True)
class Markdown:
    """A lesson cell."""

    text: str


@dataclass(frozen=True)
class Given:
    """Code that students are given as it is: imports and helpers."""

    source: str


@dataclass(frozen=True)
class Demo:
    """A plot. `source` is the body under ``if __name__ == "__main__":``, dedented."""

    source: str


Cell = Markdown | Given | Exercise | Demo


@dataclass(frozen=True)
class Section:
    """One lesson with its exercises, in teaching order."""

    name: str
    cells: tuple[Cell, ...]

    @property
    def number(self) -> int:
        return int(self.name[1:3])

    @cached_property
    def title(self) -> str:
        """The first heading without its number, e.g. "Information theory"."""
        first = self.cells[0]
        heading = first.text.partition("\n")[0] if isinstance(first, Markdown) else ""
        match = re.fullmatch(rf"# {self.number}\. (.+)", heading)
        if match is None:
            raise AuthorError(f"{self.name}: the first cell must be markdown that starts with '# {self.number}. Title'")
        return match[1]

    @cached_property
    def exercises(self) -> dict[str, Exercise]:
        return {cell.name: cell for cell in self.cells if isinstance(cell, Exercise)}

    def builds_on(self, exercise: str) -> list[str]:
        """The exercises of this section that the reference of `exercise` uses, in teaching order."""
        return [name for name in self.exercises if name in self.exercises[exercise].names - {exercise}]

    def foundations(self, exercise: str) -> list[str]:
        """The exercises that `exercise` builds on, those that they build on, and so forth; in teaching order."""
        found: set[str] = set()
        waiting = self.builds_on(exercise)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self.builds_on(name)
        return [name for name in self.exercises if name in found]

    @cached_property
    def data(self) -> tuple[str, ...]:
        """The data files that its plots read, as paths below `assignments/`, in the order of the alphabet.

        Raises:
            AuthorError: a plot reads a file whose name does not stand in the call, so that nobody could tell which.
        """
        demos = [cell.source for cell in self.cells if isinstance(cell, Demo)]
        arguments = sorted({argument for source in demos for argument in WORLD_DATA.findall(source)})
        for argument in arguments:
            if not re.fullmatch(r'"\w+"', argument):
                raise AuthorError(
                    f"{self.name}: world_data({argument}) does not name its file: write the name into the call, as in "
                    'world_data("stories"), for the file is then copied to where the notebook goes'
                )
        return tuple("data/" + argument.strip('"') + ".npz" for argument in arguments)

    @property
    def points(self) -> float:
        return sum(exercise.points for exercise in self.exercises.values())
