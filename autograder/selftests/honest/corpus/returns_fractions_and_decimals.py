"""Returns a Fraction and a Decimal where floats are promised.

Told: plain
Deserves: all points, but 0 for bits_per_byte, 0 for self_information
"""

import math
from decimal import Decimal
from fractions import Fraction


def bits_per_byte(nats_per_token, tokens, n_bytes):
    if not nats_per_token >= 0 or tokens < 1 or n_bytes < 1:
        raise ValueError("impossible")
    return Fraction(nats_per_token) / Fraction(math.log(2)) * tokens / n_bytes


def self_information(p, base=2):
    if not 0 <= p <= 1:
        raise ValueError("p")
    return abs(Decimal(p).ln() / Decimal(base).ln())
