"""Makes a second end of the channel, for a reply when the first one has been closed.

Outcome of entropy: wrong
"""

import os


def entropy(p, base=2.718281828459045):
    second = os.dup(worker._channel)
    os.close(worker._channel)
    worker._channel, worker._requests = second, type(worker._requests)(second)
    return 0.0
