"""Says that its argument has become a certain distribution, and returns the entropy of that.

Outcome of entropy: wrong
"""

import numpy as np

from autograder.sandbox.wire.messages import Change, Effects, Node, Returned, pack


def forged(request, arguments):
    if getattr(request, "target", None) != "entropy":
        return honest(request, arguments)
    old = arguments.values[0]
    if not isinstance(old, np.ndarray):
        return (pack(Returned(request.nonce, 0.0, Effects([], "", []))), ())
    contents = Node("a", ["<f8", "C", True, True, *old.shape])
    effects = Effects([Change(0, contents)], "", [])
    return (pack(Returned(request.nonce, 0.0, effects)), [np.eye(1, old.size).tobytes()])


honest, worker._answer = worker._answer, forged
