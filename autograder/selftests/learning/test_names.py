"""An exercise or section is found under what a learner calls it."""

import pytest

from autograder.errors import UserError
from autograder.learning.names import meant
from autograder.learning.sheet import ExerciseSheet, Sheet

SHEETS = [
    Sheet(section, number, title, {name: ExerciseSheet(section, name, {}) for name in names})
    for section, number, title, names in (
        ("s03_moments", 3, "Moments", ["expectation"]),
        ("s04_information_theory", 4, "Information theory", ["self_information", "entropy"]),
    )
]


@pytest.mark.parametrize("name", ["s04_information_theory", "s04", "s4", "4", "S04", "s04_information_theory.ipynb"])
def test_a_section_goes_by_its_name_its_number_and_its_file(name: str) -> None:
    assert meant(name, SHEETS) is SHEETS[1]


@pytest.mark.parametrize(
    "name", ["self_information", "Self-Information", "self information", "4.1", " self_information"]
)
def test_an_exercise_goes_by_its_name_in_any_spelling_and_by_its_number(name: str) -> None:
    found = meant(name, SHEETS)
    assert isinstance(found, ExerciseSheet) and found.name == "self_information"


@pytest.mark.parametrize(
    ("name", "advice"), [("entrpy", "did you mean entropy?"), ("4.9", "workbook list shows them all")]
)
def test_what_is_not_there_is_answered_with_what_may_be_meant(name: str, advice: str) -> None:
    with pytest.raises(UserError, match="there is no exercise or section") as caught:
        meant(name, SHEETS)
    assert str(caught.value).endswith(advice)
