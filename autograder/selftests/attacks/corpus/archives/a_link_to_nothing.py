"""Hands in a link to a file that is not there.

Outcome of entropy: unreadable
"""


def hand_in(folder, work):
    (folder / f"{work.section}.py").symlink_to("answers.py")
