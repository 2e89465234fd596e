"""What the exercises of section 3 share."""

import math

import numpy as np

from solutions.s03_moments import as_distribution

SIX_DIGITS = 1e-6


FLOAT16_DIGITS = 2e-3


NOT_DISTRIBUTIONS = ((3, 1), (1.5, -0.5), (0.5, 0.4), (0.5, 0.50001), (0.5, 0.499995), (math.nan, 1), (math.inf, 0.5))


def spread_values(rng, size):
    """Numbers of both signs and several sizes, so that no mean is 0 and no variance is 1."""
    return rng.normal(float(rng.uniform(-20, 20)), float(rng.uniform(2, 8)), size=size)


def pairs_far_from_zero(rng, count):
    """Pairs of whole numbers near 1e9, an odd distance apart, with the squared half of it.

    A one-pass formula, which is wrong by a multiple of 1/4 at least, finds the same wrong number in whatever order it
    adds up, so that it is recognised.
    """
    for first, half in zip(rng.integers(0, 400, size=count).tolist(), rng.integers(0, 40, size=count), strict=True):
        distance = 2 * int(half) + 1
        yield np.array([1e9 + first, 1e9 + first + distance]), distance**2 / 4


def far_from_zero(rng, size):
    """Whole numbers near 1e9, which floats hold exactly, with deviations that are no multiples of each other."""
    return 1e9 + rng.permutation(np.arange(size) ** 2)


def table(rng, shape):
    """A table with another mean and another spread in every column."""
    columns = shape[-1]
    return rng.normal(rng.uniform(-20, 20, size=columns), rng.uniform(0.5, 8, size=columns), size=shape)


def activations(rng, shape):
    """Vectors that each have a mean and a spread of their own."""
    rows = (*shape[:-1], 1)
    return rng.normal(rng.uniform(-20, 20, size=rows), rng.uniform(0.5, 8, size=rows), size=shape)


def parameters(rng, size):
    """A scale and a shift that are far from 1 and 0, and different for every feature."""
    return rng.uniform(1.5, 4, size=size) * rng.choice([-1, 1], size=size), rng.uniform(1, 5, size=size)


def checked(values, probs):
    """Values and probabilities as arrays, refused where the exercises say so."""
    values, probs = np.array(values, dtype=float), as_distribution(probs)
    if values.shape != probs.shape:
        raise ValueError("shapes differ")
    return values, probs


def variance(x, ddof=0):
    return x.var(axis=-1, keepdims=True, ddof=ddof)
