"""Every section through nbgrader: a right submission of the whole workbook has all points."""

import csv
from pathlib import Path

from autograder.demo.sample_class import solved
from autograder.selftests.course.conftest import NbgraderCourse, write_answers
from autograder.workbook.workbook import this_workbook


def test_autograde_gives_a_right_submission_of_each_section_all_points(tmp_path: Path) -> None:
    course = NbgraderCourse(tmp_path)
    sections = this_workbook().sections
    for section in sections:
        course.nbgrader("generate_assignment", section.name)
        notebook = course.released(section.name)
        write_answers(notebook, solved(section))
        course.hand_in("ada", notebook, section.name)
        course.nbgrader("autograde", section.name)
    course.nbgrader("export")
    rows = csv.DictReader((course.root / "grades.csv").open(encoding="utf-8"))
    scores = {row["assignment"]: (float(row["score"]), float(row["max_score"])) for row in rows}
    assert scores == {section.name: (section.points, section.points) for section in sections}
