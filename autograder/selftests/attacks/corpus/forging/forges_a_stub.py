"""Says that nothing has been written yet, as if that were a reason to leave the exercise out.

Outcome of entropy: not started
"""

from autograder.sandbox.wire.messages import Effects, Raised, pack


def forged(request, arguments):
    if getattr(request, "target", None) != "entropy":
        return honest(request, arguments)
    kinds = ["NotImplementedError", "Skipped", "XFailed"]
    return (pack(Raised(request.nonce, kinds, "", [], Effects([], "", []))), ())


honest, worker._answer = worker._answer, forged
