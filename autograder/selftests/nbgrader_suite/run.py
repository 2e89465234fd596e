"""Run nbgrader's own tests of autograding twice, as they are and with our executor, and compare: `make test-nbgrader`.

Whatever passes with nbgrader's executor must pass with ours. What fails with both is a matter of this machine.
"""

import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

import nbgrader

from autograder.selftests.nbgrader_suite import counting
from autograder.workbook.workbook import ROOT

SUITE = "nbgrader.tests.apps.test_nbgrader_autograde"
HERE = Path(__file__).parent
# nbgrader may be installed below our checkout, in .venv: pytest would then find our configuration and our conftest.py.
NOTHING_OF_OURS = [f"--config-file={os.devnull}", f"--confcutdir={Path(nbgrader.__file__).parent}"]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        stock = pool.submit(outcomes, Path(folder) / "stock", ours=False)
        ours = pool.submit(outcomes, Path(folder) / "ours", ours=True)
        return compare(stock.result(), ours.result())


def compare(stock: dict[str, str], ours: dict[str, str]) -> int:
    """Print what differs; 1 if a test that passes with nbgrader's executor does not pass with ours."""
    worse = [test for test, outcome in stock.items() if outcome == "passed" and ours.get(test) != "passed"]
    for test in worse:
        print(f"{test}: passed with nbgrader's executor, {ours.get(test, 'missing')} with ours")
    passed = sum(outcome == "passed" for outcome in stock.values())
    kept = passed - len(worse)
    print(f"{SUITE}: {passed} of {len(stock)} tests pass with nbgrader's executor, {kept} of them with ours")
    return 1 if worse else 0


def outcomes(folder: Path, *, ours: bool) -> dict[str, str]:
    """Run the tests in a new folder; returns "passed", "failed", "error" or "skipped" by test.

    Raises:
        SystemExit: the tests could not be run, none of them passed, or our executor was not used where it should be.
    """
    link_documents(folder)
    report = folder / "report.xml"
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    environment |= {"PYTHONPATH": str(ROOT), "JUPYTER_CONFIG_DIR": str(folder / "no-jupyter-config")}
    environment |= {"JUPYTER_CONFIG_PATH": str(HERE if ours else folder / "no-jupyter-config")}
    plugins = ["-p", "no:cacheprovider", "-p", counting.__name__]
    command = [sys.executable, "-m", "pytest", "-q", *plugins, *NOTHING_OF_OURS, f"--junitxml={report}"]
    command += [f"--rootdir={folder}", "--pyargs", SUITE]
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    given = re.search(rf"^{counting.NAME}: (\d+)$", run.stdout, re.MULTILINE)
    if given is None or not report.exists():
        sys.exit(f"the tests did not run\n{run.stdout}\n{run.stderr}")
    if (int(given[1]) > 0) != ours:
        sys.exit(f"{given[0]}, which is wrong for this run")
    found = {test.get("name", ""): outcome(test) for test in ElementTree.parse(report).iter("testcase")}
    if "passed" not in found.values():
        sys.exit(f"no test passed\n{run.stdout}\n{run.stderr}")
    if ours and "failed" in found.values():
        print(run.stdout)
    return found


def link_documents(folder: Path) -> None:
    """Some tests read nbgrader's documents by a path that is relative to its checkout."""
    (folder / "nbgrader").mkdir(parents=True)
    (folder / "nbgrader" / "docs").symlink_to(Path(nbgrader.__file__).parent / "docs")


def outcome(test: ElementTree.Element) -> str:
    names = {"failure": "failed", "error": "error", "skipped": "skipped"}
    return next((names[child.tag] for child in test if child.tag in names), "passed")


if __name__ == "__main__":
    sys.exit(main())
