"""Recurses without end: in the text of a nest of lists, in a regular expression, in JSON, and in Python.

Outcome of entropy: wrong
"""

import contextlib
import json
import re

NEST = []
for _ in range(100_000):
    NEST = [NEST]


def climb():
    return climb() + 1.0


def entropy(p, base=2.718281828459045):
    for recurse in (lambda: repr(NEST), lambda: re.compile("(" * 10_000), lambda: json.loads("[" * 10_000)):
        with contextlib.suppress(RecursionError):
            recurse()
    return climb()
