"""Returns an array of booleans that are neither true nor false.

Outcome of entropy: crashed
"""

import numpy as np


def entropy(p, base=2.718281828459045):
    return np.frombuffer(b"\x07" * 8, bool)
