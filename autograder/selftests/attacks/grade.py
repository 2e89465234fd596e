"""Grade a folder of submissions with small limits, and print how much memory a grader needed at most, in bytes.

``python -m autograder.selftests.attacks.grade SUBMISSIONS RESULTS [strict|none]``, a process of its own, so that it can
be run as another user.
"""

import sys
from pathlib import Path

from autograder.demo.sample_class import SECTION
from autograder.grading.channel import Settings
from autograder.grading.classroom import Classroom, Graded
from autograder.sandbox.limits import Limits
from autograder.workbook.workbook import ROOT

LIMITS = Limits(cpu_per_call=0.5, wall_per_call=3.0, cpu_per_function=2.0, wall_per_function=6.0, memory=1 << 29)
PROCESSES = 3  # on two cores: many attacks sleep
SECRET = b"what the hidden inputs of this class follow from"


def peak_memory() -> int:
    """Bytes that the largest of this process and the graders, its children, has needed.

    Other children read students' files: they are there to be ended when one of them takes too much.
    """
    family = [pid for children in Path("/proc/self/task").glob("*/children") for pid in children.read_text().split()]
    graders = [pid for pid in family if b"autograder.grading.serve" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    statuses = [Path(f"/proc/{pid}/status").read_text() for pid in ("self", *graders)]
    lines = [line for status in statuses for line in status.splitlines()]
    return max(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def main(submissions: Path, results: Path, isolation: str) -> None:
    peak = 0

    def look(graded: Graded) -> None:
        nonlocal peak
        peak = max(peak, peak_memory())

    settings = Settings(str(ROOT), (SECTION,), isolation, LIMITS)  # type: ignore[arg-type]  # checked where it is used
    Classroom(submissions, results, settings, SECRET, PROCESSES).grade(look)
    print(peak)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "strict")
