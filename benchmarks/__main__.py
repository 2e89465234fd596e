"""Run all benchmarks and compare the ratios with what is promised. Exit code 1 if a promise is not kept."""

import sys

from rich.console import Console
from rich.table import Table

from benchmarks import memory, nbgrader, sandbox, warm


def main() -> int:
    table = Table("What", "Measured", "Ratio", "Promised", "Kept")
    kept = True
    for benchmark in (
        warm.fresh_pytest_against_warm_grader,
        sandbox.confined_against_pytest,
        sandbox.confined_against_direct_calls,
        memory.growth,
        nbgrader.through_autograde,
        nbgrader.through_autograde_of_a_large_class,
        nbgrader.through_kept_results,
        nbgrader.through_workbook_grade,
    ):
        ratio = benchmark()
        kept = kept and ratio.kept
        table.add_row(ratio.what, ratio.measured, f"{ratio.value:.2f}", ratio.promise, "yes" if ratio.kept else "NO")
    Console().print(table)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
