"""Overflows the stack of C by iterators within iterators, which Python's limit does not count.

Outcome of entropy: crashed
"""

import itertools

NEST = iter(())
for _ in range(300_000):
    NEST = itertools.chain(NEST, ())


def entropy(p, base=2.718281828459045):
    return next(NEST, 0.0)
