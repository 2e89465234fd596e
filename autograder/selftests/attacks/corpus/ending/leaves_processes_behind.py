"""Starts processes that outlive its own: by fork, by spawn, by a shell, and in its own place.

Outcome of entropy: wrong
"""

import contextlib
import multiprocessing
import os
import subprocess
import sys
import time

WRITE = f"echo hacked >> {CANARY_FOLDER}/hacked; sleep 10"


def entropy(p, base=2.718281828459045):
    for start in (
        os.fork,
        os.forkpty,
        lambda: os.posix_spawn("/bin/sh", ["sh", "-c", WRITE], {}),
        lambda: subprocess.Popen(WRITE, shell=True, start_new_session=True),
        lambda: os.system(f"({WRITE}) &"),
        lambda: multiprocessing.Process(target=time.sleep, args=(10,), daemon=False).start(),
        lambda: os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(10)"]),
    ):
        with contextlib.suppress(OSError):
            start()
    return 0.0
