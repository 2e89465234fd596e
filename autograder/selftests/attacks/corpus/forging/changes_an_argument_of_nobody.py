"""Says that it has changed an argument before the first one.

Outcome of entropy: crashed
"""

from autograder.sandbox.wire.messages import Change, Effects, Node, Returned, pack


def forged(request, arguments):
    if getattr(request, "target", None) != "entropy":
        return honest(request, arguments)
    changes = [Change(-1, Node("l", [0.0]))]
    return (pack(Returned(request.nonce, 0.0, Effects(changes, "", []))), ())


honest, worker._answer = worker._answer, forged
