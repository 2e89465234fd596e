"""What a function does with given arguments: a value, an error, or a changed argument."""

import copy
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.checking.compare import CheckFailure, assert_alike, assert_same, describe

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
