"""A check that failed, in words: the same lines in the terminal and in a notebook."""

import traceback
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import CodeType
from typing import Any

from autograder.checking.battery import Explanation
from autograder.checking.compare import CheckFailure, describe
from autograder.checking.outcomes import Recorder
from autograder.checking.remarks import right_digits
from autograder.checking.watchdog import TooSlow

FRAMES = 3
"""So many of a learner's own lines on the way to an error are shown."""


def failure_lines(error: BaseException, exercise: str, functions: Mapping[str, Recorder]) -> Iterator[str]:
    """The calls that were judged, what they gave and what was expected.

    Args:
        error: what ended the check.
        exercise: the name of the function under test.
        functions: the functions that the check used, by name: the last call of each was being judged.
    """
    for name, recorder in functions.items():
        if recorder.calls:
            yield f"call      {recorder.calls[-1].text(name)}"
    if isinstance(error, CheckFailure):
        yield f"yours     {describe(error.got)}"
        yield f"expected  {describe(error.expected)}"
        digits = right_digits(error.got, error.expected)
        yield f"reason    {error.reason}" + (f"; it differs only from digit {digits + 1} on" if digits else "")
        return
    slow = isinstance(error, TooSlow)
    yield f"yours     {error}" if slow else f"yours     raised {type(error).__name__}: {error}"
    yield from (f"          {line}" for line in _trace(error, functions[exercise]))


def used_by(function: object, names: Iterable[str]) -> list[str]:
    """Those of the names that stand in a function's code, or in that of functions inside of it."""
    waiting = [getattr(function, "__code__", None)]
    mentioned: set[str] = set()
    while waiting:
        code = waiting.pop()
        if isinstance(code, CodeType):
            mentioned.update(code.co_names)
            waiting += code.co_consts
    return [name for name in names if name in mentioned]


def explanation_lines(found: Explanation) -> Iterator[str]:
    """What a wrong answer looks like."""
    yield from (f"It looks like a known mistake: {message}" for message in found.mistakes)
    if found.remark:
        yield found.remark


def _trace(error: BaseException, recorder: Recorder) -> list[str]:
    """Where in the learner's own file or cell the error arose, innermost last."""
    code: Any = getattr(recorder.function, "__code__", None)
    own = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if code is not None and frame.filename == code.co_filename
    ]
    return [f"line {f.lineno} of {_shown(Path(f.filename))}, in {f.name}: {f.line}" for f in own[-FRAMES:]]


def _shown(file: Path) -> str:
    """How a learner calls a file: a cell of a notebook is one with a name of the kernel's making."""
    return "your cell" if file.parent.name.startswith("ipykernel_") else file.name
