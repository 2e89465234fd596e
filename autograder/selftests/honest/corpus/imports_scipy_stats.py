"""Answers with scipy.stats and scipy.spatial, imported inside of the functions.

Deserves: all points
"""

import math


def entropy(p, base=math.e):
    import scipy.stats

    return float(scipy.stats.entropy(as_distribution(p), base=base)) + 0.0


def js_divergence(p, q, base=math.e):
    from scipy.spatial import distance

    return distance.jensenshannon(*as_distribution_pair(p, q), base) ** 2
