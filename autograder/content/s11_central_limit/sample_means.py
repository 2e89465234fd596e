"""11.2 `sample_means`: criteria, known mistakes, other right answers."""

import math
import statistics

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from solutions.s11_central_limit import sample_means

# Criteria


@criterion(core=True)
def test_is_the_mean_of_each_row(sample_means, rng):
    for reps, n in ((2, 5), (7, 3), (20, 50), (1, 4), (3, 3)):
        draws = rng.exponential(rng.uniform(1, 5), size=(reps, n)) - 2
        expected = np.array([math.fsum(row) / n for row in draws.tolist()])
        assert_close(sample_means(draws), expected)


@criterion()
def test_of_single_draws_is_the_draws(sample_means):
    assert_close(sample_means([[3.0], [-1.0]]), np.array([3.0, -1.0]))


@criterion()
def test_takes_ints_and_single_precision(sample_means):
    assert_close(sample_means([[1, 2, 9], [0, 0, 3]]), np.array([4.0, 1.0]))
    assert_close(sample_means(np.array([[0.5, 1.5, 2.5]], dtype=np.float32)), np.array([1.5]))


@criterion()
def test_of_an_experiment_with_nan_is_nan(sample_means):
    assert_close(sample_means([[1.0, math.nan], [2.0, 4.0]]), np.array([math.nan, 3.0]))


@criterion()
def test_without_experiments_has_no_entries(sample_means):
    assert_close(sample_means(np.zeros((0, 3))), np.zeros(0))


@criterion()
def test_refuses_what_does_not_have_two_axes_or_has_empty_rows(sample_means):
    for draws in (3.0, (1.0, 2.0), ((), ()), (((1.0, 2.0), (3.0, 4.0)), ((1.0, 2.0), (3.0, 4.0)))):
        with raises(ValueError):
            sample_means(draws)


@criterion()
def test_leaves_its_argument_unchanged(sample_means):
    assert_unchanged(sample_means, np.array([[3.0, 1.0], [2.0, 5.0]]))


# Known mistakes

TABLE = ((0, 1, 2, 7), (4, 5, 6, 11), (8, 9, 10, 15))

mistake = mistakes_of(sample_means, example=(TABLE,))

sample_means_across_experiments = mistake.change(
    "axis=1)", "axis=0)", "This averages over the experiments. Average within each: along axis 1."
)
sample_means_as_a_column = mistake.change(
    "axis=1)", "axis=1, keepdims=True)", "The result is a column of shape (reps, 1). Its shape is (reps,): no keepdims."
)
sample_means_as_sums = mistake.change(
    ".mean(axis=1)", ".sum(axis=1)", "These are the sums of the experiments. Divide by n: mean(axis=1)."
)
sample_means_as_one_number = mistake.change(
    ".mean(axis=1)", ".mean()", "This is the mean of everything. Each experiment has a mean of its own: axis=1."
)


@mistake("This is the mean of all experiments, once for each. Each has a mean of its own.")
def sample_means_all_equal(draws):
    means = sample_means(draws)
    return np.full(len(means), means.mean())


@mistake("These are medians. The mean is the sum over the count.")
def sample_means_as_medians(draws):
    sample_means(draws)
    return np.median(np.asarray(draws, dtype=float), axis=1)


@mistake("The sums are divided by n - 1. That is for variances; a mean divides by n.")
def sample_means_divided_by_one_less(draws):
    n = np.shape(draws)[-1] if np.ndim(draws) == 2 else 0
    return sample_means(draws) * n / (n - 1) if n > 1 else sample_means(draws)


@mistake("The sums are divided by the number of experiments. Divide by the n numbers in each.")
def sample_means_divided_by_reps(draws):
    means = sample_means(draws)
    return means * np.shape(draws)[1] / len(means)


@mistake("The mean is divided by the root of n. The means get narrower by themselves: leave them as they are.")
def sample_means_shrunk(draws):
    return sample_means(draws) / math.sqrt(np.shape(draws)[1])


@mistake("The means are centred. Return them as they are.")
def sample_means_centred(draws):
    means = sample_means(draws)
    return means - means.mean()


@mistake("The means are sorted. They belong to their experiments: keep the order.", example=([[5, 5], [1, 1]],))
def sample_means_sorted(draws):
    return np.sort(sample_means(draws))


@mistake("This is the running mean over the experiments. Each row has a mean of its own.")
def sample_means_running(draws):
    means = sample_means(draws)
    return np.cumsum(means) / np.arange(1, len(means) + 1)


@mistake("The means are rounded to whole numbers. They are floats.")
def sample_means_in_whole_numbers(draws):
    return np.floor(sample_means(draws))


@mistake(
    "A single list counts as one experiment. Two axes are asked for: raise ValueError otherwise.",
    example=([1.0, 2.0],),
)
def sample_means_of_a_list(draws):
    return sample_means([draws]) if np.ndim(draws) == 1 and np.size(draws) else sample_means(draws)


@mistake("More than two axes are averaged along the second. Raise ValueError.", example=([[[1.0, 2.0]]],))
def sample_means_of_more_axes(draws):
    return np.mean(draws, axis=1) if np.ndim(draws) > 2 else sample_means(draws)


@mistake("Experiments without numbers have no mean. Raise ValueError for empty rows.", example=([[], []],))
def sample_means_of_empty_rows(draws):
    if np.ndim(draws) == 2 and np.shape(draws)[1] == 0:
        return np.full(len(draws), np.nan)
    return sample_means(draws)


@mistake(
    "The result is right, but the caller's numbers are overwritten.",
    example=(np.array([[3.0, 1.0], [2.0, 5.0]]),),
)
def sample_means_in_place(draws):
    means = sample_means(draws)
    if isinstance(draws, np.ndarray) and draws.dtype == float:
        draws -= means[:, None]
    return means


@mistake(
    "nan is left out of the mean, as np.nanmean does. The mean of a row with nan is nan.",
    example=([[1.0, math.nan, 5.0], [2.0, 4.0, 9.0]],),
)
def sample_means_without_nan(draws):
    means = sample_means(draws)
    rows = [[value for value in row if not math.isnan(value)] for row in np.asarray(draws, dtype=float).tolist()]
    return np.array([sum(row) / len(row) if row else math.nan for row in rows]) if len(means) else means


@mistake("nan counts as 0 here. The mean of a row with nan is nan.", example=([[1.0, math.nan, 5.0], [2.0, 4.0, 9.0]],))
def sample_means_with_nan_as_zero(draws):
    sample_means(draws)
    return np.nan_to_num(np.asarray(draws, dtype=float)).mean(axis=1)


@mistake(
    "A row with nan is refused. Its mean is nan, and the others have theirs.",
    example=([[1.0, math.nan, 5.0], [2.0, 4.0, 9.0]],),
)
def sample_means_refusing_nan(draws):
    means = sample_means(draws)
    if not np.isfinite(np.asarray(draws, dtype=float)).all():
        raise ValueError("draws must be finite")
    return means


@mistake(
    "A table without experiments is refused. Only empty rows are: no rows give an array without entries.",
    example=(np.zeros((0, 3)),),
)
def sample_means_refusing_no_experiments(draws):
    if np.size(draws) == 0:
        raise ValueError("draws must not be empty")
    return sample_means(draws)


@mistake("Only the first experiment is averaged: the loop returns too early. Collect a mean for each row.")
def sample_means_of_the_first(draws):
    sample_means(draws)
    for row in np.asarray(draws, dtype=float):
        return float(row.mean())
    return 0.0


@mistake("The sum is not set back to 0 for the next row, so that later means hold the earlier rows, too.")
def sample_means_adding_up(draws):
    return np.cumsum(sample_means(draws))


@mistake("The last number of each experiment is left out. All n count.")
def sample_means_without_the_last_number(draws):
    means = sample_means(draws)
    draws = np.asarray(draws, dtype=float)
    return draws[:, :-1].mean(axis=1) if draws.shape[1] > 1 else means


@mistake("The first number of each experiment is left out. All n count.")
def sample_means_without_the_first_number(draws):
    means = sample_means(draws)
    draws = np.asarray(draws, dtype=float)
    return draws[:, 1:].mean(axis=1) if draws.shape[1] > 1 else means


@mistake("These are standard deviations of the experiments. Their means are asked for: mean(axis=1).")
def sample_means_as_deviations(draws):
    sample_means(draws)
    return np.std(np.asarray(draws, dtype=float), axis=1)


@mistake("The middle between the smallest and the largest number is no mean. Add all, and divide by n.")
def sample_means_as_middles(draws):
    sample_means(draws)
    draws = np.asarray(draws, dtype=float)
    return (draws.min(axis=1) + draws.max(axis=1)) / 2


# Other right answers


@alternative
def sample_means_in_a_loop(draws):
    draws = np.array(draws, dtype=float)
    if draws.ndim != 2 or not draws.shape[1]:
        raise ValueError("draws")
    return np.array([statistics.fmean(row) for row in draws])


@alternative
def sample_means_by_product(draws):
    draws = np.asarray(draws, dtype=float)
    if len(draws.shape) != 2 or draws.shape[-1] < 1:
        raise ValueError("draws")
    return draws @ np.full(draws.shape[1], 1 / draws.shape[1])


@alternative
def sample_means_transposed(draws):
    draws = np.asarray(draws, dtype=float)
    if draws.ndim != 2 or draws.shape[1] == 0:
        raise ValueError("draws")
    return sum(draws.T) / draws.shape[1]
