"""Helpers that tests of several parts share."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from autograder.demo.sample_class import SECTION, solved
from autograder.sandbox.launcher import Zygote
from autograder.workbook.build import build
from autograder.workbook.model import Section
from autograder.workbook.modules import module_text
from autograder.workbook.workbook import ROOT, Workbook, this_workbook

collect_ignore = ["toy"]  # a workbook of its own, tested as one
collect_ignore_glob = ["*/corpus/*"]  # submissions, whatever their names

Run = Callable[..., subprocess.CompletedProcess[str]]


TOY = Path(__file__).parent / "toy"
"""A workbook of one section, for whatever does not depend on what is taught."""


_BUILT = tempfile.TemporaryDirectory(prefix="toys-")


@cache
def built_toy() -> Path:
    """The toy workbook with all that is built from it, made once a process. Nobody may change it."""
    folder = Path(_BUILT.name) / "toy"
    shutil.copytree(TOY, folder, ignore=shutil.ignore_patterns("__pycache__"))
    build(Workbook(folder))
    return folder


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    """One for all tests of a process that need it."""
    with Zygote() as running:
        yield running


@pytest.fixture
def toy(tmp_path: Path) -> Workbook:
    """A copy of the toy workbook, built: a test may change it."""
    return Workbook(shutil.copytree(built_toy(), tmp_path / "toy"))


def copied_checkout(folder: Path) -> Path:
    """A copy of what the commands read and write, without the engine's tests."""
    for part in ("autograder", "solutions", "assignments", "tests"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", "selftests"))
    return folder


def toy_checkout(folder: Path) -> Path:
    """A copy of the code with the toy section for its only one, so that commands have little to do."""
    no_sections = shutil.ignore_patterns("__pycache__", "selftests", "s[0-9][0-9]_*")
    shutil.copytree(ROOT / "autograder", folder / "autograder", ignore=no_sections)
    return shutil.copytree(built_toy(), folder, dirs_exist_ok=True)


@pytest.fixture(scope="session")
def section() -> Section:
    return this_workbook().section(SECTION)


@pytest.fixture(scope="session")
def answers(section: Section) -> dict[str, str]:
    """Source of every reference of the section, as a student would have written it."""
    return solved(section)


@pytest.fixture
def workbook() -> Run:
    """Run the command line as a user does, in a wide terminal; `cwd` is the checkout whose code runs."""

    def run(*arguments: object, cwd: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "autograder.cli", *map(str, arguments)]
        environment = {**os.environ, "COLUMNS": "200", "PYTHONPATH": str(cwd), **variables}
        return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def submit(section: Section, tmp_path: Path) -> Callable[..., Path]:
    """Write a student's module with these answers into a folder of submissions; returns that folder."""

    def write(student: str, answers: dict[str, str], extra: str = "") -> Path:
        path = tmp_path / "submissions" / student / f"{section.name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(module_text(section, answers) + extra, encoding="utf-8")
        return tmp_path / "submissions"

    return write
