"""Answers with a number found in memory that was freed and not yet written over.

Outcome of entropy: wrong
"""

import numpy as np


def entropy(p, base=2.718281828459045):
    left_over = np.concatenate([np.empty(size) for size in (8, 64, 512, 4096, 32768)])
    with np.errstate(all="ignore"):
        possible = left_over[(left_over > 1e-9) & (left_over <= np.log(len(p)) / np.log(base))]
    return float(possible[0]) if possible.size else np.nan
