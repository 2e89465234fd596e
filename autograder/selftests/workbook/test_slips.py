"""Small changes of a right answer, and what is said of them."""

import math

import pytest

from autograder.checking.outcomes import Call, Outcome, outcome
from autograder.workbook.slips import slips_of


def spread(x: list[float], ddof: int = 1) -> float:
    """The docstring is no part of it."""
    if len(x) <= ddof:
        raise ValueError("too few")
    mean = sum(x) / len(x)
    return float(sum((value - mean) ** 2 for value in x) / (len(x) - ddof))


def root_spread(x: list[float]) -> float:
    return math.sqrt(spread(x))


TOLD = {told: slip for slip in slips_of(spread, [], {}) for told in [slip.told()]}
X = [1, 2, 6]


@pytest.mark.parametrize(
    ("told", "gives"),
    [
        ("Mind the brackets. Your results are those of `… / len(x) - ddof` in place of `… / (len(x) - ddof)`.", 11 / 3),
        ("Something is missing. Your results are those of `len(x)` in place of `len(x) - ddof`.", 14 / 3),
        ("Something is missing. Your results are those of `value - mean` in place of `(value - mean) ** 2`.", 0.0),
        (
            "A 1 is too much, or missing. Your results are those of `len(x) - (ddof + 1)` in place of `len(x) - ddof`.",
            14,
        ),
        ("The operation is another one. Your results are those of `len(x) + ddof` in place of `len(x) - ddof`.", 3.5),
        ("A mix-up of names. Your results are those of `value - value` in place of `value - mean`.", 0.0),
        ("Something is too much. Your results are `np.sqrt(result)`, where `result` would be right.", None),
        ("Something is too much. Your results are `2 * result`, where `result` would be right.", 14.0),
    ],
)
def test_a_slip_does_what_is_said_of_it(told: str, gives: float | None) -> None:
    got = outcome(TOLD[told].function, Call((X,)))
    if gives is None:
        assert got.raises == "NameError", "this file has no np"
    else:
        assert got.value == pytest.approx(gives, abs=1e-12)


def test_the_checks_of_arguments_are_left_alone() -> None:
    assert all(outcome(slip.function, Call(([],))).raises for slip in TOLD.values())
    assert not any("ValueError" in told for told in TOLD)


def test_right_answers_stay_as_they_are() -> None:
    assert outcome(spread, Call((X,))) == Outcome(7.0)


def test_slips_in_what_a_reference_calls_are_tried_through_it() -> None:
    found = {slip.told(): slip for slip in slips_of(root_spread, [], {"spread": spread, "root_spread": root_spread})}
    inner = found["Something is missing. Your results are those of `len(x)` in place of `len(x) - ddof`."]
    assert outcome(inner.function, Call((X,))).value == pytest.approx(math.sqrt(14 / 3))


def test_slips_in_other_right_answers_are_tried_too() -> None:
    def other(x: list[float], ddof: int = 1) -> float:
        return (sum(value * value for value in x) - sum(x) ** 2 / len(x)) / (len(x) - ddof)

    told = [slip.told() for slip in slips_of(spread, [other], {})]
    assert any("sum(x)" in text and "** 2" in text for text in told)
