"""Ends the process with a status made of the arguments.

Outcome of entropy: crashed
"""

import os


def entropy(p, base=2.718281828459045):
    os._exit(100 + int(float(max(p)) * 100) if len(p) and max(p) < 1 else 100)
