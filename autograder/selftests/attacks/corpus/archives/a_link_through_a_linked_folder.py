"""Hands in a link that stays in the student's folder by its name, but goes through a linked folder to the solutions.

Outcome of entropy: unreadable
"""

from autograder.workbook.workbook import ROOT


def hand_in(folder, work):
    (folder / "answers").symlink_to(ROOT / "solutions")
    (folder / f"{work.section}.py").symlink_to(f"answers/{work.section}.py")
