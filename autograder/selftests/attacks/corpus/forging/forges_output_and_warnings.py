"""Says that it printed and warned as much as it may, in words that steer the terminal.

Outcome of entropy: wrong
"""

from autograder.sandbox.wire.messages import Effects, Returned, pack


def forged(request, arguments):
    if getattr(request, "target", None) != "entropy":
        return honest(request, arguments)
    kinds = ("UserWarning", "EncodingWarning", "KeyboardInterrupt", "SyntaxWarning", "GradingError")
    given = [(kind, "\x1b[31m\x07" * 50) for kind in kinds * 4]
    return (pack(Returned(request.nonce, 0.0, Effects([], "\x1b[2J" * 16_000, given))), ())


honest, worker._answer = worker._answer, forged
