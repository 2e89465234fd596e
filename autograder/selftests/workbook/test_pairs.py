"""Answers that make two mistakes at once, made of the known mistakes by the machine."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.content.marks import Known, Mistake
from autograder.workbook.pairs import pairs_of


def spread(values: Any, ddof: int = 0) -> float:
    """The standard deviation."""
    values = np.asarray(values, dtype=float)
    if len(values) < 2:
        raise ValueError("too few")
    return float(np.sqrt(np.sum((values - values.mean()) ** 2) / (len(values) - ddof)))


def without_the_root(values: Any, ddof: int = 0) -> float:
    values = np.asarray(values, dtype=float)
    if len(values) < 2:
        raise ValueError("too few")
    return float(np.sum((values - values.mean()) ** 2) / (len(values) - ddof))


def around_the_median(values: Any, ddof: int = 0) -> float:
    values = np.asarray(values, dtype=float)
    if len(values) < 2:
        raise ValueError("too few")
    return float(np.sqrt(np.sum((values - np.median(values)) ** 2) / (len(values) - ddof)))


def unchecked(values: Any, ddof: int = 0) -> float:
    values = np.asarray(values, dtype=float)
    return float(np.sqrt(np.sum((values - values.mean()) ** 2) / (len(values) - ddof)))


def around_zero(values: Any, ddof: int = 0) -> float:
    values = np.asarray(values, dtype=float)
    if len(values) < 2:
        raise ValueError("too few")
    return float(np.sqrt(np.sum((values - 0.0) ** 2) / (len(values) - ddof)))


def step_by_step(values: Any, ddof: int = 0) -> float:
    total, i = 0.0, 0
    while i < len(values):
        total += (values[i] - sum(values) / len(values)) ** 2
        i += 1
    return math.sqrt(total / (len(values) - ddof))


def made_of(*functions: Callable[..., float]) -> dict[tuple[str, str], Callable[..., float]]:
    mistakes = [Known(Mistake(function.__name__, ()), function.__name__, function) for function in functions]
    return {(one.name, other.name): made for one, other, made in pairs_of(spread, mistakes)}


def test_changes_in_different_places_are_made_together() -> None:
    made = made_of(without_the_root, around_the_median, unchecked)
    assert made.keys() == {
        ("without_the_root", "around_the_median"),
        ("without_the_root", "unchecked"),
        ("around_the_median", "unchecked"),
    }
    both = made["without_the_root", "around_the_median"]
    assert both([0.0, 1.0, 5.0]) == (1 + 0 + 16) / 3  # squares of the distances from the median 1
    assert made["without_the_root", "unchecked"]([3.0]) == 0.0


def test_changes_of_the_same_place_are_not() -> None:
    assert made_of(around_the_median, around_zero) == {}


def halved(values: Any, ddof: int = 0) -> float:
    return spread(values, ddof) / 2


def always_of_a_sample(values: Any, ddof: int = 0) -> float:
    return spread(values, ddof=1)


def test_a_mistake_that_calls_the_right_function_is_made_of_every_other() -> None:
    made = made_of(halved, step_by_step)
    assert made.keys() == {("halved", "step_by_step")}
    assert made["halved", "step_by_step"]([3.0]) == 0.0, "nothing is checked, and a half of 0 is 0"
    assert spread([1.0, 3.0]) == 1.0, "and the right one stays right"
    made = made_of(halved, always_of_a_sample)
    assert made.keys() == {("halved", "always_of_a_sample"), ("always_of_a_sample", "halved")}
    assert made["halved", "always_of_a_sample"]([1.0, 3.0]) == math.sqrt(2) / 2
