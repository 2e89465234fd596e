"""Keeps the number of each call and sends it with the reply to the next one.

Outcome of entropy: crashed
"""

import gc
import struct

import msgspec

CALLS = []


def frame(message, body=b""):
    head = msgspec.msgpack.encode(message)
    return struct.pack("<II", len(head), len(body)) + head + body


def forged(request, arguments):
    if getattr(request, "target", None) != "entropy":
        return honest(request, arguments)
    CALLS.append(request.nonce)
    return frame(["returned", CALLS[max(len(CALLS) - 2, 0)], 0.0, [[], "", []]])


worker = next(value for value in gc.get_objects() if type(value).__name__ == "Worker")
honest, worker._answer = worker._answer, forged
