"""Returns a record with a field of objects, whose bytes are addresses.

Outcome of entropy: wrong
"""

import numpy as np


def entropy(p, base=2.718281828459045):
    return np.array([(0.0, p)], dtype=[("value", "<f8"), ("object", "O")])[0]
