"""11.1 `running_mean`: criteria, known mistakes, other right answers."""

import itertools
import math
import statistics

import numpy as np

from autograder.content import alternative, assert_close, assert_unchanged, criterion, mistakes_of, raises
from autograder.content.s11_central_limit.shared import NO_SAMPLES, samples
from solutions.s11_central_limit import as_sample, running_mean

# Criteria


@criterion(core=True)
def test_is_the_mean_of_all_entries_so_far(running_mean, rng):
    for x in samples(rng, (2, 3, 9, 40)):
        expected = np.array([x[: t + 1].mean() for t in range(len(x))])
        assert_close(running_mean(x), expected)


@criterion()
def test_of_one_number_is_that_number(running_mean):
    assert_close(running_mean([4.0]), np.array([4.0]))


@criterion()
def test_of_equal_numbers_is_that_number(running_mean):
    assert_close(running_mean([-2.5] * 6), np.array([-2.5] * 6))


@criterion()
def test_takes_ints_and_single_precision(running_mean):
    assert_close(running_mean([1, 2, 6]), np.array([1.0, 1.5, 3.0]))
    assert_close(running_mean(np.array([0.5, 1.5], dtype=np.float32)), np.array([0.5, 1.0]))


@criterion()
def test_refuses_what_is_not_a_sample(running_mean):
    for x in (*NO_SAMPLES, 3.0):
        with raises(ValueError):
            running_mean(x)


@criterion()
def test_leaves_its_argument_unchanged(running_mean):
    assert_unchanged(running_mean, np.array([3.0, 1.0, 5.0]))


# Known mistakes

mistake = mistakes_of(running_mean, example=([1, 2, 6],))

running_mean_counted_from_zero = mistake.change(
    "np.arange(1, len(x) + 1)",
    "np.arange(len(x))",
    "The counts begin at 0, so that the first mean is a division by 0. Count from 1: np.arange(1, len(x) + 1).",
)
running_mean_counted_from_two = mistake.change(
    "np.arange(1, len(x) + 1)",
    "np.arange(2, len(x) + 2)",
    "The counts begin at 2. The first mean is that of one number: count from 1.",
)
running_mean_divided_by_all = mistake.change(
    "np.arange(1, len(x) + 1)",
    "len(x)",
    "All sums are divided by T. Divide each by the number of entries that are in it: 1, 2, ..., T.",
)
running_mean_of_sums = mistake.change(
    " / np.arange(1, len(x) + 1)", "", "These are the sums so far. Divide each by how many entries are in it."
)
running_mean_in_whole_numbers = mistake.change(
    " / np.arange", " // np.arange", "`//` throws away what stands after the decimal point. Divide with `/`."
)


@mistake("This is the mean of all entries, at every place. At each place only the entries so far count.")
def running_mean_of_all_everywhere(x):
    x = as_sample(x)
    return np.full(len(x), x.mean())


@mistake("This is the mean of all entries only. One mean for each entry is wanted.")
def running_mean_only_the_last(x):
    return float(running_mean(x)[-1])


@mistake("The means run from the end. Start with the first entry.")
def running_mean_backwards(x):
    return running_mean(as_sample(x)[::-1])[::-1]


@mistake("The entry itself is left out: this is the mean of those before it. It counts, too.")
def running_mean_of_those_before(x):
    means = running_mean(x)
    return np.concatenate([[0.0], means[:-1]])


@mistake("The first mean is missing, that of one number. There are T of them.", example=([1, 2, 6],))
def running_mean_from_the_second(x):
    return running_mean(x)[1:]


@mistake("Only the last two entries are averaged. All entries so far count.")
def running_mean_of_pairs(x):
    x = as_sample(x)
    return np.concatenate([x[:1], (x[1:] + x[:-1]) / 2])


@mistake("The old mean and the new entry weigh the same, so old entries are forgotten. All entries count equally.")
def running_mean_halving(x):
    x = as_sample(x)
    means = [x[0]]
    for value in x[1:]:
        means.append((means[-1] + value) / 2)
    return np.array(means)


@mistake("These are medians. The mean is the sum over the count.", example=([1, 2, 9],))
def running_mean_as_a_median(x):
    x = as_sample(x)
    return np.array([np.median(x[: t + 1]) for t in range(len(x))])


@mistake("An empty list has no mean. Raise ValueError.", example=([],))
def running_mean_of_nothing(x):
    return np.zeros(0) if np.size(x) == 0 else running_mean(x)


@mistake("nan and infinity are accepted. Raise ValueError: as_sample does.", example=([1.0, np.nan],))
def running_mean_of_nan(x):
    x = np.asarray(x, dtype=float)
    if x.ndim != 1 or x.size == 0:
        raise ValueError("x")
    return np.cumsum(x) / np.arange(1, len(x) + 1)


@mistake("A table or a single number is flattened without a word. Raise ValueError.", example=([[1.0, 2.0]],))
def running_mean_flattened(x):
    return running_mean(np.ravel(x))


@mistake("The result is right, but the caller's numbers are overwritten.", example=(np.array([3.0, 1.0]),))
def running_mean_in_place(x):
    means = running_mean(x)
    if isinstance(x, np.ndarray) and x.dtype == float:
        x[...] = means
    return means


MEANT = ([2.0, 5.0, 11.0, 4.0],)


@mistake(
    "The new entry is weighted by 1 over the number of those before it. It counts itself, too: divide by t + 1.",
    example=MEANT,
)
def running_mean_updated_too_fast(x):
    x = as_sample(x)
    means = [x[0]]
    for t in range(1, len(x)):
        means.append(means[-1] + (x[t] - means[-1]) / t)
    return np.array(means)


@mistake("The first entry counts twice: it is the mean to begin with, and is added once more.", example=MEANT)
def running_mean_with_the_first_twice(x):
    x = as_sample(x)
    return (np.cumsum(x) + x[0]) / np.arange(2, len(x) + 2)


@mistake(
    "This is an exponential average, with 0.9 for the old and 0.1 for the new. All entries so far count equally.",
    example=MEANT,
)
def running_mean_exponential(x):
    x = as_sample(x)
    means = [x[0]]
    for value in x[1:]:
        means.append(0.9 * means[-1] + 0.1 * value)
    return np.array(means)


@mistake("Earlier means are averaged together with the new entry. Average the entries themselves.", example=MEANT)
def running_mean_of_means(x):
    x = as_sample(x)
    means = []
    for value in x:
        means.append((sum(means) + value) / (len(means) + 1))
    return np.array(means)


@mistake("Only the last three entries are averaged, a window. All entries so far count.", example=MEANT)
def running_mean_of_three(x):
    x = as_sample(x)
    return np.array([x[max(0, t - 2) : t + 1].mean() for t in range(len(x))])


@mistake(
    "An array of ints holds the means, and cuts them off at the point. Make it one of floats.", example=([1, 2, 6],)
)
def running_mean_in_an_array_of_ints(x):
    running_mean(x)
    means = np.zeros_like(np.asarray(x))
    for t in range(len(x)):
        means[t] = np.sum(x[: t + 1]) / (t + 1)
    return means


@mistake("A 0 stands before the first mean. There are T means, and the first is x[0].", example=MEANT)
def running_mean_after_a_zero(x):
    return np.concatenate([[0.0], running_mean(x)])


@mistake("The sums are divided by one less than the number of entries in them. Divide by that number.", example=MEANT)
def running_mean_divided_by_one_less(x):
    x = as_sample(x)
    return np.cumsum(x) / np.maximum(np.arange(len(x)), 1)


@mistake(
    "The slice x[:t] ends before the entry t, so that the first mean is of nothing, nan. Take x[: t + 1].",
    example=MEANT,
)
def running_mean_of_slices_before(x):
    x = as_sample(x)
    return np.array([math.nan, *running_mean(x)[:-1]])


@mistake("This is the largest entry so far. The mean of all so far is asked for.", example=MEANT)
def running_mean_as_the_largest(x):
    return np.maximum.accumulate(as_sample(x))


@mistake(
    "The middle between the smallest and the largest entry so far is no mean. Add all, divide by their number.",
    example=MEANT,
)
def running_mean_as_the_middle(x):
    x = as_sample(x)
    return (np.maximum.accumulate(x) + np.minimum.accumulate(x)) / 2


# Other right answers


@alternative
def running_mean_updated(x):
    x = as_sample(x)
    mean, means = 0.0, []
    for t, value in enumerate(x.tolist(), start=1):
        mean += (value - mean) / t
        means.append(mean)
    return np.array(means)


@alternative
def running_mean_of_slices(x):
    x = as_sample(x)
    return np.array([statistics.fmean(x[: t + 1]) for t in range(len(x))])


@alternative
def running_mean_accumulated(x):
    sums = itertools.accumulate(as_sample(x).tolist())
    return np.array([total / count for count, total in enumerate(sums, start=1)])


@alternative
def running_mean_as_a_matrix(x):
    x = as_sample(x)
    weights = np.tril(np.ones((len(x), len(x))))
    return weights / weights.sum(axis=1, keepdims=True) @ x
