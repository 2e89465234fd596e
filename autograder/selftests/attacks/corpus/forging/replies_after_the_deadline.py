"""Computes for longer than it may, and replies all the same.

Outcome of entropy: timed out
"""

import gc
import struct
import time

import msgspec


def frame(message, body=b""):
    head = msgspec.msgpack.encode(message)
    return struct.pack("<II", len(head), len(body)) + head + body


def forged(request, arguments):
    if getattr(request, "target", None) != "entropy":
        return honest(request, arguments)
    end = time.process_time() + 5
    while time.process_time() < end:
        pass
    return frame(["returned", request.nonce, 0.0, [[], "", []]])


worker = next(value for value in gc.get_objects() if type(value).__name__ == "Worker")
honest, worker._answer = worker._answer, forged
