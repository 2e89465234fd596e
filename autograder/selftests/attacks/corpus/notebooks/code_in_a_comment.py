"""Hides code in a comment, which would be code in the encoding that the cell's first line claims.

Outcome of entropy: not started
"""

CODE = "\ndef entropy(p, base=2.718281828459045):\n    return 0.0\n"


def edit(notebook):
    source = "# -*- coding: utf-7 -*-\n# " + CODE.replace("\n", "+AAo-")
    assert CODE in source.encode().decode("utf-7")
    cell = {"cell_type": "code", "id": "trick", "metadata": {}, "outputs": [], "execution_count": 1}
    notebook["cells"].append({**cell, "source": source})
