"""Imports numpy under other names, and gives np to something else.

Deserves: all points
"""


def hand_in(folder, work):
    text = work.module.replace("import numpy as np\n", "import numpy\nimport numpy as N\nnp = 'not polynomial'\n", 1)
    (folder / f"{work.section}.py").write_text(text.replace("np.", "N."), encoding="utf-8")
