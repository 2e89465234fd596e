"""Has halves of characters in its code, its texts and its metadata, which no file and no message can hold.

Outcome of entropy: wrong
"""

SOURCE = "def entropy(p, base=2.718281828459045):\n    return '\ud800\udfff'  # \udc80"


def edit(notebook):
    notebook["metadata"]["\ud800"] = "\udfff"
    cell = {"cell_type": "code", "id": "\udfff", "metadata": {"\ud800": 1}, "outputs": [], "execution_count": 1}
    notebook["cells"].append({**cell, "source": SOURCE})
