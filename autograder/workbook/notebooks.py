"""Write a section's student notebook: lesson, stubs, hints that unfold, checks, plots."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from autograder.workbook.headings import with_facts
from autograder.workbook.model import Cell, Demo, Exercise, Given, Markdown, Section
from autograder.workbook.modules import NOTHING
from autograder.workbook.stubs import stub_parts
from autograder.workbook.visible import VisibleCheck

SETUP = """\
# Run this cell first: it brings what the check cells need. workbook_checks.py must lie beside this notebook.
from workbook_checks import assert_close, assert_same, check, one_line_for_unwritten, raises

one_line_for_unwritten()"""
NBGRADER_SCHEMA = 3
"""That of the marks which nbgrader reads."""
LEVELS = ("Hint 1: a nudge", "Hint 2: the idea", "Hint 3: almost the answer")


class NotebookCell(NamedTuple):
    """A cell before it becomes JSON: "markdown" or "code", its id, source, and metadata.

    `ending` is the source's last statement, apart where somebody may want to put something around it: what a student
    replaces in a stub, what runs the checks in a check cell.
    """

    kind: str
    id: str
    source: str
    metadata: dict[str, Any]
    ending: str = ""


def notebook_text(
    section: Section,
    checks: Sequence[VisibleCheck],
    written: Mapping[str, str] = NOTHING,
    beside: Sequence[Section] = (),
) -> str:
    """The text of `assignments/<section>.ipynb`; the same section and checks give the same bytes.

    `written` holds source to put in place of exercises' stubs: a submission, as far as someone has come. `beside` are
    the sections before and after, as far as their notebooks lie in the same folder: the last cell links to them.
    """
    links = " | ".join(f"[{each.number}. {each.title}]({each.name}.ipynb)" for each in beside)
    end = [NotebookCell("markdown", "beside", links, {})] if links else []
    return as_json(section, [*notebook_cells(section, checks, written), *end])


def as_json(section: Section, notebook_cells: Iterable[NotebookCell]) -> str:
    """The notebook of a section with these cells, as text."""
    import nbformat  # here, because it takes two seconds, which most commands can do without

    new = {"markdown": nbformat.v4.new_markdown_cell, "code": nbformat.v4.new_code_cell}
    cells = [new[cell.kind](cell.source + cell.ending, id=cell.id, metadata=cell.metadata) for cell in notebook_cells]
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"file_extension": ".py", "name": "python"},
        "workbook": {"section": section.name},
    }
    return str(nbformat.writes(nbformat.v4.new_notebook(cells=cells, metadata=metadata))) + "\n"


def notebook_cells(
    section: Section, checks: Sequence[VisibleCheck], written: Mapping[str, str] = NOTHING
) -> Iterator[NotebookCell]:
    """The title, what the checks need, and then the parts of the section in order."""
    for number, part in enumerate(with_facts(section.cells)):
        yield from _part(number, part, checks, written)
        if number == 0:
            yield _code("setup", SETUP, "setup")


def _part(
    number: int, part: Cell, checks: Sequence[VisibleCheck], written: Mapping[str, str]
) -> Iterator[NotebookCell]:
    """The cells of one part of the section; ids follow from names and positions, so that they stay."""
    match part:
        case Markdown(text):
            yield NotebookCell("markdown", f"text-{number}", text, {})
        case Given(source):
            yield _code(f"given-{number}", source, "given")
        case Demo(source):
            # The tag lets "Run All" go on behind a plot whose functions are not written yet.
            yield _code(f"demo-{number}", source, "demo", tags=["raises-exception"])
        case Exercise(name=name, hints=hints, points=points):
            source, ending = (written[name], "") if name in written else stub_parts(part)
            yield _code(f"exercise-{name}", source, "exercise", ending, exercise=name)
            yield NotebookCell("markdown", f"hints-{name}", _hints_text(hints), {})
            own = [check for check in checks if check.exercise == name]
            source = "\n\n\n".join(check.source for check in own)
            check = _code(f"check-{name}", source, "check", _call(own), exercise=name, jupyter={"source_hidden": True})
            # Marked as graded, so that nbgrader's Validate button tells of wrong answers in a learner's notebook, too.
            yield marked_for_nbgrader(check, grade=True, locked=True, points=points)


def _code(
    cell_id: str, source: str, role: str, ending: str = "", *, exercise: str = "", **metadata: Any
) -> NotebookCell:
    mark = {"role": role, "exercise": exercise} if exercise else {"role": role}
    return NotebookCell("code", cell_id, source, {"workbook": mark, **metadata}, ending)


def _hints_text(hints: tuple[str, ...]) -> str:
    folded = (
        f"<details><summary>{level}</summary>\n\n{hint}\n\n</details>"
        for level, hint in zip(LEVELS, hints, strict=False)
    )
    return "\n".join([*folded, "", "Run the next cell to check your answer."])


def marked_for_nbgrader(cell: NotebookCell, **marks: Any) -> NotebookCell:
    """The cell with what nbgrader wants to know of it."""
    defaults = {"grade": False, "solution": False, "locked": False, "task": False}
    mark = {**defaults, **marks, "grade_id": cell.id, "schema_version": NBGRADER_SCHEMA, "cell_type": "code"}
    return cell._replace(metadata={**cell.metadata, "nbgrader": mark})


def _call(checks: Sequence[VisibleCheck]) -> str:
    """The statement that runs these checks."""
    names = "".join(f"    {check.name},\n" for check in checks)
    return f"\n\n\ncheck(\n{names})"
