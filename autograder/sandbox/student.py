"""A student's submission as the grader sees it: functions to call, and an account of the time they have taken."""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import functools
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, NamedTuple, Self

from autograder.sandbox.cells import Cell, CellError, EndingKind, LoadReport
from autograder.sandbox.errors import (
    GradingError,
    StudentCrash,
    StudentError,
    StudentOutOfMemory,
    StudentTimeout,
    warning_class,
)
from autograder.sandbox.foreseen import Answered, Foreseen, foresee
from autograder.sandbox.launcher import Zygote
from autograder.sandbox.limits import Limits
from autograder.sandbox.session import Allowance, References, Session

HANDLE_CALLS_MAX = 100_000
"""Most calls of one function, or items of one iterator, that a student's code returned."""

_USED_UP = "all calls together took longer than the time for one function"
_LOADED_TOO_OFTEN = "loading the submission again and again took longer than the time for all loadings"
_LOADING = ""  # where the time that loading takes is put on account; no function has this name

# They end the loading; after any other error the later cells run all the same.
_ENDINGS: dict[type[StudentError], EndingKind] = {
    StudentTimeout: "timeout",
    StudentCrash: "crash",
    StudentOutOfMemory: "memory",
}


@dataclasses.dataclass
class Spent:
    """Seconds of computing, and on the wall clock, that went on one account."""

    cpu: float = 0.0
    wall: float = 0.0

    def pay(self, cpu: float, wall: float) -> None:
        """Put these seconds on the account."""
        self.cpu += cpu
        self.wall += wall


class _Known(NamedTuple):
    """The answer to a call that has been made already, and the mutable objects in the call."""

    answer: Answered
    mutables: Sequence[object]


class StudentFunction:
    """A function of the student's, called in the worker.

    Args:
        student: whose it is.
        name: the public function it is, or through which it came.
        session: the worker that made it, None for a public function, which any worker has.
        handle: its number there.
    """

    def __init__(self, student: Student, name: str, session: Session | None = None, handle: int = 0) -> None:
        self.__name__ = self.__qualname__ = name
        self._student = student
        self._session = session
        self._target: str | int = name if session is None else handle
        self._calls_left = HANDLE_CALLS_MAX

    def __call__(self, /, *args: object, **kwargs: object) -> Any:
        if self._session is not None:
            self._calls_left = _one_less(self._calls_left)
        elif known := self._student._known(self.__name__, args, kwargs):
            return self._student._accept(self.__name__, known)

        def operation(session: Session, allowance: Allowance) -> object:
            return session.call(self._target, args, kwargs, allowance)

        return self._student._run(self.__name__, self._session, operation)

    def __repr__(self) -> str:
        return f"<student's function {self.__name__}>"


class StudentIterator:
    """An iterator that a student's function `name` returned; its items are made in the worker."""

    def __init__(self, student: Student, name: str, session: Session, handle: int) -> None:
        self._student = student
        self._name = name
        self._session = session
        self._target = handle
        self._calls_left = HANDLE_CALLS_MAX

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        self._calls_left = _one_less(self._calls_left)

        def operation(session: Session, allowance: Allowance) -> object:
            return session.advance(self._target, allowance)

        for item in self._student._run(self._name, self._session, operation):
            return item
        raise StopIteration

    def __repr__(self) -> str:
        return f"<iterator from the student's function {self._name}>"


class Student:
    """One submission; a context manager.

    Args:
        zygote: starts its workers.
        cells: its code cells, or its one file, in order. Labels are distinct.
        limits: what it may use.
        loadings: time that loading has taken so far, where another student of the same submission was loaded before.

    Raises:
        GradingError: two cells have one label.
    """

    def __init__(
        self, zygote: Zygote, cells: Sequence[Cell], limits: Limits | None = None, *, loadings: Spent | None = None
    ) -> None:
        labels = [cell.label for cell in cells]
        if len(set(labels)) < len(labels):
            raise GradingError("two cells of a submission have the same label")
        self._zygote = zygote
        self._all_cells = tuple(cells)
        self._limits = limits or Limits()
        self._full_allowance = Allowance(self._limits.cpu_per_call, self._limits.wall_per_call)
        # What a new worker runs: the cells before the one that ended the loading.
        self._cells = self._all_cells
        self._ended_by: StudentError | None = None
        self._report: LoadReport | None = None
        self._session: Session | None = None
        self._spent: collections.defaultdict[str, Spent] = collections.defaultdict(Spent)
        self._loadings = loadings or Spent()
        self._one_by_one = False
        # Who needs a worker again after its end pays for nothing: whoever ended it does.
        self._ended_last = _LOADING
        self._timeouts: collections.Counter[str] = collections.Counter()
        self._caller = ""
        self._answers: dict[Foreseen, collections.deque[Answered]] = {}
        self._answered_by: Session | None = None
        self.calls_made = 0
        """How many calls were not answered from what was known."""
        self._warnings: Sequence[tuple[str, str]] = ()
        self.output = ""
        """What the last call printed."""

    def load(self) -> LoadReport:
        """Run the cells in a worker; done once, later calls return the same report.

        An exception in a cell, a SyntaxError too, is reported and the later cells run. A timeout, a crash and exhausted
        memory end the loading: what the cells before defined can still be called.

        Raises:
            GradingError: no worker could be started.
        """
        if self._report is None:
            self._report = self._load()
        return self._report

    def function(self, name: str) -> Callable[..., Any]:
        """The submission's function of that name; it runs in the worker, in a fresh one after a timeout or a crash.

        The call raises:
            StudentError: what the student's function raised, also an instance of the built-in exception it was; with
                type_name "NameError" if there is no such function.
            StudentTimeout: it took too long, has timed out too often, or has used up its time.
            StudentCrash: its process ended.
            StudentOutOfMemory: it ran out of memory.
            GradingError: the grader is at fault.
        """
        return StudentFunction(self, name)

    def ask(self, name: str, calls: Sequence[Foreseen]) -> list[Answered]:
        """Make calls for the function `name`, all in one exchange; see `knowing` for what the answers are for.

        Returns:
            Answers to the first of the calls, maybe not to all: one that is large, takes long, or ends the worker is
            left to whoever needs it. What was in vain is nobody's time.
        """
        if not calls or name not in self.load().names:
            return []
        spent = Spent()

        def operation(session: Session, allowance: Allowance) -> list[Answered]:
            return session.call_all(calls, allowance)

        try:
            self._require_session()
            answers: list[Answered] = self._timed(operation, self._full_allowance, _LOADING, spent)
        except StudentError:
            return []
        self._spent[name].pay(spent.cpu, spent.wall)
        self._answered_by = self._session
        return answers

    @contextlib.contextmanager
    def knowing(self, calls: Sequence[Foreseen], answers: Sequence[Answered]) -> Iterator[None]:
        """Within this context, each of these calls takes its answer, once, instead of being made.

        Answers of the last `ask` are of use as long as the worker lives that gave them: there may be functions in them.
        """
        if self._session is not None and self._session is self._answered_by:
            for call, answer in zip(calls, answers, strict=False):
                self._answers.setdefault(call, collections.deque()).append(answer)
        try:
            yield
        finally:
            self._answers.clear()

    def again(self) -> Student:
        """Another student with the same cells, who has been asked nothing.

        Its time for loadings is its own: what this one did with hidden inputs can be told by nothing of the other.
        """
        return Student(self._zygote, self._all_cells, self._limits)

    def followed_by(self, cell: Cell) -> Student:
        """Another student: the cells of this one that could be run, and `cell` behind them.

        Both have one time for all loadings.
        """
        return Student(self._zygote, [*self._cells, cell], self._limits, loadings=self._loadings)

    def close(self) -> None:
        """End the worker."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Loading

    def _load(self) -> LoadReport:
        errors: dict[str, CellError] = {}
        names: frozenset[str] = frozenset()
        while self._cells:
            ended_at, error = self._start(errors, lambda: self._allowance(_LOADING))
            if ended_at is None:
                try:
                    loading = self._allowance(_LOADING)
                    names = self._timed(Session.list_names, loading, _LOADING, self._spent[_LOADING])
                    break
                except StudentError as failure:
                    # The code has changed the worker itself: there is nothing to call.
                    self.close()
                    ended_at, error = 0, StudentCrash(failure.message)
            # Once more, without the cell that ended it and those behind it.
            self._ended_by = self._ended_by or error
            self._cells = self._cells[:ended_at]
        ordered = tuple(errors[cell.label] for cell in self._all_cells if cell.label in errors)
        return LoadReport(names, ordered)

    def _start(
        self, errors: dict[str, CellError], allow: Callable[[], Allowance]
    ) -> tuple[int | None, StudentError | None]:
        """Start a worker and run the cells in it; adds to `errors`, returns which cell ended it and how, if one did."""
        if self._load_together(errors, allow):
            return None, None
        self._start_worker()
        for position, cell in enumerate(self._cells):
            try:
                self._load_cell(cell, allow())
            except StudentError as error:
                errors.setdefault(cell.label, _cell_error(cell, error))
                if type(error) in _ENDINGS:
                    self.close()
                    return position, error
        return None, None

    def _start_worker(self) -> None:
        self._session = Session(self._zygote, self._limits, self._all_cells, References(self._make, self._target_of))

    def _load_together(self, errors: dict[str, CellError], allow: Callable[[], Allowance]) -> bool:
        """Run all cells in one exchange; False if that cannot be done: it is not tried again."""
        if self._one_by_one:
            return False
        self._start_worker()
        payer, spent = self._ended_last, Spent()
        run = functools.partial(Session.run_cells, cells=self._cells)
        try:
            least = _least(allow(), self._loading_allowance())
            found: list[StudentError | None] = self._timed(run, least, payer, spent, self._loadings)
        except StudentError:
            self._one_by_one = True
            self.close()
            return False
        self._spent[payer].pay(spent.cpu, spent.wall)
        for cell, error in zip(self._cells, found, strict=True):
            if error is not None:
                errors.setdefault(cell.label, _cell_error(cell, error))
        return True

    def _load_cell(self, cell: Cell, allowance: Allowance) -> None:
        """Run a cell within what is left of the time for all loadings."""
        least = _least(allowance, self._loading_allowance())
        try:
            payer = self._ended_last
            run = functools.partial(Session.run_cell, cell=cell)
            self._timed(run, least, payer, self._spent[payer], self._loadings)
        except StudentTimeout:
            if least < allowance:
                raise StudentTimeout(_LOADED_TOO_OFTEN) from None
            raise

    def _loading_allowance(self) -> Allowance:
        """What the next cell may take of the time for all loadings.

        Raises:
            StudentTimeout: nothing is left of it.
        """
        left = self._left(self._loadings, self._limits.cpu_for_loading, self._limits.wall_for_loading)
        if left is None:
            raise StudentTimeout(_LOADED_TOO_OFTEN)
        return left

    def _require_session(self) -> None:
        if self._session is None:
            self._loading_allowance()
            _, error = self._start({}, lambda: self._full_allowance)
            if error is not None:
                raise _again(error)

    # Calling

    def _run(self, name: str, owner: Session | None, operation: Callable[[Session, Allowance], Any]) -> Any:
        """Run an operation for the public function `name`; `owner`, if not None, is the worker that must do it."""
        self.load()
        self._caller = name
        self.calls_made += 1
        if owner is None:
            self._require_defined(name)
        elif owner is not self._session:
            raise StudentCrash("the process that made this function is gone")
        self._allowance(name)
        if self._timeouts[name] >= self._limits.timeouts_per_function:
            raise StudentTimeout(f"given up after {self._limits.timeouts_per_function} timeouts")
        try:
            self._require_session()
            return self._call(operation, name)
        except StudentTimeout:
            self._timeouts[name] += 1
            raise

    def _call(self, operation: Callable[[Session, Allowance], Any], name: str) -> Any:
        """Run one exchange for the function `name`, and give the warnings that it gave."""
        # Those of loading are given to nobody: no test asks for them, and Python would show and keep every one.
        allowance = self._allowance(name)
        try:
            return self._timed(operation, allowance, name, self._spent[name])
        finally:
            self._give_warnings()

    def _known(self, name: str, args: Sequence[object], kwargs: Mapping[str, object]) -> _Known | None:
        """The next answer to this call, if it has been made already, and the mutable objects in the call."""
        if not self._answers:
            return None
        call, mutables = foresee(name, args, kwargs)
        if call is None or not self._answers.get(call):
            return None
        return _Known(self._answers[call].popleft(), mutables)

    def _accept(self, name: str, known: _Known) -> Any:
        """What a call returned, or raised, when it was made."""
        session = self._session
        if session is None:
            raise GradingError("there is no worker")
        self._caller = name
        try:
            return session.accept(*known)
        finally:
            self.output, self._warnings = session.output, session.warnings
            self._retire_dead_session(name)
            self._give_warnings()

    def _give_warnings(self) -> None:
        for kind, text in self._warnings:
            warnings.warn(text, warning_class(kind), stacklevel=5)

    def _require_defined(self, name: str) -> None:
        if name in self.load().names:
            return
        if self._ended_by is not None:
            raise _again(self._ended_by)
        raise StudentError(f"{name} is not defined", "NameError")

    def _timed(
        self, operation: Callable[[Session, Allowance], Any], allowance: Allowance, caller: str, *accounts: Spent
    ) -> Any:
        """Run one exchange for `caller`, and put the time that it takes on these accounts."""
        session = self._session
        if session is None:
            raise GradingError("there is no worker")
        cpu_before, wall_before = session.cpu_seconds(), time.monotonic() - session.waited_seconds()
        try:
            return operation(session, allowance)
        except StudentTimeout:
            if allowance < self._full_allowance:
                raise StudentTimeout(_USED_UP) from None
            raise
        finally:
            cpu = session.cpu_seconds() - cpu_before
            wall = max(0.0, time.monotonic() - session.waited_seconds() - wall_before)
            for account in accounts:
                account.pay(cpu, wall)
            self.output, self._warnings = session.output, session.warnings
            self._retire_dead_session(caller)

    def _allowance(self, name: str) -> Allowance:
        """What the next call of this function may take.

        Raises:
            StudentTimeout: nothing is left, the function has used up its time.
        """
        left = self._left(self._spent[name], self._limits.cpu_per_function, self._limits.wall_per_function)
        if left is None:
            raise StudentTimeout(_USED_UP)
        return left

    def _left(self, spent: Spent, cpu: float, wall: float) -> Allowance | None:
        """What one call may take of an account of so many seconds; None when one of them is used up."""
        if spent.cpu >= cpu or spent.wall >= wall:
            return None
        full = self._full_allowance
        return Allowance(min(cpu - spent.cpu, full.cpu), min(wall - spent.wall, full.wall))

    def _retire_dead_session(self, ended_by: str) -> None:
        if self._session is not None and not self._session.alive:
            self._ended_last = ended_by
            self._session = None
            self._answers.clear()

    # References

    def _make(self, kind: str, handle: int) -> StudentFunction | StudentIterator:
        if self._session is None:
            raise GradingError("there is no worker")
        if kind == "call":
            return StudentFunction(self, self._caller, self._session, handle)
        return StudentIterator(self, self._caller, self._session, handle)

    def _target_of(self, value: object) -> str | int | None:
        if not isinstance(value, StudentFunction | StudentIterator) or value._student is not self:
            return None
        if value._session is not None and value._session is not self._session:
            raise StudentCrash("the process that made this function is gone")
        return value._target


def _least(a: Allowance, b: Allowance) -> Allowance:
    return Allowance(min(a.cpu, b.cpu), min(a.wall, b.wall))


def _one_less(calls_left: int) -> int:
    if calls_left == 0:
        raise StudentError("too many calls, or an endless iterator", "RuntimeError")
    return calls_left - 1


def _cell_error(cell: Cell, error: StudentError) -> CellError:
    lines = [step.line for step in error.trace if step.label == cell.label]
    kind = _ENDINGS.get(type(error), "error")
    return CellError(cell.label, lines[-1] if lines else 0, error.type_name, error.message, kind)


def _again(error: StudentError) -> StudentError:
    """The same error for another call; a raised one would gather a longer traceback each time."""
    return type(error)(error.message)
