"""A pytest plugin that runs the hidden suite on a module that is simply imported: grading without this engine.

``BENCHMARK_MODULE=student.py python -m pytest -p benchmarks.fresh autograder/hidden/s04_information_theory.py``
"""

import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest
from autograder.workbook.hidden_side import references

from autograder.checking.outcomes import Function
from autograder.demo.sample_class import SECTION
from autograder.grading.seeds import generator
from autograder.learning.sheet import sheet
from benchmarks.measuring import SECRET


class Fixtures:
    """What hidden tests ask for beside exercises."""

    @pytest.fixture
    def reference(self) -> SimpleNamespace:
        return SimpleNamespace(**references(SECTION, sheet(SECTION).exercises))

    @pytest.fixture
    def rng(self, request: pytest.FixtureRequest) -> np.random.Generator:
        return generator(SECRET, f"{SECTION}::{request.node.name}")


def exercise_fixture(name: str, function: Function) -> Callable[..., Any]:
    @pytest.fixture(name=name)
    def fixture(self: object) -> Function:
        return function

    return fixture


def pytest_configure(config: pytest.Config) -> None:
    path = Path(os.environ["BENCHMARK_MODULE"])
    module = ModuleType("student")
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), module.__dict__)
    config.pluginmanager.register(fixtures_for(module))


def fixtures_for(module: ModuleType) -> object:
    """A pytest plugin with everything that the hidden suite asks for; the exercises are the module's functions."""
    exercises = {name: exercise_fixture(name, vars(module)[name]) for name in sheet(SECTION).exercises}
    return type("SuiteFixtures", (Fixtures,), exercises)()
