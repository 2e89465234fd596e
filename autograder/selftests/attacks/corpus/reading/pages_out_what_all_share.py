"""Has the kernel drop, load and cool the pages of libraries that all processes share, and asks which are there.

Outcome of entropy: wrong
"""

import ctypes

COLD, PAGE_OUT, WILL_NEED, SIZE = 20, 21, 3, 4096


def entropy(p, base=2.718281828459045):
    libc = ctypes.CDLL(None, use_errno=True)
    page = ctypes.c_void_p(ctypes.cast(libc.qsort, ctypes.c_void_p).value & ~(SIZE - 1))
    there = ctypes.create_string_buffer(1)
    done = [libc.madvise(page, SIZE, advice) for advice in (COLD, PAGE_OUT, WILL_NEED)]
    return done, libc.mincore(page, SIZE, there), there.raw
