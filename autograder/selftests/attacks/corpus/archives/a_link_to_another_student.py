"""Hands in a link to the answers of another student, who has solved everything.

Outcome of entropy: unreadable
"""


def hand_in(folder, work):
    name = f"{work.section}.py"
    (folder / name).symlink_to(f"../all-right-in-the-module/{name}")
