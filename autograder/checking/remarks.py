"""What is wrong with an answer in general, whatever the exercise.

Each remark looks at all calls that went wrong and speaks only if it holds for every one of them; the first is heard.
"""

import math
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from autograder.checking.outcomes import Call, Outcome, alike

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
