"""Prints the arguments, warns of them, logs them and writes them to every open file.

Outcome of entropy: wrong
"""

import contextlib
import logging
import os
import sys
import warnings


def entropy(p, base=2.718281828459045):
    text = f"LEAK{sorted(map(float, p))}"
    print(text)
    print(text, file=sys.stderr)
    warnings.warn_explicit(text, type(text, (Warning,), {}), text, 1)
    logging.error(text)
    for descriptor in range(3):
        with contextlib.suppress(OSError):
            os.write(descriptor, text.encode())
    return 0.0
