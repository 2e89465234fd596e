"""Sleeps until another process has computed so long, and asks for the resolution of its clock to see if it is there.

Outcome of entropy: wrong
"""

import ctypes

CLOCK_GETRES, CLOCK_NANOSLEEP = 229, 230


def entropy(p, base=2.718281828459045):
    libc, time = ctypes.CDLL(None, use_errno=True), (ctypes.c_long * 2)(0, 1)
    clock = ~CANARY_PID << 3 | 2
    return libc.syscall(CLOCK_GETRES, clock, time), libc.syscall(CLOCK_NANOSLEEP, clock, 0, time, None)
