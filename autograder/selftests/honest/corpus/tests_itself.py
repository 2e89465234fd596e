"""Tests itself while loading: asserts, a unittest, doctests, and a pytest fixture that is not there.

Deserves: all points
"""

import doctest
import math
import unittest

import numpy as np


def bits_per_byte(nats_per_token, tokens, n_bytes):
    """Bits per byte.

    >>> bits_per_byte(0.0, 1, 1)
    0.0
    >>> bits_per_byte(1, 1, 1)
    2.0
    """
    if not nats_per_token >= 0 or tokens < 1 or n_bytes < 1:
        raise ValueError("impossible")
    return nats_per_token / math.log(2) * tokens / n_bytes


class TestBitsPerByte(unittest.TestCase):
    def test_zero(self):
        self.assertEqual(bits_per_byte(0, 1, 1), 0)

    def test_that_fails(self):
        self.assertEqual(bits_per_byte(0, 1, 1), 1)


def test_halves(benchmark=None):
    assert math.isclose(bits_per_byte(math.log(2), 1, 2), 0.5)


assert bits_per_byte(0, 1, 1) == 0, "zero"
np.testing.assert_allclose(bits_per_byte(math.log(2), 1, 1), 1)
test_halves()
suite = unittest.defaultTestLoader.loadTestsFromTestCase(TestBitsPerByte)
unittest.TextTestRunner().run(suite)
unittest.main(argv=["tests"], exit=False)
doctest.run_docstring_examples(bits_per_byte, globals(), verbose=True)
print(doctest.testmod())
