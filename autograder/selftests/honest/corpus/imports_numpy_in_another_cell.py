"""Deletes the cell with the imports and imports the same in the cell of an answer.

Deserves: all points
"""

from autograder.selftests.corpus import cell_of, change_source


def edit(notebook):
    notebook["cells"].remove(cell_of(notebook, "given-1"))
    change_source(notebook, "exercise-self_information", lambda source: "import math\nimport numpy as np\n" + source)
