"""Results on terminals of any width."""

import io
from collections.abc import Callable

import pytest
from rich.console import Console

from autograder.grading.results import (
    SCHEMA_VERSION,
    CriterionResult,
    ExerciseResult,
    SectionResult,
    SubmissionResult,
)
from autograder.reporting.terminal import print_class, print_submission, print_totals

LONG = "a-name-of-forty-characters-and-no-spaces"
WRONG = CriterionResult("takes lists", False, "wrong", "the result is not the expected one, " * 4)
EXERCISES = (
    ExerciseResult("entropy", "core", "partly correct", 1.0, 2.0, (WRONG,)),
    ExerciseResult("cross_entropy", "core", "timed out", 0.0, 2.0),
)


def class_of(*names: str) -> list[SubmissionResult]:
    section = SectionResult("s04_information_theory", "graded", 1.0, 25.0, exercises=EXERCISES)
    lost = SectionResult("s05_maximum_likelihood", "could not be loaded", 0.0, 21.0, message="no such file " * 5)
    return [SubmissionResult(SCHEMA_VERSION, name, (section, lost)) for name in names]


def printed(width: int, print_results: Callable[..., None], results: object) -> list[str]:
    out = io.StringIO()
    print_results(Console(file=out, width=width), results)
    return out.getvalue().splitlines()


@pytest.mark.parametrize("width", [65, 80, 200])
@pytest.mark.parametrize("name", ["ada", LONG])
def test_headings_and_words_of_status_stand_on_one_line(width: int, name: str) -> None:
    lines = printed(width, print_class, class_of(name))
    assert next(line for line in lines if line.strip()).split() == ["Student", "Section", "Points", "Status", "Remarks"]
    assert any("could not be loaded" in line for line in lines)
    assert max(map(len, lines)) <= width


@pytest.mark.parametrize("width", [80, 200])
def test_of_many_sections_one_row_a_student_says_where_points_are_missing(width: int) -> None:
    lines = printed(width, print_totals, class_of("ada"))
    row = next(line for line in lines if "ada" in line).split()
    assert row[:7] == ["ada", "2", "1.00", "/", "46", "s04", "s05"]
    assert "1 could not be loaded" in " ".join(" ".join(lines).split())
    assert max(map(len, lines)) <= width


def test_names_that_are_broken_are_there_as_a_whole() -> None:
    lines = printed(80, print_class, class_of(LONG))
    assert LONG in "".join(line[:30].split(" ")[1] for line in lines if line.strip())


def test_long_lines_of_a_report_are_continued_under_their_beginning() -> None:
    lines = printed(60, print_submission, class_of("ada")[0])
    start = next(number for number, line in enumerate(lines) if line.startswith("        - takes lists"))
    assert lines[start + 1].startswith("        ") and lines[start + 1].strip()
