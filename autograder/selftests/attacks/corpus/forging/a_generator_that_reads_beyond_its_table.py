"""Sends the state of a random generator that takes its next number from foreign memory.

Outcome of entropy: crashed
"""

import gc

from autograder.sandbox.wire.messages import Effects, Node, Returned, pack


def forged(request, arguments):
    if getattr(request, "target", None) != "entropy":
        return honest(request, arguments)
    state = Node("g", ["MT19937", None, 0, hex(1 << 31)])
    return (pack(Returned(request.nonce, state, Effects([], "", []))), [bytes(624 * 4)])


worker = next(value for value in gc.get_objects() if type(value).__name__ == "Worker")
honest, worker._answer = worker._answer, forged
