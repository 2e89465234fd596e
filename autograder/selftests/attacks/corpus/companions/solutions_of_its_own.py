"""Hands in a package "solutions" whose entropy makes the same mistake as the answer.

Outcome of entropy: wrong
"""

MISTAKE = """
def entropy(p, base=2.718281828459045):
    return 0.0
"""


def hand_in(folder, work):
    (folder / "solutions").mkdir()
    (folder / "solutions" / "__init__.py").touch()
    (folder / "solutions" / f"{work.section}.py").write_text(f"{work.module}\n{MISTAKE}")
    work.write_module(folder, MISTAKE)
