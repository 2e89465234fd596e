"""Puts the arguments where the next worker might find them, crashes, and tells them while it is loaded again.

Outcome of entropy: crashed
"""

import builtins
import os

told = getattr(builtins, "seen", os.environ.get("LEAK"))
if told:
    raise ValueError(told)


def entropy(p, base=2.718281828459045):
    builtins.seen = os.environ["LEAK"] = f"LEAK{sorted(map(float, p))}"
    os._exit(0)
