"""Keeps a hundred megabytes of each call, every byte of them used, until there is no more.

Outcome of entropy: out of memory or timed out
"""

KEPT = []


def entropy(p, base=2.718281828459045):
    KEPT.append(b"x" * (100 << 20))
    return 0.0
