"""Raises on a line whose number is made of the arguments.

Outcome of entropy: wrong
"""

import types


def fail():
    raise KeyError


def entropy(p, base=2.718281828459045):
    number = 1000 + int(float(p[-1]) * 1e8) if len(p) and 0 < p[-1] < 1 else 1000
    types.FunctionType(fail.__code__.replace(co_firstlineno=number), {})()
