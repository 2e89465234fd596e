"""Takes *args and **kwargs, and finds its parameters in them.

Deserves: all points
"""

import math

import numpy as np


def kl_divergence(*args, **kwargs):
    def parameters(p, q, base=math.e):
        return *as_distribution_pair(p, q), base

    p, q, base = parameters(*args, **kwargs)
    with np.errstate(divide="ignore"):
        return max(0.0, sum(a * (np.log(a) - np.log(b)) for a, b in zip(p, q) if a)) / math.log(base)


def perplexity(*args):
    (nlls,) = args
    nlls = np.asarray(nlls, dtype=float)
    if nlls.size == 0 or not np.all(nlls >= 0):
        raise ValueError("losses expected")
    with np.errstate(over="ignore"):
        return np.exp(nlls.mean())
