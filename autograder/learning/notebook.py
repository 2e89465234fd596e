"""Run visible checks inside a notebook, and say in few lines what came of them."""

import ast
import contextlib
import html
import inspect
import json
import os
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from autograder.checking.battery import Explanation
from autograder.checking.compare import CheckFailure
from autograder.checking.failure import explanation_lines, failure_lines, used_by
from autograder.checking.mending import explained
from autograder.checking.outcomes import Recorder
from autograder.checking.plain import battery_from_json
from autograder.checking.watchdog import TooSlow, time_limit

REQUIRED = os.environ.get("NBGRADER_EXECUTION") == "validate"
"""Whether an exercise that has not been started counts as failed: it does when nbgrader validates a notebook."""

HERE = Path(__file__).parent
SHEETS = ((HERE, "workbook_checks.json"), (HERE.parent / "tests" / "sheets", "*.json"))
"""Where sheets may lie, and their names: beside this file, or where the workbook keeps those of all sections."""

PLOT_SECONDS = 60.0
"""So long may a plot take that calls the reader's functions."""

COLOURS = {"call": "", "yours": "#b3261e", "expected": "#0b6e4f", "It looks": "#5b3d8f"}
"""How lines are coloured in a notebook, by how they begin."""

WRAPPED = "white-space: pre-wrap; word-break: normal"
"""Long lines go on below between words: JupyterLab would break them anywhere."""


class ChecksFailed(AssertionError):
    """Some checks failed. What went wrong has been shown: no traceback into the checks adds to it."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in the place of a traceback."""
        return str(self).splitlines()


class Failure(NamedTuple):
    """A check that failed: its title, what to say of it, and why it failed.

    `wants_error` if it asked for an error that did not come, `stuck` if the answer did not return.
    """

    title: str
    lines: Sequence[str]
    wants_error: bool = False
    stuck: bool = False


def check(*tests: Callable[..., None]) -> None:
    """Run the checks of one exercise and say what came of them; raise `ChecksFailed` if one failed.

    A check's parameters name the functions it needs: they are looked up among the notebook's own.
    """
    exercise = next(iter(inspect.signature(tests[0]).parameters))
    functions = tests[0].__globals__
    try:
        failures = list(_failures(tests, exercise, functions))
    except NotImplementedError as error:
        unwritten = str(error).partition(":")[0] or exercise
        waits = f", as {unwritten} is not" if unwritten != exercise else ""
        _end([f"{exercise} is not written yet{waits}."], failed=REQUIRED)
        return
    if not failures:
        _end([f"{exercise}: all {len(tests)} checks pass.", *_next_after(exercise)], failed=False)
        return
    if failures[-1].stuck:
        _end([f"{exercise} was stopped: it did not return.", *failures[-1].lines], failed=True)
    sheet = _sheet(exercise)
    earlier = sheet.get("earlier", ())
    foundations = {*sheet.get("foundations", ()), *used_by(functions.get(exercise), earlier)}
    wrong = [name for name in earlier if name in foundations and _explanation(name, functions).failing]
    if wrong:
        _end([f"{exercise} builds on {' and '.join(wrong)}, which is not right yet: mend that first."], failed=True)
    headline = f"{exercise}: {len(failures)} of {len(tests)} checks fail"
    _end([headline, *_report(failures, _explanation(exercise, functions))], failed=True)


def _failures(tests: Sequence[Callable[..., None]], exercise: str, functions: Mapping[str, Any]) -> Iterator[Failure]:
    """The checks that fail; if one is stuck, the later ones would be, too, and are not run."""
    for test in tests:
        if failure := _failure_of(test, exercise, functions):
            yield failure
            if failure.stuck:
                return


def _failure_of(test: Callable[..., None], exercise: str, functions: Mapping[str, Any]) -> Failure | None:
    """What went wrong in a check; None if nothing did."""
    title = test.__name__.removeprefix("test_").replace("_", " ")
    needed = list(inspect.signature(test).parameters)
    if gone := [name for name in needed if not callable(functions.get(name))]:
        return Failure(title, [f"There is no function {gone[0]}: run its cell, or give it its name back."])
    recorders = {name: Recorder(functions[name]) for name in needed}
    try:
        with warnings.catch_warnings(), time_limit():
            warnings.simplefilter("ignore", RuntimeWarning)  # log(0) is judged by its result
            test(**recorders)
    except NotImplementedError:
        raise
    except (Exception, SystemExit, TooSlow) as error:
        wants_error = isinstance(error, CheckFailure) and error.wants_error
        lines = list(failure_lines(error, exercise, recorders))
        return Failure(title, lines, wants_error, stuck=isinstance(error, TooSlow))
    return None


def _report(failures: Sequence[Failure], found: Explanation) -> Iterator[str]:
    """The most telling failure, what it looks like, and the titles of the others."""
    first, *others = sorted(failures, key=lambda failure: failure.wants_error)
    yield first.title
    yield from first.lines
    yield from explanation_lines(found)
    if others and found.mistakes:
        yield f"and {len(others)} more for the same reason"
    elif others:
        yield f"and {len(others)} more: {'; '.join(failure.title for failure in others)}"


def _explanation(exercise: str, functions: Mapping[str, Any]) -> Explanation:
    """What a function of the notebook looks like; nothing if there is none."""
    function = functions.get(exercise)
    sheet = _sheet(exercise)
    if not sheet or not callable(function):
        return Explanation()
    return explained(battery_from_json(sheet), function)


@cache
def _sheets() -> dict[str, dict[str, Any]]:
    """What is known of the exercises, by name, from all sheets that are found; and which stand before each."""
    paths = [path for folder, names in SHEETS for path in sorted(folder.glob(names))]
    known: dict[str, dict[str, Any]] = {}
    for path in paths:
        exercises = json.loads(path.read_text(encoding="utf-8"))["exercises"]
        names = [exercise["name"] for exercise in exercises]
        known |= {
            name: each | {"earlier": names[:i]} for i, (name, each) in enumerate(zip(names, exercises, strict=True))
        }
    return known


def _sheet(exercise: str) -> dict[str, Any]:
    return _sheets().get(exercise, {})


def _next_after(exercise: str) -> Iterator[str]:
    """The exercise behind this one in its section."""
    names = list(_sheets())
    if exercise in names[:-1]:
        yield f"Next: {names[names.index(exercise) + 1]}"


def _end(lines: Sequence[str], *, failed: bool) -> None:
    """Show the lines, and raise if they tell of a failure."""
    text = "\n".join(lines)
    if not failed:
        print(text)
        return
    if REQUIRED:  # nbgrader's Validate shows nothing but the error
        raise ChecksFailed(text)
    _show(lines)
    raise ChecksFailed(lines[0])


def _show(lines: Sequence[str]) -> None:
    """Coloured where the notebook can, plain text elsewhere."""
    try:
        from IPython.display import display
    except ImportError:
        print("\n".join(lines))
        return
    page = "\n".join(f'<span style="color:{_colour(line)}">{html.escape(line)}</span>' for line in lines)
    display({"text/plain": "\n".join(lines), "text/html": f'<pre style="{WRAPPED}">{page}</pre>'}, raw=True)  # type: ignore[no-untyped-call]


def _colour(line: str) -> str:
    return next((colour for start, colour in COLOURS.items() if line.startswith(start)), "") or "inherit"


def one_line_for_unwritten() -> None:
    """In this notebook, a cell that needs an unwritten exercise says so in one line, instead of a traceback.

    So does a plot that calls a function that does not return: Run All comes to an end.
    """
    from IPython.core.getipython import get_ipython

    shell: Any = get_ipython()
    waiting: set[str] = set()
    limit = contextlib.ExitStack()

    def begin(cell: Any) -> None:
        if "plt." in cell.raw_cell:
            limit.enter_context(time_limit(PLOT_SECONDS))

    def shown(shell: Any, kind: Any, error: Any, trace: Any, tb_offset: Any = None) -> None:
        limit.close()  # the cell has ended: what is said of it is not interrupted
        _leave_no_plot()
        if isinstance(error, NotImplementedError):
            print(_waits_for(error))
        elif isinstance(error, TooSlow):
            print(_stopped())
        elif error.name in waiting:
            print(f"Not yet: {error.name} comes from a cell above that did not come to its end.")
        else:
            shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
            return
        waiting.update(_assigned(shell.user_ns["In"][-1]))

    shell.events.register("pre_run_cell", begin)
    shell.events.register("post_run_cell", lambda result: limit.close())
    shell.set_custom_exc((NotImplementedError, NameError, TooSlow), shown)


@contextlib.contextmanager
def once_written() -> Iterator[None]:
    """A block of a module that needs exercises: where it cannot run to its end, it says so in one line."""
    try:
        with time_limit(PLOT_SECONDS):
            yield
        return
    except NotImplementedError as error:
        print(_waits_for(error))
    except TooSlow:
        print(_stopped())
    except Exception as error:
        if isinstance(error, NameError) and _is_of_the_block(error):
            print(f"Not yet: {error.name} comes from a plot above that did not come to its end.")
        else:
            print(f"Not shown: {type(error).__name__}: {error}")
    _leave_no_plot()


def _is_of_the_block(error: Exception) -> bool:
    """Whether it arose in the module itself or a comprehension of it, and not in a function, such as an answer."""
    *_, last = traceback.walk_tb(error.__traceback__)
    return last[0].f_code.co_name.startswith("<")


def _leave_no_plot() -> None:
    """Close what was begun of a plot: an empty frame would be shown."""
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")


def _waits_for(error: NotImplementedError) -> str:
    """What a stub's error tells: it begins with the exercise's name."""
    return f"Not yet: this appears once {str(error).partition(':')[0]} is written."


def _stopped() -> str:
    """What is said of a plot that was stopped."""
    return f"Stopped: this did not come to its end within {PLOT_SECONDS:g} s. The checks say which function is slow."


def _assigned(source: str) -> set[str]:
    """Names that the statements of a cell give to values."""
    return {
        node.id
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
