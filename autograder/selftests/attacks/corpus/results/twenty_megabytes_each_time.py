"""Returns an array of 20 MB from every call, as the grader may keep them all.

Outcome of entropy: wrong
"""

import numpy as np

MEGABYTE = 1 << 20


def entropy(p, base=2.718281828459045):
    return np.zeros(20 * MEGABYTE, np.uint8)
