"""`--submission FOLDER`, with a space, for a folder anywhere.

pytest looks for its settings before it knows our options: it takes FOLDER for a place of tests, looks there, and does
not find the workbook. Therefore this module is known to pytest by its installation (`pytest11` in pyproject.toml).
"""

from collections.abc import Generator

import pytest

OPTION = "--submission"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(args: list[str]) -> Generator[None, None, None]:
    """Start again with `--submission=FOLDER`, which cannot be taken for anything else."""
    if OPTION in args[:-1]:
        place = args.index(OPTION)
        raise SystemExit(pytest.main([*args[:place], "=".join(args[place : place + 2]), *args[place + 2 :]]))
    return (yield)
