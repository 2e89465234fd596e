"""Whether a course is graded by our executor, on each of the ways that lead to `autograde`."""

import subprocess
import sys
from pathlib import Path

from autograder.course.config import EXECUTOR
from autograder.course.place import Course
from autograder.errors import UserError

# Formgrader builds its configuration in a process of its own, with `get_config` injected; this is how it does it.
AS_FORMGRADER = """
import os, sys
from nbgrader.server_extensions.formgrader.formgrader import FormgradeExtension
app = FormgradeExtension()
app.load_cwd_config = True
config = app.load_config()
print(list(config.Autograde.get("autograde_preprocessors", []))[:1])
"""


def executor_on_the_command_line(course: Course) -> str:
    """Import string of the step that `nbgrader autograde` runs notebooks with; empty if it is nbgrader's own."""
    steps = list(course.config.Autograde.get("autograde_preprocessors", []))
    return str(steps[0]) if steps else ""


def executor_in_formgrader(root: Path) -> str:
    """Import string of the step that formgrader's button runs notebooks with; empty if it is nbgrader's own."""
    run = subprocess.run([sys.executable, "-c", AS_FORMGRADER], cwd=root, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        last = run.stderr.strip().splitlines()[-1:] or ["no message"]
        raise UserError(f"formgrader's configuration cannot be read: {last[0]}")
    return EXECUTOR if repr([EXECUTOR]) in run.stdout else ""
