"""Keeps older and wrong versions of an answer beside it: renamed, commented out, and redefined.

Deserves: all points
"""

import math

# def bits_per_byte(nats_per_token, tokens, n_bytes):
#     return nats_per_token * tokens / n_bytes


def bits_per_byte_old(nats_per_token, tokens, n_bytes):
    return nats_per_token * tokens // n_bytes


def bits_per_byte(nats_per_token, tokens, n_bytes):
    raise NotImplementedError("later")


bits_per_byte_2 = bits_per_byte


def bits_per_byte(nats_per_token, tokens, n_bytes):
    if not nats_per_token >= 0 or tokens < 1 or n_bytes < 1:
        raise ValueError("impossible")
    return nats_per_token / math.log(2) * tokens / n_bytes
