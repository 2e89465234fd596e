"""Adds up losses by a recursion that is as deep as the text is long, where any length is promised to work.

Told: raises RecursionError in s04_information_theory.py, line 12
Deserves: all points, but 1.7143 for perplexity
"""

import math
import sys


def _sum(values):
    return values[0] + _sum(values[1:]) if len(values) else 0.0


def perplexity(token_nlls):
    nlls = [float(nll) for nll in token_nlls]
    if not nlls or not all(nll >= 0 for nll in nlls):
        raise ValueError("losses expected")
    mean = _sum(nlls) / len(nlls)
    return math.exp(mean) if mean < 709.7 else math.inf
