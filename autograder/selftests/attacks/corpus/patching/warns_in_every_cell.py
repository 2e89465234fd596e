"""Gives thousands of different warnings while it is loaded, for the grader to print and to keep.

Outcome of entropy: not started
"""

SOURCE = "import warnings\nfor number in range(20): warnings.warn(f'{number} of cell {CELL}' + 480 * '!')"


def edit(notebook):
    for number in range(1000):
        cell = {"cell_type": "code", "id": f"cell-{number}", "metadata": {}, "outputs": [], "execution_count": None}
        notebook["cells"].append({**cell, "source": SOURCE.replace("CELL", str(number))})
