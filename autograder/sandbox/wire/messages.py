"""Every message there is, as typed structs: msgspec refuses a forged shape, type or length while it decodes.

Maps are in no type here. That matters: a map with a hundred thousand colliding keys would keep the grader busy for
minutes.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import DecodeError, Meta, Struct
from msgspec.msgpack import Decoder, Encoder

from autograder.sandbox.wire.errors import ProtocolError

MESSAGE_MAX = 2_000
OUTPUT_MAX = 1 << 16
WARNINGS_MAX = 20
WARNING_MAX = 500
TRACE_MAX = 10
NAME_MAX = 80

EXIT_OUT_OF_MEMORY = 71
"""Exit status of a worker that had no memory left even to say so."""


class Node(Struct, array_like=True, forbid_unknown_fields=True, gc=False):
    """A value that is not an atom; `codec` lists the tags."""

    tag: str
    items: list[Tree]


Tree = None | bool | int | float | str | Node
"""An encoded value.  Bytes and array data are not in the tree, they travel in the frame's body."""

Name = Annotated[str, Meta(max_length=NAME_MAX)]


class _Message(Struct, array_like=True, forbid_unknown_fields=True, gc=False):
    """Base of all messages: an array of fields behind the message's tag."""


class Change(_Message):
    """The new contents of a mutable argument."""

    index: int
    contents: Node


# From the grader to a worker.


class RunCell(_Message, tag="cell"):
    """Compile and run one cell."""

    nonce: int
    label: str
    source: str


class ListNames(_Message, tag="names"):
    """List the public callables that the cells have defined."""

    nonce: int


class Call(_Message, tag="call"):
    """Call a function by its name or its handle; values of keyword arguments come last in `arguments`."""

    nonce: int
    target: str | int
    arguments: list[Tree]
    keywords: list[str]


class Advance(_Message, tag="next"):
    """Take the next item of an iterator that the student's code returned."""

    nonce: int
    target: int


class Several(_Message, tag="several"):
    """Several requests, packed, whose own nonces are 0; their bodies, of these sizes, follow each other."""

    nonce: int
    requests: list[bytes]
    sizes: list[int]


class CallbackValue(_Message, tag="value"):
    """What a function of the test returned; `changes` are random generators among its arguments, as it left them."""

    value: Tree
    changes: list[Change]


class CallbackEnd(_Message, tag="end"):
    """An iterator of the test has no more items."""


class CallbackRaised(_Message, tag="raised"):
    """A function of the test raised.  Only the kind is told: a message could give away what the test knows."""

    kind: str


# From a worker to the grader.


class Ready(_Message, tag="ready"):
    """The worker is confined.  Sent before any of the student's code has run."""


class Failed(_Message, tag="failed"):
    """The worker could not be confined."""

    message: str


class Callback(_Message, tag="callback"):
    """The student's code calls a function of the test, or asks an iterator of the test for its next item."""

    target: int
    advance: bool
    arguments: list[Tree]
    keywords: list[str]


class Effects(_Message):
    """What a call did besides returning: arguments changed in place, text printed, warnings given."""

    changes: list[Change]
    output: Annotated[str, Meta(max_length=OUTPUT_MAX)]
    warnings: Annotated[list[tuple[Name, Annotated[str, Meta(max_length=WARNING_MAX)]]], Meta(max_length=WARNINGS_MAX)]


class Place(_Message):
    """One line of the student's code on the way to an error."""

    label: str
    line: int
    function: Name


class Returned(_Message, tag="returned"):
    """The call returned `value`."""

    nonce: int
    value: Tree
    effects: Effects


class Raised(_Message, tag="error"):
    """The call raised an exception; `kinds` are the names of its classes, the most special first."""

    nonce: int
    kinds: Annotated[list[Name], Meta(min_length=1, max_length=100)]
    message: Annotated[str, Meta(max_length=MESSAGE_MAX)]
    trace: Annotated[list[Place], Meta(max_length=TRACE_MAX)]
    effects: Effects


class Replies(_Message, tag="replies"):
    """Replies to the first of several requests, packed; their bodies, of these sizes, follow each other."""

    nonce: int
    replies: list[bytes]
    sizes: list[int]


SingleRequest = RunCell | ListNames | Call | Advance
Request = SingleRequest | Several
Answer = CallbackValue | CallbackEnd | CallbackRaised
Reply = Returned | Raised
FromWorker = Ready | Failed | Callback | Returned | Raised | Replies

pack = Encoder().encode
unpack_request: Decoder[Request] = Decoder(Request)
unpack_single_request: Decoder[SingleRequest] = Decoder(SingleRequest)
unpack_answer: Decoder[Answer] = Decoder(Answer)
_from_worker: Decoder[FromWorker] = Decoder(FromWorker)


def read_message(head: memoryview | bytes) -> FromWorker:
    """What a worker says.

    Raises:
        ProtocolError: it is none of the messages above.
    """
    try:
        return _from_worker.decode(head)
    except (DecodeError, UnicodeDecodeError, RecursionError) as error:
        # Its text could quote what the worker wrote.
        raise ProtocolError(f"invalid message: {type(error).__name__}") from None
