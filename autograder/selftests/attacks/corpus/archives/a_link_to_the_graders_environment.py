"""Hands in links to the environment of a process of the grader's, as a file that says it is empty.

Outcome of entropy: unreadable
"""


def hand_in(folder, work):
    (folder / f"{work.section}.py").symlink_to(f"/proc/{CANARY_PID}/environ")
    (folder / f"{work.section}.ipynb").symlink_to("/proc/self/environ")
