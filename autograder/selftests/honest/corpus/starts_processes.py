"""Computes in a pool of processes, which cannot be started while grading: Python says that by NotImplementedError.

Told: processes cannot be started while grading
Deserves: all points, but 0 for bits_per_byte
"""

import math
from concurrent.futures import ProcessPoolExecutor


def bits_per_byte(nats_per_token, tokens, n_bytes):
    if not nats_per_token >= 0 or tokens < 1 or n_bytes < 1:
        raise ValueError("impossible")
    with ProcessPoolExecutor(2) as pool:
        return pool.submit(pow, nats_per_token / math.log(2) * tokens / n_bytes, 1).result()
