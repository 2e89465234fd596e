"""Returns points in time without a unit, which numpy refuses to print.

Outcome of entropy: wrong
"""

import numpy as np


def entropy(p, base=2.718281828459045):
    return np.ones(2, "M8")
