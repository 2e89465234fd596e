"""Raises an error of missing memory whose text holds the arguments.

Outcome of entropy: out of memory
"""


def entropy(p, base=2.718281828459045):
    raise MemoryError(f"LEAK{sorted(map(float, p))}")
