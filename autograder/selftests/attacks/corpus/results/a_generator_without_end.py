"""Returns a generator that never ends and that makes its items from what it is sent.

Outcome of entropy: wrong
"""


def entropy(p, base=2.718281828459045):
    value = 0.0
    while True:
        value = yield value
