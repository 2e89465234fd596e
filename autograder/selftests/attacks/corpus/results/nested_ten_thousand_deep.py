"""Returns a list in a list, ten thousand times, to exhaust the stack.

Outcome of entropy: wrong
"""


def entropy(p, base=2.718281828459045):
    value = []
    for _ in range(10_000):
        value = [value]
    return value
