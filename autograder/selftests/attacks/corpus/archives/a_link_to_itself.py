"""Hands in a link that leads back to itself by way of another one.

Outcome of entropy: unreadable
"""


def hand_in(folder, work):
    (folder / f"{work.section}.py").symlink_to("again")
    (folder / "again").symlink_to(f"{work.section}.py")
