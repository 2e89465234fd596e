"""Raises an error of two hundred classes, each derived from the one before and with a long name.

Outcome of entropy: crashed
"""

KIND = Exception
for number in range(200):
    KIND = type(f"{number}{'x' * 1000}", (KIND,), {})


def entropy(p, base=2.718281828459045):
    raise KIND
