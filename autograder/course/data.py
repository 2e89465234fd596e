"""The data that a section's plots read, beside its source notebook: nbgrader releases the folder as it is."""

from pathlib import Path

from autograder.workbook.model import Section
from autograder.workbook.workbook import Workbook


def write_data(workbook: Workbook, root: Path, section: Section) -> list[Path]:
    """Copy the section's data files into its assignment; returns those that were new or changed."""
    changed = []
    for name in section.data:
        content = (workbook.assignments / name).read_bytes()
        path = root / "source" / section.name / name
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            changed.append(path)
    return changed
