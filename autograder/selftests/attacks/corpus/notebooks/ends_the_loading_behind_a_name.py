"""Ends the process in a cell that only mentions what is unsolved, so that it seems to be lost by loading.

Outcome of entropy: not started
"""

MENTIONS = "import os\nos._exit(0)\n# entropy perplexity"
DEFINES = "def entropy(p, base=2.718281828459045): return 0.5"


def edit(notebook):
    for number, source in enumerate((MENTIONS, DEFINES)):
        cell = {"cell_type": "code", "id": f"more{number}", "metadata": {}, "outputs": [], "execution_count": None}
        notebook["cells"].append(cell | {"source": source})
