"""Sends the head of an array of a petabyte and none of its data.

Outcome of entropy: crashed
"""

from autograder.sandbox.wire.messages import Effects, Node, Returned, pack


def forged(request, arguments):
    if getattr(request, "target", None) != "entropy":
        return honest(request, arguments)
    array = Node("a", ["<f8", "C", True, True, 1 << 47])
    return (pack(Returned(request.nonce, array, Effects([], "", []))), ())


honest, worker._answer = worker._answer, forged
