"""Hands in as many short lines as the size of a file allows: parsed, they take gigabytes.

Outcome of entropy: unreadable
"""


def hand_in(folder, work):
    work.write_module(folder, "a\n" * 9_900_000)
