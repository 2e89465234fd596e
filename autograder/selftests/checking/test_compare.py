"""The comparator accepts what a docstring promises and nothing that merely looks like it."""

import doctest
import math
import tracemalloc

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
    "a narrower float of the same value": (np.float16(0.5), 0.5),
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
    "a matrix for an array": (np.ones((1, 1)).view(np.matrix), np.array([[1.0]])),
    "a masked array for an array": (np.ma.masked_less([1.0, -1.0], 0), np.array([1.0, 2.0])),
    "nan for a number": (math.nan, 1.0),
    "a number for nan": (1.0, math.nan),
    "nan in an array": (np.array([1.0, math.nan]), np.array([1.0, 2.0])),
    "the other infinity": (-math.inf, math.inf),
    "a huge number for infinity": (1e308, math.inf),
    "a value off by 1e-8": (1.0 + 1e-8, 1.0),
    "1e-9 for zero": (1e-9, 0.0),
    "a narrow float, rounded": (np.float16(math.log(3)), math.log(3)),
    "an infinity that a narrow float makes of a number": (np.float16(math.inf), 1e300),
    "ints off by one, beyond 1e9": (np.array([3_000_000_001]), np.array([3_000_000_000])),
    "a tuple for a list": ((1.0,), [1.0]),
    "a shorter list": ([1.0], [1.0, 2.0]),
    "another key": ({"b": 1.0}, {"a": 1.0}),
    "an object that equals everything": (EqualsEverything(), 1.0),
    "an int too large for any float": (10**5000, 1.0),
    "an int too large for numpy": (10**300, 1.0),
    "a duration for a float": (np.timedelta64(1), 1.0),
    "a duration for an int": (np.timedelta64(1), 1),
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


DESCRIBED = {
    "a list": ([1, "a", 0.5, None], "[1, 'a', 0.5, None]"),
    "nested containers": ({"a": (1,), "b": [{2}]}, "{'a': (1,), 'b': [{2}]}"),
    "empty containers": (([], (), {}, set(), frozenset()), "([], (), {}, set(), frozenset())"),
    "a frozenset": (frozenset([1]), "frozenset({1})"),
    "a numpy scalar in a list": ([np.float64(0.5)], "[0.5]"),
    "an array": (np.array([[1.0, 2.0], [3.0, 4.5]]), "array([[1. , 2. ], [3. , 4.5]], shape=(2, 2), float64)"),
    "an array in a tuple": ((np.array([1, 2]), "a"), "(array([1, 2], shape=(2,), int64), 'a')"),
    "an array of text": (np.array([["a"], ["b"]]), "array([['a'], ['b']], shape=(2, 1), <U1)"),
    "a time without a unit": (np.zeros(2, "M8"), "array([None, None], shape=(2,), datetime64)"),
    "a random generator": (np.random.default_rng(), "Generator(PCG64)"),
    "a function": (assert_same, "<function assert_same>"),
    "an int too long to write": ([10**5000], "[an int of 16610 bits]"),
}


@pytest.mark.parametrize(("value", "text"), DESCRIBED.values(), ids=DESCRIBED)
def test_description(value: object, text: str) -> None:
    assert describe(value) == text


def _itself() -> list[object]:
    value: list[object] = []
    value.append(value)
    return value


_LINE = ["a" * 400_000]
LARGE = {
    "a long array": np.arange(100_000.0),
    "a long list": [0.5] * 1_000_000,
    "a long text": "a" * 1_000_000,
    "one line a million times, 400 GB in full": [_LINE] * 1_000_000,
    "an array of twenty axes": np.ones((2,) * 20),
    "an array of long texts": np.array(["a" * 400_000] * 3),
    "an array of long bytes": np.array([b"a" * 400_000] * 100),
    "a list that contains itself": _itself(),
}


@pytest.mark.parametrize("value", LARGE.values(), ids=LARGE)
def test_description_of_a_large_value_is_cut_before_it_is_written(value: object) -> None:
    tracemalloc.start()
    text = describe(value)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 50 < len(text) <= 400 and "..." in text
    assert peak < 8 << 20


def test_examples_in_docstrings_are_true() -> None:
    assert doctest.testmod(compare).failed == 0
