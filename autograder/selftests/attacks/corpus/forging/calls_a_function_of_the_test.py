"""Asks the grader to call a function of the test, though the test has passed none.

Outcome of entropy: crashed
"""

from autograder.sandbox.wire.frames import pack_frame
from autograder.sandbox.wire.messages import Callback, Node, pack


def forged(request):
    return pack_frame(pack(Callback(0, False, [Node("h", ["own", 0])], [])), ())


reply_with(forged)
