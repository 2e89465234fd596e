"""Says that it raised errors that only the grader and its comparisons raise.

Outcome of entropy: wrong
"""

from autograder.sandbox.wire.messages import Effects, Raised, pack


def forged(request, arguments):
    if getattr(request, "target", None) != "entropy":
        return honest(request, arguments)
    kinds = ["GradingError", "CheckFailure", "ProtocolError", "SuiteError", "Exception"]
    return (pack(Raised(request.nonce, kinds, "the grader is at fault", [], Effects([], "", []))), ())


honest, worker._answer = worker._answer, forged
