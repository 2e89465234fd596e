"""Points: shares of the criteria, with core criteria as the gate."""

import doctest

import pytest

from autograder.grading import scoring
from autograder.grading.results import CriterionResult, Verdict


def criterion(verdict: Verdict, *, core: bool = False) -> CriterionResult:
    return CriterionResult("does something", core, verdict)


def test_points_are_the_share_of_the_criteria_that_passed() -> None:
    criteria = [criterion("passed", core=True), criterion("passed"), criterion("passed"), criterion("wrong")]
    assert scoring.points(criteria, 2.0) == 1.5


def test_a_failed_core_criterion_takes_the_others_with_it() -> None:
    assert scoring.points([criterion("wrong", core=True), criterion("passed"), criterion("passed")], 3.0) == 0.0


def test_other_core_criteria_still_earn_when_one_fails() -> None:
    criteria = [criterion("passed", core=True), criterion("wrong", core=True), criterion("passed")]
    assert scoring.points(criteria, 3.0) == 1.0


def test_no_criteria_earn_nothing() -> None:
    assert scoring.points([], 3.0) == 0.0


@pytest.mark.parametrize(
    ("verdicts", "earned", "outcome"),
    [
        (["passed", "passed"], 2.0, "correct"),
        (["passed", "wrong"], 1.0, "partly correct"),
        (["wrong", "raised"], 0.0, "wrong"),
        (["timed out", "wrong"], 0.0, "timed out"),
        (["crashed", "timed out"], 0.0, "crashed"),
        (["out of memory", "wrong"], 0.0, "out of memory"),
        (["not started", "not started"], 0.0, "not started"),
        (["passed", "grader fault"], 1.0, "grader fault"),
    ],
)
def test_an_outcome_is_the_most_telling_word(verdicts: list[Verdict], earned: float, outcome: str) -> None:
    assert scoring.outcome([criterion(verdict) for verdict in verdicts], earned) == outcome


def test_the_example_is_true() -> None:
    assert doctest.testmod(scoring).failed == 0
