"""Replies to all calls of a message at once, with more replies than calls and sizes below 0.

Outcome of entropy: wrong
"""

import gc
import struct

import msgspec


def forged(request, body):
    if b"\xa7entropy" not in request.requests[0]:
        return honest(request, body)
    head = msgspec.msgpack.encode(["replies", request.nonce, [b"\x00"] * 300, [-1, 1] * 150])
    return struct.pack("<II", len(head), 0) + head


def entropy(p, base=2.718281828459045):
    return 0.0


worker = next(value for value in gc.get_objects() if type(value).__name__ == "Worker")
honest, worker._answer_all = worker._answer_all, forged
