"""Ends the worker's loop but not its process, to go on in the loop of the zygote and start a worker without walls.

Outcome of entropy: crashed
"""

import os
import socket

from autograder.sandbox import control, worker, zygote


def out_of_memory(*arguments):
    raise MemoryError


def start_without_walls(*arguments):
    open(CANARY_FOLDER + "/hacked", "w").close()
    raise SystemExit


def entropy(p, base=2.718281828459045):
    os._exit = os.close = os.pidfd_open = socket.send_fds = lambda *arguments: None
    socket.recv_fds = lambda *arguments: (control.pack(control.Fork(1, 1 << 30, 100)), [0], 0, None)
    zygote._start = start_without_walls
    worker.Worker._answer = out_of_memory
    return 0.0
