"""What the instructor's commands do; apart from them, because it takes a while to import."""

import signal
import tempfile
from pathlib import Path
from typing import NamedTuple

import msgspec
import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from autograder.commands.console import ERR, EXIT_FAULT, EXIT_INTERRUPTED, OUT, fail, refusal, say, warn
from autograder.demo.sample_class import SECTION, write_sample_class, write_whole_submissions
from autograder.grading.channel import Settings
from autograder.grading.classroom import Classroom, Graded, listed_results
from autograder.grading.results import SubmissionResult, decode
from autograder.grading.seeds import default_secret_file, read_or_create_secret
from autograder.grading.submission import left_out, printable, student_folders
from autograder.grading.tables import CHANGES, GRADES, Change
from autograder.reporting.terminal import print_changes, print_class, print_submission, print_totals
from autograder.sandbox.isolation import Isolation
from autograder.workbook.workbook import ROOT, this_workbook


class GradedClass(NamedTuple):
    """Results in the order of the students' names, and the points that changed because exercises did."""

    results: list[SubmissionResult]
    changes: list[Change]


GO_ON = "the same command goes on from what is finished."


def grade_and_show(
    submissions: Path,
    out: Path,
    sections: list[str] | None,
    processes: int,
    isolation: Isolation,
    secret: Path | None,
    *,
    as_json: bool,
) -> None:
    """Grade a folder of submissions and show the results; ends the program with `EXIT_FAULT` if some are at fault."""
    graded = grade_folder(submissions, out, sections, processes, isolation, secret, show_progress=not as_json)
    results = graded.results
    for note in left_out(submissions, this_workbook().names):
        warn(note)
    if as_json:
        for result in results:
            typer.echo(msgspec.json.encode(result).decode())
    else:
        print_results(results)
        written = "1 result" if len(results) == 1 else f"{len(results)} results"
        say(f"Wrote {out / GRADES} and {written}. One student's: workbook report {out} STUDENT")
    if graded.changes:
        warn(f"Exercises have changed, and the same files earn other points now; all such changes: {out / CHANGES}")
        print_changes(ERR, graded.changes)
    if others := _listed(out)[1]:
        warn(f"{out} also holds results that belong to no submission and are not in {GRADES}: {_students(others)}")
    if faults := [result for result in results if result.at_fault]:
        for result in faults:
            for section in result.sections:
                if section.status == "grader fault":
                    told = f"tried twice, and the grader failed: {section.message}"
                    warn(f"{result.student}, {section.section}: {told}", "magenta")
        warn(
            "That is no fault of these students; what else they handed in is graded. Run the same command again: it "
            "tries only these again. If it says the same, there is a mistake in the workbook.",
            "magenta",
        )
        raise typer.Exit(EXIT_FAULT)


MANY = 3
"""Of more sections a student than this there is one row for all, and not one for each."""


def print_results(results: list[SubmissionResult]) -> None:
    """The table of a class, of a size that can be read."""
    show = print_totals if max((len(result.sections) for result in results), default=0) > MANY else print_class
    show(OUT, results)


def show_report(results: Path, student: str | None) -> None:
    """Show the table of a graded class, or everything one student is told."""
    files, others = _listed(results) if student is None else ([results / student / "result.json"], [])
    if not files or not files[0].is_file():
        there = _students(sorted(results.glob("*/result.json"))[:8])
        fail(f"there is no result for {student or 'anyone'} in {results}" + (f"; there are {there}" if there else ""))
    loaded = [_load(path) for path in files]
    if student is None:
        print_results(loaded)
    else:
        print_submission(OUT, loaded[0])
    if others:
        warn(f"Not in {GRADES}, so not shown: {_students(others)}. To see one: workbook report {results} STUDENT")


def play_demo(keep: Path | None, processes: int) -> None:
    """Write a sample class, grade it, show the table and one report; then some who hand in all sections."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = keep or Path(scratch)
        submissions, out = folder / "submissions", folder / "results"
        names = write_sample_class(submissions)
        say(f"A class of {len(names)} sample submissions, from perfect to hostile, graded in the sandbox:")
        graded = grade_folder(submissions, out, [SECTION], processes, "strict", folder / "secret", show_progress=True)
        results = graded.results
        print_class(OUT, results)
        shown = next(
            result for result in results if any(e.misconceptions for s in result.sections for e in s.exercises)
        )
        say("\nWhat one of them is told:")
        print_submission(OUT, shown)
        submissions, out = folder / "whole" / "submissions", folder / "whole" / "results"
        names = write_whole_submissions(submissions)
        say(f"\n{len(names)} submissions of all {len(this_workbook().names)} sections:")
        graded = grade_folder(submissions, out, None, processes, "strict", folder / "secret", show_progress=True)
        print_totals(OUT, graded.results)


def grade_folder(
    submissions: Path,
    out: Path,
    sections: list[str] | None,
    processes: int,
    isolation: Isolation,
    secret: Path | None,
    *,
    show_progress: bool,
) -> GradedClass:
    """Check the arguments, grade, and show how far it is; what goes wrong outside of the grader ends the program."""
    _check(submissions, out, sections or [])
    try:
        key = read_or_create_secret(secret or default_secret_file())
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(refusal(error))
    except ValueError as error:
        fail(str(error))
    settings = Settings(str(ROOT), tuple(sections or this_workbook().names), isolation)
    classroom = Classroom(submissions, out, settings, key, processes)
    columns = (
        TextColumn("Grading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[last]}"),
    )
    changes: list[Change] = []
    # Without a terminal there is nothing to draw on, and standard error holds what goes wrong, and nothing else.
    with Progress(*columns, console=ERR, disable=not (show_progress and ERR.is_terminal), transient=True) as progress:
        task = progress.add_task("", total=len(student_folders(submissions, this_workbook().names)), last="")

        def advance(graded: Graded) -> None:
            progress.update(task, advance=1, last=f"{graded.result.student}{' (kept)' if graded.taken else ''}"[:40])
            changes.extend(graded.changes)

        def finish_in_hand() -> None:
            progress.stop()
            # The next Ctrl-C ends this program on the spot, as a kill does: nothing is half written, graders end, too.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            warn("Finishing the submissions in hand. Ctrl-C again stops at once.")

        try:
            return GradedClass(classroom.grade(advance, finish_in_hand), sorted(changes))
        except KeyboardInterrupt:
            warn(f"Stopped; {GO_ON}")
            raise typer.Exit(EXIT_INTERRUPTED) from None
        except OSError as error:
            fail(f"{refusal(error)}. Put that right, and {GO_ON}")


def _check(submissions: Path, out: Path, sections: list[str]) -> None:
    """Refuse folders and sections that cannot be graded, and say what to change."""
    known = this_workbook().names
    if not submissions.is_dir():
        fail(f"there is no folder {submissions}")
    if not student_folders(submissions, this_workbook().names):
        fail(f"{submissions} holds no student: it needs a folder for each, with files such as {known[0]}.py")
    inside = out.resolve()
    if submissions.resolve() in (inside, *inside.parents) or inside in submissions.resolve().parents:
        fail(f"{out} and {submissions} must lie beside each other: neither may hold the other")
    if (submissions / GRADES).is_dir():
        fail(f"{submissions / GRADES} is a student's folder with the name of a file of results: rename it")
    if out.exists() and not out.is_dir():
        fail(f"{out} is a file: --out takes a folder")
    for name in sections:
        if name not in known:
            fail(f"there is no section {name!r}; there are {', '.join(known)}")


def _listed(results: Path) -> tuple[list[Path], list[Path]]:
    try:
        return listed_results(results)
    except ValueError as error:
        fail(str(error))


def _students(results: list[Path]) -> str:
    return ", ".join(printable(path.parent.name) for path in results)


def _load(path: Path) -> SubmissionResult:
    try:
        return decode(path.read_bytes())
    except msgspec.MsgspecError as error:
        fail(f"{path} is not a result of this version of workbook: {error}")
