"""The report on one exercise as lines of plain text: what every form of a report says."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from autograder.grading.results import ExerciseResult

SILENT = ("correct", "not started", "missing", "could not be loaded")
"""Outcomes that need no explanation."""


class Line(NamedTuple):
    """A line of a report, and what kind it is."""

    kind: Literal["passed", "failed", "mistake", "call"]
    text: str


def exercise_lines(exercise: ExerciseResult) -> Iterator[Line]:
    """What it inherits, criteria, recognised mistakes, and a failing call, as far as there is something to explain."""
    if exercise.inherited:
        names = " and ".join(exercise.inherited)
        yield Line("mistake", f"This builds on {names}, which is not right: it was judged with a right version.")
    if exercise.outcome in SILENT:
        return
    for c in exercise.criteria:
        title = f"{c.title} (core)" if c.core else c.title
        if c.verdict == "passed":
            yield Line("passed", f"+ {title}")
        else:
            yield Line("failed", f"- {title}: {c.message or c.verdict}")
    for message in exercise.misconceptions:
        yield Line("mistake", f"This looks like a known mistake: {message}")
    if call := exercise.failing_call:
        yield Line("call", f"call      {call.call}")
        yield Line("call", f"yours     {call.yours}")
        yield Line("call", f"expected  {call.expected}")
