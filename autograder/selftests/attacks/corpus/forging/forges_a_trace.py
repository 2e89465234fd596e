"""Says that it raised an error in lines that are not there, with names that steer the terminal.

Outcome of entropy: wrong
"""

from autograder.sandbox.wire.messages import Effects, Place, Raised, pack

ESCAPES = "\x1b[2J\x1b]0;full marks\x07\x9b31m\r"


def forged(request, arguments):
    if getattr(request, "target", None) != "entropy":
        return honest(request, arguments)
    label = "s04_information_theory.py"
    trace = [
        Place(label, (1 << 63) - 1, ESCAPES),
        Place("/etc/passwd", 1, "f"),
        Place(label, -1, "f"),
        Place(label, 0, ""),
    ]
    kinds = [f"Error{ESCAPES}\n+ entropy: correct", "Exception"]
    return (pack(Raised(request.nonce, kinds, ESCAPES * 50, trace, Effects([], "", []))), ())


honest, worker._answer = worker._answer, forged
