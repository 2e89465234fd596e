"""A notebook with a byte order mark, CRLF in its sources, magic lines, and no newline at its end.

Deserves: all points
"""

import json

from autograder.selftests.corpus import set_source, source_of


def hand_in(folder, work):
    for cell in work.notebook["cells"]:
        set_source(cell, source_of(cell).replace("\n", "\r\n"))
        if cell["id"] == "exercise-entropy":
            set_source(cell, source_of(cell) + "\r\n\r\n%timeit entropy([0.5, 0.5])\r\nentropy?\r\n")
    text = json.dumps(work.notebook, indent=1).replace("\n", "\r\n")
    (folder / f"{work.section}.ipynb").write_bytes(text.encode("utf-8-sig"))
