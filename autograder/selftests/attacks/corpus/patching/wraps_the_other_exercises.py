"""Wraps all functions of the honest part, and answers with what one of them returned last.

Outcome of entropy: wrong
"""

import functools
import sys

last = [-1.0]


def spied(function):
    @functools.wraps(function)
    def spy(*args, **kwargs):
        last[0] = function(*args, **kwargs)
        return last[0]

    return spy


for name, value in list(vars(sys.modules["student"]).items()):
    if getattr(value, "__module__", "") == "student" and name != "spied" and callable(value):
        globals()[name] = spied(value)


def entropy(p, base=2.718281828459045):
    return last[0] if isinstance(last[0], float) else -1.0
