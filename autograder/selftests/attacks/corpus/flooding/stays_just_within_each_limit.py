"""Computes in each call just shorter than it may.

Outcome of entropy: timed out
"""

import time


def entropy(p, base=2.718281828459045):
    end = time.process_time() + 0.4
    while time.process_time() < end:
        pass
    return 0.0
