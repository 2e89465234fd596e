"""Read what a learner wrote: a module or a notebook, as cells of Python source.

Reading runs nothing. Whoever wants the functions runs the cells: the visible checks in their own process, the
graders in a sandbox.
"""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.reading.magics import parsed, without_magics
from autograder.sandbox.cells import Cell

MAX_BYTES = 10_000_000
"""A longer file is refused unread; an honest notebook with its plots stays far below."""

MAX_CODE = 200_000
"""More characters of code are refused unparsed. Python's parser may need a kilobyte of memory for each of them, and in
some versions a time that grows with the square of their number."""

MAX_CELLS = 5_000
"""A notebook of more cells is refused: each of them is run on its own."""

OURS = ("demo", "check")
"""Roles of notebook cells that are not run. What a learner may have added to them for use elsewhere is."""


class UnreadableForm(Exception):
    """The file is not a module or notebook of the section; the message is one line for the learner."""


def read_form(path: Path, section: str) -> list[Cell]:
    """The learner's cells in a ``.py`` or ``.ipynb`` file.

    Raises:
        UnreadableForm: the file is too large, is not text, is not a notebook, belongs to another section, or holds too
            much code.
        OSError: the system fails to read it.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableForm(
                f"{path.name} has {path.stat().st_size / 1e6:.0f} MB; the limit is {MAX_BYTES / 1e6:.0f} MB. "
                "Clear the notebook's outputs and save it again"
            )
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableForm(f"{path.name} is not a text file in UTF-8") from None
    except (PermissionError, IsADirectoryError) as error:
        # What a student may have caused; a broken disk, for one, is no fault of theirs and stops the grading.
        raise UnreadableForm(f"{path.name} cannot be read: {error.strerror}") from None
    if path.suffix != ".py":
        return notebook_cells(text, path.name, section)
    _limit_code(path.name, len(text))
    return [Cell(path.name, without_magics(text))]


def notebook_cells(text: str, name: str, section: str) -> list[Cell]:
    """The learner's code cells of a notebook given as JSON text, in order; numbered as the notebook shows them.

    Raises:
        UnreadableForm: the text is not a notebook (format 4), it is one of another section, or it holds too much.
    """
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableForm(f"{name} is not a notebook: it does not hold valid JSON") from None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        raise UnreadableForm(f"{name} is not a notebook in format 4: it has no list of cells")
    if len(cells) > MAX_CELLS:
        raise UnreadableForm(f"{name} has {len(cells)} cells; the limit is {MAX_CELLS}")
    owner = _workbook_mark(notebook).get("section", section)
    if owner != section:
        shown = repr(owner[:40]) if isinstance(owner, str) else "something else"
        raise UnreadableForm(f"{name} holds the notebook of {shown}, not of {section}")
    found = list(_code_cells(cells, name))
    _limit_code(name, sum(len(cell.source) for _, cell in found))
    return [Cell(cell.label, source) for role, cell in found if (source := _learners_part(role, cell.source))]


def attempted(cells: list[Cell], names: list[str]) -> set[str]:
    """Those of `names` whose stub has been replaced.

    A cell that does not parse may hold anything: then every name that it mentions counts.
    """
    found = set()
    for cell in cells:
        tree = parsed(cell.source)
        if tree is None:
            found |= {name for name in names if name in cell.source}
        else:
            found |= {name for node in _statements(tree) for name in _defined(node) if name in names}
    return found


def imported(cells: list[Cell]) -> set[str]:
    """Names of the packages that the cells import from, wherever in them."""
    found: set[str] = set()
    for cell in cells:
        for node in ast.walk(parsed(cell.source) or ast.Module([], [])):
            if isinstance(node, ast.Import):
                found.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found


def _limit_code(name: str, length: int) -> None:
    if length > MAX_CODE:
        raise UnreadableForm(f"{name} holds {length} characters of code; the limit is {MAX_CODE}")


def _code_cells(cells: list[Any], name: str) -> Iterator[tuple[object, Cell]]:
    """Each code cell with its role."""
    for number, cell in enumerate(cells, start=1):
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        source = cell.get("source", "")
        lines = source if isinstance(source, list) else [source]
        if not all(isinstance(line, str) for line in lines):
            raise UnreadableForm(f"{name} is not a notebook: the source of cell {number} is not text")
        # JSON can spell halves of characters, which no file can hold.
        text = "".join(lines).encode("utf-8", "replace").decode()
        yield _workbook_mark(cell).get("role"), Cell(f"cell {number}", text)


def _learners_part(role: object, source: str) -> str:
    """The source as plain Python; of a cell of ours its imports and definitions, but for the checks themselves."""
    source = without_magics(source)
    return _definitions(source) if role in OURS else source


def _definitions(source: str) -> str:
    """The imports, functions and classes of a cell, on the lines on which they stand; empty if there are none."""
    tree = parsed(source)
    kept: set[int] = set()
    for node in tree.body if tree else []:
        if isinstance(node, (ast.Import, ast.ImportFrom, ast.ClassDef)) or (
            isinstance(node, ast.FunctionDef) and not node.name.startswith("test_")
        ):
            first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
            kept.update(range(first, (node.end_lineno or first) + 1))
    lines = source.split("\n")
    return "\n".join(line if number in kept else "" for number, line in enumerate(lines, start=1)) if kept else ""


def _workbook_mark(holder: dict[str, Any]) -> dict[str, Any]:
    """What the workbook wrote into the metadata of a notebook or cell; empty where it wrote nothing."""
    metadata = holder.get("metadata")
    mark = metadata.get("workbook") if isinstance(metadata, dict) else None
    return mark if isinstance(mark, dict) else {}


_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def _statements(tree: ast.Module) -> Iterator[ast.stmt]:
    """The statements that run when the cell does, also those inside of if, for, with and try."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        for node in ast.iter_child_nodes(waiting.pop()):
            if isinstance(node, ast.stmt):
                yield node
            if isinstance(node, (ast.stmt, ast.excepthandler, ast.match_case)) and not isinstance(node, _SCOPES):
                waiting.append(node)


def _defined(node: ast.stmt) -> list[str]:
    """Names that a statement gives to functions that are no stubs: by ``def``, by assignment, by import."""
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AsyncFunctionDef(name=name):
            return [] if _is_stub(node) else [name]
        case ast.Assign(targets=targets):
            return [name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
            return [name]
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            return [alias.asname or alias.name for alias in names]
        case _:
            return []


def _is_stub(node: ast.stmt) -> bool:
    """A function whose body is nothing but a docstring and ``raise NotImplementedError``."""
    if not isinstance(node, ast.FunctionDef):
        return False
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    if len(body) != 1 or not isinstance(body[0], ast.Raise) or body[0].exc is None:
        return False
    error = body[0].exc.func if isinstance(body[0].exc, ast.Call) else body[0].exc
    return isinstance(error, ast.Name) and error.id == "NotImplementedError"
