"""Announces a frame of four gigabytes, for which a reader makes room.

Outcome of entropy: crashed
"""


def forged(request):
    return b"\xff" * 8 + frame(["returned", request.nonce, 0.0, [[], "", []]])


reply_with(forged)
