"""Measure the checks themselves: references must pass, stubs, trivial answers and known mistakes must not."""

import copy
import doctest
import pickle
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.checking.compare import CheckFailure
from autograder.checking.outcomes import Call, Function, outcome, same_outcome
from autograder.grading import scoring
from autograder.grading.suite import Functions, HiddenSuites
from autograder.sandbox.wire.codec import by_name
from autograder.workbook.visible import VisibleCheck

MEASURING = b"measuring"
"""Secret of the seeds when checks are measured rather than students: everyone gets the same figures."""
MOST_CALLS = 50
"""Calls between a suite and the function under test, either way: each costs a round trip to the sandbox."""


Rule = Callable[[HiddenSuites, str], Iterator[str]]
"""One line per defect of a section that shows when its checks are run."""


@dataclass(frozen=True)
class Row:
    """One known mistake, and which checks caught it."""

    section: str
    exercise: str
    name: str
    hidden: tuple[str, ...]
    visible: tuple[str, ...]
    example_tells: bool


def kill_matrix(suites: HiddenSuites) -> Iterator[Row]:
    """Every known mistake with the titles of the hidden criteria and the visible checks it fails."""
    for section in suites.sections:
        checks = suites.workbook.visible_checks(section)
        references = suites.references[section]
        for exercise, reference in references.items():
            for mistake, name, function in suites.workbook.content_of(section, exercise).mistakes:
                call = Call(mistake.example)
                yield Row(
                    section=section,
                    exercise=exercise,
                    name=name,
                    hidden=failed_criteria(suites, section, exercise, function),
                    visible=tuple(failed_checks(checks, exercise, references, function)),
                    example_tells=not same_outcome(outcome(function, call), outcome(reference, call)),
                )


def share(caught: Iterable[Sequence[str]]) -> float:
    """The share of mistakes that something caught; of none, all are."""
    found = [bool(checks) for checks in caught]
    return sum(found) / len(found) if found else 1.0


def failed_criteria(suites: HiddenSuites, section: str, exercise: str, function: Function) -> tuple[str, ...]:
    """Titles of the hidden criteria that `function` fails."""
    results = suites.run(section, exercise, Functions({exercise: function}))
    return tuple(result.title for result in results if result.verdict != "passed")


def failed_checks(
    checks: Sequence[VisibleCheck], exercise: str, references: Mapping[str, Function], function: Function
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
    "return a long double": lambda *args, **kwargs: np.longdouble("1e400"),
    "return long doubles": lambda *args, **kwargs: np.full(3, np.longdouble("1e400")),
    "return complex numbers": lambda *args, **kwargs: np.full(3, 1j),
    "return a duration": lambda *args, **kwargs: np.timedelta64(1),
    "return times without a unit": lambda *args, **kwargs: np.zeros(2, "M8"),
    "return a function": lambda *args, **kwargs: len,
    "return a tuple of None": lambda *args, **kwargs: (None, None),
}
"""Results that no exercise asks for: each must be judged wrong, never trip up the test that judges it."""


def examples_are_true(suites: HiddenSuites, section: str) -> Iterator[str]:
    """The examples in docstrings, run."""
    wrong, _ = doctest.testmod(suites.workbook.solution(section), report=False)
    if wrong:
        yield f"{wrong} examples are not true: python -m doctest solutions/{section}.py"


def references_pass(suites: HiddenSuites, section: str) -> Iterator[str]:
    """References pass visible checks and hidden criteria."""
    for check in suites.workbook.visible_checks(section):
        try:
            check.run_with(suites.references[section])
        except Exception as error:
            reason = error.reason if isinstance(error, CheckFailure) else f"{type(error).__name__}: {error}"
            yield f"{check.name}: {reason}"
    for name, function in suites.references[section].items():
        for title in failed_criteria(suites, section, name, function):
            yield f"{name}: the reference fails the hidden criterion {title!r}"


def other_right_answers_pass(suites: HiddenSuites, section: str) -> Iterator[str]:
    """Whatever keeps the docstring's promises passes everything."""
    checks = suites.workbook.visible_checks(section)
    references = suites.references[section]
    for exercise in references:
        for answer in suites.workbook.content_of(section, exercise).alternatives:
            for title in failed_criteria(suites, section, exercise, answer):
                yield f"{exercise}: {answer.__name__} fails the hidden criterion {title!r}"
            for check in failed_checks(checks, exercise, references, answer):
                yield f"{exercise}: {answer.__name__} fails the visible check {check}"


def stubs_pass_nothing(suites: HiddenSuites, section: str) -> Iterator[str]:
    for check in suites.workbook.visible_checks(section):
        try:
            check.run_with({**suites.references[section], check.exercise: TRIVIAL["the stub"]})
        except Exception:
            continue
        yield f"{check.name}: the stub passes it"


def known_mistakes_are_caught(suites: HiddenSuites, section: str) -> Iterator[str]:
    for row in kill_matrix(suites):
        if row.section == section:
            if not row.hidden:
                yield f"{row.exercise}: no hidden criterion catches {row.name}"
            if not row.example_tells:
                yield f"{row.exercise}: the example of {row.name} does not tell it from the reference"


def trivial_answers_earn_nothing(suites: HiddenSuites, section: str) -> Iterator[str]:
    for exercise in suites.workbook.section(section).exercises.values():
        for name, function in TRIVIAL.items():
            results = suites.run(section, exercise.name, Functions({exercise.name: function}))
            if points := scoring.points(results, exercise.points):
                yield f"{exercise.name}: {name!r} earns {points:g} points"


def no_result_trips_up_a_test(suites: HiddenSuites, section: str) -> Iterator[str]:
    for exercise in suites.workbook.section(section).exercises:
        for name, function in {**TRIVIAL, **ODD}.items():
            for result in suites.run(section, exercise, Functions({exercise: function})):
                if result.verdict == "grader fault":
                    told = f"{result.title}: {result.message}"
                    yield f"{exercise}: the hidden test itself fails when students {name}: {told}"


def spoilt_arguments_change_nothing(suites: HiddenSuites, section: str) -> Iterator[str]:
    """A right answer that spoils its arguments afterwards fails what asks for that, and nothing else."""
    for name, reference in suites.references[section].items():
        for result in suites.run(section, name, Functions({name: _spoiling(reference)})):
            if result.verdict != "passed" and result.message != "an argument was changed":
                yield f"{name}: {result.title!r} fails when a right answer changes its arguments: {result.message}"


def _spoiling(function: Function) -> Function:
    def spoils(*args: Any, **kwargs: Any) -> Any:
        result = copy.deepcopy(function(*args, **kwargs))
        for value in (*args, *kwargs.values()):
            if isinstance(value, np.ndarray) and value.flags.writeable and value.dtype.kind in "biufc":
                value[...] = 1
            elif isinstance(value, list | dict | set):
                value.clear()
        return result

    return spoils


def a_table_earns_nothing(suites: HiddenSuites, section: str) -> Iterator[str]:
    """Whoever has written down all that was asked under another secret passes no core criterion."""
    for name, reference in suites.references[section].items():
        table = Table(reference)
        others = HiddenSuites(suites.workbook, [section], b"another secret")
        others.run(section, name, Functions({name: table}))
        table.close()
        for result in suites.run(section, name, Functions({name: table})):
            if result.core and result.verdict == "passed":
                yield f"{name}: {result.title!r} is passed by a table of constants: draw its inputs from rng"


class Table:
    """The answers to what was asked before it was closed; None to all else."""

    def __init__(self, reference: Function) -> None:
        self._reference: Function | None = reference
        self._seen: dict[bytes, object] = {}

    def close(self) -> None:
        self._reference = None

    def __call__(self, *args: Any, **kwargs: Any) -> object:
        key = _key(args, kwargs)
        if self._reference is not None:
            self._seen[key] = self._reference(*args, **kwargs)
        return self._seen.get(key)


def _key(args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bytes:
    """What tells one call from another, the state of a generator included."""
    try:
        return pickle.dumps((args, kwargs))
    except (pickle.PicklingError, AttributeError, TypeError):  # a function made inside of a test
        return Call(args, kwargs).text("f").encode()


def suites_ask_seldom(suites: HiddenSuites, section: str) -> Iterator[str]:
    """A suite makes few calls, and its own functions are called seldom."""
    for name, reference in suites.references[section].items():
        calls: Counter[str] = Counter()
        suites.run(section, name, Functions({name: _counted(reference, calls)}))
        if calls.total() > MOST_CALLS:
            yield (
                f"{name}: its suite makes {calls['made']} calls and answers {calls['answered']}: "
                f"together at most {MOST_CALLS}"
            )


def _counted(function: Function, calls: Counter[str]) -> Function:
    def back(value: Any) -> Any:
        """A function of the test counts its calls, and an iterator its items.

        A function of numpy's travels by its name: calling it costs no trip.
        """
        if isinstance(value, Iterator):
            return items_of(value)
        return answering(value) if callable(value) and by_name(value) is None else value

    def items_of(iterator: Iterator[Any]) -> Iterator[Any]:
        for item in iterator:
            calls["answered"] += 1
            yield item

    def answering(callback: Any) -> Any:
        def answered(*args: Any, **kwargs: Any) -> Any:
            calls["answered"] += 1
            return callback(*args, **kwargs)

        return answered

    def counted(*args: Any, **kwargs: Any) -> Any:
        calls["made"] += 1
        return function(*map(back, args), **{name: back(value) for name, value in kwargs.items()})

    return counted
