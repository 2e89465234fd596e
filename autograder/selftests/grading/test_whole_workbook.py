"""Submissions of all sections, graded as one class."""

import pytest

from autograder.demo.sample_class import write_whole_submissions
from autograder.grading.channel import Settings
from autograder.grading.classroom import Classroom
from autograder.grading.results import SubmissionResult
from autograder.workbook.workbook import ROOT, this_workbook


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, SubmissionResult]:
    """Results by student."""
    folder = tmp_path_factory.mktemp("whole")
    write_whole_submissions(folder / "submissions")
    settings = Settings(str(ROOT), tuple(this_workbook().names))
    classroom = Classroom(folder / "submissions", folder / "results", settings, b"a secret of the tests", processes=1)
    return {result.student: result for result in classroom.grade(lambda graded: None)}


@pytest.mark.parametrize("form", ["modules", "notebooks"])
def test_whoever_has_everything_right_has_all_points(graded: dict[str, SubmissionResult], form: str) -> None:
    result = graded[f"everything-right-in-{form}"]
    assert [section.section for section in result.sections] == this_workbook().names
    assert result.points == result.max_points == sum(section.points for section in this_workbook().sections)


def test_a_mistake_in_each_section_is_named_and_costs_nothing_elsewhere(graded: dict[str, SubmissionResult]) -> None:
    for section in graded["a-mistake-in-each-section"].sections:
        (wrong,) = [exercise for exercise in section.exercises if exercise.points < exercise.max_points]
        assert len(wrong.misconceptions) == 1, (section.section, wrong)


def test_whoever_stopped_half_way_has_the_points_of_the_first_half(graded: dict[str, SubmissionResult]) -> None:
    sections = graded["the-first-half"].sections
    assert [section.status for section in sections] == ["graded"] * 6 + ["not started"] * 6
    assert all(section.points == section.max_points * (section.status == "graded") for section in sections)
