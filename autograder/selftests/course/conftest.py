"""A real course: real nbgrader commands, a real exchange folder, students with folders of their own."""

import csv
import json
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.course.folder import init_course
from autograder.demo.sample_class import SECTION
from autograder.workbook.model import Section
from autograder.workbook.workbook import ROOT, this_workbook

FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(["nbgrader.apps.nbgraderapp"])  # importing it takes longer than most commands
COURSE_ID = "stats"
Edit = Callable[[dict[str, Any]], None]


class NbgraderCourse:
    """An instructor's course folder, an exchange, and a folder for each student."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "course"
        self.exchange = folder / "exchange"
        self.exchange.mkdir()
        self.exchange.chmod(0o777)
        init_course(this_workbook(), self.root, COURSE_ID)
        self.configure("c.ExchangeCollect.check_owner = False")  # the tests may run as root

    def configure(self, *lines: str) -> None:
        """Add lines to the instructor's configuration."""
        path = self.root / "nbgrader_config.py"
        exchange = f"c.Exchange.root = {str(self.exchange)!r}"
        path.write_text("\n".join([path.read_text(), exchange, *lines, ""]))

    def nbgrader(self, *arguments: str, at: Path | None = None, status: int = 0) -> str:
        """Run an nbgrader command as the instructor, or in a student's folder; returns what it printed."""
        output = self.folder / "printed.txt"
        command = FORKED.Process(target=run_nbgrader, args=(arguments, at or self.root, self._environment, output))
        command.start()
        command.join()
        printed = output.read_text(encoding="utf-8")
        assert command.exitcode == status, f"nbgrader {' '.join(arguments)} failed\n{printed}"
        return printed

    def workbook(self, *arguments: str) -> str:
        return self._run([sys.executable, "-m", "autograder.cli", *arguments], self.root)

    def finds(self, *arguments: str) -> str:
        """Run a `workbook` command that must find something wrong; returns what it printed."""
        return self._run([sys.executable, "-m", "autograder.cli", *arguments], self.root, status=1)

    def student(self, name: str) -> Path:
        """A student's folder, with the configuration that students are given."""
        folder = self.folder / name
        if not folder.exists():
            folder.mkdir()
            (folder / "nbgrader_config.py").write_text(
                f"c = get_config()\nc.Exchange.root = {str(self.exchange)!r}\n"
                f"c.Exchange.cache = {str(folder / 'cache')!r}\nc.CourseDirectory.course_id = {COURSE_ID!r}\n"
                f"c.CourseDirectory.student_id = {name!r}\n"  # one user of this machine plays them all
            )
        return folder

    def submit(self, name: str, edit: Edit) -> Path:
        """Fetch (once), edit and submit the notebook; returns it."""
        folder = self.student(name)
        path = folder / SECTION / f"{SECTION}.ipynb"
        if not path.exists():
            self.nbgrader("fetch_assignment", SECTION, at=folder)
        notebook = json.loads(path.read_text(encoding="utf-8"))
        edit(notebook)
        path.write_text(json.dumps(notebook), encoding="utf-8")
        self.nbgrader("submit", SECTION, at=folder)
        return path

    def hand_in(self, name: str, notebook: dict[str, Any], assignment: str = SECTION) -> None:
        """Put a notebook where collect would have put it: what most tests need, without the exchange."""
        path = self.root / "submitted" / name / assignment / f"{assignment}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(notebook), encoding="utf-8")

    def released(self, assignment: str = SECTION) -> dict[str, Any]:
        """The notebook as students get it."""
        path = self.root / "release" / assignment / f"{assignment}.ipynb"
        notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return notebook

    def grades(self, assignment: str = SECTION) -> dict[str, float]:
        """Exported scores of an assignment by student, of those who handed it in."""
        self.nbgrader("export")
        rows = csv.DictReader((self.root / "grades.csv").open(encoding="utf-8"))
        mine = [row for row in rows if row["assignment"] == assignment]
        submitted = {path.parent.name for path in (self.root / "submitted").glob(f"*/{assignment}")}
        return {row["student_id"]: float(row["score"]) for row in mine if row["student_id"] in submitted}

    def cell_outputs(self, name: str, cell_id: str) -> list[dict[str, Any]]:
        """Outputs of a cell in a student's autograded notebook."""
        path = self.root / "autograded" / name / SECTION / f"{SECTION}.ipynb"
        cells = nbformat.read(path, as_version=4).cells
        (cell,) = [c for c in cells if c["metadata"].get("nbgrader", {}).get("grade_id") == cell_id]
        outputs: list[dict[str, Any]] = cell["outputs"]
        return outputs

    @property
    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",  # as in an activated .venv
            "JUPYTER_CONFIG_DIR": str(self.folder / "jupyter"),
            "NO_COLOR": "1",
        }

    def _run(self, command: list[str], folder: Path, status: int = 0) -> str:
        run = subprocess.run(command, cwd=folder, env=self._environment, capture_output=True, text=True, check=False)
        assert run.returncode == status, f"{' '.join(command)} failed\n{run.stdout}\n{run.stderr}"
        return run.stdout + run.stderr


def run_nbgrader(arguments: Sequence[str], folder: Path, environment: Mapping[str, str], output: Path) -> None:
    """Be the command `nbgrader` in this folder and environment; what it prints goes to a file."""
    from nbgrader.apps import nbgraderapp

    with output.open("w", encoding="utf-8") as file:
        for descriptor in (1, 2):
            os.dup2(file.fileno(), descriptor)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["nbgrader", *arguments]
    nbgraderapp.main()


def write_answers(notebook: dict[str, Any], answers: dict[str, str]) -> None:
    """Put answers into the solution cells, as a student does."""
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "").removeprefix("exercise-")
        if name in answers:
            cell["source"] = answers[name]


def add_cell(notebook: dict[str, Any], source: str, kind: str = "code", **metadata: Any) -> None:
    """A cell that a student adds at the end."""
    code: dict[str, Any] = {"outputs": [], "execution_count": None} if kind == "code" else {}
    number = len(notebook["cells"])
    notebook["cells"].append(
        {"cell_type": kind, "id": f"mine-{number}", "source": source, "metadata": metadata, **code}
    )


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory, section: Section) -> NbgraderCourse:
    """A course whose assignment has been generated and released."""
    course = NbgraderCourse(tmp_path_factory.mktemp("nbgrader"))
    course.nbgrader("generate_assignment", SECTION)
    course.nbgrader("release_assignment", SECTION)
    return course
