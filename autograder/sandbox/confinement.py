"""The walls around a worker.

Two of them stop everything each on its own where both are there: an allowlist of system calls (seccomp), and a ruleset
that allows no file, no network and no signal (Landlock). Below them lie resource limits, a user of its own when the
grader is root, and no way back: no new privileges, no core dump, nothing left open but the channel to the grader.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import functools
import os
import resource
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from landlockpy import Ruleset
    from seccompy import Filter

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_PROT_EXEC = 4
_MAP_SHARED = 1
_MAP_HUGETLB = 0x40000

# Computing, memory, the time, the name of the working folder, and reading and writing what is open already.  Not here,
# though harmless to a process alone: sysinfo and uname tell of the machine and of all who compute on it.
_ALLOWED = """
    read write lseek close fstat poll ppoll select pselect6 munmap mremap brk rt_sigaction rt_sigprocmask rt_sigreturn
    sigaltstack getpid gettid getuid geteuid getgid getegid nanosleep gettimeofday time times getrusage getrandom
    sched_yield getcpu exit exit_group restart_syscall getcwd
"""
# The other clocks, with negative numbers, are those of other processes.
_CLOCKS = "clock_gettime clock_getres clock_nanosleep"
_NEGATIVE = 1 << 31
# Waiting and waking within this process.  Without the flag for "private" the word may be in a file that another process
# has mapped, too; and a lock that hands on its priority finds and raises a foreign process that the word names.
_FUTEX_PRIVATE, _FUTEX_REALTIME = 128, 256
_FUTEX_WAIT, _FUTEX_WAKE, _FUTEX_WAIT_BITSET, _FUTEX_WAKE_BITSET = 0, 1, 9, 10
_FUTEXES = (_FUTEX_WAIT, _FUTEX_WAKE, _FUTEX_WAIT_BITSET, _FUTEX_WAKE_BITSET, _FUTEX_WAIT_BITSET | _FUTEX_REALTIME)
# What allocators ask for: give pages back, now or when there is need, and have large ones.  Other advice drops or loads
# pages of files that all workers share, or merges equal pages of different processes.
_ADVICE = (4, 8, 14)
_LOW_HALF = (1 << 32) - 1
# Refused as if there were no files: code that copes with a file that is missing then copes with this.
_LOOK_FOR_FILES = """
    open openat openat2 stat lstat newfstatat statx access faccessat faccessat2 readlink readlinkat chdir
"""
# Old calls that newer architectures, such as aarch64, no longer have.
_NOT_EVERYWHERE = frozenset({"poll", "select", "time", "open", "stat", "lstat", "access", "readlink"})

# Made before the fork, like all that can be: each page of memory that a worker writes to must be copied for it first.
_LIBC = ctypes.CDLL(None, use_errno=True)

_FIRST_USER = 200_000
_USERS = 50_000


class Walls(NamedTuple):
    """Prepared once by the zygote, put up by each worker; `ruleset` is None where the kernel has no Landlock."""

    seccomp: Filter
    ruleset: Ruleset | None
    landlock_abi: int


class Allowance(NamedTuple):
    """Bytes of address space, and seconds of computing over the process's life."""

    address_space: int
    cpu_seconds: int


def build_walls() -> Walls:
    """Prepare the walls, as the parent of all workers.

    Raises:
        OSError: the kernel offers no seccomp filters.
    """
    import landlockpy
    import seccompy

    if not seccompy.supported():
        raise OSError("the kernel offers no seccomp filters")
    seccomp = _system_call_filter()
    if not landlockpy.supported():
        return Walls(seccomp, None, 0)
    scoped = landlockpy.Scope.SIGNAL | landlockpy.Scope.ABSTRACT_UNIX_SOCKET
    # Handles every right there is, and grants none of them.
    return Walls(seccomp, landlockpy.Ruleset(scoped=scoped), landlockpy.abi_version())


def _system_call_filter() -> Filter:
    """An allowlist: what is not named is refused, and so are foreign call tables and system calls of future kernels."""
    from seccompy import Action, ArgCmp, CmpOp, Filter

    seccomp = Filter(default=Action.ERRNO | errno.EPERM)
    no_file = functools.partial(seccomp.errno, error=errno.ENOENT)
    for names, rule in ((_ALLOWED, seccomp.allow), (_LOOK_FOR_FILES, no_file)):
        for name in names.split():
            try:
                rule(name)
            except ValueError:
                if name not in _NOT_EVERYWHERE:
                    raise

    def without(argument: int, bits: int) -> ArgCmp:
        return ArgCmp(argument, CmpOp.MASKED_EQ, 0, mask=bits)

    def equal(argument: int, value: int) -> ArgCmp:  # the kernel looks at these 32 bits alone
        return ArgCmp(argument, CmpOp.MASKED_EQ, value, mask=_LOW_HALF)

    seccomp.allow("mprotect", args=[without(2, _PROT_EXEC)])
    # Huge pages come from a store of the machine's, in which others see what is left.
    seccomp.allow("mmap", args=[without(2, _PROT_EXEC), without(3, _MAP_SHARED | _MAP_HUGETLB)])
    for advice in _ADVICE:
        seccomp.allow("madvise", args=[equal(2, advice)])
    for operation in _FUTEXES:
        seccomp.allow("futex", args=[equal(1, operation | _FUTEX_PRIVATE)])
    for clock in _CLOCKS.split():
        seccomp.allow(clock, args=[without(0, _NEGATIVE)])
    # One's own processors and limits; setting them, or asking for those of another process, is refused.
    seccomp.allow("sched_getaffinity", args={0: 0})
    seccomp.allow("prlimit64", args={0: 0, 2: 0})
    # The C library falls back to clone when it sees this, and then reports that it may not.
    seccomp.errno("clone3", errno.ENOSYS)
    _ = seccomp.program  # compiled once, here, and not in each child
    return seccomp


def address_space() -> int:
    """Bytes of address space that this process, and so each of its children, starts with."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def user_number(count: int) -> int:
    """The user of the `count`-th worker: one of its own, so that workers cannot touch each other."""
    return _FIRST_USER + count % _USERS


def detach(channel: int, allowance: Allowance, parent: int) -> None:
    """What a worker without walls does: a session of its own, no terminal, limits, nothing open but the channel."""
    _leave_terminal()
    _limit_resources(allowance)
    _end_with_parent(parent)
    _close_all_but(channel)


def confine(channel: int, allowance: Allowance, parent: int, walls: Walls, user: int) -> None:
    """Put up the walls around this process, then try to break them.  The order of the steps matters.

    Raises:
        OSError: a step was refused.
        RuntimeError: something that must be impossible was still possible.
    """
    _leave_terminal()
    _limit_resources(allowance)
    for kind in (resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC, resource.RLIMIT_MEMLOCK, resource.RLIMIT_MSGQUEUE):
        resource.setrlimit(kind, (0, 0))
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    # After the change of user, which makes the kernel forget the signal.
    _end_with_parent(parent)
    _process_control(_PR_SET_DUMPABLE, 0)
    _process_control(_PR_SET_NO_NEW_PRIVS, 1)
    if walls.ruleset is not None:
        walls.ruleset.restrict()
    _close_all_but(channel)
    # What is open stays open; nothing else can be opened.
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    walls.seccomp.load()
    _try_to_break_out(parent)


def _leave_terminal() -> None:
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    os.setsid()


def _limit_resources(allowance: Allowance) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (allowance.address_space, allowance.address_space))
    resource.setrlimit(resource.RLIMIT_CPU, (allowance.cpu_seconds, allowance.cpu_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end_with_parent(parent: int) -> None:
    _process_control(_PR_SET_PDEATHSIG, signal.SIGKILL)
    # It may have ended before the request was made.
    if os.getppid() != parent:
        os._exit(1)


def _close_all_but(channel: int) -> None:
    os.closerange(3, channel)
    os.closerange(channel + 1, 1 << 16)


def _process_control(option: int, value: int) -> None:
    if _LIBC.prctl(option, value, 0, 0, 0):
        raise OSError(ctypes.get_errno(), f"prctl({option}) failed")


def _try_to_break_out(parent: int) -> None:
    attempts: list[tuple[str, Callable[[], object]]] = [
        ("open a folder", lambda: os.open("/", os.O_RDONLY)),
        ("see a file", lambda: os.stat("/")),
        ("open a socket", socket.socket),
        ("open a pipe", os.pipe),
        ("start a process", lambda: os.fork() or os._exit(0)),
        ("signal its parent", lambda: os.kill(parent, 0)),
    ]
    for what, attempt in attempts:
        with contextlib.suppress(OSError):
            attempt()
            raise RuntimeError(f"the confined process was still able to {what}")
