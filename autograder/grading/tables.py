"""What a folder of results holds for spreadsheets: grades.csv, and changes.csv."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from autograder.grading.results import SectionResult, SubmissionResult

GRADES = "grades.csv"
COLUMNS = ("student", "section", "points", "max_points", "status", "message")
CHANGES = "changes.csv"


def grades_csv(results: Sequence[SubmissionResult]) -> str:
    """A row per student and section. A fault of the grader is no grade: there are no points then, not zero."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for result in results:
        for s in result.sections:
            points = "" if s.status == "grader fault" else s.points
            writer.writerow([cell(result.student), s.section, points, s.max_points, s.status, cell(s.message)])
    return text.getvalue()


class Change(NamedTuple):
    """The same files of a student have earned `before` points for an exercise, and now earn `after`."""

    exercise: str
    student: str
    before: float
    after: float


def changes(student: str, before: SectionResult, after: SectionResult) -> Iterator[Change]:
    """The exercises whose points differ between two gradings of the same files.

    Nobody wonders about points that change because a student has handed in something else, or a grader has recovered.
    """
    same_files = before.provenance and after.provenance and before.provenance.submission == after.provenance.submission
    if not same_files or "grader fault" in (before.status, after.status):
        return
    earned = {exercise.name: exercise.points for exercise in before.exercises}
    for exercise in after.exercises:
        if earned.get(exercise.name, 0.0) != exercise.points:
            yield Change(exercise.name, student, earned.get(exercise.name, 0.0), exercise.points)


def append_changes(results: Path, found: Sequence[Change]) -> None:
    """Add rows to changes.csv; earlier ones stay."""
    if not found:
        return
    path = results / CHANGES
    new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if new:
            writer.writerow(Change._fields)
        writer.writerows([change.exercise, cell(change.student), change.before, change.after] for change in found)


def cell(text: str) -> str:
    """Text on one line that a spreadsheet will not take for a formula.

    A spreadsheet that separates at semicolons begins a cell behind each of them, and some take a full-width sign for an
    ordinary one.
    """
    line = " ".join(text.split())
    begins = re.compile(r"(?:^|(?<=[;,|]))(\s*)(?=[-=+@＝＋－＠])")
    return begins.sub(r"\1'", line)
