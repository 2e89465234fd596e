"""Every oddity of the corpus, graded as one class with the limits and the isolation of a real one."""

from pathlib import Path

import pytest

from autograder.demo.sample_class import SECTION
from autograder.grading.channel import Settings
from autograder.grading.classroom import Classroom
from autograder.grading.results import SectionResult, SubmissionResult
from autograder.reporting.text import exercise_lines
from autograder.selftests.honest import oddity
from autograder.selftests.honest.oddity import oddities
from autograder.workbook.model import Section
from autograder.workbook.workbook import ROOT

ODDITIES = {each.name: each for each in oddities()}
SECRET = b"what the hidden inputs of this class follow from"
FEWEST = 45


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, SubmissionResult]:
    """Results by the oddity's name."""
    folder = tmp_path_factory.mktemp("honest")
    for name, each in ODDITIES.items():
        each.hand_in(folder / "submissions" / name)
    classroom = Classroom(
        folder / "submissions", folder / "results", Settings(str(ROOT), (SECTION,)), SECRET, processes=2
    )
    return {result.student: result for result in classroom.grade(lambda graded: None)}


def only_section(result: SubmissionResult) -> SectionResult:
    (section,) = result.sections
    return section


def report(result: SubmissionResult) -> str:
    """All that the student is told."""
    section = only_section(result)
    lines = [section.status, section.message, *result.notes]
    for exercise in section.exercises:
        lines += [f"{exercise.name} {exercise.outcome}", *(line.text for line in exercise_lines(exercise))]
    return "\n".join(lines)


def test_there_are_many_oddities() -> None:
    assert len(ODDITIES) >= FEWEST


@pytest.mark.parametrize("name", ODDITIES)
def test_each_exercise_earns_what_it_deserves(graded: dict[str, SubmissionResult], section: Section, name: str) -> None:
    result = graded[name]
    earned = dict.fromkeys(section.exercises, 0.0) | {e.name: e.points for e in only_section(result).exercises}
    assert earned == ODDITIES[name].deserved(section), report(result)
    assert not result.at_fault


@pytest.mark.parametrize("name", [each.name for each in ODDITIES.values() if each.told])
def test_the_student_is_told_why(graded: dict[str, SubmissionResult], name: str) -> None:
    assert ODDITIES[name].told in report(graded[name])


@pytest.mark.parametrize("name", [each.name for each in ODDITIES.values() if not each.told])
def test_where_nothing_is_wrong_nothing_is_reported(graded: dict[str, SubmissionResult], name: str) -> None:
    section = only_section(graded[name])
    assert (section.status, section.message) == ("graded", "")


@pytest.mark.parametrize(
    "docstring",
    [
        "It says nothing.",
        "Deserves: some points",
        "Told: why\nDeserves: all points, but none for entropy",
        "Deserves: all points, but 0 for entropy",
        "Deserves: nothing",
        "Deserves: all points\n\nAnd more behind it.",
    ],
)
def test_a_file_that_does_not_say_what_it_deserves_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, docstring: str
) -> None:
    (tmp_path / "odd.py").write_text(f'"""Is odd.\n\n{docstring}\n"""\n')
    monkeypatch.setattr(oddity, "CORPUS", tmp_path)
    with pytest.raises(ValueError, match=r"odd\.py"):
        list(oddities())
