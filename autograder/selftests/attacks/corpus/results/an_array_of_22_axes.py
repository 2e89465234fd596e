"""Returns an array of two items along each of 22 axes, which numpy prints in full.

Outcome of entropy: wrong
"""

import numpy as np


def entropy(p, base=2.718281828459045):
    return np.ones((2,) * 22, np.int8)
