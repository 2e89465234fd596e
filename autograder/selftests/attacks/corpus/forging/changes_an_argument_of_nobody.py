"""Says that it has changed an argument before the first one.

Outcome of entropy: crashed
"""

import gc

from autograder.sandbox.wire.messages import Change, Effects, Node, Returned, pack


def forged(request, arguments):
    if getattr(request, "target", None) != "entropy":
        return honest(request, arguments)
    changes = [Change(-1, Node("l", [0.0]))]
    return (pack(Returned(request.nonce, 0.0, Effects(changes, "", []))), ())


worker = next(value for value in gc.get_objects() if type(value).__name__ == "Worker")
honest, worker._answer = worker._answer, forged
