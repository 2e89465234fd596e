"""Every oddity of the corpus, graded as a user does it, in a class of two hundred, with a kill in the middle."""

import itertools
import re
import shutil
import signal
from pathlib import Path
from typing import NamedTuple

import pytest

from autograder.grading.results import SectionResult, SubmissionResult, decode
from autograder.reporting.text import exercise_lines
from autograder.selftests.grading.terminal import Terminal, arguments
from autograder.selftests.honest import oddity
from autograder.selftests.honest.oddity import oddities
from autograder.workbook.model import Section

ODDITIES = {each.name: each for each in oddities()}
FEWEST = 45
STUDENTS = 200
"""Of the class in which the oddities are handed in, again and again until there are so many."""


class Class(NamedTuple):
    """The class: what was handed in by whom, and the command line that grades it."""

    submissions: Path
    results: Path
    secret: Path

    @property
    def command_line(self) -> list[str]:
        return arguments(*self)


def write_class(folder: Path) -> Class:
    names = itertools.islice(itertools.cycle(ODDITIES), STUDENTS)
    for number, name in enumerate(names):
        student = name if number < len(ODDITIES) else f"{name}-{number // len(ODDITIES) + 1}"
        ODDITIES[name].hand_in(folder / "submissions" / student)
    return Class(folder / "submissions", folder / "results", folder / "secret")


def results_of(class_: Class) -> dict[str, bytes]:
    return {path.parent.name: path.read_bytes() for path in class_.results.glob("*/result.json")}


@pytest.fixture(scope="module")
def disturbed(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """The class after a grading that was killed when half of it was done, and then run again."""
    class_ = write_class(tmp_path_factory.mktemp("honest"))
    killed = Terminal(class_.command_line)
    killed.wait_until(lambda: killed.graded >= STUDENTS // 2)
    killed.send(signal.SIGKILL)
    assert killed.finish() == -signal.SIGKILL
    assert len(results_of(class_)) < STUDENTS
    again = Terminal(class_.command_line)
    assert again.finish() == 0, again.text
    return class_


@pytest.fixture(scope="module")
def graded(disturbed: Class) -> dict[str, SubmissionResult]:
    """Results by the oddity's name."""
    results = results_of(disturbed)
    return {name: decode(results[name]) for name in ODDITIES}


def test_a_kill_in_the_middle_changes_no_byte(disturbed: Class, tmp_path: Path) -> None:
    """Compared with one of each oddity, graded without a disturbance; the others of the class are their twins."""
    for name in ODDITIES:
        shutil.copytree(disturbed.submissions / name, tmp_path / "submissions" / name, symlinks=True)
    undisturbed = disturbed._replace(submissions=tmp_path / "submissions", results=tmp_path / "results")
    terminal = Terminal(undisturbed.command_line)
    assert terminal.finish() == 0, terminal.text
    assert results_of(undisturbed) == {name: results_of(disturbed)[name] for name in ODDITIES}


def test_who_hands_in_the_same_has_the_same_result(disturbed: Class) -> None:
    results = {name: decode(data) for name, data in results_of(disturbed).items()}
    for name, each in ODDITIES.items():
        twins = [result for student, result in results.items() if re.fullmatch(rf"{re.escape(name)}-\d+", student)]
        assert all(twin.sections == results[name].sections for twin in twins), each.name


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
