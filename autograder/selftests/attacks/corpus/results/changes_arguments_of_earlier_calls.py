"""Keeps the arguments of all calls, and returns and changes those of earlier ones.

Outcome of entropy: wrong
"""

KEPT = []


def entropy(p, base=2.718281828459045):
    KEPT.append(p)
    for earlier in KEPT:
        earlier[0] = 1.0
    return KEPT[0] if len(KEPT) % 2 else KEPT
