"""Hands in a __pycache__ with other code than the module's, marked as not to be compared with it.

Outcome of entropy: not started
"""

import py_compile

HACK = f"open({CANARY_FOLDER + '/hacked'!r}, 'w').close()"


def hand_in(folder, work):
    path = work.write_module(folder, HACK)
    py_compile.compile(str(path), invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
    work.write_module(folder)
