"""The process that reads students' files: limits on time and memory, one answer for each request on standard input.

Started by `Reader`, as ``python -m autograder.reading.serve SECONDS BYTES``.
"""

import os
import resource
import signal
import sys
import time
import warnings
from contextlib import suppress
from pathlib import Path
from typing import IO

import msgspec

from autograder.reading import magics
from autograder.reading.forms import UnreadableForm, source_of
from autograder.reading.reader import ANSWER_MAX, Answer, Read, Request, receive, send


def main() -> None:
    seconds, memory = float(sys.argv[1]), int(sys.argv[2])
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    warnings.simplefilter("ignore")  # the parser warns of odd code
    magics.plain_python("%who")  # imports IPython
    _limit(memory)
    with suppress(EOFError, BrokenPipeError):  # our owner ends, and so do we
        _serve(requests, answers, seconds, memory)


def _limit(memory: int) -> None:
    most = _size("VmSize") + memory
    for kind, limit in (
        (resource.RLIMIT_AS, most),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(kind, (limit, limit))
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)


def _serve(requests: IO[bytes], answers: IO[bytes], seconds: float, memory: int) -> None:
    base = _size("VmHWM")
    while True:
        request = msgspec.msgpack.decode(receive(requests), type=Request)
        started = time.process_time()
        # Its default action ends the process, in the middle of the parser, too.
        signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            answer = Answer(_read(request))
        except MemoryError:
            answer = _too_much(request)
        except Exception as error:
            # Ours, and not the student's: whoever asked decides what becomes of the others.
            answer = Answer(Read(fault=f"{request.name} cannot be read: {type(error).__name__}: {error}"))
        signal.setitimer(signal.ITIMER_PROF, 0.0)
        if _size("VmHWM") - base > memory // 2:
            # The parser's own MemoryError, which it also raises for deep nesting, counts as text that is no Python.
            answer = _too_much(request)
        read = msgspec.structs.replace(answer.read, seconds=time.process_time() - started)
        data = msgspec.msgpack.encode(Answer(read, answer.spent))
        send(answers, data if len(data) <= ANSWER_MAX else msgspec.msgpack.encode(_too_much(request)))


def _read(request: Request) -> Read:
    try:
        return Read(*source_of(request.data, request.name, request.section, request.exercises))
    except UnreadableForm as error:
        return Read(problem=str(error))


def _too_much(request: Request) -> Answer:
    return Answer(Read(problem=f"{request.name} takes too much memory to read"), spent="memory")


def _size(field: str) -> int:
    """A size of this process, in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{field}:"))


if __name__ == "__main__":
    main()
