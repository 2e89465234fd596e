"""Returns what it was given: for the largest probability, a list of one, or all of them.

Outcome of entropy: wrong
"""

import itertools

CHOICES = itertools.cycle([lambda p: p, lambda p: p[:1], lambda p: p[0], max])


def entropy(p, base=2.718281828459045):
    return next(CHOICES)(p)
