"""Raises the limits of its process for files, processes, memory and time, and takes more memory than it may.

Outcome of entropy: wrong
"""

import resource

import numpy as np

NAMES = ("NOFILE", "NPROC", "FSIZE", "AS", "CPU")


def entropy(p, base=2.718281828459045):
    found = []
    for name in NAMES:
        kind = getattr(resource, f"RLIMIT_{name}")
        try:
            resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            found.append(name)
        except (OSError, ValueError) as error:
            found.append(str(error))
    try:
        found.append(np.empty(1 << 27).nbytes)
    except MemoryError as error:
        found.append(str(error))
    return found
