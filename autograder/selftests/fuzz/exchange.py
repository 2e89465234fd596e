"""The grader's end of a call, with a recording in place of the worker.

`Session` is the real one, but for its net: what a missing check in the decoder would raise is not turned into a
ProtocolError here.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple
from unittest import mock

import numpy as np

from autograder.checking.compare import CheckFailure, assert_close, describe
from autograder.sandbox import session as grader
from autograder.sandbox.cells import Cell
from autograder.sandbox.errors import StudentCrash, StudentError
from autograder.sandbox.limits import Limits
from autograder.sandbox.process import ChannelClosed, Ending
from autograder.sandbox.session import Allowance, References, Session
from autograder.sandbox.wire.errors import ProtocolError
from autograder.sandbox.wire.frames import pack_frame, read_frame
from autograder.sandbox.wire.messages import Effects, Ready, Returned, pack

NONCE = 1
"""Of every request, so that a recorded reply belongs to it."""

READ, RAISED, REFUSED = "read", "raised", "refused"
"""How a call may end: with a value, with the student's error, or with an invalid reply."""

ALLOWANCE = Allowance(cpu=1.0, wall=1.0)
_READY = pack_frame(pack(Ready()), ())
_NOTHING = pack_frame(pack(Returned(NONCE, None, Effects([], "", []))), ())


# What results are compared with.
_EXPECTED = (
    *(0.5, 1, True, None, "x", 1j, np.arange(3.0), np.arange(3)),
    *([0.5], (1, 2.5), {1, 2}, {1: "x"}),
)


class StandIn(NamedTuple):
    """What the grader has in place of a function or iterator of the student's."""

    kind: str
    identity: int

    def __call__(self) -> None:
        raise AssertionError("a recording cannot be called")


class Frames(list[bytes]):
    """What a recorded worker sends, in the place of the zygote that would start one."""

    isolation = "strict"


class Recording:
    """Stands in for a WorkerProcess: its frames were made beforehand, and nobody reads what is sent to it."""

    def __init__(self, frames: Sequence[bytes], memory: int, cpu_seconds: int) -> None:
        self._frames = iter(frames)
        self._rest = memoryview(b"")

    def cpu_seconds(self) -> float:
        return 0.0

    def waited_seconds(self) -> float:
        return 0.0

    def excuse(self, seconds: float) -> None:
        pass

    def allow(self, cpu_used: float, cpu: float, wall: float) -> None:
        pass

    def send(self, frame: bytes) -> None:
        pass

    def receive(self) -> tuple[memoryview, memoryview]:
        self._rest = memoryview(next(self._frames))
        return read_frame(self, bounded=True)

    def read(self, size: int) -> bytes:
        return bytes(self._piece(size))

    def read_into(self, room: memoryview) -> int:
        piece = self._piece(len(room))
        room[: len(piece)] = piece
        return len(piece)

    def end(self, *, closed: bool = False) -> Ending:
        return Ending("the end of a recording", 0, 0.0, False)

    def _piece(self, size: int) -> memoryview:
        piece, self._rest = self._rest[:size], self._rest[size:]
        if not piece:
            raise ChannelClosed
        return piece


@contextmanager
def replies() -> Iterator[Callable[[bytes], str]]:
    """Gives `read_reply`, in which ProtocolError is all that reading a frame may raise."""
    with mock.patch.multiple(grader, WorkerProcess=Recording, _WRONG_REPLY=(ProtocolError,), _nonce=lambda: NONCE):
        yield read_reply


def arguments() -> list[Any]:
    """What the test passes: one of everything that a call can change, and two callbacks."""
    return [
        np.arange(10.0),
        np.array(["ab", "cd"]),
        np.array([True, False]),
        np.asfortranarray(np.arange(6).reshape(2, 3)),
        [1, [2.5, "x"]],
        {"a": 1},
        {1, 2},
        np.random.default_rng(0),
        _first_of,
        iter([1, 2]),
    ]


def _first_of(*args: Any, **kwargs: Any) -> Any:
    """A function of the test, which sends back what it got."""
    return args[0]


def session_of(*frames: bytes) -> Session:
    """A session whose worker sends these frames, whatever it is asked."""
    references = References(StandIn, lambda value: value.identity if isinstance(value, StandIn) else None)
    return Session(Frames([_READY, *frames]), Limits(), [Cell("cell 1", "x = 1")], references)  # type: ignore[arg-type]


def read_reply(frame: bytes) -> str:
    """Call a function whose worker replies with `frame`, and use what it returned as tests do.

    Everything that is raised is a defect of the grader.
    """
    session, passed = session_of(frame, _NOTHING, _NOTHING), arguments()
    try:
        value = session.call("function", passed, {}, ALLOWANCE)
    except StudentCrash:
        return REFUSED
    except StudentError:
        return RAISED
    _use(session, [value, *passed])
    return READ


def _use(session: Session, values: list[Any]) -> None:
    """Do what tests do: show the values, compare the first one, draw from their generators, and pass them on."""
    for value in values:
        describe(value)
    for expected in _EXPECTED:
        with suppress(CheckFailure):
            assert_close(values[0], expected)
    for generator in _generators(values):
        generator.normal()
        generator.integers(10)
        generator.integers(10, dtype=np.int32)
    session.call("function", values, {}, ALLOWANCE)


def _generators(values: list[Any]) -> Iterator[np.random.Generator]:
    met: set[int] = set()
    waiting: list[Any] = [values]
    while waiting:
        value = waiting.pop()
        if id(value) in met:
            continue
        met.add(id(value))
        if isinstance(value, np.random.Generator):
            yield value
        elif isinstance(value, dict):
            waiting += (*value, *value.values())
        elif isinstance(value, list | tuple | set | frozenset):
            waiting += value
