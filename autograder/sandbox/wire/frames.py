"""Framing: two little-endian sizes, then a head (msgpack) and a body (raw buffers).

Requests and replies strictly alternate, so a reader takes whatever has arrived and treats bytes beyond one frame as an
error.
"""

import struct
from collections.abc import Sequence
from typing import Protocol

from autograder.sandbox.wire.errors import ProtocolError, require

HEAD_MAX = 1 << 20
"""Largest head accepted from a worker, in bytes: bounds the number of objects a reply can make the grader build."""
BODY_MAX = 8 << 20
"""Largest body accepted from a worker, in bytes: twenty times what any exercise needs, and small enough for a test that
keeps every result of its calls."""

_SIZES = struct.Struct("<II")
_FIRST_READ = 1 << 16


class Source(Protocol):
    """Where frames come from.  Both methods take in at least one byte, or raise when the other side has gone."""

    def read(self, size: int) -> bytes:
        """At most `size` bytes."""

    def read_into(self, room: memoryview) -> int:
        """Put bytes into `room` and return how many: large arrays are not copied once more."""


def pack_frame(head: bytes, buffers: Sequence[bytes]) -> bytes:
    """One frame, ready to be written."""
    return b"".join((_SIZES.pack(len(head), sum(map(len, buffers))), head, *buffers))


def require_bounded(head: bytes, buffers: Sequence[bytes]) -> None:
    """Refuse what the grader would not take from a worker in one frame.

    Raises:
        ValueError: it is too large.
    """
    body_size = sum(map(len, buffers))
    if len(head) > HEAD_MAX or body_size > BODY_MAX:
        raise ValueError(f"the value is too large: {(len(head) + body_size) / 1e6:.0f} MB")


def pack_bounded_frame(head: bytes, buffers: Sequence[bytes]) -> bytes:
    """One frame from a worker; raises ValueError like `require_bounded`."""
    require_bounded(head, buffers)
    return pack_frame(head, buffers)


def read_frame(source: Source, *, bounded: bool) -> tuple[memoryview, memoryview]:
    """Read one frame and return its head and its body.

    Args:
        source: has the frame's bytes, now or later.
        bounded: refuse sizes beyond HEAD_MAX and BODY_MAX before making room for them.

    Raises:
        ProtocolError: a size is out of bounds, or more than one frame has arrived.
    """
    start = source.read(_FIRST_READ)
    while len(start) < _SIZES.size:
        start += source.read(_FIRST_READ)
    head_size, body_size = _SIZES.unpack_from(start)
    if bounded:
        require(0 < head_size <= HEAD_MAX and body_size <= BODY_MAX, "frame size")
    head_end = _SIZES.size + head_size
    end = head_end + body_size
    if len(start) > end:
        raise ProtocolError("more than one frame has arrived")
    frame = memoryview(start if len(start) == end else _complete(start, end, source))
    return frame[_SIZES.size : head_end], frame[head_end:]


def _complete(start: bytes, size: int, source: Source) -> bytearray:
    frame = bytearray(size)
    frame[: len(start)] = start
    rest = memoryview(frame)[len(start) :]
    while rest:
        rest = rest[source.read_into(rest) :]
    return frame
