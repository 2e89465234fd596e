"""Suites on students, fast: what a suite will call is sent ahead, and what has been judged is remembered.

A suite calls with a right student what it calls with the reference, so all of its calls that are plain data go to the
worker in one message. A criterion is a function of the answers it gets: equal answers are judged once. What a suite
calls only with this student, as after a wrong answer, is asked when it is needed.
"""

import hashlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from autograder.checking.outcomes import Function
from autograder.content.marks import HiddenTest
from autograder.grading.memo import Memory
from autograder.grading.results import CriterionResult
from autograder.grading.suite import Functions, HiddenSuites, Subject
from autograder.sandbox.foreseen import Answered, Foreseen, foresee
from autograder.sandbox.student import Student

VERDICTS_KEPT = 20_000
"""Verdicts remembered at most: more than criteria and ways to fail them, so the bound only guards the memory."""


class Recording:
    """A subject that notes the calls which could have been sent ahead."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self.calls: list[Foreseen] = []

    def function(self, name: str) -> Function:
        function = self._subject.function(name)

        def noting(*args: Any, **kwargs: Any) -> Any:
            call, _ = foresee(name, args, kwargs)
            if call is not None:
                self.calls.append(call)
            return function(*args, **kwargs)

        return noting


class Ahead:
    """Runs hidden suites on students.

    Attributes:
        suites: the suites.
    """

    def __init__(self, suites: HiddenSuites) -> None:
        self.suites = suites
        self._calls: dict[tuple[str, str], list[list[Foreseen]]] = {}
        self._verdicts: Memory[CriterionResult] = Memory(VERDICTS_KEPT)

    def run(self, section: str, exercise: str, student: Student) -> list[CriterionResult]:
        """What `HiddenSuites.run` gives for this student."""
        names = student.load().names
        calls = [[call for call in found if call.name in names] for found in self._foreseen(section, exercise)]
        answers = iter(student.ask(exercise, [call for found in calls for call in found]))
        return [
            self._judge(section, exercise, test, student, found, list(itertools.islice(answers, len(found))))
            for test, found in zip(self.suites.tests(section, exercise), calls, strict=True)
        ]

    def _judge(
        self,
        section: str,
        exercise: str,
        test: HiddenTest,
        student: Student,
        calls: Sequence[Foreseen],
        answers: Sequence[Answered],
    ) -> CriterionResult:
        key = digest(f"{section}/{exercise}::{test.name}", answers)
        if (judged := self._verdicts.get(key)) is not None:
            return judged
        made_before = student.calls_made
        with student.knowing(calls, answers):
            result = self.suites.judge(section, exercise, test, student)
        # The line in which an error was raised is this student's own, and a fault of ours may pass.
        if student.calls_made == made_before and result.verdict in ("passed", "wrong", "not started"):
            self._verdicts.put(key, result)
        return result

    def _foreseen(self, section: str, exercise: str) -> list[list[Foreseen]]:
        """The calls of each criterion of an exercise, as it makes them when all is right."""
        key = section, exercise
        if key not in self._calls:
            self._calls[key] = list(self._recorded(section, exercise))
        return self._calls[key]

    def _recorded(self, section: str, exercise: str) -> Iterator[list[Foreseen]]:
        references = Functions(self.suites.references[section])
        for test in self.suites.tests(section, exercise):
            recording = Recording(references)
            self.suites.judge(section, exercise, test, recording)
            yield recording.calls


def digest(what: str, answers: Iterable[Answered]) -> bytes:
    """Equal for equal answers to the same question, and, as far as anybody can tell, for no others."""
    hashed = hashlib.blake2b(what.encode(), digest_size=32)
    for answer in answers:
        hashed.update(b"%d,%d;" % (len(answer.head), len(answer.body)))
        hashed.update(answer.head)
        hashed.update(answer.body)
    return hashed.digest()
