"""Returns nested lists where an array is promised.

Told: not a list
Deserves: all points, but 0 for log_softmax
"""

import numpy as np


def log_softmax(x):
    x = np.asarray(x, dtype=float)
    shifted = x - x.max(axis=-1, keepdims=True)
    return (shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))).tolist()
