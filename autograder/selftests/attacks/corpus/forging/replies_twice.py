"""Sends two replies to each call at once, so that the second one is there before the next call.

Outcome of entropy: crashed
"""


def forged(request):
    reply = frame(["returned", request.nonce, 0.0, [[], "", []]])
    return reply + reply


reply_with(forged)
