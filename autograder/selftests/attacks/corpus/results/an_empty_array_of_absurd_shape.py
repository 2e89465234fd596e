"""Returns an array without items that has 2**60 columns, along which any sum is huge.

Outcome of entropy: crashed
"""

import numpy as np


def entropy(p, base=2.718281828459045):
    return np.empty((0, 1 << 60), np.int8)
