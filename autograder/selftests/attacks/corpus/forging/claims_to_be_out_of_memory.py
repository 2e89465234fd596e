"""Ends with the status by which a worker says that it has no memory left.

Outcome of entropy: out of memory
"""

import os

from autograder.sandbox.wire.messages import EXIT_OUT_OF_MEMORY


def entropy(p, base=2.718281828459045):
    os._exit(EXIT_OUT_OF_MEMORY)
