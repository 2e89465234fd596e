"""The same suite on the same code: in the sandbox, start of the worker included, against plain calls."""

from types import ModuleType

from autograder.demo.sample_class import SECTION
from autograder.grading.suite import Functions, HiddenSuites, Subject
from autograder.sandbox.cells import Cell
from autograder.sandbox.launcher import Zygote
from autograder.sandbox.student import Student
from benchmarks.measuring import SECRET, Ratio, full_submission, median_seconds


def confined_against_unconfined() -> Ratio:
    cell = full_submission()[SECTION][0].cells[0]

    suites = HiddenSuites([SECTION], SECRET)

    def all_criteria(subject: Subject) -> None:
        for name in suites.references[SECTION]:
            assert all(result.verdict == "passed" for result in suites.run(SECTION, name, subject))

    def unconfined() -> None:
        module = ModuleType("student")
        exec(compile(cell.source, cell.label, "exec"), module.__dict__)
        all_criteria(Functions(vars(module)))

    with Zygote() as zygote:

        def confined() -> None:
            with Student(zygote, [Cell(cell.label, cell.source)]) as student:
                all_criteria(student)

        inside, outside = median_seconds(confined, rounds=50), median_seconds(unconfined, rounds=50)
    measured = f"{inside * 1000:.0f} ms / {outside * 1000:.0f} ms"
    return Ratio("suite in the sandbox / suite unconfined", measured, inside / outside, at_most=4)
