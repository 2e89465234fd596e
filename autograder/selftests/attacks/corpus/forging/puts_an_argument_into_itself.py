"""Says that it has put its argument into itself, in the place of numbers.

Outcome of entropy: crashed
"""

from autograder.sandbox.wire.messages import Change, Effects, Node, Returned, pack


def forged(request, arguments):
    if getattr(request, "target", None) != "entropy":
        return honest(request, arguments)
    changes = [Change(0, Node("l", [Node("m", [0]), Node("m", [0])]))]
    return (pack(Returned(request.nonce, Node("m", [0]), Effects(changes, "", []))), ())


honest, worker._answer = worker._answer, forged
