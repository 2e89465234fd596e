"""Read what a learner wrote: a module or a notebook, as cells of plain Python.

Reading runs nothing. Whoever wants the functions runs the cells: the visible checks in their own process, the graders
in a sandbox.
"""

import ast
import codecs
import functools
import itertools
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from autograder.reading.magics import parsed, plain_python
from autograder.sandbox.cells import Cell

MAX_BYTES = 10_000_000
"""A longer file is refused unread; an honest notebook with its plots stays far below."""

MAX_CODE = 200_000
"""More characters of code are refused unparsed. Python's parser may need a kilobyte of memory for each of them, and in
some versions a time that grows with the square of their number."""

MAX_CELLS = 5_000
"""A form of more cells is refused: each of them is run on its own."""

OURS = ("demo", "check")
"""Roles of notebook cells that are not run. What a learner may have added to them for use elsewhere is."""

COOKIE = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
"""The comment with which a module names its encoding, in one of its first two lines (PEP 263)."""

BORDER = re.compile(r"# ?%%(?!%).*|# In ?\[[ \d]*\]:\s*")
"""A line at which a cell of a module begins: the percent format, and what nbconvert writes."""


class Import(NamedTuple):
    """A module that is imported, with its dots, and the names that are taken from it."""

    module: str
    names: tuple[str, ...] = ()


class Source(NamedTuple):
    """What a form holds: its cells, the names of those exercises that are no longer stubs, and what it imports."""

    cells: tuple[Cell, ...]
    attempted: frozenset[str]
    imports: tuple[Import, ...]


class UnreadableForm(Exception):
    """The file is not a module or notebook of the section; the message is one line for the learner."""


def read_form(path: Path, section: str, exercises: Sequence[str]) -> Source:
    """What a learner's own ``.py`` or ``.ipynb`` file holds; links are followed, as an editor follows them.

    Raises:
        UnreadableForm: the file is too large, may not be read, is not text, is not a notebook, belongs to another
            section, or holds too much code.
        OSError: the system fails to read it.
    """
    try:
        if (size := path.stat().st_size) > MAX_BYTES:
            raise too_large(path.name, size)
        data = path.read_bytes()
    except (PermissionError, IsADirectoryError) as error:
        raise UnreadableForm(f"{path.name} cannot be read: {error.strerror}") from None
    return source_of(data, path.name, section, exercises)


def source_of(data: bytes, name: str, section: str, exercises: Sequence[str]) -> Source:
    """What the bytes of a module or a notebook hold; it is a notebook if `name` ends in ``.ipynb``.

    Raises:
        UnreadableForm: they are not text, not a notebook (format 4), of another section, or hold too much.
    """
    is_notebook = name.endswith(".ipynb")
    text = _text(data, name, may_name_its_encoding=not is_notebook)
    found = list(_notebook_cells(text, name, section) if is_notebook else _module_cells(text, name))
    _limit(name, len(found), sum(len(cell.source) for _, cell, _ in found))
    if sum(above for *_, above in found) > MAX_BYTES:
        raise UnreadableForm(f"{name} has too many cells for its number of lines")
    cells = []
    tried: set[str] = set()
    imports: dict[Import, None] = {}
    for role, cell, above in found:
        part = _learners_part(role in OURS, cell.source, tuple(exercises))
        if part.source:
            cells.append(Cell(cell.label, "\n" * above + part.source))
            tried |= part.attempted
            imports |= dict.fromkeys(part.imports)
    return Source(tuple(cells), frozenset(tried), tuple(imports))


def too_large(name: str, size: int) -> UnreadableForm:
    """The refusal of a file of `size` bytes."""
    return UnreadableForm(
        f"{name} has {size / 1e6:.0f} MB; the limit is {MAX_BYTES / 1e6:.0f} MB. "
        "Clear the notebook's outputs and save it again"
    )


def _text(data: bytes, name: str, may_name_its_encoding: bool) -> str:
    """The bytes as text with "\\n" at the end of each line, however the learner's system writes them."""
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")
    encoding = encoding or (may_name_its_encoding and _cookie(data)) or "utf-8"
    try:
        text = data.decode(encoding)
    except LookupError:
        raise UnreadableForm(f"{name} says that it is written in {encoding[:40]!r}, which is no encoding") from None
    except ValueError:
        raise UnreadableForm(f"{name} is not a text file in {encoding[:40].upper()}: save it in UTF-8") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks; UTF-32's begins as UTF-16's does."""


def _cookie(data: bytes) -> str:
    """The encoding that a module names; empty if it names none."""
    for line in re.split(rb"\r\n|\r|\n", data[:1000])[:2]:
        if match := COOKIE.match(line):
            return match[1].decode()
        if line.strip() and not line.lstrip().startswith(b"#"):
            break
    return ""


_Found = tuple[object, Cell, int]
"""A cell as it is written, with its role, and how many lines of the file stand above it."""


def _notebook_cells(text: str, name: str, section: str) -> Iterator[_Found]:
    """The code cells of a notebook given as JSON text, in order; numbered as the notebook shows them."""
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableForm(f"{name} is not a notebook: it does not hold valid JSON") from None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        raise UnreadableForm(f"{name} is not a notebook in format 4: it has no list of cells")
    _limit(name, len(cells), 0)
    owner = _workbook_mark(notebook).get("section", section)
    if owner != section:
        shown = repr(owner[:40]) if isinstance(owner, str) else "something else"
        raise UnreadableForm(f"{name} holds the notebook of {shown}, not of {section}")
    for number, cell in enumerate(cells, start=1):
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        source = cell.get("source", "")
        lines = source if isinstance(source, list) else [source]
        if not all(isinstance(line, str) for line in lines):
            raise UnreadableForm(f"{name} is not a notebook: the source of cell {number} is not text")
        # JSON can spell halves of characters, which no file can hold.
        source = "".join(lines).encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n")
        yield _workbook_mark(cell).get("role"), Cell(f"cell {number}", source), 0


def _module_cells(text: str, name: str) -> Iterator[_Found]:
    """The cells of a module, as editors show them; without marks it is one cell."""
    lines = text.split("\n")
    borders = [number for number, line in enumerate(lines) if BORDER.fullmatch(line)]
    _limit(name, len(borders), len(text))
    cells = _between(borders, lines)
    # A mark inside of a text or a function is a mere comment. Where it is, there is no Python on one side of it.
    if len(cells) > 1 and not all(_is_python(source) for _, source in cells) and (tree := parsed(text)):
        inside = {number for node in tree.body for number in range(_first(node) - 1, node.end_lineno or 0)}
        cells = _between([number for number in borders if number not in inside], lines)
    for number, (above, source) in enumerate(cells, start=1):
        label = f"{name} (cell {number})" if len(cells) > 1 else name
        if len(cells) == 1 or any(line.strip() and not line.lstrip().startswith("#") for line in source.split("\n")):
            yield None, Cell(label, source), above


def _between(borders: list[int], lines: list[str]) -> list[tuple[int, str]]:
    """The text between borders, and how many lines stand above it."""
    bounds = [0, *borders, len(lines)]
    return [
        (start, "\n".join(lines[start:end]) + ("\n" if end < len(lines) else ""))
        for start, end in itertools.pairwise(bounds)
    ]


def _limit(name: str, cells: int, code: int) -> None:
    if cells > MAX_CELLS:
        raise UnreadableForm(f"{name} has {cells} cells; the limit is {MAX_CELLS}")
    if code > MAX_CODE:
        raise UnreadableForm(f"{name} holds {code} characters of code; the limit is {MAX_CODE}")


class _Part(NamedTuple):
    """A cell as plain Python, the exercises that it attempts, and its imports."""

    source: str
    attempted: frozenset[str]
    imports: tuple[Import, ...]


def _learners_part(is_ours: bool, source: str, exercises: tuple[str, ...]) -> _Part:
    """The source as plain Python; of a cell of ours its imports and definitions, but for the checks themselves."""
    # Most cells of a notebook are the same in all of a class.
    return (_remembered if len(source) <= _REMEMBERED else _understood)(is_ours, source, exercises)


def _understood(is_ours: bool, source: str, exercises: tuple[str, ...]) -> _Part:
    source, tree = plain_python(source)
    if is_ours:
        source, tree = _definitions(source, tree)
    return _Part(source, frozenset(_attempted(source, tree, exercises)), tuple(_imports(source, tree)))


def _is_python(source: str) -> bool:
    known = _known if len(source) <= _REMEMBERED else parsed
    return bool(known(source))


_REMEMBERED = 20_000
"""Characters of the longest cell that is remembered."""
_remembered = functools.lru_cache(1000)(_understood)


@functools.lru_cache(1000)
def _known(source: str) -> bool:
    return parsed(source) is not None


def _definitions(source: str, tree: ast.Module | None) -> tuple[str, ast.Module | None]:
    """The imports, functions and classes of a cell, but for the checks, on their lines; empty if there are none."""
    nodes = [node for node in tree.body if _defines(node)] if tree else []
    kept = {number for node in nodes for number in range(_first(node), (node.end_lineno or 0) + 1)}
    lines = enumerate(source.split("\n"), start=1)
    text = "\n".join(line if number in kept else "" for number, line in lines) if kept else ""
    return text, ast.Module(nodes, [])


def _defines(node: ast.stmt) -> bool:
    if isinstance(node, ast.FunctionDef):
        return not node.name.startswith("test_")
    return isinstance(node, ast.Import | ast.ImportFrom | ast.ClassDef)


def _first(node: ast.stmt) -> int:
    """The line on which a statement begins, with its decorators."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def _attempted(source: str, tree: ast.Module | None, exercises: Sequence[str]) -> set[str]:
    """Those of `exercises` whose stub has been replaced.

    A cell that does not parse may hold anything: then every name that it mentions counts.
    """
    if tree is None:
        return {name for name in exercises if name in source}
    return {name for node in _statements(tree) for name in _defined(node) if name in exercises}


def _imports(source: str, tree: ast.Module | None) -> Iterator[Import]:
    """What a cell imports, wherever in it."""
    if tree is None or "import" not in source:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield Import(node.module, tuple(alias.name for alias in node.names))


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
