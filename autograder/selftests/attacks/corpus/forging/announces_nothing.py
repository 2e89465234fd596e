"""Announces a head of no bytes, and a body that is longer than what is sent.

Outcome of entropy: crashed
"""

import gc
import struct

import msgspec


def frame(message, body=b""):
    head = msgspec.msgpack.encode(message)
    return struct.pack("<II", len(head), len(body)) + head + body


def forged(request, arguments):
    if getattr(request, "target", None) != "entropy":
        return honest(request, arguments)
    return struct.pack("<II", 0, 1 << 20) + frame(["returned", request.nonce, 0.0, [[], "", []]])


worker = next(value for value in gc.get_objects() if type(value).__name__ == "Worker")
honest, worker._answer = worker._answer, forged
