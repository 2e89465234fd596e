"""90.2 `average`: criteria, known mistakes, other right answers."""

import math
import statistics

import numpy as np
from autograder.content.s90_toys.shared import samples
from solutions.s90_toys import average

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises

# Criteria


@criterion(core=True)
def test_is_the_sum_over_the_number(average, reference, rng):
    for values in samples(rng, (1, 2, 5)):
        expected = reference.average(values)
        assert_close(average(values), expected)


@criterion()
def test_refuses_nothing(average):
    with raises(ValueError):
        average([])


@criterion()
def test_takes_lists_and_leaves_arrays_unchanged(average, rng):
    assert_close(average([1, 2]), 1.5)
    (values,) = samples(rng, (4,))
    assert_unchanged(average, values)


# Known mistakes

mistake = mistakes_of(average, example=([1.0, 2.0, 6.0],))


@mistake("This is the middle number. The average divides the sum by how many there are.")
def average_as_the_median(values):
    if len(values) == 0:
        raise ValueError("empty")
    return float(np.median(values))


@mistake("This is the sum. Divide it by how many there are.")
def average_as_the_sum(values):
    if len(values) == 0:
        raise ValueError("empty")
    return float(np.sum(values))


@mistake("Nothing cannot be averaged: raise ValueError.", example=([],))
def average_of_nothing(values):
    return float(np.sum(values) / max(len(values), 1))


@mistake("The argument is changed: work on a copy.", example=(np.array([1.0, 2.0, 6.0]),))
def average_in_place(values):
    if len(values) == 0:
        raise ValueError("empty")
    if isinstance(values, list):
        values = np.array(values, dtype=float)
    values /= len(values)
    return float(values.sum())


# Other right answers


@alternative
def average_by_the_library(values):
    return statistics.fmean(values) if len(values) else _refuse()


@alternative
def average_in_a_loop(values):
    total, count = 0.0, 0
    for value in values:
        total, count = total + value, count + 1
    return total / count if count else _refuse()


@alternative
def average_by_exact_sums(values):
    return math.fsum(values) / len(values) if len(values) else _refuse()


def _refuse():
    raise ValueError("empty")
