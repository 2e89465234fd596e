"""10.1 `covariance`: criteria, known mistakes, other right answers."""

import math
import statistics

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from autograder.content.s10_covariance_attention.shared import NO_PAIRS, centre_in_place, related
from solutions.s10_covariance_attention import as_pairs, covariance

# Criteria


@criterion(core=True)
def test_is_the_mean_product_of_deviations(covariance, reference, rng):
    for size in (2, 5, 30):
        x, y = related(rng, size)
        expected = reference.covariance(x, y)
        assert_close(covariance(x, y), expected)
        assert_close(covariance(x.tolist(), y.tolist()), expected)


@criterion()
def test_divides_by_n_where_ddof_is_zero(covariance, reference, rng):
    for size in (2, 7):
        x, y = related(rng, size)
        expected = reference.covariance(x, y, 0)
        assert_close(covariance(x, y, ddof=0), expected)


@criterion()
def test_with_itself_is_the_variance(covariance, rng):
    x, _ = related(rng, 9)
    assert_close(covariance(x, x), float(x.var(ddof=1)))


@criterion()
def test_does_not_mind_an_offset(covariance, reference):
    x, y = np.array([1.0, 2.0, 3.0, 4.0]), np.array([10.0, 30.0, 20.0, 50.0])
    for a, b in ((1e9, 0.0), (0.0, -1e9), (1e9, 1e9)):
        assert_close(covariance(x + a, y + b), 55 / 3, rtol=1e-6)


@criterion()
def test_of_a_constant_is_zero(covariance):
    assert_close(covariance([5.0, 5.0, 5.0], [1.0, 7.0, 2.0]), 0.0)


@criterion()
def test_refuses_what_are_no_pairs(covariance):
    for x, y in NO_PAIRS:
        with raises(ValueError):
            covariance(x, y)


@criterion()
def test_takes_ints_and_single_precision(covariance):
    assert_close(covariance([1, 2, 3], [5, 3, 1]), -2.0)
    assert_close(
        covariance(np.array([1, 2, 4], dtype=np.float32), np.array([5, 3, 1], dtype=np.float32)), -3.0, rtol=1e-6
    )


@criterion()
def test_leaves_its_arguments_unchanged(covariance, rng):
    assert_unchanged(covariance, *related(rng, 6))


# Known mistakes

X, Y = (1.0, 2.0, 3.0, 4.0), (10.0, 30.0, 20.0, 50.0)
SUM = "np.sum((x - x.mean()) * (y - y.mean()))"

mistake = mistakes_of(covariance, example=(X, Y))

covariance_not_centred = mistake.change(SUM, "np.sum(x * y)", "Nothing was centred. Subtract the means first.")
covariance_divided_by_n = mistake.change(
    "(len(x) - ddof)", "len(x)", "The division is by n whatever ddof is. Divide by n - ddof."
)
covariance_always_of_a_sample = mistake.change(
    "(len(x) - ddof)", "(len(x) - 1)", "ddof is not used: the division is always by n - 1.", example=(X, Y, 0)
)
covariance_added = mistake.change("(len(x) - ddof)", "(len(x) + ddof)", "ddof is added to n. Subtract it.")
covariance_as_a_sum = mistake.change(" / (len(x) - ddof)", "", "This is the sum. Divide it by n - ddof.")
covariance_of_means = mistake.change(
    f"{SUM} / (len(x) - ddof)",
    "((x * y).mean() - x.mean() * y.mean()) * len(x) / (len(x) - ddof)",
    "The mean product minus the product of the means loses all digits where the means are large. Centre first.",
    example=((1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 4), (1e9 + 10, 1e9 + 30, 1e9 + 20, 1e9 + 50)),
)
covariance_of_absolute_deviations = mistake.change(
    SUM, "np.sum(np.abs((x - x.mean()) * (y - y.mean())))", "Absolute values are added up. Signs are what it is about."
)
covariance_around_the_medians = mistake.change(
    SUM,
    "np.sum((x - np.median(x)) * (y - np.median(y)))",
    "The deviations are from the medians. Take the means.",
    example=((1.0, 2.0, 9.0), (10.0, 20.0, 60.0)),
)
covariance_of_sorted_lists = mistake.change(
    SUM,
    "np.sum((np.sort(x) - x.mean()) * (np.sort(y) - y.mean()))",
    "The lists are sorted, each by itself, which tears the pairs apart.",
)
covariance_squared = mistake.change(
    SUM, "np.sum((x - x.mean()) ** 2)", "This is the variance of x. The second list plays no part."
)
covariance_of_standardised_lists = mistake.change(
    SUM,
    "np.sum((x - x.mean()) / x.std(ddof=1) * (y - y.mean()) / y.std(ddof=1)) if x.std() * y.std() else np.sum(0 * x)",
    "This is the correlation: units are gone. Do not divide by the standard deviations.",
)


@mistake("This is the whole 2 x 2 matrix of np.cov. One entry of it is wanted.")
def covariance_as_a_matrix(x, y, ddof=1):
    x, y = as_pairs(x, y)
    return np.cov(x, y, ddof=ddof)


@mistake("The longer list is cut to the shorter. Raise ValueError.", example=((1.0, 2.0, 3.0), (1.0, 2.0)))
def covariance_cut_to_fit(x, y, ddof=1):
    size = min(len(x), len(y))
    return covariance(x[:size], y[:size], ddof) if np.ndim(x) == 1 and size > 1 else covariance(x, y, ddof)


@mistake(
    "A single pair has the covariance 0 here. Raise ValueError: there is nothing to compare.", example=((1.0,), (2.0,))
)
def covariance_of_a_single_pair(x, y, ddof=1):
    return 0.0 if np.shape(x) == np.shape(y) == (1,) else covariance(x, y, ddof)


@mistake("The result is right, but the caller's list was centred in place.", example=(np.array(X), np.array(Y)))
def covariance_in_place(x, y, ddof=1):
    result = covariance(x, y, ddof)
    centre_in_place(x, y)
    return result


covariance_in_single_precision = mistake.change(
    "x, y = as_pairs(x, y)",
    "x, y = (np.float32(numbers) for numbers in as_pairs(x, y))",
    "Single precision keeps seven digits, and under an offset they are gone. Compute in float64.",
    example=((1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 4), Y),
)
covariance_with_ddof_turned_round = mistake.change(
    "(len(x) - ddof)",
    "(len(x) - 1 + ddof)",
    "ddof is read the wrong way round: ddof=1 divides by n here. Divide by n - ddof.",
)
covariance_with_one_less_twice = mistake.change(
    "(len(x) - ddof)",
    "max(len(x) - 1 - ddof, 1)",
    "The 1 of n - 1 is subtracted besides ddof. ddof is that 1: divide by n - ddof.",
)
covariance_as_a_slope = mistake.change(
    f"{SUM} / (len(x) - ddof)",
    f"{SUM} / (np.sum((x - x.mean()) ** 2) or 1.0)",
    "This is the slope of a line through the points: it is divided by the squares of x. Divide by n - ddof.",
)
covariance_of_products_of_sums = mistake.change(
    SUM,
    "np.sum(x - x.mean()) * np.sum(y - y.mean())",
    "Deviations are added before they are multiplied, and their sum is 0. Multiply pair by pair, then add.",
)
covariance_as_a_product_of_deviations = mistake.change(
    f"{SUM} / (len(x) - ddof)",
    "x.std(ddof=ddof) * y.std(ddof=ddof)",
    "This is the product of both standard deviations. Multiply the deviations of each pair, and average.",
)
covariance_around_one_mean = mistake.change(
    SUM,
    "np.sum((x - np.mean([x, y])) * (y - np.mean([x, y])))",
    "One mean of all numbers is subtracted. Each list has its own.",
)
covariance_without_a_sign = mistake.change(
    f"{SUM} / (len(x) - ddof)",
    f"abs({SUM}) / (len(x) - ddof)",
    "The sign is lost. Where one falls as the other rises, the covariance is negative.",
    example=((1.0, 2.0, 4.0), (9.0, 4.0, 5.0)),
)
covariance_of_the_second_alone = mistake.change(
    SUM, "np.sum((y - y.mean()) ** 2)", "This is the variance of y. The first list plays no part."
)
covariance_with_mixed_divisors = mistake.change(
    f"{SUM} / (len(x) - ddof)",
    "np.sum(x * y) / (len(x) - ddof) - x.mean() * y.mean()",
    "The product of the means is subtracted from a sum divided by n - 1, which fits only for n. Centre first.",
)
covariance_with_a_root = mistake.change(
    f"{SUM} / (len(x) - ddof)",
    f"np.sqrt(abs({SUM} / (len(x) - ddof)))",
    "A root is taken. The covariance is in the product of both units, and has none.",
)
covariance_divided_before_multiplying = mistake.change(
    f"{SUM} / (len(x) - ddof)",
    f"{SUM} / (len(x) - ddof) ** 2",
    "Each list is divided by n - ddof, so that it is divided twice. Once is enough.",
)
covariance_of_differences = mistake.change(
    SUM,
    "np.sum((np.diff(x) - np.diff(x).mean()) * (np.diff(y) - np.diff(y).mean()))",
    "Differences of neighbours are compared. Take the deviations from the means.",
)


@mistake("Pairs with nan are left out. Raise ValueError.", example=((1.0, math.nan, 3.0, 5.0), (2.0, 1.0, 4.0, 3.0)))
def covariance_without_nan(x, y, ddof=1):
    if np.ndim(x) != 1 or np.shape(x) != np.shape(y):
        return covariance(x, y, ddof)
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    kept = ~(np.isnan(x) | np.isnan(y))
    if kept.sum() < 2 and not kept.all():
        return math.nan
    return covariance(x[kept], y[kept], ddof)


@mistake("The means are divided by n - ddof, too. Means have n; only the sum of the products has n - ddof.")
def covariance_with_means_of_fewer(x, y, ddof=1):
    covariance(x, y, ddof)
    x, y = as_pairs(x, y)
    n = len(x) - ddof
    return float(np.sum((x - x.sum() / n) * (y - y.sum() / n)) / n)


@mistake(
    "The running update multiplies two deviations from the old means. One of them must be taken from the new mean."
)
def covariance_updated_by_old_deviations(x, y, ddof=1):
    covariance(x, y, ddof)
    mean_x = mean_y = total = 0.0
    for n, (a, b) in enumerate(zip(*as_pairs(x, y), strict=True), 1):
        dx, dy = a - mean_x, b - mean_y
        mean_x, mean_y = mean_x + dx / n, mean_y + dy / n
        total += dx * dy if n > 1 else 0.0
    return float(total / (n - ddof))


# Other right answers


@alternative
def covariance_from_numpy(x, y, ddof=1):
    x, y = as_pairs(x, y)
    return float(np.cov(x, y, ddof=ddof)[0, 1])


@alternative
def covariance_in_a_loop(x, y, ddof=1):
    if np.ndim(x) != 1 or len(x) != len(y) or len(x) < 2:
        raise ValueError("pairs")
    x, y = [float(a) for a in x], [float(b) for b in y]
    if not all(map(math.isfinite, x + y)):
        raise ValueError("numbers")
    x_mean, y_mean = statistics.fmean(x), statistics.fmean(y)
    return sum((a - x_mean) * (b - y_mean) for a, b in zip(x, y, strict=True)) / (len(x) - ddof)


@alternative
def covariance_as_a_product(x, y, ddof=1):
    x, y = as_pairs(x, y)
    return float((x - x.mean()) @ (y - y.mean())) / (len(x) - ddof)
