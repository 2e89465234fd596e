"""Makes the cell of entropy one that does not parse, in the hope that something in it is run or quoted all the same.

Outcome of entropy: could not be loaded
"""

SOURCE = f"""
@(lambda function: open({CANARY_FOLDER + "/hacked"!r}, "w"))
def entropy(p, base=open({CANARY_FILE!r}).read()):
    return f"{{open({CANARY_FILE!r}).read()"
"""


def edit(notebook):
    cell = next(cell for cell in notebook["cells"] if cell["id"] == "exercise-entropy")
    cell["source"] = SOURCE
