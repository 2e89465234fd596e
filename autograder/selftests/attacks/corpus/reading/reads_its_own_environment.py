"""Returns the environment and the command line of its process, as Python, the C library and the kernel know them.

Outcome of entropy: wrong
"""

import ctypes
import os
import sys


def entropy(p, base=2.718281828459045):
    variables = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
    in_c, index = [], 0
    while variables[index]:
        in_c.append(variables[index].decode())
        index += 1
    found = [dict(os.environ), in_c, sys.orig_argv]
    for file in ("/proc/self/environ", "/proc/self/cmdline"):
        try:
            found.append(open(file).read())
        except OSError as error:
            found.append(str(error))
    return found
