"""What the error that ended a hidden test means for the student."""

import builtins

from autograder.checking.compare import CheckFailure
from autograder.grading.results import Verdict
from autograder.sandbox.errors import (
    StudentCrash,
    StudentError,
    StudentOutOfMemory,
    StudentTimeout,
    printable_name,
)

NOT_PLAIN = "returns, or passes on, something other than plain numbers, strings, lists, tuples, dicts, sets and arrays"
NO_FILES = "files, other processes and the network are out of reach while grading"
WHILE_GRADING = {
    "FileNotFoundError": NO_FILES,
    "PermissionError": NO_FILES,
    "ModuleNotFoundError": "only numpy, scipy and the usual modules of the standard library can be imported while "
    "grading",
}
"""What a student who has never seen the error at home must know of the sandbox, by the error's type."""

LINE_SHOWN = 80
"""How many characters of a line of a student's code a message shows."""

REFUSALS = {
    "can't start new thread": "threads cannot be started while grading",
    "This Python build lacks multiprocessing.synchronize": "processes cannot be started while grading",
}
"""The same by the beginning of the error's text, which is Python's own."""


def judge(error: BaseException | None) -> tuple[Verdict, str]:
    """The verdict on one criterion, and a line that may be shown to the student.

    The line never holds a hidden input: of a student's error it gives the type, if it is one of Python's own, and the
    place, but not the text, which the student's code could have made from the arguments. Nor does it give the sizes of
    a result or an exit status, which are numbers of the student's choice.
    """
    match error:
        case None:
            return "passed", ""
        case CheckFailure():
            return "wrong", error.told
        case StudentTimeout():
            return "timed out", str(error)
        case StudentCrash():
            return "crashed", error.told
        case StudentOutOfMemory():
            return "out of memory", "the function needs more memory than the limit"
        case NotImplementedError() if not _refused(error):
            return "not started", ""
        case StudentError(not_plain_data=True):
            return "wrong", NOT_PLAIN
        case StudentError():
            return "raised", f"raises {_known_type(error)}{_place(error)}{_reason(error)}"
        case _:
            return "grader fault", f"{type(error).__name__} in the grader: the submission must be graded again"


def _known_type(error: StudentError) -> str:
    known = vars(builtins).get(error.type_name)
    return error.type_name if isinstance(known, type) and issubclass(known, BaseException) else "an error"


def _place(error: StudentError) -> str:
    """The innermost line of the student's own code."""
    if not error.trace:
        return ""
    line = error.trace[-1]
    return f" in {line.label}, line {line.line}{shown_line(line.source)}"


def shown_line(source: str) -> str:
    """A line of a student's code, as it stands behind its number in a message."""
    line = printable_name(source).strip()
    return f" ({line[:LINE_SHOWN]}{'...' if len(line) > LINE_SHOWN else ''})" if line else ""


def _reason(error: StudentError) -> str:
    """What the sandbox has to do with it."""
    reason = _refused(error) or WHILE_GRADING.get(error.type_name, "")
    return f": {reason}" if reason else ""


def _refused(error: BaseException) -> str:
    return next((reason for text, reason in REFUSALS.items() if str(error).startswith(text)), "")
