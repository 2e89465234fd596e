"""What is loaded, and what came of it."""

from typing import Literal, NamedTuple


class Cell(NamedTuple):
    """Python source with a label that names it in messages, e.g. ``cell 12`` or ``s04_information_theory.py (cell 3)``.

    Lines count from the beginning of a notebook's cell, but of a module's file.
    """

    label: str
    source: str


EndingKind = Literal["error", "timeout", "crash", "memory"]


class CellError(NamedTuple):
    """Why a cell did not run to its end.

    Attributes:
        label: the cell's.
        line: line in the cell, from 1; 0 when it is not known.
        type_name: name of the exception's class; "Timeout" and "Crash" for those two.
        message: its text.
        kind: "error" for an exception, after which the later cells ran all the same; after the other three they did
        not.
    """

    label: str
    line: int
    type_name: str
    message: str
    kind: EndingKind


class LoadReport(NamedTuple):
    """Public callables that the cells define, and the errors met, in the order of the cells."""

    names: frozenset[str]
    errors: tuple[CellError, ...]
