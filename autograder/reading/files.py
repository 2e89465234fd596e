"""Get at the files of a student's folder.

The student may have made it of links, pipes and folders without end, and may change it while it is read.  So nothing is
asked about by name and then opened: each part of a path is opened for itself, links are followed nowhere, and what was
opened is asked what it is.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from autograder.reading.forms import MAX_BYTES, UnreadableForm, too_large

MAX_FILES = 1000
"""Of one student's folder no more files and folders are looked at."""
MAX_DEPTH = 5
"""Nor folders that lie deeper."""

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


class Listing(NamedTuple):
    """What a folder holds, as paths in it by name: files (and what else is no folder), and folders not looked into."""

    files: list[str]
    not_entered: list[str]
    complete: bool


def list_folder(folder: Path, skip: frozenset[str] = frozenset()) -> Listing:
    """The files in a folder and its subfolders, but for hidden subfolders and those called as one in `skip`.

    Raises:
        UnreadableForm: the folder is a link, which could lead to the solutions or to another student, or it may not be
            read.
    """
    files: list[str] = []
    not_entered: list[str] = []
    waiting, left = [""], MAX_FILES
    while waiting:
        inside = waiting.pop(0)
        try:
            names = _names(folder, inside)
        except UnreadableForm:
            if not inside:
                raise
            not_entered.append(inside)
            continue
        for name, is_folder in names[:left]:
            path = f"{inside}/{name}" if inside else name
            if not is_folder:
                files.append(path)
            elif name.startswith(".") or name.casefold() in skip or path.count("/") + 1 >= MAX_DEPTH:
                not_entered.append(path)
            else:
                waiting.append(path)
        if len(names) > left:
            return Listing(files, not_entered, False)
        left -= len(names)
    return Listing(files, not_entered, True)


def read_bytes(folder: Path, path: str) -> bytes:
    """The bytes of the file `path` in `folder`, read once.

    Raises:
        UnreadableForm: it is a link or behind one, it is no file, it is too large, or it may not be read.
        OSError: the system fails to read it.
    """
    *parents, name = path.split("/")
    with _opened(folder, parents) as parent:
        try:
            file = os.open(name, _FILE, dir_fd=parent)
        except OSError as error:
            raise _refusal(error, path) from None
        try:
            return _all_of(file, path)
        finally:
            os.close(file)


def _all_of(file: int, path: str) -> bytes:
    status = os.fstat(file)
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableForm(f"{path} is not a file")
    if status.st_size > MAX_BYTES:
        raise too_large(path, status.st_size)
    data = bytearray()
    # It may have grown since.
    while piece := os.read(file, MAX_BYTES + 1 - len(data)):
        data += piece
    if len(data) > MAX_BYTES:
        raise too_large(path, len(data))
    return bytes(data)


def _names(folder: Path, inside: str) -> list[tuple[str, bool]]:
    """Names in a folder, in order, and whether they are folders."""
    with _opened(folder, inside.split("/") if inside else []) as opened:
        try:
            with os.scandir(opened) as entries:
                return sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
        except PermissionError as error:
            raise _refusal(error, inside) from None


@contextmanager
def _opened(folder: Path, parts: list[str]) -> Iterator[int]:
    """A descriptor of a folder in `folder`, reached without following a link."""
    try:
        current = os.open(folder, _FOLDER)
    except OSError as error:
        raise _refusal(error, "") from None
    try:
        for number, part in enumerate(parts, start=1):
            try:
                inner = os.open(part, _FOLDER, dir_fd=current)
            except OSError as error:
                raise _refusal(error, "/".join(parts[:number])) from None
            os.close(current)
            current = inner
        yield current
    finally:
        os.close(current)


def _refusal(error: OSError, path: str) -> Exception:
    """What a student may have caused, in words; a broken disk, for one, is no fault of theirs and stays what it is."""
    what = path or "the student's folder"
    if isinstance(error, PermissionError):
        return UnreadableForm(f"{what} cannot be read: {error.strerror}")
    if error.errno in (errno.ELOOP, errno.ENOTDIR) and not path:
        return UnreadableForm(f"{what} is a link: it must be the folder itself")
    if error.errno in (errno.ELOOP, errno.ENOTDIR):
        return UnreadableForm(f"{what} is a link: hand in the file itself")
    if error.errno in (errno.ENOENT, errno.ENXIO):
        return UnreadableForm(f"{what} is not a file")
    return error
