"""Rules about a section's file: its text, its docstrings, its hints, its helpers."""

import ast
import re
from collections.abc import Iterator

from autograder.workbook.model import Demo, Exercise, Given, Markdown, Section
from autograder.workbook.workbook import Workbook

HEADINGS = ("Args:", "Returns:", "Example:", "In an LLM:", "Source:")
HINT_LEVELS = 3


def has_a_title(workbook: Workbook, section: Section) -> Iterator[str]:
    """`Section.title` refuses a section without one."""
    if not section.title:
        yield "the section's title is empty: write '# N. Title'"


def explains_each_exercise(workbook: Workbook, section: Section) -> Iterator[str]:
    """Between one exercise and the next stands what one must know for it."""
    explained = False
    for cell in section.cells:
        match cell:
            case Markdown():
                explained = True
            case Exercise(name=name):
                if not explained:
                    yield f"{name}: no lesson stands before it: write a '# %% [markdown]' cell that leads to it"
                explained = False
            case Given() | Demo():
                pass


def has_whole_docstrings(workbook: Workbook, section: Section) -> Iterator[str]:
    for exercise in section.exercises.values():
        for heading in HEADINGS:
            if f"\n{heading}\n" not in exercise.docstring and f"\n{heading} " not in exercise.docstring:
                yield f"{exercise.name}: the docstring has no section {heading}"
        if ">>> " not in exercise.docstring:
            yield f"{exercise.name}: the docstring has no example that can be run: write one with >>>"
        for error in sorted(_raised(exercise)):
            if error not in exercise.docstring:
                yield f"{exercise.name}: the docstring does not say when {error} is raised: write it under Raises:"


def _raised(exercise: Exercise) -> set[str]:
    return {
        node.exc.func.id
        for node in ast.walk(exercise.function)
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name)
    }


def has_three_hints(workbook: Workbook, section: Section) -> Iterator[str]:
    for exercise in section.exercises.values():
        if len(exercise.hints) != HINT_LEVELS or not all(exercise.hints):
            wanted = f"write a cell '# %% [markdown] hints=\"{exercise.name}\"' with a list 1. 2. 3."
            yield f"{exercise.name}: it has {len(exercise.hints)} hints, not {HINT_LEVELS}: {wanted}"


def builds_on_earlier_exercises_and_says_so(workbook: Workbook, section: Section) -> Iterator[str]:
    earlier: list[str] = []
    for exercise in section.exercises.values():
        used = section.builds_on(exercise.name)
        told = re.search(r"^Builds on: (.+)$", exercise.docstring, re.MULTILINE)
        named = re.findall(r"`(\w+)`", told[1]) if told else []
        if later := [name for name in used if name not in earlier]:
            yield f"{exercise.name}: it uses {', '.join(later)}, which comes later"
        if sorted(named) != sorted(used):
            names = ", ".join(f"`{name}`" for name in used) or "nothing, so the line must go"
            yield f"{exercise.name}: the docstring's line 'Builds on: ...' must name what the reference uses: {names}"
        earlier.append(exercise.name)


def has_the_data_that_it_reads(workbook: Workbook, section: Section) -> Iterator[str]:
    """`Section.data` refuses a call that does not name its file."""
    for name in section.data:
        if not (workbook.assignments / name).is_file():
            yield f"a plot reads {name}, which is not in assignments/"


def has_names_of_its_own(workbook: Workbook, section: Section) -> Iterator[str]:
    """An exercise's name is unique in the whole workbook: commands and checks ask for it by name."""
    for other in workbook.sections:
        if other.name != section.name:
            for name in section.exercises.keys() & other.exercises.keys():
                yield f"{name}: {other.name} has an exercise of this name, too: rename one of them"


def shares_given_helpers_unchanged(workbook: Workbook, section: Section) -> Iterator[str]:
    """Each notebook must stand alone, so helpers stand in several; of one name there is one source."""
    own = _helpers(section)
    for other in workbook.sections:
        if other.number > section.number:
            for name, source in _helpers(other).items():
                if name in own and own[name] != source:
                    yield f"{name}: the given helper has another source in {other.name}: make them equal"


def _helpers(section: Section) -> dict[str, str]:
    """Source of the given functions of a section by name."""
    found = {}
    for cell in section.cells:
        if isinstance(cell, Given):
            for node in ast.parse(cell.source).body:
                if isinstance(node, ast.FunctionDef):
                    found[node.name] = ast.get_source_segment(cell.source, node) or ""
    return found
