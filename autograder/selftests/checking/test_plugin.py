"""Plain pytest, as a learner runs it: what is skipped, what fails, and what it says."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.workbook.model import Section
from autograder.workbook.modules import module_text
from autograder.workbook.notebooks import notebook_text
from autograder.workbook.paths import ROOT

ENTROPY_WITHOUT_GUARD = """
def entropy(p, base=math.e):
    p = as_distribution(p)
    return float(-np.sum(p * np.log(p)) / math.log(base))
"""


def check(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", f"--submission={folder}", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture
def module(tmp_path: Path, section: Section) -> Path:
    return tmp_path / f"{section.name}.py"


def test_a_fresh_start_is_green_and_says_what_to_do(module: Path, section: Section) -> None:
    module.write_text(module_text(section))
    run = check(module.parent, f"--only={section.name}")
    assert run.returncode == 0
    assert f"0 of {len(section.exercises)} right" in run.stdout
    assert "Next: self_information" in run.stdout
    assert " passed" not in run.stdout


def test_right_answers_pass_in_both_forms(module: Path, section: Section, answers: dict[str, str]) -> None:
    module.write_text(module_text(section, answers))
    module.with_suffix(".ipynb").write_text(notebook_text(section, answers))
    run = check(module.parent, "-vv", f"--only={section.name}")
    assert run.returncode == 0
    assert f"{len(section.exercises)} of {len(section.exercises)} right" in run.stdout
    assert "All checks pass." in run.stdout
    assert "[py] PASSED" in run.stdout and "[ipynb] PASSED" in run.stdout


def test_only_the_form_that_was_begun_is_checked(module: Path, section: Section, answers: dict[str, str]) -> None:
    module.write_text(module_text(section))
    module.with_suffix(".ipynb").write_text(notebook_text(section, {"entropy": answers["entropy"]}))
    run = check(module.parent, "-vv", "--only=entropy")
    assert run.returncode == 0
    assert "[ipynb] PASSED" in run.stdout and "[py]" not in run.stdout


def test_a_wrong_answer_shows_call_result_expectation_and_the_known_mistake(module: Path, section: Section) -> None:
    module.write_text(module_text(section, {"entropy": ENTROPY_WITHOUT_GUARD}))
    run = check(module.parent)
    assert run.returncode == 1
    assert "call      entropy([1.0, 0.0, 0.0])\nyours     nan\nexpected  0.0\n" in run.stdout
    assert run.stdout.count("It looks like a known mistake: 0 * log(0) is nan") == 1
    assert "Mend: entropy" in run.stdout


def test_an_error_in_the_answer_shows_the_learners_own_line(module: Path, section: Section) -> None:
    module.write_text(module_text(section, {"entropy": "def entropy(p, base=math.e):\n    return undefined + 1"}))
    run = check(module.parent)
    assert "yours     raised NameError: name 'undefined' is not defined" in run.stdout
    assert f"of {module.name}, in entropy: return undefined + 1" in run.stdout


def test_a_file_that_does_not_load_is_told_once_with_its_line(module: Path, section: Section) -> None:
    module.write_text(module_text(section) + "def broken(:\n")
    run = check(module.parent)
    assert run.returncode == 1
    assert run.stdout.count("SyntaxError: invalid syntax") == 1
    line = len(module.read_text().splitlines())
    assert f"{module.name}, line {line}: SyntaxError" in run.stdout


def test_a_function_that_is_gone_is_named(module: Path, section: Section) -> None:
    module.write_text("entropy = None\n")
    assert f"{module.name} has no function entropy" in check(module.parent).stdout


def test_a_mistake_in_an_earlier_exercise_is_to_be_mended_first(
    module: Path, section: Section, answers: dict[str, str]
) -> None:
    shifted = "def log_softmax(x, axis=-1):\n    return np.asarray(x, dtype=float) - 1.0"
    module.write_text(module_text(section, answers | {"log_softmax": shifted}))
    run = check(module.parent)
    assert "It builds on log_softmax: mend that first." in run.stdout
    assert "Mend: log_softmax" in run.stdout


def test_a_check_that_needs_an_unwritten_function_is_skipped(
    module: Path, section: Section, answers: dict[str, str]
) -> None:
    module.write_text(module_text(section, {"kl_divergence": answers["kl_divergence"]}))
    run = check(module.parent, "--only=kl_divergence")
    assert run.returncode == 0
    assert "skipped" in run.stdout and "failed" not in run.stdout


def test_a_folder_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    run = check(tmp_path / "nowhere")
    assert run.returncode == 4
    assert "there is no folder" in run.stderr


def test_the_plugin_needs_nothing_but_numpy_and_pytest() -> None:
    """It is given to students with the checks: what it loads must be there."""
    code = "import sys, autograder.learning.plugin; print({m.partition('.')[0] for m in sys.modules})"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"scipy", "msgspec", "rich", "typer", "jupytext", "nbformat"} & ast.literal_eval(run.stdout)


def test_what_cannot_be_imported_while_grading_is_named(
    module: Path, section: Section, answers: dict[str, str]
) -> None:
    own = "\nimport json, helpers.more\nimport scipy.stats, matplotlib.pyplot as plt\nfrom IPython import display\n"
    later = "def plot():\n    import seaborn\n    from . import one\n    from .two import three\n"
    module.write_text(module_text(section, answers) + own + later)
    run = check(module.parent, "--only", "entropy")
    assert f"{module.name} imports helpers, seaborn: not there while grading. Available are numpy" in run.stdout


def test_a_notebook_has_what_ipython_puts_there(module: Path, section: Section, answers: dict[str, str]) -> None:
    exported = "get_ipython().run_line_magic('matplotlib', 'inline')\ndisplay(1)\n"
    module.write_text(exported + module_text(section, answers))
    assert check(module.parent, "--only", "entropy").returncode == 0
