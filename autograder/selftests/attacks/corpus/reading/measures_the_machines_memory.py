"""Measures how much memory is free and how many processes there are, while others fill memory or leave it.

Outcome of entropy: wrong
"""

import ctypes
import os


def entropy(p, base=2.718281828459045):
    room = ctypes.create_string_buffer(256)
    if ctypes.CDLL(None).sysinfo(room) == 0:
        return room.raw
    return os.getloadavg()
