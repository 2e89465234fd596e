"""nbgrader zip_collect unpacks hostile archives within the course, and collects the honest submissions beside them."""

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from autograder.demo.sample_class import SECTION
from autograder.selftests.course.conftest import NbgraderCourse

PATTERN = r".*/(?P<student_id>\w+?)_(?P<timestamp>[0-9\-]+)_(?P<file_id>.*)"
SECRET = "a line of a file that is not the student's"
HONEST = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
UNPACKED = ("downloaded", "submitted")
"""Folders of the course into which zip_collect may write."""


def file_name(student: str) -> str:
    return f"{student}_2026-01-01-00-00-00_{SECTION}.ipynb"


def names_that_lead_to(folder: Path) -> list[str]:
    """Names of members that would land in `folder`, which lies beside the course."""
    return [
        str(folder / file_name("absolute")),
        f"{'../' * 20}{str(folder)[1:]}/{file_name('climbing')}",
        f"inside/../../../../../../{folder.name}/{file_name('returning')}",
    ]


def write_zip(path: Path, target: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names_that_lead_to(target):
            archive.writestr(name, "hacked")
        link = zipfile.ZipInfo(file_name("zipped_link"))
        link.external_attr = 0o120777 << 16
        archive.writestr(link, str(target / "secret.txt"))


def write_tar(path: Path, target: Path) -> None:
    def special(name: str, kind: bytes, link: str = "") -> tarfile.TarInfo:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, link
        return member

    with tarfile.open(path, "w:gz") as archive:
        archive.addfile(special("folder", tarfile.SYMTYPE, str(target)))
        for name in (*names_that_lead_to(target), f"folder/{file_name('through_a_link')}"):
            member = tarfile.TarInfo(name)
            member.size = len(b"hacked")
            archive.addfile(member, io.BytesIO(b"hacked"))
        archive.addfile(special(file_name("symbolic"), tarfile.SYMTYPE, str(target / "secret.txt")))
        archive.addfile(special(file_name("hard"), tarfile.LNKTYPE, str(target / "secret.txt")))
        archive.addfile(special(file_name("pipe"), tarfile.FIFOTYPE))


def surroundings(course: NbgraderCourse) -> dict[Path, bytes]:
    """Every file within reach of the archives, but those that zip_collect is meant to write."""
    unpacked = [course.root / name for name in UNPACKED]
    return {
        path: path.read_bytes()
        for folder in (course.root, course.exchange, outside(course))
        for path in folder.rglob("*")
        if path.is_file() and not any(path.is_relative_to(place) for place in unpacked)
    }


def outside(course: NbgraderCourse) -> Path:
    return course.folder / "outside"


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> tuple[NbgraderCourse, dict[Path, bytes]]:
    """A course after zip_collect, and what was around before it."""
    course = NbgraderCourse(tmp_path_factory.mktemp("archives"))
    outside(course).mkdir()
    (outside(course) / "secret.txt").write_text(SECRET)
    archive = course.root / "downloaded" / SECTION / "archive"
    archive.mkdir(parents=True)
    write_zip(archive / "hostile.zip", outside(course))
    write_tar(archive / "hostile.tar.gz", outside(course))
    (archive / file_name("plain")).write_text(HONEST)
    with zipfile.ZipFile(archive / "honest.zip", "w") as file:
        file.writestr(file_name("zipped"), HONEST)
    before = surroundings(course)
    course.nbgrader("zip_collect", SECTION, f"--FileNameCollectorPlugin.named_regexp={PATTERN}")
    return course, before


def test_nothing_is_written_but_where_archives_are_unpacked(
    collected: tuple[NbgraderCourse, dict[Path, bytes]],
) -> None:
    course, before = collected
    assert surroundings(course) == before


def test_no_link_is_unpacked_and_none_is_followed(collected: tuple[NbgraderCourse, dict[Path, bytes]]) -> None:
    course, _ = collected
    unpacked = [path for name in UNPACKED for path in (course.root / name).rglob("*")]
    assert [path for path in unpacked if path.is_symlink() or not (path.is_file() or path.is_dir())] == []
    assert [path for path in unpacked if path.is_file() and SECRET.encode() in path.read_bytes()] == []


def test_honest_submissions_in_the_same_folder_are_collected(
    collected: tuple[NbgraderCourse, dict[Path, bytes]],
) -> None:
    course, _ = collected
    for student in ("plain", "zipped"):
        assert (course.root / "submitted" / student / SECTION / f"{SECTION}.ipynb").read_text() == HONEST
