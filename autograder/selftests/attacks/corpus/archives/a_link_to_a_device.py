"""Hands in a link to a device that can be read without end.

Outcome of entropy: unreadable
"""


def hand_in(folder, work):
    (folder / f"{work.section}.py").symlink_to("/dev/zero")
