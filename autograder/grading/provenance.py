"""What a result follows from, see `results.Provenance`."""

import hashlib
import platform
from functools import cache
from importlib.metadata import version
from pathlib import Path

from autograder.checking import sheet
from autograder.grading.results import Provenance
from autograder.grading.seeds import fingerprint
from autograder.workbook.paths import HIDDEN, MISCONCEPTIONS, ROOT, SOLUTIONS, VISIBLE

ENGINE = [ROOT / "autograder" / part for part in ("checking", "grading", "reading", "sandbox", "workbook")]


def provenance(submission: str, secret: bytes, isolation: str) -> Provenance:
    """Provenance of a grading with this checkout, in this Python."""
    return Provenance(submission, suites_digest(), fingerprint(secret), isolation, versions())


@cache
def suites_digest() -> str:
    """SHA-256 over the text of everything that decides on points."""
    digest = hashlib.sha256()
    for path in _files():
        digest.update(f"{path.relative_to(ROOT)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def versions() -> dict[str, str]:
    packages = ("numpy", "scipy", "msgspec")
    return {"python": platform.python_version(), **{package: version(package) for package in packages}}


def _files() -> list[Path]:
    content = [
        *SOLUTIONS.glob("*.py"),
        *HIDDEN.glob("*.py"),
        *MISCONCEPTIONS.glob("*.py"),
        *VISIBLE.glob("test_*.py"),
        *sheet.FOLDER.glob("*.json"),
    ]
    return sorted([*content, *(path for part in ENGINE for path in part.rglob("*.py"))])
