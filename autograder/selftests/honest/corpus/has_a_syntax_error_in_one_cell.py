"""One answer is not finished and is no Python; a scratch cell before it failed for another reason.

Told: (this is Python 3.
Deserves: all points, but 0 for bits_per_byte
"""

from autograder.selftests.corpus import cell_of, insert_after, new_cell, set_source

UNFINISHED = """\
def bits_per_byte(nats_per_token, tokens, n_bytes):
    bits = nats_per_token / (math.log(2)
    return bits
"""


def edit(notebook):
    insert_after(notebook, "given-1", new_cell("import torch"))
    set_source(cell_of(notebook, "exercise-bits_per_byte"), UNFINISHED)
