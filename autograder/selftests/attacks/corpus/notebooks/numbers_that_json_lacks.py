"""Has NaN and infinities for format, counts, ids, roles and points.

Outcome of entropy: not started
"""

from math import inf, nan


def edit(notebook):
    notebook |= {"nbformat": nan, "nbformat_minor": -inf}
    notebook["metadata"]["points"] = inf
    for cell in notebook["cells"]:
        cell |= {"id": nan, "execution_count": inf, "outputs": nan}
        if cell["cell_type"] == "code" and cell["metadata"]["workbook"]["role"] == "exercise":
            cell["metadata"]["workbook"] = {"role": nan, "exercise": inf, "points": inf}
