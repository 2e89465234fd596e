"""The student notebook in a real kernel."""

import shutil
from collections.abc import Callable

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

from autograder.demo.sample_class import Sample
from autograder.workbook.model import Section
from autograder.workbook.workbook import this_workbook

WRONG = "def entropy(p, base=math.e):\n    return -1.0"

Run = Callable[[dict[str, str]], NotebookNode]


@pytest.fixture(scope="module")
def run(section: Section, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run the notebook with these answers, from a folder that has nothing of ours in it but its data."""
    folder = tmp_path_factory.mktemp("notebook")
    for name in section.data:
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(this_workbook().assignments / name, folder / name)

    def execute(answers: dict[str, str]) -> NotebookNode:
        notebook = nbformat.reads(Sample(answers, suffix=".ipynb").text(section), as_version=4)
        resources = {"metadata": {"path": str(folder)}}
        NotebookClient(notebook, kernel_name="python3", resources=resources, allow_errors=True).execute()
        return NotebookNode(notebook)

    return execute


def outputs(notebook: NotebookNode, cell_id: str) -> str:
    (cell,) = [cell for cell in notebook.cells if cell.id == cell_id]
    return "".join(out.get("text", "") or "\n".join(out.get("traceback", [])) for out in cell.outputs)


def test_a_finished_notebook_runs_from_top_to_bottom(run: Run, section: Section, answers: dict[str, str]) -> None:
    notebook = run(answers)
    for name in section.exercises:
        text = outputs(notebook, f"check-{name}")
        assert "right: " in text and "wrong: " not in text and "not started" not in text
    errors = [out for cell in notebook.cells for out in cell.get("outputs", []) if out.output_type == "error"]
    assert errors == []
    plots = [
        cell.id for cell in notebook.cells if any("image/png" in out.get("data", {}) for out in cell.get("outputs", []))
    ]
    assert len(plots) >= 4


def test_check_cells_tell_not_started_from_wrong(run: Run) -> None:
    notebook = run({"entropy": WRONG})
    assert "not started: self information" in outputs(notebook, "check-self_information")
    wrong = outputs(notebook, "check-entropy")
    assert "wrong: entropy of a fair coin" in wrong and "yours     -1.0" in wrong and "checks failed" in wrong


def test_check_cells_need_nothing_but_numpy(section: Section) -> None:
    notebook = nbformat.reads(Sample({}, suffix=".ipynb").text(section), as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("workbook", {}).get("role") in ("setup", "check"):
            imported = {
                line.split()[1].partition(".")[0]
                for line in cell.source.splitlines()
                if line.startswith(("import ", "from "))
            }
            assert imported <= {"numpy", "collections", "types", "typing", "inspect", "os"}
