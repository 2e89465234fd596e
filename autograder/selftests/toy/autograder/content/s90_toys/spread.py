"""90.3 `spread`: criteria, known mistakes, other right answers."""

import numpy as np
from autograder.content.s90_toys.shared import samples
from solutions.s90_toys import average, spread

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of

# Criteria


@criterion(core=True)
def test_is_the_mean_distance_from_the_average(spread, reference, rng):
    for values in samples(rng, (2, 3, 7)):
        expected = reference.spread(values)
        assert_close(spread(values), expected)


@criterion()
def test_leaves_its_argument_unchanged(spread, rng):
    (values,) = samples(rng, (4,))
    assert_unchanged(spread, values)


# Known mistakes

mistake = mistakes_of(spread, example=([1.0, 2.0, 6.0],))


@mistake("Distances are squared here. Take their absolute values.")
def spread_squared(values):
    values = np.array(values, dtype=float)
    return average((values - average(values)) ** 2)


# Other right answers


@alternative
def spread_in_a_loop(values):
    centre = average(values)
    return sum(abs(value - centre) for value in values) / len(values)


@alternative
def spread_by_halves(values):
    values = np.array(values, dtype=float)
    centre = values.mean()
    return float(2 * np.sum(np.maximum(values - centre, 0)) / values.size)
