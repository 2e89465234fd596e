"""Ends with the status of a worker without memory, which is treated with care.

Outcome of entropy: out of memory
"""

import os


def entropy(p, base=2.718281828459045):
    os._exit(71)
