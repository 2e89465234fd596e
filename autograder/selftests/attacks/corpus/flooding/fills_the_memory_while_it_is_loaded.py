"""Asks for terabytes while it is loaded.

Outcome of entropy: not started
"""

ROOM = [0] * (1 << 40)
