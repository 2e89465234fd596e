"""Messages between the program that grades a class and its warm graders: msgpack with a length in front."""

import struct
from typing import IO, TypeVar

import msgspec

from autograder.grading.results import ExerciseResult, SectionResult
from autograder.grading.submission import Form
from autograder.sandbox.isolation import Isolation
from autograder.sandbox.limits import Limits

T = TypeVar("T")


class Settings(msgspec.Struct, frozen=True):
    """What a warm grader is started with; the secret follows through the pipe.

    `workbook` is the folder of the workbook whose sections are graded.
    """

    workbook: str
    sections: tuple[str, ...]
    isolation: Isolation = "strict"
    limits: Limits = msgspec.field(default_factory=Limits)


class Ready(msgspec.Struct, tag=True, frozen=True):
    """The grader's first message: how students' code is isolated, or why it cannot be."""

    isolation: str = ""
    error: str = ""


class Job(msgspec.Struct, tag=True, frozen=True):
    """Grade these forms, by section, but for exercises whose results are `kept`."""

    forms: dict[str, tuple[Form, ...]]
    kept: dict[str, tuple[ExerciseResult, ...]]


class Done(msgspec.Struct, tag=True, frozen=True):
    """The answer to a `Job`: one result per section, in the job's order."""

    sections: tuple[SectionResult, ...]


def send(stream: IO[bytes], message: msgspec.Struct | bytes) -> None:
    data = msgspec.msgpack.encode(message)
    stream.write(struct.pack("<Q", len(data)) + data)
    stream.flush()


def receive(stream: IO[bytes], kind: type[T]) -> T:
    """The next message.

    Raises:
        EOFError: the other side is gone.
    """
    header = _exactly(stream, 8)
    return msgspec.msgpack.decode(_exactly(stream, struct.unpack("<Q", header)[0]), type=kind)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
