"""The grader of a course: one warm grader per process, started when it is first needed, and results kept by content.

A server that imports this is never forked: the warm grader is a process of its own, started by exec.
"""

import atexit
import hashlib
from functools import cache
from pathlib import Path

import msgspec

from autograder.course.access import follow_sharing, set_file_mode
from autograder.grading.channel import Settings
from autograder.grading.files import write_atomically
from autograder.grading.provenance import provenance
from autograder.grading.results import Provenance, SectionResult
from autograder.grading.seeds import read_or_create_secret
from autograder.grading.submission import Form, forms_digest
from autograder.grading.warm import WarmGrader, grade_twice_if_needed
from autograder.reading.reader import shared_reader
from autograder.sandbox.errors import GradingError
from autograder.workbook.workbook import Workbook, this_workbook


class CourseGrader:
    """Grades single sections for a course, and remembers.

    Args:
        root: the course's folder; the secret and the kept results are in its folder `.workbook`.
        workbook: whose sections are graded.
        shared: whether the course is shared by a group of instructors.

    Raises:
        GradingError: the secret cannot be read.
    """

    def __init__(self, root: Path, workbook: Workbook, shared: bool = False) -> None:
        self._shared = shared
        self._workbook = workbook
        self._kept = root / ".workbook" / "results"
        self._secret = course_secret(root)
        follow_sharing(root / ".workbook", shared)
        self._grader = WarmGrader(Settings(str(workbook.root), tuple(workbook.names)), self._secret)
        atexit.register(self._grader.stop)

    def grade(self, section: str, form: Form) -> SectionResult:
        """The result for this form: a kept one if there is one that still holds, else a new one, which is kept."""
        path, follows_from = self._place(section, form)
        kept = _read(path)
        if kept and kept.holds(follows_from):
            return kept
        standing = {section: kept.holding(follows_from)} if kept else {}
        (result,) = grade_twice_if_needed(self._grader, {section: (form,)}, standing)
        if result.status != "grader fault":
            result = msgspec.structs.replace(result, provenance=follows_from)
            write_atomically(path, msgspec.json.encode(result))
            set_file_mode(path, self._shared)
        return result

    def is_kept(self, section: str, form: Form) -> bool:
        """Whether there is a result for this form that still holds."""
        path, follows_from = self._place(section, form)
        kept = _read(path)
        return kept is not None and kept.holds(follows_from)

    def stop(self) -> None:
        """End the warm grader; the next grading starts another."""
        self._grader.stop()

    def _place(self, section: str, form: Form) -> tuple[Path, Provenance]:
        """Where the result for this form is kept, and what it follows from; changed exercises do not move it."""
        isolation = self._grader.settings.isolation
        follows_from = provenance(self._workbook, section, forms_digest({section: (form,)}), self._secret, isolation)
        place = msgspec.json.encode(msgspec.structs.replace(follows_from, exercises={}))
        return self._kept / f"{hashlib.sha256(place).hexdigest()}.json", follows_from


@cache
def course_grader(root: str, shared: bool) -> CourseGrader:
    """The one grader of a course in this process."""
    return CourseGrader(Path(root), this_workbook(), shared)


def course_secret(root: Path) -> bytes:
    """The secret of a course.

    Raises:
        GradingError: it cannot be read; the message says what to do.
    """
    try:
        return read_or_create_secret(secret_file(root))
    except PermissionError:
        raise GradingError(
            f"{secret_file(root)} cannot be read: set c.CourseDirectory.groupshared = True in a course of several "
            "instructors, and let the one who made it run workbook course update"
        ) from None


def form_of(notebook: str, section: str) -> Form:
    """A student's notebook of a section, given as JSON text."""
    name = f"{section}.ipynb"
    return Form.of(name, shared_reader().read_text(notebook, name, section))


def form_in(path: Path, section: str) -> Form:
    """A collected notebook; what is no file of the student's own is unreadable, and stops nobody else."""
    return Form.of(path.name, shared_reader().read(path.parent, path.name, section))


def secret_file(root: Path) -> Path:
    return root / ".workbook" / "secret"


def _read(path: Path) -> SectionResult | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=SectionResult)
    except (OSError, msgspec.MsgspecError):
        return None
