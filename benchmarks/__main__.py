"""Run all benchmarks and compare the ratios with what is promised. Exit code 1 if a promise is not kept."""

import sys

from rich.console import Console
from rich.table import Table

from benchmarks import memory, nbgrader, sandbox, suites, warm


def main() -> int:
    table = Table("What", "Measured", "Ratio", "Promised", "Kept")
    kept = True
    for benchmark in (
        warm.fresh_pytest_against_warm_grader,
        sandbox.confined_against_pytest,
        sandbox.confined_against_direct_calls,
        sandbox.whole_submission_against_bare_calls,
        memory.growth,
        nbgrader.through_autograde,
        nbgrader.through_workbook_grade,
        nbgrader.of_a_huge_class,
    ):
        for ratio in benchmark():
            kept = kept and ratio.kept
            told = "yes" if ratio.kept else "NO"
            table.add_row(ratio.what, ratio.measured, f"{ratio.value:.2f}", ratio.promise, told)
    Console().print(table)
    for dear in suites.dearest():
        Console().print(dear)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
