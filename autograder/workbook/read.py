"""Read a section from the text of its literate module."""

import ast
import re
import textwrap

from autograder.workbook.model import TIERS, AuthorError, Cell, Demo, Exercise, Given, Markdown, Section
from autograder.workbook.percent import PercentCell, percent_cells

GUARD = 'if __name__ == "__main__":\n'


def parse_section(name: str, text: str) -> Section:
    """Turn the text of a section file into a `Section`.

    Raises:
        AuthorError: the file is not a section; the message names the cell and says what to write.
    """
    found = percent_cells(text)
    hints = _hints(found)
    cells = [_cell(name, cell, hints) for cell in found if "hints" not in cell.options]
    unused = hints.keys() - {cell.name for cell in cells if isinstance(cell, Exercise)}
    if unused:
        raise AuthorError(f"{name}: hints for {', '.join(sorted(unused))}, which is not an exercise of this section")
    return Section(name, tuple(cells))


def _hints(cells: list[PercentCell]) -> dict[str, tuple[str, ...]]:
    """Hint cells by exercise: a numbered list, one item a level."""
    found = {}
    for cell in cells:
        if "hints" in cell.options:
            items = re.split(r"^\d\.\s+", cell.source, flags=re.MULTILINE)[1:]
            found[cell.options["hints"]] = tuple(item.strip() for item in items)
    return found


def _cell(section: str, cell: PercentCell, hints: dict[str, tuple[str, ...]]) -> Cell:
    where = f"{section}: the cell {cell.source.splitlines()[0] if cell.source else '(empty)'!r}"
    if cell.markdown:
        return Markdown(cell.source)
    if "exercise" in cell.options:
        return _exercise(where, cell, hints)
    role = cell.options.get("role")
    if role == "given":
        return Given(cell.source)
    if role == "demo":
        if not cell.source.startswith(GUARD):
            raise AuthorError(f"{where} has role demo and must start with {GUARD.strip()}")
        return Demo(textwrap.dedent(cell.source.removeprefix(GUARD)).strip("\n"))
    raise AuthorError(f'{where} is code without exercise="..." or role="given" or role="demo"')


def _exercise(where: str, cell: PercentCell, hints: dict[str, tuple[str, ...]]) -> Exercise:
    options = cell.options
    if missing := {"tier", "points", "difficulty", "minutes"} - options.keys():
        raise AuthorError(f"{where} lacks {', '.join(f'{name}=...' for name in sorted(missing))}")
    if options["tier"] not in TIERS:
        raise AuthorError(f"{where} has tier {options['tier']!r}; it must be one of {', '.join(TIERS)}")
    try:
        points, difficulty, minutes = (
            float(options["points"]),
            int(options["difficulty"]),
            int(options["minutes"]),
        )
    except ValueError:
        raise AuthorError(f"{where}: points, difficulty and minutes are numbers, as in points=2") from None
    try:
        body = ast.parse(cell.source).body
    except SyntaxError as error:
        raise AuthorError(f"{where} is not Python: line {error.lineno} of the cell: {error.msg}") from None
    if len(body) != 1 or not isinstance(body[0], ast.FunctionDef) or body[0].name != options["exercise"]:
        raise AuthorError(f"{where} must hold the function {options['exercise']} and nothing else")
    if ast.get_docstring(body[0]) is None:
        raise AuthorError(f"{where} has no docstring: it is all that students know of the exercise")
    return Exercise(
        name=options["exercise"],
        tier=options["tier"],
        points=points,
        difficulty=difficulty,
        minutes=minutes,
        source=cell.source,
        hints=hints.get(options["exercise"], ()),
    )
