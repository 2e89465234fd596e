"""Read damaged inputs in a process of its own, and say which of them it did not survive.  For Linux.

Input `number` of a seed is always the same, so a number is all that is needed to have it again.
"""

import multiprocessing
import resource
import signal
import traceback
import warnings
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from ctypes import c_uint64
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

_SPAWN = multiprocessing.get_context("spawn")
_WAITING = 20
"""How much longer an input may take on the wall clock: the machine may be busy."""
_LOOK = 0.1
"""Seconds between two looks at how far the process has come."""


class Kind(NamedTuple):
    """A kind of input; all functions must be known to a new process by their name.

    Attributes:
        name: in messages, in the plural.
        suffix: of the name of a file with such an input.
        make: input `number` of a seed.
        reader: makes what reads an input and tells in a word how that ended; it may raise nothing.
    """

    name: str
    suffix: str
    make: Callable[[int, int], bytes]
    reader: Callable[[], AbstractContextManager[Callable[[bytes], str]]]


class Bounds(NamedTuple):
    """Seconds of computing for one input, and bytes of memory for all of them beyond what the process starts with."""

    seconds: float = 10.0
    memory: int = 512 << 20


BOUNDS = Bounds()


class Finding(NamedTuple):
    """An input that was not read as it must be, and what happened instead."""

    number: int
    what: str


class Run(NamedTuple):
    """How many inputs ended in which way, bytes of memory at most, and the finding that ended the run, if one did."""

    endings: dict[str, int]
    peak: int
    finding: Finding | None = None


def run(kind: Kind, seed: int, numbers: range, look: Callable[[int], None], bounds: Bounds = BOUNDS) -> Run:
    """Read these inputs, up to the first finding; `look` is told now and then how many have been read."""
    current = _SPAWN.RawValue(c_uint64, numbers.start)
    ours, theirs = _SPAWN.Pipe(duplex=False)
    process = _SPAWN.Process(target=_read_all, args=(kind, seed, numbers, bounds, current, theirs), daemon=True)
    process.start()
    theirs.close()
    while not ours.poll(_LOOK):
        look(current.value - numbers.start)
    try:
        result: Run = ours.recv()
    except EOFError:
        process.join()
        result = Run({}, 0, Finding(current.value, _death(process.exitcode, bounds)))
    look(sum(result.endings.values()) or current.value - numbers.start)
    return result


def _death(exit_code: int | None, bounds: Bounds) -> str:
    if exit_code in (-signal.SIGPROF, -signal.SIGALRM):
        return f"it took longer than {bounds.seconds:.3g} s"
    if exit_code is not None and exit_code < 0:
        return f"the process was ended by {signal.Signals(-exit_code).name}"
    return f"the process ended with exit code {exit_code}"


def _read_all(kind: Kind, seed: int, numbers: range, bounds: Bounds, current: c_uint64, result: Connection) -> None:
    endings: Counter[str] = Counter()
    finding = None
    warnings.simplefilter("ignore")  # Python warns of odd code that it parses
    with kind.reader() as read:
        most = _status("VmHWM") + bounds.memory
        # More address space than memory: it is the last resort, and a parser's MemoryError may be caught.
        resource.setrlimit(resource.RLIMIT_AS, (_status("VmSize") + 2 * bounds.memory, resource.RLIM_INFINITY))
        for number in numbers:
            current.value = number
            _set_alarms(bounds.seconds)
            try:
                endings[read(kind.make(seed, number))] += 1
                if _status("VmHWM") > most:
                    raise MemoryError
            except BaseException as error:
                resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
                finding = Finding(number, _what(error, bounds))
                break
        _set_alarms(0.0)
    result.send(Run(dict(endings), _status("VmHWM"), finding))


def _set_alarms(seconds: float) -> None:
    """Their default action ends the process, in the middle of compiled code, too."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, _WAITING * seconds)


def _what(error: BaseException, bounds: Bounds) -> str:
    if isinstance(error, MemoryError):
        return f"it took more than {bounds.memory >> 20} MB of memory"
    return f"it raised {type(error).__name__}\n{''.join(traceback.format_exception(error))}"


def _status(field: str) -> int:
    """A size of this process, in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{field}:"))
