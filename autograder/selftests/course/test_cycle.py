"""The whole cycle with nbgrader's own commands, from release to feedback and export."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from autograder.course.data import companions
from autograder.demo.sample_class import SECTION
from autograder.selftests.course.conftest import COURSE_ID, NbgraderCourse, add_cell, write_answers
from autograder.workbook.model import Section
from autograder.workbook.workbook import this_workbook

SCRIPT = "<script>document.title='hacked'</script>"
MEAN_OF_EXP = "def perplexity(token_nlls):\n    return float(np.mean(np.exp(np.asarray(token_nlls, dtype=float))))"


@pytest.fixture(scope="module")
def cycle(course: NbgraderCourse, answers: dict[str, str]) -> NbgraderCourse:
    """Three students have fetched and submitted; everything is collected and graded, feedback is out."""

    def right(notebook: dict[str, Any]) -> None:
        write_answers(notebook, answers)
        add_cell(notebook, "helper = 1\nprint('mine')\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])")

    def mistaken(notebook: dict[str, Any]) -> None:
        write_answers(notebook, answers | {"perplexity": MEAN_OF_EXP})
        add_cell(notebook, SCRIPT, kind="markdown")
        add_cell(notebook, f"print({SCRIPT!r})", nbgrader={"grade": False, "solution": True, "comment": SCRIPT})

    course.submit("right", right)
    course.submit("mistaken", mistaken)
    course.submit("untouched", lambda notebook: None)
    for command in ("collect", "autograde", "generate_feedback", "release_feedback"):
        course.nbgrader(command, SECTION)
    return course


def test_the_source_holds_no_solution_and_no_hidden_test(course: NbgraderCourse, answers: dict[str, str]) -> None:
    text = (course.root / "source" / SECTION / f"{SECTION}.ipynb").read_text(encoding="utf-8")
    for source in answers.values():
        last = source.rstrip().rpartition("\n")[2].strip()
        assert last not in text
    assert "reference." not in text and "@criterion" not in text


@pytest.mark.parametrize("stage", ["source", "release"])
def test_an_assignment_holds_its_notebook_and_what_that_needs(course: NbgraderCourse, stage: str) -> None:
    folder = course.root / stage / SECTION
    section = this_workbook().section(SECTION)
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    beside = companions(this_workbook(), section)
    assert {*section.data, "workbook_checks.py", "workbook_checks.json"} == set(beside)
    assert set(files) == {f"{SECTION}.ipynb", *beside}
    assert all(files[name].read_bytes() == origin.read_bytes() for name, origin in beside.items())


def test_a_release_passes_none_of_its_tests(course: NbgraderCourse) -> None:
    report = course.nbgrader("validate", "--invert", f"release/{SECTION}/{SECTION}.ipynb")
    assert "Success! The notebook does not pass any tests." in report


def test_validate_tells_right_answers_from_missing_ones(cycle: NbgraderCourse) -> None:
    for student, verdict in (("right", "Success! Your notebook passes all the tests."), ("untouched", "FAILED")):
        folder = cycle.student(student)
        assert verdict in cycle.nbgrader("validate", f"{SECTION}/{SECTION}.ipynb", at=folder)


def test_scores_are_partial_and_right(cycle: NbgraderCourse, section: Section) -> None:
    grades = cycle.grades()
    total = sum(exercise.points for exercise in section.exercises.values())
    assert grades["right"] == total
    assert grades["untouched"] == 0
    assert 0 < grades["mistaken"] < total


def test_a_report_stands_below_each_graded_cell(cycle: NbgraderCourse) -> None:
    report, points = cycle.cell_outputs("mistaken", "check-perplexity")
    text = report["text"]
    assert "perplexity: partly correct, 0.29 of 2 points" in text
    assert "This looks like a known mistake: " in text
    assert "call      perplexity(" in text
    assert points["data"]["text/plain"] == "0.2857"


def test_feedback_shows_the_report_and_runs_no_script(cycle: NbgraderCourse) -> None:
    cycle.nbgrader("fetch_feedback", SECTION, at=cycle.student("mistaken"))
    (page,) = (cycle.student("mistaken") / SECTION / "feedback").rglob("*.html")
    html = page.read_text(encoding="utf-8")
    assert "This looks like a known mistake" in html
    assert "<script" not in html.lower()
    assert "default-src 'none'" in html
    assert not re.search(r"<link[^>]+https?:|src=[\"']https?:|url\(https?:", html)
    assert "reference." not in html and "@criterion" not in html
    assert "class CheckFailure" not in html, "what the checks use is not part of a student's work"


def test_a_submission_without_its_secret_stops_nobody_elses_feedback(cycle: NbgraderCourse) -> None:
    """The file by which nbgrader names a page is a student's to leave out."""
    released = cycle.exchange / COURSE_ID / "feedback"
    for page in released.glob("*.html"):
        page.unlink()
    secret = cycle.root / "feedback" / "mistaken" / SECTION / "submission_secret.txt"
    text = secret.read_text()
    secret.unlink()
    said = cycle.nbgrader("release_feedback", SECTION, status=1)
    assert "the feedback of 1 submissions was not released" in said
    assert len(list(released.glob("*.html"))) == 2
    secret.write_text(text)
    cycle.nbgrader("release_feedback", SECTION)
    assert len(list(released.glob("*.html"))) == 3


def test_a_resubmission_is_graded_again(cycle: NbgraderCourse, answers: dict[str, str], section: Section) -> None:
    before = cycle.grades()["mistaken"]
    cycle.submit("mistaken", lambda notebook: write_answers(notebook, answers))
    cycle.nbgrader("collect", SECTION, "--update")
    cycle.nbgrader("autograde", SECTION)
    after = cycle.grades()["mistaken"]
    assert before < after == sum(exercise.points for exercise in section.exercises.values())


def test_marks_given_by_hand_survive_a_regrade(cycle: NbgraderCourse) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{cycle.root / 'gradebook.db'}") as gradebook:
        grade = gradebook.find_grade("check-entropy", SECTION, SECTION, "untouched")
        grade.manual_score = 1.5
        gradebook.db.commit()
    cycle.nbgrader("autograde", SECTION, "--student", "untouched", "--force")
    assert cycle.grades()["untouched"] == 1.5


def test_list_shows_the_submission(cycle: NbgraderCourse) -> None:
    assert f"stats right {SECTION}" in cycle.nbgrader("list", "--inbound")


def test_results_are_kept_by_content(cycle: NbgraderCourse) -> None:
    kept = list((cycle.root / ".workbook" / "results").glob("*.json"))
    results = [json.loads(path.read_text()) for path in kept]
    assert {result["section"] for result in results} == {SECTION}
    assert {result["provenance"]["isolation"] for result in results} == {"strict"}
    assert Path(cycle.root / ".workbook" / "secret").stat().st_mode & 0o077 == 0
