"""What is collected from students and published to them: files, and nothing that leads elsewhere.

The inbound folder of an exchange is open for writing. A link in it would be followed with the instructor's rights, and
what it leads to - the course's secret, say - would come back to the student as feedback.
"""

import glob
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.exchange.default.collect import ExchangeCollect
from nbgrader.exchange.default.release_feedback import ExchangeReleaseFeedback
from nbgrader.utils import ignore_patterns

from autograder.course.access import open_folders_to_group, open_to_group


def remove_links(folder: Path) -> list[str]:
    """Remove what is neither a file nor a folder from a student's folder; returns the paths in it, in order.

    Links, pipes and the like lead elsewhere or nowhere; hard links to files of others are told by their count.
    """
    if folder.is_symlink():
        folder.unlink()
        return ["."]
    removed = []
    for parent, folders, files in os.walk(folder, followlinks=False):
        for name in sorted((*folders, *files)):
            path = Path(parent, name)
            if not _is_plain(path):
                path.unlink()
                removed.append(str(path.relative_to(folder)))
    return sorted(removed)


class SafeCollect(ExchangeCollect):  # type: ignore[misc]
    """Collects files, and leaves out links and all that is no file; one odd submission stops no other."""

    src_records: list[dict[str, Any]]

    def init_src(self) -> None:
        super().init_src()
        self.src_records = [record for record in self.src_records if record["username"] != NOBODY]

    def _path_to_record(self, path: str) -> dict[str, Any]:
        record = _record(super()._path_to_record, path)
        if record and _names_a_student(record["username"]) and stat.S_ISDIR(os.lstat(path).st_mode):
            return record
        self.log.error("%r was not collected: it is no folder named as nbgrader submit does", path)
        return {"username": NOBODY, "filename": os.path.basename(path), "timestamp": datetime.min}

    def do_copy(self, src: str, dest: str, log: object = None) -> None:
        """Copy what is plain by lstat; `ignore`, `include` and the sizes are the course's, as in nbgrader."""
        skipped = ignore_patterns(
            self.coursedir.ignore, self.coursedir.include, self.coursedir.max_file_size, log=self.log
        )
        try:
            if self.get_size(src) > 1000 * self.coursedir.max_dir_size:
                raise NotCollected(f"it is larger than {self.coursedir.max_dir_size} kB, see max_dir_size")
            left_out = copy_plain(Path(src), Path(dest), skipped)
        except (NotCollected, OSError) as error:
            shutil.rmtree(dest, ignore_errors=True)
            self.log.error("%r was not collected: %s", src, error)
            return
        for name, why in left_out:
            self.log.error("%r of %r was not collected: %s", name, src, why)
        if self.coursedir.groupshared:
            open_to_group(Path(dest))
            open_folders_to_group(Path(dest), Path(self.coursedir.root))


class NotCollected(Exception):
    """A whole submission that is left where it is; the text says why."""


NOBODY = ""
"""Whose submission a folder is that no student can have handed in."""

MAX_FILES, MAX_DEPTH = 10_000, 20
"""Files of one submission, and folders in each other. A notebook with its pictures has a few dozen."""


def copy_plain(source: Path, target: Path, skipped: Callable[[str, list[str]], list[str]]) -> list[tuple[str, str]]:
    """Copy a folder's plain files into a new folder; what is anything else stays behind.

    Each file is opened without following a link and looked at once it is open, so that it cannot be exchanged between.

    Args:
        skipped: which of the names in a folder are not wanted, as shutil.copytree asks it.

    Returns:
        (path in the folder, why) for what was left out.

    Raises:
        NotCollected: there are too many files, or folders too deep in each other.
        OSError: the target cannot be written.
    """
    left_out: list[tuple[str, str]] = []
    folders, count = [(Path(), 0)], 0
    while folders:
        inside, depth = folders.pop()
        if depth > MAX_DEPTH:
            raise NotCollected(f"it has more than {MAX_DEPTH} folders in each other")
        (target / inside).mkdir(parents=True)
        try:
            here = _open_inside(source, inside)
        except OSError as error:
            left_out.append((str(inside), f"it cannot be read ({error.strerror})"))
            continue
        with _closing(here):
            names = sorted(os.listdir(here))
            count += len(names)
            if count > MAX_FILES:
                raise NotCollected(f"it has more than {MAX_FILES:,} files")
            plain = []
            for name in names:
                status = os.lstat(name, dir_fd=here)
                if stat.S_ISDIR(status.st_mode) or _is_plain_status(status):
                    plain.append(name)
                else:
                    left_out.append((str(inside / name), NOT_PLAIN))
            for name in sorted(set(plain) - set(skipped(str(source / inside), plain))):
                if stat.S_ISDIR(os.lstat(name, dir_fd=here).st_mode):
                    folders.append((inside / name, depth + 1))
                elif why := _copy_file(here, name, target / inside / name):
                    left_out.append((str(inside / name), why))
    return left_out


NOT_PLAIN = "it is a link, or no file: hand in the file itself"


def _open_inside(folder: Path, inside: Path) -> int:
    """A descriptor of a folder within `folder`, reached without following any link."""
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
    here = os.open(folder, flags)
    for name in inside.parts:
        with _closing(here):
            here = os.open(name, flags, dir_fd=here)
    return here


def _copy_file(folder: int, name: str, target: Path) -> str:
    """Copy a plain file; returns why it was left out, or nothing."""
    try:
        # A pipe would be waited for without O_NONBLOCK.
        descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    except OSError as error:
        return f"it cannot be read ({error.strerror})"
    with os.fdopen(descriptor, "rb") as file:
        if not _is_plain_status(os.fstat(descriptor)):
            return NOT_PLAIN
        with target.open("xb") as copy:
            shutil.copyfileobj(file, copy)
    return ""


@contextmanager
def _closing(descriptor: int) -> Iterator[None]:
    try:
        yield
    finally:
        os.close(descriptor)


def _record(read: Callable[[str], dict[str, Any]], path: str) -> dict[str, Any] | None:
    """Whose submission a folder of the inbound folder is, and of when; None if its name tells neither."""
    try:
        return read(path)
    except (ValueError, OverflowError):  # no date where one should be
        return None


def _names_a_student(name: str) -> bool:
    """Whether nbgrader can use the name in paths: it takes some characters there for a pattern."""
    return name not in (NOBODY, ".", "..") and name.isprintable() and not set(name) & set("*?[]/")


def _is_plain(path: Path) -> bool:
    """Whether it is a folder, or a file that has no other name."""
    status = path.lstat()
    return stat.S_ISDIR(status.st_mode) or _is_plain_status(status)


def _is_plain_status(status: os.stat_result) -> bool:
    return stat.S_ISREG(status.st_mode) and status.st_nlink == 1


class SafeReleaseFeedback(ExchangeReleaseFeedback):  # type: ignore[misc]
    """Publishes the pages that `generate_feedback` made of the assignment's notebooks, and no other file."""

    def copy_files(self) -> None:
        from nbgrader.api import Gradebook

        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            notebooks = gradebook.find_assignment(self.coursedir.assignment_id).notebooks
            made = {f"{notebook.name}.html" for notebook in notebooks}
        pages = []
        for path in map(Path, glob.glob(os.path.join(self.src_path, "*.html"))):
            if path.name in made and _is_plain(path):
                pages.append(path)
            else:
                self.log.error("%s was not released: it is no feedback of this assignment", path)
                path.unlink()
        failed = [folder for folder in sorted({page.parent for page in pages}) if not self._released(folder)]
        if failed:
            self.fail(f"the feedback of {len(failed)} submissions was not released, see above; that of all others was")

    def _released(self, folder: Path) -> bool:
        """Release the pages of one submission; what a student left out of it stops nobody else's."""
        self.src_path = glob.escape(str(folder))
        try:
            super().copy_files()
        except (OSError, UnicodeDecodeError) as error:
            self.log.error("%s was not released: %s", folder, error)
            return False
        return True
