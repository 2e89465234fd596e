"""Which tests run in one process, if several processes share them."""

import pytest

from autograder.workbook.workbook import this_workbook


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those of a section, which needs its suites and batteries made once; and those of a module that has no section."""
    names = this_workbook().names
    for item in items:
        section = next((name for name in names if f"[{name}" in item.name), "")
        item.add_marker(pytest.mark.xdist_group(section or item.nodeid.partition("::")[0]))
