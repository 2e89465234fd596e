"""Starts threads that go on after the call and solve the other exercises in the meantime.

Outcome of entropy: wrong
"""

import _thread
import concurrent.futures
import contextlib
import math
import sys
import threading
import time


def answer():
    while True:
        time.sleep(0.01)
        vars(sys.modules["student"])["perplexity"] = math.exp


def entropy(p, base=2.718281828459045):
    for start in (
        lambda: threading.Thread(target=answer, daemon=True).start(),
        lambda: _thread.start_new_thread(answer, ()),
        lambda: concurrent.futures.ThreadPoolExecutor().submit(answer),
    ):
        with contextlib.suppress(RuntimeError):
            start()
    return 0.0
