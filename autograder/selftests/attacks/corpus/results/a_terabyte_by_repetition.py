"""Returns an array of a terabyte that repeats one number in eight bytes of memory.

Outcome of entropy: out of memory
"""

import numpy as np


def entropy(p, base=2.718281828459045):
    return np.broadcast_to(np.zeros(1), (1 << 37,))
