"""Puts its answer before the stub, and numbers the cells as if it had been run after it.

Outcome of entropy: not started
"""

SOURCE = f"""
def entropy(p, base=2.718281828459045):
    return open({CANARY_FILE!r}).read()
"""


def edit(notebook):
    cell = {"cell_type": "code", "id": "trick", "metadata": {}, "outputs": [], "execution_count": 10**9}
    cell["metadata"]["execution"] = {"iopub.execute_input": "2999-01-01T00:00:00Z"}
    notebook["cells"].insert(0, {**cell, "source": SOURCE})
    for number, code in enumerate(cell for cell in notebook["cells"][1:] if cell["cell_type"] == "code"):
        code["execution_count"] = number
