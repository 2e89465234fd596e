"""Measure the checks themselves: references must pass, stubs, trivial answers and known mistakes must not."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.checking.compare import CheckFailure
from autograder.checking.outcomes import Call, Function, outcome, same_outcome
from autograder.checking.sheet import sheet
from autograder.grading import scoring
from autograder.grading.suite import Functions, HiddenSuites
from autograder.workbook.hidden_side import misconceptions
from autograder.workbook.visible import VisibleCheck, visible_checks


@dataclass(frozen=True)
class Row:
    """One wrong implementation, and which checks caught it."""

    section: str
    exercise: str
    name: str
    hidden: tuple[str, ...]
    visible: tuple[str, ...]
    example_tells: bool


def kill_matrix(suites: HiddenSuites) -> Iterator[Row]:
    """Every known wrong implementation with the titles of the hidden criteria and the visible checks it fails."""
    for section in suites.sections:
        checks = visible_checks(section)
        references = suites.references[section]
        for exercise, known in misconceptions(section).items():
            for mark, function in known:
                call = Call(mark.example)
                yield Row(
                    section=section,
                    exercise=exercise,
                    name=function.__name__,
                    hidden=failed_criteria(suites, section, exercise, function),
                    visible=tuple(failed_checks(checks, exercise, references, function)),
                    example_tells=not same_outcome(outcome(function, call), outcome(references[exercise], call)),
                )


def failed_criteria(suites: HiddenSuites, section: str, exercise: str, function: Function) -> tuple[str, ...]:
    """Titles of the hidden criteria that `function` fails."""
    results = suites.run(section, exercise, Functions({exercise: function}))
    return tuple(result.title for result in results if result.verdict != "passed")


def failed_checks(
    checks: list[VisibleCheck], exercise: str, references: Mapping[str, Function], function: Function
) -> Iterator[str]:
    """Names of the visible checks of `exercise` that `function` fails, with references for all else."""
    for check in checks:
        if check.exercise == exercise:
            try:
                check.run_with({**references, exercise: function})
            except Exception:
                yield check.name


def _unwritten(*args: Any, **kwargs: Any) -> Any:
    raise NotImplementedError


def _always_raises(*args: Any, **kwargs: Any) -> Any:
    raise ValueError


def _first_argument(*args: Any, **kwargs: Any) -> Any:
    return args[0] if args else next(iter(kwargs.values()), None)


TRIVIAL: dict[str, Callable[..., Any]] = {
    "the stub": _unwritten,
    "return 0": lambda *args, **kwargs: 0,
    "return None": lambda *args, **kwargs: None,
    "return the first argument": _first_argument,
    "raise ValueError": _always_raises,
}
"""Answers that know nothing of the exercise: each must earn nothing, everywhere."""

ODD: dict[str, Callable[..., Any]] = {
    "return a string": lambda *args, **kwargs: "x",
    "return an empty list": lambda *args, **kwargs: [],
    "return a dict": lambda *args, **kwargs: {"a": 1},
    "return nan": lambda *args, **kwargs: float("nan"),
    "return an int too large for numpy": lambda *args, **kwargs: 10**300,
    "return a huge int": lambda *args, **kwargs: 10**5000,
    "return a duration": lambda *args, **kwargs: np.timedelta64(1),
    "return times without a unit": lambda *args, **kwargs: np.zeros(2, "M8"),
    "return a function": lambda *args, **kwargs: len,
    "return a tuple of None": lambda *args, **kwargs: (None, None),
}
"""Results that no exercise asks for: each must be judged wrong, never trip up the test that judges it."""


def trivial_points(suites: HiddenSuites) -> Iterator[tuple[str, str, float]]:
    """(exercise, answer, points) for every trivial answer to every exercise."""
    for section in suites.sections:
        for exercise in sheet(section).exercises.values():
            for name, function in TRIVIAL.items():
                results = suites.run(section, exercise.name, Functions({exercise.name: function}))
                yield exercise.name, name, scoring.points(results, exercise.points)


def faults(suites: HiddenSuites) -> Iterator[tuple[str, str, str]]:
    """(exercise, answer, criterion) wherever a hidden test itself fails over what a student may return."""
    for section in suites.sections:
        for exercise in sheet(section).exercises:
            for name, function in {**TRIVIAL, **ODD}.items():
                for result in suites.run(section, exercise, Functions({exercise: function})):
                    # An error of the trivial answer itself is the student's; any other is the test's own.
                    if result.verdict == "grader fault" and function is not _always_raises:
                        yield exercise, name, f"{result.title}: {result.message}"


def visible_failures_of_references(section: str, references: Mapping[str, Function]) -> Iterator[str]:
    """Visible checks that the reference fails, each with the reason."""
    for check in visible_checks(section):
        try:
            check.run_with(references)
        except CheckFailure as failure:
            yield f"{check.name}: {failure.reason}"
        except Exception as error:
            yield f"{check.name}: {type(error).__name__}: {error}"


def visible_passes_of_the_stub(section: str, references: Mapping[str, Function]) -> Iterator[str]:
    """Visible checks that the stub passes."""
    for check in visible_checks(section):
        try:
            check.run_with({**references, check.exercise: TRIVIAL["the stub"]})
        except Exception:
            continue
        yield check.name
