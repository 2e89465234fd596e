"""Returns in turn nan, the infinities, the smallest number and minus zero, which are odd to compare.

Outcome of entropy: wrong
"""

import itertools

ODD = itertools.cycle([float("nan"), float("inf"), -float("inf"), 5e-324, -0.0])


def entropy(p, base=2.718281828459045):
    return next(ODD)
