"""Sends a reply without its last bytes and ends.

Outcome of entropy: crashed
"""

import os


def forged(request):
    os.write(worker._channel, frame(["returned", request.nonce, 0.0, [[], "", []]])[:-3])
    os._exit(0)


reply_with(forged)
