"""Hands in a folder that is a link to itself.

Outcome of entropy: unreadable
"""


def hand_in(folder, work):
    folder.rmdir()
    folder.symlink_to(folder.name)
