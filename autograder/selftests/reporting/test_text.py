"""What a student reads of an exercise."""

import pytest

from autograder.grading.results import CriterionResult, ExerciseResult, FailingCall
from autograder.reporting.text import exercise_lines, points_text

CORE = CriterionResult("matches the definition", True, "wrong", "the result is not the expected one")
EDGE = CriterionResult("refuses nothing", False, "passed")


def texts(exercise: ExerciseResult) -> list[str]:
    return [line.text for line in exercise_lines(exercise)]


def test_core_is_explained_wherever_it_is_said() -> None:
    passed = CriterionResult("matches the definition", True, "passed")
    failed = CriterionResult("takes lists", False, "wrong", "the result is not the expected one")
    told = texts(ExerciseResult("entropy", "core", "partly correct", 1.5, 2.0, (passed, failed)))
    assert told[:2] == [
        "Core criteria come first: while one of them fails, the others earn nothing.",
        "+ matches the definition (core)",
    ]


def test_a_right_exercise_needs_no_words() -> None:
    assert texts(ExerciseResult("entropy", "core", "correct", 2.0, 2.0, (EDGE,))) == []


def test_a_wrong_one_shows_criteria_mistake_and_call() -> None:
    call = FailingCall("entropy([1, 0])", "nan", "0.0")
    exercise = ExerciseResult("entropy", "core", "wrong", 0.0, 2.0, (CORE, EDGE), ("0 log 0 is 0.",), failing_call=call)
    assert texts(exercise) == [
        "Core criteria come first: while one of them fails, the others earn nothing.",
        "- matches the definition (core): the result is not the expected one",
        "+ refuses nothing",
        "This looks like a known mistake: 0 log 0 is 0.",
        "call      entropy([1, 0])",
        "yours     nan",
        "expected  0.0",
    ]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (("a",), "This builds on a, which is not right: it was judged with a right version."),
        (("a", "b"), "This builds on a and b, which are not right: it was judged with right versions."),
    ],
)
def test_a_mistake_that_is_inherited_is_said(wrong: tuple[str, ...], told: str) -> None:
    assert texts(ExerciseResult("c", "plus", "correct", 1.0, 1.0, inherited=wrong)) == [told]


@pytest.mark.parametrize(("points", "text"), [(2.0, "2"), (1.5, "1.5"), (1.3333, "1.33"), (0.0, "0"), (10.0, "10")])
def test_points_have_two_digits_at_most(points: float, text: str) -> None:
    assert points_text(points) == text
