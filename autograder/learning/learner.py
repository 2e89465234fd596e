"""The learner's functions, run in this process: for visible checks on one's own machine, never for grading."""

import difflib
import linecache
import os
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.checking.compare import describe
from autograder.checking.watchdog import TooSlow, time_limit
from autograder.reading.forms import Import, UnreadableForm, read_form
from autograder.sandbox import plotting, preload
from autograder.sandbox.cells import Cell

LOADING_SECONDS = 20.0
"""So long may a cell take: it may import a large library."""


class Form:
    """A learner's module or notebook of one section.

    Attributes:
        path: the file.
        problem: why it could not be loaded, with the line; empty if it could.
        reported: whether the learner has been told of the problem.
        attempted: names of the exercises that are no longer stubs.
        unavailable: names of modules that it imports and that are not there while grading.
    """

    def __init__(self, path: Path, section: str, exercises: list[str]) -> None:
        self.path = path
        self.problem = ""
        self.reported = False
        self.attempted = set(exercises)
        self.unavailable: list[str] = []
        self._cells: tuple[Cell, ...] = ()
        self._lines: dict[str, list[str]] = {}
        self._namespace: dict[str, Any] | None = None
        try:
            self._cells, attempted, imports = read_form(path, section, exercises)
        except UnreadableForm as error:
            self.problem = str(error)
        else:
            self.attempted = set(attempted)
            self.unavailable = sorted({name for each in imports for name in _unavailable(each)})

    def defines(self, name: str) -> bool:
        """Whether the file has a function of that name, written or not."""
        return any(re.search(rf"\bdef {name}\b", cell.source) for cell in self._cells)

    def without(self, name: str) -> str:
        """Why there is no function of that name, in a line."""
        if self.problem:
            return self.problem
        found = self.function(name)
        if found is not None:
            return f"{self.path.name} gives the name {name} to {describe(found, 60)} as well: then it is no function"
        alike = difflib.get_close_matches(name, set(self._namespace or ()), 1)
        renamed = f"; was it renamed to {alike[0]}?" if alike else ""
        return f"{self.path.name} has no function {name}{renamed}"

    def function(self, name: str) -> Any:
        """The learner's object called `name`, or None if there is none; the first call runs the cells."""
        if self._namespace is None:
            self._namespace = self._run()
        return self._namespace.get(name)

    def _run(self) -> dict[str, Any]:
        """Run the cells in order. An error in a cell is noted and does not stop the later ones, as in a notebook."""
        module = ModuleType(self.path.stem)
        module.__file__ = str(self.path)
        vars(module).update(plotting.BUILTINS)
        for cell in self._cells:
            name = str(self.path) if self.path.suffix == ".py" else f"{self.path.name}, {cell.label}"
            self._note_lines(name, cell)
            try:
                with no_windows(), time_limit(LOADING_SECONDS):
                    exec(compile(cell.source, name, "exec"), module.__dict__)
            except (Exception, SystemExit, TooSlow) as error:
                self.problem = self.problem or f"{name}, line {_line(error, name)}: {_reason(error)}"
        return module.__dict__

    def _note_lines(self, name: str, cell: Cell) -> None:
        """For tracebacks and inspect.getsource; the cells of a module share its name, each on lines of its own."""
        own = cell.source.splitlines(keepends=True)
        self._lines[name] = [*(before := self._lines.get(name, [])), *own[len(before) :]]
        linecache.cache[name] = (len(cell.source), None, self._lines[name], name)


def _unavailable(each: Import) -> list[str]:
    """The modules among what is imported that are not there while grading."""
    if not preload.available(each.module):
        return [each.module]
    inner = [f"{each.module}.{name}" for name in each.names]
    return [name for name in inner if preload.is_module(name) and not preload.available(name)]


@contextmanager
def no_windows() -> Iterator[None]:
    """A plot in a learner's cell must not open a window and wait until it is closed."""
    before = os.environ.get("MPLBACKEND")
    os.environ["MPLBACKEND"] = "Agg"
    try:
        yield
    finally:
        if before is None:
            del os.environ["MPLBACKEND"]
        else:
            os.environ["MPLBACKEND"] = before


def _reason(error: BaseException) -> str:
    """What is wrong; of a syntax error with the line, and a mark below the place."""
    if not isinstance(error, SyntaxError):
        return f"{type(error).__name__}: {error}"
    line = (error.text or "").rstrip("\n")
    mark = " " * max(0, (error.offset or 1) - 1) + "^"
    return f"{type(error).__name__}: {error.msg}\n    {line}\n    {mark}"


def _line(error: BaseException, name: str) -> int:
    """The line of file `name` in which `error` arose."""
    if isinstance(error, SyntaxError) and error.filename == name:
        return error.lineno or 0
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == name]
    return lines[-1] or 0 if lines else 0
