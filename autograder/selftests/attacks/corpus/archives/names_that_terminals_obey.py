"""Hands in files whose names hold line ends, escape sequences and marks that turn the direction of writing.

Outcome of entropy: not started
"""

NAMES = (
    "\x1b[2J\x1b]0;hacked\x07.py",
    "x\n" * 60 + ".py",
    "\r100 points\b\b.ipynb",
    "\u202eyp.stniop\u2028.py",
    "\t\x9b.py",
)


def hand_in(folder, work):
    for name in NAMES:
        (folder / name).touch()
    work.write_module(folder)
