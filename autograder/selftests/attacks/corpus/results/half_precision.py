"""Returns the entropy with three digits: of a half-precision float and another one, numpy rounds both.

Outcome of entropy: wrong
"""

import numpy as np


def entropy(p, base=2.718281828459045):
    p = np.asarray(p, dtype=np.float64)
    if not p.size or not np.all(p >= 0) or abs(p.sum() - 1) > 1e-8:
        raise ValueError("p is not a distribution")
    positive = p[p > 0]
    return np.float16(0.0 - np.sum(positive * np.log(positive)) / np.log(base) + 1e-5 * (p.size > 1))
