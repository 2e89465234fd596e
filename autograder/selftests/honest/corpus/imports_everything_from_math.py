"""Imports everything from math and cmath, which shadows the built-in pow.

Deserves: all points
"""

import math
from cmath import *
from math import *


def self_information(p, base=2):
    if isnan(p) or p < 0 or p > 1:
        raise ValueError("p must be a probability")
    return inf if p == 0 else abs(log(p) / log(base))


def bits_per_byte(nats_per_token, tokens, n_bytes):
    if isnan(nats_per_token) or nats_per_token < 0 or tokens <= 0 or n_bytes <= 0:
        raise ValueError("impossible")
    return nats_per_token / log(2) * tokens / n_bytes
