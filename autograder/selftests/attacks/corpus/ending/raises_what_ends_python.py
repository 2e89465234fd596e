"""Raises in turn what ends an interpreter, a task or a generator, none of it an Exception.

Outcome of entropy: wrong
"""

import asyncio
import itertools
import sys

ENDS = itertools.cycle([SystemExit(0), KeyboardInterrupt(), GeneratorExit(), asyncio.CancelledError()])


def entropy(p, base=2.718281828459045):
    sys.unraisablehook = sys.excepthook = lambda *args: None
    raise next(ENDS)
