"""Plain pytest, as a learner runs it: what is skipped, what fails, and what it says."""

import ast
import shutil
import subprocess
import sys

import pytest

from autograder.workbook.model import Section
from autograder.workbook.modules import module_text
from autograder.workbook.notebooks import notebook_text
from autograder.workbook.workbook import ROOT, Workbook

MEDIAN = "def average(values):\n    return float(np.median(values))\n"


class Learner:
    """Someone who works through the toy workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.section: Section = workbook.section("s90_toys")
        self.module = workbook.assignments / "s90_toys.py"
        self.notebook = self.module.with_suffix(".ipynb")
        for name in ("conftest.py", "pyproject.toml"):
            shutil.copy(ROOT / name, workbook.root)

    @property
    def answers(self) -> dict[str, str]:
        return {name: exercise.source for name, exercise in self.section.exercises.items()}

    def write(self, answers: dict[str, str], extra: str = "") -> None:
        self.module.write_text(module_text(self.section, answers) + extra)

    def write_notebook(self, answers: dict[str, str]) -> None:
        checks = self.workbook.visible_checks("s90_toys")
        self.notebook.write_text(notebook_text(self.section, checks, answers))

    def check(self, *options: str, folder: str = ".") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pytest", "-q", *options]
        return subprocess.run(command, cwd=self.workbook.root / folder, capture_output=True, text=True, check=False)


@pytest.fixture
def learner(toy: Workbook) -> Learner:
    return Learner(toy)


def test_a_fresh_start_is_green_and_says_what_to_do(learner: Learner) -> None:
    run = learner.check()
    assert run.returncode == 0
    assert "0 of 3 right" in run.stdout
    assert "Next: double" in run.stdout
    assert " passed" not in run.stdout


def test_right_answers_pass_in_both_forms(learner: Learner) -> None:
    learner.write(learner.answers)
    learner.write_notebook(learner.answers)
    run = learner.check("-vv")
    assert run.returncode == 0
    assert "3 of 3 right" in run.stdout
    assert "All checks pass." in run.stdout
    assert "[py] PASSED" in run.stdout and "[ipynb] PASSED" in run.stdout


def test_only_the_form_that_was_begun_is_checked(learner: Learner) -> None:
    learner.write_notebook({"double": learner.answers["double"]})
    run = learner.check("-vv", "--only=double")
    assert run.returncode == 0
    assert "[ipynb] PASSED" in run.stdout and "[py]" not in run.stdout


def test_it_works_in_the_folder_and_on_the_file_that_one_works_on(learner: Learner) -> None:
    learner.write({"double": learner.answers["double"]})
    in_the_folder = learner.check(folder="assignments")
    on_the_file = learner.check("assignments/s90_toys.py")
    assert in_the_folder.returncode == on_the_file.returncode == 0
    assert "1 of 3 right" in in_the_folder.stdout and "1 of 3 right" in on_the_file.stdout


def test_a_submission_may_lie_anywhere(learner: Learner, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("elsewhere")
    learner.write(learner.answers)
    learner.module.rename(folder / learner.module.name)
    for options in (["--submission", str(folder)], [f"--submission={folder}"]):
        run = learner.check(*options)
        assert run.returncode == 0, run.stderr
        assert "3 of 3 right" in run.stdout


def test_what_was_not_checked_is_not_counted(learner: Learner) -> None:
    learner.write(learner.answers)
    run = learner.check("--only=average")
    assert "1 of 1 right" in run.stdout
    assert "All checks pass." in run.stdout and "Next" not in run.stdout


def test_a_wrong_answer_shows_call_result_expectation_and_the_known_mistake(learner: Learner) -> None:
    learner.write({"average": MEDIAN})
    run = learner.check()
    assert run.returncode == 1
    assert "call      average([1.0, 2.0, 6.0])\nyours     2.0\nexpected  3.0\n" in run.stdout
    assert run.stdout.count("It looks like a known mistake: This is the middle number.") == 1
    assert "Mend: average" in run.stdout


def test_an_error_in_the_answer_shows_the_learners_own_line(learner: Learner) -> None:
    learner.write({"double": "def double(x):\n    return undefined + 1"})
    run = learner.check()
    assert "yours     raised NameError: name 'undefined' is not defined" in run.stdout
    assert "of s90_toys.py, in double: return undefined + 1" in run.stdout


def test_a_file_that_does_not_load_is_told_once_with_its_line(learner: Learner) -> None:
    learner.write({}, "def broken(:\n")
    run = learner.check()
    assert run.returncode == 1
    assert run.stdout.count("SyntaxError: invalid syntax") == 1
    line = len(learner.module.read_text().splitlines())
    assert f"s90_toys.py, line {line}: SyntaxError: invalid syntax\n    def broken(:\n               ^\n" in run.stdout


def test_a_function_that_is_gone_is_named(learner: Learner) -> None:
    learner.module.write_text("double = 2\ndef avarage(values): ...\n")
    run = learner.check()
    assert "s90_toys.py gives the name double to 2 as well: then it is no function" in run.stdout
    assert "s90_toys.py has no function average; was it renamed to avarage?" in run.stdout
    assert "s90_toys.py has no function spread\n" in run.stdout


def test_a_mistake_in_an_earlier_exercise_is_to_be_mended_first(learner: Learner) -> None:
    learner.write(learner.answers | {"average": MEDIAN})
    run = learner.check()
    assert "spread builds on average, not right yet: mend that first." in run.stdout
    assert "Mend: average" in run.stdout
    alone = learner.check("--only=spread")
    assert "spread builds on average, not right yet: mend that first." in alone.stdout


def test_an_earlier_exercise_that_only_the_learner_uses_is_to_be_mended_first(learner: Learner) -> None:
    """The reference of average does without double."""
    halved = "def average(values):\n    return double(sum(values) / len(values)) / 2\n"
    learner.write({"double": "def double(x):\n    return x * x\n", "average": halved})
    run = learner.check("--only=average")
    assert "average builds on double, not right yet: mend that first." in run.stdout


def test_a_check_that_needs_an_unwritten_function_is_skipped(learner: Learner) -> None:
    learner.write({"spread": learner.answers["spread"]})
    run = learner.check("--only=spread")
    assert run.returncode == 0
    assert "skipped" in run.stdout and "failed" not in run.stdout


def test_of_each_exercise_the_most_telling_check_is_shown_and_the_others_are_counted(learner: Learner) -> None:
    learner.write({"average": "def average(values):\n    return float(np.median(values)) if len(values) else 0.0"})
    run = learner.check("--only=average")
    assert run.stdout.count("call  ") == 1
    assert "and 1 more check fails" in run.stdout
    assert "2 failed" in run.stdout


def test_an_answer_that_does_not_return_is_stopped_and_its_line_shown(learner: Learner) -> None:
    learner.write({"double": "def double(x):\n    while True:\n        x = x"})
    run = learner.check("--only=double", "--limit=0.2")
    assert "yours     did not return within 0.2 s" in run.stdout
    assert "of s90_toys.py, in double: " in run.stdout
    assert "1 failed" in run.stdout


def test_an_error_of_that_kind_in_another_test_is_an_error(learner: Learner) -> None:
    (learner.workbook.tests / "test_else.py").write_text("def test_else():\n    raise NotImplementedError\n")
    run = learner.check("tests/test_else.py")
    assert run.returncode == 1
    assert "1 failed" in run.stdout


def test_other_kinds_of_tests_run_beside_the_checks(learner: Learner) -> None:
    (learner.workbook.root / "more.py").write_text('"""Twice.\n\n>>> 2 * 3\n6\n"""\n')
    run = learner.check("--doctest-modules", "more.py", "tests")
    assert run.returncode == 0, run.stdout + run.stderr
    assert "1 passed" in run.stdout


def test_a_folder_that_is_not_there_is_a_usage_error(learner: Learner) -> None:
    run = learner.check("--submission=nowhere")
    assert run.returncode == 4
    assert "there is no folder" in run.stderr


def test_an_exercise_that_is_not_there_is_a_usage_error(learner: Learner) -> None:
    run = learner.check("--only=triple")
    assert run.returncode == 4
    assert "there is no exercise or section 'triple'" in run.stderr


def test_the_plugin_needs_nothing_but_numpy_and_pytest() -> None:
    """It is given to students with the checks: what it loads must be there."""
    code = "import sys, autograder.learning.plugin; print({m.partition('.')[0] for m in sys.modules})"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"scipy", "msgspec", "rich", "typer", "jupytext", "nbformat"} & ast.literal_eval(run.stdout)


def test_what_cannot_be_imported_while_grading_is_named(learner: Learner) -> None:
    own = "\nimport json, helpers.more\nimport scipy.stats, matplotlib.pyplot as plt\nfrom IPython import display\n"
    later = "def plot():\n    import seaborn\n    from . import one\n    from .two import three\n"
    learner.write(learner.answers, own + later)
    run = learner.check("--only", "double")
    assert "s90_toys.py imports helpers.more, seaborn: not there while grading. Available are numpy" in run.stdout


def test_a_notebook_has_what_ipython_puts_there(learner: Learner) -> None:
    exported = "get_ipython().run_line_magic('matplotlib', 'inline')\ndisplay(1)\n"
    learner.module.write_text(exported + module_text(learner.section, learner.answers))
    assert learner.check("--only", "double").returncode == 0
