"""Graded cells that are not the workbook's, in a notebook that is: somebody must look at them."""

from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.course.marks import workbook_cells


class MarkByHand(NbGraderPreprocessor):  # type: ignore[misc]
    """Tell the gradebook that an instructor's own test cells, which were not run, need a mark by hand."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        where = resources["nbgrader"]
        if ours := workbook_cells(where):
            with Gradebook(where["db_url"]) as gradebook:
                submission = gradebook.find_submission_notebook(
                    where["notebook"], where["assignment"], where["student"]
                )
                for grade in submission.grades:
                    if grade.name not in ours and grade.manual_score is None:
                        grade.needs_manual_grade = True
                gradebook.db.commit()
        return nb, resources
