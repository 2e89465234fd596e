"""Hides its code behind a line end that few readers know, in what looks like a cell for the shell.

Outcome of entropy: not started
"""

SOURCE = "%%bash\rdef entropy(p, base=2.718281828459045):\r    return open(CANARY).read()\r\f# \v\x1c\x85\u2028"


def edit(notebook):
    cell = {"cell_type": "code", "id": "trick", "metadata": {}, "outputs": [], "execution_count": 1}
    notebook["cells"].append({**cell, "source": SOURCE.replace("CANARY", repr(CANARY_FILE))})
