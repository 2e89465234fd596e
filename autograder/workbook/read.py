"""Read a section from its literate module in `solutions/` (Jupytext percent format)."""

import ast
import re
import textwrap
from functools import cache
from typing import Any

from autograder.workbook.model import TIERS, AuthorError, Cell, Demo, Exercise, Given, Markdown, Section
from autograder.workbook.paths import SOLUTIONS, section_names

GUARD = 'if __name__ == "__main__":\n'


@cache
def read_section(name: str) -> Section:
    """The section called `name`, e.g. ``read_section("s04_information_theory")``.

    Raises:
        AuthorError: the file is not a section; the message names the cell.
    """
    path = SOLUTIONS / f"{name}.py"
    return parse_section(name, path.read_text(encoding="utf-8"))


def read_sections() -> list[Section]:
    """All sections in teaching order."""
    return [read_section(name) for name in section_names()]


def find_exercise(name: str) -> tuple[Section, Exercise] | None:
    """The exercise called `name` with its section, or None."""
    for section in read_sections():
        if name in section.exercises:
            return section, section.exercises[name]
    return None


def parse_section(name: str, text: str) -> Section:
    """Turn the text of a section file into a `Section`."""
    import jupytext  # here, because it takes two seconds, which most commands can do without

    notebook = jupytext.reads(text, fmt="py:percent")
    hints = _hints(name, notebook.cells)
    cells = [_cell(name, cell, hints) for cell in notebook.cells if "hints" not in cell.metadata]
    unused = hints.keys() - {cell.name for cell in cells if isinstance(cell, Exercise)}
    if unused:
        raise AuthorError(f"{name}: hints for {', '.join(sorted(unused))}, which is not an exercise of this section")
    return Section(name, tuple(cells))


def _hints(section: str, cells: list[Any]) -> dict[str, tuple[str, ...]]:
    """Hint cells by exercise: a numbered list, one item a level."""
    found = {}
    for cell in cells:
        if "hints" in cell.metadata:
            items = re.split(r"^\d\.\s+", cell.source, flags=re.MULTILINE)[1:]
            found[cell.metadata["hints"]] = tuple(item.strip() for item in items)
    return found


def _cell(section: str, cell: Any, hints: dict[str, tuple[str, ...]]) -> Cell:
    where = f"{section}: the cell {cell.source.splitlines()[0] if cell.source else '(empty)'!r}"
    if cell.cell_type == "markdown":
        return Markdown(cell.source)
    if "exercise" in cell.metadata:
        return _exercise(where, cell, hints)
    role = cell.metadata.get("role")
    if role == "given":
        return Given(cell.source)
    if role == "demo":
        if not cell.source.startswith(GUARD):
            raise AuthorError(f"{where} has role demo and must start with {GUARD.strip()}")
        return Demo(textwrap.dedent(cell.source.removeprefix(GUARD)).strip("\n"))
    raise AuthorError(f'{where} is code without exercise="..." or role="given" or role="demo"')


def _exercise(where: str, cell: Any, hints: dict[str, tuple[str, ...]]) -> Exercise:
    meta = cell.metadata
    missing = {"tier", "points", "difficulty", "minutes"} - meta.keys()
    if missing:
        raise AuthorError(f"{where} lacks {', '.join(sorted(missing))}")
    if meta["tier"] not in TIERS:
        raise AuthorError(f"{where} has tier {meta['tier']!r}; it must be one of {', '.join(TIERS)}")
    body = ast.parse(cell.source).body
    if len(body) != 1 or not isinstance(body[0], ast.FunctionDef) or body[0].name != meta["exercise"]:
        raise AuthorError(f"{where} must hold the function {meta['exercise']} and nothing else")
    return Exercise(
        name=meta["exercise"],
        tier=meta["tier"],
        points=float(meta["points"]),
        difficulty=int(meta["difficulty"]),
        minutes=int(meta["minutes"]),
        source=cell.source,
        hints=hints.get(meta["exercise"], ()),
    )
