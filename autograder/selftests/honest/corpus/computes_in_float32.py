"""Computes in float32, whose seven digits are fewer than a float promises.

Told: the result is not the expected one
Deserves: all points, but 0 for bits_per_byte
"""

import numpy as np


def bits_per_byte(nats_per_token, tokens, n_bytes):
    if not nats_per_token >= 0 or tokens < 1 or n_bytes < 1:
        raise ValueError("impossible")
    return np.float32(nats_per_token) / np.log(np.float32(2)) * np.float32(tokens) / np.float32(n_bytes)
