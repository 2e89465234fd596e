"""Aborts, which no handler for the signal can stop.

Outcome of entropy: crashed
"""

import os
import signal


def entropy(p, base=2.718281828459045):
    signal.signal(signal.SIGABRT, lambda number, frame: None)
    os.abort()
