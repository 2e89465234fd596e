"""The cell of one exercise was deleted, and a scratch cell imports what is not there.

Told: missing
Deserves: all points, but 0 for bits_per_byte
"""

from autograder.selftests.corpus import cell_of, insert_after, new_cell


def edit(notebook):
    insert_after(notebook, "given-1", new_cell("import torch"))
    notebook["cells"].remove(cell_of(notebook, "exercise-bits_per_byte"))
