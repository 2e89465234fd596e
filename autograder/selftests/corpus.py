"""Corpora of submissions: files that each hold one, in its author's own words.

A file starts with a docstring that says what the submission is, and in a last line of a fixed form what comes of it.
Most files are plain code, made into a module. A submission that is a matter of files defines `hand_in(folder, work)`
instead, and one that is a notebook `edit(notebook)`: these are run by the tests, to write the submission. What follows
`write_submission` is for these to use.
"""

import json
import re
import runpy
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from autograder.demo.sample_class import SECTION, Sample, solved
from autograder.workbook.workbook import this_workbook

WRITES_ITSELF = re.compile(r"^def (hand_in|edit)\(", re.MULTILINE)
NOTHING: Mapping[str, object] = MappingProxyType({})


class Work(NamedTuple):
    """The section with the references' answers, as a module and as a notebook, for a submission to start from."""

    section: str
    module: str
    notebook: dict[str, Any]
    """A fresh copy, to be changed and written by the submission."""

    def write_notebook(self, folder: Path) -> Path:
        """Write the notebook as the section's file in `folder`."""
        path = folder / f"{self.section}.ipynb"
        path.write_text(json.dumps(self.notebook), encoding="utf-8")
        return path

    def write_module(self, folder: Path, code: str = "") -> Path:
        """Write the module, with `code` behind it, as the section's file in `folder`."""
        path = folder / f"{self.section}.py"
        path.write_text(f"{self.module}\n\n{code}", encoding="utf-8")
        return path


def work(unsolved: tuple[str, ...] = ()) -> Work:
    """Every exercise answered but the `unsolved`, which are stubs."""
    module, notebook = _texts(unsolved)
    return Work(SECTION, module, json.loads(notebook))


@cache
def _texts(unsolved: tuple[str, ...]) -> tuple[str, str]:
    section = this_workbook().section(SECTION)
    answers = {name: source for name, source in solved(section).items() if name not in unsolved}
    return Sample(answers).text(section), Sample(answers, suffix=".ipynb").text(section)


def read_docstring(path: Path, ending: re.Pattern[str]) -> tuple[str, re.Match[str]]:
    """What a file's docstring says, on one line, and the match of its ending.

    Raises:
        ValueError: the docstring does not end as it must.
    """
    _, docstring, _ = path.read_text(encoding="utf-8").split('"""', 2)
    docstring = docstring.strip()
    match = ending.search(docstring)
    if match is None or match.end() < len(docstring):
        raise ValueError(f"{path}: the docstring does not end with {ending.pattern!r}")
    return " ".join(docstring[: match.start()].split()), match


def write_submission(
    path: Path, folder: Path, start: Work, plain: Callable[[str], str], names: Mapping[str, object] = NOTHING
) -> None:
    """Write the submission that the file `path` of a corpus holds into `folder`, which is made.

    `plain` makes the module's text of a file's text that is plain code; `names` is what the other files find defined.
    """
    folder.mkdir(parents=True)
    text = path.read_text(encoding="utf-8")
    if not WRITES_ITSELF.search(text):
        (folder / f"{start.section}.py").write_text(plain(text), encoding="utf-8")
        return
    functions = runpy.run_path(str(path), dict(names))
    if "edit" in functions:
        functions["edit"](start.notebook)
        start.write_notebook(folder)
    else:
        functions["hand_in"](folder, start)


def cell_of(notebook: dict[str, Any], cell_id: str) -> dict[str, Any]:
    """The cell of that id, such as "exercise-entropy"."""
    return next(cell for cell in notebook["cells"] if cell["id"] == cell_id)


def source_of(cell: dict[str, Any]) -> str:
    """A cell's source as text."""
    return "".join(cell["source"])


def set_source(cell: dict[str, Any], source: str) -> None:
    cell["source"] = source.splitlines(keepends=True)


def change_source(notebook: dict[str, Any], cell_id: str, change: Callable[[str], str]) -> None:
    """Put `change(source)` in the place of a cell's source.

    Raises:
        ValueError: nothing was changed.
    """
    cell = cell_of(notebook, cell_id)
    before, after = source_of(cell), change(source_of(cell))
    if before == after:
        raise ValueError(f"the source of {cell_id} is the same as before")
    set_source(cell, after)


def new_cell(source: str, metadata: Mapping[str, object] = NOTHING) -> dict[str, Any]:
    """A code cell that was not run."""
    cell: dict[str, Any] = {"cell_type": "code", "id": f"new-{zlib.crc32(source.encode())}", "metadata": dict(metadata)}
    set_source(cell, source.strip())
    return cell | {"outputs": [], "execution_count": None}


def insert_after(notebook: dict[str, Any], cell_id: str, cell: dict[str, Any]) -> None:
    """Put a cell behind the one of that id."""
    notebook["cells"].insert(notebook["cells"].index(cell_of(notebook, cell_id)) + 1, cell)
