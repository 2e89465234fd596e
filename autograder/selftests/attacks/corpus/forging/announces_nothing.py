"""Announces a head of no bytes, and a body that is longer than what is sent.

Outcome of entropy: crashed
"""

import struct


def forged(request):
    return struct.pack("<II", 0, 1 << 20) + frame(["returned", request.nonce, 0.0, [[], "", []]])


reply_with(forged)
