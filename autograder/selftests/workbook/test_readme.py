"""The table of contents in README.md."""

import re

from autograder.workbook.workbook import ROOT, this_workbook

README = (ROOT / "README.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| \[(\d+)\. [^]]+\]\(assignments/(\w+)\.ipynb\) \| (\d+) \| (\d+) \|", re.MULTILINE)


def test_contents_have_a_row_for_each_section_with_its_exercises_and_minutes() -> None:
    expected = [
        (section.number, section.name, len(exercises), sum(exercise.minutes for exercise in exercises.values()))
        for section in this_workbook().sections
        for exercises in [section.exercises]
    ]
    told = [(int(number), name, int(count), int(minutes)) for number, name, count, minutes in ROW.findall(README)]
    assert told == expected


def test_the_total_is_told() -> None:
    exercises = [exercise for section in this_workbook().sections for exercise in section.exercises.values()]
    assert f"Twelve sections with {len(exercises)} exercises, about twenty hours" in README
    assert 19 < sum(exercise.minutes for exercise in exercises) / 60 < 21
