"""Returns bytes that take four times their size when they are printed.

Outcome of entropy: wrong
"""


def entropy(p, base=2.718281828459045):
    return [bytes(20 << 20)]
