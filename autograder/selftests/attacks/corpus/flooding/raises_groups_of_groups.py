"""Raises a group of two groups of two groups, and so on: 2**200 errors when it is printed.

Outcome of entropy: wrong
"""


def entropy(p, base=2.718281828459045):
    error = ValueError("x" * 1000)
    for _ in range(200):
        error = ExceptionGroup("x" * 1000, [error, error])
    raise error
