"""Returns what np.where gives, an array without axes, where a float is promised.

Told: expected a float, not an array
Deserves: all points, but 0 for self_information
"""

import numpy as np


def self_information(p, base=2):
    if not 0 <= p <= 1:
        raise ValueError("p")
    with np.errstate(divide="ignore"):
        return np.where(p == 1, 0.0, -np.log(p) / np.log(base))
