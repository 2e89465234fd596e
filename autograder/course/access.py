"""Who may read and write a course's files: its instructor alone, or a group of instructors that share it.

With `c.CourseDirectory.groupshared` nbgrader opens what it writes to the group, but not the folders above it, nor the
gradebook; the rest is done here. Only files of one's own can be opened: each instructor's commands open what is theirs.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

FOLDER, FILE = {False: 0o700, True: 0o2770}, {False: 0o600, True: 0o660}
"""Modes of what is the workbook's own, by whether the course is shared."""


def follow_sharing(own: Path, shared: bool) -> None:
    """Give the folder `.workbook` and all in it the modes that the course asks for."""
    for parent, _, files in os.walk(own):
        _set_mode(Path(parent), FOLDER[shared])
        for name in files:
            _set_mode(Path(parent, name), FILE[shared])


def set_file_mode(path: Path, shared: bool) -> None:
    """The same for one new file and the folder that it is in."""
    _set_mode(path.parent, FOLDER[shared])
    _set_mode(path, FILE[shared])


def open_to_group(folder: Path) -> None:
    """Let the group read and write a folder with all that is in it."""
    for parent, _, files in os.walk(folder):
        _add_mode(Path(parent), FOLDER[True])
        for name in files:
            _add_mode(Path(parent, name), FILE[True])


def open_folders_to_group(inside: Path, root: Path) -> None:
    """Let the group into `inside` and the folders above it, up to the course's."""
    for folder in (inside, *inside.parents):
        if folder.is_relative_to(root):
            _add_mode(folder, FOLDER[True])


def open_gradebook_to_group(database_url: str) -> None:
    """The same for a gradebook that is a file."""
    address = urlsplit(database_url)
    if address.scheme == "sqlite":
        path = Path(address.path.replace("//", "/", 1))
        if path.exists():
            _add_mode(path, FILE[True])


def _add_mode(path: Path, mode: int) -> None:
    _set_mode(path, path.stat().st_mode & 0o7777 | mode)


def _set_mode(path: Path, mode: int) -> None:
    status = path.stat()
    if status.st_mode & 0o7777 != mode and status.st_uid == os.geteuid():
        path.chmod(mode)
