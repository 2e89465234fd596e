"""Returns a view of a terabyte on its argument, which travels without any data.

Outcome of entropy: crashed
"""

import numpy as np


def entropy(p, base=2.718281828459045):
    if not isinstance(p, np.ndarray):
        return 0.0
    return np.ndarray((1 << 37, 1), float, buffer=p, strides=(0, 8))
