"""Ends its program with exit() in its last line.

Told: SystemExit
Deserves: all points
"""


def hand_in(folder, work):
    work.write_module(folder, "print('done')\nexit()\n")
