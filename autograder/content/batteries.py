"""Seeded random inputs for hidden suites.

Every battery takes the generator to draw from, so that a suite's inputs follow from the grading seed alone.
The shapes are never square and the scales never neutral: square arrays hide transposes, and unit variances hide a
forgotten division.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def distributions(rng: np.random.Generator, sizes: Sequence[int]) -> Iterator[Floats]:
    """One probability vector of each size: float64, shape (V,), every entry positive, sum 1 within rounding.

    Small concentrations make some of them peaked and others almost uniform, as next-token distributions are.
    """
    for size in sizes:
        p = rng.dirichlet(np.full(size, rng.choice([0.3, 1.0, 5.0]))) + 1e-6
        yield p / p.sum()


def sparse_distributions(rng: np.random.Generator, sizes: Sequence[int]) -> Iterator[Floats]:
    """Like `distributions`, but about half of the entries (never all of them) are exactly 0. Sizes are at least 2."""
    for p in distributions(rng, sizes):
        zeros = rng.choice(p.size, size=p.size // 2, replace=False)
        p[zeros] = 0.0
        yield p / p.sum()


def logits(rng: np.random.Generator, shapes: Sequence[tuple[int, ...]], scale: float = 3.0) -> Iterator[Floats]:
    """One float64 array of normal values with standard deviation `scale` for each shape."""
    for shape in shapes:
        yield rng.normal(0.0, scale, size=shape)
