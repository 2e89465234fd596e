"""`workbook grade` as a user runs it, in a terminal whose text can be waited for."""

import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from autograder.demo.sample_class import SECTION
from autograder.workbook.workbook import ROOT

PATIENCE = 60
"""Seconds until a test gives up on what it waits for."""

STYLE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def arguments(submissions: Path, results: Path, secret: Path, *options: str) -> list[str]:
    """What is typed behind `workbook`."""
    folders = [str(submissions), "--out", str(results), "--secret", str(secret)]
    return ["grade", *folders, "--section", SECTION, *options]


def command(typed: list[str]) -> list[str]:
    """What runs `workbook`; without writing compiled files, as a test may leave it no room on the disk."""
    return [sys.executable, "-B", "-m", "autograder.cli", *typed]


def environment(root: Path = ROOT) -> dict[str, str]:
    """A wide terminal, and the code of the checkout at `root`."""
    return {**os.environ, "COLUMNS": "200", "TERM": "xterm", "PYTHONPATH": str(root)}


def heeding_ctrl_c() -> None:
    """As in every terminal; what a shell starts in its background, these tests perhaps, ignores it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


class Terminal:
    """`workbook grade` in a terminal of its own, whose text can be waited for."""

    def __init__(self, typed: list[str], root: Path = ROOT) -> None:
        self._screen, theirs = os.openpty()
        self.process = subprocess.Popen(
            command(typed),
            cwd=root,
            env=environment(root),
            stdin=subprocess.DEVNULL,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=heeding_ctrl_c,
        )
        os.close(theirs)
        self._bytes = b""

    @property
    def raw(self) -> str:
        """What was written to the terminal so far."""
        return self._bytes.decode(errors="replace")

    @property
    def text(self) -> str:
        """The same without colours and movements of the cursor."""
        return STYLE.sub("", self.raw)

    @property
    def graded(self) -> int:
        """How many submissions the progress bar says are done."""
        return max(map(int, re.findall(r"(\d+)/\d+ \d:\d\d:\d\d", self.text)), default=0)

    def wait_until(self, condition: Callable[[], bool]) -> None:
        """Read what is shown until the condition holds, which is looked at whenever something new is shown."""
        while not condition():
            assert self._read(), f"the command ended too early:\n{self.text}"

    def send(self, number: int) -> None:
        """Send a signal to the whole process group, as Ctrl-C does."""
        os.killpg(self.process.pid, number)

    def finish(self) -> int:
        """Read to the end, which comes when nobody has the terminal open any more; returns the exit status."""
        while self._read():
            pass
        os.close(self._screen)
        return self.process.wait(PATIENCE)

    def _read(self) -> bytes:
        assert select.select([self._screen], [], [], PATIENCE)[0], f"nothing happens any more:\n{self.text}"
        try:
            new = os.read(self._screen, 1 << 16)
        except OSError:  # how a terminal says that its other side is closed
            return b""
        self._bytes += new
        return new
