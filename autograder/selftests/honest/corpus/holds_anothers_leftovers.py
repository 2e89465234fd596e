"""Cells of another section's notebook were pasted in, with its metadata and its stubs.

Deserves: all points
"""

from autograder.selftests.corpus import insert_after, new_cell

STUB = '''
def softmax(x):
    """Softmax of a vector."""
    raise NotImplementedError("softmax: write your code here")
'''


def edit(notebook):
    mark = {"workbook": {"role": "exercise", "exercise": "softmax"}}
    insert_after(notebook, "exercise-entropy", new_cell(STUB, mark))
    check = {"workbook": {"role": "check", "exercise": "softmax"}}
    insert_after(notebook, "check-entropy", new_cell("check(test_softmax_sums_to_1)", check))
    insert_after(notebook, "check-entropy", new_cell("%run s02_softmax.py\nx = 3\ndef scratch(): return x"))
