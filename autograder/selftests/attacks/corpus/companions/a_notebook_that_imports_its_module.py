"""Leaves the answer to a module next to the notebook, and imports it from there.

Outcome of entropy: not started
"""

MODULE = f"""
def entropy(p, base=2.718281828459045):
    return open({CANARY_FILE!r}).read()
"""


def hand_in(folder, work):
    (folder / f"{work.section}.py").write_text(MODULE)
    cell = {"cell_type": "code", "id": "import", "metadata": {}, "outputs": [], "execution_count": 1}
    work.notebook["cells"].append({**cell, "source": f"from {work.section} import entropy, perplexity"})
    work.write_notebook(folder)
