"""Hands in the notebook of another section under this one's name.

Outcome of entropy: unreadable
"""


def edit(notebook):
    notebook["metadata"]["workbook"]["section"] = "s01_probability\x1b[2J\n=1+1"
