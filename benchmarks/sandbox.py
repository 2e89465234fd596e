"""The same suite on the same code: in the sandbox, start of the worker included, against the suite without one.

There are two ways to do without: let pytest run the suite in a warm process, which is what one would do without this
engine, and call the tests directly, as the engine does, which tells what the walls and the wire alone cost.
"""

import contextlib
import tempfile
import time
import warnings
from pathlib import Path
from types import ModuleType

import pytest

from autograder.checking.outcomes import Recorder
from autograder.demo.sample_class import SECTION
from autograder.grading.ahead import Ahead
from autograder.grading.channel import Settings
from autograder.grading.suite import Functions, HiddenSuites, Subject
from autograder.grading.warm import WarmGrader
from autograder.sandbox.cells import Cell
from autograder.sandbox.launcher import Zygote
from autograder.sandbox.student import Student
from autograder.workbook.workbook import this_workbook
from benchmarks.measuring import SECRET, SUITE, Ratio, cost, full_submission, median_seconds

FEW, ROUNDS = 5, 50


def confined_against_pytest() -> list[Ratio]:
    return [_ratio("suite in the sandbox / suite run by pytest, unconfined", confined_seconds(), pytest_seconds(), 4)]


def confined_against_direct_calls() -> list[Ratio]:
    return [
        _ratio("suite in the sandbox / suite called directly, unconfined", confined_seconds(), direct_seconds(), 2.5)
    ]


def whole_submission_against_bare_calls() -> list[Ratio]:
    """All sections, every answer right: a warm grader, against nothing but the calls that its suites make."""
    names = this_workbook().names
    forms = full_submission(*names)

    def grade(times: int) -> None:
        with WarmGrader(Settings(str(this_workbook().root), tuple(names)), SECRET) as grader:
            for _ in range(times):
                assert all(result.points == result.max_points for result in grader.grade(forms))

    few, many = cost(lambda: grade(FEW)), cost(lambda: grade(ROUNDS))
    inside = many.further(few, ROUNDS - FEW).cpu
    what = "right submission of all sections / bare calls of its functions, CPU"
    return [_ratio(what, inside, sum(map(bare_seconds, names)), 9)]


def bare_seconds(section: str) -> float:
    """Computing time of the calls that a section's suites make of a right module."""
    suites = HiddenSuites(this_workbook(), [section], SECRET)
    functions = vars(imported(section))
    recorders = {name: Recorder(functions[name]) for name in suites.references[section]}
    for name in recorders:
        suites.run(section, name, Functions(recorders))
    calls = [(recorder.function, call) for recorder in recorders.values() for call in recorder.calls]

    def make_all() -> None:
        for function, call in calls:
            with contextlib.suppress(Exception):
                function(*call.args, **call.kwargs)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        make_all()
        start = time.process_time()
        make_all()
        return time.process_time() - start


def confined_seconds() -> float:
    """One submission in the sandbox, from the fork of its worker to the worker's end."""
    suites = HiddenSuites(this_workbook(), [SECTION], SECRET)
    ahead = Ahead(suites)
    cell = full_submission()[SECTION][0].cells[0]

    with Zygote() as zygote:

        def grade() -> None:
            with Student(zygote, [Cell(cell.label, cell.source)]) as student:
                for name in suites.references[SECTION]:
                    assert all(result.verdict == "passed" for result in ahead.run(SECTION, name, student))

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


def imported(section: str = SECTION) -> ModuleType:
    cell = full_submission(section)[section][0].cells[0]
    module = ModuleType("student")
    exec(compile(cell.source, cell.label, "exec"), module.__dict__)
    return module


def run_all(suites: HiddenSuites, subject: Subject) -> None:
    for name in suites.references[SECTION]:
        assert all(result.verdict == "passed" for result in suites.run(SECTION, name, subject))


def _ratio(what: str, inside: float, outside: float, at_most: float) -> Ratio:
    return Ratio(what, f"{inside * 1000:.0f} ms / {outside * 1000:.0f} ms", inside / outside, at_most=at_most)
