"""Keeps what it computes in named tuples, and its units in enums.

Deserves: all points
"""

import collections
import enum
import math
from typing import NamedTuple

import numpy as np

Pair = collections.namedtuple("Pair", "p q")


class Unit(enum.Enum):
    NATS = math.e
    BITS = 2


class Sign(enum.IntEnum):
    MINUS = -1
    PLUS = 1


class Terms(NamedTuple):
    p: np.ndarray
    log_q: np.ndarray

    def total(self):
        return Sign.MINUS * float(self.p @ self.log_q)


def cross_entropy(p, q, base=Unit.NATS.value):
    pair = Pair(*as_distribution_pair(p, q))
    used = pair.p > 0
    with np.errstate(divide="ignore"):
        return Terms(pair.p[used], np.log(pair.q[used])).total() / math.log(base)
