"""Ignores every signal and swallows every error, so that nothing can end it.

Outcome of entropy: timed out
"""

import contextlib
import signal


def entropy(p, base=2.718281828459045):
    for number in signal.valid_signals():
        with contextlib.suppress(OSError):
            signal.signal(number, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    while True:
        with contextlib.suppress(BaseException):
            while True:
                pass
