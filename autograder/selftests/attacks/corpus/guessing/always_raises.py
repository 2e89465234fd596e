"""Raises ValueError, which bad input deserves, for every input.

Outcome of entropy: wrong
"""


def entropy(p, base=2.718281828459045):
    raise ValueError("p is not a distribution")
