"""Strict isolation, or none when asked for; nothing between, and never silently."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.sandbox import launcher
from autograder.sandbox.cells import Cell
from autograder.sandbox.errors import GradingError, StudentCrash, StudentTimeout
from autograder.sandbox.launcher import Zygote
from autograder.sandbox.limits import Limits
from autograder.sandbox.student import Student
from autograder.selftests.users import NOBODY, as_ordinary_user

_ROOT = Path(launcher.__file__).resolve().parents[2]
_OLDER_KERNEL = str(Path(__file__).with_name("older_kernel.py"))


def test_without_isolation_the_same_worker_runs_without_walls() -> None:
    source = """
import os
def look(): return os.path.exists("/"), os.getuid()
def same(x): return x
def leave(): os._exit(3)
def loop():
    while True: pass
"""
    with (
        Zygote("none") as zygote,
        Student(zygote, [Cell("a", source), Cell("b", "import pandas")], Limits(cpu_per_call=0.1)) as student,
    ):
        assert zygote.description == "none"
        assert [error.type_name for error in student.load().errors] == ["ModuleNotFoundError"]
        assert student.function("look")() == (True, os.getuid())
        values = [1]
        assert student.function("same")(values) is values
        with pytest.raises(StudentCrash, match="exit status 3"):
            student.function("leave")()
        with pytest.raises(StudentTimeout):
            student.function("loop")()


def test_a_kernel_without_seccomp_stops_strict_grading() -> None:
    with pytest.raises(GradingError) as caught:
        Zygote(wrap=(sys.executable, _OLDER_KERNEL, "no-seccomp"))
    message = str(caught.value)
    assert "the kernel offers no seccomp filters" in message
    assert message.endswith("run on Linux with seccomp, or use --isolation none for code you trust")


def test_a_filter_that_cannot_be_installed_stops_strict_grading() -> None:
    with (
        Zygote(wrap=(sys.executable, _OLDER_KERNEL, "no-filters")) as zygote,
        Student(zygote, [Cell("a", "def f(): return 1")]) as student,
        pytest.raises(GradingError, match="the walls around a worker could not be put up"),
    ):
        student.load()


def test_a_kernel_without_seccomp_can_run_trusted_code_when_asked() -> None:
    with (
        Zygote("none", wrap=(sys.executable, _OLDER_KERNEL, "no-seccomp")) as zygote,
        Student(zygote, [Cell("a", "def f(): return 1")]) as student,
    ):
        assert student.function("f")() == 1


def test_seccomp_alone_is_enough() -> None:
    with (
        Zygote(wrap=(sys.executable, _OLDER_KERNEL, "no-landlock")) as zygote,
        Student(zygote, [Cell("a", "def peek(): return open('/etc/passwd').read()")]) as student,
    ):
        assert zygote.description == "strict (seccomp)"
        with pytest.raises(OSError):
            student.function("peek")()


def test_another_system_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(GradingError, match=r"this system \(darwin\): it needs Linux with seccomp"):
        Zygote()


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(GradingError, match='must be "strict" or "none"'):
        Zygote("weak")  # type: ignore[arg-type]


def test_a_zygote_that_cannot_start_is_a_grading_error() -> None:
    with pytest.raises(GradingError, match="did not start"):
        Zygote(wrap=(sys.executable, "-c", "raise SystemExit(1)"))


def test_a_zygote_that_has_ended_is_a_grading_error() -> None:
    with Zygote() as zygote:
        student = Student(zygote, [Cell("a", "def f(): return 1")])
        zygote._process.kill()
        zygote._process.wait()
        with pytest.raises(GradingError, match="has ended"):
            student.load()


def test_workers_end_with_their_zygote() -> None:
    with Zygote() as zygote:
        ends = zygote.fork(1 << 28, 10)
        assert ends.channel.recv(100)
    assert ends.channel.recv(100) == b""
    ends.channel.close()
    os.close(ends.pidfd)


def kill_worker(student: Student) -> None:
    assert student._session is not None
    signal.pidfd_send_signal(student._session._process._pidfd, signal.SIGKILL)


def test_a_worker_killed_from_outside_is_no_crash_of_the_students(zygote: Zygote) -> None:
    with Student(zygote, [Cell("a", "def f(g): return g()")]) as student:
        student.load()
        with pytest.raises(GradingError, match="killed from outside"):
            student.function("f")(lambda: kill_worker(student))


def test_code_that_closes_its_channel_and_is_ended_for_that_has_crashed(zygote: Zygote) -> None:
    source = "import os\ndef f():\n    os.closerange(3, 1 << 16)\n    while True: pass"
    with Student(zygote, [Cell("a", source)]) as student, pytest.raises(StudentCrash):
        student.function("f")()


def test_a_worker_at_its_limit_of_computing_time_has_crashed(zygote: Zygote) -> None:
    limits = Limits(cpu_per_call=3.0, cpu_per_worker=1.0)
    with (
        Student(zygote, [Cell("a", "def f():\n    while True: pass")], limits) as student,
        pytest.raises(StudentCrash, match="SIGKILL"),
    ):
        student.function("f")()


def test_an_answer_meant_for_a_killed_process_is_dropped(zygote: Zygote) -> None:
    killed = os.fork()
    if killed == 0:
        zygote._control.send(b"\x93\xa4reap\x07\x01")  # asks, and is gone before the answer
        os._exit(0)
    os.waitpid(killed, 0)
    with Student(zygote, [Cell("a", "def f(): return 1")]) as student:
        assert student.function("f")() == 1


_SCRIPT = f"""
import os, sys
sys.path.insert(0, {str(_ROOT)!r})
from autograder.sandbox.cells import Cell
from autograder.sandbox.launcher import Zygote
from autograder.sandbox.student import Student
from autograder.selftests.users import NOBODY, as_ordinary_user
source = "import os\\ndef f(x): return x + os.getuid()\\ndef peek(): return open('/etc/passwd').read()"
with Zygote() as zygote, Student(zygote, [Cell("a", source)]) as student:
    print(zygote.description, student.function("f")(1))
    try:
        student.function("peek")()
    except OSError as error:
        print(type(error).__name__)
"""


def test_an_ordinary_user_gets_the_same_walls() -> None:
    prefix, run_as = as_ordinary_user()
    command = [*prefix, sys.executable, "-B", "-c", _SCRIPT]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", **run_as)  # type: ignore[call-overload]
    assert done.returncode == 0, done.stderr
    description, refused = done.stdout.splitlines()
    user = os.getuid() or NOBODY
    assert description.startswith("strict (seccomp") and description.endswith(f" {user + 1}")
    assert refused == "FileNotFoundError"
