"""Which tests run in one process, if several processes share them."""

import re
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from autograder.workbook.workbook import this_workbook

SECTION = re.compile(rf"\[({'|'.join(this_workbook().names)})")


class BySection(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Those of a section, which needs its suites and batteries made once; and those of a module that has no section."""

    def _split_scope(self, nodeid: str) -> str:
        found = SECTION.search(nodeid)
        return found[1] if found else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> BySection:
    return BySection(config, log)
