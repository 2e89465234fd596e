"""What lies beside a section's source notebook: nbgrader releases the folder as it is."""

from pathlib import Path

from autograder.grading.files import write_atomically
from autograder.workbook.companion import NAME, SHEET
from autograder.workbook.model import Section
from autograder.workbook.workbook import Workbook


def companions(workbook: Workbook, section: Section) -> dict[str, Path]:
    """The data that the section's plots read, and what its check cells need, by their names in the folder."""
    return {
        **{name: workbook.assignments / name for name in section.data},
        NAME: workbook.assignments / NAME,
        SHEET: workbook.sheets / f"{section.name}.json",
    }


def write_data(workbook: Workbook, section: Section, assignment: Path, written: Path) -> tuple[list[Path], list[Path]]:
    """Bring the section's companions into the folder of an assignment.

    Args:
        assignment: the folder of the source notebook.
        written: where a copy of what was written is kept: a file that differs from it is the instructor's, and stays.

    Returns:
        the files that were new or changed, and those that stayed as the instructor's.
    """
    changed, kept = [], []
    for name, origin in companions(workbook, section).items():
        path, copy = assignment / name, written / name
        new = origin.read_bytes()
        mine = path.read_bytes() if path.exists() else None
        before = copy.read_bytes() if copy.exists() else None
        if mine is not None and mine not in (before, new):
            kept.append(path)
            continue
        if mine != new:
            write_atomically(path, new)
            changed.append(path)
        if before != new:
            write_atomically(copy, new)
    return changed, kept
