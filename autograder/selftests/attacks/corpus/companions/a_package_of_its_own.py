"""Makes its folder a package, and imports its answer from a module in it.

Outcome of entropy: wrong
"""

ATTACK = """
__package__ = "package"
__path__ = [FOLDER]

def entropy(p, base=2.718281828459045):
    from . import answers
    return answers.entropy(p, base)
"""


def hand_in(folder, work):
    (folder / "__init__.py").write_text("from .answers import entropy\n")
    (folder / "answers.py").write_text(f"def entropy(p, base):\n    return open({CANARY_FILE!r}).read()\n")
    work.write_module(folder, ATTACK.replace("FOLDER", repr(str(folder))))
