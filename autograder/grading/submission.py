"""Find and read what a student handed in. Nothing of it is run here."""

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from autograder.reading.forms import UnreadableForm, attempted, read_form
from autograder.sandbox.cells import Cell

SUFFIXES = (".py", ".ipynb")
MAX_FILES = 1000


class Form(msgspec.Struct, frozen=True):
    """One file of a section: its cells, or the `problem` that makes it unreadable."""

    name: str
    cells: tuple[Cell, ...] = ()
    problem: str = ""


class Submission(msgspec.Struct, frozen=True):
    """What one student handed in.

    Attributes:
        student: name of the folder.
        forms: for each section the files to grade: those in which something was attempted; if there is none, one that
            was not.
        digest: SHA-256 over the files that count; equal digests mean equal submissions.
        notes: one line for each file that was left out, and why.
    """

    student: str
    forms: dict[str, tuple[Form, ...]]
    digest: str
    notes: tuple[str, ...] = ()


def read_submission(folder: Path, exercises: Mapping[str, Sequence[str]]) -> Submission:
    """Read a student's folder. Problems become part of the submission; nothing is raised for what a student did.

    Args:
        folder: the student's.
        exercises: names of the exercises of each section that is to be graded.
    """
    sections = list(exercises)
    try:
        files, notes = _files(_entries(folder), sections)
    except UnreadableForm as error:
        unreadable: dict[str, tuple[Form, ...]] = {section: (Form("", problem=str(error)),) for section in sections}
        return Submission(printable(folder.name), unreadable, forms_digest(unreadable))
    forms = {}
    for section, paths in files.items():
        every = [_read(path, section) for path in paths]
        forms[section] = _worth_grading(exercises[section], every)
        notes += [form.problem for form in every if form.problem and form not in forms[section]]
    return Submission(printable(folder.name), forms, forms_digest(forms, notes), tuple(notes))


def forms_digest(forms: Mapping[str, tuple[Form, ...]], notes: Sequence[str] = ()) -> str:
    """SHA-256 over what is graded: equal digests mean equal submissions, whoever handed them in."""
    return hashlib.sha256(msgspec.json.encode([forms, notes])).hexdigest()


def student_folders(submissions: Path) -> list[Path]:
    """The students' folders in a folder of submissions, by name; a link in the place of one is a student, too.

    Hidden folders are not students.
    """
    return sorted(
        path for path in submissions.iterdir() if (path.is_symlink() or path.is_dir()) and not path.name.startswith(".")
    )


def _entries(folder: Path) -> list[Path]:
    """What a student's folder holds, by name, modules before notebooks.

    Raises:
        UnreadableForm: the folder is a link, which could lead to the solutions or to another student, or it cannot be
            read.
    """
    if folder.is_symlink():
        raise UnreadableForm("the student's folder is a link: it must be the folder itself")
    try:
        return sorted(folder.iterdir(), key=lambda path: (path.stem, path.suffix != ".py"))
    except PermissionError as error:
        raise UnreadableForm(f"the student's folder cannot be read: {error.strerror}") from None


def _files(entries: Sequence[Path], sections: Sequence[str]) -> tuple[dict[str, list[Path]], list[str]]:
    """The files of each section, module first, and a note on every other module or notebook."""
    found: dict[str, list[Path]] = {section: [] for section in sections}
    notes = []
    for path in entries[:MAX_FILES]:
        if path.suffix not in SUFFIXES or path.name.startswith("."):
            continue
        if path.stem in found:
            found[path.stem].append(path)
        else:
            shown = printable(path.name)
            notes.append(f"{shown} was not graded: it is not named after a section, such as {sections[0]}.ipynb")
    if len(entries) > MAX_FILES:
        notes.append(f"the folder holds more than {MAX_FILES} files: only the first were looked at")
    return found, notes


def _read(path: Path, section: str) -> Form:
    try:
        _require_file_of_its_own(path)
        return Form(path.name, tuple(read_form(path, section)))
    except UnreadableForm as error:
        return Form(path.name, problem=str(error))


def _require_file_of_its_own(path: Path) -> None:
    """
    Raises:
        UnreadableForm: it is a pipe, a device or the like, or a link that leads out of the student's folder or nowhere.
    """
    # Of the functions that tell, this one raises for no link, however broken.
    if not os.path.isfile(path):
        raise UnreadableForm(f"{path.name} is not a file")
    if path.is_symlink() and not path.resolve().is_relative_to(path.parent.resolve()):
        raise UnreadableForm(f"{path.name} is a link to a file outside of the folder: hand in the file itself")


def _worth_grading(exercises: Sequence[str], forms: list[Form]) -> tuple[Form, ...]:
    """Drop untouched and unreadable files beside an attempted one."""
    tried = [form for form in forms if attempted(list(form.cells), list(exercises))]
    readable = [form for form in forms if not form.problem]
    return tuple(tried or readable[:1] or forms[:1])


def printable(name: str) -> str:
    """A file name as text: bytes that are not UTF-8 and control characters become question marks."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "?" for c in text)
