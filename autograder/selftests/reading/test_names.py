"""File names as learning platforms, browsers and students make them say whose file it is and which section's."""

import pytest

from autograder.reading.names import claim

SECTIONS = ["s01_probability", "s02_distributions"]

SAYS = {
    "s01_probability.ipynb": (".ipynb", "", True),
    "s01_probability.py": (".py", "", True),
    "s01_probability (1).ipynb": (".ipynb", "", False),
    "s01_probability(2).ipynb": (".ipynb", "", False),
    "s01_probability-1.py": (".py", "", False),
    "s01_probability_1.ipynb": (".ipynb", "", False),
    "s01_probability-Copy1.ipynb": (".ipynb", "", False),
    "s01_probability - Copy (2).py": (".py", "", False),
    "s01_probability copy 2.ipynb": (".ipynb", "", False),
    "Copy of s01_probability.ipynb": (".ipynb", "", False),
    "S01_Probability.IPYNB": (".ipynb", "", False),
    "s01 probability.ipynb": (".ipynb", "", False),
    "s01_probability.ipynb.txt": (".ipynb", "", False),
    "s01_probability.ipynb.json": (".ipynb", "", False),
    "s01_probability.py.txt": (".py", "", False),
    "u005_flo_s01_probability.ipynb": (".ipynb", "u005_flo", False),
    "lastnamefirst_12345_678910_s01_probability.ipynb": (".ipynb", "lastnamefirst_12345", False),
    "lastnamefirst_LATE_12345_678910_s01_probability-2.ipynb": (".ipynb", "lastnamefirst_12345", False),
    "Jane Doe_4711_assignsubmission_file_s01_probability.ipynb": (".ipynb", "Jane Doe_4711", False),
    "Jane Doe - s01_probability.ipynb": (".ipynb", "Jane Doe", False),
    "doe_jane_123_s01_probability (1).ipynb": (".ipynb", "doe_jane_123", False),
}


@pytest.mark.parametrize("name", SAYS)
def test_a_name_says_section_form_and_student(name: str) -> None:
    suffix, student, exact = SAYS[name]
    assert claim(name, SECTIONS) == ("s01_probability", suffix, student, exact)


@pytest.mark.parametrize(
    "name",
    [
        "s01_probability.md",
        "s01_probability.json",
        "s01_probability.txt",
        "s01_probability",
        "xs01_probability.py",
        "ёs01_probability.py",
        "s01_probability_notes.ipynb",
        "s01_probability1234.py",
        "s03_moments.ipynb",
        "Untitled.ipynb",
        ".py",
    ],
)
def test_other_names_say_nothing(name: str) -> None:
    assert claim(name, SECTIONS) is None


@pytest.mark.parametrize("part", ["1", " 1", "copy 1", "(1)", "- ", "copy", "s01_probability", "_s01"])
def test_no_name_takes_for_ever(part: str) -> None:
    assert claim(f"s01_probability{part * (240 // len(part))}x.py", SECTIONS) is None
