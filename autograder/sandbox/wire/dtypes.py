"""Which array dtypes are plain data, and which bytes are valid values of them."""

import functools
import re

import numpy as np

from autograder.sandbox.wire.errors import ProtocolError, require

# Booleans, numbers, fixed-size text and bytes, times.  No objects and no structures, and no zero-size dtype (<U0): with
# that, an array of any shape would need no data at all.  No times with a unit of zero seconds: numpy divides by
# that zero to compare them, which ends the process.
_PLAIN = re.compile(
    r"[<>|=](?:b1|[iu][1248]|f(?:2|4|8|16)|c(?:8|16|32)|[SU][1-9]\d{0,6}|[mM]8(?:\[(?:[1-9]\d{0,6})?[A-Za-z]{1,8}\])?)\Z",
    re.ASCII,
)
_LAST_CODE_POINT = 0x10FFFF
_SURROGATES = (0xD800, 0xDFFF)
_CODE_POINT_SIZE = 4

# Their values are checked on arrival: numpy and Python take it for granted that a boolean is 0 or 1 and text is
# Unicode.
CHECKED_KINDS = "bU"


@functools.lru_cache(maxsize=256)
def name_of(dtype: np.dtype[np.generic]) -> str | None:
    """The dtype as text for the wire, or None when its values are not plain data."""
    return dtype.str if _PLAIN.match(dtype.str) else None


@functools.lru_cache(maxsize=256)
def parse(name: object) -> np.dtype[np.generic]:
    """The dtype that `name_of` named.

    Raises:
        ProtocolError: it is not on the list of plain dtypes.
    """
    if not isinstance(name, str) or not _PLAIN.match(name):
        raise ProtocolError("invalid dtype")
    try:
        return np.dtype(name)
    except (TypeError, ValueError):
        raise ProtocolError("invalid dtype") from None


def check_values(dtype: np.dtype[np.generic], raw: memoryview) -> None:
    """Refuse bytes that are no values of `dtype`.

    Raises:
        ProtocolError: a boolean other than 0 and 1, or text outside Unicode or with surrogates (which cannot be
        printed).
    """
    if not len(raw):
        return
    if dtype.kind == "b":
        require(np.frombuffer(raw, np.uint8).max() <= 1, "boolean")
    elif dtype.kind == "U":
        points = np.frombuffer(raw, np.dtype(np.uint32).newbyteorder(dtype.byteorder))
        surrogate = (points >= _SURROGATES[0]) & (points <= _SURROGATES[1])
        require(points.max() <= _LAST_CODE_POINT and not surrogate.any(), "text")


def may_view(dtype: np.dtype[np.generic], base: np.dtype[np.generic], offset: int, strides: list[int]) -> bool:
    """Whether all values of a view of `dtype`, in the memory of an array of dtype `base`, are valid without a check."""
    if dtype.kind not in CHECKED_KINDS:
        return True
    if dtype != base:
        return False
    return dtype.kind == "b" or all(step % _CODE_POINT_SIZE == 0 for step in (offset, *strides))
