"""Results on a terminal, with Rich."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autograder.grading.results import ExerciseResult, SectionResult, SubmissionResult
from autograder.grading.tables import Change
from autograder.reporting.text import exercise_lines

COLOURS = {"graded": "green", "correct": "green", "partly correct": "yellow", "not started": "dim"}
FAULT = "bold magenta"
WIDEST_NAME = 30
"""Longer names are broken, and shorter ones where a table would not fit the terminal otherwise."""
CHANGES_SHOWN = 20
"""Of more changed points the rest is counted."""
LINE_COLOURS = {"passed": "green", "failed": "red", "mistake": "cyan", "call": ""}


def _table_of_students() -> Table:
    """A table whose first column holds the students."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("Student", overflow="fold", min_width=len("Student"), max_width=WIDEST_NAME)
    return table


def print_class(console: Console, results: Sequence[SubmissionResult]) -> None:
    """A row per student and section: points, status, and what stands out."""
    table = _table_of_students()
    table.add_column("Section", no_wrap=True)
    table.add_column("Points", no_wrap=True, justify="right")
    table.add_column("Status", no_wrap=True)
    table.add_column("Remarks", overflow="fold", min_width=len("Remarks"))
    for result in results:
        for section in result.sections:
            status = Text(section.status, style=_colour(section.status))
            table.add_row(
                escape(result.student), section.section[:3], _points(section), status, escape(_remarks(section))
            )
        for note in result.notes:
            table.add_row(escape(result.student), "", "", "", escape(note))
    console.print(table)


def print_totals(console: Console, results: Sequence[SubmissionResult]) -> None:
    """A row per student: all points, the sections in which some are missing, and what stands out."""
    table = _table_of_students()
    table.add_column("Sections", no_wrap=True, justify="right")
    table.add_column("Points", no_wrap=True, justify="right")
    table.add_column("Points missing in", min_width=len("s00 s00 s00 s00"))
    table.add_column("Remarks", min_width=len("a known mistake"))
    for result in results:
        missing = [section.section[:3] for section in result.sections if section.points < section.max_points]
        points = f"{result.points:.2f} / {result.max_points:g}"
        remarks = escape("; ".join(_totals(result)))
        table.add_row(escape(result.student), str(len(result.sections)), points, " ".join(missing), remarks)
    console.print(table)


def _totals(result: SubmissionResult) -> Iterator[str]:
    """How often each status that is not a plain grade occurs, how many mistakes were recognised, and the notes."""
    for status, count in Counter(section.status for section in result.sections).items():
        if status != "graded":
            yield f"{count} {status}"
    named = sum(bool(exercise.misconceptions) for section in result.sections for exercise in section.exercises)
    if named:
        yield f"{named} known mistakes" if named > 1 else "1 known mistake"
    yield from result.notes


def print_changes(console: Console, changes: Sequence[Change]) -> None:
    """A row per student and exercise whose points changed, by exercise."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("Exercise", no_wrap=True)
    table.add_column("Student", overflow="fold")
    table.add_column("Before", no_wrap=True, justify="right")
    table.add_column("After", no_wrap=True, justify="right")
    for change in changes[:CHANGES_SHOWN]:
        table.add_row(change.exercise, escape(change.student), f"{change.before:.2f}", f"{change.after:.2f}")
    console.print(table)
    if len(changes) > CHANGES_SHOWN:
        console.print(f"... and {len(changes) - CHANGES_SHOWN} more.")


def print_submission(console: Console, result: SubmissionResult) -> None:
    """Everything that a student is told, exercise by exercise."""
    console.rule(Text(f"{result.student}: {result.points:.2f} of {result.max_points:g} points"), align="left")
    for section in result.sections:
        console.print(Text(f"{section.section}: {_points(section)}, {section.status}", "bold"))
        if section.message:
            console.print(Text(f"  {section.message}", style="red"))
        for exercise in section.exercises:
            console.print(_exercise(exercise))
    for note in result.notes:
        console.print(Text(note, style="yellow"))
    if not result.isolated:
        console.print(Text("Graded without isolation: the code could have changed this result.", style=FAULT))


def _points(section: SectionResult) -> str:
    """A fault of the grader is no grade: it has no points, not zero."""
    points = "-" if section.status == "grader fault" else f"{section.points:.2f}"
    return f"{points} / {section.max_points:g}"


def _remarks(section: SectionResult) -> str:
    """The section's message, or the outcomes that are not plain right or wrong, and the mistakes recognised."""
    if section.message:
        return section.message
    usual = ("correct", "partly correct", "wrong", "not started")
    outcomes = Counter(e.outcome for e in section.exercises if e.outcome not in usual)
    parts = [f"{count} {outcome}" for outcome, count in outcomes.items()]
    named = [e.name for e in section.exercises if e.misconceptions]
    if named:
        parts.append(f"known mistake: {', '.join(named)}")
    return "; ".join(parts)


def _exercise(exercise: ExerciseResult) -> Group:
    head = Text.assemble(
        (f"  {exercise.points:>5.2f} / {exercise.max_points:g}  ", "bold"),
        f"{exercise.name} ",
        (exercise.outcome, _colour(exercise.outcome)),
    )
    lines = (Text(line.text, LINE_COLOURS[line.kind]) for line in exercise_lines(exercise))
    return Group(head, *(Padding(line, (0, 0, 0, 8), expand=False) for line in lines))


def _colour(word: str) -> str:
    return FAULT if word == "grader fault" else COLOURS.get(word, "red")
