"""Asks the grader to call a function of the test, though the test has passed none.

Outcome of entropy: crashed
"""

import gc
import sys

from autograder.sandbox.wire.frames import pack_frame
from autograder.sandbox.wire.messages import Callback, Node, pack

ASKED = []


def forged(request):
    return pack_frame(pack(Callback(0, False, [Node("h", ["own", 0])], [])), ())


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
