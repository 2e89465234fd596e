"""Source notebooks of a course, as `nbgrader generate_assignment` wants them.

They are the student notebooks with nbgrader's metadata. They hold no solution and no hidden test: a graded cell has
the visible checks and a key, and the rest stays in the grader's package.
"""

import re
from collections.abc import Sequence

from autograder.workbook.model import Section
from autograder.workbook.notebooks import NotebookCell, as_json, marked_for_nbgrader, notebook_cells
from autograder.workbook.visible import VisibleCheck

KEY = "# Graded by the workbook: "
KEY_LINE = re.compile(rf"^{KEY}(?P<section>\w+)/(?P<exercise>\w+)$", re.MULTILINE)

# nbgrader gives full marks to a cell that has nothing to say. If any other executor than ours ran this cell, it must
# fail, whatever the student's code is worth.
FAIL_CLOSED = """\
if __import__("os").environ.get("NBGRADER_EXECUTION") == "autograde":
    raise RuntimeError("not graded: see workbook doctor --course")  # for your instructor
"""


def source_text(section: Section, checks: Sequence[VisibleCheck]) -> str:
    """The text of ``source/<section>/<section>.ipynb``."""
    points = {name: exercise.points for name, exercise in section.exercises.items()}
    return as_json(section, (_for_nbgrader(section.name, cell, points) for cell in notebook_cells(section, checks)))


def key_of(source: str) -> tuple[str, str] | None:
    """(section, exercise) of a graded cell of ours, or None for any other cell."""
    match = KEY_LINE.search(source)
    return (match["section"], match["exercise"]) if match else None


def _for_nbgrader(section: str, cell: NotebookCell, points: dict[str, float]) -> NotebookCell:
    mark = cell.metadata.get("workbook", {})
    match mark.get("role"):
        case None:
            return cell
        case "exercise":
            return marked_for_nbgrader(cell._replace(ending=solution_region(cell.ending)), solution=True)
        case "check":
            name = mark["exercise"]
            source = f"{KEY}{section}/{name}\n\n{cell.source}\n\n\n{FAIL_CLOSED}"
            graded = cell._replace(source=source, ending=cell.ending.lstrip("\n"))
            return marked_for_nbgrader(graded, grade=True, locked=True, points=points[name])
        case _:
            return marked_for_nbgrader(cell, locked=True)


def solution_region(ending: str) -> str:
    """The last statement of a stub, marked as what students replace."""
    return f"\n    ### BEGIN SOLUTION{ending}\n    ### END SOLUTION"
