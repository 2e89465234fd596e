"""Hands in a folder that is a link to the solutions, in which the section's file is no link at all.

Outcome of entropy: unreadable
"""

from autograder.workbook.workbook import ROOT


def hand_in(folder, work):
    folder.rmdir()
    folder.symlink_to(ROOT / "solutions")
