"""Raises an error that was caused by one that was caused by one, and so on a hundred thousand times.

Outcome of entropy: wrong
"""


def entropy(p, base=2.718281828459045):
    error = None
    for _ in range(100_000):
        cause, error = error, ValueError()
        error.__cause__ = cause
    raise error
