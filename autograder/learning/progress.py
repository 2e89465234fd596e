"""How far a learner has come, and what to do next."""

from collections import defaultdict
from pathlib import Path

import pytest

from autograder.learning.sheet import ExerciseSheet, Sheet

DONE, WRONG, NOT_STARTED = "done", "wrong", "not started"


class Progress:
    """Outcomes of the checks, by exercise."""

    def __init__(self) -> None:
        self._outcomes: dict[str, list[str]] = defaultdict(list)

    def add(self, exercise: str, outcome: str) -> None:
        """Note one check's outcome: "passed", "failed" or "skipped"."""
        self._outcomes[exercise].append(outcome)

    def state(self, exercise: str) -> str:
        """`DONE` if every check passed, `WRONG` if one failed, else `NOT_STARTED`."""
        outcomes = self._outcomes[exercise]
        if "failed" in outcomes:
            return WRONG
        return DONE if "passed" in outcomes and "skipped" not in outcomes else NOT_STARTED

    def checked(self, exercise: str) -> bool:
        """Whether this run had checks for the exercise."""
        return bool(self._outcomes[exercise])


def write_progress(terminal: pytest.TerminalReporter, sheets: list[Sheet], progress: Progress, folder: Path) -> None:
    """Print a line per section with the exercises that were checked, and the next step."""
    shown = [sheet for sheet in sheets if any(map(progress.checked, sheet.exercises))]
    if not shown:
        return
    terminal.section("progress")
    width = max(len(sheet.title) for sheet in shown)
    for sheet in shown:
        states = {name: progress.state(name) for name in sheet.exercises if progress.checked(name)}
        done = sum(state == DONE for state in states.values())
        bar = "".join({DONE: "#", WRONG: "x", NOT_STARTED: "."}[state] for state in states.values())
        terminal.write_line(f"{sheet.number:2}. {sheet.title:<{width}} {bar:<16} {done} of {len(states)} right")
    checked = [e for sheet in shown for e in sheet.exercises.values() if progress.checked(e.name)]
    todo = [exercise for exercise in checked if progress.state(exercise.name) != DONE]
    terminal.write_line("")
    terminal.write_line(next_step(todo, progress, folder))


def next_step(todo: list[ExerciseSheet], progress: Progress, folder: Path) -> str:
    """One or two lines that say what to do: mend what is wrong, else start the first exercise that is open."""
    wrong = [exercise for exercise in todo if progress.state(exercise.name) == WRONG]
    if not todo:
        return "All checks pass."
    exercise = (wrong or todo)[0]
    what = "Mend" if wrong else "Next"
    place = f"{folder.name}/{exercise.section}.py or .ipynb"
    summary = exercise.summary.replace("``", "")
    return f"{what}: {exercise.name} in {place}\n      {summary}\n      Stuck? workbook hint {exercise.name}"
