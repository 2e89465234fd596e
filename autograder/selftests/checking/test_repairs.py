"""Small changes of a learner's own code: which are made, and which of them is told."""

import functools
import math
from collections.abc import Callable, Sequence

import pytest

from autograder.checking import mending
from autograder.checking.battery import Battery
from autograder.checking.known import Pair
from autograder.checking.mending import explained
from autograder.checking.outcomes import Call, outcome
from autograder.checking.repairs import LONGEST, repairs_of

CALLS = [Call(([float(a), 7.0, *range(b)],), {"ddof": 1 + a % 2}) for a in range(1, 5) for b in (2, 3)]


def spread(x: Sequence[float], ddof: int = 1) -> float:
    """What is right. An empty x has no spread: nan."""
    if not x:
        return math.nan
    mean = sum(x) / len(x)
    return sum((value - mean) ** 2 for value in x) / (len(x) - ddof)


def battery(calls: Sequence[Call]) -> Battery:
    return Battery("spread", calls, [outcome(spread, call) for call in calls], {}, {})


def without_brackets(x: Sequence[float], ddof: int = 1) -> float:
    """A docstring that mentions sum(x) / len(x)."""
    if not x:
        return math.nan
    mean = sum(x) / len(x)
    return sum((value - mean) ** 2 for value in x) / len(x) - ddof


def without_the_mean(x: Sequence[float], ddof: int = 1) -> float:
    if not x:
        return math.nan
    µ = sum(x) / len(x)  # in bytes longer than in characters
    return sum((value - µ) * value - value / 3 + value / 3 + value for value in x) / (len(x) - ddof)


def with_a_step_too_much(x: Sequence[float], ddof: int = 1) -> float:
    if not x:
        return math.nan
    mean = sum(x) / len(x)
    mean += 1
    return sum((value - mean) ** 2 for value in x) / (len(x) - ddof)


def with_an_edge_of_its_own(x: Sequence[float], ddof: int = 1) -> float:
    mean = sum(x) / max(len(x), 1)
    return sum((value - mean) ** 2 for value in x) / (len(x) + ddof)


def that_refuses_fours(x: Sequence[float], ddof: int = 1) -> float:
    if 4.0 in x:
        raise ValueError("fours are not what is meant")
    mean = sum(x) / len(x)
    return sum((value - mean) ** 2 for value in x) / (len(x) + ddof)


def that_may_not_end(x: Sequence[float], ddof: int = 1) -> float:
    _, total, mean = 0, 0.0, sum(x) / len(x)
    while _ < len(x):
        total += (x[_] - mean) ** 2
        _ = _ + 1
    return total / (len(x) - ddof) / 2


def far_from_right(x: Sequence[float], ddof: int = 1) -> float:
    return math.sin(len(x) * ddof + x[1])


def that_overwrites(x: Sequence[float], ddof: int = 1) -> float:
    if not x:
        return math.nan
    mean = sum(x) / len(x)
    total = 0.0
    for value in x:
        total = (value - mean) ** 2
    return total / (len(x) - ddof)


def that_updates_too_early(x: Sequence[float], ddof: int = 1) -> float:
    if not x:
        return math.nan
    mean = total = 0.0
    for n, value in enumerate(x, 1):
        old = value - mean
        total += old * (value - mean)
        mean += old / n
    return total / (len(x) - ddof)


def that_returns_in_the_loop(x: Sequence[float], ddof: int = 1) -> float:
    if not x:
        return math.nan
    mean = sum(x) / len(x)
    total = 0.0
    for value in x:
        total += (value - mean) ** 2
        return total / (len(x) - ddof)
    return total


def that_adds_once(x: Sequence[float], ddof: int = 1) -> float:
    if not x:
        return math.nan
    mean = sum(x) / len(x)
    total = 0.0
    for value in x:
        deviation = value - mean
    total += deviation**2
    return total / (len(x) - ddof)


@functools.cache
def that_takes_no_lists(x: Sequence[float], ddof: int = 1) -> float:
    return sum(x) * ddof


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (without_brackets, "Mind the brackets. `… / len(x) - ddof` would be right as `… / (len(x) - ddof)`."),
        (without_the_mean, "Something is too much. `… + value` would be right as `…`."),
        (with_a_step_too_much, "A step is too much: it would be right without `mean += 1`."),
        (with_an_edge_of_its_own, "The operation is another one. `len(x) + ddof` would be right as `len(x) - ddof`."),
        (
            that_overwrites,
            "Mind the assignment. `total = (value - mean) ** 2` would be right as `total += (value - mean) ** 2`.",
        ),
        (
            that_updates_too_early,
            "Mind the order: it would be right with `mean += old / n` before `total += old * (value - mean)`.",
        ),
        (
            that_returns_in_the_loop,
            "Mind the indentation: it would be right with `return total / (len(x) - ddof)` behind the loop.",
        ),
        (that_adds_once, "Mind the indentation: it would be right with `total += deviation ** 2` in the loop."),
        (that_refuses_fours, "The operation is another one. `len(x) + ddof` would be right as `len(x) - ddof`."),
        (far_from_right, ""),
        (that_takes_no_lists, ""),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_the_change_that_makes_an_answer_right_is_told(answer: Callable[..., float], told: str) -> None:
    assert explained(battery([*CALLS, Call(([],))]), answer).remark == told


def test_one_change_is_told_rather_than_two_mistakes_at_once() -> None:
    right, one, two, both = (
        [outcome(answer, call) for call in CALLS]
        for answer in (spread, far_from_right, that_overwrites, without_brackets)
    )
    known = Battery("spread", CALLS, right, {"one": one, "two": two}, {}, [Pair(("one", "two"), both)])
    assert known.try_out(without_brackets).mistakes == ("one", "two")
    found = explained(known, without_brackets)
    assert found.mistakes == () and found.remark.startswith("Mind the brackets.")


def test_a_repair_that_does_not_return_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mending, "SECONDS_TO_RETURN", 0.05)
    monkeypatch.setattr(mending, "SECONDS_FOR_ALL", 20.0)
    told = "Something is too much. `total / (len(x) - ddof) / 2` would be right as `total / (len(x) - ddof)`."
    assert explained(battery(CALLS), that_may_not_end).remark == told


def test_no_repair_may_break_what_is_right() -> None:
    with_one = [call for call in CALLS if call.kwargs["ddof"] == 1]
    assert explained(battery(with_one), that_divides_by_two_less).remark.endswith("would be right as `len(x) - 1`.")
    assert explained(battery(CALLS), that_divides_by_two_less).remark == ""


def that_divides_by_two_less(x: Sequence[float], ddof: int = 1) -> float:
    mean = sum(x) / len(x)
    return sum((value - mean) ** 2 for value in x) / (len(x) - 2)


def test_of_a_few_calls_nothing_is_concluded() -> None:
    assert explained(battery(CALLS[:3]), without_brackets).remark == ""


def test_a_function_whose_source_is_not_to_be_found_is_left_alone() -> None:
    names: dict[str, Callable[..., float]] = {}
    exec("def spread(x, ddof=1):\n    return sum(x) + ddof", names)
    found = explained(battery(CALLS), names["spread"])
    assert found.failing is not None and found.remark == ""


def test_what_is_printed_while_repairs_are_tried_is_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert explained(battery(CALLS), that_prints).remark
    assert capsys.readouterr().out == ""


def that_prints(x: Sequence[float], ddof: int = 1) -> float:
    print(x)
    return spread(x, ddof) + ddof


@pytest.mark.parametrize(
    "source",
    [
        "def other(x):\n    return x",
        "class spread:\n    pass",
        "def spread(x):\nreturn x",
        "def spread(x):\n    return " + "(" * 500 + "x" + ")" * 500,
        "def spread(x):\n    return " + "-" * 3000 + "x",
        "def spread(x):\n    return x" + " + x" * LONGEST,
        "def spread(x):\n    return '\0'",
    ],
    ids=["another name", "a class", "no Python", "too many brackets", "too deep", "too long", "a null"],
)
def test_a_source_without_a_function_that_can_be_read_has_no_repairs(source: str) -> None:
    assert list(repairs_of(source, "spread")) == []


def test_the_last_of_several_functions_of_a_name_counts() -> None:
    made = list(repairs_of("def f(x):\n    return x - 1\n\ndef f(x):\n    return x / 2", "f"))
    assert made and not any("x - 1" in repair.told() and "x / 2" not in repair.told() for repair in made)
