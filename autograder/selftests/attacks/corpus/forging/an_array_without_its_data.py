"""Sends the head of an array of a petabyte and none of its data.

Outcome of entropy: crashed
"""

import gc

from autograder.sandbox.wire.messages import Effects, Node, Returned, pack


def forged(request, arguments):
    if getattr(request, "target", None) != "entropy":
        return honest(request, arguments)
    array = Node("a", ["<f8", "C", True, True, 1 << 47])
    return (pack(Returned(request.nonce, array, Effects([], "", []))), ())


worker = next(value for value in gc.get_objects() if type(value).__name__ == "Worker")
honest, worker._answer = worker._answer, forged
