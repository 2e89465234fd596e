"""Batteries are made once, kept for this user alone, and made again when what they follow from has changed."""

from pathlib import Path

import pytest

from autograder.checking.battery import Battery
from autograder.grading import shelf
from autograder.learning.sheet import read_sheets
from autograder.workbook.evidence import battery_of
from autograder.workbook.workbook import Workbook

SECTION, EXERCISE = "s90_toys", "average"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The exercises whose batteries were made."""
    exercises: list[str] = []

    def making(workbook: Workbook, section: str, exercise: str) -> Battery:
        exercises.append(exercise)
        return battery_of(workbook, section, exercise)

    monkeypatch.setattr(shelf, "battery_of", making)
    return exercises


def test_the_second_grader_takes_what_the_first_has_made(toy: Workbook, made: list[str]) -> None:
    first = shelf.battery(toy, SECTION, EXERCISE)
    second = shelf.battery(toy, SECTION, EXERCISE)
    assert made == [EXERCISE]
    assert second is not first
    assert second.expected == first.expected and second.known == first.known
    assert second.mistakes.telling == first.mistakes.telling


def test_graders_know_the_slips_that_the_sheet_tells(toy: Workbook) -> None:
    sheets = {sheet.section: sheet for sheet in read_sheets(toy.sheets)}
    told = sheets[SECTION].exercises[EXERCISE].battery
    battery = shelf.battery(toy, SECTION, EXERCISE)
    assert told.slips and [slip.text for slip in battery.slips] == [slip.text for slip in told.slips]
    for slip, known in zip(battery.slips, told.slips, strict=True):
        assert {battery.calls[i].text("f"): each for i, each in slip.digests.items()} == {
            told.calls[i].text("f"): each for i, each in known.digests.items()
        }


def test_without_a_sheet_there_are_no_slips(toy: Workbook) -> None:
    (toy.sheets / f"{SECTION}.json").unlink()
    assert shelf.battery(toy, SECTION, EXERCISE).slips == []


def test_a_changed_exercise_has_its_battery_made_again(toy: Workbook, made: list[str], cache: Path) -> None:
    shelf.battery(toy, SECTION, EXERCISE)
    content = toy.content / SECTION / f"{EXERCISE}.py"
    content.write_text(content.read_text() + "\n# changed\n")
    shelf.battery(Workbook(toy.root), SECTION, EXERCISE)
    assert made == [EXERCISE] * 2
    assert len(list(cache.rglob("*.pickle"))) == 1


def test_a_file_that_others_may_have_written_is_not_read(toy: Workbook, made: list[str], cache: Path) -> None:
    shelf.battery(toy, SECTION, EXERCISE)
    (path,) = cache.rglob("*.pickle")
    path.parent.chmod(0o777)
    shelf.battery(toy, SECTION, EXERCISE)
    assert made == [EXERCISE] * 2


def test_a_broken_file_and_a_folder_that_cannot_be_made_do_no_harm(
    toy: Workbook, made: list[str], cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.battery(toy, SECTION, EXERCISE)
    (path,) = cache.rglob("*.pickle")
    path.write_bytes(b"\x80")
    assert shelf.battery(toy, SECTION, EXERCISE).exercise == EXERCISE
    monkeypatch.setenv("XDG_CACHE_HOME", str(path))
    assert shelf.battery(toy, SECTION, EXERCISE).exercise == EXERCISE
    assert made == [EXERCISE] * 3
