"""What the executor makes of honest, broken and hostile notebooks, in one `nbgrader autograde` over all of them."""

import copy
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.course.harmless import JOINER
from autograder.demo.sample_class import SECTION, samples
from autograder.grading.results import decode
from autograder.selftests.course.conftest import NbgraderCourse, add_cell, write_answers
from autograder.workbook.model import Section
from autograder.workbook.workbook import ROOT, Workbook, this_workbook

Notebook = dict[str, Any]

HOSTILE_CELLS = {
    "turns-cells-into-pass": "get_ipython().input_transformers_post.append(lambda lines: ['pass\\n'])",
    "forges-equality": (
        "import numpy as np\nclass Same(int):\n    __eq__ = lambda self, other: True\n    __hash__ = int.__hash__\n"
        "np.allclose = np.isclose = np.array_equal = lambda *args, **kwargs: True\n"
        "entropy = cross_entropy = perplexity = logsumexp = lambda *args, **kwargs: Same(1)"
    ),
    "writes-the-gradebook": (
        "import sqlite3\nfor up in ('..', '../..', '../../..', '../../../..'):\n"
        "    sqlite3.connect(up + '/gradebook.db').execute('UPDATE grade SET auto_score = 495')"
    ),
    "reads-the-notebook": "import json\nentropy = eval(json.load(open('s04_information_theory.ipynb'))['cells'][0])",
    "reads-the-source": (
        "import pathlib\nfor file in pathlib.Path('/').rglob('solutions/s04_information_theory.py'):\n"
        "    exec(file.read_text())"
    ),
    "reads-other-submissions": (
        "import pathlib, re\nfor file in pathlib.Path('..').rglob('*.ipynb'):\n    exec(file.read_text())\n"
        "for file in pathlib.Path('/').rglob('submitted/right/*/*.ipynb'):\n    exec(file.read_text())"
    ),
    "exits": "import os\nos._exit(0)",
    "loops": "while True:\n    pass",
    "leaves-the-autograde-phase": "import os\nos.environ['NBGRADER_EXECUTION'] = ''\ncheck = print",
    "runs-a-shell": "!echo 25.0\n%%javascript\nalert(1)",
}
"""A cell that a student with no right answer puts at the top."""


def cells_of(notebook: Notebook, prefix: str) -> list[dict[str, Any]]:
    return [c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id", "").startswith(prefix)]


def delete_checks(notebook: Notebook) -> None:
    checks = cells_of(notebook, "check-")
    notebook["cells"] = [cell for cell in notebook["cells"] if cell not in checks]


def raise_points(notebook: Notebook) -> None:
    for cell in cells_of(notebook, "check-"):
        cell["metadata"]["nbgrader"] |= {"points": 1000, "locked": False, "solution": True}
        cell["source"] = "1000.0"


def duplicate_checks(notebook: Notebook) -> None:
    notebook["cells"] += copy.deepcopy(cells_of(notebook, "check-"))


def write_nonsense_marks(notebook: Notebook) -> None:
    for number, mark in enumerate(([], {"solution": True}, {"grade_id": {}, "grade": True}, {"points": "many"})):
        add_cell(notebook, f"nonsense = {number}", nbgrader=mark, workbook=mark)


def claim_to_be_another_course(notebook: Notebook) -> None:
    del notebook["metadata"]["workbook"]
    notebook["metadata"]["kernelspec"] = {"name": "bash", "display_name": "Bash", "language": "bash"}
    for cell in notebook["cells"]:
        cell["metadata"].pop("workbook", None)


def warn_and_plot(notebook: Notebook) -> None:
    notebook["cells"].insert(0, {
        "cell_type": "code", "id": "noise", "metadata": {}, "outputs": [], "execution_count": None,
        "source": "%matplotlib inline\nimport warnings, sys\nimport matplotlib.pyplot as plt\nimport scipy.stats\n"
        "warnings.warn('old')\nprint('noise', file=sys.stderr)\nplt.plot([1, 2])\n",
    })  # fmt: skip


HONEST_EDITS: dict[str, Callable[[Notebook], None]] = {
    "right": lambda notebook: None,
    "right-without-check-cells": delete_checks,
    "right-with-duplicates": duplicate_checks,
    "right-with-nonsense-marks": write_nonsense_marks,
    "right-without-our-metadata": claim_to_be_another_course,
    "right-with-warnings": warn_and_plot,
}
"""What may happen to a notebook with right answers without costing a point."""


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory, answers: dict[str, str]) -> NbgraderCourse:
    """A course in which everything below was handed in and autograded once."""
    course = NbgraderCourse(tmp_path_factory.mktemp("executor"))
    course.nbgrader("generate_assignment", SECTION)
    released = course.released()
    for name, edit in HONEST_EDITS.items():
        notebook = copy.deepcopy(released)
        write_answers(notebook, answers)
        edit(notebook)
        course.hand_in(name, notebook)
    for name, source in HOSTILE_CELLS.items():
        notebook = copy.deepcopy(released)
        add_cell(notebook, source)
        notebook["cells"].insert(0, notebook["cells"].pop())
        course.hand_in(name, notebook)
    half = dict(list(answers.items())[:6])
    for name, some, edit in (("half", half, lambda n: None), ("raises-points", {}, raise_points)):
        notebook = copy.deepcopy(released)
        write_answers(notebook, some)
        edit(notebook)
        course.hand_in(name, notebook)
    for name, sample in samples().items():
        notebook = copy.deepcopy(released)
        write_answers(notebook, sample.answers)
        add_cell(notebook, sample.extra)
        course.hand_in(name, notebook)
    course.nbgrader("autograde", SECTION)
    return course


@pytest.fixture(scope="module")
def grades(graded: NbgraderCourse) -> dict[str, float]:
    return graded.grades()


@pytest.mark.parametrize("student", HONEST_EDITS)
def test_right_answers_have_all_points_whatever_happened_to_the_notebook(
    grades: dict[str, float], section: Section, student: str
) -> None:
    assert grades[student] == sum(exercise.points for exercise in section.exercises.values())


@pytest.mark.parametrize("student", [*HOSTILE_CELLS, "raises-points"])
def test_tricks_without_answers_earn_nothing(grades: dict[str, float], student: str) -> None:
    assert grades[student] == 0


def test_half_the_answers_earn_their_points(grades: dict[str, float], section: Section) -> None:
    assert grades["half"] == sum(e.points for e in list(section.exercises.values())[:6])


def test_workbook_grade_gives_the_same_scores(graded: NbgraderCourse, grades: dict[str, float], tmp_path: Path) -> None:
    for notebook in (graded.root / "submitted").glob(f"*/{SECTION}/{SECTION}.ipynb"):
        folder = tmp_path / "submissions" / notebook.parents[1].name
        folder.mkdir(parents=True)
        shutil.copy(notebook, folder)
    secret = graded.root / ".workbook" / "secret"
    results = tmp_path / "results"
    graded.workbook("grade", str(tmp_path / "submissions"), "--out", str(results), "--secret", str(secret))
    points = {path.parent.name: decode(path.read_bytes()).points for path in results.glob("*/result.json")}
    assert points == pytest.approx(grades, abs=1e-6)  # nbgrader adds the exercises' points up in another order
    assert points.keys() >= samples().keys()


def test_course_grade_prepares_what_autograde_takes(graded: NbgraderCourse, answers: dict[str, str]) -> None:
    notebook = graded.released()
    write_answers(notebook, answers)
    add_cell(notebook, "# another submission")
    graded.hand_in("prepared", notebook)
    graded.workbook("course", "grade", str(graded.root))
    assert " 0 graded" in graded.workbook("course", "grade", str(graded.root))
    kept = set((graded.root / ".workbook" / "results").iterdir())
    graded.nbgrader("autograde", SECTION, "--student", "prepared")
    assert set((graded.root / ".workbook" / "results").iterdir()) == kept
    assert graded.cell_outputs("prepared", "check-entropy")[1]["data"]["text/plain"] == "2.0"


def test_a_late_submission_and_a_renamed_notebook_are_nbgraders_to_judge(
    graded: NbgraderCourse, answers: dict[str, str], section: Section
) -> None:
    notebook = graded.released()
    write_answers(notebook, answers)
    graded.hand_in("late", notebook)
    (graded.root / "submitted" / "late" / SECTION / "timestamp.txt").write_text("2026-01-02 00:00:00 UTC")
    graded.nbgrader("db", "assignment", "add", SECTION, "--duedate", "2026-01-01 00:00:00 UTC")
    assert "86400.0 seconds late" in graded.nbgrader("autograde", SECTION, "--student", "late")
    assert graded.grades()["late"] == sum(exercise.points for exercise in section.exercises.values())

    folder = graded.root / "submitted" / "renamed" / SECTION
    folder.mkdir(parents=True)
    (folder / "mine.ipynb").write_text(json.dumps(notebook))
    report = graded.nbgrader("autograde", SECTION, "--student", "renamed", status=1)
    assert "Skipping unknown notebook" in report


def test_an_archive_is_collected_and_graded(graded: NbgraderCourse, answers: dict[str, str], section: Section) -> None:
    notebook = graded.released()
    write_answers(notebook, answers)
    archive = graded.root / "downloaded" / SECTION / "archive"
    archive.mkdir(parents=True)
    name = f"zipped_2026-01-01-00-00-00_{SECTION}.ipynb"
    with zipfile.ZipFile(archive / "all.zip", "w") as file:
        file.writestr(name, json.dumps(notebook))
    pattern = r".*/(?P<student_id>\w+?)_(?P<timestamp>[0-9\-]+)_(?P<file_id>.*)"
    graded.nbgrader("zip_collect", SECTION, f"--FileNameCollectorPlugin.named_regexp={pattern}")
    graded.nbgrader("autograde", SECTION, "--student", "zipped")
    assert graded.grades()["zipped"] == sum(exercise.points for exercise in section.exercises.values())


def test_without_our_executor_nobody_gets_a_point(tmp_path: Path, answers: dict[str, str]) -> None:
    course = NbgraderCourse(tmp_path)
    course.nbgrader("generate_assignment", SECTION)
    notebook = course.released()
    write_answers(notebook, answers)
    course.hand_in("right", notebook)
    course.configure("del c.Autograde.autograde_preprocessors")
    assert "BAD  nbgrader autograde" in course.finds("doctor", "--course", str(course.root))
    course.nbgrader("autograde", SECTION)
    assert course.grades() == {"right": 0.0}


LIVE = "a word <script>live()</script>"


def test_notebooks_of_others_are_graded_as_nbgrader_does(graded: NbgraderCourse) -> None:
    mark = {"schema_version": 3, "task": False, "locked": False, "grade": False, "solution": False}
    solution = {**mark, "grade_id": "answer", "solution": True, "cell_type": "code"}
    test = {**mark, "grade_id": "test", "grade": True, "locked": True, "points": 3, "cell_type": "code"}
    notebook: Notebook = {
        "cells": [],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "", "language": "python"}},
    }
    notebook |= {"nbformat": 4, "nbformat_minor": 5}
    add_cell(notebook, "### BEGIN SOLUTION\nx = 1\n### END SOLUTION", nbgrader=solution)
    add_cell(notebook, "assert x == 1", nbgrader=test)
    source = graded.root / "source" / "other" / "other.ipynb"
    source.parent.mkdir()
    source.write_text(json.dumps(notebook))
    graded.nbgrader("generate_assignment", "other")
    add_cell(notebook, LIVE, kind="markdown")
    add_cell(
        notebook, f"from IPython.display import *\ndisplay(HTML({LIVE!r}), Javascript('live()'), Markdown({LIVE!r}))"
    )
    for name, text in (("good", "x = 1"), ("bad", "x = 2")):
        notebook["cells"][0]["source"] = text
        path = graded.root / "submitted" / name / "other" / "other.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook))
    graded.nbgrader("autograde", "other")
    assert graded.grades("other") == {"good": 3.0, "bad": 0.0}

    autograded = json.loads((graded.root / "autograded" / "good" / "other" / "other.ipynb").read_text())
    *_, text, shown = autograded["cells"]
    assert "".join(text["source"]) == f"a word <{JOINER}script>live()<{JOINER}/script>"
    assert [sorted(output["data"]) for output in shown["outputs"]] == [
        ["text/html", "text/plain"],
        ["text/plain"],
        ["text/markdown", "text/plain"],
    ]
    assert "<script" not in json.dumps(shown["outputs"])
    graded.nbgrader("generate_feedback", "other")
    page = (graded.root / "feedback" / "bad" / "other" / "other.html").read_text()
    assert "0 of 3 points" in page and "AssertionError" in page and "a word" in page and "<script" not in page


def test_update_refuses_what_would_break_a_submitted_assignment(graded: NbgraderCourse, section: Section) -> None:
    from autograder.course.folder import update_course

    assert update_course(this_workbook(), graded.root) == ([], [], [])
    cells = tuple(cell for cell in section.cells if getattr(cell, "name", "") != "bits_per_byte")

    class Fewer(Workbook):
        def section(self, name: str) -> Section:
            return Section(name, cells) if name == SECTION else super().section(name)

    changed, done, (reason,) = update_course(Fewer(ROOT), graded.root)
    assert (changed, done) == ([], [])
    assert reason == f"{SECTION} has submissions, and bits_per_byte would be added or removed: left as it was"
