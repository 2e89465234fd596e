"""Sends a reply of many megabytes byte after byte, each of which shows that it is alive.

Outcome of entropy: timed out
"""

import gc
import os
import struct

import msgspec


def frame(message, body=b""):
    head = msgspec.msgpack.encode(message)
    return struct.pack("<II", len(head), len(body)) + head + body


def forged(request, arguments):
    if getattr(request, "target", None) != "entropy":
        return honest(request, arguments)
    os.write(worker._channel, struct.pack("<II", 1 << 20, 1 << 23))
    while True:
        os.write(worker._channel, b"a")


worker = next(value for value in gc.get_objects() if type(value).__name__ == "Worker")
honest, worker._answer = worker._answer, forged
