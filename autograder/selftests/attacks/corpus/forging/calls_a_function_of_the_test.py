"""Asks the grader to call a function of the test, though the test has passed none.

Outcome of entropy: crashed
"""

import gc

from autograder.sandbox.wire.frames import pack_frame
from autograder.sandbox.wire.messages import Callback, Node, pack


def forged(request, arguments):
    if getattr(request, "target", None) != "entropy":
        return honest(request, arguments)
    return pack_frame(pack(Callback(0, False, [Node("h", ["own", 0])], [])), ())


worker = next(value for value in gc.get_objects() if type(value).__name__ == "Worker")
honest, worker._answer = worker._answer, forged
