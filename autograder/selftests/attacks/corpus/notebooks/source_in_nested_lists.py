"""Nests the source of a cell in hundreds of lists: not too deep for the reader of JSON, but for what comes next.

Outcome of entropy: unreadable
"""


def edit(notebook):
    source = ["def entropy(p, base=2.718281828459045): return 0.0"]
    for _ in range(900):
        source = [source]
    cell = {"cell_type": "code", "id": "trick", "metadata": {}, "outputs": [], "execution_count": 1}
    notebook["cells"].append({**cell, "source": source})
