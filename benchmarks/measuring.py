"""What the benchmarks share."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from autograder.demo.sample_class import SECTION, solved
from autograder.grading.submission import Form
from autograder.reading.forms import Cell
from autograder.workbook.modules import module_text
from autograder.workbook.read import read_section

SECRET = b"benchmark"


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
def full_submission() -> dict[str, tuple[Form, ...]]:
    """A complete and right module of the benchmark's section."""
    section = read_section(SECTION)
    return {SECTION: (Form(f"{SECTION}.py", (Cell(f"{SECTION}.py", module_text(section, solved(section))),)),)}
