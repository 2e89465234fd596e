"""Has a character in its code at which a reader in C would stop, and code behind it.

Outcome of entropy: not started
"""


def edit(notebook):
    cell = {"cell_type": "code", "id": "trick", "metadata": {}, "outputs": [], "execution_count": 1}
    notebook["cells"].append({**cell, "source": "# \0\ndef entropy(p, base=2.718281828459045):\n    return 0.0\n"})
