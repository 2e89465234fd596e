"""10.10 `spearman`: criteria, known mistakes, other right answers."""

import numpy as np
from scipy import stats

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from autograder.content.s10_covariance_attention.shared import NO_PAIRS, related
from solutions.s10_covariance_attention import as_pairs, correlation, spearman

# Criteria


@criterion(core=True)
def test_is_the_correlation_of_ranks(spearman, reference, rng):
    for size in (4, 7, 25):
        x, y = related(rng, size)
        expected = reference.spearman(np.exp(x), y)
        assert_close(spearman(np.exp(x), y), expected)
        assert_close(spearman(y.tolist(), np.exp(x).tolist()), expected)


@criterion(core=True)
def test_shares_the_ranks_of_equal_numbers(spearman, reference, rng):
    for size in (6, 12, 30):
        x, y = rng.integers(0, 4, size=size), rng.integers(0, 5, size=size)
        x[:2], y[:2] = (0, 1), (3, 1)
        expected = reference.spearman(x, y)
        assert_close(spearman(x, y), expected)


@criterion()
def test_of_rising_and_falling_curves_is_one(spearman, rng):
    x = np.sort(rng.normal(size=9))
    assert_close(spearman(x, x**3), 1.0)
    assert_close(spearman(x, np.exp(-x)), -1.0)


@criterion()
def test_of_two_pairs(spearman):
    assert_close(spearman([1, 2], [5, 3]), -1.0)


@criterion()
def test_does_not_mind_an_outlier(spearman):
    assert_close(spearman([1, 2, 3, 1e300], [1, 2, 3, 4]), 1.0)


@criterion()
def test_refuses_lists_that_do_not_vary(spearman):
    for x, y in (([2, 2, 2], [1, 2, 3]), ([1, 2, 3], [0.1, 0.1, 0.1])):
        with raises(ValueError):
            spearman(x, y)


@criterion()
def test_refuses_what_are_no_pairs(spearman):
    for x, y in NO_PAIRS:
        with raises(ValueError):
            spearman(x, y)


@criterion()
def test_takes_single_precision_and_leaves_its_arguments_unchanged(spearman, rng):
    assert_close(spearman(np.array([1, 9, 4], dtype=np.float32), [3, 8, 5]), 1.0, rtol=1e-6)
    assert_unchanged(spearman, *related(rng, 6))


# Known mistakes

X, Y = (30.0, 10.0, 40.0, 20.0, 50.0), (0.1, 0.3, 0.2, 0.5, 0.4)
TIED = ((1.0, 2.0, 2.0, 3.0), (1.0, 3.0, 2.0, 4.0))

mistake = mistakes_of(spearman, example=(X, Y))


def _with(ranks, x, y):
    """The correlation of other ranks, after the reference's checks."""
    expected = spearman(x, y)
    x, y = as_pairs(x, y)
    try:
        return correlation(ranks(x), ranks(y))
    except ValueError:
        return expected


@mistake(
    "These are positions, not ranks: argsort once says where the smallest stands.",
    example=((3.0, 1.0, 4.0, 2.0, 5.0), (1.0, 3.0, 2.0, 5.0, 4.0)),
)
def spearman_of_positions(x, y):
    return _with(lambda v: np.argsort(v, kind="stable").astype(float), x, y)


@mistake("Equal numbers get different ranks, in the order in which they stand. They share the mean rank.", example=TIED)
def spearman_with_ordinal_ranks(x, y):
    return _with(lambda v: np.argsort(np.argsort(v, kind="stable"), kind="stable").astype(float), x, y)


@mistake("Equal numbers get the smallest of their ranks. They share the mean rank.", example=TIED)
def spearman_with_smallest_ranks(x, y):
    return _with(lambda v: stats.rankdata(v, method="min").astype(float), x, y)


@mistake("Equal numbers get the largest of their ranks. They share the mean rank.", example=TIED)
def spearman_with_largest_ranks(x, y):
    return _with(lambda v: stats.rankdata(v, method="max").astype(float), x, y)


@mistake(
    "Equal numbers take up one rank only. Two equal ones take up two.",
    example=((1.0, 2.0, 2.0, 2.0, 3.0, 4.0), (1.0, 3.0, 2.0, 5.0, 4.0, 6.0)),
)
def spearman_with_dense_ranks(x, y):
    return _with(lambda v: stats.rankdata(v, method="dense").astype(float), x, y)


@mistake(
    "This is the correlation of the numbers. Take their ranks.",
    example=((1.0, 10.0, 100.0, 1000.0), (1.0, 2.0, 3.0, 4.0)),
)
def spearman_of_the_numbers(x, y):
    return _with(lambda v: v, x, y)


@mistake("Only x was ranked.", example=((30.0, 10.0, 40.0, 20.0), (1.0, 3.0, 2.0, 50.0)))
def spearman_of_one_list(x, y):
    spearman(x, y)
    return correlation(stats.rankdata(np.asarray(x, dtype=float)), np.asarray(y, dtype=float))


@mistake("The shortcut with squared differences is right only without equal numbers.", example=TIED)
def spearman_by_the_shortcut(x, y):
    spearman(x, y)
    x, y = as_pairs(x, y)
    differences = stats.rankdata(x) - stats.rankdata(y)
    return float(1 - 6 * np.sum(differences**2) / (len(x) * (len(x) ** 2 - 1)))


@mistake("One of the lists was ranked downwards: the sign is wrong.")
def spearman_with_one_order_turned(x, y):
    return 0.0 - spearman(x, y)


@mistake("This is Kendall's tau, which counts pairs.")
def spearman_as_kendall(x, y):
    spearman(x, y)
    return float(stats.kendalltau(np.asarray(x, dtype=float), np.asarray(y, dtype=float))[0])


@mistake("The sign is lost. Falling curves have a negative coefficient.")
def spearman_without_a_sign(x, y):
    return abs(spearman(x, y))


@mistake("This is the coefficient squared.")
def spearman_squared(x, y):
    return spearman(x, y) ** 2


@mistake("A p-value stands beside the coefficient. The coefficient alone is wanted.")
def spearman_with_a_p_value(x, y):
    return (spearman(x, y), 0.0)


@mistake("A list that does not vary gives nan. Raise ValueError.", example=((2.0, 2.0, 2.0), (1.0, 2.0, 3.0)))
def spearman_of_nan(x, y):
    if len(x) == len(y) > 1 and np.ndim(x) == 1 and (np.ptp(x) == 0 or np.ptp(y) == 0):
        return float("nan")
    return spearman(x, y)


@mistake("The result is right, but the caller's list was sorted.", example=(np.array(X), np.array(Y)))
def spearman_in_place(x, y):
    result = spearman(x, y)
    for values in (x, y):
        if isinstance(values, np.ndarray):
            values.sort()
    return result


@mistake("This is the covariance of the ranks. Take their correlation.")
def spearman_as_a_covariance(x, y):
    spearman(x, y)
    return float(np.cov(stats.rankdata(x), stats.rankdata(y))[0, 1])


@mistake(
    "The two lists are ranked together. Each has its own ranks.", example=((3.0, 1.0, 4.0, 2.0), (10.0, 3.5, 2.5, 5.0))
)
def spearman_of_common_ranks(x, y):
    spearman(x, y)
    x, y = as_pairs(x, y)
    ranks = stats.rankdata(np.concatenate([x, y]))
    return correlation(ranks[: len(x)], ranks[len(x) :])


@mistake("Only y was ranked. Rank both lists.", example=((1.0, 3.0, 2.0, 50.0), (30.0, 10.0, 40.0, 20.0)))
def spearman_of_the_second_list(x, y):
    spearman(x, y)
    return correlation(np.asarray(x, dtype=float), stats.rankdata(np.asarray(y, dtype=float)))


@mistake("The lists are sorted, each by itself, and their numbers compared. Put each rank in the place of its number.")
def spearman_of_sorted_lists(x, y):
    return _with(np.sort, x, y)


@mistake("Differences of ranks count by their size and not squared. Take the correlation of the ranks.")
def spearman_as_a_footrule(x, y):
    spearman(x, y)
    x, y = as_pairs(x, y)
    return float(1 - 3 * np.abs(stats.rankdata(x) - stats.rankdata(y)).sum() / (len(x) ** 2 - 1))


@mistake(
    "The 6 of the shortcut is missing. Better take the correlation of the ranks: it is right with equal numbers, too."
)
def spearman_by_the_shortcut_without_six(x, y):
    spearman(x, y)
    x, y = as_pairs(x, y)
    return float(1 - np.sum((stats.rankdata(x) - stats.rankdata(y)) ** 2) / (len(x) * (len(x) ** 2 - 1)))


@mistake("The shortcut divides by n^2 - 1 alone. It is n (n^2 - 1), and right only without equal numbers.")
def spearman_by_the_shortcut_without_n(x, y):
    spearman(x, y)
    x, y = as_pairs(x, y)
    return float(1 - 6 * np.sum((stats.rankdata(x) - stats.rankdata(y)) ** 2) / (len(x) ** 2 - 1))


@mistake("The shortcut is not taken off 1: this is what equal orders lack. Take the correlation of the ranks.")
def spearman_as_a_distance(x, y):
    return 1.0 - spearman(x, y)


@mistake("The squared differences of ranks are added up. Take the correlation of the ranks.")
def spearman_as_squared_differences(x, y):
    spearman(x, y)
    x, y = as_pairs(x, y)
    return float(np.sum((stats.rankdata(x) - stats.rankdata(y)) ** 2))


@mistake(
    "A negative coefficient is raised to 0. It goes down to -1.", example=((1.0, 2.0, 3.0, 5.0), (9.0, 8.0, 4.0, 6.0))
)
def spearman_never_negative(x, y):
    return max(spearman(x, y), 0.0)


@mistake(
    "Logarithms are taken for the ranks. Rank the numbers.", example=((1.0, 10.0, 100.0, 500.0), (1.0, 2.0, 3.0, 4.0))
)
def spearman_of_logarithms(x, y):
    return _with(lambda v: np.log(v) if v.min() > 0 else v, x, y)


@mistake("A list that does not vary gives 0. Raise ValueError.", example=((2.0, 2.0, 2.0), (1.0, 2.0, 3.0)))
def spearman_of_zero(x, y):
    x, y = as_pairs(x, y)
    return 0.0 if np.ptp(x) == 0 or np.ptp(y) == 0 else spearman(x, y)


@mistake("This is the whole matrix of coefficients. One entry of it is wanted.")
def spearman_as_a_matrix(x, y):
    r = spearman(x, y)
    return np.array([[1.0, r], [r, 1.0]])


@mistake(
    "The numbers are cut to whole ones before they are ranked. Rank them as they are.",
    example=((1.5, 1.2, 2.7, 3.1), (1.0, 2.0, 3.0, 4.0)),
)
def spearman_of_whole_numbers(x, y):
    return _with(np.trunc, x, y)


# Other right answers


@alternative
def spearman_with_scipy(x, y):
    x, y = as_pairs(x, y)
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        raise ValueError("constant")
    return float(np.clip(stats.spearmanr(x, y)[0], -1.0, 1.0))


@alternative
def spearman_in_a_loop(x, y):
    x, y = as_pairs(x, y)

    def ranks(values):
        order = sorted(values.tolist())
        return [order.index(v) + (order.count(v) - 1) / 2 for v in values.tolist()]

    return correlation(ranks(x), ranks(y))
