"""A student's folder is listed and read without following a link, whatever it is made of."""

import os
from pathlib import Path

import pytest

from autograder.reading.files import MAX_DEPTH, MAX_FILES, list_folder, read_bytes
from autograder.reading.forms import MAX_BYTES, UnreadableForm


def test_files_of_subfolders_are_listed_level_by_level(tmp_path: Path) -> None:
    (tmp_path / "b" / "c").mkdir(parents=True)
    for name in ("z.py", "b/y.py", "b/c/x.py"):
        (tmp_path / name).write_text("")
    assert list_folder(tmp_path) == (["z.py", "b/y.py", "b/c/x.py"], [], True)


def test_hidden_and_skipped_folders_and_those_too_deep_are_named(tmp_path: Path) -> None:
    deep = "/".join("d" * MAX_DEPTH)
    for folder in (".git", "__MACOSX", f"{deep}/d"):
        (tmp_path / folder).mkdir(parents=True)
    assert list_folder(tmp_path, frozenset({"__macosx"})) == ([], [".git", "__MACOSX", deep], True)


def test_a_link_to_a_folder_is_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "x.py").write_text("secret")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "link").symlink_to(tmp_path / "other")
    assert list_folder(tmp_path / "mine").files == ["link"]
    for path in ("link", "link/x.py"):
        with pytest.raises(UnreadableForm, match="link is a link: hand in the file itself"):
            read_bytes(tmp_path / "mine", path)


def test_no_more_than_so_many_files_are_listed(tmp_path: Path) -> None:
    for number in range(MAX_FILES + 5):
        (tmp_path / f"{number:04}").write_text("")
    listing = list_folder(tmp_path)
    assert len(listing.files) == MAX_FILES and not listing.complete


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.py").write_bytes(b"x" * MAX_BYTES)
    assert read_bytes(tmp_path, "a/x.py") == b"x" * MAX_BYTES


def test_a_file_that_has_become_a_link_since_it_was_listed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text("mine")
    (path,) = list_folder(tmp_path).files
    (tmp_path / "x.py").unlink()
    (tmp_path / "x.py").symlink_to("/etc/passwd")
    with pytest.raises(UnreadableForm, match=r"x\.py is a link"):
        read_bytes(tmp_path, path)


def test_a_folder_that_has_become_a_link_since_it_was_listed_is_refused(tmp_path: Path) -> None:
    for name in ("mine/a", "other"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "x.py").write_text(name)
    (path,) = list_folder(tmp_path / "mine").files
    (tmp_path / "mine" / "a").rename(tmp_path / "moved")
    (tmp_path / "mine" / "a").symlink_to(tmp_path / "other")
    with pytest.raises(UnreadableForm, match="a is a link"):
        read_bytes(tmp_path / "mine", path)


def test_a_pipe_does_not_keep_the_reader_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.py")
    with pytest.raises(UnreadableForm, match=r"x\.py is not a file"):
        read_bytes(tmp_path, "x.py")


def test_what_is_gone_or_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableForm, match=r"x\.py is not a file"):
        read_bytes(tmp_path, "x.py")
    with (tmp_path / "x.py").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(UnreadableForm, match="the limit is 10 MB"):
        read_bytes(tmp_path, "x.py")


def test_descriptors_are_closed(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.py").write_text("")
    before = len(os.listdir("/proc/self/fd"))
    for path in ("a/x.py", "a/none.py", "none/x.py", "a/x.py/y"):
        list_folder(tmp_path)
        try:
            read_bytes(tmp_path, path)
        except UnreadableForm:
            continue
    assert len(os.listdir("/proc/self/fd")) == before
