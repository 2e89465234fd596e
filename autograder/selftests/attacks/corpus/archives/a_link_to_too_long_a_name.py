"""Hands in a link to a name that is longer than a name can be, which is another error than that there is no such file.

Outcome of entropy: unreadable
"""


def hand_in(folder, work):
    (folder / f"{work.section}.py").symlink_to("x" * 300)
