"""Sends random generators with a pool of a trillion words and all the children that there may be.

Outcome of entropy: wrong
"""

from autograder.sandbox.wire.messages import Effects, Node, Returned, pack


def forged(request, arguments):
    if getattr(request, "target", None) != "entropy":
        return honest(request, arguments)
    seed = Node("t", [1, Node("t", []), 1 << 40])
    state = Node("g", ["PCG64", seed, 9_999, "0x1", "0x1", "0x0", "0x0"])
    return (pack(Returned(request.nonce, Node("l", [state] * 100), Effects([], "", []))), ())


honest, worker._answer = worker._answer, forged
