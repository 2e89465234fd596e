"""The step of `nbgrader autograde` that runs a notebook: ours sends the student's code to the sandbox.

It takes the place of nbgrader's `Execute` and leaves all else to nbgrader. For each graded cell of the workbook it
writes a report and the points, which nbgrader then reads as it reads any cell's output.
"""

import json
from pathlib import Path
from typing import Any

from nbformat import NotebookNode, v4
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute
from nbgrader.utils import is_grade, is_solution
from traitlets import Unicode

from autograder.course.access import open_folders_to_group, open_gradebook_to_group
from autograder.course.exchange import remove_links
from autograder.course.graders import course_grader, form_of
from autograder.course.marks import workbook_cells
from autograder.grading.results import ExerciseResult, SectionResult
from autograder.reporting.text import exercise_lines, points_text
from autograder.sandbox.errors import GradingError


class NotGraded(Exception):
    """The grader failed, not the student."""


class SandboxExecute(Execute):  # type: ignore[misc]
    """Grade notebooks of the workbook in the sandbox; run all others as nbgrader does."""

    course_root = Unicode(help="The course's folder.").tag(config=True)

    def __call__(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        if not self.enabled and workbook_cells(resources["nbgrader"]):
            # Without our outputs nbgrader would give full marks to everybody.
            self.log.warning(
                "--no-execute has no effect here: the workbook's checks are run in the sandbox all the same"
            )
            return self.preprocess(nb, resources)
        ran: tuple[NotebookNode, Any] = super().__call__(nb, resources)
        return ran

    def preprocess(self, nb: NotebookNode, resources: Any, km: Any = None) -> tuple[NotebookNode, Any]:
        keys = workbook_cells(resources["nbgrader"])
        if not keys:
            stock: tuple[NotebookNode, Any] = super().preprocess(nb, resources, km)
            return stock
        self._drop_links(resources["nbgrader"])
        self._let_group_in(resources["nbgrader"])
        (section,) = {section for section, _ in keys.values()}
        result = self._grade(nb, section, resources["nbgrader"]["student"])
        exercises = {exercise.name: exercise for exercise in result.exercises}
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
            if is_grade(cell) and not is_solution(cell) and cell.cell_type == "code":
                key = keys.get(cell.metadata.nbgrader["grade_id"])
                cell.outputs = _outputs(result, exercises.get(key[1]), cell) if key else [NOT_OURS]
                cell.execution_count = 1
        return nb, resources

    def _drop_links(self, where: dict[str, str]) -> None:
        """Remove links from what was handed in, and what nbgrader has copied by following them.

        Raises:
            NotGraded: the notebook itself is one: whose work it holds is not known.
        """
        courses = CourseDirectory(config=self.config)
        student, assignment = where["student"], where["assignment"]
        submitted = Path(courses.format_path(courses.submitted_directory, student, assignment))
        autograded = Path(courses.format_path(courses.autograded_directory, student, assignment))
        for name in remove_links(submitted):
            self.log.error("%s of %s was removed: it is a link, or no file", name, student)
            if name in (".", f"{where['notebook']}.ipynb"):
                raise NotGraded(f"{student}'s {assignment} was not graded: {name} is a link, or no file")
            (autograded / name).unlink(missing_ok=True)

    def _let_group_in(self, where: dict[str, str]) -> None:
        """In a shared course, let the other instructors grade this student again, and write the gradebook."""
        courses = CourseDirectory(config=self.config)
        if courses.groupshared:
            folder = courses.format_path(courses.autograded_directory, where["student"], where["assignment"])
            open_folders_to_group(Path(folder), Path(courses.root))
            open_gradebook_to_group(where["db_url"])

    def _grade(self, nb: NotebookNode, section: str, student: str) -> SectionResult:
        try:
            shared = CourseDirectory(config=self.config).groupshared
            result = course_grader(self.course_root, shared).grade(section, form_of(json.dumps(nb), section))
        except (GradingError, OSError, ValueError) as error:
            raise NotGraded(f"{student}'s {section} was not graded, through no fault of theirs: {error}") from None
        if result.status == "grader fault":
            # nbgrader then leaves the submission ungraded and goes on with the next: a zero would be the student's.
            raise NotGraded(f"{student}'s {section} was not graded, through no fault of theirs: {result.message}")
        return result


NOT_OURS = v4.new_output(
    "error",
    ename="NotGraded",
    evalue="this cell is not one of the workbook's checks",
    traceback=["This cell is not one of the workbook's checks, so it was not run: mark it by hand."],
)


def _outputs(result: SectionResult, exercise: ExerciseResult | None, cell: NotebookNode) -> list[NotebookNode]:
    """A report, and then the points, as the one output that nbgrader takes for the score."""
    highest = float(cell.metadata.nbgrader["points"])
    points = 0.0 if exercise is None else min(max(exercise.points / exercise.max_points * highest, 0.0), highest)
    report = v4.new_output("stream", name="stdout", text=report_text(result, exercise))
    return [report, v4.new_output("execute_result", data={"text/plain": repr(float(points))}, execution_count=1)]


def report_text(result: SectionResult, exercise: ExerciseResult | None) -> str:
    """What a student reads below a graded cell."""
    if exercise is None:
        return f"{result.status}: {result.message}\n"
    lines = [f"{exercise.name}: {exercise.outcome}, {points_text(exercise.points)} of {exercise.max_points:g} points"]
    if exercise.outcome == "could not be loaded":
        lines.append(result.message)
    lines += [line.text for line in exercise_lines(exercise)]
    return "\n".join(lines) + "\n"
