"""Have the grader read damaged frames and notebooks until one is not read as it must be: ``make fuzz``, on Linux."""

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from autograder.commands.console import EXIT_FOUND, OUT, say
from autograder.selftests.fuzz.exchange import replies
from autograder.selftests.fuzz.frames import make_frame
from autograder.selftests.fuzz.notebooks import make_notebook, submissions
from autograder.selftests.fuzz.watch import BOUNDS, Bounds, Finding, Kind, Run, run
from autograder.workbook.workbook import ROOT

FRAMES = Kind("frames", "frame", make_frame, replies)
NOTEBOOKS = Kind("notebooks", "ipynb", make_notebook, submissions)


def main(
    seed: Annotated[int, typer.Option(help="Which inputs: those of one seed are always the same.")] = 0,
    frames: Annotated[int, typer.Option(min=0, help="How many frames.")] = 100_000,
    notebooks: Annotated[int, typer.Option(min=0, help="How many notebooks.")] = 10_000,
    first: Annotated[int, typer.Option(min=0, help="Number of the first input, to have a finding again.")] = 0,
    folder: Annotated[Path, typer.Option(help="Where an input that is a finding is saved.")] = ROOT / "build" / "fuzz",
) -> None:
    """Read damaged frames and notebooks, up to the first crash, hang or waste of memory."""
    for kind, count in ((FRAMES, frames), (NOTEBOOKS, notebooks)):
        if count and not holds(kind, seed, range(first, first + count), folder):
            raise typer.Exit(EXIT_FOUND)


def holds(kind: Kind, seed: int, numbers: range, folder: Path, bounds: Bounds = BOUNDS) -> bool:
    """Read these inputs and say what came of it; False if there was a finding, which is then in `folder`."""
    started = time.monotonic()
    result = _with_progress(kind, seed, numbers, bounds)
    if result.finding is not None:
        _tell(kind, seed, result.finding, folder)
        return False
    endings = ", ".join(f"{count:,} {ending}" for ending, count in sorted(result.endings.items()))
    seconds = time.monotonic() - started
    say(f"{len(numbers):,} {kind.name} in {seconds:.0f} s: {endings}; {result.peak / 1e6:.0f} MB of memory at most")
    return True


def _with_progress(kind: Kind, seed: int, numbers: range, bounds: Bounds) -> Run:
    columns = (TextColumn(kind.name), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=OUT, transient=True) as progress:
        task = progress.add_task(kind.name, total=len(numbers))
        return run(kind, seed, numbers, lambda done: progress.update(task, completed=done), bounds)


def _tell(kind: Kind, seed: int, finding: Finding, folder: Path) -> None:
    path = folder / f"{seed}-{finding.number}.{kind.suffix}"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(kind.make(seed, finding.number))
    counts = " ".join(f"--{each.name} {int(each is kind)}" for each in (FRAMES, NOTEBOOKS))
    say(f"Of the {kind.name} of seed {seed}, number {finding.number} was not read as it must be: {finding.what}", "red")
    say(f"It is saved in {path}. To have it read again:")
    say(f"  python -m {__package__} --seed {seed} --first {finding.number} {counts}")


if __name__ == "__main__":
    typer.run(main)
