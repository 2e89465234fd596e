"""Starts programs in several ways, to print one file and to write another.

Outcome of entropy: wrong
"""

import os
import subprocess

WRITE = ["/bin/sh", "-c", f"echo hacked > {CANARY_FOLDER}/hacked"]
WAYS = [
    lambda: subprocess.run(["cat", CANARY_FILE], capture_output=True, text=True).stdout,
    lambda: os.popen(f"cat {CANARY_FILE}").read(),
    lambda: os.system(WRITE[2]),
    lambda: os.posix_spawn(WRITE[0], WRITE, {}),
    lambda: os.fork() or os.execv(WRITE[0], WRITE),
]


def entropy(p, base=2.718281828459045):
    found = []
    for way in WAYS:
        try:
            found.append(way())
        except OSError as error:
            found.append(str(error))
    return found
