"""A failed check in words."""

import pytest

from autograder.checking.compare import CheckFailure, assert_close
from autograder.checking.failure import failure_lines
from autograder.checking.outcomes import Recorder


def lines_of(got: object, expected: object) -> list[str]:
    def answer(x: float) -> object:
        return got

    recorder = Recorder(answer)
    with pytest.raises(CheckFailure) as failed:
        assert_close(recorder(1.5), expected)
    return list(failure_lines(failed.value, "answer", {"answer": recorder}))


def test_the_call_what_came_and_what_was_expected_stand_below_each_other() -> None:
    assert lines_of(2.0, 3.0) == [
        "call      answer(1.5)",
        "yours     2.0",
        "expected  3.0",
        "reason    the result is not the expected one",
    ]


@pytest.mark.parametrize(
    ("got", "expected", "digit"),
    [
        (0.6931471785599453, 0.6931471805599453, 9),  # off by 2e-9
        ([12.5, 100.1], [12.5, 100.0], 4),  # the worst place is off by a thousandth
        (3e-8, 0.0, 8),  # where 0 is expected, digits behind the point count
    ],
)
def test_what_is_nearly_right_says_from_which_digit_on_it_is_not(got: object, expected: object, digit: int) -> None:
    assert lines_of(got, expected)[-1].endswith(f"; it differs only from digit {digit} on")


@pytest.mark.parametrize(
    ("got", "expected"), [(3.0, 2.0), (1e-5, 2e-5), (0.5, [0.5]), (float("nan"), 0.5), ("0.5", 0.5)]
)
def test_what_is_not_nearly_right_says_nothing_of_digits(got: object, expected: object) -> None:
    assert "digit" not in lines_of(got, expected)[-1]


def test_an_error_shows_the_lines_of_the_learners_file_that_led_to_it() -> None:
    namespace: dict[str, object] = {}
    source = "def answer(x):\n    return helper(x)\n\ndef helper(x):\n    return x.entropy\n"
    exec(compile(source, "/tmp/ipykernel_7/1234.py", "exec"), namespace)
    recorder = Recorder(namespace["answer"])  # type: ignore[arg-type]
    with pytest.raises(AttributeError) as failed:
        recorder(1.5)
    said = list(failure_lines(failed.value, "answer", {"answer": recorder}))
    assert said[1] == "yours     raised AttributeError: 'float' object has no attribute 'entropy'"
    assert [line.strip() for line in said[2:]] == ["line 2 of your cell, in answer:", "line 5 of your cell, in helper:"]
