"""A run of the visible checks whose process has loaded everything before it is needed.

Started as ``python -m autograder.learning.warm ARGUMENTS OF PYTEST``, it waits for the end of its input and then runs
pytest. So a save is answered in the time of the checks alone, on every system.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


class WarmRun:
    """A process that is ready to run pytest in `folder` with these arguments."""

    def __init__(self, arguments: Sequence[str], folder: Path) -> None:
        command = [sys.executable, "-m", __name__, *arguments]
        self._process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE)

    def begin(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()

    def wait(self) -> int:
        """Wait until it has ended; its exit code."""
        return self._process.wait()

    def stop(self) -> None:
        """End it, wherever it is."""
        self._process.terminate()
        self._process.wait()


def main() -> int:
    """Load what a run needs, wait, run."""
    import pytest
    import scipy.special  # noqa: F401

    import autograder.checking.plain
    import autograder.learning.learner
    import autograder.learning.sheet  # noqa: F401

    sys.stdin.read()
    # pytest warns of modules that it would have changed on loading them: none of these has assertions of tests.
    return int(pytest.main(["-W", "ignore::pytest.PytestAssertRewriteWarning", *sys.argv[1:]]))


if __name__ == "__main__":
    raise SystemExit(main())
