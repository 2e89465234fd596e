"""Hands in a notebook with every answer and a module in which half of them are still stubs, and notes on paper.

Deserves: all points
"""

from autograder.selftests.corpus import work as start


def hand_in(folder, work):
    work.write_notebook(folder)
    start(unsolved=("entropy", "perplexity", "logsumexp", "bits_per_byte")).write_module(folder)
    (folder / "notes.pdf").write_bytes(b"%PDF-1.7")
    (folder / ".DS_Store").write_bytes(b"\0\0\0\1Bud1")
    (folder / "__pycache__").mkdir()
    (folder / ".ipynb_checkpoints").mkdir()
    work.write_notebook(folder / ".ipynb_checkpoints")
