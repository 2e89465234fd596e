"""Hands in sitecustomize.py and usercustomize.py, which Python runs when it starts and finds them.

Outcome of entropy: not started
"""

HACK = f"""
import builtins
open({CANARY_FOLDER + "/hacked"!r}, "w").close()
builtins.abs = lambda number: 0
"""


def hand_in(folder, work):
    for name in ("sitecustomize.py", "usercustomize.py"):
        (folder / name).write_text(HACK)
    work.write_module(folder)
