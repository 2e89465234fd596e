"""Calls that are known before they are made, so that many of them go to a worker in one message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from autograder.sandbox.wire.codec import Encoder
from autograder.sandbox.wire.errors import NotPlainData
from autograder.sandbox.wire.messages import Call, pack


class Foreseen(NamedTuple):
    """A call of a student's public function as it goes over the wire; equal calls are equal here."""

    name: str
    head: bytes
    body: bytes


class Answered(NamedTuple):
    """What a worker replied to such a call. Nothing of it has been checked."""

    head: bytes
    body: bytes


def foresee(name: str, args: Sequence[object], kwargs: Mapping[str, object]) -> tuple[Foreseen | None, list[object]]:
    """The call, and the mutable objects in it as they are numbered.

    None for a call with functions or iterators among its arguments: they belong to one worker's life.
    """
    encoder = Encoder(to_worker=True)
    try:
        arguments = [encoder.encode(value) for value in (*args, *kwargs.values())]
        head = pack(Call(0, name, arguments, list(kwargs)))
    except (NotPlainData, TypeError, ValueError):
        return None, []
    return Foreseen(name, head, b"".join(encoder.buffers)), encoder.mutables
