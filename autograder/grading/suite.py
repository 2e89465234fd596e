"""The hidden suites: read once, run as often as there are submissions.

Hidden tests are ordinary pytest functions, and `pytest autograder/content/SECTION/EXERCISE.py` runs them. Grading calls
them itself: a hidden test takes nothing but functions of the subject, `reference` and `rng`, so calling it is all there
is to do, and costs a thirtieth of pytest's protocol of set-up, call, teardown and reports.
"""

import warnings
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any, Protocol

from autograder.checking.compare import CheckFailure
from autograder.checking.outcomes import Function
from autograder.content.marks import HiddenTest
from autograder.grading.arguments import OnCopies
from autograder.grading.memo import memoised
from autograder.grading.results import CriterionResult
from autograder.grading.seeds import generator
from autograder.grading.verdicts import judge
from autograder.sandbox.errors import student_error
from autograder.workbook.model import AuthorError
from autograder.workbook.workbook import Workbook


class Subject(Protocol):
    """Whose functions are tested: a student in the sandbox, or a set of functions."""

    def function(self, name: str) -> Function:
        """The function called `name`."""


class Functions:
    """A subject made of functions of this process: references and known wrong implementations, never students'.

    What they raise is a student's error, as it would be if they came out of the sandbox.
    """

    def __init__(self, functions: Mapping[str, Function]) -> None:
        self._functions = functions

    def function(self, name: str) -> Function:
        function = self._functions[name]

        def raising_as_a_student(*args: Any, **kwargs: Any) -> Any:
            try:
                return function(*args, **kwargs)
            except CheckFailure:
                raise  # of a test's own function, which the function under test called
            except Exception as error:
                kinds = [kind.__name__ for kind in type(error).__mro__]
                raise student_error(kinds, str(error)) from None

        return raising_as_a_student


class HiddenSuites:
    """All hidden tests of some sections, ready to be run on a subject.

    Args:
        workbook: whose tests.
        sections: names of the sections.
        secret: what the random inputs follow from; the same for every submission.

    Raises:
        AuthorError: a file does not import, or a test is not written as it must be.
    """

    def __init__(self, workbook: Workbook, sections: Sequence[str], secret: bytes) -> None:
        self.workbook = workbook
        self.sections = list(sections)
        self.references = {section: workbook.references(section) for section in sections}
        self._memoised = {
            section: SimpleNamespace(**{name: memoised(function) for name, function in functions.items()})
            for section, functions in self.references.items()
        }
        self._secret = secret
        self._tests = {
            (section, exercise): _tests(workbook, section, exercise)
            for section in sections
            for exercise in workbook.section(section).exercises
        }

    def run(self, section: str, exercise: str, subject: Subject) -> list[CriterionResult]:
        """Run the criteria of one exercise on `subject`, in the order of the file."""
        return [self.judge(section, exercise, test, subject) for test in self._tests[section, exercise]]

    def require_right_references(self) -> None:
        """Run every criterion on its own reference: a wrong one would cost a whole class points.

        Raises:
            AuthorError: a reference fails; the message names the criterion.
        """
        for section, functions in self.references.items():
            for exercise in functions:
                for result in self.run(section, exercise, Functions(functions)):
                    if result.verdict != "passed":
                        raise AuthorError(
                            f"nothing was graded: the reference of {exercise} in {section} fails the criterion "
                            f"{result.title!r} ({result.message}): workbook lint {section} says more"
                        )

    def tests(self, section: str, exercise: str) -> Sequence[HiddenTest]:
        """The criteria of an exercise, in the order of the file."""
        return self._tests[section, exercise]

    def judge(self, section: str, exercise: str, test: HiddenTest, subject: Subject) -> CriterionResult:
        """Run one criterion on `subject`."""
        given = {
            "reference": self._memoised[section],
            "rng": generator(self._secret, f"{section}/{exercise}::{test.name}"),
        }
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # the function under test may take the logarithm of 0: that is judged
                test.function(**{name: given.get(name) or OnCopies(subject.function(name)) for name in test.needs})
        except Exception as error:
            # Not kept in a variable: with its traceback, it would hold what the student returned until a collection.
            verdict, message = judge(error)
        else:
            verdict, message = judge(None)
        return CriterionResult(test.title, test.criterion.core, verdict, message)


def _tests(workbook: Workbook, section: str, exercise: str) -> Sequence[HiddenTest]:
    """The hidden tests of an exercise, all of whose parameters are known.

    Raises:
        AuthorError: a test needs what hidden tests do not get.
    """
    tests = workbook.content_of(section, exercise).tests
    known = {"reference", "rng", *workbook.section(section).exercises}
    for test in tests:
        for name in test.needs:
            if name not in known:
                where = f"autograder/content/{section}/{exercise}.py, {test.name}"
                raise AuthorError(f"{where}: needs {name}, which is neither an exercise nor reference nor rng")
    return tests
