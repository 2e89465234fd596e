"""An exercise on its whole way, as people see it: from JupyterLab to a score in formgrader."""

from pathlib import Path

import pytest

pytest.importorskip("selenium", reason="needs the extra: python -m pip install --editable '.[browser]'")

from autograder.course.source import KEY_LINE
from autograder.demo.sample_class import SECTION
from autograder.selftests.browser.browser import chromium, open_page
from autograder.selftests.browser.people import Instructor, Student
from autograder.selftests.browser.server import ASSIGNMENT_LIST, FORMGRADER, VALIDATE, jupyterlab
from autograder.selftests.course.conftest import NbgraderCourse
from autograder.workbook.model import Section

EXERCISE = "entropy"
STUDENT = "one-exercise-done"


@pytest.fixture(autouse=True, scope="module")
def browser_is_installed() -> None:
    chromium()


def test_an_answer_written_in_jupyterlab_is_graded_in_formgrader(
    course: NbgraderCourse, section: Section, answers: dict[str, str], tmp_path: Path
) -> None:
    hand_in(course, answers[EXERCISE], set(section.exercises) - {EXERCISE}, tmp_path / "student")
    collect_and_grade(course, section, tmp_path / "instructor")

    report, points = course.cell_outputs(STUDENT, f"check-{EXERCISE}")
    worth = section.exercises[EXERCISE].points
    assert "".join(report["text"]) == f"{EXERCISE}: correct, {worth:g} of {worth:g} points\n"
    assert points["data"]["text/plain"] == repr(float(worth))
    kept = list((course.root / ".workbook" / "results").glob("*.json"))
    assert len(kept) == 1  # our executor keeps each result; no other does


def hand_in(course: NbgraderCourse, answer: str, not_started: set[str], home: Path) -> None:
    """Fetch, answer one exercise, validate, submit."""
    folder = course.student(STUDENT)
    with jupyterlab(folder, home, ASSIGNMENT_LIST, VALIDATE) as address, open_page(address, home) as page:
        student = Student(page)
        student.fetch()
        student.open_notebook()
        student.write(EXERCISE, answer)
        said = student.validate()
        assert said.startswith("Validation Results")
        assert {match["exercise"] for match in KEY_LINE.finditer(said)} == not_started
        student.submit()


def collect_and_grade(course: NbgraderCourse, section: Section, home: Path) -> None:
    """Collect, autograde, and read the score."""
    with jupyterlab(course.root, home, FORMGRADER) as address, open_page(address, home) as page:
        instructor = Instructor(page)
        instructor.open_formgrader()
        assert instructor.collect().startswith(f"Successfully collected submissions of '{SECTION}'")
        instructor.open_submissions()
        assert instructor.status(STUDENT) == "needs autograding"
        assert instructor.autograde(STUDENT).startswith(f"Successfully autograded '{SECTION}'")
        total = sum(exercise.points for exercise in section.exercises.values())
        assert instructor.score(STUDENT) == f"{section.exercises[EXERCISE].points:g} / {total:g}"
        assert instructor.status(STUDENT) == "graded"
