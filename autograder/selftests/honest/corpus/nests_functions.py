"""Answers with functions inside of functions, closures and nonlocal variables.

Deserves: all points
"""

import math


def logsumexp(x):
    values = [float(value) for value in x]
    top = max(values, default=-math.inf)
    total = 0.0

    def add(value):
        nonlocal total

        def shifted():
            return math.exp(value - top)

        total += shifted()

    if math.isinf(top):
        return top
    for value in values:
        add(value)
    return top + math.log(total)


def make_bits_per_byte(nats_per_bit):
    def bits_per_byte(nats_per_token, tokens, n_bytes):
        if not nats_per_token >= 0 or tokens < 1 or n_bytes < 1:
            raise ValueError("impossible")
        return nats_per_token / nats_per_bit * tokens / n_bytes

    return bits_per_byte


bits_per_byte = make_bits_per_byte(math.log(2))
