"""Stacks ten thousand cell magics, each of which runs the rest of its cell, to exhaust whoever unwraps them.

Outcome of entropy: not started
"""


def edit(notebook):
    cell = {"cell_type": "code", "id": "trick", "metadata": {}, "outputs": [], "execution_count": 1}
    notebook["cells"].append({**cell, "source": "%%time\n" * 10_000})
