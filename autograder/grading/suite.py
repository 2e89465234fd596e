"""The hidden suites, collected once by pytest and run as often as there are submissions.

pytest owns the run loop, so whoever wants the suites hands in what to do with them: `with_suites(sections, body)` calls
``body(suites)`` from inside pytest's loop, where the collected tests can be run again and again.
"""

import warnings
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any, Protocol, TypeVar

import pytest

from autograder.checking.criteria import Criterion
from autograder.checking.outcomes import Function
from autograder.checking.sheet import sheet
from autograder.grading.memo import memoised
from autograder.grading.results import CriterionResult
from autograder.grading.seeds import generator
from autograder.grading.verdicts import judge
from autograder.workbook.hidden_side import references
from autograder.workbook.paths import HIDDEN, ROOT

T = TypeVar("T")

PYTEST_OPTIONS = [
    "-p",
    "no:terminal",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:warnings",
    "-p",
    "no:logging",
    "--noconftest",
]


class Subject(Protocol):
    """Whose functions are tested: a student in the sandbox, or a set of functions."""

    def function(self, name: str) -> Function:
        """The function called `name`."""


class Functions:
    """A subject made of functions of this process: references and known wrong implementations, never students'."""

    def __init__(self, functions: dict[str, Function]) -> None:
        self._functions = functions

    def function(self, name: str) -> Function:
        return self._functions[name]


class SuiteError(Exception):
    """The hidden suites could not be collected; the message is pytest's report."""


class HiddenSuites:
    """All hidden tests of some sections, ready to be run on a subject."""

    def __init__(self, sections: Sequence[str], secret: bytes) -> None:
        self.sections = list(sections)
        self.references = {section: references(section, sheet(section).exercises) for section in sections}
        self._memoised = {
            section: SimpleNamespace(**{name: memoised(function) for name, function in functions.items()})
            for section, functions in self.references.items()
        }
        self._secret = secret
        self._items: dict[tuple[str, str], list[pytest.Function]] = {}
        self._subject: Subject | None = None
        self._error: BaseException | None = None

    def run(self, section: str, exercise: str, subject: Subject) -> list[CriterionResult]:
        """Run the criteria of one exercise on `subject`, in the order of the suite."""
        self._subject = subject
        items = self._items.get((section, exercise), [])
        return [self._run(item, next_item) for item, next_item in zip(items, [*items[1:], None], strict=True)]

    def _run(self, item: pytest.Function, next_item: pytest.Function | None) -> CriterionResult:
        self._error = None
        item.ihook.pytest_runtest_protocol(item=item, nextitem=next_item)
        mark = criterion_of(item)
        verdict, message = judge(self._error)
        return CriterionResult(title(item.name, mark.exercise), mark.core, mark.weight, verdict, message)

    def adopt(self, items: Sequence[pytest.Item]) -> None:
        """Take the collected tests over, by exercise.

        Raises:
            SuiteError: a test has no criterion.
        """
        for item in items:
            assert isinstance(item, pytest.Function)
            section = item.module.__name__.rpartition(".")[2]
            self._items.setdefault((section, criterion_of(item).exercise), []).append(item)

    # What pytest sees of this object: it is registered as a plugin.

    @pytest.fixture
    def reference(self, request: pytest.FixtureRequest) -> SimpleNamespace:
        """The section's reference functions; equal calls are computed once per process."""
        return self._memoised[request.module.__name__.rpartition(".")[2]]

    @pytest.fixture
    def rng(self, request: pytest.FixtureRequest) -> Any:
        """A generator that is the same for every submission, and that nobody without the secret can predict."""
        return generator(self._secret, f"{request.module.__name__}::{request.node.name}")

    def exercise_fixtures(self) -> object:
        """A plugin with one fixture per exercise: the subject's function of that name."""

        def fixture_for(name: str) -> Any:
            @pytest.fixture(name=name)
            def fixture(plugin: object) -> Function:
                assert self._subject is not None
                return self._subject.function(name)

            return fixture

        names = [name for functions in self.references.values() for name in functions]
        return type("ExerciseFixtures", (), {name: fixture_for(name) for name in names})()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Function, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Keep the error itself; a report without a formatted traceback costs a hundredth of one with."""
        if call.excinfo is not None and self._error is None:
            self._error = call.excinfo.value
        outcome = "passed" if call.excinfo is None else "failed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when or "call")  # type: ignore[arg-type]


def criterion_of(item: pytest.Function) -> Criterion:
    """The `@criterion` of a hidden test; one without it belongs to the exercise of its first parameter."""
    mark = getattr(item.function, "criterion", None)
    if not isinstance(mark, Criterion):
        raise SuiteError(f"{item.nodeid} has no @criterion: say which exercise it belongs to")
    return mark


def title(test: str, exercise: str) -> str:
    """What students read: ``test_entropy_is_zero_when_certain`` of exercise entropy is "is zero when certain"."""
    return test.removeprefix("test_").removeprefix(exercise).replace("_", " ").strip()


def with_suites(sections: Sequence[str], secret: bytes, body: Callable[[HiddenSuites], T]) -> T:
    """Collect the hidden suites of `sections` and return ``body(suites)``.

    Raises:
        SuiteError: a suite does not import or a test has no criterion.
        Exception: whatever `body` raises.
    """
    suites = HiddenSuites(sections, secret)
    loop = _Loop(suites, body)
    files = [str(HIDDEN / f"{section}.py") for section in sections]
    # Our own -c keeps the learner's pytest settings, and a pytest.ini that lies about, out of grading.
    options = [*PYTEST_OPTIONS, "-c", str(HIDDEN / "pytest.ini"), "--rootdir", str(ROOT), "--import-mode=importlib"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a function under test may take the logarithm of 0: its result is judged
        status = pytest.main([*options, *files], plugins=[suites, suites.exercise_fixtures(), loop])
    if loop.error is not None:
        raise loop.error
    if not loop.ran:
        raise SuiteError(f"the hidden suites could not be collected (pytest status {int(status)}): {loop.report}")
    value: T = loop.value
    return value


class _Loop:
    """Takes the place of pytest's run loop."""

    def __init__(self, suites: HiddenSuites, body: Callable[[HiddenSuites], Any]) -> None:
        self.suites = suites
        self.body = body
        self.ran = False
        self.value: Any = None
        self.error: BaseException | None = None
        self.report = ""

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.report += str(report.longrepr)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if not session.testsfailed:
            self.ran = True
            try:
                self.suites.adopt(session.items)
                self.value = self.body(self.suites)
            except BaseException as error:
                self.error = error
        return True
