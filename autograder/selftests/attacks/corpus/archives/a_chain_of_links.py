"""Hands in a link to a link to a link to a file of the grader's, where only the last one leaves the folder.

Outcome of entropy: unreadable
"""


def hand_in(folder, work):
    (folder / "third").symlink_to(CANARY_FILE)
    (folder / "second").symlink_to("third")
    (folder / f"{work.section}.ipynb").symlink_to("second")
