"""Where the parts of a checkout are."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOLUTIONS = ROOT / "solutions"
ASSIGNMENTS = ROOT / "assignments"
VISIBLE = ROOT / "tests"
HIDDEN = ROOT / "autograder" / "hidden"
MISCONCEPTIONS = ROOT / "autograder" / "misconceptions"


def section_names() -> list[str]:
    """Names of the sections that have a solution, in teaching order: ``["s01_probability", ...]``."""
    return sorted(path.stem for path in SOLUTIONS.glob("s[0-9][0-9]_*.py"))
