"""A class through `nbgrader autograde`: stock nbgrader against our executor, and against `workbook grade`.

The same notebooks go both ways: every answer right, and a cell that imports scipy.stats, as honest students have. Stock
nbgrader grades the visible checks that stand in the notebook; ours grades the hidden suite. No two submissions are
equal, so that nothing is taken from an earlier result unless a row says so.
"""

import copy
import shutil
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from autograder.course.source import FAIL_CLOSED
from autograder.demo.sample_class import SECTION, solved
from autograder.selftests.course.conftest import NbgraderCourse, add_cell, write_answers
from autograder.workbook.workbook import this_workbook
from benchmarks.measuring import Ratio

SMALL, LARGE = 10, 50


class Seconds(NamedTuple):
    """Time per further submission, each way."""

    stock: float
    autograde: float
    autograde_large: float
    after_course_grade: float
    workbook_grade: float


def through_autograde() -> Ratio:
    s = measured()
    return _ratio(f"further submission, class of {SMALL}: stock autograde / ours", s.stock, s.autograde, 8)


def through_autograde_of_a_large_class() -> Ratio:
    s = measured()
    what = f"further submission, stock in a class of {SMALL} / ours in one of {LARGE}"
    return _ratio(what, s.stock, s.autograde_large, 8)


def through_kept_results() -> Ratio:
    s = measured()
    return _ratio("further submission: stock autograde / ours after course grade", s.stock, s.after_course_grade, 8)


def through_workbook_grade() -> Ratio:
    s = measured()
    return _ratio(f"further submission: stock autograde / workbook grade of {LARGE}", s.stock, s.workbook_grade, 50)


@cache
def measured() -> Seconds:
    """All times, in one run on the same notebooks."""
    with tempfile.TemporaryDirectory() as folder:
        stock = Class(Path(folder) / "stock", stock=True)
        ours = Class(Path(folder) / "ours")
        prepared = Class(Path(folder) / "prepared")
        stock_seconds = stock.further(SMALL)
        ours_small, ours_large = ours.further(SMALL), ours.further(LARGE)
        return Seconds(
            stock_seconds, ours_small, ours_large, prepared.further(LARGE, ahead=True), ours.further_by_workbook(LARGE)
        )


class Class:
    """A course with students to come."""

    def __init__(self, folder: Path, *, stock: bool = False) -> None:
        folder.mkdir()
        self.course = NbgraderCourse(folder)
        if stock:
            self.course.configure("del c.Autograde.autograde_preprocessors", "del c.Autograde.sanitize_preprocessors")
            _let_stock_grade(self.course)
        self.course.nbgrader("generate_assignment", SECTION)
        self._notebooks = _notebooks(self.course)

    def further(self, students: int, *, ahead: bool = False) -> float:
        """Seconds of `nbgrader autograde` per student beyond the first, in a class of so many."""
        one = self._autograde(1, ahead=ahead)
        return (self._autograde(students, ahead=ahead) - one) / (students - 1)

    def further_by_workbook(self, students: int) -> float:
        """The same for `workbook grade`, on what was handed in last, beyond a small class that starts all graders."""
        small = self._workbook_grade(SMALL)
        return (self._workbook_grade(students) - small) / (students - SMALL)

    def _autograde(self, students: int, *, ahead: bool) -> float:
        for part in ("submitted", "autograded"):
            shutil.rmtree(self.course.root / part, ignore_errors=True)
        for number in range(students):
            self.course.hand_in(f"student-{number:03}", next(self._notebooks))
        if ahead:
            self.course.workbook("course", "grade", str(self.course.root))
        start = time.perf_counter()
        self.course.nbgrader("autograde", SECTION, "--force")
        seconds = time.perf_counter() - start
        full = this_workbook().section(SECTION).points
        assert set(self.course.grades().values()) == {full}
        return seconds

    def _workbook_grade(self, students: int) -> float:
        submissions = self.course.folder / f"submissions-{students}"
        for number in range(students):
            notebook = self.course.root / "submitted" / f"student-{number:03}" / SECTION / f"{SECTION}.ipynb"
            folder = submissions / notebook.parents[1].name
            folder.mkdir(parents=True)
            shutil.copy(notebook, folder)
        start = time.perf_counter()
        self.course.workbook("grade", str(submissions), "--out", str(self.course.folder / f"results-{students}"))
        return time.perf_counter() - start


def _notebooks(course: NbgraderCourse) -> Iterator[dict[str, object]]:
    """Endless right submissions, no two of them equal."""
    answers = solved(this_workbook().section(SECTION))
    number = 0
    while True:
        number += 1
        notebook = copy.deepcopy(course.released())
        write_answers(notebook, answers)
        add_cell(notebook, f"import scipy.stats  # submission {number}")
        notebook["cells"].insert(0, notebook["cells"].pop())
        yield notebook


def _let_stock_grade(course: NbgraderCourse) -> None:
    """Take the guard out of the graded cells, which would fail under any executor but ours."""
    path = course.root / "source" / SECTION / f"{SECTION}.ipynb"
    text = path.read_text(encoding="utf-8")
    guard = FAIL_CLOSED.partition("\n")[0].replace('"', '\\"')
    assert guard in text
    path.write_text(text.replace(guard, "if False:"), encoding="utf-8")


def _ratio(what: str, slow: float, fast: float, at_least: float) -> Ratio:
    return Ratio(what, f"{slow * 1000:.0f} ms / {fast * 1000:.0f} ms", slow / fast, at_least=at_least)
