"""Find and read what a student handed in. Nothing of it is run here, and nothing of it is parsed in this process."""

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from autograder.reading.files import MAX_DEPTH, MAX_FILES, Listing, list_folder
from autograder.reading.forms import UnreadableForm
from autograder.reading.names import Claim, claim
from autograder.reading.reader import Read, Reader, shared_reader
from autograder.sandbox.cells import Cell
from autograder.workbook.companion import BESIDE
from autograder.workbook.workbook import Workbook

NO_STUDENTS = frozenset({"__macosx", "__pycache__", "node_modules"})
"""Folders that computers make, in lower case."""
OF_THE_WORKBOOK = frozenset({"autograder", "solutions", "tests"})
"""Folders of a whole copy of the workbook that hold no student's work."""
ARCHIVES = (".zip", ".tar", ".gz", ".tgz", ".7z", ".rar")

MAX_NOTES = 20
"""Of more notes only the number is told."""
MAX_CLAIMS = 5
"""So many files are read to find a student's form of a section."""
MAX_SECONDS = 20.0
"""Seconds of computing for reading one submission, of which an honest one takes a fraction; the rest is not read."""


class Form(msgspec.Struct, frozen=True):
    """One file of a section: its cells, or the `problem` that makes it unreadable, or the `fault` of what reads it."""

    name: str
    cells: tuple[Cell, ...] = ()
    problem: str = ""
    fault: str = ""

    @classmethod
    def of(cls, name: str, read: Read) -> "Form":
        """What was read from the file of this name, in text that a terminal can print."""
        return cls(printable(name), read.cells, printable(read.problem), printable(read.fault))


class Submission(msgspec.Struct, frozen=True):
    """What one student handed in.

    Attributes:
        student: name of the folder.
        forms: for each section the files to grade: those in which something was attempted; if there is none, one that
            was not.
        digest: SHA-256 over the files that count; equal digests mean equal submissions.
        notes: one line for each file that was left out, and why, and for each that was graded under another name than
            its own.
    """

    student: str
    forms: dict[str, tuple[Form, ...]]
    digest: str
    notes: tuple[str, ...] = ()


class HandedIn(NamedTuple):
    """Where a student's files are: a folder, or some of the `files` of a folder that holds all students'."""

    name: str
    folder: Path
    files: tuple[str, ...] | None = None


def read_submission(
    handed_in: HandedIn | Path, workbook: Workbook, sections: Sequence[str], reader: Reader | None = None
) -> Submission:
    """Read a student's folder. Problems become part of the submission; nothing is raised for what a student did.

    Args:
        handed_in: the folder, or whose files.
        workbook: what the files are named after.
        sections: names of the sections that are to be graded.
        reader: reads the files.

    Raises:
        OSError: the system fails to read a file.
    """
    if isinstance(handed_in, Path):
        handed_in = HandedIn(handed_in.name, handed_in)
    student = printable(handed_in.name)
    try:
        listing = _listing(handed_in)
    except UnreadableForm as error:
        unreadable: dict[str, tuple[Form, ...]] = {section: (Form("", problem=str(error)),) for section in sections}
        return Submission(student, unreadable, forms_digest(unreadable))
    claims, notes = _claims(listing, workbook.names, sections, flat=handed_in.files is not None)
    desk = _Desk(handed_in.folder, workbook, reader or shared_reader())
    forms = {}
    for section in sections:
        candidates = [found for suffix in (".py", ".ipynb") if (found := desk.pick(claims[section, suffix], notes))]
        forms[section] = _worth_grading(candidates, notes)
    return Submission(student, forms, forms_digest(forms, notes), _shortened(notes))


def forms_digest(forms: Mapping[str, tuple[Form, ...]], notes: Sequence[str] = ()) -> str:
    """SHA-256 over what is graded: equal digests mean equal submissions, whoever handed them in."""
    return hashlib.sha256(msgspec.json.encode([forms, notes])).hexdigest()


def student_folders(submissions: Path, sections: Sequence[str]) -> list[HandedIn]:
    """What the students handed in, by name.

    Each folder is a student's, and a link in the place of one is a student, too; but not hidden folders, and those that
    computers make. Where there are none, files whose names hold a student's before the section's are taken together by
    student: ``doe_jane_123_s01_probability.ipynb`` is one of ``doe_jane_123``.
    """
    folders = [
        HandedIn(path.name, path)
        for path in submissions.iterdir()
        if (path.is_symlink() or path.is_dir()) and not _is_no_student(path.name)
    ]
    return sorted(folders) or _flat(submissions, sections)


def left_out(submissions: Path, sections: Sequence[str]) -> list[str]:
    """A line for each file and folder beside the students' that belongs to none of them."""
    students = student_folders(submissions, sections)
    flat = any(student.files is not None for student in students)
    taken = {name for student in students for name in student.files or (student.name,)}
    notes = []
    if flat:
        notes.append(f"{printable(submissions.name)} holds no folders: whose a file is follows from its name")
    for path in sorted(submissions.iterdir()):
        if path.name in taken:
            continue
        if path.is_dir() and not path.is_symlink():
            notes.append(f"{printable(path.name)} was skipped: it is no student's folder")
        else:
            why = "its name names no student and section" if flat else "it is in no student's folder"
            notes.append(f"{printable(path.name)} was not graded: {why}{_hint(path.name)}")
    return list(_shortened(notes))


def _is_no_student(name: str) -> bool:
    return name.startswith(".") or name.casefold() in NO_STUDENTS


def _flat(submissions: Path, sections: Sequence[str]) -> list[HandedIn]:
    files: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(submissions.iterdir()):
        found = None if path.name.startswith(".") else claim(path.name, sections)
        if found and found.student and not _is_no_student(found.student):
            files[found.student].append(path.name)
    return [HandedIn(name, submissions, tuple(names)) for name, names in sorted(files.items())]


def _listing(handed_in: HandedIn) -> Listing:
    if handed_in.files is not None:
        return Listing(list(handed_in.files), [], True)
    return list_folder(handed_in.folder, NO_STUDENTS | OF_THE_WORKBOOK)


class _Claimed(NamedTuple):
    """A file that says that it is a form of a section."""

    path: str
    claim: Claim

    @property
    def form(self) -> str:
        """The name that the form was handed out with."""
        return f"{self.claim.section}{self.claim.suffix}"

    @property
    def order(self) -> tuple[bool, int, str]:
        """The exact name first, then what lies less deep, then by name."""
        return not self.claim.exact, self.path.count("/"), self.path


class _Candidate(NamedTuple):
    file: _Claimed
    read: Read

    @property
    def graded(self) -> Form:
        return Form.of(self.file.path, self.read)


def _claims(
    listing: Listing, every: Sequence[str], sections: Sequence[str], *, flat: bool
) -> tuple[defaultdict[tuple[str, str], list[_Claimed]], list[str]]:
    """The files by section and suffix, and a note on everything else that is not named after `every` section."""
    found: defaultdict[tuple[str, str], list[_Claimed]] = defaultdict(list)
    notes, hidden = [], []
    for path in listing.files:
        name = path.rpartition("/")[2]
        if name.startswith("."):
            hidden.append(path)
        elif name in BESIDE:
            continue  # what lies beside a notebook comes back with it
        elif (mark := claim(name, every)) is None:
            notes.append(f"{printable(path)} was not graded: {_why_not(path, sections)}")
        elif mark.section in sections:
            found[mark.section, mark.suffix].append(_Claimed(path, mark._replace(exact=mark.exact or flat)))
    for path in listing.not_entered:
        if path.rpartition("/")[2].startswith("."):
            hidden.append(path)
        else:
            notes.append(f"{printable(path)} was not looked into: {_why_not_entered(path)}")
    if hidden:
        notes.append(f"hidden files and folders are not graded, here {len(hidden)}, such as {printable(hidden[0])}")
    if not listing.complete:
        notes.append(f"the folder holds more than {MAX_FILES} files: only the first were looked at")
    return found, notes


def _why_not(path: str, sections: Sequence[str]) -> str:
    if path.casefold().endswith(ARCHIVES):
        return "it is an archive: hand in the files themselves"
    return f"it is not named after a section, such as {sections[0]}.ipynb{_hint(path)}"


def _hint(path: str) -> str:
    if path.casefold().endswith(ARCHIVES):
        return ". Archives are not opened: unpack it"
    return "" if path.casefold().endswith((".py", ".ipynb")) else ", and its name does not end in .py or .ipynb"


def _why_not_entered(path: str) -> str:
    name = path.rpartition("/")[2].casefold()
    if name in OF_THE_WORKBOOK:
        return "a folder of this name belongs to the workbook"
    if name in NO_STUDENTS:
        return "a folder of this name holds nobody's work"
    return f"it cannot be read, or lies more than {MAX_DEPTH} folders deep"


class _Desk:
    """Reads the files of one submission, for as long as there is time."""

    def __init__(self, folder: Path, workbook: Workbook, reader: Reader) -> None:
        self._folder = folder
        self._workbook = workbook
        self._reader = reader
        self._seconds = 0.0

    def pick(self, claimed: list[_Claimed], notes: list[str]) -> _Candidate | None:
        """One of the files that claim to be the same form: that of the exact name if it was begun, else the fullest."""
        claimed = sorted(claimed, key=lambda file: file.order)
        exact = [file for file in claimed if file.claim.exact]
        read = self._read_all(exact)
        if not any(one.read.attempted for one in read):
            read += self._read_all(claimed[len(exact) :])
        if not read:
            return None
        best = min(read, key=lambda one: (-len(one.read.attempted), bool(one.read.problem), one.file.order))
        chosen = printable(best.file.path)
        if best.file.path != best.file.form:
            notes.append(f"{chosen} was taken for {best.file.form}")
        for file in claimed:
            if file is not best.file:
                notes.append(f"{printable(file.path)} was not graded: {chosen} was taken for {file.form}")
        return best

    def _read_all(self, files: list[_Claimed]) -> list[_Candidate]:
        return [_Candidate(file, self._read(file)) for file in files[:MAX_CLAIMS]]

    def _read(self, file: _Claimed) -> Read:
        if self._seconds > MAX_SECONDS:
            return Read(problem=f"{file.path} was not read: the other files took {MAX_SECONDS:.0f} s to read")
        exercises = list(self._workbook.section(file.claim.section).exercises)
        read = self._reader.read(self._folder, file.path, file.claim.section, exercises, file.form)
        self._seconds += read.seconds
        return read


def _worth_grading(candidates: list[_Candidate], notes: list[str]) -> tuple[Form, ...]:
    """Drop untouched and unreadable files beside one that was attempted, or may have been."""
    tried = [one for one in candidates if one.read.attempted or one.read.fault]
    readable = [one for one in candidates if not one.read.problem]
    kept = tried or readable[:1] or candidates[:1]
    for one in candidates:
        if one not in kept:
            reason = one.graded.problem or f"{one.graded.name} was not graded: no exercise in it has been begun"
            notes.append(reason)
    return tuple(one.graded for one in kept)


def _shortened(notes: Iterable[str]) -> tuple[str, ...]:
    """The first notes, and how many more there are."""
    every = list(notes)
    more = len(every) - MAX_NOTES
    return (*every[:MAX_NOTES], f"and {more} more files or folders were not graded") if more > 0 else tuple(every)


def printable(name: str) -> str:
    """A file name as text: bytes that are not UTF-8 and control characters become question marks."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "?" for c in text)
