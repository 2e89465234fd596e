"""Hands in an .env file with settings for Python and the linker, and returns the environment that it finds.

Outcome of entropy: wrong
"""

ATTACK = """
def entropy(p, base=2.718281828459045):
    import os
    return dict(os.environ)
"""


def hand_in(folder, work):
    (folder / ".env").write_text(
        f"PYTHONPATH={folder}\nPYTHONSTARTUP={folder}/hacked.py\nLD_PRELOAD={folder}/hacked.so\n"
    )
    (folder / "hacked.py").write_text(f"open({CANARY_FOLDER + '/hacked'!r}, 'w').close()")
    work.write_module(folder, ATTACK)
