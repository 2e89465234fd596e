"""Returns an int with more digits than Python is willing to print.

Outcome of entropy: wrong
"""


def entropy(p, base=2.718281828459045):
    return 10**5000
