"""Stops, interrupts and kills itself, its thread and its group in every way that there is.

Outcome of entropy: wrong
"""

import contextlib
import os
import signal
import threading

WAYS = (
    signal.raise_signal,
    lambda number: os.kill(os.getpid(), number),
    lambda number: os.kill(0, number),
    lambda number: os.killpg(os.getpgid(0), number),
    lambda number: signal.pthread_kill(threading.get_ident(), number),
)


def entropy(p, base=2.718281828459045):
    for number in (signal.SIGSTOP, signal.SIGTSTP, signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        for send in WAYS:
            with contextlib.suppress(OSError):
                send(number)
    return 0.0
