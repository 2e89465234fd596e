"""What does not return is stopped at the line where it is, and nothing else is."""

import traceback
from contextlib import suppress

import pytest

from autograder.checking.watchdog import TooSlow, time_limit


def test_a_loop_is_stopped_even_if_it_catches_exceptions_and_its_line_is_known() -> None:
    def endless() -> None:
        while True:
            with suppress(Exception):
                sum(range(100))

    with pytest.raises(TooSlow, match=r"did not return within 0\.1 s") as caught, time_limit(0.1):
        endless()
    assert "endless" in {frame.name for frame in traceback.extract_tb(caught.value.__traceback__)}


def test_even_one_that_catches_everything_is_stopped_in_the_end() -> None:
    caught = 0
    with pytest.raises(TooSlow), time_limit(0.05):
        while caught < 3:
            try:
                while True:
                    pass
            except BaseException:
                caught += 1
        while True:
            pass


def test_what_ends_in_time_is_left_alone_and_its_errors_go_through() -> None:
    with time_limit(60.0):
        pass
    with pytest.raises(KeyError), time_limit(60.0):
        raise KeyError
