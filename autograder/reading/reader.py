"""Has students' files read by processes with limits: what cannot be read within them harms nobody else.

Python's own parser is one of the things that a student can choke: on a name of many parts it takes minutes and
gigabytes. So the process that grades a class hands the bytes to another one, and gets back plain text.
"""

import os
import selectors
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO, Literal

import msgspec

from autograder.reading.files import read_bytes
from autograder.reading.forms import MAX_BYTES, Import, UnreadableForm, too_large
from autograder.sandbox.cells import Cell

CPU_SECONDS = 5.0
"""What reading one file may take; an honest one takes some milliseconds."""
MEMORY = 1 << 30
"""Bytes beyond what the process starts with."""
ANSWER_MAX = 32 << 20
"""Bytes of a longer answer are not taken."""

_PATIENCE = 300.0
"""Seconds on the wall clock: only a process that was stopped from outside takes so long."""
_ROOT = Path(__file__).resolve().parents[2]


class Request(msgspec.Struct, frozen=True):
    """Read these bytes as the file `name`, a form of a section with these exercises."""

    data: bytes
    name: str
    section: str
    exercises: tuple[str, ...]


class Read(msgspec.Struct, frozen=True):
    """What a form holds, or the `problem` that makes it unreadable; reading it took `seconds` of a processor.

    A `fault` is the reader's, and no student's doing.
    """

    cells: tuple[Cell, ...] = ()
    attempted: frozenset[str] = frozenset()
    imports: tuple[Import, ...] = ()
    problem: str = ""
    fault: str = ""
    seconds: float = 0.0


class Answer(msgspec.Struct, frozen=True):
    """What came of a request; after `spent` the process has to be replaced."""

    read: Read
    spent: Literal["", "memory"] = ""


class Reader:
    """Reads forms; may be used by several threads at once. It has as many processes as there are threads reading."""

    def __init__(self, cpu_seconds: float = CPU_SECONDS, memory: int = MEMORY) -> None:
        self._limits = (str(cpu_seconds), str(memory))
        self._cpu_seconds = cpu_seconds
        self._idle: list[_Process] = []
        self._lock = threading.Lock()

    def read(self, folder: Path, path: str, section: str, exercises: Sequence[str] = (), name: str = "") -> Read:
        """Read the file `path` in a student's folder, as a form called `name` (its own name if that is empty).

        Raises:
            OSError: the system fails to read the file.
        """
        name = name or path.rpartition("/")[2]
        try:
            data = read_bytes(folder, path)
        except UnreadableForm as error:
            return Read(problem=str(error))
        return self.read_bytes(data, name, section, exercises)

    def read_text(self, text: str, name: str, section: str, exercises: Sequence[str] = ()) -> Read:
        """Read a form given as text."""
        return self.read_bytes(text.encode("utf-8", "replace"), name, section, exercises)

    def read_bytes(self, data: bytes, name: str, section: str, exercises: Sequence[str] = ()) -> Read:
        """Read a form given as bytes."""
        if len(data) > MAX_BYTES:
            return Read(problem=str(too_large(name, len(data))))
        request = msgspec.msgpack.encode(Request(data, name, section, tuple(exercises)))
        for _ in range(2):
            process = self._take()
            try:
                answer = process.ask(request)
            except EOFError:
                reason = process.end()
                if reason is None:
                    continue
                return Read(problem=f"{name} {reason}", seconds=self._cpu_seconds)
            except BaseException:
                process.end()
                raise
            if answer.spent:
                process.end()
            else:
                self._give_back(process)
            return answer.read
        return Read(fault="the process that reads submissions was ended from outside")

    def close(self) -> None:
        """End the processes; the next reading starts another."""
        with self._lock:
            idle, self._idle = self._idle, []
        for process in idle:
            process.end()

    def _take(self) -> "_Process":
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return _Process(self._limits)

    def _give_back(self, process: "_Process") -> None:
        with self._lock:
            self._idle.append(process)


@cache
def shared_reader() -> Reader:
    """The reader of this process, whatever it grades; its processes end with this one."""
    return Reader()


_DEATHS = {
    signal.SIGPROF: "takes too long to read",
    signal.SIGXCPU: "takes too long to read",
    signal.SIGSEGV: "is too much for Python's parser",
    signal.SIGBUS: "is too much for Python's parser",
    signal.SIGABRT: "is too much for Python's parser",
}
"""What ended a reading process, if that was what it read."""


class _Process:
    """One reading process, started by exec."""

    def __init__(self, limits: tuple[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "autograder.reading.serve", *limits],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # the parser warns of odd code
            cwd=_ROOT,
            start_new_session=True,  # Ctrl-C is for the program that grades
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, request: bytes) -> Answer:
        """
        Raises:
            EOFError: the process has ended, or was stopped.
        """
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            send(self._process.stdin, request)
        except BrokenPipeError:
            raise EOFError from None
        head = self._receive(self._process.stdout, _SIZE.size)
        (size,) = _SIZE.unpack(head)
        if size > ANSWER_MAX:
            raise EOFError
        return msgspec.msgpack.decode(self._receive(self._process.stdout, size), type=Answer)

    def end(self) -> str | None:
        """End the process; why it had ended by itself, if what it read was the reason, else None."""
        assert self._process.stdin is not None and self._process.stdout is not None
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.stdout.close()
        try:
            code = self._process.wait(1.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        return _DEATHS.get(signal.Signals(-code)) if code < 0 else None

    def _receive(self, stream: IO[bytes], size: int) -> bytes:
        data = bytearray()
        deadline = time.monotonic() + _PATIENCE
        with selectors.DefaultSelector() as ready:
            ready.register(stream, selectors.EVENT_READ)
            while len(data) < size:
                if not ready.select(max(deadline - time.monotonic(), 0)):
                    raise EOFError
                piece = os.read(stream.fileno(), size - len(data))
                if not piece:
                    raise EOFError
                data += piece
        return bytes(data)


_SIZE = struct.Struct("<Q")


def send(stream: IO[bytes], data: bytes) -> None:
    """Send bytes, with their number in front."""
    stream.write(_SIZE.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """Receive what `send` sent.

    Raises:
        EOFError: the other side is gone.
    """
    head = stream.read(_SIZE.size)
    if len(head) < _SIZE.size:
        raise EOFError
    (size,) = _SIZE.unpack(head)
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
