"""Exchanges ids and metadata of a solved exercise and entropy, so that the answer to the one counts for the other.

Outcome of entropy: not started
"""


def edit(notebook):
    cells = {cell["id"]: cell for cell in notebook["cells"]}
    for kind in ("exercise", "check"):
        solved, unsolved = cells[f"{kind}-self_information"], cells[f"{kind}-entropy"]
        for key in ("id", "metadata"):
            solved[key], unsolved[key] = unsolved[key], solved[key]
