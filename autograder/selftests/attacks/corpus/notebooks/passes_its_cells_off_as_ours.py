"""Gives its cells the roles and ids of ours, in the hope that ours are trusted and run outside of the sandbox.

Outcome of entropy: wrong
"""

SOURCE = f"""
def entropy(p, base=2.718281828459045):
    return open({CANARY_FILE!r}).read()

class Hacked:
    open({CANARY_FOLDER + "/hacked"!r}, "w").close()
"""


def edit(notebook):
    for role in ("setup", "demo", "check"):
        metadata = {"workbook": {"role": role, "exercise": "entropy"}, "deletable": False, "editable": False}
        cell = {"cell_type": "code", "id": role, "metadata": metadata, "outputs": [], "execution_count": 1}
        notebook["cells"].append({**cell, "source": SOURCE})
