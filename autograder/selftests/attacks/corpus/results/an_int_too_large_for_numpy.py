"""Returns an int that has a float but no numpy type, so that numpy cannot tell if it is nan.

Outcome of entropy: wrong
"""


def entropy(p, base=2.718281828459045):
    return 10**300
