"""Write everything that follows from `solutions/`: stub modules, student notebooks, sheets."""

from pathlib import Path

from autograder.checking import sheet
from autograder.checking.learner import Form
from autograder.workbook.model import Section
from autograder.workbook.modules import module_text
from autograder.workbook.notebooks import notebook_text
from autograder.workbook.paths import ASSIGNMENTS
from autograder.workbook.read import read_section, read_sections
from autograder.workbook.sheets import sheet_text


def products(section: Section) -> dict[Path, str]:
    """The files that follow from one section, and their text."""
    return {
        ASSIGNMENTS / f"{section.name}.py": module_text(section),
        ASSIGNMENTS / f"{section.name}.ipynb": notebook_text(section),
        sheet.FOLDER / f"{section.name}.json": sheet_text(section),
    }


def build() -> list[Path]:
    """Write all products; returns those that were new or changed."""
    changed = stale()
    for path, text in changed.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(changed)


def stale() -> dict[Path, str]:
    """Products whose file is missing or differs, with the text that it should have."""
    wanted = {path: text for section in read_sections() for path, text in products(section).items()}
    return {path: text for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text}


def holds_work(path: Path) -> bool:
    """Whether `path` is a module or notebook of `assignments/` in which an exercise has been attempted."""
    if path.parent != ASSIGNMENTS or not path.exists():
        return False
    section = read_section(path.stem)
    return bool(Form(path, section.name, list(section.exercises)).attempted)
