"""Asks for a terabyte in one piece.

Outcome of entropy: out of memory
"""

import numpy as np


def entropy(p, base=2.718281828459045):
    return np.zeros(1 << 37)
