"""A student's folder is read as it is: each problem is one line of that submission, and nothing is raised."""

import json
import os
from pathlib import Path

import pytest

from autograder.grading.submission import Submission, read_submission, student_folders
from autograder.reading.forms import MAX_BYTES
from autograder.workbook.workbook import this_workbook

SECTION = "s04_information_theory"
WRITTEN = "def entropy(p, base=2):\n    return 0.0\n"
STUB = 'def entropy(p, base=2):\n    raise NotImplementedError("entropy: write your code here")\n'


def read(folder: Path) -> Submission:
    return read_submission(folder, this_workbook().exercises([SECTION]))


def as_notebook(source: str) -> str:
    return json.dumps({"cells": [{"cell_type": "code", "source": source}], "nbformat": 4})


def problem(folder: Path) -> str:
    (form,) = read(folder).forms[SECTION]
    assert "\n" not in form.problem
    return form.problem


def test_an_empty_folder_has_no_forms(tmp_path: Path) -> None:
    assert read(tmp_path).forms == {SECTION: ()}


def test_a_module_is_read(tmp_path: Path) -> None:
    (tmp_path / f"{SECTION}.py").write_text(WRITTEN)
    (form,) = read(tmp_path).forms[SECTION]
    assert (form.name, form.cells[0].source) == (f"{SECTION}.py", WRITTEN)


def test_an_untouched_form_gives_way_to_an_attempted_one(tmp_path: Path) -> None:
    (tmp_path / f"{SECTION}.py").write_text(STUB)
    (tmp_path / f"{SECTION}.ipynb").write_text(as_notebook(WRITTEN))
    assert [form.name for form in read(tmp_path).forms[SECTION]] == [f"{SECTION}.ipynb"]


def test_two_attempted_forms_are_both_kept(tmp_path: Path) -> None:
    (tmp_path / f"{SECTION}.py").write_text(WRITTEN)
    (tmp_path / f"{SECTION}.ipynb").write_text(as_notebook(WRITTEN))
    assert [form.name for form in read(tmp_path).forms[SECTION]] == [f"{SECTION}.py", f"{SECTION}.ipynb"]


def test_an_unreadable_form_beside_a_good_one_is_noted(tmp_path: Path) -> None:
    (tmp_path / f"{SECTION}.py").write_text(WRITTEN)
    (tmp_path / f"{SECTION}.ipynb").write_text("{")
    submission = read(tmp_path)
    assert [form.name for form in submission.forms[SECTION]] == [f"{SECTION}.py"]
    assert submission.notes == (f"{SECTION}.ipynb is not a notebook: it does not hold valid JSON",)


def test_a_binary_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / f"{SECTION}.py").write_bytes(bytes(range(256)))
    assert "not a text file" in problem(tmp_path)


def test_a_huge_notebook_is_a_problem(tmp_path: Path) -> None:
    with (tmp_path / f"{SECTION}.ipynb").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert "Clear the notebook's outputs" in problem(tmp_path)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.py"
    outside.write_text(WRITTEN)
    folder = tmp_path / "student"
    folder.mkdir()
    (folder / f"{SECTION}.py").symlink_to(outside)
    assert "link to a file outside" in problem(folder)


@pytest.mark.parametrize(
    "target",
    [f"{SECTION}.py", "nothing", "/proc/self/no/such", "x" * 300],
    ids=["itself", "nothing", "outside", "long"],
)
def test_a_link_that_leads_nowhere_is_a_problem(tmp_path: Path, target: str) -> None:
    (tmp_path / f"{SECTION}.py").symlink_to(target)
    assert "is not a file" in problem(tmp_path)


def test_a_student_folder_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    solutions = tmp_path / "solutions"
    solutions.mkdir()
    (solutions / f"{SECTION}.py").write_text(WRITTEN)
    (tmp_path / "student").symlink_to(solutions)
    assert "folder is a link" in problem(tmp_path / "student")


@pytest.mark.parametrize(
    ("error", "whose"), [(PermissionError(13, "Permission denied"), "the student's"), (OSError(5, "I/O error"), "ours")]
)
def test_only_a_folder_that_may_not_be_read_is_a_problem_of_the_students(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, whose: str
) -> None:
    def refuse(folder: Path) -> None:
        raise error

    monkeypatch.setattr(Path, "iterdir", refuse)  # root may read every folder, and no disk breaks when it should
    if whose == "ours":
        with pytest.raises(OSError, match="I/O error"):
            read_submission(tmp_path, this_workbook().exercises([SECTION]))
    else:
        assert problem(tmp_path) == "the student's folder cannot be read: Permission denied"


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_not_a_file_is_a_problem(tmp_path: Path, make: object) -> None:
    assert callable(make)
    make(tmp_path / f"{SECTION}.py")
    assert "is not a file" in problem(tmp_path)


def test_files_with_other_names_are_noted(tmp_path: Path) -> None:
    (tmp_path / "s04_information_theory (1).ipynb").write_text(as_notebook(WRITTEN))
    (tmp_path / "Лекция 4.py").write_text(WRITTEN)
    (tmp_path / "notes.txt").write_text("not code")
    submission = read(tmp_path)
    assert submission.forms == {SECTION: ()}
    assert [note.split(" was")[0] for note in submission.notes] == ["s04_information_theory (1).ipynb", "Лекция 4.py"]


def test_names_that_are_not_text_become_text(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\x1b[31m"))
    folder.mkdir()
    assert read(folder).student == "�?[31m"


def test_halves_of_characters_in_a_notebook_do_not_stop_the_reader(tmp_path: Path) -> None:
    (tmp_path / f"{SECTION}.ipynb").write_text(as_notebook("x = '\ud800'\n" + WRITTEN))
    assert "x = '?'" in read(tmp_path).forms[SECTION][0].cells[0].source


def test_equal_submissions_have_equal_digests_whoever_handed_them_in(tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{SECTION}.py").write_text(WRITTEN + ("# more" if name == "three" else ""))
    one, two, three = (read(tmp_path / name).digest for name in ("one", "two", "three"))
    assert one == two != three


def test_students_are_the_visible_folders_by_name(tmp_path: Path) -> None:
    for name in ("b", "a", ".git"):
        (tmp_path / name).mkdir()
    (tmp_path / "grades.csv").write_text("")
    (tmp_path / "linked").symlink_to("nothing")
    assert [path.name for path in student_folders(tmp_path)] == ["a", "b", "linked"]
