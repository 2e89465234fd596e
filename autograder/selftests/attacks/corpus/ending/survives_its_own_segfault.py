"""Handles the signal of its segmentation fault, so that the fault is repeated for ever.

Outcome of entropy: timed out
"""

import ctypes
import signal

signal.signal(signal.SIGSEGV, lambda number, frame: None)


def entropy(p, base=2.718281828459045):
    return ctypes.c_double.from_address(0).value
