"""What a confined worker must not be able to do, tried by a student's code."""

import os

import pytest

from autograder.sandbox.errors import StudentError
from autograder.sandbox.launcher import Zygote
from autograder.selftests.sandbox.conftest import MakeStudent

# Each is the body of a function that raises OSError when the system refuses.
ATTEMPTS = {
    "read a file": "return open('/etc/passwd').read()",
    "write a file": "return open('/tmp/from_a_student', 'w').write('x')",
    "open a device": "return os.open('/dev/null', os.O_RDONLY)",
    "read its own memory map": "return open('/proc/self/maps').read()",
    "see a file": "return os.stat('/')",
    "list a folder": "return os.listdir('/')",
    "change folder": "return os.chdir('/tmp')",
    "make a folder": "return os.mkdir('/tmp/from_a_student')",
    "remove a file": "return os.unlink('/tmp/x')",
    "open a socket": "return socket.socket()",
    "open a local socket": "return socket.socket(socket.AF_UNIX)",
    "make a socket pair": "return socket.socketpair()",
    "open a pipe": "return os.pipe()",
    "copy the channel": "return os.dup(1)",
    "make a memory file": "return os.memfd_create('x')",
    "fork": "return os.fork() or os._exit(0)",
    "start a program": "return subprocess.run(['true'])",
    "become a program": "return os.execv('/bin/true', ['true'])",
    "signal its parent": "return os.kill(os.getppid(), 0)",
    "signal itself": "return os.kill(os.getpid(), 9)",
    "signal every process": "return os.kill(-1, 0)",
    "raise a limit": "return checked(libc.prlimit(0, resource.RLIMIT_CPU, (ctypes.c_long * 2)(1000, 1000), None))",
    "raise another's limit": "return resource.prlimit(os.getppid(), resource.RLIMIT_CPU)",
    "become root": "return os.setuid(0)",
    "leave the session": "return os.setsid()",
    "lower its priority": "return os.nice(-5)",
    "make memory executable": "return mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC)",
    "trace its parent": "return checked(libc.ptrace(16, os.getppid(), 0, 0))",
    "make itself dumpable": "return checked(libc.prctl(4, 1, 0, 0, 0))",
    "undo the signal at its parent's end": "return checked(libc.prctl(1, 0, 0, 0, 0))",
    "read the grader's memory": "return checked(libc.process_vm_readv(os.getppid(), 0, 0, 0, 0, 0))",
    "unshare": "return checked(libc.unshare(0x10000000))",
    "mount": "return checked(libc.mount(b'x', b'/nowhere', b'tmpfs', 0, 0))",
    "set up io_uring": "return checked(libc.syscall(425, 8, 0))",
    "make a user fault handler": "return checked(libc.syscall(323, 0))",
    "load a BPF program": "return checked(libc.syscall(321, 0, 0, 0))",
    "wait on a word that others may share": "return checked(libc.syscall(FUTEX, ctypes.byref(word), 1, 1))",
    "wake those who wait on a shared word": "return checked(libc.syscall(FUTEX, ctypes.byref(word), 1 | 256, 1))",
    "wait for a lock that another process holds": "return checked(libc.syscall(FUTEX, ctypes.byref(word), 8 | 128, 0))",
    "read another's computing time": "return time.clock_gettime(~FIRST_PROCESS << 3 | 2)",
    "read the resolution of another's clock": "return time.clock_getres(~FIRST_PROCESS << 3 | 2)",
    "sleep by another's clock": "return refused(libc.clock_nanosleep(~FIRST_PROCESS << 3 | 2, 0, now, None))",
    "see another's processors": "return os.sched_getaffinity(FIRST_PROCESS)",
    "learn what memory is free": "return checked(libc.sysinfo(ctypes.create_string_buffer(200)))",
    "learn the machine's name": "return checked(libc.uname(ctypes.create_string_buffer(1000)))",
    "learn which pages others use": "return checked(libc.mincore(page, 4096, ctypes.create_string_buffer(1)))",
    "page out what others use": "return checked(libc.madvise(page, 4096, 21))",
    "merge its pages with those of others": "return checked(libc.madvise(page, 4096, 12))",
    "read ahead for others": "return checked(libc.madvise(page, 4096, 3))",
    "share memory": "return mmap.mmap(-1, 4096)",
    "take the machine's huge pages": "return mmap.mmap(-1, 1 << 21, flags=mmap.MAP_PRIVATE | 0x40020)",
    "leave a list of locks at its end": "return checked(libc.syscall(273, ctypes.byref(word), 24))",
    "register a restartable sequence": "return checked(libc.syscall(334, 0, 32, 0, 0))",
    "set another's priority": "return os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)",
    "read another's priority": "return os.getpriority(os.PRIO_PROCESS, os.getppid())",
    "read another's way of being scheduled": "return os.sched_getscheduler(os.getppid())",
    "wait for other processors": "return checked(libc.syscall(324, 1, 0, 0))",
    "send over the channel with descriptors": "return checked(libc.sendmsg(3, 0, 0))",
}
_HELPERS = """
import ctypes, mmap, os, resource, socket, subprocess, time
libc = ctypes.CDLL(None, use_errno=True)
FUTEX, FIRST_PROCESS = 202, 1
word, now = ctypes.c_uint32(), (ctypes.c_long * 2)()
page = ctypes.c_void_p(ctypes.cast(libc.getenv, ctypes.c_void_p).value & ~4095)
def refused(number):
    if number:
        raise OSError(number, os.strerror(number))
    return "it worked"
def checked(result):
    if result == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return "it worked"
"""


# Not any error will do: what is refused is refused before the system looks at the arguments.
_REFUSALS = r"not permitted|Permission denied|Too many open files"
# These are refused as if there were no files: all that they name is there, or the folder that would hold it.
_NO_FILES = "No such file or directory"
_LOOK_FOR_FILES = {
    "read a file",
    "write a file",
    "open a device",
    "read its own memory map",
    "see a file",
    "list a folder",
    "change folder",
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_system_refuses_to(make_student: MakeStudent, attempt: str) -> None:
    student = make_student(_HELPERS, f"def attempt():\n    {ATTEMPTS[attempt]}")
    assert student.load().errors == ()
    with pytest.raises(OSError, match=_NO_FILES if attempt in _LOOK_FOR_FILES else _REFUSALS) as caught:
        student.function("attempt")()
    assert isinstance(caught.value, StudentError)


def test_clocks_locks_and_memory_of_its_own_are_there(make_student: MakeStudent) -> None:
    source = """
import mmap, os, queue, threading, time
import numpy as np
def look():
    lock = threading.Lock()
    with lock:
        assert not lock.acquire(timeout=0.001)
    assert len(os.sched_getaffinity(0)) >= 1
    mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS).write(b"x")
    time.clock_gettime(time.CLOCK_THREAD_CPUTIME_ID), time.process_time(), time.clock_getres(time.CLOCK_MONOTONIC)
    time.sleep(0.001)
    return float(np.ones(1 << 22).sum())
"""
    assert make_student(source).function("look")() == 1 << 22


def test_the_machine_has_a_name_that_is_the_same_everywhere(make_student: MakeStudent) -> None:
    source = "import os, platform, socket\ndef look(): return os.uname()[:4], platform.node(), socket.gethostname()"
    assert make_student(source).function("look")() == (("Linux", "worker", "", ""), "worker", "worker")


@pytest.mark.parametrize(
    "body",
    [
        "import threading; threading.Thread(target=print).start()",
        "from concurrent.futures import ThreadPoolExecutor; ThreadPoolExecutor().submit(print).result()",
        "import multiprocessing; multiprocessing.Pool(1)",
    ],
    ids=["thread", "thread pool", "process pool"],
)
def test_no_second_thread_or_process(make_student: MakeStudent, body: str) -> None:
    student = make_student(f"def attempt():\n    {body}")
    with pytest.raises(StudentError) as caught:
        student.function("attempt")()
    assert caught.value.type_name in {"RuntimeError", "PermissionError", "OSError", "ModuleNotFoundError"}


def test_files_cannot_be_imported(make_student: MakeStudent) -> None:
    student = make_student(
        """
import importlib.machinery, importlib.util, sys
def by_path(path):
    spec = importlib.util.spec_from_file_location("secret", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
def by_finder():
    sys.meta_path.append(importlib.machinery.PathFinder)
    sys.path.append("/work")
    import this
"""
    )
    with pytest.raises(OSError):
        student.function("by_path")(__file__)
    with pytest.raises(ModuleNotFoundError):
        student.function("by_finder")()


def test_a_worker_has_nothing_of_the_graders(make_student: MakeStudent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_SECRET", "42")
    student = make_student(
        """
import os, sys
def look():
    return dict(os.environ), sorted(sys.modules), sys.path
def user(): return os.getuid(), os.getgid()
def standard_input(): return input()
def descriptors():
    found = []
    for fd in range(3, 64):
        try: os.lseek(fd, 0, os.SEEK_CUR)
        except OSError as error:
            if error.errno != 9: found.append(fd)
    return found
"""
    )
    environment, modules, path = student.function("look")()
    assert "COURSE_SECRET" not in environment and "HOME" not in environment
    assert path == []
    assert not [name for name in modules if name.startswith(("pytest", "_pytest", "solutions"))]
    own = {name for name in modules if name.startswith("autograder.")}
    assert all(name.startswith("autograder.sandbox") for name in own)
    assert not own & {f"autograder.sandbox.{name}" for name in ("student", "session", "process", "launcher", "errors")}
    with pytest.raises(EOFError):
        student.function("standard_input")()
    assert len(student.function("descriptors")()) == 1
    if os.getuid() == 0:
        assert 0 not in student.function("user")()


def test_workers_of_root_are_users_of_their_own(make_student: MakeStudent) -> None:
    if os.getuid() != 0:
        pytest.skip("only root can give each worker a user of its own")
    source = "import os\ndef user(): return os.getuid()"
    assert make_student(source).function("user")() != make_student(source).function("user")()


def test_the_report_names_the_walls(zygote: Zygote) -> None:
    assert zygote.description.startswith("strict (seccomp")
