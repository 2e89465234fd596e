"""Hands in ten thousand modules that all come before the section's.

Outcome of entropy: missing
"""


def hand_in(folder, work):
    work.write_module(folder)
    for number in range(10_000):
        (folder / f"a{number}.py").touch()
