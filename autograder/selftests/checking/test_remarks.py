"""What is wrong in general is said in general, and only where it holds for every wrong call."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.checking.battery import Battery
from autograder.checking.outcomes import Call, outcome


def mean(values: Any) -> float:
    values = np.asarray(values, dtype=float)
    if values.size == 0:
        raise ValueError("nothing")
    return float(values.mean())


def cumulative(values: Any) -> list[float]:
    return [float(x) for x in np.cumsum(values)]


def battery(reference: Callable[..., Any], *arguments: Any) -> Battery:
    calls = [Call((argument,)) for argument in arguments]
    return Battery("f", calls, [outcome(reference, call) for call in calls], {}, {})


MEANS = battery(mean, [1.0, 2.0], [1.0, 4.0, 4.5], [3e200, 1e200], [])
SUMS = battery(cumulative, [1.0, 2.0], [3.0, 1.5, 0.5])


def prints(values: Any) -> None:
    print(np.mean(values))


def returns_the_error(values: Any) -> Any:
    return mean(values) if len(values) else ValueError("nothing")


@pytest.mark.parametrize(
    ("known", "answer", "remark"),
    [
        (MEANS, prints, "Nothing comes back: print shows a value, but only return hands it on."),
        (MEANS, returns_the_error, "An error is returned as if it were a result. Write raise ValueError(...)"),
        (
            MEANS,
            lambda values: mean(values) if len(values) else 0.0,
            "All results that were tried are right. Missing is ValueError for f([]), which returns something.",
        ),
        (MEANS, lambda values: values.mean(), "A list cannot compute like an array."),
        (MEANS, lambda values: mean(values) + 1e-7, "Nearly right: only from digit "),
        (MEANS, lambda values: np.array([mean(values)]), "The numbers are right, but they come as an array."),
        (SUMS, np.cumsum, "The numbers are right, but they come as an array. The docstring promises a list."),
        (SUMS, lambda values: tuple(cumulative(values)), "The numbers are right, but they come as a tuple."),
    ],
)
def test_what_holds_for_every_wrong_call_is_said(known: Battery, answer: Callable[..., Any], remark: str) -> None:
    assert known.try_out(answer).remark.startswith(remark)


def test_a_right_result_beside_a_changed_argument_is_said() -> None:
    known = battery(lambda values: float(np.max(values)), np.array([1.0, 2.0]), np.array([3.0, 2.5]))
    assert known.try_out(changed_maximum).remark.startswith("The result is right, but the caller's argument")


def changed_maximum(values: Any) -> float:
    values.sort()
    values[0] = -1.0
    return float(values[-1])


def test_where_only_edges_go_wrong_it_is_said() -> None:
    remark = MEANS.try_out(lambda values: min(mean(values), 1e100)).remark
    assert remark.endswith("An edge case goes wrong: f([3e+200, 1e+200])")


def test_a_number_in_the_place_of_an_infinity_is_told_from_an_edge_case() -> None:
    def logs(values: Any, least: float = 0.0) -> Any:
        with np.errstate(divide="ignore"):
            return np.log(np.maximum(np.asarray(values, dtype=float), least))

    known = battery(logs, [0.5, 1.0], [0.0, 0.25])
    assert known.try_out(lambda values: logs(values, 1e-12)).remark.startswith("Where the result is infinite, yours is")


def test_nothing_is_said_of_an_answer_that_is_simply_wrong() -> None:
    assert MEANS.try_out(lambda values: 7.0 * mean(values)).remark == ""


def test_the_most_telling_wrong_call_is_shown() -> None:
    """Not the empty list, of which an error is expected, nor huge numbers, though both stand before it."""
    known = battery(mean, [], [3e200, 1e200], [1.0, 4.0, 4.5], [1.0, 2.0])
    failing = known.try_out(lambda values: 0.0).failing
    assert failing is not None and failing.call == "f([1.0, 2.0])"
