"""Makes the channel to the grader the place where Python notes signals, and asks for signals and reports there.

Outcome of entropy: wrong
"""

import faulthandler
import gc
import signal

worker = next(found for found in gc.get_objects() if type(found).__name__ == "Worker")


def entropy(p, base=2.718281828459045):
    for ask, arguments in (
        (faulthandler.dump_traceback_later, (0.01, True, worker._channel)),
        (signal.set_wakeup_fd, (worker._channel,)),
        (signal.setitimer, (signal.ITIMER_REAL, 0.01)),
    ):
        try:
            ask(*arguments)
        except (OSError, RuntimeError, ValueError):
            continue
    return -1.0
