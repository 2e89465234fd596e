"""Keeps its helpers in a module of its own, beside the section's, which asks for all answers in one file.

Told: module 'helpers' is not available while grading
Deserves: nothing, but 1 for self_information, 2 for label_smoothed_loss, 1 for bits_per_byte
"""


def hand_in(folder, work):
    (folder / "helpers.py").write_text("def as_distribution(p):\n    return p\n")
    text = work.module.replace("import math\n", "import math\nfrom helpers import as_distribution\n", 1)
    (folder / f"{work.section}.py").write_text(text, encoding="utf-8")
