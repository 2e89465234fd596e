"""The command line: `workbook`."""

import io
import sys
from collections.abc import Callable
from importlib.metadata import version
from typing import Annotated

import typer

from autograder.commands import author, course, instructor, learner
from autograder.commands.console import fail, refusal, say
from autograder.errors import UserError
from autograder.workbook.workbook import this_workbook

app = typer.Typer(
    name="workbook",
    help="Statistics for LLM Development: exercises, checks, grading.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

COMMANDS: dict[str, list[Callable[..., None]]] = {
    learner.PANEL: [learner.check, learner.watch, learner.hint, learner.list_, learner.reset],
    instructor.PANEL: [instructor.grade, instructor.report, instructor.doctor, instructor.demo],
    author.PANEL: [author.build, author.lint, author.matrix],
}

for panel, commands in COMMANDS.items():
    for command in commands:
        app.command(command.__name__.rstrip("_"), rich_help_panel=panel)(command)

app.add_typer(course.app, name="course", rich_help_panel=instructor.PANEL)


def show_version(asked: bool) -> None:
    if asked:
        say(version("llm-statistics-workbook"))
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Show the workbook's version.")
    ] = False,
) -> None:
    """Without a command: how far you are, and what to do next."""
    if context.invoked_subcommand is None:
        status = learner.run_checks([])
        say("\nworkbook --help lists all commands.", "dim")
        raise typer.Exit(status)


def require_checkout() -> None:
    """
    Raises:
        UserError: there is the package alone: the lessons, checks and suites that it works on are not part of it.
    """
    if not this_workbook().names:
        raise UserError(
            "workbook works from a checkout, which holds the lessons and their checks: clone the repository, "
            "run make setup in it, and use its .venv/bin/workbook"
        )


def main() -> None:
    """Run the command line; what the user can mend is one line, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # students write characters that not every terminal has
    try:
        require_checkout()
        app()
    except (UserError, OSError) as error:
        try:
            fail(refusal(error) if isinstance(error, OSError) else str(error))
        except typer.Exit as exit_:
            raise SystemExit(exit_.exit_code) from None


if __name__ == "__main__":
    main()
