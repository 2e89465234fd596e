"""Fills the disk: by temporary files, files in memory, and a file where everyone may write.

Outcome of entropy: wrong
"""

import contextlib
import os
import tempfile


def entropy(p, base=2.718281828459045):
    for make in (
        tempfile.TemporaryFile,
        tempfile.NamedTemporaryFile,
        lambda: os.fdopen(os.memfd_create("hacked"), "wb"),
        lambda: open(CANARY_FOLDER + "/hacked", "wb"),
    ):
        with contextlib.suppress(OSError), make() as file:
            for _ in range(100):
                file.write(bytes(1 << 20))
    return 0.0
