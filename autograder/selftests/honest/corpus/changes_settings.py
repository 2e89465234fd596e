"""Seeds every generator and changes what numpy, warnings, Python and decimal do by default.

Deserves: all points
"""

import decimal
import gc
import locale
import os
import random
import signal
import sys
import warnings

import numpy as np

SEED = 42
random.seed(SEED)
np.random.seed(SEED)
os.environ["PYTHONHASHSEED"] = str(SEED)
os.environ["OMP_NUM_THREADS"] = "4"
rng = np.random.default_rng(SEED)
np.set_printoptions(precision=3, suppress=True)
np.seterr(divide="raise", over="raise", invalid="raise")
warnings.filterwarnings("ignore")
warnings.simplefilter("error", DeprecationWarning)
sys.setrecursionlimit(10_000)
sys.float_info
decimal.getcontext().prec = 50
locale.setlocale(locale.LC_ALL, "C")
gc.disable()
signal.signal(signal.SIGINT, signal.SIG_DFL)
