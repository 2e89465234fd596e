"""Warns in each call, and lets numpy warn about the logarithm of 0.

Deserves: all points
"""

import math
import warnings

import numpy as np


def self_information(p, base=2):
    warnings.warn("natural logarithms would be faster", DeprecationWarning, stacklevel=2)
    if not 0 <= p <= 1:
        raise ValueError("p is not a probability")
    return abs(float(np.divide(np.log(p), np.log(base))))


def perplexity(token_nlls):
    nlls = np.array(token_nlls, dtype=float)
    if not len(nlls) or not (nlls >= 0).all():
        raise ValueError("no losses")
    return np.exp(nlls.mean())
