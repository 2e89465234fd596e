"""Slips: what a right answer gives after one small change that no author wrote down.

There are many, so that of each result one number is kept, its digest.
"""

import itertools
import math
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

NAN, INFINITE = 34567.891, 12345.678
"""What stands for nan, and for infinity; for minus infinity the double."""
HUGE = 1e300
"""Beyond it, all numbers count as this one: their sum must be finite."""
MOST_NUMBERS = 10_000
"""Of a large result the beginning is enough."""
GOLDEN = (math.sqrt(5) - 1) / 2
WEIGHTS = 1 + np.arange(1, MOST_NUMBERS + 1) * GOLDEN % 1


class Slip(NamedTuple):
    """A small change of a right answer.

    Attributes:
        text: what it does, as a learner reads it.
        digests: of what it gives, by the number of the call; None where it raises an error.
    """

    text: str
    digests: Mapping[int, float | None]

    def gives(self, call: int, told: float) -> bool:
        """Whether it gives the result with this digest, if it was tried on the call."""
        if call not in self.digests:
            return True
        own = self.digests[call]
        return own is not None and same_digest(own, told)


def digest(value: object) -> float:
    """The numbers in a result, each times a weight of its own, added up.

    Two results of everyday size that differ hardly ever share it, whatever differs: a number, its sign, or the order.
    The kind does not count: a list has the digest of the array with the same numbers.

    >>> digest([1.0, 2.0]) == digest(np.array([1, 2]))
    True
    >>> digest([1.0, 2.0]) == digest([2.0, 1.0])
    False
    """
    try:
        parts = list(itertools.islice(_numbers_in(value), MOST_NUMBERS))
    except RecursionError:  # a list that holds itself
        return NAN
    numbers = np.concatenate([np.zeros(0), *map(np.atleast_1d, parts)])[:MOST_NUMBERS]
    numbers = np.nan_to_num(numbers, nan=NAN, posinf=INFINITE, neginf=-2 * INFINITE).clip(-HUGE, HUGE)
    return float(WEIGHTS[: numbers.size] @ numbers)


def same_digest(one: float, other: float) -> bool:
    """Whether two digests agree in what arithmetic leaves of them; single precision is enough."""
    return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-9)


def _numbers_in(value: object) -> Iterator[float | np.ndarray]:
    match value:
        case None:
            return
        case np.timedelta64():  # numpy counts it among the integers, though it is no number
            yield from _numbers_in(str(value))
        case bool() | int() | float() | np.bool_() | np.integer() | np.floating():
            yield _as_float(value)
        case complex() | np.complexfloating():
            yield from (float(value.real), float(value.imag))
        case np.ndarray() if value.dtype.kind in "biuf":
            yield value.ravel()[:MOST_NUMBERS].astype(float)
        case np.ndarray() | list() | tuple():
            for item in value.ravel()[:MOST_NUMBERS].tolist() if isinstance(value, np.ndarray) else value:
                yield from _numbers_in(item)
        case dict():
            for pair in value.items():
                yield from _numbers_in(pair)
        case _:  # not what a student's own type says of itself, which may be an error
            text = value if isinstance(value, str) else type(value).__name__
            yield float(zlib.crc32(text.encode(errors="replace")) % 10**6)


def _as_float(value: Any) -> float:
    try:
        return float(value)
    except OverflowError:  # an int beyond all floats
        return math.inf
