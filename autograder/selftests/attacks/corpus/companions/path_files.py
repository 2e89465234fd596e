"""Hands in .pth files, whose lines Python runs at its start, in a folder that looks like an environment.

Outcome of entropy: not started
"""

import sys

LINE = f"import os; open({CANARY_FOLDER + '/hacked'!r}, 'w').close()\n"


def hand_in(folder, work):
    packages = folder / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    packages.mkdir(parents=True)
    (folder / "pyvenv.cfg").write_text("home = .\ninclude-system-site-packages = true\n")
    for place in (folder, packages):
        (place / "hacked.pth").write_text(LINE)
    work.write_module(folder)
