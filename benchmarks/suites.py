"""What the exercises' suites cost, called directly: the dearest ones."""

import time
from collections.abc import Iterator

from autograder.grading.suite import Functions, HiddenSuites
from autograder.workbook.workbook import this_workbook
from benchmarks.measuring import SECRET

SHOWN = 10
ROUNDS = 3


def dearest() -> Iterator[str]:
    """A line for each of the exercises whose suites take longest."""
    workbook = this_workbook()
    suites = HiddenSuites(workbook, workbook.names, SECRET)
    costs = []
    for section, references in suites.references.items():
        for exercise in references:
            seconds = min(_seconds(suites, section, exercise) for _ in range(ROUNDS))
            costs.append((seconds, exercise, section))
    for seconds, exercise, section in sorted(costs, reverse=True)[:SHOWN]:
        yield f"{seconds * 1000:5.1f} ms  {exercise} ({section})"


def _seconds(suites: HiddenSuites, section: str, exercise: str) -> float:
    start = time.process_time()
    suites.run(section, exercise, Functions(suites.references[section]))
    return time.process_time() - start
