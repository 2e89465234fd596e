"""nbgrader collect, from a real exchange folder in which students have put more than files."""

import os
import shutil
import socket
from pathlib import Path

import pytest

from autograder.course import exchange
from autograder.course.exchange import NotCollected, copy_plain
from autograder.demo.sample_class import SECTION
from autograder.selftests.course.conftest import NbgraderCourse

NOTEBOOK = f"{SECTION}.ipynb"
HONEST = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> tuple[NbgraderCourse, str, str]:
    """A course after `nbgrader collect`, the secret that links led to, and what was printed."""
    course = NbgraderCourse(tmp_path_factory.mktemp("collect"))
    course.nbgrader("generate_assignment", SECTION)
    course.nbgrader("release_assignment", SECTION)
    inbound = course.exchange / "stats" / "inbound"
    secret = course.root / ".workbook" / "secret"

    def hand_in(student: str) -> Path:
        folder = inbound / f"{student}+{SECTION}+2026-01-01 00:00:00 UTC"
        folder.mkdir()
        (folder / NOTEBOOK).write_text(HONEST)
        (folder / "timestamp.txt").write_text("2026-01-01 00:00:00 UTC")
        return folder

    hand_in("honest")
    (hand_in("pattern") / "x[1].png").symlink_to(secret)
    (hand_in("star") / "*").symlink_to(secret)
    within = hand_in("below") / "pictures"
    within.mkdir()
    (within / NOTEBOOK).symlink_to(secret)
    special = hand_in("special")
    (special / "folder").symlink_to(secret.parent)
    (special / "dangling").symlink_to("nowhere")
    os.mkfifo(special / "pipe")
    os.link(secret, special / "hard")
    shutil.rmtree(hand_in("linked"))
    (inbound / f"linked+{SECTION}+2026-01-01 00:00:00 UTC").symlink_to(secret.parent)
    for name in ("undated+{}+tomorrow or so", "+{}+2026-01-01", "s*+{}+2026-01-01", "a\nb+{}+2026-01-01"):
        (inbound / name.format(SECTION)).mkdir()
    return course, secret.read_text(), course.nbgrader("collect", SECTION)


def test_nothing_that_a_link_leads_to_is_collected(collected: tuple[NbgraderCourse, str, str]) -> None:
    course, secret, _ = collected
    everything = list((course.root / "submitted").rglob("*"))
    assert [path for path in everything if not (path.is_file() or path.is_dir()) or path.is_symlink()] == []
    assert [path for path in everything if path.is_file() and secret in path.read_text()] == []


def test_the_files_beside_a_link_are_collected(collected: tuple[NbgraderCourse, str, str]) -> None:
    course, _, _ = collected
    students = {path.name for path in (course.root / "submitted").iterdir()}
    assert students == {"honest", "pattern", "star", "below", "special"}
    for student in students:
        folder = course.root / "submitted" / student / SECTION
        assert {path.name for path in folder.iterdir()} - {"pictures"} == {NOTEBOOK, "timestamp.txt"}
        assert (folder / NOTEBOOK).read_text() == HONEST


def test_what_was_left_out_is_named(collected: tuple[NbgraderCourse, str, str]) -> None:
    _, _, printed = collected
    for name in ("x[1].png", "'*'", f"pictures/{NOTEBOOK}", "folder", "dangling", "pipe", "hard"):
        assert any(name in line and "hand in the file itself" in line for line in printed.splitlines()), name
    for name in ("linked+", "undated+", "inbound/+", "s*+", "a\\nb+"):
        assert any(name in line and "it is no folder named" in line for line in printed.splitlines()), name


def everything(folder: str, names: list[str]) -> list[str]:
    return []


def test_a_socket_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(str(tmp_path / "in" / "socket"))
        assert copy_plain(tmp_path / "in", tmp_path / "out", everything) == [("socket", exchange.NOT_PLAIN)]


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    for name in ("closed.txt", "open.txt"):
        (tmp_path / "in" / name).write_text(name)
    opened = os.open

    def refuse(path: str, flags: int, *args: int, **more: int) -> int:
        if path == "closed.txt":  # root, who may run the tests, may read every file
            raise PermissionError(13, "Permission denied")
        return opened(path, flags, *args, **more)

    monkeypatch.setattr(os, "open", refuse)
    left_out = copy_plain(tmp_path / "in", tmp_path / "out", everything)
    assert left_out == [("closed.txt", "it cannot be read (Permission denied)")]
    assert (tmp_path / "out" / "open.txt").read_text() == "open.txt"


def test_a_submission_of_too_many_files_or_folders_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "MAX_FILES", 2)
    (tmp_path / "many").mkdir()
    for number in range(3):
        (tmp_path / "many" / str(number)).touch()
    with pytest.raises(NotCollected, match="more than 2 files"):
        copy_plain(tmp_path / "many", tmp_path / "out-1", everything)
    tmp_path.joinpath("deep", *"a" * 22).mkdir(parents=True)
    monkeypatch.setattr(exchange, "MAX_FILES", 100)
    with pytest.raises(NotCollected, match="more than 20 folders"):
        copy_plain(tmp_path / "deep", tmp_path / "out-2", everything)
