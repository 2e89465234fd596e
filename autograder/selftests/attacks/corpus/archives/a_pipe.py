"""Hands in pipes, which keep whoever opens them waiting for ever.

Outcome of entropy: unreadable
"""

import os


def hand_in(folder, work):
    os.mkfifo(folder / f"{work.section}.py")
    os.mkfifo(folder / f"{work.section}.ipynb")
