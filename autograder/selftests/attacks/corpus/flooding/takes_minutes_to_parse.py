"""Hands in a string of a hundred thousand parts, over which one version of Python's parser takes minutes.

Outcome of entropy: unreadable
"""


def hand_in(folder, work):
    work.write_module(folder, f"TEXT = f'{'{0}' * 100_000}'")
