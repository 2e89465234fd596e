"""The grader of a course: what it keeps, and what is said when it cannot grade."""

from pathlib import Path

import pytest
from nbformat import v4
from traitlets.config import Config

from autograder.course import executor
from autograder.course.checks import executor_in_formgrader, executor_on_the_command_line
from autograder.course.config import EXECUTOR
from autograder.course.executor import NotGraded, SandboxExecute
from autograder.course.folder import init_course
from autograder.course.graders import CourseGrader, course_secret, secret_file
from autograder.course.place import course_in
from autograder.grading.submission import Form
from autograder.sandbox.errors import GradingError
from autograder.workbook.workbook import Workbook


def test_a_result_is_kept_for_one_form_and_one_secret(toy: Workbook, tmp_path: Path) -> None:
    (section,) = toy.names
    (form, other) = (Form(f"{section}.py", (), problem) for problem in ("unreadable", "empty"))
    grader = CourseGrader(tmp_path / "a", toy)
    place, follows_from = grader._place(section, form)
    assert place.parent == tmp_path / "a" / ".workbook" / "results"
    assert grader._place(section, form) == (place, follows_from)
    assert grader._place(section, other)[0] != place
    assert CourseGrader(tmp_path / "b", toy)._place(section, form)[0].name != place.name, "it has another secret"
    assert not grader.is_kept(section, form)


def test_a_secret_of_another_instructor_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("autograder.course.graders.read_or_create_secret", refuse)  # root may read everything
    with pytest.raises(GradingError, match=r"cannot be read: set c\.CourseDirectory\.groupshared = True"):
        course_secret(tmp_path)


@pytest.mark.parametrize("error", [GradingError("no isolation here"), OSError(28, "No space left on device")])
def test_a_grader_that_fails_leaves_this_submission_ungraded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(root: str, shared: bool) -> CourseGrader:
        raise error

    monkeypatch.setattr(executor, "course_grader", fail)
    step = SandboxExecute(config=Config({"CourseDirectory": {"root": str(tmp_path)}}))
    with pytest.raises(NotGraded, match=r"ann's s04 was not graded, through no fault of theirs: .*(isolation|space)"):
        step._grade(v4.new_notebook(), "s04", "ann")


def test_an_empty_secret_leaves_the_submission_ungraded(tmp_path: Path) -> None:
    secret_file(tmp_path).parent.mkdir()
    secret_file(tmp_path).touch()
    settings = {"CourseDirectory": {"root": str(tmp_path)}, "SandboxExecute": {"course_root": str(tmp_path)}}
    with pytest.raises(NotGraded, match="is empty: delete the file"):
        SandboxExecute(config=Config(settings))._grade(v4.new_notebook(), "s04", "ann")


def test_formgrader_and_the_command_line_are_asked_for_their_executor(toy: Workbook, tmp_path: Path) -> None:
    root = tmp_path / "course"
    init_course(toy, root, "stats")
    assert executor_in_formgrader(root) == executor_on_the_command_line(course_in(root)) == EXECUTOR
    # What formgrader does not see: a configuration that is fetched instead of the one that is handed in.
    config = root / "nbgrader_config.py"
    fetched = "from traitlets.config import get_config\nc = get_config()"
    config.write_text(config.read_text().replace("c = get_config()", fetched))
    assert executor_in_formgrader(root) == ""
