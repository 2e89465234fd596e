"""What a student may be told of an exercise, from calls that may be shown."""

from collections.abc import Iterator
from typing import NamedTuple

from autograder.checking.battery import Battery, Explanation
from autograder.checking.compare import CheckFailure, assert_close
from autograder.checking.outcomes import Function, Outcome
from autograder.grading.outcomes import outcome_of
from autograder.grading.repairing import repair_told
from autograder.grading.results import CriterionResult
from autograder.grading.verdicts import judge
from autograder.sandbox.foreseen import foresee
from autograder.sandbox.student import Student

GENERAL = {"wrong": "the result is not the expected one", "raised": "raises an error"}
"""What is said of a criterion where nothing more may be."""
PROMISED = "expected ValueError, but nothing was raised"
SAFE = frozenset({*GENERAL.values(), PROMISED, "an argument was changed"})


class Told(NamedTuple):
    """What may be told of a student's function.

    Attributes:
        found: what it looks like.
        ways: in which ways calls go wrong, as `verdicts.judge` says it.
        fault: why it could not be found out, through no fault of the student.
    """

    found: Explanation = Explanation()
    ways: tuple[str, ...] = ()
    fault: str = ""

    def without_more(self, result: CriterionResult) -> CriterionResult:
        """The result of a hidden criterion, saying no more than what goes wrong in calls that may be shown, too.

        How a function goes wrong is of its author's choice, and could tell a hidden input. So the line of an error is
        that of the first shown call that raises such an error.
        """
        general = GENERAL.get(result.verdict)
        if general is None or result.message in SAFE:
            return result
        alike = (way for way in self.ways if _kind(way) == _kind(result.message))
        return CriterionResult(result.title, result.core, result.verdict, next(alike, general))


NOTHING = Told()


class Explainer:
    """Tells of students' functions what they give on calls that everyone may see, and nothing else."""

    def __init__(self, battery: Battery) -> None:
        self._battery = battery
        foreseen = (foresee(battery.exercise, call.args, call.kwargs)[0] for call in battery.calls)
        self._calls = [call for call in foreseen if call is not None]

    def explain(self, student: Student) -> Told:
        """What may be told of the student's function."""
        answers = student.ask(self._battery.exercise, self._calls)
        with student.knowing(self._calls, answers):
            told = explain(self._battery, student.function(self._battery.exercise))
        if not told.found.may_be_repaired:
            return told
        return told._replace(found=told.found.with_repair(repair_told(self._battery, told.found, student)))


def explain(battery: Battery, function: Function) -> Told:
    """What may be told of a function."""
    ways: dict[str, None] = {}

    def outcomes() -> Iterator[Outcome]:
        for call, expected in zip(battery.calls, battery.expected, strict=True):
            got, error = outcome_of(function, call)
            if error is not None:
                ways[judge(error)[1]] = None
            elif difference := _difference(got, expected):
                ways[difference] = None
            yield got

    return Told(battery.explain(outcomes()), tuple(ways))


def _kind(message: str) -> str:
    """What a message says, without the line in which an error was raised."""
    return message.partition(" in ")[0] if message.startswith("raises ") else message


def _difference(got: Outcome, expected: Outcome) -> str:
    """In which way a value is not the expected one, as it would be told of a hidden criterion."""
    if got.raises or expected.raises:
        return ""
    try:
        assert_close(got.value, expected.value)
    except CheckFailure as failure:
        return failure.told
    return ""
