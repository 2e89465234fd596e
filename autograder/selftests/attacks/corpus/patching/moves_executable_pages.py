"""Copies pages of code to where it can write, and asks for memory that is written and run at once.

Outcome of entropy: wrong
"""

import ctypes

MOVE_TO, SIZE = 3, 4096


def entropy(p, base=2.718281828459045):
    libc = ctypes.CDLL(None, use_errno=True)
    libc.mmap.restype = libc.mremap.restype = ctypes.c_long
    code = ctypes.c_void_p(ctypes.cast(libc.getenv, ctypes.c_void_p).value & ~(SIZE - 1))
    data = ctypes.c_void_p(libc.mmap(None, SIZE, 3, 0x22, -1, 0))
    copied = libc.mremap(code, 0, SIZE, MOVE_TO, data)
    return float(copied), libc.mprotect(data, SIZE, 7), libc.mprotect(data, SIZE, 5)
