"""A cell awaits something, which notebooks allow at the top level and Python does not.

Told: SyntaxError: 'await' outside function
Deserves: all points
"""

from autograder.selftests.corpus import insert_after, new_cell


def edit(notebook):
    insert_after(notebook, "given-1", new_cell("import asyncio\n\nawait asyncio.sleep(0)"))
