"""The hidden suites: collected once by pytest, run as often as there are submissions.

pytest finds the tests and expands their parameters. It does not run them: a hidden test takes nothing but functions of
the subject, `reference` and `rng`, so calling it is all there is to do, and costs a thirtieth of pytest's protocol of
set-up, call, teardown and reports. That is most of what a fresh pytest process spends on a submission.
"""

import copy
import inspect
import warnings
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Protocol

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

# Our own configuration and no plugins but pytest's: neither the learner's settings nor a stray pytest.ini, conftest.py
# or installed plugin has a say in grading.
COLLECT = [
    "--collect-only",
    "--noconftest",
    "--disable-plugin-autoload",
    "--import-mode=importlib",
    f"--rootdir={ROOT}",
    f"--config-file={HIDDEN / 'pytest.ini'}",
    *("-p", "no:terminal", "-p", "no:cacheprovider"),
]


class SuiteError(Exception):
    """The hidden suites could not be collected; the message says which test is wrong."""


class Subject(Protocol):
    """Whose functions are tested: a student in the sandbox, or a set of functions."""

    def function(self, name: str) -> Function:
        """The function called `name`."""


class Functions:
    """A subject made of functions of this process: references and known wrong implementations, never students'."""

    def __init__(self, functions: Mapping[str, Function]) -> None:
        self._functions = functions

    def function(self, name: str) -> Function:
        return self._functions[name]


@dataclass(frozen=True)
class HiddenTest:
    """One hidden test, with its parameters if it is one of several made from a function."""

    section: str
    name: str
    function: Callable[..., None]
    criterion: Criterion
    parameters: Mapping[str, Any]
    needs: tuple[str, ...]

    @property
    def title(self) -> str:
        """What students read: ``test_entropy_is_zero_when_certain`` of exercise entropy is "is zero when certain"."""
        return self.name.removeprefix("test_").removeprefix(self.criterion.exercise).replace("_", " ").strip()


class HiddenSuites:
    """All hidden tests of some sections, ready to be run on a subject.

    Args:
        sections: names of the sections.
        secret: what the random inputs follow from; the same for every submission.

    Raises:
        SuiteError: a suite does not import, or a test is not written as it must be.
    """

    def __init__(self, sections: Sequence[str], secret: bytes) -> None:
        self.sections = list(sections)
        self.references = {section: references(section, sheet(section).exercises) for section in sections}
        self._memoised = {
            section: SimpleNamespace(**{name: memoised(function) for name, function in functions.items()})
            for section, functions in self.references.items()
        }
        self._secret = secret
        self._tests: defaultdict[tuple[str, str], list[HiddenTest]] = defaultdict(list)
        for test in collect(sections):
            self._tests[test.section, test.criterion.exercise].append(test)

    def run(self, section: str, exercise: str, subject: Subject) -> list[CriterionResult]:
        """Run the criteria of one exercise on `subject`, in the order of the suite."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a function under test may take the logarithm of 0: its result is judged
            return [self._run(test, subject) for test in self._tests[section, exercise]]

    def _run(self, test: HiddenTest, subject: Subject) -> CriterionResult:
        try:
            test.function(**{name: self._value(name, test, subject) for name in test.needs})
        except Exception as error:
            # Not kept in a variable: with its traceback, it would hold what the student returned until a collection.
            verdict, message = judge(error)
        else:
            verdict, message = judge(None)
        return CriterionResult(test.title, test.criterion.core, test.criterion.weight, verdict, message)

    def _value(self, name: str, test: HiddenTest, subject: Subject) -> Any:
        """What a test gets for the parameter called `name`."""
        if name in test.parameters:
            return copy.deepcopy(test.parameters[name])  # or one submission could change it for the next
        if name == "reference":
            return self._memoised[test.section]
        if name == "rng":
            return generator(self._secret, f"{test.section}::{test.name}")
        return subject.function(name)


def collect(sections: Sequence[str]) -> list[HiddenTest]:
    """The hidden tests of `sections`, as pytest finds them.

    Raises:
        SuiteError: a suite does not import, a test has no criterion, or it needs what hidden tests do not get.
    """
    collector = _Collector()
    status = pytest.main([*COLLECT, *(str(HIDDEN / f"{section}.py") for section in sections)], plugins=[collector])
    if status != pytest.ExitCode.OK:
        raise SuiteError(f"the hidden suites could not be collected (pytest status {int(status)}): {collector.report}")
    return [_hidden_test(item) for item in collector.items]


def _hidden_test(item: pytest.Item) -> HiddenTest:
    assert isinstance(item, pytest.Function)
    section = item.module.__name__.rpartition(".")[2]
    mark = getattr(item.function, "criterion", None)
    if not isinstance(mark, Criterion):
        raise SuiteError(f"{item.nodeid} has no @criterion: say which exercise it belongs to")
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    needs = tuple(inspect.signature(item.function).parameters)
    known = {"reference", "rng", *parameters, *sheet(section).exercises}
    if unknown := [name for name in needs if name not in known]:
        raise SuiteError(f"{item.nodeid} needs {unknown[0]}, which is neither an exercise nor reference nor rng")
    return HiddenTest(section, item.name, item.function, mark, parameters, needs)


class _Collector:
    """A pytest plugin that keeps what is collected."""

    def __init__(self) -> None:
        self.items: list[pytest.Item] = []
        self.report = ""

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.report += str(report.longrepr)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.items = list(session.items)
