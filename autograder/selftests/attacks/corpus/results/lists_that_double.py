"""Returns a hundred lists of twice the one before, which have 2**100 items when they are compared.

Outcome of entropy: crashed
"""


def entropy(p, base=2.718281828459045):
    value = []
    lists = [value]
    for _ in range(100):
        value = [value, value]
        lists.append(value)
    return lists
