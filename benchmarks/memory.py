"""Memory of a warm grader over hundreds of submissions."""

from pathlib import Path

from autograder.demo.sample_class import SECTION
from autograder.grading.channel import Settings
from autograder.grading.warm import WarmGrader
from autograder.workbook.workbook import ROOT
from benchmarks.measuring import SECRET, Ratio, full_submission

EARLY, LATE = 50, 500


def growth() -> list[Ratio]:
    """Resident memory after 500 submissions, over that after 50."""
    forms = full_submission()
    with WarmGrader(Settings(str(ROOT), (SECTION,)), SECRET) as grader:
        for _ in range(EARLY):
            grader.grade(forms)
        early = resident_megabytes(grader)
        for _ in range(LATE - EARLY):
            grader.grade(forms)
        late = resident_megabytes(grader)
    measured = f"{late:.1f} MB / {early:.1f} MB"
    return [Ratio(f"grader's memory after {LATE} / after {EARLY} submissions", measured, late / early, at_most=1.05)]


def resident_megabytes(grader: WarmGrader) -> float:
    status = Path(f"/proc/{grader.pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024
