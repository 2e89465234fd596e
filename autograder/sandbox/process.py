"""One worker as the grader sees it: a channel with deadlines, a clock, and an end."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from autograder.sandbox.errors import GradingError, StudentTimeout
from autograder.sandbox.launcher import Zygote
from autograder.sandbox.wire.frames import read_frame

_T = TypeVar("_T")

_ENDING_SECONDS = 1.0
"""From the end of the channel to the end of the process, where it ends by itself."""


class Ending(NamedTuple):
    """How a worker ended.

    Attributes:
        description: for a message.
        exit_status: None after a signal.
        cpu_seconds: how long it computed.
        killed_by_others: it was ended by SIGKILL, which neither this process sent nor its limit of computing time.
    """

    description: str
    exit_status: int | None
    cpu_seconds: float
    killed_by_others: bool


class ChannelClosed(Exception):
    """The worker has gone."""


class WorkerProcess:
    """A running worker."""

    def __init__(self, zygote: Zygote, memory: int, cpu_seconds: int) -> None:
        self._zygote = zygote
        self._channel, self._pid, self._pidfd = zygote.fork(memory, cpu_seconds)
        self._cpu_seconds = cpu_seconds
        self._channel.setblocking(False)
        self._readable = select.poll()
        self._readable.register(self._channel, select.POLLIN)
        self._writable = select.poll()
        self._writable.register(self._channel, select.POLLOUT)
        # The CPU clock of another process has a number made of its pid, and the pid must be ours: the zygote may live
        # in another pid namespace.
        pid = _pid_behind(self._pidfd)
        self._clock = ~pid << 3 | 2
        # Open from here on: they are looked at before and after each exchange.
        queues = (f"/proc/{pid}/schedstat", "/proc/thread-self/schedstat")
        self._queues = [os.open(path, os.O_RDONLY) for path in queues if os.path.exists(path)]
        self._waited = 0.0
        self._waited_before = self.waited_seconds()
        self._cpu_limit = self._wall_limit = 0.0
        self._cpu_end = self._wall_end = 0.0
        self._first_patience = 0.0

    def cpu_seconds(self) -> float:
        """Seconds the worker has computed so far; 0.0 when it has ended (`end` then tells)."""
        try:
            return time.clock_gettime(self._clock)
        except OSError:
            return 0.0

    def waited_seconds(self) -> float:
        """Seconds that the worker, or we, could have computed but waited for a processor that others used.

        They are nobody's fault: on a busy machine the wall clock would otherwise judge the others. Sleeping is not
        waiting. A kernel that does not count (CONFIG_SCHED_INFO) leaves them at 0.0.
        """
        with contextlib.suppress(OSError, IndexError, ValueError):  # the worker has ended: the last count stands
            waited = sum(int(os.pread(queue, 100, 0).split()[1]) for queue in self._queues)
            self._waited = max(self._waited, waited / 1e9)
        return self._waited

    def allow(self, cpu_used: float, cpu: float, wall: float) -> None:
        """From now on the worker may compute `cpu` seconds beyond the `cpu_used` so far, and take `wall` seconds.

        Of the wall clock only those seconds count in which there was a processor, see `waited_seconds`.
        """
        self._waited_before = self.waited_seconds()
        self._cpu_limit, self._wall_limit = cpu, wall
        self._cpu_end = cpu_used + cpu
        self._wall_end = time.monotonic() + wall
        # A worker has one thread, so it cannot compute longer than the wall clock runs: the first wait needs no look at
        # its clock.
        self._first_patience = min(cpu, wall)

    def excuse(self, seconds: float) -> None:
        """Give the worker back what the wall clock ran while it could do nothing."""
        self._wall_end += seconds

    def send(self, frame: bytes) -> None:
        """Raises StudentTimeout when the worker does not read, ChannelClosed when it has gone."""
        rest = memoryview(frame)
        while rest:
            try:
                rest = rest[self._channel.send(rest) :]
            except BlockingIOError:
                self._wait(self._writable.poll)
            except ConnectionError:
                raise ChannelClosed from None

    def receive(self) -> tuple[memoryview, memoryview]:
        """The next frame's head and body; raises StudentTimeout, ChannelClosed or ProtocolError."""
        return read_frame(self, bounded=True)

    def end(self, *, closed: bool = False) -> Ending:
        """Kill the worker if it still runs, and tell how it ended; `closed` if the channel was, as by its own end."""
        ended_alone = closed and self._ends_alone()
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
        for file in (self._pidfd, *self._queues):
            os.close(file)
        self._queues = []
        self._channel.close()
        ended = self._zygote.reap(self._pid)
        if os.WIFSIGNALED(ended.status):
            number = os.WTERMSIG(ended.status)
            # The kernel sends the same signal at the limit, a second before or after by its own count.
            killed = ended_alone and number == signal.SIGKILL and ended.cpu_seconds < self._cpu_seconds - 1
            return Ending(_signal_name(number), None, ended.cpu_seconds, killed)
        status = os.WEXITSTATUS(ended.status)
        return Ending(f"exit status {status}", status, ended.cpu_seconds, False)

    def _ends_alone(self) -> bool:
        """Whether the process has ended, too: code that closes its channel and goes on is ended here."""
        ended = select.poll()
        ended.register(self._pidfd, select.POLLIN)
        return bool(ended.poll(_ENDING_SECONDS * 1000))

    def read(self, size: int) -> bytes:
        """Part of a frame, see `receive`."""
        # A plain recv, here and below: file descriptors sent along are dropped by the kernel.
        piece = self._when_readable(lambda: self._channel.recv(size))
        if not piece:
            raise ChannelClosed
        return piece

    def read_into(self, room: memoryview) -> int:
        """Part of a frame, see `receive`."""
        size = self._when_readable(lambda: self._channel.recv_into(room))
        if not size:
            raise ChannelClosed
        return size

    def _when_readable(self, receive: Callable[[], _T]) -> _T:
        while True:
            self._wait(self._readable.poll)
            try:
                return receive()
            except BlockingIOError:
                continue
            except ConnectionError:
                raise ChannelClosed from None

    def _wait(self, poll: Callable[[float], list[tuple[int, int]]]) -> None:
        # Checked before every wait but the first, so that a worker which sends byte after byte is stopped, too.
        patience = self._first_patience or self._patience()
        self._first_patience = 0.0
        while not poll(max(1.0, patience * 1000)):
            patience = self._patience()

    def _patience(self) -> float:
        """Seconds until the worker may have reached a limit."""
        cpu = self._cpu_end - self.cpu_seconds()
        wall = self._wall_end - time.monotonic()
        if wall <= 0:
            wall += self.waited_seconds() - self._waited_before
        if cpu <= 0:
            raise StudentTimeout(f"the call took longer than {self._cpu_limit:.3g} s of computing")
        if wall <= 0:
            raise StudentTimeout(f"the call took longer than {self._wall_limit:.3g} s")
        return min(cpu, wall)


def _pid_behind(pidfd: int) -> int:
    for line in Path(f"/proc/self/fdinfo/{pidfd}").read_text().splitlines():
        if line.startswith("Pid:"):
            return int(line.split()[1])
    raise GradingError("the worker's process number is not known: /proc is not as expected")


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
