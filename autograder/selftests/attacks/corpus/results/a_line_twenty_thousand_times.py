"""Returns a list that names one long text again and again: 4 GB when it is printed.

Outcome of entropy: wrong
"""

LINE = ["a" * 200_000]


def entropy(p, base=2.718281828459045):
    return [LINE] * 20_000
