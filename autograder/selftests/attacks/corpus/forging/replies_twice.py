"""Sends two replies to each call at once, so that the second one is there before the next call.

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
    reply = frame(["returned", request.nonce, 0.0, [[], "", []]])
    return reply + reply


worker = next(value for value in gc.get_objects() if type(value).__name__ == "Worker")
honest, worker._answer = worker._answer, forged
