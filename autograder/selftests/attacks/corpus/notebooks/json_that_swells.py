"""Has an output that is three bytes for each of millions of lists, which take thirty times as much memory once read.

Outcome of entropy: not started
"""

import json


def hand_in(folder, work):
    cell = next(cell for cell in work.notebook["cells"] if cell["cell_type"] == "code")
    cell["outputs"] = ["SWELLS"]
    lists = "[" + "[]," * 3_000_000 + "[]]"
    (folder / f"{work.section}.ipynb").write_text(json.dumps(work.notebook).replace('"SWELLS"', lists))
