"""A course's folder: made, brought up to date, and graded as a whole."""

import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from autograder.course.data import write_data
from autograder.course.graders import CourseGrader, form_in, secret_file
from autograder.course.source import key_of, source_text
from autograder.errors import UserError
from autograder.grading.scheduling import share_out
from autograder.grading.seeds import read_or_create_secret
from autograder.grading.submission import Form
from autograder.workbook.model import Section
from autograder.workbook.workbook import Workbook

CONFIG = "nbgrader_config.py"
CONFIG_TEXT = '''\
"""nbgrader's configuration of this course."""

from pathlib import Path

from autograder.course.config import configure

c = get_config()
configure(c, root=Path(__file__).parent, course_id={course_id!r})
'''
PATTERN = re.compile(r"[%*?\[\]]")
"""What nbgrader takes for a pattern in the path of a course."""
COURSE_ID = re.compile(r"[A-Za-z0-9][\w.-]*")


class CourseError(UserError):
    """The folder is not what a command needs; the message says what to do."""


def init_course(workbook: Workbook, root: Path, course_id: str) -> list[Path]:
    """Make a course in a new or empty folder; returns the files written.

    Raises:
        CourseError: the folder is in use, or the course's name is not one that nbgrader takes.
    """
    if not COURSE_ID.fullmatch(course_id):
        raise CourseError(
            f"{course_id!r} cannot name a course: use letters, digits, '-', '_' and '.', as in llm-stats-1"
        )
    if PATTERN.search(str(root)):
        raise CourseError(f"nbgrader cannot work in {root}: choose a path without any of % * ? [ ]")
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise CourseError(f"{root} is not empty: choose a new folder, or workbook course update for an existing course")
    root.mkdir(parents=True, exist_ok=True)
    (root / CONFIG).write_text(CONFIG_TEXT.format(course_id=course_id), encoding="utf-8")
    read_or_create_secret(secret_file(root))
    sources = [write_source(workbook, root, section) for section in workbook.sections]
    data = [path for section in workbook.sections for path in write_data(workbook, root, section)]
    return [root / CONFIG, *sources, *data]


def update_course(workbook: Workbook, root: Path) -> tuple[list[Path], list[str]]:
    """Write sources and data again; returns the files that changed, and why others were left as they were.

    Once an assignment has submissions, nbgrader's gradebook fixes which graded cells it has: a section whose exercises
    were added, removed or renamed since is left alone.

    Raises:
        CourseError: `root` is not a course.
    """
    require_course(root)
    changed: list[Path] = []
    refused: list[str] = []
    for section in workbook.sections:
        changed += write_data(workbook, root, section)
        path = source_path(root, section.name)
        if path.exists() and path.read_text(encoding="utf-8") == source_text(
            section, workbook.visible_checks(section.name)
        ):
            continue
        fixed = cells_with_submissions(root, section.name)
        wanted = {f"check-{name}" for name in section.exercises}
        if fixed is not None and fixed != wanted:
            names = ", ".join(sorted(name.removeprefix("check-") for name in fixed ^ wanted))
            refused.append(f"{section.name} has submissions, and {names} would be added or removed: left as it was")
            continue
        changed.append(write_source(workbook, root, section))
    return changed, refused


def write_source(workbook: Workbook, root: Path, section: Section) -> Path:
    path = source_path(root, section.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source_text(section, workbook.visible_checks(section.name)), encoding="utf-8")
    return path


def source_path(root: Path, section: str) -> Path:
    return root / "source" / section / f"{section}.ipynb"


def require_course(root: Path) -> None:
    if not (root / CONFIG).is_file() or not (root / "source").is_dir():
        raise CourseError(f"{root} is not a course: it has no {CONFIG} with a source folder; see workbook course init")


def cells_with_submissions(root: Path, assignment: str) -> set[str] | None:
    """Ids of the workbook's graded cells of an assignment, or None as long as nobody has submitted it."""
    from nbgrader.api import Gradebook, MissingEntry  # here, because it takes seconds

    # nbgrader calls alembic by name, which is on the path only while the environment is activated.
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    with Gradebook(database_url(root)) as gradebook:
        try:
            found = gradebook.find_assignment(assignment)
        except MissingEntry:
            return None
        if found.num_submissions == 0:
            return None
        cells = [cell for notebook in found.notebooks for cell in notebook.source_cells]
        return {cell.name for cell in cells if key_of(cell.source or "")}


def database_url(root: Path) -> str:
    """The course's gradebook, as its configuration names it."""
    from autograder.course.checks import command_line_config

    configured = command_line_config(root).CourseDirectory.get("db_url")
    return str(configured) if configured else f"sqlite:///{root / 'gradebook.db'}"


def submitted_notebooks(workbook: Workbook, root: Path) -> Iterator[tuple[str, Path]]:
    """(section, notebook) for everything that has been collected, whatever the assignment is called, by student."""
    for section in workbook.names:
        for path in sorted((root / "submitted").glob(f"*/*/{section}.ipynb")):
            yield section, path


def grade_collected(
    workbook: Workbook, root: Path, processes: int, on_result: Callable[[Path], None]
) -> tuple[int, int, list[Path]]:
    """Grade all collected notebooks in parallel and keep the results, which `nbgrader autograde` then takes.

    Returns:
        how many there are, how many of them had to be graded, and those that were not, by a fault of the grader.

    Raises:
        CourseError: `root` is not a course.
        GradingError: students' code cannot be isolated here.
    """
    require_course(root)
    graders = [CourseGrader(root, workbook) for _ in range(processes)]
    jobs: list[Job] = []
    total = 0
    for section, path in submitted_notebooks(workbook, root):
        total += 1
        job = Job(section, path, form_in(path, section))
        if graders[0].is_kept(section, job.form):
            on_result(path)
        else:
            jobs.append(job)

    def grade(grader: CourseGrader, job: Job) -> str:
        status = grader.grade(job.section, job.form).status
        on_result(job.path)
        return status

    try:
        statuses = share_out(graders, jobs, grade)
    finally:
        for grader in graders:
            grader.stop()
    faults = [job.path for job, status in zip(jobs, statuses, strict=True) if status == "grader fault"]
    return total, len(jobs), sorted(faults)


class Job(NamedTuple):
    """A collected notebook that has to be graded."""

    section: str
    path: Path
    form: Form
