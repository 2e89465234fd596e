"""Runs shell commands in lines with an exclamation mark, alone and on the right of an assignment.

Outcome of entropy: wrong
"""

SOURCE = f"""!touch {CANARY_FOLDER}/hacked
value = !cat {CANARY_FILE}
!!touch {CANARY_FOLDER}/hacked

def entropy(p, base=2.718281828459045):
    return value
"""


def edit(notebook):
    cell = {"cell_type": "code", "id": "trick", "metadata": {}, "outputs": [], "execution_count": 1}
    notebook["cells"].append({**cell, "source": SOURCE})
