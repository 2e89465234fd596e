"""Run a command as an ordinary user, also where the tests run as root."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

NOBODY = 65534


def let_in(folder: Path) -> None:
    """Let every user get into `folder`: pytest keeps its temporary folders to itself."""
    for each in (folder, *folder.parents):
        if each == Path(tempfile.gettempdir()):
            return
        each.chmod(0o755)


def as_ordinary_user() -> tuple[list[str], dict[str, int]]:
    """What runs a command as an ordinary user: a prefix, and arguments of subprocess.run."""
    if os.getuid() != 0:
        return [], {}
    run_as = {"user": NOBODY, "group": NOBODY}
    try:
        subprocess.run([sys.executable, "-c", ""], cwd="/", check=True, **run_as)  # type: ignore[call-overload]
        return [], run_as
    except (OSError, subprocess.CalledProcessError):
        setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip(f"{sys.executable} cannot be run by an ordinary user")
    # The interpreter lies where only root can read: lend the right to read, and nothing else.
    lend = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
    return [setpriv, f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *lend], {}
