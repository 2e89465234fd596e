"""A class through `nbgrader autograde`: stock nbgrader against our executor, and against `workbook grade`.

All notebooks have a cell that imports scipy.stats, as honest students have. nbgrader runs all cells of the references'
notebook, and stock nbgrader grades the visible checks that stand in it; ours grades the hidden suite. The classes of
`workbook grade` have other right answers and mistakes among them, some of which would keep a kernel busy for longer. No
two submissions are equal, so that nothing is taken from an earlier result unless a row says so.
"""

import itertools
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from autograder.course.source import FAIL_CLOSED
from autograder.demo.sample_class import SECTION
from autograder.selftests.course.conftest import NbgraderCourse, add_cell, write_answers
from autograder.workbook.workbook import this_workbook
from benchmarks.classes import Answers, mixed, reference, right
from benchmarks.measuring import Cost, Ratio, cost

SMALL, LARGE = 10, 50
FEW = 3
"""Students of which stock nbgrader grades all twelve sections."""
HUGE = 500

Kind = Callable[..., Answers]


def through_autograde() -> list[Ratio]:
    """One section, every answer right: stock and our executor, both run by nbgrader."""
    with tempfile.TemporaryDirectory() as folder:
        stock = Course(Path(folder) / "stock", [SECTION], stock=True).further_through_autograde(SECTION, SMALL)
        ours = Course(Path(folder) / "ours", [SECTION])
        large = ours.further_through_autograde(SECTION, LARGE)
        ahead = ours.further_through_autograde(SECTION, LARGE, ahead=True)
    return [
        *_ratios(f"stock in a class of {SMALL} / ours in one of {LARGE}", stock, large, Cost(9, 9)),
        *_ratios("stock / ours after workbook course grade", stock, ahead, Cost(11, 11)),
    ]


def through_workbook_grade() -> list[Ratio]:
    """Six and twelve sections, right and mixed: stock autograde and `workbook grade`."""
    names = this_workbook().names
    rows = []
    promised = ((right, Cost(100, 55)), (mixed, Cost(50, 40)))
    for sections, (kind, at_least) in itertools.product((names[:6], names), promised):
        what = f"{len(sections)} sections, {kind.__name__}: stock autograde / workbook grade of {LARGE}"
        rows += _ratios(what, _stock(sections), further_by_workbook(sections, kind, SMALL, LARGE), at_least)
    return rows


def of_a_huge_class() -> list[Ratio]:
    """What a further submission costs in a huge class, over that in a class of the usual size."""
    usual = further_by_workbook([SECTION], mixed, SMALL, LARGE)
    huge = further_by_workbook([SECTION], mixed, HUGE - (LARGE - SMALL), HUGE)
    measured = f"{huge.cpu * 1000:.0f} ms / {usual.cpu * 1000:.0f} ms"
    return [
        Ratio(f"further submission, class of {HUGE} / of {LARGE}, CPU", measured, huge.cpu / usual.cpu, at_most=1.1)
    ]


def _stock(sections: Iterable[str]) -> Cost:
    every = [_stock_seconds()[section] for section in sections]
    return Cost(sum(one.wall for one in every), sum(one.cpu for one in every))


@cache
def _stock_seconds() -> dict[str, Cost]:
    """What each section of a further right submission costs stock nbgrader; wrong answers cost it no less."""
    names = this_workbook().names
    with tempfile.TemporaryDirectory() as folder:
        course = Course(Path(folder) / "stock", names, stock=True)
        return {name: course.further_through_autograde(name, FEW) for name in names}


def further_by_workbook(sections: Sequence[str], kind: Kind, small: int, large: int) -> Cost:
    """What a further submission of these sections costs `workbook grade`, beyond a class that starts all graders."""
    with tempfile.TemporaryDirectory() as folder:
        course = Course(Path(folder) / "course", sections)
        less, more = (course.grading(kind, students) for students in (small, large))
        return more.further(less, large - small)


class Course:
    """A course with students to come."""

    def __init__(self, folder: Path, sections: Sequence[str], *, stock: bool = False) -> None:
        folder.mkdir()
        self.course = NbgraderCourse(folder)
        if stock:
            self.course.configure("del c.Autograde.autograde_preprocessors", "del c.Autograde.sanitize_preprocessors")
        for section in sections:
            if stock:
                _let_stock_grade(self.course, section)
            self.course.nbgrader("generate_assignment", section)
        self._released = {section: self.course.released(section) for section in sections}
        self._number = itertools.count()

    def further_through_autograde(self, section: str, students: int, *, ahead: bool = False) -> Cost:
        """What `nbgrader autograde` of a section costs per student beyond the first."""
        one, many = (self._autograding(section, number, ahead=ahead) for number in (1, students))
        return many.further(one, students - 1)

    def grading(self, kind: Kind, students: int) -> Cost:
        """What `workbook grade` of a class costs."""
        folder = self.course.folder / f"{kind.__name__}-{students}"
        for student in range(students):
            for section in self._released:
                path = folder / f"student-{student:03}" / f"{section}.ipynb"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(json.dumps(self._notebook(section, kind)), encoding="utf-8")
        return cost(lambda: self.course.workbook("grade", str(folder), "--out", f"{folder}-results"))

    def _autograding(self, section: str, students: int, *, ahead: bool) -> Cost:
        for part in ("submitted", "autograded"):
            shutil.rmtree(self.course.root / part, ignore_errors=True)
        for student in range(students):
            self.course.hand_in(f"student-{student:03}", self._notebook(section, reference), section)
        if ahead:
            self.course.workbook("course", "grade", str(self.course.root))
        spent = cost(lambda: self.course.nbgrader("autograde", section, "--force"))
        assert set(self.course.grades(section).values()) == {this_workbook().section(section).points}
        return spent

    def _notebook(self, section: str, kind: Kind) -> dict[str, Any]:
        number = next(self._number)
        notebook: dict[str, Any] = json.loads(json.dumps(self._released[section]))
        write_answers(notebook, kind(this_workbook().section(section), number))
        add_cell(notebook, f"import scipy.stats  # submission {number}")
        notebook["cells"].insert(0, notebook["cells"].pop())
        return notebook


def _let_stock_grade(course: NbgraderCourse, section: str) -> None:
    """Take the guard out of the graded cells, which would fail under any executor but ours."""
    path = course.root / "source" / section / f"{section}.ipynb"
    text = path.read_text(encoding="utf-8")
    guard = FAIL_CLOSED.partition("\n")[0].replace('"', '\\"')
    assert guard in text
    path.write_text(text.replace(guard, "if False:"), encoding="utf-8")


def _ratios(what: str, slow: Cost, fast: Cost, at_least: Cost) -> list[Ratio]:
    return [
        Ratio(f"{what}, {unit}", f"{s * 1000:.0f} ms / {f * 1000:.0f} ms", s / f, at_least=bound)
        for unit, s, f, bound in zip(("clock", "CPU"), slow, fast, at_least, strict=True)
    ]
