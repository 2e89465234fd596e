"""nbgrader's configuration of a course: one call in its `nbgrader_config.py`."""

from pathlib import Path
from typing import Any

EXECUTOR = "autograder.course.executor.SandboxExecute"

# nbgrader's own lists with our executor in the place of its own. They are set as a whole: nbgrader reads its
# configuration from two places, and a step that is inserted would run twice.
HARMLESS = "autograder.course.harmless.Harmless"
MARKS = "autograder.course.marks.MarksFromGradebook"
SANITIZE = [
    MARKS,
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "autograder.course.marks.KnownMarks",
    "nbgrader.preprocessors.CheckCellMetadata",
]
AUTOGRADE = [
    EXECUTOR,
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "autograder.course.byhand.MarkByHand",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
    HARMLESS,  # last: it changes what is shown, not what is graded
]
FEEDBACK = [
    MARKS,
    "nbgrader.preprocessors.GetGrades",
]
STUB = "# Write your code here, in place of the next line.\nraise NotImplementedError()"


def configure(c: Any, root: Path, course_id: str) -> None:
    """Set what a course of this workbook needs; everything else is nbgrader's to configure as usual.

    Args:
        c: the configuration that `get_config()` gives inside an nbgrader_config.py.
        root: the course's folder.
        course_id: nbgrader's name for the course.
    """
    c.CourseDirectory.root = str(root)
    c.CourseDirectory.course_id = course_id
    c.ClearSolutions.code_stub = {"python": STUB}
    c.OverwriteCells.add_missing_cells = True
    c.Autograde.sanitize_preprocessors = list(SANITIZE)
    c.Autograde.autograde_preprocessors = list(AUTOGRADE)
    c.GenerateFeedback.preprocessors = list(FEEDBACK)
    c.GenerateFeedback.exporter_class = "autograder.course.feedback.FeedbackExporter"
    c.Autograde.exporter_class = "autograder.course.exporter.SubmissionExporter"
    c.ExchangeFactory.collect = "autograder.course.exchange.SafeCollect"
    c.ExchangeFactory.release_feedback = "autograder.course.exchange.SafeReleaseFeedback"
    c.SandboxExecute.course_root = str(root)
