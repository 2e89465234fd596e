"""Hands in a folder that is a link to the solutions, in which the section's file is no link at all.

Outcome of entropy: unreadable
"""

from autograder.workbook.paths import SOLUTIONS


def hand_in(folder, work):
    folder.rmdir()
    folder.symlink_to(SOLUTIONS)
