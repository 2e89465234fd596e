"""Returns a set of a thousand numbers, with the right one among them as nearly as that is possible.

Outcome of entropy: wrong
"""


def entropy(p, base=2.718281828459045):
    return {number / 100 for number in range(1_000)}
