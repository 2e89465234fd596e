"""11.7 `required_sample_size`: criteria, known mistakes, other right answers."""

import math
from statistics import NormalDist

from scipy import special

from autograder.content import alternative, assert_same, criterion, mistakes_of, raises
from autograder.content.s11_central_limit.shared import NO_LEVELS
from solutions.s11_central_limit import as_level, required_sample_size

# Criteria


def _questions(rng, levels):
    """Arguments of which the exact n, before it is rounded up, is not near to a whole number; with the answer."""
    for low, high in levels:
        while True:
            sigma, level = float(rng.uniform(0.2, 4)), float(rng.uniform(low, high))
            margin = sigma / float(rng.uniform(2, 20))
            exact = float((special.ndtri((1 + level) / 2) * sigma / margin) ** 2)
            if 0.05 < exact % 1 < 0.45:  # rounding to the nearest goes down here
                break
        yield sigma, margin, level, math.ceil(exact)


@criterion(core=True)
def test_is_the_smallest_n_that_is_enough(required_sample_size, rng):
    for sigma, margin, level, n in _questions(rng, ((0.5, 0.7), (0.8, 0.9), (0.96, 0.99), (0.6, 0.8))):
        assert_same(required_sample_size(sigma, margin, level), n)


@criterion(core=True)
def test_has_a_level_of_95_percent_if_none_is_given(required_sample_size, rng):
    for sigma, margin, _, n in _questions(rng, ((0.95, 0.95), (0.95, 0.95))):
        assert_same(required_sample_size(sigma, margin), n)


@criterion()
def test_knows_no_unit(required_sample_size):
    for scale in (1e-100, 1e-3, 1e3, 1e100):
        assert_same(required_sample_size(0.5 * scale, 0.03 * scale), 1068)


@criterion()
def test_is_at_least_one(required_sample_size):
    assert_same(required_sample_size(0.001, 10.0), 1)
    assert_same(required_sample_size(1e-200, 1.0), 1)


@criterion()
def test_takes_ints(required_sample_size):
    assert_same(required_sample_size(10, 1), 385)  # 384.15


@criterion()
def test_refuses_bad_arguments(required_sample_size):
    for bad in (0.0, -1.0, math.nan, math.inf):
        with raises(ValueError):
            required_sample_size(bad, 1.0)
        with raises(ValueError):
            required_sample_size(1.0, bad)
    for level in NO_LEVELS:
        with raises(ValueError):
            required_sample_size(1.0, 1.0, level)


# Known mistakes

mistake = mistakes_of(required_sample_size, example=(0.5, 0.03))

required_sample_size_without_the_square = mistake.change(
    "(z * sigma / margin) ** 2",
    "z * sigma / margin",
    "The square is missing: the interval shrinks with the *root* of n only.",
)
required_sample_size_of_the_whole_width = mistake.change(
    "z * sigma / margin",
    "2 * z * sigma / margin",
    "The margin is taken for the whole width. It is what the interval reaches to each side: half of it.",
)
required_sample_size_of_twice_the_margin = mistake.change(
    "z * sigma / margin",
    "z * sigma / (2 * margin)",
    "The margin is doubled. The interval reaches z sigma / sqrt(n) to each side: compare that with the margin.",
)
required_sample_size_one_sided = mistake.change(
    "(1 + level) / 2", "level", "This z, 1.645 at 95 %, is one-sided. Take that of (1 + level) / 2."
)
required_sample_size_fixed = mistake.change(
    "NormalDist().inv_cdf((1 + level) / 2)",
    "1.959963984540054",
    "The z is that of 95 % whatever the level is. Compute it: NormalDist().inv_cdf(...).",
    example=(1.0, 0.1, 0.9),
)
required_sample_size_without_z = mistake.change(
    "z * sigma / margin", "sigma / margin", "z is missing: this interval would be right two times in three."
)
required_sample_size_of_a_variance = mistake.change(
    "(z * sigma / margin) ** 2",
    "z**2 * sigma / margin**2",
    "sigma is not squared, as if it were a variance. It is a standard deviation.",
)
required_sample_size_with_z_unsquared = mistake.change(
    "(z * sigma / margin) ** 2", "z * (sigma / margin) ** 2", "z is not squared. The square is of the whole quotient."
)
required_sample_size_turned_over = mistake.change(
    "z * sigma / margin", "margin / (z * sigma)", "The quotient is upside down: a smaller margin needs more data."
)
required_sample_size_rounded_before_the_square = mistake.change(
    "math.ceil((z * sigma / margin) ** 2)",
    "math.ceil(z * sigma / margin) ** 2",
    "This rounds up first and squares then, which gives too many. Round the square.",
)
required_sample_size_one_more = mistake.change(
    "math.ceil((z * sigma / margin) ** 2)",
    "math.floor((z * sigma / margin) ** 2) + 2",
    "This is one more than needed. Round up with math.ceil, and add nothing.",
)


@mistake("The number is rounded down, or to the nearest, and then the margin is not kept. Round up: math.ceil.")
def required_sample_size_rounded_down(sigma, margin, level=0.95):
    required_sample_size(sigma, margin, level)
    z = NormalDist().inv_cdf((1 + level) / 2)
    return int((z * sigma / margin) ** 2)


@mistake("The number is rounded to the nearest, and then the margin may be missed. Round up: math.ceil.")
def required_sample_size_rounded(sigma, margin, level=0.95):
    required_sample_size(sigma, margin, level)
    z = NormalDist().inv_cdf((1 + level) / 2)
    return max(1, round((z * sigma / margin) ** 2))


@mistake("This is not a whole number. Round up with math.ceil, which returns an int.")
def required_sample_size_as_a_float(sigma, margin, level=0.95):
    required_sample_size(sigma, margin, level)
    z = NormalDist().inv_cdf((1 + level) / 2)
    return max(1.0, (z * sigma / margin) ** 2)


@mistake("The result is 0 for a tiny sigma. At least one observation is needed.", example=(1e-200, 1.0))
def required_sample_size_of_none(sigma, margin, level=0.95):
    required_sample_size(sigma, margin, level)
    z = NormalDist().inv_cdf((1 + level) / 2)
    return math.ceil((z * sigma / margin) ** 2)


@mistake("A margin of 0 or less is accepted. No sample is large enough for it: raise ValueError.", example=(1, -1, 0.9))
def required_sample_size_of_any_margin(sigma, margin, level=0.95):
    return required_sample_size(sigma, abs(margin), level) if margin < 0 else required_sample_size(sigma, margin, level)


@mistake("A margin of 0 ends in a ZeroDivisionError. Check it, and raise ValueError.", example=(1, 0, 0.9))
def required_sample_size_divided_by_zero(sigma, margin, level=0.95):
    return sigma / margin if margin == 0 else required_sample_size(sigma, margin, level)


@mistake("A sigma of 0 or less is accepted. Raise ValueError.", example=(-1, 1, 0.9))
def required_sample_size_of_any_sigma(sigma, margin, level=0.95):
    return required_sample_size(abs(sigma) or 1e-9, margin, level)


@mistake(
    "nan passes a check such as margin <= 0, since every comparison with nan is False. Raise unless 0 < margin < inf.",
    example=(1, math.nan, 0.9),
)
def required_sample_size_of_nan(sigma, margin, level=0.95):
    return 1 if math.isnan(margin) else required_sample_size(sigma, margin, level)


required_sample_size_from_a_table = mistake.change(
    "NormalDist().inv_cdf((1 + level) / 2)",
    "{0.9: 1.6448536269514722, 0.99: 2.5758293035489004}.get(level, 1.959963984540054)",
    "z is looked up in a table of the usual levels, and others get 1.96. Compute it: NormalDist().inv_cdf(...).",
    example=(2.0, 0.01, 0.8),
)
required_sample_size_of_196 = mistake.change(
    "NormalDist().inv_cdf((1 + level) / 2)",
    "1.96",
    "1.96 stands for z, whatever the level is, and even for 95 % it is rounded. Compute NormalDist().inv_cdf(...).",
    example=(2.0, 0.01),
)
required_sample_size_with_z_rounded = mistake.change(
    "NormalDist().inv_cdf((1 + level) / 2)",
    "round(NormalDist().inv_cdf((1 + level) / 2), 2)",
    "z is rounded to two digits, which matters for large n. Keep all of NormalDist().inv_cdf(...).",
    example=(2.0, 0.01, 0.8),
)
required_sample_size_of_two_errors = mistake.change(
    "NormalDist().inv_cdf((1 + level) / 2)",
    "2",
    "Two standard errors are a rule of thumb, for 95 % only. Compute z of the level: NormalDist().inv_cdf(...).",
    example=(2.0, 0.01, 0.8),
)
required_sample_size_with_cdf = mistake.change(
    ".inv_cdf(", ".cdf(", "cdf turns z into a share. A share is given here, and z is wanted: inv_cdf."
)
required_sample_size_of_what_is_left_over = mistake.change(
    "(1 + level) / 2",
    "1 - level / 2",
    "The level is taken for what is left over. 95 % lie *inside*: the share below z is (1 + level) / 2.",
)
required_sample_size_of_an_unsquared_margin = mistake.change(
    "(z * sigma / margin) ** 2",
    "(z * sigma) ** 2 / margin",
    "The margin is not squared. The square is of the whole quotient.",
)
required_sample_size_of_an_unsquared_quotient = mistake.change(
    "(z * sigma / margin) ** 2",
    "z**2 * sigma / margin",
    "Only z is squared. The square is of the whole quotient: (z sigma / margin) ** 2.",
)
required_sample_size_of_exchanged_arguments = mistake.change(
    "z * sigma / margin",
    "z * margin / sigma",
    "sigma and margin are exchanged: more scatter needs more data, a wider margin fewer. Divide by the margin.",
)
required_sample_size_of_a_root = mistake.change(
    "(z * sigma / margin) ** 2",
    "math.sqrt(z * sigma / margin)",
    "The root of the quotient is taken. sqrt(n) = z sigma / margin, so n is its square.",
)
required_sample_size_of_a_share = mistake.change(
    "(z * sigma / margin) ** 2",
    "z**2 * sigma * (1 - sigma) / margin**2",
    "sigma is taken for a share p, with p (1 - p) as the variance. It is a standard deviation: square it.",
    example=(0.3, 0.02),
)
required_sample_size_of_two_or_more = mistake.change(
    "max(1,",
    "max(2,",
    "At least 2 are returned. Here sigma is known, and one observation may be enough.",
    example=(1.0, 8.0),
)
required_sample_size_of_thirty_or_more = mistake.change(
    "max(1,",
    "max(30,",
    "At least 30 are returned, a rule of thumb. The smallest n that is enough is asked for.",
    example=(1.0, 0.5),
)


@mistake("np.ceil returns a float. A number of observations is an int: math.ceil, or int(...).")
def required_sample_size_as_a_whole_float(sigma, margin, level=0.95):
    return float(required_sample_size(sigma, margin, level))


@mistake("An infinite margin is accepted. Raise ValueError unless 0 < margin < inf.", example=(1.0, math.inf, 0.9))
def required_sample_size_of_an_infinite_margin(sigma, margin, level=0.95):
    return 1 if margin == math.inf else required_sample_size(sigma, margin, level)


@mistake("An infinite sigma ends in an OverflowError. Check it, and raise ValueError.", example=(math.inf, 1.0, 0.9))
def required_sample_size_of_an_infinite_sigma(sigma, margin, level=0.95):
    if sigma == math.inf:
        raise OverflowError("cannot convert float infinity to integer")
    return required_sample_size(sigma, margin, level)


# Other right answers


@alternative
def required_sample_size_with_scipy(sigma, margin, level=0.95):
    if not (math.isfinite(sigma) and math.isfinite(margin) and sigma > 0 and margin > 0):
        raise ValueError("sigma and margin")
    ratio = float(special.ndtri(0.5 + as_level(level) / 2)) * (sigma / margin)
    return math.ceil(ratio * ratio) or 1


@alternative
def required_sample_size_searched(sigma, margin, level=0.95):
    as_level(level)
    for value in (sigma, margin):
        if math.isnan(value) or value <= 0 or value == math.inf:
            raise ValueError("sigma and margin")
    reach = -NormalDist().inv_cdf((1 - level) / 2) * sigma
    n = 1
    while reach / math.sqrt(n) > margin:
        n += 1
    return n
