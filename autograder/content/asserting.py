"""What hidden tests assert beside equality, and how they take a student's result to compute with it."""

import copy
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.checking.compare import CheckFailure, Phrase, assert_close, assert_same

LARGEST = 1e300
"""A result beyond this is refused like an infinite one: computing with it would overflow."""


def assert_unchanged(function: Callable[..., object], *args: Any, **kwargs: Any) -> None:
    """Call `function` and raise `CheckFailure` if it changed one of its arguments.

    A function under test gets copies of its arguments and reports which of them it changed, see
    `autograder.grading.arguments`. Any other function is given copies here.
    """
    before = copy.deepcopy((args, kwargs))
    function(*args, **kwargs)
    changed = getattr(function, "changed", None)
    if changed is None:
        changed = not _same((args, kwargs), before)
    if changed:
        raise CheckFailure(
            "an argument was changed", Phrase("an argument was changed"), Phrase("arguments as they were")
        )


def floats_of(got: object, shape: tuple[int, ...]) -> np.ndarray:
    """What a student returned as a float64 array, for a criterion to compute with.

    Raises:
        CheckFailure: it is not an array of floats of this shape, or an entry is nan, infinite or beyond `LARGEST`.
    """
    assert_close(got, np.zeros(shape), atol=LARGEST)
    assert isinstance(got, np.ndarray)
    return got.astype(np.float64)


def float_of(got: object) -> float:
    """What a student returned as a float, for a criterion to compute with.

    Raises:
        CheckFailure: it is not a number, or it is nan, infinite or beyond `LARGEST`.
    """
    assert_close(got, 0.0, atol=LARGEST)
    return float(got)  # type: ignore[arg-type]


def _same(a: object, b: object) -> bool:
    try:
        assert_same(a, b)
    except CheckFailure:
        return False
    return True
