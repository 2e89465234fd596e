"""Sends SIGKILL to a process of the grader's user.

Outcome of entropy: wrong
"""

import os
import signal


def entropy(p, base=2.718281828459045):
    os.kill(CANARY_PID, signal.SIGKILL)
