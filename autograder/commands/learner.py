"""Commands for whoever works through the exercises."""

import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Annotated

import typer

from autograder.commands.console import OUT, fail, say
from autograder.learning.names import meant
from autograder.learning.sheet import Sheet, read_sheets
from autograder.reporting.formulas import in_plain_text
from autograder.workbook.workbook import ROOT, this_workbook

PANEL = "For learners"
LEVELS = ("a nudge", "the idea", "almost the answer")

Names = Annotated[
    list[str] | None, typer.Argument(help="Exercises or sections; all if none is named.", show_default=False)
]


def check(names: Names = None) -> None:
    """Run the visible checks on assignments/, as plain pytest does.

    Example: workbook check entropy
    """
    raise typer.Exit(run_checks(names or []))


def watch(names: Names = None) -> None:
    """Check a section again whenever its file in assignments/ is saved. Ctrl-C ends it.

    Example: workbook watch s04_information_theory
    """
    from watchfiles import watch as changes

    from autograder.learning.warm import WarmRun

    assignments = this_workbook().assignments
    arguments, watched = arguments_for(names or []), tests_of(names or [])
    running, ready = WarmRun(arguments, ROOT), WarmRun(arguments, ROOT)
    try:
        say(f"Watching {assignments.name}/ for changes; Ctrl-C ends.", "dim")
        running.begin()
        for saved in changes(assignments, step=20):
            tests = {_tests_of_section(Path(path).stem) for _, path in saved} & set(watched)
            if not tests:
                continue  # an editor's own file, or a section that is not watched
            running.stop()  # a save ends a check that does not return
            OUT.clear()
            ready.begin(sorted(tests))
            running, ready = ready, WarmRun(arguments, ROOT)
    finally:
        running.stop()
        ready.stop()


def hint(
    name: Annotated[str, typer.Argument(help="The exercise.")],
    level: Annotated[int, typer.Option(min=1, max=3, help="1 a nudge, 2 the idea, 3 almost the answer.")] = 1,
) -> None:
    """Show a hint for an exercise: a nudge first, more if you ask.

    Example: workbook hint entropy --level 2
    """
    exercise = meant(name, _sheets())
    if isinstance(exercise, Sheet):
        fail(f"{name} is a section; name one of its exercises: {', '.join(exercise.exercises)}")
    say(f"{exercise.name}, hint {level}: {LEVELS[level - 1]}", "bold")
    say(in_plain_text(exercise.hints[level - 1]))
    if level < len(LEVELS):
        say(f"More: workbook hint {exercise.name} --level {level + 1}", "dim")


def list_() -> None:
    """List sections and exercises with tier, points and minutes, and say which have been begun.

    Example: workbook list
    """
    for section in _sheets():
        begun = _begun(section)
        say(f"{section.number}. {section.title}  ({section.section})", "bold")
        for e in section.exercises.values():
            facts = f"{e.name:<24} {e.tier:<8} {e.points:g} points  {'*' * e.difficulty:<4} {e.minutes:>3} min"
            say(f"   {facts}  {'begun' if e.name in begun else ''}".rstrip())
    say("Which of them are right: workbook check", "dim")


def _begun(section: Sheet) -> set[str]:
    """The exercises of a section that are no longer stubs in its module or its notebook."""
    from autograder.reading.forms import UnreadableForm, read_form

    found: set[str] = set()
    for suffix in (".py", ".ipynb"):
        path = this_workbook().assignments / f"{section.section}{suffix}"
        with suppress(UnreadableForm, OSError):  # what cannot be read says so when it is checked
            found.update(read_form(path, section.section, list(section.exercises)).attempted)
    return found


def reset(
    section: Annotated[str, typer.Argument(help="The section whose files are put back.")],
) -> None:
    """Put the unwritten files of a section back; yours are kept beside them.

    Example: workbook reset s04_information_theory
    """
    from autograder.workbook.build import forms

    workbook = this_workbook()
    name = meant(section, _sheets()).section
    for path, text in forms(workbook, workbook.section(name)).items():
        if path.exists() and path.read_bytes() != text.encode():
            kept = _free_name(path)
            path.replace(kept)
            say(f"kept your {path.name} as {path.parent.name}/{kept.name}")
        path.write_text(text, encoding="utf-8")
        say(f"wrote {path.parent.name}/{path.name}")


def run_checks(names: list[str]) -> int:
    """Run pytest on the visible checks of these exercises and sections; returns its exit code."""
    return subprocess.run([sys.executable, "-m", "pytest", *arguments_for(names)], cwd=ROOT, check=False).returncode


def arguments_for(names: list[str]) -> list[str]:
    """Pytest's arguments for the visible checks of these exercises and sections, all if none is named."""
    found = [meant(name, _sheets()) for name in names]
    only = [f"--only={each.section if isinstance(each, Sheet) else each.name}" for each in found]
    return ["-q", *tests_of(names), *only]


def tests_of(names: list[str]) -> list[str]:
    """The files of the checks of these exercises and sections, all if none is named."""
    found = [meant(name, _sheets()) for name in names] or _sheets()
    return sorted({_tests_of_section(each.section) for each in found})


def _tests_of_section(section: str) -> str:
    return f"tests/test_{section}.py"


@cache
def _sheets() -> list[Sheet]:
    """What there is to learn.

    A package without its sheets would seem to have no exercises: better to say that something is missing.
    """
    found = read_sheets(this_workbook().sheets)
    if not found:
        fail(f"there are no sheets in {this_workbook().sheets}: run workbook build in a checkout of the workbook")
    return found


def _free_name(path: Path) -> Path:
    """A name beside `path` that is not taken: ``x.py`` becomes ``x.py.mine-1``."""
    number = 1
    while (candidate := path.with_name(f"{path.name}.mine-{number}")).exists():
        number += 1
    return candidate
