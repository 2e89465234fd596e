"""Returns an empty array of so many rows that their number holds the argument.

Outcome of entropy: wrong
"""

import numpy as np


def entropy(p, base=2.718281828459045):
    return np.empty((int(float(max(p, default=0)) * 1e6) if len(p) and max(p) < 1 else 1, 0), np.int8)
