"""What the benchmarks share."""

import ctypes
import os
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from autograder.demo.sample_class import SECTION, solved
from autograder.grading.submission import Form
from autograder.sandbox.cells import Cell
from autograder.workbook.modules import module_text
from autograder.workbook.workbook import this_workbook

SUITE = [str(path) for path in this_workbook().content_files(SECTION)]
"""The hidden tests of the benchmark's section, for pytest."""
SECRET = b"benchmark"

_PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True)
class Ratio:
    """One ratio, and the bound that it is promised to keep."""

    what: str
    measured: str
    value: float
    at_least: float = 0.0
    at_most: float = float("inf")

    @property
    def promise(self) -> str:
        return f"at least {self.at_least:g}" if self.at_least else f"at most {self.at_most:g}"

    @property
    def kept(self) -> bool:
        return self.at_least <= self.value <= self.at_most


class Cost(NamedTuple):
    """Seconds on the clock, and of processors in all processes that were started."""

    wall: float
    cpu: float

    def further(self, small: "Cost", students: int) -> "Cost":
        """What each student beyond a smaller class costs, which had so many less."""
        return Cost((self.wall - small.wall) / students, (self.cpu - small.cpu) / students)


def cost(action: Callable[[], object]) -> Cost:
    """What `action` costs, which starts processes and waits for them."""
    # Those that outlive their parents become children of this process: otherwise nobody would count them.
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before, start = _cpu_of_children(), time.perf_counter()
    action()
    wall = time.perf_counter() - start
    return Cost(wall, _cpu_of_children() - before)


def _cpu_of_children() -> float:
    try:
        while True:
            os.waitpid(-1, 0)
    except ChildProcessError:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime


def median_seconds(action: Callable[[], object], rounds: int) -> float:
    """Median wall time of `action`, after one call that does not count."""
    action()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


@cache
def full_submission(*sections: str) -> dict[str, tuple[Form, ...]]:
    """Complete and right modules of these sections, or of the benchmark's."""
    forms: dict[str, tuple[Form, ...]] = {}
    for name in sections or (SECTION,):
        section = this_workbook().section(name)
        forms[name] = (Form(f"{name}.py", (Cell(f"{name}.py", module_text(section, solved(section))),)),)
    return forms
