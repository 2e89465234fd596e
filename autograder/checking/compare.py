"""Strict comparison of a result with what was expected.

A comparison answers three questions in this order: is it the right *kind* of thing (a number, an array of
the right shape and dtype, a list of the right length), are infinities and NaN exactly where they belong, and are the
numbers right? Nothing is broadcast, nothing is converted, and NaN never passes by accident.

This module needs numpy alone: notebooks carry a copy of it in their first cell.
"""

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

import numpy as np

LARGEST_INT_AS_FLOAT = 2**1023
"""An int from here on may have no float; an int below it may stand for a float."""


class CheckFailure(AssertionError):
    """A result differs from what was expected.

    Attributes:
        got: the result under test.
        expected: what it was compared with, or a description of it.
        reason: one line that says in which way they differ.
        told: the same without anything that a student's function could choose, such as a shape, a length or the index
            of an item: it may be told where the inputs must not be.
    """

    def __init__(self, reason: str, got: object, expected: object, told: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.told = told or reason
        self.got = got
        self.expected = expected

    def __str__(self) -> str:
        # Written when it is read: most failures are only counted.
        return f"{self.reason}\n  yours     {describe(self.got)}\n  expected  {describe(self.expected)}"

    @property
    def wants_error(self) -> bool:
        """Whether an error was expected and nothing was raised."""
        return self.got is NO_ERROR


class Phrase(str):
    """A description that stands where a value would, and is shown without quotes."""

    def __repr__(self) -> str:
        return str(self)


NO_ERROR = Phrase("no error")


def assert_same(got: object, expected: object) -> None:
    """Raise `CheckFailure` unless `got` is exactly `expected`: same kind, same shape, same values, bit for bit.

    Meant for integers, strings, booleans, and for floats that have one right answer: ``-0.0`` is not ``0.0``, and NaN
    equals only NaN.

    >>> assert_same([1, "a"], [1, "a"])
    >>> assert_same(-0.0, 0.0)
    Traceback (most recent call last):
    ...
    autograder.checking.compare.CheckFailure: the result is not exactly the expected one
      yours     -0.0
      expected  0.0
    """
    _compare(got, expected, _identical, "the result is not exactly the expected one")


def assert_close(got: object, expected: object, rtol: float = 1e-9, atol: float = 1e-12) -> None:
    """Raise `CheckFailure` unless `got` has the kind and shape of `expected`, and every float is close to it.

    Close means ``|got - expected| <= atol + rtol * |expected|``. Infinities must match in place and sign, and NaN
    is accepted only where NaN is expected. Integers, strings and booleans must be equal.

    >>> assert_close(0.1 + 0.2, 0.3)
    >>> assert_close([0.5], 0.5)
    Traceback (most recent call last):
    ...
    autograder.checking.compare.CheckFailure: expected a float, not a list
      yours     [0.5]
      expected  0.5
    """

    def near(a: Any, b: Any) -> Any:
        return np.abs(a - b) <= atol + rtol * np.abs(b)

    _compare(got, expected, _wherever_finite(near), "the result is not the expected one")


TINY = 1e-18
"""A number that is smaller and not 0 is no rounding error of everyday numbers: it is meant."""


def assert_alike(got: object, expected: object) -> None:
    """The same as `assert_close` with its tolerances, but a tiny number must be as near, too: it is not as good as 0.

    >>> assert_alike(1e-300, 0.0)
    >>> assert_alike(0.0, 1e-300)
    Traceback (most recent call last):
    ...
    autograder.checking.compare.CheckFailure: the result is not the expected one
      yours     0.0
      expected  1e-300
    """

    def near(a: Any, b: Any) -> Any:
        size = np.abs(b)
        return np.abs(a - b) <= np.where((size > 0) & (size < TINY), 0.0, 1e-12) + 1e-9 * size

    _compare(got, expected, _wherever_finite(near), "the result is not the expected one")


def _wherever_finite(near: Callable[[Any, Any], Any]) -> Callable[[Any, Any], bool]:
    """Whether numbers are near where they are finite, and equal elsewhere.

    Written out, as np.isclose costs more than most of the functions under test. Infinities are equal or not at all:
    their difference is infinite or nan, and neither is below a tolerance.
    """

    def close(a: Any, b: Any) -> bool:
        with np.errstate(all="ignore"):
            found = near(a, b)
        same = (a == b) | ((a != a) & (b != b))
        return bool(np.all((found & np.isfinite(b)) | same))

    return close


class raises:
    """Context manager: the block must raise `error` (or a subclass of it).

    >>> with raises(ValueError):
    ...     int("x")
    """

    def __init__(self, error: type[Exception]) -> None:
        self.error = error

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> bool:
        expected = self.error.__name__
        if kind is None:
            raise CheckFailure(f"expected {expected}, but nothing was raised", NO_ERROR, Phrase(f"raises {expected}"))
        return issubclass(kind, self.error)


def describe(value: object, limit: int = 400) -> str:
    """Write a value on one line, as short as it can be understood; longer than `limit` characters is cut.

    What is cut has not been written before: a value may be of any size.
    """
    text = ""
    for piece in _pieces(value, limit):
        text += piece
        if len(text) > limit:
            return f"{text[: limit - 4]} ..."
    return text


_BRACKETS: dict[type, tuple[str, str]] = {
    list: ("[", "]"),
    tuple: ("(", ")"),
    set: ("{", "}"),
    frozenset: ("frozenset({", "})"),
    dict: ("{", "}"),
}
_FEW_ITEMS = 60


def _pieces(value: Any, limit: int) -> Iterator[str]:
    """The parts of a description in their order, none of them much longer than `limit`."""
    kind = type(value)
    if kind in _BRACKETS and value:
        opening, closing = _BRACKETS[kind]
        yield opening
        for index, item in enumerate(value):
            yield ", " if index else ""
            yield from _pieces(item, limit)
            if kind is dict:
                yield ": "
                yield from _pieces(value[item], limit)
        yield "," if kind is tuple and len(value) == 1 else ""
        yield closing
    elif isinstance(value, np.ndarray):
        yield "array("
        yield from _items_of(value, limit)
        yield f", shape={value.shape}, {value.dtype})"
    elif kind in (str, bytes, np.str_, np.bytes_):
        yield repr(value[:limit])
    elif isinstance(value, np.generic):
        yield repr(value.item())
    elif isinstance(value, int) and value.bit_length() > 1000:
        yield f"an int of {value.bit_length()} bits"  # Python refuses to write very long ones
    else:
        # An address, as of a function, is another one in every run.
        text, _, address = repr(value).partition(" at 0x")
        yield text + address.lstrip("0123456789abcdefABCDEF")


def _items_of(array: np.ndarray, limit: int) -> Iterator[str]:
    """An array's items; if there are many, the first and last along each axis, or just the first."""
    few = array.size <= _FEW_ITEMS
    if array.dtype.kind in "biufc" and (few or array.ndim <= 3):
        text = np.array2string(array, separator=", ", threshold=_FEW_ITEMS, precision=8)
        yield " ".join(text.split())
    elif few:
        yield from _pieces(array.tolist(), limit)
    else:
        # Along many short axes first and last are all there is, and numpy would write millions of items.
        yield "["
        for index in range(_FEW_ITEMS):
            yield from _pieces(array.flat[index], limit)
            yield ", "
        yield "...]"


def _compare(got: Any, expected: Any, equal: Callable[[Any, Any], bool], reason: str, where: str = "") -> None:
    """Compare kinds first, then values; `where` is the path of the item inside nested containers."""

    if type(got) is type(expected) is float and got == expected != 0.0:
        return  # by every rule, and most items of a list are like this

    def failure(wanted: str, instead: str = "") -> CheckFailure:
        """Says what is wanted, and behind it what there is instead."""
        return CheckFailure(f"{where}: {wanted}{instead}" if where else f"{wanted}{instead}", got, expected, wanted)

    if got is None and expected is not None:
        raise failure(f"expected {_kind(expected)}, but the function returned None: is a return missing?")
    if not _kind_matches(got, expected):
        shape = f" of shape {got.shape}" if type(got) is np.ndarray else ""
        raise failure(f"expected {_kind(expected)}, not {_kind(got).removesuffix(shape)}", shape)
    if isinstance(expected, np.ndarray):
        if got.shape != expected.shape:
            raise failure(f"expected an array of shape {expected.shape}", f", not {got.shape}")
        if not _dtype_matches(got.dtype, expected.dtype):
            raise failure(f"expected dtype {expected.dtype}", f", not {got.dtype}")
        same = equal(got, expected) if expected.dtype.kind in "fc" else bool(np.array_equal(got, expected))
    elif isinstance(expected, dict):
        if got.keys() != expected.keys():
            raise failure("the keys are not the expected ones")
        for key in expected:
            _compare(got[key], expected[key], equal, reason, f"{where}[{key!r}]")
        same = True
    elif isinstance(expected, (list, tuple)):
        if len(got) != len(expected):
            raise failure(f"expected {len(expected)} items", f", not {len(got)}")
        for index, (a, b) in enumerate(zip(got, expected, strict=True)):
            _compare(a, b, equal, reason, f"{where}[{index}]")
        same = True
    elif isinstance(expected, (float, complex, np.inexact)):
        # As arrays: of two scalars, numpy would round the expected one to the other's precision.
        number = float(got) if isinstance(got, int) and abs(got) < LARGEST_INT_AS_FLOAT else got
        same = not isinstance(number, int) and equal(np.asarray(number), np.asarray(expected))
    else:
        same = bool(got == expected)
    if not same:
        raise failure(reason)


def _identical(a: np.ndarray, b: np.ndarray) -> bool:
    """Equal values, equal signs of zero, NaN only at NaN."""
    return bool(np.array_equal(a, b, equal_nan=True) and np.array_equal(_signs(a), _signs(b)))


def _signs(a: np.ndarray) -> np.ndarray:
    return np.signbit(np.where(np.isnan(a.real), 0.0, a.real))


# Each kind of scalar, and what may stand for it: a numpy scalar of the same value, and an int for a float.
_BOOLS = (bool, np.bool_)
_INTS = (int, np.integer)
_FLOATS = (float, np.floating)
_DICTIONARIES = (dict, Counter, OrderedDict, defaultdict)
# Python counts a bool among the ints, and numpy a duration.
_NO_NUMBERS = (*_BOOLS, np.timedelta64)


def _kind_matches(got: object, expected: object) -> bool:
    if isinstance(expected, _BOOLS):
        return isinstance(got, _BOOLS)
    if isinstance(expected, _INTS):
        return isinstance(got, _INTS) and not isinstance(got, _NO_NUMBERS)
    if isinstance(expected, _FLOATS):
        return isinstance(got, (*_FLOATS, *_INTS)) and not isinstance(got, _NO_NUMBERS)
    if isinstance(expected, np.ndarray):
        return type(got) is np.ndarray  # a matrix or a masked array is another thing that looks the same
    if isinstance(expected, dict):
        return type(got) in _DICTIONARIES
    if isinstance(expected, (list, set, frozenset)):
        return type(got) is type(expected)  # a class of one's own may behave in any way
    return isinstance(got, type(expected))


def _dtype_matches(got: np.dtype, expected: np.dtype) -> bool:
    """Integers of any width and sign are one kind; so are floats of any width, and strings of any length."""
    integers = "iu"
    return got.kind == expected.kind or (got.kind in integers and expected.kind in integers)


def _kind(value: object) -> str:
    if value is None:
        return "None"
    if type(value) is np.ndarray:
        return f"an array of shape {value.shape}"
    for name, types in (("a bool", _BOOLS), ("a duration", np.timedelta64), ("an int", _INTS), ("a float", _FLOATS)):
        if isinstance(value, types):
            return name
    return f"a {type(value).__name__}"
