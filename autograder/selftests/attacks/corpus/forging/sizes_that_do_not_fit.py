"""Replies to all calls of a message at once, with more replies than calls and sizes below 0.

Outcome of entropy: wrong
"""


def forged(request, body):
    if b"\xa7entropy" not in request.requests[0]:
        return honest(request, body)
    return frame(["replies", request.nonce, [b"\x00"] * 300, [-1, 1] * 150])


def entropy(p, base=2.718281828459045):
    return 0.0


honest, worker._answer_all = worker._answer_all, forged
