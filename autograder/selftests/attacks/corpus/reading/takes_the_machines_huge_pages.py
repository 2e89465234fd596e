"""Takes huge pages, of which the machine has one store: others see what is left.

Outcome of entropy: wrong
"""

import mmap

HUGE, PRIVATE_AND_EMPTY, SIZE = 0x40000, 0x22, 1 << 21


def entropy(p, base=2.718281828459045):
    taken = []
    try:
        while len(taken) < 8:
            taken.append(mmap.mmap(-1, SIZE, flags=PRIVATE_AND_EMPTY | HUGE))
    except OSError:
        pass
    return f"{len(taken)} pages"
