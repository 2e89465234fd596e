"""Batteries on disk: to make those of twelve sections takes each grader twenty seconds of computing.

They hold nothing hidden. What they follow from is in the folder's name, so that a change of it has them made again.
"""

import hashlib
import os
import pickle
import shutil
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path

from autograder.checking.battery import Battery
from autograder.grading.files import write_atomically
from autograder.grading.provenance import digest_of_files, engine_digest, versions
from autograder.workbook.evidence import battery_of
from autograder.workbook.sheets import slips_of_sheet
from autograder.workbook.workbook import Workbook


def battery(workbook: Workbook, section: str, exercise: str) -> Battery:
    """The battery of an exercise, as `battery_of` makes it, with the slips that the section's sheet tells."""
    try:
        folder = _cache_folder() / section / _digest(workbook, section)
    except RuntimeError:  # this user has no home
        return _made(workbook, section, exercise)
    path = folder / f"{exercise}.pickle"
    # Reading a pickle runs what is in it: only what nobody else can have written is read.
    if path.exists() and _is_our_own(folder):
        with suppress(OSError, EOFError, pickle.UnpicklingError):
            kept: Battery = pickle.loads(path.read_bytes())
            return kept
    made = _made(workbook, section, exercise)
    with suppress(OSError):  # a home folder that cannot be written to, or a full disk: it will be made again
        _keep(made, path)
    return made


def _made(workbook: Workbook, section: str, exercise: str) -> Battery:
    made = battery_of(workbook, section, exercise)
    return replace(made, slips=slips_of_sheet(workbook, section, made))


def _keep(made: Battery, path: Path) -> None:
    try:
        # What it takes long to find out is kept with it.
        _ = made.mistakes.telling, made.mistakes.plainly_telling, made.mistakes.telling_pairs
        data = pickle.dumps(made)
    except (pickle.PicklingError, AttributeError, TypeError):  # there is a function among its values
        return
    if not path.parent.exists():
        shutil.rmtree(path.parent.parent, ignore_errors=True)  # those of an earlier version
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if _is_our_own(path.parent):
        write_atomically(path, data)


def _is_our_own(folder: Path) -> bool:
    state = folder.stat()
    return state.st_uid == os.getuid() and state.st_mode & 0o077 == 0


def _cache_folder() -> Path:
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "llm-statistics-workbook" / "batteries"


@cache
def _digest(workbook: Workbook, section: str) -> str:
    """SHA-256 over all that the batteries of a section follow from."""
    content = (workbook.content / section).glob("*.py")
    sheets = workbook.sheets.glob(f"{section}.json")
    files = [workbook.visible_file(section), workbook.solutions / f"{section}.py", *content, *sheets]
    follows_from = f"{engine_digest()}{versions()}{digest_of_files(files, workbook.root)}"
    return hashlib.sha256(follows_from.encode()).hexdigest()[:32]
