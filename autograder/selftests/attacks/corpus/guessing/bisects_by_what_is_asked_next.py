"""Takes a second question of the same length as a sign that its last answer was right, and bisects between the bounds.

Outcome of entropy: wrong
"""

import math

bounds = {"low": 0.0, "high": 1.0, "length": None}


def entropy(p, base=2.718281828459045):
    middle = (bounds["low"] + bounds["high"]) / 2
    bounds["low" if bounds["length"] == len(p) else "high"] = middle
    bounds["length"] = len(p)
    return middle * math.log(max(len(p), 2))
