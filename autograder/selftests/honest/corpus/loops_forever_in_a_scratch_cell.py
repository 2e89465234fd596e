"""A scratch cell in front of the last two exercises loops for ever: its author stopped it by hand.

Told: (what comes after it was not run)
Deserves: all points, but 0 for js_divergence, 0 for bits_per_byte
"""

from autograder.selftests.corpus import insert_after, new_cell


def edit(notebook):
    insert_after(notebook, "check-label_smoothed_loss", new_cell("step = 0\nwhile True:\n    step += 1"))
