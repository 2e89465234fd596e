"""The pytest plugin of the visible checks.

A check's parameters are exercises: the fixture of that name is the learner's function. Every form of a section (module
or notebook) in which the exercise has been attempted is checked; an exercise that has not been started is skipped, so
that pytest fails only on what is wrong. A failed check shows the call, the learner's result, what was expected, and
the known mistake it looks like. A progress table closes the run.
"""

import inspect
import itertools
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path

import pytest

from autograder.checking.compare import CheckFailure
from autograder.checking.failure import explanation_lines, failure_lines, used_by
from autograder.checking.mending import explained
from autograder.checking.outcomes import Recorder
from autograder.checking.watchdog import SECONDS, TooSlow, time_limit
from autograder.learning.learner import Form
from autograder.learning.progress import Progress, write_progress
from autograder.learning.sheet import ExerciseSheet, Sheet, read_sheets
from autograder.sandbox.preload import AVAILABLE


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--submission",
        metavar="PATH",
        help="folder with the modules and notebooks to check (default: assignments)",
    )
    parser.addoption(
        "--limit",
        metavar="SECONDS",
        type=float,
        default=SECONDS,
        help="so long may a check take: %(default)g",
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
        if form.problem and form.reported:
            pytest.skip(f"{form.path.name} could not be loaded")
        form.reported = True
        pytest.fail(form.without(name), pytrace=False)

    return fixture


class VisibleChecks:
    """Outcomes of the checks of one run, by exercise, and how they are shown."""

    def __init__(self, sheets: list[Sheet], folder: Path) -> None:
        self.sheets = sheets
        self.folder = folder
        self.exercises = {name: exercise for sheet in sheets for name, exercise in sheet.exercises.items()}
        self.forms: dict[str, list[Form]] = {}
        self.progress = Progress()
        self._diagnosed: set[str] = set()
        self._stuck: set[str] = set()
        self._wrong: dict[tuple[str, Form], bool] = {}

    @pytest.fixture
    def form(self, request: pytest.FixtureRequest) -> Form | None:
        """The learner's module or notebook that a check is run on; None when neither has been begun."""
        form: Form | None = request.param
        return form

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Run a check once for each form in which its exercise is no stub: it has been attempted, or it is gone."""
        exercise = self._exercise_of(metafunc.function)
        if exercise is not None:
            forms = self._forms_of(exercise.section)
            tried = [form for form in forms if exercise.name in form.attempted or not form.defines(exercise.name)]
            ids = [form.path.suffix[1:] for form in tried]
            metafunc.parametrize("form", tried or [None], ids=ids or ["not started"], indirect=True)

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Function]) -> None:
        """Keep the checks that `--only` names."""
        only = config.getoption("--only")
        if not only:
            return
        known = {*self.exercises, *(sheet.section for sheet in self.sheets)}
        if unknown := [name for name in only if name not in known]:
            raise pytest.UsageError(f"--only: there is no exercise or section {unknown[0]!r}; workbook list shows all")
        kept = []
        for item in items:
            exercise = self._exercise_of(getattr(item, "function", None))
            if exercise is not None and (exercise.name in only or exercise.section in only):
                kept.append(item)
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Generator[None, object, object]:
        """A function that is not written yet is not a wrong one; one that does not return is tried once."""
        exercise = self._exercise_of(pyfuncitem.function)
        if exercise is None:
            return (yield)  # not a check of ours
        if exercise.name in self._stuck:
            pytest.skip(f"{exercise.name} did not return in an earlier check")
        try:
            with warnings.catch_warnings(), time_limit(pyfuncitem.config.getoption("--limit")):
                warnings.simplefilter("ignore", RuntimeWarning)  # a learner's log(0) is judged by its result
                return (yield)
        except (KeyboardInterrupt, pytest.skip.Exception, pytest.exit.Exception):
            raise
        except NotImplementedError as error:
            pytest.skip(f"not started: {error}")
        except BaseException as error:  # whatever a learner's code raises
            if isinstance(error, TooSlow):
                self._stuck.add(exercise.name)
            wants_error = isinstance(error, CheckFailure) and error.wants_error
            pyfuncitem.user_properties.append((WANTS_ERROR, wants_error))
            raise pytest.fail.Exception(self._explanation(pyfuncitem, exercise, error), pytrace=False) from None

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Function, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        exercise = self._exercise_of(getattr(item, "function", None))
        if exercise is not None and (call.when == "call" or report.outcome != "passed"):
            self.progress.add(exercise.name, report.outcome)
            report.user_properties.append((EXERCISE, exercise.name))
        return report

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> Generator[None, None, None]:
        """Of each exercise, show the most telling of the checks that failed, and how many there are besides."""
        failed = terminalreporter.stats.get("failed", [])
        terminalreporter.stats["failed"] = list(most_telling(failed))
        yield
        terminalreporter.stats["failed"] = failed
        write_progress(terminalreporter, self.sheets, self.progress, self.folder)
        for form in itertools.chain.from_iterable(self.forms.values()):
            if form.unavailable:
                names = ", ".join(form.unavailable)
                terminalreporter.write_line(f"{form.path.name} imports {names}: not there while grading. {AVAILABLE}")

    def _forms_of(self, section: str) -> list[Form]:
        """The module and the notebook of a section, as far as they exist; read when the first check asks for them."""
        if section not in self.forms:
            paths = [self.folder / f"{section}.py", self.folder / f"{section}.ipynb"]
            names = self._exercises_of(section)
            self.forms[section] = [Form(path, section, names) for path in paths if path.exists()]
        return self.forms[section]

    def _exercises_of(self, section: str) -> list[str]:
        return [name for name, exercise in self.exercises.items() if exercise.section == section]

    def _exercise_of(self, test: Callable[..., object] | None) -> ExerciseSheet | None:
        """The exercise that a check is for: its first parameter. A doctest has no function, and is none of ours."""
        first = next(iter(inspect.signature(test).parameters), "") if test is not None else ""
        return self.exercises.get(first)

    def _explanation(self, item: pytest.Function, exercise: ExerciseSheet, error: BaseException) -> str:
        """What a learner needs to know about a failed check."""
        form = item.callspec.params["form"]
        assert isinstance(form, Form)
        earlier = itertools.takewhile(lambda name: name != exercise.name, self._exercises_of(exercise.section))
        foundations = {*exercise.foundations, *used_by(form.function(exercise.name), earlier)}
        if wrong := [name for name in self.exercises if name in foundations and self._is_wrong(name, form)]:
            return f"{exercise.name} builds on {' and '.join(wrong)}, not right yet: mend that first."
        recorders = {name: each for name, each in item.funcargs.items() if isinstance(each, Recorder)}
        lines = list(failure_lines(error, exercise.name, recorders))
        if exercise.name not in self._diagnosed | self._stuck:
            self._diagnosed.add(exercise.name)
            lines += explanation_lines(explained(exercise.battery, recorders[exercise.name].function))
        return "\n".join(lines)

    def _is_wrong(self, name: str, form: Form) -> bool:
        """Whether the learner's function of that name is wrong, be there checks of it in this run or not."""
        if (name, form) not in self._wrong:
            function = form.function(name)
            found = self.exercises[name].battery.try_out(function) if callable(function) else None
            self._wrong[name, form] = found is not None and found.failing is not None
        return self._wrong[name, form]


EXERCISE, WANTS_ERROR = "exercise", "wants an error"
"""What a report says of a failed check besides what pytest does."""


def most_telling(failed: Iterable[pytest.TestReport]) -> Iterator[pytest.TestReport]:
    """Of each exercise's failed checks the first that is about a value, with a word on the others."""
    by_exercise: dict[object, list[pytest.TestReport]] = {}
    for report in failed:
        exercise = dict(report.user_properties).get(EXERCISE, report.nodeid)
        by_exercise.setdefault(exercise, []).append(report)
    for reports in by_exercise.values():
        first, *others = sorted(reports, key=lambda report: bool(dict(report.user_properties).get(WANTS_ERROR)))
        if others:
            fail = "check fails" if len(others) == 1 else "checks fail"
            first.longrepr = f"{first.longrepr}\nand {len(others)} more {fail}"
        yield first
