"""Sends a reply without its last bytes and ends.

Outcome of entropy: crashed
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
    os.write(worker._channel, frame(["returned", request.nonce, 0.0, [[], "", []]])[:-3])
    os._exit(0)


worker = next(value for value in gc.get_objects() if type(value).__name__ == "Worker")
honest, worker._answer = worker._answer, forged
