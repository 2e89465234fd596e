"""Visible checks of the toy section."""

from autograder.checking.compare import assert_close, raises


def test_double_of_three_is_six(double):
    assert_close(double(3.0), 6.0)  # 3 + 3


def test_double_keeps_the_sign(double):
    assert_close(double(-1.5), -3.0)


def test_average_of_one_and_three_is_two(average):
    assert_close(average([1, 3]), 2.0)


def test_average_of_three_numbers(average):
    assert_close(average([1.0, 2.0, 6.0]), 3.0)


def test_average_refuses_nothing(average):
    with raises(ValueError):
        average([])


def test_spread_of_one_and_three_is_one(spread):
    assert_close(spread([1, 3]), 1.0)


def test_spread_is_at_most_the_distance_of_the_farthest(spread, average):
    values = [0.0, 0.0, 3.0]
    assert_close(spread(values), 4 / 3)  # distances 1, 1, 2 from the average 1
    assert_close(average(values), 1.0)
