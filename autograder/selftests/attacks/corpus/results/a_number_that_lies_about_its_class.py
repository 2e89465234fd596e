"""Returns an object that claims to be a float, a numpy type and a function at once.

Outcome of entropy: wrong
"""

import numpy as np


class Liar:
    __name__ = "exp"
    dtype = np.dtype(float)
    shape = ()

    @property
    def __class__(self):
        return np.ufunc

    def __float__(self):
        return 0.0

    def __index__(self):
        return 0

    def __array__(self, dtype=None, copy=None):
        return np.zeros(())

    def __eq__(self, other):
        return True

    __sub__ = __rsub__ = __abs__ = __float__


def entropy(p, base=2.718281828459045):
    return Liar()
