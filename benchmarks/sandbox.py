"""The same suite on the same code: in the sandbox, start of the worker included, against the suite without one.

There are two ways to do without: let pytest run the suite in a warm process, which is what one would do without this
engine, and call the tests directly, as the engine does, which tells what the walls and the wire alone cost.
"""

import tempfile
from pathlib import Path
from types import ModuleType

import pytest

from autograder.demo.sample_class import SECTION
from autograder.grading.suite import Functions, HiddenSuites, Subject
from autograder.sandbox.cells import Cell
from autograder.sandbox.launcher import Zygote
from autograder.sandbox.student import Student
from autograder.workbook.workbook import this_workbook
from benchmarks.measuring import SECRET, SUITE, Ratio, full_submission, median_seconds

ROUNDS = 50


def confined_against_pytest() -> Ratio:
    inside, outside = confined_seconds(), pytest_seconds()
    measured = f"{inside * 1000:.0f} ms / {outside * 1000:.0f} ms"
    return Ratio("suite in the sandbox / suite run by pytest, unconfined", measured, inside / outside, at_most=4)


def confined_against_direct_calls() -> Ratio:
    inside, outside = confined_seconds(), direct_seconds()
    measured = f"{inside * 1000:.0f} ms / {outside * 1000:.0f} ms"
    return Ratio("suite in the sandbox / suite called directly, unconfined", measured, inside / outside, at_most=6)


def confined_seconds() -> float:
    """One submission in the sandbox, from the fork of its worker to the worker's end."""
    suites = HiddenSuites(this_workbook(), [SECTION], SECRET)
    cell = full_submission()[SECTION][0].cells[0]

    with Zygote() as zygote:

        def grade() -> None:
            with Student(zygote, [Cell(cell.label, cell.source)]) as student:
                run_all(suites, student)

        return median_seconds(grade, ROUNDS)


def direct_seconds() -> float:
    """The same without a sandbox: the module is imported, its functions are called."""
    suites = HiddenSuites(this_workbook(), [SECTION], SECRET)
    return median_seconds(lambda: run_all(suites, Functions(vars(imported()))), ROUNDS)


def pytest_seconds() -> float:
    """The same again, run by pytest's own protocol on tests that it has collected once."""
    seconds = []

    class Loop:
        def pytest_runtestloop(self, session: pytest.Session) -> bool:
            def run() -> None:
                for item, following in zip(session.items, [*session.items[1:], None], strict=True):
                    item.ihook.pytest_runtest_protocol(item=item, nextitem=following)

            seconds.append(median_seconds(run, ROUNDS))
            assert session.testsfailed == 0
            return True

    with tempfile.TemporaryDirectory() as folder:
        module = Path(folder) / "student.py"
        module.write_text(full_submission()[SECTION][0].cells[0].source, encoding="utf-8")
        pytest.main(["-q", f"--submission={module}", *SUITE], plugins=[Loop()])
    return seconds[0]


def imported() -> ModuleType:
    cell = full_submission()[SECTION][0].cells[0]
    module = ModuleType("student")
    exec(compile(cell.source, cell.label, "exec"), module.__dict__)
    return module


def run_all(suites: HiddenSuites, subject: Subject) -> None:
    for name in suites.references[SECTION]:
        assert all(result.verdict == "passed" for result in suites.run(SECTION, name, subject))
