"""The rule that nothing of a solution reaches students."""

import json
from collections.abc import Iterator
from pathlib import Path

from autograder.workbook.model import Exercise, Section
from autograder.workbook.workbook import Workbook

LEAK_LENGTH = 30
"""Lines of a reference shorter than this (``return total``) may well stand in a lesson, too."""


def keeps_solutions_out_of_the_assignments(workbook: Workbook, section: Section) -> Iterator[str]:
    """No line of a reference's body stands in what students get."""
    for path in sorted(workbook.assignments.glob(f"{section.name}.*")):
        if path.suffix not in (".py", ".ipynb"):
            continue
        text = _source(path)
        for exercise in section.exercises.values():
            for line in _body_lines(exercise):
                if line in text:
                    yield f"assignments/{path.name} holds a line of the solution of {exercise.name}: {line}"


def _source(path: Path) -> str:
    """The text as a reader sees it: JSON would write quotes and backslashes in another way."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        return "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"])
    return text


def _body_lines(exercise: Exercise) -> Iterator[str]:
    """Lines of the reference after its docstring that are long enough to be telling."""
    start = exercise.function.body[0].end_lineno or 0
    for line in exercise.source.splitlines()[start:]:
        if len(line.strip()) >= LEAK_LENGTH:
            yield line.strip()
