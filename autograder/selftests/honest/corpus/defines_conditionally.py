"""Defines its answers inside of try, if, with and for.

Deserves: all points
"""

import contextlib
import math

import numpy as np

try:
    from torch import logsumexp
except ImportError:

    def logsumexp(x):
        return np.logaddexp.reduce(np.asarray(x, dtype=float))


if np.__version__ >= "2":

    def bits_per_byte(nats_per_token, tokens, n_bytes):
        if not nats_per_token >= 0 or tokens < 1 or n_bytes < 1:
            raise ValueError("impossible")
        return nats_per_token / math.log(2) * tokens / n_bytes

else:
    bits_per_byte = None

for unit in (math.e,):
    with contextlib.suppress(ZeroDivisionError):

        def js_divergence(p, q, base=unit):
            middle = sum(as_distribution_pair(p, q)) / 2
            return (kl_divergence(p, middle, base) + kl_divergence(q, middle, base)) / 2

        1 / 0
