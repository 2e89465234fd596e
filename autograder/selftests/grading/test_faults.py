"""What happens to a class when something other than a student fails: the grader, the disk, whoever started it.

`workbook grade` runs as a user runs it. A grading that is disturbed in the middle of a class, and then run again, must
end with the same bytes as one that was not.
"""

import csv
import os
import re
import resource
import select
import shutil
import signal
import subprocess
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from autograder.demo.sample_class import SECTION
from autograder.selftests.conftest import Run, copied_checkout
from autograder.selftests.grading.terminal import PATIENCE, Terminal, arguments, command, environment
from autograder.selftests.users import as_ordinary_user, let_in
from autograder.workbook.workbook import ROOT

STUDENTS = 200
STEP = 20
"""How many submissions are graded before something happens."""
FINISHING = "Finishing the submissions in hand. Ctrl-C again stops at once."
HIDE_CURSOR, SHOW_CURSOR = "\x1b[?25l", "\x1b[?25h"
"""How Rich hides the cursor while it draws, and shows it again."""


class Class(NamedTuple):
    """A class of many small submissions, and what comes of it when nothing goes wrong."""

    submissions: Path
    results: Path
    secret: Path

    def some(self, folder: Path, numbers: range) -> Path:
        """A folder of submissions with these students alone."""
        folder.mkdir()
        for number in numbers:
            shutil.copytree(self.submissions / student(number), folder / student(number))
        return folder

    def outcome(self, numbers: range = range(STUDENTS)) -> dict[str, bytes]:
        """What grading these students alone comes to, file by file."""
        head, *rows = (self.results / "grades.csv").read_bytes().splitlines(keepends=True)
        names = [f"{student(number)}/result.json" for number in numbers]
        results = {name: (self.results / name).read_bytes() for name in names}
        return {**results, "grades.csv": b"".join([head, *(rows[number] for number in numbers)])}


def student(number: int) -> str:
    return f"student-{number:03}"


def write(submissions: Path, name: str, code: str) -> None:
    """Hand in this code as the module of the student called `name`."""
    (submissions / name).mkdir(parents=True, exist_ok=True)
    (submissions / name / f"{SECTION}.py").write_text(code, encoding="utf-8")


def small_submission(number: int, answers: Mapping[str, str]) -> str:
    """A short module with none, one or two of the answers; no two submissions are the same."""
    written = list(answers.values())[: number % 3]
    return "\n\n".join([f"# {student(number)}", "import math\nimport numpy as np", *written])


def sleeper(answers: Mapping[str, str]) -> str:
    """A module that keeps its grader busy for minutes."""
    return "import time\n" + "".join(f"def {name}(*args, **more): time.sleep(1000)\n" for name in answers)


@pytest.fixture(scope="module")
def undisturbed(answers: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Class:
    """The class, graded from beginning to end."""
    folder = tmp_path_factory.mktemp("undisturbed")
    class_ = Class(folder / "submissions", folder / "results", folder / "secret")
    for number in range(STUDENTS):
        write(class_.submissions, student(number), small_submission(number, answers))
    subprocess.run(command(arguments(*class_)), cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, check=True)
    with (class_.results / "grades.csv").open(encoding="utf-8") as rows:
        assert [row["student"] for row in csv.DictReader(rows)] == [student(number) for number in range(STUDENTS)]
    return class_


def children(pid: int) -> list[int]:
    """Processes that were started by any thread of this one."""
    found: list[int] = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # the thread has just ended
            found += map(int, file.read_text().split())
    return found


def graders(terminal: Terminal) -> list[int]:
    """The graders among its children: others read students' files."""
    serve = b"autograder.grading.serve"
    return [pid for pid in children(terminal.process.pid) if serve in Path(f"/proc/{pid}/cmdline").read_bytes()]


def zygotes(terminal: Terminal) -> list[int]:
    return [zygote for grader in graders(terminal) for zygote in children(grader)]


def workers(terminal: Terminal) -> list[int]:
    return [worker for zygote in zygotes(terminal) for worker in children(zygote)]


class Family:
    """The command and all processes that it has started, directly or not, at one moment."""

    def __init__(self, terminal: Terminal) -> None:
        pids = [terminal.process.pid, *children(terminal.process.pid), *zygotes(terminal), *workers(terminal)]
        self._pidfds = []
        for pid in pids:
            with suppress(ProcessLookupError):  # a worker that has just done its work
                self._pidfds.append(os.pidfd_open(pid))
        assert len(self._pidfds) > 1

    def assert_gone(self) -> None:
        for pidfd in self._pidfds:
            assert select.select([pidfd], [], [], PATIENCE)[0], "a process was left behind"
            os.close(pidfd)


def contents(results: Path) -> dict[str, bytes]:
    """Every file in a folder of results, hidden ones, too."""
    return {str(path.relative_to(results)): path.read_bytes() for path in results.rglob("*") if path.is_file()}


def stamps(results: Path) -> dict[str, tuple[int, int]]:
    """When each finished result was written, and which file on the disk it is."""
    files = {str(path.relative_to(results)): path.stat() for path in results.glob("*/result.json")}
    return {name: (status.st_mtime_ns, status.st_ino) for name, status in files.items()}


class Disturbed:
    """The class, graded in several goes into one folder: each goes on where the one before was stopped."""

    def __init__(self, undisturbed: Class, results: Path) -> None:
        self.results = results
        self._typed = arguments(undisturbed.submissions, results, undisturbed.secret, "--processes", "2")
        self._wanted = undisturbed.outcome()

    def go_on(self, strike: Callable[[Terminal], None]) -> tuple[int, str]:
        """Grade some more submissions, then strike; returns the exit status, and what the terminal shows at the end.

        What was finished before must be left alone, and what is finished now must be right.
        """
        before = stamps(self.results)
        terminal = Terminal(self._typed)
        terminal.wait_until(lambda: terminal.graded >= len(before) + STEP)
        family = Family(terminal)
        assert len(stamps(self.results)) < STUDENTS, "it is too late for a strike in the middle"
        strike(terminal)
        status = terminal.finish()
        family.assert_gone()
        assert before.items() <= stamps(self.results).items()
        assert {name: self._wanted[name] for name in stamps(self.results)} == self.finished
        return status, terminal.text

    @property
    def finished(self) -> dict[str, bytes]:
        found = contents(self.results)
        return {name: found[name] for name in stamps(self.results)}


@pytest.fixture(scope="module")
def disturbed(undisturbed: Class, tmp_path_factory: pytest.TempPathFactory) -> Disturbed:
    return Disturbed(undisturbed, tmp_path_factory.mktemp("disturbed"))


def test_a_kill_costs_nothing_that_is_finished(disturbed: Disturbed) -> None:
    status, _ = disturbed.go_on(lambda terminal: terminal.send(signal.SIGKILL))
    assert status == -signal.SIGKILL
    assert STEP <= len(disturbed.finished) < STUDENTS


def test_ctrl_c_says_at_once_what_it_waits_for_and_then_how_to_go_on(disturbed: Disturbed) -> None:
    status, shown = disturbed.go_on(lambda terminal: terminal.send(signal.SIGINT))
    assert status == 130
    assert re.search(rf"{FINISHING}\s+Stopped; the same command goes on from what is finished\.", shown)
    assert "Traceback" not in shown
    assert STEP <= len(disturbed.finished) < STUDENTS


def test_a_full_disk_is_one_line_and_leaves_nothing_half_written(disturbed: Disturbed) -> None:
    room = 1000  # bytes that still fit into a file: less than any result

    def fill_up(terminal: Terminal) -> None:
        resource.prlimit(terminal.process.pid, resource.RLIMIT_FSIZE, (room, room))

    status, shown = disturbed.go_on(fill_up)
    assert status == 2
    (error,) = re.findall(r"error: (.*)\r\n", shown)
    assert re.fullmatch(
        rf"{disturbed.results}/student-\d+/result\.json cannot be used: File too large\. "
        r"Put that right, and the same command goes on from what is finished\.",
        error,
    )
    assert "Traceback" not in shown
    assert contents(disturbed.results).keys() == disturbed.finished.keys()


def test_killed_graders_cost_nobody_points_and_the_class_ends_as_if_nothing_had_happened(
    disturbed: Disturbed, undisturbed: Class
) -> None:
    def kill(terminal: Terminal) -> None:
        grader, other = graders(terminal)
        (zygote,) = children(other)
        os.kill(grader, signal.SIGKILL)
        os.kill(zygote, signal.SIGKILL)

    status, _ = disturbed.go_on(kill)
    assert status == 0
    assert contents(disturbed.results) == undisturbed.outcome()


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGINT], ids=["kill", "Ctrl-C twice"])
def test_a_submission_that_takes_minutes_holds_nobody_up(
    undisturbed: Class, answers: dict[str, str], tmp_path: Path, blow: int
) -> None:
    submissions, results = undisturbed.some(tmp_path / "submissions", range(1)), tmp_path / "results"
    write(submissions, "that sleeps", sleeper(answers))
    terminal = Terminal(arguments(submissions, results, undisturbed.secret, "--processes", "1"))
    terminal.wait_until(lambda: len(stamps(results)) == 1 and bool(workers(terminal)))
    family = Family(terminal)
    terminal.send(blow)
    if blow == signal.SIGINT:
        terminal.wait_until(lambda: FINISHING in terminal.text)
        assert terminal.raw.rindex(SHOW_CURSOR) > terminal.raw.rindex(HIDE_CURSOR)
        terminal.send(blow)
    assert terminal.finish() == -blow
    family.assert_gone()
    finished = f"{student(0)}/result.json"
    assert contents(results) == {finished: undisturbed.outcome()[finished]}


def test_what_no_grader_could_grade_is_listed_without_points_and_graded_the_next_time(
    workbook: Run, undisturbed: Class, answers: dict[str, str], tmp_path: Path
) -> None:
    checkout, results = tmp_path / "checkout", tmp_path / "results"
    checkout.mkdir()
    suite = copied_checkout(checkout) / "autograder" / "content" / SECTION / "entropy.py"
    right = suite.read_bytes()
    submissions = tmp_path / "submissions"
    for number, code in enumerate([small_submission(0, answers), sleeper(answers), small_submission(2, answers)]):
        write(submissions, student(number), code)
    typed = arguments(submissions, results, undisturbed.secret, "--processes", "1")
    terminal = Terminal(typed, checkout)
    terminal.wait_until(lambda: len(stamps(results)) == 1 and bool(workers(terminal)))

    suite.write_text("no grader can start with this")
    os.kill(graders(terminal)[0], signal.SIGKILL)
    assert terminal.finish() == 3
    for number in (1, 2):
        assert f"{student(number)}, {SECTION}: tried twice, and the grader failed: " in terminal.text
    assert "Run the same command again: it tries only these again." in " ".join(terminal.text.split())
    rows = list(csv.DictReader((results / "grades.csv").open(encoding="utf-8")))
    assert [row["status"] for row in rows] == ["not started", "grader fault", "grader fault"]
    assert [row["points"] for row in rows] == ["0.0", "", ""]

    suite.write_bytes(right)
    write(submissions, student(1), small_submission(1, answers))
    run = workbook(*typed, cwd=checkout)
    assert run.returncode == 0, run.stderr
    assert contents(results) == undisturbed.outcome(range(3))


def finished_half(undisturbed: Class, results: Path) -> dict[str, bytes]:
    """Results of the first two of four students, as a grading that was stopped leaves them."""
    for number in range(2):
        shutil.copytree(undisturbed.results / student(number), results / student(number))
    return contents(results)


def test_a_results_folder_that_is_read_only_is_one_line_and_nothing_is_lost(undisturbed: Class, tmp_path: Path) -> None:
    submissions, results = undisturbed.some(tmp_path / "submissions", range(4)), tmp_path / "results"
    finished = finished_half(undisturbed, results)
    results.chmod(0o555)
    prefix, run_as = as_ordinary_user()
    let_in(tmp_path)
    let_in(undisturbed.submissions.parent)
    undisturbed.secret.chmod(0o644)
    run = subprocess.run(  # type: ignore[call-overload]
        [*prefix, *command(arguments(submissions, results, undisturbed.secret, "--processes", "1"))],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        **run_as,
    )
    assert run.returncode == 2
    assert re.fullmatch(rf"error: {results}/{student(2)} cannot be used: Permission denied\. .*\n", run.stderr)
    assert contents(results) == finished


def test_a_file_in_the_place_of_a_students_results_is_one_line_and_nothing_is_lost(
    workbook: Run, undisturbed: Class, tmp_path: Path
) -> None:
    submissions, results = undisturbed.some(tmp_path / "submissions", range(4)), tmp_path / "results"
    finished = finished_half(undisturbed, results)
    in_the_way = results / student(2)
    in_the_way.write_text("notes")
    run = workbook(*arguments(submissions, results, undisturbed.secret, "--processes", "1"))
    assert run.returncode == 2
    assert re.fullmatch(rf"error: {in_the_way} cannot be used: File exists\. .*\n", run.stderr)
    assert {**finished, student(2): b"notes"}.items() <= contents(results).items()


def test_a_file_in_the_place_of_the_results_is_one_line_and_stays(
    workbook: Run, undisturbed: Class, tmp_path: Path
) -> None:
    (tmp_path / "results").write_text("notes")
    results = tmp_path / "results"
    run = workbook(*arguments(undisturbed.submissions, results, undisturbed.secret))
    assert (run.returncode, run.stderr) == (2, f"error: {tmp_path}/results is a file: --out takes a folder\n")
    assert (tmp_path / "results").read_text() == "notes"


def test_results_of_a_student_who_is_gone_are_named_and_not_in_the_table(
    workbook: Run, undisturbed: Class, tmp_path: Path
) -> None:
    submissions, results = undisturbed.some(tmp_path / "submissions", range(2, 4)), tmp_path / "results"
    finished = finished_half(undisturbed, results)
    run = workbook(*arguments(submissions, results, undisturbed.secret, "--processes", "1"))
    assert run.returncode == 0
    assert run.stderr.startswith(f"{results} also holds results that belong to no submission and are not in grades.csv")
    assert run.stderr.endswith(f": {student(0)}, {student(1)}\n")
    assert contents(results) == {**finished, **undisturbed.outcome(range(2, 4))}

    report = workbook("report", results)
    assert re.findall(r"student-\d+", report.stdout) == [student(2), student(3)]
    assert report.stderr.startswith(f"Not in grades.csv, so not shown: {student(0)}, {student(1)}. ")
    assert f"{student(0)}: " in workbook("report", results, student(0)).stdout
