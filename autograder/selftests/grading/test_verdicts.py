"""What a criterion says to the student holds nothing that the student's code could have made from hidden inputs."""

import numpy as np
import pytest

from autograder.checking.compare import CheckFailure, assert_close
from autograder.grading.verdicts import judge
from autograder.sandbox.errors import StudentCrash

TELLING = {
    "the shape of an array for a float": (np.empty((48271, 0)), 0.5, "expected a float, not an array"),
    "another shape": (np.empty((48271, 0)), np.ones(3), "expected an array of shape (3,)"),
    "a length": ([0.5] * 48271, [0.5] * 3, "expected 3 items"),
    "the width of a text": (np.array(["a" * 48271] * 3), np.ones(3), "expected dtype float64"),
    "a unit of time": (np.ones(3, "m8[48271s]"), np.ones(3), "expected dtype float64"),
    "a length inside": ([[0.5] * 48271], [[0.5]], "expected 1 items"),
}


@pytest.mark.parametrize(("got", "expected", "told"), TELLING.values(), ids=TELLING)
def test_sizes_of_a_wrong_result_are_not_told(got: object, expected: object, told: str) -> None:
    with pytest.raises(CheckFailure, match="48271") as caught:
        assert_close(got, expected)
    assert judge(caught.value) == ("wrong", told)


KINDS = {
    "a list for a float": ([1.0], 1.0, "expected a float, not a list"),
    "an int for a bool": (1, True, "expected a bool, not an int"),
    "a number for None": (1.0, None, "expected None, not a float"),
    "nothing": (None, 1.0, "expected a float, but the function returned None: is a return missing?"),
    "another number": (2.0, 1.0, "the result is not the expected one"),
}


@pytest.mark.parametrize(("got", "expected", "told"), KINDS.values(), ids=KINDS)
def test_the_kind_of_a_wrong_result_is_told(got: object, expected: object, told: str) -> None:
    with pytest.raises(CheckFailure) as caught:
        assert_close(got, expected)
    assert judge(caught.value) == ("wrong", told)


def test_a_crash_is_told_without_its_status() -> None:
    crash = StudentCrash("the Python process ended during the call", "exit status 113")
    assert "113" in str(crash)
    assert judge(crash) == ("crashed", "the Python process ended during the call")
