"""What the error that ended a hidden test means for the student."""

import builtins

from autograder.checking.compare import CheckFailure
from autograder.grading.results import Verdict
from autograder.sandbox.errors import StudentCrash, StudentError, StudentOutOfMemory, StudentTimeout


def judge(error: BaseException | None) -> tuple[Verdict, str]:
    """The verdict on one criterion, and a line that may be shown to the student.

    The line never holds a hidden input: of a student's error it gives the type, if it is one of Python's own, and the
    place, but not the text, which the student's code could have made from the arguments.
    """
    match error:
        case None:
            return "passed", ""
        case CheckFailure():
            return "wrong", error.reason
        case StudentTimeout():
            return "timed out", str(error)
        case StudentCrash():
            return "crashed", str(error)
        case StudentOutOfMemory():
            return "out of memory", "the function needs more memory than the limit"
        case NotImplementedError():
            return "not started", ""
        case StudentError():
            return "raised", f"raises {_known_type(error)}{_place(error)}"
        case _:
            return "grader fault", f"{type(error).__name__} in the grader: the submission must be graded again"


def _known_type(error: StudentError) -> str:
    known = vars(builtins).get(error.type_name)
    return error.type_name if isinstance(known, type) and issubclass(known, BaseException) else "an error"


def _place(error: StudentError) -> str:
    """The innermost line of the student's own code."""
    return f" in {error.trace[-1].label}, line {error.trace[-1].line}" if error.trace else ""
