"""Write everything that follows from `solutions/`: stub modules, student notebooks, sheets."""

import os
import warnings
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from pathlib import Path

from autograder.reading.forms import UnreadableForm, read_form
from autograder.workbook.companion import NAME, companion_text
from autograder.workbook.model import Section
from autograder.workbook.modules import module_text
from autograder.workbook.notebooks import notebook_text
from autograder.workbook.sheets import kept_evidence, sheet_text
from autograder.workbook.workbook import Workbook


def forms(workbook: Workbook, section: Section) -> dict[Path, str]:
    """What a learner gets of a section, and its text: the stub module and the notebook."""
    place = workbook.names.index(section.name)
    beside = [workbook.section(name) for i, name in enumerate(workbook.names) if abs(i - place) == 1]
    checks = workbook.visible_checks(section.name)
    return {
        workbook.assignments / f"{section.name}.py": module_text(section),
        workbook.assignments / f"{section.name}.ipynb": notebook_text(section, checks, beside=beside),
    }


def sheets(workbook: Workbook) -> dict[Path, str]:
    """The sheets of all sections, and their text; several processes make those whose evidence is not at hand."""
    with ProcessPoolExecutor(initializer=_ready_for_wrong_answers) as pool:
        new = [section.name for section in workbook.sections if not kept_evidence(workbook, section)]
        made = dict(zip(new, pool.map(_sheet, [workbook.root] * len(new), new), strict=True))
    texts = {each.name: made.get(each.name) or sheet_text(workbook, each) for each in workbook.sections}
    return {workbook.sheets / f"{name}.json": text for name, text in texts.items()}


MEMORY = 3 * 1024**3
"""Some slips ask for more than there is."""


def _ready_for_wrong_answers() -> None:
    """They take the logarithm of 0, and worse: numpy warns of it, LAPACK prints, and memory fills."""
    warnings.simplefilter("ignore", RuntimeWarning)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    with suppress(ImportError, ValueError, OSError):  # not everywhere is there such a limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _sheet(root: Path, name: str) -> str:
    workbook = Workbook(root)
    return sheet_text(workbook, workbook.section(name))


def companion(workbook: Workbook) -> dict[Path, str]:
    """The module that lies beside all notebooks, and its text."""
    return {workbook.assignments / NAME: companion_text()}


def build(workbook: Workbook) -> list[Path]:
    """Write all products; returns those that were new or changed."""
    return write(stale(workbook))


def write(texts: Mapping[Path, str]) -> list[Path]:
    """Write these files, and the folders they lie in; returns the files."""
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(texts)


def stale(workbook: Workbook) -> dict[Path, str]:
    """Products whose file is missing or differs, with the text that it should have."""
    wanted = companion(workbook)
    for section in workbook.sections:
        wanted |= forms(workbook, section)
    wanted |= sheets(workbook)
    return {path: text for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text}


def holds_work(workbook: Workbook, path: Path) -> bool:
    """Whether `path` is a module or notebook of `assignments/` in which an exercise has been attempted."""
    if path.parent != workbook.assignments or not path.exists() or path.name == NAME:
        return False
    section = workbook.section(path.stem)
    try:
        return bool(read_form(path, section.name, list(section.exercises)).attempted)
    except UnreadableForm:
        return True  # whatever it is, it is not ours
