"""Returns a view of the memory in front of the grader's own argument.

Outcome of entropy: crashed
"""

from autograder.sandbox.wire.messages import Effects, Node, Returned, pack


def forged(request, arguments):
    if getattr(request, "target", None) != "entropy":
        return honest(request, arguments)
    view = Node("v", [0, -4096, "|u1", 4096, 1])
    return (pack(Returned(request.nonce, view, Effects([], "", []))), ())


honest, worker._answer = worker._answer, forged
