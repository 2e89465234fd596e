"""What the exercises of section 7 share."""

import math

import numpy as np

INF, NAN = math.inf, math.nan
NO_DEVIATIONS = (0, 0.0, -1.0, -1e-300, NAN, INF)


def points(rng, shape):
    """Points, a mean and a standard deviation, none of them 0 or 1, and no point further than about 4 deviations."""
    mu, sigma = float(rng.uniform(1, 5)), float(rng.uniform(1.5, 4))
    return mu + sigma * rng.normal(size=shape).clip(-4, 4), mu, sigma


def broadcast(function, *arguments):
    """The function of numbers at every entry of the arguments, broadcast to one shape."""
    return np.vectorize(function, otypes=[float])(*(np.asarray(a, dtype=float) for a in arguments))
