"""A limit on how long a learner's code may take, on every system: a thread wakes the one that is stuck."""

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SECONDS = 5.0
"""So long may a check take."""
ATTEMPTS = 10
"""So often it is woken: a bare ``except:`` may swallow the first."""


class TooSlow(BaseException):
    """A check did not end in time. No Exception, so that a learner's ``except Exception`` does not catch it."""


@contextmanager
def time_limit(seconds: float = SECONDS) -> Iterator[None]:
    """Raise `TooSlow` in the block when it has taken too long, at the next line of Python that it runs.

    A call into compiled code is not interrupted: it ends first.
    """
    stuck = threading.get_ident()
    over = threading.Event()
    lock = threading.Lock()

    def watch() -> None:
        for _ in range(ATTEMPTS):
            if over.wait(seconds):
                return
            with lock:
                if not over.is_set():
                    _raise_in(stuck, TooSlow)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    except TooSlow as error:
        error.args = (f"did not return within {seconds:g} s",)
        raise
    finally:
        with lock:
            over.set()
        watcher.join()


def _raise_in(thread: int, error: type[BaseException]) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error))
