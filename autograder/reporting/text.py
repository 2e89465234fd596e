"""The report on one exercise as lines of plain text: what every form of a report says."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from autograder.grading.results import ExerciseResult

SILENT = ("correct", "not started", "missing", "could not be loaded")
"""Outcomes that need no explanation."""


def points_text(points: float) -> str:
    """Points as one reads them: ``2``, ``1.5``, ``0.29``."""
    return f"{points:.2f}".rstrip("0").rstrip(".")


class Line(NamedTuple):
    """A line of a report, and what kind it is."""

    kind: Literal["passed", "failed", "mistake", "call"]
    text: str


def exercise_lines(exercise: ExerciseResult) -> Iterator[Line]:
    """What it inherits, criteria, recognised mistakes, and a failing call, as far as there is something to explain."""
    if exercise.inherited:
        names = " and ".join(exercise.inherited)
        are, versions = ("is", "a right version") if len(exercise.inherited) == 1 else ("are", "right versions")
        yield Line("mistake", f"This builds on {names}, which {are} not right: it was judged with {versions}.")
    if exercise.outcome in SILENT:
        return
    if any(c.core for c in exercise.criteria):
        fails = any(c.core and c.verdict != "passed" for c in exercise.criteria)
        told = "Core criteria come first: while one of them fails, the others earn nothing."
        yield Line("failed" if fails else "call", told)
    for c in exercise.criteria:
        title = f"{c.title} (core)" if c.core else c.title
        if c.verdict == "passed":
            yield Line("passed", f"+ {title}")
        else:
            yield Line("failed", f"- {title}: {c.message or c.verdict}")
    for message in exercise.misconceptions:
        yield Line("mistake", f"This looks like a known mistake: {message}")
    if exercise.remark:
        yield Line("mistake", exercise.remark)
    if call := exercise.failing_call:
        yield Line("call", f"call      {call.call}")
        yield Line("call", f"yours     {call.yours}")
        yield Line("call", f"expected  {call.expected}")
