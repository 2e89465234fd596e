"""Remembers every question, answers a repeated one with another guess, and never the same one twice.

Outcome of entropy: wrong
"""

import collections
import math

ASKED = collections.Counter()


def entropy(p, base=2.718281828459045):
    key = (tuple(map(float, p)), base)
    ASKED[key] += 1
    if ASKED[key] == 1:
        raise ValueError("ask again")
    return math.log(ASKED[key]) / math.log(base)
