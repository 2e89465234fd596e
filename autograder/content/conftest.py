"""Hidden tests under plain pytest, without a sandbox: for authors, and for your own code.

``pytest autograder/content/s04_information_theory/entropy.py`` runs the criteria of `entropy` on its reference, with
``--submission FILE`` on the functions of that module.
"""

import importlib.util
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from autograder.grading.arguments import OnCopies
from autograder.grading.seeds import generator
from autograder.workbook.workbook import Workbook

SECRET = b"under plain pytest"
WORKBOOK = pytest.StashKey[Workbook]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--submission", metavar="FILE", help="module with the functions to test (default: references)")


def pytest_configure(config: pytest.Config) -> None:
    workbook = config.stash[WORKBOOK] = Workbook(config.rootpath.parents[1])
    names = {name for section in workbook.sections for name in section.exercises}
    fixtures = {name: _exercise_fixture(name) for name in names}
    config.pluginmanager.register(type("Exercises", (), fixtures)(), "exercises")


def _exercise_fixture(name: str) -> Any:
    @pytest.fixture(name=name)
    def fixture(self: object, subject: ModuleType) -> OnCopies:
        return OnCopies(getattr(subject, name))

    return fixture


@pytest.fixture
def section(request: pytest.FixtureRequest) -> str:
    return request.path.parent.name


@pytest.fixture
def subject(request: pytest.FixtureRequest, section: str) -> ModuleType:
    """The module whose functions are tested."""
    submission = request.config.getoption("--submission")
    if submission is None:
        return _workbook(request).solution(section)
    spec = importlib.util.spec_from_file_location("submission", Path(submission).resolve())
    assert spec is not None and spec.loader is not None, f"--submission: {submission} is not a Python module"
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def reference(request: pytest.FixtureRequest, section: str) -> SimpleNamespace:
    return SimpleNamespace(**_workbook(request).references(section))


@pytest.fixture
def rng(request: pytest.FixtureRequest, section: str) -> np.random.Generator:
    return generator(SECRET, f"{section}/{request.path.stem}::{request.node.name}")


def _workbook(request: pytest.FixtureRequest) -> Workbook:
    return request.config.stash[WORKBOOK]
