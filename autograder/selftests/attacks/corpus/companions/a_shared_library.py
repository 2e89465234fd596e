"""Hands in a library in machine code, and loads it.

Outcome of entropy: wrong
"""

import importlib.machinery
import shutil
from pathlib import Path

import numpy.random

ATTACK = """
def entropy(p, base=2.718281828459045):
    import ctypes
    return str(ctypes.CDLL(LIBRARY))
"""


def hand_in(folder, work):
    suffix = importlib.machinery.EXTENSION_SUFFIXES[0]
    library = Path(numpy.random.__file__).with_name(f"_common{suffix}")
    path = shutil.copy(library, folder / f"answers{suffix}")
    work.write_module(folder, ATTACK.replace("LIBRARY", repr(str(path))))
