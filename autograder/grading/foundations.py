"""Right versions of earlier exercises, so that a mistake in one of them is not paid for again in those that use it."""

from collections.abc import Sequence

from autograder.sandbox.cells import Cell
from autograder.workbook.model import Exercise, Given, Section


def right_versions(section: Section, names: Sequence[str], foundations: Sequence[str]) -> Cell:
    """A cell that, behind a student's cells, puts the references in the place of the student's functions `names`.

    They get a namespace of their own: what a student made of the given helpers is neither used nor replaced. The
    references come into the sandbox here, but only those of exercises that have been judged already.

    Args:
        section: the section.
        names: exercises to replace.
        foundations: the exercises that these are made of in turn.
    """
    needed = {*names, *foundations}
    parts = [
        cell.source
        for cell in section.cells
        if isinstance(cell, Given) or (isinstance(cell, Exercise) and cell.name in needed)
    ]
    replaced = "".join(f"{name} = _right[{name!r}]\n" for name in names)
    text = "\n\n\n".join(parts)
    return Cell("right versions", f"_right = {{'__name__': 'right'}}\nexec({text!r}, _right)\n{replaced}")
