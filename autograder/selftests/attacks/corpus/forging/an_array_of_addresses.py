"""Sends an array of objects, the bytes of which are addresses in the grader.

Outcome of entropy: crashed
"""

import struct

from autograder.sandbox.wire.messages import Effects, Node, Returned, pack


def forged(request, arguments):
    if getattr(request, "target", None) != "entropy":
        return honest(request, arguments)
    objects = Node("a", ["|O", "C", True, True, 2])
    return (pack(Returned(request.nonce, objects, Effects([], "", []))), [struct.pack("<QQ", 8, id(None))])


honest, worker._answer = worker._answer, forged
