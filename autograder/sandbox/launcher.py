"""Starts the zygote, and asks it for workers."""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from msgspec import DecodeError

from autograder.sandbox import control
from autograder.sandbox.control import Ended, Fork, Hello, Reap, Refused, Started
from autograder.sandbox.errors import GradingError
from autograder.sandbox.isolation import Isolation

# The folder that holds the package, whether that is a checkout or site-packages.  It is on the path only for this
# import.
_ROOT = Path(__file__).resolve().parents[2]
_START = """\
import sys
root, control, isolation = sys.argv[1:]
sys.path.insert(0, root)
from autograder.sandbox import zygote
sys.path.remove(root)
zygote.main(int(control), isolation)
"""
# Nothing of the grader's environment; numeric libraries must not start threads before a fork.
_ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PATH": "/usr/bin:/bin",
    "LC_ALL": "C.UTF-8",
    "PYTHONHASHSEED": "0",  # sets have the same order in every worker, so that a submission gets the same grade again
    "TZ": "UTC",
}
_SEND_BUFFER = 4 << 20
_PATIENCE = 5.0
_WHAT_TO_DO = "run on Linux with seccomp, or use --isolation none for code you trust"


class WorkerEnds(NamedTuple):
    """What the grader holds of a worker: its channel, its pid as the zygote knows it, a pidfd."""

    channel: socket.socket
    pid: int
    pidfd: int


class Zygote:
    """A process that forks workers, one per session; a context manager.

    Args:
        isolation: "strict" confines every worker, or fails. "none" runs the same workers without walls: for code you
            trust.
        wrap: a command that starts the zygote as its own last arguments, e.g. `("taskset", "-c", "1")`. Tests use one
            that takes seccomp away to see what happens on a kernel without it.

    One zygote serves one process at a time; processes forked from its owner may use it in turn.

    Raises:
        GradingError: students' code cannot be run, or not be isolated, on this machine.
    """

    def __init__(self, isolation: Isolation = "strict", *, wrap: Sequence[str] = ()) -> None:
        if isolation not in ("strict", "none"):
            raise GradingError(f'isolation must be "strict" or "none", not {isolation!r}')
        if sys.platform != "linux":
            raise GradingError(
                f"students' code cannot be isolated on this system ({sys.platform}): it needs Linux with seccomp, "
                "for example in a container, a virtual machine or WSL 2"
            )
        self.isolation: Isolation = isolation
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [*wrap, sys.executable, "-s", "-P", "-c", _START, str(_ROOT), str(theirs.fileno()), isolation],
                pass_fds=[theirs.fileno()],
                env=_ENVIRONMENT,
                cwd="/",
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # an interrupt from the keyboard is for the grader alone
            )
        self._landlock_abi = self._greeting()

    @property
    def description(self) -> str:
        """How workers are isolated, for a report: "strict (seccomp, Landlock ABI 7)", "strict (seccomp)" or "none"."""
        if self.isolation == "none":
            return "none"
        landlock = f", Landlock ABI {self._landlock_abi}" if self._landlock_abi else ""
        return f"strict (seccomp{landlock})"

    def fork(self, memory: int, cpu_seconds: int) -> WorkerEnds:
        """Start a worker.

        Args:
            memory: bytes it may use beyond what it starts with.
            cpu_seconds: seconds it may compute in its life.

        Raises:
            GradingError: the zygote has ended, or the system refuses another process.
        """
        mine, theirs = socket.socketpair()
        for end in (mine, theirs):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)  # fewer switches for large arrays
        number = secrets.randbits(62)
        try:
            with theirs:
                answer, fds = self._ask(Fork(number, memory, cpu_seconds), [theirs.fileno()])
            if not isinstance(answer, Started) or len(fds) != 1:
                raise GradingError("the process that starts workers gave a wrong answer")
        except BaseException:
            mine.close()
            raise
        return WorkerEnds(mine, answer.pid, fds[0])

    def reap(self, pid: int) -> Ended:
        """Wait for a worker that has ended or was killed: its number must not be given to another process before."""
        answer, _ = self._ask(Reap(secrets.randbits(62), pid), [])
        if not isinstance(answer, Ended):
            raise GradingError("the process that starts workers gave a wrong answer")
        return answer

    def close(self) -> None:
        """End the zygote, and with it all of its workers."""
        self._control.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_PATIENCE)
            return
        self._process.kill()
        self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _greeting(self) -> int:
        packet = self._control.recv(control.PACKET_MAX)
        answer = control.unpack_answer.decode(packet) if packet else None
        if isinstance(answer, Hello):
            return answer.landlock_abi
        self.close()
        reason = answer.message if isinstance(answer, Refused) else "its process did not start, see the message above"
        if self.isolation == "none":
            raise GradingError(f"students' code cannot be run on this machine: {reason}")
        raise GradingError(f"students' code cannot be isolated on this machine: {reason}; {_WHAT_TO_DO}")

    def _ask(self, request: Fork | Reap, fds: list[int]) -> tuple[Started | Ended, list[int]]:
        try:
            socket.send_fds(self._control, [control.pack(request)], fds)
            while True:
                packet, received, _, _ = socket.recv_fds(self._control, control.PACKET_MAX, 1)
                answer = control.unpack_answer.decode(packet)
                if not isinstance(answer, Hello) and answer.number == request.number:
                    break
                for fd in received:  # belongs to a process that was killed before it could read this
                    os.close(fd)
        except (OSError, DecodeError) as error:
            raise GradingError(f"the process that starts workers has ended ({type(error).__name__})") from None
        if isinstance(answer, Refused):
            raise GradingError(f"a worker could not be started: {answer.message}")
        return answer, received
