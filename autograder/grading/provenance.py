"""What a result follows from, see `results.Provenance`."""

import hashlib
import platform
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from autograder.grading.results import Provenance
from autograder.grading.seeds import fingerprint
from autograder.workbook.workbook import ROOT, Workbook

ENGINE = ("checking", "grading", "reading", "sandbox", "workbook")
"""The parts of the engine that decide on points."""


def provenance(workbook: Workbook, section: str, submission: str, secret: bytes, isolation: str) -> Provenance:
    """Provenance of a grading of one section of this workbook, in this Python."""
    return Provenance(submission, suites_digest(workbook, section), fingerprint(secret), isolation, versions())


@cache
def suites_digest(workbook: Workbook, section: str) -> str:
    """SHA-256 over the text of everything that decides on the points of a section."""
    digest = hashlib.sha256()
    for name, path in sorted(_files(workbook, section)):
        digest.update(f"{name}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def versions() -> dict[str, str]:
    packages = ("numpy", "scipy", "msgspec")
    return {"python": platform.python_version(), **{package: version(package) for package in packages}}


def _files(workbook: Workbook, section: str) -> Iterator[tuple[str, Path]]:
    """The files by their names in the workbook, or in the engine."""
    content = workbook.content / section
    for path in (workbook.solutions / f"{section}.py", workbook.visible_file(section), *content.glob("*.py")):
        if path.exists() and path.name != "figures.py":  # they test the lesson, not the student
            yield str(path.relative_to(workbook.root)), path
    for path in (ROOT / "autograder" / "content").glob("*.py"):
        yield str(path.relative_to(ROOT)), path
    for part in ENGINE:
        for path in (ROOT / "autograder" / part).rglob("*.py"):
            yield str(path.relative_to(ROOT)), path
