"""A cell asks the reader to type something.

Told: EOFError
Deserves: all points
"""

from autograder.selftests.corpus import insert_after, new_cell

SOURCE = 'name = input("Your name? ")\nprint("Hello,", name)'


def edit(notebook):
    insert_after(notebook, "given-1", new_cell(SOURCE))
