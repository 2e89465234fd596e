"""Calls the right version of itself, which is in the sandbox when exercises that build on it are judged.

Outcome of entropy: wrong
"""

import sys


def entropy(p, base=2.718281828459045):
    return vars(sys.modules["student"])["_right"]["entropy"](p, base)
