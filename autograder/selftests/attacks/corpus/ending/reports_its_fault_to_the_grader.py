"""Has Python write the report of a fault into the channel to the grader, and then faults.

Outcome of entropy: crashed
"""

import ctypes
import faulthandler
import gc

worker = next(found for found in gc.get_objects() if type(found).__name__ == "Worker")


def entropy(p, base=2.718281828459045):
    faulthandler.enable(file=worker._channel)
    ctypes.string_at(0)
