"""Hands in a file of eight gigabytes, which takes no room on the disk.

Outcome of entropy: unreadable
"""


def hand_in(folder, work):
    with (folder / f"{work.section}.py").open("wb") as file:
        file.truncate(8 << 30)
