"""Deletes the given helpers and has its own under other names.

Deserves: all points
"""

from autograder.selftests.corpus import cell_of, insert_after, new_cell, set_source, source_of


def edit(notebook):
    helpers = source_of(cell_of(notebook, "given-2"))
    notebook["cells"].remove(cell_of(notebook, "given-2"))
    for cell in notebook["cells"]:
        if cell["id"].startswith("exercise-"):
            set_source(cell, source_of(cell).replace("as_distribution", "checked"))
    insert_after(notebook, "given-1", new_cell(helpers.replace("as_distribution", "checked")))
