"""What the exercises of section 10 share."""

import math

import numpy as np

NO_PAIRS = (
    ((1.0, 2.0, 3.0), (1.0, 2.0)),
    ((1.0,), (2.0,)),
    ((), ()),
    (((1.0, 2.0),), ((3.0, 4.0),)),
    ((1.0, math.nan), (1.0, 2.0)),
    ((1.0, 2.0), (3.0, -math.inf)),
)
"""Pairs of arguments that are no two lists of finite numbers of the same length, two and more."""

NO_OBSERVATIONS = (
    ((1.0, 2.0, 3.0),),
    (1.0, 2.0, 3.0),
    (((1.0, 2.0), (3.0, 4.0)), ((5.0, 6.0), (7.0, 8.0))),
    ((1.0, math.inf), (3.0, 4.0)),
    ((1.0,), (math.nan,)),
)
"""What is no table of finite numbers with two rows and more."""


def related(rng, size):
    """Two lists that go together to a degree, in different units and away from 0."""
    x = rng.normal(size=size)
    y = rng.uniform(-1, 1) * x + rng.normal(size=size)
    return 3 * x + rng.uniform(2, 9), 0.25 * y - rng.uniform(2, 9)


def table(rng, n, d):
    """Observations whose features are correlated, in different units and away from 0."""
    return rng.normal(size=(n, d)) @ rng.normal(size=(d, d)) * rng.uniform(0.5, 4, size=d) + rng.uniform(-9, 9, size=d)


def centre_in_place(*arrays):
    """What a careless answer does to arrays of floats that are its caller's own; lists it leaves alone."""
    for array in arrays:
        if isinstance(array, np.ndarray) and array.dtype == float:
            array -= array.mean(axis=0)
