"""Gives a thousand warnings with a long text each, every one another.

Outcome of entropy: wrong
"""

import warnings


def entropy(p, base=2.718281828459045):
    for number in range(1_000):
        warnings.warn(f"{number} {'x' * 10_000}", RuntimeWarning, stacklevel=2)
    return 0.0
