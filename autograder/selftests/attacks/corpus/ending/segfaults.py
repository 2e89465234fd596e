"""Reads at the address 0 through ctypes, and ignores the other signals that a wrong address can raise.

Outcome of entropy: crashed
"""

import contextlib
import ctypes
import signal


def entropy(p, base=2.718281828459045):
    for number in (signal.SIGBUS, signal.SIGILL, signal.SIGFPE):
        with contextlib.suppress(OSError):
            signal.signal(number, signal.SIG_IGN)
    return ctypes.c_double.from_address(0).value
