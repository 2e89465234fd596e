"""Grade a folder of submissions: several warm graders at once, each finished result kept on disk."""

import csv
import io
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import msgspec

from autograder.grading.channel import Settings
from autograder.grading.files import locked, write_atomically
from autograder.grading.provenance import exercise_digests, provenance
from autograder.grading.results import (
    SCHEMA_VERSION,
    SubmissionResult,
    decode,
    encode,
)
from autograder.grading.scheduling import share_out
from autograder.grading.submission import HandedIn, forms_digest, printable, read_submission, student_folders
from autograder.grading.tables import COLUMNS, GRADES, Change, append_changes, cell, changes, grades_csv
from autograder.grading.warm import WarmGrader, grade_twice_if_needed
from autograder.workbook.workbook import Workbook


class Graded(NamedTuple):
    """A student's result, whether an earlier one was taken as it is, and the points that exercises changed."""

    result: SubmissionResult
    taken: bool
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Classroom:
    """Where a class's submissions are, where results go, and how they are graded."""

    submissions: Path
    results: Path
    settings: Settings
    secret: bytes
    processes: int

    def grade(
        self,
        on_result: Callable[[Graded], None],
        on_interrupt: Callable[[], None] = lambda: None,
    ) -> list[SubmissionResult]:
        """Grade every student's folder; results come in the order of the folders' names.

        What is already there, and follows from the same files, exercise, seed and isolation, is taken as it is; results
        of sections that are not graded now stay. Points that change although the student's files did not are listed in
        changes.csv. `on_result` is called for each result as it is ready. At Ctrl-C `on_interrupt` is called, and then
        the submissions in hand are finished.

        Raises:
            GradingError: students' code cannot be isolated here, the suites cannot be read, or another grading writes
                into the same folder of results.
            OSError: a submission cannot be read, or a result cannot be written. As at Ctrl-C, what is finished is kept.
        """
        with locked(self.results):
            return self._grade(on_result, on_interrupt)

    def _grade(self, on_result: Callable[[Graded], None], on_interrupt: Callable[[], None]) -> list[SubmissionResult]:
        for section in self.settings.sections:
            # Before there are threads: Python 3.11 cannot parse in two of them at once (python/cpython, issue 106905).
            exercise_digests(self.workbook, section)
        folders = student_folders(self.submissions, self.workbook.names)
        count = min(self.processes, max(len(folders), 1))
        graders = [WarmGrader(self.settings, self.secret) for _ in range(count)]
        lock = threading.Lock()

        def one(grader: WarmGrader, folder: HandedIn) -> SubmissionResult:
            graded = self._grade_folder(folder, grader)
            with lock:
                append_changes(self.results, graded.changes)
                on_result(graded)
            return graded.result

        try:
            share_out(graders, graders, lambda _, grader: grader.start(), on_interrupt)
            results = share_out(graders, folders, one, on_interrupt)
        finally:
            for grader in graders:
                grader.stop()
        write_atomically(self.results / GRADES, grades_csv(results).encode())
        return results

    @cached_property
    def workbook(self) -> Workbook:
        return Workbook(Path(self.settings.workbook))

    def _grade_folder(self, folder: HandedIn, grader: WarmGrader) -> Graded:
        submission = read_submission(folder, self.workbook, self.settings.sections)
        target = self.results / folder.name / "result.json"
        earlier = _earlier(target)
        kept = {section.section: section for section in earlier.sections} if earlier else {}
        follows_from = {
            section: provenance(self.workbook, section, forms_digest({section: forms}), self.secret, grader.isolation)
            for section, forms in submission.forms.items()
        }
        open_ = {
            section: forms
            for section, forms in submission.forms.items()
            if section not in kept or not kept[section].holds(follows_from[section])
        }
        if earlier and not open_ and earlier.notes == submission.notes:
            return Graded(earlier, taken=True)
        standing = {section: kept[section].holding(follows_from[section]) for section in open_ if section in kept}
        graded = grade_twice_if_needed(grader, open_, standing) if open_ else ()
        new = {s.section: msgspec.structs.replace(s, provenance=follows_from[s.section]) for s in graded}
        sections = tuple(section for _, section in sorted((kept | new).items()))
        result = SubmissionResult(SCHEMA_VERSION, submission.student, sections, submission.notes)
        write_atomically(target, encode(result))
        again = [name for name in new if name in kept]
        changed = [change for name in again for change in changes(result.student, kept[name], new[name])]
        return Graded(result, False, tuple(changed))


def _earlier(path: Path) -> SubmissionResult | None:
    """An earlier result that can be trusted to be whole, and that this version can read."""
    try:
        result = decode(path.read_bytes())
    except (OSError, msgspec.MsgspecError):
        return None
    return result if result.schema_version == SCHEMA_VERSION else None


def listed_results(results: Path) -> tuple[list[Path], list[Path]]:
    """The results in a folder that its grades.csv lists, and the others.

    The others are of students who are no longer among the submissions, or of a grading that was not finished. Before
    the first one is finished there is no grades.csv, and all results count as listed.

    Raises:
        ValueError: grades.csv is not as grading writes it.
    """
    files = sorted(results.glob("*/result.json"))
    try:
        text = (results / GRADES).read_text(encoding="utf-8-sig", errors="replace")
    except FileNotFoundError:
        return files, []
    rows = csv.DictReader(io.StringIO(text))
    if COLUMNS[0] not in (rows.fieldnames or ()):
        raise ValueError(f"{results / GRADES} was changed: move it away and grade again")
    students = {row[COLUMNS[0]] for row in rows}
    listed = [path for path in files if cell(printable(path.parent.name)) in students]
    return listed, sorted(set(files).difference(listed))
