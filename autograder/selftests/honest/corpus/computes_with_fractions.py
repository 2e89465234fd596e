"""Computes with Fractions, Decimals, masked arrays and matrices, and returns floats and plain arrays.

Deserves: all points
"""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np


def bits_per_byte(nats_per_token, tokens, n_bytes):
    if not nats_per_token >= 0 or tokens < 1 or n_bytes < 1:
        raise ValueError("impossible")
    return nats_per_token / math.log(2) * float(Fraction(tokens, n_bytes))


def self_information(p, base=2):
    if not 0 <= p <= 1:
        raise ValueError("p")
    return float(abs(Decimal(p).ln() / Decimal(base).ln())) if p else math.inf


def entropy(p, base=math.e):
    p = np.ma.masked_equal(as_distribution(p), 0)
    return abs(float((p * np.ma.log(p)).sum())) / math.log(base)


def cross_entropy(p, q, base=math.e):
    p, q = as_distribution_pair(p, q)
    with np.errstate(divide="ignore"):
        logs = np.where(p > 0, np.log(q), 0.0)
    return -(np.matrix(p) * np.matrix(logs).T)[0, 0] / math.log(base)
