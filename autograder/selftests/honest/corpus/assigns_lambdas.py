"""Assigns lambdas to the names of exercises, one with a type hint, one in a tuple.

Deserves: all points
"""

import math
from collections.abc import Callable

import numpy as np

logsumexp = lambda x: np.logaddexp.reduce(np.asarray(x, dtype=float))
log_softmax: Callable = lambda x: (y := np.asarray(x, dtype=float) - np.max(x, axis=-1, keepdims=True)) - np.log(
    np.exp(y).sum(axis=-1, keepdims=True)
)
entropy, js_divergence = (
    lambda p, base=math.e: max(0.0, -sum(v * math.log(v) for v in as_distribution(p) if v)) / math.log(base),
    lambda p, q, base=math.e: sum(kl_divergence(a, np.add(p, q) / 2, base) for a in as_distribution_pair(p, q)) / 2,
)
