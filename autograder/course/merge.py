"""A source notebook that its instructor has changed, and a workbook that has changed as well: both changes are kept.

Three notebooks are looked at: the workbook's as it was last written into the course, the instructor's as it is now, and
the workbook's as it is now. What one side alone changed is taken from it; where both did, the instructor's stays.
"""

import copy
import difflib
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from nbformat import NotebookNode

PLACED = ("text-", "given-", "demo-")
"""Beginnings of ids that tell a cell's place in the lesson, which changes as soon as a cell is put before it."""


class Note(NamedTuple):
    """What became of a cell, for the instructor to read."""

    cell: str
    what: str


class Merged(NamedTuple):
    """The notebook for the course, the workbook's part of it (to be compared with next time), and what was done."""

    notebook: NotebookNode
    written: NotebookNode
    notes: list[Note]


def merge(before: NotebookNode | None, mine: NotebookNode, workbook: NotebookNode, overwrite: bool = False) -> Merged:
    """Bring the workbook's changes into an instructor's notebook.

    Args:
        before: the workbook's notebook as it was last written; None if that is not known, and whatever differs from the
            workbook is then taken for the instructor's.
        mine: the instructor's notebook.
        workbook: the workbook's notebook.
        overwrite: take the workbook's version of each of its cells, whatever the instructor did to it; cells that the
            instructor added stay.
    """
    written = _with_ids_of(before or mine, workbook)
    old, own, new = _by_key(before or written), _by_key(mine), _by_key(written)
    notes: list[Note] = []
    kept: dict[str, NotebookNode] = {}
    for key in [*own, *(key for key in new if key not in own)]:
        cell, note = _merged_cell(old.get(key), own.get(key), new.get(key), overwrite)
        if cell is not None:
            kept[key] = cell
        if note or (before is None and (note := _difference(own.get(key), new.get(key)))):
            notes.append(Note(key, note))
    notebook = copy.deepcopy(mine)
    notebook.cells = [kept[key] for key in _order(list(old), list(own), list(new)) if key in kept]
    if overwrite or not before or mine.metadata == before.metadata:
        notebook.metadata = NotebookNode({**mine.metadata, **workbook.metadata})
    return Merged(notebook, written, notes)


def _merged_cell(
    old: NotebookNode | None, own: NotebookNode | None, new: NotebookNode | None, overwrite: bool
) -> tuple[NotebookNode | None, str]:
    """The cell as it is to be, None if it is to go, and what to say of it."""
    if own is None:
        if new is None or (old is not None and not overwrite):
            # Deleted by the instructor; not worth a word unless the workbook has something new to say there.
            told = new is not None and old is not None and _parts(old) != _parts(new)
            return None, "stays deleted; the workbook's has changed" if told else ""
        return new, "added"
    if new is None:
        if old is None:
            return own, ""
        if _parts(own) == _parts(old) or overwrite:
            return None, "removed: the workbook has it no more"
        return own, "kept, since you changed it; the workbook has it no more"
    if overwrite:
        return _replaced(own, new), "" if _parts(own) == _parts(new) else "the workbook's taken"
    if old is None:
        return own, "" if _parts(own) == _parts(new) else "kept yours; the workbook has a cell of the same name"
    return _both(old, own, new)


def _both(old: NotebookNode, own: NotebookNode, new: NotebookNode) -> tuple[NotebookNode, str]:
    """Part by part: source, points, and so on."""
    parts, told = {}, []
    before, mine, theirs = _parts(old), _parts(own), _parts(new)
    for name in [*mine, *(name for name in theirs if name not in mine)]:
        a, b, c = (each.get(name) for each in (before, mine, theirs))
        parts[name] = c if b == a else b
        if b == a != c:
            told.append(f"{name}: the workbook's change taken")
        elif a != c != b:
            told.append(f"{name}: kept yours; the workbook's has changed too")
    return _with_parts(own, parts), "; ".join(told)


def _parts(cell: NotebookNode) -> dict[str, Any]:
    """What can be changed apart from each other; outputs are nobody's."""
    metadata = {f"metadata {name}": value for name, value in cell.metadata.items() if name != "nbgrader"}
    marks = cell.metadata.get("nbgrader", {})
    ours = {name: value for name, value in marks.items() if name not in ("grade_id", "checksum")}
    return {"kind": cell.cell_type, "source": cell.source, **ours, **metadata}


def _with_parts(cell: NotebookNode, parts: dict[str, Any]) -> NotebookNode:
    changed = copy.deepcopy(cell)
    if changed.cell_type != parts["kind"]:
        changed.cell_type = parts["kind"]
        for name in ("outputs", "execution_count"):
            changed.pop(name, None)
        if changed.cell_type == "code":
            changed.update(outputs=[], execution_count=None)
    changed.source = parts["source"]
    named = {name: value for name, value in parts.items() if name not in ("kind", "source") and value is not None}
    plain = {name: value for name, value in named.items() if name.startswith("metadata ")}
    changed.metadata = NotebookNode({name.removeprefix("metadata "): value for name, value in plain.items()})
    if marks := {name: value for name, value in named.items() if name not in plain}:
        changed.metadata["nbgrader"] = NotebookNode({"grade_id": _grade_id(cell) or cell.get("id", ""), **marks})
    return changed


def _replaced(own: NotebookNode, new: NotebookNode) -> NotebookNode:
    return own if _parts(own) == _parts(new) else new


def _difference(own: NotebookNode | None, new: NotebookNode | None) -> str:
    """What an instructor should know of a cell if nobody knows who changed it."""
    if own is None:
        return "is in the workbook and not in your notebook: left out"
    if new is None or _parts(own) == _parts(new):
        return ""
    return "differs from the workbook's: kept as it is"


def _grade_id(cell: NotebookNode) -> str:
    mark = cell.metadata.get("nbgrader", {})
    return str(mark.get("grade_id", "")) if isinstance(mark, dict) else ""


def _by_key(notebook: NotebookNode) -> dict[str, NotebookNode]:
    """Cells by what names them: nbgrader's id, the notebook's, or their number."""
    cells: dict[str, NotebookNode] = {}
    for number, cell in enumerate(notebook.cells):
        key = _grade_id(cell) or cell.get("id") or f"cell {number + 1}"
        cells[key if key not in cells else f"{key} (cell {number + 1})"] = cell
    return cells


def _with_ids_of(before: NotebookNode, workbook: NotebookNode) -> NotebookNode:
    """The workbook's notebook in which a cell that was there before has the id that it had, wherever it stands now."""
    known = {new: old for old, new in _pairs(list(before.cells), list(workbook.cells))}
    taken = set(_by_key(before))
    named = copy.deepcopy(workbook)
    for number, cell in enumerate(named.cells):
        if number in known:
            _name(cell, before.cells[known[number]])
        elif cell.id.startswith(PLACED):
            cell_id, count = cell.id, 2
            while cell_id in taken:
                cell_id, count = f"{cell.id}-{count}", count + 1
            taken.add(cell_id)
            cell.id = cell_id
            if "nbgrader" in cell.metadata:
                cell.metadata.nbgrader["grade_id"] = cell_id
    return named


def _name(cell: NotebookNode, known: NotebookNode) -> None:
    if "id" in known:
        cell.id = known.id
    if "nbgrader" in cell.metadata and (name := _grade_id(known)):
        cell.metadata.nbgrader["grade_id"] = name


def _pairs(before: Sequence[NotebookNode], now: Sequence[NotebookNode]) -> Iterator[tuple[int, int]]:
    """(number before, number now) of cells that are the same: of one name, or of one text, or in one's place."""
    looks = difflib.SequenceMatcher(None, [_look(c) for c in before], [_look(c) for c in now], autojunk=False)
    for what, a, b, c, d in looks.get_opcodes():
        if what == "equal":
            yield from zip(range(a, b), range(c, d), strict=True)
        elif what == "replace":
            for kind in PLACED:
                old, new = (_of_kind(cells, kind, part) for cells, part in ((before, range(a, b)), (now, range(c, d))))
                yield from zip(old, new, strict=False)


def _of_kind(cells: Sequence[NotebookNode], kind: str, numbers: range) -> list[int]:
    return [number for number in numbers if str(cells[number].get("id", "")).startswith(kind)]


def _look(cell: NotebookNode) -> tuple[str, str]:
    name = _grade_id(cell) or str(cell.get("id", ""))
    return (cell.cell_type, cell.source) if not name or name.startswith(PLACED) else ("", name)


def _order(old: list[str], own: list[str], new: list[str]) -> list[str]:
    """All cells in order: the workbook's, unless the instructor has moved cells; others stand behind what they stood
    behind."""
    shared = [key for key in own if key in old]
    moved = shared != [key for key in old if key in own]
    spine, others = (own, new) if moved else (new, own)
    order = list(spine)
    for place, key in enumerate(others):
        if key not in order:
            behind = next((before for before in reversed(others[:place]) if before in order), None)
            order.insert(order.index(behind) + 1 if behind else 0, key)
    return order
