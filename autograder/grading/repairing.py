"""The repairs of a student's function, made and tried in the sandbox: the grader reads no student's code."""

import time
from functools import cache, partial

from autograder.checking import changes, repairs, trees
from autograder.checking.battery import Battery, Explanation
from autograder.checking.mending import Search
from autograder.checking.outcomes import Call, Function, Outcome
from autograder.grading.outcomes import outcome_of
from autograder.sandbox.cells import Cell
from autograder.sandbox.errors import StudentCrash, StudentError, StudentOutOfMemory, StudentTimeout, printable_name
from autograder.sandbox.foreseen import foresee
from autograder.sandbox.student import Student
from autograder.workbook.companion import joined

MOST = 600
"""So many repairs of one function are tried, the most frequent kinds of mistakes first."""
SECONDS = 5.0
"""So long: whoever looks for none of them waits for nobody."""
LONGEST_TEXT = 300
"""Characters of what is told: it comes out of the student's process."""
ENDED = (StudentTimeout, StudentCrash, StudentOutOfMemory)
"""A repair that ends the worker ends the search."""

CELL = """\
_repairing = {{"__name__": "repairing"}}
exec({modules!r}, _repairing)
_repairs = [pair for _, pair in zip(range({most}), _repairing["repaired"]({name}))]
globals().update((f"repair_{{i}}", function) for i, (_, function) in enumerate(_repairs))


def repair_told(i):
    return _repairs[i][0].told()
"""


@cache
def _modules() -> str:
    return joined((trees, changes, repairs))


def repair_told(battery: Battery, found: Explanation, student: Student) -> str:
    """What a student is told of the repair that makes a function right; empty if none does."""
    search: Search[int] = Search(battery, found)
    if search.over:
        return ""
    cell = Cell("repairs", CELL.format(modules=_modules(), name=battery.exercise, most=MOST))
    with student.followed_by(cell) as changed:
        try:
            _look(search, changed)
            told = changed.function("repair_told")(search.best) if search.best is not None else ""
        except StudentError:
            return ""
    return printable_name(told)[:LONGEST_TEXT] if type(told) is str else ""


def _look(search: Search[int], changed: Student) -> None:
    """Try the repairs that could be made. The first call is made of all of them in one exchange.

    Raises:
        StudentError: a repair ended the worker.
    """
    over = time.monotonic() + SECONDS
    made = changed.load().names
    names = [name for i in range(MOST) if (name := f"repair_{i}") in made]
    foreseen = [foresee(name, search.first.args, search.first.kwargs)[0] for name in names]
    calls = [call for call in foreseen if call is not None]
    answers = changed.ask(names[0], calls) if calls else []
    if calls:
        names = names[: len(answers)]
    with changed.knowing(calls, answers):
        for name in names:
            search.consider(int(name.removeprefix("repair_")), partial(_given, changed.function(name)))
            if search.over or time.monotonic() > over:
                return


def _given(function: Function, call: Call) -> Outcome:
    got, error = outcome_of(function, call)
    if isinstance(error, ENDED):
        raise error
    return got
