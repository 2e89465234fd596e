"""Nests metadata a hundred thousand deep.

Outcome of entropy: unreadable
"""

import json


def hand_in(folder, work):
    work.notebook["metadata"]["deep"] = "DEEP"
    text = json.dumps(work.notebook).replace('"DEEP"', '{"a":' * 100_000 + "0" + "}" * 100_000)
    (folder / f"{work.section}.ipynb").write_text(text)
