"""Computes for longer than it may, and replies all the same.

Outcome of entropy: timed out
"""

import time


def forged(request):
    end = time.process_time() + 5
    while time.process_time() < end:
        pass
    return frame(["returned", request.nonce, 0.0, [[], "", []]])


reply_with(forged)
