"""Matches a regular expression that takes 2**60 steps, without ever returning to the interpreter.

Outcome of entropy: timed out
"""

import re


def entropy(p, base=2.718281828459045):
    return re.match("(a+)+$", "a" * 60 + "b")
