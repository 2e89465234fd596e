"""Returns guesses in long double, with which some tests of a distribution cannot compute.

Outcome of entropy: wrong
"""

import numpy as np


def entropy(p, base=2.718281828459045):
    return np.longdouble(1) / 3 if len(p) % 2 else np.full(3, np.longdouble(1) / 3)
