"""Puts its argument into itself, and into everything that it returns.

Outcome of entropy: crashed
"""


def entropy(p, base=2.718281828459045):
    values = list(p)
    values.append({"p": p, "values": (values,)})
    if isinstance(p, list):
        p.append(p)
    return values
