"""A full submission of one section: a warm grader with its sandbox against a fresh pytest process without one."""

import subprocess
import sys
import tempfile
from pathlib import Path

from autograder.demo.sample_class import SECTION
from autograder.grading.channel import Settings
from autograder.grading.warm import WarmGrader
from autograder.workbook.workbook import ROOT
from benchmarks.measuring import SECRET, SUITE, Ratio, full_submission, median_seconds


def fresh_pytest_against_warm_grader() -> list[Ratio]:
    forms = full_submission()
    with tempfile.TemporaryDirectory() as folder, WarmGrader(Settings(str(ROOT), (SECTION,)), SECRET) as grader:
        module = Path(folder) / "student.py"
        module.write_text(forms[SECTION][0].cells[0].source, encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-q", f"--submission={module}", *SUITE]

        def fresh_process() -> None:
            subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)

        fresh = median_seconds(fresh_process, rounds=7)
        grader.start()
        (result,) = grader.grade(forms)
        assert result.points == result.max_points
        warm = median_seconds(lambda: grader.grade(forms), rounds=50)
    measured = f"{fresh * 1000:.0f} ms / {warm * 1000:.0f} ms"
    return [Ratio("fresh pytest process / warm grader, one submission", measured, fresh / warm, at_least=10)]
