"""Readers with a defect, each found at one input: what a run must not overlook.

Apart from the tests, so that a new process that needs one of them starts at once.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from autograder.selftests.fuzz.watch import Bounds, Kind

DEFECT_AT = 3
BOUNDS = Bounds(seconds=0.5, memory=64 << 20)


def _number(seed: int, number: int) -> bytes:
    return number.to_bytes(8, "little")


def _reader(defect: Callable[[], object]) -> Callable[[bytes], str]:
    def read(data: bytes) -> str:
        if data == _number(0, DEFECT_AT):
            defect()
        return "read"

    return read


@contextmanager
def _sound() -> Iterator[Callable[[bytes], str]]:
    yield _reader(lambda: None)


@contextmanager
def _raising() -> Iterator[Callable[[bytes], str]]:
    yield _reader(lambda: dict[str, int]()["missing"])


@contextmanager
def _waiting() -> Iterator[Callable[[bytes], str]]:
    # In compiled code, which no Python signal handler interrupts.
    yield _reader(lambda: sum(iter(int, 1)))


@contextmanager
def _wasting() -> Iterator[Callable[[bytes], str]]:
    yield _reader(lambda: b"x" * (2 * BOUNDS.memory))


@contextmanager
def _crashing() -> Iterator[Callable[[bytes], str]]:
    yield _reader(os.abort)


SOUND = Kind("numbers", "bin", _number, _sound)
DEFECTS = {
    "raised KeyError": Kind("numbers", "bin", _number, _raising),
    "longer than 0.5 s": Kind("numbers", "bin", _number, _waiting),
    "more than 64 MB": Kind("numbers", "bin", _number, _wasting),
    "ended by SIGABRT": Kind("numbers", "bin", _number, _crashing),
}
"""By a part of what a run says about them."""
