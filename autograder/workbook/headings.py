"""Under the heading of an exercise: what it is worth and how long it takes."""

from collections.abc import Sequence

from autograder.workbook.model import HARDEST, Cell, Exercise, Markdown


def with_facts(cells: Sequence[Cell]) -> list[Cell]:
    """The cells of a section, with the facts of each exercise under the last heading above it."""
    told = list(cells)
    for position, cell in enumerate(cells):
        if isinstance(cell, Exercise):
            above = [i for i in range(position) if _has_heading(cells[i])]
            if above and isinstance(text := told[above[-1]], Markdown):
                told[above[-1]] = Markdown(_under_the_last_heading(text.text, _facts(cell)))
    return told


def _has_heading(cell: Cell) -> bool:
    return isinstance(cell, Markdown) and any(line.startswith("## ") for line in cell.text.splitlines())


def _under_the_last_heading(text: str, facts: str) -> str:
    lines = text.splitlines()
    place = max(number for number, line in enumerate(lines) if line.startswith("## ")) + 1
    return "\n".join([*lines[:place], "", facts, *lines[place:]])


def _facts(exercise: Exercise) -> str:
    """For example: *Core, 2 points, difficulty 1 of 3, about 8 minutes.*"""
    points = f"{exercise.points:g} point{'' if exercise.points == 1 else 's'}"
    tier = exercise.tier.capitalize()
    return f"*{tier}, {points}, difficulty {exercise.difficulty} of {HARDEST}, about {exercise.minutes} minutes.*"
