"""Where a course has its folders, as nbgrader itself understands its configuration."""

import contextlib
import glob
import logging
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import UserError

CONFIG = "nbgrader_config.py"
KEYS = ("{nbgrader_step}", "{student_id}", "{assignment_id}")
STEPS = ("source", "release", "submitted", "autograded", "feedback")


class CourseError(UserError):
    """The folder is not what a command needs; the message says what to do."""


@dataclass(frozen=True)
class Course:
    """A course, and nbgrader's whole configuration of it."""

    directory: Any
    """nbgrader's CourseDirectory."""
    config: Any

    @property
    def root(self) -> Path:
        return Path(self.directory.root)

    @property
    def own(self) -> Path:
        """The folder that holds the workbook's secret, kept results and written notebooks."""
        root: str = self.config.SandboxExecute.get("course_root") or self.directory.root
        return Path(root) / ".workbook"

    @property
    def database_url(self) -> str:
        return str(self.directory.db_url)

    @property
    def shared(self) -> bool:
        """Whether a group of instructors shares the course."""
        return bool(self.directory.groupshared)

    def source(self, assignment: str) -> Path:
        """An assignment's folder of source notebooks."""
        return Path(self.directory.format_path(self.directory.source_directory, ".", assignment))

    def source_notebooks(self, section: str) -> list[Path]:
        """A section's source notebooks, whatever their assignments are called."""
        return _found(self.source("*"), section)

    def submitted_notebooks(self, section: str) -> list[Path]:
        """What was collected of a section, whatever the assignment is called."""
        return _found(Path(self.directory.format_path(self.directory.submitted_directory, "*", "*")), section)

    def odd_paths(self) -> list[str]:
        """What in nbgrader's paths the workbook, or nbgrader, cannot work with."""
        structure = self.directory.directory_structure
        names = {step: getattr(self.directory, f"{step}_directory") for step in STEPS}
        odd = [f"directory_structure has no {key}" for key in KEYS if key not in structure]
        odd += [f"{step}_directory is named {name!r} as another is" for step, name in names.items()
                if list(names.values()).count(name) > 1]  # fmt: skip
        if set("%*?[]") & set(str(self.root)):
            odd.append(f"nbgrader takes a character of {self.root} for a pattern: none of % * ? [ ] may be in it")
        return odd


def course_in(folder: Path) -> Course:
    """The course that nbgrader's commands work in when they are run in `folder`.

    The files that count are those that nbgrader reads: `nbgrader_config` in the folders of Jupyter's configuration, of
    the system and the user, in `folder`, and in the course's folder where that is another.

    Raises:
        CourseError: `folder` has no course, or its configuration cannot be read.
    """
    if not folder.is_dir():
        raise CourseError(f"{folder} is not a course: there is no such folder; see workbook course init")
    from nbgrader.apps.baseapp import NbGrader  # here, because it takes seconds

    app = NbGrader(log_level=logging.CRITICAL)
    app.raise_config_file_errors = True
    try:
        with contextlib.chdir(folder), _same_path():
            app.initialize([])
    except (Exception, SystemExit) as error:  # a configuration is a program, which may raise anything
        raise CourseError(f"nbgrader's configuration of {folder} cannot be read: {error}") from error
    course = Course(app.coursedir, app.config)
    if course.root != folder and (folder / CONFIG).is_file() and not (course.root / CONFIG).is_file():
        raise CourseError(f"{folder} is not a course: c.CourseDirectory.root is {course.root}, which has no {CONFIG}")
    if not (course.root / CONFIG).is_file() or not course.source("*").parent.is_dir():
        raise CourseError(
            f"{folder} is not a course: it has no {CONFIG} with a source folder; see workbook course init"
        )
    return course


def _found(assignments: Path, section: str) -> list[Path]:
    return sorted(Path(path) for path in glob.glob(str(assignments / f"{section}.ipynb")))


@contextlib.contextmanager
def _same_path() -> Iterator[None]:
    """nbgrader puts the working directory where modules are imported from, for the configuration's sake."""
    before = list(sys.path)
    try:
        yield
    finally:
        sys.path[:] = before
