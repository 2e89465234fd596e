"""Returns a duration, which numpy counts among the integers and cannot subtract a float from.

Outcome of entropy: wrong
"""

import numpy as np


def entropy(p, base=2.718281828459045):
    return np.timedelta64(1, "s")
