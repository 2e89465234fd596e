"""Reads how long each other process has computed, by the number of its clock: a friend's submission can compute in code.

Outcome of entropy: wrong
"""

import time


def entropy(p, base=2.718281828459045):
    told = []
    for process in range(1, 2000):
        try:
            told.append((process, time.clock_gettime(~process << 3 | 2)))
        except OSError:
            continue
    return told
