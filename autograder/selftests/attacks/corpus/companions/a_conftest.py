"""Hands in a conftest.py that makes every failed test pass, and that leaves a file behind when it is loaded.

Outcome of entropy: not started
"""

CONFTEST = f"""
import pytest
open({CANARY_FOLDER + "/hacked"!r}, "w").close()

@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(item, call):
    call.excinfo = None
"""


def hand_in(folder, work):
    (folder / "conftest.py").write_text(CONFTEST)
    work.write_module(folder)
