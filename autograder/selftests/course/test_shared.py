"""A course that several instructors share, each a user of the machine, with a group in common."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.course.access import follow_sharing
from autograder.demo.sample_class import SECTION
from autograder.selftests.course.conftest import NbgraderCourse, write_answers
from autograder.selftests.users import NOBODY, as_ordinary_user, let_in
from autograder.workbook.workbook import ROOT, this_workbook


def modes(folder: Path) -> set[int]:
    return {path.stat().st_mode & 0o777 for path in folder.rglob("*") if path.is_file()}


def test_what_is_the_workbooks_own_follows_the_course(tmp_path: Path) -> None:
    (tmp_path / "results").mkdir()
    (tmp_path / "secret").touch()
    (tmp_path / "results" / "a.json").touch()
    follow_sharing(tmp_path, shared=True)
    assert modes(tmp_path) == {0o660}
    assert (tmp_path / "results").stat().st_mode & 0o7777 == 0o2770
    follow_sharing(tmp_path, shared=False)
    assert modes(tmp_path) == {0o600}
    assert (tmp_path / "results").stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.getuid() != 0, reason="only root can be two instructors")
def test_a_second_instructor_grades_what_the_first_has_begun(tmp_path: Path, answers: dict[str, str]) -> None:
    course = NbgraderCourse(tmp_path)
    for path in (course.root, *course.root.rglob("*")):
        os.chown(path, -1, NOBODY)
        if path.is_dir():
            path.chmod(0o2770)
    course.configure("c.CourseDirectory.groupshared = True")
    course.nbgrader("generate_assignment", SECTION)
    notebook = course.released()
    write_answers(notebook, answers)
    course.hand_in("first", notebook)
    course.nbgrader("autograde", SECTION)
    course.workbook("course", "update", str(course.root))
    assert modes(course.root / ".workbook") == {0o660}

    course.hand_in("second", notebook)
    let_in(tmp_path)
    course.root.chmod(0o2770)
    prefix, run_as = as_ordinary_user()
    home = tmp_path / "home"
    home.mkdir()
    shutil.chown(home, NOBODY, NOBODY)
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        **{name: str(home) for name in ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")},
    }
    command = [*prefix, sys.executable, "-m", "nbgrader", "autograde", SECTION, "--force"]
    run = subprocess.run(  # type: ignore[call-overload]
        command, cwd=course.root, env=environment, capture_output=True, text=True, check=False, **run_as
    )
    assert run.returncode == 0, run.stderr
    full = this_workbook().section(SECTION).points
    assert course.grades() == {"first": full, "second": full}
