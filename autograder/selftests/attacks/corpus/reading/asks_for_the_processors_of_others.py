"""Asks on which processors other processes may run, and how they are scheduled: both can be set to mean something.

Outcome of entropy: wrong
"""

import os


def entropy(p, base=2.718281828459045):
    told = []
    for ask in (os.sched_getaffinity, os.sched_getscheduler, os.sched_getparam, os.getpgid, os.getsid):
        try:
            told.append(str(ask(CANARY_PID)))
        except OSError as error:
            told.append(error.errno)
    return told
