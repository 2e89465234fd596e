"""Answers with functions and classes of its own, some of them defined behind their use.

Deserves: all points
"""

import math

import numpy as np


class NotADistribution(ValueError):
    """Raised for bad input."""


class Distribution:
    """Probabilities that were checked."""

    count = 0

    def __init__(self, p):
        self.p = np.array(p, dtype=float)
        if not self.is_valid:
            raise NotADistribution(f"{p!r} is no distribution")
        type(self).count += 1

    @property
    def is_valid(self):
        return bool((self.p >= 0).all()) and abs(self.p.sum() - 1) <= 1e-6

    @staticmethod
    def in_base(nats, base):
        return max(0.0, nats) / math.log(base)

    @classmethod
    def entropy_of(cls, p, base=math.e):
        return cls.in_base(-sum(_terms(cls(p).p)), base)


entropy = Distribution.entropy_of


def mutual_information(joint, base=math.e):
    return _shared(Distribution(joint).p, base)


def _shared(joint, base):
    alone = entropy(joint.sum(axis=0), base) + entropy(joint.sum(axis=1), base)
    return max(0.0, alone - entropy(joint.flatten(), base))


def _terms(p):
    for value in p:
        yield value * math.log(value) if value else 0.0
