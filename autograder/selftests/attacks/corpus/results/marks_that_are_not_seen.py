"""Raises errors whose name and text hold marks that turn the line around, join it, or are not seen.

Outcome of entropy: wrong
"""

MARKS = "\u200f\u061c\u200e\u202e\u2066\U000e0041\u2060\u00ad\ufeff\u3164"


def entropy(p, base=2.718281828459045):
    raise type(f"{MARKS}thgir lla", (Exception,), {})(f"{MARKS}25 of 25")
