"""Asks for terabytes while it is loaded.

Outcome of entropy: could not be loaded
"""

ROOM = [0] * (1 << 40)
