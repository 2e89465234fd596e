"""Hands in a device: the one kind of which every user may make one.

Outcome of entropy: unreadable
"""

import os
import stat


def hand_in(folder, work):
    os.mknod(folder / f"{work.section}.py", stat.S_IFCHR | 0o666, os.makedev(0, 0))
