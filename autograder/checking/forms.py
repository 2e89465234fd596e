"""Read what a learner wrote: a module or a notebook, as cells of Python source.

Reading runs nothing. Whoever wants the functions runs the cells: the visible checks in their own process, the
graders in a sandbox.
"""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

MAX_BYTES = 20_000_000
"""A longer file is refused unread; an honest notebook with its plots stays far below."""

OURS = ("setup", "demo", "check")
"""Roles of notebook cells that hold nothing of the learner's."""

PYTHON_MAGICS = ("%%time", "%%timeit", "%%capture", "%%prun")
"""Cell magics that run the cell as Python; what follows any other is another language."""


class Cell(NamedTuple):
    """Python source with a label that names it in messages, e.g. ``cell 12`` or ``s04_information_theory.py``."""

    label: str
    source: str


class UnreadableForm(Exception):
    """The file is not a module or notebook of the section; the message is one line for the learner."""


def read_form(path: Path, section: str) -> list[Cell]:
    """The learner's cells in a ``.py`` or ``.ipynb`` file.

    Raises:
        UnreadableForm: the file is too large, is not text, is not a notebook, or belongs to another section.
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
    except OSError as error:
        raise UnreadableForm(f"{path.name} cannot be read: {error.strerror}") from None
    return [Cell(path.name, text)] if path.suffix == ".py" else notebook_cells(text, path.name, section)


def notebook_cells(text: str, name: str, section: str) -> list[Cell]:
    """The learner's code cells of a notebook given as JSON text, in order; numbered as the notebook shows them.

    Raises:
        UnreadableForm: the text is not a notebook (format 4), or it is one of another section.
    """
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableForm(f"{name} is not a notebook: it does not hold valid JSON") from None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        raise UnreadableForm(f"{name} is not a notebook in format 4: it has no list of cells")
    owner = _workbook_mark(notebook).get("section", section)
    if owner != section:
        raise UnreadableForm(f"{name} holds the notebook of {str(owner)[:40]!r}, not of {section}")
    return list(_learners_cells(cells))


def attempted(cells: list[Cell], names: list[str]) -> set[str]:
    """Those of `names` whose stub has been replaced.

    A cell that does not parse may hold anything: then every name that it mentions counts.
    """
    found = set()
    for cell in cells:
        try:
            tree = ast.parse(cell.source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            found |= {name for name in names if name in cell.source}
            continue
        found |= {name for node in tree.body for name in _defined(node) if name in names and not _is_stub(node)}
    return found


def _learners_cells(cells: list[Any]) -> Iterator[Cell]:
    for number, cell in enumerate(cells, start=1):
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        source = cell.get("source", "")
        source = "".join(map(str, source)) if isinstance(source, list) else str(source)
        source = source.encode(
            "utf-8", "replace"
        ).decode()  # JSON can spell halves of characters, which no file can hold
        if _workbook_mark(cell).get("role") not in OURS:
            yield Cell(f"cell {number}", without_magics(source))


def _workbook_mark(holder: dict[str, Any]) -> dict[str, Any]:
    """What the workbook wrote into the metadata of a notebook or cell; empty where it wrote nothing."""
    metadata = holder.get("metadata")
    mark = metadata.get("workbook") if isinstance(metadata, dict) else None
    return mark if isinstance(mark, dict) else {}


def without_magics(source: str) -> str:
    """The source with IPython's magic and shell lines turned into comments, so that it is plain Python.

    >>> without_magics("%matplotlib inline\\nx = 1")
    '# %matplotlib inline\\nx = 1'

    A cell that is plain Python already is left alone: there a line may start with % inside a string or expression.
    """
    if source.startswith("%%"):
        first, newline, rest = source.partition("\n")
        if first.split()[0] in PYTHON_MAGICS:
            return f"# {first}{newline}{without_magics(rest)}"
        return "\n".join(f"# {line}" for line in source.split("\n"))
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        lines = source.split("\n")
        return "\n".join(f"# {line}" if line.startswith(("%", "!", "?")) else line for line in lines)
    return source


def _defined(node: ast.stmt) -> list[str]:
    """Names that a top-level statement gives to functions: by ``def``, by assignment, by import."""
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AsyncFunctionDef(name=name):
            return [name]
        case ast.Assign(targets=targets):
            return [target.id for target in targets if isinstance(target, ast.Name)]
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
