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


def dyadic_distributions(rng: np.random.Generator, sizes: Sequence[int]) -> Iterator[Floats]:
    """Like `distributions`, in multiples of 2**-20: the sum is exactly 1 in whatever order it is added up.

    So an answer that leaves no room for rounding fails where that is tested, and nowhere else by chance.
    """
    return map(_whole_shares, distributions(rng, sizes))


def dyadic_sparse_distributions(rng: np.random.Generator, sizes: Sequence[int]) -> Iterator[Floats]:
    """Like `sparse_distributions`, in multiples of 2**-20."""
    return map(_whole_shares, sparse_distributions(rng, sizes))


def _whole_shares(p: Floats) -> Floats:
    """The distribution in multiples of 2**-20, zeros as zeros."""
    shares = np.ceil(p * 2**20)
    shares[np.argmax(shares)] -= shares.sum() - 2**20
    whole: Floats = shares / 2**20
    return whole


def float32_softmax(rng: np.random.Generator, shape: int | tuple[int, ...]) -> NDArray[np.float32]:
    """A distribution over all entries as a model in float32 gives it: its sum misses 1 by up to about 1e-6."""
    logits = rng.normal(size=shape).astype(np.float32)
    e = np.exp(logits - logits.max())
    softmax: NDArray[np.float32] = e / e.sum()
    return softmax


FLOAT32_SUMS = 1e-5
"""Tolerance for what is computed of a `float32_softmax`: a right answer may divide by the sum, or sum in float32."""
