"""10.2 `correlation`: criteria, known mistakes, other right answers."""

import math

import numpy as np
from scipy import stats

from autograder.content import alternative, assert_close, assert_same, assert_unchanged, criterion, mistakes_of, raises
from autograder.content.s10_covariance_attention.shared import NO_PAIRS, centre_in_place, related
from solutions.s10_covariance_attention import as_pairs, correlation, covariance

# Criteria


@criterion(core=True)
def test_is_the_covariance_without_units(correlation, reference, rng):
    for size in (3, 6, 40):
        x, y = related(rng, size)
        expected = reference.correlation(x, y)
        assert_close(correlation(x, y), expected)
        assert_close(correlation(y.tolist(), x.tolist()), expected)


@criterion()
def test_of_lines_is_one_or_minus_one(correlation, rng):
    x = rng.normal(size=8)
    assert_close(correlation(x, 0.01 * x + 5), 1.0)
    assert_close(correlation(x, 3 - 200 * x), -1.0)


@criterion()
def test_sees_lines_only(correlation):
    assert_close(correlation([-2, -1, 0, 1, 2], [4, 1, 0, 1, 4]), 0.0)


@criterion()
def test_has_no_unit(correlation, reference, rng):
    x, y = related(rng, 7)
    expected = reference.correlation(x, y)
    for a, b in ((1e200, 1.0), (1e-200, 1e200), (1e-160, 1e-160), (5.0, 1e-3)):
        assert_close(correlation(a * x, b * y), expected)


@criterion()
def test_does_not_mind_an_offset(correlation):
    x, y = np.array([1.0, 2.0, 3.0, 4.0]), np.array([10.0, 30.0, 20.0, 50.0])
    assert_close(correlation(x + 1e7, y - 1e7), 55 / math.sqrt(5 * 875), rtol=1e-6)


@criterion()
def test_is_never_outside_by_rounding(correlation, rng):
    for _ in range(6):
        x = rng.normal(size=5)
        r = correlation(x, float(rng.uniform(0.1, 3)) * x)
        assert_close(r, 1.0)
        assert_same(bool(r <= 1.0), True)


@criterion()
def test_refuses_lists_that_do_not_vary(correlation):
    for x, y in (([0.1, 0.1, 0.1], [1, 2, 3]), ([3, 1, 2], [0.7, 0.7, 0.7]), ([0, 0], [1, 2]), ([4, 4], [4, 4])):
        with raises(ValueError):
            correlation(x, y)


@criterion()
def test_refuses_what_are_no_pairs(correlation):
    for x, y in NO_PAIRS:
        with raises(ValueError):
            correlation(x, y)


@criterion()
def test_takes_single_precision_and_leaves_its_arguments_unchanged(correlation, rng):
    x, y = np.array([1, 2, 3, 4], dtype=np.float32), np.array([10, 30, 20, 50], dtype=np.float32)
    assert_close(correlation(x, y), 55 / math.sqrt(5 * 875), rtol=1e-6)
    assert_unchanged(correlation, *related(rng, 6))


# Known mistakes

X, Y = (1.0, 2.0, 3.0, 4.0), (10.0, 30.0, 20.0, 50.0)
CENTRED = "x, y = x - x.mean(), y - y.mean()"
R = "np.clip(np.sum(x * y) / np.sqrt(np.sum(x * x)) / np.sqrt(np.sum(y * y)), -1.0, 1.0)"

mistake = mistakes_of(correlation, example=(X, Y))

correlation_with_mixed_divisors = mistake.change(
    R,
    "np.sum(x * y) / (len(x) - 1) / x.std() / y.std()",
    "Covariance and standard deviations have different divisors, n - 1 and n, so that |r| can exceed 1.",
)
correlation_with_mixed_divisors_clipped = mistake.change(
    R,
    "np.clip(np.sum(x * y) / (len(x) - 1) / x.std() / y.std(), -1.0, 1.0)",
    "Covariance and standard deviations have different divisors, n - 1 and n. Clipping hides it only where |r| is near 1.",
    example=([1, 2, 3, 4], [10, 30, 20, 50]),
)
correlation_as_a_cosine = mistake.change(
    f"    {CENTRED}\n", "", "This is the cosine of the angle between the lists. Subtract the means first."
)
correlation_with_one_mean = mistake.change(
    CENTRED, "x = x - x.mean()", "Only x is centred. Subtract both means, also for the lengths."
)
correlation_squared = mistake.change(
    R, f"{R} ** 2", "This is r squared, the share of variance that a line explains. r itself is wanted."
)
correlation_without_a_sign = mistake.change(
    R, f"abs({R})", "The sign is lost. Falling points have a negative r.", example=((1.0, 2.0, 3.0), (9.0, 4.0, 5.0))
)
correlation_of_nan = mistake.change(
    '        raise ValueError("a list of equal numbers has no correlation with anything")',
    "        return math.nan",
    "A list that does not vary gives nan. Raise ValueError.",
    example=((1.0, 1.0, 1.0), (1.0, 2.0, 3.0)),
)
correlation_of_zero = mistake.change(
    '        raise ValueError("a list of equal numbers has no correlation with anything")',
    "        return 0.0",
    "A list that does not vary gives 0. Raise ValueError: r is not defined.",
    example=((1.0, 1.0, 1.0), (1.0, 2.0, 3.0)),
)
correlation_checked_in_one_list = mistake.change(
    "if x.max() == x.min() or y.max() == y.min():",
    "if y.max() == y.min():\n        return 0.0\n    if x.max() == x.min():",
    "Only x is checked. Raise ValueError also where y does not vary.",
    example=((1.0, 2.0, 3.0), (5.0, 5.0, 5.0)),
)
correlation_checked_by_its_deviation = mistake.change(
    "if x.max() == x.min() or y.max() == y.min():",
    "if x.std() == 0 or y.std() == 0:",
    "The standard deviation of 0.1, 0.1, 0.1 is not quite 0 in floats. Compare largest and smallest.",
    example=((0.1, 0.1, 0.1), (1.0, 2.0, 3.0)),
)
correlation_in_one_root = mistake.change(
    "x, y = x / np.abs(x).max(), y / np.abs(y).max()",
    "x, y = x * 1.0, y * 1.0",
    "Squares of huge or tiny numbers leave the range of floats. Divide each list by its largest absolute value first.",
    example=((1e200, 2e200, 3e200, 4e200), Y),
)


@mistake("This divides by the variances. Divide by the standard deviations, their roots.")
def correlation_divided_by_variances(x, y):
    correlation(x, y)
    x, y = as_pairs(x, y)
    with np.errstate(all="ignore"):
        return float(covariance(x, y) / x.var(ddof=1) / y.var(ddof=1))


@mistake("This is the covariance. Divide by both standard deviations.")
def correlation_as_a_covariance(x, y):
    correlation(x, y)
    with np.errstate(all="ignore"):
        return covariance(x, y)


@mistake("This is the slope of a line through the points. Divide by both standard deviations, not twice by one.")
def correlation_as_a_slope(x, y):
    correlation(x, y)
    x, y = as_pairs(x, y)
    with np.errstate(all="ignore"):
        return float(covariance(x, y) / x.var(ddof=1))


@mistake(
    "This is the correlation of the ranks. Take the numbers themselves.",
    example=((1.0, 2.0, 3.0, 40.0), (1.0, 3.0, 2.0, 4.0)),
)
def correlation_of_ranks(x, y):
    correlation(x, y)
    return float(stats.spearmanr(np.asarray(x, dtype=float), np.asarray(y, dtype=float))[0])


@mistake("This is the whole matrix of np.corrcoef. One entry of it is wanted.")
def correlation_as_a_matrix(x, y):
    r = correlation(x, y)
    return np.array([[1.0, r], [r, 1.0]])


@mistake("This is a p-value beside r. r alone is wanted.")
def correlation_with_a_p_value(x, y):
    r = correlation(x, y)
    return (r, 0.0)


@mistake("The result is right, but the caller's list was centred in place.", example=(np.array(X), np.array(Y)))
def correlation_in_place(x, y):
    result = correlation(x, y)
    centre_in_place(x, y)
    return result


correlation_with_mixed_divisors_the_other_way = mistake.change(
    R,
    "np.sum(x * y) / len(x) / x.std(ddof=1) / y.std(ddof=1)",
    "The covariance is divided by n, and both standard deviations by n - 1. Take the same divisor for all.",
)
correlation_with_uncentred_lengths = mistake.change(
    f"{CENTRED}\n    return float({R})",
    "numerator = np.sum((x - x.mean()) * (y - y.mean()))\n"
    "    return float(np.clip(numerator / np.sqrt(np.sum(x * x)) / np.sqrt(np.sum(y * y)), -1.0, 1.0))",
    "Only the products are centred. The sums of squares below are of deviations from the means, too.",
)
correlation_without_roots = mistake.change(
    R,
    "np.clip(np.sum(x * y) / (np.sum(x * x) * np.sum(y * y)), -1.0, 1.0)",
    "Below stand the sums of squares themselves. Take their roots.",
)
correlation_with_one_root_missing = mistake.change(
    R,
    "np.sum(x * y) / np.sqrt(np.sum(x * x)) / np.sqrt(np.sum(x * x))",
    "The squares of x stand below twice. Divide by the length of x and that of y.",
)
correlation_as_a_distance = mistake.change(R, f"1.0 - {R}", "This is 1 - r, a distance. r itself is wanted.")
correlation_from_zero_to_one = mistake.change(
    R, f"(1.0 + {R}) / 2", "r is moved to [0, 1]. Leave it: it goes from -1 to 1."
)
correlation_never_negative = mistake.change(
    R,
    R.replace("-1.0, 1.0", "0.0, 1.0"),
    "A negative r is raised to 0. It goes down to -1.",
    example=((1.0, 2.0, 3.0), (9.0, 4.0, 5.0)),
)
correlation_of_sorted_lists = mistake.change(
    CENTRED,
    "x, y = np.sort(x - x.mean()), np.sort(y - y.mean())",
    "The lists are sorted, each by itself, which tears the pairs apart.",
)
correlation_around_medians = mistake.change(
    CENTRED,
    "x, y = x - np.median(x), y - np.median(y)",
    "Medians are subtracted. Subtract the means.",
    example=((1.0, 2.0, 9.0), (20.0, 10.0, 60.0)),
)
correlation_as_an_angle = mistake.change(
    R, f"np.arccos({R})", "This is the angle between the centred lists. Its cosine is wanted."
)
correlation_over_the_number = mistake.change(
    R, f"{R} / len(x)", "This is divided by n once more. The divisors of covariance and variances cancel already."
)
correlation_over_the_sum_of_lengths = mistake.change(
    R,
    "2 * np.sum(x * y) / (np.sum(x * x) + np.sum(y * y))",
    "The sums of squares are added below. Multiply their roots.",
)


def _deviations(x, y):
    """Both lists after the reference's checks, not scaled: their squares may leave the range of floats."""
    correlation(x, y)
    return as_pairs(x, y)


@mistake("This divides by the standard deviation of x alone. Divide by that of y, too.")
def correlation_divided_once(x, y):
    x, y = _deviations(x, y)
    with np.errstate(all="ignore"):
        return float(covariance(x, y) / x.std(ddof=1))


@mistake("This divides by the sum of both standard deviations. Divide by their product.")
def correlation_divided_by_a_sum(x, y):
    x, y = _deviations(x, y)
    with np.errstate(all="ignore"):
        return float(covariance(x, y) / (x.std(ddof=1) + y.std(ddof=1)))


@mistake("This divides by the product of both means. Divide by both standard deviations.")
def correlation_divided_by_means(x, y):
    x, y = _deviations(x, y)
    with np.errstate(all="ignore"):
        return float(covariance(x, y) / (x.mean() * y.mean()))


@mistake(
    "The shortcut with sums of products loses its digits where the means are large. Subtract the means first.",
    example=((1e7 + 1.1, 1e7 + 2.3, 1e7 + 2.9, 1e7 + 4.2), Y),
)
def correlation_by_sums_of_products(x, y):
    x, y = _deviations(x, y)
    n = len(x)
    with np.errstate(all="ignore"):
        below = np.sqrt((n * np.sum(x * x) - x.sum() ** 2) * (n * np.sum(y * y) - y.sum() ** 2))
        return float((n * np.sum(x * y) - x.sum() * y.sum()) / below)


@mistake(
    "An epsilon is added below, which outweighs small units. Leave it out: lists that do not vary are refused anyway.",
    example=((1e-6, 2e-6, 3e-6, 4e-6), (1e-5, 3e-5, 2e-5, 5e-5)),
)
def correlation_with_an_epsilon(x, y):
    x, y = _deviations(x, y)
    with np.errstate(all="ignore"):
        return float(covariance(x, y) / (x.std(ddof=1) * y.std(ddof=1) + 1e-8))


@mistake(
    "Lists in small units are refused as if they did not vary. Compare largest and smallest exactly.",
    example=((1e-200, 2e-200, 3e-200, 4e-200), Y),
)
def correlation_refusing_small_units(x, y):
    for numbers in as_pairs(x, y):
        if np.ptp(numbers) < 1e-12:
            raise ValueError("equal numbers")
    return correlation(x, y)


# Other right answers


@alternative
def correlation_by_standardising(x, y):
    x, y = as_pairs(x, y)
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        raise ValueError("constant")
    x, y = ((v - v.mean()) / np.abs(v).max() for v in (x, y))
    z = [(v / np.abs(v).max()) / np.sqrt(np.mean((v / np.abs(v).max()) ** 2)) for v in (x, y)]
    return float(min(max(np.mean(z[0] * z[1]), -1.0), 1.0))


@alternative
def correlation_from_numpy(x, y):
    x, y = as_pairs(x, y)
    if len(set(x.tolist())) == 1 or len(set(y.tolist())) == 1:
        raise ValueError("constant")
    return float(np.clip(np.corrcoef(x / np.abs(x).max(), y / np.abs(y).max())[0, 1], -1, 1))


@alternative
def correlation_with_hypot(x, y):
    x, y = as_pairs(x, y)
    if (x == x[0]).all() or (y == y[0]).all():
        raise ValueError("constant")
    x, y = x / max(abs(x)), y / max(abs(y))
    x, y = x - math.fsum(x) / len(x), y - math.fsum(y) / len(y)
    r = math.fsum(x * y) / (math.hypot(*x) * math.hypot(*y))
    return max(-1.0, min(1.0, r))
