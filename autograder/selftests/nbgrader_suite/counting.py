"""A pytest plugin that tells how many notebooks our executor was given: none, if the configuration was not read."""

from typing import Any

import pytest

from autograder.course.executor import SandboxExecute

NAME = "notebooks given to our executor"


def pytest_configure(config: pytest.Config) -> None:
    original = SandboxExecute.preprocess
    given = 0

    def counted(self: SandboxExecute, nb: Any, resources: Any, km: Any = None) -> Any:
        nonlocal given
        given += 1
        return original(self, nb, resources, km)

    SandboxExecute.preprocess = counted  # type: ignore[method-assign]
    config.add_cleanup(lambda: print(f"\n{NAME}: {given}"))
