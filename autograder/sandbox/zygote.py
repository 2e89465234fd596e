"""A clean process that forks workers: it has imported numpy and scipy once, and never a test, a reference or a score.

It is started by exec with an empty environment, so that nothing of the grader's memory is in it or in its children.
"""

import contextlib
import gc
import os
import socket
from pathlib import Path
from typing import NoReturn

from autograder.sandbox import confinement, control, preload, worker
from autograder.sandbox.confinement import Allowance, Walls
from autograder.sandbox.control import Ended, Fork, Hello, Reap, Refused, Started, pack, unpack_request
from autograder.sandbox.wire.frames import pack_frame
from autograder.sandbox.wire.messages import MESSAGE_MAX, Failed
from autograder.sandbox.wire.messages import pack as pack_message

_EXIT_NOT_CONFINED = 70


def main(control_fd: int, isolation: str) -> NoReturn:
    """Serve the grader until it closes the control socket."""
    connection = socket.socket(fileno=control_fd)
    try:
        walls = _prepare(isolation)
    except Exception as error:
        connection.send(pack(Refused(0, f"{type(error).__name__}: {error}"[:MESSAGE_MAX])))
        os._exit(1)
    try:
        connection.send(pack(Hello(walls.landlock_abi if walls else 0)))
        _serve(connection, walls)
    except ConnectionError:  # the grader was killed in the middle of a request
        os._exit(0)


def _prepare(isolation: str) -> Walls | None:
    preload.preload()
    walls = confinement.build_walls() if isolation == "strict" else None
    # Here and not in the children: forgetting the folders on the path touches, and so copies, much of the memory.
    preload.close_imports()
    # The children share this memory; a collection there would touch, and so copy, all of it.
    gc.collect()
    gc.freeze()
    # A lock held by another thread at the time of a fork is held for ever in the child.
    if len(list(Path("/proc/self/task").iterdir())) > 1:
        raise RuntimeError("a library started threads although it was told not to, so forking is not safe")
    return walls


def _serve(connection: socket.socket, walls: Walls | None) -> NoReturn:
    count = 0
    while True:
        packet, fds, _, _ = socket.recv_fds(connection, control.PACKET_MAX, 1)
        if not packet:  # the grader has gone; the kernel now ends the workers
            os._exit(0)
        request = unpack_request.decode(packet)
        if isinstance(request, Reap):
            connection.send(pack(_reap(request)))
        else:
            count += 1
            _start(connection, request, fds[0], walls, count)


def _reap(request: Reap) -> Ended | Refused:
    try:
        _, status, usage = os.wait4(request.pid, 0)
    except ChildProcessError as error:
        return Refused(request.number, str(error))
    return Ended(request.number, status, usage.ru_utime + usage.ru_stime)


def _start(connection: socket.socket, request: Fork, channel: int, walls: Walls | None, count: int) -> None:
    parent = os.getpid()
    allowance = Allowance(confinement.address_space() + request.memory, request.cpu_seconds)
    try:
        pid = os.fork()
    except OSError as error:
        os.close(channel)
        connection.send(pack(Refused(request.number, f"a process could not be started: {error.strerror}")))
        return
    if pid == 0:
        _become_worker(channel, allowance, parent, walls, count)
    os.close(channel)
    pidfd = os.pidfd_open(pid)
    socket.send_fds(connection, [pack(Started(request.number, pid))], [pidfd])
    os.close(pidfd)


def _become_worker(channel: int, allowance: Allowance, parent: int, walls: Walls | None, count: int) -> NoReturn:
    try:
        if walls is None:
            confinement.detach(channel, allowance, parent)
        else:
            confinement.confine(channel, allowance, parent, walls, confinement.user_number(count))
    except BaseException as error:
        message = Failed(f"{type(error).__name__}: {error}"[:MESSAGE_MAX])
        with contextlib.suppress(OSError):
            os.write(channel, pack_frame(pack_message(message), ()))
        os._exit(_EXIT_NOT_CONFINED)
    try:
        worker.serve(channel)
    finally:  # never back into the zygote's loop
        os._exit(_EXIT_NOT_CONFINED)
