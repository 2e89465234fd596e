"""Returns an int where a float is promised and the value is whole.

Deserves: all points
"""

import math


def entropy(p, base=math.e):
    p = as_distribution(p)
    if p.max() == 1:
        return 0
    return sum(-value * math.log(value, base) for value in p if value)


def bits_per_byte(nats_per_token, tokens, n_bytes):
    if not nats_per_token >= 0 or tokens < 1 or n_bytes < 1:
        raise ValueError("impossible")
    value = nats_per_token / math.log(2) * tokens / n_bytes
    return int(value) if math.isfinite(value) and value == int(value) else value
