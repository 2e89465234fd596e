"""What can go wrong, and whose fault it is.

`GradingError` blames the grader or its surroundings and must never cost a student points. `StudentError` and its
subclasses come from the student's code. An exception of the student's arrives as a mixed class, so that `except
ValueError` in a test catches a student's ValueError; `str()` of it is the text that came over the wire, never the
student's code.
"""

import builtins
import functools
import unicodedata
from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from autograder.errors import UserError
from autograder.sandbox.wire.errors import NotPlainData, ProtocolError

__all__ = [
    "GradingError",
    "ProtocolError",
    "StudentCrash",
    "StudentError",
    "StudentOutOfMemory",
    "StudentTimeout",
    "TraceLine",
    "printable",
    "student_error",
    "warning_class",
]


class TraceLine(Struct, frozen=True):
    """One line of the student's code on the way to an error: `label` is the cell's, `source` the text of the line."""

    label: str
    line: int
    function: str
    source: str


class GradingError(UserError):
    """The grader or its surroundings are at fault, not the student."""


class StudentError(Exception):
    """The student's code raised, or returned something that is not plain data.

    Attributes:
        type_name: name of the student's exception class, for people to read.
        message: its text, without control characters.
        trace: lines of the student's code that led to it, the innermost last.
    """

    def __init__(self, message: str, type_name: str = "Exception", trace: tuple[TraceLine, ...] = ()) -> None:
        # Set by hand: the initialisers of some built-in exceptions want other arguments.
        self.args = (message,)
        self.message = message
        self.type_name = type_name
        self.trace = trace

    def __str__(self) -> str:
        return self.message

    @property
    def not_plain_data(self) -> bool:
        """Whether a function returned what cannot be sent, which is no error of its own."""
        return self.type_name == NotPlainData.__name__


class StudentTimeout(StudentError):
    """The call took too long, or the function has used up its time."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "Timeout")


class StudentCrash(StudentError):
    """The student's process ended, or no longer spoke the protocol.

    Attributes:
        told: what happened, without how, which is of the student's choice.
    """

    def __init__(self, told: str, how: str = "") -> None:
        super().__init__(f"{told} ({how})" if how else told, "Crash")
        self.told = told


class StudentOutOfMemory(StudentError, MemoryError):
    """The student's code ran out of memory."""

    def __init__(self, message: str, trace: tuple[TraceLine, ...] = ()) -> None:
        super().__init__(message, "MemoryError", trace)


# Exception says nothing that StudentError does not say, groups need their parts, and a StopIteration would end a loop
# of the test in silence.
_NOT_MIXED = frozenset({"Exception", "ExceptionGroup", "StopIteration", "StopAsyncIteration"})
_MIXABLE: dict[str, type[Exception]] = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, Exception) and name not in _NOT_MIXED
} | {"LinAlgError": np.linalg.LinAlgError}

# Control characters, what ends a line, and formats: marks that turn the direction of writing or that are not seen.
_OBEYED = frozenset({"Cc", "Cf", "Zl", "Zp"})
# Not seen either, though they count as letters and accents.
_FILLERS = (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0)
_BLANK = frozenset({*_FILLERS, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)})


class _Printable:
    """A table for `str.translate` that replaces what is not seen, but for the characters in `kept`."""

    def __init__(self, kept: str) -> None:
        self._kept = kept

    def __getitem__(self, code: int) -> str:
        character = chr(code)
        unseen = code in _BLANK or unicodedata.category(character) in _OBEYED
        return "\N{REPLACEMENT CHARACTER}" if unseen and character not in self._kept else character


_IN_NAMES = _Printable(kept="")
_IN_TEXTS = _Printable(kept="\t\n")


def printable(text: str) -> str:
    """`text` with control characters and invisible marks replaced: a terminal would obey them, a reader be deceived."""
    return text.translate(_IN_TEXTS)


def printable_name(name: str) -> str:
    """A name that the student's code chose, printable and on one line."""
    return name.translate(_IN_NAMES)


@functools.cache
def _mixed_class(name: str) -> type[StudentError]:
    return type(name, (StudentError, _MIXABLE[name]), {"__doc__": f"A {name} in the student's code."})


def student_error(kinds: Sequence[str], message: str, trace: tuple[TraceLine, ...] = ()) -> StudentError:
    """The exception for a student's exception.

    Args:
        kinds: names of its classes, the most special first; the first one that is a built-in exception is mixed in.
        message: its text.
        trace: lines of the student's code that led to it.
    """
    if "MemoryError" in kinds:
        return StudentOutOfMemory(printable(message), trace)
    name = next((kind for kind in kinds if kind in _MIXABLE), None)
    kind = _mixed_class(name) if name else StudentError
    return kind(printable(message), printable_name(kinds[0]), trace)


def warning_class(name: str) -> type[Warning]:
    """The built-in warning class of that name, UserWarning for all others."""
    kind = _MIXABLE.get(name)
    return kind if kind is not None and issubclass(kind, Warning) else UserWarning
