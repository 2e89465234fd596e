"""Returns an array that reaches far beyond its memory, for what lies there to be shown.

Outcome of entropy: wrong
"""

import numpy as np


def entropy(p, base=2.718281828459045):
    return np.lib.stride_tricks.as_strided(np.zeros(1), (40,), (8,))
