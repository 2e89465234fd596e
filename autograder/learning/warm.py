"""A run of the visible checks whose process has loaded everything before it is needed.

Started as ``python -m autograder.learning.warm ARGUMENTS OF PYTEST``, it makes pytest ready, waits for the end of its
input, and then collects and runs. So a save is answered in the time of the checks alone, on every system.
"""

import gc
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import pytest


class WarmRun:
    """A process that is ready to run pytest in `folder` with these arguments."""

    def __init__(self, arguments: Sequence[str], folder: Path) -> None:
        command = [sys.executable, "-m", __name__, *arguments]
        self._process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, encoding="utf-8")

    def begin(self, tests: Sequence[str] = ()) -> None:
        """Run these files of tests, or those of the arguments if none is given."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write("\n".join(tests))
            self._process.stdin.close()
        except BrokenPipeError:
            pass  # it ended before it was needed, and has said why

    def wait(self) -> int:
        """Wait until it has ended; its exit code."""
        return self._process.wait()

    def stop(self) -> None:
        """End it, wherever it is."""
        self._process.terminate()
        self._process.wait()


class Waiting:
    """Holds pytest back when it has read its arguments and plugins, before it looks at tests or at the clock."""

    def __init__(self, tests: TextIO) -> None:
        self._tests = tests

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self, session: pytest.Session) -> None:
        gc.freeze()  # what is loaded stays: pytest's collections of garbage need not look at it
        if tests := self._tests.read().splitlines():
            session.config.args = tests


def main() -> int:
    """Load what a run needs, wait, run."""
    import scipy.special  # noqa: F401

    import autograder.checking.plain
    import autograder.learning.learner
    import autograder.learning.sheet  # noqa: F401

    # pytest warns of modules that it would have changed on loading them: none of these has assertions of tests.
    arguments = ["-W", "ignore::pytest.PytestAssertRewriteWarning", *sys.argv[1:]]
    with open(os.dup(sys.stdin.fileno()), encoding="utf-8") as tests:  # pytest puts another input in its place
        return int(pytest.main(arguments, plugins=[Waiting(tests)]))


if __name__ == "__main__":
    raise SystemExit(main())
