"""Has a number that takes minutes to read, if it is read as a whole number.

Outcome of entropy: unreadable
"""

import json


def hand_in(folder, work):
    work.notebook["metadata"]["points"] = "POINTS"
    text = json.dumps(work.notebook).replace('"POINTS"', "9" * 1_000_000)
    (folder / f"{work.section}.ipynb").write_text(text)
