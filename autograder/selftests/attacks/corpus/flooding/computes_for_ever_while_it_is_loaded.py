"""Computes for ever while it is loaded.

Outcome of entropy: not started
"""

while True:
    pass
