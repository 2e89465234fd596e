"""Fills the memory to the last block, goes on after the error, and returns an answer for which there is no room.

Outcome of entropy: out of memory
"""

KEPT = []


def entropy(p, base=2.718281828459045):
    size = 1 << 30
    while size > 64:
        try:
            KEPT.append(bytearray(size))
        except MemoryError:
            size //= 2
    return [float(number) for number in range(100_000)]
