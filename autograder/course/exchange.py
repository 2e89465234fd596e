"""What is collected from students and published to them: files, and nothing that leads elsewhere.

The inbound folder of an exchange is open for writing. A link in it would be followed with the instructor's rights, and
what it leads to - the course's secret, say - would come back to the student as feedback.
"""

import glob
import os
import stat
from pathlib import Path

from nbgrader.exchange.default.collect import ExchangeCollect
from nbgrader.exchange.default.release_feedback import ExchangeReleaseFeedback


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
    """Collects files, and leaves out links and all that is no file."""

    def do_copy(self, src: str, dest: str, log: object = None) -> None:
        source = Path(src)
        if source.is_symlink() or not source.is_dir():
            self.log.error("%s was not collected: it is not a folder", source.name)
            return
        special = [path for path in source.rglob("*") if not _is_plain(path)]
        for path in special:
            self.log.error("%s was not collected: it is a link, or no file: hand in the file itself", path)
        before = self.coursedir.ignore
        self.coursedir.ignore = [*before, *(path.name for path in special)]
        try:
            super().do_copy(src, dest, log)
        finally:
            self.coursedir.ignore = before
        remove_links(Path(dest))


def _is_plain(path: Path) -> bool:
    """Whether it is a folder, or a file that has no other name."""
    status = path.lstat()
    return stat.S_ISDIR(status.st_mode) or (stat.S_ISREG(status.st_mode) and status.st_nlink == 1)


class SafeReleaseFeedback(ExchangeReleaseFeedback):  # type: ignore[misc]
    """Publishes the pages that `generate_feedback` made of the assignment's notebooks, and no other file."""

    def copy_files(self) -> None:
        from nbgrader.api import Gradebook

        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            notebooks = gradebook.find_assignment(self.coursedir.assignment_id).notebooks
            made = {f"{notebook.name}.html" for notebook in notebooks}
        for path in map(Path, glob.glob(os.path.join(self.src_path, "*.html"))):
            if path.name not in made or not _is_plain(path):
                self.log.error("%s was not released: it is no feedback of this assignment", path)
                path.unlink()
        super().copy_files()
