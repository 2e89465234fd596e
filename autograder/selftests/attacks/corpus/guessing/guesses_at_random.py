"""Guesses between 0 and the logarithm of the number of outcomes, another guess each time.

Outcome of entropy: wrong
"""

import math
import secrets


def entropy(p, base=2.718281828459045):
    return secrets.randbelow(1 << 53) / (1 << 53) * math.log(max(len(p), 1)) / math.log(base)
