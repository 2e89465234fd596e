"""Sends a reply of many megabytes byte after byte, each of which shows that it is alive.

Outcome of entropy: timed out
"""

import os
import struct


def forged(request):
    os.write(worker._channel, struct.pack("<II", 1 << 20, 1 << 23))
    while True:
        os.write(worker._channel, b"a")


reply_with(forged)
