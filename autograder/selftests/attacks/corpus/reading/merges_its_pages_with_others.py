"""Has the kernel merge its pages with equal ones of other processes, to see by the time of a write who has such a page.

Outcome of entropy: wrong
"""

import ctypes
import mmap

MERGEABLE, SIZE = 12, 4096


def entropy(p, base=2.718281828459045):
    libc = ctypes.CDLL(None, use_errno=True)
    memory = mmap.mmap(-1, SIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    memory.write(repr(list(p)).encode()[:SIZE])
    start = ctypes.c_void_p(ctypes.addressof(ctypes.c_char.from_buffer(memory)))
    return libc.madvise(start, SIZE, MERGEABLE), ctypes.get_errno()
