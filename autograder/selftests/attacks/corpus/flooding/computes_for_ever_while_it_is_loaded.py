"""Computes for ever while it is loaded.

Outcome of entropy: could not be loaded
"""

while True:
    pass
