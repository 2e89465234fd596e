"""Hands in as much code as may be parsed, of which every second letter becomes an object.

Outcome of entropy: not started
"""


def hand_in(folder, work):
    work.write_module(folder, "0;" * 60_000)
