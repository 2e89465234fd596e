"""Imports a module whose name has forty thousand parts: Python's parser keeps every beginning of it, gigabytes in all.

Outcome of entropy: unreadable
"""


def hand_in(folder, work):
    (folder / f"{work.section}.py").write_text("import " + ".".join("a" * 40_000) + "\n")
