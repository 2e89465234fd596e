"""A warm grader: a process that has everything loaded and grades one submission after the other.

It is started by exec and spoken to through pipes, so that any program can own one: the command line, a server, a
cluster's worker. It ends with its owner, however that ends. If it dies it is started again.
"""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import msgspec

from autograder.grading.channel import Done, Job, Ready, Settings, receive, send
from autograder.grading.results import ExerciseResult, SectionResult
from autograder.grading.submission import Form
from autograder.sandbox.errors import GradingError
from autograder.workbook.workbook import ROOT, Workbook

Forms = dict[str, tuple[Form, ...]]
Kept = dict[str, tuple[ExerciseResult, ...]]


class WarmGrader:
    """Owner of a grader process. Not for use by several threads at once."""

    def __init__(self, settings: Settings, secret: bytes) -> None:
        self.settings = settings
        self._secret = secret
        self._process: subprocess.Popen[bytes] | None = None
        self.isolation = ""

    def points_of(self, section: str) -> float:
        """What a section is worth."""
        return Workbook(Path(self.settings.workbook)).section(section).points

    @property
    def pid(self) -> int | None:
        """Process id of the grader, None while there is none."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the process and wait until it is ready.

        Raises:
            GradingError: students' code cannot be isolated here, or the suites cannot be collected.
        """
        command = [sys.executable, "-m", "autograder.grading.serve", msgspec.json.encode(self.settings).decode()]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            start_new_session=True,  # Ctrl-C is for the program that owns the grader: it lets the work in hand finish
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            send(self._process.stdin, self._secret)
            ready = receive(self._process.stdout, Ready)
        except (EOFError, BrokenPipeError):
            self.stop()
            raise GradingError("a grader process ended before it was ready; see its message above") from None
        if ready.error:
            self.stop()
            raise GradingError(ready.error)
        self.isolation = ready.isolation

    def grade(self, forms: Forms, kept: Kept | None = None) -> tuple[SectionResult, ...]:
        """Results for these forms, by section; exercises that are `kept` are taken as they are.

        Raises:
            GradingError: the process ended while it graded them. The next call starts a new one.
        """
        if self._process is None:
            self.start()
        assert self._process is not None and self._process.stdin is not None and self._process.stdout is not None
        try:
            send(self._process.stdin, Job(forms, kept or {}))
            return receive(self._process.stdout, Done).sections
        except (EOFError, BrokenPipeError):
            self.stop()
            raise GradingError("the grader's process ended while it graded this submission") from None

    def stop(self) -> None:
        """End the process; harmless if there is none."""
        if self._process is None:
            return
        assert self._process.stdin is not None and self._process.stdout is not None
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.stdout.close()
        self._process.terminate()
        self._process.wait()
        self._process = None

    def __enter__(self) -> "WarmGrader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def grade_twice_if_needed(grader: WarmGrader, forms: Forms, kept: Kept | None = None) -> tuple[SectionResult, ...]:
    """Grade forms; after a fault of the grader once more, in a new process; the second answer stands."""
    sections = _grade(grader, forms, kept)
    if any(section.status == "grader fault" for section in sections):
        grader.stop()  # whatever failed may not have recovered: what runs students' code may be gone
        sections = _grade(grader, forms, kept)
    return sections


def _grade(grader: WarmGrader, forms: Forms, kept: Kept | None) -> tuple[SectionResult, ...]:
    try:
        return grader.grade(forms, kept)
    except GradingError as error:
        return tuple(
            SectionResult(section, "grader fault", 0.0, grader.points_of(section), message=str(error))
            for section in forms
        )
