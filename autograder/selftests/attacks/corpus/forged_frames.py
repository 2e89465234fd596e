"""What the attacks in `corpus/forging/` begin with; it is put in front of their code, and runs in the worker.

With `reply_with(forged)` the worker sends whole frames of `forged(request)` in the place of its own, whenever entropy
has been called; `request` is the message that the grader waits for an answer to.
"""

import gc
import struct
import sys

import msgspec

worker = next(value for value in gc.get_objects() if type(value).__name__ == "Worker")


def frame(message, body=b""):
    head = msgspec.msgpack.encode(message)
    return struct.pack("<II", len(head), len(body)) + head + body


def reply_with(forged):
    global entropy
    asked = []

    def entropy(p, base=2.718281828459045):
        step = sys._getframe()
        while step is not None:  # a call's own request, and the message of several that it came in
            if hasattr(step.f_locals.get("request"), "nonce"):
                asked.append(step.f_locals["request"])
            step = step.f_back
        return 0.0

    def instead():
        asked.clear()
        reply = honest()
        return forged(asked[-1]) if asked else reply

    honest, worker._answer_next = worker._answer_next, instead
