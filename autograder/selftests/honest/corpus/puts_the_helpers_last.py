"""The cells were moved about: the given helpers are defined in the last cell.

Deserves: all points
"""

from autograder.selftests.corpus import cell_of


def edit(notebook):
    helpers = cell_of(notebook, "given-2")
    notebook["cells"].remove(helpers)
    notebook["cells"].append(helpers)
