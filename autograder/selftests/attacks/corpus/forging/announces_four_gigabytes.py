"""Announces a frame of four gigabytes, for which a reader makes room.

Outcome of entropy: crashed
"""

import gc
import struct
import sys

import msgspec

ASKED = []


def frame(message, body=b""):
    head = msgspec.msgpack.encode(message)
    return struct.pack("<II", len(head), len(body)) + head + body


def forged(request):
    return b"\xff" * 8 + frame(["returned", request.nonce, 0.0, [[], "", []]])


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
