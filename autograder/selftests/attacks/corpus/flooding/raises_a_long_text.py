"""Raises an error with a text of 10 MB and millions of lines.

Outcome of entropy: wrong
"""


def entropy(p, base=2.718281828459045):
    raise OverflowError("ab\n" * 3_000_000)
