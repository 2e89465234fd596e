"""Write a section's student notebook: lesson, stubs, hints that unfold, checks, plots."""

import inspect
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from autograder.checking import compare, notebook
from autograder.workbook.model import Cell, Demo, Exercise, Given, Markdown, Section
from autograder.workbook.modules import NOTHING
from autograder.workbook.stubs import stub
from autograder.workbook.visible import VisibleCheck, visible_checks

LEVELS = ("Hint 1: a nudge", "Hint 2: the idea", "Hint 3: almost the answer")
SETUP_NOTE = "# Run this cell first: it holds what the check cells need. There is nothing to write here."


class NotebookCell(NamedTuple):
    """A cell before it becomes JSON: "markdown" or "code", its id, source, and metadata."""

    kind: str
    id: str
    source: str
    metadata: dict[str, Any]


def notebook_text(section: Section, written: Mapping[str, str] = NOTHING) -> str:
    """The text of `assignments/<section>.ipynb`; the same section gives the same bytes.

    `written` holds source to put in place of exercises' stubs: a submission, as far as someone has come.
    """
    return as_json(section, notebook_cells(section, written))


def as_json(section: Section, notebook_cells: Iterable[NotebookCell]) -> str:
    """The notebook of a section with these cells, as text."""
    import nbformat  # here, because it takes two seconds, which most commands can do without

    new = {"markdown": nbformat.v4.new_markdown_cell, "code": nbformat.v4.new_code_cell}
    cells = [new[cell.kind](cell.source, id=cell.id, metadata=cell.metadata) for cell in notebook_cells]
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"file_extension": ".py", "name": "python"},
        "workbook": {"section": section.name},
    }
    return str(nbformat.writes(nbformat.v4.new_notebook(cells=cells, metadata=metadata))) + "\n"


def notebook_cells(section: Section, written: Mapping[str, str] = NOTHING) -> Iterator[NotebookCell]:
    """The title, what the checks need, and then the parts of the section in order."""
    checks = visible_checks(section.name)
    for number, part in enumerate(section.cells):
        yield from _part(number, part, checks, written)
        if number == 0:
            yield _code("setup", _setup_source(), "setup", jupyter={"source_hidden": True})


def _part(number: int, part: Cell, checks: list[VisibleCheck], written: Mapping[str, str]) -> Iterator[NotebookCell]:
    """The cells of one part of the section; ids follow from names and positions, so that they stay."""
    match part:
        case Markdown(text):
            yield NotebookCell("markdown", f"text-{number}", text, {})
        case Given(source):
            yield _code(f"given-{number}", source, "given")
        case Demo(source):
            yield _code(f"demo-{number}", source, "demo")
        case Exercise(name=name, hints=hints):
            yield _code(f"exercise-{name}", written.get(name) or stub(part), "exercise", exercise=name)
            yield NotebookCell("markdown", f"hints-{name}", _hints_text(hints), {})
            yield _code(f"check-{name}", _check_source(name, checks), "check", exercise=name)


def _code(cell_id: str, source: str, role: str, *, exercise: str = "", **metadata: Any) -> NotebookCell:
    mark = {"role": role, "exercise": exercise} if exercise else {"role": role}
    return NotebookCell("code", cell_id, source, {"workbook": mark, **metadata})


def _hints_text(hints: tuple[str, ...]) -> str:
    return "\n".join(
        f"<details><summary>{level}</summary>\n\n{hint}\n\n</details>"
        for level, hint in zip(LEVELS, hints, strict=False)
    )


def _check_source(name: str, checks: list[VisibleCheck]) -> str:
    own = [check for check in checks if check.exercise == name]
    sources = "\n\n\n".join(check.source for check in own)
    names = "".join(f"    {check.name},\n" for check in own)
    return f"{sources}\n\n\ncheck(\n{names})"


def _setup_source() -> str:
    """What the checks use, as one cell: the two modules' text without their docstrings."""
    parts = []
    for module in (compare, notebook):
        docstring, text = f'"""{module.__doc__}"""', inspect.getsource(module)
        parts.append(text.replace(docstring, "", 1).strip())
    return "\n\n\n".join([SETUP_NOTE, *parts])
