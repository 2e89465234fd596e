"""Keeps the number of each call and sends it with the reply to the next one.

Outcome of entropy: crashed
"""

CALLS = []


def forged(request):
    CALLS.append(request.nonce)
    return frame(["returned", CALLS[max(len(CALLS) - 2, 0)], 0.0, [[], "", []]])


reply_with(forged)
