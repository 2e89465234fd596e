"""Hands in hundreds of shell lines above a long cell, which IPython reads anew for each of them.

Outcome of entropy: unreadable
"""


def hand_in(folder, work):
    (folder / f"{work.section}.py").write_text("!ls\n" * 499 + "x = [1, 2]\n" * 16_000)
