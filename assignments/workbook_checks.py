"""What the check cells of the notebooks need. There is nothing to write here.

Written by `workbook build` from autograder/: changes belong there.
"""

from collections import Counter
from collections import OrderedDict
from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from functools import cache
from functools import cached_property
from functools import partial
from pathlib import Path
from types import CodeType
from types import FunctionType
from types import TracebackType
from typing import Any
from typing import Generic
from typing import NamedTuple
from typing import TypeVar
import ast
import contextlib
import copy
import ctypes
import html
import inspect
import io
import itertools
import json
import math
import numpy as np
import os
import re
import sys
import textwrap
import threading
import time
import traceback
import warnings
import zlib



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



Function = Callable[..., Any]


@dataclass(frozen=True)
class Call:
    """Arguments of one call, kept apart from whoever passed them."""

    args: tuple[Any, ...]
    kwargs: Mapping[str, Any] = field(default_factory=dict)

    @property
    def random(self) -> bool:
        """Whether the call draws random numbers: then a result may differ from another one and be as right."""
        return any(isinstance(value, np.random.Generator) for value in (*self.args, *self.kwargs.values()))

    @property
    def ordinary(self) -> bool:
        """Whether the arguments are as one meets them every day: no nan, no huge or tiny number, and no list
        whose items are all the same, or only one."""
        return all(_is_ordinary(value) for value in (*self.args, *self.kwargs.values()))

    @property
    def at_an_end(self) -> bool:
        """Whether a float among the arguments is 0.0 or 1.0: the ends of what a probability may be."""
        return any(type(value) is float and value in (0.0, 1.0) for value in (*self.args, *self.kwargs.values()))

    def text(self, name: str) -> str:
        """The call as one would write it: ``entropy([0.5, 0.5], base=2)``."""
        arguments = [_argument(a) for a in self.args] + [f"{k}={_argument(v)}" for k, v in self.kwargs.items()]
        return f"{name}({', '.join(arguments)})"


@dataclass(frozen=True)
class Outcome:
    """What came of a call: a `value`, or the name of the error it `raises`; and whether it `changed` an argument.

    The `message` of an error is for people; outcomes that differ in it alone are equal.
    """

    value: Any = None
    raises: str = ""
    changed: bool = False
    message: str = field(default="", compare=False)

    def text(self) -> str:
        result = f"raises {self.raises}" if self.raises else describe(self.value)
        return f"{result}, and an argument was changed" if self.changed else result


def outcome(function: Function, call: Call) -> Outcome:
    """Call `function` with copies of the arguments and report what came of it. Errors of any kind are outcomes."""
    args, kwargs = copy.deepcopy((call.args, dict(call.kwargs)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # such as numpy's for the logarithm of 0
        try:
            value, raised, message = function(*args, **kwargs), "", ""
        except (Exception, SystemExit) as error:
            value, raised, message = None, error_name(error), error_text(error)
    before, after = [_contents((*c.args, *c.kwargs.values())) for c in (call, Call(args, kwargs))]
    changed = not _same(after, before)
    return Outcome(value, raised, changed, message)


def error_name(error: BaseException) -> str:
    """Name of the error's type; for an error that came out of a sandbox, the type's name in there."""
    return str(getattr(error, "type_name", type(error).__name__))


def error_text(error: BaseException) -> str:
    """The first line of what an error says, or the part of it that can be read at a glance."""
    return next(iter(str(error).splitlines()), "")[:200]


def same_outcome(a: Outcome, b: Outcome) -> bool:
    """Equal errors, or values of the same kind within 1e-9; a zero with another sign is another value."""
    if a.raises or b.raises:
        return a.raises == b.raises
    return a.changed == b.changed and _close(a.value, b.value) and _same_sign_of_zero(a.value, b.value)


def alike(a: Outcome, b: Outcome) -> bool:
    """The same as far as criteria mind: an int may stand for a float on either side, and zero has no sign."""
    if a.raises or b.raises:
        return a.raises == b.raises
    return a.changed == b.changed and (_close(a.value, b.value) or _close(b.value, a.value))


def holds_nan(value: object) -> bool:
    """Whether a float, or an item of an array of floats, is nan."""
    return is_float(value) and bool(np.isnan(value).any())  # type: ignore[call-overload]


def is_finite(value: object) -> bool:
    """Whether no float, and no item of an array of floats, is nan or infinite."""
    return not is_float(value) or bool(np.isfinite(value).all())  # type: ignore[call-overload]


def is_float(value: object) -> bool:
    return isinstance(value, (float, np.floating)) or (isinstance(value, np.ndarray) and value.dtype.kind == "f")


def wrong_outcome(call: Call, yours: Outcome, expected: Outcome) -> bool:
    """Whether `yours` is wrong for certain: other random numbers than the expected ones need not be."""
    drawn = call.random and not (yours.raises or expected.raises)
    return not drawn and not same_outcome(yours, expected)


class Recorder:
    """A function that remembers the calls made to it, with copies of the arguments as they were."""

    def __init__(self, function: Function) -> None:
        self.function = function
        self.calls: list[Call] = []

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.calls.append(Call(copy.deepcopy(args), copy.deepcopy(kwargs)))
        return self.function(*args, **kwargs)


def _contents(arguments: Iterable[object]) -> list[object]:
    """The arguments that a call must leave as they were: a generator or iterator is there to be used."""
    return [
        value for value in arguments if not isinstance(value, (np.random.Generator, Iterator)) and not callable(value)
    ]


LARGEST, SMALLEST = 1e5, 1e-5
"""Beyond these, a number other than 0 is an edge case."""


def _is_ordinary(value: object) -> bool:
    """Whether a number, or a list or array of different numbers, is no edge case; anything else is none."""
    if isinstance(value, dict):
        return _is_ordinary(list(value.values()))
    if isinstance(value, np.ndarray):
        return value.dtype in (bool, int, float) and _is_ordinary(value.ravel().tolist())
    if isinstance(value, (list, tuple)):
        nested = any(isinstance(item, (list, tuple, np.ndarray)) for item in value)
        return (nested or len(set(value)) > 1) and all(map(_is_ordinary, value))
    return not isinstance(value, float) or value == 0 or SMALLEST <= abs(value) <= LARGEST


def _argument(value: object) -> str:
    """Arrays are shown as one would type them; what has no values to show, by a name."""
    if isinstance(value, np.ndarray):
        items = value.tolist()
        usual = np.array(items).dtype == value.dtype
        return f"np.array({describe(items)}{'' if usual else f', dtype=np.{value.dtype}'})"
    if isinstance(value, np.random.Generator):
        return "rng"
    if isinstance(value, Iterator):
        return f"iter({describe(list(copy.copy(value)))})"
    if callable(value):
        return str(getattr(value, "__name__", "function"))
    return describe(value)


def _same(a: object, b: object) -> bool:
    try:
        assert_same(a, b)
    except CheckFailure:
        return False
    return True


def _close(a: object, b: object) -> bool:
    try:
        assert_alike(a, b)
    except CheckFailure:
        return False
    return True


def _same_sign_of_zero(a: object, b: object) -> bool:
    both_zero = isinstance(a, float) and isinstance(b, float) and a == b == 0.0
    return not both_zero or bool(np.signbit(a) == np.signbit(b))  # type: ignore[call-overload]



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



FEWEST = 4
"""Fewer agreeing calls are no evidence for a part of a mistake."""
EVERYDAY = 8
"""So many calls have numbers that are drawn at random, if there are so many: the last ones."""

Comparison = Callable[[Outcome, Outcome], bool]


class Pair(NamedTuple):
    """The outcomes of an answer that makes two known mistakes at once, and their names."""

    names: tuple[str, str]
    outcomes: Sequence[Outcome]


@dataclass(frozen=True)
class KnownMistakes:
    """The known mistakes of an exercise on a battery of calls.

    Attributes:
        calls: the battery.
        expected: outcomes of the reference.
        outcomes: those of each mistake, by its name.
        pairs: those of answers that make two of them at once.
        slips: what small changes of a right answer give that are none of them.
    """

    calls: Sequence[Call]
    expected: Sequence[Outcome]
    outcomes: Mapping[str, Sequence[Outcome]]
    pairs: Sequence[Pair] = ()
    slips: Sequence[Slip] = ()

    @cached_property
    def telling(self) -> dict[str, set[int]]:
        """For each mistake, the calls on which its outcome is not the expected one, by `same_outcome`."""
        return {name: self._different(outcomes, same_outcome) for name, outcomes in self.outcomes.items()}

    @cached_property
    def plainly_telling(self) -> dict[str, set[int]]:
        """The same by `alike`."""
        return {name: self._different(outcomes, alike) for name, outcomes in self.outcomes.items()}

    @cached_property
    def telling_pairs(self) -> list[set[int]]:
        """For each pair, the calls on which its outcome is not the expected one, by `alike`."""
        return [self._different(pair.outcomes, alike) for pair in self.pairs]

    @cached_property
    def ordinary(self) -> list[int]:
        """The ordinary calls on which a value is expected, and the same one from everyone."""
        told = enumerate(zip(self.calls, self.expected, strict=True))
        return [i for i, (call, right) in told if call.ordinary and not call.random and not right.raises]

    @cached_property
    def everyday(self) -> list[int]:
        """The last of them, without those at an end if enough are left."""
        inside = [i for i in self.ordinary if not self.calls[i].at_an_end]
        return (inside if len(inside) >= FEWEST else self.ordinary)[-EVERYDAY:]

    def digest_of(self, name: str, call: int) -> float:
        """The digest of a mistake's value on the call with this number; taken once."""
        if (name, call) not in self._digests:
            self._digests[name, call] = digest(self.outcomes[name][call].value)
        return self._digests[name, call]

    @cached_property
    def _digests(self) -> dict[tuple[str, int], float]:
        return {}

    def _different(self, outcomes: Sequence[Outcome], same: Comparison) -> set[int]:
        return {i for i, (a, b) in enumerate(zip(outcomes, self.expected, strict=True)) if not same(a, b)}



LARGEST_SET = 3
"""So many separate mistakes at once can be told apart."""
MOST = 0.6
"""The share of a mistake's telling calls that must agree, and of the wrong calls that it must explain, to be vague."""
NEARLY_ALL = 0.9
"""The same where fewer calls are looked at first."""
OF_ITS_OWN = 2
"""So many calls must each of several mistakes explain alone: one may agree by chance."""

Names = list[str]


@dataclass
class Traces:
    """Where outcomes agree, by the numbers of the calls.

    Attributes:
        telling: for each known mistake, where its outcome is not the expected one.
        agreeing: for each known mistake, the telling calls on which yours equals it.
        wrong: where yours is not the expected one.
    """

    telling: dict[str, set[int]]
    agreeing: dict[str, set[int]]
    wrong: set[int] = field(default_factory=set)

    @property
    def fits(self) -> dict[str, set[int]]:
        """The mistakes that yours equals on all of their telling calls, with these calls."""
        return {name: calls for name, calls in self.telling.items() if calls and calls == self.agreeing[name]}

    def on(self, calls: set[int]) -> "Traces":
        """The same as if there were no other calls."""
        telling, agreeing = (
            {name: found & calls for name, found in by_name.items()} for by_name in (self.telling, self.agreeing)
        )
        return Traces(telling, agreeing, self.wrong & calls)


@dataclass(frozen=True)
class Evidence:
    """What a battery of calls tells of a student's function.

    Attributes:
        strict: traces by `same_outcome`.
        close: traces by `alike`, which minds no more than criteria do.
        values: the calls for which a value is expected.
        ordinary: those of them whose arguments are ordinary, see `Call.ordinary`.
        everyday: those whose arguments were drawn at random, see `KnownMistakes.everyday`.
        ends: those with an argument at an end, see `Call.at_an_end`.
        drawn: the calls that draw random numbers: another value than the expected one may be as right.
        broken: the calls on which yours raises an error, or holds a nan, unlike what is expected.
        pairs: the names of two mistakes at once whose outcomes yours equals on all calls for which a value is expected
            and yours is not broken, by `alike`.
        ordinary_pairs: the same on ordinary calls alone.
        slips: the texts of the slips that give what yours gives on all calls that tell them, where yours is not broken.
        different: how many different wrong values yours gives on everyday calls.
    """

    strict: Traces
    close: Traces
    values: set[int]
    ordinary: set[int]
    everyday: set[int]
    ends: set[int]
    drawn: set[int]
    broken: set[int]
    pairs: set[frozenset[str]]
    ordinary_pairs: set[frozenset[str]]
    slips: Sequence[str]
    different: int


Step = Callable[[Evidence], Iterable[str]]
"""Names mistakes, or says nothing."""


def gather(known: KnownMistakes, yours: Iterable[Outcome]) -> Evidence:
    """Compare each outcome with the expected one and, where it is wrong, with those of the known mistakes.

    Args:
        known: what is compared with.
        yours: outcomes of the student's function, one for each call. None is kept: a student may return large values,
            which together would fill the memory.
    """
    values = {i for i, right in enumerate(known.expected) if not right.raises}
    ordinary = {i for i in values if known.calls[i].ordinary}
    drawn = {i for i in values if known.calls[i].random}
    everyday = set(known.everyday)
    strict, close = (
        Traces(telling, {name: set() for name in telling}) for telling in (known.telling, known.plainly_telling)
    )
    broken = set()
    pairs, ordinary_pairs = (set(range(len(known.pairs))) for _ in range(2))
    slips, different = known.slips, set()
    for i, (got, right) in enumerate(zip(yours, known.expected, strict=True)):
        told = digest(got.value)
        right_nearly, right_here = _agree(got, right)
        if not right_nearly:
            close.wrong.add(i)
        if not right_here:
            strict.wrong.add(i)
            for name, telling in strict.telling.items():
                if i in telling and (got.raises or same_digest(told, known.digest_of(name, i))):
                    nearly, strictly = _agree(got, known.outcomes[name][i])
                    if strictly:
                        strict.agreeing[name].add(i)
                    if nearly and i in close.telling[name] and not right_nearly:
                        close.agreeing[name].add(i)
        if i in values and (got.raises or (holds_nan(got.value) and not holds_nan(right.value))):
            broken.add(i)
        elif i in values:
            others = {n for n in ordinary_pairs if not _equals_pair(got, i, n, known, right_nearly)}
            pairs -= others
            ordinary_pairs -= others if i in ordinary - drawn else set()
            if i in everyday:
                slips = [slip for slip in slips if slip.gives(i, told)]
                different |= set() if right_nearly else {f"{told:.6g}"}
    return Evidence(
        strict,
        close,
        values,
        ordinary=ordinary,
        everyday=everyday,
        ends={i for i in values if known.calls[i].at_an_end},
        drawn=drawn,
        broken=broken,
        pairs={frozenset(known.pairs[number].names) for number in pairs},
        ordinary_pairs={frozenset(known.pairs[number].names) for number in ordinary_pairs},
        slips=[slip.text for slip in slips],
        different=len(different),
    )


def _agree(one: Outcome, other: Outcome) -> tuple[bool, bool]:
    """Whether two outcomes agree by `alike`, and by `same_outcome`, which minds more."""
    nearly = alike(one, other)
    return nearly, nearly and same_outcome(one, other)


def _equals_pair(got: Outcome, i: int, number: int, known: KnownMistakes, right: bool) -> bool:
    """Whether yours on call `i`, which is right or not, is what an answer with both mistakes gives."""
    telling = i in known.telling_pairs[number]
    return not telling if right else telling and alike(got, known.pairs[number].outcomes[i])


def conclude(evidence: Evidence) -> tuple[Step | None, Names]:
    """The mistakes that explain the wrong outcomes: what the first step says that has something to say.

    Returns:
        The step, and names in the order in which they are known; several when several mistakes are made at once.
    """
    for step in STEPS:
        if names := set(step(evidence)):
            return step, [name for name in evidence.strict.telling if name in names]
    return None, []


def all_calls_explained(evidence: Evidence) -> Iterable[str]:
    """The mistakes that yours equals on all of their telling calls, if they explain every wrong call.

    - A fit whose telling calls all belong to a larger fit is dropped: the larger one explains them too.
    - Calls for which an error is expected, and fits that tell on nothing else, do not count unless yours is wrong on
      nothing else: a missing validation must not hide the mistake in the formula, and needs no name beside it.
    - If two of the remaining fits share a telling call, the evidence is ambiguous.
    """
    fits, wrong = evidence.strict.fits, evidence.strict.wrong
    to_explain = wrong & evidence.values or wrong
    named = {
        name: calls
        for name, calls in fits.items()
        if calls & to_explain and not any(calls < other for other in fits.values())
    }
    explained = set[int]().union(*named.values())
    ambiguous = len(explained) < sum(map(len, named.values()))
    return () if ambiguous or not to_explain <= explained else named


def values_explained(evidence: Evidence) -> Iterable[str]:
    """The one smallest set of mistakes that explains every wrong value."""
    return _smallest_set(evidence.close.on(evidence.values))


def unbroken_values_explained(evidence: Evidence) -> Iterable[str]:
    """The same where yours is an error or nan on some calls, but not on most: a mistake may have edges of its own."""
    traces = evidence.close.on(evidence.values - evidence.broken)
    return _smallest_set(traces) if len(traces.wrong) >= len(evidence.broken) else ()


def ordinary_values_explained(evidence: Evidence) -> Iterable[str]:
    """The same on ordinary calls only, if there are enough of them: edges may be any, if they are not most."""
    return _explained_on(evidence, evidence.ordinary - evidence.drawn, evidence.values, MOST)


def everyday_values_explained(evidence: Evidence) -> Iterable[str]:
    """The same on everyday calls only, if nearly all others agree but for those at an end, which may be edges, too."""
    others = evidence.values - (evidence.ends - evidence.everyday)
    return _explained_on(evidence, evidence.everyday, others, NEARLY_ALL) if evidence.different >= FEWEST else ()


def _explained_on(evidence: Evidence, calls: set[int], others: set[int], share: float) -> Iterable[str]:
    """The smallest set that explains these calls, and so large a share of the others."""
    names = _smallest_set(evidence.close.on(calls - evidence.broken))
    traces = evidence.close.on(others - evidence.drawn)
    for name in names:
        agreeing = len(traces.agreeing[name])
        if agreeing < FEWEST or agreeing < share * len(traces.telling[name]):
            return ()
    explained = set[int]().union(*(traces.agreeing[name] for name in names))
    return names if len(explained) >= share * len(traces.wrong) else ()


def two_at_once_explain_unbroken_values(evidence: Evidence) -> Iterable[str]:
    """The one pair of mistakes that, made together, gives what yours gives, where that is not broken."""
    wrong = evidence.close.wrong & evidence.values - evidence.broken
    return _common(evidence.pairs) if len(wrong) > len(evidence.broken) else ()


def two_at_once_explain_ordinary_values(evidence: Evidence) -> Iterable[str]:
    """The same on ordinary calls only, if there are enough of them."""
    wrong = evidence.close.wrong & evidence.values
    ordinary = wrong & evidence.ordinary - evidence.drawn - evidence.broken
    enough = len(ordinary) >= FEWEST and len(ordinary) >= MOST * len(wrong)
    return _common(evidence.ordinary_pairs) if enough else ()


STEPS: Sequence[Step] = (
    all_calls_explained,
    values_explained,
    unbroken_values_explained,
    two_at_once_explain_unbroken_values,
    ordinary_values_explained,
    everyday_values_explained,
    two_at_once_explain_ordinary_values,
)
OF_PAIRS = (two_at_once_explain_unbroken_values, two_at_once_explain_ordinary_values)
"""What these name meets in one value: one small change may be a simpler reading."""


def slip_in(evidence: Evidence) -> str:
    """What is said of the slip that gives what yours gives; empty if there is none, or too little to see.

    Of several slips, which differ only where yours is broken, the first is told.
    """
    wrong = evidence.close.wrong & evidence.values - evidence.broken
    enough = evidence.different >= FEWEST and len(wrong) > len(evidence.broken)
    return evidence.slips[0] if enough and evidence.slips else ""


def _common(pairs: set[frozenset[str]]) -> Iterable[str]:
    """What is common to all pairs: both of them if there is one."""
    return frozenset.intersection(*pairs) if pairs else ()


def _smallest_set(traces: Traces) -> Iterable[str]:
    """The smallest set of fits that covers all wrong calls; nothing if there is none, or another as small."""
    fits = traces.fits
    for size in range(1, LARGEST_SET + 1):
        covering = [names for names in itertools.combinations(fits, size) if _cover([fits[n] for n in names], traces)]
        if covering and traces.wrong:
            return covering[0] if len(covering) == 1 else ()
    return ()


def _cover(fits: Sequence[set[int]], traces: Traces) -> bool:
    """Whether these sets of calls hold all that is wrong, and each of them two that are in no other."""
    seen = Counter(call for calls in fits for call in calls)
    alone = all(sum(seen[call] == 1 for call in calls) >= OF_ITS_OWN for calls in fits)
    return alone and traces.wrong <= seen.keys()



FEWEST_DIGITS, MOST_DIGITS = 2, 11
"""So many leading digits are right in a value that is nearly right."""


class Wrong(NamedTuple):
    """A wrong call, without the values.

    Attributes:
        call: its text.
        ordinary: whether its arguments are.
        lists: whether it has a list among its arguments.
        wanted: the error that is expected; empty if a value is.
        raises: the error that came, and its text.
        kind: name of the type of the value that came.
        kind_wanted: name of the type of the value that is expected.
        converted: whether the value is right but for its type.
        changed: whether it is right but for an argument that was changed.
        digits: how many digits are right in a value that is nearly right, else 0; see `right_digits`.
        capped: whether it is near where the expected one is finite, and finite where that is infinite.
    """

    call: str
    ordinary: bool
    lists: bool
    wanted: str
    raises: str
    message: str
    kind: str
    kind_wanted: str
    converted: bool
    changed: bool
    digits: int
    capped: bool


def wrong(call: Call, text: str, got: Outcome, right: Outcome) -> Wrong:
    """What there is to say of one wrong call."""
    values = not got.raises and not right.raises
    kind, kind_wanted = (_type_name(outcome) for outcome in (got, right))
    return Wrong(
        call=text,
        ordinary=call.ordinary,
        lists=any(isinstance(value, (list, tuple)) for value in (*call.args, *call.kwargs.values())),
        wanted=right.raises,
        raises=got.raises,
        message=got.message,
        kind=kind,
        kind_wanted=kind_wanted,
        converted=values and kind != kind_wanted and _same_numbers(got.value, right.value),
        changed=values and got.changed and alike(Outcome(got.value), right),
        digits=right_digits(got.value, right.value) if values else 0,
        capped=values and _is_capped(got.value, right.value),
    )


def remark_on(wrong: Sequence[Wrong]) -> str:
    """The first remark that holds for all wrong calls; empty if there is none."""
    return next(filter(None, (remark(wrong) for remark in REMARKS)), "") if wrong else ""


def returns_nothing(wrong: Sequence[Wrong]) -> str:
    values = [each for each in wrong if not each.wanted]
    if not values or any(each.raises or each.kind != "NoneType" for each in values):
        return ""
    return "Nothing comes back: print shows a value, but only return hands it on."


def returns_an_error(wrong: Sequence[Wrong]) -> str:
    if not all(each.wanted and each.kind.endswith("Error") for each in wrong):
        return ""
    return f"An error is returned as if it were a result. Write raise {wrong[0].wanted}(...) instead of return."


def lacks_checks(wrong: Sequence[Wrong]) -> str:
    if not all(each.wanted for each in wrong):
        return ""
    first = wrong[0]
    instead = f"raises {first.raises}" if first.raises else "returns something"
    return f"All results that were tried are right. Missing is {first.wanted} for {first.call}, which {instead}."


def takes_lists_for_arrays(wrong: Sequence[Wrong]) -> str:
    values = [each for each in wrong if not each.wanted]
    if not values or not all(each.lists and _LIST_TROUBLE.search(each.message) for each in values):
        return ""
    return "A list cannot compute like an array. Begin with np.asarray(..., dtype=float)."


def changes_an_argument(wrong: Sequence[Wrong]) -> str:
    if not all(each.changed for each in wrong):
        return ""
    return "The result is right, but the caller's argument has been changed. Work on a copy: np.array(...)."


def is_of_another_kind(wrong: Sequence[Wrong]) -> str:
    values = [each for each in wrong if not each.wanted]
    if not values or not all(each.converted for each in values):
        return ""
    kind, wanted = (_a(name) for name in (values[0].kind, values[0].kind_wanted))
    return f"The numbers are right, but they come as {kind}. The docstring promises {wanted}."


def is_nearly_right(wrong: Sequence[Wrong]) -> str:
    values = [each for each in wrong if each.ordinary and not each.wanted]
    if not values or not all(each.digits for each in values):
        return ""
    fewest = min(each.digits for each in values)
    return (
        f"Nearly right: only from digit {fewest + 1} on it differs. Look for an added epsilon, for float32, or for a "
        "rounded number."
    )


def caps_infinities(wrong: Sequence[Wrong]) -> str:
    values = [each for each in wrong if not each.wanted]
    if not any(each.capped for each in values) or not all(each.capped or each.digits for each in values):
        return ""
    return (
        "Where the result is infinite, yours is a number: something small was added, or something was clipped. Leave "
        "it out, or what is impossible becomes only unlikely."
    )


def fails_at_edges(wrong: Sequence[Wrong]) -> str:
    values = [each for each in wrong if not each.wanted]
    if not values or any(each.ordinary for each in values):
        return ""
    return f"All ordinary results that were tried are right. An edge case goes wrong: {values[0].call}"


REMARKS: Sequence[Callable[[Sequence[Wrong]], str]] = (
    returns_nothing,
    returns_an_error,
    lacks_checks,
    takes_lists_for_arrays,
    changes_an_argument,
    is_of_another_kind,
    caps_infinities,
    is_nearly_right,
    fails_at_edges,
)

_LIST_TROUBLE = re.compile(
    r"'(list|tuple)' object has no attribute|unsupported operand type.*'(list|tuple)'"
    r"|can't multiply sequence|bad operand type.*'(list|tuple)'|not supported between instances of '(list|tuple)'"
)


def _type_name(outcome: Outcome) -> str:
    """How one would call the value's type."""
    value = outcome.value
    if isinstance(value, np.ndarray):
        return "an array" if value.ndim else "an array without axes"
    return type(value).__name__


def _a(kind: str) -> str:
    return kind if kind.startswith("an ") else f"a {kind}"


def _numbers(value: object) -> np.ndarray | None:
    """The numbers that a value holds, in whatever it holds them; None if it holds anything else."""
    try:
        return np.asarray(value, dtype=float)
    except (TypeError, ValueError, OverflowError):  # the last for an int beyond all floats
        return None


def _same_numbers(got: object, right: object) -> bool:
    """Whether two values hold the same numbers in whatever they are held."""
    a, b = _numbers(got), _numbers(right)
    return a is not None and b is not None and alike(Outcome(a.ravel()), Outcome(b.ravel()))


def right_digits(got: object, right: object) -> int:
    """How many digits agree at the worst place of what is nearly right; behind the point where 0 is expected.

    0 if it is of another form, or if too few agree, or so many that it is as good as right.
    """
    a, b = _numbers(got), _numbers(right)
    if a is None or b is None or a.shape != b.shape or not np.isfinite(a).all() or not np.isfinite(b).all():
        return 0
    with np.errstate(over="ignore"):
        off = float(np.max(np.abs(a - b) / np.where(b == 0, 1.0, np.abs(b)), initial=0.0))
    digits = math.floor(-math.log10(off)) if 0 < off < 1 else 0
    return digits if FEWEST_DIGITS <= digits <= MOST_DIGITS else 0


def _is_capped(got: object, right: object) -> bool:
    a, b = _numbers(got), _numbers(right)
    if a is None or b is None or a.shape != b.shape:
        return False
    infinite = np.isinf(b)
    if not infinite.any() or not np.isfinite(a[infinite]).all():
        return False
    rest = a[~infinite], b[~infinite]
    return alike(*map(Outcome, rest)) or right_digits(*rest) > 0



SECONDS = 5.0
"""So long may a check take."""
ATTEMPTS = 10
"""So often it is woken: a bare ``except:`` may swallow the first."""


class TooSlow(BaseException):
    """A check did not end in time. No Exception, so that a learner's ``except Exception`` does not catch it."""


@contextmanager
def time_limit(seconds: float = SECONDS) -> Iterator[None]:
    """Raise `TooSlow` in the block when it has taken too long, at the next line of Python that it runs.

    A call into compiled code is not interrupted: it ends first.
    """
    stuck = threading.get_ident()
    over = threading.Event()
    lock = threading.Lock()

    def watch() -> None:
        for _ in range(ATTEMPTS):
            if over.wait(seconds):
                return
            with lock:
                if not over.is_set():
                    _raise_in(stuck, TooSlow)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    except TooSlow as error:
        error.args = (f"did not return within {seconds:g} s",)
        raise
    finally:
        with lock:
            over.set()
        watcher.join()


def _raise_in(thread: int, error: type[BaseException]) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error))



class FailingCall(NamedTuple):
    """A call as one would write it, what the function gave, and what was expected."""

    call: str
    yours: str
    expected: str


class Explanation(NamedTuple):
    """What a battery tells of a function.

    Attributes:
        mistakes: messages of the known mistakes that it makes.
        remark: where no mistake is named, what is said of the slip that gives the same, what is wrong in general, such
            as a result that is printed and not returned, or a repair.
        failing: the most telling of the calls that go wrong.
        wrong: the numbers of the calls on which a value is expected and yours is another one.
        broken: those of them on which yours raises an error, or holds a nan.
        paired: whether the mistakes are two that meet in one value, which one small change would explain better.
    """

    mistakes: tuple[str, ...] = ()
    remark: str = ""
    failing: FailingCall | None = None
    wrong: frozenset[int] = frozenset()
    broken: frozenset[int] = frozenset()
    paired: bool = False

    @property
    def may_be_repaired(self) -> bool:
        """Whether a small change of the answer may say more."""
        return bool(self.wrong) and not self.remark and (self.paired or not self.mistakes)

    def with_repair(self, told: str) -> "Explanation":
        """The same, if there is a repair with what is told of it."""
        return self._replace(mistakes=(), remark=told, paired=False) if told else self


@dataclass(frozen=True)
class Battery:
    """The calls of an exercise, and what is expected of them.

    Attributes:
        exercise: its name.
        calls: those of the visible checks, examples of the known mistakes, and everyday calls: all may be shown.
        expected: outcomes of the reference.
        known: outcomes of the known mistakes on all calls, by message.
        also_right: other outcomes that are as right, by the number of the call: those of right answers that round in
            another way than the reference, or less.
        pairs: outcomes of answers that make two of the known mistakes at once, those that neither explains.
        slips: what small changes of right answers give that are no known mistake.
    """

    exercise: str
    calls: Sequence[Call]
    expected: Sequence[Outcome]
    known: Mapping[str, Sequence[Outcome]]
    also_right: Mapping[int, Sequence[Outcome]]
    pairs: Sequence[Pair] = ()
    slips: Sequence[Slip] = ()

    @cached_property
    def mistakes(self) -> KnownMistakes:
        return KnownMistakes(self.calls, self.expected, self.known, self.pairs, self.slips)

    def try_out(self, function: Function) -> Explanation:
        """What the battery tells of a function that is run in this process; nothing if it takes too long.

        What it prints while it is tried is nobody's business.
        """
        with contextlib.suppress(TooSlow), contextlib.redirect_stdout(io.StringIO()), time_limit():
            return self.explain(outcome(function, call) for call in self.calls)
        return Explanation()

    def explain(self, yours: Iterable[Outcome]) -> Explanation:
        """What the outcomes of a learner's function tell. They are looked at one by one, and none is kept."""
        found = _Found(self)
        evidence = gather(self.mistakes, found.watching(yours))
        step, mistakes = conclude(evidence)
        paired = step in OF_PAIRS
        remark = ""
        if not mistakes and not found.drew_otherwise:
            remark = slip_in(evidence) or remark_on(found.wrong)
        elif paired and (remark := slip_in(evidence)):
            mistakes, paired = [], False
        wrong_values, broken = frozenset(evidence.close.wrong & evidence.values), frozenset(evidence.broken)
        return Explanation(tuple(mistakes), remark, found.failing, wrong_values, broken, paired)

    def is_right(self, call: int, got: Outcome) -> bool:
        """Whether an outcome of the call with this number is the expected one, or another that is as right."""
        return any(alike(got, right) for right in (self.expected[call], *self.also_right.get(call, ())))


class _Found:
    """What goes wrong, collected while the outcomes pass by.

    Attributes:
        failing: the most telling wrong call so far.
        wrong: the wrong calls.
        drew_otherwise: whether other random numbers came than the expected ones, which may be as right: then nothing
            is known of all calls.
    """

    def __init__(self, battery: Battery) -> None:
        self._battery = battery
        self._rank: tuple[int, ...] = ()
        self.failing: FailingCall | None = None
        self.wrong: list[Wrong] = []
        self.drew_otherwise = False

    def watching(self, yours: Iterable[Outcome]) -> Iterator[Outcome]:
        name = self._battery.exercise
        for i, (call, right, got) in enumerate(zip(self._battery.calls, self._battery.expected, yours, strict=True)):
            if any(alike(got, other) for other in self._battery.also_right.get(i, ())):
                yield right
                continue
            self.drew_otherwise |= call.random and not alike(got, right)
            if wrong_outcome(call, got, right):
                text = call.text(name)
                rank = _rank(call, text, got, right)
                if self.failing is None or rank < self._rank:
                    self._rank, self.failing = rank, FailingCall(text, _text(got), right.text())
                if not alike(got, right):
                    self.wrong.append(wrong(call, text, got, right))
            yield got


def _rank(call: Call, text: str, got: Outcome, right: Outcome) -> tuple[int, ...]:
    """How little a wrong call tells: the first is shown.

    Last comes what no criterion may mind; before it errors that are expected and missing; then results that are nan,
    infinite or errors, and edge cases. A short call is easier to follow than a long one.
    """
    return (
        alike(got, right),
        bool(right.raises),
        bool(got.raises) or not (is_finite(got.value) and is_finite(right.value)),
        not call.ordinary or (isinstance(right.value, float) and right.value == 0.0),
        len(text),
    )


def _text(got: Outcome) -> str:
    """The outcome in words; of an error its text, too."""
    return f"{got.text()}: {got.message}" if got.message else got.text()



Tree = TypeVar("Tree", bound=ast.AST)

READABLE = 24
"""A part that stands on both sides is shown as "…" if it has more characters."""


def definition_of(function: Callable[..., Any]) -> ast.FunctionDef:
    """The syntax tree of a function, without its docstring and decorators."""
    definition = definition_in(textwrap.dedent(inspect.getsource(function)))
    assert definition is not None
    return definition


def definition_in(source: str, name: str = "") -> ast.FunctionDef | None:
    """The tree of the last function of that name, or of any, in a source, without its docstring and decorators.

    Raises:
        SyntaxError, ValueError, RecursionError, MemoryError: it is no Python, or too deep for its parser.
    """
    found = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef) and name in ("", node.name)]
    if not found:
        return None
    definition = found[-1]
    definition.decorator_list = []
    if ast.get_docstring(definition) is not None:
        definition.body = definition.body[1:] or [ast.Pass()]
    return definition


def compiled(source: str | ast.Module, name: str, names: Mapping[str, Any], file: str) -> Callable[..., Any]:
    """The function called `name` that the source defines, which sees these names.

    Raises:
        SyntaxError, ValueError: it is no Python.
    """
    seen = dict(names)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of code that nobody would write
        code: CodeType = compile(source, file, "exec")
        exec(code, seen)
    made: Callable[..., Any] = seen[name]
    return made


def calling(function: Callable[..., Any], name: str, other: Callable[..., Any]) -> Callable[..., Any]:
    """The function with another one behind a name that it calls."""
    names = {**function.__globals__, name: other}
    made = FunctionType(function.__code__, names, function.__name__, function.__defaults__, function.__closure__)
    made.__kwdefaults__ = function.__kwdefaults__
    return made


def places_in(tree: ast.FunctionDef) -> Iterator[ast.expr]:
    """The expressions where a change shows in results: not those that check the arguments, and no text."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop(0)
        if not _is_check(node) and not isinstance(node, ast.JoinedStr):
            waiting += ast.iter_child_nodes(node)
            if isinstance(node, ast.expr):
                yield node


def _is_check(node: ast.AST) -> bool:
    return isinstance(node, ast.Raise) or (isinstance(node, ast.If) and isinstance(node.body[-1], ast.Raise))


def steps_in(tree: ast.FunctionDef) -> Iterator[ast.stmt]:
    """The statements without which a function still runs."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.AugAssign, ast.Assign, ast.Expr)):
            yield node


def names_in(tree: ast.FunctionDef) -> list[str]:
    """The arguments, and what is given a name in the function."""
    local = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    return list(dict.fromkeys([*(argument.arg for argument in tree.args.args), *local]))


def replaced(tree: Tree, old: ast.AST, new: ast.AST) -> Tree:
    """The tree with another node in place of one; all that does not lead to it is shared."""
    if tree is old:
        return new  # type: ignore[return-value]
    fields: dict[str, Any] = {}
    for name, value in ast.iter_fields(tree):
        if isinstance(value, ast.AST):
            fields[name] = replaced(value, old, new)
        elif isinstance(value, list):
            fields[name] = [replaced(item, old, new) if isinstance(item, ast.AST) else item for item in value]
    same = all(_is_same(getattr(tree, name), value) for name, value in fields.items())
    return tree if same else with_fields(tree, **fields)


def _is_same(before: Any, after: Any) -> bool:
    if isinstance(before, list):
        return all(a is b for a, b in zip(before, after, strict=True))
    return before is after


def with_fields(node: Tree, **fields: object) -> Tree:
    """A copy of the node with other values in these fields."""
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def side_by_side(tree: ast.AST, old: ast.expr, new: ast.expr) -> tuple[str, str]:
    """A node and what stands in its place, as text.

    A name or number alone tells too little: it is shown with what it stands in. Long parts that both share are "…".
    """
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    whole: ast.AST = old
    while isinstance(whole, (ast.Name, ast.Constant)) or not isinstance(whole, (ast.expr, ast.stmt)):
        whole = parents[whole]
    other = replaced(whole, old, new)
    shared = {id(node) for node in ast.walk(whole)} & {id(node) for node in ast.walk(other)}
    before, after = (ast.unparse(_abridged(each, shared)) for each in (whole, other))
    return ast.unparse(whole) if id(whole) in shared else before, after


def _abridged(tree: ast.AST, shared: set[int]) -> ast.AST:
    """The tree with "…" for the long parts that it shares with another."""
    if id(tree) in shared and isinstance(tree, ast.expr):
        return ast.Name("…") if len(ast.unparse(tree)) > READABLE else tree
    for child in ast.iter_child_nodes(tree):
        tree = replaced(tree, child, _abridged(child, shared))
    return tree



Node = ast.expr
Changes = Iterator[Node]

ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div)
LIKE_EACH_OTHER: Sequence[set[str]] = (
    {"log", "log2", "log10", "log1p"},
    {"exp", "exp2", "expm1"},
    {"sum", "mean", "prod", "max", "median"},
    {"sum", "prod", "cumsum", "cumprod"},
    {"min", "max"},
    {"maximum", "minimum"},
    {"argmax", "argmin"},
    {"floor", "ceil", "round"},
    {"any", "all"},
    {"std", "var"},
    {"sqrt", "square"},
    {"triu", "tril"},
    {"zeros", "ones"},
)
"""Functions that are taken for each other."""
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
VALUE = "value_"
FACTORS = ("{} * {}", "{} / {}")
TERMS = ("{} - {}", "{} + {}")
FUNCTIONS = ("log", "exp", "sqrt", "square", "abs", "cumsum")
DONE = tuple(
    text.format(VALUE) for text in ("-{}", "1 - {}", "{} / 2", "2 * {}", *(f"np.{name}({{}})" for name in FUNCTIONS))
)
TURNED = tuple(VALUE + text for text in ("[:, None]", ".T", "[::-1]"))
ALONG = {
    *("sum", "mean", "prod", "std", "var", "max", "min", "median", "any", "all"),
    *("cumsum", "cumprod", "argmax", "argmin", "sort", "argsort"),
}
"""Functions that work along an axis."""


def brackets(node: Node) -> Changes:
    """``a / b - c`` for ``a / (b - c)``, ``a - b / c`` for ``(a - b) / c``, ``a**2 - b**2`` for ``(a - b)**2``."""
    match node:
        case ast.BinOp(left, op, ast.BinOp(one, inner, other)) if isinstance(inner, ARITHMETIC):
            yield ast.BinOp(ast.BinOp(left, op, one), inner, other)
    match node:
        case ast.BinOp(ast.BinOp(one, inner, other), op, right) if isinstance(inner, ARITHMETIC):
            yield ast.BinOp(one, inner, ast.BinOp(other, op, right))
            if isinstance(op, ast.Pow):
                yield ast.BinOp(ast.BinOp(one, op, right), inner, ast.BinOp(other, op, right))


def order_of_steps(node: Node) -> Changes:
    """``g(f(x))`` for ``f(g(x))``; ``f(a) / b`` and ``f(a) / f(b)`` for ``f(a / b)``; ``f(a / b)`` for ``f(a) / b``."""
    match node:
        case ast.Call(args=[ast.Call(args=[_, *_]) as inner, *_]):
            yield _called_with(inner, _called_with(node, inner.args[0]))
        case ast.Call(args=[ast.BinOp(left, op, right), *_]):
            yield ast.BinOp(_called_with(node, left), op, right)
            yield ast.BinOp(left, op, _called_with(node, right))
            yield ast.BinOp(_called_with(node, left), op, _called_with(node, right))
        case ast.BinOp(ast.Call(args=[first, *_]) as call, op, right):
            yield _called_with(call, ast.BinOp(first, op, right))
        case ast.BinOp(left, op, ast.Call(args=[first, *_]) as call):
            yield _called_with(call, ast.BinOp(left, op, first))


def wrong_way_round(node: Node) -> Changes:
    """``b - a`` for ``a - b``; ``f(b, a)`` for ``f(a, b)``; the other branch of a choice."""
    match node:
        case ast.BinOp(left, op, right) if not isinstance(op, (ast.Add, ast.Mult)):
            yield ast.BinOp(right, op, left)
        case ast.Call(args=[_, _, *_]):
            for i in range(len(node.args) - 1):
                yield with_fields(node, args=[*node.args[:i], node.args[i + 1], node.args[i], *node.args[i + 2 :]])
        case ast.IfExp(test, body, orelse):
            yield ast.IfExp(test, orelse, body)


def another_operation(node: Node) -> Changes:
    match node:
        case ast.BinOp(left, op, right):
            others = ARITHMETIC if isinstance(op, ARITHMETIC) else (ast.Mult, ast.Div)
            yield from (ast.BinOp(left, other(), right) for other in others if not isinstance(op, other))
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)


def another_function(node: Node) -> Changes:
    match node:
        case ast.Call(ast.Attribute(value, name, context)):
            yield from (with_fields(node, func=ast.Attribute(value, other, context)) for other in _like(name))
        case ast.Call(ast.Name(name, context)):
            yield from (with_fields(node, func=ast.Name(other, context)) for other in _like(name))


def left_out(node: Node) -> Changes:
    """One operand, what is done to a value, an argument, a condition, or a part of a slice."""
    match node:
        case ast.BinOp(left, _, right):
            yield from (left, right)
        case ast.UnaryOp(_, operand):
            yield operand
        case ast.BoolOp(op, values):
            for value in values:
                rest = [other for other in values if other is not value]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(op, rest)
        case ast.IfExp(_, body, orelse):
            yield from (body, orelse)
        case ast.Call(function, arguments, keywords):
            yield from arguments[:2]
            if isinstance(function, ast.Attribute) and not _is_module(function.value):
                yield function.value
            if len(arguments) > 1:
                yield with_fields(node, args=arguments[:-1])
            yield from (with_fields(node, keywords=[k for k in keywords if k is not one]) for one in keywords)
        case ast.Attribute(value, "T"):
            yield value
        case ast.Subscript(value, ast.Slice() as part, context):
            yield value
            for name in ("lower", "upper", "step"):
                if getattr(part, name) is not None:
                    yield ast.Subscript(value, with_fields(part, **{name: None}), context)
        case ast.ListComp() | ast.GeneratorExp() | ast.SetComp() | ast.DictComp():
            for i, each in enumerate(node.generators):
                if each.ifs:
                    free = with_fields(each, ifs=[])
                    yield with_fields(node, generators=[*node.generators[:i], free, *node.generators[i + 1 :]])


def another_axis(node: Node) -> Changes:
    """Another axis, or all entries together."""
    match node:
        case ast.Call(_, _, keywords) if axis := next((k for k in keywords if k.arg == "axis"), None):
            for value in (ast.Constant(0), ast.UnaryOp(ast.USub(), ast.Constant(1))):
                other = ast.keyword("axis", value)
                yield with_fields(node, keywords=[other if k is axis else k for k in keywords])
            yield with_fields(node, keywords=[k for k in keywords if k.arg not in ("axis", "keepdims")])


def another_boundary(node: Node) -> Changes:
    match node:
        case ast.Compare(left, [op], comparators):
            yield from (ast.Compare(left, [other()], comparators) for other in COMPARISONS.get(type(op), ()))


def another_number(node: Node) -> Changes:
    match node:
        case ast.Constant(int() | float() as value) if not isinstance(value, bool):
            yield from (
                ast.Constant(other) for other in dict.fromkeys((value + 1, value - 1, 2 * value)) if other != value
            )


def off_by_one(node: Node) -> Changes:
    match node:
        case ast.Name(ctx=ast.Load()):
            yield from (ast.BinOp(node, op, ast.Constant(1)) for op in (ast.Add(), ast.Sub()))


KINDS: Sequence[tuple[str, Callable[[Node], Changes]]] = (
    ("Mind the brackets.", brackets),
    ("Something is missing.", left_out),
    ("Mind what is done first.", order_of_steps),
    ("Something is the wrong way round.", wrong_way_round),
    ("Mind the axis.", another_axis),
    ("Mind the boundary.", another_boundary),
    ("The operation is another one.", another_operation),
    ("The function is another one.", another_function),
    ("A number is another one.", another_number),
    ("A 1 is too much, or missing.", off_by_one),
)
"""What is said of each kind of slip; of several that give the same the first is told."""


def another_name(node: Node, names: Sequence[str]) -> Changes:
    match node:
        case ast.Name(name, ast.Load() as context) if name in names:
            yield from (ast.Name(other, context) for other in names if other != name)


def too_much(result: Node, names: Sequence[str]) -> Changes:
    """What may be done to a result that is right already."""
    yield from _within(result, [*(text.format(VALUE, name) for text in FACTORS for name in names), *DONE])


def not_enough(node: Node, names: Sequence[str]) -> Changes:
    """What may have been forgotten of a value: something to be done to it, a factor, a term, an axis."""
    match node:
        case ast.Name(own):
            others = [name for name in names if name != own]
            with_names = [text.format(VALUE, name) for text in (*FACTORS, *TERMS) for name in others]
            yield from _within(node, [*with_names, *DONE, *TURNED])
        case ast.BinOp() | ast.Call():
            with_names = [text.format(VALUE, name) for text in FACTORS for name in names]
            yield from _within(node, [*with_names, *DONE, *(text.format(VALUE, 1) for text in TERMS)])


def no_axis(node: Node, names: Sequence[str]) -> Changes:
    """One axis, where all entries are taken together."""
    match node:
        case ast.Call(ast.Attribute(_, name), _, keywords) if name in ALONG and not {"axis", "keepdims"} & {
            keyword.arg for keyword in keywords
        }:
            for text in ("0", "-1", *(name for name in names if name == "axis")):
                axis = ast.keyword("axis", ast.parse(text, mode="eval").body)
                for kept in ([], [ast.keyword("keepdims", ast.Constant(True))]):
                    yield with_fields(node, keywords=[*keywords, axis, *kept])


def another_assignment(step: ast.stmt) -> Iterator[ast.stmt]:
    """``a += b`` for ``a = b``, ``a = b`` and ``a -= b`` for ``a += b``."""
    match step:
        case ast.Assign([ast.Name() | ast.Subscript() as target], value):
            yield from (ast.AugAssign(target, op(), value) for op in (ast.Add, ast.Mult))
        case ast.AugAssign(target, old, value):
            yield ast.Assign([target], value, lineno=step.lineno)
            yield from (ast.AugAssign(target, op(), value) for op in ARITHMETIC if not isinstance(old, op))


def another_order(block: Sequence[ast.stmt]) -> Iterator[tuple[list[ast.stmt], ast.stmt, ast.stmt]]:
    """The block with a step and the one behind it exchanged, and these two."""
    for i, (first, second) in enumerate(itertools.pairwise(block)):
        yield [*block[:i], second, first, *block[i + 2 :]], first, second


def another_indentation(block: Sequence[ast.stmt]) -> Iterator[tuple[list[ast.stmt], ast.stmt, bool]]:
    """The block with a step moved into the loop before it, or out of the loop; that step, and whether it moved in."""
    for i, loop in enumerate(block):
        if isinstance(loop, (ast.For, ast.While)):
            *before, last = loop.body
            if before:
                yield [*block[:i], with_fields(loop, body=before), last, *block[i + 1 :]], last, False
            for step in block[i + 1 : i + 2]:
                yield [*block[:i], with_fields(loop, body=[*loop.body, step]), *block[i + 2 :]], step, True


def _within(node: Node, texts: Iterable[str]) -> Changes:
    """What the texts say, with the node in the place of `VALUE`."""
    for text in texts:
        tree = ast.parse(text, mode="eval").body
        (place,) = (inner for inner in ast.walk(tree) if isinstance(inner, ast.Name) and inner.id == VALUE)
        yield replaced(tree, place, node)


def _called_with(call: ast.Call, first: Node) -> ast.Call:
    return with_fields(call, args=[first, *call.args[1:]])


def _like(name: str) -> list[str]:
    return sorted(set[str]().union(*(group for group in LIKE_EACH_OTHER if name in group)) - {name})


def _is_module(node: Node) -> bool:
    return isinstance(node, ast.Name) and node.id in ("np", "math", "stats", "special")



LONGEST = 5_000
"""Longer functions, in characters, are not repaired: there would be too much to try."""


class Repair(NamedTuple):
    """A function with a small change, and what gives the text that a learner is told if that makes it right."""

    told: Callable[[], str]
    source: str


class Change(NamedTuple):
    """What may stand in a node's place, and what is said of the mistake that this would mend."""

    lead: str
    old: ast.expr
    new: ast.expr


def repaired(function: Callable[..., Any]) -> Iterator[tuple[Repair, Callable[..., Any]]]:
    """A function's repairs, and what they make of it; none if it was not written where its source can be found."""
    try:
        source = textwrap.dedent(inspect.getsource(function))
    except (OSError, TypeError):
        return
    for repair in repairs_of(source, function.__name__):
        with contextlib.suppress(Exception):  # a change may be no Python, and defaults are evaluated
            yield repair, compiled(repair.source, function.__name__, function.__globals__, "<a repair>")


def repairs_of(source: str, name: str) -> Iterator[Repair]:
    """Small changes of the function `name` that a source defines, the most frequent kinds of mistakes first.

    There are none if it defines no such function, or a very long one, or is no Python.
    """
    try:
        definition = definition_in(source, name)
        text = ast.unparse(definition) if definition else ""
        tree = definition_in(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    if tree is None or len(text) > LONGEST:
        return
    lines = text.encode().splitlines(keepends=True)
    for step in steps_in(tree):
        yield Repair(partial(_told_without, step), _spliced(lines, step, "pass"))
    yield from _other_steps(tree)
    for change in _changes(tree):
        yield Repair(partial(_told_instead, tree, change), _spliced(lines, change.old, f"({ast.unparse(change.new)})"))


def _other_steps(tree: ast.FunctionDef) -> Iterator[Repair]:
    """Steps that assign in another way, or stand elsewhere."""
    for step in steps_in(tree):
        for new in another_assignment(step):
            yield Repair(partial(_told_assignment, step, new), ast.unparse(replaced(tree, step, new)))
    for node in ast.walk(tree):
        for name in ("body", "orelse"):
            block = getattr(node, name, None)
            if not isinstance(block, list):
                continue
            orders = ((changed, partial(_told_order, one, other)) for changed, one, other in another_order(block))
            places = (
                (changed, partial(_told_indentation, step, into)) for changed, step, into in another_indentation(block)
            )
            for changed, told in itertools.chain(orders, places):
                yield Repair(told, ast.unparse(replaced(tree, node, with_fields(node, **{name: changed}))))


def _changes(tree: ast.FunctionDef) -> Iterator[Change]:
    names = names_in(tree)
    nodes = [node for node in places_in(tree) if not isinstance(node, ast.Name) or node.id in names]
    others = [(lead, kind) for lead, kind in KINDS if kind is not left_out]
    for lead, kind in [("Something is too much.", left_out), *others]:
        yield from (Change(lead, node, new) for node in nodes for new in kind(node))
    for said, named_kind in (
        ("A mix-up of names.", another_name),
        ("Mind the axis.", no_axis),
        ("Something is missing.", not_enough),
    ):
        yield from (Change(said, node, new) for node in nodes for new in named_kind(node, names))


def _told_assignment(step: ast.stmt, new: ast.stmt) -> str:
    return f"Mind the assignment. `{ast.unparse(step)}` would be right as `{ast.unparse(new)}`."


def _told_order(first: ast.stmt, second: ast.stmt) -> str:
    return f"Mind the order: it would be right with `{_beginning(second)}` before `{_beginning(first)}`."


def _told_indentation(step: ast.stmt, into: bool) -> str:
    place = "in the loop" if into else "behind the loop"
    return f"Mind the indentation: it would be right with `{_beginning(step)}` {place}."


def _beginning(step: ast.stmt) -> str:
    return ast.unparse(step).splitlines()[0]


def _told_instead(tree: ast.AST, change: Change) -> str:
    yours, right = side_by_side(tree, change.old, change.new)
    return f"{change.lead} `{yours}` would be right as `{right}`."


def _told_without(step: ast.stmt) -> str:
    return f"A step is too much: it would be right without `{ast.unparse(step)}`."


def _spliced(lines: Sequence[bytes], node: ast.expr | ast.stmt, new: str) -> str:
    """The text with another one in a node's place. Columns count bytes."""
    assert node.end_lineno is not None
    first, last = node.lineno - 1, node.end_lineno - 1
    before, after = lines[first][: node.col_offset], lines[last][node.end_col_offset :]
    return b"".join([*lines[:first], before, new.encode(), after, *lines[last + 1 :]]).decode()



SECONDS_FOR_ALL = 1.0
"""So long repairs are tried in a learner's own process, where someone waits for what is said."""
SECONDS_TO_RETURN = 0.3
"""One that takes longer may never return."""

R = TypeVar("R")
"""What stands for a repair."""
Try = Callable[[Call], Outcome]
"""What a repaired function gives."""


class Search(Generic[R]):
    """Looks for the repair that mends most of the wrong calls, and more than half of them.

    It gives what is expected on all ordinary calls but those that break the learner's function, and on every other on
    which that does. Of several that mend as much it is the first.

    Args:
        battery: what is known of the exercise.
        found: what that told of the learner's function.

    Attributes:
        best: the repair; None if none is good enough.
        over: whether no other can be better.
    """

    def __init__(self, battery: Battery, found: Explanation) -> None:
        ordinary = set(battery.mistakes.ordinary) - found.broken
        values = {i for i, right in enumerate(battery.expected) if not right.raises and not battery.calls[i].random}
        self._battery = battery
        self._needed = [*sorted(ordinary & found.wrong), *sorted((ordinary | values) - found.wrong)]
        self._others = sorted(found.wrong - ordinary)
        self._mended = len(found.wrong) // 2 - len(ordinary & found.wrong)
        self.best: R | None = None
        self.over = len(ordinary) < FEWEST or not ordinary & found.wrong

    @property
    def first(self) -> Call:
        """The call on which each repair is tried first."""
        return self._battery.calls[self._needed[0]]

    def consider(self, repair: R, give: Try) -> None:
        """Keep the repair if no other so far is as good."""
        if all(self._is_right(i, give) for i in self._needed):
            mended = sum(self._is_right(i, give) for i in self._others)
            if mended > self._mended:
                self.best, self._mended = repair, mended
            self.over = mended == len(self._others)

    def _is_right(self, call: int, give: Try) -> bool:
        return self._battery.is_right(call, give(self._battery.calls[call]))


def explained(battery: Battery, function: Function) -> Explanation:
    """What a battery tells of a function of this process; a repair may say more."""
    found = battery.try_out(function)
    if not found.may_be_repaired:
        return found
    tries = ((repair, partial(outcome, made)) for repair, made in repaired(function))
    search: Search[Repair] = Search(battery, found)
    with contextlib.redirect_stdout(io.StringIO()):
        over = time.monotonic() + SECONDS_FOR_ALL
        while time.monotonic() < over and _look_for_a_while(search, tries):
            pass
    return found.with_repair(search.best.told() if search.best else "")


def _look_for_a_while(search: Search[Repair], tries: Iterator[tuple[Repair, Try]]) -> bool:
    """Consider some repairs; one that does not return is given up. Whether to go on."""
    with contextlib.suppress(TooSlow), time_limit(SECONDS_TO_RETURN):
        over = time.monotonic() + SECONDS_FOR_ALL / 10
        while not search.over and time.monotonic() < over:
            if (each := next(tries, None)) is None:
                return False
            search.consider(*each)
    return not search.over



Json = Any


def to_json(value: object) -> Json:
    """A JSON value from which `from_json` makes an equal one. NaN and infinities use JSON's usual extension.

    Raises:
        TypeError: the value is of a kind that cannot be written, such as a function.

    >>> to_json((1, np.array([0.5])))
    {'tuple': [1, {'array': [0.5], 'dtype': 'float64', 'shape': [1]}]}
    """
    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, complex):
        return {"complex": [value.real, value.imag]}
    if isinstance(value, np.ndarray):
        return {"array": value.ravel().tolist(), "dtype": value.dtype.name, "shape": list(value.shape)}
    if isinstance(value, np.generic):
        return to_json(value.item())
    if isinstance(value, np.random.Generator) and isinstance(value.bit_generator, np.random.PCG64):
        return {"generator": value.bit_generator.state}
    if isinstance(value, list):
        return [to_json(item) for item in value]
    if isinstance(value, tuple):
        return {"tuple": [to_json(item) for item in value]}
    if isinstance(value, dict):
        return {"dict": [[to_json(k), to_json(v)] for k, v in value.items()]}
    raise TypeError(f"a {type(value).__name__} cannot be written as JSON")


def from_json(data: Json) -> Any:
    """The value that `to_json` wrote."""
    if isinstance(data, list):
        return [from_json(item) for item in data]
    if not isinstance(data, dict):
        return data
    if "array" in data:
        return np.array(data["array"], dtype=data["dtype"]).reshape(data["shape"])
    if "complex" in data:
        return complex(*data["complex"])
    if "generator" in data:
        generator = np.random.default_rng()
        generator.bit_generator.state = data["generator"]
        return generator
    if "tuple" in data:
        return tuple(from_json(item) for item in data["tuple"])
    return {from_json(k): from_json(v) for k, v in data["dict"]}


def is_plain(call: Call) -> bool:
    """Whether the call can be written; not if it takes a function, or an iterator, which may be any object."""
    return not any(callable(value) or isinstance(value, Iterator) for value in (*call.args, *call.kwargs.values()))


def call_to_json(call: Call) -> Json:
    return {"args": [to_json(a) for a in call.args], "kwargs": {k: to_json(v) for k, v in call.kwargs.items()}}


def call_from_json(data: Json) -> Call:
    return Call(tuple(from_json(a) for a in data["args"]), {k: from_json(v) for k, v in data["kwargs"].items()})


def outcome_to_json(outcome: Outcome) -> Json:
    data: dict[str, Json] = {"raises": outcome.raises} if outcome.raises else {"value": to_json(outcome.value)}
    return data | {"changed": True} if outcome.changed else data


def outcome_from_json(data: Json) -> Outcome:
    return Outcome(from_json(data.get("value")), data.get("raises", ""), data.get("changed", False))


def battery_from_json(exercise: Json) -> Battery:
    """The battery of an exercise, from its part of a sheet, where it is a text of its own.

    Where a mistake has no outcome, it is the expected one. Where two mistakes at once have none, only one of them acts.
    """
    data = json.loads(exercise["evidence"])
    expected = [outcome_from_json(entry["expected"]) for entry in data["calls"]]
    known = {entry["message"]: _told(entry, expected) for entry in data["mistakes"]}
    also_right = {
        i: [outcome_from_json(other) for other in entry["also_right"]]
        for i, entry in enumerate(data["calls"])
        if "also_right" in entry
    }
    messages = list(known)
    pairs = []
    for entry in data["pairs"]:
        one, other = (messages[number] for number in entry["both"])
        foreseen = [b if a is right else a for a, b, right in zip(known[one], known[other], expected, strict=True)]
        pairs.append(Pair((one, other), _told(entry, foreseen)))
    tried = data["slips"]["tried"]
    slips = [Slip(text, dict(zip(tried, digests, strict=True))) for text, *digests in data["slips"]["told"]]
    calls = [call_from_json(entry) for entry in data["calls"]]
    return Battery(exercise["name"], calls, expected, known, also_right, pairs, slips)


def _told(entry: Json, foreseen: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes of an entry, which tells only those that are not foreseen."""
    told = entry["outcomes"]
    return [outcome_from_json(told[str(i)]) if str(i) in told else outcome for i, outcome in enumerate(foreseen)]



FRAMES = 3
"""So many of a learner's own lines on the way to an error are shown."""


def failure_lines(error: BaseException, exercise: str, functions: Mapping[str, Recorder]) -> Iterator[str]:
    """The calls that were judged, what they gave and what was expected.

    Args:
        error: what ended the check.
        exercise: the name of the function under test.
        functions: the functions that the check used, by name: the last call of each was being judged.
    """
    for name, recorder in functions.items():
        if recorder.calls:
            yield f"call      {recorder.calls[-1].text(name)}"
    if isinstance(error, CheckFailure):
        yield f"yours     {describe(error.got)}"
        yield f"expected  {describe(error.expected)}"
        digits = right_digits(error.got, error.expected)
        yield f"reason    {error.reason}" + (f"; it differs only from digit {digits + 1} on" if digits else "")
        return
    slow = isinstance(error, TooSlow)
    yield f"yours     {error}" if slow else f"yours     raised {type(error).__name__}: {error}"
    yield from (f"          {line}" for line in _trace(error, functions[exercise]))


def used_by(function: object, names: Iterable[str]) -> list[str]:
    """Those of the names that stand in a function's code, or in that of functions inside of it."""
    waiting = [getattr(function, "__code__", None)]
    mentioned: set[str] = set()
    while waiting:
        code = waiting.pop()
        if isinstance(code, CodeType):
            mentioned.update(code.co_names)
            waiting += code.co_consts
    return [name for name in names if name in mentioned]


def explanation_lines(found: Explanation) -> Iterator[str]:
    """What a wrong answer looks like."""
    yield from (f"It looks like a known mistake: {message}" for message in found.mistakes)
    if found.remark:
        yield found.remark


def _trace(error: BaseException, recorder: Recorder) -> list[str]:
    """Where in the learner's own file or cell the error arose, innermost last."""
    code: Any = getattr(recorder.function, "__code__", None)
    own = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if code is not None and frame.filename == code.co_filename
    ]
    return [f"line {f.lineno} of {_shown(Path(f.filename))}, in {f.name}: {f.line}" for f in own[-FRAMES:]]


def _shown(file: Path) -> str:
    """How a learner calls a file: a cell of a notebook is one with a name of the kernel's making."""
    return "your cell" if file.parent.name.startswith("ipykernel_") else file.name



REQUIRED = os.environ.get("NBGRADER_EXECUTION") == "validate"
"""Whether an exercise that has not been started counts as failed: it does when nbgrader validates a notebook."""

HERE = Path(__file__).parent
SHEETS = ((HERE, "workbook_checks.json"), (HERE.parent / "tests" / "sheets", "*.json"))
"""Where sheets may lie, and their names: beside this file, or where the workbook keeps those of all sections."""

PLOT_SECONDS = 60.0
"""So long may a plot take that calls the reader's functions."""

COLOURS = {"call": "", "yours": "#b3261e", "expected": "#0b6e4f", "It looks": "#5b3d8f"}
"""How lines are coloured in a notebook, by how they begin."""

WRAPPED = "white-space: pre-wrap; word-break: normal"
"""Long lines go on below between words: JupyterLab would break them anywhere."""


class ChecksFailed(AssertionError):
    """Some checks failed. What went wrong has been shown: no traceback into the checks adds to it."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in the place of a traceback."""
        return str(self).splitlines()


class Failure(NamedTuple):
    """A check that failed: its title, what to say of it, and why it failed.

    `wants_error` if it asked for an error that did not come, `stuck` if the answer did not return.
    """

    title: str
    lines: Sequence[str]
    wants_error: bool = False
    stuck: bool = False


def check(*tests: Callable[..., None]) -> None:
    """Run the checks of one exercise and say what came of them; raise `ChecksFailed` if one failed.

    A check's parameters name the functions it needs: they are looked up among the notebook's own.
    """
    exercise = next(iter(inspect.signature(tests[0]).parameters))
    functions = tests[0].__globals__
    try:
        failures = list(_failures(tests, exercise, functions))
    except NotImplementedError as error:
        unwritten = str(error).partition(":")[0] or exercise
        waits = f", as {unwritten} is not" if unwritten != exercise else ""
        _end([f"{exercise} is not written yet{waits}."], failed=REQUIRED)
        return
    if not failures:
        _end([f"{exercise}: all {len(tests)} checks pass.", *_next_after(exercise)], failed=False)
        return
    if failures[-1].stuck:
        _end([f"{exercise} was stopped: it did not return.", *failures[-1].lines], failed=True)
    sheet = _sheet(exercise)
    earlier = sheet.get("earlier", ())
    foundations = {*sheet.get("foundations", ()), *used_by(functions.get(exercise), earlier)}
    wrong = [name for name in earlier if name in foundations and _explanation(name, functions).failing]
    if wrong:
        _end([f"{exercise} builds on {' and '.join(wrong)}, which is not right yet: mend that first."], failed=True)
    headline = f"{exercise}: {len(failures)} of {len(tests)} checks fail"
    _end([headline, *_report(failures, _explanation(exercise, functions))], failed=True)


def _failures(tests: Sequence[Callable[..., None]], exercise: str, functions: Mapping[str, Any]) -> Iterator[Failure]:
    """The checks that fail; if one is stuck, the later ones would be, too, and are not run."""
    for test in tests:
        if failure := _failure_of(test, exercise, functions):
            yield failure
            if failure.stuck:
                return


def _failure_of(test: Callable[..., None], exercise: str, functions: Mapping[str, Any]) -> Failure | None:
    """What went wrong in a check; None if nothing did."""
    title = test.__name__.removeprefix("test_").replace("_", " ")
    needed = list(inspect.signature(test).parameters)
    if gone := [name for name in needed if not callable(functions.get(name))]:
        return Failure(title, [f"There is no function {gone[0]}: run its cell, or give it its name back."])
    recorders = {name: Recorder(functions[name]) for name in needed}
    try:
        with warnings.catch_warnings(), time_limit():
            warnings.simplefilter("ignore", RuntimeWarning)  # log(0) is judged by its result
            test(**recorders)
    except NotImplementedError:
        raise
    except (Exception, SystemExit, TooSlow) as error:
        wants_error = isinstance(error, CheckFailure) and error.wants_error
        lines = list(failure_lines(error, exercise, recorders))
        return Failure(title, lines, wants_error, stuck=isinstance(error, TooSlow))
    return None


def _report(failures: Sequence[Failure], found: Explanation) -> Iterator[str]:
    """The most telling failure, what it looks like, and the titles of the others."""
    first, *others = sorted(failures, key=lambda failure: failure.wants_error)
    yield first.title
    yield from first.lines
    yield from explanation_lines(found)
    if others and found.mistakes:
        yield f"and {len(others)} more for the same reason"
    elif others:
        yield f"and {len(others)} more: {'; '.join(failure.title for failure in others)}"


def _explanation(exercise: str, functions: Mapping[str, Any]) -> Explanation:
    """What a function of the notebook looks like; nothing if there is none."""
    function = functions.get(exercise)
    sheet = _sheet(exercise)
    if not sheet or not callable(function):
        return Explanation()
    return explained(battery_from_json(sheet), function)


@cache
def _sheets() -> dict[str, dict[str, Any]]:
    """What is known of the exercises, by name, from all sheets that are found; and which stand before each."""
    paths = [path for folder, names in SHEETS for path in sorted(folder.glob(names))]
    known: dict[str, dict[str, Any]] = {}
    for path in paths:
        exercises = json.loads(path.read_text(encoding="utf-8"))["exercises"]
        names = [exercise["name"] for exercise in exercises]
        known |= {
            name: each | {"earlier": names[:i]} for i, (name, each) in enumerate(zip(names, exercises, strict=True))
        }
    return known


def _sheet(exercise: str) -> dict[str, Any]:
    return _sheets().get(exercise, {})


def _next_after(exercise: str) -> Iterator[str]:
    """The exercise behind this one in its section."""
    names = list(_sheets())
    if exercise in names[:-1]:
        yield f"Next: {names[names.index(exercise) + 1]}"


def _end(lines: Sequence[str], *, failed: bool) -> None:
    """Show the lines, and raise if they tell of a failure."""
    text = "\n".join(lines)
    if not failed:
        print(text)
        return
    if REQUIRED:  # nbgrader's Validate shows nothing but the error
        raise ChecksFailed(text)
    _show(lines)
    raise ChecksFailed(lines[0])


def _show(lines: Sequence[str]) -> None:
    """Coloured where the notebook can, plain text elsewhere."""
    try:
        from IPython.display import display
    except ImportError:
        print("\n".join(lines))
        return
    page = "\n".join(f'<span style="color:{_colour(line)}">{html.escape(line)}</span>' for line in lines)
    display({"text/plain": "\n".join(lines), "text/html": f'<pre style="{WRAPPED}">{page}</pre>'}, raw=True)  # type: ignore[no-untyped-call]


def _colour(line: str) -> str:
    return next((colour for start, colour in COLOURS.items() if line.startswith(start)), "") or "inherit"


def one_line_for_unwritten() -> None:
    """In this notebook, a cell that needs an unwritten exercise says so in one line, instead of a traceback.

    So does a plot that calls a function that does not return: Run All comes to an end.
    """
    from IPython.core.getipython import get_ipython

    shell: Any = get_ipython()
    waiting: set[str] = set()
    limit = contextlib.ExitStack()

    def begin(cell: Any) -> None:
        if "plt." in cell.raw_cell:
            limit.enter_context(time_limit(PLOT_SECONDS))

    def shown(shell: Any, kind: Any, error: Any, trace: Any, tb_offset: Any = None) -> None:
        limit.close()  # the cell has ended: what is said of it is not interrupted
        _leave_no_plot()
        if isinstance(error, NotImplementedError):
            print(_waits_for(error))
        elif isinstance(error, TooSlow):
            print(_stopped())
        elif error.name in waiting:
            print(f"Not yet: {error.name} comes from a cell above that did not come to its end.")
        else:
            shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
            return
        waiting.update(_assigned(shell.user_ns["In"][-1]))

    shell.events.register("pre_run_cell", begin)
    shell.events.register("post_run_cell", lambda result: limit.close())
    shell.set_custom_exc((NotImplementedError, NameError, TooSlow), shown)


@contextlib.contextmanager
def once_written() -> Iterator[None]:
    """A block of a module that needs exercises: where it cannot run to its end, it says so in one line."""
    try:
        with time_limit(PLOT_SECONDS):
            yield
        return
    except NotImplementedError as error:
        print(_waits_for(error))
    except TooSlow:
        print(_stopped())
    except Exception as error:
        if isinstance(error, NameError) and _is_of_the_block(error):
            print(f"Not yet: {error.name} comes from a plot above that did not come to its end.")
        else:
            print(f"Not shown: {type(error).__name__}: {error}")
    _leave_no_plot()


def _is_of_the_block(error: Exception) -> bool:
    """Whether it arose in the module itself or a comprehension of it, and not in a function, such as an answer."""
    *_, last = traceback.walk_tb(error.__traceback__)
    return last[0].f_code.co_name.startswith("<")


def _leave_no_plot() -> None:
    """Close what was begun of a plot: an empty frame would be shown."""
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")


def _waits_for(error: NotImplementedError) -> str:
    """What a stub's error tells: it begins with the exercise's name."""
    return f"Not yet: this appears once {str(error).partition(':')[0]} is written."


def _stopped() -> str:
    """What is said of a plot that was stopped."""
    return f"Stopped: this did not come to its end within {PLOT_SECONDS:g} s. The checks say which function is slow."


def _assigned(source: str) -> set[str]:
    """Names that the statements of a cell give to values."""
    return {
        node.id
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
