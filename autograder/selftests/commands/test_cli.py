"""The command line as users type it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.demo.sample_class import SECTION
from autograder.grading.results import decode
from autograder.learning.sheet import read_sheets
from autograder.selftests.conftest import Run, toy_checkout
from autograder.workbook.modules import module_text
from autograder.workbook.workbook import ROOT, Workbook

TOYS = "s90_toys"
COMMANDS = ["check", "watch", "hint", "list", "reset", "grade", "report", "doctor", "demo", "build", "lint", "matrix"]


def begin(checkout: Path) -> None:
    """Write the first toy exercise as a learner would, and leave the others."""
    answers = {"double": "def double(x):\n    return 2.0 * x"}
    section = Workbook(checkout).section(TOYS)
    (checkout / "assignments" / f"{TOYS}.py").write_text(module_text(section, answers))


def test_help_lists_every_command_for_whom_it_is(workbook: Run) -> None:
    text = workbook("--help").stdout
    for panel in ("For learners", "For instructors", "For authors"):
        assert panel in text
    for command in COMMANDS:
        assert f" {command} " in text


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(workbook: Run, command: str) -> None:
    run = workbook(command, "--help")
    assert run.returncode == 0
    assert f"Example: workbook {command}" in run.stdout


def test_alone_it_says_what_to_do_next(workbook: Run) -> None:
    run = workbook()
    assert run.returncode == 0
    sheets = read_sheets(ROOT / "tests" / "sheets")
    assert f"Next: {next(iter(sheets[0].exercises))}" in run.stdout
    assert "workbook --help" in run.stdout


def test_list_shows_every_exercise(workbook: Run, answers: dict[str, str]) -> None:
    text = workbook("list").stdout
    assert all(name in text for name in answers)


def test_list_says_what_has_been_begun(workbook: Run, checkout: Path) -> None:
    begin(checkout)
    lines = workbook("list", cwd=checkout).stdout.splitlines()
    assert [line.split()[0] for line in lines if line.endswith("begun")] == ["double"]


def test_hints_come_one_at_a_time(workbook: Run) -> None:
    first, third = workbook("hint", "entropy"), workbook("hint", "entropy", "--level", 3)
    assert "hint 1: a nudge" in first.stdout and "--level 2" in first.stdout
    assert "hint 3: almost the answer" in third.stdout and "--level 4" not in third.stdout


USER_ERRORS = {
    "an exercise that does not exist": (
        ["hint", "entropie"],
        "there is no exercise or section 'entropie'; did you mean entropy?",
    ),
    "a check of something unknown": (["check", "entropie"], "there is no exercise or section 'entropie'"),
    "a section that does not exist": (["reset", "s99"], "there is no exercise or section 's99'"),
    "submissions that are not there": (["grade", "nowhere", "--out", "{tmp}/r"], "there is no folder nowhere"),
    "a folder without students": (
        ["grade", "{tmp}", "--out", "results"],
        "holds no student: it needs a folder for each",
    ),
    "results among the submissions": (["grade", "{tmp}/class", "--out", "{tmp}/class/r"], "must lie beside each other"),
    "results in the place of a file": (["grade", "{tmp}/class", "--out", "{tmp}/file/r"], "/file/r cannot be used: "),
    "a report that is not there": (["report", "{tmp}", "student"], "there is no result for student"),
    "a section to grade that does not exist": (
        ["grade", "{tmp}/class", "--out", "{tmp}/r", "--section", "s99"],
        "there is no section 's99'",
    ),
    "a section to lint that does not exist": (["lint", "s99"], "there is no section 's99'"),
}


@pytest.mark.parametrize(("arguments", "message"), USER_ERRORS.values(), ids=USER_ERRORS)
def test_a_users_error_is_one_line_and_exit_code_2(
    workbook: Run, tmp_path: Path, arguments: list[str], message: str
) -> None:
    if "{tmp}/class" in arguments:
        (tmp_path / "class" / "student").mkdir(parents=True)
        (tmp_path / "file").touch()
    run = workbook(*(argument.format(tmp=tmp_path) for argument in arguments))
    assert run.returncode == 2
    assert run.stderr.count("\n") == 1 and run.stderr.startswith("error: ")
    assert message in run.stderr
    assert "Traceback" not in run.stdout + run.stderr


def test_grade_and_report_from_end_to_end(
    workbook: Run, submit: Callable[..., Path], answers: dict[str, str], tmp_path: Path
) -> None:
    submissions = submit("right answers", answers)
    submit("ошибка", answers, "\ndef perplexity(token_nlls):\n    return float(np.mean(np.exp(token_nlls)))\n")
    results, secret = tmp_path / "results", tmp_path / "secret"
    grading = ("grade", submissions, "--out", results, "--secret", secret, "--section", SECTION)
    run = workbook(*grading)
    assert run.returncode == 0, run.stderr
    assert "right answers" in run.stdout and "known mistake: perplexity" in run.stdout
    assert decode((results / "right answers" / "result.json").read_bytes()).isolated

    table = workbook("report", results)
    assert "ошибка" in table.stdout
    report = workbook("report", results, "ошибка")
    assert "perplexity" in report.stdout and "This looks like a known mistake: " in report.stdout
    ascii_only = workbook("report", results, "ошибка", PYTHONIOENCODING="ascii")
    assert ascii_only.returncode == 0 and "\\u043e\\u0448" in ascii_only.stdout

    lines = workbook(*grading, "--json").stdout.splitlines()
    assert [json.loads(line)["student"] for line in lines] == ["right answers", "ошибка"]


def test_doctor_finds_nothing_wrong_here(workbook: Run) -> None:
    run = workbook("doctor")
    assert run.returncode == 0, run.stdout
    assert "isolation: strict (seccomp" in run.stdout


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return toy_checkout(tmp_path)


def test_a_changed_section_is_stale_until_it_is_built(workbook: Run, checkout: Path) -> None:
    solution = checkout / "solutions" / f"{TOYS}.py"
    solution.write_text(solution.read_text().replace('"""', '"""Not what it was. ', 1))
    stale = workbook("build", "--check", cwd=checkout)
    assert stale.returncode == 1
    assert f"assignments/{TOYS}.ipynb is not up to date: run workbook build" in stale.stdout
    assert workbook("build", cwd=checkout).returncode == 0
    assert workbook("build", "--check", cwd=checkout).returncode == 0


def test_watch_checks_a_section_when_it_is_saved_and_nothing_when_another_file_is(checkout: Path) -> None:
    shutil.copy(ROOT / "conftest.py", checkout)
    command = [sys.executable, "-u", "-m", "autograder.cli", "watch"]
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    with subprocess.Popen(command, cwd=checkout, env=environment, stdout=subprocess.PIPE, text=True) as watching:
        assert watching.stdout is not None
        lines = iter(watching.stdout.readline, "")
        try:
            assert next(line for line in lines if "skipped" in line).startswith("7 skipped")
            (checkout / "assignments" / "notes.txt").write_text("Not an exercise.")
            begin(checkout)
            assert next(line for line in lines if "skipped" in line).startswith("2 passed, 5 skipped")
        finally:
            watching.terminate()  # Ctrl-C is not heard by what runs in a shell's background


def test_reset_keeps_what_was_written(workbook: Run, checkout: Path) -> None:
    path = checkout / "assignments" / f"{TOYS}.py"
    mine = path.read_bytes() + b"\n# mine, in another encoding: \xe9\n"
    path.write_bytes(mine)
    run = workbook("reset", TOYS, cwd=checkout)
    assert run.returncode == 0
    assert path.with_name(f"{path.name}.mine-1").read_bytes() == mine
    assert b"# mine" not in path.read_bytes()


def test_build_refuses_to_replace_answers(workbook: Run, checkout: Path) -> None:
    path = checkout / "assignments" / f"{TOYS}.py"
    shutil.copy(checkout / "solutions" / path.name, path)
    run = workbook("build", cwd=checkout)
    assert run.returncode == 2
    assert "holds answers, which building would replace" in run.stderr
    assert workbook("build", "--overwrite", cwd=checkout).returncode == 0


def test_without_a_checkout_every_command_says_what_is_missing(workbook: Run, tmp_path: Path) -> None:
    """As it is after `pip install .`: the package alone, without lessons, checks and suites."""
    shutil.copytree(ROOT / "autograder", tmp_path / "autograder", ignore=shutil.ignore_patterns("__pycache__", "s0*"))
    for command in ([], ["list"], ["hint", "entropy"], ["grade", "class", "--out", "results"], ["build"]):
        run = workbook(*command, cwd=tmp_path)
        assert run.returncode == 2
        assert "works from a checkout" in run.stderr and "Traceback" not in run.stderr
