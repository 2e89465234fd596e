"""Hands in a notebook of format 3, whose cells and sources have other names and places.

Outcome of entropy: unreadable
"""


def edit(notebook):
    cells = [
        {"cell_type": "code", "input": cell["source"], "language": "python", "outputs": []}
        for cell in notebook.pop("cells")
    ]
    notebook |= {"nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": cells, "metadata": {}}]}
