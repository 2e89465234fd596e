"""The student notebook in a real kernel."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

from autograder.course.data import companions
from autograder.demo.sample_class import Sample
from autograder.workbook.model import Section
from autograder.workbook.workbook import this_workbook

WRONG = "def entropy(p, base=math.e):\n    return -1.0"

Run = Callable[..., NotebookNode]


@pytest.fixture(scope="module")
def run(section: Section, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run the notebook with these answers, from a folder that has nothing of ours in it but its companions."""
    folder = tmp_path_factory.mktemp("notebook")
    for name, origin in companions(this_workbook(), section).items():
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(origin, folder / name)

    def execute(answers: dict[str, str], *own: str) -> NotebookNode:
        notebook = nbformat.reads(Sample(answers, suffix=".ipynb").text(section), as_version=4)
        notebook.cells += [nbformat.v4.new_code_cell(source, id=f"own-{i}") for i, source in enumerate(own)]
        # A busy kernel may send one print in two pieces; a notebook on screen joins them, and so does this.
        client = NotebookClient(notebook, kernel_name="python3", allow_errors=True, coalesce_streams=True)
        client.resources = {"metadata": {"path": str(folder)}}
        client.execute()
        return NotebookNode(notebook)

    return execute


def outputs(notebook: NotebookNode, cell_id: str) -> str:
    (cell,) = [cell for cell in notebook.cells if cell.id == cell_id]
    shown = [
        out.get("text") or out.get("data", {}).get("text/plain") or "\n".join(out.get("traceback", []))
        for out in cell.outputs
    ]
    return "\n".join(shown)


def unstyled(text: str) -> str:
    """Without the codes that colour a traceback."""
    return re.sub(r"\x1b\[[\d;]*m", "", text)


def test_a_finished_notebook_runs_from_top_to_bottom(run: Run, section: Section, answers: dict[str, str]) -> None:
    notebook = run(answers)
    for name in section.exercises:
        assert re.match(rf"{name}: all \d+ checks pass.\n", outputs(notebook, f"check-{name}"))
    errors = [out for cell in notebook.cells for out in cell.get("outputs", []) if out.output_type == "error"]
    assert errors == []
    plots = [
        cell.id for cell in notebook.cells if any("image/png" in out.get("data", {}) for out in cell.get("outputs", []))
    ]
    assert len(plots) >= 4


def test_a_check_cell_shows_the_call_the_known_mistake_and_no_traceback(run: Run) -> None:
    notebook = run({"self_information": "def self_information(p, base=2):\n    return -math.log2(p)", "entropy": WRONG})
    assert outputs(notebook, "check-cross_entropy") == "cross_entropy is not written yet.\n"
    text = outputs(notebook, "check-self_information")
    assert "call      self_information(0.25, base=2.718281828459045)\nyours     2.0\nexpected  1.386" in text
    assert text.count("It looks like a known mistake: This is always in bits") == 1
    assert "Traceback" not in text and "4 of 5 checks fail" in text
    assert "entropy: 7 of 7 checks fail" in outputs(notebook, "check-entropy")


def test_an_earlier_exercise_that_only_this_answer_uses_is_to_be_mended_first(
    run: Run, answers: dict[str, str]
) -> None:
    """The reference of kl_divergence does without entropy."""
    by_entropy = "def kl_divergence(p, q, base=math.e):\n    return cross_entropy(p, q, base) - entropy(p, base)"
    notebook = run(answers | {"entropy": WRONG, "kl_divergence": by_entropy})
    told = "kl_divergence builds on entropy, which is not right yet: mend that first."
    assert told in outputs(notebook, "check-kl_divergence")


def test_an_error_in_a_cell_of_ones_own_is_shown(run: Run) -> None:
    notebook = run({}, "print(maht.pi)", "1 / 0")
    assert "NameError: name 'maht' is not defined" in unstyled(outputs(notebook, "own-0"))
    assert "ZeroDivisionError: division by zero" in unstyled(outputs(notebook, "own-1"))


def test_what_needs_names_of_a_plot_that_was_stopped_says_so_in_a_line(run: Run) -> None:
    limit = "import workbook_checks\nworkbook_checks.PLOT_SECONDS = 0.5"
    notebook = run({}, limit, "while True:\n    pass\nbase = plt.bar", "top = base", "top + 1")
    assert outputs(notebook, "own-1").startswith("Stopped: ")
    assert outputs(notebook, "own-2") == "Not yet: base comes from a cell above that did not come to its end.\n"
    assert outputs(notebook, "own-3") == "Not yet: top comes from a cell above that did not come to its end.\n"


def test_an_answer_that_does_not_return_is_stopped_in_its_check_and_in_each_plot(run: Run) -> None:
    stuck = "import workbook_checks\nworkbook_checks.PLOT_SECONDS = 2.0\n\n"
    stuck += "def entropy(p, base=math.e):\n    while True:\n        p = p"
    notebook = run({"entropy": stuck})
    text = outputs(notebook, "check-entropy")
    assert text.count("entropy was stopped: it did not return.") == 2, "above the call, and in the error"
    assert text.count("call      entropy(") == 1
    assert "yours     did not return within 5 s" in text and ", in entropy: " in text
    plots = [outputs(notebook, cell.id) for cell in notebook.cells if cell.id.startswith("demo-")]
    stopped = "Stopped: this did not come to its end within 2 s. The checks say which function is slow.\n"
    assert stopped in plots and {text for text in plots if not text.startswith("Not yet: ")} == {stopped}


def test_what_needs_an_unwritten_exercise_says_so_in_a_line_and_all_else_runs(run: Run) -> None:
    notebook = run({})
    shown = {cell.id: outputs(notebook, cell.id) for cell in notebook.cells if cell.cell_type == "code"}
    demos = [text for cell, text in shown.items() if cell.startswith("demo-")]
    assert len(demos) >= 4 and all(text.startswith("Not yet: ") and text.count("\n") == 1 for text in demos)
    assert all(out.output_type != "error" for cell in notebook.cells for out in cell.get("outputs", []))


@pytest.mark.parametrize("right", [True, False], ids=["right answers", "a wrong answer"])
def test_nbgraders_validate_tells_the_truth(
    section: Section, answers: dict[str, str], tmp_path: Path, right: bool
) -> None:
    for name, origin in companions(this_workbook(), section).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(origin, tmp_path / name)
    notebook = tmp_path / f"{section.name}.ipynb"
    notebook.write_text(Sample(answers if right else answers | {"entropy": WRONG}, suffix=".ipynb").text(section))
    command = [sys.executable, "-m", "nbgrader", "validate", str(notebook)]
    report = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert ("Success! Your notebook passes all the tests." in report) == right
    assert ("entropy: 7 of 7 checks fail" in report) != right


def test_check_cells_need_nothing_but_the_module_beside_them(section: Section) -> None:
    notebook = nbformat.reads(Sample({}, suffix=".ipynb").text(section), as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("workbook", {}).get("role") in ("setup", "check"):
            imported = {
                line.split()[1].partition(".")[0]
                for line in cell.source.splitlines()
                if line.startswith(("import ", "from "))
            }
            assert imported <= {"workbook_checks"}
