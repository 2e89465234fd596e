"""Writes the given helpers anew, in its own way, and under another signature.

Deserves: all points
"""

import numpy as np


def as_distribution(p, name="p", tolerance=1e-6):
    array = np.array(p, dtype=np.float64, copy=True)
    if array.size == 0 or np.isnan(array).any() or (array < 0).any() or abs(1 - array.sum()) > tolerance:
        raise ValueError(name)
    return array


def as_distribution_pair(*pair):
    p, q = map(as_distribution, pair)
    if np.shape(p) != np.shape(q):
        raise ValueError("shapes")
    return [p, q]
