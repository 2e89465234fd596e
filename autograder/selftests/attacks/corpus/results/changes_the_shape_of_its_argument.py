"""Gives its argument another shape and another type in place.

Outcome of entropy: wrong
"""

import numpy as np


def entropy(p, base=2.718281828459045):
    p.shape = (1, -1)
    p.dtype = np.uint8
    return p
