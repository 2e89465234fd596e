"""Sends a right frame with a megabyte behind it that belongs to no value.

Outcome of entropy: crashed
"""


def forged(request):
    return frame(["returned", request.nonce, 0.0, [[], "", []]], bytes(1 << 20))


reply_with(forged)
