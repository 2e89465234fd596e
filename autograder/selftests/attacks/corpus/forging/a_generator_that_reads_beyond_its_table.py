"""Sends the state of a random generator that takes its next number from foreign memory.

Outcome of entropy: crashed
"""

from autograder.sandbox.wire.messages import Effects, Node, Returned, pack


def forged(request, arguments):
    if getattr(request, "target", None) != "entropy":
        return honest(request, arguments)
    state = Node("g", ["MT19937", None, 0, hex(1 << 31)])
    return (pack(Returned(request.nonce, state, Effects([], "", []))), [bytes(624 * 4)])


honest, worker._answer = worker._answer, forged
