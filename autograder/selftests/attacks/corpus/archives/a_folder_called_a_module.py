"""Hands in a folder named like the section's file, with code that Python runs for such a folder.

Outcome of entropy: missing
"""


def hand_in(folder, work):
    package = folder / f"{work.section}.py"
    package.mkdir()
    for name in ("__init__.py", "__main__.py"):
        (package / name).write_text(f"open({CANARY_FOLDER + '/hacked'!r}, 'w').close()")
