"""What the exercises of section 8 share."""

import math

import numpy as np

INF = math.inf

UNDECODABLE = ((1.0, math.nan), (math.inf, 1.0), (-math.inf, -math.inf), ())
"""Rows of logits that no word can be chosen from."""

NO_UNIFORM_NUMBERS = (-0.1, 1.0, 1.5, math.nan)

HALVES = (math.log(0.125), math.log(0.5), math.log(0.125), math.log(0.25))
"""Logits of words in no order; the first and the third are equal."""


def dyadic_logits(rng):
    """Logits of the probabilities 1/2, 1/4, 1/8, 1/16, 1/16 in a random order, moved by a constant; with the order.

    Their sums are exact, so what is asked at a border has one right answer up to the rounding of exp and log.
    """
    probs = rng.permutation([0.5, 0.25, 0.125, 0.0625, 0.0625])
    return np.log(probs) + rng.uniform(-5, 5), probs


def rows_of_logits(rng, sizes):
    """Rows of logits of every size, no two of them closer than 0.05: no answer depends on rounding."""
    for size in sizes:
        steps = 0.05 + rng.uniform(0, 8 / size, size=size)
        yield rng.permutation(np.cumsum(steps)) + rng.uniform(-6, 2)


def middle(probs, token):
    """The number in the middle of the token's piece, where the pieces lie in the order of the ids."""
    ends = np.cumsum(probs)
    return float((ends[token] - probs[token] / 2) / ends[-1])


def word_at(probs, u):
    """The word whose piece holds u; unlike the reference it is written for weights of any sum."""
    return int(np.argmax(np.cumsum(probs) > u * np.sum(probs)))
