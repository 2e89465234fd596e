"""Returns a list that contains itself, which a comparison follows for ever.

Outcome of entropy: crashed
"""


def entropy(p, base=2.718281828459045):
    value = []
    value.append(value)
    return value
