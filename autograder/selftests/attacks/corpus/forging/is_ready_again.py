"""Says that it has just been started, as if no call had been made.

Outcome of entropy: crashed
"""


def forged(request):
    return frame(["ready"])


reply_with(forged)
