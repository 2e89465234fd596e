"""A course's folder: made, brought up to date, and graded as a whole."""

import os
import re
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from autograder.course.graders import CourseGrader, form_of, secret_file
from autograder.course.source import key_of, source_text
from autograder.grading.seeds import read_or_create_secret
from autograder.grading.submission import Form
from autograder.workbook.model import Section
from autograder.workbook.paths import section_names
from autograder.workbook.read import read_sections

CONFIG = "nbgrader_config.py"
CONFIG_TEXT = '''\
"""nbgrader's configuration of this course."""

from pathlib import Path

from autograder.course.config import configure

c = get_config()
configure(c, root=Path(__file__).parent, course_id={course_id!r})
'''
COURSE_ID = re.compile(r"[A-Za-z0-9][\w.-]*")


class CourseError(Exception):
    """The folder is not what a command needs; the message says what to do."""


def init_course(root: Path, course_id: str) -> list[Path]:
    """Make a course in a new or empty folder; returns the files written.

    Raises:
        CourseError: the folder is in use, or the course's name is not one that nbgrader takes.
    """
    if not COURSE_ID.fullmatch(course_id):
        raise CourseError(
            f"{course_id!r} cannot name a course: use letters, digits, '-', '_' and '.', as in llm-stats-1"
        )
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise CourseError(f"{root} is not empty: choose a new folder, or workbook course update for an existing course")
    root.mkdir(parents=True, exist_ok=True)
    (root / CONFIG).write_text(CONFIG_TEXT.format(course_id=course_id), encoding="utf-8")
    read_or_create_secret(secret_file(root))
    return [root / CONFIG, *(write_source(root, section) for section in read_sections())]


def update_course(root: Path) -> tuple[list[Path], list[str]]:
    """Write the source notebooks again; returns the files that changed, and why others were left as they were.

    Once an assignment has submissions, nbgrader's gradebook fixes which graded cells it has: a section whose exercises
    were added, removed or renamed since is left alone.

    Raises:
        CourseError: `root` is not a course.
    """
    require_course(root)
    changed, refused = [], []
    for section in read_sections():
        path = source_path(root, section.name)
        if path.exists() and path.read_text(encoding="utf-8") == source_text(section):
            continue
        fixed = cells_with_submissions(root, section.name)
        wanted = {f"check-{name}" for name in section.exercises}
        if fixed is not None and fixed != wanted:
            names = ", ".join(sorted(name.removeprefix("check-") for name in fixed ^ wanted))
            refused.append(f"{section.name} has submissions, and {names} would be added or removed: left as it was")
            continue
        changed.append(write_source(root, section))
    return changed, refused


def write_source(root: Path, section: Section) -> Path:
    path = source_path(root, section.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source_text(section), encoding="utf-8")
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


def submitted_notebooks(root: Path) -> Iterator[tuple[str, Path]]:
    """(section, notebook) for everything that has been collected, by student."""
    for section in section_names():
        for path in sorted((root / "submitted").glob(f"*/{section}/{section}.ipynb")):
            yield section, path


def grade_collected(root: Path, processes: int, on_result: Callable[[Path], None]) -> tuple[int, int, list[Path]]:
    """Grade all collected notebooks in parallel and keep the results, which `nbgrader autograde` then takes.

    Returns:
        how many there are, how many of them had to be graded, and those that were not, by a fault of the grader.

    Raises:
        CourseError: `root` is not a course.
        GradingError: students' code cannot be isolated here.
    """
    require_course(root)
    graders = [CourseGrader(root) for _ in range(processes)]
    jobs: list[tuple[str, Path, Form]] = []
    faults: list[Path] = []
    total = 0
    for section, path in submitted_notebooks(root):
        total += 1
        form = form_of(path.read_text(encoding="utf-8", errors="replace"), section)
        if graders[0].is_kept(section, form):
            on_result(path)
        else:
            jobs.append((section, path, form))

    def work(number: int) -> None:
        for section, path, form in jobs[number::processes]:
            if graders[number].grade(section, form).status == "grader fault":
                faults.append(path)
            on_result(path)

    try:
        with ThreadPoolExecutor(processes) as pool:
            list(pool.map(work, range(processes)))
    finally:
        for grader in graders:
            grader.stop()
    return total, len(jobs), sorted(faults)
