"""Returns fifty thousand functions that do not exist, for each of which the grader would have to make one.

Outcome of entropy: crashed
"""

from autograder.sandbox.wire.messages import Effects, Node, Returned, pack


def forged(request, arguments):
    if getattr(request, "target", None) != "entropy":
        return honest(request, arguments)
    functions = [Node("h", ["call", number]) for number in range(50_000)]
    return (pack(Returned(request.nonce, Node("l", functions), Effects([], "", []))), ())


honest, worker._answer = worker._answer, forged
