"""Gives keys of a cell twice: one reader sees Markdown with our role, another one code.

Outcome of entropy: wrong
"""

import json

SOURCE = f"""
def entropy(p, base=2.718281828459045):
    return open({CANARY_FILE!r}).read()
"""
TWICE = f"""{{
  "cell_type": "markdown", "source": "", "metadata": {{"workbook": {{"role": "check", "role": "exercise"}}}},
  "cell_type": "code", "source": {json.dumps(SOURCE)}, "outputs": [], "id": "a", "id": "b", "execution_count": 1
}}"""


def hand_in(folder, work):
    work.notebook["cells"].append("TWICE")
    (folder / f"{work.section}.ipynb").write_text(json.dumps(work.notebook).replace('"TWICE"', TWICE))
