"""Prints a line of 10 MB and twenty thousand short ones, and writes as much below Python's streams.

Outcome of entropy: wrong
"""

import os


def entropy(p, base=2.718281828459045):
    print("x" * 10_000_000)
    for number in range(20_000):
        print(number)
    os.write(1, bytes(10_000_000))
    return 0.0
