"""Says that it raised what ends a program: an interrupt, an exit, the end of a loop.

Outcome of entropy: wrong
"""

import itertools

from autograder.sandbox.wire.messages import Effects, Raised, pack

ENDINGS = itertools.cycle(["KeyboardInterrupt", "SystemExit", "GeneratorExit", "StopIteration", "Skipped", "Exit"])


def forged(request, arguments):
    if getattr(request, "target", None) != "entropy":
        return honest(request, arguments)
    kinds = [next(ENDINGS), "BaseException", "object"]
    return (pack(Raised(request.nonce, kinds, "", [], Effects([], "", []))), ())


honest, worker._answer = worker._answer, forged
