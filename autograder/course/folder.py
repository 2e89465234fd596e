"""A course's folder: made, brought up to date, and graded as a whole."""

import os
import re
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import nbformat
from nbformat import NotebookNode

from autograder.course.access import (
    follow_sharing,
    open_folders_to_group,
    open_gradebook_to_group,
    open_to_group,
)
from autograder.course.data import write_data
from autograder.course.graders import CourseGrader, form_in, secret_file
from autograder.course.merge import merge
from autograder.course.place import CONFIG, Course, CourseError, course_in
from autograder.course.source import source_text
from autograder.grading.files import write_atomically
from autograder.grading.scheduling import share_out
from autograder.grading.seeds import read_or_create_secret
from autograder.grading.submission import Form
from autograder.workbook.model import Section
from autograder.workbook.workbook import Workbook

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
    paths = [root / "source" / section.name / f"{section.name}.ipynb" for section in workbook.sections]
    follow_sharing(root / ".workbook", shared=False)
    paths_of_data: list[Path] = []
    for section, path in zip(workbook.sections, paths, strict=True):
        text = source_text(section, workbook.visible_checks(section.name))
        write_atomically(path, text.encode())
        write_atomically(written_file(root / ".workbook", path), text.encode())
        paths_of_data += write_data(workbook, section, path.parent, written_file(root / ".workbook", path).parent)[0]
    return [root / CONFIG, *paths, *paths_of_data]


class Done(NamedTuple):
    """What an update did to a cell; `cell` is empty where it is about the whole notebook."""

    path: Path
    cell: str
    what: str


class Update(NamedTuple):
    """The source notebooks that changed, what became of which cell, and why notebooks were left as they were."""

    changed: list[Path]
    done: list[Done]
    refused: list[str]


def update_course(workbook: Workbook, root: Path, overwrite: bool = False) -> Update:
    """Bring a changed workbook into the source notebooks, and keep what the instructor has changed in them.

    What is overwritten is kept in `.workbook/before/`, since nbgrader hands out whatever lies in source/. Once an
    assignment has submissions, nbgrader's gradebook fixes which cells it has: a notebook in which cells would be added
    or removed is left alone.

    Args:
        workbook: the workbook as it is now.
        root: the folder in which nbgrader's commands are run.
        overwrite: take the workbook's version of its cells, whatever the instructor did to them.

    Raises:
        CourseError: `root` is not a course.
    """
    course = course_in(root)
    update = Update([], [], [])
    moment = datetime.now().strftime("%Y-%m-%d-%H-%M-%S")
    for section in workbook.sections:
        text = source_text(section, workbook.visible_checks(section.name))
        paths = course.source_notebooks(section.name)
        if not paths:
            _write_new(course, section.name, text, update)
            paths = course.source_notebooks(section.name)
        for path in paths:
            try:
                _update_notebook(course, path, nbformat.reads(text, as_version=4), overwrite, moment, update)
            except (OSError, ValueError) as error:
                update.refused.append(f"{path} is no notebook that can be read: left as it was ({error})")
            _update_data(workbook, section, course, path, update)
    follow_sharing(course.own, course.shared)
    if course.shared:
        open_to_group(course.source("*").parent)
        open_folders_to_group(course.root, course.root)
        open_gradebook_to_group(course.database_url)
    return update


def _write_new(course: Course, section: str, text: str, update: Update) -> None:
    """A section that the course does not have yet; one that was taken out of it stays out."""
    path = course.source(section) / f"{section}.ipynb"
    written = written_file(course.own, path)
    if not written.exists():
        write_atomically(path, text.encode())
        write_atomically(written, text.encode())
        update.changed.append(path)
        update.done.append(Done(path, "", "new"))


def _update_data(workbook: Workbook, section: Section, course: Course, path: Path, update: Update) -> None:
    """The data beside a source notebook; files that the instructor has put in their place stay."""
    changed, kept = write_data(workbook, section, path.parent, written_file(course.own, path).parent)
    update.changed.extend(changed)
    update.done.extend(Done(file, "", "yours was kept") for file in kept)


def _update_notebook(
    course: Course, path: Path, new: NotebookNode, overwrite: bool, moment: str, update: Update
) -> None:
    text = path.read_bytes()
    mine = nbformat.reads(text.decode("utf-8-sig"), as_version=4)
    written = written_file(course.own, path)
    before = nbformat.reads(written.read_text(encoding="utf-8"), as_version=4) if written.exists() else None
    merged = merge(before, mine, new, overwrite)
    fixed = cells_with_submissions(course, path.parent.name, path.stem) if merged.notebook != mine else None
    if fixed is not None and (names := fixed ^ graded_cells(merged.notebook)):
        shown = ", ".join(sorted(name.removeprefix("check-") for name in names if not name.startswith("exercise-")))
        update.refused.append(
            f"{path.parent.name} has submissions, and {shown} would be added or removed: left as it was"
        )
        return
    update.done.extend(Done(path, *note) for note in merged.notes)
    if merged.notebook != mine:
        write_atomically(course.own / "before" / moment / path.parent.name / path.name, text)
        write_atomically(path, (nbformat.writes(merged.notebook) + "\n").encode())
        update.changed.append(path)
    if merged.written != before:
        write_atomically(written, (nbformat.writes(merged.written) + "\n").encode())


def written_file(own: Path, source: Path) -> Path:
    """Where the workbook's notebook is kept as it was last written to, or compared with, a source notebook."""
    return own / "written" / source.parent.name / source.name


def graded_cells(notebook: NotebookNode) -> set[str]:
    """Ids of the cells that nbgrader puts into the gradebook."""
    marks = [cell.metadata.get("nbgrader", {}) for cell in notebook.cells]
    return {m["grade_id"] for m in marks if any(m.get(name) for name in ("grade", "solution", "locked", "task"))}


def cells_with_submissions(course: Course, assignment: str, notebook: str) -> set[str] | None:
    """Ids of a notebook's cells in the gradebook, or None as long as nobody has submitted it."""
    from nbgrader.api import Gradebook, MissingEntry  # here, because it takes seconds

    # nbgrader calls alembic by name, which is on the path only while the environment is activated.
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    with Gradebook(course.database_url) as gradebook:
        try:
            found = gradebook.find_notebook(notebook, assignment)
        except MissingEntry:
            return None
        return {cell.name for cell in found.source_cells} if found.submissions else None


def submitted_notebooks(workbook: Workbook, course: Course) -> Iterator[tuple[str, Path]]:
    """(section, notebook) for everything that has been collected, whatever the assignment is called, by student."""
    for section in workbook.names:
        for path in course.submitted_notebooks(section):
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
    course = course_in(root)
    graders = [CourseGrader(course.own.parent, workbook, course.shared) for _ in range(processes)]
    jobs: list[Job] = []
    total = 0
    for section, path in submitted_notebooks(workbook, course):
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
