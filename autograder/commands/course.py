"""Commands for a course in nbgrader: `workbook course ...`."""

import os
from pathlib import Path
from typing import Annotated

import typer

from autograder.commands.console import ERR, EXIT_FAULT, EXIT_FOUND, say, warn
from autograder.grading.processors import processors
from autograder.workbook.workbook import this_workbook

app = typer.Typer(help="Make and grade a course in nbgrader.", no_args_is_help=True)

Course = Annotated[Path, typer.Argument(help="The course's folder.")]


@app.command()
def init(
    course: Annotated[Path, typer.Argument(help="A new or empty folder.", show_default=False)],
    course_id: Annotated[str, typer.Option(help="nbgrader's name for the course.")] = "llm-statistics",
) -> None:
    """Make a course folder: nbgrader's configuration, and an assignment per section in source/.

    Example: workbook course init stats --course-id llm-stats-1
    """
    from autograder.course.folder import init_course

    for path in init_course(this_workbook(), course.resolve(), course_id):
        say(f"wrote {path}")
    say(f"Next: cd {course}; nbgrader generate_assignment ASSIGNMENT; nbgrader release_assignment ASSIGNMENT")


@app.command()
def update(
    course: Course = Path(),
    overwrite: Annotated[bool, typer.Option(help="Take the workbook's cells also where you changed them.")] = False,
) -> None:
    """Bring a changed workbook into a course, without breaking what students already have.

    What you changed stays: cells of your own, other texts and points, cells that you deleted. Where the workbook has
    changed as well, yours stays, and you are told. Notebooks as they were before are in .workbook/before.

    Example: workbook course update stats
    """
    from autograder.course.folder import update_course

    changed, done, refused = update_course(this_workbook(), course.resolve(), overwrite)
    for path, cell, what in done:
        say(f"{path.parent.name}/{path.name}: {cell}: {what}" if cell else f"{path.parent.name}/{path.name}: {what}")
    for path in changed:
        say(f"wrote {path}; now run nbgrader generate_assignment {path.parent.name}")
    for reason in refused:
        say(reason, "red")
    if not changed and not done and not refused:
        say("Everything is up to date.", "green")
    raise typer.Exit(EXIT_FOUND if refused else 0)


@app.command()
def grade(
    course: Course = Path(),
    processes: Annotated[int, typer.Option(min=1, help="Graders at work at once.")] = processors(),
) -> None:
    """Grade all collected submissions in parallel, for `nbgrader autograde` to take the results from.

    Exit code 3: some could not be graded through no fault of their students; run it again.

    Example: workbook course grade stats
    """
    from rich.progress import Progress

    from autograder.course.folder import grade_collected, submitted_notebooks
    from autograder.course.place import course_in

    root = course.resolve()
    found = submitted_notebooks(this_workbook(), course_in(root))
    with Progress(console=ERR, transient=True) as progress:
        task = progress.add_task("Grading", total=sum(1 for _ in found))
        total, new, faults = grade_collected(this_workbook(), root, processes, lambda path: progress.advance(task))
    graded = new - len(faults)
    say(f"{total} submissions: {graded} graded, {total - new} as before. Next: nbgrader autograde ASSIGNMENT")
    if faults:
        names = ", ".join(os.path.relpath(path, root) for path in faults)
        warn(f"Not graded, through no fault of the student: {names}. Run the same command again.", "magenta")
        raise typer.Exit(EXIT_FAULT)
