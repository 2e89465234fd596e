"""Commands for whoever grades."""

from pathlib import Path
from typing import Annotated

import typer

from autograder.commands.console import say
from autograder.grading.processors import processors
from autograder.sandbox.isolation import Isolation

PANEL = "For instructors"


def grade(
    submissions: Annotated[Path, typer.Argument(help="Folder with one folder per student.", show_default=False)],
    out: Annotated[Path, typer.Option(help="Folder for results; made if need be.", show_default=False)],
    section: Annotated[list[str] | None, typer.Option(help="Grade this section only; may be repeated.")] = None,
    processes: Annotated[int, typer.Option(min=1, help="Graders at work at once.")] = processors(),
    isolation: Annotated[
        Isolation, typer.Option(help="strict, or none: for your own code only; results are stamped.")
    ] = "strict",
    secret: Annotated[
        Path | None, typer.Option(help="File with the secret that hidden inputs follow from; made if it is missing.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print results as JSON lines instead of a table.")] = False,
) -> None:
    """Grade a folder of submissions: a table, OUT/grades.csv, and OUT/STUDENT/result.json.

    Results that are already in OUT and still hold are kept, so that an interrupted grading goes on where it was.

    Exit code 0: all are graded. 2: grading could not go on; the message says what to change. 3: some submissions could
    not be graded through no fault of their students; run it again. 130: Ctrl-C.

    Example: workbook grade submissions --out results
    """
    from autograder.commands.grading import grade_and_show

    grade_and_show(submissions, out, section, processes, isolation, secret, as_json=json)


def report(
    results: Annotated[Path, typer.Argument(help="Folder that workbook grade wrote.", show_default=False)],
    student: Annotated[str | None, typer.Argument(help="Whose report; the whole class without.")] = None,
) -> None:
    """Show the table of a graded class, or everything one student is told.

    The class is what grades.csv lists; results of other students are named below the table.

    Example: workbook report results all-right-in-the-module
    """
    from autograder.commands.grading import show_report

    show_report(results, student)


def doctor(
    course: Annotated[Path | None, typer.Option(help="Check this nbgrader course, too.")] = None,
) -> None:
    """Check that this machine can grade: Python, libraries, isolation, the checkout, and a course.

    Example: workbook doctor --course stats
    """
    from autograder.commands.diagnostics import findings

    worst = 0
    for finding in findings(course):
        say(f"{'ok ' if finding.good else 'BAD'}  {finding.what}: {finding.detail}", "green" if finding.good else "red")
        worst = max(worst, 0 if finding.good else 1)
    raise typer.Exit(worst)


def demo(
    keep: Annotated[Path | None, typer.Option(help="Folder to leave submissions and results in.")] = None,
) -> None:
    """Play the main job: write a sample class, grade it in the sandbox, show the table and one report.

    Example: workbook demo --keep demo
    """
    from autograder.commands.grading import play_demo

    play_demo(keep, processors())
