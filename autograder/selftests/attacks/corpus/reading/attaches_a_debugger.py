"""Attaches to another process as a debugger, and returns the registers of it.

Outcome of entropy: wrong
"""

import ctypes

ATTACH, GET_REGISTERS, DETACH = 16, 12, 17


def entropy(p, base=2.718281828459045):
    ptrace = ctypes.CDLL(None, use_errno=True).ptrace
    registers = (ctypes.c_uint64 * 64)()
    if ptrace(ATTACH, CANARY_PID, None, None):
        return f"errno {ctypes.get_errno()}"
    while ptrace(GET_REGISTERS, CANARY_PID, None, registers):  # until it has stopped
        pass
    ptrace(DETACH, CANARY_PID, None, None)
    return list(registers)
