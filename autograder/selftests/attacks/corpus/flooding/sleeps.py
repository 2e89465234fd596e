"""Sleeps, which takes no computing time.

Outcome of entropy: timed out
"""

import time


def entropy(p, base=2.718281828459045):
    time.sleep(1e6)
