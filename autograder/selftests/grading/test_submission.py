"""A student's folder is read as it is: each problem is one line of that submission, and nothing is raised."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from autograder.grading.submission import MAX_NOTES, HandedIn, Submission, left_out, read_submission, student_folders
from autograder.reading.forms import MAX_BYTES
from autograder.reading.reader import Read, Reader
from autograder.workbook.workbook import this_workbook

SECTION = "s04_information_theory"
NAMES = this_workbook().names
WRITTEN = "def entropy(p, base=2):\n    return 0.0\n"
STUB = 'def entropy(p, base=2):\n    raise NotImplementedError("entropy: write your code here")\n'


def read(folder: Path) -> Submission:
    return read_submission(folder, this_workbook(), [SECTION])


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


def test_a_form_on_which_the_reader_fails_is_the_readers_fault(tmp_path: Path) -> None:
    class Failing(Reader):
        def read_bytes(self, data: bytes, name: str, section: str, exercises: Sequence[str] = ()) -> Read:
            if name.endswith(".ipynb"):
                return Read(fault="the process that reads submissions was ended from outside")
            return super().read_bytes(data, name, section, exercises)

    (tmp_path / f"{SECTION}.py").write_text(WRITTEN)
    (tmp_path / f"{SECTION}.ipynb").write_text("{")
    module, notebook = read_submission(tmp_path, this_workbook(), [SECTION], Failing()).forms[SECTION]
    assert module.fault == module.problem == notebook.problem == ""
    assert notebook.fault == "the process that reads submissions was ended from outside"


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


@pytest.mark.parametrize(
    "target",
    ["../outside.py", "beside.txt", f"{SECTION}.py", "nothing", "/proc/self/no/such", "x" * 300],
    ids=["outside", "inside", "itself", "nothing", "nowhere", "long"],
)
def test_a_link_is_not_followed(tmp_path: Path, target: str) -> None:
    folder = tmp_path / "student"
    folder.mkdir()
    for path in (tmp_path / "outside.py", folder / "beside.txt"):
        path.write_text(WRITTEN)
    (folder / f"{SECTION}.py").symlink_to(target)
    assert problem(folder) == f"{SECTION}.py is a link: hand in the file itself"


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
    def refuse(folder: int) -> None:
        raise error

    monkeypatch.setattr(os, "scandir", refuse)  # root may read every folder, and no disk breaks when it should
    if whose == "ours":
        with pytest.raises(OSError, match="I/O error"):
            read_submission(tmp_path, this_workbook(), [SECTION])
    else:
        assert problem(tmp_path) == "the student's folder cannot be read: Permission denied"


def test_what_is_not_a_file_is_a_problem(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / f"{SECTION}.py")
    assert "is not a file" in problem(tmp_path)


def notes(folder: Path) -> tuple[str, ...]:
    return read(folder).notes


def write(folder: Path, *names: str, text: str = "") -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text or (WRITTEN if name.endswith("py") else as_notebook(WRITTEN)))
    return folder


@pytest.mark.parametrize(
    "name",
    [
        f"{SECTION} (1).ipynb",
        f"{SECTION}.IPYNB",
        f"{SECTION.title()}.ipynb",
        f"u005_flo_{SECTION}.ipynb",
        f"{SECTION}.ipynb.txt",
        f"submission/{SECTION}.ipynb",
        f"a/b/{SECTION}-1.ipynb",
    ],
)
def test_a_form_under_another_name_is_graded_and_a_note_says_so(tmp_path: Path, name: str) -> None:
    submission = read(write(tmp_path, name))
    (form,) = submission.forms[SECTION]
    assert (form.name, len(form.cells), form.problem) == (name, 1, "")
    assert submission.notes == (f"{name} was taken for {SECTION}.ipynb",)


def test_the_exact_name_comes_before_others(tmp_path: Path) -> None:
    write(tmp_path, f"{SECTION}.py", f"{SECTION} (1).py", text=WRITTEN)
    write(tmp_path, f"a/{SECTION}.py", text=WRITTEN + "perplexity = max\n")
    submission = read(tmp_path)
    assert [form.name for form in submission.forms[SECTION]] == [f"a/{SECTION}.py"]
    (tmp_path / "a" / f"{SECTION}.py").rename(tmp_path / f"{SECTION} (2).py")
    submission = read(tmp_path)
    assert [form.name for form in submission.forms[SECTION]] == [f"{SECTION}.py"]
    assert submission.notes == tuple(
        f"{SECTION} ({number}).py was not graded: {SECTION}.py was taken for {SECTION}.py" for number in (1, 2)
    )


def test_an_untouched_file_of_the_exact_name_gives_way_to_a_copy_with_work(tmp_path: Path) -> None:
    write(write(tmp_path, f"{SECTION}.py", text=STUB), f"{SECTION} (1).py")
    assert [form.name for form in read(tmp_path).forms[SECTION]] == [f"{SECTION} (1).py"]


def test_among_copies_the_fullest_counts_and_then_the_first_by_name(tmp_path: Path) -> None:
    write(tmp_path, f"{SECTION} (1).py", f"{SECTION} (2).py", f"{SECTION} (3).py")
    assert read(tmp_path).forms[SECTION][0].name == f"{SECTION} (1).py"
    write(tmp_path, f"{SECTION} (3).py", text=WRITTEN + "perplexity = max\n")
    assert read(tmp_path).forms[SECTION][0].name == f"{SECTION} (3).py"


def test_everything_that_is_not_graded_is_noted(tmp_path: Path) -> None:
    names = ["Лекция 4.py", f"{SECTION}.json", f"{SECTION}.zip", "solutions/x.py", "__MACOSX/x", ".DS_Store", ".git/x"]
    submission = read(write(tmp_path, *names))
    assert submission.forms == {SECTION: ()}
    assert sorted(submission.notes) == sorted(
        (
            f"Лекция 4.py was not graded: it is not named after a section, such as {SECTION}.ipynb",
            f"{SECTION}.json was not graded: it is not named after a section, such as {SECTION}.ipynb, "
            "and its name does not end in .py or .ipynb",
            f"{SECTION}.zip was not graded: it is an archive: hand in the files themselves",
            "__MACOSX was not looked into: a folder of this name holds nobody's work",
            "solutions was not looked into: a folder of this name belongs to the workbook",
            "hidden files and folders are not graded, here 2, such as .DS_Store",
        )
    )


def test_a_file_of_a_section_that_is_not_being_graded_is_not_called_misnamed(tmp_path: Path) -> None:
    assert notes(write(tmp_path, "s01_probability.py")) == ()


def test_notes_do_not_grow_without_end(tmp_path: Path) -> None:
    write(tmp_path, *(f"{number}.txt" for number in range(MAX_NOTES + 7)))
    assert len(notes(tmp_path)) == MAX_NOTES + 1
    assert notes(tmp_path)[-1] == "and 7 more files or folders were not graded"


def test_an_untouched_form_beside_a_written_one_is_noted(tmp_path: Path) -> None:
    write(write(tmp_path, f"{SECTION}.ipynb"), f"{SECTION}.py", text=STUB)
    (tmp_path / f"{SECTION}.ipynb").write_text(as_notebook(WRITTEN))
    assert notes(tmp_path) == (f"{SECTION}.py was not graded: no exercise in it has been begun",)


def test_files_that_take_long_to_read_have_one_allowance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.grading.submission.MAX_SECONDS", 0.5)
    write(tmp_path, f"{SECTION}.py", text="!ls\n" * 499 + "x = [1, 2]\n" * 16_000)
    write(tmp_path, f"{SECTION}.ipynb")
    submission = read_submission(tmp_path, this_workbook(), [SECTION], Reader(cpu_seconds=1.0))
    assert submission.forms[SECTION][0].problem == f"{SECTION}.py takes too long to read"
    assert submission.notes == (f"{SECTION}.ipynb was not read: the other files took 0 s to read",)


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


def test_students_are_the_folders_but_for_those_that_computers_make(tmp_path: Path) -> None:
    for name in ("b", "a", ".git", "__MACOSX", "__pycache__", "node_modules"):
        (tmp_path / name).mkdir()
    (tmp_path / "grades.csv").write_text("")
    write(tmp_path, f"jane_{SECTION}.py")
    (tmp_path / "linked").symlink_to("nothing")
    assert [student.name for student in student_folders(tmp_path, NAMES)] == ["a", "b", "linked"]
    assert left_out(tmp_path, NAMES) == [
        ".git was skipped: it is no student's folder",
        "__MACOSX was skipped: it is no student's folder",
        "__pycache__ was skipped: it is no student's folder",
        "grades.csv was not graded: it is in no student's folder, and its name does not end in .py or .ipynb",
        f"jane_{SECTION}.py was not graded: it is in no student's folder",
        "node_modules was skipped: it is no student's folder",
    ]


def test_in_a_flat_folder_a_file_names_its_student(tmp_path: Path) -> None:
    names = [
        f"doe_jane_123_{SECTION}.ipynb",
        f"doejohn_12_345_{SECTION}.ipynb",
        "doejohn_12_346_s01_probability-1.ipynb",
        f"Ann Lee - {SECTION}.py",
    ]
    write(tmp_path, *names, f"{SECTION}.py", "readme.md", "all.zip")
    (tmp_path / "__MACOSX").mkdir()
    students = student_folders(tmp_path, NAMES)
    assert students == [
        HandedIn("Ann Lee", tmp_path, (names[3],)),
        HandedIn("doe_jane_123", tmp_path, (names[0],)),
        HandedIn("doejohn_12", tmp_path, (names[1], names[2])),
    ]
    submission = read_submission(students[1], this_workbook(), [SECTION])
    assert submission.student == "doe_jane_123"
    assert [form.name for form in submission.forms[SECTION]] == [names[0]]
    assert submission.notes == (f"{names[0]} was taken for {SECTION}.ipynb",)
    assert left_out(tmp_path, NAMES) == [
        f"{tmp_path.name} holds no folders: whose a file is follows from its name",
        "__MACOSX was skipped: it is no student's folder",
        "all.zip was not graded: its name names no student and section. Archives are not opened: unpack it",
        "readme.md was not graded: its name names no student and section, and its name does not end in .py or .ipynb",
        f"{SECTION}.py was not graded: its name names no student and section",
    ]
