"""What `workbook doctor` looks at."""

import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from autograder.course.checks import executor_in_formgrader, executor_on_the_command_line
from autograder.course.config import EXECUTOR
from autograder.course.place import course_in
from autograder.sandbox.cells import Cell
from autograder.sandbox.errors import GradingError
from autograder.sandbox.launcher import Zygote
from autograder.sandbox.student import Student
from autograder.workbook.build import companion, forms, holds_work
from autograder.workbook.workbook import Workbook, this_workbook

NEEDED = ("numpy", "scipy", "pytest", "nbgrader", "jupyter", "msgspec")


@dataclass(frozen=True)
class Finding:
    """One thing that was checked."""

    what: str
    good: bool
    detail: str


def findings(course: Path | None = None) -> Iterator[Finding]:
    """Everything that grading on this machine, and a course, depend on."""
    good = sys.version_info >= (3, 11)
    yield Finding("Python", good, platform.python_version() + ("" if good else ": 3.11 or newer is needed"))
    for package in NEEDED:
        yield _installed(package)
    yield _isolation()
    workbook = this_workbook()
    yield _assignments(workbook)
    if course is not None:
        yield from _course(course.resolve())


def _assignments(workbook: Workbook) -> Finding:
    """Whether what learners get is as it was built; a file in which somebody works is as it should be."""
    files = companion(workbook)
    for section in workbook.sections:
        files |= forms(workbook, section)
    differ = [path for path, text in files.items() if not path.exists() or path.read_text("utf-8") != text]
    written = [path.name for path in differ if holds_work(workbook, path)]
    outdated = [path.name for path in differ if path.name not in written]
    if outdated:
        return Finding("assignments", False, f"{', '.join(outdated)} differ: run workbook build")
    return Finding("assignments", True, f"your work is in {', '.join(written)}" if written else "as built, unwritten")


def _course(root: Path) -> Iterator[Finding]:
    """Whether both ways to autograde run our executor; with any other, graded cells fail rather than pass."""
    course = course_in(root)
    odd = course.odd_paths()
    yield Finding("nbgrader's folders", not odd, "; ".join(odd) or f"as nbgrader has them in {course.root}")
    for what, executor in (
        ("nbgrader autograde", executor_on_the_command_line(course)),
        ("formgrader's button", executor_in_formgrader(root)),
    ):
        detail = "grades in the sandbox" if executor == EXECUTOR else "does not use the workbook's executor: see config"
        yield Finding(what, executor == EXECUTOR, detail)


def _installed(package: str) -> Finding:
    try:
        return Finding(package, True, version(package))
    except PackageNotFoundError:
        return Finding(package, False, "not installed: run make demo, which installs everything")


def _isolation() -> Finding:
    """Run a line of code in the sandbox: its own self-test refuses to run it if anything is reachable."""
    try:
        with Zygote() as zygote, Student(zygote, [Cell("test", "def double(x):\n    return 2 * x\n")]) as student:
            answer = student.function("double")(21)
            return Finding("isolation", answer == 42, zygote.description)
    except GradingError as error:
        return Finding("isolation", False, str(error))
