"""The pytest plugin of the visible checks.

A check's parameters are exercises: the fixture of that name is the learner's function. Every form of a section (module
or notebook) in which the exercise has been attempted is checked; an exercise that has not been started is skipped, so
that pytest fails only on what is wrong. A failed check shows the call, the learner's result, what was expected, and
the known mistake it looks like. A progress table closes the run.
"""

import contextlib
import inspect
import io
import itertools
import traceback
import warnings
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.checking.compare import CheckFailure, describe
from autograder.checking.outcomes import Recorder
from autograder.learning.learner import Form
from autograder.learning.progress import WRONG, Progress, write_progress
from autograder.learning.sheet import ExerciseSheet, Sheet, read_sheets
from autograder.sandbox.preload import AVAILABLE


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--submission",
        metavar="PATH",
        help="folder with the modules and notebooks to check (default: assignments)",
    )
    parser.addoption("--only", metavar="NAME", action="append", help="check this exercise or section; may be repeated")


def pytest_configure(config: pytest.Config) -> None:
    folder = Path(config.getoption("--submission") or config.rootpath / "assignments")
    if not folder.is_dir():
        raise pytest.UsageError(f"--submission: there is no folder {folder}")
    checks = VisibleChecks(read_sheets(config.rootpath / "tests" / "sheets"), folder)
    config.args = [checks_of(argument, folder, config.rootpath / "tests") for argument in config.args]
    config.pluginmanager.register(checks, "visible-checks")
    fixtures = {name: exercise_fixture(name) for name in checks.exercises}
    config.pluginmanager.register(type("Exercises", (), fixtures)(), "exercises")


def checks_of(argument: str, folder: Path, tests: Path) -> str:
    """What to collect for an argument of pytest's: for the folder or a file that one works in, the checks of it."""
    path = Path(argument).resolve()
    if path == folder.resolve():
        return str(tests)
    if path.parent == folder.resolve() and (checks := tests / f"test_{path.stem}.py").exists():
        return str(checks)
    return argument


def exercise_fixture(name: str) -> Callable[..., Recorder]:
    """A fixture called `name` that gives the learner's function, from the form that the check is run on."""

    @pytest.fixture(name=name)
    def fixture(self: object, form: Form | None) -> Recorder:
        if form is None:
            pytest.skip("not started")
        function = form.function(name)
        if callable(function):
            return Recorder(function)
        if not form.problem:
            raise FormFailure(f"{form.path.name} has no function {name}")
        if form.reported:
            pytest.skip(f"{form.path.name} could not be loaded")
        form.reported = True
        raise FormFailure(form.problem)

    return fixture


class FormFailure(Exception):
    """The learner's file could not be loaded, or lacks the function; the message says it in one line."""


def forms_of(sheet: Sheet, folder: Path) -> list[Form]:
    """The module and the notebook of a section, as far as they exist in `folder`."""
    paths = [folder / f"{sheet.section}.py", folder / f"{sheet.section}.ipynb"]
    return [Form(path, sheet.section, list(sheet.exercises)) for path in paths if path.exists()]


class VisibleChecks:
    """Outcomes of the checks of one run, by exercise, and how they are shown."""

    def __init__(self, sheets: list[Sheet], folder: Path) -> None:
        self.sheets = sheets
        self.folder = folder
        self.exercises = {name: exercise for sheet in sheets for name, exercise in sheet.exercises.items()}
        self.forms = {sheet.section: forms_of(sheet, folder) for sheet in sheets}
        self.progress = Progress()
        self._diagnosed: set[str] = set()

    @pytest.fixture
    def form(self, request: pytest.FixtureRequest) -> Form | None:
        """The learner's module or notebook that a check is run on; None when neither has been begun."""
        form: Form | None = request.param
        return form

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Run a check once for each form in which its exercise has been attempted."""
        exercise = self._exercise_of(metafunc.function)
        if exercise is not None:
            tried = [form for form in self.forms[exercise.section] if exercise.name in form.attempted]
            ids = [form.path.suffix[1:] for form in tried]
            metafunc.parametrize("form", tried or [None], ids=ids or ["not started"], indirect=True)

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Function]) -> None:
        """Keep the checks that `--only` names."""
        only = config.getoption("--only")
        if not only:
            return
        known = {*self.exercises, *self.forms}
        if unknown := [name for name in only if name not in known]:
            raise pytest.UsageError(f"--only: there is no exercise or section {unknown[0]!r}; workbook list shows all")
        kept = []
        for item in items:
            exercise = self._exercise_of(item.function)
            if exercise is not None and (exercise.name in only or exercise.section in only):
                kept.append(item)
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Generator[None, object, object]:
        """A function that is not written yet, here or among those the check needs, is not a wrong one."""
        if self._exercise_of(pyfuncitem.function) is None:
            return (yield)  # not a check of ours
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", RuntimeWarning)  # a learner's log(0) is judged by its result
                return (yield)
        except NotImplementedError as error:
            pytest.skip(f"not started: {error}")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Function, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        exercise = self._exercise_of(item.function)
        if exercise is None:
            return report
        if call.when == "call" or report.outcome != "passed":
            self.progress.add(exercise.name, report.outcome)
        if call.excinfo is not None and report.outcome == "failed":
            report.longrepr = self._explanation(item, exercise, call.excinfo.value)
        return report

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        write_progress(terminalreporter, self.sheets, self.progress, self.folder)
        for form in itertools.chain.from_iterable(self.forms.values()):
            if form.unavailable:
                names = ", ".join(form.unavailable)
                terminalreporter.write_line(f"{form.path.name} imports {names}: not there while grading. {AVAILABLE}")

    def _exercise_of(self, test: Callable[..., object]) -> ExerciseSheet | None:
        """The exercise that a check is for: its first parameter."""
        first = next(iter(inspect.signature(test).parameters), "")
        return self.exercises.get(first)

    def _explanation(self, item: pytest.Function, exercise: ExerciseSheet, error: BaseException) -> str:
        """What a learner needs to know about a failed check."""
        if isinstance(error, FormFailure):
            return str(error)
        recorder = item.funcargs[exercise.name]
        assert isinstance(recorder, Recorder)
        lines = [*_calls(item), *_difference(error, recorder), *self._inherited(exercise)]
        if exercise.name not in self._diagnosed:
            self._diagnosed.add(exercise.name)
            with contextlib.redirect_stdout(io.StringIO()):
                found = exercise.explain(recorder.function)
            lines += [f"It looks like a known mistake: {message}" for message in found.mistakes]
            lines += filter(None, [found.remark])
        return "\n".join(lines)

    def _inherited(self, exercise: ExerciseSheet) -> Iterator[str]:
        """A word on the exercises that this one builds on, if they are wrong themselves."""
        wrong = [name for name in exercise.foundations if self.progress.state(name) == WRONG]
        if wrong:
            yield f"It builds on {' and '.join(wrong)}: mend that first."


def _calls(item: pytest.Function) -> Iterator[str]:
    """The last call of each function that the check uses: the one that was being judged."""
    for name, recorder in item.funcargs.items():
        if isinstance(recorder, Recorder) and recorder.calls:
            yield f"call      {recorder.calls[-1].text(name)}"


def _difference(error: BaseException, recorder: Recorder) -> Iterator[str]:
    if isinstance(error, CheckFailure):
        yield f"yours     {describe(error.got)}"
        yield f"expected  {describe(error.expected)}"
        yield f"reason    {error.reason}"
        return
    yield f"yours     raised {type(error).__name__}: {error}"
    yield from (f"          {line}" for line in _trace(error, recorder))


def _trace(error: BaseException, recorder: Recorder) -> list[str]:
    """Where in the learner's own file the error arose, innermost last."""
    code: Any = getattr(recorder.function, "__code__", None)
    frames = [
        f for f in traceback.extract_tb(error.__traceback__) if code is not None and f.filename == code.co_filename
    ]
    return [f"line {f.lineno} of {Path(f.filename).name}, in {f.name}: {f.line}" for f in frames[-3:]]
