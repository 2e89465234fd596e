"""Digests of results, and which slips a function's results leave."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checking.slips import Slip, digest, same_digest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([1.0, 2.0], np.array([1, 2])),
        ((1, 2), [np.float64(1), np.int64(2)]),
        (0.5, np.float32(0.5)),
        (np.array([[1.0, 2.0], [3.0, 4.0]]), [[1, 2], [3, 4]]),
        ([True, False], np.array([True, False])),
        (0.1 + 0.2, 0.3),
    ],
)
def test_the_same_numbers_have_the_same_digest_whatever_holds_them(one: object, other: object) -> None:
    assert same_digest(digest(one), digest(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([1.0, 2.0], [2.0, 1.0]),
        ([1.0, -2.0], [-1.0, 2.0]),
        ([1.0, -math.inf], [1.0, math.inf]),
        ([math.nan, 1.0], [1.0, math.nan]),
        ([-math.inf, 1.0, 2.0], [1.0, -math.inf, 2.0]),
        ({"a": 1}, {"b": 1}),
        (np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[1.0, 3.0], [2.0, 4.0]])),
        (1 + 2j, 2 + 1j),
    ],
)
def test_other_numbers_or_another_order_have_another_digest(one: object, other: object) -> None:
    assert not same_digest(digest(one), digest(other))


@given(st.lists(st.floats(-1e5, 1e5), min_size=2, max_size=8), st.data())
def test_one_number_that_differs_shows(numbers: list[float], data: st.DataObject) -> None:
    i = data.draw(st.integers(0, len(numbers) - 1))
    other = [*numbers]
    other[i] += 1 + max(map(abs, numbers))
    assert not same_digest(digest(numbers), digest(other))


def test_there_is_a_digest_of_anything_that_a_student_returns() -> None:
    itself: list[object] = []
    itself.append(itself)
    of_time = (np.timedelta64(1, "s"), np.datetime64(1, "s"), np.array([1], dtype="m8[ns]"))
    odd: tuple[object, ...] = (
        None,
        "text",
        object(),
        itself,
        10**400,
        np.zeros(10**7),
        [[], {}],
        np.array(["a"]),
        iter([]),
        1j,
        b"a",
    )
    assert all(math.isfinite(digest(value)) for value in (*odd, *of_time))


def test_a_slip_is_left_while_yours_gives_what_it_gives() -> None:
    one_more, twice = Slip("one more", {0: digest(2.0), 1: digest(9.0)}), Slip("twice", {0: digest(2.0), 1: None})
    assert one_more.gives(0, digest(2.0)) and twice.gives(0, digest(2.0))
    assert one_more.gives(7, digest(3.0)) and twice.gives(7, digest(3.0)), "a call on which no slip was tried"
    assert one_more.gives(1, digest(9.0))
    assert not twice.gives(1, digest(9.0)), "where it raises an error"
    assert not one_more.gives(1, digest(5.0))


def test_what_a_type_says_of_itself_is_not_asked() -> None:
    class Broken:
        def __repr__(self) -> str:
            raise ValueError

    assert math.isfinite(digest(Broken()))
    assert not same_digest(digest("yes"), digest("no"))
