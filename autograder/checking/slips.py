"""Slips: what a right answer gives after one small change that no author wrote down.

There are many, so that of each result one number is kept, its digest.
"""

import itertools
import math
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

GOLDEN = (math.sqrt(5) - 1) / 2
STANDS_FOR = {math.inf: 12345.678, -math.inf: -23456.789}
NAN = 34567.891
MOST_NUMBERS = 10_000
"""Of a large result the beginning is enough."""


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
    numbers = enumerate(itertools.islice(_numbers_in(value), MOST_NUMBERS), 1)
    try:
        return math.fsum((1 + i * GOLDEN % 1) * number for i, number in numbers)
    except RecursionError:  # a list that holds itself
        return NAN


def same_digest(one: float, other: float) -> bool:
    """Whether two digests agree in what arithmetic leaves of them; single precision is enough."""
    return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-9)


def _numbers_in(value: object) -> Iterator[float]:
    match value:
        case None:
            return
        case bool() | int() | float() | np.bool_() | np.integer() | np.floating():
            yield _finite(value)
        case complex() | np.complexfloating():
            yield from (_finite(value.real), _finite(value.imag))
        case np.ndarray() | list() | tuple():
            for item in value.ravel()[:MOST_NUMBERS].tolist() if isinstance(value, np.ndarray) else value:
                yield from _numbers_in(item)
        case dict():
            for pair in value.items():
                yield from _numbers_in(pair)
        case _:  # not what a student's own type says of itself, which may be an error
            text = value if isinstance(value, str) else type(value).__name__
            yield zlib.crc32(text.encode(errors="replace")) % 10**6


def _finite(value: Any) -> float:
    try:
        number = float(value)
    except OverflowError:  # an int beyond all floats
        return STANDS_FOR[math.inf]
    return NAN if math.isnan(number) else STANDS_FOR.get(number, number)
