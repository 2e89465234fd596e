"""90.1 `double`: criteria, known mistakes, other right answers."""

from solutions.s90_toys import double

from autograder.content import alternative, assert_close, criterion, mistakes_of

# Criteria


@criterion(core=True)
def test_is_twice_the_number(double, reference, rng):
    for x in rng.normal(0.0, 3.0, size=5).tolist():
        expected = reference.double(x)
        assert_close(double(x), expected)


@criterion()
def test_of_nothing_is_nothing(double):
    assert_close(double(0.0), 0.0)


# Known mistakes

mistake = mistakes_of(double, example=(3.0,))


@mistake("This is the square. Twice a number is the number and itself again.")
def double_as_a_square(x):
    return float(x * x)


double_of_nothing_added = mistake.change(
    "np.add(np.float64(x), np.float64(x))",
    "np.float64(x)",
    "This is the number itself. Add it once more.",
)

# Other right answers


@alternative
def double_by_multiplying(x):
    return 2.0 * x


@alternative
def double_by_summing(x):
    return sum([x, x])


@alternative
def double_by_dividing(x):
    return x / 0.5
