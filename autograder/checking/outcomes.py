"""What a function does with given arguments: a value, an error, or a changed argument."""

import copy
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.checking.compare import CheckFailure, assert_close, assert_same, describe

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

    def text(self, name: str) -> str:
        """The call as one would write it: ``entropy([0.5, 0.5], base=2)``."""
        arguments = [_argument(a) for a in self.args] + [f"{k}={_argument(v)}" for k, v in self.kwargs.items()]
        return f"{name}({', '.join(arguments)})"


@dataclass(frozen=True)
class Outcome:
    """What came of a call: a `value`, or the name of the error it `raises`; and whether it `changed` an argument."""

    value: Any = None
    raises: str = ""
    changed: bool = False

    def text(self) -> str:
        result = f"raises {self.raises}" if self.raises else describe(self.value)
        return f"{result}, and an argument was changed" if self.changed else result


def outcome(function: Function, call: Call) -> Outcome:
    """Call `function` with copies of the arguments and report what came of it. Errors of any kind are outcomes."""
    args, kwargs = copy.deepcopy((call.args, dict(call.kwargs)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # such as numpy's for the logarithm of 0
        try:
            value, raised = function(*args, **kwargs), ""
        except (Exception, SystemExit) as error:
            value, raised = None, error_name(error)
    before, after = [_contents((*c.args, *c.kwargs.values())) for c in (call, Call(args, kwargs))]
    changed = not _same(after, before)
    return Outcome(value, raised, changed)


def error_name(error: BaseException) -> str:
    """Name of the error's type; for an error that came out of a sandbox, the type's name in there."""
    return str(getattr(error, "type_name", type(error).__name__))


def same_outcome(a: Outcome, b: Outcome) -> bool:
    """Equal errors, or values of the same kind within 1e-9; a zero with another sign is another value."""
    if a.raises or b.raises:
        return a.raises == b.raises
    return a.changed == b.changed and _close(a.value, b.value)


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


def _argument(value: object) -> str:
    """Arrays are shown as one would type them; what has no values to show, by a name."""
    if isinstance(value, np.ndarray):
        items = value.tolist()
        usual = np.array(items).dtype == value.dtype
        return f"np.array({describe(items)}{'' if usual else f', dtype=np.{value.dtype}'})"
    if isinstance(value, np.random.Generator):
        return "rng"
    if isinstance(value, Iterator):
        return "iterator"
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
        assert_close(a, b)
    except CheckFailure:
        return False
    both_zero = isinstance(a, float) and isinstance(b, float) and a == b == 0.0
    return not both_zero or bool(np.signbit(a) == np.signbit(b))  # type: ignore[call-overload]
