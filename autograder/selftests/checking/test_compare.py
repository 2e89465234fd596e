"""The comparator accepts what a docstring promises and nothing that merely looks like it."""

import doctest
import math

import numpy as np
import pytest

from autograder.checking import compare
from autograder.checking.compare import CheckFailure, assert_close, assert_same, describe, raises


class EqualsEverything(tuple):  # type: ignore[type-arg]
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


ACCEPTED = {
    "a float within tolerance": (1.0 + 1e-10, 1.0),
    "a numpy scalar for a float": (np.float64(0.5), 0.5),
    "an int for a float": (1, 1.0),
    "a numpy int for an int": (np.int32(3), 3),
    "a numpy bool for a bool": (np.True_, True),
    "infinity where infinity is expected": (math.inf, math.inf),
    "nan where nan is expected": (math.nan, math.nan),
    "an array of equal floats": (np.array([[1.0, 2.0]]), np.array([[1.0, 2.0]])),
    "a narrower int dtype": (np.array([1], np.int32), np.array([1])),
    "a list of floats": ([0.1 + 0.2], [0.3]),
    "a dict": ({"a": 1.0}, {"a": 1.0}),
    "nested containers": (([1], {"k": (2.0,)}), ([1], {"k": (2.0,)})),
}

REFUSED = {
    "None for a float": (None, 1.0),
    "a bool for a float": (True, 1.0),
    "a bool for an int": (True, 1),
    "a float for an int": (1.0, 1),
    "a string for a float": ("1.0", 1.0),
    "an array for a float": (np.array([1.0]), 1.0),
    "a 0-d array for a float": (np.array(1.0), 1.0),
    "a float for an array, by broadcasting": (1.0, np.ones(3)),
    "a list for an array": ([1.0], np.ones(1)),
    "another shape, by broadcasting": (np.ones((3, 1)), np.ones(3)),
    "an extra axis": (np.ones((1, 3)), np.ones(3)),
    "ints for floats in an array": (np.array([1]), np.array([1.0])),
    "floats for ints in an array": (np.array([1.0]), np.array([1])),
    "an array of objects": (np.array([1.0], object), np.array([1.0])),
    "nan for a number": (math.nan, 1.0),
    "a number for nan": (1.0, math.nan),
    "nan in an array": (np.array([1.0, math.nan]), np.array([1.0, 2.0])),
    "the other infinity": (-math.inf, math.inf),
    "a huge number for infinity": (1e308, math.inf),
    "a value off by 1e-8": (1.0 + 1e-8, 1.0),
    "1e-9 for zero": (1e-9, 0.0),
    "a tuple for a list": ((1.0,), [1.0]),
    "a shorter list": ([1.0], [1.0, 2.0]),
    "another key": ({"b": 1.0}, {"a": 1.0}),
    "an object that equals everything": (EqualsEverything(), 1.0),
    "an int too large for any float": (10**5000, 1.0),
    "another string": ("a", "b"),
    "something for None": (0, None),
}


@pytest.mark.parametrize(("got", "expected"), ACCEPTED.values(), ids=ACCEPTED)
def test_assert_close_accepts(got: object, expected: object) -> None:
    assert_close(got, expected)


@pytest.mark.parametrize(("got", "expected"), REFUSED.values(), ids=REFUSED)
def test_assert_close_refuses(got: object, expected: object) -> None:
    with pytest.raises(CheckFailure):
        assert_close(got, expected)


@pytest.mark.parametrize(("got", "expected"), REFUSED.values(), ids=REFUSED)
def test_assert_same_refuses_whatever_assert_close_refuses(got: object, expected: object) -> None:
    with pytest.raises(CheckFailure):
        assert_same(got, expected)


@pytest.mark.parametrize(
    ("got", "expected"),
    [(1.0 + 1e-15, 1.0), (-0.0, 0.0), (0.0, -0.0), (np.array([-0.0]), np.array([0.0]))],
)
def test_assert_same_wants_every_bit(got: object, expected: object) -> None:
    with pytest.raises(CheckFailure):
        assert_same(got, expected)


def test_assert_same_takes_nan_for_nan() -> None:
    assert_same(np.array([math.nan, 1.0]), np.array([math.nan, 1.0]))


def test_a_missing_return_is_named() -> None:
    with pytest.raises(CheckFailure, match="is a return missing"):
        assert_close(None, 1.0)


def test_a_difference_inside_a_container_says_where() -> None:
    with pytest.raises(CheckFailure) as failure:
        assert_close({"a": [1.0, 2.0]}, {"a": [1.0, 3.0]})
    assert failure.value.reason.startswith("['a'][1]:")


def test_tolerances_can_be_widened_for_a_reason() -> None:
    assert_close(1.001, 1.0, rtol=1e-2)
    with pytest.raises(CheckFailure):
        assert_close(1.1, 1.0, rtol=1e-2)


def test_raises_wants_the_error() -> None:
    with raises(ValueError):
        raise ValueError
    with pytest.raises(CheckFailure, match="nothing was raised"), raises(ValueError):
        pass
    with pytest.raises(TypeError), raises(ValueError):
        raise TypeError


def test_description_of_a_large_array_is_short() -> None:
    assert len(describe(np.arange(100_000.0))) <= 400


def test_examples_in_docstrings_are_true() -> None:
    assert doctest.testmod(compare).failed == 0
