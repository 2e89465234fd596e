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


def provenance(workbook: Workbook, submission: str, secret: bytes, isolation: str) -> Provenance:
    """Provenance of a grading of this workbook, in this Python."""
    return Provenance(submission, suites_digest(workbook), fingerprint(secret), isolation, versions())


@cache
def suites_digest(workbook: Workbook) -> str:
    """SHA-256 over the text of everything that decides on points."""
    digest = hashlib.sha256()
    for name, path in sorted(_files(workbook)):
        digest.update(f"{name}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def versions() -> dict[str, str]:
    packages = ("numpy", "scipy", "msgspec")
    return {"python": platform.python_version(), **{package: version(package) for package in packages}}


def _files(workbook: Workbook) -> Iterator[tuple[str, Path]]:
    """The files by their names in the workbook, or in the engine."""
    for pattern in ("solutions/*.py", "autograder/content/*.py", "autograder/content/s*/*.py", "tests/test_*.py"):
        for path in workbook.root.glob(pattern):
            yield str(path.relative_to(workbook.root)), path
    for part in ENGINE:
        for path in (ROOT / "autograder" / part).rglob("*.py"):
            yield str(path.relative_to(ROOT)), path
