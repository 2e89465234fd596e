"""Hands in files whose names are formulas, options, quotes, patterns and shell commands.

Outcome of entropy: not started
"""

NAMES = (
    "=HYPERLINK(CHAR(104)).py",
    "-p.py",
    "--override-ini=x.py",
    '",100,100,graded,".py',
    "'; touch hacked; '.py",
    "$(touch hacked).ipynb",
    "`touch hacked`.py",
    "*.py",
    "[bold red]all points.py",
    "{0.__class__}%s%n.py",
    "<script>alert(1)<.py",
    "x" * 252 + ".py",
)


def hand_in(folder, work):
    for name in NAMES:
        (folder / name).touch()
    work.write_module(folder)
