"""nbgrader's marks in a student's notebook, taken from the gradebook instead."""

from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.course.source import key_of
from autograder.workbook.notebooks import NBGRADER_SCHEMA


def workbook_cells(where: dict[str, str]) -> dict[str, tuple[str, str]]:
    """(section, exercise) of a notebook's graded cells by id; empty if the notebook is not the workbook's.

    Args:
        where: nbgrader's resources: the gradebook, the assignment and the notebook. The answer comes from the
            gradebook, as what a student wrote into a notebook decides nothing.
    """
    with Gradebook(where["db_url"]) as gradebook:
        notebook = gradebook.find_notebook(where["notebook"], where["assignment"])
        sources = {cell.name: cell.source for cell in notebook.source_cells}
        graded = [cell.name for cell in notebook.grade_cells]
    return {name: key for name in graded if (key := key_of(sources.get(name) or ""))}


class MarksFromGradebook(NbGraderPreprocessor):  # type: ignore[misc]
    """Give each cell the nbgrader metadata that the gradebook has for its id, and take it from all other cells.

    A student can write anything there. nbgrader stops on marks that make no sense, believes some that do, and its
    feedback page shows scores and comments found there unescaped. Notebooks that are not the workbook's are left alone.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        if not workbook_cells(resources["nbgrader"]):
            return nb, resources
        marks = self._marks(resources["nbgrader"])
        for cell in nb.cells:
            if cell.cell_type == "code":
                # Some editors leave them out, and nbgrader takes no notebook without them.
                cell.setdefault("outputs", [])
                cell.setdefault("execution_count", None)
            mark = cell.metadata.pop("nbgrader", None)
            name = mark.get("grade_id") if isinstance(mark, dict) else None
            if isinstance(name, str) and name in marks:
                cell.metadata["nbgrader"] = NotebookNode(
                    marks.pop(name)
                )  # a copy further down is a cell like any other
        return nb, resources

    def _marks(self, where: dict[str, str]) -> dict[str, dict[str, Any]]:
        with Gradebook(where["db_url"]) as gradebook:
            notebook = gradebook.find_notebook(where["notebook"], where["assignment"])
            points = {cell.name: cell.max_score for cell in (*notebook.grade_cells, *notebook.task_cells)}
            solutions = {cell.name for cell in notebook.solution_cells}
            tasks = {cell.name for cell in notebook.task_cells}
            return {
                cell.name: _without_none(
                    grade=cell.name in points and cell.name not in tasks,
                    solution=cell.name in solutions,
                    locked=bool(cell.locked),
                    task=cell.name in tasks,
                    grade_id=cell.name,
                    schema_version=NBGRADER_SCHEMA,
                    cell_type=cell.cell_type,
                    checksum=cell.checksum,
                    points=points.get(cell.name),
                )
                for cell in notebook.source_cells
            }


class KnownMarks(NbGraderPreprocessor):  # type: ignore[misc]
    """Take out marks that are None, which nbgrader writes for what its gradebook does not know and then refuses itself.

    A task that is not locked has no checksum.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        for cell in nb.cells:
            if "nbgrader" in cell.metadata:
                cell.metadata["nbgrader"] = NotebookNode(_without_none(**cell.metadata["nbgrader"]))
        return nb, resources


def _without_none(**marks: Any) -> dict[str, Any]:
    """The marks that the gradebook knows; of cells that it only heard of, it does not know all."""
    return {name: value for name, value in marks.items() if value is not None}
