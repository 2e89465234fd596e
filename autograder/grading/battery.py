"""What a student may be told of an exercise, from calls that may be shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from autograder.checking.compare import CheckFailure, Phrase, assert_close
from autograder.checking.diagnosis import diagnose
from autograder.checking.outcomes import Call, Function, Outcome, outcome, wrong_outcome
from autograder.content.marks import Content
from autograder.grading.results import CriterionResult, FailingCall
from autograder.grading.suite import HiddenSuites
from autograder.grading.verdicts import judge
from autograder.sandbox.errors import GradingError, StudentError
from autograder.workbook.visible import visible_calls

GENERAL = {"wrong": "the result is not the expected one", "raised": "raises an error"}
"""What is said of a criterion where nothing more may be."""
PROMISED = "expected ValueError, but nothing was raised"


class Explanation(NamedTuple):
    """What may be told of a student's function.

    Attributes:
        messages: of the known mistakes that it makes.
        failing: the first call that goes wrong.
        told: in which ways calls go wrong, as `verdicts.judge` says it.
        fault: why it could not be found out, through no fault of the student.
    """

    messages: tuple[str, ...] = ()
    failing: FailingCall | None = None
    told: tuple[str, ...] = ()
    fault: str = ""

    def without_more(self, result: CriterionResult) -> CriterionResult:
        """The result of a hidden criterion, saying no more than what goes wrong in calls that may be shown, too.

        How a function goes wrong is of its author's choice, and could tell a hidden input. So the line of an error is
        that of the first shown call that raises such an error.
        """
        general = GENERAL.get(result.verdict)
        if general is None or result.message in SAFE:
            return result
        alike = (told for told in self.told if _kind(told) == _kind(result.message))
        return CriterionResult(result.title, result.core, result.verdict, next(alike, general))


def _kind(message: str) -> str:
    """What a message says, without the line in which an error was raised."""
    return message.partition(" in ")[0] if message.startswith("raises ") else message


SAFE = frozenset({*GENERAL.values(), PROMISED, "an argument was changed"})
NOTHING = Explanation()


@dataclass(frozen=True)
class Battery:
    """The calls on which a student's function is compared with the reference and with known mistakes.

    They are the calls of the visible checks and the examples of the known mistakes, which everyone may see: what a
    student is told follows from nothing else.
    """

    suites: HiddenSuites
    section: str
    exercise: str

    def explain(self, function: Function) -> Explanation:
        """What may be told of a student's function."""
        failing: FailingCall | None = None
        told: dict[str, None] = {}

        def outcomes() -> Iterator[Outcome]:
            nonlocal failing
            for call, expected in zip(self._calls, self._expected, strict=True):
                got, error = _outcome(function, call)
                if error is not None:
                    told[judge(error)[1]] = None
                elif difference := _difference(got, expected):
                    told[difference] = None
                if failing is None and wrong_outcome(call, got, expected):
                    failing = FailingCall(call.text(self.exercise), _text(got, error), expected.text())
                yield got

        messages = tuple(diagnose(outcomes(), self._expected, self._known))
        return Explanation(messages, failing, tuple(told))

    @cached_property
    def _reference(self) -> Function:
        return self.suites.references[self.section][self.exercise]

    @cached_property
    def _content(self) -> Content:
        return self.suites.workbook.content_of(self.section, self.exercise)

    @cached_property
    def _calls(self) -> list[Call]:
        """Those that give a value come first, then the short ones: a missing validation is not to be heard first."""
        checks = self.suites.workbook.visible_checks(self.section)
        shown = visible_calls(checks, self.exercise, self.suites.references[self.section])
        examples = [Call(known.mistake.example) for known in self._content.mistakes]
        return sorted(
            {call.text(self.exercise): call for call in (*shown, *examples)}.values(),
            key=lambda call: (bool(outcome(self._reference, call).raises), len(call.text(self.exercise))),
        )

    @cached_property
    def _expected(self) -> list[Outcome]:
        return [outcome(self._reference, call) for call in self._calls]

    @cached_property
    def _known(self) -> dict[str, list[Outcome]]:
        return {
            known.mistake.message: [outcome(known.function, call) for call in self._calls]
            for known in self._content.mistakes
        }


def _outcome(function: Function, call: Call) -> tuple[Outcome, StudentError | None]:
    """The outcome of a student's function, with its error; a fault of the grader is no outcome and goes through."""
    faults: list[GradingError] = []
    errors: list[StudentError] = []

    def watched(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except GradingError as fault:
            faults.append(fault)
            raise
        except StudentError as error:
            errors.append(error)
            if error.not_plain_data:
                return Phrase("something other than plain data")
            raise

    found = outcome(watched, call)
    if faults:
        raise faults[0]
    return found, errors[-1] if errors else None


def _difference(got: Outcome, expected: Outcome) -> str:
    """In which way a value is not the expected one, as it would be told of a hidden criterion."""
    if got.raises or expected.raises:
        return ""
    try:
        assert_close(got.value, expected.value)
    except CheckFailure as failure:
        return failure.told
    return ""


def _text(got: Outcome, error: StudentError | None) -> str:
    """The outcome in words; of an error its text, too, as the call may be shown."""
    text = got.text()
    message = error.message.splitlines()[0][:200] if error is not None and got.raises and error.message else ""
    return f"{text}: {message}" if message else text
