"""Write a section's student notebook: lesson, stubs, hints that unfold, checks, plots."""

import inspect
from collections.abc import Iterator, Mapping
from typing import Any

import nbformat
from nbformat import NotebookNode, v4

from autograder.checking import compare, notebook
from autograder.workbook.model import Cell, Demo, Exercise, Given, Markdown, Section
from autograder.workbook.modules import NOTHING
from autograder.workbook.stubs import stub
from autograder.workbook.visible import VisibleCheck, visible_checks

LEVELS = ("Hint 1: a nudge", "Hint 2: the idea", "Hint 3: almost the answer")
SETUP_NOTE = "# Run this cell first: it holds what the check cells need. There is nothing to write here."


def notebook_text(section: Section, written: Mapping[str, str] = NOTHING) -> str:
    """The text of `assignments/<section>.ipynb`; the same section gives the same bytes.

    `written` holds source to put in place of exercises' stubs: a submission, as far as someone has come.
    """
    checks = visible_checks(section.name)
    cells = [cell for number, part in enumerate(section.cells) for cell in _cells(number, part, checks, written)]
    cells.insert(1, _code("setup", "setup", _setup_source(), jupyter={"source_hidden": True}))
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "workbook": {"section": section.name},
    }
    return str(nbformat.writes(v4.new_notebook(cells=cells, metadata=metadata))) + "\n"


def _cells(number: int, part: Cell, checks: list[VisibleCheck], written: Mapping[str, str]) -> Iterator[NotebookNode]:
    """The notebook cells of one part of the section; ids follow from names and positions, so that they stay."""
    match part:
        case Markdown(text):
            yield v4.new_markdown_cell(text, id=f"text-{number}")
        case Given(source):
            yield _code(f"given-{number}", "given", source)
        case Demo(source):
            yield _code(f"demo-{number}", "demo", source)
        case Exercise(name=name, hints=hints):
            yield _code(f"exercise-{name}", "exercise", written.get(name) or stub(part), exercise=name)
            yield v4.new_markdown_cell(_hints_text(hints), id=f"hints-{name}")
            yield _code(f"check-{name}", "check", _check_source(name, checks), exercise=name)


def _code(cell_id: str, role: str, source: str, *, exercise: str = "", **metadata: Any) -> NotebookNode:
    mark = {"role": role, "exercise": exercise} if exercise else {"role": role}
    cell: NotebookNode = v4.new_code_cell(source, id=cell_id, metadata={"workbook": mark, **metadata})
    return cell


def _hints_text(hints: tuple[str, ...]) -> str:
    return "\n".join(
        f"<details><summary>{level}</summary>\n\n{hint}\n\n</details>"
        for level, hint in zip(LEVELS, hints, strict=False)
    )


def _check_source(name: str, checks: list[VisibleCheck]) -> str:
    own = [check for check in checks if check.exercise == name]
    sources = "\n\n\n".join(check.source for check in own)
    return f"{sources}\n\n\ncheck({', '.join(check.name for check in own)})"


def _setup_source() -> str:
    """What the checks use, as one cell: the two modules' text without their docstrings."""
    parts = []
    for module in (compare, notebook):
        docstring, text = f'"""{module.__doc__}"""', inspect.getsource(module)
        parts.append(text.replace(docstring, "", 1).strip())
    return "\n\n\n".join([SETUP_NOTE, *parts])
