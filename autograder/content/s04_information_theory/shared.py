"""What the exercises of section 4 share."""

import math

import numpy as np

from autograder.content import distributions, logits, sparse_distributions

FLOAT32_SUMS = 1e-5


NOT_PARTNERS_OF_A_FAIR_COIN = (
    (0.5, 0.6),
    (0.5, 0.50001),
    (0.5, 0.499995),
    (1.5, -0.5),
    (2, 6),
    (math.nan, 1),
    (1.0,),
    (0.25, 0.25, 0.25, 0.25),
)


def whole_shares(p):
    """The distribution `p` in multiples of 2**-20, zeros as zeros: its sum is exactly 1 in whatever order.

    So an answer that leaves no room for rounding fails where that is tested, and nowhere else by chance.
    """
    shares = np.ceil(p * 2**20)
    shares[np.argmax(shares)] -= shares.sum() - 2**20
    return shares / 2**20


def dyadic_distributions(rng, sizes):
    return map(whole_shares, distributions(rng, sizes))


def dyadic_sparse_distributions(rng, sizes):
    return map(whole_shares, sparse_distributions(rng, sizes))


def float32_softmax(rng, shape):
    """A distribution as a model in float32 gives it: its sum misses 1 by up to about 2e-7."""
    (x,) = logits(rng, [shape], scale=1.0)
    e = np.exp((x - x.max()).astype(np.float32))
    return e / e.sum()
