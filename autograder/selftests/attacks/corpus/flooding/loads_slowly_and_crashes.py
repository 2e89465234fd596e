"""Takes long to load and crashes in every call, so that it must be loaded again each time.

Outcome of entropy: crashed
"""

import os
import time

END = time.process_time() + 0.3
while time.process_time() < END:
    pass


def entropy(p, base=2.718281828459045):
    os._exit(1)
