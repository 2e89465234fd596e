"""Commands for whoever writes exercises."""

import warnings
from typing import Annotated

import typer
from rich.table import Table

from autograder.commands.console import EXIT_FOUND, OUT, fail, say
from autograder.workbook.workbook import ROOT, this_workbook

PANEL = "For authors"

Sections = Annotated[list[str] | None, typer.Argument(help="Sections; all if none is named.", show_default=False)]


def build(
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail if something is not up to date.")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace files that someone has worked in.")] = False,
) -> None:
    """Write assignments/ and the sheets of the visible checks from solutions/.

    Example: workbook build --check
    """
    from autograder.workbook.build import holds_work, stale, write

    workbook = this_workbook()
    outdated = stale(workbook)
    if check:
        for path in outdated:
            say(f"{path.relative_to(ROOT)} is not up to date: run workbook build", "red")
        raise typer.Exit(EXIT_FOUND if outdated else 0)
    worked_in = [path for path in outdated if holds_work(workbook, path)]
    if worked_in and not overwrite:
        fail(
            f"{worked_in[0].relative_to(ROOT)} holds answers, which building would replace. "
            "Keep them with workbook reset, or give --overwrite"
        )
    for path in write(outdated):
        say(f"wrote {path.relative_to(ROOT)}")


def lint(sections: Sections = None) -> None:
    """Refuse sections that are not fit for students: the author check.

    Example: workbook lint s04_information_theory
    """
    from autograder.authoring.author_check import defects

    warnings.simplefilter("ignore", RuntimeWarning)  # wrong implementations take the logarithm of 0, and worse
    found = list(defects(this_workbook(), _known(sections)))
    for defect in found:
        say(defect, "red")
    if found:
        raise typer.Exit(EXIT_FOUND)
    say("No defects.", "green")


def matrix(
    sections: Sections = None,
    survivors: Annotated[bool, typer.Option("--survivors", help="Only what visible or hidden checks miss.")] = False,
) -> None:
    """Show which checks catch which known wrong implementation; fail if the hidden suites miss one.

    Example: workbook matrix s04_information_theory --survivors
    """
    from autograder.authoring.measure import MEASURING, kill_matrix, share
    from autograder.grading.suite import HiddenSuites

    warnings.simplefilter("ignore", RuntimeWarning)
    rows = list(kill_matrix(HiddenSuites(this_workbook(), _known(sections), MEASURING)))
    shown = [row for row in rows if not survivors or not (row.hidden and row.visible)]
    table = Table("Exercise", "Known mistake", "Hidden criteria that catch it", "Visible")
    for row in shown:
        table.add_row(row.exercise, row.name, "; ".join(row.hidden) or "NONE", str(len(row.visible)))
    if shown:
        OUT.print(table)
    hidden, visible = share(row.hidden for row in rows), share(row.visible for row in rows)
    say(f"{len(rows)} known mistakes: hidden suites catch {hidden:.0%}, visible checks alone {visible:.0%}.")
    raise typer.Exit(0 if all(row.hidden for row in rows) else EXIT_FOUND)


def _known(sections: list[str] | None) -> list[str]:
    known = this_workbook().names
    for name in sections or []:
        if name not in known:
            fail(f"there is no section {name!r}; there are {', '.join(known)}")
    return sections or known
