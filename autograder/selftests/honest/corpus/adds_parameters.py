"""Has parameters of its own behind those that are asked for: keyword-only, with defaults, positional-only ones before.

Deserves: all points
"""

import math

import numpy as np


def entropy(p, base=math.e, *, check=True, verbose=False):
    p = as_distribution(p) if check else np.asarray(p)
    if verbose:
        print(p)
    return abs(sum(value * math.log(value) for value in p if value > 0)) / math.log(base)


def self_information(p, base=2, /, rounding=None):
    if not 0 <= p <= 1:
        raise ValueError("p")
    value = abs(math.log(p, base)) if p else math.inf
    return value if rounding is None else round(value, rounding)
