"""A real course: its instructor has added to the notebook, its students use other tools."""

import codecs
import copy
import json
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.course.folder import init_course, submitted_notebooks
from autograder.course.place import CourseError, course_in
from autograder.demo.sample_class import SECTION
from autograder.selftests.course.conftest import NbgraderCourse, add_cell, write_answers
from autograder.workbook.workbook import this_workbook

ASSIGNMENT = "week-4"


def own_cell(source: str, **marks: Any) -> dict[str, Any]:
    """A cell that the instructor has added."""
    mark = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3, "cell_type": "code"}
    metadata = {"nbgrader": mark | marks}
    return {
        "cell_type": "code",
        "id": marks["grade_id"],
        "source": source,
        "metadata": metadata,
        "outputs": [],
        "execution_count": None,
    }


def own_task(text: str, **marks: Any) -> dict[str, Any]:
    """A task that the instructor marks by hand, and has not locked."""
    cell = own_cell(text, **marks, task=True) | {"cell_type": "markdown"}
    cell["metadata"]["nbgrader"]["cell_type"] = "markdown"
    return {name: value for name, value in cell.items() if name not in ("outputs", "execution_count")}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, answers: dict[str, str]) -> NbgraderCourse:
    """The section as an assignment of another name, with a test cell of the instructor's own; autograded."""
    course = NbgraderCourse(tmp_path_factory.mktemp("oddities"))
    notebook = json.loads((course.root / "source" / SECTION / f"{SECTION}.ipynb").read_text())
    notebook["cells"] += [
        own_cell("### BEGIN SOLUTION\nanswer = 42\n### END SOLUTION", solution=True, grade_id="own-answer"),
        own_cell("assert answer == 42", grade=True, locked=True, points=3, grade_id="own-test"),
        own_task("Draw a picture.", points=4, grade_id="own-task"),
    ]
    source = course.root / "source" / ASSIGNMENT / f"{SECTION}.ipynb"
    source.parent.mkdir()
    source.write_text(json.dumps(notebook))
    course.nbgrader("generate_assignment", ASSIGNMENT)

    released = json.loads((course.root / "release" / ASSIGNMENT / f"{SECTION}.ipynb").read_text())
    write_answers(released, answers)
    bare = copy.deepcopy(released)
    for cell in bare["cells"]:
        cell.pop("outputs", None)
        cell.pop("execution_count", None)
    picture = copy.deepcopy(released)
    add_cell(picture, "![a](attachment:gone.png) and `<b>`, $p < 1$", kind="markdown")
    add_cell(picture, "a_helper = 1")
    widgets = copy.deepcopy(released)
    model = {"0a1b": {"model_name": "LayoutModel", "state": {}}}
    widgets["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": model}  # without "state"
    without_task = copy.deepcopy(released)
    without_task["cells"] = [cell for cell in released["cells"] if "Draw a picture." not in cell["source"]]
    for student, text in (
        ("with-widgets", json.dumps(widgets).encode()),
        ("without-the-task", json.dumps(without_task).encode()),
        ("without-outputs", json.dumps(bare).encode()),
        ("with-a-byte-order-mark", codecs.BOM_UTF8 + json.dumps(released).encode()),
        ("with-a-picture-that-is-gone", json.dumps(picture).encode()),
    ):
        path = course.root / "submitted" / student / ASSIGNMENT / f"{SECTION}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(text)
    course.nbgrader("autograde", ASSIGNMENT, "--no-execute")
    return course


def test_every_submission_is_graded_even_where_nbgrader_is_told_not_to_execute(course: NbgraderCourse) -> None:
    full = this_workbook().section(SECTION).points
    assert course.grades(ASSIGNMENT) == {
        "without-outputs": full,
        "with-a-byte-order-mark": full,
        "with-a-picture-that-is-gone": full,
        "with-widgets": full,
        "without-the-task": full,
    }


def test_a_test_cell_of_the_instructors_own_waits_for_a_mark_by_hand(course: NbgraderCourse) -> None:
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        own = gradebook.find_grade("own-test", SECTION, ASSIGNMENT, "without-outputs")
        ours = gradebook.find_grade("check-entropy", SECTION, ASSIGNMENT, "without-outputs")
        assert own.needs_manual_grade and not ours.needs_manual_grade


def test_grading_ahead_finds_assignments_of_any_name(course: NbgraderCourse) -> None:
    found = list(submitted_notebooks(this_workbook(), course_in(course.root)))
    assert {section for section, _ in found} == {SECTION}
    assert len(found) == 5


def test_a_task_that_is_not_locked_waits_for_a_mark_by_hand(course: NbgraderCourse) -> None:
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        for student in ("without-outputs", "without-the-task"):
            assert gradebook.find_grade("own-task", SECTION, ASSIGNMENT, student).needs_manual_grade


def test_feedback_tells_what_was_written_and_said_exercise_by_exercise(course: NbgraderCourse) -> None:
    student = "with-a-picture-that-is-gone"
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        comment = gradebook.find_comment("exercise-entropy", SECTION, ASSIGNMENT, student)
        comment.manual_comment = "Look at $\\frac{1}{2}$ <script>live()</script>."
        gradebook.db.commit()
    course.nbgrader("generate_feedback", ASSIGNMENT)
    page = (course.root / "feedback" / student / ASSIGNMENT / f"{SECTION}.html").read_text()
    section = this_workbook().section(SECTION)
    assert f"{section.points:g} of {section.points + 7:g} points" in page
    for number, exercise in enumerate(section.exercises.values(), start=1):
        assert f'<a href="#part-{number}">{exercise.name}</a> {exercise.points:g} of {exercise.points:g}' in page
        assert f"{exercise.name}: correct, {exercise.points:g} of {exercise.points:g} points" in page
    assert "(the picture gone.png is missing) and <code>&lt;b&gt;</code>, <math" in page and "a_helper" in page
    assert "<mfrac" in page and "own-test" in page and "mark it by hand" in page
    assert "form-action 'none'" in page and "<script" not in page and "live()" not in page
    for everybodys in ("Run this cell first", "What goes wrong", "Hint 1", "Graded by the workbook", "Args:"):
        assert everybodys not in page
    assert (course.root / "feedback" / "with-widgets" / ASSIGNMENT / f"{SECTION}.html").exists()


@pytest.mark.parametrize("name", ["per%cent", "stats[1]", "stats?"])
def test_a_path_that_nbgrader_takes_for_a_pattern_is_refused(tmp_path_factory: Any, name: str) -> None:
    root = tmp_path_factory.mktemp("paths") / name
    with pytest.raises(CourseError, match="choose a path without"):
        init_course(this_workbook(), root, "stats")
    assert not root.exists()
