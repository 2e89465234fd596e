"""A scratch cell in the middle raises an error that nothing catches.

Told: ZeroDivisionError: division by zero
Deserves: all points
"""

from autograder.selftests.corpus import insert_after, new_cell


def edit(notebook):
    insert_after(notebook, "exercise-entropy", new_cell("x = 0\nprint(1 / x)\nx = 1"))
