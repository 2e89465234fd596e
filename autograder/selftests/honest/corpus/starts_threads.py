"""Computes in a pool of threads, which cannot be started while grading.

Told: threads cannot be started while grading
Deserves: all points, but 0 for bits_per_byte
"""

import math
import threading
from concurrent.futures import ThreadPoolExecutor

lock = threading.Lock()


def bits_per_byte(nats_per_token, tokens, n_bytes):
    if not nats_per_token >= 0 or tokens < 1 or n_bytes < 1:
        raise ValueError("impossible")
    with ThreadPoolExecutor(2) as pool, lock:
        return pool.submit(lambda: nats_per_token / math.log(2) * tokens / n_bytes).result()
