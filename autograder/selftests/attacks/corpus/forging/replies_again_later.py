"""Sends its reply a second time when the grader has read the first one.

Outcome of entropy: crashed
"""

import os
import time


def forged(request):
    reply = frame(["returned", request.nonce, 0.0, [[], "", []]])
    os.write(worker._channel, reply)
    time.sleep(0.01)
    return reply


reply_with(forged)
